//! After the result: labels are opened as they win or move up, struck where they drop out, and admitted where an objection is upheld. No new chance is
//! needed (draw-v1 §7).

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::agency::AgencyId;
use crate::domain::draw::{
    Act, Document, DrawId, DrawResult, Freeze, Hash32, Label, Notice, Opened as OpenedDocument, Opening, Pseudonym, Reason, RegistryId,
    Ruling, Secret, Standing, Tickets,
};
use crate::domain::event::Kind;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::projects;
use crate::market::selection::store::documents;
use crate::market::selection::store::draws;
use crate::market::signups::{self, Signup};
use crate::platform::audit::{self, Act as Logged, Actor, Thing, Visibility};

use super::lock;

/// A label with the agency behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedLabel {
    pub label: String,
    /// Its place in the ranking, from 1; the struck and the admitted count.
    pub rank: i64,
    pub agency: AgencyId,
}

/// Why a label is struck or admitted.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    pub act: Act,
    pub label: &'a str,
    /// A word of `a-z` and `-`.
    pub reason: &'a str,
    /// Who decided, by a pseudonym.
    pub by: &'a Actor,
    /// What the decision rests on; only its hash is published.
    pub evidence: &'a str,
}

/// Everything that says who stands where.
pub struct Order {
    notice: Notice,
    freeze: Freeze,
    result: DrawResult,
    rulings: Vec<Ruling>,
}

impl Order {
    /// The order of a decided draw as it is now.
    ///
    /// # Errors
    /// [`Error::NotFound`] while there is no result.
    pub fn load(conn: &mut DbConn, draw: &DrawId) -> Result<Order> {
        let mut rulings = Vec::new();
        while let Some(paper) = documents::find(conn, draw, &Ruling::file(rulings.len() + 1))? {
            rulings.push(paper.read()?);
        }
        let (notice, freeze) = (documents::load(conn, draw)?, documents::load(conn, draw)?);
        Ok(Order { notice, freeze, result: documents::load(conn, draw)?, rulings })
    }

    /// The frozen list.
    pub fn freeze(&self) -> &Freeze {
        &self.freeze
    }

    /// Hash of result.txt.
    pub fn result(&self) -> Hash32 {
        self.result.hash()
    }

    /// Who stands where after every ruling.
    ///
    /// # Errors
    /// [`Error::Internal`] where a stored ruling does not apply.
    pub fn standing(&self) -> Result<Standing<'_>> {
        let mut standing = Standing::new(&self.notice, &self.freeze, &self.result);
        for ruling in &self.rulings {
            standing.apply(ruling).map_err(|fault| Error::caused("applying a stored ruling", fault))?;
        }
        Ok(standing)
    }
}

/// How many are ranked in a decided draw.
///
/// # Errors
/// [`Error::NotFound`] while there is no result.
pub fn ranked(conn: &mut DbConn, draw: &str) -> Result<usize> {
    let result: DrawResult = documents::load(conn, &id(draw)?)?;
    Ok(result.ranking().len())
}

/// How many may be asked one after the other: the winners and alternates of the notice.
///
/// # Errors
/// [`Error::NotFound`] for a draw without notice.
pub fn ready(conn: &mut DbConn, draw: &str) -> Result<usize> {
    let notice: Notice = documents::load(conn, &id(draw)?)?;
    Ok(notice.winners.saturating().saturating_add(notice.alternates.saturating()))
}

/// The label that stands first now, where anybody still does.
///
/// # Errors
/// [`Error::NotFound`] while there is no result.
pub fn first(conn: &mut DbConn, draw: &str) -> Result<Option<String>> {
    let order = Order::load(conn, &id(draw)?)?;
    let first = order.standing()?.order().next().map(|place| place.label.to_string());
    Ok(first)
}

/// Whether the ticket of one label comes before that of another, shadow tickets too.
///
/// # Errors
/// [`Error::NotFound`] while there is no result, and for a label that is not in the list.
pub fn precedes(conn: &mut DbConn, draw: &str, (one, other): (&str, &str)) -> Result<bool> {
    let order = Order::load(conn, &id(draw)?)?;
    let tickets = Tickets::of(&order.result.seed());
    let key = |word: &str| {
        let label = Label::parse(word).ok_or(Error::NotFound)?;
        let (_, entry) = order.freeze.entry(&label).ok_or(Error::NotFound)?;
        Ok::<_, Error>((tickets.key(&label, entry.weight), label))
    };
    Ok(key(one)? < key(other)?)
}

/// Opens the label that stands at a place now (from 0): it is named in opened.txt from now on. Opening it again changes nothing; `None` where nobody
/// stands there.
///
/// # Errors
/// [`Error::NotFound`] where no result exists.
pub fn open_standing(conn: &mut DbConn, app: &App, draw: &str, place: usize) -> Result<Option<OpenedLabel>> {
    let (now, draw) = (app.clock.now(), id(draw)?);
    let known = draws::load(conn, draw.as_str())?;
    lock(conn, &known.project)?;
    let order = Order::load(conn, &draw)?;
    let standing = order.standing()?;
    let Some(label) = standing.order().nth(place).map(|place| place.label.clone()) else { return Ok(None) };
    let rank = standing.position(&label).map_or(0, |at| at + 1);
    name(conn, now, (&draw, &standing), (label, rank)).map(Some)
}

/// Opens a label to which the stages after the draw gave this place (from 1), as [`open_standing`] does.
///
/// # Errors
/// [`Error::NotFound`] where no result exists, or no such label.
pub fn open_placed(conn: &mut DbConn, app: &App, draw: &str, (label, place): (&Label, usize)) -> Result<OpenedLabel> {
    let (now, draw) = (app.clock.now(), id(draw)?);
    let known = draws::load(conn, draw.as_str())?;
    lock(conn, &known.project)?;
    let order = Order::load(conn, &draw)?;
    name(conn, now, (&draw, &order.standing()?), (label.clone(), place))
}

type Ordered<'a> = (&'a DrawId, &'a Standing<'a>);

/// Names whoever is behind a label in opened.txt.
fn name(conn: &mut DbConn, now: Instant, (draw, standing): Ordered<'_>, (label, rank): (Label, usize)) -> Result<OpenedLabel> {
    let signup = behind(conn, draw, &label)?;
    let before = documents::find(conn, draw, OpenedDocument::FILE)?;
    let mut openings = match &before {
        Some(paper) => paper.read::<OpenedDocument>()?.openings().to_vec(),
        None => Vec::new(),
    };
    let opened = OpenedLabel { label: label.to_string(), rank: i64::try_from(rank).unwrap_or(i64::MAX), agency: signup.agency.clone() };
    signups::set_outcome(conn, &signup.id, "winner", &rank.to_string())?;
    if openings.iter().any(|one| one.label == label) {
        return Ok(opened);
    }
    openings.push(opening(&signup, label)?);
    let document = OpenedDocument::new(standing, openings).map_err(|fault| Error::caused("opening a label", fault))?;
    let text = document.to_text();
    let log_id = super::log(conn, now, draw, (Kind::DrawOpened, Visibility::Public), text.clone())?.id;
    match before {
        None => documents::insert(conn, draw, OpenedDocument::FILE, &text, (log_id, now))?,
        Some(_) => documents::replace_opened(conn, draw, &text, (log_id, now))?,
    }
    revisions::bump(conn, Topic::Projects)?;
    Ok(opened)
}

/// Strikes a label, which is skipped from now on while the next moves up; or admits one that was excluded to the place of its shadow ticket.
///
/// # Errors
/// [`Error::NotFound`] where no result exists; [`Error::Conflict`] where the label does not stand, or was not excluded.
pub fn rule(conn: &mut DbConn, app: &App, draw: &str, ground: &Ground<'_>) -> Result<()> {
    let (now, draw) = (app.clock.now(), id(draw)?);
    let known = draws::load(conn, draw.as_str())?;
    lock(conn, &known.project)?;
    let order = Order::load(conn, &draw)?;
    let word = |what: &str| Error::internal(format!("the {what} of a ruling is no word of the protocol"));
    let ruling = Ruling {
        act: ground.act,
        draw: draw.clone(),
        result: order.result.hash(),
        label: Label::parse(ground.label).ok_or(Error::Conflict)?,
        reason: Reason::parse(ground.reason).ok_or_else(|| word("reason"))?,
        by: Pseudonym::parse(&ground.by.0).ok_or_else(|| word("actor"))?,
        evidence: Hash32::of(ground.evidence),
        at: now.whole_second(),
    };
    order.standing()?.apply(&ruling).map_err(|_| Error::Conflict)?;
    let act = Logged {
        kind: match ground.act {
            Act::Strike => Kind::Strike,
            Act::Admit => Kind::Admit,
        },
        actor: ground.by,
        thing: Thing::open("draw", draw.as_str()),
        document: ruling.to_text(),
        visibility: Visibility::Public,
    };
    let logged = audit::record(conn, now, act)?;
    documents::insert(conn, &draw, &Ruling::file(order.rulings.len() + 1), &ruling.to_text(), (logged.id, now))?;
    revisions::bump(conn, Topic::Projects)
}

/// Notes who stands ready behind the winners, for the agencies' own pages: again whenever the order changes. Where more stages follow, their outcome says.
pub(super) fn note_alternates(conn: &mut DbConn, draw: &DrawId) -> Result<()> {
    let project = draws::load(conn, draw.as_str())?.project;
    if !projects::load(conn, &project)?.spec.way.is_draw() {
        return Ok(());
    }
    let (order, ready) = (Order::load(conn, draw)?, ready(conn, draw.as_str())?);
    let standing = order.standing()?;
    let chosen: Vec<&Label> = standing.winners().map(|place| &place.label).collect();
    for (at, place) in standing.places().iter().enumerate().filter(|(_, place)| !standing.is_struck(&place.label)) {
        let signup = behind(conn, draw, &place.label)?;
        let (outcome, rank) =
            if at >= order.notice.winners.saturating() && at < ready { ("alternate", (at + 1).to_string()) } else { ("in", String::new()) };
        if !chosen.contains(&&place.label) && signup.outcome != outcome {
            signups::set_outcome(conn, &signup.id, outcome, &rank)?;
        }
    }
    Ok(())
}

fn id(draw: &str) -> Result<DrawId> {
    DrawId::parse(draw).ok_or(Error::NotFound)
}

fn behind(conn: &mut DbConn, draw: &DrawId, label: &Label) -> Result<Signup> {
    let found = signups::labelled(conn, label.as_str())?;
    if found.draw == draw.as_str() { Ok(found) } else { Err(Error::NotFound) }
}

fn opening(signup: &Signup, label: Label) -> Result<Opening> {
    let bad = |column: &str| Error::bad_row(column, &signup.id);
    Ok(Opening {
        label,
        registry_id: RegistryId::parse(&signup.uscc).ok_or_else(|| bad("signups.profile"))?,
        label_nonce: Secret::parse(&signup.label_nonce).ok_or_else(|| bad("signups.label_nonce"))?,
    })
}
