//! The draw of a project's stage, and what was told to the public about the project.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{log_positions, project_notices, project_stages};
use crate::domain::project::{NoticeKind, ProjectId};
use crate::domain::time::Instant;
use crate::error::{Error, Result, one_row};

/// The draw of a project's current stage; empty while none is allotted.
pub fn current_draw(conn: &mut DbConn, id: &ProjectId, stage: i64) -> Result<String> {
    Ok(project_stages::table.find((id.as_str(), stage)).select(project_stages::draw_id).first(conn)?)
}

/// Names the draw of a stage and says where the stage is.
pub fn set_draw(conn: &mut DbConn, id: &ProjectId, stage: i64, (draw, state): (&str, &str)) -> Result<()> {
    let set = (project_stages::draw_id.eq(draw), project_stages::state.eq(state));
    one_row(diesel::update(project_stages::table.find((id.as_str(), stage))).set(set).execute(conn)?)
}

/// A public notice of a project.
#[derive(Clone, Debug)]
pub struct Notice {
    pub kind: NoticeKind,
    pub body: String,
    /// Its document in the log.
    pub log_id: i64,
    pub at: Instant,
}

/// Adds a public notice; notices of a project are numbered in their order.
pub fn add_notice(conn: &mut DbConn, id: &ProjectId, notice: &Notice) -> Result<()> {
    let last: Option<i64> = project_notices::table
        .filter(project_notices::project_id.eq(id.as_str()))
        .select(diesel::dsl::max(project_notices::position))
        .first(conn)?;
    diesel::insert_into(project_notices::table)
        .values((
            project_notices::id.eq(crate::platform::random::blind_id()),
            project_notices::project_id.eq(id.as_str()),
            project_notices::position.eq(last.unwrap_or(0) + 1),
            project_notices::kind.eq(notice.kind.as_str()),
            project_notices::body.eq(&notice.body),
            project_notices::log_id.eq(notice.log_id),
            project_notices::at.eq(notice.at.ms()),
        ))
        .execute(conn)?;
    Ok(())
}

/// A public notice as it is shown.
#[derive(Clone, Debug)]
pub struct Told {
    pub kind: NoticeKind,
    pub body: String,
    pub at: Instant,
    /// Where it lies in the log; `None` in the second before it has a place.
    pub log_index: Option<u64>,
}

/// The public notices of a project, oldest first.
pub fn notices(conn: &mut DbConn, id: &ProjectId) -> Result<Vec<Told>> {
    let rows: Vec<(String, String, i64, Option<i64>)> = project_notices::table
        .left_join(log_positions::table.on(log_positions::document_id.eq(project_notices::log_id)))
        .filter(project_notices::project_id.eq(id.as_str()))
        .order(project_notices::position)
        .select((project_notices::kind, project_notices::body, project_notices::at, log_positions::idx.nullable()))
        .load(conn)?;
    rows.into_iter()
        .map(|(kind, body, at, index)| {
            let kind = NoticeKind::parse(&kind).ok_or_else(|| Error::bad_row("project_notices.kind", &kind))?;
            Ok(Told { kind, body, at: Instant(at), log_index: index.map(i64::unsigned_abs) })
        })
        .collect()
}
