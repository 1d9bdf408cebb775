//! The end of revealing: the seed or the void, then the result, then the winner's name. Each is a document and a log entry of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::draw::{
    Ceremony, Conclusion, Digits, Document, DrawKind, DrawResult, DrawState, EntrySource, Freeze, Notice, OfficerId, Reveal, Revealed,
    Round, Seed, Signature, Terms, Void, Who, Withheld, conclude as by_law, resolve as rank,
};
use crate::domain::event::Kind;
use crate::domain::project::{FailReason, Step};
use crate::domain::time::{Instant, MINUTE};
use crate::error::{Error, Result};
use crate::market::projects;
use crate::market::selection::store::draws::{self, Draw};
use crate::market::selection::store::{documents, parties};
use crate::platform::outbox::{self, Job};

use super::progress::{progress, reveal_file};
use super::request::{Begun, Plan};
use super::{cosigned, end, letter, opening, policy, put, request};

/// Every expected reveal is in, or the time for reveals is over: seed, or void.
pub(super) fn conclude(conn: &mut DbConn, app: &App, draw: &Draw) -> Result<()> {
    conclude_with(conn, app, draw, None)
}

/// The same with the beacon's signature, where the notice names a round and it has come.
pub(super) fn conclude_with(conn: &mut DbConn, app: &App, draw: &Draw, signature: Option<Signature>) -> Result<()> {
    let now = app.clock.now();
    let (notice, freeze): (Notice, Freeze) = (documents::load(conn, &draw.id)?, documents::load(conn, &draw.id)?);
    let secrets = parties::of(conn, &draw.id)?.into_iter().filter_map(|party| Some((party.who, party.reveal?)));
    let mut revealed = Revealed { secrets: secrets.collect(), dice: dice(conn, draw)?, signature };
    for reveal in of_applicants(conn, draw, &freeze)? {
        revealed.secrets.insert(reveal.who, reveal.secret);
    }
    match by_law(&notice, &freeze, &revealed).map_err(|fault| Error::caused("concluding a draw", fault))? {
        Conclusion::Seed(seed, ceremony) => {
            if let Some(round) = notice.beacon {
                keep_vouched(conn, app, draw, round)?;
            }
            keep_ceremony(conn, draw, ceremony.as_ref(), now)?;
            put(conn, now, (Kind::DrawSeed, Seed::FILE), &draw.id, &seed)?;
            draws::step(conn, &draw.id, DrawState::Frozen, DrawState::Revealed)?;
        }
        Conclusion::Void(void, ceremony) => {
            keep_ceremony(conn, draw, ceremony.as_ref(), now)?;
            put(conn, now, (Kind::DrawVoid, Void::FILE), &draw.id, &void)?;
            draws::step(conn, &draw.id, DrawState::Frozen, DrawState::Void)?;
            after_void(conn, app, draw, &void)?;
        }
    }
    revisions::bump(conn, Topic::Projects)
}

/// Under which head the reveals lie that the officers vouched for before the round. The draw goes on without: who could not be trusted with a veto over
/// the outcome is not given one over the proof. But the page then promises less, and operators and supervisors are told.
fn keep_vouched(conn: &mut DbConn, app: &App, draw: &Draw, round: Round) -> Result<()> {
    let progress = progress(conn, app, &draw.id)?.1;
    match cosigned::before_round(conn, app, &draw.id, (&progress, round))? {
        Some(size) => draws::set_vouched(conn, &draw.id, size),
        None => {
            let project = projects::load(conn, &draw.project)?;
            super::alert(conn, app.clock.now(), &letter("draw-unvouched", &project, &draw.id))
        }
    }
}

/// What the dice showed, where they were thrown.
fn dice(conn: &mut DbConn, draw: &Draw) -> Result<BTreeMap<OfficerId, Digits>> {
    let Some(paper) = documents::find(conn, &draw.id, Ceremony::FILE)? else { return Ok(BTreeMap::new()) };
    Ok(paper.read::<Ceremony>()?.throws.into_iter().map(|throw| (throw.officer, throw.digits)).collect())
}

/// What applicants revealed in time.
fn of_applicants(conn: &mut DbConn, draw: &Draw, freeze: &Freeze) -> Result<Vec<Reveal>> {
    let committed = freeze.entries().iter().filter(|entry| entry.commitment.is_some());
    let names: BTreeSet<String> = committed.map(|entry| reveal_file(&Who::Applicant(entry.label.clone()))).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    documents::all(conn, &draw.id)?.iter().filter(|paper| names.contains(&paper.name)).map(documents::Paper::read).collect()
}

/// Where the notice has dice and nobody threw them, ceremony.txt says so by its two lines.
fn keep_ceremony(conn: &mut DbConn, draw: &Draw, ceremony: Option<&Ceremony>, now: Instant) -> Result<()> {
    match ceremony {
        Some(ceremony) if ceremony.throws.is_empty() => put(conn, now, (Kind::DrawCeremony, Ceremony::FILE), &draw.id, ceremony).map(drop),
        _ => Ok(()),
    }
}

/// A void is drawn again once; a second one fails the project. After the platform's own silence the new draw is one whose outcome the platform cannot
/// veto, with public dice or a beacon, as the policy says (draw-v1 §4).
fn after_void(conn: &mut DbConn, app: &App, draw: &Draw, void: &Void) -> Result<()> {
    let (now, project) = (app.clock.now(), projects::load(conn, &draw.project)?);
    super::alert(conn, now, &letter("draw-void", &project, &draw.id))?;
    if draw.entries == EntrySource::Numbers {
        // It is 0 then, as its notice says: nobody knows a quote yet, and nothing is drawn again.
        return outbox::push(conn, now, &Job::GoOn { project: project.id.to_string() });
    }
    let again = draws::chain(conn, &draw.id)?.iter().any(|one| one.kind == DrawKind::Redraw);
    let own = void.withheld.contains(&Withheld::Reveal(Who::Platform));
    if again {
        end::tell_applicants(conn, now, "draw-void-end", (&project, draw))?;
        end::release_stages(conn, now, &project.id)?;
        return projects::fail(conn, app, &project.id, if own { FailReason::PlatformSilent } else { FailReason::VoidTwice });
    }
    let id = draw.id.next(DrawKind::Redraw).ok_or_else(|| Error::internal("a draw id with no room for another draw"))?;
    let plan = Plan::again(draw, terms_after(app, draw, own)?);
    let job = if draw.entries == EntrySource::Signups {
        projects::advance(conn, &project.id, Step::DrawAgain)?;
        Job::RequestDraw { project: project.id.to_string() }
    } else {
        Job::CommitDraw { draw: id.to_string() }
    };
    request::begin(conn, app, &project, Begun { id, kind: DrawKind::Redraw, plan, follows: Some(draw) })?;
    if draw.entries == EntrySource::Experts {
        outbox::push_at(conn, now, now.plus(MINUTE), &Job::GoOn { project: project.id.to_string() })?;
    }
    outbox::push(conn, now, &job)
}

fn terms_after(app: &App, draw: &Draw, platform_silent: bool) -> Result<Terms> {
    if platform_silent { Ok(draw.terms.after_platform_silence(&policy(app, draw)?.draw)) } else { Ok(draw.terms) }
}

/// The ranking under the seed. Where agencies signed up, the three working days end with it.
pub(super) fn result(conn: &mut DbConn, app: &App, draw: &Draw) -> Result<()> {
    let now = app.clock.now();
    let (notice, freeze, seed): (Notice, Freeze, Seed) =
        (documents::load(conn, &draw.id)?, documents::load(conn, &draw.id)?, documents::load(conn, &draw.id)?);
    let result = rank(&notice, &freeze, &seed).map_err(|fault| Error::caused("resolving a draw", fault))?;
    let log_id = put(conn, now, (Kind::DrawResult, DrawResult::FILE), &draw.id, &result)?;
    draws::step(conn, &draw.id, DrawState::Revealed, DrawState::Decided)?;
    draws::set_decided(conn, &draw.id, now)?;
    if draw.entries != EntrySource::Signups {
        // Whoever asked for it reads what came of it.
        outbox::push(conn, now, &Job::GoOn { project: draw.project.to_string() })?;
        return revisions::bump(conn, Topic::Projects);
    }
    let project = projects::load(conn, &draw.project)?;
    projects::set_draw(conn, &project.id, draw.stage, (draw.id.as_str(), "decided"))?;
    if !project.spec.way.is_draw() {
        // More stages follow; they decide, and only then somebody is named.
        outbox::push(conn, now, &Job::GoOn { project: project.id.to_string() })?;
        return revisions::bump(conn, Topic::Projects);
    }
    projects::decided(conn, &project, now, log_id)?;
    opening::note_alternates(conn, &draw.id)
}

/// The winner's name. The award follows.
pub(super) fn open(conn: &mut DbConn, app: &App, draw: &Draw) -> Result<()> {
    let (now, notice): (_, Notice) = (app.clock.now(), documents::load(conn, &draw.id)?);
    let result: DrawResult = documents::load(conn, &draw.id)?;
    for place in 0..result.winners(&notice).len() {
        opening::open_standing(conn, app, draw.id.as_str(), place)?;
    }
    outbox::push(conn, now, &Job::OfferAward { project: draw.project.to_string() })
}
