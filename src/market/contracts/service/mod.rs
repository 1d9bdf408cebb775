//! From award to acceptance: signing in two halves, results, and what both share.

mod results;
mod signing;

pub use results::{accept_result, close, deliver, return_result};
pub use signing::{Registration, begin, confirm, register, return_};

use crate::app::App;
use crate::db::DbConn;
use crate::domain::calendar::{Period, Running};
use crate::domain::contract::{ContractState, Side};
use crate::domain::event::Kind;
use crate::domain::policy::Policy;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::contracts::store::{self, Contract};
use crate::market::projects::{self, Project};
use crate::market::{accounts, awards};
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};
use crate::platform::auth::{Identity, OrgId};
use crate::platform::letter::Letter;

/// The policy a project was published under.
pub fn policy<'a>(app: &'a App, project: &Project) -> &'a Policy {
    app.policies.get(&project.policy).unwrap_or_else(|| app.policies.in_force(app.clock.now()))
}

/// By when the next step is due, as written down, or later where the calendar has since become longer.
pub fn due(conn: &mut DbConn, app: &App, contract: &Contract) -> Result<Instant> {
    Ok(runs(conn, app, contract)?.map_or(contract.due_at, |runs| runs.end(&app.calendars.now())))
}

/// The days that run for the next step; `None` where it has no days of the calendar.
pub(super) fn runs(conn: &mut DbConn, app: &App, contract: &Contract) -> Result<Option<Running>> {
    let project = projects::load(conn, &contract.project)?;
    let policy = policy(app, &project);
    let (began, days) = match contract.state {
        ContractState::Awaited => (awards::load(conn, &contract.award)?.decided_at, policy.contract.sign_wd),
        ContractState::Registered => (contract.registered_at, policy.contract.confirm_wd),
        ContractState::Delivered => {
            let results = store::deliverables(conn, &contract.id)?;
            let Some(last) = results.last() else { return Ok(None) };
            (Instant(last.submitted_at), policy.acceptance.decide_wd)
        }
        ContractState::Accepted => (contract.accepted_at, policy.rating.window_wd),
        ContractState::InForce | ContractState::Closed | ContractState::Abandoned => return Ok(None),
    };
    Ok(Some(Running { due: contract.due_at, period: Period::WorkingDays(policy.term(began, days)) }))
}

/// Which side somebody stands on.
pub fn side_of(who: &Identity) -> Side {
    if who.role == Role::Owner { Side::Owner } else { Side::Agency }
}

/// A contract of one's own; of others nobody learns here.
pub fn own(conn: &mut DbConn, who: &Identity, id: &str) -> Result<Contract> {
    let contract = store::load(conn, id)?;
    let mine = match who.role {
        Role::Owner => contract.owner.as_str() == who.org.as_str(),
        Role::Agency => contract.agency.as_str() == who.org.as_str(),
        _ => false,
    };
    if mine { Ok(contract) } else { Err(Error::NotFound) }
}

fn tell(conn: &mut DbConn, now: Instant, contract: &Contract, side: Side, letter: &str) -> Result<()> {
    let org = match side {
        Side::Owner => OrgId::from(contract.owner.as_str()),
        Side::Agency => OrgId::from(contract.agency.as_str()),
    };
    let letter = Letter::new(letter).with("project", &contract.title).to(format!("/contracts/{}", contract.id));
    accounts::tell_org(conn, now, &org, letter)
}

fn log(
    conn: &mut DbConn,
    now: Instant,
    (actor, contract): (&Actor, &Contract),
    (kind, visibility): (Kind, Visibility),
    facts: &[(&str, &str)],
) -> Result<i64> {
    let document = audit::document(&format!("market/v1 {kind}"), facts);
    let thing = Thing { kind: "contract", id: contract.id.clone(), public: contract.id.clone() };
    Ok(audit::record(conn, now, Act { kind, actor, thing, document, visibility })?.id)
}
