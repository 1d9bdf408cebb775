//! Where those who were drawn negotiate before the owner picks: the cards stay what they are, and each has the exchanges of its pseudonym beside it.

use std::collections::BTreeMap;

use super::cards::Card;
use super::refusal::Refused;
use super::service::{Way, Went, silence};
use super::store::{self, Choice, ChoiceState};
use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::draw::{DrawId, Label};
use crate::domain::method::{Offer, Talks};
use crate::domain::project::ProjectId;
use crate::error::{Error, Result};
use crate::market::negotiations::{self, Exchange, Next, Talk, Turn, refusal};
use crate::market::projects::{self, Project};
use crate::market::{bids, halts, selection};
use crate::platform::auth::Identity;

/// Puts the cards before the owner and gives the first turn to those behind them. `threads`: pseudonym and label.
pub(super) fn begin(conn: &mut DbConn, app: &App, way: &Way<'_>, (threads, cards): (&[(Label, Label)], &[Card])) -> Result<()> {
    let due_at = negotiations::begin(conn, app, (&way.project, &way.draw), threads)?;
    let choice = Choice { state: ChoiceState::Talking, ..Choice::open(&way.project.id, &way.draw, (app.clock.now(), due_at)) };
    store::insert(conn, &choice, cards)
}

/// Whose turn follows; with nobody left to wait for, the owner has picked nobody.
pub(super) fn go_on(conn: &mut DbConn, app: &App, (way, choice): (&Way<'_>, &Choice)) -> Result<Went> {
    match negotiations::go_on(conn, app, &way.project)? {
        Next::Waits => Ok(Went::Nowhere),
        Next::Nobody => silence(conn, app, (way, choice)),
        Next::Turned(turn, due) => {
            let state = if turn == Turn::Quoting { ChoiceState::Talking } else { ChoiceState::Open };
            store::retime(conn, &choice.project, (state, due)).map(|()| Went::On)
        }
    }
}

/// Ends the negotiation where there is one, and publishes it. `picked`: whom the owner picks, who must stand at a quote.
///
/// # Errors
/// [`Error::Refused`] for a card without a quote.
pub(super) fn close(conn: &mut DbConn, app: &App, (project, picked): (&Project, Option<&Label>)) -> Result<()> {
    if negotiations::talk_of(conn, &project.id)?.is_none() {
        return Ok(());
    }
    let talks = negotiations::close(conn, app, project)?;
    match picked {
        Some(pseudonym) if talks.stands_at(pseudonym) == Offer::None => Err(Refused::Unquoted.into()),
        _ => Ok(()),
    }
}

/// The owner has so many milliseconds more; in a negotiation whoever has the turn has the minutes of the office that it had left.
///
/// # Errors
/// Those of the database.
pub fn delay(conn: &mut DbConn, app: &App, (project, by): (&ProjectId, i64)) -> Result<()> {
    let Some(due) = negotiations::delay(conn, app, (project, by))? else { return store::delay(conn, (project, by)) };
    let state = store::choice(conn, project)?.state;
    store::retime(conn, project, (state, due))
}

/// What every label offers: as it was sealed, or, where there was a negotiation, at what its pseudonym stands, once it is known whose that is.
pub(super) fn offers(conn: &mut DbConn, draw: &DrawId) -> Result<BTreeMap<Label, Offer>> {
    let Some((talks, _)) = selection::kept_choice::<Talks>(conn, draw)? else { return bids::offers(conn, draw) };
    let links = bids::opened_links(conn, draw)?.ok_or_else(|| Error::internal("quotes of pseudonyms whose links are shut"))?;
    let behind = talks.threads().iter().filter_map(|pseudonym| Some((links.behind(pseudonym)?.clone(), talks.stands_at(pseudonym))));
    Ok(behind.collect())
}

/// The cards the owner is to reply to, by their numbers from 1: those that quoted in this round.
pub fn asked(cards: &[Card], (talk, heard): (&Talk, &BTreeMap<Label, Vec<Exchange>>)) -> Vec<usize> {
    let waits = |card: &Card| {
        let last = heard.get(&card.pseudonym).and_then(|exchanges| exchanges.last());
        last.is_some_and(|one| one.round == talk.round && one.reply.is_none())
    };
    if talk.turn != Turn::Replying {
        return Vec::new();
    }
    (1..).zip(cards).filter(|(_, card)| waits(card)).map(|(number, _)| number).collect()
}

/// The owner replies to everybody who quoted: one text for each card of [`asked`], in that order. A further exchange begins.
///
/// # Errors
/// [`Error::NotFound`] for another's project and one without a negotiation; else as [`negotiations::reply`].
pub fn reply(conn: &mut DbConn, app: &App, who: &Identity, (id, words): (&ProjectId, &[String])) -> Result<()> {
    dialect::lock_in_transaction(conn, &format!("project {id}"))?;
    let project = projects::service::own(conn, who, id)?;
    halts::refuse_while_stopped(conn, id)?;
    let talk = negotiations::talk_of(conn, id)?.ok_or(Error::NotFound)?;
    let (cards, heard) = (store::cards(conn, id)?, negotiations::heard(conn, app, &talk)?);
    let asked = asked(&cards, (&talk, &heard));
    if !asked.is_empty() && asked.len() != words.len() {
        return Err(refusal::Refused::ToAll.into());
    }
    let pseudonyms = asked.iter().filter_map(|number| cards.get(number - 1)).map(|card| card.pseudonym.clone());
    let words: Vec<(Label, String)> = pseudonyms.zip(words.iter().cloned()).collect();
    let due = negotiations::reply(conn, app, who, (&project, &words))?;
    store::retime(conn, id, (ChoiceState::Talking, due))
}
