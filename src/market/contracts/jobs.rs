//! What contracts do by the clock.

use crate::app::App;
use crate::domain::contract::{ContractState, Step};
use crate::error::Result;
use crate::market::awards;
use crate::market::contracts::{service, store};
use crate::platform::outbox::{self, Job};

/// An award was accepted: its contract is awaited.
pub async fn begin(app: &App, award: &str) -> Result<()> {
    let (shared, award) = (app.clone(), award.to_owned());
    app.db.write(move |conn| service::begin(conn, &shared, &award)).await
}

/// The days to sign and confirm are over: without a contract the award goes to the next. A contract that one side has registered is given the
/// other's days to confirm, and no more.
pub async fn due(app: &App, contract: &str) -> Result<()> {
    let (shared, id) = (app.clone(), contract.to_owned());
    app.db
        .write(move |conn| {
            let (now, contract) = (shared.clock.now(), store::load(conn, &id)?);
            if !matches!(contract.state, ContractState::Awaited | ContractState::Registered) {
                return Ok(());
            }
            if now < contract.due_at {
                return outbox::push_at(conn, now, contract.due_at, &Job::ContractDue { contract: id });
            }
            store::step(conn, &contract, contract.state.after(Step::Abandon)?, contract.due_at)?;
            awards::unsigned(conn, &shared, &contract.award)
        })
        .await
}
