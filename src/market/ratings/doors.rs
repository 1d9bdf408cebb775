//! The use cases as pages and programs reach them: one transaction each.

use super::store::{self, Rating};
use super::{amend as amending, service};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::contract::ContractState;
use crate::domain::rating::Parts;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::contracts::{self, Contract};
use crate::market::{agencies, owners};
use crate::platform::auth::{Acting, Agency, Identity, Owner};

/// See [`service::rate`].
pub async fn rate(app: &App, who: &Acting<Owner>, contract: String, (parts, words): (Parts, String)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::rate(conn, &shared, &who, &contract, (parts, &words))).await
}

/// See [`amending::amend`].
pub async fn amend(app: &App, who: &Acting<Owner>, contract: String, (parts, words): (Parts, String)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| amending::amend(conn, &shared, &who, &contract, (parts, &words))).await
}

/// See [`service::answer`].
pub async fn answer(app: &App, who: &Acting<Agency>, contract: String, words: String) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::answer(conn, &shared, &who, &contract, &words)).await
}

/// What there is to see of the rating of a contract.
pub struct Seen {
    pub contract: Contract,
    pub owner: String,
    pub agency: String,
    pub rating: Option<Rating>,
    /// Until when the owner may rate, where the reader is the owner and may.
    pub rate_before: Option<Instant>,
    /// Until when the agency may answer, where the reader is the agency and may.
    pub answer_before: Option<Instant>,
    /// Until when the owner may amend its rating, where the reader is the owner and may.
    pub amend_before: Option<Instant>,
}

fn seen(conn: &mut DbConn, app: &App, who: Option<&Identity>, id: &str) -> Result<Seen> {
    let (now, contract) = (app.clock.now(), contracts::load(conn, id)?);
    if !contract.state.is_public() {
        return Err(Error::NotFound);
    }
    let rating = store::of_contract(conn, id)?;
    let is = |role, org: &str| who.is_some_and(|who| who.role == role && who.org.as_str() == org);
    let rate_before = match contract.state {
        ContractState::Accepted if is(Role::Owner, contract.owner.as_str()) => Some(contracts::service::due(conn, app, &contract)?),
        _ => None,
    };
    let answer_before = match &rating {
        Some(rating) if is(Role::Agency, contract.agency.as_str()) && rating.answered_at.ms() == 0 && !rating.by_default => {
            Some(service::answer_due(conn, app, rating)?)
        }
        _ => None,
    };
    let amend_before = match &rating {
        Some(rating) if is(Role::Owner, contract.owner.as_str()) && amending::may_amend(conn, app, rating, now).is_ok() => {
            Some(amending::amend_due(conn, app, rating)?)
        }
        _ => None,
    };
    Ok(Seen {
        amend_before,
        owner: owners::profile(conn, &contract.owner)?.name,
        agency: agencies::profile(conn, &contract.agency)?.name,
        rate_before: rate_before.filter(|due| now < *due),
        answer_before: answer_before.filter(|due| now < *due),
        rating,
        contract,
    })
}

/// The rating of a contract as this reader may see it.
///
/// # Errors
/// [`Error::NotFound`] for a contract the public does not know of.
pub async fn of_contract(app: &App, who: Option<&Identity>, id: String) -> Result<Seen> {
    let (shared, who) = (app.clone(), who.cloned());
    app.db.read(move |conn| seen(conn, &shared, who.as_ref(), &id)).await
}

/// The contract behind a rating.
pub async fn contract_of(app: &App, rating: String) -> Result<String> {
    app.db.read(move |conn| store::one(conn, &rating).map(|rating| rating.contract)).await
}

/// An agency's name with a page of its ratings.
pub async fn of_agency(app: &App, agency: String, page: i64) -> Result<(String, Vec<Rating>, i64)> {
    app.db
        .read(move |conn| {
            let name = agencies::profile(conn, &agency.as_str().into())?.name;
            let (rows, total) = store::of_agency(conn, &agency, page)?;
            Ok((name, rows, total))
        })
        .await
}
