//! The link between a pseudonym of a review and the label of a draw. All that knows of it is here, so that it can be kept otherwise.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::review_entries;
use crate::domain::draw::{Label, Secret};
use crate::domain::project::ProjectId;
use crate::error::{Error, Result};
use crate::platform::random;

/// Gives each of these labels a fresh pseudonym, and keeps which is whose.
///
/// # Errors
/// [`Error::Conflict`] where that was done.
pub fn make(conn: &mut DbConn, project: &ProjectId, labels: &[Label]) -> Result<()> {
    for label in labels {
        let pseudonym = Label::pseudonym(&Secret(random::secret32()?)).ok_or_else(|| Error::internal("making a pseudonym"))?;
        let row = (
            review_entries::project_id.eq(project.as_str()),
            review_entries::pseudonym.eq(pseudonym.as_str()),
            review_entries::label.eq(label.as_str()),
        );
        diesel::insert_into(review_entries::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// The pseudonyms of a review, without what is behind them.
///
/// # Errors
/// Those of the database.
pub fn pseudonyms(conn: &mut DbConn, project: &ProjectId) -> Result<Vec<Label>> {
    Ok(of(conn, project)?.into_keys().collect())
}

/// Which label is behind which pseudonym, by pseudonym.
///
/// # Errors
/// Those of the database.
pub fn of(conn: &mut DbConn, project: &ProjectId) -> Result<BTreeMap<Label, Label>> {
    let found = review_entries::table.filter(review_entries::project_id.eq(project.as_str()));
    let rows: Vec<(String, String)> = found.select((review_entries::pseudonym, review_entries::label)).load(conn)?;
    let read = |text: String| Label::parse(&text).ok_or_else(|| Error::bad_row("review_entries", &text));
    rows.into_iter().map(|(pseudonym, label)| Ok((read(pseudonym)?, read(label)?))).collect()
}
