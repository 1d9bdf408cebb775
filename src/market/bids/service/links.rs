//! What pseudonyms stand for: sealed as they are made, listed in the log before anybody chooses or reviews by them, and opened by the committee once the
//! log holds the act after which names may be opened. Whatever the pseudonyms are for, they go this way.

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::bid::{Committee, Keyring, Link, Links, Member, Purpose as KeyPurpose, Release, Sealed, SealedLinks};
use crate::domain::draw::{Document, DrawId, Label, OfficerId, Secret};
use crate::domain::event::Kind;
use crate::domain::project::FailReason;
use crate::domain::time::{HOUR, Instant};
use crate::error::{Error, Result};
use crate::market::bids::store::rounds::{self, LinkState, Round, Seated};
use crate::market::bids::store::{documents, links};
use crate::market::{accounts, halts, projects, signups, witnesses};
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};
use crate::platform::random;
use crate::witness::wire::Message;

use super::members::{self, ASK_AGAIN, ask_inside, release, releases, sealing};
use super::opening::{Bundled, record_spoiled};
use super::{lock, put};

/// Makes a fresh pseudonym for each of these labels, seals which is whose, and lists the links; gives the pseudonyms in the order of the labels.
///
/// # Errors
/// [`Error::NotFound`] for a draw without keys for links; [`Error::Conflict`] once the links are listed.
pub fn link(conn: &mut DbConn, now: Instant, draw: &DrawId, labels: &[Label]) -> Result<Vec<Label>> {
    let round = rounds::of_draw(conn, draw.as_str())?.ok_or(Error::NotFound)?;
    let committee: Committee = documents::load(conn, &round)?;
    let made = labels.iter().map(|label| one(&committee, label)).collect::<Result<Vec<(Label, Sealed)>>>()?;
    let (pseudonyms, sealed): (Vec<Label>, Vec<Sealed>) = made.into_iter().unzip();
    list(conn, now, draw, labels.iter().cloned().zip(sealed).collect())?;
    Ok(pseudonyms)
}

fn one(committee: &Committee, label: &Label) -> Result<(Label, Sealed)> {
    let failed = || Error::internal("sealing a link failed");
    let pseudonym = Label::pseudonym(&Secret(random::secret32()?)).ok_or_else(failed)?;
    let link = Link { project: committee.project().clone(), label: label.clone(), pseudonym: pseudonym.clone() };
    let sealed = link.seal(committee, random::sealing(committee)?).ok_or_else(failed)?;
    Ok((pseudonym, sealed))
}

/// Keeps the links of a draw and lists them in the log: from here on there are no others.
///
/// # Errors
/// As [`link`].
pub(super) fn list(conn: &mut DbConn, now: Instant, draw: &DrawId, mut made: Vec<(Label, Sealed)>) -> Result<()> {
    let round = rounds::of_draw(conn, draw.as_str())?.ok_or(Error::NotFound)?;
    if round.links != LinkState::None {
        return Err(Error::Conflict);
    }
    made.sort_by(|one, other| one.0.cmp(&other.0));
    for (label, sealed) in &made {
        links::insert(conn, &round, (label, sealed))?;
    }
    let committee: Committee = documents::load(conn, &round)?;
    let listed = made.into_iter().map(|(label, sealed)| (label, sealed.envelope.hash())).collect();
    let list = SealedLinks { project: committee.project().clone(), committee: committee.hash(), links: listed };
    rounds::step_links(conn, &round, LinkState::Sealed)?;
    put(conn, now, Kind::LinkSeal, (&round, &list))
}

/// Names may be opened: `deed` is the document of the log that holds the act. In the transaction of that act.
///
/// # Errors
/// [`Error::Conflict`] where links are not listed, or are asked for already.
pub fn unblind(conn: &mut DbConn, app: &App, (draw, deed): (&DrawId, i64)) -> Result<()> {
    let round = rounds::of_draw(conn, draw.as_str())?.filter(|round| round.links == LinkState::Sealed).ok_or(Error::Conflict)?;
    let (now, project) = (app.clock.now(), projects::load(conn, &round.project)?);
    let names_by = now.plus(i64::from(app.pinned(&project.policy)?.bids.names_hours) * HOUR);
    rounds::set_deed(conn, &round, (deed, names_by))?;
    rounds::step_links(conn, &round, LinkState::Asked)?;
    outbox::push(conn, now, &Job::OpenLinks { draw: draw.to_string() })
}

/// What the pseudonyms of a draw stand for; `None` until that is published.
pub fn opened_links(conn: &mut DbConn, draw: &DrawId) -> Result<Option<Links>> {
    match rounds::of_draw(conn, draw.as_str())?.filter(|round| round.links == LinkState::Opened) {
        None => Ok(None),
        Some(round) => documents::load(conn, &round).map(Some),
    }
}

/// Asks the members for their keys and publishes what the links hold once so many have released as open together; tells when to go on, if ever. Each
/// release is a transaction of its own, and so is the publication.
pub async fn open_links(app: &App, draw: &DrawId) -> Result<Option<Instant>> {
    app.log.settle(&app.db, app.clock.now()).await?;
    witnesses::ask_inside(app).await?;
    let id = draw.clone();
    let asked = app.db.read(move |conn| Ok(rounds::of_draw(conn, id.as_str())?.filter(|round| round.links == LinkState::Asked))).await?;
    let Some(round) = asked else { return Ok(None) };
    let known = round.clone();
    let members = app.db.read(move |conn| rounds::seated(conn, (&known.project, known.number))).await?;
    for one in members.iter().filter(|one| one.map_released.is_none()) {
        match released_by(app, &round, one).await {
            Ok(Some(release)) => keep(app, &round, release).await?,
            // An officer on another machine calls when it is ready.
            Ok(None) => {}
            Err(error) => tracing::warn!(%draw, member = %one.member, %error, "a member released no key for links; it is asked again"),
        }
    }
    let done = publish(app, &round).await?;
    Ok((!done).then(|| app.clock.now().plus(ASK_AGAIN)))
}

async fn released_by(app: &App, round: &Round, seated: &Seated) -> Result<Option<Release>> {
    let (shared, known, own) = (app.clone(), round.clone(), seated.clone());
    match &seated.member {
        Member::Platform => {
            app.db.read(move |conn| Ok(Some(release(&shared, &known, (&documents::load(conn, &known)?, &own), KeyPurpose::Map)?))).await
        }
        Member::Officer(officer) if witnesses::is_inside(app, officer) => {
            let id = officer.clone();
            let Some(message) = app.db.read(move |conn| message(conn, &shared, &known, &id)).await? else { return Ok(None) };
            ask_inside(app, officer, &message).await.map(Some)
        }
        Member::Officer(_) => Ok(None),
    }
}

/// What an officer is asked to release after; `None` while it vouches for no head that covers the act.
fn message(conn: &mut DbConn, app: &App, round: &Round, officer: &OfficerId) -> Result<Option<Message>> {
    let Some(deed) = members::deed(conn, app, (officer, round.deed))? else { return Ok(None) };
    Ok(Some(Message::Unblind { draw: round.draw.clone(), sealing: sealing(conn, round)?, deed }))
}

/// The keys for links an outside officer is to release now.
pub fn unblind_asked(conn: &mut DbConn, app: &App, officer: &OfficerId) -> Result<Vec<Message>> {
    let (member, mut asked) = (Member::Officer(officer.clone()), Vec::new());
    for round in rounds::unblinding(conn)? {
        if halts::is_stopped(conn, &round.project)? {
            continue;
        }
        let members = rounds::seated(conn, (&round.project, round.number))?;
        if members.iter().any(|one| one.member == member && one.map_released.is_none()) {
            asked.extend(message(conn, app, &round, officer)?);
        }
    }
    Ok(asked)
}

/// Keeps what an outside officer releases, while it is asked for.
pub(super) async fn take_release(app: &App, release: Release) -> Result<()> {
    let known = release.clone();
    let found = app.db.read(move |conn| {
        for round in rounds::unblinding(conn)? {
            if known.fits(&documents::load(conn, &round)?) {
                return Ok(round);
            }
        }
        Err(Error::NotFound)
    });
    keep(app, &found.await?, release).await
}

/// Keeps a released key, sealed until all is published. One that does not fit the committee counts as not released.
async fn keep(app: &App, round: &Round, release: Release) -> Result<()> {
    let (shared, known) = (app.clone(), round.clone());
    app.db
        .write(move |conn| {
            lock(conn, &known.project)?;
            let Some(round) = rounds::of_draw(conn, &known.draw)?.filter(|one| one.links == LinkState::Asked) else { return Ok(()) };
            let now = shared.clock.now();
            if !members::keep(conn, &shared, (&round, now), (&release, KeyPurpose::Map))? {
                return Ok(());
            }
            outbox::push(conn, now, &Job::OpenLinks { draw: round.draw.clone() })
        })
        .await
}

/// Too few released in time. Nobody can be named then by anything that can be checked, so nobody is: the project ends, it is said in the open which members
/// were silent, and everybody who took part is told.
fn shut(conn: &mut DbConn, app: &App, (round, committee, released): (&Round, &Committee, &[Release])) -> Result<()> {
    rounds::step_links(conn, round, LinkState::Shut)?;
    let silent = committee.seats().iter().filter(|seat| released.iter().all(|one| one.member != seat.member));
    let silent: Vec<String> = silent.map(|seat| seat.member.to_string()).collect();
    projects::fail_for(conn, app, &round.project, (FailReason::NamesShut, &[("silent", &silent.join(" "))]))?;
    let (now, project) = (app.clock.now(), projects::load(conn, &round.project)?);
    for signup in signups::active(conn, &round.draw)? {
        let letter = Letter::new("names-shut").with("project", &project.title).with("number", &project.number);
        accounts::tell_org(conn, now, &signup.agency.as_str().into(), letter.to(format!("/projects/{}", project.number)))?;
    }
    revisions::bump(conn, Topic::Projects)
}

/// Publishes what every pseudonym stands for; `false` while too few have released and may still do so.
async fn publish(app: &App, round: &Round) -> Result<bool> {
    let (shared, known) = (app.clone(), round.clone());
    app.db
        .write(move |conn| {
            lock(conn, &known.project)?;
            let Some(round) = rounds::of_draw(conn, &known.draw)?.filter(|one| one.links == LinkState::Asked) else { return Ok(true) };
            let (committee, released) = releases(conn, &shared, &round, KeyPurpose::Map)?;
            let keys = Keyring::of(&committee, KeyPurpose::Map, &released);
            if keys.missing(&committee).is_some() {
                return if shared.clock.now() < round.names_by {
                    Ok(false)
                } else {
                    shut(conn, &shared, (&round, &committee, &released)).map(|()| true)
                };
            }
            let (now, list) = (shared.clock.now(), documents::load::<SealedLinks>(conn, &round)?);
            let sealed = links::of_round(conn, &round)?;
            let opened = Links::open(&committee, &keys, (&list, &sealed));
            let opened = opened.map_err(|shut| Error::internal(format!("a link of {} does not open: {shut:?}", round.draw)))?;
            put(conn, now, Kind::LinkOpen, (&round, &opened))?;
            rounds::step_links(conn, &round, LinkState::Opened)?;
            record_spoiled(conn, &shared, &round, Some(&opened))?;
            // Whatever the way does next waited for the names.
            outbox::push(conn, now, &Job::GoOn { project: round.project.to_string() })?;
            revisions::bump(conn, Topic::Projects)?;
            Ok(true)
        })
        .await
}

/// The documents of links for a draw's bundle: that there are some once they are listed, the rest once they are opened.
pub(super) fn papers(conn: &mut DbConn, app: &App, round: &Round) -> Result<Vec<Bundled>> {
    let mut papers = Vec::new();
    if let Some((list, log_id)) = documents::find::<SealedLinks>(conn, round)? {
        papers.push(Bundled::of(SealedLinks::FILE, list.to_text(), log_id));
    }
    let Some((opened, log_id)) = documents::find::<Links>(conn, round)? else { return Ok(papers) };
    papers.push(Bundled::of(Links::FILE, opened.to_text(), log_id));
    for one in releases(conn, app, round, KeyPurpose::Map)?.1 {
        let name = format!("releases/{}-map.txt", one.member.to_string().replace(':', "-"));
        papers.push(Bundled::of(&name, one.to_text(), 0));
    }
    for sealed in links::of_round(conn, round)? {
        papers.push(Bundled::of(&format!("links/{}.txt", sealed.envelope.label), sealed.to_text(), 0));
    }
    Ok(papers)
}
