//! What contracts do by the clock, and when their award or project ends.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyId;
use crate::domain::award::AwardState;
use crate::domain::contract::{ContractState, Side, Step};
use crate::domain::project::ProjectId;
use crate::domain::role::Role;
use crate::error::Result;
use crate::market::contracts::store::{self, Contract};
use crate::market::contracts::{Awaiting, service};
use crate::market::{accounts, awards};
use crate::platform::calendars;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};

/// An award was accepted: its contract is awaited.
pub async fn begin(app: &App, award: &str) -> Result<()> {
    let (shared, award) = (app.clone(), award.to_owned());
    app.db.write(move |conn| service::begin(conn, &shared, &award)).await
}

/// The days to sign or to confirm are over. Where the agency has not done its half, the award goes to the next. Where the agency has registered
/// and the owner is silent, nothing is taken from the agency: owner and operators are told, and the contract stays overdue until the owner acts;
/// else an owner could get rid of a winner by silence.
pub async fn due(app: &App, contract: &str) -> Result<()> {
    let (shared, id) = (app.clone(), contract.to_owned());
    app.db.write(move |conn| over(conn, &shared, &id)).await
}

fn over(conn: &mut DbConn, app: &App, id: &str) -> Result<()> {
    let (now, contract) = (app.clock.now(), store::load(conn, id)?);
    if !matches!(contract.state, ContractState::Awaited | ContractState::Registered) {
        return Ok(());
    }
    let due = service::due(conn, app, &contract)?;
    if now < due {
        return outbox::push_at(conn, now, due, &Job::ContractDue { contract: id.to_owned() });
    }
    if awards::load(conn, &contract.award)?.state != AwardState::Accepted {
        return abandon(conn, &contract);
    }
    if contract.state == ContractState::Registered && contract.side == Some(Side::Agency) {
        let letter = || Letter::new("contract-overdue").with("project", &contract.title).to(format!("/contracts/{}", contract.id));
        accounts::tell_org(conn, now, &contract.owner.as_str().into(), letter())?;
        return accounts::tell_role(conn, now, Role::Operator, letter());
    }
    abandon(conn, &contract)?;
    awards::unsigned(conn, app, &contract.award)
}

fn abandon(conn: &mut DbConn, contract: &Contract) -> Result<()> {
    store::step(conn, contract, contract.state.after(Step::Abandon)?, contract.due_at)
}

/// An agency lost awards by a change of its standing: the contracts that were awaited from them are too.
pub async fn standing_changed(app: &App, agency: &str) -> Result<()> {
    let agency = AgencyId::from(agency);
    app.db.write(move |conn| abandon_all(conn, Awaiting::Agency(&agency))).await
}

/// A project was terminated: a contract that was awaited will not come.
pub async fn project_ended(app: &App, project: &str) -> Result<()> {
    let project = ProjectId::from(project);
    app.db.write(move |conn| abandon_all(conn, Awaiting::Project(&project))).await
}

fn abandon_all(conn: &mut DbConn, whose: Awaiting<'_>) -> Result<()> {
    for contract in store::awaited(conn, whose)? {
        if awards::load(conn, &contract.award)?.state != AwardState::Accepted {
            abandon(conn, &contract)?;
        }
    }
    Ok(())
}

/// The calendar has changed: days that run may end later. The jobs that wait for the old day wait on.
pub fn calendar_changed(conn: &mut DbConn, app: &App) -> Result<()> {
    let now = app.clock.now();
    let mut running = Vec::new();
    for contract in store::running(conn, now)? {
        let runs = service::runs(conn, app, &contract)?;
        running.extend(runs.map(|runs| (contract, runs)));
    }
    calendars::lengthen(conn, (&app.calendars.now(), now), running, |conn, contract, again| {
        store::step(conn, &contract, contract.state, again)
    })
}
