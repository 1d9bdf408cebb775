//! Who is behind the blind labels of a draw that nobody signed up for.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::draw_entries::dsl;
use crate::domain::draw::{DrawId, Label, Opening, RegistryId, Secret};
use crate::error::{Error, Result};

/// Keeps one; the database refuses a label or a number twice.
pub fn insert(conn: &mut DbConn, draw: &DrawId, entry: &Opening) -> Result<()> {
    let row = (
        dsl::draw_id.eq(draw.as_str()),
        dsl::label.eq(entry.label.as_str()),
        dsl::registry_id.eq(entry.registry_id.as_str()),
        dsl::label_nonce.eq(entry.label_nonce.to_string()),
    );
    diesel::insert_into(dsl::draw_entries).values(row).execute(conn)?;
    Ok(())
}

/// All of a draw, by label.
pub fn of(conn: &mut DbConn, draw: &DrawId) -> Result<Vec<Opening>> {
    let found = dsl::draw_entries.filter(dsl::draw_id.eq(draw.as_str())).order(dsl::label);
    let rows: Vec<(String, String, String)> = found.select((dsl::label, dsl::registry_id, dsl::label_nonce)).load(conn)?;
    let read = |(label, registry_id, nonce): (String, String, String)| {
        Ok(Opening {
            label: Label::parse(&label).ok_or_else(|| Error::bad_row("draw_entries.label", &label))?,
            registry_id: RegistryId::parse(&registry_id).ok_or_else(|| Error::bad_row("draw_entries.registry_id", &registry_id))?,
            label_nonce: Secret::parse(&nonce).ok_or_else(|| Error::bad_row("draw_entries.label_nonce", &label))?,
        })
    };
    rows.into_iter().map(read).collect()
}
