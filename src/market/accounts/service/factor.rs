//! The second factor: one-time codes of an app, each used once, and recovery codes for when the phone is gone.

use std::sync::Arc;

use totp_rs::{Builder, Secret, Totp};

use crate::app::App;
use crate::db::DbConn;
use crate::domain::event::Kind;
use crate::error::{Error, Result, Say};
use crate::market::accounts::service::people;
use crate::market::accounts::store::{self, Account};
use crate::platform::auth::session::{self, Credential};
use crate::platform::auth::{AccountId, Identity};
use crate::platform::keys::Purpose;
use crate::platform::random;

/// Recovery codes given at once.
const RECOVERY: usize = 8;

/// A second factor about to be set up: what the app is shown.
#[derive(Clone, Debug)]
pub struct NewFactor {
    /// The secret in base32, for typing.
    pub secret: String,
    /// The address in the QR code.
    pub address: String,
    /// The secret sealed for the form, so that nothing is stored before the first code fits.
    pub sealed: String,
}

/// A fresh secret for this person, shown and not yet stored.
pub fn new_factor(app: &App, who: &Identity, email: &str) -> Result<NewFactor> {
    let secret = Secret::generate().to_base32();
    show(app, who, email, &secret)
}

/// The same secret again, after a code that did not fit.
pub fn show_secret(app: &App, who: &Identity, email: &str, sealed: &str) -> Result<NewFactor> {
    let secret =
        app.keys.open_text(Purpose::Rows, &bound(&who.account), sealed).map_err(|_| Error::Malformed(Say::new("error-form-token")))?;
    show(app, who, email, &secret)
}

fn show(app: &App, who: &Identity, email: &str, secret: &str) -> Result<NewFactor> {
    let address = totp(app, secret, email)?.to_url().map_err(|e| Error::internal(format!("writing an otpauth address: {e}")))?;
    Ok(NewFactor { sealed: app.keys.seal_text(Purpose::Rows, &bound(&who.account), secret)?, address, secret: secret.to_owned() })
}

fn bound(account: &AccountId) -> String {
    format!("second factor of {account}")
}

fn totp(app: &App, secret: &str, email: &str) -> Result<Totp> {
    let secret = Secret::try_from_base32(secret).map_err(|e| Error::internal(format!("reading a second factor's secret: {e}")))?;
    let issuer = format!("明选 {}", app.site.city.zh);
    // A colon would end the name in the address.
    let name = email.replace(':', " ");
    Builder::new()
        .with_secret(secret)
        .with_account_name(name)
        .with_issuer(Some(issuer))
        .build()
        .map_err(|e| Error::internal(format!("making a second factor: {e}")))
}

/// Sets the second factor up when its first code fits; this session has it from now on. Returns the recovery codes, shown once.
///
/// # Errors
/// [`Error::Invalid`] on `code` when it does not fit.
pub async fn confirm_factor(app: &App, who: Arc<Identity>, sealed: String, code: String) -> Result<Vec<String>> {
    let shared = app.clone();
    let codes = (0..RECOVERY).map(|_| recovery_code()).collect::<Vec<_>>();
    let given = codes.clone();
    app.db
        .write(move |conn| {
            let account = store::account(conn, &who.account)?;
            let secret = shared.keys.open_text(Purpose::Rows, &bound(&who.account), &sealed);
            let secret = secret.map_err(|_| Error::Malformed(Say::new("error-form-token")))?;
            let step = step_of(&shared, &account, &secret, &code)?;
            store::set_second_factor(conn, &account.id, &sealed, step)?;
            store::set_recovery_codes(conn, &account.id, &given)?;
            raise(conn, &who)?;
            people::log(conn, &shared, (&who.actor, &who.actor.0, who.account.as_str()), (Kind::SecondFactor, "set-up"))
        })
        .await?;
    Ok(codes)
}

/// Sets a second factor up for somebody whose key is printed anyway: the demo city. Returns the secret in base32.
pub async fn enrol_factor(app: &App, who: Arc<Identity>, email: &str) -> Result<String> {
    let factor = new_factor(app, &who, email)?;
    let (shared, sealed) = (app.clone(), factor.sealed);
    app.db
        .write(move |conn| {
            store::set_second_factor(conn, &who.account, &sealed, 0)?;
            people::log(conn, &shared, (&who.actor, &who.actor.0, who.account.as_str()), (Kind::SecondFactor, "set-up"))
        })
        .await?;
    Ok(factor.secret)
}

/// Gives the second factor in this session: a code of the app, or a recovery code.
///
/// # Errors
/// [`Error::Invalid`] on `code` when it does not fit or was used; attempts are counted like wrong passwords.
pub async fn check_factor(app: &App, who: Arc<Identity>, code: String) -> Result<()> {
    let shared = app.clone();
    app.db
        .write(move |conn| {
            let account = store::account(conn, &who.account)?;
            let allowed = i64::from(shared.config.security.lockout_attempts);
            if !store::take_attempt(conn, &account.id, allowed)? {
                session::close_all(conn, &account.id)?;
                super::signing_in::lock_if_spent(conn, &shared, &account.id)?;
                return Ok(Err(Error::SignIn));
            }
            match fits(conn, &shared, &account, &code) {
                Ok(()) => {
                    store::clear_failures(conn, &account.id, shared.clock.now())?;
                    raise(conn, &who)?;
                    Ok(Ok(()))
                }
                // Counted, so the transaction must commit.
                Err(wrong @ Error::Invalid(_)) => Ok(Err(wrong)),
                Err(e) => Err(e),
            }
        })
        .await?
}

fn fits(conn: &mut DbConn, app: &App, account: &Account, code: &str) -> Result<()> {
    let sealed = account.totp_secret.as_ref().ok_or(Error::NotFound)?;
    if code.chars().filter(char::is_ascii_alphanumeric).count() > 8 {
        let used = store::use_recovery_code(conn, app.clock.now(), &account.id, code)?;
        return if used { Ok(()) } else { Err(wrong_code()) };
    }
    let secret = app.keys.open_text(Purpose::Rows, &bound(&account.id), sealed)?;
    let step = step_of(app, account, &secret, code)?;
    match store::use_step(conn, &account.id, step) {
        Err(Error::Conflict) => Err(Error::invalid("code", Say::new("accounts-code-used"))),
        other => other,
    }
}

fn step_of(app: &App, account: &Account, secret: &str, code: &str) -> Result<i64> {
    let seconds = u64::try_from(app.clock.on_phones().ms().div_euclid(1000)).unwrap_or(0);
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let step = totp(app, secret, &account.email)?.check(&digits, seconds).ok_or_else(wrong_code)?;
    i64::try_from(step).map_err(|e| Error::caused("a time step beyond all clocks", e))
}

fn wrong_code() -> Error {
    Error::invalid("code", Say::new("accounts-code-wrong"))
}

fn raise(conn: &mut DbConn, who: &Identity) -> Result<()> {
    match &who.by {
        Credential::Session { token, .. } => session::raise(conn, token),
        Credential::Token { .. } => Err(Error::SignIn),
    }
}

fn recovery_code() -> String {
    let id = random::blind_id();
    format!("{}-{}-{}", &id[..4], &id[4..8], &id[8..12])
}
