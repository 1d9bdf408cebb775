//! Sessions and access tokens as rows, and what a request is known by.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use diesel::prelude::*;

use super::acting::Identity;
use super::{AccountId, OrgId};
use crate::db::schema::{access_tokens, accounts, organisations, sessions};
use crate::db::{Db, DbConn};
use crate::domain::role::{MemberRank, Role};
use crate::domain::time::{HOUR, Instant, MINUTE};
use crate::error::{Error, Result};
use crate::platform::audit::Actor;
use crate::platform::i18n::Lang;
use crate::platform::keys::{Keys, Purpose, sha256_hex};
use crate::platform::random;

/// The cookie's name over https; the prefix makes browsers refuse it from anywhere else.
pub const SECURE_COOKIE: &str = "__Host-session";
/// The cookie's name over plain http on the own machine, where the prefix cannot be used.
pub const PLAIN_COOKIE: &str = "session";

/// How long sessions live, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Lifetimes {
    pub whole: i64,
    pub idle: i64,
}

impl Lifetimes {
    /// From the configuration.
    pub fn of(config: &crate::config::Security) -> Lifetimes {
        Lifetimes { whole: i64::from(config.session_hours) * HOUR, idle: i64::from(config.session_idle_minutes) * MINUTE }
    }
}

/// Opens a session; the token goes into the cookie and is stored nowhere.
pub fn open(conn: &mut DbConn, now: Instant, account: &AccountId, opening: Opening<'_>) -> Result<String> {
    let token = random::hex32()?;
    diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(sha256_hex(token.as_bytes())),
            sessions::account_id.eq(account.as_str()),
            sessions::created_at.eq(now.ms()),
            sessions::seen_at.eq(now.ms()),
            sessions::expires_at.eq(now.plus(opening.lifetimes.whole).ms()),
            sessions::second_factor.eq(opening.second_factor),
            sessions::device.eq(opening.device),
        ))
        .execute(conn)?;
    Ok(token)
}

/// What a new session is made of.
#[derive(Clone, Copy, Debug)]
pub struct Opening<'a> {
    pub lifetimes: Lifetimes,
    /// Whether the second factor was given; a session without is a session without rights where the policy asks for one.
    pub second_factor: bool,
    /// Browser and system in a few words, for the list of one's own sessions.
    pub device: &'a str,
}

/// The second factor was given later, in the same session.
pub fn raise(conn: &mut DbConn, token: &str) -> Result<()> {
    let rows = diesel::update(sessions::table.find(sha256_hex(token.as_bytes()))).set(sessions::second_factor.eq(true)).execute(conn)?;
    crate::error::one_row(rows)
}

/// Ends one session.
pub fn close(conn: &mut DbConn, token: &str) -> Result<()> {
    diesel::delete(sessions::table.find(sha256_hex(token.as_bytes()))).execute(conn)?;
    Ok(())
}

/// Ends every session of an account: after a password reset, when it is disabled.
pub fn close_all(conn: &mut DbConn, account: &AccountId) -> Result<()> {
    diesel::delete(sessions::table.filter(sessions::account_id.eq(account.as_str()))).execute(conn)?;
    Ok(())
}

type PersonRow = (String, String, String, String, String, String, String, String, String);

fn identity(row: PersonRow, by: Credential) -> Result<Option<Identity>> {
    if row.6 != "active" {
        return Ok(None);
    }
    person(row, by).map(Some)
}

fn person(row: PersonRow, by: Credential) -> Result<Identity> {
    let (id, name, role, rank, org, org_name, _, lang, pseudonym) = row;
    Ok(Identity {
        account: AccountId(id),
        name,
        role: Role::parse(&role).ok_or_else(|| Error::bad_row("accounts.role", &role))?,
        rank: MemberRank::parse(&rank).ok_or_else(|| Error::bad_row("accounts.rank", &rank))?,
        org: OrgId(org),
        org_name,
        lang: Lang::parse(&lang).ok_or_else(|| Error::bad_row("accounts.lang", &lang))?,
        actor: Actor(pseudonym),
        by,
    })
}

/// What proved who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A browser's session: its token, and whether the second factor was given in it.
    Session { token: String, second_factor: bool },
    /// A program's access token with these scopes.
    Token { id: String, scopes: Vec<String> },
}

/// A session as it is stored.
#[derive(Clone, Debug)]
pub struct Session {
    pub who: Arc<Identity>,
    /// When its use was last noted.
    pub seen: Instant,
    expires: Instant,
}

impl Session {
    /// Whether it is neither over nor left unused for too long.
    pub fn lives(&self, now: Instant, lifetimes: Lifetimes) -> bool {
        now < self.expires && now < self.seen.plus(lifetimes.idle)
    }
}

/// The session of a cookie's token; `None` where there is none, or its account may not act.
fn by_cookie(conn: &mut DbConn, token: &str) -> Result<Option<Session>> {
    let row: Option<(i64, i64, bool, PersonRow)> = sessions::table
        .inner_join(accounts::table.inner_join(organisations::table))
        .filter(sessions::token_hash.eq(sha256_hex(token.as_bytes())))
        .select((
            sessions::expires_at,
            sessions::seen_at,
            sessions::second_factor,
            (
                accounts::id,
                accounts::name,
                accounts::role,
                accounts::rank,
                accounts::org_id,
                organisations::name,
                accounts::state,
                accounts::lang,
                accounts::pseudonym,
            ),
        ))
        .first(conn)
        .optional()?;
    let Some((expires, seen, second_factor, person)) = row else { return Ok(None) };
    let found = identity(person, Credential::Session { token: token.to_owned(), second_factor })?;
    Ok(found.map(|who| Session { who: Arc::new(who), seen: Instant(seen), expires: Instant(expires) }))
}

/// Most sessions that are kept; one more forgets all, which costs one question each.
const MOST: usize = 10_000;

/// Sessions that were looked up, with the revision of the database at which they were: while nothing at all has changed they need not be asked for again.
#[derive(Default)]
pub struct Sessions(RwLock<HashMap<String, (i64, Session)>>);

impl Sessions {
    /// The session of a cookie's token.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn of(&self, db: &Db, token: &str) -> Result<Option<Session>> {
        // Read before asking: a change that comes in between is seen, never missed.
        let revision = db.revision().await?;
        let key = sha256_hex(token.as_bytes());
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).filter(|(at, _)| *at == revision).cloned();
        if let Some((_, session)) = known {
            return Ok(Some(session));
        }
        let sought = token.to_owned();
        let found = db.read(move |conn| by_cookie(conn, &sought)).await?;
        if let Some(session) = &found {
            let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
            if kept.len() >= MOST {
                kept.clear();
            }
            kept.insert(key, (revision, session.clone()));
        }
        Ok(found)
    }
}

/// Who an account is, if it may act.
pub fn by_account(conn: &mut DbConn, account: &AccountId, by: Credential) -> Result<Option<Identity>> {
    let row: Option<PersonRow> = accounts::table
        .inner_join(organisations::table)
        .filter(accounts::id.eq(account.as_str()))
        .filter(accounts::state.ne("disabled"))
        .select((
            accounts::id,
            accounts::name,
            accounts::role,
            accounts::rank,
            accounts::org_id,
            organisations::name,
            accounts::state,
            accounts::lang,
            accounts::pseudonym,
        ))
        .first(conn)
        .optional()?;
    row.map(|row| person(row, by)).transpose()
}

/// Whose access token this is, if it lives.
pub fn by_token(conn: &mut DbConn, now: Instant, token: &str) -> Result<Option<Identity>> {
    let row: Option<(String, String, PersonRow)> = access_tokens::table
        .inner_join(accounts::table.inner_join(organisations::table))
        .filter(access_tokens::token_hash.eq(sha256_hex(token.as_bytes())))
        .filter(access_tokens::revoked_at.is_null())
        .filter(access_tokens::expires_at.gt(now.ms()))
        .select((
            access_tokens::id,
            access_tokens::scopes,
            (
                accounts::id,
                accounts::name,
                accounts::role,
                accounts::rank,
                accounts::org_id,
                organisations::name,
                accounts::state,
                accounts::lang,
                accounts::pseudonym,
            ),
        ))
        .first(conn)
        .optional()?;
    let Some((id, scopes, person)) = row else { return Ok(None) };
    identity(person, Credential::Token { id, scopes: scopes.split_whitespace().map(str::to_owned).collect() })
}

/// Notes that a session is in use.
pub fn touch(conn: &mut DbConn, now: Instant, token: &str) -> Result<()> {
    let earlier = sessions::table.find(sha256_hex(token.as_bytes())).filter(sessions::seen_at.lt(now.ms()));
    diesel::update(earlier).set(sessions::seen_at.eq(now.ms())).execute(conn)?;
    Ok(())
}

/// The token that a session's forms carry.
pub fn form_token(keys: &Keys, session_token: &str) -> String {
    keys.mac(Purpose::Forms, &sha256_hex(session_token.as_bytes()))
}
