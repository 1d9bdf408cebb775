//! After the result: labels are opened as they win or move up, and struck where they drop out. No new chance is needed (draw-v1 §7).

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::agency::AgencyId;
use crate::domain::draw::{
    Act, Document, DrawId, DrawResult, Freeze, Hash32, Label, Notice, Opened as OpenedDocument, Opening, Pseudonym, Reason, RegistryId,
    Ruling, Secret, Standing,
};
use crate::domain::event::Kind;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::selection::store::documents;
use crate::market::selection::store::draws;
use crate::market::signups::{self, Signup};
use crate::platform::audit::{self, Act as Logged, Actor, Thing, Visibility};

use super::lock;

/// A label with the agency behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub label: Label,
    pub agency: AgencyId,
}

/// Everything that says who stands where.
struct Order {
    notice: Notice,
    freeze: Freeze,
    result: DrawResult,
    rulings: Vec<Ruling>,
}

impl Order {
    fn load(conn: &mut DbConn, draw: &DrawId) -> Result<Order> {
        let mut rulings = Vec::new();
        while let Some(paper) = documents::find(conn, draw, &Ruling::file(rulings.len() + 1))? {
            rulings.push(paper.read()?);
        }
        let (notice, freeze) = (documents::load(conn, draw)?, documents::load(conn, draw)?);
        Ok(Order { notice, freeze, result: documents::load(conn, draw)?, rulings })
    }

    fn standing(&self) -> Result<Standing<'_>> {
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

/// The rank (from 1, in the result) of the first label that still stands and is a winner or alternate by the notice; `None` where all have
/// dropped out.
pub fn first_standing(conn: &mut DbConn, draw: &str) -> Result<Option<usize>> {
    let order = Order::load(conn, &id(draw)?)?;
    let standing = order.standing()?;
    let ready = order.notice.winners.saturating().saturating_add(order.notice.alternates.saturating());
    let first = standing.order().next().and_then(|place| standing.position(&place.label));
    Ok(first.filter(|position| *position < ready).map(|position| position + 1))
}

/// Opens the label at a rank of the result (from 1): it is named in opened.txt from now on. Opening it again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] where no result exists or the rank is not taken.
pub fn open_rank(conn: &mut DbConn, _app: &App, now: Instant, draw: &str, rank: usize) -> Result<Opened> {
    let draw = id(draw)?;
    let known = draws::load(conn, draw.as_str())?;
    lock(conn, &known.project)?;
    let order = Order::load(conn, &draw)?;
    let label = order.result.ranking().get(rank.wrapping_sub(1)).ok_or(Error::NotFound)?.label.clone();
    let signup = behind(conn, &draw, &label)?;
    let before = documents::find(conn, &draw, OpenedDocument::FILE)?;
    let mut openings = match &before {
        Some(paper) => paper.read::<OpenedDocument>()?.openings().to_vec(),
        None => Vec::new(),
    };
    let opened = Opened { label: label.clone(), agency: signup.agency.clone() };
    if openings.iter().any(|one| one.label == label) {
        return Ok(opened);
    }
    openings.push(opening(&signup, label)?);
    let document = OpenedDocument::new(&order.standing()?, openings).map_err(|fault| Error::caused("opening a label", fault))?;
    let text = document.to_text();
    let log_index = super::log(conn, now, &draw, (Kind::DrawOpened, Visibility::Public), text.clone())?.index;
    match before {
        None => documents::insert(conn, &draw, OpenedDocument::FILE, &text, (log_index, now))?,
        Some(_) => documents::replace_opened(conn, &draw, &text, (log_index, now))?,
    }
    signups::set_outcome(conn, &signup.id, "winner", &rank.to_string())?;
    revisions::bump(conn, Topic::Projects)?;
    Ok(opened)
}

/// Strikes a label: it is skipped from now on and the next moves up. `reason` is a word of `a-z` and `-`, `by` the pseudonym of who decided,
/// `evidence` what the decision rests on, of which only the hash is published.
///
/// # Errors
/// [`Error::NotFound`] where no result exists; [`Error::Conflict`] where the label does not stand.
pub fn strike(conn: &mut DbConn, now: Instant, draw: &str, label: &Label, ground: Ground<'_>) -> Result<()> {
    let draw = id(draw)?;
    let known = draws::load(conn, draw.as_str())?;
    lock(conn, &known.project)?;
    let order = Order::load(conn, &draw)?;
    let word = |what: &str| Error::internal(format!("the {what} of a strike is no word of the protocol"));
    let ruling = Ruling {
        act: Act::Strike,
        draw: draw.clone(),
        result: order.result.hash(),
        label: label.clone(),
        reason: Reason::parse(ground.reason).ok_or_else(|| word("reason"))?,
        by: Pseudonym::parse(&ground.by.0).ok_or_else(|| word("actor"))?,
        evidence: Hash32::of(ground.evidence),
        at: now.whole_second(),
    };
    order.standing()?.apply(&ruling).map_err(|_| Error::Conflict)?;
    let act = Logged {
        kind: Kind::Strike,
        actor: ground.by,
        thing: Thing::open("draw", draw.as_str()),
        document: ruling.to_text(),
        visibility: Visibility::Public,
    };
    let logged = audit::record(conn, now, act)?;
    documents::insert(conn, &draw, &Ruling::file(order.rulings.len() + 1), &ruling.to_text(), (logged.index, now))?;
    revisions::bump(conn, Topic::Projects)
}

/// Why a label is struck.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    pub reason: &'a str,
    pub by: &'a Actor,
    pub evidence: &'a str,
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
