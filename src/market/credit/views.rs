//! A score and its ledger in finished words.

use crate::domain::credit::{Effect, Level, Score, Source, WHOLE};
use crate::domain::policy::Credit;
use crate::domain::time::Instant;
use crate::platform::page::{Ctx, Markup};

/// One of the three means a score is made of.
pub struct Part {
    pub name: String,
    pub mean: String,
    /// Percent of the whole.
    pub weight: u32,
    /// Points it brings.
    pub brings: String,
    /// Entries that count in it now.
    pub entries: usize,
}

/// One entry of the ledger.
pub struct Line {
    pub rule: String,
    pub points: String,
    pub href: Option<String>,
    pub at: String,
    pub expires: String,
    pub state: Markup,
}

/// The bar that shows the parts side by side. Lengths are tenths of the drawing's unit.
pub struct Stack {
    pub pieces: Vec<Piece>,
    pub minus: Option<Piece>,
    /// Where the score stands.
    pub at: String,
    pub ticks: Vec<(String, String)>,
    pub summary: String,
}

/// A piece of the bar.
pub struct Piece {
    pub class: &'static str,
    pub x: String,
    pub width: String,
    pub text_x: String,
    pub label: String,
}

/// Units of the drawing for a whole score.
const WIDTH: f64 = 606.0;

fn along(tenths: i64) -> f64 {
    2.0 + WIDTH * tenths as f64 / 1000.0
}

/// The three means, by weight.
pub fn parts(ctx: &Ctx, score: &Score, policy: &Credit) -> Vec<Part> {
    let weights = &policy.weights;
    let of = |source: Source, mean: i64, weight: u32| Part {
        name: ctx.word("credit-source", source),
        mean: ctx.t.tenths(mean),
        weight,
        brings: ctx.t.tenths(brings(mean, weight)),
        entries: score.effects.iter().filter(|effect| effect.entry.source == source && effect.weight > 0).count(),
    };
    vec![
        of(Source::Rating, score.owners, weights.owner),
        of(Source::Industry, score.industry, weights.industry),
        of(Source::Platform, score.platform, weights.platform),
    ]
}

fn brings(mean: i64, weight: u32) -> i64 {
    (mean * i64::from(weight) + 50).div_euclid(100)
}

/// The ledger as of `at`, newest first; what came later does not exist yet.
pub fn lines(ctx: &Ctx, score: &Score, at: Instant) -> Vec<Line> {
    score.effects.iter().filter(|effect| effect.entry.at <= at).map(|effect| line(ctx, effect)).collect()
}

fn line(ctx: &Ctx, effect: &Effect) -> Line {
    let (t, entry) = (ctx.t, &effect.entry);
    let deduction = entry.source == Source::Deduction;
    let signed = if deduction || entry.source == Source::Reversal { -entry.points_tenths } else { entry.points_tenths };
    let state = match effect.weight {
        0 if effect.reversed => ctx.state("", "cross", t.t("credit-reversed")),
        0 if entry.source == Source::Reversal => ctx.state("", "different", t.t("credit-reverses")),
        0 => ctx.state("", "cross", t.t("credit-over")),
        _ if deduction => ctx.state("warn", "alert", t.t("credit-counts")),
        weight => ctx.state("ok", "check", t.n("credit-counts-percent", percent(weight))),
    };
    Line {
        rule: t.word("credit-rule", entry.public_rule()),
        points: t.tenths(signed),
        href: about(entry.source, &entry.source_id),
        at: t.date(entry.at.day()),
        expires: if entry.expires.ms() == i64::MAX { t.t("credit-fades") } else { t.date(entry.expires.plus(-1).day()) },
        state,
    }
}

/// Whole percent, rounded half up.
pub fn percent(weight: i64) -> i64 {
    (weight * 100 + WHOLE / 2) / WHOLE
}

/// Where the thing an entry is about can be read.
fn about(source: Source, id: &str) -> Option<String> {
    match source {
        Source::Rating => id.split(' ').next().map(|id| format!("/ratings/{id}")),
        Source::Deduction => {
            id.split_once(' ').filter(|(_, number)| number.starts_with("MXZX-")).map(|(_, number)| format!("/awards/{number}"))
        }
        Source::Industry | Source::Platform | Source::Reversal => None,
    }
}

/// The level's range in words.
pub fn range(ctx: &Ctx, level: Level, policy: &Credit) -> String {
    let between = |from: u32, to: u32| ctx.msg("credit-between").with_n("from", from).with_n("to", to).to_string();
    match level {
        Level::A => ctx.n("credit-from", policy.level_a),
        Level::B => between(policy.level_b, policy.level_a),
        Level::C => between(policy.level_c, policy.level_b),
        Level::D => ctx.n("credit-below", policy.level_c),
    }
}

/// The drawing of a score.
pub fn stack(ctx: &Ctx, score: &Score, policy: &Credit) -> Stack {
    let weights = &policy.weights;
    let mut x = 0;
    let mut pieces = Vec::new();
    for (class, source, mean, weight) in [
        ("a", Source::Rating, score.owners, weights.owner),
        ("b", Source::Industry, score.industry, weights.industry),
        ("c", Source::Platform, score.platform, weights.platform),
    ] {
        let own = brings(mean, weight);
        let label = format!("{} {}", ctx.word("credit-short", source), ctx.t.tenths(own));
        pieces.push(piece(class, x, own, label));
        x += own;
    }
    let taken = score.deducted.min(x);
    let minus = (taken > 0)
        .then(|| piece("minus", x - taken, taken, ctx.msg("credit-taken").with("points", ctx.t.tenths(score.deducted)).to_string()));
    let ticks = [("C", policy.level_c), ("B", policy.level_b), ("A", policy.level_a)];
    Stack {
        pieces,
        minus,
        at: format!("{:.1}", along(score.tenths)),
        ticks: ticks
            .into_iter()
            .map(|(level, points)| (format!("{:.1}", along(i64::from(points) * 10)), format!("{level} {points}")))
            .collect(),
        summary: ctx
            .msg("credit-summary")
            .with("score", ctx.t.tenths(score.tenths))
            .with("taken", ctx.t.tenths(score.deducted))
            .to_string(),
    }
}

fn piece(class: &'static str, from: i64, length: i64, label: String) -> Piece {
    let x = along(from);
    Piece { class, x: format!("{x:.1}"), width: format!("{:.1}", along(length) - 2.0), text_x: format!("{:.1}", x + 8.0), label }
}
