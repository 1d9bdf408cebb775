//! The rows of projects, their stages, the agencies they avoid, and their public notices.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{project_stages, projects};
use crate::domain::agency::AgencyId;
use crate::domain::money::Fen;
use crate::domain::owner::OwnerId;
use crate::domain::policy::PolicyVersion;
use crate::domain::project::{Avoided, Posting, PriceKind, ProjectId, ProjectState, Spec};
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

use super::avoided::set_avoided;

/// A project with everything that is decided about it.
#[derive(Clone, Debug)]
pub struct Project {
    pub id: ProjectId,
    /// The number people use: `MX-2026-000123`.
    pub number: String,
    pub owner: OwnerId,
    pub state: ProjectState,
    pub title: String,
    pub item: String,
    pub price_kind: PriceKind,
    pub price: Fen,
    pub spec: Spec,
    /// Pinned when it is published; the version in force before.
    pub policy: PolicyVersion,
    /// Position of the current stage, from 1.
    pub stage: i64,
    pub created_at: Instant,
    pub submitted_at: Instant,
    pub review_due: Instant,
    pub return_reason: String,
    pub published_at: Instant,
    pub opens_at: Instant,
    pub closes_at: Instant,
    pub reveal_by: Instant,
    pub select_by: Instant,
    pub decided_at: Instant,
    pub ended_at: Instant,
    pub end_reason: String,
    pub due_provisional: bool,
    /// The number of the project it takes the place of.
    pub replaces: Option<String>,
    /// Why its owner asks an operator to end it; `None` where it does not.
    pub end_asked: Option<String>,
    pub version: i64,
    /// The agency whose award stands.
    pub chosen: Option<AgencyId>,
}

impl Project {
    /// What its owner posted, with the agencies it avoids.
    pub fn posting(&self, avoided: Vec<Avoided>) -> Posting {
        Posting {
            title: self.title.clone(),
            item: self.item.clone(),
            price_kind: self.price_kind,
            price: self.price,
            spec: self.spec.clone(),
            avoided,
        }
    }

    /// Whether the public has ever been told of it.
    pub fn was_published(&self) -> bool {
        self.published_at.ms() > 0
    }
}

#[derive(Queryable)]
struct Row {
    id: String,
    number: String,
    owner_id: String,
    state: String,
    title: String,
    item_code: String,
    price_kind: String,
    price_fen: i64,
    spec: String,
    policy: String,
    stage: i64,
    _created_by: String,
    created_at: i64,
    submitted_at: i64,
    review_due: i64,
    _reviewed_by: String,
    return_reason: String,
    published_at: i64,
    opens_at: i64,
    closes_at: i64,
    reveal_by: i64,
    select_by: i64,
    decided_at: i64,
    ended_at: i64,
    end_reason: String,
    due_provisional: bool,
    replaces: Option<String>,
    end_asked: Option<String>,
    version: i64,
    chosen_agency: Option<String>,
}

impl TryFrom<Row> for Project {
    type Error = Error;

    fn try_from(row: Row) -> Result<Project> {
        Ok(Project {
            state: ProjectState::parse(&row.state).ok_or_else(|| Error::bad_row("projects.state", &row.state))?,
            price_kind: PriceKind::parse(&row.price_kind).ok_or_else(|| Error::bad_row("projects.price_kind", &row.price_kind))?,
            spec: serde_json::from_str(&row.spec).map_err(|e| Error::caused(format!("reading the spec of project {}", row.number), e))?,
            id: ProjectId(row.id),
            number: row.number,
            owner: OwnerId(row.owner_id),
            title: row.title,
            item: row.item_code,
            price: Fen(row.price_fen),
            policy: PolicyVersion(row.policy),
            stage: row.stage,
            created_at: Instant(row.created_at),
            submitted_at: Instant(row.submitted_at),
            review_due: Instant(row.review_due),
            return_reason: row.return_reason,
            published_at: Instant(row.published_at),
            opens_at: Instant(row.opens_at),
            closes_at: Instant(row.closes_at),
            reveal_by: Instant(row.reveal_by),
            select_by: Instant(row.select_by),
            decided_at: Instant(row.decided_at),
            ended_at: Instant(row.ended_at),
            end_reason: row.end_reason,
            due_provisional: row.due_provisional,
            replaces: row.replaces,
            end_asked: row.end_asked,
            version: row.version,
            chosen: row.chosen_agency.map(AgencyId),
        })
    }
}

/// What a new draft is made of, beside its posting.
pub struct NewProject<'a> {
    pub id: &'a ProjectId,
    pub number: &'a str,
    pub owner: &'a OwnerId,
    pub by: &'a str,
    pub policy: &'a PolicyVersion,
    pub replaces: Option<&'a str>,
}

fn json(spec: &Spec) -> Result<String> {
    serde_json::to_string(spec).map_err(|e| Error::caused("writing a spec", e))
}

/// A new draft.
pub fn insert(conn: &mut DbConn, now: Instant, new: &NewProject<'_>, posting: &Posting) -> Result<()> {
    let p = projects::dsl::projects;
    let identity = (
        projects::id.eq(new.id.as_str()),
        projects::number.eq(new.number),
        projects::owner_id.eq(new.owner.as_str()),
        projects::state.eq(ProjectState::Draft.as_str()),
        projects::policy.eq(new.policy.as_str()),
        projects::stage.eq(1),
        projects::created_by.eq(new.by),
        projects::created_at.eq(now.ms()),
        projects::replaces.eq(new.replaces),
    );
    let told = (
        projects::title.eq(&posting.title),
        projects::item_code.eq(&posting.item),
        projects::price_kind.eq(posting.price_kind.as_str()),
        projects::price_fen.eq(posting.price.0),
        projects::spec.eq(json(&posting.spec)?),
    );
    let later = (
        projects::submitted_at.eq(0),
        projects::review_due.eq(0),
        projects::reviewed_by.eq(""),
        projects::return_reason.eq(""),
        projects::published_at.eq(0),
        projects::opens_at.eq(0),
        projects::closes_at.eq(0),
        projects::reveal_by.eq(0),
        projects::select_by.eq(0),
        projects::decided_at.eq(0),
        projects::ended_at.eq(0),
        projects::end_reason.eq(""),
        projects::due_provisional.eq(false),
        projects::version.eq(1),
    );
    diesel::insert_into(p).values((identity, told, later)).execute(conn)?;
    diesel::insert_into(project_stages::table)
        .values((
            project_stages::project_id.eq(new.id.as_str()),
            project_stages::position.eq(1),
            project_stages::kind.eq("draw"),
            project_stages::state.eq("waiting"),
            project_stages::draw_id.eq(""),
            project_stages::settings.eq("{}"),
        ))
        .execute(conn)?;
    set_avoided(conn, new.id, &posting.avoided)
}

/// Replaces what a draft says.
pub fn rewrite(conn: &mut DbConn, id: &ProjectId, posting: &Posting) -> Result<()> {
    let draft = projects::table.find(id.as_str()).filter(projects::state.eq(ProjectState::Draft.as_str()));
    let set = (
        projects::title.eq(&posting.title),
        projects::item_code.eq(&posting.item),
        projects::price_kind.eq(posting.price_kind.as_str()),
        projects::price_fen.eq(posting.price.0),
        projects::spec.eq(json(&posting.spec)?),
        projects::version.eq(projects::version + 1),
    );
    one_row(diesel::update(draft).set(set).execute(conn)?)?;
    set_avoided(conn, id, &posting.avoided)
}

/// A project by its id.
pub fn load(conn: &mut DbConn, id: &ProjectId) -> Result<Project> {
    projects::table.find(id.as_str()).first::<Row>(conn).found()?.try_into()
}

/// A project by its number or its id, as an address names it.
pub fn named(conn: &mut DbConn, name: &str) -> Result<Project> {
    projects::table.filter(projects::number.eq(name).or(projects::id.eq(name))).first::<Row>(conn).found()?.try_into()
}

/// The id of a published project by its number or its id.
///
/// # Errors
/// [`Error::NotFound`] also for one that was never published.
pub fn id_of_public(conn: &mut DbConn, name: &str) -> Result<ProjectId> {
    let public = projects::table.filter(projects::number.eq(name).or(projects::id.eq(name))).filter(projects::published_at.gt(0));
    Ok(ProjectId(public.select(projects::id).first(conn).found()?))
}

/// How many projects of this year have a number.
pub fn numbered_like(conn: &mut DbConn, prefix: &str) -> Result<Option<String>> {
    let found = projects::table.filter(projects::number.like(format!("{prefix}%"))).select(projects::number).order(projects::number.desc());
    Ok(found.first(conn).optional()?)
}

/// Moves a project from one state to another; [`Error::Conflict`] where somebody was faster.
pub fn step(conn: &mut DbConn, id: &ProjectId, from: ProjectState, to: ProjectState) -> Result<()> {
    let found = projects::table.find(id.as_str()).filter(projects::state.eq(from.as_str()));
    one_row(diesel::update(found).set((projects::state.eq(to.as_str()), projects::version.eq(projects::version + 1))).execute(conn)?)
}
