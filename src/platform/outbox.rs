//! The outbox: work promised inside a transaction and done after it, by a worker that may be any process.
//!
//! A job is safe to run twice. It is claimed by compare-and-set, deleted only after it succeeded, retried with growing pauses, and after
//! [`ATTEMPTS`] failures stays visible to operators as failed.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::random;
use crate::db::dialect::NewJob;
use crate::db::schema::jobs;
use crate::db::{DbConn, dialect};
use crate::domain::time::{Instant, MINUTE, SECOND};
use crate::error::{Error, Result};

/// Failures after which a job rests until an operator starts it again.
pub const ATTEMPTS: i64 = 10;
/// How long a worker may hold a job before another takes it for dead, in milliseconds.
const CLAIM: i64 = 2 * MINUTE;

/// Everything that can be promised. The worker's `match` is complete, so a job nobody runs does not compile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "kebab-case")]
pub enum Job {
    /// Send a letter to an account in its language.
    Mail { account: String, letter: super::letter::Letter },
    /// Send a letter to whoever sits on a seat of a panel; who that is is known when it is sent.
    MailSeat { seat: String, letter: super::letter::Letter },
    /// Send the receipt of a decision to whoever made it.
    MailReceipt { document: i64 },
    /// Send a one-time link; the link is made when the mail is.
    MailLink { account: String, purpose: String },
    /// A project was approved: a draw id is allotted and every officer asked for a commitment.
    RequestDraw { project: String },
    /// A draw of a stage is reserved: its officers are asked to commit.
    CommitDraw { draw: String },
    /// An officer's commitment has not come in the policy's minutes.
    CommitmentsLate { draw: String },
    /// A draw's sign-up window is over.
    CloseDraw { draw: String },
    /// A frozen draw goes on: checks, reveals, seed, result, opening.
    AdvanceDraw { draw: String },
    /// A frozen draw has sealed quotes: keys are released, states said, all published.
    OpenBids { draw: String },
    /// Names may be opened: keys for links are released, and what every pseudonym stands for is published.
    OpenLinks { draw: String },
    /// All quotes of a draw are published: the documents beside them are opened for whoever may read them.
    UnsealFiles { draw: String },
    /// A project was published: agencies that could take part are told.
    AnnounceProject { project: String },
    /// A notice was made clearer: the agencies that could take part are told.
    AnnounceCorrection { project: String },
    /// A project was terminated: its draw lapses, and whoever signed up is told.
    ProjectEnded { project: String },
    /// A draw has a result, or an objection to it was ruled on, and other stages follow; or the owner's days to choose are over.
    GoOn { project: String },
    /// A stop of a project ended, after so many milliseconds: its deadlines are later by as much, and what waited goes on.
    Resume { project: String, after_ms: i64 },
    /// A draw has a result, or an award ended: the next of the ranking is asked.
    OfferAward { project: String },
    /// The days to answer an award are over.
    AwardDue { award: String },
    /// An award was accepted: its contract is awaited.
    AwardAccepted { award: String },
    /// The days to sign or confirm a contract are over.
    ContractDue { contract: String },
    /// The days to rate are over.
    RatingDue { contract: String },
    /// Weights fade and deductions end: the scores shown in lists are computed again.
    RefreshCredit {},
    /// An agency was barred, suspended or freed: whoever depends on its standing looks again.
    StandingChanged { agency: String },
    /// An agency's days to answer a case are over.
    DefenceDue { case: String },
    /// A bar's term is over.
    BarEnds { case: String },
    /// An interim suspension is over.
    SuspensionEnds { suspension: String },
    /// A year's table of working days was added: deadlines that have not passed are reckoned again, and only ever move later.
    CalendarChanged {},
    /// Warn the agencies whose certificates end soon, as counted from this day (`2026-11-20`); promises the same for the next day.
    WarnExpiry { day: crate::domain::time::Day },
    /// Bring an agency's public entry up to date in Meilisearch.
    AnnounceAgency { agency: String },
}

impl Job {
    /// The stable word of the kind: all that operators see of a job besides age and error.
    pub fn kind(&self) -> &'static str {
        match self {
            Job::Mail { .. } => "mail",
            Job::MailSeat { .. } => "mail-seat",
            Job::MailReceipt { .. } => "mail-receipt",
            Job::MailLink { .. } => "mail-link",
            Job::RequestDraw { .. } => "request-draw",
            Job::CommitDraw { .. } => "commit-draw",
            Job::CommitmentsLate { .. } => "commitments-late",
            Job::CloseDraw { .. } => "close-draw",
            Job::AdvanceDraw { .. } => "advance-draw",
            Job::OpenBids { .. } => "open-bids",
            Job::OpenLinks { .. } => "open-links",
            Job::Resume { .. } => "resume",
            Job::UnsealFiles { .. } => "unseal-files",
            Job::AnnounceProject { .. } => "announce-project",
            Job::AnnounceCorrection { .. } => "announce-correction",
            Job::ProjectEnded { .. } => "project-ended",
            Job::GoOn { .. } => "go-on",
            Job::OfferAward { .. } => "offer-award",
            Job::AwardDue { .. } => "award-due",
            Job::AwardAccepted { .. } => "award-accepted",
            Job::ContractDue { .. } => "contract-due",
            Job::RatingDue { .. } => "rating-due",
            Job::RefreshCredit {} => "refresh-credit",
            Job::StandingChanged { .. } => "standing-changed",
            Job::DefenceDue { .. } => "defence-due",
            Job::BarEnds { .. } => "bar-ends",
            Job::SuspensionEnds { .. } => "suspension-ends",
            Job::CalendarChanged {} => "calendar-changed",
            Job::WarnExpiry { .. } => "warn-expiry",
            Job::AnnounceAgency { .. } => "announce-agency",
        }
    }
}

fn row(job: &Job, now: Instant, run_at: Instant, once: Option<String>) -> Result<NewJob<'_>> {
    Ok(NewJob {
        id: random::blind_id(),
        kind: job.kind(),
        body: serde_json::to_string(job).map_err(|e| Error::caused("writing a job", e))?,
        state: "ready",
        run_at: run_at.ms(),
        attempts: 0,
        claimed_by: "",
        claimed_until: 0,
        last_error: "",
        created_at: now.ms(),
        once,
    })
}

/// Promises a job for as soon as possible.
pub fn push(conn: &mut DbConn, now: Instant, job: &Job) -> Result<()> {
    push_at(conn, now, now, job)
}

/// Promises a job for `run_at` or soon after.
pub fn push_at(conn: &mut DbConn, now: Instant, run_at: Instant, job: &Job) -> Result<()> {
    diesel::insert_into(jobs::table).values(row(job, now, run_at, None)?).execute(conn)?;
    Ok(())
}

/// Promises a job unless one under the same word waits already.
pub fn push_once(conn: &mut DbConn, now: Instant, once: &str, job: &Job) -> Result<bool> {
    dialect::insert_job_once(conn, row(job, now, now, Some(once.to_owned()))?)
}

/// [`push_once`] for `run_at` or soon after.
pub fn push_once_at(conn: &mut DbConn, now: Instant, run_at: Instant, once: &str, job: &Job) -> Result<bool> {
    dialect::insert_job_once(conn, row(job, now, run_at, Some(once.to_owned()))?)
}

/// A job in hand.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub id: String,
    pub job: Job,
    pub attempts: i64,
    worker: String,
}

/// Claims up to `limit` due jobs for `worker`. Two workers never get the same one.
pub fn claim(conn: &mut DbConn, now: Instant, worker: &str, limit: i64) -> Result<Vec<Claimed>> {
    release_dead(conn, now)?;
    let mut claimed = Vec::new();
    for id in dialect::due_jobs(conn, now.ms(), limit)? {
        let won = diesel::update(jobs::table.filter(jobs::id.eq(&id)).filter(jobs::state.eq("ready")))
            .set((jobs::state.eq("running"), jobs::claimed_by.eq(worker), jobs::claimed_until.eq(now.plus(CLAIM).ms())))
            .execute(conn)?;
        if won == 0 {
            continue;
        }
        let (body, attempts): (String, i64) = jobs::table.find(&id).select((jobs::body, jobs::attempts)).first(conn)?;
        match serde_json::from_str(&body) {
            Ok(job) => claimed.push(Claimed { id, job, attempts, worker: worker.to_owned() }),
            // A job of a newer program: it rests for the program that knows it.
            Err(_) => rest(conn, &id, "this version does not know the job")?,
        }
    }
    Ok(claimed)
}

fn release_dead(conn: &mut DbConn, now: Instant) -> Result<()> {
    diesel::update(jobs::table.filter(jobs::state.eq("running")).filter(jobs::claimed_until.lt(now.ms())))
        .set((jobs::state.eq("ready"), jobs::last_error.eq("its worker stopped")))
        .execute(conn)?;
    Ok(())
}

/// Gives back every job in hand: for the one process that owns a data folder, when it begins. Whoever held them is dead.
pub fn release_all(conn: &mut DbConn) -> Result<()> {
    diesel::update(jobs::table.filter(jobs::state.eq("running")))
        .set((jobs::state.eq("ready"), jobs::last_error.eq("its worker stopped")))
        .execute(conn)?;
    Ok(())
}

fn rest(conn: &mut DbConn, id: &str, error: &str) -> Result<()> {
    diesel::update(jobs::table.find(id)).set((jobs::state.eq("failed"), jobs::last_error.eq(error))).execute(conn)?;
    Ok(())
}

/// The job succeeded: it is gone.
pub fn done(conn: &mut DbConn, claimed: &Claimed) -> Result<()> {
    diesel::delete(jobs::table.filter(jobs::id.eq(&claimed.id)).filter(jobs::claimed_by.eq(&claimed.worker))).execute(conn)?;
    Ok(())
}

/// The job failed: it is tried again after a pause that doubles from two seconds to an hour, at most [`ATTEMPTS`] times.
/// `error` must hold nothing secret; operators read it.
pub fn failed(conn: &mut DbConn, now: Instant, claimed: &Claimed, error: &str) -> Result<()> {
    let attempts = claimed.attempts + 1;
    let pause = ((2 * SECOND) << attempts.clamp(0, 11)).min(60 * MINUTE);
    let state = if attempts >= ATTEMPTS { "failed" } else { "ready" };
    diesel::update(jobs::table.filter(jobs::id.eq(&claimed.id)).filter(jobs::claimed_by.eq(&claimed.worker)))
        .set((
            jobs::state.eq(state),
            jobs::attempts.eq(attempts),
            jobs::run_at.eq(now.plus(pause).ms()),
            jobs::claimed_by.eq(""),
            jobs::last_error.eq(error),
        ))
        .execute(conn)?;
    Ok(())
}

/// A failing job as operators see it: never its recipient, subject or content.
#[derive(Clone, Debug)]
pub struct Trouble {
    pub id: String,
    pub kind: String,
    pub state: String,
    pub attempts: i64,
    pub created_at: Instant,
    pub next_at: Instant,
    pub error: String,
}

/// Jobs that failed at least once, oldest first.
pub fn troubles(conn: &mut DbConn, limit: i64) -> Result<Vec<Trouble>> {
    type Row = (String, String, String, i64, i64, i64, String);
    let rows: Vec<Row> = jobs::table
        .filter(jobs::attempts.gt(0).or(jobs::state.eq("failed")))
        .order(jobs::created_at)
        .limit(limit)
        .select((jobs::id, jobs::kind, jobs::state, jobs::attempts, jobs::created_at, jobs::run_at, jobs::last_error))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, kind, state, attempts, created, next, error)| Trouble {
            id,
            kind,
            state,
            attempts,
            created_at: Instant(created),
            next_at: Instant(next),
            error,
        })
        .collect())
}

/// Starts a resting job again.
pub fn start_again(conn: &mut DbConn, now: Instant, id: &str) -> Result<()> {
    let rows = diesel::update(jobs::table.filter(jobs::id.eq(id)).filter(jobs::state.eq("failed")))
        .set((jobs::state.eq("ready"), jobs::attempts.eq(0), jobs::run_at.eq(now.ms())))
        .execute(conn)?;
    crate::error::one_row(rows)
}

/// How many jobs wait or run, and the instant of the earliest that waits.
pub fn waiting(conn: &mut DbConn) -> Result<(i64, Option<Instant>)> {
    let count = jobs::table.filter(jobs::state.ne("failed")).count().get_result(conn)?;
    let next: Option<i64> = jobs::table.filter(jobs::state.eq("ready")).select(diesel::dsl::min(jobs::run_at)).first(conn)?;
    Ok((count, next.map(Instant)))
}
