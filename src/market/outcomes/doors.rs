//! The use cases as pages and programs reach them.

use std::collections::BTreeMap;

use super::cards::Card;
pub use super::comparison::Comparing;
use super::comparison::{self, Written};
use super::order;
use super::service::{self, Answer};
use super::store::{self, Choice};
use super::talks;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::bid::Links;
use crate::domain::draw::{DrawId, DrawState, Label, Opened};
use crate::domain::method::scores::Deviation;
use crate::domain::method::{Comparison, Inputs, Lowered, Outcome, Pick, Scores, Talks};
use crate::domain::project::ProjectId;
use crate::domain::text::CreditCode;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::documents::Paper as Document;
use crate::market::negotiations::{self, Exchange, Talk};
use crate::market::projects::{self, Project};
use crate::market::selection::stages;
use crate::market::{agencies, bids, reviews, selection};
use crate::platform::auth::{Acting, Owner};

/// See [`service::pick`].
pub async fn pick(app: &App, who: &Acting<Owner>, (id, answer): (ProjectId, Answer)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::pick(conn, &shared, &who, (&id, &answer))).await
}

/// See [`comparison::save`].
pub async fn save(app: &App, who: &Acting<Owner>, (id, written): (ProjectId, Written)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| comparison::save(conn, &shared, &who, (&id, &written))).await
}

/// See [`comparison::document`].
pub async fn document(app: &App, who: &Acting<Owner>, (id, card, number): (ProjectId, String, String)) -> Result<Document> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.read(move |conn| comparison::document(conn, &shared, &who, (&id, &card, &number))).await
}

/// See [`talks::reply`].
pub async fn reply(app: &App, who: &Acting<Owner>, (id, words): (ProjectId, Vec<String>)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| talks::reply(conn, &shared, &who, (&id, &words))).await
}

/// What an owner chooses from.
pub struct Choosing {
    pub project: Project,
    pub choice: Choice,
    pub cards: Vec<Card>,
    /// Where those behind the cards negotiate with it.
    pub talking: Option<Talking>,
    /// Where it compares their proposals itself.
    pub comparing: Option<Comparing>,
}

/// A negotiation as its owner sees it.
pub struct Talking {
    pub talk: Talk,
    /// The exchanges of each pseudonym, as far as the owner may see them.
    pub heard: BTreeMap<Label, Vec<Exchange>>,
    /// The cards it is to reply to, by their numbers from 1.
    pub asked: Vec<usize>,
}

impl Choosing {
    /// The cards it is to reply to now.
    pub fn asked(&self, now: Instant) -> &[usize] {
        let open = |one: &&Talking| negotiations::is_asked(&self.project, &one.talk, now);
        self.talking.as_ref().filter(open).map(|one| one.asked.as_slice()).unwrap_or_default()
    }
}

/// The choice of an owner's own project.
///
/// # Errors
/// [`Error::NotFound`] for another's, and where there is none.
pub async fn choosing(app: &App, who: &Acting<Owner>, id: ProjectId) -> Result<Choosing> {
    let (shared, org) = (app.clone(), who.org.clone());
    app.db
        .read(move |conn| {
            let project = projects::load(conn, &id)?;
            if project.owner.as_str() != org.as_str() {
                return Err(Error::NotFound);
            }
            let (choice, cards) = (store::choice(conn, &id)?, store::cards(conn, &id)?);
            let talking = match negotiations::talk_of(conn, &id)? {
                None => None,
                Some(talk) => {
                    let heard = negotiations::heard(conn, &shared, &talk)?;
                    Some(Talking { asked: talks::asked(&cards, (&talk, &heard)), heard, talk })
                }
            };
            let comparing = comparison::read(conn, &shared, (&project, &choice))?;
            Ok(Choosing { project, choice, cards, talking, comparing })
        })
        .await
}

/// A document of the outcome with its fingerprint and its place in the log.
pub struct Paper {
    pub name: String,
    pub body: String,
    pub sha256: String,
    pub log_index: Option<i64>,
}

/// Everything the public may know of an outcome.
pub struct Found {
    pub project: Project,
    pub draw: DrawId,
    pub inputs: Inputs,
    pub outcome: Outcome,
    pub pick: Option<Pick>,
    /// What a panel gave, where one reviewed.
    pub scores: Option<Scores>,
    /// What its experts said of totals far beside the mean, by pseudonym and seat.
    pub reasons: BTreeMap<(String, String), String>,
    /// What the owner gave, where it compared proposals itself.
    pub comparison: Option<Comparison>,
    /// What was said, where there was a negotiation, and which label is behind which pseudonym.
    pub talks: Option<(Talks, BTreeMap<Label, Label>)>,
    /// What the pseudonyms stood for, where there were some.
    pub links: Option<Links>,
    /// The draw of the number that lowered an average, and how it ended, where one did.
    pub number: Option<(DrawId, DrawState)>,
    pub choice: Option<Choice>,
    /// Names of those who were opened, by label.
    pub names: BTreeMap<String, String>,
    pub papers: Vec<Paper>,
}

impl Found {
    /// What an expert said of a total far beside the mean; `None` where it said nothing in time.
    pub fn reason_of(&self, one: &Deviation) -> Option<&str> {
        self.reasons.get(&(one.pseudonym.to_string(), one.seat.to_string())).map(String::as_str)
    }
}

/// The outcome of a published project by its number or id.
///
/// # Errors
/// [`Error::NotFound`] while there is none, and where the draw is all there is.
pub async fn found(app: &App, name: String) -> Result<Found> {
    app.db.read(move |conn| read(conn, &name)).await
}

fn read(conn: &mut DbConn, name: &str) -> Result<Found> {
    let id = projects::id_of_public(conn, name)?;
    let project = projects::load(conn, &id)?;
    let draw = order::draw_of(conn, &project)?;
    let (outcome, last) = selection::kept_choice::<Outcome>(conn, &draw)?.ok_or(Error::NotFound)?;
    let (inputs, first) = selection::kept_choice::<Inputs>(conn, &draw)?.ok_or(Error::NotFound)?;
    let pick = selection::kept_choice::<Pick>(conn, &draw)?;
    let paper = |paper: selection::Paper| Paper { name: paper.name, body: paper.body, sha256: paper.sha256, log_index: paper.log_index };
    let (pick, picked) = pick.unzip();
    let links = bids::opened_links(conn, &draw)?;
    let (scores, scored) = selection::kept_choice::<Scores>(conn, &draw)?.unzip();
    let (comparison, compared) = selection::kept_choice::<Comparison>(conn, &draw)?.unzip();
    let (talks, talked) = selection::kept_choice::<Talks>(conn, &draw)?.unzip();
    let talks = match (talks, &links) {
        (Some(talks), Some(links)) => Some((talks, links.links.iter().map(|link| (link.pseudonym.clone(), link.label.clone())).collect())),
        _ => None,
    };
    let number = match inputs.coefficient() {
        Some(_) => stages::current(conn, &id, Lowered::stage(project.stage))?,
        None => None,
    };
    Ok(Found {
        number,
        talks,
        choice: store::choice_of(conn, &id)?,
        names: names(conn, &draw)?,
        papers: scored.into_iter().chain(talked).chain(compared).chain(picked).chain([first, last]).map(paper).collect(),
        project,
        draw,
        inputs,
        outcome,
        pick,
        reasons: if scores.is_some() { reviews::reasons(conn, &id)? } else { BTreeMap::new() },
        scores,
        comparison,
        links,
    })
}

fn names(conn: &mut DbConn, draw: &DrawId) -> Result<BTreeMap<String, String>> {
    let Some((opened, _)) = selection::kept_choice::<Opened>(conn, draw)? else { return Ok(BTreeMap::new()) };
    let mut names = BTreeMap::new();
    for one in opened.openings() {
        let code = one.registry_id.as_str();
        let known = CreditCode::parse(code).ok().map(|known| agencies::holder_of(conn, &known)).transpose()?.flatten();
        let name = known.map(|id| agencies::profile(conn, &id)).transpose()?.map_or_else(|| code.to_owned(), |profile| profile.name);
        names.insert(one.label.to_string(), name);
    }
    Ok(names)
}
