//! An agency that was excluded at the freeze objects before the first reveal, when nobody can know what its ticket is worth (draw-v1 §7). What it
//! says is logged sealed, as its sign-up was; a supervisor rules once the draw has a result.

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::draw::{Act, DrawId, DrawState, Hash32, Next, ObjectionState};
use crate::domain::event::Kind;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say, is_duplicate};
use crate::market::selection::store::draws;
use crate::market::selection::store::objections::{self, Objection};
use crate::market::{accounts, projects, signups};
use crate::platform::audit::{self, Actor, Thing, Visibility};
use crate::platform::auth::Identity;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

use super::advance::advance;
use super::opening::{self, Ground};
use super::progress::progress;
use super::{letter, lock};

/// What an agency sees of its exclusion.
#[derive(Clone, Debug)]
pub struct Exclusion {
    pub signup: signups::Signup,
    /// Until when it can object; `None` when it cannot, or has.
    pub until: Option<Instant>,
    pub objection: Option<Objection>,
}

/// How one's own excluded sign-up stands.
///
/// # Errors
/// [`Error::NotFound`] for another agency's, and for one that was neither excluded nor objected about.
pub fn exclusion(conn: &mut DbConn, app: &App, who: &Identity, signup: &str) -> Result<Exclusion> {
    let (signup, objection) = (signups::service::own(conn, who, signup)?, objections::of_signup(conn, signup)?);
    if signup.outcome != "out" && objection.is_none() {
        return Err(Error::NotFound);
    }
    let until = if objection.is_some() { None } else { open_until(conn, app, &signup.draw)? };
    Ok(Exclusion { signup, until, objection })
}

fn open_until(conn: &mut DbConn, app: &App, draw: &str) -> Result<Option<Instant>> {
    let (draw, progress) = progress(conn, app, &DrawId::parse(draw).ok_or(Error::NotFound)?)?;
    let refused = matches!(progress.next(app.clock.now()), Next::Refused);
    Ok(progress.objections_until.filter(|until| draw.state == DrawState::Frozen && !refused && app.clock.now() < *until))
}

/// Keeps an objection; once the last of the excluded has objected the draw goes on.
///
/// # Errors
/// [`Error::NotFound`] for another agency's sign-up or one that was not excluded; [`Error::Refused`] after the time for it, and for a second one.
pub async fn object(app: &App, who: &Identity, (signup, grounds): (String, String)) -> Result<Objection> {
    let (shared, who) = (app.clone(), who.clone());
    let made = app.db.write(move |conn| keep(conn, &shared, &who, (&signup, &grounds))).await?;
    advance(app, &DrawId::parse(&made.draw).ok_or(Error::NotFound)?).await?;
    Ok(made)
}

fn keep(conn: &mut DbConn, app: &App, who: &Identity, (signup, grounds): (&str, &str)) -> Result<Objection> {
    let project = signups::service::own(conn, who, signup)?.project;
    lock(conn, &project)?;
    let (now, Exclusion { signup, until, objection }) = (app.clock.now(), exclusion(conn, app, who, signup)?);
    if objection.is_some() {
        return Err(Error::Refused(Say::new("selection-objection-already")));
    }
    if until.is_none() {
        return Err(Error::Refused(Say::new("selection-objection-late")));
    }
    let facts = [("draw", signup.draw.as_str()), ("label", &signup.label), ("grounds", grounds)];
    let thing = Thing { kind: "objection", id: random::blind_id(), public: String::new() };
    let logged = audit::record_sealed(conn, now, (&who.actor, &thing), &audit::document("market/v1 draw.objection", &facts))?;
    let new = Objection {
        id: thing.id,
        draw: signup.draw,
        label: signup.label,
        signup: signup.id,
        agency: signup.agency,
        grounds: grounds.to_owned(),
        log_id: logged.id,
        at: now,
        state: ObjectionState::Open,
        reason: String::new(),
        ruled_at: Instant(0),
        log_index: None,
    };
    match objections::insert(conn, &new) {
        Err(e) if is_duplicate(&e) => return Err(Error::Refused(Say::new("selection-objection-already"))),
        other => other?,
    }
    let (project, draw) = (projects::load(conn, &project)?, draws::load(conn, &new.draw)?.id);
    accounts::tell_role(conn, now, Role::Supervisor, letter("draw-objection", &project, &draw).to(format!("/objections/{}", new.id)))?;
    let kept = Letter::new("draw-objection-received").with("project", &project.title).with_receipt(new.log_id);
    accounts::tell_org(conn, now, &who.org, kept.to(format!("/signups/{}/objection", new.signup)))?;
    Ok(new)
}

/// What a supervisor says to an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    Admit,
    Refuse,
}

/// A ruling and its reason, by a supervisor.
#[derive(Clone, Copy, Debug)]
pub struct Ruled<'a> {
    pub finding: Finding,
    pub reason: &'a str,
    pub by: &'a Actor,
}

/// What a ruling rests on. Its hash is published with the ruling; it names the objection by its place in the log, which everybody can compare with
/// the place of the first reveal.
pub fn evidence(conn: &mut DbConn, objection: &Objection, (finding, reason): (Finding, &str)) -> Result<String> {
    let place = audit::place(conn, objection.log_id)?.to_string();
    let word = if finding == Finding::Admit { "admit" } else { "refuse" };
    let facts =
        [("draw", objection.draw.as_str()), ("label", &objection.label), ("objection", &place), ("ruling", word), ("reason", reason)];
    Ok(audit::document("market/v1 draw.ruling", &facts))
}

/// Rules on an objection. Whether an award that is accepted stands in the way is for the slice of awards to say, which calls this.
///
/// # Errors
/// [`Error::Refused`] before the draw has a result; [`Error::Conflict`] where somebody has ruled.
pub fn rule(conn: &mut DbConn, app: &App, (objection, ruled): (&Objection, Ruled<'_>)) -> Result<()> {
    let draw = draws::load(conn, &objection.draw)?;
    lock(conn, &draw.project)?;
    let (now, draw) = (app.clock.now(), draws::load(conn, &objection.draw)?);
    if draw.state != DrawState::Decided {
        return Err(Error::Refused(Say::new("selection-objection-no-result")));
    }
    let evidence = evidence(conn, objection, (ruled.finding, ruled.reason))?;
    let to = if ruled.finding == Finding::Admit { ObjectionState::Admitted } else { ObjectionState::Refused };
    objections::rule(conn, &objection.id, to, (ruled.reason, &ruled.by.0, now))?;
    match ruled.finding {
        Finding::Admit => {
            let ground = Ground { act: Act::Admit, label: &objection.label, reason: "objection-upheld", by: ruled.by, evidence: &evidence };
            opening::rule(conn, app, &objection.draw, &ground)?;
            signups::set_outcome(conn, &objection.signup, "in", "")?;
            opening::note_alternates(conn, &draw.id)?;
        }
        Finding::Refuse => {
            let hash = Hash32::of(&evidence).to_string();
            let facts = [("draw", objection.draw.as_str()), ("label", &objection.label), ("evidence", &hash)];
            let document = audit::document("market/v1 objection.refuse", &facts);
            let thing = Thing::open("draw", draw.id.as_str());
            let act = audit::Act { kind: Kind::ObjectionRefuse, actor: ruled.by, thing, document, visibility: Visibility::Public };
            audit::record(conn, now, act)?;
        }
    }
    let project = projects::load(conn, &draw.project)?;
    if !project.spec.way.is_draw() {
        outbox::push(conn, now, &Job::GoOn { project: project.id.to_string() })?;
    }
    let told = Letter::new("draw-objection-ruled").with("project", &project.title).with("ruling", to).with("reason", ruled.reason);
    accounts::tell_org(conn, now, &objection.agency.as_str().into(), told.to(format!("/signups/{}/objection", objection.signup)))?;
    revisions::bump(conn, Topic::Projects)
}
