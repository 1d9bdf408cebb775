//! After approval: published, drawn, decided, ended. Higher slices call these inside their own transactions.

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::agency::AgencyId;
use crate::domain::event::Kind;
use crate::domain::project::{FailReason, NoticeKind, ProjectId, Step, Window};
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::projects::letters;
use crate::market::projects::store::{self, Notice, Project};
use crate::platform::audit::{Actor, Visibility};
use crate::platform::auth::Identity;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};

/// The notice of the current draw is out: the window opens. `log_id` is the draw's notice in the log.
pub fn publish(conn: &mut DbConn, app: &App, project: &Project, window: &Window, (draw, log_id): (&str, i64)) -> Result<()> {
    let now = app.clock.now();
    step(conn, project, Step::Publish)?;
    store::set_window(conn, project, window, now)?;
    store::set_draw(conn, &project.id, project.stage, (draw, "open"))?;
    let (first, closes) = (project.published_at.ms() == 0, window.closes.wire());
    super::log(
        conn,
        now,
        (&Actor::platform(), project),
        (Kind::ProjectPublish, Visibility::Public),
        &[("draw", draw), ("closes", &closes)],
    )?;
    let kind = if first { NoticeKind::Published } else { NoticeKind::Redrawn };
    store::add_notice(conn, &project.id, &Notice { kind, body: String::new(), log_id, at: now })?;
    revisions::bump(conn, Topic::Projects)?;
    if first {
        let letter = Letter::new("project-published").with("closes", app_time(window.closes)).to(format!("/projects/{}", project.number));
        letters::tell_owner(conn, now, project, letter)?;
        outbox::push(conn, now, &Job::AnnounceProject { project: project.id.to_string() })?;
    }
    Ok(())
}

/// An instant in a letter, the same in both languages.
fn app_time(at: Instant) -> String {
    crate::domain::calendar::end_text(at)
}

/// Moves a project on, and what the public sees with it.
pub fn step(conn: &mut DbConn, project: &Project, step: Step) -> Result<()> {
    store::step(conn, &project.id, project.state, project.state.after(step)?)?;
    revisions::bump(conn, Topic::Projects)
}

/// Moves a project on from where it is now.
///
/// # Errors
/// [`Error::Refused`] where the step has no place; [`Error::Conflict`] where somebody was faster.
pub fn advance(conn: &mut DbConn, id: &ProjectId, to: Step) -> Result<()> {
    let project = store::load(conn, id)?;
    step(conn, &project, to)
}

/// The draw has a result: the project is selected, at `at`.
pub fn decided(conn: &mut DbConn, project: &Project, at: Instant, log_id: i64) -> Result<()> {
    step(conn, project, Step::Decide)?;
    store::set_decided(conn, &project.id, at)?;
    notice(conn, &project.id, &Notice { kind: NoticeKind::Result, body: String::new(), log_id, at })
}

/// Tells the public something about a project.
pub fn notice(conn: &mut DbConn, id: &ProjectId, notice: &Notice) -> Result<()> {
    store::add_notice(conn, id, notice)?;
    revisions::bump(conn, Topic::Projects)
}

/// Whose award stands, or that none does; the public page says it.
pub fn chosen(conn: &mut DbConn, id: &ProjectId, agency: Option<&AgencyId>) -> Result<()> {
    store::set_chosen(conn, id, agency)?;
    revisions::bump(conn, Topic::Projects)
}

/// Nobody could be chosen.
pub fn fail(conn: &mut DbConn, app: &App, id: &ProjectId, reason: FailReason) -> Result<()> {
    fail_for(conn, app, id, (reason, &[]))
}

/// The same with facts that stand beside the reason in the log.
pub fn fail_for(conn: &mut DbConn, app: &App, id: &ProjectId, (reason, facts): (FailReason, &[(&str, &str)])) -> Result<()> {
    let (now, project, reason) = (app.clock.now(), store::load(conn, id)?, reason.as_str());
    step(conn, &project, Step::Fail)?;
    let facts: Vec<(&str, &str)> = std::iter::once(("reason", reason)).chain(facts.iter().copied()).collect();
    let logged = super::log(conn, now, (&Actor::platform(), &project), (Kind::ProjectFail, Visibility::Public), &facts)?;
    store::set_ended(conn, id, now, reason)?;
    notice(conn, id, &Notice { kind: NoticeKind::Failed, body: reason.to_owned(), log_id: logged.id, at: now })?;
    letters::tell_owner(conn, now, &project, Letter::new("project-failed").to(format!("/projects/{}", project.number)))
}

/// Ends a project before its contract, with a reason everybody may read. By its owner, or by an operator.
///
/// # Errors
/// [`Error::NotFound`] for an owner of another project.
pub fn terminate(conn: &mut DbConn, app: &App, who: &Identity, id: &ProjectId, reason: &str) -> Result<()> {
    let (now, project) = (app.clock.now(), store::load(conn, id)?);
    if who.role.trades() && project.owner.as_str() != who.org.as_str() {
        return Err(Error::NotFound);
    }
    crate::db::dialect::lock_in_transaction(conn, &format!("project {id}"))?;
    let was_public = project.published_at.ms() > 0;
    step(conn, &project, Step::Terminate)?;
    let visibility = if was_public { Visibility::Public } else { Visibility::Salted };
    let logged = super::log(conn, now, (&who.actor, &project), (Kind::ProjectTerminate, visibility), &[("reason", reason)])?;
    store::set_ended(conn, id, now, reason)?;
    notice(conn, id, &Notice { kind: NoticeKind::Terminated, body: reason.to_owned(), log_id: logged.id, at: now })?;
    letters::tell_owner(
        conn,
        now,
        &project,
        Letter::new("project-terminated").with("reason", reason).to(format!("/projects/{}", project.number)),
    )?;
    outbox::push(conn, now, &Job::ProjectEnded { project: id.to_string() })
}
