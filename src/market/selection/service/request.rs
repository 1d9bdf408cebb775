//! Before the notice: the draw id is allotted, about.txt written, and every officer asked for its commitment (draw-v1 §4, "approval").

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::terms::ceremony_officer;
use crate::domain::draw::{
    Dice, Document, DrawId, DrawKind, DrawState, EntrySource, Hash32, OfficerCommit, OfficerId, Pledge, Request, Secret, Terms, Who,
    commitment,
};
use crate::domain::event::Kind;
use crate::domain::project::{ProjectId, ProjectState};
use crate::domain::time::{Instant, MINUTE};
use crate::error::{Error, Result};
use crate::market::bids;
use crate::market::projects::{self, Project};
use crate::market::selection::about;
use crate::market::selection::store::documents;
use crate::market::selection::store::draws::{self, Draw};
use crate::market::selection::store::parties::{self, Party};
use crate::market::witnesses;
use crate::platform::audit::Visibility;
use crate::platform::keys::Purpose;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

use super::{lock, log, number, officers, publish};

/// How long the market waits before it asks a silent officer again.
const ASK_AGAIN: i64 = MINUTE;

/// Does what is to be done for a project that awaits commitments: allots the draw, asks the officers that have not answered, and publishes when all
/// have. An officer that does not answer is asked again; nothing goes on without it.
pub async fn request(app: &App, project: &ProjectId) -> Result<()> {
    if !bids::jobs::prepare(app, project).await? {
        let (now, id) = (app.clock.now(), project.to_string());
        return app.db.write(move |conn| outbox::push_at(conn, now, now.plus(ASK_AGAIN), &Job::RequestDraw { project: id })).await;
    }
    let (shared, id) = (app.clone(), project.clone());
    let Some((draw, number)) = app.db.write(move |conn| allot(conn, &shared, &id)).await? else { return Ok(()) };
    let mut silent = false;
    for one in [Some(&draw), number.as_ref()].into_iter().flatten() {
        silent |= ask_all(app, one).await?;
    }
    let (shared, id) = (app.clone(), project.clone());
    app.db
        .write(move |conn| {
            if silent {
                let now = shared.clock.now();
                return outbox::push_at(conn, now, now.plus(ASK_AGAIN), &Job::RequestDraw { project: id.to_string() });
            }
            publish::publish(conn, &shared, &draw)
        })
        .await
}

/// Asks the officers that have not committed to a draw of a stage; one that does not answer is asked again.
pub async fn commit(app: &App, draw: &DrawId) -> Result<()> {
    let silent = ask_all(app, draw).await?;
    let (shared, id) = (app.clone(), draw.clone());
    app.db
        .write(move |conn| {
            let (now, waits) = (shared.clock.now(), draws::load(conn, id.as_str())?.state == DrawState::Requested);
            if !silent || !waits {
                return Ok(());
            }
            outbox::push_at(conn, now, now.plus(ASK_AGAIN), &Job::CommitDraw { draw: id.to_string() })
        })
        .await
}

/// Asks every officer that has not committed; tells whether one is silent.
async fn ask_all(app: &App, draw: &DrawId) -> Result<bool> {
    let mut silent = false;
    for officer in unanswered(app, draw).await? {
        if !witnesses::is_inside(app, &officer) {
            // It calls by itself, and what it says is kept as it comes.
            silent = true;
            continue;
        }
        silent |= ask(app, draw, officer).await.is_err_and(|e| {
            tracing::warn!(draw = %draw, error = %e, "a witness officer did not commit; it is asked again");
            true
        });
    }
    Ok(silent)
}

/// The draw a project awaits, and that of the number that lowers its average, where it has one; made where there are none. `None` where the project is
/// somewhere else by now.
fn allot(conn: &mut DbConn, app: &App, id: &ProjectId) -> Result<Option<(DrawId, Option<DrawId>)>> {
    lock(conn, id)?;
    let project = projects::load(conn, id)?;
    if project.state != ProjectState::AwaitingCommitments {
        return Ok(None);
    }
    let number = number::lowered(app, &project).map(|lowered| lowered.draw);
    let current = projects::current_draw(conn, id, project.stage)?;
    if let Some(draw) = DrawId::parse(&current) {
        let requested = draws::load(conn, draw.as_str())?.state == DrawState::Requested;
        return Ok(requested.then_some((draw, number)));
    }
    let draw = DrawId::first(&project.number, project.stage).ok_or_else(|| Error::internal("a project number that cannot be a draw id"))?;
    if witnesses::officers(conn, app)?.is_empty() {
        // Nothing goes on without a witness; the project waits until one is enrolled.
        let now = app.clock.now();
        tracing::error!(project = %id, "no witness officer is configured or enrolled; the draw waits for one");
        outbox::push_at(conn, now, now.plus(ASK_AGAIN), &Job::RequestDraw { project: id.to_string() })?;
        return Ok(None);
    }
    let plan = Plan {
        stage: project.stage,
        entries: EntrySource::Signups,
        winners: project.spec.way.drawn(),
        alternates: if project.spec.way.named.is_some() { 0 } else { project.spec.alternates },
        terms: project.spec.draw,
    };
    begin(conn, app, &project, Begun { id: draw.clone(), kind: DrawKind::First, plan, follows: None })?;
    number::reserve(conn, app, &project)?;
    Ok(Some((draw, number)))
}

/// What is drawn, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Position of the project's stage, from 1.
    pub stage: i64,
    pub entries: EntrySource,
    pub winners: u32,
    pub alternates: u32,
    pub terms: Terms,
}

impl Plan {
    /// The plan of a draw that takes the place of this one, under these terms.
    pub(super) fn again(draw: &Draw, terms: Terms) -> Plan {
        Plan { stage: draw.stage, entries: draw.entries, winners: draw.winners, alternates: draw.alternates, terms }
    }
}

/// Which draw begins.
pub(super) struct Begun<'a> {
    pub id: DrawId,
    pub kind: DrawKind,
    pub plan: Plan,
    /// The draw it takes the place of.
    pub follows: Option<&'a Draw>,
}

/// A new draw of a project: row, about.txt, request.txt, and the platform's own commitment.
pub(super) fn begin(conn: &mut DbConn, app: &App, project: &Project, begun: Begun<'_>) -> Result<()> {
    let (now, Begun { id, kind, plan, follows }) = (app.clock.now(), begun);
    let policy = app.pinned(&project.policy)?;
    let draw = Draw {
        id: id.clone(),
        project: project.id.clone(),
        stage: plan.stage,
        attempt: follows.map_or(1, |before| before.attempt + 1),
        kind,
        state: DrawState::Requested,
        terms: plan.terms,
        entries: plan.entries,
        winners: plan.winners,
        alternates: plan.alternates,
        policy: project.policy.clone(),
        requested_at: now,
        commit_due: now.plus(i64::from(policy.draw.commit_minutes) * MINUTE),
        opens_at: Instant(0),
        closes_at: Instant(0),
        reveal_by: Instant(0),
        decided_at: Instant(0),
        follows: follows.map(|before| before.id.clone()),
        vouched: 0,
    };
    draws::insert(conn, &draw)?;
    if plan.entries == EntrySource::Signups {
        bids::assign(conn, app, project, &id)?;
    }
    let about = about::text(conn, app, project, &draw)?;
    documents::insert(conn, &id, about::FILE, &about, (0, now))?;
    let request =
        Request { draw: id.clone(), about: Hash32::of(&about), requested: now.whole_second(), answer_by: draw.commit_due.whole_second() };
    let logged = log(conn, now, &id, (Kind::DrawRequest, Visibility::Salted), request.to_text())?;
    documents::insert(conn, &id, Request::FILE, &request.to_text(), (logged.id, now))?;
    enrol(conn, app, now, &draw)?;
    if plan.entries == EntrySource::Signups {
        projects::set_draw(conn, &project.id, project.stage, (id.as_str(), "requested"))?;
    }
    outbox::push_at(conn, now, draw.commit_due, &Job::CommitmentsLate { draw: id.to_string() })
}

/// The platform with its commitment, the officers without theirs, and last the dice, where they are to be thrown.
fn enrol(conn: &mut DbConn, app: &App, now: Instant, begun: &Draw) -> Result<()> {
    let draw = &begun.id;
    let secret = Secret(random::secret32()?);
    let own = commitment(draw, &Who::Platform, &secret);
    let sealed = app.keys.seal_text(Purpose::Rows, &sealed_for(draw), &secret.to_string())?;
    parties::insert(conn, draw, 0, &Party { who: Who::Platform, commitment: Some(OfficerCommit::Sealed(own)), sealed, reveal: None }, now)?;
    log(conn, now, draw, (Kind::DrawCommit, Visibility::Salted), format!("draw/v1 commitment\ndraw {draw}\ncommit platform {own}\n"))?;
    let witnesses = witnesses::officers(conn, app)?.into_iter().map(|officer| (officer, None));
    let dice = (begun.terms.dice == Dice::Public).then(|| (ceremony_officer(), Some(OfficerCommit::Ceremony)));
    for (position, (officer, commitment)) in (1..).zip(witnesses.chain(dice)) {
        let party = Party { who: Who::Officer(officer), commitment, sealed: String::new(), reveal: None };
        parties::insert(conn, draw, position, &party, now)?;
    }
    Ok(())
}

/// What the platform's secret of a draw is bound to.
pub(super) fn sealed_for(draw: &DrawId) -> String {
    format!("draw {draw} platform")
}

async fn unanswered(app: &App, draw: &DrawId) -> Result<Vec<OfficerId>> {
    let id = draw.clone();
    let parties = app.db.read(move |conn| parties::of(conn, &id)).await?;
    let open = parties.into_iter().filter(|party| party.commitment.is_none());
    Ok(open.filter_map(|party| if let Who::Officer(id) = party.who { Some(id) } else { None }).collect())
}

/// Asks one officer and keeps its answer.
async fn ask(app: &App, draw: &DrawId, officer: OfficerId) -> Result<()> {
    let id = draw.clone();
    let request: Request = app.db.read(move |conn| documents::load(conn, &id)).await?;
    let pledge = officers::pledge(app, &officer, &request).await?;
    let now = app.clock.now();
    app.db.write(move |conn| keep(conn, now, &officer, &pledge)).await
}

pub(super) fn keep(conn: &mut DbConn, now: Instant, officer: &OfficerId, pledge: &Pledge) -> Result<()> {
    let (draw, who) = (&pledge.draw, Who::Officer(officer.clone()));
    let project = draws::load(conn, draw.as_str())?.project;
    lock(conn, &project)?;
    if parties::of(conn, draw)?.iter().any(|party| party.who == who && party.commitment.is_some()) {
        return Ok(());
    }
    parties::set_commitment(conn, draw, &who, &pledge.commitment, now)?;
    let logged = log(conn, now, draw, (Kind::DrawCommit, Visibility::Salted), pledge.to_text())?;
    documents::insert(conn, draw, &format!("pledge-{officer}.txt"), &pledge.to_text(), (logged.id, now))
}
