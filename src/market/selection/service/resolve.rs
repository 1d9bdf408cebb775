//! The end of revealing: the seed or the void, then the result, then the winner's name. Each is a document and a log entry of its own.

use std::collections::BTreeMap;

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::draw::{
    Conclusion, Document, DrawKind, DrawResult, DrawState, Freeze, Notice, Revealed, Seed, Void, Who, Withheld, conclude as by_law,
    resolve as rank,
};
use crate::domain::event::Kind;
use crate::domain::project::{FailReason, Step};
use crate::error::{Error, Result};
use crate::market::projects;
use crate::market::selection::store::draws::{self, Draw};
use crate::market::selection::store::{documents, parties};
use crate::market::signups;
use crate::platform::outbox::{self, Job};

use super::{end, letter, opening, put, request};

/// Every expected reveal is in, or the time for reveals is over: seed, or void.
pub(super) fn conclude(conn: &mut DbConn, app: &App, draw: &Draw) -> Result<()> {
    let now = app.clock.now();
    let (notice, freeze): (Notice, Freeze) = (documents::load(conn, &draw.id)?, documents::load(conn, &draw.id)?);
    let revealed = parties::of(conn, &draw.id)?.into_iter().filter_map(|party| Some((party.who, party.reveal?)));
    let revealed = Revealed { secrets: revealed.collect(), dice: BTreeMap::new(), signature: None };
    match by_law(&notice, &freeze, &revealed).map_err(|fault| Error::caused("concluding a draw", fault))? {
        Conclusion::Seed(seed, _) => {
            put(conn, now, (Kind::DrawSeed, Seed::FILE), &draw.id, &seed)?;
            draws::step(conn, &draw.id, DrawState::Frozen, DrawState::Revealed)?;
        }
        Conclusion::Void(void, _) => {
            put(conn, now, (Kind::DrawVoid, Void::FILE), &draw.id, &void)?;
            draws::step(conn, &draw.id, DrawState::Frozen, DrawState::Void)?;
            after_void(conn, app, draw, &void)?;
        }
    }
    revisions::bump(conn, Topic::Projects)
}

/// A void is drawn again once. Not after the platform's own silence: that would have to be a draw whose outcome the platform cannot veto, with
/// public dice or a beacon, and this configuration has neither (draw-v1 §4).
fn after_void(conn: &mut DbConn, app: &App, draw: &Draw, void: &Void) -> Result<()> {
    let (now, project) = (app.clock.now(), projects::load(conn, &draw.project)?);
    super::alert(conn, now, &letter("draw-void", &project, &draw.id))?;
    let again = draws::chain(conn, &draw.id)?.iter().any(|one| one.kind == DrawKind::Redraw);
    let own = void.withheld.contains(&Withheld::Reveal(Who::Platform));
    if own || again {
        end::tell_applicants(conn, now, "draw-void-end", (&project, draw))?;
        return projects::fail(conn, app, &project.id, if own { FailReason::PlatformSilent } else { FailReason::VoidTwice });
    }
    let id = draw.id.next(DrawKind::Redraw).ok_or_else(|| Error::internal("a draw id with no room for another draw"))?;
    projects::advance(conn, &project.id, Step::DrawAgain)?;
    request::begin(conn, app, &project, (id, DrawKind::Redraw, Some(draw)))?;
    outbox::push(conn, now, &Job::RequestDraw { project: project.id.to_string() })
}

/// The ranking under the seed. With it the three working days end.
pub(super) fn result(conn: &mut DbConn, app: &App, draw: &Draw) -> Result<()> {
    let now = app.clock.now();
    let (notice, freeze, seed): (Notice, Freeze, Seed) =
        (documents::load(conn, &draw.id)?, documents::load(conn, &draw.id)?, documents::load(conn, &draw.id)?);
    let result = rank(&notice, &freeze, &seed).map_err(|fault| Error::caused("resolving a draw", fault))?;
    let log_id = put(conn, now, (Kind::DrawResult, DrawResult::FILE), &draw.id, &result)?;
    draws::step(conn, &draw.id, DrawState::Revealed, DrawState::Decided)?;
    draws::set_decided(conn, &draw.id, now)?;
    let project = projects::load(conn, &draw.project)?;
    projects::decided(conn, &project, now, log_id)?;
    projects::set_draw(conn, &project.id, draw.stage, (draw.id.as_str(), "decided"))?;
    let alternates = result.alternates(&notice);
    let first = result.winners(&notice).len();
    for signup in signups::active(conn, draw.id.as_str())? {
        if let Some(place) = alternates.iter().position(|place| place.label.as_str() == signup.label) {
            signups::set_outcome(conn, &signup.id, "alternate", &(first + place + 1).to_string())?;
        }
    }
    Ok(())
}

/// The winner's name. The award follows.
pub(super) fn open(conn: &mut DbConn, app: &App, draw: &Draw) -> Result<()> {
    let (now, notice): (_, Notice) = (app.clock.now(), documents::load(conn, &draw.id)?);
    let result: DrawResult = documents::load(conn, &draw.id)?;
    for rank in 1..=result.winners(&notice).len() {
        opening::open_rank(conn, app, draw.id.as_str(), i64::try_from(rank).unwrap_or(i64::MAX))?;
    }
    outbox::push(conn, now, &Job::OfferAward { project: draw.project.to_string() })
}
