//! The use cases as pages and programs reach them: the time is read when the request is in hand, then one transaction does it all.

use super::service::decision::{self, Decision};
use super::service::drafting::{self, Draft};
use super::service::hearing::{self, Answer};
use super::service::suspension::{self, Proposal};
use crate::app::App;
use crate::domain::standing::{CaseId, SuspensionId};
use crate::error::{Error, Result};
use crate::platform::auth::{Acting, Agency, CreditOfficer};
use crate::platform::files::Stored;
use crate::platform::forms::Upload;

/// A credit officer at work.
type Officer = Acting<CreditOfficer>;

/// Puts uploads into the store of files; their rows are written with the case.
///
/// # Errors
/// [`Error::Invalid`] on `field` for what the store does not take.
pub async fn keep(app: &App, field: &'static str, uploads: Vec<Upload>) -> Result<Vec<Stored>> {
    let files = app.files.clone();
    let kept = tokio::task::spawn_blocking(move || uploads.iter().map(|upload| files.take(field, upload)).collect());
    kept.await.map_err(|e| Error::caused("keeping uploads", e))?
}

/// See [`drafting::draft`].
pub async fn draft(app: &App, who: &Officer, draft: Draft) -> Result<CaseId> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db.write(move |conn| drafting::draft(conn, &shared, &who, now, &draft)).await
}

/// See [`drafting::redraft`].
pub async fn redraft(app: &App, who: &Officer, id: CaseId, draft: Draft) -> Result<()> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db.write(move |conn| drafting::redraft(conn, &shared, &who, now, (&id, &draft))).await
}

/// See [`drafting::add_papers`].
pub async fn add_papers(app: &App, who: &Officer, id: CaseId, papers: Vec<Stored>) -> Result<()> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db.write(move |conn| drafting::add_papers(conn, &shared, &who, now, (&id, &papers))).await
}

/// See [`drafting::notify`].
pub async fn notify(app: &App, who: &Officer, id: CaseId) -> Result<()> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db.write(move |conn| drafting::notify(conn, &shared, &who, now, &id)).await
}

/// See [`drafting::withdraw`].
pub async fn withdraw(app: &App, who: &Officer, id: CaseId, reason: String) -> Result<()> {
    let (who, now) = (who.clone(), app.clock.now());
    app.db.write(move |conn| drafting::withdraw(conn, &who, now, (&id, &reason))).await
}

/// See [`hearing::answer`].
pub async fn answer(app: &App, who: &Acting<Agency>, answer: Answer) -> Result<()> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db.write(move |conn| hearing::answer(conn, &shared, &who, now, &answer)).await
}

/// See [`decision::decide`].
pub async fn decide(app: &App, who: &Officer, decision: Decision) -> Result<()> {
    let (who, now) = (who.clone(), app.clock.now());
    app.db.write(move |conn| decision::decide(conn, &who, now, &decision)).await
}

/// See [`decision::serve`].
pub async fn serve(app: &App, who: &Officer, id: CaseId) -> Result<String> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db.write(move |conn| decision::serve(conn, &shared, &who, now, &id)).await
}

/// See [`suspension::propose`].
pub async fn propose(app: &App, who: &Officer, proposal: Proposal) -> Result<SuspensionId> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db.write(move |conn| suspension::propose(conn, &shared, &who, now, &proposal)).await
}

/// See [`suspension::confirm`].
pub async fn confirm(app: &App, who: &Officer, id: SuspensionId) -> Result<()> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db.write(move |conn| suspension::confirm(conn, &shared, &who, now, &id)).await
}

/// See [`suspension::reject`].
pub async fn reject(app: &App, who: &Officer, id: SuspensionId, reason: String) -> Result<()> {
    let (who, now) = (who.clone(), app.clock.now());
    app.db.write(move |conn| suspension::reject(conn, &who, now, (&id, &reason))).await
}
