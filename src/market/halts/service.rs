//! Stopping, asking to go on, and agreeing to it.

use super::store;
use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::event::Kind;
use crate::domain::halt::{self, Halt, Refused};
use crate::domain::project::{NoticeKind, ProjectId};
use crate::domain::role::Role;
use crate::error::{Error, Result, Say};
use crate::market::accounts;
use crate::market::projects::{self, Notice, Project};
use crate::platform::audit::Visibility;
use crate::platform::auth::{Acting, Identity, Resuming, Supervisor};
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

/// Stops a project.
///
/// # Errors
/// [`Error::Refused`] where nothing of it goes on, or it is stopped already.
pub async fn stop(app: &App, who: &Acting<Supervisor>, project: ProjectId, reason: String) -> Result<()> {
    act(app, who.identity(), project, move |conn, app, who, (project, halt)| {
        halt::may_stop(project.state)?;
        if halt.is_some() {
            return Err(Refused::Stopped.into());
        }
        let id = random::blind_id();
        store::insert(conn, (&id, &project.id), &reason, (who.account.as_str(), app.clock.now()))?;
        let told = (Kind::ProjectHalt, Some((NoticeKind::Halted, "project-halted")));
        note(conn, app, who, (project, &id, &reason), told)
    })
    .await
}

/// Asks that it goes on.
///
/// # Errors
/// [`Error::NotFound`] where it is not stopped; [`Error::Refused`] where that was asked already.
pub async fn ask(app: &App, who: &Acting<Supervisor>, project: ProjectId, reason: String) -> Result<()> {
    act(app, who.identity(), project, move |conn, app, who, (project, halt)| {
        let halt = halt.ok_or(Error::NotFound)?;
        halt.may_ask()?;
        store::set_asked(conn, &halt, &reason, (who.account.as_str(), app.clock.now()))?;
        note(conn, app, who, (project, &halt.id, &reason), (Kind::ProjectAskResume, None))
    })
    .await
}

/// A second person agrees: it goes on at once, and every deadline of it is later by as long as it stood still.
///
/// # Errors
/// [`Error::NotFound`] where it is not stopped; [`Error::Refused`] where nobody asked, and for the one who did.
pub async fn agree(app: &App, who: &Acting<Resuming>, project: ProjectId) -> Result<()> {
    act(app, who.identity(), project, move |conn, app, who, (project, halt)| {
        let (now, halt) = (app.clock.now(), halt.ok_or(Error::NotFound)?);
        halt.may_agree(who.account.as_str())?;
        store::set_ended(conn, &halt, (who.account.as_str(), now))?;
        let told = (Kind::ProjectResume, Some((NoticeKind::Resumed, "project-resumed")));
        note(conn, app, who, (project, &halt.id, &halt.resume_reason), told)?;
        outbox::push(conn, now, &Job::Resume { project: project.id.to_string(), after_ms: now.ms() - halt.at.ms() })
    })
    .await
}

/// For every act that a stop forbids to people.
///
/// # Errors
/// [`Error::Refused`] while the project is stopped.
pub fn refuse_while_stopped(conn: &mut DbConn, project: &ProjectId) -> Result<()> {
    if store::is_stopped(conn, project)? { Err(Error::Refused(Say::new("halts-stopped"))) } else { Ok(()) }
}

/// One act on one project, in the same turn as the steps it may stop.
async fn act<F>(app: &App, who: std::sync::Arc<Identity>, id: ProjectId, change: F) -> Result<()>
where
    F: Fn(&mut DbConn, &App, &Identity, (&Project, Option<Halt>)) -> Result<()> + Send + Sync + 'static,
{
    let shared = app.clone();
    app.db
        .write(move |conn| {
            dialect::lock_in_transaction(conn, &format!("project {id}"))?;
            let (project, halt) = (projects::load(conn, &id)?, store::standing(conn, &id)?);
            change(conn, &shared, &who, (&project, halt))
        })
        .await
}

/// The log, the public page, and those who have to know.
fn note(
    conn: &mut DbConn,
    app: &App,
    who: &Identity,
    (project, halt, reason): (&Project, &str, &str),
    (kind, told): (Kind, Option<(NoticeKind, &'static str)>),
) -> Result<()> {
    let now = app.clock.now();
    let facts = [("halt", halt), ("reason", reason)];
    let logged = projects::service::log(conn, now, (&who.actor, project), (kind, Visibility::Public), &facts)?;
    if let Some((kind, letter)) = told {
        projects::notice(conn, &project.id, &Notice { kind, body: reason.to_owned(), log_id: logged.id, at: now })?;
        projects::tell_owner(conn, now, project, Letter::new(letter).with("reason", reason).to(format!("/projects/{}", project.number)))?;
    }
    let watching = Letter::new("halt-changed").with("project", &project.title).with("number", &project.number);
    accounts::tell_role(conn, now, Role::Supervisor, watching.to(format!("/supervision/{}", project.number)))
}
