//! about.txt: the notice for people, whose hash stands in the notice of the draw. Every fact an agency decides by is in it; the agencies an owner
//! avoids are not, because who is avoided is between the owner and them.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::bid::found::EXCLUDES;
use crate::domain::bid::link::names_after_line;
use crate::domain::catalogue::ServiceCode;
use crate::domain::draw::{BeaconRule, Dice, DrawId, DrawKind, EntrySource, Mode, Nonces, PoolKind};
use crate::domain::money::Fen;
use crate::domain::project::PriceKind;
use crate::domain::qualification::Combine;
use crate::error::Result;
use crate::market::bids;
use crate::market::projects::{self, Project};
use crate::market::{catalogue, owners};
use crate::platform::i18n::{Lang, T};

use super::service;
use super::store::draws::Draw;

/// Its name in a bundle.
pub const FILE: &str = "about.txt";

/// The text for a draw of a project, in Chinese, one fact a line. It is fixed before the times are, which stand in notice.txt.
pub fn text(conn: &mut DbConn, app: &App, project: &Project, draw: &Draw) -> Result<String> {
    let t = T { lang: Lang::Zh };
    let owner = owners::profile(conn, &project.owner)?;
    let spec = &project.spec;
    let fact = |key: &str, value: &str| t.msg("selection-about-line").with("name", t.t(key)).with("value", flat(value)).to_string();
    let mut lines = vec![
        t.msg("selection-about-title").with("market", &app.site.host.zh).to_string(),
        fact("selection-about-number", &project.number),
        fact("selection-about-draw", draw.id.as_str()),
        fact("selection-about-kind", &t.word("draw-kind", draw.kind)),
        fact("selection-about-name", &project.title),
        fact("selection-about-item", &catalogue::item_name(t, &ServiceCode::from(project.item.as_str()))),
        fact("selection-about-owner", &t.msg("selection-about-party").with("name", &owner.name).with("code", &owner.uscc).to_string()),
        fact("selection-about-price", &price(t, project.price_kind, project.price)),
        fact("selection-about-funds", &t.n("selection-about-percent", spec.fiscal_percent)),
        fact("selection-about-content", &spec.content),
        fact("selection-about-place", &spec.place),
        fact("selection-about-days", &t.n("selection-about-days-value", spec.service_days)),
    ];
    if draw.entries != EntrySource::Signups {
        lines.push(fact("selection-about-entries", &t.word("draw-entries", draw.entries)));
        lines.push(fact("selection-about-winners", &draw.winners.to_string()));
        if draw.entries == EntrySource::Numbers {
            lines.push(fact("selection-about-number-means", &t.t("selection-about-number-means-value")));
        }
        lines.push(fact("selection-about-policy", draw.policy.as_str()));
        lines.extend(draw.follows.iter().map(|before| fact("selection-about-follows", &follows(t, draw.kind, before))));
        return Ok(lines.join("\n") + "\n");
    }
    lines.extend(requirements(t, project).iter().map(|needed| fact("selection-about-requirement", needed)));
    if !spec.narrow_reason.is_empty() {
        lines.push(fact("selection-about-narrow", &spec.narrow_reason));
    }
    lines.push(fact("selection-about-window", &t.n("working-days", window(app, project, draw))));
    lines.push(fact("selection-about-method", &method(t, app, project)));
    lines.extend(projects::words::way(t, app, project).iter().map(|line| fact("selection-about-way", line)));
    lines.extend(terms(t, app, (project, draw)).into_iter().map(|(key, value)| fact(key, &value)));
    lines.push(fact(
        "selection-about-contact",
        &t.msg("selection-about-person").with("name", &spec.contact_name).with("phone", &spec.contact_phone).to_string(),
    ));
    lines.push(fact("selection-about-complaint", &spec.complaint_phone));
    lines.push(fact("selection-about-policy", draw.policy.as_str()));
    if let Some(before) = &draw.follows {
        lines.push(fact("selection-about-follows", &follows(t, draw.kind, before)));
    }
    lines.extend(service::lowered(app, project).map(|lowered| lowered.line()));
    if bids::excludes(app, project) {
        lines.push(EXCLUDES.to_owned());
    }
    if let Some(kind) = bids::names_after(app, project) {
        lines.push(names_after_line(kind.as_str()));
    }
    let committee = bids::committee(conn, &draw.id)?.map(|(committee, _)| committee.about_line());
    Ok(lines.join("\n") + "\n" + &committee.unwrap_or_default())
}

fn window(app: &App, project: &Project, draw: &Draw) -> u32 {
    let chosen = project.spec.window_wd;
    let Some(policy) = app.policies.get(&draw.policy) else { return chosen };
    if draw.kind == DrawKind::First { project.spec.way.window_wd(&policy.methods, chosen) } else { policy.signup.extend_wd }
}

fn method(t: T, app: &App, project: &Project) -> String {
    let way = &project.spec.way;
    if way.is_plain() { t.n("selection-about-method-value", project.spec.alternates) } else { projects::words::method(t, app, project) }
}

/// The terms of the draw: the chances always, the rest where it was chosen.
fn terms(t: T, app: &App, (project, draw): (&Project, &Draw)) -> Vec<(&'static str, String)> {
    let policy = app.policies.get(&draw.policy);
    let (cap, points) = policy.map_or((1, 1), |policy| (policy.draw.weight_cap, policy.methods.credit_step_points));
    let steps = draw.terms.mode == Mode::Weighted && !project.spec.way.is_draw();
    let mode = if steps { "steps" } else { draw.terms.mode.as_str() };
    let chances = t.msg(format!("selection-about-mode-{mode}")).with_n("cap", cap).with_n("points", points).to_string();
    let mut lines = vec![("selection-about-mode", chances)];
    let chosen = [
        (draw.terms.nonces == Nonces::Commit, "selection-about-nonces", "selection-about-nonces-value"),
        (draw.terms.dice == Dice::Public, "selection-about-dice", "selection-about-dice-value"),
        (draw.terms.beacon == BeaconRule::Drand, "selection-about-beacon", "selection-about-beacon-value"),
        (draw.terms.pool == PoolKind::Listed, "selection-about-pool", "selection-about-pool-value"),
    ];
    lines.extend(chosen.into_iter().filter(|(holds, ..)| *holds).map(|(_, name, value)| (name, t.t(value))));
    lines
}

fn price(t: T, kind: PriceKind, sum: Fen) -> String {
    t.msg("selection-about-price-value")
        .with("kind", t.word("selection-price", kind))
        .with("sum", t.money(sum))
        .with("words", t.capital(sum))
        .to_string()
}

fn requirements(t: T, project: &Project) -> Vec<String> {
    let wanted = &project.spec.requirements;
    if wanted.list.is_empty() {
        return vec![t.t("selection-about-requirement-none")];
    }
    let mut lines: Vec<String> = wanted.list.iter().map(|needed| catalogue::requirement_text(needed, t)).collect();
    if wanted.list.len() > 1 {
        lines.push(t.t(if wanted.combine == Combine::All { "selection-about-requirement-all" } else { "selection-about-requirement-any" }));
    }
    lines
}

fn follows(t: T, kind: DrawKind, before: &DrawId) -> String {
    t.msg("selection-about-follows-value").with("kind", t.word("draw-kind", kind)).with("draw", before).to_string()
}

/// One line, whatever was typed.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
