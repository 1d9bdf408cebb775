//! The use cases as pages and programs reach them, each in one transaction.

use std::io::Cursor;
use std::sync::Arc;

use actix_web::web;

use super::refusal;
use super::service::{self, Desk, Published, SealedDocument, Taken, Typed};
use super::store::files::SealedFile;
use crate::app::App;
use crate::domain::bid::{Claim, Committee, Package, Private};
use crate::domain::cleaning::{Cleaned, Limits, Own, clean};
use crate::domain::draw::{DrawId, Label};
use crate::error::{Error, Result, Say};
use crate::market::documents::Paper;
use crate::market::projects::{self, Project};
use crate::platform::auth::{Acting, Agency, Supervisor};
use crate::platform::files::{Files, Kept};
use crate::platform::forms::Upload;

/// See [`service::desk`].
pub async fn desk(app: &App, who: &Acting<Agency>, id: String) -> Result<Desk> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.read(move |conn| service::desk(conn, &shared, &who, &id)).await
}

/// See [`service::take`].
pub async fn take(app: &App, who: &Acting<Agency>, (id, package): (String, Package)) -> Result<Taken> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::take(conn, &shared, &who, (&id, &package))).await
}

/// Keeps ciphertexts of files, so that an entry can name them; gives what is kept of each. The bytes are stored before the deadline is looked at, and
/// count only where they came in time.
///
/// # Errors
/// As [`service::came`].
pub async fn bring(app: &App, who: &Acting<Agency>, (id, uploads): (String, Vec<Upload>)) -> Result<Vec<Kept>> {
    // Nothing is put on the disk for somebody who may not bring it.
    let desk = desk(app, who, id.clone()).await?;
    let wanted = desk.may_seal && desk.files.is_some();
    if !wanted {
        return Err(Error::Refused(Say::new("bids-no-files")));
    }
    let files = app.files.clone();
    let keep = move || uploads.iter().map(|upload| files.keep_upload(upload)).collect::<Result<Vec<_>>>();
    let kept = tokio::task::spawn_blocking(keep).await.map_err(|e| Error::caused("keeping ciphertexts", e))??;
    let (shared, who, all) = (app.clone(), who.identity(), kept.clone());
    app.db.write(move |conn| all.iter().try_for_each(|one| service::came(conn, &shared, &who, (&id, one)))).await?;
    Ok(kept)
}

/// Keeps the ciphertexts that come with an entry, and takes the entry.
///
/// # Errors
/// As [`bring`] and [`take`].
pub async fn bring_and_take(app: &App, who: &Acting<Agency>, (id, package): (String, Package), payloads: Vec<Upload>) -> Result<Taken> {
    let payloads: Vec<Upload> = payloads.into_iter().filter(|upload| upload.size > 0).collect();
    if !payloads.is_empty() {
        bring(app, who, (id.clone(), payloads)).await?;
    }
    take(app, who, (id, package)).await
}

/// Cleans a document and looks for the agency's own words in it. Nothing is kept or logged; one document is in memory at a time, and whoever comes
/// meanwhile waits before sending any of it.
///
/// # Errors
/// [`Error::Refused`] where the policy has no such service or no documents are asked for; [`Error::TooLarge`]; [`Error::Invalid`] for what cannot be
/// cleaned.
pub async fn check(app: &App, who: &Acting<Agency>, (id, name): (String, String), body: web::Payload) -> Result<Cleaned> {
    let desk = desk(app, who, id).await?;
    let offered = desk.files.filter(|bids| desk.may_seal && bids.check_service);
    let bids = offered.ok_or_else(|| Error::Refused(Say::new("bids-no-check")))?;
    let (own, limits) = terms(app, who, &desk.project).await?;
    let _turn = app.cleaning.acquire().await.map_err(|e| Error::caused("waiting for the cleaning", e))?;
    let most = usize::try_from(bids.file_bytes()).unwrap_or(usize::MAX);
    let too_large = |_| Error::TooLarge { limit_mb: u64::from(bids.file_mb_max) };
    let bytes = body.to_bytes_limited(most).await.map_err(too_large)?.map_err(|_| Error::Malformed(Say::new("error-form-broken")))?;
    let files = app.files.clone();
    let work = move || cleaned(&files, "file", (&bytes, &name), (&limits, &own));
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::caused("cleaning a document", e))?
}

/// By what a document of this agency is cleaned.
async fn terms(app: &App, who: &Acting<Agency>, project: &Project) -> Result<(Own, Limits)> {
    let org = who.identity().org.clone();
    let own = app.db.read(move |conn| service::own_words(conn, org.as_str())).await?;
    let policy = app.pinned(&project.policy)?;
    Ok((own, policy.papers.limits()))
}

/// See [`service::seal_here`].
pub async fn seal_here(
    app: &App,
    who: &Acting<Agency>,
    (id, typed, claim): (String, Typed, Option<Claim>),
    documents: Vec<SealedDocument>,
) -> Result<Taken> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::seal_here(conn, &shared, &who, (&id, typed, claim), &documents)).await
}

/// What became of documents that came by a form without a script: all are sealed, or some name the agency and none goes on.
pub enum Uploaded {
    Sealed(Vec<SealedDocument>),
    /// File names, and what was found in each.
    Named(Vec<(String, Cleaned)>),
}

/// Cleans documents, seals them and keeps their ciphertexts, so that an entry can name them. One is in memory at a time.
///
/// # Errors
/// As [`bring`] and [`check`]; [`Error::Invalid`] on `documents` for what cannot be cleaned, is too large or one too many.
pub async fn seal_documents(
    app: &App,
    who: &Acting<Agency>,
    (id, claim): (String, Option<Claim>),
    uploads: Vec<Upload>,
) -> Result<Uploaded> {
    let desk = desk(app, who, id.clone()).await?;
    let bids = desk.files.filter(|_| desk.may_seal && desk.may_type).ok_or_else(|| Error::Refused(Say::new("bids-no-files")))?;
    if uploads.len() > bids.files_max as usize {
        return Err(Error::invalid("documents", Say::new("bids-files-many").with("most", bids.files_max)));
    }
    if uploads.iter().any(|upload| upload.size > bids.file_bytes()) {
        return Err(Error::invalid("documents", Say::new("bids-file-large").with("most", bids.file_mb_max)));
    }
    let (own, limits) = terms(app, who, &desk.project).await?;
    let label = service::under(&desk.signup, claim.as_ref())?;
    let terms = Arc::new((own, limits, (desk.committee, label)));
    let (mut sealed, mut named) = (Vec::new(), Vec::new());
    for (number, upload) in (1..).zip(uploads) {
        let _turn = app.cleaning.acquire().await.map_err(|e| Error::caused("waiting for the cleaning", e))?;
        let (files, terms) = (app.files.clone(), terms.clone());
        let work = move || sealed_or_named(&files, &terms, (number, &upload));
        match tokio::task::spawn_blocking(work).await.map_err(|e| Error::caused("sealing a document", e))?? {
            Ok(one) => sealed.push(one),
            Err(one) => named.push(one),
        }
    }
    if !named.is_empty() {
        return Ok(Uploaded::Named(named));
    }
    let (sealed, kept): (Vec<_>, Vec<_>) = sealed.into_iter().unzip();
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| kept.iter().try_for_each(|one| service::came(conn, &shared, &who, (&id, one)))).await?;
    Ok(Uploaded::Sealed(sealed))
}

type Terms = (Own, Limits, (Committee, Label));

/// A document sealed, or its name with what was found in it.
fn sealed_or_named(
    files: &Files,
    (own, limits, (committee, label)): &Terms,
    (number, upload): (u64, &Upload),
) -> Result<std::result::Result<(SealedDocument, Kept), (String, Cleaned)>> {
    let bytes = std::fs::read(upload.file.path()).map_err(|e| Error::caused("reading an upload", e))?;
    let cleaned = cleaned(files, "documents", (&bytes, &upload.name), (limits, own))?;
    if !cleaned.found.is_empty() {
        return Ok(Err((upload.name.clone(), Cleaned { bytes: Vec::new(), ..cleaned })));
    }
    service::seal_document(files, (committee, label), (number, &upload.name, &cleaned)).map(Ok)
}

/// A document cleaned, once the scanner has seen it. Blocking.
fn cleaned(files: &Files, field: &str, (bytes, name): (&[u8], &str), (limits, own): (&Limits, &Own)) -> Result<Cleaned> {
    files.scanned(field, &mut Cursor::new(bytes))?;
    clean(bytes, name, limits, own).map_err(|refused| Error::invalid(field, refusal::unclean(refused)))
}

/// See [`service::take_back`].
pub async fn take_back(app: &App, who: &Acting<Agency>, (id, claim): (String, Claim)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::take_back(conn, &shared, &who, (&id, &claim))).await
}

/// See [`service::show_key`].
pub async fn show_key(app: &App, who: &Acting<Agency>, (id, label, private): (String, Option<Label>, Private)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::show_key(conn, &shared, &who, (&id, label.as_ref(), private))).await
}

/// See [`service::receipt`].
pub async fn receipt(app: &App, who: &Acting<Agency>, id: String) -> Result<Taken> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.read(move |conn| service::receipt(conn, &shared, &who, &id)).await
}

/// The opening of a draw, with its project.
///
/// # Errors
/// [`Error::NotFound`] before the sign-ups are closed, and where nothing is sealed.
pub async fn opening(app: &App, draw: String) -> Result<(Project, Published)> {
    let id = DrawId::parse(&draw).ok_or(Error::NotFound)?;
    app.db
        .read(move |conn| {
            let published = service::opening(conn, &id)?.ok_or(Error::NotFound)?;
            Ok((projects::load(conn, &published.round.project)?, published))
        })
        .await
}

/// See [`service::unsealed`].
pub async fn unsealed(app: &App, _who: &Acting<Supervisor>, draw: String) -> Result<Vec<(String, Vec<SealedFile>)>> {
    let id = DrawId::parse(&draw).ok_or(Error::NotFound)?;
    app.db.read(move |conn| service::unsealed(conn, &id)).await
}

/// See [`service::document`].
pub async fn document(app: &App, _who: &Acting<Supervisor>, (draw, label, number): (String, String, u64)) -> Result<Paper> {
    let id = DrawId::parse(&draw).ok_or(Error::NotFound)?;
    app.db.read(move |conn| service::document(conn, &id, (&label, number))).await
}
