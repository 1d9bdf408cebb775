//! Asking for an erasure, and deciding on it.

use std::sync::Arc;

use super::store::{self, Whose, Wish};
use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::agency::AgencyId;
use crate::domain::erasure::{Erasure, Ground};
use crate::domain::event::Kind;
use crate::domain::owner::OwnerId;
use crate::domain::role::Role;
use crate::domain::text::{CreditCode, Email, PersonName};
use crate::error::{Error, Result, Say};
use crate::market::{accounts, agencies, experts, owners};
use crate::platform::audit::{self, Act, Thing, Visibility};
use crate::platform::auth::{Acting, Administrator, Identity, OrgId, Supervisor};
use crate::platform::letter::Letter;
use crate::platform::random;

/// Whom an administrator wants forgotten, as typed.
#[derive(Clone, Debug)]
pub enum Sought {
    /// Who has this address.
    Account(Email),
    /// Who is named so by the organisation with this code.
    Named(CreditCode, PersonName),
}

/// An administrator writes down that a person is to be forgotten.
///
/// # Errors
/// [`Error::Invalid`] on `email`, `uscc` or `person` where nobody is found, or a wish waits already; [`Error::Refused`] for oneself and for the last
/// manager of an organisation.
pub async fn ask(app: &App, who: &Acting<Administrator>, sought: Sought, ground: Ground) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| write_down(conn, &shared, &who, (&sought, ground))).await
}

fn write_down(conn: &mut DbConn, app: &App, who: &Identity, (sought, ground): (&Sought, Ground)) -> Result<()> {
    let (now, id) = (app.clock.now(), random::blind_id());
    let (field, whose) = match sought {
        Sought::Account(email) => ("email", Whose::Account(accounts::forgettable(conn, email.as_str())?)),
        Sought::Named(code, person) => ("person", named(conn, code, person.as_str())?),
    };
    if whose == Whose::Account(who.account.clone()) {
        return Err(Error::Refused(Say::new("erasures-not-oneself")));
    }
    store::insert(conn, (&id, &whose, ground), who.account.as_str(), now).map_err(|e| match e {
        Error::Conflict => Error::invalid(field, Say::new("erasures-waits")),
        other => other,
    })?;
    note(conn, app, who, (&id, ground, Erasure::Asked, 0))?;
    accounts::tell_role(conn, now, Role::Supervisor, Letter::new("erasure-asked").to("/erasures"))
}

/// Who is named so by the organisation with this code, if they can be forgotten.
fn named(conn: &mut DbConn, code: &CreditCode, person: &str) -> Result<Whose> {
    let org = if let Some(agency) = agencies::holder_of(conn, code)? {
        agencies::forgettable(conn, &agency, person)?;
        agency.to_string()
    } else if let Some(owner) = owners::holder_of(conn, code)? {
        owners::forgettable(conn, &owner, person)?;
        owner.to_string()
    } else {
        return Err(Error::invalid("uscc", Say::new("erasures-no-organisation")));
    };
    Ok(Whose::Named { org: OrgId(org), person: person.to_owned() })
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
    let gone = match &wish.whose {
        Whose::Account(account) => {
            let mut gone = accounts::forget(conn, app, account)?;
            gone.extend(experts::forgotten(conn, account)?);
            gone
        }
        Whose::Named { org, person } => {
            let (agency, owner) = (AgencyId::from(org.as_str()), OwnerId::from(org.as_str()));
            let of_agency = agencies::entry(conn, &agency)?.is_some();
            if of_agency { agencies::forget(conn, &agency, person)? } else { owners::forget(conn, &owner, person)? }
        }
    };
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
