//! Sealed links, by their draw labels.

use diesel::prelude::*;

use super::rounds::Round;
use crate::db::DbConn;
use crate::db::schema::bid_links::{self, dsl};
use crate::domain::bid::Sealed;
use crate::domain::draw::Label;
use crate::error::{Error, Result};

/// A new link.
pub fn insert(conn: &mut DbConn, round: &Round, (label, sealed): (&Label, &Sealed)) -> Result<()> {
    let row = (
        (dsl::label.eq(label.as_str()), dsl::project_id.eq(round.project.as_str())),
        (dsl::round.eq(round.number), dsl::sealed.eq(sealed.to_text())),
    );
    diesel::insert_into(bid_links::table).values(row).execute(conn)?;
    Ok(())
}

/// The links of a round in the order of their labels.
pub fn of_round(conn: &mut DbConn, round: &Round) -> Result<Vec<Sealed>> {
    let own = dsl::project_id.eq(round.project.as_str()).and(dsl::round.eq(round.number));
    let rows: Vec<String> = bid_links::table.filter(own).order(dsl::label).select(dsl::sealed).load(conn)?;
    let read = |text: String| Sealed::parse(&text).map_err(|fault| Error::caused("reading a stored link", fault));
    let mut links = rows.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    // PostgreSQL orders text by its collation, the protocol by bytes.
    links.sort_unstable_by(|one, other| one.envelope.label.cmp(&other.envelope.label));
    Ok(links)
}
