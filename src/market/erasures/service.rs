//! Asking for an erasure, and deciding on it.

use std::sync::Arc;

use super::store::{self, Wish};
use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::erasure::{Erasure, Ground};
use crate::domain::event::Kind;
use crate::domain::role::Role;
use crate::domain::text::Email;
use crate::error::{Error, Result, Say};
use crate::market::accounts;
use crate::platform::audit::{self, Act, Thing, Visibility};
use crate::platform::auth::{Acting, Administrator, Identity, Supervisor};
use crate::platform::letter::Letter;
use crate::platform::random;

/// An administrator writes down that a person is to be forgotten.
///
/// # Errors
/// [`Error::Invalid`] on `email` where nobody has it or a wish waits already; [`Error::Refused`] for oneself and for the last manager of an
/// organisation.
pub async fn ask(app: &App, who: &Acting<Administrator>, email: Email, ground: Ground) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| write_down(conn, &shared, &who, (&email, ground))).await
}

fn write_down(conn: &mut DbConn, app: &App, who: &Identity, (email, ground): (&Email, Ground)) -> Result<()> {
    let (now, id) = (app.clock.now(), random::blind_id());
    let account = accounts::forgettable(conn, email.as_str())?;
    if account == who.account {
        return Err(Error::Refused(Say::new("erasures-not-oneself")));
    }
    store::insert(conn, (&id, &account, ground), who.account.as_str(), now).map_err(|e| match e {
        Error::Conflict => Error::invalid("email", Say::new("erasures-waits")),
        other => other,
    })?;
    note(conn, app, who, (&id, ground, Erasure::Asked, 0))?;
    accounts::tell_role(conn, now, Role::Supervisor, Letter::new("erasure-asked").to("/erasures"))
}

/// A supervisor decides. Where it is done, it is done with this transaction.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] where it is decided; [`Error::Refused`] where the person became the last manager meanwhile.
pub async fn decide(app: &App, who: &Acting<Supervisor>, id: String, state: Erasure) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| settle(conn, &shared, &who, (&id, state))).await
}

fn settle(conn: &mut DbConn, app: &App, who: &Arc<Identity>, (id, state): (&str, Erasure)) -> Result<()> {
    let (now, wish) = (app.clock.now(), store::load(conn, id)?);
    store::decide(conn, id, state, (who.account.as_str(), now))?;
    let gone = if state == Erasure::Done { erase(conn, app, &wish)? } else { 0 };
    note(conn, app, who, (id, wish.ground, state, gone))?;
    accounts::tell_role(conn, now, Role::Administrator, Letter::new("erasure-decided").to("/erasures"))
}

fn erase(conn: &mut DbConn, app: &App, wish: &Wish) -> Result<usize> {
    let gone = accounts::forget(conn, app, &wish.account)?;
    store::keep_gone(conn, &wish.id, &gone)?;
    Ok(gone.len())
}

/// Everybody can see that something was erased, when, why and how much; not whose.
fn note(conn: &mut DbConn, app: &App, who: &Identity, (id, ground, state, gone): (&str, Ground, Erasure, usize)) -> Result<()> {
    let facts = [("erasure", id), ("ground", ground.as_str()), ("state", state.as_str()), ("documents", &gone.to_string())];
    let document = audit::document("market/v1 erasure", &facts);
    let thing = Thing::open("erasure", id);
    audit::record(conn, app.clock.now(), Act { kind: Kind::Erasure, actor: &who.actor, thing, document, visibility: Visibility::Public })?;
    revisions::bump(conn, Topic::Projects)
}
