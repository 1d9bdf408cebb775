//! The rows of ratings.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{projects, rating_originals as before, ratings};
use crate::domain::rating::Parts;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

/// A rating.
#[derive(Clone, Debug)]
pub struct Rating {
    pub id: String,
    pub contract: String,
    pub project: String,
    pub owner: String,
    pub agency: String,
    pub parts: Parts,
    pub words: String,
    /// Made by silence; it counts nowhere.
    pub by_default: bool,
    pub rated_at: Instant,
    pub answer: String,
    pub answered_at: Instant,
    /// Title of the project.
    pub project_title: String,
    /// What it said before it was amended.
    pub original: Option<Original>,
}

/// What a rating said before its one amendment, with the answer it had.
#[derive(Clone, Debug)]
pub struct Original {
    pub parts: Parts,
    pub words: String,
    pub rated_at: Instant,
    pub answer: String,
    pub answered_at: Instant,
}

impl Rating {
    /// When it was first given.
    pub fn given_at(&self) -> Instant {
        self.original.as_ref().map_or(self.rated_at, |original| original.rated_at)
    }
}

type Row = ((String, String, String, String, String), (i64, i64, i64, i64, i64), (String, bool, i64, String, i64), String);

macro_rules! rating_columns {
    () => {
        (
            (ratings::id, ratings::contract_id, ratings::project_id, ratings::owner_id, ratings::agency_id),
            (ratings::quality, ratings::timeliness, ratings::attitude, ratings::charge, ratings::compliance),
            (ratings::words, ratings::by_default, ratings::rated_at, ratings::answer, ratings::answered_at),
            projects::title,
        )
    };
}

fn rating(row: Row) -> Rating {
    let ((id, contract, project, owner, agency), parts, (words, by_default, rated_at, answer, answered_at), project_title) = row;
    let (quality, timeliness, attitude, charge, compliance) = parts;
    Rating {
        id,
        contract,
        project,
        owner,
        agency,
        parts: Parts { quality, timeliness, attitude, charge, compliance },
        words,
        by_default,
        rated_at: Instant(rated_at),
        answer,
        answered_at: Instant(answered_at),
        project_title,
        original: None,
    }
}

type OriginalRow = (String, (i64, i64, i64, i64, i64), String, i64, String, i64);

/// The ratings with what those that were amended said before, in one query more.
fn with_originals(conn: &mut DbConn, rows: Vec<Row>) -> Result<Vec<Rating>> {
    let mut ratings: Vec<Rating> = rows.into_iter().map(rating).collect();
    let ids: Vec<&str> = ratings.iter().map(|rating| rating.id.as_str()).collect();
    let found: Vec<OriginalRow> = before::table
        .filter(before::rating_id.eq_any(ids))
        .select((
            before::rating_id,
            (before::quality, before::timeliness, before::attitude, before::charge, before::compliance),
            before::words,
            before::rated_at,
            before::answer,
            before::answered_at,
        ))
        .load(conn)?;
    let mut originals: BTreeMap<String, Original> = found.into_iter().map(original).collect();
    for rating in &mut ratings {
        rating.original = originals.remove(&rating.id);
    }
    Ok(ratings)
}

fn original((id, (quality, timeliness, attitude, charge, compliance), words, rated, answer, answered): OriginalRow) -> (String, Original) {
    let parts = Parts { quality, timeliness, attitude, charge, compliance };
    (id, Original { parts, words, rated_at: Instant(rated), answer, answered_at: Instant(answered) })
}

/// A new rating. The unique index refuses a second one of the same contract.
pub fn insert(conn: &mut DbConn, new: &Rating, by: &str) -> diesel::QueryResult<()> {
    let p = new.parts;
    diesel::insert_into(ratings::table)
        .values((
            ratings::id.eq(&new.id),
            ratings::contract_id.eq(&new.contract),
            ratings::project_id.eq(&new.project),
            ratings::owner_id.eq(&new.owner),
            ratings::agency_id.eq(&new.agency),
            (ratings::quality.eq(p.quality), ratings::timeliness.eq(p.timeliness), ratings::attitude.eq(p.attitude)),
            (ratings::charge.eq(p.charge), ratings::compliance.eq(p.compliance)),
            (ratings::words.eq(&new.words), ratings::by_default.eq(new.by_default)),
            (ratings::rated_by.eq(by), ratings::rated_at.eq(new.rated_at.ms())),
            (ratings::answer.eq(""), ratings::answered_by.eq(""), ratings::answered_at.eq(0)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The rating of a contract, if there is one.
pub fn of_contract(conn: &mut DbConn, contract: &str) -> Result<Option<Rating>> {
    let found = ratings::table.inner_join(projects::table).filter(ratings::contract_id.eq(contract)).select(rating_columns!());
    let row = found.first::<Row>(conn).optional()?;
    Ok(with_originals(conn, row.into_iter().collect())?.pop())
}

/// A rating by its id.
pub fn one(conn: &mut DbConn, id: &str) -> Result<Rating> {
    let found = ratings::table.inner_join(projects::table).filter(ratings::id.eq(id)).select(rating_columns!());
    let row = found.first::<Row>(conn).found()?;
    with_originals(conn, vec![row])?.pop().ok_or(Error::NotFound)
}

/// The ratings an agency has not answered, given since, oldest first.
pub fn unanswered(conn: &mut DbConn, agency: &str, since: Instant) -> Result<Vec<Rating>> {
    let open = ratings::answered_at.eq(0).and(ratings::by_default.eq(false)).and(ratings::rated_at.gt(since.ms()));
    let rows: Vec<Row> = ratings::table
        .inner_join(projects::table)
        .filter(ratings::agency_id.eq(agency).and(open))
        .order((ratings::rated_at, ratings::id))
        .limit(50)
        .select(rating_columns!())
        .load(conn)?;
    with_originals(conn, rows)
}

/// Ratings on a page of a list.
pub const PAGE: i64 = 20;

/// The ratings of an agency, newest first, a page of them; and how many there are.
pub fn of_agency(conn: &mut DbConn, agency: &str, page: i64) -> Result<(Vec<Rating>, i64)> {
    let total = ratings::table.filter(ratings::agency_id.eq(agency)).count().get_result(conn)?;
    let rows: Vec<Row> = ratings::table
        .inner_join(projects::table)
        .filter(ratings::agency_id.eq(agency))
        .order((ratings::rated_at.desc(), ratings::id))
        .offset((page.max(1) - 1) * PAGE)
        .limit(PAGE)
        .select(rating_columns!())
        .load(conn)?;
    Ok((with_originals(conn, rows)?, total))
}

/// The agency's one answer; a conflict for a second.
pub fn set_answer(conn: &mut DbConn, id: &str, (answer, by, at): (&str, &str, Instant)) -> Result<()> {
    let open = ratings::table.find(id).filter(ratings::answered_at.eq(0));
    let set = (ratings::answer.eq(answer), ratings::answered_by.eq(by), ratings::answered_at.eq(at.ms()));
    one_row(diesel::update(open).set(set).execute(conn)?)
}

/// Keeps what a rating says now as its original. The primary key refuses a second time.
pub fn keep_original(conn: &mut DbConn, id: &str) -> diesel::QueryResult<()> {
    let now = ratings::table.find(id).select((
        ratings::id,
        (ratings::quality, ratings::timeliness, ratings::attitude, ratings::charge, ratings::compliance),
        (ratings::words, ratings::rated_by, ratings::rated_at),
        (ratings::answer, ratings::answered_by, ratings::answered_at),
    ));
    type Now = (String, (i64, i64, i64, i64, i64), (String, String, i64), (String, String, i64));
    let (id, parts, (words, rated_by, rated_at), (answer, answered_by, answered_at)): Now = now.first(conn)?;
    let (quality, timeliness, attitude, charge, compliance) = parts;
    let kept = (
        (before::rating_id.eq(id), before::words.eq(words), before::rated_by.eq(rated_by), before::rated_at.eq(rated_at)),
        (before::quality.eq(quality), before::timeliness.eq(timeliness), before::attitude.eq(attitude)),
        (before::charge.eq(charge), before::compliance.eq(compliance)),
        (before::answer.eq(answer), before::answered_by.eq(answered_by), before::answered_at.eq(answered_at)),
    );
    diesel::insert_into(before::table).values(kept).execute(conn)?;
    Ok(())
}

/// Writes what an amended rating says; it has no answer yet.
pub fn rewrite(conn: &mut DbConn, id: &str, (parts, words): (Parts, &str), (by, at): (&str, Instant)) -> Result<()> {
    let set = (
        (ratings::quality.eq(parts.quality), ratings::timeliness.eq(parts.timeliness), ratings::attitude.eq(parts.attitude)),
        (ratings::charge.eq(parts.charge), ratings::compliance.eq(parts.compliance), ratings::words.eq(words)),
        (ratings::rated_by.eq(by), ratings::rated_at.eq(at.ms())),
        (ratings::answer.eq(""), ratings::answered_by.eq(""), ratings::answered_at.eq(0)),
    );
    one_row(diesel::update(ratings::table.find(id)).set(set).execute(conn)?)
}
