//! Awaited, registered by one side, confirmed or returned by the other.

use super::{log, own, policy, side_of, tell};
use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::award::{AwardState, Step as AwardStep};
use crate::domain::contract::{ContractState, Refused, Side, Step, amount_fits, dates_fit};
use crate::domain::event::Kind;
use crate::domain::money::Fen;
use crate::domain::project::{NoticeKind, PriceKind, Step as ProjectStep};
use crate::domain::time::{Day, Instant};
use crate::error::{Error, Result, Say, is_duplicate};
use crate::market::contracts::store::{self, Contract, Terms};
use crate::market::projects::{self, Notice};
use crate::market::{awards, blacklist, credit, outcomes};
use crate::platform::audit::Visibility;
use crate::platform::auth::Identity;
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
    match dialect::attempt(conn, |conn| store::insert(conn, &contract)) {
        Err(e) if is_duplicate(&e) => return Ok(()),
        other => other?,
    }
    outbox::push_at(conn, now, due, &Job::ContractDue { contract: contract.id.clone() })?;
    tell(conn, now, &contract, Side::Owner, "contract-awaited")?;
    tell(conn, now, &contract, Side::Agency, "contract-awaited")
}

/// One side registers the signed contract; the other has its days to confirm or return it.
pub fn register(conn: &mut DbConn, app: &App, who: &Identity, id: &str, given: &Registration) -> Result<()> {
    let (now, contract) = (app.clock.now(), own(conn, who, id)?);
    let to = contract.state.after(Step::Register)?;
    let award = awards::load(conn, &contract.award)?;
    award.state.after(AwardStep::Contract)?;
    let project = projects::load(conn, &contract.project)?;
    // Where the agency quoted, the contract is made at its quote.
    match outcomes::quoted(conn, &project, &award.label)? {
        Some(quote) => amount_fits(PriceKind::Fixed, quote, given.amount)?,
        None => amount_fits(project.price_kind, project.price, given.amount)?,
    }
    dates_fit(given.signed_on, given.starts_on, given.ends_on)?;
    if given.signed_on > now.day() {
        return Err(Error::invalid("signed_on", Say::new("contracts-signed-in-future")));
    }
    if given.signed_on < award.offered_at.day() {
        return Err(Error::invalid("signed_on", Say::new("contracts-signed-before-award").with("day", award.offered_at.day())));
    }
    let (calendar, rules) = (app.calendars.now(), policy(app, &project));
    let due = calendar.deadline(rules.term(now, rules.contract.confirm_wd)).at;
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
    let filed_by = calendar.deadline(rules.term(given.signed_on.start(), rules.contract.file_wd)).at;
    if side_of(who) == Side::Agency && now >= filed_by {
        credit::deduct(conn, app, &contract.agency, rules.credit.deductions.contract_late, ("contract-late", &award.serial))?;
    }
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
    let (calendar, rules) = (app.calendars.now(), policy(app, &project));
    // A return never shortens the days to sign; it leaves at least the days to confirm.
    let signed_by = calendar.deadline(rules.term(awards::load(conn, &contract.award)?.decided_at, rules.contract.sign_wd)).at;
    let due = calendar.deadline(rules.term(now, rules.contract.confirm_wd)).at.max(signed_by);
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
    let log_id = log(conn, now, (&who.actor, &contract), (Kind::ContractConfirm, Visibility::Public), &facts)?;
    let notice = Notice { kind: NoticeKind::Contract, body: contract.id.clone(), log_id, at: now };
    projects::notice(conn, &contract.project, &notice)?;
    tell(conn, now, &contract, side_of(who).other(), "contract-confirmed")
}
