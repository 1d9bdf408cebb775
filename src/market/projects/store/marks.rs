//! What is noted on a project's row as it goes its way.

use diesel::prelude::*;

use super::rows::Project;
use crate::db::DbConn;
use crate::db::schema::projects;
use crate::domain::agency::AgencyId;
use crate::domain::policy::PolicyVersion;
use crate::domain::project::{ProjectId, Window};
use crate::domain::time::Instant;
use crate::error::{Result, one_row};

/// Notes the submission.
pub fn set_submitted(conn: &mut DbConn, id: &ProjectId, now: Instant, due: Instant) -> Result<()> {
    let set = (projects::submitted_at.eq(now.ms()), projects::review_due.eq(due.ms()), projects::return_reason.eq(""));
    one_row(diesel::update(projects::table.find(id.as_str())).set(set).execute(conn)?)
}

/// Notes the review.
pub fn set_reviewed(conn: &mut DbConn, id: &ProjectId, by: &str, reason: &str) -> Result<()> {
    let set = (projects::reviewed_by.eq(by), projects::return_reason.eq(reason));
    one_row(diesel::update(projects::table.find(id.as_str())).set(set).execute(conn)?)
}

/// Pins policy and window at publication. The first publication counts as such: an extension or a new draw keeps it.
pub fn set_window(conn: &mut DbConn, project: &Project, window: &Window, now: Instant) -> Result<()> {
    let first = project.published_at.ms() == 0;
    let set = (
        projects::opens_at.eq(window.opens.ms()),
        projects::closes_at.eq(window.closes.ms()),
        projects::reveal_by.eq(window.reveal_by.ms()),
        projects::due_provisional.eq(window.provisional),
        projects::published_at.eq(if first { now.ms() } else { project.published_at.ms() }),
        projects::select_by.eq(if first { window.select_by.ms() } else { project.select_by.ms() }),
    );
    one_row(diesel::update(projects::table.find(project.id.as_str())).set(set).execute(conn)?)
}

/// Pins the policy version a project is published under.
pub fn pin_policy(conn: &mut DbConn, id: &ProjectId, policy: &PolicyVersion) -> Result<()> {
    one_row(diesel::update(projects::table.find(id.as_str())).set(projects::policy.eq(policy.as_str())).execute(conn)?)
}

/// Notes the result's instant.
pub fn set_decided(conn: &mut DbConn, id: &ProjectId, at: Instant) -> Result<()> {
    one_row(diesel::update(projects::table.find(id.as_str())).set(projects::decided_at.eq(at.ms())).execute(conn)?)
}

/// Notes whose award stands, or that none does.
pub fn set_chosen(conn: &mut DbConn, id: &ProjectId, agency: Option<&AgencyId>) -> Result<()> {
    let chosen = projects::chosen_agency.eq(agency.map(AgencyId::as_str));
    one_row(diesel::update(projects::table.find(id.as_str())).set(chosen).execute(conn)?)
}

/// Notes that the owner asks for the end, or no longer does.
pub fn set_end_asked(conn: &mut DbConn, id: &ProjectId, reason: Option<&str>) -> Result<()> {
    one_row(diesel::update(projects::table.find(id.as_str())).set(projects::end_asked.eq(reason)).execute(conn)?)
}

/// Notes the end and its reason.
pub fn set_ended(conn: &mut DbConn, id: &ProjectId, at: Instant, reason: &str) -> Result<()> {
    let set = (projects::ended_at.eq(at.ms()), projects::end_reason.eq(reason));
    one_row(diesel::update(projects::table.find(id.as_str())).set(set).execute(conn)?)
}
