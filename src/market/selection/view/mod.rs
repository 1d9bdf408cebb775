//! A draw as its page shows it, in finished words.

mod guarantees;
mod log;
mod may;
mod objections;
mod ranking;
mod steps;
mod waiting;

pub use guarantees::{Guarantees, guarantees};
pub use log::{LogLine, log};
pub use may::{May, may};
pub use objections::{RuledObjection, objections};
pub use ranking::{Rank, named, ranking, short as short_label};
pub use steps::{RiteStep, steps};
pub use waiting::{Awaited, awaited};

use std::collections::BTreeMap;

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::terms::CEREMONY;
use crate::domain::draw::{
    BeaconRule, Dice, DrawId, DrawState, EntrySource, Freeze, Notice, OfficerId, Opened, Refusal, Ruling, Status, Terms, Void, Who,
    Withheld,
};
use crate::domain::text::CreditCode;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::bids;
use crate::market::projects::{self, Project};
use crate::market::selection::store::documents::{self, Paper};
use crate::market::selection::store::draws::{self, Draw};
use crate::market::selection::store::objections::{self as objection_rows, Objection};
use crate::market::selection::store::parties;
use crate::market::{agencies, owners, witnesses};
use crate::platform::i18n::T;

/// Who guards a draw against whom (draw-v1 §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Configuration {
    A,
    B,
    BPlus,
    C,
}

impl Configuration {
    /// The letter of the law.
    pub fn letter(self) -> &'static str {
        match self {
            Configuration::A => "A",
            Configuration::B => "B",
            Configuration::BPlus => "B+",
            Configuration::C => "C",
        }
    }
}

/// Everything a public reader may know of a draw.
pub struct Known {
    pub draw: Draw,
    pub project: Project,
    pub owner: String,
    pub papers: BTreeMap<String, Paper>,
    /// Names of opened agencies by their codes.
    pub names: BTreeMap<String, String>,
    /// The other published draws of the project, the oldest first.
    pub others: Vec<Draw>,
    /// The objections a supervisor has ruled on.
    pub objections: Vec<Objection>,
    /// How far its sealed quotes are opened, in one word; empty where there are none.
    pub opening: String,
    /// Whether a witness officer on another machine takes part (configuration B); else all share one machine (A).
    pub outside: bool,
}

impl Known {
    /// Reads a draw.
    ///
    /// # Errors
    /// [`Error::NotFound`] for one whose notice is not out.
    pub fn load(conn: &mut DbConn, id: &str) -> Result<Known> {
        let draw = draws::load(conn, id)?;
        let papers: BTreeMap<String, Paper> =
            documents::all(conn, &draw.id)?.into_iter().map(|paper| (paper.name.clone(), paper)).collect();
        if !papers.contains_key("notice.txt") {
            return Err(Error::NotFound);
        }
        let project = projects::load(conn, &draw.project)?;
        let owner = owners::profile(conn, &project.owner)?.name;
        let names = names(conn, papers.get("opened.txt"))?;
        let mut others = draws::of_project(conn, &draw.project)?;
        others.retain(|other| other.id != draw.id && other.opens_at.ms() > 0);
        let outside = parties::of(conn, &draw.id)?.into_iter().filter_map(|party| match party.who {
            Who::Officer(id) => Some(witnesses::is_outside(conn, &id)),
            _ => None,
        });
        let outside = outside.collect::<Result<Vec<bool>>>()?.contains(&true);
        let objections = objection_rows::ruled(conn, &draw.id)?;
        let opening = bids::mark(conn, &draw.id)?;
        Ok(Known { draw, project, owner, papers, names, others, objections, opening, outside })
    }

    /// Whether the draw decides by itself; else other stages follow, and name whoever is chosen.
    pub fn is_last(&self) -> bool {
        self.draw.entries != EntrySource::Signups || self.project.spec.way.is_draw()
    }

    /// Until when applicants reveal.
    pub fn midpoint(&self) -> Instant {
        let (closes, until) = (self.draw.closes_at, self.draw.reveal_by);
        closes.plus((until.ms() - closes.ms()) / 2)
    }

    /// The configuration of draw-v1 §6. Dice and beacon add to what officers elsewhere guarantee; on one machine it stays A, and the page says what
    /// they are worth there.
    pub fn configuration(&self) -> Configuration {
        match (self.outside, self.draw.terms) {
            (false, _) => Configuration::A,
            (true, Terms { beacon: BeaconRule::Drand, .. }) if !self.is_unvouched() => Configuration::C,
            (true, Terms { dice: Dice::Public, .. }) => Configuration::BPlus,
            (true, _) => Configuration::B,
        }
    }

    /// Whether the beacon has spoken, and nobody can prove any more that every reveal was made before it.
    pub fn is_unvouched(&self) -> bool {
        self.draw.terms.beacon == BeaconRule::Drand && self.draw.vouched == 0 && self.papers.contains_key("seed.txt")
    }

    /// A document of the draw, where it exists by now.
    pub fn paper(&self, name: &str) -> Option<&Paper> {
        self.papers.get(name)
    }

    /// The notice.
    pub fn notice(&self) -> Result<Notice> {
        self.paper("notice.txt").ok_or(Error::NotFound)?.read()
    }

    /// The frozen list, where there is one.
    pub fn freeze(&self) -> Result<Option<Freeze>> {
        self.paper("freeze.txt").map(Paper::read).transpose()
    }

    /// Which officers have answered the freeze, and the refusals among the answers.
    pub fn refusals(&self) -> Result<Vec<Refusal>> {
        self.papers.iter().filter(|(name, _)| name.starts_with("refusal-")).map(|(_, paper)| paper.read()).collect()
    }

    /// Whether somebody was excluded at the freeze and nobody has revealed yet.
    pub fn objections_are_open(&self) -> Result<bool> {
        if self.draw.entries != EntrySource::Signups {
            return Ok(false);
        }
        let revealed = self.papers.keys().any(|name| name.starts_with("reveal-"));
        let excluded = |freeze: Freeze| freeze.entries().iter().any(|entry| entry.status == Status::Out);
        Ok(self.draw.state == DrawState::Frozen && !revealed && self.freeze()?.is_some_and(excluded))
    }

    /// What was ruled after the result, in order.
    pub fn rulings(&self) -> Result<Vec<Ruling>> {
        let mut rulings = Vec::new();
        while let Some(paper) = self.paper(&Ruling::file(rulings.len() + 1)) {
            rulings.push(paper.read()?);
        }
        Ok(rulings)
    }

    /// Who did not reveal, where the draw is void.
    pub fn withheld(&self, t: T) -> Result<Vec<String>> {
        let Some(paper) = self.paper("void.txt") else { return Ok(Vec::new()) };
        let void: Void = paper.read()?;
        Ok(void
            .withheld
            .iter()
            .map(|one| if let Withheld::Reveal(who) = one { party(t, who) } else { t.t("selection-beacon-itself") })
            .collect())
    }

    /// Names and codes of who was opened, in rank order.
    pub fn opened(&self) -> Result<Vec<(String, String)>> {
        let Some(paper) = self.paper("opened.txt") else { return Ok(Vec::new()) };
        let opened: Opened = paper.read()?;
        let name = |code: &str| self.names.get(code).cloned().unwrap_or_else(|| code.to_owned());
        Ok(opened.openings().iter().map(|one| (name(one.registry_id.as_str()), one.registry_id.to_string())).collect())
    }
}

fn names(conn: &mut DbConn, opened: Option<&Paper>) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    let Some(paper) = opened else { return Ok(names) };
    for one in paper.read::<Opened>()?.openings() {
        let code = one.registry_id.as_str();
        let Ok(known) = CreditCode::parse(code) else { continue };
        if let Some(id) = agencies::holder_of(conn, &known)? {
            names.insert(code.to_owned(), agencies::profile(conn, &id)?.name);
        }
    }
    Ok(names)
}

/// Platform or officer, in words.
pub fn party(t: T, who: &Who) -> String {
    match who {
        Who::Platform => t.t("selection-platform"),
        Who::Officer(id) => officer(t, id),
        Who::Applicant(label) => label.to_string(),
    }
}

fn officer(t: T, id: &OfficerId) -> String {
    if id.as_str() == CEREMONY {
        return t.t("selection-dice");
    }
    t.msg("selection-officer").with("id", id).to_string()
}

/// A document with its fingerprint.
pub struct DocumentView {
    pub name: &'static str,
    pub title: String,
    pub what: String,
    pub sha256: String,
}

/// The files everything follows from, as far as they exist.
pub fn documents(t: T, known: &Known) -> Vec<DocumentView> {
    let files = ["notice.txt", "pool.txt", "freeze.txt", "ceremony.txt", "seed.txt", "result.txt"];
    let shown = files.into_iter().filter_map(|name| Some((name, known.paper(name)?)));
    shown
        .map(|(name, paper)| {
            let word = name.trim_end_matches(".txt");
            DocumentView {
                name,
                title: t.word("selection-document", word),
                what: t.word("selection-document-what", word),
                sha256: paper.sha256.clone(),
            }
        })
        .collect()
}

/// Another draw of the same project.
pub struct OtherDraw {
    pub href: String,
    pub id: DrawId,
    pub kind: String,
    pub state: String,
}

/// The other draws of the project.
pub fn others(t: T, known: &Known) -> Vec<OtherDraw> {
    let view = |draw: &Draw| OtherDraw {
        href: format!("/draws/{}", draw.id),
        id: draw.id.clone(),
        kind: t.word("draw-kind", draw.kind),
        state: t.word("draw-state", draw.state),
    };
    known.others.iter().map(view).collect()
}

/// Working days from the project's first notice to the result, in words, once there is one.
pub fn took(app: &App, t: T, known: &Known) -> Option<String> {
    if known.draw.state != DrawState::Decided || known.draw.entries != EntrySource::Signups || !known.is_last() {
        return None;
    }
    let time = app.calendars.now().working_days_between(known.project.published_at, known.draw.decided_at);
    let limit = app.policies.get(&known.draw.policy)?.selection.total_max_wd;
    Some(t.msg("selection-took").with("days", time.text()).with_n("limit", limit).to_string())
}
