//! An agency's own secret (draw-v1 §3, `nonces commit`): the second post of a sign-up. It replaces the document of the first by one that carries the
//! commitment, in an entry of the log of its own; the last one before the deadline counts. The secret stays with the agency.

use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::draw::{self, Document, DrawId, Hash32, Label, Nonces, RegistryId, Secret, Who};
use crate::domain::signup::{SignupState, open_at};
use crate::error::{Error, Result, Say};
use crate::market::projects;
use crate::market::signups::service::own;
use crate::market::signups::store::{self, Signup};
use crate::platform::audit::{self, Thing};
use crate::platform::auth::Identity;

/// What an agency brings.
#[derive(Clone, Copy, Debug)]
pub enum Promise {
    /// The commitment; the secret never was here.
    Commitment(Hash32),
    /// The secret itself, typed by somebody without a program at hand; only its commitment is kept.
    Secret(Secret),
}

/// Puts a commitment in the place of the sign-up's last document.
///
/// # Errors
/// [`Error::NotFound`] for another agency's sign-up; [`Error::Refused`] after the deadline, where it has ended, or where the draw takes none;
/// [`Error::Invalid`] for the label nonce of the receipt, which the market knows.
pub fn commit(conn: &mut DbConn, app: &App, who: &Identity, (id, promise): (&str, Promise)) -> Result<Signup> {
    let known = own(conn, who, id)?;
    dialect::share_lock_in_transaction(conn, &format!("project {}", known.project))?;
    let (now, project, signup) = (app.clock.now(), projects::load(conn, &known.project)?, own(conn, who, id)?);
    open_at(now, project.state, project.opens_at, project.closes_at)?;
    if signup.state != SignupState::Active {
        return Err(Error::Refused(Say::new("signups-ended")));
    }
    if project.spec.draw.nonces != Nonces::Commit {
        return Err(Error::Refused(Say::new("signups-commit-not-taken")));
    }
    let document = document(&signup, promise)?;
    let thing = Thing { kind: "signup", id: signup.id.clone(), public: String::new() };
    let logged = audit::record_sealed(conn, now, (&who.actor, &thing), &document.to_text())?;
    let commitment = document.commitment.map_or_else(|| "-".to_owned(), |hash| hash.to_string());
    store::set_commitment(conn, &signup.id, &commitment, (&logged.salt, logged.id))?;
    store::one(conn, id)
}

fn document(signup: &Signup, promise: Promise) -> Result<draw::Signup> {
    let bad = || Error::internal("a stored sign-up cannot be written as a document");
    let (draw, label) = (DrawId::parse(&signup.draw).ok_or_else(bad)?, Label::parse(&signup.label).ok_or_else(bad)?);
    let label_nonce = Secret::parse(&signup.label_nonce).ok_or_else(bad)?;
    let of = |secret: &Secret| draw::commitment(&draw, &Who::Applicant(label.clone()), secret);
    let commitment = match promise {
        Promise::Commitment(commitment) => commitment,
        Promise::Secret(secret) => of(&secret),
    };
    if commitment == of(&label_nonce) {
        return Err(Error::invalid("hex", Say::new("signups-commit-label-nonce")));
    }
    let registry_id = RegistryId::parse(&signup.uscc).ok_or_else(bad)?;
    Ok(draw::Signup { draw, label, registry_id, label_nonce, commitment: Some(commitment) })
}
