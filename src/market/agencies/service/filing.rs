//! An agency writes its filing and hands it in.

use diesel::prelude::*;

use super::{THING, agency_of};
use crate::app::App;
use crate::db::DbConn;
use crate::db::dialect::lock_in_transaction;
use crate::db::schema::documents as stored_documents;
use crate::domain::agency::{AgencyId, AgencyState, Draft, Terms};
use crate::domain::event::Kind;
use crate::domain::filing::{Filing, FilingId, FilingState, Reasons};
use crate::domain::hash::Hash32;
use crate::domain::text::CreditCode;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::agencies::store::{entries, filings};
use crate::market::{catalogue, documents};
use crate::platform::audit::{self, Act, Thing, Visibility};
use crate::platform::auth::{Acting, AgencyManager, Identity};
use crate::platform::files::Stored;
use crate::platform::random;

/// A filing as its agency works on it.
#[derive(Clone, Debug)]
pub struct Working {
    pub filing: Filing<Draft>,
    /// Whether it is a row yet; the next version is none until something is saved.
    pub stored: bool,
}

/// What an agency sees under its filing: the draft, what waits for the check, or the draft of the next version.
pub fn working(conn: &mut DbConn, who: &Identity) -> Result<Working> {
    let org = agency_of(who);
    Ok(match filings::latest(conn, &org)? {
        Some(filing) if matches!(filing.state, FilingState::Draft | FilingState::Submitted) => Working { filing, stored: true },
        Some(before) => Working { stored: false, filing: begun(&org, before.version + 1, Draft { committed: false, ..before.draft }) },
        None => Working { stored: false, filing: begun(&org, 1, Draft { name: who.org_name.clone(), ..Draft::default() }) },
    })
}

fn begun(org: &AgencyId, version: i64, draft: Draft) -> Filing<Draft> {
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
pub fn edit(conn: &mut DbConn, who: &Acting<AgencyManager>, change: impl FnOnce(&mut Draft)) -> Result<Filing<Draft>> {
    lock_in_transaction(conn, &format!("agency filing {}", who.org))?;
    let Working { mut filing, stored } = working(conn, who)?;
    if !filing.is_open() {
        return Err(Error::refused(Say::new("agencies-refused-waiting")));
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
/// [`Error::Invalid`] where it names a scan that is not this agency's; [`Error::Refused`] while a filing waits for its check.
pub fn save_draft(conn: &mut DbConn, who: &Acting<AgencyManager>, draft: Draft) -> Result<FilingId> {
    own_scans(conn, who, &draft)?;
    Ok(edit(conn, who, |kept| *kept = draft)?.id)
}

/// Files a stored scan under the agency and gives its id for the draft.
pub fn attach_scan(conn: &mut DbConn, app: &App, who: &Identity, stored: Stored) -> Result<String> {
    Ok(documents::attach(conn, app, who, stored, THING, who.org.as_str(), "filing")?.0)
}

fn own_scans(conn: &mut DbConn, who: &Identity, draft: &Draft) -> Result<()> {
    let named: Vec<&str> = draft.scans().collect();
    let own: Vec<String> = stored_documents::table
        .filter(stored_documents::thing_kind.eq(THING))
        .filter(stored_documents::thing_id.eq(who.org.as_str()))
        .filter(stored_documents::id.eq_any(&named))
        .select(stored_documents::id)
        .load(conn)?;
    if named.iter().all(|id| own.iter().any(|known| known == id)) {
        return Ok(());
    }
    Err(Error::invalid("licence", Say::new("agencies-scan-unknown")))
}

/// What a draft of this agency is judged by; `fixed` is the code of its entry in effect.
pub fn terms_for(fixed: Option<&CreditCode>, now: Instant) -> Terms<'_> {
    Terms { catalogue: catalogue::catalogue(), today: now.day(), fixed_code: fixed }
}

/// Hands the draft in for the formal check.
///
/// # Errors
/// [`Error::Refused`] where something is still missing or wrong, or a filing waits already; [`Error::Invalid`] on `uscc` where the code is that
/// of another agency in the directory.
pub fn submit(conn: &mut DbConn, app: &App, who: &Acting<AgencyManager>, now: Instant) -> Result<FilingId> {
    lock_in_transaction(conn, &format!("agency filing {}", who.org))?;
    let agency = agency_of(who);
    let Working { mut filing, stored } = working(conn, who)?;
    if filing.state != FilingState::Draft || !stored {
        return Err(Error::refused(Say::new("agencies-refused-nothing-to-submit")));
    }
    let fixed = entries::code_of(conn, &agency)?;
    let filed = filing
        .draft
        .check(&terms_for(fixed.as_ref(), now))
        .map_err(|faults| Error::refused(Say::new("agencies-refused-incomplete").with("n", faults.len())))?;
    if entries::holder_of(conn, &filed.uscc)?.is_some_and(|holder| holder != agency) {
        return Err(taken(&filed.uscc));
    }
    // Whoever has left comes back with the same entry as well as with another.
    let listed = entries::entry(conn, &agency)?.is_some_and(|entry| entry.state == AgencyState::Listed);
    let passed = filings::of_org(conn, &agency)?.into_iter().find(|filing| listed && filing.state == FilingState::Passed);
    if passed.is_some_and(|passed| passed.draft == filing.draft) {
        return Err(Error::refused(Say::new("agencies-refused-unchanged")));
    }
    filing.draft.uscc = filed.uscc.to_string();
    filing.draft.province.clone_from(&filed.province);
    filings::rewrite(conn, &filing.id, &filing.draft)?;
    let policy = app.policies.in_force(now);
    let due = app.calendars.now().deadline(policy.term(now, policy.onboarding.formal_check_wd));
    filings::submit(conn, &filing.id, now, due.at)?;
    log_submission(conn, who, now, &filing)?;
    Ok(filing.id)
}

/// The refusal of a code that another agency has.
pub(super) fn taken(code: &CreditCode) -> Error {
    Error::invalid("uscc", Say::new("agencies-code-taken").with("code", code))
}

fn log_submission(conn: &mut DbConn, who: &Identity, now: Instant, filing: &Filing<Draft>) -> Result<()> {
    let body = serde_json::to_string(&filing.draft).map_err(|e| Error::caused("writing a filing", e))?;
    let (version, hash) = (filing.version.to_string(), Hash32::of(body).to_string());
    let document = audit::document("agency.file", &[("agency", &filing.org), ("version", &version), ("body-sha256", &hash)]);
    let thing = Thing::open(THING, &filing.org);
    audit::record(conn, now, Act { kind: Kind::AgencyFile, actor: &who.actor, thing, document, visibility: Visibility::Salted })?;
    Ok(())
}
