//! Where a panel reviews: what it is shown, and what of its scores an owner may know before it chooses.

use super::cards::Facts;
use super::service::{Way, Went, given};
use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::draw::Label;
use crate::domain::method::inputs::Given;
use crate::domain::method::{Inputs, Scores, Stage, steps};
use crate::domain::project::{FailReason, ProjectState, Step};
use crate::error::{Error, Result};
use crate::market::experts::{self, Panel};
use crate::market::reviews::{self, Review};
use crate::market::{projects, selection};

/// The next step of panel and review; `None` where nobody reviews, or the review is closed.
pub(super) fn go_on(conn: &mut DbConn, app: &App, way: &Way<'_>) -> Result<Option<Went>> {
    let Some(at) = way.stages.iter().position(|stage| matches!(stage, Stage::Review(_))) else { return Ok(None) };
    if !matches!(way.project.state, ProjectState::Drawing | ProjectState::Reviewing) {
        return Ok(None);
    }
    let fails = |conn: &mut DbConn, reason| projects::fail(conn, app, &way.project.id, reason).map(|()| Some(Went::Nowhere));
    let reviewed = after(conn, way, &way.stages[..at])?;
    if reviewed.is_empty() {
        return fails(conn, FailReason::NoPlace);
    }
    if way.project.state == ProjectState::Drawing {
        projects::advance(conn, &way.project.id, Step::Review)?;
        revisions::bump(conn, Topic::Projects)?;
        return Ok(Some(Went::On));
    }
    match experts::go_on(conn, app, (&way.project, way.policy, &way.draw))? {
        Panel::On => return Ok(Some(Went::On)),
        Panel::Waiting => return Ok(Some(Went::Nowhere)),
        Panel::Impossible => return fails(conn, FailReason::NoPanel),
        Panel::Seated => {}
    }
    Ok(match reviews::go_on(conn, app, (&way.project, &way.draw), &reviewed)? {
        Review::On => Some(Went::On),
        Review::Waiting => Some(Went::Nowhere),
        Review::Done => None,
    })
}

/// Who stands after these stages, best first.
fn after(conn: &mut DbConn, way: &Way<'_>, stages: &[Stage]) -> Result<Vec<Label>> {
    let given = Given { stages: stages.to_vec(), ..given(conn, way, None)? };
    let inputs = Inputs::new(given).map_err(|fault| Error::caused("who is reviewed", fault))?;
    let last = steps(&inputs).into_iter().next_back();
    Ok(last.map(|step| step.standing.into_iter().map(|one| one.place.label).collect()).unwrap_or_default())
}

/// The facts of these labels with the score in bands, where there is one: exact scores stand beside pseudonyms elsewhere, and would say which is whose.
pub(super) fn banded(conn: &mut DbConn, way: &Way<'_>, (labels, mut facts): (&[Label], Vec<Facts>)) -> Result<Vec<Facts>> {
    let Some((scores, _)) = selection::kept_choice::<Scores>(conn, &way.draw)? else { return Ok(facts) };
    let width = way.policy.methods.score_band_points.max(1);
    for (label, facts) in labels.iter().zip(&mut facts) {
        facts.score = scores.of(label).map(|score| score.whole_part() - score.whole_part() % width);
    }
    Ok(facts)
}
