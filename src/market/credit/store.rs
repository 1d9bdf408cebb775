//! The rows of the ledger. Rows are added and never changed.

use std::collections::BTreeMap;

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

type Row = (String, String, String, i64, String, i64, i64);

/// What a [`Row`] is made of.
macro_rules! columns {
    () => {
        (
            credit_entries::id,
            credit_entries::source_kind,
            credit_entries::source_id,
            credit_entries::points_tenths,
            credit_entries::rule,
            credit_entries::at,
            credit_entries::expires_at,
        )
    };
}

/// An agency's ledger, as [`Row`]s.
macro_rules! ledger {
    ($agency:expr) => {
        credit_entries::table.filter(credit_entries::agency_id.eq($agency.as_str())).select(columns!())
    };
}

/// The whole ledger of an agency.
pub fn entries(conn: &mut DbConn, agency: &AgencyId) -> Result<Vec<Entry>> {
    ledger!(agency).order((credit_entries::at, credit_entries::id)).load(conn)?.into_iter().map(entry).collect()
}

/// The entries of an agency that have not expired: all that its score at that instant depends on, however long its past.
pub fn counting(conn: &mut DbConn, agency: &AgencyId, at: Instant) -> Result<Vec<Entry>> {
    ledger!(agency).filter(credit_entries::expires_at.gt(at.ms())).load(conn)?.into_iter().map(entry).collect()
}

/// [`counting`] for many agencies. The list is read in pieces, because a statement takes so many values and no more.
pub fn counting_of(conn: &mut DbConn, agencies: &[AgencyId], at: Instant) -> Result<BTreeMap<AgencyId, Vec<Entry>>> {
    const PIECE: usize = 500;
    let mut found: BTreeMap<AgencyId, Vec<Entry>> = BTreeMap::new();
    for piece in agencies.chunks(PIECE) {
        let ids: Vec<&str> = piece.iter().map(AgencyId::as_str).collect();
        let rows: Vec<(String, Row)> = credit_entries::table
            .filter(credit_entries::agency_id.eq_any(&ids))
            .filter(credit_entries::expires_at.gt(at.ms()))
            .select((credit_entries::agency_id, columns!()))
            .load(conn)?;
        for (agency, row) in rows {
            found.entry(AgencyId(agency)).or_default().push(entry(row)?);
        }
    }
    Ok(found)
}

fn entry((id, source, source_id, points_tenths, rule, at, expires): Row) -> Result<Entry> {
    let source = Source::parse(&source).ok_or_else(|| Error::bad_row("credit_entries.source_kind", &source))?;
    Ok(Entry { id, source, source_id, points_tenths, rule, at: Instant(at), expires: Instant(expires) })
}

/// The agencies that have entries, for the refresh of the scores shown in lists.
pub fn agencies(conn: &mut DbConn) -> Result<Vec<AgencyId>> {
    let ids: Vec<String> =
        credit_entries::table.select(credit_entries::agency_id).distinct().order(credit_entries::agency_id).load(conn)?;
    Ok(ids.into_iter().map(AgencyId).collect())
}
