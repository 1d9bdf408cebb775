//! Lists of projects: for the public, for an owner, for operators. Paged and indexed.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::dialect::{like_anywhere, lower};
use crate::db::schema::{owners, projects};
use crate::domain::project::{PriceKind, ProjectState};
use crate::domain::time::Instant;
use crate::error::{Error, Result};

/// Rows on a page.
pub const PAGE: i64 = 20;

/// A project as a list shows it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: String,
    pub number: String,
    pub title: String,
    pub state: ProjectState,
    pub item: String,
    pub owner_name: String,
    pub price_kind: PriceKind,
    pub price_fen: i64,
    pub created_at: Instant,
    pub published_at: Instant,
    pub opens_at: Instant,
    pub closes_at: Instant,
    pub review_due: Instant,
    pub decided_at: Instant,
    pub provisional: bool,
}

type Row = ((String, String, String, String, String, String), (String, i64, i64, i64, i64, i64, i64, i64, bool));

macro_rules! listed_columns {
    () => {
        (
            (projects::id, projects::number, projects::title, projects::state, projects::item_code, owners::name),
            (
                projects::price_kind,
                projects::price_fen,
                projects::created_at,
                projects::published_at,
                projects::opens_at,
                projects::closes_at,
                projects::review_due,
                projects::decided_at,
                projects::due_provisional,
            ),
        )
    };
}

fn listed(row: Row) -> Result<Listed> {
    let ((id, number, title, state, item, owner_name), (kind, price_fen, created, published, opens, closes, due, decided, provisional)) =
        row;
    Ok(Listed {
        state: ProjectState::parse(&state).ok_or_else(|| Error::bad_row("projects.state", &state))?,
        price_kind: PriceKind::parse(&kind).ok_or_else(|| Error::bad_row("projects.price_kind", &kind))?,
        id,
        number,
        title,
        item,
        owner_name,
        price_fen,
        created_at: Instant(created),
        published_at: Instant(published),
        opens_at: Instant(opens),
        closes_at: Instant(closes),
        review_due: Instant(due),
        decided_at: Instant(decided),
        provisional,
    })
}

/// What the public looks for.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// In title or number.
    pub text: String,
    pub item: Option<String>,
    pub state: Option<ProjectState>,
    /// From 1.
    pub page: i64,
}

/// Published projects: those that are open by deadline first, then the others by publication, newest first.
pub fn public(conn: &mut DbConn, sought: &Sought) -> Result<(Vec<Listed>, i64)> {
    let mut count = projects::table.filter(projects::published_at.gt(0)).into_boxed();
    let mut rows = projects::table.inner_join(owners::table).filter(projects::published_at.gt(0)).into_boxed();
    if !sought.text.is_empty() {
        let pattern = like_anywhere(&sought.text);
        count = count.filter(
            lower(projects::title).like(pattern.clone()).escape('\\').or(lower(projects::number).like(pattern.clone()).escape('\\')),
        );
        rows =
            rows.filter(lower(projects::title).like(pattern.clone()).escape('\\').or(lower(projects::number).like(pattern).escape('\\')));
    }
    if let Some(item) = &sought.item {
        count = count.filter(projects::item_code.eq(item));
        rows = rows.filter(projects::item_code.eq(item));
    }
    if let Some(state) = sought.state {
        count = count.filter(projects::state.eq(state.as_str()));
        rows = rows.filter(projects::state.eq(state.as_str()));
    }
    let total = count.count().get_result(conn)?;
    let rows: Vec<Row> = rows
        .order((projects::published_at.desc(), projects::id.desc()))
        .offset((sought.page.max(1) - 1).saturating_mul(PAGE))
        .limit(PAGE)
        .select(listed_columns!())
        .load(conn)?;
    Ok((rows.into_iter().map(listed).collect::<Result<_>>()?, total))
}

/// Projects whose sign-up is open, the one that closes next first.
pub fn open_by_deadline(conn: &mut DbConn, limit: i64) -> Result<Vec<Listed>> {
    let rows: Vec<Row> = projects::table
        .inner_join(owners::table)
        .filter(projects::state.eq(ProjectState::Open.as_str()))
        .order((projects::closes_at, projects::id))
        .limit(limit)
        .select(listed_columns!())
        .load(conn)?;
    rows.into_iter().map(listed).collect()
}

/// An owner's projects, newest first.
pub fn of_owner(conn: &mut DbConn, owner: &str, page: i64) -> Result<(Vec<Listed>, i64)> {
    let own = projects::table.filter(projects::owner_id.eq(owner));
    let total = own.count().get_result(conn)?;
    let rows: Vec<Row> = projects::table
        .inner_join(owners::table)
        .filter(projects::owner_id.eq(owner))
        .order((projects::created_at.desc(), projects::id.desc()))
        .offset((page.max(1) - 1).saturating_mul(PAGE))
        .limit(PAGE)
        .select(listed_columns!())
        .load(conn)?;
    Ok((rows.into_iter().map(listed).collect::<Result<_>>()?, total))
}

/// Projects in a state, the one that is due first; for work lists.
pub fn in_state(conn: &mut DbConn, state: ProjectState, limit: i64) -> Result<Vec<Listed>> {
    let rows: Vec<Row> = projects::table
        .inner_join(owners::table)
        .filter(projects::state.eq(state.as_str()))
        .order((projects::review_due, projects::id))
        .limit(limit)
        .select(listed_columns!())
        .load(conn)?;
    rows.into_iter().map(listed).collect()
}

/// Projects of the same owner and item that were published since `since`: the sum tells whether something was split (化整为零).
pub fn like_this(conn: &mut DbConn, owner: &str, item: &str, since: Instant) -> Result<(i64, i64)> {
    let prices: Vec<i64> = projects::table
        .filter(projects::owner_id.eq(owner))
        .filter(projects::item_code.eq(item))
        .filter(projects::published_at.ge(since.ms().max(1)))
        .select(projects::price_fen)
        .load(conn)?;
    Ok((i64::try_from(prices.len()).unwrap_or(i64::MAX), prices.into_iter().sum()))
}
