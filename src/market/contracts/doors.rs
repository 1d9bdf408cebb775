//! The use cases as pages and programs reach them: uploads into the store first, then one transaction.

use super::service::{self, Registration};
use super::store::{self, Contract, Deliverable};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::contract::Side;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::documents::{self, Document, DocumentId};
use crate::market::projects::{self, Project};
use crate::market::{agencies, awards, owners};
use crate::platform::auth::{Acting, Agency, Identity, Owner, Party};
use crate::platform::files::Stored;
use crate::platform::forms::Upload;

/// What scans of a contract are filed under.
pub const SCANS: &str = "contract";
/// What the papers of a result are filed under.
pub const RESULTS: &str = "deliverable";

/// Puts uploads into the store of files.
///
/// # Errors
/// [`Error::Invalid`] on `field` for what the store does not take.
pub async fn keep(app: &App, field: &'static str, uploads: Vec<Upload>) -> Result<Vec<Stored>> {
    let files = app.files.clone();
    let kept = tokio::task::spawn_blocking(move || uploads.iter().map(|upload| files.take(field, upload)).collect());
    kept.await.map_err(|e| Error::caused("keeping uploads", e))?
}

/// See [`service::register`].
pub async fn register(app: &App, who: &Acting<Party>, id: String, (mut given, scan): (Registration, Option<Stored>)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db
        .write(move |conn| {
            service::own(conn, &who, &id)?;
            if let Some(scan) = scan {
                given.document = Some(documents::attach(conn, &shared, &who, scan, SCANS, &id, "scan")?.to_string());
            }
            service::register(conn, &shared, &who, &id, &given)
        })
        .await
}

/// See [`service::confirm`].
pub async fn confirm(app: &App, who: &Acting<Party>, id: String) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::confirm(conn, &shared, &who, &id)).await
}

/// See [`service::return_`].
pub async fn return_(app: &App, who: &Acting<Party>, id: String, reason: String) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::return_(conn, &shared, &who, &id, &reason)).await
}

/// See [`service::deliver`].
pub async fn deliver(app: &App, who: &Acting<Agency>, id: String, (note, papers): (String, Vec<Stored>)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db
        .write(move |conn| {
            let result = service::deliver(conn, &shared, &who, &id, (&note, None))?;
            papers.into_iter().try_for_each(|paper| documents::attach(conn, &shared, &who, paper, RESULTS, &result, "result").map(drop))
        })
        .await
}

/// See [`service::accept_result`].
pub async fn accept_result(app: &App, who: &Acting<Owner>, id: String, reply: String) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::accept_result(conn, &shared, &who, &id, &reply)).await
}

/// See [`service::return_result`].
pub async fn return_result(app: &App, who: &Acting<Owner>, id: String, reply: String) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::return_result(conn, &shared, &who, &id, &reply)).await
}

/// A contract with the names around it, as the public may know it.
pub struct Known {
    pub contract: Contract,
    pub project: Project,
    pub serial: String,
    pub owner: String,
    pub agency: String,
    /// By when the next step is due.
    pub due: Instant,
}

/// A contract as one of its sides sees it.
pub struct Whole {
    pub known: Known,
    pub side: Side,
    pub scan: Option<Document>,
    pub results: Vec<(Deliverable, Vec<Document>)>,
}

fn known(conn: &mut DbConn, app: &App, contract: Contract) -> Result<Known> {
    Ok(Known {
        project: projects::load(conn, &contract.project)?,
        serial: awards::load(conn, &contract.award)?.serial,
        owner: owners::profile(conn, &contract.owner)?.name,
        agency: agencies::profile(conn, &contract.agency)?.name,
        due: service::due(conn, app, &contract)?,
        contract,
    })
}

/// A contract that is or was in force: for everybody.
///
/// # Errors
/// [`Error::NotFound`] for one that the public does not know of yet.
pub async fn public(app: &App, id: String) -> Result<Known> {
    let shared = app.clone();
    app.db
        .read(move |conn| {
            let contract = store::load(conn, &id)?;
            if contract.state.is_public() { known(conn, &shared, contract) } else { Err(Error::NotFound) }
        })
        .await
}

/// A contract at any time, without its papers: for those who keep the market running or watch it.
pub async fn watched(app: &App, id: String) -> Result<Known> {
    let shared = app.clone();
    app.db
        .read(move |conn| {
            let contract = store::load(conn, &id)?;
            known(conn, &shared, contract)
        })
        .await
}

/// A contract of one's own, with its papers.
pub async fn own(app: &App, who: &Identity, id: String) -> Result<Whole> {
    let (shared, who) = (app.clone(), who.clone());
    app.db
        .read(move |conn| {
            let contract = service::own(conn, &who, &id)?;
            let scan = match &contract.document {
                Some(document) => Some(documents::one(conn, &DocumentId::from(document.as_str()), (SCANS, &id))?),
                None => None,
            };
            let results = store::deliverables(conn, &id)?;
            let with_papers = results.into_iter().map(|result| documents::of(conn, RESULTS, &result.id).map(|papers| (result, papers)));
            let results = with_papers.collect::<Result<_>>()?;
            Ok(Whole { known: known(conn, &shared, contract)?, side: service::side_of(&who), scan, results })
        })
        .await
}

/// A paper of one's own contract: the scan, or a paper of a result.
///
/// # Errors
/// [`Error::NotFound`] for third parties and for papers of other things.
pub async fn paper(app: &App, who: &Identity, id: String, document: DocumentId) -> Result<Document> {
    let who = who.clone();
    app.db
        .read(move |conn| {
            service::own(conn, &who, &id)?;
            for result in store::deliverables(conn, &id)? {
                match documents::one(conn, &document, (RESULTS, &result.id)) {
                    Err(Error::NotFound) => {}
                    found => return found,
                }
            }
            documents::one(conn, &document, (SCANS, &id))
        })
        .await
}
