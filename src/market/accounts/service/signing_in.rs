//! Signing in, and the one-time links with which a password is set.

use std::sync::Arc;

use crate::app::App;
use crate::db::DbConn;
use crate::db::dialect;
use crate::domain::account::{AccountState, LinkPurpose, PasswordFault, password_fits};
use crate::domain::event::Kind;
use crate::domain::role::{MemberRank, Role};
use crate::domain::text::{Email, PersonName};
use crate::domain::time::{DAY, MINUTE};
use crate::error::{Error, Result, Say};
use crate::market::accounts::service::people::{self, NewAccount};
use crate::market::accounts::store::{self, Account, Link};
use crate::platform::audit::Actor;
use crate::platform::auth::AccountId;
use crate::platform::auth::Identity;
use crate::platform::auth::session::{self, Credential, Lifetimes, Opening};
use crate::platform::i18n::Lang;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

/// A session that was opened.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Goes into the cookie and nowhere else.
    pub token: String,
    pub lang: Lang,
    /// What is still to be done before this person may act.
    pub second_factor: Outcome,
}

/// Where the second factor stands after the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// None is asked for.
    NotAsked,
    /// Its code is asked for now.
    Ask,
    /// The policy asks for one and none is set up.
    SetUp,
}

/// Opens a session for the right password. Whatever is wrong (address, password, or an account that is locked, disabled or not yet set up), the
/// answer is the same and takes as long, so that nobody learns who has an account.
///
/// # Errors
/// [`Error::Refused`].
pub async fn sign_in(app: &App, email: &str, password: String, device: &str) -> Result<SignedIn> {
    let (email, shared) = (email.trim().to_lowercase(), app.clone());
    let account = app.db.write(move |conn| attempt(conn, &shared, &email)).await?;
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let right = app.passwords.fits(password, hash).await?;
    let Some(account) = account else { return Err(wrong(app)) };
    let (shared, device) = (app.clone(), device.to_owned());
    if !right {
        app.db.write(move |conn| lock_if_spent(conn, &shared, &account.id)).await?;
        return Err(wrong(app));
    }
    match app.db.write(move |conn| enter(conn, &shared, &account, &device)).await {
        // Locked or disabled while the password was compared.
        Err(Error::Conflict) => Err(wrong(app)),
        outcome => outcome,
    }
}

fn wrong(app: &App) -> Error {
    let security = &app.config.security;
    Error::Refused(Say::new("accounts-sign-in-wrong").with("attempts", security.lockout_attempts).with("minutes", security.lockout_minutes))
}

/// Takes one of the attempts an account has, before anything is compared: attempts made at once cannot be more than are allowed.
fn attempt(conn: &mut DbConn, app: &App, email: &str) -> Result<Option<Account>> {
    let Some(account) = store::by_email(conn, email)? else { return Ok(None) };
    if account.state != AccountState::Active || account.locked_until > app.clock.now() {
        return Ok(None);
    }
    if !store::take_attempt(conn, &account.id, allowed(app))? {
        lock_if_spent(conn, app, &account.id)?;
        return Ok(None);
    }
    Ok(Some(account))
}

fn allowed(app: &App) -> i64 {
    i64::from(app.config.security.lockout_attempts)
}

/// Locks an account whose attempts are used up, and tells its person: who did not try it themselves learns that somebody else did.
pub(super) fn lock_if_spent(conn: &mut DbConn, app: &App, id: &AccountId) -> Result<()> {
    let now = app.clock.now();
    let until = now.plus(i64::from(app.config.security.lockout_minutes) * MINUTE);
    if !store::lock_if_spent(conn, id, allowed(app), until)? {
        return Ok(());
    }
    let security = &app.config.security;
    let letter = Letter::new("account-locked").with("attempts", security.lockout_attempts).with("minutes", security.lockout_minutes);
    outbox::push(conn, now, &Job::Mail { account: id.to_string(), letter: letter.to("/password/forgot") })
}

fn enter(conn: &mut DbConn, app: &App, account: &Account, device: &str) -> Result<SignedIn> {
    let now = app.clock.now();
    let second_factor = match (&account.totp_secret, app.second_factor_required(account.role)) {
        (Some(_), _) => Outcome::Ask,
        (None, true) => Outcome::SetUp,
        (None, false) => Outcome::NotAsked,
    };
    match second_factor {
        // Earlier failures count on until the code is right too, or whoever knows a password could try codes without end.
        Outcome::Ask => store::give_back_attempt(conn, &account.id, now)?,
        Outcome::SetUp | Outcome::NotAsked => store::clear_failures(conn, &account.id, now)?,
    }
    let lifetimes = Lifetimes::of(&app.config.security);
    let opening = Opening { lifetimes, second_factor: second_factor == Outcome::NotAsked, device };
    let token = session::open(conn, now, &account.id, opening)?;
    Ok(SignedIn { token, lang: account.lang, second_factor })
}

/// Ends the session of this token.
pub async fn end_session(app: &App, token: String) -> Result<()> {
    app.db.write(move |conn| session::close(conn, &token)).await
}

/// Ends one of one's own sessions, by the hash of its token.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's, and for one that has ended.
pub async fn end_own_session(app: &App, who: Arc<Identity>, token_hash: String) -> Result<()> {
    app.db.write(move |conn| store::end_session(conn, &who.account, &token_hash)).await
}

/// Ends every session of a person but the one that asks.
pub async fn end_other_sessions(app: &App, who: Arc<Identity>) -> Result<()> {
    let Credential::Session { token, .. } = &who.by else { return Err(Error::SignIn) };
    let kept = crate::platform::keys::sha256_hex(token.as_bytes());
    app.db.write(move |conn| store::end_other_sessions(conn, &who.account, &kept)).await
}

/// The path of a one-time link that makes the first administrator, while there is none. Each start of the program gives a new one.
pub async fn first_link(app: &App) -> Result<Option<String>> {
    let shared = app.clone();
    app.db
        .write(move |conn| {
            if store::has_administrator(conn)? {
                return Ok(None);
            }
            let token = open_link(conn, &shared, &Link { account: None, purpose: LinkPurpose::First })?;
            Ok(Some(format!("/link/{token}")))
        })
        .await
}

/// Asks for a link to set a new password. The answer never tells whether the address has an account.
pub async fn forgot(app: &App, email: &str) -> Result<()> {
    let (email, shared) = (email.trim().to_lowercase(), app.clone());
    app.db
        .write(move |conn| match store::by_email(conn, &email)? {
            Some(account) if account.state != AccountState::Disabled => {
                let purpose = if account.state == AccountState::Invited { LinkPurpose::Invite } else { LinkPurpose::Reset };
                let job = Job::MailLink { account: account.id.to_string(), purpose: purpose.as_str().to_owned() };
                outbox::push(conn, shared.clock.now(), &job)
            }
            _ => Ok(()),
        })
        .await
}

/// Makes a one-time link and returns its token; called when the mail is written, so that the token exists nowhere else.
pub fn open_link(conn: &mut DbConn, app: &App, link: &Link) -> Result<String> {
    let (now, token) = (app.clock.now(), random::hex32()?);
    let lives = match link.purpose {
        LinkPurpose::Reset => i64::from(app.config.security.reset_minutes) * MINUTE,
        LinkPurpose::Invite | LinkPurpose::First => i64::from(app.config.security.invitation_days) * DAY,
    };
    store::insert_link(conn, now, &token, link, now.plus(lives))?;
    Ok(token)
}

/// A one-time link for the account of an address, handed to the caller instead of being mailed.
pub fn link_for(conn: &mut DbConn, app: &App, email: &str, purpose: LinkPurpose) -> Result<String> {
    let account = store::by_email(conn, email)?.ok_or(Error::NotFound)?;
    open_link(conn, app, &Link { account: Some(account.id), purpose })
}

/// Sets a password by a one-time link; the link, other links and other sessions end. For the first administrator the account is made.
///
/// # Errors
/// [`Error::NotFound`] for a link that is used, expired or was never made; [`Error::Invalid`] for a password the policy does not take.
pub async fn use_link(app: &App, token: &str, password: String, first: Option<(Email, PersonName)>) -> Result<AccountId> {
    let (now, sought) = (app.clock.now(), token.to_owned());
    let (link, account) = app
        .db
        .read(move |conn| {
            let link = store::live_link(conn, now, &sought)?.ok_or(Error::NotFound)?;
            let account = link.account.as_ref().map(|id| store::account(conn, id)).transpose()?;
            Ok((link, account))
        })
        .await?;
    let (email, name) = match (&account, &first) {
        (Some(account), _) => (account.email.clone(), account.name.clone()),
        (None, Some((email, name))) => (email.as_str().to_owned(), name.as_str().to_owned()),
        (None, None) => return Err(Error::NotFound),
    };
    let min = app.policies.in_force(now).access.password_min_chars;
    password_fits(&password, min, &email, &name).map_err(refused_password)?;
    let hash = app.passwords.hash(password).await?;
    let (shared, token) = (app.clone(), token.to_owned());
    app.db
        .write(move |conn| {
            store::use_link(conn, now, &token)?;
            let id = match (account, first) {
                (Some(account), _) => account.id,
                (None, first) => first_administrator(conn, &shared, first)?,
            };
            store::set_password(conn, &id, &hash)?;
            store::end_links(conn, now, &id)?;
            session::close_all(conn, &id)?;
            let account = store::account(conn, &id)?;
            let kind = if link.purpose == LinkPurpose::Reset { Kind::PasswordReset } else { Kind::AccountActivate };
            people::log(conn, &shared, (&Actor(account.pseudonym.clone()), &account.pseudonym, id.as_str()), (kind, "password"))?;
            Ok(id)
        })
        .await
}

fn refused_password(fault: PasswordFault) -> Error {
    let say = match fault {
        PasswordFault::Short { min } => Say::new("accounts-password-short").with("min", min),
        PasswordFault::Long { max } => Say::new("accounts-password-long").with("max", max),
        PasswordFault::Personal => Say::new("accounts-password-personal"),
        PasswordFault::Monotonous => Say::new("accounts-password-monotonous"),
    };
    Error::invalid("password", say)
}

fn first_administrator(conn: &mut DbConn, app: &App, first: Option<(Email, PersonName)>) -> Result<AccountId> {
    let (email, name) = first.ok_or(Error::NotFound)?;
    dialect::lock_in_transaction(conn, "first administrator")?;
    if store::has_administrator(conn)? {
        return Err(Error::NotFound);
    }
    let org = people::office(conn, app, app.clock.now())?;
    let new = NewAccount { email, name, phone: None, role: Role::Administrator, rank: MemberRank::Manager, org, lang: Lang::Zh };
    people::enrol(conn, app, &Actor::platform(), &new)
}
