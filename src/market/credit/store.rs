//! The rows of the ledger. Rows are added and never changed.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::credit_entries;
use crate::domain::agency::AgencyId;
use crate::domain::credit::{Entry, Source};
use crate::domain::time::Instant;
use crate::error::{Error, Result};

/// Adds an entry. The unique index on its source refuses a second one of the same thing.
pub fn insert(conn: &mut DbConn, agency: &AgencyId, entry: &Entry, policy: &str) -> diesel::QueryResult<()> {
    diesel::insert_into(credit_entries::table)
        .values((
            credit_entries::id.eq(&entry.id),
            credit_entries::agency_id.eq(agency.as_str()),
            credit_entries::source_kind.eq(entry.source.as_str()),
            credit_entries::source_id.eq(&entry.source_id),
            credit_entries::points_tenths.eq(entry.points_tenths),
            credit_entries::weight.eq(100),
            credit_entries::rule.eq(&entry.rule),
            credit_entries::policy.eq(policy),
            credit_entries::at.eq(entry.at.ms()),
            credit_entries::expires_at.eq(entry.expires.ms()),
        ))
        .execute(conn)?;
    Ok(())
}

/// The whole ledger of an agency.
pub fn entries(conn: &mut DbConn, agency: &AgencyId) -> Result<Vec<Entry>> {
    type Row = (String, String, String, i64, String, i64, i64);
    let rows: Vec<Row> = credit_entries::table
        .filter(credit_entries::agency_id.eq(agency.as_str()))
        .order((credit_entries::at, credit_entries::id))
        .select((
            credit_entries::id,
            credit_entries::source_kind,
            credit_entries::source_id,
            credit_entries::points_tenths,
            credit_entries::rule,
            credit_entries::at,
            credit_entries::expires_at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, source, source_id, points_tenths, rule, at, expires)| {
            let source = Source::parse(&source).ok_or_else(|| Error::bad_row("credit_entries.source_kind", &source))?;
            Ok(Entry { id, source, source_id, points_tenths, rule, at: Instant(at), expires: Instant(expires) })
        })
        .collect()
}

/// The agencies that have entries, for the refresh of the scores shown in lists.
pub fn agencies(conn: &mut DbConn) -> Result<Vec<AgencyId>> {
    let ids: Vec<String> =
        credit_entries::table.select(credit_entries::agency_id).distinct().order(credit_entries::agency_id).load(conn)?;
    Ok(ids.into_iter().map(AgencyId).collect())
}
