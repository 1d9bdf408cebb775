//! A public entry in words: who, where, which items, which certificates hold today, and whether a public bar stands.

use crate::domain::agency::{AgencyProfile, AgencyState, Offer};
use crate::domain::policy::Policy;
use crate::domain::qualification::Held;
use crate::domain::time::{DAY, Day, Instant};
use crate::market::blacklist::PublicBar;
use crate::market::catalogue::{self, PaperWords};
use crate::platform::i18n::T;
use crate::platform::page::{Ctx, Markup};

/// Whether a certificate holds on a day, as the public reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    Valid,
    /// Ends within the days before which agencies are warned.
    Ending {
        days: i64,
    },
    NotYet {
        from: Day,
    },
    Expired,
}

impl Validity {
    /// The validity of a certificate on a day; `warn` is the number of days from which its end is announced.
    pub fn on(held: &Held, today: Day, warn: i64) -> Validity {
        if today < held.paper.valid_from {
            return Validity::NotYet { from: held.paper.valid_from };
        }
        let Some(last) = held.paper.valid_to else { return Validity::Valid };
        match (last.start().ms() - today.start().ms()) / DAY {
            ..0 => Validity::Expired,
            days if days <= warn => Validity::Ending { days },
            _ => Validity::Valid,
        }
    }

    /// The stable word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Validity::Valid => "valid",
            Validity::Ending { .. } => "ending",
            Validity::NotYet { .. } => "not-yet",
            Validity::Expired => "expired",
        }
    }

    /// Sign and words.
    pub fn shown(self, ctx: &Ctx) -> Markup {
        match self {
            Validity::Valid => ctx.state("ok", "check", ctx.t("search-valid")),
            Validity::Ending { days } => ctx.state("warn", "clock", ctx.n("search-ends-in", days)),
            Validity::NotYet { from } => ctx.state("warn", "clock", ctx.msg("search-valid-from").with("from", from)),
            Validity::Expired => ctx.state("bad", "barred", ctx.t("search-expired")),
        }
    }
}

/// The number of days from which the end of a certificate is announced.
pub fn warning_days(policy: &Policy) -> i64 {
    policy.onboarding.expiry_warning_days.iter().copied().max().map_or(0, i64::from)
}

/// The level of a score.
pub fn level(policy: &Policy, tenths: i64) -> &'static str {
    let from = |points: u32| i64::from(points) * 10;
    match tenths {
        t if t >= from(policy.credit.level_a) => "A",
        t if t >= from(policy.credit.level_b) => "B",
        t if t >= from(policy.credit.level_c) => "C",
        _ => "D",
    }
}

/// Where an agency stands, as the public may know it.
pub fn standing(ctx: &Ctx, profile: &AgencyProfile, bar: Option<&PublicBar>) -> Markup {
    match (profile.state, bar) {
        (AgencyState::Withdrawn, _) => ctx.state("", "info", ctx.t("search-withdrawn")),
        (_, Some(bar)) => ctx.state("bad", "barred", ctx.msg("search-barred-until").with("until", ctx.t.date(bar.until.day()))),
        _ if profile.acts_from > ctx.now => {
            ctx.state("warn", "clock", ctx.msg("search-announced-until").with("until", ctx.t.date(last_day(profile.acts_from))))
        }
        _ => ctx.state("ok", "check", ctx.t("search-listed")),
    }
}

/// The day that an instant ends: midnight belongs to the day before it.
fn last_day(at: Instant) -> Day {
    at.plus(-1).day()
}

/// One line of the table of items and certificates.
pub struct PaperRow {
    pub title: String,
    pub grade: String,
    pub number: String,
    pub until: String,
    pub state: Markup,
}

/// One service item of an agency.
pub struct OfferRow {
    pub href: String,
    pub name: String,
    /// What was promised in words; empty where nothing was.
    pub promise: String,
    pub days: u32,
    pub papers: Vec<PaperRow>,
}

impl OfferRow {
    /// An offer in words as of today.
    pub fn of(ctx: &Ctx, offer: &Offer, warn: i64) -> OfferRow {
        let today = ctx.now.day();
        OfferRow {
            href: format!("/catalogue/{}", offer.item),
            name: catalogue::item_name(ctx.t, &offer.item),
            promise: offer.promise.clone(),
            days: offer.promised_days,
            papers: offer.papers.iter().map(|paper| paper_row(ctx, &paper.held, Validity::on(&paper.held, today, warn))).collect(),
        }
    }
}

fn paper_row(ctx: &Ctx, held: &Held, validity: Validity) -> PaperRow {
    let words = words(ctx.t, held);
    PaperRow {
        title: words.title(),
        grade: words.grade,
        number: held.paper.number.clone(),
        until: held.paper.valid_to.map_or_else(|| ctx.t("search-no-end"), |day| day.to_string()),
        state: validity.shown(ctx),
    }
}

/// What is held, in words.
pub fn words(t: T, held: &Held) -> PaperWords {
    PaperWords::of(t, &held.qualification, held.major.as_ref(), held.grade.as_ref().map(|grade| &grade.code))
}

/// The items of an agency in one word each, with the grade of the certificate that holds today where there is one.
pub fn item_words(ctx: &Ctx, profile: &AgencyProfile) -> Vec<String> {
    let today = ctx.now.day();
    let grade_of = |code: &crate::domain::catalogue::ServiceCode| {
        let kind = catalogue::item(code.as_str())?.qualification.as_ref()?;
        let holds = |held: &&Held| held.qualification == kind.code && !matches!(Validity::on(held, today, 0), Validity::Expired);
        let best = profile.held.iter().filter(holds).filter_map(|held| held.grade.as_ref()).min_by_key(|grade| grade.priority)?;
        Some(catalogue::say(ctx.t, &kind.grade(&best.code)?.name))
    };
    let word = |code| {
        let name = catalogue::item_name(ctx.t, code);
        grade_of(code).map_or_else(|| name.clone(), |grade| format!("{name} · {grade}"))
    };
    profile.items.iter().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::qualification::Paper;

    #[test]
    fn a_certificate_holds_through_its_last_day() {
        let day = |text| Day::parse(text).unwrap();
        let paper = Paper { number: "1".into(), valid_from: day("2026-01-01"), valid_to: Some(day("2026-11-30")) };
        let held = Held { qualification: "surveying".into(), major: None, grade: None, paper };
        let on = |text| Validity::on(&held, day(text), 30);
        assert_eq!(on("2025-12-31"), Validity::NotYet { from: day("2026-01-01") });
        assert_eq!(on("2026-10-30"), Validity::Valid);
        assert_eq!(on("2026-10-31"), Validity::Ending { days: 30 });
        assert_eq!(on("2026-11-30"), Validity::Ending { days: 0 });
        assert_eq!(on("2026-12-01"), Validity::Expired);
    }
}
