//! The list of a draw whose pool is fixed with its notice: who is in it may sign up, whoever else is refused (draw-v1 §2, pool.txt).

use diesel::prelude::*;

use super::service::{Circumstances, judge};
use crate::db::DbConn;
use crate::db::schema::draw_documents;
use crate::domain::agency::{AgencyId, AgencyProfile};
use crate::domain::catalogue::ServiceCode;
use crate::domain::draw::{Document, Pool, RegistryId};
use crate::domain::standing::Standing;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::projects::Project;
use crate::market::{agencies, blacklist, owners};

/// Everybody who fulfils at an instant what a project asks for, by what the public can see of an agency: its entry, its papers, a published bar.
/// Whom the owner avoids and who is suspended is not for everybody to know, so a list that is published does not tell it.
pub fn may_be_listed(conn: &mut DbConn, project: &Project, at: Instant) -> Result<Vec<RegistryId>> {
    let offering = agencies::offering(conn, &ServiceCode::from(project.item.as_str()))?;
    let words: Vec<&str> = offering.iter().map(AgencyId::as_str).collect();
    let barred = blacklist::public_bars(conn, at, &words)?;
    let owner = owners::profile(conn, &project.owner)?;
    let fulfils = |profile: &AgencyProfile| {
        let around = Circumstances { standing: Standing::Good, avoided: &[], owner: &owner, pool: None, at };
        !barred.contains_key(profile.id.as_str()) && judge(project, profile, &around).is_empty()
    };
    let listed = agencies::profiles(conn, &offering)?.into_iter().filter(fulfils);
    listed.map(|one| RegistryId::parse(one.uscc.as_str()).ok_or_else(|| Error::bad_row("agencies.uscc", &one.id))).collect()
}

/// The list of a draw; `None` where its pool is open.
pub fn of_draw(conn: &mut DbConn, draw: &str) -> Result<Option<Pool>> {
    let stored = draw_documents::table.find((draw, Pool::FILE)).select(draw_documents::body);
    let body: Option<String> = stored.first(conn).optional()?;
    let read = |text: String| Pool::parse(text).map_err(|fault| Error::caused("reading the stored list of a draw", fault));
    body.map(read).transpose()
}
