//! The use cases as pages and programs reach them: the time is read when the request is in hand, then one transaction does it all.

use super::service::{self, Returned, Working, owner_of};
use super::store::{entries, filings};
use crate::app::App;
use crate::domain::filing::{Fault, Filing, FilingId, FilingState};
use crate::domain::owner::{Draft, OwnerId, OwnerProfile};
use crate::domain::text::CreditCode;
use crate::error::{Error, Result};
use crate::market::documents::{self, Document};
use crate::platform::auth::{Acting, Identity, Operator, OwnerManager};
use crate::platform::files::Stored;

/// What an owner's own pages know.
pub struct Desk {
    pub working: Working,
    /// All versions, the latest first.
    pub history: Vec<Filing<Draft>>,
    pub entry: Option<OwnerProfile>,
    /// What the draft lacks.
    pub faults: Vec<Fault>,
    pub scan: Option<Document>,
}

impl Desk {
    /// The version that was returned last, while nothing newer waits or passed.
    pub fn returned(&self) -> Option<&Filing<Draft>> {
        let open = self.working.filing.state == FilingState::Draft;
        self.history.iter().find(|filing| filing.state != FilingState::Draft).filter(|filing| open && filing.state == FilingState::Returned)
    }
}

/// Everything the owner's own pages show.
pub async fn desk(app: &App, who: &Identity) -> Result<Desk> {
    let who = who.clone();
    app.db
        .read(move |conn| {
            let org = owner_of(&who);
            let working = service::working(conn, &who)?;
            let entry = entries::entry(conn, &org)?;
            let faults = working.filing.draft.check(entry.as_ref().map(|entry| &entry.uscc)).err().unwrap_or_default();
            let certificate = working.filing.draft.certificate.clone();
            let scan = documents::of(conn, service::THING, org.as_str())?.into_iter().find(|scan| scan.id == certificate);
            Ok(Desk { working, history: filings::of_org(conn, &org)?, entry, faults, scan })
        })
        .await
}

/// Keeps what was typed, with a new scan where one came; tells what is wrong with it and whether another owner has its code.
pub async fn save(app: &App, who: &Acting<OwnerManager>, scan: Option<Stored>, typed: Draft) -> Result<(Vec<Fault>, Option<CreditCode>)> {
    let (shared, who) = (app.clone(), who.clone());
    app.db
        .write(move |conn| {
            let scan = scan.map(|scan| service::attach_scan(conn, &shared, &who, scan)).transpose()?;
            let filing = service::edit(conn, &who, |draft| {
                let certificate = scan.unwrap_or_else(|| std::mem::take(&mut draft.certificate));
                *draft = Draft { certificate, ..typed };
            })?;
            let org = owner_of(&who);
            let entry = entries::entry(conn, &org)?;
            let faults = filing.draft.check(entry.as_ref().map(|entry| &entry.uscc)).err().unwrap_or_default();
            let code = CreditCode::parse(&filing.draft.uscc).ok();
            let holder = code.as_ref().map(|code| entries::holder_of(conn, code)).transpose()?.flatten();
            Ok((faults, code.filter(|_| holder.is_some_and(|holder| holder != org))))
        })
        .await
}

/// See [`service::submit`].
pub async fn submit(app: &App, who: &Acting<OwnerManager>) -> Result<FilingId> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db.write(move |conn| service::submit(conn, &shared, &who, now)).await
}

/// What an operator sees of a filing.
pub struct Case {
    pub filing: Filing<Draft>,
    pub entry: Option<OwnerProfile>,
    pub scan: Option<Document>,
    /// Organisations that wait with the same code.
    pub same_code: Vec<String>,
}

/// Reads a filing for its check.
///
/// # Errors
/// [`Error::NotFound`] for a draft, which nobody but its owner sees.
pub async fn case(app: &App, id: FilingId) -> Result<Case> {
    app.db
        .read(move |conn| {
            let filing = filings::load(conn, &id)?;
            if filing.state == FilingState::Draft {
                return Err(Error::NotFound);
            }
            let org = OwnerId(filing.org.clone());
            let same_code = match CreditCode::parse(&filing.draft.uscc) {
                Ok(code) => filings::same_code_waiting(conn, &code, &org)?,
                Err(_) => Vec::new(),
            };
            let scans = documents::of(conn, service::THING, org.as_str())?;
            let scan = scans.into_iter().find(|scan| scan.id == filing.draft.certificate);
            Ok(Case { entry: entries::entry(conn, &org)?, scan, same_code, filing })
        })
        .await
}

/// See [`service::pass`].
pub async fn pass(app: &App, who: &Acting<Operator>, id: FilingId) -> Result<()> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db.write(move |conn| service::pass(conn, &shared, &who, now, &id)).await
}

/// See [`service::return_`].
pub async fn return_(app: &App, who: &Acting<Operator>, returned: Returned) -> Result<()> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db.write(move |conn| service::return_(conn, &shared, &who, now, &returned)).await
}
