//! Where the owner compares the proposals itself (方案择优): a score sheet by the criteria of the notice, saved as often as it likes, and published with its
//! pick. Law: [`crate::domain::method::comparison`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cards::Card;
use super::forms::field_of;
use super::store::{self, Choice};
use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::bid::Entry;
use crate::domain::draw::{DrawId, Hash32, Label};
use crate::domain::event::Kind;
use crate::domain::method::comparison::{Compared, Comparison};
use crate::domain::method::scores::Weight;
use crate::domain::policy::Policy;
use crate::domain::project::ProjectId;
use crate::error::{Error, Result, Say};
use crate::market::bids::proposals::{self, File};
use crate::market::documents::Paper;
use crate::market::projects::{self, Project};
use crate::market::{bids, halts, selection};
use crate::platform::auth::Identity;

/// Hundredths of points by the number of a card, from 1, and the criterion.
pub type Marks = BTreeMap<(usize, String), u32>;

/// What an owner has written so far; nothing of it is public before it picks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Hundredths of points by pseudonym and criterion.
    points: BTreeMap<String, BTreeMap<String, u32>>,
    pub reason: String,
    pub instead: String,
}

impl Draft {
    /// What was given to a pseudonym by a criterion.
    pub fn given(&self, pseudonym: &Label, criterion: &str) -> Option<u32> {
        self.points.get(pseudonym.as_str()).and_then(|given| given.get(criterion)).copied()
    }

    /// Everything that was given to a pseudonym, by criterion.
    pub fn all(&self, pseudonym: &Label) -> BTreeMap<String, u32> {
        self.points.get(pseudonym.as_str()).cloned().unwrap_or_default()
    }

    /// Writes points down under the pseudonyms of their cards.
    fn mark(&mut self, cards: &[Card], marks: &Marks) -> Result<()> {
        for ((number, criterion), points) in marks {
            let card = number.checked_sub(1).and_then(|at| cards.get(at)).ok_or_else(no_card)?;
            self.points.entry(card.pseudonym.to_string()).or_default().insert(criterion.clone(), *points);
        }
        Ok(())
    }
}

fn no_card() -> Error {
    Error::invalid("card", Say::new("outcomes-no-card"))
}

/// What an owner wants to be kept until it picks, in the place of what was kept before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub marks: Marks,
    pub reason: String,
    pub instead: String,
}

/// What comes with the pick of an owner that compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What is left out is as it was kept.
    pub marks: Marks,
    /// Why this one, if it has not most points; may be empty otherwise.
    pub instead: String,
    /// Whether whoever picks declares to have no interest in anybody who takes part.
    pub declared: bool,
}

/// A proposal that an owner compares.
pub struct Proposal {
    pub entry: Entry,
    pub files: Vec<File>,
}

/// Proposals that an owner compares, and what it has written.
pub struct Comparing {
    pub proposals: BTreeMap<Label, Proposal>,
    pub draft: Draft,
}

/// The policy of a project whose owner compares the proposals itself; `None` for every other.
fn compared<'a>(app: &'a App, project: &Project) -> Result<Option<&'a Policy>> {
    let policy = app.pinned(&project.policy)?;
    Ok(project.spec.way.preset(&policy.methods).filter(|preset| preset.is_compared()).map(|_| policy))
}

/// What the owner of this choice compares; `None` where it does not.
pub fn read(conn: &mut DbConn, app: &App, (project, choice): (&Project, &Choice)) -> Result<Option<Comparing>> {
    let Some(policy) = compared(app, project)? else { return Ok(None) };
    let documents = bids::documents_of(conn, &choice.draw)?;
    let of = |(pseudonym, entry): (Label, Entry)| {
        let sealed = documents.get(&pseudonym).map_or(&[][..], Vec::as_slice);
        let files = proposals::files(&entry, sealed, (policy.bids.found, false));
        (pseudonym, Proposal { entry, files })
    };
    let proposals = proposals::entries(conn, &choice.draw)?.into_iter().map(of).collect();
    Ok(Some(Comparing { proposals, draft: store::draft(conn, &project.id)? }))
}

/// One document of the proposal behind a card of an owner's own choice.
///
/// # Errors
/// [`Error::NotFound`] for another's project, one whose owner compares no proposals, and what is not open or is withheld.
pub fn document(conn: &mut DbConn, app: &App, who: &Identity, (id, card, number): (&ProjectId, &str, &str)) -> Result<Paper> {
    let project = projects::service::own(conn, who, id)?;
    let policy = compared(app, &project)?.ok_or(Error::NotFound)?;
    let choice = store::choice(conn, id)?;
    let card = (1..).zip(store::cards(conn, id)?).find(|(n, _): &(usize, Card)| n.to_string() == card);
    let (_, card) = card.ok_or(Error::NotFound)?;
    proposals::readable(conn, &choice.draw, (&card.pseudonym, number), policy.bids.found)
}

/// Keeps what an owner has written, until it picks.
///
/// # Errors
/// [`Error::NotFound`] for another's project, and one whose owner compares no proposals; [`Error::Refused`] once it has chosen, or its days are over.
pub fn save(conn: &mut DbConn, app: &App, who: &Identity, (id, written): (&ProjectId, &Written)) -> Result<()> {
    dialect::lock_in_transaction(conn, &format!("project {id}"))?;
    let project = projects::service::own(conn, who, id)?;
    compared(app, &project)?.ok_or(Error::NotFound)?;
    store::choice(conn, id)?.may_pick(project.state, app.clock.now())?;
    halts::refuse_while_stopped(conn, id)?;
    let mut draft = Draft { points: BTreeMap::new(), reason: written.reason.clone(), instead: written.instead.clone() };
    draft.mark(&store::cards(conn, id)?, &written.marks)?;
    store::keep_draft(conn, id, &draft)
}

/// Publishes the sheet with the pick, where the owner compares; does nothing where it does not.
///
/// # Errors
/// [`Error::Invalid`] for points that are missing, for a pick that has not most of them without a reason why, and without the declaration.
pub(super) fn publish(
    conn: &mut DbConn,
    app: &App,
    who: &Identity,
    (project, draw, cards): (&Project, &DrawId, &[Card]),
    (picked, sheet): (&Label, &Sheet),
) -> Result<()> {
    let Some(policy) = compared(app, project)? else { return Ok(()) };
    if !sheet.declared {
        return Err(Error::invalid("declared", Say::new("outcomes-declared-missing")));
    }
    let declared = policy.methods.recusal.as_ref().ok_or_else(|| Error::bad_row("projects.policy", &project.policy))?;
    let mut draft = store::draft(conn, &project.id)?;
    draft.mark(cards, &sheet.marks)?;
    let weights: Vec<Weight> =
        project.spec.way.weights.iter().map(|(id, points)| Weight { criterion: id.clone(), points: *points }).collect();
    let comparison = Comparison::new(Comparison {
        draw: draw.clone(),
        declared: Hash32::of(&declared.zh),
        entries: entries(&draft, (cards, &weights))?,
        weights,
        instead: (!sheet.instead.is_empty()).then(|| Hash32::of(&sheet.instead)),
    });
    let comparison = comparison.map_err(|fault| Error::caused("putting a score sheet together", fault))?;
    if comparison.bears_out(picked).is_err() {
        return Err(Error::invalid("instead", Say::new("outcomes-instead-missing")));
    }
    store::keep_draft(conn, &project.id, &draft)?;
    store::set_instead(conn, &project.id, &sheet.instead)?;
    selection::keep_choice(conn, app.clock.now(), (&who.actor, draw), (Kind::ChoiceComparison, &comparison)).map(drop)
}

/// What every card was given, by every criterion.
fn entries(draft: &Draft, (cards, weights): (&[Card], &[Weight])) -> Result<Vec<Compared>> {
    let given = |(n, card): (usize, &Card), weight: &Weight| {
        let missing = || Error::invalid(&field_of(n, &weight.criterion), Say::new("outcomes-points-missing").with("card", n));
        draft.given(&card.pseudonym, &weight.criterion).ok_or_else(missing)
    };
    let entry = |(n, card): (usize, &Card)| {
        let points = weights.iter().map(|weight| given((n, card), weight)).collect::<Result<_>>()?;
        Ok(Compared { pseudonym: card.pseudonym.clone(), points })
    };
    (1..).zip(cards).map(entry).collect()
}
