//! An agency brings its sealed entry, again and again until the deadline; the last one counts.

use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::bid::{Claim, Committee, Package, PrivateFile};
use crate::domain::draw::{Document, Label, Secret};
use crate::domain::method::Bounds;
use crate::domain::policy::Bids;
use crate::domain::signup::{SignupState, open_at};
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::accounts;
use crate::market::bids::refusal;
use crate::market::bids::store::documents;
use crate::market::bids::store::entries::{self, Made, SealedEntry};
use crate::market::bids::store::files;
use crate::market::bids::store::rounds::{self, RoundState};
use crate::market::projects::{self, Project};
use crate::market::signups::{self, Signup};
use crate::platform::audit::{self, Thing};
use crate::platform::auth::Identity;
use crate::platform::letter::Letter;
use crate::platform::log::receipt::ReceiptFile;

use crate::platform::random;

use super::files::allowed;
use super::typing::may_type;
use super::{blind, is_blind, wanted};

/// Everything an agency needs to seal its quote.
pub struct Desk {
    pub signup: Signup,
    pub project: Project,
    pub bounds: Bounds,
    pub committee: Committee,
    /// The entry that stands; under a pseudonym nobody can look it up, and only whether there is one is known.
    pub standing: Option<SealedEntry>,
    /// Where entries lie under pseudonyms, a fresh one with its pass.
    pub fresh: Option<Claim>,
    /// Whether it can be sealed at this instant.
    pub may_seal: bool,
    /// Whether the market may seal what is typed.
    pub may_type: bool,
    /// Until when the agency may open its own entry, where that is missing.
    pub cure_by: Option<Instant>,
    /// How many documents may be sealed beside the quote, and how large; `None` where none are asked for.
    pub files: Option<Bids>,
    /// How many documents the entry that stands names, and the ciphertexts that came so far: hash and bytes.
    pub attached: usize,
    pub came: Vec<(String, i64)>,
}

/// The desk of one's own sign-up.
///
/// # Errors
/// [`Error::NotFound`] for another's, and where no quotes are asked for.
pub fn desk(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<Desk> {
    let signup = signups::service::own(conn, who, id)?;
    let (now, project) = (app.clock.now(), projects::load(conn, &signup.project)?);
    let (Some(bounds), Some(round)) = (wanted(app, &project), rounds::of_draw(conn, &signup.draw)?) else { return Err(Error::NotFound) };
    let standing = entries::standing(conn, id)?;
    let in_time = open_at(now, project.state, project.opens_at, project.closes_at).is_ok();
    let mut missing = standing.as_ref().is_some_and(|entry| entry.outcome.starts_with("missing") && entry.cure.is_empty());
    let fresh = is_blind(app, &project).then(|| blind::fresh(app, &signup)).transpose()?;
    if fresh.is_some() && !signup.link.is_empty() {
        // Too few keys are missing for all, and whether it opened its own already only the agency knows.
        missing = entries::of_draw(conn, &signup.draw)?.iter().any(|entry| entry.outcome.starts_with("missing"));
    }
    let attached = match &standing {
        Some(entry) => files::of_entry(conn, &entry.id)?.len(),
        None => 0,
    };
    Ok(Desk {
        files: allowed(app, &project),
        attached,
        fresh,
        came: files::payloads(conn, id)?,
        bounds,
        committee: documents::load(conn, &round)?,
        may_seal: in_time && round.state == RoundState::Ready && signup.state == SignupState::Active,
        may_type: may_type(app, &project),
        cure_by: Some(round.cure_by).filter(|by| missing && round.state == RoundState::Stated && now < *by),
        signup,
        project,
        standing,
    })
}

impl Desk {
    /// Under what an entry is sealed here: the draw label, or a fresh pseudonym.
    pub fn label(&self) -> &str {
        self.fresh.as_ref().map_or(self.signup.label.as_str(), |claim| claim.pseudonym.as_str())
    }
}

/// What became of an entry that was brought.
pub struct Taken {
    pub entry: SealedEntry,
    /// The proof that the log took it. Under a pseudonym it is given once: the market could not find it again.
    pub receipt: ReceiptFile,
    /// Under a pseudonym, the salt of the hash in the receipt's document.
    pub hidden: Option<Secret>,
    /// What the agency keeps, where the market sealed for it under a pseudonym: it needs it to replace or take back its entry.
    pub private: Option<PrivateFile>,
}

/// Takes a sealed entry in the place of the one before.
///
/// # Errors
/// As [`desk`]; [`Error::Refused`] after the deadline, or where the sign-up has ended; [`Error::Invalid`] for an envelope that is not sealed to this
/// committee under this label, or without a claim to its pseudonym.
pub fn take(conn: &mut DbConn, app: &App, who: &Identity, (id, package): (&str, &Package)) -> Result<Taken> {
    let ready = ready(conn, app, who, id)?;
    keep(conn, app, who, (&ready, package, Made::Agency))
}

/// What an entry is sealed for.
pub(super) struct Ready {
    pub signup: Signup,
    pub project: Project,
    pub committee: Committee,
}

/// A sign-up that can bring an entry now, with the project's lock shared: the freeze waits for what was in time.
pub(super) fn ready(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<Ready> {
    let known = signups::service::own(conn, who, id)?;
    dialect::share_lock_in_transaction(conn, &format!("project {}", known.project))?;
    let (now, project, signup) = (app.clock.now(), projects::load(conn, &known.project)?, signups::one(conn, id)?);
    open_at(now, project.state, project.opens_at, project.closes_at)?;
    if signup.state != SignupState::Active {
        return Err(Error::Refused(Say::new("signups-ended")));
    }
    let round = rounds::of_draw(conn, &signup.draw)?.filter(|round| round.state == RoundState::Ready);
    let committee = documents::load(conn, &round.ok_or_else(|| Error::Refused(Say::new("bids-not-wanted")))?)?;
    Ok(Ready { signup, project, committee })
}

pub(super) fn label(signup: &Signup) -> Result<Label> {
    Label::parse(&signup.label).ok_or_else(|| Error::bad_row("signups.label", &signup.label))
}

pub(super) type Brought<'a> = (&'a Ready, &'a Package, Made);

pub(super) fn keep(conn: &mut DbConn, app: &App, who: &Identity, (ready, package, made): Brought<'_>) -> Result<Taken> {
    if is_blind(app, &ready.project) {
        return blind::keep(conn, app, who, (ready, package, made));
    }
    let (now, Ready { signup, project, committee }) = (app.clock.now(), ready);
    package.fits(committee, &label(signup)?).map_err(refusal::misfit)?;
    super::files::check(conn, app, (project, signup), &package.files)?;
    let (id, sealed) = (random::blind_id(), &package.entry);
    let thing = Thing { kind: "bid", id: id.clone(), public: String::new() };
    let logged = audit::record_sealed(conn, now, (&who.actor, &thing), &sealed.envelope.to_text())?;
    let new = SealedEntry {
        id,
        draw: signup.draw.clone(),
        signup: signup.id.clone(),
        label: signup.label.clone(),
        sealed: sealed.to_text(),
        made,
        log_id: logged.id,
        received_at: now,
        outcome: String::new(),
        cure: String::new(),
        facts: String::new(),
    };
    entries::replace(conn, &new)?;
    for (number, envelope) in (1..).zip(&package.files) {
        let logged = audit::record_sealed(conn, now, (&who.actor, &thing), &envelope.to_text())?;
        files::insert(conn, &new.id, (number, envelope), logged.id)?;
    }
    let letter = Letter::new("bid-received").with("project", &project.title).to(format!("/signups/{}/quote", signup.id));
    accounts::tell_org(conn, now, &who.org, letter.with_receipt(logged.id))?;
    taken(conn, new)
}

fn taken(conn: &mut DbConn, entry: SealedEntry) -> Result<Taken> {
    let opening = audit::opening(conn, entry.log_id)?;
    Ok(Taken { receipt: ReceiptFile::now(conn, &opening)?, entry, hidden: None, private: None })
}

/// The receipt of the entry that stands for one's own sign-up.
///
/// # Errors
/// As [`desk`]; [`Error::NotFound`] where none stands, and under a pseudonym: that receipt is given once.
pub fn receipt(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<Taken> {
    let entry = desk(conn, app, who, id)?.standing.ok_or(Error::NotFound)?;
    taken(conn, entry)
}
