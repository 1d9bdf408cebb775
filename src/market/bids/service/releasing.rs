//! After the freeze: members release their keys, one transaction each; then it is said how every envelope turned out, and at last all is published.

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::bid::{Committee, Member, Purpose as KeyPurpose, Release};
use crate::domain::draw::{Document, DrawId, Freeze, Hash32, OfficerId};
use crate::domain::project::ProjectState;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::bids::store::documents;
use crate::market::bids::store::rounds::{self, Round, RoundState, Seated};
use crate::market::{halts, projects, witnesses};
use crate::platform::outbox::{self, Job};
use crate::witness::wire::Message;

use super::members::{self, ASK_AGAIN, ask_inside, release, sealing};
use super::number::{self, End};
use super::{links, lock, opening, stating};

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something was done; more may follow at once.
    Done,
    /// Again then.
    Wait(Instant),
    /// Nothing is left to do.
    End,
}

/// Goes on until there is nothing to do at this instant; tells when to go on, if ever.
pub async fn advance(app: &App, draw: &DrawId) -> Result<Option<Instant>> {
    loop {
        match step(app, draw).await? {
            Outcome::Done => {}
            Outcome::Wait(until) => return Ok(Some(until)),
            Outcome::End => return Ok(None),
        }
    }
}

/// Does the next step of an opening. What was logged before lies under a signed head first.
pub async fn step(app: &App, draw: &DrawId) -> Result<Outcome> {
    let (id, now) = (draw.clone(), app.clock.now());
    app.log.settle(&app.db, now).await?;
    let Some(round) = app.db.read(move |conn| running(conn, &id)).await? else { return Ok(Outcome::End) };
    match round.state {
        RoundState::Releasing => releasing(app, &round, now).await,
        RoundState::Stated if now < round.cure_by => Ok(Outcome::Wait(round.cure_by)),
        RoundState::Stated => opening::publish(app, &round).await.map(|()| Outcome::Done),
        _ => Ok(Outcome::End),
    }
}

/// The round of a draw that goes on. Where the project was ended, or is drawn again after a void, nobody is told what was quoted.
fn running(conn: &mut DbConn, draw: &DrawId) -> Result<Option<Round>> {
    let Some(round) = rounds::of_draw(conn, draw.as_str())? else { return Ok(None) };
    let project = projects::load(conn, &round.project)?;
    let ended = matches!(project.state, ProjectState::Failed | ProjectState::Terminated);
    let current = projects::current_draw(conn, &project.id, project.stage)? == round.draw;
    Ok(Some(round).filter(|_| current && !ended))
}

async fn releasing(app: &App, round: &Round, now: Instant) -> Result<Outcome> {
    let id = (round.project.clone(), round.number);
    let members = app.db.read(move |conn| rounds::seated(conn, (&id.0, id.1))).await?;
    let silent: Vec<&Seated> = members.iter().filter(|one| one.released.is_none()).collect();
    if silent.is_empty() || now >= round.release_by {
        return stating::state(app, round).await.map(|()| Outcome::Done);
    }
    let mut released = false;
    for one in silent {
        match released_by(app, round, one).await {
            Ok(Some(release)) => {
                keep(app, round, release).await?;
                released = true;
            }
            // An officer on another machine calls when it is ready.
            Ok(None) => {}
            Err(error) => tracing::warn!(draw = %round.draw, member = %one.member, %error, "a member released no key; it is asked again"),
        }
    }
    Ok(if released { Outcome::Done } else { Outcome::Wait(now.plus(ASK_AGAIN).min(round.release_by)) })
}

async fn released_by(app: &App, round: &Round, seated: &Seated) -> Result<Option<Release>> {
    let known = round.clone();
    match &seated.member {
        Member::Platform => {
            let committee: Committee = app.db.read(move |conn| documents::load(conn, &known)).await?;
            release(app, round, (&committee, seated), KeyPurpose::Entry).map(Some)
        }
        Member::Officer(officer) if witnesses::is_inside(app, officer) => {
            if is_after_number(app, round).await? {
                witnesses::ask_inside(app).await?;
            }
            let (shared, id) = (app.clone(), officer.clone());
            let Some(message) = app.db.read(move |conn| message(conn, &shared, (&known, &id))).await? else { return Ok(None) };
            ask_inside(app, officer, &message).await.map(Some)
        }
        Member::Officer(_) => Ok(None),
    }
}

/// Whether the officers want to see a number in the log first.
async fn is_after_number(app: &App, round: &Round) -> Result<bool> {
    let known = round.clone();
    app.db.read(move |conn| Ok(number::end_of(conn, &drawn(&known)?)? != End::NoNumber)).await
}

fn drawn(round: &Round) -> Result<DrawId> {
    DrawId::parse(&round.draw).ok_or_else(|| Error::bad_row("bid_rounds.draw_id", &round.draw))
}

/// What an officer is asked to release under; `None` while it vouches for no head that covers the number it wants to see first.
fn message(conn: &mut DbConn, app: &App, (round, officer): (&Round, &OfficerId)) -> Result<Option<Message>> {
    let number = match number::end_of(conn, &drawn(round)?)? {
        End::NoNumber => None,
        End::Awaited => return Ok(None),
        End::Logged(document) => match members::deed(conn, app, (officer, document))? {
            None => return Ok(None),
            deed => deed,
        },
    };
    let freeze = Hash32::of(documents::of_draw(conn, &round.draw, Freeze::FILE)?).to_string();
    Ok(Some(Message::Release { draw: round.draw.clone(), freeze, sealing: sealing(conn, round)?, number }))
}

/// The keys an outside officer is to release now.
pub fn release_asked(conn: &mut DbConn, app: &App, officer: &OfficerId) -> Result<Vec<Message>> {
    let member = Member::Officer(officer.clone());
    let mut asked = Vec::new();
    for round in rounds::releasing(conn)? {
        if halts::is_stopped(conn, &round.project)? {
            continue;
        }
        let members = rounds::seated(conn, (&round.project, round.number))?;
        if members.iter().any(|one| one.member == member && one.released.is_none()) {
            asked.extend(message(conn, app, (&round, officer))?);
        }
    }
    Ok(asked)
}

/// Keeps what an outside officer releases, while releases are awaited.
///
/// # Errors
/// [`Error::NotFound`] for a committee this officer is no member of; [`Error::Conflict`] for a key that is not the committee's.
pub async fn take_release(app: &App, officer: &OfficerId, release: Release) -> Result<()> {
    if release.member != Member::Officer(officer.clone()) {
        return Err(Error::NotFound);
    }
    if release.purpose == KeyPurpose::Map {
        return links::take_release(app, release).await;
    }
    let committee = release.committee;
    let project = release.project.clone();
    let found = app.db.read(move |conn| {
        for round in rounds::releasing(conn)? {
            let own: Committee = documents::load(conn, &round)?;
            if *own.project() == project && own.hash() == committee {
                return Ok(round);
            }
        }
        Err(Error::NotFound)
    });
    keep(app, &found.await?, release).await
}

/// Keeps a released key, sealed until the opening. One that does not fit the committee counts as not released.
async fn keep(app: &App, round: &Round, release: Release) -> Result<()> {
    let (shared, known) = (app.clone(), round.clone());
    app.db
        .write(move |conn| {
            lock(conn, &known.project)?;
            let Some(round) = rounds::of_draw(conn, &known.draw)?.filter(|one| one.state == RoundState::Releasing) else { return Ok(()) };
            let now = shared.clock.now();
            if !members::keep(conn, &shared, (&round, now), (&release, KeyPurpose::Entry))? {
                return Ok(());
            }
            revisions::bump(conn, Topic::Projects)?;
            outbox::push(conn, now, &Job::OpenBids { draw: round.draw.clone() })
        })
        .await
}
