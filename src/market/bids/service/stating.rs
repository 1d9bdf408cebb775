//! The first step of an opening: of every envelope it is said how it turned out, and nothing else.

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::bid::{Committee, Keyring, Opened, Purpose, Release, Sealed, Shut, State, States, open};
use crate::domain::draw::{Document, Label};
use crate::domain::event::Kind;
use crate::domain::time::{Instant, MINUTE};
use crate::error::{Error, Result};
use crate::market::bids::store::entries::{self, SealedEntry};
use crate::market::bids::store::rounds::{self, Round, RoundState};
use crate::market::{accounts, projects, signups};
use crate::platform::letter::Letter;

use super::members::releases;
use super::{lock, put};

/// An envelope and how it turned out with the released keys.
pub(super) struct Tried {
    pub entry: SealedEntry,
    pub sealed: Sealed,
    pub label: Label,
    pub found: std::result::Result<(Opened, crate::domain::bid::Entry), Shut>,
}

/// Tries every envelope with the released keys; nothing is written. The arithmetic is done outside of any transaction.
pub(super) async fn tried(app: &App, round: &Round) -> Result<(Committee, Vec<Release>, Vec<Tried>)> {
    let (shared, known) = (app.clone(), round.clone());
    let ((committee, releases), entries) =
        app.db.read(move |conn| Ok((releases(conn, &shared, &known, Purpose::Entry)?, entries::of_draw(conn, &known.draw)?))).await?;
    let work = move || {
        let keys = Keyring::new(&committee, &releases);
        let tried = entries.into_iter().map(|entry| one(&committee, &keys, entry)).collect::<Result<Vec<_>>>()?;
        Ok((committee, releases, tried))
    };
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::caused("opening what is sealed", e))?
}

fn one(committee: &Committee, keys: &Keyring, entry: SealedEntry) -> Result<Tried> {
    let (sealed, bad) = (entry.read()?, || Error::bad_row("bid_entries.label", &entry.label));
    let label = Label::parse(&entry.label).ok_or_else(bad)?;
    let found = open(committee, keys, &sealed).and_then(|opened| {
        let inside = opened.entry(&sealed).map_err(Shut::Spoiled)?;
        Ok((opened, inside))
    });
    Ok(Tried { entry, sealed, label, found })
}

/// Says how every envelope turned out, in one transaction. What is missing may be opened by its agency until the policy's minutes are over.
pub(super) async fn state(app: &App, round: &Round) -> Result<()> {
    let (committee, _, tried) = tried(app, round).await?;
    let state = |one: &Tried| one.found.as_ref().map_or_else(|shut| State::from(shut.clone()), |_| State::Opened);
    let outcomes: Vec<(String, Label, State)> = tried.iter().map(|one| (one.entry.id.clone(), one.label.clone(), state(one))).collect();
    let (shared, known) = (app.clone(), round.clone());
    app.db
        .write(move |conn| {
            lock(conn, &known.project)?;
            let Some(round) = rounds::of_draw(conn, &known.draw)?.filter(|one| one.state == RoundState::Releasing) else { return Ok(()) };
            let now = shared.clock.now();
            let states = outcomes.iter().map(|(_, label, state)| (label.clone(), state.clone())).collect();
            let document = States { project: committee.project().clone(), committee: committee.hash(), states };
            put(conn, now, Kind::BidStates, (&round, &document))?;
            for (id, _, state) in &outcomes {
                entries::set_outcome(conn, id, &state.to_string())?;
            }
            let cure_by = cure_by(conn, &shared, &round, &outcomes)?;
            rounds::step(conn, &round, RoundState::Stated)?;
            rounds::set_cure_by(conn, &round, cure_by)?;
            revisions::bump(conn, Topic::Projects)
        })
        .await
}

/// Until when an agency may open its own entry; now, where none is missing. Who may is told.
fn cure_by(conn: &mut DbConn, app: &App, round: &Round, outcomes: &[(String, Label, State)]) -> Result<Instant> {
    let (now, project) = (app.clock.now(), projects::load(conn, &round.project)?);
    let missing = outcomes.iter().filter(|(.., state)| matches!(state, State::Missing(_)));
    let labels: Vec<&Label> = missing.map(|(_, label, _)| label).collect();
    if labels.is_empty() {
        return Ok(now);
    }
    // What is missing is missing for all, so under pseudonyms everybody is told who has sealed one.
    let linked: Vec<Label> = super::blind::links(conn, &round.draw)?.into_iter().map(|(label, _)| label).collect();
    let labels = if linked.is_empty() { labels } else { linked.iter().collect() };
    let policy = app.pinned(&project.policy)?;
    let until = now.plus(i64::from(policy.bids.cure_minutes) * MINUTE);
    for label in labels {
        let signup = signups::labelled(conn, label.as_str())?;
        let letter = Letter::new("bid-missing").with("project", &project.title).with("until", until.minute_text());
        accounts::tell_org(conn, now, &signup.agency.as_str().into(), letter.to(format!("/signups/{}/quote", signup.id)))?;
    }
    Ok(until)
}
