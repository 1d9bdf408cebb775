//! After publication the owner changes nothing alone: it may make the notice clearer, and it may ask for the end.

use crate::app::App;
use crate::db::{DbConn, Topic, dialect, revisions};
use crate::domain::event::Kind;
use crate::domain::project::{NoticeKind, ProjectId, ProjectState, Refused, Step};
use crate::domain::role::Role;
use crate::domain::signup::open_at;
use crate::error::{Error, Result};
use crate::market::accounts;
use crate::market::projects::letters;
use crate::market::projects::store::{self, Notice};
use crate::platform::audit::Visibility;
use crate::platform::auth::Identity;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};

use super::posting::own;
use super::{NewDraft, create, terminate};

/// Publishes a clarification beside the notice, which never changes. What would change price, requirements or times ends the project instead.
///
/// # Errors
/// [`Refused::TooLateToCorrect`] when fewer working days of sign-up are left than the policy wants for reading it.
pub fn correct(conn: &mut DbConn, app: &App, who: &Identity, id: &ProjectId, words: &str) -> Result<()> {
    let (now, project) = (app.clock.now(), own(conn, who, id)?);
    if project.state != ProjectState::Open {
        return Err(Refused::NotNow { state: project.state }.into());
    }
    open_at(now, project.state, project.opens_at, project.closes_at).map_err(Error::from)?;
    let policy = app.policies.get(&project.policy).unwrap_or_else(|| app.policies.in_force(now));
    let working_days = policy.project.correction_min_wd;
    if app.calendars.now().working_time_left(now, project.closes_at).days() < i64::from(working_days) {
        return Err(Refused::TooLateToCorrect { working_days }.into());
    }
    let logged = super::log(conn, now, (&who.actor, &project), (Kind::ProjectCorrect, Visibility::Public), &[("words", words)])?;
    store::add_notice(conn, id, &Notice { kind: NoticeKind::Corrected, body: words.to_owned(), log_id: logged.id, at: now })?;
    revisions::bump(conn, Topic::Projects)?;
    outbox::push(conn, now, &Job::AnnounceCorrection { project: id.to_string() })
}

/// The owner ends what nobody else has seen, or asks an operator to end what is public.
///
/// # Errors
/// [`Error::Refused`] where the contract is in force or the project is over.
pub fn ask_end(conn: &mut DbConn, app: &App, who: &Identity, id: &ProjectId, reason: &str) -> Result<()> {
    let (now, project) = (app.clock.now(), own(conn, who, id)?);
    project.state.after(Step::Terminate)?;
    if matches!(project.state, ProjectState::Draft | ProjectState::InReview) {
        return terminate(conn, app, who, id, reason);
    }
    store::set_end_asked(conn, id, Some(reason))?;
    super::log(conn, now, (&who.actor, &project), (Kind::ProjectAskEnd, Visibility::Salted), &[("reason", reason)])?;
    let letter = Letter::new("project-end-asked").with("project", &project.title).to(format!("/operations/projects/{id}"));
    accounts::tell_role(conn, now, Role::Operator, letter)
}

/// The operator lets a project go on whose owner asked for its end.
pub fn refuse_end(conn: &mut DbConn, app: &App, who: &Identity, id: &ProjectId, reason: &str) -> Result<()> {
    dialect::lock_in_transaction(conn, &format!("project {id}"))?;
    let (now, project) = (app.clock.now(), store::load(conn, id)?);
    if project.end_asked.is_none() || project.state.is_over() {
        return Err(Refused::NotAsked.into());
    }
    store::set_end_asked(conn, id, None)?;
    super::log(conn, now, (&who.actor, &project), (Kind::ProjectRefuseEnd, Visibility::Salted), &[("reason", reason)])?;
    let letter = Letter::new("project-end-refused").with("reason", reason).to(format!("/owner/projects/{id}"));
    letters::tell_owner(conn, now, &project, letter)
}

/// A new draft that says what an ended project said and names it.
///
/// # Errors
/// [`Error::Refused`] while the old one is not over.
pub fn repost(conn: &mut DbConn, app: &App, who: &Identity, id: &ProjectId) -> Result<ProjectId> {
    let project = own(conn, who, id)?;
    if !project.state.is_over() {
        return Err(Refused::NotNow { state: project.state }.into());
    }
    let avoided = store::avoided(conn, id)?;
    create(conn, app, who, &NewDraft { posting: project.posting(avoided), replaces: Some(project.number.clone()) })
}
