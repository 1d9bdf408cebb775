//! Lists of projects: for the public, for an owner, for operators. Paged and indexed.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::dialect::{like_anywhere, lower};
use crate::db::schema::{owners, projects};
use crate::domain::money::Fen;
use crate::domain::owner::OwnerId;
use crate::domain::project::{PriceKind, ProjectId, ProjectState, Spec};
use crate::domain::time::Instant;
use crate::error::{Error, Result, one_row};

/// What an owner's projects say that were handed in since then, approved, and have not come to nothing; with their prices.
pub fn approved_since(conn: &mut DbConn, owner: &OwnerId, since: Instant) -> Result<Vec<(Spec, Fen)>> {
    let count = |state: &&ProjectState| {
        !matches!(state, ProjectState::Draft | ProjectState::InReview | ProjectState::Failed | ProjectState::Terminated)
    };
    let states: Vec<&str> = ProjectState::ALL.iter().filter(count).map(|state| state.as_str()).collect();
    let rows: Vec<(String, String, i64)> = projects::table
        .filter(projects::owner_id.eq(owner.as_str()))
        .filter(projects::submitted_at.ge(since.ms()))
        .filter(projects::state.eq_any(states))
        .select((projects::number, projects::spec, projects::price_fen))
        .load(conn)?;
    let read = |(number, spec, price): (String, String, i64)| {
        let spec = serde_json::from_str(&spec).map_err(|e| Error::caused(format!("reading the spec of project {number}"), e))?;
        Ok((spec, Fen(price)))
    };
    rows.into_iter().map(read).collect()
}

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

/// Narrows a boxed query of projects to what is sought.
macro_rules! narrowed {
    ($query:expr, $sought:expr) => {{
        let mut query = $query.filter(projects::published_at.gt(0)).into_boxed();
        if !$sought.text.is_empty() {
            let pattern = like_anywhere(&$sought.text);
            let in_title = lower(projects::title).like(pattern.clone()).escape('\\');
            query = query.filter(in_title.or(lower(projects::number).like(pattern).escape('\\')));
        }
        if let Some(item) = &$sought.item {
            query = query.filter(projects::item_code.eq(item));
        }
        if let Some(state) = $sought.state {
            query = query.filter(projects::state.eq(state.as_str()));
        }
        query
    }};
}

/// Published projects: those that are open first, by deadline, then the others by publication, newest first; and how many there are.
pub fn public(conn: &mut DbConn, sought: &Sought) -> Result<(Vec<Listed>, i64)> {
    const OPEN: &str = ProjectState::Open.as_str();
    let open: i64 = narrowed!(projects::table, sought).filter(projects::state.eq(OPEN)).count().get_result(conn)?;
    let others: i64 = narrowed!(projects::table, sought).filter(projects::state.ne(OPEN)).count().get_result(conn)?;
    let first = (sought.page.max(1) - 1).saturating_mul(PAGE);
    let mut rows: Vec<Row> = Vec::new();
    if first < open {
        let query = narrowed!(projects::table.inner_join(owners::table), sought).filter(projects::state.eq(OPEN));
        let query = query.order((projects::closes_at, projects::id)).offset(first).limit(PAGE);
        rows = query.select(listed_columns!()).load(conn)?;
    }
    let room = PAGE - rows.len() as i64;
    if room > 0 {
        let query = narrowed!(projects::table.inner_join(owners::table), sought).filter(projects::state.ne(OPEN));
        let query = query.order((projects::published_at.desc(), projects::id.desc())).offset((first - open).max(0)).limit(room);
        rows.extend(query.select(listed_columns!()).load::<Row>(conn)?);
    }
    Ok((rows.into_iter().map(listed).collect::<Result<_>>()?, open + others))
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

/// Projects whose owner asks for their end, oldest first.
pub fn end_asked(conn: &mut DbConn) -> Result<Vec<Listed>> {
    let over = [ProjectState::Finished, ProjectState::Failed, ProjectState::Terminated].map(ProjectState::as_str);
    let rows: Vec<Row> = projects::table
        .inner_join(owners::table)
        .filter(projects::end_asked.is_not_null())
        .filter(projects::state.ne_all(over))
        .order((projects::created_at, projects::id))
        .select(listed_columns!())
        .load(conn)?;
    rows.into_iter().map(listed).collect()
}

/// Several projects by their ids, as lists show them.
pub fn among(conn: &mut DbConn, ids: &[ProjectId]) -> Result<Vec<Listed>> {
    let ids: Vec<&str> = ids.iter().map(ProjectId::as_str).collect();
    let found = projects::table.inner_join(owners::table).filter(projects::id.eq_any(ids));
    let rows: Vec<Row> = found.select(listed_columns!()).load(conn)?;
    rows.into_iter().map(listed).collect()
}

/// An owner's drafts, newest first: id, title, and whether it was returned.
pub fn drafts_of(conn: &mut DbConn, owner: &str, limit: i64) -> Result<Vec<(String, String, bool)>> {
    let own = projects::table.filter(projects::owner_id.eq(owner)).filter(projects::state.eq(ProjectState::Draft.as_str()));
    let rows: Vec<(String, String, String)> =
        own.order(projects::created_at.desc()).limit(limit).select((projects::id, projects::title, projects::return_reason)).load(conn)?;
    Ok(rows.into_iter().map(|(id, title, reason)| (id, title, !reason.is_empty())).collect())
}

/// Projects whose review is not overdue: when they were submitted, and by when they are to be reviewed.
pub fn in_review(conn: &mut DbConn, now: Instant) -> Result<Vec<(ProjectId, Instant, Instant)>> {
    let rows: Vec<(String, i64, i64)> = projects::table
        .filter(projects::state.eq(ProjectState::InReview.as_str()))
        .filter(projects::review_due.gt(now.ms()))
        .select((projects::id, projects::submitted_at, projects::review_due))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, submitted, due)| (ProjectId(id), Instant(submitted), Instant(due))).collect())
}

/// The day by which it is to be reviewed moves later.
pub fn set_review_due(conn: &mut DbConn, id: &ProjectId, due: Instant) -> Result<()> {
    one_row(diesel::update(projects::table.find(id.as_str())).set(projects::review_due.eq(due.ms())).execute(conn)?)
}
