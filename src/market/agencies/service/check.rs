//! The operator's formal check: pass, or return with a reason for each field.

use super::THING;
use super::filing::{taken, terms_for};
use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::agency::{AgencyId, Draft, Filed};
use crate::domain::event::Kind;
use crate::domain::filing::{Filing, FilingId, FilingState, Reasons};
use crate::domain::text::Paragraphs;
use crate::domain::time::Instant;
use crate::error::{Error, Problem, Result, Say, is_duplicate};
use crate::market::accounts;
use crate::market::agencies::jobs;
use crate::market::agencies::store::{entries, filings, papers};
use crate::platform::audit::{self, Act, Thing, Visibility};
use crate::platform::auth::{Acting, Operator};
use crate::platform::letter::Letter;

/// A return with its reasons: at least one.
#[derive(Clone, Debug)]
pub struct Returned {
    pub filing: FilingId,
    /// Field → reason, as the agency will read it.
    pub reasons: Reasons,
}

/// Reasons that came from a program, each as a text of 1 to 500 characters.
///
/// # Errors
/// [`Error::Invalid`] on every field whose reason is none.
pub fn read_reasons(given: Reasons) -> Result<Reasons> {
    let mut problems = Vec::new();
    let mut reasons = Reasons::new();
    for (field, text) in given {
        match Paragraphs::<500>::parse(&text) {
            Ok(text) => {
                reasons.insert(field, text.into());
            }
            Err(_) => problems.push(Problem::new(field, Say::new("agencies-reason-length"))),
        }
    }
    if problems.is_empty() { Ok(reasons) } else { Err(Error::Invalid(problems)) }
}

/// Passes a filing: its contents come into effect, the directory shows them to the very next request, the agency is told.
///
/// # Errors
/// [`Error::Conflict`] where it no longer waits; [`Error::Invalid`] on `uscc` where another agency got the same code first.
pub fn pass(conn: &mut DbConn, app: &App, who: &Acting<Operator>, now: Instant, id: &FilingId) -> Result<()> {
    let filing = filings::load(conn, id)?;
    let agency = AgencyId(filing.org.clone());
    let filed = checked(conn, &filing, &agency)?;
    let reasons = Reasons::new();
    let by = who.account.as_str();
    filings::decide(conn, &filings::Decided { id, to: FilingState::Passed, reasons: &reasons, by, at: now })?;
    let effect = effect(app, &agency, &filed, (filing.version, now));
    if entries::exists(conn, &agency)? {
        entries::update(conn, &effect)?;
    } else {
        entries::insert(conn, &effect).map_err(|e| if is_duplicate(&e) { taken(&filed.uscc) } else { e.into() })?;
    }
    papers::replace(conn, &agency, &filed.offers)?;
    accounts::rename_organisation(conn, &filing.org.as_str().into(), filed.name.as_str())?;
    log_pass(conn, who, now, (&filing, &filed))?;
    jobs::begin(conn, now)?;
    let letter = Letter::new("filing-passed").with("agency", filed.name.as_str()).with("from", now.day()).to("/agency");
    accounts::tell_org(conn, now, &filing.org.as_str().into(), letter)?;
    revisions::bump(conn, Topic::Agencies)?;
    app.search.changed(conn, now, agency.as_str())
}

/// What the filing came to when it was handed in; the formal check compares it with the papers, it does not change the rules.
fn checked(conn: &mut DbConn, filing: &Filing<Draft>, agency: &AgencyId) -> Result<Filed> {
    let submitted = filing.submitted_at.filter(|_| filing.state == FilingState::Submitted).ok_or(Error::Conflict)?;
    let fixed = entries::code_of(conn, agency)?;
    let refused = |faults: Vec<_>| Error::refused(Say::new("agencies-refused-incomplete").with("n", faults.len()));
    filing.draft.check(&terms_for(fixed.as_ref(), submitted)).map_err(refused)
}

fn effect<'a>(app: &App, id: &'a AgencyId, filed: &'a Filed, (version, now): (i64, Instant)) -> entries::Effect<'a> {
    let policy = app.policies.in_force(now);
    let announced = policy.onboarding.publicity_wd;
    let acts_from = if announced == 0 { now } else { app.calendars.now().deadline(policy.term(now, announced)).at };
    entries::Effect { id, filed, version, acts_from, credit_tenths: i64::from(policy.credit.prior_mean) * 10 }
}

/// Returns a filing. The agency is told every reason and may mend it at once.
///
/// # Errors
/// [`Error::Invalid`] without a single reason; [`Error::Conflict`] where it no longer waits.
pub fn return_(conn: &mut DbConn, _app: &App, who: &Acting<Operator>, now: Instant, returned: &Returned) -> Result<()> {
    if returned.reasons.is_empty() {
        return Err(Error::invalid("general", Say::new("agencies-reason-needed")));
    }
    let filing = filings::load(conn, &returned.filing)?;
    let (id, by) = (&returned.filing, who.account.as_str());
    filings::decide(conn, &filings::Decided { id, to: FilingState::Returned, reasons: &returned.reasons, by, at: now })?;
    let version = filing.version.to_string();
    let mut facts = vec![("agency", filing.org.as_str()), ("version", version.as_str())];
    facts.extend(returned.reasons.iter().map(|(field, reason)| (field.as_str(), reason.as_str())));
    let document = audit::document("agency.return", &facts);
    let thing = Thing::open(THING, &filing.org);
    audit::record(conn, now, Act { kind: Kind::AgencyReturn, actor: &who.actor, thing, document, visibility: Visibility::Salted })?;
    let reasons = returned.reasons.values().cloned().collect::<Vec<_>>().join("\n");
    let letter = Letter::new("filing-returned").with("agency", &filing.draft.name).with("reasons", reasons).to("/agency/filing");
    accounts::tell_org(conn, now, &filing.org.as_str().into(), letter)
}

fn log_pass(conn: &mut DbConn, who: &Acting<Operator>, now: Instant, (filing, filed): (&Filing<Draft>, &Filed)) -> Result<()> {
    let version = filing.version.to_string();
    let items: Vec<&str> = filed.offers.iter().map(|offer| offer.item.as_str()).collect();
    let items = items.join(",");
    // What everybody may read for ever names no person: they may have to be forgotten.
    let facts = [
        ("agency", filing.org.as_str()),
        ("version", &version),
        ("uscc", filed.uscc.as_str()),
        ("name", filed.name.as_str()),
        ("items", &items),
    ];
    let document = audit::document("agency.pass", &facts);
    let thing = Thing::open(THING, &filing.org);
    audit::record(conn, now, Act { kind: Kind::AgencyPass, actor: &who.actor, thing, document, visibility: Visibility::Public })?;
    Ok(())
}
