//! Asking to leave, thinking better of it, and the operator's answer.

use super::store::{self, Decided, Exit};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::{AgencyId, AgencyState};
use crate::domain::calendar::{Period, Running};
use crate::domain::event::Kind;
use crate::domain::exit::{ExitId, ExitState, Open, Refused, may_leave};
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say, is_duplicate};
use crate::market::{accounts, agencies, awards, blacklist, contracts, signups};
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};
use crate::platform::auth::{Acting, AgencyManager, Identity, Operator, OrgId};
use crate::platform::calendars;
use crate::platform::letter::Letter;
use crate::platform::random;

/// What of an agency is still open.
pub fn open_matters(conn: &mut DbConn, agency: &AgencyId, now: Instant) -> Result<Open> {
    let suspended = usize::from(blacklist::standing(conn, agency.as_str(), now)?.is_suspended());
    Ok(Open {
        signups: signups::count_open(conn, agency)?,
        awards: awards::unsigned_of(conn, agency)?.len(),
        contracts: contracts::count_unfinished(conn, agency)?,
        cases: blacklist::pending(conn, agency)? + suspended,
    })
}

fn check(conn: &mut DbConn, agency: &AgencyId, now: Instant) -> Result<()> {
    let state = agencies::entry(conn, agency)?.map_or(AgencyState::Withdrawn, |entry| entry.state);
    Ok(may_leave(state, open_matters(conn, agency, now)?)?)
}

/// An agency asks to leave, with its reason. An operator answers within the days of the formal check.
///
/// # Errors
/// [`Error::Refused`] with all that is still open, for an agency that is not in the directory, or while another wish waits.
pub fn ask(conn: &mut DbConn, app: &App, who: &Acting<AgencyManager>, now: Instant, reason: &str) -> Result<ExitId> {
    let agency = agencies::agency_of(who);
    check(conn, &agency, now)?;
    let policy = app.policies.in_force(now);
    let due = app.calendars.now().deadline(policy.term(now, policy.onboarding.formal_check_wd));
    let exit = Exit {
        id: ExitId(random::blind_id()),
        agency,
        agency_name: who.org_name.clone(),
        state: ExitState::Asked,
        reason: reason.to_owned(),
        asked_at: now,
        due_at: due.at,
        decided_at: Instant(0),
        answer: String::new(),
    };
    match crate::db::dialect::attempt(conn, |conn| store::insert(conn, &exit, who.account.as_str())) {
        Err(e) if is_duplicate(&e) => return Err(Error::Refused(Say::new("exits-waits"))),
        other => other?,
    }
    log(conn, now, (&who.actor, &exit), (Kind::AgencyAskExit, Visibility::Salted), &[("reason", reason)])?;
    let letter = Letter::new("exit-asked").with("agency", &exit.agency_name).to(format!("/operations/exits/{}", exit.id));
    accounts::tell_role(conn, now, Role::Operator, letter)?;
    Ok(exit.id)
}

/// The agency stays after all.
///
/// # Errors
/// [`Error::Refused`] where no wish waits.
pub fn take_back(conn: &mut DbConn, who: &Acting<AgencyManager>, now: Instant) -> Result<()> {
    let latest = store::of_agency(conn, &agencies::agency_of(who))?.into_iter().next().ok_or(Error::NotFound)?;
    waits(&latest)?;
    let decided = Decided { to: ExitState::TakenBack, by: who.account.as_str(), at: now, answer: "" };
    store::decide(conn, &latest.id, &decided)?;
    log(conn, now, (&who.actor, &latest), (Kind::AgencyKeepEntry, Visibility::Salted), &[])
}

fn waits(exit: &Exit) -> Result<()> {
    if exit.state == ExitState::Asked { Ok(()) } else { Err(Refused::NotNow { state: exit.state }.into()) }
}

/// An operator confirms: the agency leaves the directory at once.
///
/// # Errors
/// [`Error::Refused`] with all that has been opened since.
pub fn confirm(conn: &mut DbConn, app: &App, who: &Acting<Operator>, now: Instant, id: &ExitId) -> Result<()> {
    let exit = store::load(conn, id)?;
    waits(&exit)?;
    check(conn, &exit.agency, now)?;
    store::decide(conn, id, &Decided { to: ExitState::Confirmed, by: who.account.as_str(), at: now, answer: "" })?;
    log(conn, now, (&who.actor, &exit), (Kind::AgencyExit, Visibility::Public), &[("name", &exit.agency_name)])?;
    tell(conn, now, &exit, Letter::new("exit-confirmed"))?;
    agencies::withdraw(conn, app, now, &exit.agency)
}

/// An operator refuses, with the reason.
pub fn refuse(conn: &mut DbConn, who: &Acting<Operator>, now: Instant, (id, answer): (&ExitId, &str)) -> Result<()> {
    let exit = store::load(conn, id)?;
    waits(&exit)?;
    store::decide(conn, id, &Decided { to: ExitState::Refused, by: who.account.as_str(), at: now, answer })?;
    log(conn, now, (&who.actor, &exit), (Kind::AgencyRefuseExit, Visibility::Salted), &[("reason", answer)])?;
    tell(conn, now, &exit, Letter::new("exit-refused").with("reason", answer))
}

/// When an agency that is out of the directory left it.
pub fn left_at(conn: &mut DbConn, agency: &AgencyId, state: AgencyState) -> Result<Option<Instant>> {
    if state == AgencyState::Listed { Ok(None) } else { store::last_confirmed(conn, agency) }
}

/// The wishes of one's own agency, the latest first.
pub fn own(conn: &mut DbConn, who: &Identity) -> Result<Vec<Exit>> {
    store::of_agency(conn, &agencies::agency_of(who))
}

fn tell(conn: &mut DbConn, now: Instant, exit: &Exit, letter: Letter) -> Result<()> {
    let letter = letter.with("agency", &exit.agency_name).to("/agency/exit");
    accounts::tell_org(conn, now, &OrgId::from(exit.agency.as_str()), letter)
}

fn log(
    conn: &mut DbConn,
    now: Instant,
    (actor, exit): (&Actor, &Exit),
    (kind, visibility): (Kind, Visibility),
    facts: &[(&str, &str)],
) -> Result<()> {
    let agency = [("agency", exit.agency.as_str())];
    let facts: Vec<(&str, &str)> = agency.into_iter().chain(facts.iter().copied()).collect();
    let document = audit::document(&format!("market/v1 {kind}"), &facts);
    let thing = Thing::open(agencies::service::THING, exit.agency.as_str());
    audit::record(conn, now, Act { kind, actor, thing, document, visibility })?;
    Ok(())
}

/// The calendar has changed: wishes that are not overdue may be due later.
pub fn calendar_changed(conn: &mut DbConn, app: &App) -> Result<()> {
    let waiting = store::waiting(conn)?.into_iter().map(|exit| {
        let policy = app.policies.in_force(exit.asked_at);
        let period = Period::WorkingDays(policy.term(exit.asked_at, policy.onboarding.formal_check_wd));
        (exit.id, Running { due: exit.due_at, period })
    });
    calendars::lengthen(conn, (&app.calendars.now(), app.clock.now()), waiting, |conn, id, again| store::set_due(conn, &id, again))
}
