//! The worker: takes a job, runs it, and only then forgets it. Several may run, in one process or in many.

use std::time::Duration;

use tokio::sync::watch;

use crate::app::App;
use crate::domain::project::{ProjectId, ProjectState};
use crate::error::{Error, Result};
use crate::market::{
    accounts, agencies, awards, bids, blacklist, contracts, credit, exits, experts, halts, outcomes, owners, projects, ratings, reviews,
    selection, witnesses,
};
use crate::platform::outbox::{self, Claimed, Job};
use crate::platform::{log, random};

/// Jobs claimed at once.
const BATCH: i64 = 16;
/// How often a running server looks for calendar tables another server added.
const CALENDAR_EVERY: u32 = 600;

/// Works until `stop` says so; the job in hand is finished.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    let name = random::blind_id();
    let pause = Duration::from_millis(app.config.worker.poll_ms.max(20));
    let mut rounds = 0_u32;
    take_over(&app).await;
    let sequencing = tokio::spawn(log::follow(app.clone(), stop.clone()));
    let witnessing = tokio::spawn(witnesses::cosigners::follow(app.clone(), stop.clone()));
    promise_daily(&app).await;
    while !*stop.borrow() {
        match run_due(&app, &name).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(e) => tracing::warn!(error = %e, "the worker cannot reach its jobs; it tries again"),
        }
        rounds = rounds.wrapping_add(1);
        if rounds.is_multiple_of(CALENDAR_EVERY)
            && let Err(e) = app.calendars.reload(&app.db).await
        {
            tracing::warn!(error = %e, "the calendar could not be read again");
        }
        if rounds.is_multiple_of(CALENDAR_EVERY) {
            promise_daily(&app).await;
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
    if let Err(e) = sequencing.await {
        tracing::error!(error = %e, "the sequencer died");
    }
    if let Err(e) = witnessing.await {
        tracing::error!(error = %e, "the log's witnesses are not asked any more");
    }
}

/// With the embedded engine nobody else works: a job that is in hand was in the hand of a process that was killed, and need not wait until its
/// claim runs out.
async fn take_over(app: &App) {
    if app.db.is_embedded()
        && let Err(e) = app.db.write(outbox::release_all).await
    {
        tracing::warn!(error = %e, "jobs of the last process could not be taken over; their claims run out by the clock");
    }
}

/// Promises what is done once a day, where it is not promised yet; each of these jobs promises the next day's itself.
async fn promise_daily(app: &App) {
    let now = app.clock.now();
    let promised = app
        .db
        .write(move |conn| {
            agencies::jobs::begin(conn, now)?;
            credit::jobs::begin(conn, now)
        })
        .await;
    if let Err(e) = promised {
        tracing::warn!(error = %e, "what is done once a day could not be promised; the worker tries again");
    }
}

/// Runs the jobs that are due now, once each; tells how many. Tests and the demo city call it until nothing is left.
pub async fn run_due(app: &App, worker: &str) -> Result<usize> {
    let now = app.clock.now();
    let name = worker.to_owned();
    let claimed = app.db.write(move |conn| outbox::claim(conn, now, &name, BATCH)).await?;
    let count = claimed.len();
    for job in claimed {
        finish(app, job).await?;
    }
    Ok(count)
}

async fn finish(app: &App, claimed: Claimed) -> Result<()> {
    let outcome = run_one(app, &claimed.job).await;
    let now = app.clock.now();
    app.db
        .write(move |conn| match outcome {
            Ok(()) => outbox::done(conn, &claimed),
            Err(e) => {
                tracing::warn!(kind = claimed.job.kind(), attempts = claimed.attempts + 1, error = %e, "a job failed");
                outbox::failed(conn, now, &claimed, public_reason(&e))
            }
        })
        .await
}

/// What operators may read of a failure: its class, never a recipient, subject or content.
fn public_reason(e: &Error) -> &'static str {
    match e {
        Error::Unavailable(_) => "another part does not answer",
        Error::Conflict => "somebody was faster",
        Error::NotFound => "the thing it is about is gone",
        Error::Refused(_) | Error::Forbidden(_) | Error::Invalid(_) => "a rule refused it",
        _ => "a fault of the program; see the log",
    }
}

/// Whether the job would take further what supervision has stopped. It is forgotten then: when the stop ends, [`resume`] promises it again.
async fn is_stopped(app: &App, job: &Job) -> Result<bool> {
    let job = job.clone();
    if !matches!(job, Job::OpenBids { .. } | Job::OpenLinks { .. } | Job::UnsealFiles { .. } | Job::GoOn { .. } | Job::OfferAward { .. }) {
        return Ok(false);
    }
    app.db
        .read(move |conn| {
            let project = match job {
                Job::OpenBids { draw } | Job::OpenLinks { draw } | Job::UnsealFiles { draw } => bids::project_of(conn, &draw)?,
                Job::GoOn { project } | Job::OfferAward { project } => Some(ProjectId(project)),
                _ => None,
            };
            project.map_or(Ok(false), |project| halts::is_stopped(conn, &project))
        })
        .await
}

/// A stop is over: whoever had a deadline gets the time that passed, and everything that may have waited is promised again. Each of these jobs may
/// run when there is nothing for it to do.
async fn resume(app: &App, project: &str, after_ms: i64) -> Result<()> {
    let (shared, now, id) = (app.clone(), app.clock.now(), ProjectId::from(project));
    app.db
        .write(move |conn| {
            bids::jobs::resume(conn, now, (&id, after_ms))?;
            experts::delay(conn, (&id, after_ms))?;
            reviews::delay(conn, (&id, after_ms))?;
            outcomes::delay(conn, &shared, (&id, after_ms))?;
            outbox::push(conn, now, &Job::GoOn { project: id.to_string() })?;
            if projects::load(conn, &id)?.state == ProjectState::Selected {
                outbox::push(conn, now, &Job::OfferAward { project: id.to_string() })?;
            }
            Ok(())
        })
        .await
}

async fn run_one(app: &App, job: &Job) -> Result<()> {
    if is_stopped(app, job).await? {
        return Ok(());
    }
    match job {
        Job::Mail { account, letter } => accounts::jobs::send_letter(app, account, letter).await,
        Job::MailSeat { seat, letter } => experts::jobs::send(app, seat, letter).await,
        Job::MailReceipt { document } => accounts::jobs::send_receipt(app, *document).await,
        Job::MailLink { account, purpose } => accounts::jobs::send_link(app, account, purpose).await,
        Job::AnnounceProject { project } => projects::jobs::announce(app, project).await,
        Job::AnnounceCorrection { project } => projects::jobs::announce_correction(app, project).await,
        Job::RequestDraw { project } => selection::jobs::request(app, project).await,
        Job::CommitDraw { draw } => selection::jobs::commit(app, draw).await,
        Job::CommitmentsLate { draw } => selection::jobs::commitments_late(app, draw).await,
        Job::CloseDraw { draw } => selection::jobs::close(app, draw).await,
        Job::AdvanceDraw { draw } => selection::jobs::advance(app, draw).await,
        Job::OpenBids { draw } => bids::jobs::open(app, draw).await,
        Job::OpenLinks { draw } => bids::jobs::open_links(app, draw).await,
        Job::UnsealFiles { draw } => bids::jobs::unseal(app, draw).await,
        Job::ProjectEnded { project } => project_ended(app, project).await,
        Job::Resume { project, after_ms } => resume(app, project, *after_ms).await,
        Job::GoOn { project } => outcomes::jobs::go_on(app, project).await,
        Job::OfferAward { project } => awards::jobs::offer(app, project).await,
        Job::AwardDue { award } => awards::jobs::due(app, award).await,
        Job::AwardAccepted { award } => contracts::jobs::begin(app, award).await,
        Job::ContractDue { contract } => contracts::jobs::due(app, contract).await,
        Job::RatingDue { contract } => ratings::jobs::due(app, contract).await,
        Job::RefreshCredit {} => credit::jobs::refresh(app).await,
        Job::StandingChanged { agency } => standing_changed(app, agency).await,
        Job::DefenceDue { case } => blacklist::jobs::defence_due(app, case).await,
        Job::BarEnds { case } => blacklist::jobs::bar_ends(app, case).await,
        Job::SuspensionEnds { suspension } => blacklist::jobs::suspension_ends(app, suspension).await,
        Job::CalendarChanged {} => calendar_changed(app).await,
        Job::WarnExpiry { day } => agencies::jobs::warn_expiry(app, *day).await,
        Job::AnnounceAgency { agency } => Ok(app.search.announce(vec![agency.clone()]).await?),
    }
}

/// A change of standing, slice by slice; each part is safe to run again.
async fn standing_changed(app: &App, agency: &str) -> Result<()> {
    let (shared, agency, now) = (app.clone(), agency.to_owned(), app.clock.now());
    let id = agency.clone();
    app.db.write(move |conn| shared.search.changed(conn, now, &id)).await?;
    awards::jobs::standing_changed(app, &agency).await?;
    contracts::jobs::standing_changed(app, &agency).await
}

/// A year's table of working days was added, perhaps by another server: every slice that waits for a day reckons it again. The end of a sign-up
/// window is not among them: it stands in the draw's notice, which nobody changes.
async fn calendar_changed(app: &App) -> Result<()> {
    app.calendars.reload(&app.db).await?;
    let shared = app.clone();
    app.db
        .write(move |conn| {
            agencies::jobs::calendar_changed(conn, &shared)?;
            owners::service::calendar_changed(conn, &shared)?;
            exits::calendar_changed(conn, &shared)?;
            blacklist::jobs::calendar_changed(conn, &shared)?;
            projects::jobs::calendar_changed(conn, &shared)?;
            reviews::calendar_changed(conn, &shared)?;
            outcomes::jobs::calendar_changed(conn, &shared)?;
            awards::jobs::calendar_changed(conn, &shared)?;
            contracts::jobs::calendar_changed(conn, &shared)
        })
        .await
}

/// A terminated project: its draw ends, and an award that is open goes to nobody.
async fn project_ended(app: &App, project: &str) -> Result<()> {
    selection::jobs::project_ended(app, project).await?;
    awards::jobs::project_ended(app, project).await?;
    contracts::jobs::project_ended(app, project).await
}
