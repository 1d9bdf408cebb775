//! The use cases: an owner files, an operator passes or returns.

use crate::app::App;
use crate::db::DbConn;
use crate::db::dialect::lock_in_transaction;
use crate::domain::calendar::{Period, Running};
use crate::domain::event::Kind;
use crate::domain::filing::{Filing, FilingId, FilingState, Reasons};
use crate::domain::hash::Hash32;
use crate::domain::owner::{Draft, OwnerId};
use crate::domain::text::CreditCode;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say, is_duplicate};
use crate::market::owners::store::{entries, filings};
use crate::market::{accounts, documents};
use crate::platform::audit::{self, Act, Thing, Visibility};
use crate::platform::auth::{Acting, Identity, Operator, OwnerManager};
use crate::platform::calendars;
use crate::platform::files::Stored;
use crate::platform::letter::Letter;
use crate::platform::random;

/// The kind of thing an owner's papers belong to; its id is the owner's.
pub const THING: &str = "owner";

/// The owner somebody acts for.
pub fn owner_of(who: &Identity) -> OwnerId {
    OwnerId(who.org.0.clone())
}

/// A filing as its owner works on it.
#[derive(Clone, Debug)]
pub struct Working {
    pub filing: Filing<Draft>,
    /// Whether it is a row yet; the next version is none until something is saved.
    pub stored: bool,
}

/// What an owner sees under its filing: the draft, what waits for the check, or the draft of the next version.
pub fn working(conn: &mut DbConn, who: &Identity) -> Result<Working> {
    let org = owner_of(who);
    Ok(match filings::latest(conn, &org)? {
        Some(filing) if matches!(filing.state, FilingState::Draft | FilingState::Submitted) => Working { filing, stored: true },
        Some(before) => Working { stored: false, filing: begun(&org, before.version + 1, Draft { committed: false, ..before.draft }) },
        None => Working { stored: false, filing: begun(&org, 1, Draft { name: who.org_name.clone(), ..Draft::default() }) },
    })
}

fn begun(org: &OwnerId, version: i64, draft: Draft) -> Filing<Draft> {
    Filing {
        id: FilingId(random::blind_id()),
        org: org.0.clone(),
        version,
        state: FilingState::Draft,
        draft,
        reasons: Reasons::new(),
        submitted_at: None,
        due_at: None,
        decided_at: None,
    }
}

/// Changes what was typed. What is wrong with it is no matter here; nothing typed is lost.
///
/// # Errors
/// [`Error::Refused`] while a filing waits for its check.
pub fn edit(conn: &mut DbConn, who: &Acting<OwnerManager>, change: impl FnOnce(&mut Draft)) -> Result<Filing<Draft>> {
    lock_in_transaction(conn, &format!("owner filing {}", who.org))?;
    let Working { mut filing, stored } = working(conn, who)?;
    if !filing.is_open() {
        return Err(Error::refused(Say::new("owners-refused-waiting")));
    }
    change(&mut filing.draft);
    if stored {
        filings::rewrite(conn, &filing.id, &filing.draft)?;
    } else {
        filings::insert(conn, &filing, who.account.as_str())?;
    }
    Ok(filing)
}

/// Keeps a whole draft, as the JSON door and a demo city give it.
///
/// # Errors
/// [`Error::Refused`] while a filing waits for its check; [`Error::Invalid`] where it names a scan that is not this owner's.
pub fn save_draft(conn: &mut DbConn, who: &Acting<OwnerManager>, draft: Draft) -> Result<FilingId> {
    if !draft.certificate.is_empty() && !filings::owns_document(conn, THING, who.org.as_str(), &draft.certificate)? {
        return Err(Error::invalid("certificate", Say::new("owners-scan-unknown")));
    }
    Ok(edit(conn, who, |kept| *kept = draft)?.id)
}

/// Files a stored scan under the owner and gives its id for the draft.
pub fn attach_scan(conn: &mut DbConn, app: &App, who: &Identity, stored: Stored) -> Result<String> {
    Ok(documents::attach(conn, app, who, stored, THING, who.org.as_str(), "filing")?.0)
}

/// Hands the draft in for the check.
///
/// # Errors
/// [`Error::Refused`] where something is still missing or wrong, or a filing waits already; [`Error::Invalid`] on `uscc` where the code is that
/// of another owner.
pub fn submit(conn: &mut DbConn, app: &App, who: &Acting<OwnerManager>, now: Instant) -> Result<FilingId> {
    lock_in_transaction(conn, &format!("owner filing {}", who.org))?;
    let owner = owner_of(who);
    let Working { mut filing, stored } = working(conn, who)?;
    if filing.state != FilingState::Draft || !stored {
        return Err(Error::refused(Say::new("owners-refused-nothing-to-submit")));
    }
    let fixed = entries::entry(conn, &owner)?.map(|entry| entry.uscc);
    let filed = filing.draft.check(fixed.as_ref()).map_err(|faults| incomplete(faults.len()))?;
    if entries::holder_of(conn, &filed.uscc)?.is_some_and(|holder| holder != owner) {
        return Err(taken(&filed.uscc));
    }
    filing.draft.uscc = filed.uscc.to_string();
    filings::rewrite(conn, &filing.id, &filing.draft)?;
    let policy = app.policies.in_force(now);
    let due = app.calendars.now().deadline(policy.term(now, policy.onboarding.owner_check_wd));
    filings::submit(conn, &filing.id, now, due.at)?;
    let body = serde_json::to_string(&filing.draft).map_err(|e| Error::caused("writing a filing", e))?;
    let (version, hash) = (filing.version.to_string(), Hash32::of(body).to_string());
    let facts = [("owner", filing.org.as_str()), ("version", &version), ("body-sha256", &hash)];
    log(conn, now, who, &Logged { kind: Kind::OwnerFile, owner: &filing.org, facts: &facts, visibility: Visibility::Salted })?;
    Ok(filing.id)
}

/// Passes a filing: its contents come into effect and the owner is told.
///
/// # Errors
/// [`Error::Conflict`] where it no longer waits; [`Error::Invalid`] on `uscc` where another owner got the same code first.
pub fn pass(conn: &mut DbConn, _app: &App, who: &Acting<Operator>, now: Instant, id: &FilingId) -> Result<()> {
    let filing = filings::load(conn, id)?;
    if filing.state != FilingState::Submitted {
        return Err(Error::Conflict);
    }
    let owner = OwnerId(filing.org.clone());
    let entry = entries::entry(conn, &owner)?;
    let filed = filing.draft.check(entry.as_ref().map(|entry| &entry.uscc)).map_err(|faults| incomplete(faults.len()))?;
    let (reasons, by) = (Reasons::new(), who.account.as_str());
    filings::decide(conn, &filings::Decided { id, to: FilingState::Passed, reasons: &reasons, by, at: now })?;
    let effect = entries::Effect { id: &owner, filed: &filed, version: filing.version, at: now };
    match entry {
        Some(_) => entries::update(conn, &effect)?,
        None => entries::insert(conn, &effect).map_err(|e| if is_duplicate(&e) { taken(&filed.uscc) } else { e.into() })?,
    }
    accounts::rename_organisation(conn, &filing.org.as_str().into(), filed.name.as_str())?;
    let version = filing.version.to_string();
    let facts = [("owner", filing.org.as_str()), ("version", &version), ("uscc", filed.uscc.as_str()), ("name", filed.name.as_str())];
    log(conn, now, who, &Logged { kind: Kind::OwnerPass, owner: &filing.org, facts: &facts, visibility: Visibility::Public })?;
    let letter = Letter::new("owner-passed").with("owner", filed.name.as_str()).to("/owner");
    accounts::tell_org(conn, now, &filing.org.as_str().into(), letter)
}

/// A return with its reasons: at least one.
#[derive(Clone, Debug)]
pub struct Returned {
    pub filing: FilingId,
    /// Field → reason, as the owner will read it.
    pub reasons: Reasons,
}

/// Returns a filing. The owner is told every reason and may mend it at once.
///
/// # Errors
/// [`Error::Invalid`] without a single reason; [`Error::Conflict`] where it no longer waits.
pub fn return_(conn: &mut DbConn, _app: &App, who: &Acting<Operator>, now: Instant, returned: &Returned) -> Result<()> {
    if returned.reasons.is_empty() {
        return Err(Error::invalid("general", Say::new("owners-reason-needed")));
    }
    let filing = filings::load(conn, &returned.filing)?;
    let (id, by) = (&returned.filing, who.account.as_str());
    filings::decide(conn, &filings::Decided { id, to: FilingState::Returned, reasons: &returned.reasons, by, at: now })?;
    let version = filing.version.to_string();
    let mut facts = vec![("owner", filing.org.as_str()), ("version", version.as_str())];
    facts.extend(returned.reasons.iter().map(|(field, reason)| (field.as_str(), reason.as_str())));
    log(conn, now, who, &Logged { kind: Kind::OwnerReturn, owner: &filing.org, facts: &facts, visibility: Visibility::Salted })?;
    let reasons = returned.reasons.values().cloned().collect::<Vec<_>>().join("\n");
    let letter = Letter::new("owner-returned").with("owner", &filing.draft.name).with("reasons", reasons).to("/owner/filing");
    accounts::tell_org(conn, now, &filing.org.as_str().into(), letter)
}

fn incomplete(faults: usize) -> Error {
    Error::refused(Say::new("owners-refused-incomplete").with("n", faults))
}

fn taken(code: &CreditCode) -> Error {
    Error::invalid("uscc", Say::new("owners-code-taken").with("code", code))
}

struct Logged<'a> {
    kind: Kind,
    owner: &'a str,
    facts: &'a [(&'a str, &'a str)],
    visibility: Visibility,
}

fn log(conn: &mut DbConn, now: Instant, who: &Identity, logged: &Logged<'_>) -> Result<()> {
    let document = audit::document(logged.kind.as_str(), logged.facts);
    let act =
        Act { kind: logged.kind, actor: &who.actor, thing: Thing::open(THING, logged.owner), document, visibility: logged.visibility };
    audit::record(conn, now, act)?;
    Ok(())
}

/// The calendar has changed: checks that are not overdue may be due later.
pub fn calendar_changed(conn: &mut DbConn, app: &App) -> Result<()> {
    let running = |filing: Filing<Draft>| {
        let (submitted, due) = (filing.submitted_at?, filing.due_at?);
        let policy = app.policies.in_force(submitted);
        let period = Period::WorkingDays(policy.term(submitted, policy.onboarding.owner_check_wd));
        Some((filing.id, Running { due, period }))
    };
    let waiting: Vec<(FilingId, Running)> = filings::waiting(conn)?.into_iter().filter_map(running).collect();
    calendars::lengthen(conn, (&app.calendars.now(), app.clock.now()), waiting, |conn, id, again| filings::set_due(conn, &id, again))
}
