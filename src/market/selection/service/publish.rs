//! All officers have answered: the notice is built and logged, and the windows start (draw-v1 §4, "all answered").

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::{
    Document, DrawId, DrawKind, DrawState, Hash32, Notice, Number, Officer, OfficerCommit, Pool, PoolKind, PoolRule, RegistryId,
    Substitution, Who,
};
use crate::domain::event::Kind;
use crate::domain::policy;
use crate::domain::project::{ProjectState, Window};
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::projects::{self, Project};
use crate::market::selection::about;
use crate::market::selection::store::documents;
use crate::market::selection::store::draws::{self, Draw};
use crate::market::selection::store::parties::{self, Party};
use crate::market::signups;
use crate::platform::outbox::{self, Job};

use super::{lock, number, policy, put};

/// Publishes a draw whose commitments are all in; does nothing while one is missing or when it is published already.
pub(super) fn publish(conn: &mut DbConn, app: &App, id: &DrawId) -> Result<()> {
    let known = draws::load(conn, id.as_str())?;
    lock(conn, &known.project)?;
    let project = projects::load(conn, &known.project)?;
    if project.state != ProjectState::AwaitingCommitments {
        return Ok(());
    }
    // The last commitment that was awaited may be one to the project's number.
    let Some(own) = DrawId::parse(&projects::current_draw(conn, &project.id, project.stage)?) else { return Ok(()) };
    let (id, draw) = (&own, draws::load(conn, own.as_str())?);
    let parties = parties::of(conn, id)?;
    let silent = parties.iter().any(|party| party.commitment.is_none());
    if draw.state != DrawState::Requested || silent || !number::is_committed(conn, app, &project)? {
        return Ok(());
    }
    let now = app.clock.now();
    let window = window(app, &project, &draw, now)?;
    let pool = pool(conn, now, (&project, &draw))?;
    let log_id = announce(conn, app, &draw, (&window, pool))?;
    projects::publish(conn, app, &project, &window, (id.as_str(), log_id))?;
    if let Some(before) = &draw.follows {
        signups::carry_over(conn, app, &project, before.as_str(), id.as_str())?;
    }
    if project.spec.way.is_reviewed() && draw.kind == DrawKind::First {
        // The draw of the panel is reserved now, so that it is committed to before anybody knows who signs up.
        outbox::push(conn, now, &Job::GoOn { project: project.id.to_string() })?;
    }
    outbox::push_at(conn, now, window.closes, &Job::CloseDraw { draw: id.to_string() })
}

/// Builds and logs the notice of a draw whose commitments are all in; from now on it is open. Gives the notice's document in the log.
pub(super) fn announce(conn: &mut DbConn, app: &App, draw: &Draw, (window, pool): (&Window, PoolRule)) -> Result<i64> {
    let parties = parties::of(conn, &draw.id)?;
    let about = documents::find(conn, &draw.id, about::FILE)?.ok_or_else(|| Error::internal("a draw without about.txt"))?;
    let fixed = Fixed { about: Hash32::of(&about.body), pool };
    let notice = notice((draw, &policy(app, draw)?.draw), window, (&parties, &fixed))?;
    let log_id = put(conn, app.clock.now(), (Kind::DrawNotice, Notice::FILE), &draw.id, &notice)?;
    draws::step(conn, &draw.id, DrawState::Requested, DrawState::Open)?;
    draws::set_window(conn, &draw.id, window)?;
    Ok(log_id)
}

/// When the draw opens, closes, reveals. The three working days count from the first notice of the project, whatever was drawn again.
fn window(app: &App, project: &Project, draw: &Draw, now: Instant) -> Result<Window> {
    let (policy, calendar) = (policy(app, draw)?, app.calendars.now());
    let opens = now.whole_second();
    let chosen = project.spec.way.window_wd(&policy.methods, project.spec.window_wd);
    let working_days = if draw.kind == DrawKind::First { chosen } else { policy.signup.extend_wd };
    let closes = calendar.deadline(policy.signup_term(opens, working_days));
    let select = calendar.deadline(policy.term(opens, policy.selection.total_max_wd));
    Ok(Window {
        opens,
        closes: closes.at,
        reveal_by: draw.terms.reveal_by(closes.at, &policy.draw),
        select_by: select.at,
        provisional: closes.provisional || select.provisional,
    })
}

/// The list of who may sign up, where the terms want one, fixed before the notice names it. What it is judged by is what everybody can see of an
/// agency, so that the list tells nobody whom the owner avoids or who is suspended; they are refused when they sign up.
fn pool(conn: &mut DbConn, now: Instant, (project, draw): (&Project, &Draw)) -> Result<PoolRule> {
    let list = match &project.spec.way.named {
        _ if draw.terms.pool == PoolKind::Open => return Ok(PoolRule::Open),
        Some(named) => vec![RegistryId::parse(&named.uscc).ok_or_else(|| Error::bad_row("projects.spec", &named.uscc))?],
        None => signups::may_be_listed(conn, project, now)?,
    };
    let pool = Pool::new(draw.id.clone(), list);
    put(conn, now, (Kind::DrawPool, Pool::FILE), &draw.id, &pool)?;
    Ok(PoolRule::Listed(pool.hash()))
}

/// Documents that the notice names by their hashes.
struct Fixed {
    about: Hash32,
    pool: PoolRule,
}

type Which<'a> = (&'a Draw, &'a policy::Draw);

fn notice((draw, rules): Which<'_>, window: &Window, (parties, fixed): (&[Party], &Fixed)) -> Result<Notice> {
    let missing = || Error::internal("a draw without its commitments");
    let mut platform = None;
    let mut officers = Vec::new();
    for party in parties {
        match (&party.who, party.commitment.ok_or_else(missing)?) {
            (Who::Platform, OfficerCommit::Sealed(commitment)) => platform = Some(commitment),
            (Who::Officer(id), commit) => officers.push(Officer { id: id.clone(), commit }),
            _ => return Err(missing()),
        }
    }
    let notice = Notice {
        draw: draw.id.clone(),
        about: fixed.about,
        winners: Number::from(draw.winners),
        alternates: Number::from(draw.alternates),
        mode: draw.terms.mode,
        pool: fixed.pool,
        nonces: draw.terms.nonces,
        opens: window.opens,
        closes: window.closes,
        reveal_by: window.reveal_by,
        beacon: draw.terms.round(window.reveal_by, rules),
        substitution: Substitution::Ranked,
        platform: platform.ok_or_else(missing)?,
        officers,
    };
    notice.checked().map_err(|fault| Error::caused("building a notice", fault))
}
