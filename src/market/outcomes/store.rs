//! The rows of choices and of their cards.

use diesel::prelude::*;

use super::cards::Card;
use super::comparison::Draft;
use super::refusal::Refused;
use crate::db::DbConn;
use crate::db::schema::{choice_cards, choices, projects};
use crate::domain::draw::{DrawId, Label};
use crate::domain::project::{ProjectId, ProjectState};
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

crate::text_states! {
    /// Where an owner's choice is.
    pub enum ChoiceState {
        /// Those it is to choose from quote, in a negotiation.
        Talking => "talking",
        Open => "open",
        Picked => "picked",
        /// The days went by.
        Silent => "silent",
    }
}

/// An owner's choice among those who were drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub project: ProjectId,
    pub draw: DrawId,
    pub state: ChoiceState,
    /// What the end of its days is reckoned from: later than it was put forward by as long as its project stood still.
    pub opened_at: Instant,
    /// The first instant that is too late.
    pub due_at: Instant,
    /// Why it picked whom it picked.
    pub reason: String,
    /// Why it picked one that has not most points on its own sheet.
    pub instead: String,
    pub decided_at: Instant,
}

impl Choice {
    /// A choice that begins.
    pub fn open(project: &ProjectId, draw: &DrawId, (opened_at, due_at): (Instant, Instant)) -> Choice {
        let (project, draw, state) = (project.clone(), draw.clone(), ChoiceState::Open);
        Choice { project, draw, state, opened_at, due_at, reason: String::new(), instead: String::new(), decided_at: Instant(0) }
    }

    /// Whether the owner may pick now.
    ///
    /// # Errors
    /// Why not.
    pub fn may_pick(&self, project: ProjectState, now: Instant) -> std::result::Result<(), Refused> {
        match self.state {
            ChoiceState::Picked => Err(Refused::Picked),
            ChoiceState::Talking => Err(if project == ProjectState::Choosing { Refused::Talking } else { Refused::Over }),
            ChoiceState::Silent => Err(Refused::TooLate { since: self.due_at }),
            ChoiceState::Open if project != ProjectState::Choosing => Err(Refused::Over),
            ChoiceState::Open if now >= self.due_at => Err(Refused::TooLate { since: self.due_at }),
            ChoiceState::Open => Ok(()),
        }
    }
}

type Row = (String, String, String, i64, i64, String, String, i64);

fn read((project, draw, state, opened, due, reason, instead, decided): Row) -> Result<Choice> {
    Ok(Choice {
        state: ChoiceState::parse(&state).ok_or_else(|| Error::bad_row("choices.state", &state))?,
        draw: DrawId::parse(&draw).ok_or_else(|| Error::bad_row("choices.draw_id", &draw))?,
        project: ProjectId(project),
        opened_at: Instant(opened),
        due_at: Instant(due),
        reason,
        instead,
        decided_at: Instant(decided),
    })
}

macro_rules! columns {
    () => {
        (
            choices::project_id,
            choices::draw_id,
            choices::state,
            choices::opened_at,
            choices::due_at,
            choices::reason,
            choices::instead,
            choices::decided_at,
        )
    };
}

/// A new choice with its cards, in the order in which they are shown. The primary key refuses a second one.
pub fn insert(conn: &mut DbConn, new: &Choice, cards: &[Card]) -> Result<()> {
    diesel::insert_into(choices::table)
        .values((
            choices::project_id.eq(new.project.as_str()),
            choices::draw_id.eq(new.draw.as_str()),
            choices::state.eq(new.state.as_str()),
            choices::opened_at.eq(new.opened_at.ms()),
            choices::due_at.eq(new.due_at.ms()),
            choices::reason.eq(""),
            choices::picked_by.eq(""),
            choices::decided_at.eq(0),
            choices::draft.eq(""),
            choices::instead.eq(""),
        ))
        .execute(conn)?;
    for (position, card) in (1_i64..).zip(cards) {
        let facts = serde_json::to_string(&card.facts).map_err(|e| Error::caused("writing a card", e))?;
        diesel::insert_into(choice_cards::table)
            .values((
                choice_cards::project_id.eq(new.project.as_str()),
                choice_cards::position.eq(position),
                choice_cards::pseudonym.eq(card.pseudonym.as_str()),
                choice_cards::facts.eq(facts),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The choice of a project.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub fn choice(conn: &mut DbConn, project: &ProjectId) -> Result<Choice> {
    read(choices::table.find(project.as_str()).select(columns!()).first::<Row>(conn).found()?)
}

/// The choice of a project, where there is one.
pub fn choice_of(conn: &mut DbConn, project: &ProjectId) -> Result<Option<Choice>> {
    choices::table.find(project.as_str()).select(columns!()).first::<Row>(conn).optional()?.map(read).transpose()
}

/// The cards of a choice, in the order in which they are shown.
pub fn cards(conn: &mut DbConn, project: &ProjectId) -> Result<Vec<Card>> {
    let rows: Vec<(String, String)> = choice_cards::table
        .filter(choice_cards::project_id.eq(project.as_str()))
        .order(choice_cards::position)
        .select((choice_cards::pseudonym, choice_cards::facts))
        .load(conn)?;
    rows.into_iter()
        .map(|(pseudonym, facts)| {
            let pseudonym = Label::parse(&pseudonym).ok_or_else(|| Error::bad_row("choice_cards.pseudonym", &pseudonym))?;
            Ok(Card { pseudonym, facts: serde_json::from_str(&facts).map_err(|e| Error::caused("reading a card", e))? })
        })
        .collect()
}

/// Notes how a choice ended; [`Error::Conflict`] where it has ended.
pub fn decide(conn: &mut DbConn, project: &ProjectId, to: ChoiceState, (at, by, reason): (Instant, &str, &str)) -> Result<()> {
    // Nobody quoted in a negotiation: then it ends while it waits for the agencies.
    let going = [ChoiceState::Open.as_str(), ChoiceState::Talking.as_str()];
    let open = choices::table.find(project.as_str()).filter(choices::state.eq_any(going));
    let set = (choices::state.eq(to.as_str()), choices::decided_at.eq(at.ms()), choices::picked_by.eq(by), choices::reason.eq(reason));
    one_row(diesel::update(open).set(set).execute(conn)?)
}

/// What an owner that compares proposals itself has written so far.
pub fn draft(conn: &mut DbConn, project: &ProjectId) -> Result<Draft> {
    let text: String = choices::table.find(project.as_str()).select(choices::draft).first(conn).found()?;
    if text.is_empty() {
        return Ok(Draft::default());
    }
    serde_json::from_str(&text).map_err(|e| Error::caused("reading a draft of a choice", e))
}

/// Keeps what it has written; [`Error::Conflict`] where the choice has ended.
pub fn keep_draft(conn: &mut DbConn, project: &ProjectId, draft: &Draft) -> Result<()> {
    let text = serde_json::to_string(draft).map_err(|e| Error::caused("writing a draft of a choice", e))?;
    let open = choices::table.find(project.as_str()).filter(choices::state.eq(ChoiceState::Open.as_str()));
    one_row(diesel::update(open).set(choices::draft.eq(text)).execute(conn)?)
}

/// Notes why somebody is picked who has not most points.
pub fn set_instead(conn: &mut DbConn, project: &ProjectId, instead: &str) -> Result<()> {
    one_row(diesel::update(choices::table.find(project.as_str())).set(choices::instead.eq(instead)).execute(conn)?)
}

/// Whose turn it is in a negotiation, and until when; [`Error::Conflict`] where the choice has ended.
pub fn retime(conn: &mut DbConn, project: &ProjectId, (to, due_at): (ChoiceState, Instant)) -> Result<()> {
    let going = [ChoiceState::Talking.as_str(), ChoiceState::Open.as_str()];
    let own = choices::table.find(project.as_str()).filter(choices::state.eq_any(going));
    one_row(diesel::update(own).set((choices::state.eq(to.as_str()), choices::due_at.eq(due_at.ms()))).execute(conn)?)
}

/// The choices that wait for an owner: title of the project and the choice, the most urgent first.
pub fn waiting_for(conn: &mut DbConn, owner: &str) -> Result<Vec<(String, Choice)>> {
    let rows: Vec<(String, Row)> = choices::table
        .inner_join(projects::table)
        .filter(projects::owner_id.eq(owner))
        .filter(projects::state.eq(ProjectState::Choosing.as_str()))
        .filter(choices::state.eq(ChoiceState::Open.as_str()))
        .order((choices::due_at, choices::project_id))
        .select((projects::title, columns!()))
        .limit(100)
        .load(conn)?;
    rows.into_iter().map(|(title, row)| Ok((title, read(row)?))).collect()
}

/// The choices that wait for an owner's pick.
pub fn open(conn: &mut DbConn) -> Result<Vec<Choice>> {
    let found = choices::table.filter(choices::state.eq(ChoiceState::Open.as_str())).order(choices::project_id);
    let rows: Vec<Row> = found.select(columns!()).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// The owner has so many milliseconds more: its days began as much later.
pub fn delay(conn: &mut DbConn, (project, by): (&ProjectId, i64)) -> Result<()> {
    let open = choices::table.find(project.as_str()).filter(choices::state.eq(ChoiceState::Open.as_str()));
    diesel::update(open).set((choices::due_at.eq(choices::due_at + by), choices::opened_at.eq(choices::opened_at + by))).execute(conn)?;
    Ok(())
}
