//! The draw of a project's stage, and what was told to the public about the project.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{project_notices, project_stages};
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
    pub log_index: i64,
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
            project_notices::log_id.eq(notice.log_index),
            project_notices::at.eq(notice.at.ms()),
        ))
        .execute(conn)?;
    Ok(())
}

/// The public notices of a project, oldest first.
pub fn notices(conn: &mut DbConn, id: &ProjectId) -> Result<Vec<Notice>> {
    let rows: Vec<(String, String, i64, i64)> = project_notices::table
        .filter(project_notices::project_id.eq(id.as_str()))
        .order(project_notices::position)
        .select((project_notices::kind, project_notices::body, project_notices::log_id, project_notices::at))
        .load(conn)?;
    rows.into_iter()
        .map(|(kind, body, log_index, at)| {
            let kind = NoticeKind::parse(&kind).ok_or_else(|| Error::bad_row("project_notices.kind", &kind))?;
            Ok(Notice { kind, body, log_index, at: Instant(at) })
        })
        .collect()
}
