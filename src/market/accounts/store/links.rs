//! One-time links and recovery codes: only hashes are kept.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{account_links, recovery_codes};
use crate::domain::account::LinkPurpose;
use crate::domain::time::Instant;
use crate::error::{Error, Result, one_row};
use crate::platform::auth::AccountId;
use crate::platform::keys::sha256_hex;

/// A link that can still be used.
#[derive(Clone, Debug)]
pub struct Link {
    /// Whose it is; `None` for the first administrator, who has no account yet.
    pub account: Option<AccountId>,
    pub purpose: LinkPurpose,
}

/// Keeps the hash of a link's token.
pub fn insert_link(conn: &mut DbConn, now: Instant, token: &str, link: &Link, expires: Instant) -> Result<()> {
    diesel::insert_into(account_links::table)
        .values((
            account_links::token_hash.eq(sha256_hex(token.as_bytes())),
            account_links::account_id.eq(link.account.as_ref().map(AccountId::as_str)),
            account_links::purpose.eq(link.purpose.as_str()),
            account_links::created_at.eq(now.ms()),
            account_links::expires_at.eq(expires.ms()),
        ))
        .execute(conn)?;
    Ok(())
}

/// The link of a token, if it was not used and has not expired. Where there is an administrator, nobody becomes the first.
pub fn live_link(conn: &mut DbConn, now: Instant, token: &str) -> Result<Option<Link>> {
    let row: Option<(Option<String>, String)> = account_links::table
        .find(sha256_hex(token.as_bytes()))
        .filter(account_links::used_at.is_null())
        .filter(account_links::expires_at.gt(now.ms()))
        .select((account_links::account_id, account_links::purpose))
        .first(conn)
        .optional()?;
    let Some((account, purpose)) = row else { return Ok(None) };
    let purpose = LinkPurpose::parse(&purpose).ok_or_else(|| Error::bad_row("account_links.purpose", &purpose))?;
    if purpose == LinkPurpose::First && super::has_administrator(conn)? {
        return Ok(None);
    }
    Ok(Some(Link { account: account.map(AccountId), purpose }))
}

/// Uses a link up; [`Error::Conflict`] for the second of two at once.
pub fn use_link(conn: &mut DbConn, now: Instant, token: &str) -> Result<()> {
    let unused = account_links::table.find(sha256_hex(token.as_bytes())).filter(account_links::used_at.is_null());
    one_row(diesel::update(unused).set(account_links::used_at.eq(now.ms())).execute(conn)?)
}

/// Ends every open link of an account: a password was set.
pub fn end_links(conn: &mut DbConn, now: Instant, account: &AccountId) -> Result<()> {
    let open = account_links::table.filter(account_links::account_id.eq(account.as_str())).filter(account_links::used_at.is_null());
    diesel::update(open).set(account_links::used_at.eq(now.ms())).execute(conn)?;
    Ok(())
}

/// Replaces an account's recovery codes.
pub fn set_recovery_codes(conn: &mut DbConn, account: &AccountId, codes: &[String]) -> Result<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account.as_str()))).execute(conn)?;
    for code in codes {
        let hash = recovery_hash(account, code);
        diesel::insert_into(recovery_codes::table)
            .values((recovery_codes::code_hash.eq(hash), recovery_codes::account_id.eq(account.as_str())))
            .execute(conn)?;
    }
    Ok(())
}

/// Uses a recovery code; tells whether there was an unused one.
pub fn use_recovery_code(conn: &mut DbConn, now: Instant, account: &AccountId, code: &str) -> Result<bool> {
    let unused = recovery_codes::table.find(recovery_hash(account, code)).filter(recovery_codes::used_at.is_null());
    Ok(diesel::update(unused).set(recovery_codes::used_at.eq(now.ms())).execute(conn)? == 1)
}

fn recovery_hash(account: &AccountId, code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    sha256_hex(format!("{account} {plain}").as_bytes())
}
