//! The deadline: who signed up is judged once more and frozen, or the draw lapses for want of sign-ups (draw-v1 §4, "closes").

use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyId;
use crate::domain::draw::terms::tickets;
use crate::domain::draw::{
    Close, Document, DrawKind, DrawState, Freeze, FreezeEntry, Hash32, Label, Lapsed, Mode, Nonces, Notice, Status, Weight,
};
use crate::domain::event::Kind;
use crate::domain::method::{Stage, row};
use crate::domain::project::{FailReason, Step};
use crate::domain::signup::Refused;
use crate::domain::standing::Standing;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::projects::{self, Project};
use crate::market::selection::store::documents;
use crate::market::selection::store::draws::{self, Draw};
use crate::market::signups::service::Circumstances;
use crate::market::signups::{self, Signup};
use crate::market::{accounts, agencies, bids, blacklist, credit, owners};
use crate::platform::audit::{self, Visibility};
use crate::platform::outbox::{self, Job};

use super::progress::progress;
use super::request::{Begun, Plan};
use super::{letter, lock, log, policy, put, request};

/// What became of a draw at its deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The deadline has not come.
    TooEarly(Instant),
    /// Somebody closed it before, or it ended otherwise.
    Already,
    Frozen,
    /// Too few may take part.
    Lapsed,
}

/// A sign-up and whatever speaks against it now.
struct Judged {
    signup: Signup,
    /// The word of the first rule against it.
    against: Option<&'static str>,
}

/// Closes a draw in one transaction. The project's lock waits for every sign-up that was in time.
pub fn close(conn: &mut DbConn, app: &App, id: &str) -> Result<Closed> {
    let known = draws::load(conn, id)?;
    lock(conn, &known.project)?;
    let (now, draw) = (app.clock.now(), draws::load(conn, id)?);
    let project = projects::load(conn, &draw.project)?;
    if draw.state != DrawState::Open || project.state != crate::domain::project::ProjectState::Open {
        return Ok(Closed::Already);
    }
    if now < draw.closes_at {
        return Ok(Closed::TooEarly(draw.closes_at));
    }
    let notice: Notice = documents::load(conn, &draw.id)?;
    put(conn, now, (Kind::DrawClose, Close::FILE), &draw.id, &Close { draw: draw.id.clone(), notice: notice.hash() })?;
    let mut judged = judge(conn, &project, &draw, now)?;
    without_quote(conn, &draw, &mut judged)?;
    let taking_part = judged.iter().filter(|one| one.against.is_none()).count();
    let minimum = if project.spec.way.named.is_some() { 1 } else { minimum(conn, app, (&project, &draw))? };
    if taking_part < minimum {
        lapse(conn, app, (&project, &draw), &notice)?;
        return Ok(Closed::Lapsed);
    }
    let weights = if project.spec.way.is_draw() {
        weights(conn, app, &draw, &judged)?
    } else {
        let steps = steps(conn, app, &draw, &judged)?;
        cut(&mut judged, &steps, &project.spec.way.stages(&policy(app, &draw)?.methods));
        steps.into_iter().map(|credit| if draw.terms.mode == Mode::Weighted { weight(credit) } else { Weight::ONE }).collect()
    };
    freeze(conn, app, (&project, &draw), (&notice, &judged, &weights))?;
    Ok(Closed::Frozen)
}

/// Every active sign-up, judged as at sign-up by what holds now: in a handful of queries, whatever their number.
fn judge(conn: &mut DbConn, project: &Project, draw: &Draw, now: Instant) -> Result<Vec<Judged>> {
    let signups = signups::active(conn, draw.id.as_str())?;
    let ids: Vec<_> = signups.iter().map(|signup| signup.agency.clone()).collect();
    let words: Vec<&str> = ids.iter().map(AgencyId::as_str).collect();
    let (profiles, mut standings) = (agencies::profiles(conn, &ids)?, blacklist::standings(conn, &words, now)?);
    let (avoided, owner) = (projects::avoided(conn, &project.id)?, owners::profile(conn, &project.owner)?);
    let pool = signups::pool_of(conn, draw.id.as_str())?;
    let judged = |signup: Signup| {
        let against = match profiles.binary_search_by(|profile| profile.id.cmp(&signup.agency)) {
            Err(_) => Some(Refused::NotListed.code()),
            Ok(place) => {
                let standing = standings.remove(signup.agency.as_str()).unwrap_or(Standing::Good);
                let around = Circumstances { standing, avoided: &avoided, owner: &owner, pool: pool.as_ref(), at: now };
                signups::judge(project, &profiles[place], &around).first().map(Refused::code)
            }
        };
        Judged { signup, against }
    };
    Ok(signups.into_iter().map(judged).collect())
}

/// Why a label is `out` whose agency brought no sealed quote.
const NO_QUOTE: &str = "no-quote";

/// Who was to bring a sealed quote and did not takes no part.
fn without_quote(conn: &mut DbConn, draw: &Draw, judged: &mut [Judged]) -> Result<()> {
    let Some(sealed) = bids::sealed(conn, &draw.id)? else { return Ok(()) };
    for one in judged.iter_mut().filter(|one| one.against.is_none() && !sealed.contains(&one.signup.id)) {
        one.against = Some(NO_QUOTE);
    }
    Ok(())
}

/// How many must take part: fewer once the one extension has been used.
fn minimum(conn: &mut DbConn, app: &App, (project, draw): (&Project, &Draw)) -> Result<usize> {
    let (first, again) = policy(app, draw)?.least_signups(&project.spec.way);
    let needed = if extended(conn, draw)? { again } else { first };
    Ok(needed.max(1) as usize)
}

fn extended(conn: &mut DbConn, draw: &Draw) -> Result<bool> {
    Ok(draws::chain(conn, &draw.id)?.iter().any(|one| one.kind == DrawKind::Extension))
}

/// The tickets of every sign-up, by its place in the list: what an agency's credit is worth now, by the draw's own policy. They stand in the freeze and
/// change no more. Who is rejected has the tickets it would have had.
fn weights(conn: &mut DbConn, app: &App, draw: &Draw, judged: &[Judged]) -> Result<Vec<Weight>> {
    if draw.terms.mode == Mode::Uniform {
        return Ok(vec![Weight::ONE; judged.len()]);
    }
    let (now, policy) = (app.clock.now(), policy(app, draw)?);
    let ids: Vec<AgencyId> = judged.iter().map(|one| one.signup.agency.clone()).collect();
    let levels = credit::levels(conn, &ids, now, policy)?;
    Ok(ids.iter().map(|id| tickets(levels[id], policy.draw.weight_cap)).collect())
}

/// The credit of every sign-up in whole steps, by its place in the list: what the stages after the draw go by.
fn steps(conn: &mut DbConn, app: &App, draw: &Draw, judged: &[Judged]) -> Result<Vec<u32>> {
    let policy = policy(app, draw)?;
    let ids: Vec<AgencyId> = judged.iter().map(|one| one.signup.agency.clone()).collect();
    let scores = credit::tenths_of(conn, &ids, draw.closes_at, policy)?;
    Ok(ids.iter().map(|id| row::credit_steps(scores[id], policy.methods.credit_step_points)).collect())
}

/// Why a label is `out` that is not among the best by credit.
const TAIL: &str = "credit-tail";

/// Cuts the tail by credit off those who may take part, where the way begins with it.
fn cut(judged: &mut [Judged], steps: &[u32], stages: &[Stage]) {
    let Some(Stage::Tail(keep)) = stages.first() else { return };
    let may: Vec<usize> = judged.iter().enumerate().filter(|(_, one)| one.against.is_none()).map(|(at, _)| at).collect();
    let credits: Vec<u32> = may.iter().map(|at| steps[*at]).collect();
    for (at, stays) in may.into_iter().zip(row::tail(&credits, *keep)) {
        judged[at].against = (!stays).then_some(TAIL);
    }
}

fn weight(steps: u32) -> Weight {
    Weight::of(row::tickets(steps)).unwrap_or(Weight::ONE)
}

type List<'a> = (&'a Notice, &'a [Judged], &'a [Weight]);

fn freeze(conn: &mut DbConn, app: &App, (project, draw): (&Project, &Draw), (notice, judged, weights): List<'_>) -> Result<()> {
    let now = app.clock.now();
    let entries = judged.iter().zip(weights).map(|(one, weight)| entry(one, *weight, notice.nonces)).collect::<Result<_>>()?;
    let freeze = Freeze::new(notice, entries).map_err(|fault| Error::caused("freezing a draw", fault))?;
    put(conn, now, (Kind::DrawFreeze, Freeze::FILE), &draw.id, &freeze)?;
    bids::close(conn, app, &draw.id)?;
    signups::set_outcome_of_active(conn, draw.id.as_str(), "in")?;
    draws::step(conn, &draw.id, DrawState::Open, DrawState::Frozen)?;
    projects::advance(conn, &project.id, Step::Close)?;
    let until = progress(conn, app, &draw.id)?.1.objections_until;
    for one in judged {
        if let Some(reason) = one.against {
            exclude(conn, now, (project, draw), (&one.signup, reason, until.unwrap_or(now)))?;
        }
        if committed(&one.signup, notice.nonces).is_some() {
            let told = letter("draw-reveal", project, &draw.id).to(format!("/draws/{}/reveal", draw.id));
            accounts::tell_org(conn, now, &one.signup.agency.as_str().into(), told)?;
        }
    }
    outbox::push(conn, now, &Job::AdvanceDraw { draw: draw.id.to_string() })
}

/// The commitment an agency brought with its sign-up, where the notice allows one.
fn committed(signup: &Signup, nonces: Nonces) -> Option<Hash32> {
    Hash32::parse(&signup.commitment).filter(|_| nonces == Nonces::Commit)
}

fn entry(judged: &Judged, weight: Weight, nonces: Nonces) -> Result<FreezeEntry> {
    let commitment = committed(&judged.signup, nonces);
    let label = Label::parse(&judged.signup.label).ok_or_else(|| Error::bad_row("signups.label", &judged.signup.label))?;
    let status = if judged.against.is_none() { Status::In } else { Status::Out };
    Ok(FreezeEntry { label, weight, status, commitment })
}

type Against<'a> = (&'a Signup, &'static str, Instant);

/// The reason is logged and told to the agency, and to nobody else; the public sees a label that is `out`. Until then it may object.
fn exclude(conn: &mut DbConn, now: Instant, (project, draw): (&Project, &Draw), (signup, reason, until): Against<'_>) -> Result<()> {
    let facts = [("draw", draw.id.as_str()), ("label", &signup.label), ("reason", reason)];
    log(conn, now, &draw.id, (Kind::DrawExcluded, Visibility::Salted), audit::document("market/v1 draw.excluded", &facts))?;
    signups::set_outcome(conn, &signup.id, "out", reason)?;
    let told = letter("draw-excluded", project, &draw.id).with("label", &signup.label).with("reason", reason);
    let told = told.with("until", until.minute_text()).to(format!("/signups/{}/objection", signup.id));
    accounts::tell_org(conn, now, &signup.agency.as_str().into(), told)
}

/// Too few: this draw's secrets are never revealed. Once, the same project is drawn again with more time; then it fails.
fn lapse(conn: &mut DbConn, app: &App, (project, draw): (&Project, &Draw), notice: &Notice) -> Result<()> {
    let now = app.clock.now();
    put(conn, now, (Kind::DrawLapsed, Lapsed::FILE), &draw.id, &Lapsed { draw: draw.id.clone(), notice: notice.hash() })?;
    draws::step(conn, &draw.id, DrawState::Open, DrawState::Lapsed)?;
    if project.spec.way.named.is_some() {
        super::end::tell_applicants(conn, now, "draw-too-few", (project, draw))?;
        return projects::fail(conn, app, &project.id, FailReason::NamedSilent);
    }
    if extended(conn, draw)? {
        super::end::tell_applicants(conn, now, "draw-too-few", (project, draw))?;
        super::end::release_stages(conn, now, &project.id)?;
        return projects::fail(conn, app, &project.id, FailReason::TooFew);
    }
    let id = draw.id.next(DrawKind::Extension).ok_or_else(|| Error::internal("a draw id with no room for an extension"))?;
    projects::advance(conn, &project.id, Step::DrawAgain)?;
    request::begin(conn, app, project, Begun { id, kind: DrawKind::Extension, plan: Plan::again(draw, draw.terms), follows: Some(draw) })?;
    outbox::push(conn, now, &Job::RequestDraw { project: project.id.to_string() })
}
