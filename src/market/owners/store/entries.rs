//! The entries in effect.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::owners::{self, dsl};
use crate::domain::owner::{Filed, OwnerId, OwnerKind, OwnerProfile, OwnerState};
use crate::domain::text::CreditCode;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

#[derive(Queryable)]
struct Row {
    id: String,
    uscc: String,
    name: String,
    kind: String,
    state: String,
    address: String,
    legal_representative: String,
    contact_name: String,
    contact_phone: String,
    complaint_phone: String,
    filing_version: i64,
    approved_at: i64,
    _version: i64,
}

impl Row {
    fn profile(self) -> Result<OwnerProfile> {
        Ok(OwnerProfile {
            uscc: CreditCode::parse(&self.uscc).map_err(|_| Error::bad_row("owners.uscc", &self.uscc))?,
            kind: OwnerKind::parse(&self.kind).ok_or_else(|| Error::bad_row("owners.kind", &self.kind))?,
            state: OwnerState::parse(&self.state).ok_or_else(|| Error::bad_row("owners.state", &self.state))?,
            id: OwnerId(self.id),
            name: self.name,
            address: self.address,
            legal_representative: self.legal_representative,
            contact_name: self.contact_name,
            contact_phone: self.contact_phone,
            complaint_phone: self.complaint_phone,
            filing_version: self.filing_version,
            approved_at: Instant(self.approved_at),
        })
    }
}

/// The entry in effect of an owner.
pub fn profile(conn: &mut DbConn, id: &OwnerId) -> Result<OwnerProfile> {
    owners::table.find(id.as_str()).first::<Row>(conn).found()?.profile()
}

/// [`profile`] of an owner that may have none.
pub fn entry(conn: &mut DbConn, id: &OwnerId) -> Result<Option<OwnerProfile>> {
    owners::table.find(id.as_str()).first::<Row>(conn).optional()?.map(Row::profile).transpose()
}

/// Those of these organisations that have an entry.
pub fn among(conn: &mut DbConn, ids: &[OwnerId]) -> Result<BTreeSet<String>> {
    let words: Vec<&str> = ids.iter().map(OwnerId::as_str).collect();
    let found: Vec<String> = owners::table.filter(dsl::id.eq_any(words)).select(dsl::id).load(conn)?;
    Ok(found.into_iter().collect())
}

/// Whose entry has this code.
pub fn holder_of(conn: &mut DbConn, code: &CreditCode) -> Result<Option<OwnerId>> {
    let id: Option<String> = owners::table.filter(dsl::uscc.eq(code.as_str())).select(dsl::id).first(conn).optional()?;
    Ok(id.map(OwnerId))
}

/// What comes into effect.
pub struct Effect<'a> {
    pub id: &'a OwnerId,
    pub filed: &'a Filed,
    pub version: i64,
    pub at: Instant,
}

/// What a filing says, as columns.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = owners)]
struct Contents<'a> {
    name: &'a str,
    kind: &'a str,
    state: &'a str,
    address: &'a str,
    legal_representative: &'a str,
    contact_name: &'a str,
    contact_phone: &'a str,
    complaint_phone: &'a str,
    filing_version: i64,
}

impl<'a> Contents<'a> {
    fn of(effect: &Effect<'a>) -> Contents<'a> {
        let filed = effect.filed;
        Contents {
            name: filed.name.as_str(),
            kind: filed.kind.as_str(),
            state: OwnerState::Approved.as_str(),
            address: filed.address.as_str(),
            legal_representative: filed.legal_representative.as_str(),
            contact_name: filed.contact_name.as_str(),
            contact_phone: filed.contact_phone.as_str(),
            complaint_phone: filed.complaint_phone.as_str(),
            filing_version: effect.version,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = owners)]
struct NewEntry<'a> {
    id: &'a str,
    uscc: &'a str,
    approved_at: i64,
    version: i64,
    #[diesel(embed)]
    contents: Contents<'a>,
}

/// Approves a new owner. The unique index on the code has the last word.
pub fn insert(conn: &mut DbConn, effect: &Effect<'_>) -> diesel::QueryResult<()> {
    let entry = NewEntry {
        id: effect.id.as_str(),
        uscc: effect.filed.uscc.as_str(),
        approved_at: effect.at.ms(),
        version: 1,
        contents: Contents::of(effect),
    };
    diesel::insert_into(owners::table).values(entry).execute(conn)?;
    Ok(())
}

/// Replaces what an entry says. Code and the day of approval stay.
pub fn update(conn: &mut DbConn, effect: &Effect<'_>) -> Result<()> {
    let rows = diesel::update(owners::table.find(effect.id.as_str()).filter(dsl::filing_version.lt(effect.version)))
        .set((Contents::of(effect), dsl::version.eq(dsl::version + 1)))
        .execute(conn)?;
    one_row(rows)
}
