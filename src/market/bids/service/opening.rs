//! The second step of an opening: all at once, in label order. And what an agency does whose entry is missing for want of a member's key.

use std::collections::BTreeMap;

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::bid::{
    Committee, Found, Line, Links, Opened, Opening, Private, Purpose as KeyPurpose, Sealed, Shut, States, What, cure,
};
use crate::domain::draw::{Document, DrawId, Label, Secret};
use crate::domain::event::Kind;
use crate::domain::method::Offer;
use crate::error::{Error, Result, Say};
use crate::market::bids::store::documents;
use crate::market::bids::store::entries;
use crate::market::bids::store::rounds::{self, Round, RoundState};
use crate::market::{accounts, credit, projects, signups};
use crate::platform::audit::{self, Thing};
use crate::platform::auth::Identity;
use crate::platform::keys::Purpose;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

use super::members::releases;
use super::stating::{Tried, tried};
use super::{blind, found, links, lock, put};

/// Publishes every entry in one transaction: what it holds, or why it does not open.
pub(super) async fn publish(app: &App, round: &Round) -> Result<()> {
    let (committee, _, tried) = tried(app, round).await?;
    let lines = tried.iter().map(|one| line(app, one)).collect::<Result<Vec<_>>>()?;
    let (shared, known) = (app.clone(), round.clone());
    app.db
        .write(move |conn| {
            lock(conn, &known.project)?;
            let Some(round) = rounds::of_draw(conn, &known.draw)?.filter(|one| one.state == RoundState::Stated) else { return Ok(()) };
            let (now, states) = (shared.clock.now(), documents::load::<States>(conn, &round)?);
            let opening = Opening { project: committee.project().clone(), committee: committee.hash(), states: states.hash(), lines };
            put(conn, now, Kind::BidOpening, (&round, &opening))?;
            record_spoiled(conn, &shared, &round, None)?;
            rounds::step(conn, &round, RoundState::Opened)?;
            rounds::set_opened(conn, &round, now)?;
            // Whatever the way does next waited for the quotes.
            outbox::push(conn, now, &Job::GoOn { project: round.project.to_string() })?;
            outbox::push(conn, now, &Job::UnsealFiles { draw: round.draw.clone() })?;
            revisions::bump(conn, Topic::Projects)
        })
        .await
}

/// What its own agency spoiled counts in that agency's record, by the project's policy, and it is told why. The record names no project. Under
/// pseudonyms this waits for the links, for whose it was nobody knows before.
pub(super) fn record_spoiled(conn: &mut DbConn, app: &App, round: &Round, links: Option<&Links>) -> Result<()> {
    let Some((opening, _)) = documents::find::<Opening>(conn, round)? else { return Ok(()) };
    let (now, project) = (app.clock.now(), projects::load(conn, &round.project)?);
    let policy = app.pinned(&project.policy)?;
    let deduction = policy.credit.deductions.bid_spoiled;
    for line in opening.lines.iter().filter(|line| matches!(line.what, What::Spoiled(_))) {
        let behind = if line.label.is_pseudonym() { links.and_then(|links| links.behind(&line.label)) } else { Some(&line.label) };
        let Some(label) = behind else { continue };
        let agency = signups::labelled(conn, label.as_str())?.agency;
        if deduction.points > 0 {
            credit::deduct(conn, app, &agency, deduction, ("bid-spoiled", &random::blind_id()))?;
        }
        let letter = Letter::new("bid-spoiled").with("project", &project.title);
        accounts::tell_org(conn, now, &agency.as_str().into(), letter.to(format!("/draws/{}/opening", round.draw)))?;
    }
    Ok(())
}

fn line(app: &App, one: &Tried) -> Result<Line> {
    let opened = |opened: &Opened, entry: &crate::domain::bid::Entry| What::Opened(opened.salt, entry.clone());
    let what = match &one.found {
        Ok((open, entry)) => opened(open, entry),
        Err(Shut::Spoiled(why)) => What::Spoiled(*why),
        Err(Shut::Missing(member)) => match cured(app, one)? {
            None => What::Missing(member.clone()),
            Some(Ok(open)) => match open.entry(&one.sealed) {
                Ok(entry) => opened(&open, &entry),
                Err(why) => What::Spoiled(why),
            },
            Some(Err(why)) => What::Spoiled(why),
        },
    };
    Ok(Line { label: one.label.clone(), commit: one.sealed.envelope.commit, envelope: one.sealed.envelope.hash(), what })
}

type Cured = Option<std::result::Result<Opened, crate::domain::bid::Spoil>>;

/// What the agency's own key opens, where it showed one.
fn cured(app: &App, one: &Tried) -> Result<Cured> {
    if one.entry.cure.is_empty() {
        return Ok(None);
    }
    let text = app.keys.open_text(Purpose::Rows, &cure_place(&one.entry.id), &one.entry.cure)?;
    let private = text.split_once(' ').and_then(|(salt, key)| Some(Private { salt: Secret::parse(salt)?, key: Secret::parse(key)? }));
    Ok(cure(&private.ok_or_else(|| Error::internal("a kept key that is none"))?, &one.sealed).transpose())
}

fn cure_place(entry: &str) -> String {
    format!("bid cure {entry}")
}

/// An agency shows key and salt of its own entry, which is missing; nobody sees what it opens before all is published.
///
/// # Errors
/// [`Error::NotFound`] for another's sign-up; [`Error::Refused`] where nothing is missing, or too late; [`Error::Invalid`] for a key or salt with
/// which it was not sealed.
pub fn show_key(conn: &mut DbConn, app: &App, who: &Identity, (signup, label, private): (&str, Option<&Label>, Private)) -> Result<()> {
    let signup = signups::service::own(conn, who, signup)?;
    lock(conn, &signup.project)?;
    let (now, round) = (app.clock.now(), rounds::of_draw(conn, &signup.draw)?);
    let open = round.is_some_and(|round| round.state == RoundState::Stated && now < round.cure_by);
    // Under a pseudonym the file says which it is, and its key that it is one's own.
    let standing = match label.filter(|label| label.is_pseudonym() && !signup.link.is_empty()) {
        Some(label) => entries::of_draw(conn, &signup.draw)?.into_iter().find(|entry| entry.label == label.as_str()),
        None => entries::standing(conn, &signup.id)?,
    };
    let missing = standing.filter(|entry| open && entry.outcome.starts_with("missing"));
    let Some(entry) = missing else { return Err(Error::Refused(Say::new("bids-cure-not-now"))) };
    let sealed: Sealed = entry.read()?;
    if matches!(cure(&private, &sealed), Ok(None)) {
        return Err(Error::invalid("key", Say::new("bids-cure-wrong")));
    }
    let secret = app.keys.seal_text(Purpose::Rows, &cure_place(&entry.id), &format!("{} {}", private.salt, private.key))?;
    if entry.signup.is_empty() {
        blind::log(conn, now, &[format!("cured {}", entry.label)])?;
    } else {
        let document =
            audit::document("market/v1 bid.cure", &[("label", &signup.label), ("envelope", &sealed.envelope.hash().to_string())]);
        audit::record_sealed(conn, now, (&who.actor, &Thing { kind: "bid", id: entry.id.clone(), public: String::new() }), &document)?;
    }
    entries::set_cure(conn, &entry.id, &secret)
}

/// What the public knows of an opening.
pub struct Published {
    pub round: Round,
    pub committee: Committee,
    /// Members that have released, and those that have not.
    pub members: Vec<(crate::domain::bid::Member, bool)>,
    pub states: Option<States>,
    pub opening: Option<Opening>,
}

/// The opening of a draw whose sign-ups are closed; `None` where nothing is sealed for it, or before.
pub fn opening(conn: &mut DbConn, draw: &DrawId) -> Result<Option<Published>> {
    let Some(round) = rounds::of_draw(conn, draw.as_str())? else { return Ok(None) };
    if matches!(round.state, RoundState::Asking | RoundState::Ready) {
        return Ok(None);
    }
    let members = rounds::seated(conn, (&round.project, round.number))?;
    Ok(Some(Published {
        committee: documents::load(conn, &round)?,
        members: members.into_iter().map(|one| (one.member, one.released.is_some())).collect(),
        states: documents::find(conn, &round)?.map(|(states, _)| states),
        opening: documents::find(conn, &round)?.map(|(opening, _)| opening),
        round,
    }))
}

/// Whether nothing that is sealed for a draw waits to be opened.
pub fn is_opened(conn: &mut DbConn, draw: &DrawId) -> Result<bool> {
    Ok(rounds::of_draw(conn, draw.as_str())?.is_none_or(|round| !round.quotes || round.state == RoundState::Opened))
}

/// What became of the quotes of a draw, by label, and whom a document beside it excludes; empty where none were asked for.
///
/// # Errors
/// [`Error::NotFound`] before they are published.
pub fn offers(conn: &mut DbConn, draw: &DrawId) -> Result<BTreeMap<Label, Offer>> {
    let Some(round) = rounds::of_draw(conn, draw.as_str())?.filter(|round| round.quotes) else { return Ok(BTreeMap::new()) };
    let opening: Opening = documents::load(conn, &round)?;
    let found = found::of(conn, &round)?;
    let offer =
        |line: &Line| if found.as_ref().is_some_and(|found| found.excludes(&line.label)) { Offer::Found } else { line.what.as_offer() };
    Ok(opening.lines.iter().map(|line| (line.label.clone(), offer(line))).collect())
}

/// How far the opening of a draw has come, in one word; empty where nothing is sealed for it, or before its deadline.
pub fn mark(conn: &mut DbConn, draw: &DrawId) -> Result<String> {
    let Some(found) = opening(conn, draw)? else { return Ok(String::new()) };
    let released = found.members.iter().filter(|(_, released)| *released).count();
    Ok(format!("{}-{released}", found.round.state))
}

/// A document of an opening for the draw's bundle, with its document in the log (0: none of its own).
pub struct Bundled {
    pub name: String,
    pub body: String,
    pub log_id: i64,
}

impl Bundled {
    pub(super) fn of(name: &str, body: String, log_id: i64) -> Bundled {
        Bundled { name: name.to_owned(), body, log_id }
    }
}

/// Everything by which anybody can open again what was sealed for a draw; nothing of quotes before they are published, nothing of links before names
/// may be opened but that there are some.
pub fn papers(conn: &mut DbConn, app: &App, draw: &DrawId) -> Result<Vec<Bundled>> {
    let Some(round) = rounds::of_draw(conn, draw.as_str())? else { return Ok(Vec::new()) };
    let mut papers = links::papers(conn, app, &round)?;
    if round.state == RoundState::Opened {
        papers.extend(opened(conn, app, &round)?);
    }
    if !papers.is_empty() {
        papers.push(Bundled::of(Committee::FILE, documents::load::<Committee>(conn, &round)?.to_text(), 0));
    }
    Ok(papers)
}

fn opened(conn: &mut DbConn, app: &App, round: &Round) -> Result<Vec<Bundled>> {
    let (mut papers, paper) = (Vec::new(), Bundled::of);
    let (_, released) = releases(conn, app, round, KeyPurpose::Entry)?;
    if let Some((states, log_id)) = documents::find::<States>(conn, round)? {
        papers.push(paper(States::FILE, states.to_text(), log_id));
    }
    if let Some((opening, log_id)) = documents::find::<Opening>(conn, round)? {
        papers.push(paper(Opening::FILE, opening.to_text(), log_id));
    }
    if let Some((found, log_id)) = documents::find::<Found>(conn, round)? {
        papers.push(paper(Found::FILE, found.to_text(), log_id));
    }
    let names = released.iter().map(|one| (format!("releases/{}.txt", one.member.to_string().replace(':', "-")), one.to_text()));
    papers.extend(names.map(|(name, body)| paper(&name, body, 0)));
    for entry in entries::ever_of_draw(conn, &round.draw)? {
        papers.push(paper(&format!("entries/{}.txt", entry.label), entry.sealed, 0));
    }
    Ok(papers)
}
