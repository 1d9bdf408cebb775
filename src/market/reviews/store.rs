//! The rows of reviews, sheets and scores. What a sheet holds is read for its own expert, and for the steps of the review.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{panel_seats, review_deviations, review_entries, review_scores, review_sheets, reviews};
use crate::domain::draw::{DrawId, Label};
use crate::domain::project::ProjectId;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};
use crate::platform::keys::{Keys, Purpose};

crate::text_states! {
    /// Where a review is.
    pub enum ReviewState {
        /// Experts score, each for itself.
        Scoring => "scoring",
        /// Totals far beside the mean are confirmed or changed.
        Consensus => "consensus",
        /// The chair is to lock.
        Closing => "closing",
        Closed => "closed",
    }
}

/// A review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    pub project: ProjectId,
    pub draw: DrawId,
    pub state: ReviewState,
    /// When the time began that the state has: what [`ReviewRow::due_at`] is reckoned from.
    pub runs_from: Instant,
    /// The first instant that is too late for what the state awaits.
    pub due_at: Instant,
}

/// An expert's sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub seat: String,
    /// What the order of its proposals follows from.
    pub shuffle: String,
    pub locked_at: Instant,
    /// When it had answered for every total far beside the mean.
    pub settled_at: Instant,
}

impl Sheet {
    /// Whether its scores stand.
    pub fn is_locked(&self) -> bool {
        self.locked_at.ms() > 0
    }

    /// Whether it has answered for its deviations.
    pub fn is_settled(&self) -> bool {
        self.settled_at.ms() > 0
    }
}

/// A total far beside the mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviationRow {
    pub seat: String,
    pub pseudonym: Label,
    /// In hundredths of a point.
    pub first: u32,
    /// Empty until it is given.
    pub reason: String,
}

/// What a sheet gives: hundredths of points by pseudonym and criterion.
pub type Given = BTreeMap<(Label, String), u32>;

fn label(column: &str, text: &str) -> Result<Label> {
    Label::parse(text).ok_or_else(|| Error::bad_row(column, text))
}

fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or_default()
}

/// The review of a project, where it has begun.
pub fn of_project(conn: &mut DbConn, project: &ProjectId) -> Result<Option<ReviewRow>> {
    let found = reviews::table.find(project.as_str()).select((reviews::draw_id, reviews::state, reviews::runs_from, reviews::due_at));
    let row: Option<(String, String, i64, i64)> = found.first(conn).optional()?;
    let Some((draw, state, from, due)) = row else { return Ok(None) };
    Ok(Some(ReviewRow {
        project: project.clone(),
        draw: DrawId::parse(&draw).ok_or_else(|| Error::bad_row("reviews.draw_id", &draw))?,
        state: ReviewState::parse(&state).ok_or_else(|| Error::bad_row("reviews.state", &state))?,
        runs_from: Instant(from),
        due_at: Instant(due),
    }))
}

/// A new review; the primary key refuses a second one.
pub fn insert(conn: &mut DbConn, now: Instant, (project, draw, due): (&ProjectId, &DrawId, Instant)) -> Result<()> {
    let row = (
        (reviews::project_id.eq(project.as_str()), reviews::draw_id.eq(draw.as_str())),
        (reviews::state.eq(ReviewState::Scoring.as_str()), reviews::opened_at.eq(now.ms()), reviews::due_at.eq(due.ms())),
        (reviews::runs_from.eq(now.ms()), reviews::closed_at.eq(0)),
    );
    diesel::insert_into(reviews::table).values(row).execute(conn)?;
    Ok(())
}

/// What is reviewed, by pseudonym; the rows go in in their order.
pub fn insert_entries(conn: &mut DbConn, project: &ProjectId, pseudonyms: &[Label]) -> Result<()> {
    let mut sorted: Vec<&str> = pseudonyms.iter().map(Label::as_str).collect();
    sorted.sort_unstable();
    for pseudonym in sorted {
        let row = (review_entries::project_id.eq(project.as_str()), review_entries::pseudonym.eq(pseudonym));
        diesel::insert_into(review_entries::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// The pseudonyms of a review.
///
/// # Errors
/// Those of the database.
pub fn pseudonyms(conn: &mut DbConn, project: &ProjectId) -> Result<Vec<Label>> {
    let found = review_entries::table.filter(review_entries::project_id.eq(project.as_str()));
    let rows: Vec<String> = found.order(review_entries::pseudonym).select(review_entries::pseudonym).load(conn)?;
    rows.iter().map(|text| label("review_entries.pseudonym", text)).collect()
}

/// Moves a review from one state to another, whose time runs from now until `due`; [`Error::Conflict`] where somebody was faster.
pub fn step(conn: &mut DbConn, project: &ProjectId, (from, to): (ReviewState, ReviewState), (now, due): (Instant, Instant)) -> Result<()> {
    let found = reviews::table.find(project.as_str()).filter(reviews::state.eq(from.as_str()));
    let closed = if to == ReviewState::Closed { due.ms() } else { 0 };
    let times = (reviews::runs_from.eq(now.ms()), reviews::due_at.eq(due.ms()), reviews::closed_at.eq(closed));
    let set = (reviews::state.eq(to.as_str()), times);
    one_row(diesel::update(found).set(set).execute(conn)?)
}

/// A new sheet.
pub fn open_sheet(conn: &mut DbConn, (project, seat, shuffle): (&ProjectId, &str, &str)) -> Result<()> {
    let row = (
        (review_sheets::seat_id.eq(seat), review_sheets::project_id.eq(project.as_str()), review_sheets::shuffle.eq(shuffle)),
        (review_sheets::locked_at.eq(0), review_sheets::settled_at.eq(0)),
    );
    diesel::insert_into(review_sheets::table).values(row).execute(conn)?;
    Ok(())
}

type SheetRow = (String, String, i64, i64);

fn sheet_of((seat, shuffle, locked, settled): SheetRow) -> Sheet {
    Sheet { seat, shuffle, locked_at: Instant(locked), settled_at: Instant(settled) }
}

macro_rules! sheet_columns {
    () => {
        (review_sheets::seat_id, review_sheets::shuffle, review_sheets::locked_at, review_sheets::settled_at)
    };
}

/// The sheets of a review.
pub fn sheets(conn: &mut DbConn, project: &ProjectId) -> Result<Vec<Sheet>> {
    let found = review_sheets::table.filter(review_sheets::project_id.eq(project.as_str()));
    let rows: Vec<SheetRow> = found.order(review_sheets::seat_id).select(sheet_columns!()).load(conn)?;
    Ok(rows.into_iter().map(sheet_of).collect())
}

/// One sheet.
///
/// # Errors
/// [`Error::NotFound`].
pub fn sheet(conn: &mut DbConn, seat: &str) -> Result<Sheet> {
    Ok(sheet_of(review_sheets::table.find(seat).select(sheet_columns!()).first::<SheetRow>(conn).found()?))
}

/// The scores of a sheet stand from now on.
pub fn lock_sheet(conn: &mut DbConn, seat: &str, now: Instant) -> Result<()> {
    let open = review_sheets::table.find(seat).filter(review_sheets::locked_at.eq(0));
    one_row(diesel::update(open).set(review_sheets::locked_at.eq(now.ms())).execute(conn)?)
}

/// A sheet has answered for its deviations.
pub fn settle_sheet(conn: &mut DbConn, seat: &str, now: Instant) -> Result<()> {
    let open = review_sheets::table.find(seat).filter(review_sheets::settled_at.eq(0));
    one_row(diesel::update(open).set(review_sheets::settled_at.eq(now.ms())).execute(conn)?)
}

/// Keeps the points of one proposal, in place of those kept before; a criterion without points is left out.
pub fn keep(conn: &mut DbConn, (seat, pseudonym): (&str, &Label), points: &[(String, u32)]) -> Result<()> {
    let own = review_scores::table.filter(review_scores::seat_id.eq(seat)).filter(review_scores::pseudonym.eq(pseudonym.as_str()));
    diesel::delete(own).execute(conn)?;
    for (criterion, points) in points {
        let row = (
            (review_scores::seat_id.eq(seat), review_scores::pseudonym.eq(pseudonym.as_str())),
            (review_scores::criterion.eq(criterion), review_scores::points.eq(i64::from(*points))),
        );
        diesel::insert_into(review_scores::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// What a sheet gives so far.
pub fn given(conn: &mut DbConn, seat: &str) -> Result<Given> {
    let found = review_scores::table.filter(review_scores::seat_id.eq(seat));
    let rows: Vec<(String, String, i64)> =
        found.select((review_scores::pseudonym, review_scores::criterion, review_scores::points)).load(conn)?;
    rows.into_iter().map(|(pseudonym, criterion, n)| Ok(((label("review_scores.pseudonym", &pseudonym)?, criterion), count(n)))).collect()
}

fn bound_to(seat: &str, pseudonym: &str) -> String {
    format!("deviation {seat} {pseudonym}")
}

/// The deviations of these seats.
pub fn deviations(conn: &mut DbConn, keys: &Keys, seats: &[String]) -> Result<Vec<DeviationRow>> {
    use review_deviations::dsl as d;
    let found = d::review_deviations.filter(d::seat_id.eq_any(seats)).order((d::seat_id, d::pseudonym));
    let rows: Vec<(String, String, i64, String, String)> =
        found.select((d::seat_id, d::pseudonym, d::first_total, d::reason, d::sealed)).load(conn)?;
    let read = |(seat, pseudonym, first, open, sealed): (String, String, i64, String, String)| {
        let reason = if sealed.is_empty() { open } else { keys.open_text(Purpose::Rows, &bound_to(&seat, &pseudonym), &sealed)? };
        Ok(DeviationRow { seat, pseudonym: label("review_deviations.pseudonym", &pseudonym)?, first: count(first), reason })
    };
    rows.into_iter().map(read).collect()
}

/// Puts the deviations of a review in place of those there were.
pub fn set_deviations(conn: &mut DbConn, seats: &[String], found: &[DeviationRow]) -> Result<()> {
    diesel::delete(review_deviations::table.filter(review_deviations::seat_id.eq_any(seats))).execute(conn)?;
    for one in found {
        let row = (
            (review_deviations::seat_id.eq(&one.seat), review_deviations::pseudonym.eq(one.pseudonym.as_str())),
            (review_deviations::first_total.eq(i64::from(one.first)), review_deviations::reason.eq(""), review_deviations::sealed.eq("")),
        );
        diesel::insert_into(review_deviations::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Why a total lies where it lies: sealed, since words tell who writes them.
pub fn set_reason(conn: &mut DbConn, keys: &Keys, (seat, pseudonym): (&str, &Label), reason: &str) -> Result<()> {
    let sealed = keys.seal_text(Purpose::Rows, &bound_to(seat, pseudonym.as_str()), reason)?;
    let found = review_deviations::table.find((seat, pseudonym.as_str()));
    one_row(diesel::update(found).set(review_deviations::sealed.eq(sealed)).execute(conn)?)
}

/// The review is closed: what these seats said lies open from now on.
pub fn open_reasons(conn: &mut DbConn, keys: &Keys, seats: &[String]) -> Result<()> {
    for one in deviations(conn, keys, seats)? {
        let found = review_deviations::table.find((&one.seat, one.pseudonym.as_str()));
        let open = (review_deviations::reason.eq(&one.reason), review_deviations::sealed.eq(""));
        one_row(diesel::update(found).set(open).execute(conn)?)?;
    }
    Ok(())
}

/// What was said of deviations in the closed review of a project, by pseudonym and seat; both by their labels.
///
/// # Errors
/// Those of the database.
pub fn reasons(conn: &mut DbConn, project: &ProjectId) -> Result<BTreeMap<(String, String), String>> {
    use review_deviations::dsl as d;
    let seats = d::review_deviations.inner_join(panel_seats::table);
    let said = seats.filter(panel_seats::project_id.eq(project.as_str())).filter(d::reason.ne(""));
    let rows: Vec<(String, String, String)> = match of_project(conn, project)? {
        Some(review) if review.state == ReviewState::Closed => said.select((d::pseudonym, panel_seats::label, d::reason)).load(conn)?,
        _ => Vec::new(),
    };
    Ok(rows.into_iter().map(|(pseudonym, seat, reason)| ((pseudonym, seat), reason)).collect())
}

/// The projects whose experts score now.
pub fn scoring(conn: &mut DbConn) -> Result<Vec<ProjectId>> {
    let found = reviews::table.filter(reviews::state.eq(ReviewState::Scoring.as_str())).order(reviews::project_id);
    let ids: Vec<String> = found.select(reviews::project_id).load(conn)?;
    Ok(ids.into_iter().map(ProjectId).collect())
}

/// Whoever has something to do in a review has longer.
pub fn set_due(conn: &mut DbConn, project: &ProjectId, due: Instant) -> Result<()> {
    one_row(diesel::update(reviews::table.find(project.as_str())).set(reviews::due_at.eq(due.ms())).execute(conn)?)
}

/// Whoever has something to do in a review has so many milliseconds more: its time began as much later.
pub fn delay(conn: &mut DbConn, (project, by): (&ProjectId, i64)) -> Result<()> {
    let open = reviews::table.find(project.as_str()).filter(reviews::state.ne(ReviewState::Closed.as_str()));
    diesel::update(open).set((reviews::due_at.eq(reviews::due_at + by), reviews::runs_from.eq(reviews::runs_from + by))).execute(conn)?;
    Ok(())
}
