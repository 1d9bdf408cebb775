//! The use cases as pages and programs reach them, each in one transaction.

use super::service::{self, NewDraft};
use super::store::{self, Listed, Project};
use super::{avoided, jobs};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::owner::{OwnerId, OwnerProfile};
use crate::domain::project::{Avoided, Posting, ProjectId, ProjectState};
use crate::error::{Error, Problem, Result, Say};
use crate::market::documents::{self, Document, DocumentId};
use crate::market::owners;
use crate::platform::auth::{Acting, Identity, Operator, Owner};
use crate::platform::files::Stored;
use crate::platform::forms::Upload;

/// The kind of thing under which a project's papers are filed, and what they are for.
pub const THING: &str = "project";
/// Months over which postings of one owner for one item are added up (化整为零).
const SPLIT_MONTHS: i64 = 12;

/// Keeps what was typed: as a new draft, or in place of the old one.
pub async fn save(app: &App, who: &Acting<Owner>, (id, posting): (Option<ProjectId>, Posting), files: Vec<Stored>) -> Result<ProjectId> {
    let (shared, who) = (app.clone(), who.clone());
    app.db
        .write(move |conn| {
            let id = match id {
                None => service::create(conn, &shared, &who, &NewDraft { posting, replaces: None })?,
                Some(id) => service::revise(conn, &shared, &who, &id, &posting).map(|()| id)?,
            };
            service::add_papers(conn, &shared, &who, (&id, files))?;
            Ok(id)
        })
        .await
}

/// Adds files to a draft.
pub async fn add_papers(app: &App, who: &Acting<Owner>, id: ProjectId, files: Vec<Stored>) -> Result<Vec<DocumentId>> {
    let (shared, who) = (app.clone(), who.clone());
    app.db.write(move |conn| service::add_papers(conn, &shared, &who, (&id, files))).await
}

/// See [`service::remove_paper`].
pub async fn remove_paper(app: &App, who: &Acting<Owner>, id: ProjectId, paper: DocumentId) -> Result<()> {
    let (shared, who) = (app.clone(), who.clone());
    app.db.write(move |conn| service::remove_paper(conn, &shared, &who, (&id, &paper))).await
}

/// Hands the draft in. Where fewer agencies can meet the requirements than a draw needs, the owner must have said why.
///
/// # Errors
/// [`Error::Invalid`] with every field that is still empty, and with `narrow_reason` where that is needed.
pub async fn submit(app: &App, who: &Acting<Owner>, id: &ProjectId) -> Result<()> {
    let (shared, who, id) = (app.clone(), who.clone(), id.clone());
    app.db
        .write(move |conn| {
            let (now, project) = (shared.clock.now(), service::own(conn, &who, &id)?);
            let (needed, _) = shared.policies.in_force(now).least_signups(&project.spec.way);
            let able = jobs::able(conn, &project.item, &project.spec.requirements, now)?.len();
            if project.spec.way.named.is_none() && able < needed as usize && project.spec.narrow_reason.is_empty() {
                let say = Say::new("projects-narrow").with("n", able).with("min", needed);
                return Err(Error::Invalid(vec![Problem::new("narrow_reason", say)]));
            }
            service::submit(conn, &shared, &who, &id)
        })
        .await
}

/// A project as its owner and operators work on it.
pub struct Sheet {
    pub project: Project,
    pub avoided: Vec<Avoided>,
    pub papers: Vec<Document>,
    pub owner: OwnerProfile,
    /// Listed agencies that meet the requirements today.
    pub able: usize,
    /// Published projects of this owner for this item within twelve months, and their sum in fen.
    pub alike: (i64, i64),
}

fn sheet(conn: &mut DbConn, app: &App, project: Project) -> Result<Sheet> {
    let now = app.clock.now();
    let since = now.plus(-SPLIT_MONTHS * 30 * crate::domain::time::DAY);
    Ok(Sheet {
        avoided: avoided(conn, &project.id)?,
        papers: papers(conn, &project.id)?,
        owner: owners::profile(conn, &project.owner)?,
        able: jobs::able(conn, &project.item, &project.spec.requirements, now)?.len(),
        alike: store::like_this(conn, project.owner.as_str(), &project.item, since)?,
        project,
    })
}

/// The files of a project, in the order they came.
pub fn papers(conn: &mut DbConn, id: &ProjectId) -> Result<Vec<Document>> {
    documents::of(conn, THING, id.as_str())
}

/// An owner's own project.
pub async fn own_sheet(app: &App, who: &Identity, id: ProjectId) -> Result<Sheet> {
    let (shared, who) = (app.clone(), who.clone());
    app.db
        .read(move |conn| {
            let project = service::own(conn, &who, &id)?;
            sheet(conn, &shared, project)
        })
        .await
}

/// A project as operators see it: not before it is handed in.
pub async fn office_sheet(app: &App, id: ProjectId) -> Result<Sheet> {
    let shared = app.clone();
    app.db
        .read(move |conn| {
            let project = store::load(conn, &id)?;
            if project.state == ProjectState::Draft {
                return Err(Error::NotFound);
            }
            sheet(conn, &shared, project)
        })
        .await
}

/// An owner's projects, a page of them.
pub async fn of_owner(app: &App, who: &Identity, page: i64) -> Result<(Vec<Listed>, i64)> {
    let org = who.org.0.clone();
    app.db.read(move |conn| store::of_owner(conn, &org, page)).await
}

/// The owner's entry, if it has passed its check.
pub async fn poster(app: &App, who: &Identity) -> Result<Option<OwnerProfile>> {
    let id = OwnerId::from(who.org.as_str());
    Ok(app.db.read(move |conn| owners::entry(conn, &id)).await?.filter(OwnerProfile::may_post))
}

/// What an operator finds.
pub enum Finding {
    Approve,
    Return(String),
}

/// The operator's check of a project.
pub async fn decide(app: &App, who: &Acting<Operator>, id: ProjectId, finding: Finding) -> Result<()> {
    let (shared, who) = (app.clone(), who.clone());
    app.db
        .write(move |conn| match finding {
            Finding::Approve => service::approve(conn, &shared, &who, &id),
            Finding::Return(reason) => service::return_(conn, &shared, &who, &id, &reason),
        })
        .await
}

/// A use case of one person with one project and a reason, such as [`service::ask_end`].
pub type Act = fn(&mut DbConn, &App, &Identity, &ProjectId, &str) -> Result<()>;

/// Does one in a transaction.
pub async fn act(app: &App, who: &Identity, (act, id): (Act, ProjectId), words: String) -> Result<()> {
    let (shared, who) = (app.clone(), who.clone());
    app.db.write(move |conn| act(conn, &shared, &who, &id, &words)).await
}

/// A new draft from a project that is over.
pub async fn repost(app: &App, who: &Acting<Owner>, id: ProjectId) -> Result<ProjectId> {
    let (shared, who) = (app.clone(), who.clone());
    app.db.write(move |conn| service::repost(conn, &shared, &who, &id)).await
}

/// Keeps uploaded files; a file of a kind that is not taken is refused under its field.
pub async fn keep(app: &App, uploads: Vec<Upload>) -> Result<Vec<Stored>> {
    let files = app.files.clone();
    let kept = tokio::task::spawn_blocking(move || uploads.iter().map(|upload| files.take("attachments", upload)).collect());
    kept.await.map_err(|e| Error::caused("keeping a file", e))?
}

/// A file of a project.
pub async fn paper(app: &App, project: &ProjectId, id: DocumentId) -> Result<Document> {
    let project = project.clone();
    app.db.read(move |conn| documents::one(conn, &id, (THING, project.as_str()))).await
}
