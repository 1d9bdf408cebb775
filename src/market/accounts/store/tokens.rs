//! Access tokens, sessions as their owner sees them, and the mails sent to oneself.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{access_tokens, mails, sessions};
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::platform::auth::AccountId;
use crate::platform::keys::sha256_hex;

/// A token to keep: only its hash is.
pub struct NewToken<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub token: &'a str,
    pub scopes: &'a str,
    pub expires: Instant,
}

/// Keeps a new token.
pub fn insert_token(conn: &mut DbConn, now: Instant, account: &AccountId, new: &NewToken<'_>) -> Result<()> {
    diesel::insert_into(access_tokens::table)
        .values((
            access_tokens::id.eq(new.id),
            access_tokens::account_id.eq(account.as_str()),
            access_tokens::name.eq(new.name),
            access_tokens::token_hash.eq(sha256_hex(new.token.as_bytes())),
            access_tokens::scopes.eq(new.scopes),
            access_tokens::created_at.eq(now.ms()),
            access_tokens::expires_at.eq(new.expires.ms()),
        ))
        .execute(conn)?;
    Ok(())
}

/// A token as its owner sees it.
#[derive(Clone, Debug, Queryable)]
pub struct Token {
    pub id: String,
    pub name: String,
    pub scopes: String,
    pub created_at: i64,
    pub expires_at: i64,
}

/// The tokens of an account that were not revoked, newest first.
pub fn tokens(conn: &mut DbConn, account: &AccountId) -> Result<Vec<Token>> {
    let live = access_tokens::table.filter(access_tokens::account_id.eq(account.as_str())).filter(access_tokens::revoked_at.is_null());
    let columns = (access_tokens::id, access_tokens::name, access_tokens::scopes, access_tokens::created_at, access_tokens::expires_at);
    Ok(live.order(access_tokens::created_at.desc()).select(columns).load(conn)?)
}

/// Revokes one of an account's own tokens. [`Error::NotFound`] where it has none of this id, or revoked it before.
pub fn revoke_token(conn: &mut DbConn, now: Instant, account: &AccountId, id: &str) -> Result<()> {
    let live = access_tokens::table
        .filter(access_tokens::id.eq(id))
        .filter(access_tokens::account_id.eq(account.as_str()))
        .filter(access_tokens::revoked_at.is_null());
    let revoked = diesel::update(live).set(access_tokens::revoked_at.eq(now.ms())).execute(conn)?;
    if revoked == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// A session as its owner sees it.
#[derive(Clone, Debug, Queryable)]
pub struct Session {
    pub token_hash: String,
    pub device: String,
    pub created_at: i64,
    pub seen_at: i64,
}

/// The sessions of an account that have not ended, the last used first. Those not used since `idle_since` have.
pub fn sessions_of(conn: &mut DbConn, account: &AccountId, (now, idle_since): (Instant, Instant)) -> Result<Vec<Session>> {
    let columns = (sessions::token_hash, sessions::device, sessions::created_at, sessions::seen_at);
    let own = sessions::table.filter(sessions::account_id.eq(account.as_str()));
    let own = own.filter(sessions::expires_at.gt(now.ms())).filter(sessions::seen_at.gt(idle_since.ms()));
    Ok(own.order(sessions::seen_at.desc()).select(columns).load(conn)?)
}

/// Ends one of an account's own sessions, known by the hash of its token. [`Error::NotFound`] where it has none such.
pub fn end_session(conn: &mut DbConn, account: &AccountId, token_hash: &str) -> Result<()> {
    let own = sessions::table.find(token_hash).filter(sessions::account_id.eq(account.as_str()));
    if diesel::delete(own).execute(conn)? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Ends every session of an account but this one.
pub fn end_other_sessions(conn: &mut DbConn, account: &AccountId, kept: &str) -> Result<()> {
    let others = sessions::table.filter(sessions::account_id.eq(account.as_str())).filter(sessions::token_hash.ne(kept));
    diesel::delete(others).execute(conn)?;
    Ok(())
}

/// A mail as its reader got it.
#[derive(Clone, Debug, Queryable)]
pub struct SentMail {
    pub subject: String,
    pub body: String,
    pub sent_at: i64,
}

/// The mails sent to an account, newest first, a page of them; and how many there are.
pub fn mails_to(conn: &mut DbConn, account: &AccountId, offset: i64, limit: i64) -> Result<(Vec<SentMail>, i64)> {
    let own = mails::table.filter(mails::account_id.eq(account.as_str()));
    let total = own.count().get_result(conn)?;
    let columns = (mails::subject, mails::body, mails::sent_at);
    Ok((own.order((mails::sent_at.desc(), mails::id)).select(columns).offset(offset).limit(limit).load(conn)?, total))
}
