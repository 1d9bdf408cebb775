//! What agencies and the owner do, and what each may see of it.

pub mod course;
pub mod replies;

use std::collections::BTreeMap;

use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::draw::{DrawId, Hash32, Label};
use crate::domain::method::negotiation::Negotiation;
use crate::domain::method::quote::{Bounds, Quote, QuoteKind};
use crate::domain::method::talks::{self, Said, What};
use crate::domain::policy;
use crate::domain::project::ProjectState;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::halts;
use crate::market::projects::{self, Project};
use crate::market::signups::{self, Signup};
use crate::platform::audit::{self, Actor, Thing};
use crate::platform::auth::Identity;
use crate::platform::keys::Purpose;
use crate::platform::log::receipt::ReceiptFile;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

use super::refusal::Refused;
use super::store::{self, Act, Side};

pub use super::store::{Talk, Turn, talk_of};

/// A quote with the owner's words on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// From 1.
    pub round: u32,
    pub quote: Quote,
    pub quoted_at: Instant,
    /// `None` until the owner has replied.
    pub reply: Option<String>,
}

/// What an agency has before it.
pub struct Desk {
    pub signup: Signup,
    pub project: Project,
    pub talk: Talk,
    pub rules: policy::Negotiation,
    pub bounds: Bounds,
    /// Its own exchanges, the first first.
    pub own: Vec<Exchange>,
    /// Whether it may quote at this instant.
    pub may_quote: bool,
}

/// What is said and signed for in the log, before it is sealed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Words {
    /// 32 random bytes, so that nobody can try what a fingerprint hides.
    salt: String,
    /// A quote in fen, or the owner's words.
    text: String,
}

impl Words {
    fn new(text: &str) -> Result<Words> {
        Ok(Words { salt: random::hex32()?, text: text.to_owned() })
    }

    /// The act as its author can show it: the log has the hash of this.
    fn act(&self, (draw, pseudonym): (&DrawId, &Label), (round, side): (u32, Side)) -> String {
        let text = if side == Side::Reply { Hash32::of(&self.text).to_string() } else { self.text.clone() };
        let round = round.to_string();
        let facts =
            [("draw", draw.as_str()), ("pseudonym", pseudonym.as_str()), ("round", &round), (side.as_str(), &text), ("salt", &self.salt)];
        audit::document("choice/v1 said", &facts)
    }
}

/// The code of the seat of a label: nobody without the market's key can make it.
fn seat(app: &App, draw: &DrawId, label: &str) -> String {
    app.keys.mac(Purpose::Pseudonyms, &format!("negotiation {draw} {label}"))
}

fn bound_to(pseudonym: &Label, (round, side): (u32, Side)) -> String {
    format!("negotiation {pseudonym} {round} {side}")
}

/// The rules of a project's negotiation, and what may be quoted.
fn rules(app: &App, project: &Project) -> Result<(policy::Negotiation, Bounds)> {
    let policy = app.pinned(&project.policy)?;
    let rules = policy.methods.negotiation.ok_or_else(|| Error::bad_row("projects.policy", &project.policy))?;
    Ok((rules, policy.methods.bounds(QuoteKind::Amount, project.price)))
}

/// Writes down something that was said: sealed in its row, and by the fingerprint of its fingerprint in the log. `author`: who finds the receipt by its
/// own name; an agency has none here but its pseudonym.
fn say(conn: &mut DbConn, app: &App, (author, talk): (&Actor, &Talk), (pseudonym, side, text): (&Label, Side, &str)) -> Result<()> {
    let (now, words) = (app.clock.now(), Words::new(text)?);
    let act = words.act((&talk.draw, pseudonym), (talk.round, side));
    let document = audit::document("market/v1 negotiation.said", &[("act", Hash32::of(&act).to_string().as_str())]);
    let thing = Thing { kind: "negotiation", id: pseudonym.to_string(), public: String::new() };
    let logged = audit::record_sealed(conn, now, (author, &thing), &document)?;
    let plain = serde_json::to_string(&words).map_err(|e| Error::caused("writing what was said", e))?;
    let sealed = app.keys.seal_text(Purpose::Rows, &bound_to(pseudonym, (talk.round, side)), &plain)?;
    store::say(conn, &Act { pseudonym: pseudonym.clone(), round: talk.round, side, sealed, log_id: logged.id, at: now })
}

fn words(app: &App, act: &Act) -> Result<Words> {
    let plain = app.keys.open_text(Purpose::Rows, &bound_to(&act.pseudonym, (act.round, act.side)), &act.sealed)?;
    serde_json::from_str(&plain).map_err(|e| Error::caused("reading what was said", e))
}

fn fen(text: &str) -> Result<Quote> {
    let fen = text.parse().map_err(|_| Error::bad_row("negotiation_acts.sealed", text))?;
    Ok(Quote::Amount(crate::domain::money::Fen(fen)))
}

/// Everything that was said, as the law looks at it.
fn said(conn: &mut DbConn, app: &App, talk: &Talk) -> Result<Vec<Said>> {
    let said = |act: Act| {
        let words = words(app, &act)?;
        let what = match act.side {
            Side::Quote => What::Quote(fen(&words.text)?),
            Side::Reply => What::Reply(Hash32::of(&words.text)),
        };
        Ok(Said { round: act.round, pseudonym: act.pseudonym, what })
    };
    store::acts(conn, &talk.project)?.into_iter().map(said).collect()
}

/// Where every thread stands.
fn standing(conn: &mut DbConn, app: &App, (project, talk): (&Project, &Talk)) -> Result<BTreeMap<Label, Negotiation>> {
    let (rules, bounds) = rules(app, project)?;
    let (threads, said) = (store::threads(conn, &talk.project)?, said(conn, app, talk)?);
    talks::standing((rules.rounds, bounds), &threads, &said)
        .map_err(|wrong| Error::internal(format!("the negotiation of {}: {wrong}", project.number)))
}

/// The exchanges of a thread, the first first.
fn exchanges(conn: &mut DbConn, app: &App, (talk, pseudonym): (&Talk, &Label)) -> Result<Vec<Exchange>> {
    let mut all: Vec<Exchange> = Vec::new();
    for act in store::acts(conn, &talk.project)?.into_iter().filter(|act| act.pseudonym == *pseudonym) {
        let words = words(app, &act)?;
        match act.side {
            Side::Quote => all.push(Exchange { round: act.round, quote: fen(&words.text)?, quoted_at: act.at, reply: None }),
            Side::Reply => {
                if let Some(last) = all.last_mut().filter(|last| last.round == act.round) {
                    last.reply = Some(words.text);
                }
            }
        }
    }
    Ok(all)
}

/// The thread of one's own sign-up.
fn own(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<(Signup, Talk, Label)> {
    let signup = signups::service::own(conn, who, id)?;
    let talk = talk_of(conn, &signup.project)?.filter(|talk| talk.draw.as_str() == signup.draw).ok_or(Error::NotFound)?;
    let pseudonym = store::seated(conn, &seat(app, &talk.draw, &signup.label))?.ok_or(Refused::NotDrawn)?;
    Ok((signup, talk, pseudonym))
}

/// The desk of one's own sign-up.
///
/// # Errors
/// [`Error::NotFound`] for another's, and where nothing is negotiated; [`Error::Refused`] for who was not drawn.
pub fn desk(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<Desk> {
    let (signup, talk, pseudonym) = own(conn, app, who, id)?;
    let project = projects::load(conn, &signup.project)?;
    let (rules, bounds) = rules(app, &project)?;
    let may_quote = may_quote(conn, app, (&project, &talk), &pseudonym).is_ok();
    Ok(Desk { own: exchanges(conn, app, (&talk, &pseudonym))?, signup, project, talk, rules, bounds, may_quote })
}

/// The thread, if its agency may quote now.
fn may_quote(conn: &mut DbConn, app: &App, (project, talk): (&Project, &Talk), pseudonym: &Label) -> Result<Negotiation> {
    if project.state != ProjectState::Choosing || talk.turn == Turn::Over {
        return Err(Refused::Over.into());
    }
    if talk.turn != Turn::Quoting {
        return Err(Refused::OwnersTurn.into());
    }
    if app.clock.now() >= talk.due_at {
        return Err(Refused::TooLate { since: talk.due_at }.into());
    }
    let thread = standing(conn, app, (project, talk))?.remove(pseudonym).ok_or(Error::NotFound)?;
    match thread {
        Negotiation::Awaits { .. } => Ok(thread),
        Negotiation::Quoted { .. } | Negotiation::Over { .. } => Err(Refused::Quoted.into()),
    }
}

/// An agency quotes, in its turn. What it has quoted it cannot take back; a further quote comes after the owner's reply.
///
/// # Errors
/// As [`desk`]; [`Error::Refused`] out of turn, once it has quoted, and when the minutes are over; [`Error::Invalid`] outside the bounds.
pub fn quote(conn: &mut DbConn, app: &App, who: &Identity, (id, quote): (&str, Quote)) -> Result<()> {
    let known = signups::service::own(conn, who, id)?;
    dialect::lock_in_transaction(conn, &format!("project {}", known.project))?;
    let (signup, talk, pseudonym) = own(conn, app, who, id)?;
    halts::refuse_while_stopped(conn, &signup.project)?;
    let project = projects::load(conn, &signup.project)?;
    let thread = may_quote(conn, app, (&project, &talk), &pseudonym)?;
    let (_, bounds) = rules(app, &project)?;
    let Quote::Amount(sum) = quote else { return Err(Refused::Outside.into()) };
    if bounds.against(quote).is_some() {
        return Err(Refused::Outside.into());
    }
    thread.quote(quote).map_err(|_| Error::from(Refused::Quoted))?;
    // Under its pseudonym, so that no row of the log has agency and pseudonym side by side.
    say(conn, app, (&Actor(pseudonym.to_string()), &talk), (&pseudonym, Side::Quote, &sum.0.to_string()))?;
    let awaited = standing(conn, app, (&project, &talk))?.into_values().any(|one| matches!(one, Negotiation::Awaits { .. }));
    if !awaited {
        outbox::push(conn, app.clock.now(), &Job::GoOn { project: project.id.to_string() })?;
    }
    Ok(())
}

/// What proves an own quote: the act as it was said, and that the log took its fingerprint.
#[derive(serde::Serialize)]
#[cfg_attr(test, derive(utoipa::ToSchema))]
pub struct QuoteReceipt {
    /// `choice/v1 said`: draw, pseudonym, round, quote in fen, salt.
    pub act: String,
    #[serde(flatten)]
    pub proof: ReceiptFile,
}

/// The receipt of one's own quote in a round.
///
/// # Errors
/// As [`desk`]; [`Error::NotFound`] where it did not quote.
pub fn receipt(conn: &mut DbConn, app: &App, who: &Identity, (id, round): (&str, u32)) -> Result<QuoteReceipt> {
    let (_, talk, pseudonym) = own(conn, app, who, id)?;
    let act = store::acts(conn, &talk.project)?
        .into_iter()
        .find(|act| act.pseudonym == pseudonym && act.round == round && act.side == Side::Quote)
        .ok_or(Error::NotFound)?;
    let said = words(app, &act)?.act((&talk.draw, &pseudonym), (round, Side::Quote));
    let opening = audit::opening(conn, act.log_id)?;
    Ok(QuoteReceipt { act: said, proof: ReceiptFile::now(conn, &opening)? })
}
