//! Before publication: draft, submission, review.

use crate::app::App;
use crate::db::{DbConn, Topic, dialect, revisions};
use crate::domain::event::Kind;
use crate::domain::owner::OwnerId;
use crate::domain::project::{Posting, ProjectId, ProjectState, Refused, Step};
use crate::domain::role::Role;
use crate::error::{Error, Problem, Result, Say};
use crate::market::documents::{self, DocumentId};
use crate::market::projects::doors::THING;
use crate::market::projects::letters;
use crate::market::projects::store::{self, NewProject, Project};
use crate::market::{accounts, owners};
use crate::platform::audit::Visibility;
use crate::platform::auth::Identity;
use crate::platform::files::Stored;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

use super::naming;

/// What a project's papers are for.
const ATTACHMENT: &str = "attachment";

/// What a draft is made of.
#[derive(Clone, Debug)]
pub struct NewDraft {
    pub posting: Posting,
    /// The number of the project it takes the place of.
    pub replaces: Option<String>,
}

/// A new draft of the owner's.
///
/// # Errors
/// [`Error::Refused`] while the owner has not passed its check; [`Error::Invalid`] for numbers outside the policy.
pub fn create(conn: &mut DbConn, app: &App, who: &Identity, draft: &NewDraft) -> Result<ProjectId> {
    let now = app.clock.now();
    let owner = OwnerId::from(who.org.as_str());
    if !owners::profile(conn, &owner)?.may_post() {
        return Err(Refused::OwnerNotApproved.into());
    }
    let policy = app.policies.in_force(now);
    draft.posting.fits(policy)?;
    let id = ProjectId(random::dated_id(now));
    let number = next_number(conn, now.day().parts().0)?;
    let new = NewProject {
        id: &id,
        number: &number,
        owner: &owner,
        by: who.account.as_str(),
        policy: &policy.version,
        replaces: draft.replaces.as_deref(),
    };
    store::insert(conn, now, &new, &draft.posting)?;
    let project = store::load(conn, &id)?;
    super::log(conn, now, (&who.actor, &project), (Kind::ProjectDraft, Visibility::Salted), &[])?;
    Ok(id)
}

/// Numbers run through a year; one lock, so that two drafts at once do not get the same.
fn next_number(conn: &mut DbConn, year: i32) -> Result<String> {
    dialect::lock_in_transaction(conn, "project numbers")?;
    let prefix = format!("MX-{year}-");
    let last = store::numbered_like(conn, &prefix)?;
    let count: u64 = match &last {
        None => 0,
        Some(number) => number[prefix.len()..].parse().map_err(|_| Error::bad_row("projects.number", number))?,
    };
    Ok(format!("{prefix}{:06}", count + 1))
}

/// A project of the owner's own, for it to act on; others do not learn that it exists.
pub fn own(conn: &mut DbConn, who: &Identity, id: &ProjectId) -> Result<Project> {
    let project = store::load(conn, id)?;
    if project.owner.as_str() != who.org.as_str() {
        return Err(Error::NotFound);
    }
    Ok(project)
}

/// The owner rewrites its draft.
pub fn revise(conn: &mut DbConn, app: &App, who: &Identity, id: &ProjectId, posting: &Posting) -> Result<()> {
    let (now, project) = (app.clock.now(), own(conn, who, id)?);
    if project.state != ProjectState::Draft {
        return Err(Refused::NotNow { state: project.state }.into());
    }
    posting.fits(app.policies.in_force(now))?;
    store::rewrite(conn, id, posting)?;
    super::log(conn, now, (&who.actor, &project), (Kind::ProjectDraft, Visibility::Salted), &[])?;
    Ok(())
}

/// The owner adds attachments to its draft.
///
/// # Errors
/// [`Error::Refused`] once the project is handed in.
pub fn add_papers(conn: &mut DbConn, app: &App, who: &Identity, (id, files): (&ProjectId, Vec<Stored>)) -> Result<Vec<DocumentId>> {
    let project = own(conn, who, id)?;
    if project.state != ProjectState::Draft {
        return Err(Refused::NotNow { state: project.state }.into());
    }
    files.into_iter().map(|file| documents::attach(conn, app, who, file, THING, id.as_str(), ATTACHMENT)).collect()
}

/// The owner takes an attachment off its draft.
///
/// # Errors
/// [`Error::Refused`] once the project is handed in; [`Error::NotFound`] for a file that is not its own.
pub fn remove_paper(conn: &mut DbConn, app: &App, who: &Identity, (id, paper): (&ProjectId, &DocumentId)) -> Result<()> {
    let (now, project) = (app.clock.now(), own(conn, who, id)?);
    if project.state != ProjectState::Draft {
        return Err(Refused::NotNow { state: project.state }.into());
    }
    let place = (THING, id.as_str());
    let sha256 = documents::one(conn, paper, place)?.sha256;
    documents::remove(conn, paper, place)?;
    super::log(conn, now, (&who.actor, &project), (Kind::ProjectDraft, Visibility::Salted), &[("removed", &sha256)])?;
    Ok(())
}

/// The owner hands its draft in for review.
///
/// # Errors
/// [`Error::Invalid`] with every field that is still empty.
pub fn submit(conn: &mut DbConn, app: &App, who: &Identity, id: &ProjectId) -> Result<()> {
    let (now, project) = (app.clock.now(), own(conn, who, id)?);
    if !owners::profile(conn, &project.owner)?.may_post() {
        return Err(Refused::OwnerNotApproved.into());
    }
    let gaps = project.posting(Vec::new()).gaps();
    if !gaps.is_empty() {
        return Err(Error::Invalid(gaps.into_iter().map(|field| Problem::new(field, Say::new("projects-gap"))).collect()));
    }
    let policy = app.policies.in_force(now);
    let avoided = store::avoided(conn, id)?;
    project.posting(avoided).fits(policy)?;
    naming::check(conn, policy, &project, now)?;
    store::step(conn, id, project.state, project.state.after(Step::Submit)?)?;
    let due = app.calendars.now().deadline(policy.term(now, policy.project.review_wd));
    store::set_submitted(conn, id, now, due.at)?;
    super::log(conn, now, (&who.actor, &project), (Kind::ProjectSubmit, Visibility::Salted), &[])?;
    let letter = Letter::new("project-submitted").with("project", &project.title).to(format!("/operations/projects/{id}"));
    accounts::tell_role(conn, now, Role::Operator, letter)
}

/// The operator sends a project back with the reason.
pub fn return_(conn: &mut DbConn, app: &App, who: &Identity, id: &ProjectId, reason: &str) -> Result<()> {
    let (now, project) = (app.clock.now(), store::load(conn, id)?);
    store::step(conn, id, project.state, project.state.after(Step::Return)?)?;
    store::set_reviewed(conn, id, who.account.as_str(), reason)?;
    super::log(conn, now, (&who.actor, &project), (Kind::ProjectReturn, Visibility::Salted), &[("reason", reason)])?;
    letters::tell_owner(conn, now, &project, Letter::new("project-returned").with("reason", reason).to(format!("/owner/projects/{id}")))
}

/// The operator finds the form in order: policy pinned, and the draw is requested.
pub fn approve(conn: &mut DbConn, app: &App, who: &Identity, id: &ProjectId) -> Result<()> {
    let (now, project) = (app.clock.now(), store::load(conn, id)?);
    naming::check(conn, app.policies.in_force(now), &project, now)?;
    store::step(conn, id, project.state, project.state.after(Step::Approve)?)?;
    store::set_reviewed(conn, id, who.account.as_str(), "")?;
    store::pin_policy(conn, id, &app.policies.in_force(now).version)?;
    super::log(conn, now, (&who.actor, &project), (Kind::ProjectApprove, Visibility::Salted), &[])?;
    revisions::bump(conn, Topic::Projects)?;
    outbox::push(conn, now, &Job::RequestDraw { project: id.to_string() })
}
