//! The rows of ratings.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{projects, ratings};
use crate::domain::rating::Parts;
use crate::domain::time::Instant;
use crate::error::{Found, Result, one_row};

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
    }
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
    Ok(found.first::<Row>(conn).optional()?.map(rating))
}

/// A rating by its id.
pub fn one(conn: &mut DbConn, id: &str) -> Result<Rating> {
    let found = ratings::table.inner_join(projects::table).filter(ratings::id.eq(id)).select(rating_columns!());
    Ok(rating(found.first::<Row>(conn).found()?))
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
    Ok(rows.into_iter().map(rating).collect())
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
    Ok((rows.into_iter().map(rating).collect(), total))
}

/// The agency's one answer; a conflict for a second.
pub fn set_answer(conn: &mut DbConn, id: &str, (answer, by, at): (&str, &str, Instant)) -> Result<()> {
    let open = ratings::table.find(id).filter(ratings::answered_at.eq(0));
    let set = (ratings::answer.eq(answer), ratings::answered_by.eq(by), ratings::answered_at.eq(at.ms()));
    one_row(diesel::update(open).set(set).execute(conn)?)
}
