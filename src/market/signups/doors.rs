//! The use cases as pages and programs reach them, each in one transaction.

use super::commit::{self, Promise};
use super::receipt::SignupReceipt;
use super::service;
use super::store::{self, Signup};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyId;
use crate::domain::draw::Nonces;
use crate::domain::log::{Proof, VerifierKey};
use crate::domain::policy::StageWord;
use crate::domain::project::ProjectState;
use crate::domain::signup::{Refused, WrongTime, open_at};
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::documents::Document;
use crate::market::projects::{self, Listed, Project, Told};
use crate::market::{agencies, owners};
use crate::platform::audit::{self, Opening};
use crate::platform::auth::{Acting, Agency, Identity};
use crate::platform::log::reading::{self, Printed};

/// A project as the public sees it.
pub struct Shown {
    pub project: Project,
    pub owner_name: String,
    pub notices: Vec<Told>,
    pub papers: Vec<Document>,
    /// The draw of the current stage; empty before the first notice.
    pub draw: String,
    /// The agency whose award stands: its id and name.
    pub chosen: Option<(AgencyId, String)>,
}

impl Shown {
    /// Whether stages after the draw have come to an outcome of their own.
    pub fn has_outcome(&self) -> bool {
        !self.project.spec.way.is_draw() && self.project.decided_at.ms() > 0
    }
}

/// A published project by its number or id.
///
/// # Errors
/// [`Error::NotFound`] for one that was never published.
pub async fn shown(app: &App, name: String) -> Result<Shown> {
    app.db
        .read(move |conn| {
            let project = projects::named(conn, &name)?;
            if !project.was_published() {
                return Err(Error::NotFound);
            }
            Ok(Shown {
                owner_name: owners::profile(conn, &project.owner)?.name,
                notices: projects::notices(conn, &project.id)?,
                papers: projects::papers(conn, &project.id)?,
                draw: projects::current_draw(conn, &project.id, project.stage)?,
                chosen: project.chosen.as_ref().map(|id| Ok::<_, Error>((id.clone(), agencies::profile(conn, id)?.name))).transpose()?,
                project,
            })
        })
        .await
}

/// How an agency stands to a project, for that agency alone.
pub struct Place {
    pub mine: Option<Signup>,
    /// Why sign-up is not open at this instant.
    pub closed: Option<WrongTime>,
    pub against: Vec<Refused>,
}

/// How this agency stands to a project now.
pub async fn place(app: &App, who: &Identity, shown: &Shown) -> Result<Place> {
    let (now, agency) = (app.clock.now(), AgencyId::from(who.org.as_str()));
    let (project, draw) = (shown.project.clone(), shown.draw.clone());
    app.db
        .read(move |conn| {
            let closed = open_at(now, project.state, project.opens_at, project.closes_at).err();
            Ok(Place {
                mine: store::mine(conn, &draw, &agency)?,
                against: if closed.is_none() { service::judged(conn, &project, &agency, now)? } else { Vec::new() },
                closed,
            })
        })
        .await
}

/// Signs up for a project that is public; of another nobody learns that it exists.
pub async fn sign_up(app: &App, who: &Acting<Agency>, name: String) -> Result<Signup> {
    let (shared, who) = (app.clone(), who.identity());
    app.db
        .write(move |conn| {
            let id = projects::id_of_public(conn, &name)?;
            service::sign_up(conn, &shared, &who, &id)
        })
        .await
}

/// See [`service::withdraw`].
pub async fn withdraw(app: &App, who: &Acting<Agency>, id: String) -> Result<Signup> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::withdraw(conn, &shared, &who, &id)).await
}

/// See [`commit::commit`].
pub async fn commit(app: &App, who: &Acting<Agency>, (id, promise): (String, Promise)) -> Result<Signup> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| commit::commit(conn, &shared, &who, (&id, promise))).await
}

/// A sign-up with what its agency may know of it.
pub struct Receipt {
    pub signup: Signup,
    pub project: Project,
    pub opening: Opening,
    /// The proof that the log took it; `None` in the second before the log has signed.
    pub proof: Option<Proof>,
    /// The head of the log now.
    pub head: Option<Printed>,
    /// The keys of the log, the newest last.
    pub keys: Vec<VerifierKey>,
    /// Whether it can be withdrawn at this instant.
    pub may_withdraw: bool,
    /// Whether a secret of its own can be locked in at this instant.
    pub may_commit: bool,
}

/// One's own sign-up.
pub async fn receipt(app: &App, who: &Acting<Agency>, id: String) -> Result<Receipt> {
    let (now, who) = (app.clock.now(), who.identity());
    app.db
        .read(move |conn| {
            let signup = service::own(conn, &who, &id)?;
            receipt_of(conn, now, signup)
        })
        .await
}

fn receipt_of(conn: &mut DbConn, now: Instant, signup: Signup) -> Result<Receipt> {
    let project = projects::load(conn, &signup.project)?;
    let opening = audit::opening(conn, signup.log_id)?;
    let (proof, keys) = (audit::proof(conn, &opening)?, reading::keys(conn)?);
    let may_withdraw = withdrawable(&signup, &project, now);
    let may_commit = may_withdraw && project.spec.draw.nonces == Nonces::Commit;
    let head = reading::printed(conn)?;
    Ok(Receipt { head, may_withdraw, may_commit, signup, project, opening, proof, keys })
}

/// Whether a sign-up for this project comes with a sealed quote.
pub fn brings_quote(app: &App, project: &Project) -> bool {
    let preset = app.policies.get(&project.policy).and_then(|policy| project.spec.way.preset(&policy.methods));
    preset.is_some_and(|preset| preset.quotes().is_some())
}

/// Whether those who were drawn negotiate, and the draw has said who they are.
pub fn negotiates(app: &App, project: &Project) -> bool {
    let preset = app.policies.get(&project.policy).and_then(|policy| project.spec.way.preset(&policy.methods));
    let drawn = matches!(project.state, ProjectState::Choosing | ProjectState::Selected | ProjectState::Failed);
    drawn && preset.is_some_and(|preset| preset.has(StageWord::Negotiate))
}

/// The receipt of a sign-up as its agency holds it.
pub fn receipt_file(conn: &mut DbConn, now: Instant, id: &str) -> Result<SignupReceipt> {
    let signup = store::one(conn, id)?;
    Ok(SignupReceipt::of(&receipt_of(conn, now, signup)?))
}

fn withdrawable(signup: &Signup, project: &Project, now: Instant) -> bool {
    let active = signup.state == crate::domain::signup::SignupState::Active;
    active && project.state == ProjectState::Open && open_at(now, project.state, project.opens_at, project.closes_at).is_ok()
}

/// One's own sign-ups with their projects, a page of them; and how many there are.
pub async fn own(app: &App, who: &Identity, page: i64) -> Result<(Vec<(Signup, Listed)>, i64)> {
    let agency = AgencyId::from(who.org.as_str());
    app.db
        .read(move |conn| {
            let (signups, total) = store::of_agency(conn, &agency, page)?;
            let ids: Vec<_> = signups.iter().map(|signup| signup.project.clone()).collect();
            let projects = projects::among(conn, &ids)?;
            let with = |signup: Signup| {
                let project = projects.iter().find(|project| project.id == signup.project.as_str()).cloned();
                project.map(|project| (signup, project)).ok_or_else(|| Error::internal("a sign-up without its project"))
            };
            Ok((signups.into_iter().map(with).collect::<Result<_>>()?, total))
        })
        .await
}
