//! Draws of a stage that nobody signs up for: ties, a drawn number, experts (draw-v1 §5). Whoever runs the stage reserves the draw at publication, so
//! that the commitments are logged before anything is computed; announces it before its entries are fixed; and then fixes them, or releases the draw
//! unused. From the freeze on it goes the way of every draw.

use std::collections::{BTreeMap, BTreeSet};

use super::opening::Order;
use super::publish::announce as announced;
use super::request::{self, Begun, Plan};
use super::{end, lock, put};
use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::draw::{
    Close, Document, DrawId, DrawKind, DrawState, EntrySource, Freeze, FreezeEntry, Label, Notice, Opened, Opening, Pool, PoolRule,
    RegistryId, Secret, Status, Weight,
};
use crate::domain::event::Kind;
use crate::domain::project::{ProjectId, Window};
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::projects;
use crate::market::selection::store::draws::{self, Draw};
use crate::market::selection::store::{documents, entries, parties};
use crate::platform::outbox::{self, Job};
use crate::platform::random;

/// Reserves the draw of a stage, at the project's publication: its id is allotted, the platform commits, every officer is asked to.
///
/// # Errors
/// [`Error::Conflict`] for a stage that has a draw, or whose agencies sign up.
pub fn reserve(conn: &mut DbConn, app: &App, (project, plan): (&ProjectId, Plan)) -> Result<DrawId> {
    lock(conn, project)?;
    let project = projects::load(conn, project)?;
    let taken = draws::of_project(conn, &project.id)?.iter().any(|draw| draw.stage == plan.stage);
    if taken || plan.entries == EntrySource::Signups || plan.stage == project.stage {
        return Err(Error::Conflict);
    }
    let id = DrawId::first(&project.number, plan.stage).ok_or_else(|| Error::internal("a project number that cannot be a draw id"))?;
    request::begin(conn, app, &project, Begun { id: id.clone(), kind: DrawKind::First, plan, follows: None })?;
    outbox::push(conn, app.clock.now(), &Job::CommitDraw { draw: id.to_string() })?;
    Ok(id)
}

/// Publishes the notice of a reserved draw, with the list of all that can be drawn: labels of ties, `k-000` … of a number, pool numbers of experts.
/// `closes` is when its entries will be fixed.
///
/// # Errors
/// [`Error::Conflict`] while a commitment is missing, or once it is announced.
pub fn announce(conn: &mut DbConn, app: &App, draw: &DrawId, (list, closes): (Vec<RegistryId>, Instant)) -> Result<()> {
    let draw = locked(conn, draw, DrawState::Requested)?;
    let parties = parties::of(conn, &draw.id)?;
    // The platform and at least one officer.
    if parties.len() < 2 || parties.iter().any(|party| party.commitment.is_none()) {
        return Err(Error::Conflict);
    }
    let now = app.clock.now();
    let pool = Pool::new(draw.id.clone(), list);
    put(conn, now, (Kind::DrawPool, Pool::FILE), &draw.id, &pool)?;
    let reveal_by = draw.terms.reveal_by(closes, &super::policy(app, &draw)?.draw);
    let window = Window { opens: now.whole_second(), closes, reveal_by, select_by: reveal_by, provisional: false };
    announced(conn, app, &draw, (&window, PoolRule::Listed(pool.hash())))?;
    revisions::bump(conn, Topic::Projects)
}

/// Something that is drawn from the list, and whether it takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// As it stands in the list.
    pub id: RegistryId,
    /// An excluded expert, whom somebody avoids, keeps a place in the list as `out`.
    pub status: Status,
}

/// Fixes the entries of an announced draw; the officers check them, and the draw goes on by itself. Experts get blind labels. What is fixed too late for
/// anybody to reveal is void at once: a number is 0 then, everything else is drawn again as any void draw is.
///
/// # Errors
/// [`Error::Conflict`] for what is not in the list of the notice, twice in it, or not all of it where all must take part; and once it is fixed.
pub fn fix(conn: &mut DbConn, app: &App, draw: &DrawId, drawn: &[Drawn]) -> Result<()> {
    let draw = locked(conn, draw, DrawState::Open)?;
    let (now, notice, pool): (_, Notice, Pool) = (app.clock.now(), documents::load(conn, &draw.id)?, documents::load(conn, &draw.id)?);
    let ids: BTreeSet<&RegistryId> = drawn.iter().map(|one| &one.id).collect();
    let whole = draw.entries == EntrySource::Ties || ids.len() == pool.agencies().len();
    if ids.len() != drawn.len() || !whole || !ids.iter().all(|id| pool.contains(id)) {
        return Err(Error::Conflict);
    }
    put(conn, now, (Kind::DrawClose, Close::FILE), &draw.id, &Close { draw: draw.id.clone(), notice: notice.hash() })?;
    let entries = frozen(conn, app, (&draw, drawn))?;
    let freeze = Freeze::new(&notice, entries).map_err(|fault| Error::caused("freezing a draw of a stage", fault))?;
    put(conn, now, (Kind::DrawFreeze, Freeze::FILE), &draw.id, &freeze)?;
    draws::step(conn, &draw.id, DrawState::Open, DrawState::Frozen)?;
    outbox::push(conn, now, &Job::AdvanceDraw { draw: draw.id.to_string() })?;
    revisions::bump(conn, Topic::Projects)
}

/// What is drawn as it stands in the freeze. Who is behind a blind label is kept beside it, sealed.
fn frozen(conn: &mut DbConn, app: &App, (draw, drawn): (&Draw, &[Drawn])) -> Result<Vec<FreezeEntry>> {
    let mut behind = Vec::new();
    let mut label = |one: &Drawn| {
        if !draw.entries.is_blind() {
            return Label::parse(one.id.as_str()).ok_or(Error::Conflict);
        }
        let label_nonce = Secret(random::secret32()?);
        let label = Label::blind(&draw.id, &one.id, &label_nonce);
        behind.push(Opening { label: label.clone(), registry_id: one.id.clone(), label_nonce });
        Ok(label)
    };
    let entry = |one: &Drawn| Ok(FreezeEntry { label: label(one)?, weight: Weight::ONE, status: one.status, commitment: None });
    let entries = drawn.iter().map(entry).collect::<Result<_>>()?;
    entries::insert(conn, &app.keys, &draw.id, behind)?;
    Ok(entries)
}

/// Ends a draw that is not needed; its secrets are never revealed.
///
/// # Errors
/// [`Error::Conflict`] once its entries are fixed.
pub fn release(conn: &mut DbConn, app: &App, draw: &DrawId) -> Result<()> {
    let known = draws::load(conn, draw.as_str())?;
    lock(conn, &known.project)?;
    let draw = draws::load(conn, draw.as_str())?;
    if draw.entries == EntrySource::Signups || !matches!(draw.state, DrawState::Requested | DrawState::Open) {
        return Err(Error::Conflict);
    }
    end::lapse(conn, app.clock.now(), &draw)
}

/// Who or what was drawn: the labels of the winners in rank order, once there is a result. For a number [`crate::domain::draw::entries::number_of`] tells which.
///
/// # Errors
/// [`Error::NotFound`] for a draw that is none.
pub fn outcome(conn: &mut DbConn, draw: &DrawId) -> Result<Option<Vec<Label>>> {
    if draws::load(conn, draw.as_str())?.state != DrawState::Decided {
        return Ok(None);
    }
    let order = Order::load(conn, draw)?;
    let winners = order.standing()?.winners().map(|place| place.label.clone()).collect();
    Ok(Some(winners))
}

/// The newest draw of a stage, and where it is; `None` while none is reserved.
///
/// # Errors
/// Those of the database.
pub fn current(conn: &mut DbConn, project: &ProjectId, stage: i64) -> Result<Option<(DrawId, DrawState)>> {
    let of_stage = draws::of_project(conn, project)?.into_iter().filter(|draw| draw.stage == stage);
    Ok(of_stage.max_by_key(|draw| draw.attempt).map(|draw| (draw.id, draw.state)))
}

/// The list of the notice of an announced draw.
///
/// # Errors
/// [`Error::NotFound`] before it is announced.
pub fn list(conn: &mut DbConn, draw: &DrawId) -> Result<Vec<RegistryId>> {
    Ok(documents::load::<Pool>(conn, draw)?.agencies().to_vec())
}

/// Who stands behind the labels of a draw of experts, in rank order: for the slice that asks them, and for nobody else while their review runs.
///
/// # Errors
/// [`Error::NotFound`] while there is no result.
pub fn ranked_behind(conn: &mut DbConn, app: &App, draw: &DrawId) -> Result<Vec<Opening>> {
    let mut behind: BTreeMap<Label, Opening> =
        entries::of(conn, &app.keys, draw)?.into_iter().map(|one| (one.label.clone(), one)).collect();
    let order = Order::load(conn, draw)?;
    let standing = order.standing()?;
    Ok(standing.order().filter_map(|place| behind.remove(&place.label)).collect())
}

/// Names the drawn experts in opened.txt, once their review is closed; gives their pool numbers in rank order.
///
/// # Errors
/// [`Error::NotFound`] while there is no result; [`Error::Conflict`] once they are named, and for labels that hide nobody.
pub fn open(conn: &mut DbConn, app: &App, draw: &DrawId) -> Result<Vec<RegistryId>> {
    let order = Order::load(conn, draw)?;
    let standing = order.standing()?;
    open_sat(conn, app, draw, &standing.winners().map(|place| place.label.clone()).collect())
}

/// The same of those who sat on the panel, where not all who were drawn first did.
///
/// # Errors
/// As [`open`].
pub fn open_sat(conn: &mut DbConn, app: &App, draw: &DrawId, drawn: &BTreeSet<Label>) -> Result<Vec<RegistryId>> {
    let known = draws::load(conn, draw.as_str())?;
    lock(conn, &known.project)?;
    if known.entries != EntrySource::Experts || documents::find(conn, draw, Opened::FILE)?.is_some() {
        return Err(Error::Conflict);
    }
    let order = Order::load(conn, draw)?;
    let standing = order.standing()?;
    let behind = entries::of(conn, &app.keys, draw)?.into_iter().filter(|one| drawn.contains(&one.label));
    let opened = Opened::new(&standing, behind.collect()).map_err(|fault| Error::caused("opening experts", fault))?;
    put(conn, app.clock.now(), (Kind::DrawOpened, Opened::FILE), draw, &opened)?;
    revisions::bump(conn, Topic::Projects)?;
    Ok(opened.openings().iter().map(|one| one.registry_id.clone()).collect())
}

fn locked(conn: &mut DbConn, draw: &DrawId, state: DrawState) -> Result<Draw> {
    let known = draws::load(conn, draw.as_str())?;
    lock(conn, &known.project)?;
    let draw = draws::load(conn, draw.as_str())?;
    if draw.entries == EntrySource::Signups || draw.state != state { Err(Error::Conflict) } else { Ok(draw) }
}
