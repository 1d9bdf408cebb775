//! Who is behind the blind labels of a draw that nobody signed up for. It lies sealed with the market's key for good: what a draw opens stands in its
//! documents, and who was not drawn is nobody's business.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::draw_entries::dsl;
use crate::domain::draw::{DrawId, Label, Opening, RegistryId, Secret};
use crate::error::{Error, Result};
use crate::platform::keys::{Keys, Purpose};

fn bound_to(draw: &DrawId, label: &str) -> String {
    format!("draw entry {draw} {label}")
}

/// Keeps all of a draw, in the order of the labels: rows lie in no order that would tell anything. The database refuses a label twice.
pub fn insert(conn: &mut DbConn, keys: &Keys, draw: &DrawId, mut entries: Vec<Opening>) -> Result<()> {
    entries.sort_unstable_by(|one, other| one.label.cmp(&other.label));
    for Opening { label, registry_id, label_nonce } in entries {
        let sealed = keys.seal_text(Purpose::Rows, &bound_to(draw, label.as_str()), &format!("{registry_id} {label_nonce}"))?;
        let row = (dsl::draw_id.eq(draw.as_str()), dsl::label.eq(label.as_str()), dsl::sealed.eq(sealed));
        diesel::insert_into(dsl::draw_entries).values(row).execute(conn)?;
    }
    Ok(())
}

/// All of a draw, by label.
pub fn of(conn: &mut DbConn, keys: &Keys, draw: &DrawId) -> Result<Vec<Opening>> {
    let found = dsl::draw_entries.filter(dsl::draw_id.eq(draw.as_str())).order(dsl::label);
    let rows: Vec<(String, String)> = found.select((dsl::label, dsl::sealed)).load(conn)?;
    let read = |(label, sealed): (String, String)| {
        let plain = keys.open_text(Purpose::Rows, &bound_to(draw, &label), &sealed)?;
        let broken = || Error::bad_row("draw_entries.sealed", &label);
        let (id, nonce) = plain.split_once(' ').ok_or_else(broken)?;
        Ok(Opening {
            label: Label::parse(&label).ok_or_else(|| Error::bad_row("draw_entries.label", &label))?,
            registry_id: RegistryId::parse(id).ok_or_else(broken)?,
            label_nonce: Secret::parse(nonce).ok_or_else(broken)?,
        })
    };
    rows.into_iter().map(read).collect()
}
