//! The use cases as pages and programs reach them: the time is read when the request is in hand, then one transaction does it all.

use super::forms::Step;
use super::service::{self, Returned, Working, agency_of};
use super::store::{entries, filings};
use crate::app::App;
use crate::domain::agency::{AgencyId, AgencyProfile, Draft, Offer, OfferDraft, PaperDraft};
use crate::domain::filing::{Fault, Filing, FilingId, FilingState};
use crate::domain::text::CreditCode;
use crate::domain::time::Instant;
use crate::error::{Error, Problem, Result, Say};
use crate::market::documents::{self, Document};
use crate::platform::auth::{Acting, AgencyManager, Identity, Operator};
use crate::platform::files::Stored;
use crate::platform::forms::Form;

/// What a filing page knows of its agency.
pub struct Desk {
    pub working: Working,
    /// The versions before, the latest first.
    pub history: Vec<Filing<Draft>>,
    pub entry: Option<AgencyProfile>,
    /// What the draft lacks at this instant.
    pub faults: Vec<Fault>,
    pub scans: Vec<Document>,
}

impl Desk {
    /// The version that was returned last, while nothing newer waits or passed.
    pub fn returned(&self) -> Option<&Filing<Draft>> {
        let open = self.working.filing.state == FilingState::Draft;
        self.history.iter().find(|filing| filing.state != FilingState::Draft).filter(|filing| open && filing.state == FilingState::Returned)
    }

    /// A scan by its id.
    pub fn scan(&self, id: &str) -> Option<&Document> {
        self.scans.iter().find(|scan| scan.id == id)
    }
}

/// Everything the agency's own pages show.
pub async fn desk(app: &App, who: &Identity, now: Instant) -> Result<Desk> {
    let who = who.clone();
    app.db
        .read(move |conn| {
            let org = agency_of(&who);
            let working = service::working(conn, &who)?;
            let entry = entries::entry(conn, &org)?;
            let faults = faults_of(&working.filing.draft, entry.as_ref().map(|entry| &entry.uscc), now);
            let scans = documents::of(conn, service::THING, org.as_str())?;
            Ok(Desk { working, history: filings::of_org(conn, &org)?, entry, faults, scans })
        })
        .await
}

/// What a draft lacks.
pub fn faults_of(draft: &Draft, fixed: Option<&CreditCode>, now: Instant) -> Vec<Fault> {
    draft.check(&service::terms_for(fixed, now)).err().unwrap_or_default()
}

/// A draft after a change, and what it lacks.
pub struct Saved {
    pub draft: Draft,
    pub faults: Vec<Fault>,
    /// Whether another agency in the directory has the code that was typed.
    pub taken: Option<CreditCode>,
}

/// Changes the draft; `scan` is filed with it and its id given to the change.
pub async fn save(
    app: &App,
    who: &Acting<AgencyManager>,
    scan: Option<Stored>,
    change: impl FnOnce(&mut Draft, Option<String>) + Send + 'static,
) -> Result<Saved> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db
        .write(move |conn| {
            let scan = scan.map(|scan| service::attach_scan(conn, &shared, &who, scan)).transpose()?;
            let filing = service::edit(conn, &who, |draft| change(draft, scan))?;
            let org = agency_of(&who);
            let fixed = entries::code_of(conn, &org)?;
            let faults = faults_of(&filing.draft, fixed.as_ref(), now);
            let code = CreditCode::parse(&filing.draft.uscc).ok();
            let holder = code.as_ref().map(|code| entries::holder_of(conn, code)).transpose()?.flatten();
            let taken = code.filter(|_| holder.is_some_and(|holder| holder != org));
            Ok(Saved { draft: filing.draft, faults, taken })
        })
        .await
}

/// Takes what was typed in a step into the draft.
pub fn step_into(draft: &mut Draft, typed: Vec<(&'static str, String)>) {
    for (field, text) in typed {
        draft.type_in(field, text);
    }
}

/// Puts an item into the draft, or changes what it says; its certificates stay.
pub fn offer_into(draft: &mut Draft, typed: OfferDraft) {
    match draft.offers.iter_mut().find(|offer| offer.item == typed.item) {
        Some(offer) => (offer.promise, offer.days) = (typed.promise, typed.days),
        None => draft.offers.push(typed),
    }
}

/// Puts a certificate into the draft, or changes it; without a new scan the one it has stays.
pub fn paper_into(draft: &mut Draft, item: &str, typed: PaperDraft) {
    let Some(offer) = draft.offers.iter_mut().find(|offer| offer.item == item) else { return };
    match offer.papers.iter_mut().find(|paper| paper.key == typed.key) {
        Some(paper) => {
            let scan = if typed.scan.is_empty() { std::mem::take(&mut paper.scan) } else { typed.scan };
            *paper = PaperDraft { scan, ..typed };
        }
        None => offer.papers.push(typed),
    }
}

/// Takes a certificate out of the draft.
pub fn paper_out(draft: &mut Draft, item: &str, key: &str) {
    if let Some(offer) = draft.offers.iter_mut().find(|offer| offer.item == item) {
        offer.papers.retain(|paper| paper.key != key);
    }
}

/// Gives the commitment and hands the draft in.
pub async fn submit(app: &App, who: &Acting<AgencyManager>) -> Result<FilingId> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db
        .write(move |conn| {
            service::edit(conn, &who, |draft| draft.committed = true)?;
            service::submit(conn, &shared, &who, now)
        })
        .await
}

/// Keeps the scan that came with a form, if one did. What is no scan is refused on the form.
pub async fn keep_scan(app: &App, form: &mut Form, field: &'static str) -> Result<Option<Stored>> {
    let Some(upload) = form.uploads(field).into_iter().next() else { return Ok(None) };
    let files = app.files.clone();
    let kept = tokio::task::spawn_blocking(move || files.take(field, &upload));
    match kept.await.map_err(|e| Error::caused("keeping a scan", e))? {
        Ok(stored) if matches!(stored.media_type, "application/pdf" | "image/png" | "image/jpeg" | "image/webp") => Ok(Some(stored)),
        Ok(_) => {
            form.refused_by(Error::Invalid(vec![Problem::new(field, Say::new("agencies-scan-type"))]))?;
            Ok(None)
        }
        Err(error) => {
            form.refused_by(error)?;
            Ok(None)
        }
    }
}

/// The steps of a filing that have nothing wrong any more.
pub fn is_done(step: Step, faults: &[Fault]) -> bool {
    !faults.iter().any(|fault| Step::of(&fault.field) == step)
}

/// What an operator sees of a filing.
pub struct Case {
    pub filing: Filing<Draft>,
    pub entry: Option<(AgencyProfile, Vec<Offer>)>,
    pub scans: Vec<Document>,
    /// Listed agencies with the same legal representative.
    pub same_person: Vec<String>,
    /// Organisations that wait with the same code.
    pub same_code: Vec<String>,
}

/// Reads a filing for its check.
///
/// # Errors
/// [`Error::NotFound`] for a draft, which nobody but its agency sees.
pub async fn case(app: &App, id: FilingId) -> Result<Case> {
    app.db
        .read(move |conn| {
            let filing = filings::load(conn, &id)?;
            if filing.state == FilingState::Draft {
                return Err(Error::NotFound);
            }
            let org = AgencyId(filing.org.clone());
            let entry = match entries::exists(conn, &org)? {
                true => Some((entries::profile(conn, &org)?, super::store::papers::offers_of(conn, &org)?)),
                false => None,
            };
            let same_person = entries::same_representative(conn, filing.draft.legal_representative.trim(), &org)?;
            let same_code = match CreditCode::parse(&filing.draft.uscc) {
                Ok(code) => filings::same_code_waiting(conn, &code, &org)?,
                Err(_) => Vec::new(),
            };
            let scans = documents::of(conn, service::THING, org.as_str())?;
            Ok(Case { filing, entry, scans, same_person, same_code })
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
