//! The draw of a panel: reserved at publication, announced with the pool of the item once sign-up is over, its list fixed with every conflict `out`.
//! What comes next follows from what is stored.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyId;
use crate::domain::draw::{DrawId, DrawState, EntrySource, PoolKind, RegistryId, Status, Terms};
use crate::domain::expert::{ExpertState, Side, conflict, shares_family_name};
use crate::domain::policy::Policy;
use crate::domain::time::{MINUTE, SECOND};
use crate::error::{Error, Result};
use crate::market::experts::store::pool::{self, PoolExpert};
use crate::market::experts::store::seats::{self, Person, Seat, SeatState};
use crate::market::projects::Project;
use crate::market::selection::service::Plan;
use crate::market::selection::stages::{self, Drawn};
use crate::market::{agencies, owners, signups};
use crate::platform::outbox::{self, Job};
use crate::platform::random;

/// How far a panel is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Panel {
    /// A step was done; the next may follow at once, after what was logged lies in the log.
    On,
    /// Somebody or something is awaited.
    Waiting,
    /// Enough have accepted.
    Seated,
    /// There will be no panel.
    Impossible,
}

/// The stage of a panel's draw: the one after that of the sign-ups.
fn stage(project: &Project) -> i64 {
    project.stage + 1
}

/// The draw of a project's panel, where one is reserved.
///
/// # Errors
/// Those of the database.
pub fn panel_draw(conn: &mut DbConn, project: &Project) -> Result<Option<DrawId>> {
    Ok(stages::current(conn, &project.id, stage(project))?.map(|(draw, _)| draw))
}

/// Reserves the draw of a project's panel, once.
///
/// # Errors
/// Those of the database.
pub fn reserve(conn: &mut DbConn, app: &App, (project, policy): (&Project, &Policy)) -> Result<()> {
    if stages::current(conn, &project.id, stage(project))?.is_some() {
        return Ok(());
    }
    let plan = Plan {
        stage: stage(project),
        entries: EntrySource::Experts,
        winners: policy.review.seats,
        alternates: policy.review.backups,
        terms: Terms { pool: PoolKind::Listed, ..Terms::default() },
    };
    stages::reserve(conn, app, (&project.id, plan)).map(drop)
}

/// Does the next step of a panel, once the order of the project's draw stays.
///
/// # Errors
/// Those of the database.
pub fn go_on(conn: &mut DbConn, app: &App, (project, policy, draw): (&Project, &Policy, &DrawId)) -> Result<Panel> {
    if let Some(panel) = seats::panel(conn, &project.id)? {
        return super::seats::fill(conn, app, (project, policy, &panel));
    }
    let Some((panel, state)) = stages::current(conn, &project.id, stage(project))? else {
        reserve(conn, app, (project, policy))?;
        return look_again(conn, app, project);
    };
    match state {
        DrawState::Requested => announce(conn, app, (project, policy, &panel)),
        DrawState::Open => fix(conn, app, (project, policy, draw), &panel),
        DrawState::Decided => {
            seat(conn, app, (project, draw), &panel)?;
            Ok(Panel::On)
        }
        DrawState::Frozen | DrawState::Revealed => Ok(Panel::Waiting),
        DrawState::Lapsed | DrawState::Void => Ok(Panel::Impossible),
    }
}

/// An officer has not committed to the draw yet.
fn look_again(conn: &mut DbConn, app: &App, project: &Project) -> Result<Panel> {
    let now = app.clock.now();
    outbox::push_once_at(
        conn,
        now,
        now.plus(10 * SECOND),
        &format!("panel {}", project.id),
        &Job::GoOn { project: project.id.to_string() },
    )?;
    Ok(Panel::Waiting)
}

fn number(expert: &PoolExpert) -> Result<RegistryId> {
    RegistryId::parse(&expert.number).ok_or_else(|| Error::bad_row("experts.number", &expert.number))
}

/// The notice, with everybody of the pool who can judge the item and is there now.
fn announce(conn: &mut DbConn, app: &App, (project, policy, draw): (&Project, &Policy, &DrawId)) -> Result<Panel> {
    let able = pool::for_item(conn, &project.item)?.into_iter().filter(|expert| expert.state == ExpertState::Active);
    let list = able.map(|expert| number(&expert)).collect::<Result<Vec<_>>>()?;
    if list.len() < policy.review.quorum as usize {
        stages::release(conn, app, draw)?;
        return Ok(Panel::Impossible);
    }
    let closes = app.clock.now().whole_second().plus(i64::from(policy.review.draw_minutes) * MINUTE);
    match stages::announce(conn, app, draw, (list, closes)) {
        Err(Error::Conflict) => look_again(conn, app, project),
        done => done.map(|()| Panel::On),
    }
}

/// Agencies that take part, and the owner.
fn sides(conn: &mut DbConn, (project, draw): (&Project, &DrawId)) -> Result<Vec<Side>> {
    let ids: Vec<AgencyId> = signups::active(conn, draw.as_str())?.into_iter().map(|signup| signup.agency).collect();
    let owner = owners::profile(conn, &project.owner)?;
    let agencies = agencies::profiles(conn, &ids)?.into_iter();
    let mut sides: Vec<Side> =
        agencies.map(|one| Side { uscc: one.uscc.to_string(), name: one.name, head: one.legal_representative }).collect();
    sides.push(Side { uscc: owner.uscc.to_string(), name: owner.name, head: owner.legal_representative });
    Ok(sides)
}

/// The list: everybody of the notice, and `out` whoever has a conflict or is not there any more. Why stands nowhere.
fn fix(conn: &mut DbConn, app: &App, (project, policy, draw): (&Project, &Policy, &DrawId), panel: &DrawId) -> Result<Panel> {
    let (today, sides) = (app.clock.now().day(), sides(conn, (project, draw))?);
    let known = pool::for_item(conn, &project.item)?;
    let may = |id: &RegistryId| {
        let expert = known.iter().find(|expert| expert.number == id.as_str() && expert.state == ExpertState::Active);
        expert.is_some_and(|expert| conflict(&expert.profile, &sides, (today, policy.review.employer_years)).is_none())
    };
    let status = |id: RegistryId| Drawn { status: if may(&id) { Status::In } else { Status::Out }, id };
    let drawn: Vec<Drawn> = stages::list(conn, panel)?.into_iter().map(status).collect();
    let free = drawn.iter().filter(|one| one.status == Status::In).count();
    if free < policy.review.quorum as usize {
        stages::release(conn, app, panel)?;
        return Ok(Panel::Impossible);
    }
    stages::fix(conn, app, panel, &drawn).map(|()| Panel::Waiting)
}

/// Everybody who was drawn, in order. Who has the family name of a legal representative is marked and asked about it; that is no conflict by itself.
fn seat(conn: &mut DbConn, app: &App, (project, draw): (&Project, &DrawId), panel: &DrawId) -> Result<()> {
    let (sides, known) = (sides(conn, (project, draw))?, pool::for_item(conn, &project.item)?);
    seats::insert_panel(conn, app.clock.now(), (&project.id, panel))?;
    for (position, one) in (1..).zip(stages::ranked_behind(conn, app, panel)?) {
        let expert = known.iter().find(|expert| expert.number == one.registry_id.as_str());
        // Somebody who was forgotten meanwhile can judge nothing any more, and is left out.
        let Some(expert) = expert.filter(|expert| expert.state != ExpertState::Left) else { continue };
        let who = Person {
            expert: expert.id.clone(),
            account: expert.account.clone(),
            flagged: u8::from(shares_family_name(&expert.name, &sides)),
            reason: String::new(),
            salt: random::hex32()?,
        };
        let seat = Seat {
            id: seats::code(&app.keys, panel, &expert.account),
            project: project.id.clone(),
            position,
            label: one.label,
            state: SeatState::Waiting,
            due_at: crate::domain::time::Instant(0),
            who,
        };
        seats::insert(conn, &app.keys, &seat)?;
    }
    Ok(())
}
