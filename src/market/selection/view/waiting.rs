//! What a frozen draw waits for, and where whoever can bring it goes. It follows from the documents that are out, so the page may be kept.

use super::Known;
use crate::domain::draw::terms::CEREMONY;
use crate::domain::draw::{BeaconRule, Dice, DrawState, Nonces, OfficerCommit};
use crate::domain::time::DAY;
use crate::error::Result;
use crate::platform::i18n::T;

/// Something that is awaited.
pub struct Awaited {
    pub title: String,
    pub more: String,
    /// What leads to the page where it is brought.
    pub link: String,
    pub href: String,
}

/// Secrets of applicants, dice, the beacon: whichever is to come.
pub fn awaited(t: T, known: &Known, beacon_days: u32) -> Result<Vec<Awaited>> {
    let mut all = Vec::new();
    if known.draw.state == DrawState::Decided && !known.is_last() {
        return Ok(vec![after(t, known)]);
    }
    if known.draw.state != DrawState::Frozen || !known.refusals()?.is_empty() {
        return Ok(all);
    }
    let at = |page: &str| format!("/draws/{}/{page}", known.draw.id);
    if known.applicants_are_asked()? {
        all.push(Awaited {
            title: t.t("selection-reveal-waiting"),
            more: t.msg("selection-reveal-waiting-more").with("until", t.when(known.midpoint())).to_string(),
            link: t.t("selection-reveal-bring"),
            href: at("reveal"),
        });
    }
    if known.dice_are_asked() {
        all.push(Awaited {
            title: t.t("selection-throw-waiting"),
            more: t.msg("selection-throw-waiting-more").with("until", t.when(known.draw.reveal_by)).to_string(),
            link: t.t("selection-throw"),
            href: at("ceremony"),
        });
    }
    if let Some(round) = known.notice()?.beacon {
        let until = round.time().plus(i64::from(beacon_days) * DAY);
        all.push(Awaited {
            title: t.msg("selection-beacon-waiting").with("round", round.number()).to_string(),
            more: t.msg("selection-beacon-waiting-more").with("when", t.moment(round.time())).with("until", t.when(until)).to_string(),
            link: t.t("selection-beacon-bring"),
            href: at("beacon"),
        });
    }
    Ok(all)
}

/// The stages after this draw: awaited, or their outcome.
fn after(t: T, known: &Known) -> Awaited {
    let number = &known.project.number;
    let there = known.papers.contains_key("choice/outcome.txt");
    let (title, link, href) = if there {
        ("selection-after-there", "projects-to-outcome", format!("/projects/{number}/outcome"))
    } else {
        ("selection-after-waiting", "selection-to-project", format!("/projects/{number}"))
    };
    Awaited { title: t.t(title), more: t.t("selection-after-more"), link: t.t(link), href }
}

impl Known {
    /// Whether applicants may reveal: every officer has approved, somebody's secret is still closed, and no officer has revealed.
    pub fn applicants_are_asked(&self) -> Result<bool> {
        if self.draw.terms.nonces == Nonces::None {
            return Ok(false);
        }
        let Some(freeze) = self.freeze()? else { return Ok(false) };
        let named = |prefix: &str| self.papers.keys().filter(|name| name.starts_with(prefix)).count();
        let witnesses = self.notice()?.officers.iter().filter(|officer| officer.commit != OfficerCommit::Ceremony).count();
        let committed = freeze.entries().iter().filter(|entry| entry.commitment.is_some()).count();
        Ok(named("approval-") == witnesses && named("reveal-officer-") == 0 && named("reveal-applicant-") < committed)
    }

    /// Whether dice are to be thrown: the platform has revealed, and they have not been.
    pub fn dice_are_asked(&self) -> bool {
        let has = |name: &str| self.papers.contains_key(name);
        self.draw.terms.dice == Dice::Public && has("reveal-platform.txt") && !has("ceremony.txt")
    }

    /// Whether nothing but the beacon is awaited: platform, every officer and the dice have spoken.
    pub fn beacon_is_asked(&self) -> Result<bool> {
        let of_officers = self.papers.keys().filter(|name| name.starts_with("reveal-officer-")).count();
        let all = of_officers == self.notice()?.officers.len() && self.papers.contains_key("reveal-platform.txt");
        Ok(self.draw.terms.beacon == BeaconRule::Drand && all)
    }

    /// Whether an officer of the notice has not revealed; the dice are no officer here.
    pub fn officer_is_silent(&self) -> Result<bool> {
        let silent = |id: &str| id != CEREMONY && !self.papers.contains_key(&format!("reveal-officer-{id}.txt"));
        Ok(self.notice()?.officers.iter().any(|officer| silent(officer.id.as_str())))
    }
}
