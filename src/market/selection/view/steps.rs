//! The five steps from dark to light.

use super::{Known, Paper};
use crate::domain::draw::{BeaconRule, Dice, DrawState, Nonces, Reveal, Status};
use crate::domain::time::Instant;
use crate::error::Result;
use crate::platform::i18n::T;

/// One step.
pub struct RiteStep {
    /// `done`, `here` or `todo`.
    pub class: &'static str,
    /// The moon, 1 to 5.
    pub phase: i64,
    pub name: String,
    pub wire: String,
    pub when: String,
    pub text: String,
    /// A fingerprint to recognise, in full.
    pub hash: Option<String>,
}

/// The steps as far as they have come.
pub fn steps(t: T, known: &Known) -> Result<[RiteStep; 5]> {
    Ok([commit(t, known), freeze(t, known)?, reveal(t, known)?, seed(t, known), rank(t, known)])
}

fn step(t: T, phase: i64, name: &str, (class, at): (&'static str, Instant), text: String) -> RiteStep {
    RiteStep { class, phase, name: t.t(name), wire: at.wire(), when: t.short_at(at), text, hash: None }
}

fn of_paper(t: T, phase: i64, name: &str, (paper, text): (&Paper, &str)) -> RiteStep {
    let step = step(t, phase, name, ("done", Instant(paper.at)), t.t(text));
    RiteStep { hash: Some(paper.sha256.clone()), ..step }
}

fn commit(t: T, known: &Known) -> RiteStep {
    match known.paper("notice.txt") {
        Some(paper) => of_paper(t, 1, "rite-commit", (paper, "selection-step-commit")),
        None => step(t, 1, "rite-commit", ("todo", known.draw.opens_at), t.t("selection-step-commit")),
    }
}

fn freeze(t: T, known: &Known) -> Result<RiteStep> {
    let (Some(paper), Some(freeze)) = (known.paper("freeze.txt"), known.freeze()?) else {
        let (class, text) = match known.draw.state {
            DrawState::Open => ("here", "selection-step-open"),
            _ => ("todo", "selection-step-no-freeze"),
        };
        return Ok(step(t, 2, "rite-freeze", (class, known.draw.closes_at), t.t(text)));
    };
    let standing = freeze.entries().iter().filter(|entry| entry.status == Status::In).count();
    let text = t.msg("selection-step-freeze").with_n("all", freeze.entries().len()).with_n("standing", standing).to_string();
    let done = step(t, 2, "rite-freeze", ("done", Instant(paper.at)), text);
    Ok(RiteStep { hash: Some(paper.sha256.clone()), ..done })
}

fn reveal(t: T, known: &Known) -> Result<RiteStep> {
    let reveals: Vec<&Paper> = known.papers.values().filter(|paper| paper.name.starts_with("reveal-")).collect();
    let own = reveals.iter().find(|paper| paper.name == "reveal-platform.txt");
    let by_officers = reveals.iter().any(|paper| paper.name.starts_with("reveal-officer-"));
    if let (None, Some(seed)) = (own, known.paper("seed.txt")) {
        return Ok(step(t, 3, "rite-reveal", ("done", Instant(seed.at)), t.t("selection-step-reveal-some")));
    }
    if let (Some(own), true) = (own, known.paper("seed.txt").is_some()) {
        let done = step(t, 3, "rite-reveal", ("done", Instant(own.at)), t.t("selection-step-reveal"));
        return Ok(RiteStep { hash: Some(own.read::<Reveal>()?.secret.to_string()), ..done });
    }
    let (class, text) = match known.draw.state {
        DrawState::Frozen if !known.refusals()?.is_empty() => ("here", "selection-step-refused"),
        DrawState::Frozen if known.applicants_are_asked()? => ("here", "selection-step-applicants"),
        DrawState::Frozen if known.dice_are_asked() => ("here", "selection-step-wait-dice"),
        DrawState::Frozen if known.beacon_is_asked()? => ("here", "selection-step-wait-beacon"),
        DrawState::Frozen if own.is_some() && known.officer_is_silent()? => ("here", "selection-step-wait-officer"),
        DrawState::Frozen if known.objections_are_open()? => ("here", "selection-step-objections"),
        DrawState::Frozen if !by_officers => ("here", "selection-step-check"),
        DrawState::Frozen | DrawState::Revealed => ("here", "selection-step-wait-platform"),
        DrawState::Void => ("here", "selection-step-void"),
        _ => ("todo", "selection-step-reveal-later"),
    };
    Ok(step(t, 3, "rite-reveal", (class, known.draw.reveal_by), t.t(text)))
}

fn seed(t: T, known: &Known) -> RiteStep {
    let terms = known.draw.terms;
    let made = match (terms.beacon, terms.dice, terms.nonces) {
        (BeaconRule::Drand, _, _) => "selection-step-seed-beacon",
        (_, Dice::None, Nonces::None) => "selection-step-seed",
        _ => "selection-step-seed-all",
    };
    match known.paper("seed.txt") {
        Some(paper) => of_paper(t, 4, "rite-seed", (paper, made)),
        None => step(t, 4, "rite-seed", ("todo", known.draw.reveal_by), t.t("selection-step-seed-later")),
    }
}

fn rank(t: T, known: &Known) -> RiteStep {
    match known.paper("result.txt") {
        Some(paper) => of_paper(t, 5, "rite-rank", (paper, "selection-step-rank")),
        None => {
            let class = if known.draw.state == DrawState::Revealed { "here" } else { "todo" };
            step(t, 5, "rite-rank", (class, known.project.select_by), t.t("selection-step-rank-later"))
        }
    }
}
