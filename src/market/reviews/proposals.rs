//! What is reviewed: the opened entries, under the pseudonyms under which they were sealed.

use std::collections::BTreeMap;

use super::store;
use crate::db::DbConn;
use crate::domain::bid::Entry;
use crate::domain::draw::{DrawId, Label};
use crate::domain::project::ProjectId;
use crate::error::Result;
use crate::market::bids::proposals;

/// The opened entries of a review by their pseudonyms.
///
/// # Errors
/// Those of the database.
pub fn of(conn: &mut DbConn, (project, draw): (&ProjectId, &DrawId)) -> Result<BTreeMap<Label, Entry>> {
    let mut opened = proposals::entries(conn, draw)?;
    let reviewed = store::pseudonyms(conn, project)?;
    Ok(reviewed.into_iter().filter_map(|pseudonym| opened.remove_entry(&pseudonym)).collect())
}
