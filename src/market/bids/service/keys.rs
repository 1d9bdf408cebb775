//! Before the notice: every member makes keys for the project, and when all have answered, the committee is fixed.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::bid::{Committee, Keys, Member, PrivateKey, PublicKey, Purpose as KeyPurpose, Seat};
use crate::domain::draw::words::ProjectNumber;
use crate::domain::draw::{Document, OfficerId};
use crate::domain::project::ProjectId;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::bids::store::documents;
use crate::market::bids::store::rounds::{self, Round, RoundState, Seated};
use crate::market::projects::{self, Project};
use crate::market::witnesses;
use crate::platform::keys::Purpose;
use crate::platform::random;
use crate::witness;
use crate::witness::wire::{Answer, Message, malformed};

use super::{has_links, lock, wanted};

/// Rounds of keys of a project: one for its draws, and one more for those that follow a void draw.
const ROUNDS: i64 = 2;

/// Sees to it that the committees of a project are fixed; `false` while a member has not answered. A project without quotes and pseudonyms needs none.
///
/// # Errors
/// Those of the database.
pub async fn prepare(app: &App, project: &ProjectId) -> Result<bool> {
    let (shared, id) = (app.clone(), project.clone());
    if !app.db.write(move |conn| begin(conn, &shared, &id)).await? {
        return Ok(true);
    }
    let id = project.clone();
    let silent = app.db.read(move |conn| silent(conn, &id)).await?;
    for (message, officer) in silent {
        if witnesses::is_inside(app, &officer)
            && let Err(error) = ask(app, (message, officer)).await
        {
            tracing::warn!(%project, %error, "a witness officer made no keys; it is asked again");
        }
    }
    let id = project.clone();
    app.db.read(move |conn| Ok(rounds::of_project(conn, &id)?.iter().all(|round| round.state != RoundState::Asking))).await
}

/// Makes the rounds with the platform's keys where there are none; `false` where the project needs none.
fn begin(conn: &mut DbConn, app: &App, id: &ProjectId) -> Result<bool> {
    let project = projects::load(conn, id)?;
    let (quotes, map) = (wanted(app, &project).is_some(), has_links(app, &project));
    if !quotes && !map {
        return Ok(false);
    }
    lock(conn, id)?;
    let officers = witnesses::officers(conn, app)?;
    // Without an officer there is nobody to open with; the project waits for one.
    let count = if quotes { ROUNDS } else { 1 };
    for number in (1..=count).filter(|_| !officers.is_empty()) {
        if !rounds::insert(conn, id, number, quotes)? {
            continue;
        }
        let empty = |member| Seated {
            member,
            key: None,
            secret: String::new(),
            released: None,
            map: None,
            map_secret: String::new(),
            map_released: None,
        };
        let mut own = empty(Member::Platform);
        let made = |purpose| make(app, (id, number), purpose);
        (own.key, own.secret) = made(KeyPurpose::Entry)?;
        if map {
            (own.map, own.map_secret) = made(KeyPurpose::Map)?;
        }
        rounds::seat(conn, (id, number), 0, &own)?;
        for (position, officer) in (1..).zip(&officers) {
            rounds::seat(conn, (id, number), position, &empty(Member::Officer(officer.clone())))?;
        }
    }
    Ok(true)
}

/// A fresh key of the platform, and its private part as it lies in a row.
fn make(app: &App, (project, round): (&ProjectId, i64), purpose: KeyPurpose) -> Result<(Option<PublicKey>, String)> {
    let key = PrivateKey::derive(&random::secret32()?);
    let place = sealed_for(project, round, (&Member::Platform, purpose));
    Ok((Some(key.public()), app.keys.seal_text(Purpose::Rows, &place, &key.to_string())?))
}

/// What a private key in a row is bound to.
pub(super) fn sealed_for(project: &ProjectId, round: i64, (member, purpose): (&Member, KeyPurpose)) -> String {
    match purpose {
        KeyPurpose::Entry => format!("bid {project} {round} {member}"),
        KeyPurpose::Map => format!("bid map {project} {round} {member}"),
    }
}

fn silent(conn: &mut DbConn, id: &ProjectId) -> Result<Vec<(Message, OfficerId)>> {
    let number = projects::load(conn, id)?.number;
    let mut silent = Vec::new();
    for round in rounds::of_project(conn, id)?.iter().filter(|round| round.state == RoundState::Asking) {
        let members = rounds::seated(conn, (id, round.number))?;
        let message = asking(&number, round.number, &members);
        silent.extend(members.into_iter().filter(|one| one.key.is_none()).filter_map(|one| match one.member {
            Member::Officer(officer) => Some((message.clone(), officer)),
            Member::Platform => None,
        }));
    }
    Ok(silent)
}

/// What an officer is asked; it makes the keys that the platform, which sits first, has made.
fn asking(number: &str, round: i64, members: &[Seated]) -> Message {
    let map = members.first().is_some_and(|platform| platform.map.is_some());
    Message::Keys { project: number.to_owned(), round: round.unsigned_abs(), map }
}

async fn ask(app: &App, (message, officer): (Message, OfficerId)) -> Result<()> {
    let answer = witness::inside(app, officer.clone(), &message.text()?).await?;
    let Answer::Keys(text) = Answer::read(&answer)? else {
        return Err(Error::internal("an officer that answers something else than keys"));
    };
    take_keys(app, &officer, Keys::parse(text).map_err(malformed)?).await
}

/// Keeps an officer's keys; with the last of a round its committee is fixed.
///
/// # Errors
/// [`Error::NotFound`] for a round this officer is no member of; [`Error::Conflict`] for a second answer.
pub async fn take_keys(app: &App, officer: &OfficerId, keys: Keys) -> Result<()> {
    let (shared, member) = (app.clone(), Member::Officer(officer.clone()));
    app.db
        .write(move |conn| {
            let id = projects::named(conn, keys.project.as_str())?.id;
            lock(conn, &id)?;
            let round = i64::try_from(keys.round).map_err(|_| Error::NotFound)?;
            let seated = rounds::seated(conn, (&id, round))?;
            let own = seated.iter().find(|one| one.member == member && keys.member == member).ok_or(Error::NotFound)?;
            let same_kinds = seated.first().is_some_and(|platform| platform.map.is_some() == keys.map.is_some());
            match own.key {
                Some(key) if key == keys.entry && own.map == keys.map => return Ok(()),
                None if same_kinds => rounds::set_keys(conn, (&id, round), &keys)?,
                _ => return Err(Error::Conflict),
            }
            fix(conn, &shared, (&id, round))
        })
        .await
}

/// Fixes the committee of a round whose members have all answered.
fn fix(conn: &mut DbConn, app: &App, (id, number): (&ProjectId, i64)) -> Result<()> {
    let (now, project) = (app.clock.now(), projects::load(conn, id)?);
    let seats = rounds::seated(conn, (id, number))?.into_iter().map(|one| Some(Seat { member: one.member, entry: one.key?, map: one.map }));
    let Some(seats) = seats.collect::<Option<Vec<Seat>>>() else { return Ok(()) };
    let committee = committee(app, &project, seats)?;
    let round = rounds::of_project(conn, id)?.into_iter().find(|round| round.number == number).ok_or(Error::NotFound)?;
    keep(conn, now, &round, &committee)
}

fn keep(conn: &mut DbConn, now: Instant, round: &Round, committee: &Committee) -> Result<()> {
    // The hash of about.txt covers it, and the log holds that.
    documents::insert(conn, round, (Committee::FILE, &committee.to_text()), (0, now))?;
    rounds::step(conn, round, RoundState::Ready)
}

/// So many members open together as the policy says; 0: all of them.
fn committee(app: &App, project: &Project, seats: Vec<Seat>) -> Result<Committee> {
    let policy = app.pinned(&project.policy)?;
    let threshold = match policy.bids.threshold as usize {
        0 => seats.len(),
        some => some.min(seats.len()),
    };
    let number =
        ProjectNumber::parse(&project.number).ok_or_else(|| Error::internal("a project number that cannot stand in a committee"))?;
    Committee::new(number, threshold, seats).map_err(|fault| Error::caused("putting a committee together", fault))
}

/// What an outside officer is asked to make keys for: numbers of projects and rounds.
pub fn unanswered(conn: &mut DbConn, officer: &OfficerId) -> Result<Vec<Message>> {
    let asked = rounds::unanswered(conn, &Member::Officer(officer.clone()))?;
    let message = |(project, round): (ProjectId, i64)| {
        let number = projects::load(conn, &project)?.number;
        Ok(asking(&number, round, &rounds::seated(conn, (&project, round))?))
    };
    asked.into_iter().map(message).collect()
}
