//! Forgetting a person: whatever names them or would let them in again.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::account::AccountState;
use crate::domain::role::MemberRank;
use crate::error::{Error, Result, Say};
use crate::market::accounts::store::{self, Account};
use crate::platform::audit;
use crate::platform::auth::{AccountId, session};

/// The account with this address, if it can be forgotten.
///
/// # Errors
/// [`Error::Invalid`] on `email` where nobody has it; [`Error::Refused`] for the last manager of an organisation, which would be left with nobody.
pub fn forgettable(conn: &mut DbConn, email: &str) -> Result<AccountId> {
    let account = store::by_email(conn, email)?.ok_or_else(|| Error::invalid("email", Say::new("erasures-nobody")))?;
    check(conn, &account)?;
    Ok(account.id)
}

fn check(conn: &mut DbConn, account: &Account) -> Result<()> {
    let manages = account.rank == MemberRank::Manager && account.state == AccountState::Active;
    if manages && account.role.trades() && store::managers(conn, &account.org)? <= 1 {
        return Err(Error::Refused(Say::new("erasures-last-manager")));
    }
    Ok(())
}

/// Takes away name, address, telephone, password, second factor, sessions, tokens, links and mails, and what the log's documents say of the
/// account. The row stays, so that what the person did keeps its author's pseudonym. Returns the documents of the log that are gone.
///
/// # Errors
/// As [`forgettable`], where things changed since.
pub fn forget(conn: &mut DbConn, app: &App, id: &AccountId) -> Result<Vec<i64>> {
    let org = store::account(conn, id)?.org;
    crate::db::dialect::lock_in_transaction(conn, &format!("members of {org}"))?;
    let account = store::account(conn, id)?;
    check(conn, &account)?;
    session::close_all(conn, id)?;
    store::forget(conn, id, app.clock.now())?;
    audit::forget(conn, ("account", id.as_str()), |_| true)
}
