//! After the result: labels are opened as they win or move up, and struck where they drop out. No new chance is needed (draw-v1 §7).

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::agency::AgencyId;
use crate::domain::draw::{
    Act, Document, DrawId, DrawResult, Freeze, Hash32, Label, Notice, Opened as OpenedDocument, Opening, Pseudonym, Reason, RegistryId,
    Ruling, Secret, Standing,
};
use crate::domain::event::Kind;
use crate::error::{Error, Result};
use crate::market::selection::store::documents;
use crate::market::selection::store::draws;
use crate::market::signups::{self, Signup};
use crate::platform::audit::{self, Act as Logged, Actor, Thing, Visibility};

use super::lock;

/// A label with the agency behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedLabel {
    pub label: String,
    pub agency: AgencyId,
}

/// Why a label is struck.
#[derive(Clone, Copy, Debug)]
pub struct Strike<'a> {
    pub label: &'a str,
    /// A word of `a-z` and `-`.
    pub reason: &'a str,
    /// Who decided, by a pseudonym.
    pub by: &'a Actor,
    /// What the decision rests on; only its hash is published.
    pub evidence: &'a str,
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

    /// The label at a rank, where the notice keeps it ready.
    fn ready(&self, rank: i64) -> Option<Label> {
        let place = usize::try_from(rank).ok()?.checked_sub(1)?;
        let ready = self.notice.winners.saturating().saturating_add(self.notice.alternates.saturating());
        self.result.ranking().get(place).filter(|_| place < ready).map(|place| place.label.clone())
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

/// Opens the label at a rank of the result (from 1), if it is a winner or an alternate by the notice: it is named in opened.txt from now on.
/// Opening it again changes nothing; `None` where nobody stands ready at that rank.
///
/// # Errors
/// [`Error::NotFound`] where no result exists.
pub fn open_rank(conn: &mut DbConn, app: &App, draw: &str, rank: i64) -> Result<Option<OpenedLabel>> {
    let (now, draw) = (app.clock.now(), id(draw)?);
    let known = draws::load(conn, draw.as_str())?;
    lock(conn, &known.project)?;
    let order = Order::load(conn, &draw)?;
    let Some(label) = order.ready(rank) else { return Ok(None) };
    let signup = behind(conn, &draw, &label)?;
    let before = documents::find(conn, &draw, OpenedDocument::FILE)?;
    let mut openings = match &before {
        Some(paper) => paper.read::<OpenedDocument>()?.openings().to_vec(),
        None => Vec::new(),
    };
    let opened = OpenedLabel { label: label.to_string(), agency: signup.agency.clone() };
    if openings.iter().any(|one| one.label == label) {
        return Ok(Some(opened));
    }
    openings.push(opening(&signup, label)?);
    let document = OpenedDocument::new(&order.standing()?, openings).map_err(|fault| Error::caused("opening a label", fault))?;
    let text = document.to_text();
    let log_id = super::log(conn, now, &draw, (Kind::DrawOpened, Visibility::Public), text.clone())?.id;
    match before {
        None => documents::insert(conn, &draw, OpenedDocument::FILE, &text, (log_id, now))?,
        Some(_) => documents::replace_opened(conn, &draw, &text, (log_id, now))?,
    }
    signups::set_outcome(conn, &signup.id, "winner", &rank.to_string())?;
    revisions::bump(conn, Topic::Projects)?;
    Ok(Some(opened))
}

/// Strikes a label: it is skipped from now on and the next moves up.
///
/// # Errors
/// [`Error::NotFound`] where no result exists; [`Error::Conflict`] where the label does not stand.
pub fn strike(conn: &mut DbConn, app: &App, draw: &str, ground: &Strike<'_>) -> Result<()> {
    let (now, draw) = (app.clock.now(), id(draw)?);
    let known = draws::load(conn, draw.as_str())?;
    lock(conn, &known.project)?;
    let order = Order::load(conn, &draw)?;
    let word = |what: &str| Error::internal(format!("the {what} of a strike is no word of the protocol"));
    let ruling = Ruling {
        act: Act::Strike,
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
        kind: Kind::Strike,
        actor: ground.by,
        thing: Thing::open("draw", draw.as_str()),
        document: ruling.to_text(),
        visibility: Visibility::Public,
    };
    let logged = audit::record(conn, now, act)?;
    documents::insert(conn, &draw, &Ruling::file(order.rulings.len() + 1), &ruling.to_text(), (logged.id, now))?;
    revisions::bump(conn, Topic::Projects)
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
