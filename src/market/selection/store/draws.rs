//! Draws: one row is one draw, ever.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::draws::{self, dsl};
use crate::domain::draw::{BeaconRule, Dice, DrawId, DrawKind, DrawState, EntrySource, Mode, Nonces, PoolKind, Terms};
use crate::domain::policy::PolicyVersion;
use crate::domain::project::{ProjectId, Window};
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

/// A draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    pub id: DrawId,
    pub project: ProjectId,
    /// Position of the project's stage, from 1.
    pub stage: i64,
    /// The how-manieth draw of the stage, from 1.
    pub attempt: i64,
    pub kind: DrawKind,
    pub state: DrawState,
    pub terms: Terms,
    /// Where its entries come from.
    pub entries: EntrySource,
    pub winners: u32,
    pub alternates: u32,
    pub policy: PolicyVersion,
    pub requested_at: Instant,
    pub commit_due: Instant,
    pub opens_at: Instant,
    pub closes_at: Instant,
    pub reveal_by: Instant,
    pub decided_at: Instant,
    /// The draw this one takes the place of.
    pub follows: Option<DrawId>,
    /// Size of the head under which the officers vouched for all reveals before the beacon's round; 0 where they did not, or there is none.
    pub vouched: u64,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = draws, treat_none_as_default_value = false)]
pub(super) struct Row {
    id: String,
    project_id: String,
    stage: i64,
    attempt: i64,
    kind: String,
    state: String,
    policy: String,
    requested_at: i64,
    commit_due: i64,
    opens_at: i64,
    closes_at: i64,
    reveal_by: i64,
    decided_at: i64,
    follows: Option<String>,
    version: i64,
    mode: String,
    nonces: String,
    dice: String,
    beacon: String,
    pool: String,
    vouched: i64,
    entries: String,
    winners: i64,
    alternates: i64,
}

impl Row {
    fn terms(&self) -> Result<Terms> {
        Ok(Terms {
            mode: Mode::parse(&self.mode).ok_or_else(|| Error::bad_row("draws.mode", &self.mode))?,
            nonces: Nonces::parse(&self.nonces).ok_or_else(|| Error::bad_row("draws.nonces", &self.nonces))?,
            dice: Dice::parse(&self.dice).ok_or_else(|| Error::bad_row("draws.dice", &self.dice))?,
            beacon: BeaconRule::parse(&self.beacon).ok_or_else(|| Error::bad_row("draws.beacon", &self.beacon))?,
            pool: PoolKind::parse(&self.pool).ok_or_else(|| Error::bad_row("draws.pool", &self.pool))?,
        })
    }
}

impl TryFrom<Row> for Draw {
    type Error = Error;

    fn try_from(row: Row) -> Result<Draw> {
        let count = |column: &str, n: i64| u32::try_from(n).map_err(|_| Error::bad_row(column, n.to_string()));
        let id = |text: &str| DrawId::parse(text).ok_or_else(|| Error::bad_row("draws.id", text));
        Ok(Draw {
            id: id(&row.id)?,
            terms: row.terms()?,
            entries: EntrySource::parse(&row.entries).ok_or_else(|| Error::bad_row("draws.entries", &row.entries))?,
            winners: count("draws.winners", row.winners)?,
            alternates: count("draws.alternates", row.alternates)?,
            kind: DrawKind::parse(&row.kind).ok_or_else(|| Error::bad_row("draws.kind", &row.kind))?,
            state: DrawState::parse(&row.state).ok_or_else(|| Error::bad_row("draws.state", &row.state))?,
            follows: row.follows.as_deref().map(id).transpose()?,
            project: ProjectId(row.project_id),
            stage: row.stage,
            attempt: row.attempt,
            policy: PolicyVersion(row.policy),
            requested_at: Instant(row.requested_at),
            commit_due: Instant(row.commit_due),
            opens_at: Instant(row.opens_at),
            closes_at: Instant(row.closes_at),
            reveal_by: Instant(row.reveal_by),
            decided_at: Instant(row.decided_at),
            vouched: row.vouched.unsigned_abs(),
        })
    }
}

/// A new draw. The unique index on project, stage and attempt refuses a second one.
pub fn insert(conn: &mut DbConn, draw: &Draw) -> Result<()> {
    let row = Row {
        id: draw.id.to_string(),
        project_id: draw.project.to_string(),
        stage: draw.stage,
        attempt: draw.attempt,
        kind: draw.kind.to_string(),
        state: draw.state.to_string(),
        policy: draw.policy.to_string(),
        requested_at: draw.requested_at.ms(),
        commit_due: draw.commit_due.ms(),
        opens_at: draw.opens_at.ms(),
        closes_at: draw.closes_at.ms(),
        reveal_by: draw.reveal_by.ms(),
        decided_at: draw.decided_at.ms(),
        follows: draw.follows.as_ref().map(ToString::to_string),
        version: 1,
        mode: draw.terms.mode.to_string(),
        nonces: draw.terms.nonces.to_string(),
        dice: draw.terms.dice.to_string(),
        beacon: draw.terms.beacon.to_string(),
        pool: draw.terms.pool.to_string(),
        vouched: 0,
        entries: draw.entries.to_string(),
        winners: i64::from(draw.winners),
        alternates: i64::from(draw.alternates),
    };
    diesel::insert_into(dsl::draws).values(row).execute(conn)?;
    Ok(())
}

/// A draw by its id.
pub fn load(conn: &mut DbConn, id: &str) -> Result<Draw> {
    dsl::draws.find(id).first::<Row>(conn).found()?.try_into()
}

/// A draw and those it takes the place of, the newest first.
pub fn chain(conn: &mut DbConn, id: &DrawId) -> Result<Vec<Draw>> {
    let mut chain = vec![load(conn, id.as_str())?];
    while let Some(before) = chain.last().and_then(|draw| draw.follows.clone()) {
        chain.push(load(conn, before.as_str())?);
    }
    Ok(chain)
}

/// All draws of a project, the oldest first.
pub fn of_project(conn: &mut DbConn, project: &ProjectId) -> Result<Vec<Draw>> {
    let rows: Vec<Row> = dsl::draws.filter(dsl::project_id.eq(project.as_str())).order((dsl::stage, dsl::attempt)).load(conn)?;
    rows.into_iter().map(Draw::try_from).collect()
}

/// Frozen draws with public dice, the oldest first.
pub fn frozen_with_dice(conn: &mut DbConn) -> Result<Vec<DrawId>> {
    let found = dsl::draws.filter(dsl::state.eq(DrawState::Frozen.as_str())).filter(dsl::dice.eq(Dice::Public.as_str()));
    let ids: Vec<String> = found.order(dsl::closes_at).select(dsl::id).load(conn)?;
    ids.iter().map(|id| DrawId::parse(id).ok_or_else(|| Error::bad_row("draws.id", id))).collect()
}

/// Moves a draw from one state to another; [`Error::Conflict`] where somebody was faster.
pub fn step(conn: &mut DbConn, id: &DrawId, from: DrawState, to: DrawState) -> Result<()> {
    let found = dsl::draws.find(id.as_str()).filter(dsl::state.eq(from.as_str()));
    one_row(diesel::update(found).set((dsl::state.eq(to.as_str()), dsl::version.eq(dsl::version + 1))).execute(conn)?)
}

/// Notes the times that the notice promises.
pub fn set_window(conn: &mut DbConn, id: &DrawId, window: &Window) -> Result<()> {
    let set = (dsl::opens_at.eq(window.opens.ms()), dsl::closes_at.eq(window.closes.ms()), dsl::reveal_by.eq(window.reveal_by.ms()));
    one_row(diesel::update(dsl::draws.find(id.as_str())).set(set).execute(conn)?)
}

/// Notes the head under which the officers vouched for all reveals in time.
pub fn set_vouched(conn: &mut DbConn, id: &DrawId, size: u64) -> Result<()> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    one_row(diesel::update(dsl::draws.find(id.as_str())).set(dsl::vouched.eq(size)).execute(conn)?)
}

/// Notes when the result came.
pub fn set_decided(conn: &mut DbConn, id: &DrawId, at: Instant) -> Result<()> {
    one_row(diesel::update(dsl::draws.find(id.as_str())).set(dsl::decided_at.eq(at.ms())).execute(conn)?)
}
