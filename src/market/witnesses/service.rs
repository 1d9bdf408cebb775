//! Enrolling an officer's key and letting it go: each takes an administrator and a supervisor.

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::draw::OfficerId;
use crate::domain::draw::terms::CEREMONY;
use crate::domain::event::Kind;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::domain::witness::{Enrolment, EnrolmentAct};
use crate::error::{Error, Result, Say, is_duplicate};
use crate::market::accounts;
use crate::platform::audit::{self, Act, Thing, Visibility};
use crate::platform::auth::{Acting, Administrator, Identity, Supervisor};
use crate::platform::letter::Letter;
use crate::witness::signed::PublicKey;

use super::store::{self, Enrolled};

/// A key as an administrator writes it down.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub id: OfficerId,
    pub key: PublicKey,
    pub body: String,
}

/// An administrator proposes the key of an officer.
///
/// # Errors
/// [`Error::Invalid`] for an id that is in use, here or inside this program.
pub async fn propose(app: &App, who: &Acting<Administrator>, proposal: Proposal) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| write_down(conn, &shared, &who, &proposal)).await
}

fn write_down(conn: &mut DbConn, app: &App, who: &Identity, proposal: &Proposal) -> Result<()> {
    let (now, taken) = (app.clock.now(), || Error::invalid("id", Say::new("witnesses-id-taken")));
    // The dice of a ceremony stand in the documents under an id of their own.
    let is_dice = proposal.id.as_str() == CEREMONY;
    if is_dice || app.config.witness.inside.iter().any(|inside| inside == proposal.id.as_str()) {
        return Err(taken());
    }
    let one = Enrolled {
        id: proposal.id.clone(),
        key: proposal.key.clone(),
        body: proposal.body.clone(),
        state: Enrolment::Proposed,
        proposed_at: now,
        decided_at: Instant(0),
    };
    match store::insert(conn, &one, who.account.as_str()) {
        Err(e) if is_duplicate(&e) => return Err(taken()),
        other => other?,
    };
    note(conn, now, who, (&one, Enrolment::Proposed))?;
    accounts::tell_role(conn, now, Role::Supervisor, letter("witness-proposed", &one))
}

/// A supervisor confirms or refuses what an administrator wants.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] where there is nothing to decide.
pub async fn decide(app: &App, who: &Acting<Supervisor>, id: String, act: EnrolmentAct) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| move_on(conn, &shared, &who, (&id, act))).await
}

/// An administrator wants an officer out.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] for one that is not enrolled.
pub async fn leave(app: &App, who: &Acting<Administrator>, id: String) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| move_on(conn, &shared, &who, (&id, EnrolmentAct::Leave))).await
}

fn move_on(conn: &mut DbConn, app: &App, who: &Identity, (id, act): (&str, EnrolmentAct)) -> Result<()> {
    let now = app.clock.now();
    let one = store::find(conn, id)?.ok_or(Error::NotFound)?;
    let next = one.state.after(act).ok_or(Error::Conflict)?;
    let decided = (act != EnrolmentAct::Leave).then_some((who.account.as_str(), now));
    store::set_state(conn, &one, next, decided)?;
    note(conn, now, who, (&one, next))?;
    match next {
        Enrolment::Leaving => accounts::tell_role(conn, now, Role::Supervisor, letter("witness-leaving", &one)),
        _ => accounts::tell_role(conn, now, Role::Administrator, letter("witness-decided", &one)),
    }
}

/// Everybody can see in the log which keys were let in, and when.
fn note(conn: &mut DbConn, now: Instant, who: &Identity, (one, state): (&Enrolled, Enrolment)) -> Result<()> {
    let thing = Thing::open("officer", one.id.as_str());
    let document = format!("officer {}\nkey {}\nstate {state}\n", one.id, one.key);
    let act = Act { kind: Kind::WitnessEnrol, actor: &who.actor, thing, document, visibility: Visibility::Public };
    audit::record(conn, now, act)?;
    revisions::bump(conn, Topic::Projects)
}

fn letter(name: &'static str, one: &Enrolled) -> Letter {
    Letter::new(name).with("id", &one.id).with("body", &one.body).to("/witnesses")
}
