//! Results handed in, returned or accepted; and the end of a contract.

use super::{log, own, policy, tell};
use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::contract::{Side, Step};
use crate::domain::event::Kind;
use crate::domain::project::Step as ProjectStep;
use crate::domain::time::Day;
use crate::error::{Error, Result, Say};
use crate::market::contracts::store::{self, Contract, Deliverable};
use crate::market::{awards, credit, projects};
use crate::platform::audit::Visibility;
use crate::platform::auth::Identity;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

/// A contract of one's own on which one stands on this side: results are the agency's to hand in and the owner's to judge.
fn of_side(conn: &mut DbConn, who: &Identity, side: Side, id: &str) -> Result<Contract> {
    let contract = own(conn, who, id)?;
    if super::side_of(who) == side { Ok(contract) } else { Err(Error::Forbidden(Say::new("contracts-other-side"))) }
}

/// The agency hands a result in; tells the id of the result. The first one after the contract's last day costs points by policy.
pub fn deliver(conn: &mut DbConn, app: &App, who: &Identity, id: &str, (note, document): (&str, Option<String>)) -> Result<String> {
    let (now, contract) = (app.clock.now(), of_side(conn, who, Side::Agency, id)?);
    let to = contract.state.after(Step::Deliver)?;
    let project = projects::load(conn, &contract.project)?;
    let rules = policy(app, &project);
    let due = app.calendars.now().deadline(rules.term(now, rules.acceptance.decide_wd)).at;
    store::step(conn, &contract, to, due)?;
    let position = i64::try_from(store::deliverables(conn, id)?.len()).unwrap_or(i64::MAX) + 1;
    let new = Deliverable {
        id: random::blind_id(),
        contract: id.to_owned(),
        position,
        state: "submitted".into(),
        note: note.to_owned(),
        document,
        submitted_by: who.account.to_string(),
        submitted_at: now.ms(),
        due_at: due.ms(),
        decided_by: String::new(),
        decided_at: 0,
        reply: String::new(),
    };
    store::insert_deliverable(conn, &new)?;
    log(conn, now, (&who.actor, &contract), (Kind::DeliverableSubmit, Visibility::Salted), &[("note", note)])?;
    if position == 1 && Day::parse(&contract.ends_on).is_some_and(|day| now >= day.next().start()) {
        let serial = awards::load(conn, &contract.award)?.serial;
        credit::deduct(conn, app, &contract.agency, rules.credit.deductions.result_late, ("result-late", &serial))?;
    }
    tell(conn, now, &contract, Side::Owner, "result-delivered")?;
    Ok(new.id)
}

/// The owner sends a result back with what is missing.
pub fn return_result(conn: &mut DbConn, app: &App, who: &Identity, id: &str, reply: &str) -> Result<()> {
    let (now, contract) = (app.clock.now(), of_side(conn, who, Side::Owner, id)?);
    let ends = Day::parse(&contract.ends_on).map_or(now, |day| day.next().start());
    store::step(conn, &contract, contract.state.after(Step::ReturnResult)?, ends)?;
    store::decide_deliverable(conn, id, "returned", (who.account.as_str(), now, reply))?;
    log(conn, now, (&who.actor, &contract), (Kind::DeliverableReturn, Visibility::Salted), &[("reply", reply)])?;
    tell(conn, now, &contract, Side::Agency, "result-returned")
}

/// The owner accepts the result; the days to rate begin.
pub fn accept_result(conn: &mut DbConn, app: &App, who: &Identity, id: &str, reply: &str) -> Result<()> {
    let (now, contract) = (app.clock.now(), of_side(conn, who, Side::Owner, id)?);
    let to = contract.state.after(Step::Accept)?;
    let project = projects::load(conn, &contract.project)?;
    let due = app.calendars.now().deadline(policy(app, &project).term(now, policy(app, &project).rating.window_wd)).at;
    store::step(conn, &contract, to, due)?;
    store::decide_deliverable(conn, id, "accepted", (who.account.as_str(), now, reply))?;
    store::set_accepted(conn, id, now)?;
    log(conn, now, (&who.actor, &contract), (Kind::DeliverableAccept, Visibility::Salted), &[("reply", reply)])?;
    outbox::push_at(conn, now, due, &Job::RatingDue { contract: contract.id.clone() })?;
    tell(conn, now, &contract, Side::Agency, "result-accepted")
}

/// The contract was rated, or the days to rate are over: contract and project are done.
pub fn close(conn: &mut DbConn, app: &App, contract: &Contract) -> Result<()> {
    let now = app.clock.now();
    store::step(conn, contract, contract.state.after(Step::Close)?, contract.due_at)?;
    store::set_rated(conn, &contract.id, now)?;
    projects::advance(conn, &contract.project, ProjectStep::Finish)?;
    revisions::bump(conn, Topic::Agencies)
}
