//! One step after the other: put forward, picked, inputs, outcome. What comes next follows from what is stored.

use crate::app::App;
use crate::db::{DbConn, Topic, dialect, revisions};
use crate::domain::draw::{DrawId, FreezeEntry, Hash32, Label, Status};
use crate::domain::event::Kind;
use crate::domain::method::inputs::Given;
use crate::domain::method::{Bounds, Inputs, Offer, Outcome, Pick, Picked, Row, Scores, Stage, outcome};
use crate::domain::policy::{Policy, Preset};
use crate::domain::project::{FailReason, ProjectId, ProjectState, Step};
use crate::error::{Error, Result, Say};
use crate::market::projects::{self, Project};
use crate::market::selection::{self, Order};
use crate::market::signups;
use crate::market::{bids, experts, halts};
use crate::platform::audit::Actor;
use crate::platform::auth::Identity;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};

use super::cards::{self, Card};
use super::comparison::{self, Sheet};
use super::lowered;
use super::order;
use super::review;
use super::store::{self, Choice, ChoiceState};
use super::talks;

/// Whether a step was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Went {
    On,
    /// Something is awaited, or nothing is left to do.
    Nowhere,
}

/// A project between its draw and its outcome.
pub(super) struct Way<'a> {
    pub project: Project,
    pub draw: DrawId,
    pub policy: &'a Policy,
    pub stages: Vec<Stage>,
}

impl Way<'_> {
    /// Whether entries lie under pseudonyms until the links are opened.
    pub(super) fn is_blind(&self) -> bool {
        self.project.spec.way.preset(&self.policy.methods).is_some_and(Preset::is_blind)
    }

    /// Whether quotes stand under pseudonyms until the links are opened: sealed, or said in a negotiation.
    fn is_sealed(&self) -> bool {
        self.is_blind() || self.negotiates()
    }

    /// What may be quoted, where anything is.
    pub(super) fn bounds(&self) -> Option<Bounds> {
        let kind = self.stages.iter().find_map(|stage| stage.quotes());
        kind.map(|kind| self.policy.methods.bounds(kind, self.project.price))
    }

    /// Whether the owner chooses.
    fn chooses(&self) -> bool {
        self.stages.last().is_some_and(|stage| stage.is_picked())
    }

    /// Whether those it chooses from negotiate with it first.
    pub(super) fn negotiates(&self) -> bool {
        matches!(self.stages.last(), Some(Stage::Negotiate { .. }))
    }
}

/// Does the next step of a project whose draw other stages follow.
pub fn go_on(conn: &mut DbConn, app: &App, id: &ProjectId) -> Result<Went> {
    let Some(way) = way(conn, app, id)? else { return Ok(Went::Nowhere) };
    let state = way.project.state;
    if let Some(went) = review::go_on(conn, app, &way)? {
        return Ok(went);
    }
    match (state, way.chooses()) {
        (ProjectState::Drawing | ProjectState::Reviewing, true) if way.is_blind() => {
            let staying = review::standing(conn, &way, &way.stages[..way.stages.len() - 1])?;
            if staying.is_empty() {
                // No quote counts: there is nothing to choose, and nobody to be named.
                return projects::fail(conn, app, id, FailReason::NoPlace).map(|()| Went::Nowhere);
            }
            let facts = cards::blind(conn, app, (&way.project, way.policy), (&way.draw, &staying))?;
            let facts = review::banded(conn, &way, (&staying, facts))?;
            put_forward(conn, app, &way, (Card::all(staying, facts), &[])).map(|()| Went::Nowhere)
        }
        (ProjectState::Drawing | ProjectState::Reviewing, true) => {
            let drawn = Inputs::choosable(given(conn, app, (&way, None))?);
            let drawn = drawn.map_err(|fault| Error::caused("who may be chosen from", fault))?;
            let facts = cards::of(conn, app, (&way.project, way.policy), &drawn)?;
            let pseudonyms = bids::link(conn, app.clock.now(), &way.draw, &drawn)?;
            let threads: Vec<(Label, Label)> = pseudonyms.iter().cloned().zip(drawn).collect();
            put_forward(conn, app, &way, (Card::all(pseudonyms, facts), &threads)).map(|()| Went::Nowhere)
        }
        // Until the committee has opened the links nobody knows whose the scores are.
        (ProjectState::Drawing | ProjectState::Reviewing, false) if way.is_blind() && bids::opened_links(conn, &way.draw)?.is_none() => {
            Ok(Went::Nowhere)
        }
        (ProjectState::Drawing | ProjectState::Reviewing, false) => conclude(conn, app, &way, None),
        (ProjectState::Choosing, true) => {
            let choice = store::choice(conn, id)?;
            match choice.state {
                ChoiceState::Talking => talks::go_on(conn, app, (&way, &choice)),
                ChoiceState::Open if way.negotiates() => talks::go_on(conn, app, (&way, &choice)),
                ChoiceState::Open if app.clock.now() < choice.due_at => wait(conn, app, &choice),
                ChoiceState::Open => silence(conn, app, (&way, &choice)),
                // Whose the quotes are is known when the committee has opened the links.
                ChoiceState::Silent if way.is_sealed() && bids::opened_links(conn, &way.draw)?.is_none() => Ok(Went::Nowhere),
                ChoiceState::Silent => conclude(conn, app, &way, Some(Picked::Silence)),
                // Until the committee has opened the links nobody knows whom the owner picked.
                ChoiceState::Picked => match picked(conn, app, &way)? {
                    Some(picked) => conclude(conn, app, &way, Some(picked)),
                    None => Ok(Went::Nowhere),
                },
            }
        }
        _ => Ok(Went::Nowhere),
    }
}

/// Who stands behind the card the owner picked; `None` until the links are opened. That somebody is not admitted the market may learn only from them.
fn picked(conn: &mut DbConn, app: &App, way: &Way<'_>) -> Result<Option<Picked>> {
    let Some(links) = bids::opened_links(conn, &way.draw)? else { return Ok(None) };
    let pick = selection::kept_choice::<Pick>(conn, &way.draw)?.map(|(pick, _)| pick.picked);
    let Some(Picked::Label(pseudonym)) = pick else { return Err(Error::internal("a choice that was made without a pick")) };
    let rows = given(conn, app, (way, None))?.rows;
    let admitted = |label: &&Label| rows.iter().any(|row| row.label == **label && row.status == Status::In);
    Ok(Some(links.behind(&pseudonym).filter(admitted).map_or(Picked::Nobody, |label| Picked::Label(label.clone()))))
}

/// `None` where the draw is all there is, or has not settled.
fn way<'a>(conn: &mut DbConn, app: &'a App, id: &ProjectId) -> Result<Option<Way<'a>>> {
    dialect::lock_in_transaction(conn, &format!("project {id}"))?;
    let project = projects::load(conn, id)?;
    let goes_on = matches!(project.state, ProjectState::Open | ProjectState::Drawing | ProjectState::Reviewing | ProjectState::Choosing);
    if project.spec.way.is_draw() || !goes_on {
        return Ok(None);
    }
    let policy = app.pinned(&project.policy)?;
    if project.state == ProjectState::Open {
        if project.spec.way.is_reviewed() {
            experts::reserve(conn, app, (&project, policy))?;
        }
        return Ok(None);
    }
    let draw = order::draw_of(conn, &project)?;
    lowered::go_on(conn, app, (&project, &draw))?;
    let opened = bids::is_opened(conn, &draw)? && bids::is_checked(conn, app, (&project, &draw))?;
    let settled = opened && selection::is_settled(conn, &draw)?;
    let stages = project.spec.way.stages(&policy.methods);
    Ok(settled.then_some(Way { project, draw, policy, stages }))
}

/// The days to choose are not over: a job looks again at their end; where that has moved, this promises another for its new end.
pub(super) fn wait(conn: &mut DbConn, app: &App, choice: &Choice) -> Result<Went> {
    let once = format!("choice {} {}", choice.project, choice.due_at.ms());
    outbox::push_once_at(conn, app.clock.now(), choice.due_at, &once, &Job::GoOn { project: choice.project.to_string() })?;
    Ok(Went::Nowhere)
}

/// Cards are put before the owner in a fresh order; where those behind them negotiate first, `threads` says to each pseudonym its label.
fn put_forward(conn: &mut DbConn, app: &App, way: &Way<'_>, (cards, threads): (Vec<Card>, &[(Label, Label)])) -> Result<()> {
    let now = app.clock.now();
    let cards = cards::shuffled(cards);
    projects::advance(conn, &way.project.id, Step::PutForward)?;
    cards::log(conn, now, (&way.project, &way.draw), &cards)?;
    revisions::bump(conn, Topic::Projects)?;
    if way.negotiates() {
        return talks::begin(conn, app, way, (threads, &cards));
    }
    let due_at = app.calendars.now().deadline(way.policy.term(now, way.policy.methods.choose_wd)).at;
    let choice = Choice::open(&way.project.id, &way.draw, (now, due_at));
    store::insert(conn, &choice, &cards)?;
    let due = crate::domain::calendar::end_text(due_at);
    let compared = way.project.spec.way.preset(&way.policy.methods).is_some_and(Preset::is_compared);
    let told = Letter::new(if compared { "choice-compare" } else { "choice-open" })
        .with("due", due)
        .to(format!("/owner/projects/{}/choice", way.project.id));
    projects::tell_owner(conn, now, &way.project, told)?;
    wait(conn, app, &choice).map(drop)
}

/// What an owner answers: a card by its number, from 1, and why; and its sheet, where it compares proposals itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub card: i64,
    pub reason: String,
    pub sheet: Sheet,
}

/// The owner picks. It is logged at once and never changed; names follow.
///
/// # Errors
/// [`Error::NotFound`] for another's project, or one that has nothing to choose; [`Error::Refused`] once it has chosen, or its days are over;
/// [`Error::Invalid`] for a card that is none, and for what is missing on a sheet.
pub fn pick(conn: &mut DbConn, app: &App, who: &Identity, (id, answer): (&ProjectId, &Answer)) -> Result<()> {
    dialect::lock_in_transaction(conn, &format!("project {id}"))?;
    let (now, project) = (app.clock.now(), projects::service::own(conn, who, id)?);
    let choice = store::choice(conn, id)?;
    choice.may_pick(project.state, now)?;
    halts::refuse_while_stopped(conn, id)?;
    let cards = store::cards(conn, id)?;
    let place = usize::try_from(answer.card).ok().and_then(|number| number.checked_sub(1));
    let card = place.and_then(|place| cards.get(place)).ok_or_else(|| Error::invalid("card", Say::new("outcomes-no-card")))?;
    let draw = order::draw_of(conn, &project)?;
    talks::close(conn, app, (&project, Some(&card.pseudonym)))?;
    comparison::publish(conn, app, who, (&project, &draw, &cards), (&card.pseudonym, &answer.sheet))?;
    store::decide(conn, id, ChoiceState::Picked, (now, who.account.as_str(), &answer.reason))?;
    let pick = Pick { draw, picked: Picked::Label(card.pseudonym.clone()), reason: Hash32::of(&answer.reason), at: now.whole_second() };
    let logged = selection::keep_choice(conn, now, (&who.actor, &pick.draw), (Kind::ChoicePick, &pick))?;
    bids::unblind(conn, app, (&pick.draw, logged))?;
    revisions::bump(conn, Topic::Projects)
}

/// The days to choose are over: the first drawn stands, or, after a negotiation, nobody does.
pub(super) fn silence(conn: &mut DbConn, app: &App, (way, choice): (&Way<'_>, &Choice)) -> Result<Went> {
    let now = app.clock.now();
    talks::close(conn, app, (&way.project, None))?;
    store::decide(conn, &choice.project, ChoiceState::Silent, (now, "platform", ""))?;
    let pick = Pick { draw: way.draw.clone(), picked: Picked::Silence, reason: Hash32::of(""), at: now.whole_second() };
    let logged = selection::keep_choice(conn, now, (&Actor::platform(), &way.draw), (Kind::ChoicePick, &pick))?;
    bids::unblind(conn, app, (&way.draw, logged))?;
    // After a negotiation the project fails, and that has a letter of its own.
    if !way.negotiates() {
        let told = Letter::new("choice-silent").to(format!("/projects/{}", way.project.number));
        projects::tell_owner(conn, now, &way.project, told)?;
    }
    Ok(Went::On)
}

/// First the inputs, then the outcome that follows from them.
fn conclude(conn: &mut DbConn, app: &App, way: &Way<'_>, picked: Option<Picked>) -> Result<Went> {
    let (now, platform) = (app.clock.now(), Actor::platform());
    let Some((inputs, _)) = selection::kept_choice::<Inputs>(conn, &way.draw)? else {
        let inputs = Inputs::new(given(conn, app, (way, picked))?)
            .map_err(|fault| Error::caused("putting the inputs of an outcome together", fault))?;
        selection::keep_choice(conn, now, (&platform, &way.draw), (Kind::ChoiceInputs, &inputs))?;
        return Ok(Went::On);
    };
    let found = outcome(&inputs);
    let log_id = selection::keep_choice(conn, now, (&platform, &way.draw), (Kind::ChoiceOutcome, &found))?;
    if found.places().is_empty() {
        let nobody = way.negotiates() && inputs.picked() == Some(&Picked::Silence);
        projects::fail(conn, app, &way.project.id, if nobody { FailReason::NobodyPicked } else { FailReason::NoPlace })?;
        return Ok(Went::Nowhere);
    }
    projects::decided(conn, &way.project, now, log_id)?;
    note_places(conn, &way.project, &found)?;
    outbox::push(conn, now, &Job::OfferAward { project: way.project.id.to_string() })?;
    Ok(Went::Nowhere)
}

/// Everything the way goes by, as it was when sign-up ended or was settled since. Under pseudonyms quotes and scores are found through the opened links.
fn given(conn: &mut DbConn, app: &App, (way, picked): (&Way<'_>, Option<Picked>)) -> Result<Given> {
    let scores = selection::kept_choice::<Scores>(conn, &way.draw)?.map(|(scores, _)| scores);
    let order = Order::load(conn, &way.draw)?;
    let standing = order.standing()?;
    let steps = cards::credit_steps(conn, &way.draw, way.policy)?;
    let offers = talks::offers(conn, &way.draw)?;
    let links = if way.is_blind() { bids::opened_links(conn, &way.draw)? } else { None };
    let row = |entry: &FreezeEntry| {
        let sealed = if way.is_blind() { links.as_ref().and_then(|links| links.pseudonym(&entry.label)) } else { Some(&entry.label) };
        let rank = standing.position(&entry.label).and_then(|at| u32::try_from(at + 1).ok());
        let status = if rank.is_some() { Status::In } else { entry.status };
        let credit = steps.get(entry.label.as_str()).copied().unwrap_or_default();
        Row {
            label: entry.label.clone(),
            status,
            rank,
            credit,
            offer: sealed.and_then(|sealed| offers.get(sealed)).copied().unwrap_or(Offer::None),
            score: scores.as_ref().zip(sealed).and_then(|(scores, sealed)| scores.of(sealed)),
        }
    };
    let rows = order.freeze().entries().iter().map(row).collect();
    Ok(Given {
        draw: way.draw.clone(),
        result: order.result(),
        bounds: way.bounds(),
        coefficient: lowered::coefficient(conn, app, &way.project)?,
        picked,
        stages: way.stages.clone(),
        rows,
    })
}

/// Notes who stands ready behind the first, for the agencies' own pages.
fn note_places(conn: &mut DbConn, project: &Project, outcome: &Outcome) -> Result<()> {
    for (n, place) in (1_usize..).zip(outcome.places()).skip(1).take(project.spec.alternates as usize) {
        let signup = signups::labelled(conn, place.label.as_str())?;
        signups::set_outcome(conn, &signup.id, "alternate", &n.to_string())?;
    }
    Ok(())
}
