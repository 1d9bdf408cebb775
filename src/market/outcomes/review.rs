//! Where a panel reviews: what it is shown, and what of its scores an owner may know before it chooses.

use super::service::{Way, Went};
use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::draw::{Label, Status};
use crate::domain::method::inputs::Given;
use crate::domain::method::{Inputs, Row, Scores, Stage, steps};
use crate::domain::project::{FailReason, ProjectState, Step};
use crate::error::{Error, Result};
use crate::market::experts::{self, Panel};
use crate::market::reviews::{self, Review};
use crate::market::selection::{self, Order};
use crate::market::signups::facts::Facts;
use crate::market::{bids, projects};

/// The next step of panel and review; `None` where nobody reviews, or the review is closed.
pub(super) fn go_on(conn: &mut DbConn, app: &App, way: &Way<'_>) -> Result<Option<Went>> {
    let Some(at) = way.stages.iter().position(|stage| matches!(stage, Stage::Review(_))) else { return Ok(None) };
    if !matches!(way.project.state, ProjectState::Drawing | ProjectState::Reviewing) {
        return Ok(None);
    }
    let fails = |conn: &mut DbConn, reason| projects::fail(conn, app, &way.project.id, reason).map(|()| Some(Went::Nowhere));
    let reviewed = standing(conn, way, &way.stages[..at])?;
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

/// Which proposals stand after these stages, by pseudonym: quotes that count, and scores with whoever is equal to the last. Neither credit nor the order
/// of the draw decides who stands here, so that nobody has to know whose they are; where both count, the links are open.
pub(super) fn standing(conn: &mut DbConn, way: &Way<'_>, stages: &[Stage]) -> Result<Vec<Label>> {
    let scores = selection::kept_choice::<Scores>(conn, &way.draw)?.map(|(scores, _)| scores);
    let offers = bids::offers(conn, &way.draw)?;
    if offers.is_empty() {
        return Ok(Vec::new());
    }
    let row = |(rank, (pseudonym, offer)): (u32, (Label, _))| {
        let score = scores.as_ref().and_then(|scores| scores.of(&pseudonym));
        Row { label: pseudonym, status: Status::In, rank: Some(rank), credit: 0, offer, score }
    };
    let inputs = Inputs::new(Given {
        draw: way.draw.clone(),
        result: Order::load(conn, &way.draw)?.result(),
        bounds: way.bounds(),
        // Who stands does not depend on it: a lowered average orders, and drops nobody.
        coefficient: None,
        picked: None,
        stages: stages.to_vec(),
        rows: (1..).zip(offers).map(row).collect(),
    });
    let inputs = inputs.map_err(|fault| Error::caused("which proposals stand", fault))?;
    let last = steps(&inputs).into_iter().next_back();
    Ok(last.map(|step| step.standing.into_iter().map(|one| one.place.label).collect()).unwrap_or_default())
}

/// The facts of these proposals with the score in bands, where there is one.
pub(super) fn banded(conn: &mut DbConn, way: &Way<'_>, (pseudonyms, mut facts): (&[Label], Vec<Facts>)) -> Result<Vec<Facts>> {
    let Some((scores, _)) = selection::kept_choice::<Scores>(conn, &way.draw)? else { return Ok(facts) };
    let width = way.policy.methods.score_band_points.max(1);
    for (pseudonym, facts) in pseudonyms.iter().zip(&mut facts) {
        facts.score = scores.of(pseudonym).map(|score| score.whole_part() - score.whole_part() % width);
    }
    Ok(facts)
}
