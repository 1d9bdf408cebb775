//! A supervisor rules on an objection. It stands here and not with the draw because an award that is accepted is never displaced (draw-v1 §7).

use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::award::AwardState;
use crate::error::{Error, Result, Say};
use crate::market::awards::store;
use crate::market::selection::{self, Finding, Objection, Ruled};
use crate::market::{agencies, projects, signups};
use crate::platform::auth::{Acting, Supervisor};
use crate::platform::outbox::{self, Job};

/// An objection with what a supervisor needs to judge it.
#[derive(Clone, Debug)]
pub struct Case {
    pub objection: Objection,
    pub project: projects::Project,
    pub agency: String,
    /// The word of why it was excluded; empty once it is admitted.
    pub excluded: String,
}

/// The objections that wait for a ruling.
pub fn waiting(conn: &mut DbConn) -> Result<Vec<Case>> {
    selection::objections_waiting(conn)?.into_iter().map(|one| of(conn, one)).collect()
}

/// One objection.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub fn case(conn: &mut DbConn, id: &str) -> Result<Case> {
    let objection = selection::objection(conn, id)?;
    of(conn, objection)
}

fn of(conn: &mut DbConn, objection: Objection) -> Result<Case> {
    let signup = signups::one(conn, &objection.signup)?;
    let project = projects::load(conn, &signup.project)?;
    let agency = agencies::profile(conn, &objection.agency)?.name;
    Ok(Case { objection, project, agency, excluded: signup.outcome_reason })
}

/// Rules. Whoever is admitted takes the place of its shadow ticket, and an award that is only offered follows the new order.
///
/// # Errors
/// [`Error::Refused`] where an accepted award would be displaced, where the project is over, and before the draw has a result;
/// [`Error::Conflict`] where somebody has ruled.
pub async fn rule(app: &App, who: &Acting<Supervisor>, (id, finding, reason): (String, Finding, String)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db
        .write(move |conn| {
            let case = case(conn, &id)?;
            dialect::lock_in_transaction(conn, &format!("awards {}", case.project.id))?;
            if finding == Finding::Admit {
                may_admit(conn, &case)?;
                outbox::push(conn, shared.clock.now(), &Job::OfferAward { project: case.project.id.to_string() })?;
            }
            selection::rule_on(conn, &shared, (&case.objection, Ruled { finding, reason: &reason, by: &who.actor }))
        })
        .await
}

fn may_admit(conn: &mut DbConn, case: &Case) -> Result<()> {
    let (project, objection) = (projects::load(conn, &case.project.id)?, &case.objection);
    if project.state.is_over() {
        return Err(Error::Refused(Say::new("rulings-over")));
    }
    match store::standing_of(conn, &project.id)? {
        Some(award) if award.state != AwardState::Offered => {
            let displaces = selection::precedes(conn, &award.draw, (&objection.label, &award.label))?;
            if displaces { Err(Error::Refused(Say::new("rulings-accepted"))) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}
