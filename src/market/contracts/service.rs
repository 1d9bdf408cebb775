//! From award to acceptance.

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::award::AwardState;
use crate::domain::contract::{ContractState, Refused, Side, Step, amount_fits, dates_fit};
use crate::domain::event::Kind;
use crate::domain::money::Fen;
use crate::domain::policy::Policy;
use crate::domain::project::{NoticeKind, Step as ProjectStep};
use crate::domain::role::Role;
use crate::domain::time::{Day, Instant};
use crate::error::{Error, Result, Say, is_duplicate};
use crate::market::contracts::store::{self, Contract, Deliverable, Terms};
use crate::market::projects::{self, Notice, Project};
use crate::market::{accounts, awards, blacklist};
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};
use crate::platform::auth::{Identity, OrgId};
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

/// What one side registers.
#[derive(Clone, Debug)]
pub struct Registration {
    pub number: String,
    pub amount: Fen,
    pub content: String,
    pub signed_on: Day,
    pub starts_on: Day,
    pub ends_on: Day,
    /// The scan, where one was handed in.
    pub document: Option<String>,
}

/// An award was accepted: its contract is awaited within the policy's days. Safe to repeat.
pub fn begin(conn: &mut DbConn, app: &App, award: &str) -> Result<()> {
    let (now, award) = (app.clock.now(), awards::load(conn, award)?);
    if award.state != AwardState::Accepted {
        return Ok(());
    }
    let project = projects::load(conn, &award.project)?;
    let due = app.calendars.now().deadline(policy(app, &project).term(now, policy(app, &project).contract.sign_wd)).at;
    let contract = Contract {
        id: random::blind_id(),
        project: award.project.clone(),
        award: award.id.clone(),
        owner: award.owner.clone(),
        agency: award.agency.clone(),
        state: ContractState::Awaited,
        number: String::new(),
        title: project.title.clone(),
        amount: award.price,
        content: String::new(),
        signed_on: String::new(),
        starts_on: String::new(),
        ends_on: String::new(),
        document: None,
        side: None,
        registered_at: Instant(0),
        confirmed_at: Instant(0),
        return_reason: String::new(),
        due_at: due,
        accepted_at: Instant(0),
        rated_at: Instant(0),
    };
    use diesel::Connection;
    match conn.transaction(|conn| store::insert(conn, &contract)) {
        Err(e) if is_duplicate(&e) => return Ok(()),
        other => other?,
    }
    outbox::push_at(conn, now, due, &Job::ContractDue { contract: contract.id.clone() })?;
    tell(conn, now, &contract, Side::Owner, "contract-awaited")?;
    tell(conn, now, &contract, Side::Agency, "contract-awaited")
}

fn policy<'a>(app: &'a App, project: &Project) -> &'a Policy {
    app.policies.get(&project.policy).unwrap_or_else(|| app.policies.in_force(app.clock.now()))
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
    Ok(audit::record(conn, now, Act { kind, actor, thing, document, visibility })?.index)
}

/// One side registers the signed contract; the other has its days to confirm or return it.
pub fn register(conn: &mut DbConn, app: &App, who: &Identity, id: &str, given: &Registration) -> Result<()> {
    let (now, contract) = (app.clock.now(), own(conn, who, id)?);
    let to = contract.state.after(Step::Register)?;
    let project = projects::load(conn, &contract.project)?;
    amount_fits(project.price_kind, project.price, given.amount)?;
    dates_fit(given.signed_on, given.starts_on, given.ends_on)?;
    if given.signed_on > now.day() {
        return Err(Error::invalid("signed_on", Say::new("contracts-signed-in-future")));
    }
    let due = app.calendars.now().deadline(policy(app, &project).term(now, policy(app, &project).contract.confirm_wd)).at;
    store::step(conn, &contract, to, due)?;
    let (signed, starts, ends) = (given.signed_on.to_string(), given.starts_on.to_string(), given.ends_on.to_string());
    let terms = Terms {
        number: &given.number,
        amount: given.amount,
        content: &given.content,
        signed_on: &signed,
        starts_on: &starts,
        ends_on: &ends,
        document: given.document.as_deref(),
    };
    store::set_terms(conn, id, &terms, (side_of(who), who.account.as_str(), now))?;
    log(conn, now, (&who.actor, &contract), (Kind::ContractRegister, Visibility::Salted), &[("number", &given.number)])?;
    tell(conn, now, &contract, side_of(who).other(), "contract-registered")
}

/// The other side sends a registered contract back with its reason.
pub fn return_(conn: &mut DbConn, app: &App, who: &Identity, id: &str, reason: &str) -> Result<()> {
    let (now, contract) = (app.clock.now(), own(conn, who, id)?);
    let to = contract.state.after(Step::Return)?;
    if contract.side == Some(side_of(who)) {
        return Err(Refused::OwnSide.into());
    }
    let project = projects::load(conn, &contract.project)?;
    let due = app.calendars.now().deadline(policy(app, &project).term(now, policy(app, &project).contract.confirm_wd)).at;
    store::step(conn, &contract, to, due)?;
    store::set_returned(conn, id, reason)?;
    log(conn, now, (&who.actor, &contract), (Kind::ContractReturn, Visibility::Salted), &[("reason", reason)])?;
    outbox::push_at(conn, now, due, &Job::ContractDue { contract: contract.id.clone() })?;
    tell(conn, now, &contract, side_of(who).other(), "contract-returned")
}

/// The other side confirms: the contract is in force and public, and the project in service.
pub fn confirm(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<()> {
    let (now, contract) = (app.clock.now(), own(conn, who, id)?);
    let to = contract.state.after(Step::Confirm)?;
    if contract.side == Some(side_of(who)) {
        return Err(Refused::OwnSide.into());
    }
    if !blacklist::standing(conn, contract.agency.as_str(), now)?.is_good() {
        return Err(Error::Refused(Say::new("contracts-barred")));
    }
    let ends = Day::parse(&contract.ends_on).map_or(now, |day| day.next().start());
    store::step(conn, &contract, to, ends)?;
    store::set_confirmed(conn, id, who.account.as_str(), now)?;
    awards::contracted(conn, app, &contract.award)?;
    projects::advance(conn, &contract.project, ProjectStep::Serve)?;
    let amount = contract.amount.0.to_string();
    let facts =
        [("number", contract.number.as_str()), ("amount-fen", &amount), ("signed", &contract.signed_on), ("ends", &contract.ends_on)];
    let index = log(conn, now, (&who.actor, &contract), (Kind::ContractConfirm, Visibility::Public), &facts)?;
    let notice = Notice { kind: NoticeKind::Contract, body: contract.id.clone(), log_index: index, at: now };
    projects::notice(conn, &contract.project, &notice)?;
    tell(conn, now, &contract, side_of(who).other(), "contract-confirmed")
}

/// The agency hands a result in.
pub fn deliver(conn: &mut DbConn, app: &App, who: &Identity, id: &str, (note, document): (&str, Option<String>)) -> Result<()> {
    let (now, contract) = (app.clock.now(), own(conn, who, id)?);
    let to = contract.state.after(Step::Deliver)?;
    let project = projects::load(conn, &contract.project)?;
    let due = app.calendars.now().deadline(policy(app, &project).term(now, policy(app, &project).acceptance.decide_wd)).at;
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
    tell(conn, now, &contract, Side::Owner, "result-delivered")
}

/// The owner sends a result back with what is missing.
pub fn return_result(conn: &mut DbConn, app: &App, who: &Identity, id: &str, reply: &str) -> Result<()> {
    let (now, contract) = (app.clock.now(), own(conn, who, id)?);
    let ends = Day::parse(&contract.ends_on).map_or(now, |day| day.next().start());
    store::step(conn, &contract, contract.state.after(Step::ReturnResult)?, ends)?;
    store::decide_deliverable(conn, id, "returned", (who.account.as_str(), now, reply))?;
    log(conn, now, (&who.actor, &contract), (Kind::DeliverableReturn, Visibility::Salted), &[("reply", reply)])?;
    tell(conn, now, &contract, Side::Agency, "result-returned")
}

/// The owner accepts the result; the days to rate begin.
pub fn accept_result(conn: &mut DbConn, app: &App, who: &Identity, id: &str, reply: &str) -> Result<()> {
    let (now, contract) = (app.clock.now(), own(conn, who, id)?);
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
