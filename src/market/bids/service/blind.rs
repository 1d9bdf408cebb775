//! Entries under pseudonyms, where a review or a blind choice follows the quotes. The process sees in the request that brings an entry whose it is, and
//! keeps nothing of it: beside the sign-up lies the link, sealed to the committee's `map` keys; beside the pseudonym lies nothing of the sign-up, neither
//! an id nor a time nor a place in the log. Whoever replaces or takes back an entry shows the salt of the one that stands.

use std::collections::BTreeMap;

use crate::app::App;
use crate::db::DbConn;
use crate::domain::bid::{Claim, Committee, Link, Sealed, Shown};
use crate::domain::draw::{Document, DrawId, Hash32, Label, Secret};
use crate::domain::policy::StageWord;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::accounts;
use crate::market::bids::refusal;
use crate::market::bids::store::blind;
use crate::market::bids::store::entries::{self, SealedEntry};
use crate::market::bids::store::files::SealedFile;
use crate::market::projects::Project;
use crate::market::signups::facts::{self, Facts};
use crate::market::signups::{self, Signup};
use crate::platform::audit::{self, Actor, Thing};
use crate::platform::auth::Identity;
use crate::platform::keys::{Purpose, same_secret};
use crate::platform::letter::Letter;
use crate::platform::log::receipt::ReceiptFile;
use crate::platform::random;

use super::sealing::{Brought, Ready, Taken, ready};

/// A fresh pseudonym for a sign-up, with the pass by which its first entry is brought. Nothing of it is kept: every sheet has another, and the one under
/// which an entry is sealed is the sign-up's.
///
/// # Errors
/// [`Error::Unavailable`] where the system gives no randomness.
pub(super) fn fresh(app: &App, signup: &Signup) -> Result<Claim> {
    let made = Label::pseudonym(&Secret(random::secret32()?));
    let pseudonym = made.ok_or_else(|| Error::internal("making a pseudonym failed"))?;
    let shown = Shown::Pass(pass(app, signup, &pseudonym)?);
    Ok(Claim { pseudonym, shown })
}

/// What only the market can say of a pseudonym and a sign-up, and what it cannot say again without being shown the pseudonym.
fn pass(app: &App, signup: &Signup, pseudonym: &Label) -> Result<Secret> {
    let mac = app.keys.mac(Purpose::Pseudonyms, &format!("pass {} {} {pseudonym}", signup.draw, signup.id));
    Secret::parse(&mac).ok_or_else(|| Error::internal("a pass that is no secret"))
}

type Held = [(SealedEntry, Vec<SealedFile>)];

fn refused(key: &'static str) -> Error {
    Error::invalid("claim", Say::new(key))
}

/// The place of the entry that this claim shows; `None` where it is the first of its sign-up, under a pseudonym the market made for it.
fn claimed(app: &App, (signup, claim): (&Signup, &Claim), all: &Held) -> Result<Option<usize>> {
    match &claim.shown {
        Shown::Pass(_) if !signup.link.is_empty() => Err(refused("bids-claim-again")),
        Shown::Pass(shown) => {
            let own = same_secret(&shown.to_string(), &pass(app, signup, &claim.pseudonym)?.to_string());
            let new = all.iter().all(|(entry, _)| entry.label != claim.pseudonym.as_str());
            if own && new { Ok(None) } else { Err(refused("bids-claim-wrong")) }
        }
        Shown::Before { .. } => standing(signup, claim, all).map(Some),
    }
}

/// The place of the entry whose salt is shown.
fn standing(signup: &Signup, claim: &Claim, all: &Held) -> Result<usize> {
    for (at, (entry, _)) in all.iter().enumerate() {
        if entry.label == claim.pseudonym.as_str() && !signup.link.is_empty() && claim.is_of(&entry.read()?.envelope) {
            return Ok(at);
        }
    }
    Err(refused("bids-claim-wrong"))
}

/// Keeps an entry under a pseudonym, in the place of the one before.
pub(super) fn keep(conn: &mut DbConn, app: &App, who: &Identity, (ready, package, made): Brought<'_>) -> Result<Taken> {
    let (now, Ready { project, committee, .. }) = (app.clock.now(), ready);
    let claim = package.claim.as_ref().ok_or_else(|| refused("bids-claim-missing"))?;
    package.fits(committee, &claim.pseudonym).map_err(refusal::misfit)?;
    super::files::check(conn, app, (project, &ready.signup), &package.files)?;
    let mut all = blind::held(conn, &ready.signup.draw)?;
    let signup = signups::one(conn, &ready.signup.id)?;
    let before = claimed(app, (&signup, claim), &all)?;
    let entry = SealedEntry {
        id: random::blind_id(),
        draw: signup.draw.clone(),
        signup: String::new(),
        label: claim.pseudonym.to_string(),
        sealed: package.entry.to_text(),
        made,
        log_id: 0,
        received_at: Instant(0),
        outcome: String::new(),
        cure: String::new(),
        facts: known(conn, app, project, (&signup, &claim.pseudonym))?,
    };
    match before {
        Some(at) => drop(all.swap_remove(at)),
        None => signups::set_link(conn, &signup.id, &sealed_link(committee, (&signup, &claim.pseudonym))?)?,
    }
    let files = (1..).zip(&package.files).map(|(number, envelope)| SealedFile::sealed(&entry.id, number, envelope)).collect();
    all.push((entry.clone(), files));
    blind::write(conn, &signup.draw, all)?;
    let envelopes = std::iter::once(&package.entry.envelope).chain(&package.files).map(Document::hash);
    let (receipt, hidden) = log(conn, now, &envelopes.map(|hash| hash.to_string()).collect::<Vec<_>>())?;
    // Of when this agency brought something a letter may tell: of the entry nothing tells that.
    let letter = Letter::new("bid-received").with("project", &project.title).to(format!("/signups/{}/quote", signup.id));
    accounts::tell_org(conn, now, &who.org, letter)?;
    Ok(Taken { entry, receipt, hidden: Some(hidden), private: None })
}

/// The link of a sign-up, sealed to the committee's `map` keys.
fn sealed_link(committee: &Committee, (signup, pseudonym): (&Signup, &Label)) -> Result<String> {
    let failed = || Error::internal("sealing a link failed");
    let label = Label::parse(&signup.label).ok_or_else(failed)?;
    let link = Link { project: committee.project().clone(), label, pseudonym: pseudonym.clone() };
    Ok(link.seal(committee, random::sealing(committee)?).ok_or_else(failed)?.to_text())
}

/// Takes back one's own entry before the deadline; the sign-up stays, and can bring another.
///
/// # Errors
/// As [`super::take`]; [`Error::Invalid`] for a claim that is not of the entry that stands.
pub fn take_back(conn: &mut DbConn, app: &App, who: &Identity, (id, claim): (&str, &Claim)) -> Result<()> {
    let ready = ready(conn, app, who, id)?;
    let mut all = blind::held(conn, &ready.signup.draw)?;
    let signup = signups::one(conn, id)?;
    all.remove(standing(&signup, claim, &all)?);
    blind::write(conn, &signup.draw, all)?;
    signups::set_link(conn, id, "")?;
    log(conn, app.clock.now(), &[format!("withdrawn {}", claim.pseudonym)]).map(drop)
}

/// Logs that something came under a pseudonym. Even the document that the market keeps, and shows the officers, tells of it only a hash under a salt of
/// its own, which the agency alone gets: neither the log's place nor its time can be laid beside a pseudonym.
pub(super) fn log(conn: &mut DbConn, now: Instant, said: &[String]) -> Result<(ReceiptFile, Secret)> {
    let salt = Secret(random::secret32()?);
    let of = Hash32::of(format!("bid/v1 received\n{salt}\n{}\n", said.join("\n")));
    let document = audit::document("market/v1 bid.received", &[("of", &of.to_string())]);
    let thing = Thing { kind: "bid", id: String::new(), public: String::new() };
    let logged = audit::record_sealed(conn, now, (&Actor::platform(), &thing), &document)?;
    audit::place(conn, logged.id)?;
    let opening = audit::opening(conn, logged.id)?;
    Ok((ReceiptFile::now(conn, &opening)?, salt))
}

fn facts_place(draw: &str, pseudonym: &str) -> String {
    format!("bid facts {draw} {pseudonym}")
}

/// What a card may show of an agency, as the market knows it at this instant, encrypted; empty where the owner does not choose.
fn known(conn: &mut DbConn, app: &App, project: &Project, (signup, pseudonym): (&Signup, &Label)) -> Result<String> {
    let policy = app.pinned(&project.policy)?;
    if project.spec.way.preset(&policy.methods).is_none_or(|preset| !preset.has(StageWord::Choose)) {
        return Ok(String::new());
    }
    let found = facts::of(conn, app, (project, policy), std::slice::from_ref(&signup.agency))?;
    let text = serde_json::to_string(&found).map_err(|e| Error::caused("writing facts", e))?;
    app.keys.seal_text(Purpose::Rows, &facts_place(&signup.draw, pseudonym.as_str()), &text)
}

/// What may be told of who sealed each entry of a draw, by pseudonym.
///
/// # Errors
/// [`Error::Internal`] where what is stored cannot be read.
pub fn facts(conn: &mut DbConn, app: &App, draw: &DrawId) -> Result<BTreeMap<Label, Facts>> {
    let mut all = BTreeMap::new();
    for entry in entries::of_draw(conn, draw.as_str())?.into_iter().filter(|entry| !entry.facts.is_empty()) {
        let text = app.keys.open_text(Purpose::Rows, &facts_place(draw.as_str(), &entry.label), &entry.facts)?;
        let found: Vec<Facts> = serde_json::from_str(&text).map_err(|e| Error::caused("reading facts", e))?;
        let label = Label::parse(&entry.label).ok_or_else(|| Error::bad_row("bid_entries.label", &entry.label))?;
        all.extend(found.into_iter().next().map(|facts| (label, facts)));
    }
    Ok(all)
}

/// The links of a draw's sign-ups, by label: for the list at the freeze.
pub(super) fn links(conn: &mut DbConn, draw: &str) -> Result<Vec<(Label, Sealed)>> {
    let mut links = Vec::new();
    for signup in signups::active(conn, draw)?.into_iter().filter(|signup| !signup.link.is_empty()) {
        let label = Label::parse(&signup.label).ok_or_else(|| Error::bad_row("signups.label", &signup.label))?;
        links.push((label, Sealed::parse(&signup.link).map_err(|fault| Error::caused("reading a stored link", fault))?));
    }
    links.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(links)
}
