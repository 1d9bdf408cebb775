//! The agencies a project avoids, fixed before it is published.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::project_avoidances;
use crate::domain::project::{Avoided, ProjectId};
use crate::error::Result;

/// Replaces the agencies a draft avoids.
pub(super) fn set_avoided(conn: &mut DbConn, id: &ProjectId, avoided: &[Avoided]) -> Result<()> {
    diesel::delete(project_avoidances::table.filter(project_avoidances::project_id.eq(id.as_str()))).execute(conn)?;
    for one in avoided {
        diesel::insert_into(project_avoidances::table)
            .values((
                project_avoidances::project_id.eq(id.as_str()),
                project_avoidances::uscc.eq(&one.uscc),
                project_avoidances::name.eq(&one.name),
                project_avoidances::reason.eq(&one.reason),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The agencies a project avoids.
pub fn avoided(conn: &mut DbConn, id: &ProjectId) -> Result<Vec<Avoided>> {
    let rows: Vec<(String, String, String)> = project_avoidances::table
        .filter(project_avoidances::project_id.eq(id.as_str()))
        .order(project_avoidances::uscc)
        .select((project_avoidances::uscc, project_avoidances::name, project_avoidances::reason))
        .load(conn)?;
    Ok(rows.into_iter().map(|(uscc, name, reason)| Avoided { uscc, name, reason }).collect())
}
