//! Offering, answering, passing on.

use crate::app::App;
use crate::db::{DbConn, Topic, dialect, revisions};
use crate::domain::agency::AgencyId;
use crate::domain::award::{AwardState, Step, in_time};
use crate::domain::calendar::{Period, Running};
use crate::domain::draw::Act as RulingAct;
use crate::domain::event::Kind;
use crate::domain::project::{FailReason, NoticeKind, ProjectId};
use crate::domain::standing::Standing;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::awards::store::{self, Award};
use crate::market::projects::{self, Notice, Project};
use crate::market::{accounts, agencies, blacklist, credit, outcomes, owners, selection};
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};
use crate::platform::auth::{Identity, OrgId};
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

/// The kind of thing the log knows an award as.
const THING: &str = "award";

/// Offers the project to whoever stands first now; where nobody is left, the project fails. An offer to somebody who does not stand first any more,
/// because an objection was upheld, gives way before it is accepted.
pub fn offer_next(conn: &mut DbConn, app: &App, id: &ProjectId) -> Result<()> {
    dialect::lock_in_transaction(conn, &format!("awards {id}"))?;
    if let Some(award) = store::standing_of(conn, id)? {
        if award.state != AwardState::Offered || stands_first(conn, &award)? {
            return Ok(());
        }
        displace(conn, app, &award)?;
    }
    let (now, project) = (app.clock.now(), projects::load(conn, id)?);
    // Who was displaced is not spent: it may be asked again.
    let asked = store::of_project(conn, id)?.iter().filter(|award| award.state != AwardState::Displaced).count();
    let opened = if asked < outcomes::ready(conn, &project)? { outcomes::open_next(conn, app, &project)? } else { None };
    let Some(opened) = opened else {
        return projects::fail(conn, app, id, FailReason::NoAlternate);
    };
    let draw = projects::current_draw(conn, id, project.stage)?;
    let award = insert(conn, app, &project, (&draw, &opened))?;
    if let Standing::Barred { .. } | Standing::Suspended { .. } = blacklist::standing(conn, opened.agency.as_str(), now)? {
        return pass_on(conn, app, &award, Step::Exclude, (&Actor::platform(), "barred"));
    }
    tell_offered(conn, app, &project, &award)
}

/// Whether the agency of an award stands first in the order in which agencies are asked.
fn stands_first(conn: &mut DbConn, award: &Award) -> Result<bool> {
    let project = projects::load(conn, &award.project)?;
    Ok(outcomes::first(conn, &project)?.is_some_and(|first| first == award.label))
}

/// An offer gives way to somebody better placed; its agency stands behind it, and loses nothing.
fn displace(conn: &mut DbConn, app: &App, award: &Award) -> Result<()> {
    let (now, platform) = (app.clock.now(), Actor::platform());
    store::step(conn, award, award.state.after(Step::Displace)?, (now, &platform.0, "displaced"))?;
    projects::chosen(conn, &award.project, None)?;
    log(conn, now, (&platform, award), Kind::AwardDisplace, &[("serial", &award.serial)])?;
    let told = Letter::new("award-displaced").with("serial", &award.serial).to(format!("/agency/awards/{}", award.id));
    accounts::tell_org(conn, now, &org(&award.agency), told)
}

fn insert(conn: &mut DbConn, app: &App, project: &Project, (draw, opened): (&str, &selection::OpenedLabel)) -> Result<Award> {
    let now = app.clock.now();
    let policy = app.policies.get(&project.policy).unwrap_or_else(|| app.policies.in_force(now));
    let due = app.calendars.now().deadline(policy.term(now, policy.award.accept_wd));
    let award = Award {
        id: random::blind_id(),
        serial: next_serial(conn, now)?,
        project: project.id.clone(),
        draw: draw.to_owned(),
        rank: opened.rank,
        label: opened.label.clone(),
        agency: opened.agency.clone(),
        owner: project.owner.clone(),
        state: AwardState::Offered,
        price: outcomes::price(conn, project, &opened.label)?,
        offered_at: now,
        due_at: due.at,
        decided_at: Instant(0),
        reason: String::new(),
    };
    store::insert(conn, &award)?;
    projects::chosen(conn, &project.id, Some(&award.agency))?;
    let logged = log_notice(conn, now, project, &award)?;
    projects::notice(conn, &project.id, &Notice { kind: NoticeKind::Award, body: award.serial.clone(), log_id: logged, at: now })?;
    outbox::push_at(conn, now, award.due_at, &Job::AwardDue { award: award.id.clone() })?;
    Ok(award)
}

/// The notice itself as a document: what its page says, so that its fingerprint vouches for the paper.
fn log_notice(conn: &mut DbConn, now: Instant, project: &Project, award: &Award) -> Result<i64> {
    let (owner, agency) = (owners::profile(conn, &award.owner)?, agencies::profile(conn, &award.agency)?);
    let (rank, price) = (award.rank.to_string(), award.price.0.to_string());
    let parties = [("owner", owner.name.as_str()), ("agency", &agency.name), ("agency-code", agency.uscc.as_str())];
    let (offered, due) = (award.offered_at.wire(), award.due_at.wire());
    let facts = [
        ("serial", award.serial.as_str()),
        ("project", &project.number),
        ("title", &project.title),
        parties[0],
        parties[1],
        parties[2],
        ("draw", &award.draw),
        ("label", &award.label),
        ("rank", &rank),
        ("price-fen", &price),
        ("offered", &offered),
        ("answer-before", &due),
    ];
    log(conn, now, (&Actor::platform(), award), Kind::AwardOffer, &facts)
}

/// A notice's document as it was logged, with its place in the log; `None` where it was never logged.
pub fn notice_document(conn: &mut DbConn, award: &Award) -> Result<Option<audit::Past>> {
    Ok(audit::history(conn, THING, &award.id)?.into_iter().find(|past| past.kind == Kind::AwardOffer.as_str() && past.public))
}

fn next_serial(conn: &mut DbConn, now: Instant) -> Result<String> {
    dialect::lock_in_transaction(conn, "award serials")?;
    let prefix = format!("MXZX-{}-", now.day().parts().0);
    let count: u64 = match store::last_serial(conn, &prefix)? {
        None => 0,
        Some(serial) => serial[prefix.len()..].parse().map_err(|_| Error::bad_row("awards.serial", &serial))?,
    };
    Ok(format!("{prefix}{:06}", count + 1))
}

fn tell_offered(conn: &mut DbConn, app: &App, project: &Project, award: &Award) -> Result<()> {
    let now = app.clock.now();
    let due = crate::domain::calendar::end_text(award.due_at);
    let letter = Letter::new("award-offered").with("project", &project.title).with("serial", &award.serial).with("due", due);
    accounts::tell_org(conn, now, &org(&award.agency), letter.to(format!("/agency/awards/{}", award.id)))?;
    projects::tell_owner(
        conn,
        now,
        project,
        Letter::new("award-offered-owner").with("serial", &award.serial).to(format!("/awards/{}", award.serial)),
    )
}

fn org(agency: &AgencyId) -> OrgId {
    OrgId::from(agency.as_str())
}

fn log(conn: &mut DbConn, now: Instant, (actor, award): (&Actor, &Award), kind: Kind, facts: &[(&str, &str)]) -> Result<i64> {
    let document = audit::document(&format!("market/v1 {kind}"), facts);
    let thing = Thing { kind: THING, id: award.id.clone(), public: award.serial.clone() };
    Ok(audit::record(conn, now, Act { kind, actor, thing, document, visibility: Visibility::Public })?.id)
}

/// An agency's own award; of another's nobody learns here.
pub fn own(conn: &mut DbConn, who: &Identity, id: &str) -> Result<Award> {
    let award = store::load(conn, id)?;
    if award.agency.as_str() == who.org.as_str() { Ok(award) } else { Err(Error::NotFound) }
}

/// The first instant that is too late to answer: as it was offered, or later where the calendar has since become longer.
pub fn due(conn: &mut DbConn, app: &App, award: &Award) -> Result<Instant> {
    Ok(runs(conn, app, award)?.end(&app.calendars.now()))
}

/// The days to answer.
pub(super) fn runs(conn: &mut DbConn, app: &App, award: &Award) -> Result<Running> {
    let project = projects::load(conn, &award.project)?;
    let policy = app.policies.get(&project.policy).unwrap_or_else(|| app.policies.in_force(award.offered_at));
    Ok(Running { due: award.due_at, period: Period::WorkingDays(policy.term(award.offered_at, policy.award.accept_wd)) })
}

/// The agency accepts, before its days are over, while it stands first and nothing bars it.
pub fn accept(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<()> {
    // A ruling waits for it, or is seen here: nobody accepts what was just given to another.
    let project = own(conn, who, id)?.project;
    dialect::lock_in_transaction(conn, &format!("awards {project}"))?;
    let (now, award) = (app.clock.now(), own(conn, who, id)?);
    let to = award.state.after(Step::Accept)?;
    in_time(now, due(conn, app, &award)?)?;
    if !blacklist::standing(conn, award.agency.as_str(), now)?.is_good() {
        return Err(Error::Refused(Say::new("awards-barred")));
    }
    if !stands_first(conn, &award)? {
        return Err(Error::Refused(Say::new("awards-displaced")));
    }
    store::step(conn, &award, to, (now, who.account.as_str(), ""))?;
    log(conn, now, (&who.actor, &award), Kind::AwardAccept, &[("serial", &award.serial)])?;
    revisions::bump(conn, Topic::Projects)?;
    let project = projects::load(conn, &award.project)?;
    projects::tell_owner(conn, now, &project, Letter::new("award-accepted").to(format!("/projects/{}", project.number)))?;
    outbox::push(conn, now, &Job::AwardAccepted { award: award.id })
}

/// The agency declines with a reason; the next alternate moves up, and the refusal costs points by policy.
pub fn decline(conn: &mut DbConn, app: &App, who: &Identity, id: &str, reason: &str) -> Result<()> {
    let award = own(conn, who, id)?;
    award.state.after(Step::Decline)?;
    in_time(app.clock.now(), due(conn, app, &award)?)?;
    pass_on(conn, app, &award, Step::Decline, (&who.actor, reason))
}

/// An award ends without a contract: its label is struck, what the policy takes off is taken off, and the next alternate is asked.
pub fn pass_on(conn: &mut DbConn, app: &App, award: &Award, step: Step, (actor, reason): (&Actor, &str)) -> Result<()> {
    let now = app.clock.now();
    let to = award.state.after(step)?;
    store::step(conn, award, to, (now, &actor.0, reason))?;
    projects::chosen(conn, &award.project, None)?;
    let kind = match step {
        Step::Decline => Kind::AwardDecline,
        Step::Exclude => Kind::AwardExclude,
        _ => Kind::AwardLapse,
    };
    log(conn, now, (actor, award), kind, &[("serial", &award.serial), ("reason", reason)])?;
    if let Some(word) = to.strike_reason() {
        let evidence = audit::document("market/v1 award.end", &[("serial", &award.serial), ("state", to.as_str()), ("reason", reason)]);
        let ground = selection::Ground { act: RulingAct::Strike, label: &award.label, reason: word, by: actor, evidence: &evidence };
        selection::rule(conn, app, &award.draw, &ground)?;
    }
    let rules = &app.policies.in_force(now).credit.deductions;
    match to {
        AwardState::Declined => credit::deduct(conn, app, &award.agency, rules.award_declined, ("award-declined", &award.serial))?,
        AwardState::Lapsed => credit::deduct(conn, app, &award.agency, rules.award_unanswered, ("award-unanswered", &award.serial))?,
        AwardState::Unsigned => credit::deduct(conn, app, &award.agency, rules.contract_late, ("contract-late", &award.serial))?,
        _ => {}
    }
    accounts::tell_org(
        conn,
        now,
        &org(&award.agency),
        Letter::new("award-ended").with("serial", &award.serial).to(format!("/agency/awards/{}", award.id)),
    )?;
    outbox::push(conn, now, &Job::OfferAward { project: award.project.to_string() })
}

/// No contract came of an accepted award in time.
pub fn unsigned(conn: &mut DbConn, app: &App, id: &str) -> Result<()> {
    let award = store::load(conn, id)?;
    pass_on(conn, app, &award, Step::Unsign, (&Actor::platform(), "not signed in time"))
}

/// The contract of an accepted award is in force.
pub fn contracted(conn: &mut DbConn, app: &App, id: &str) -> Result<Award> {
    let award = store::load(conn, id)?;
    store::step(conn, &award, award.state.after(Step::Contract)?, (app.clock.now(), "platform", ""))?;
    Ok(award)
}
