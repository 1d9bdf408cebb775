//! Letters about projects.

use crate::db::DbConn;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::accounts;
use crate::market::projects::Project;
use crate::platform::auth::OrgId;
use crate::platform::letter::Letter;

/// A letter about a project to the owner's people, with the project's title and number among its arguments.
pub fn tell_owner(conn: &mut DbConn, now: Instant, project: &Project, letter: Letter) -> Result<()> {
    let letter = letter.with("project", &project.title).with("number", &project.number);
    accounts::tell_org(conn, now, &OrgId::from(project.owner.as_str()), letter)
}
