//! Forgetting somebody whom an owner named in filings that are over.

use super::service::THING;
use crate::db::DbConn;
use crate::domain::filing::{Filing, StillNamed, without};
use crate::domain::owner::{Draft, OwnerId};
use crate::error::{Error, Result, Say};
use crate::market::owners::store::{entries, filings};
use crate::platform::audit;

/// The filings that name a person, without the person.
fn past(conn: &mut DbConn, org: &OwnerId, person: &str) -> Result<Vec<Filing<Draft>>> {
    let in_force = entries::entry(conn, org)?.map_or(0, |entry| entry.filing_version);
    without(filings::of_org(conn, org)?, in_force, person).map_err(|e| match e {
        StillNamed::Nowhere => Error::invalid("person", Say::new("erasures-not-named")),
        StillNamed::InProgress => Error::invalid("person", Say::new("erasures-in-progress")),
        StillNamed::InForce => Error::invalid("person", Say::new("erasures-in-force")),
    })
}

/// Whether somebody named by an owner can be forgotten.
///
/// # Errors
/// [`Error::Invalid`] on `person` where no filing names them, or one that is in effect or under way does.
pub fn forgettable(conn: &mut DbConn, org: &OwnerId, person: &str) -> Result<()> {
    past(conn, org, person).map(drop)
}

/// Takes a person out of the filings that are over. Returns the documents of the log that are gone with them.
///
/// # Errors
/// As [`forgettable`], where things changed since.
pub fn forget(conn: &mut DbConn, org: &OwnerId, person: &str) -> Result<Vec<i64>> {
    let past = past(conn, org, person)?;
    for filing in &past {
        filings::forget(conn, filing)?;
    }
    let versions: Vec<String> = past.iter().map(|filing| format!("version {}", filing.version)).collect();
    audit::forget(conn, (THING, org.as_str()), |document| document.lines().any(|line| versions.iter().any(|version| version == line)))
}
