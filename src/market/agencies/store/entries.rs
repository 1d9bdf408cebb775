//! The entries in effect.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::papers;
use crate::db::DbConn;
use crate::db::schema::agencies::{self, dsl};
use crate::db::schema::agency_items;
use crate::domain::agency::{AgencyId, AgencyKind, AgencyProfile, AgencyState, Filed};
use crate::domain::catalogue::ServiceCode;
use crate::domain::money::Fen;
use crate::domain::text::CreditCode;
use crate::domain::time::{Day, Instant};
use crate::error::{Error, Found, Result, one_row};

#[derive(Queryable)]
struct Row {
    id: String,
    uscc: String,
    name: String,
    name_en: String,
    kind: String,
    state: String,
    province: String,
    place: String,
    address: String,
    legal_representative: String,
    established_on: String,
    capital_fen: i64,
    scope: String,
    contact_name: String,
    contact_phone: String,
    contact_email: String,
    introduction: String,
    licence_document: Option<String>,
    nested_check: bool,
    filing_version: i64,
    listed_at: i64,
    credit_tenths: i64,
    _version: i64,
}

impl Row {
    /// The entry without its items and certificates.
    fn profile(self) -> Result<AgencyProfile> {
        Ok(AgencyProfile {
            uscc: CreditCode::parse(&self.uscc).map_err(|_| Error::bad_row("agencies.uscc", &self.uscc))?,
            kind: AgencyKind::parse(&self.kind).ok_or_else(|| Error::bad_row("agencies.kind", &self.kind))?,
            state: AgencyState::parse(&self.state).ok_or_else(|| Error::bad_row("agencies.state", &self.state))?,
            established_on: Day::parse(&self.established_on)
                .ok_or_else(|| Error::bad_row("agencies.established_on", &self.established_on))?,
            id: AgencyId(self.id),
            name: self.name,
            name_en: self.name_en,
            province: self.province,
            place: self.place,
            address: self.address,
            legal_representative: self.legal_representative,
            capital: Fen(self.capital_fen),
            scope: self.scope,
            contact_name: self.contact_name,
            contact_phone: self.contact_phone,
            contact_email: self.contact_email,
            introduction: self.introduction,
            licence: self.licence_document,
            nested_check: self.nested_check,
            filing_version: self.filing_version,
            acts_from: Instant(self.listed_at),
            credit_tenths: self.credit_tenths,
            items: Vec::new(),
            held: Vec::new(),
        })
    }
}

/// The entry in effect of an agency.
pub fn profile(conn: &mut DbConn, id: &AgencyId) -> Result<AgencyProfile> {
    let row: Row = agencies::table.find(id.as_str()).first(conn).found()?;
    let mut profile = row.profile()?;
    let mut items = papers::items_of(conn, std::slice::from_ref(id))?;
    let mut held = papers::held_by(conn, std::slice::from_ref(id))?;
    profile.items = items.remove(id).unwrap_or_default();
    profile.held = held.remove(id).unwrap_or_default();
    Ok(profile)
}

/// The entries of several agencies, by id, in three queries.
pub fn profiles(conn: &mut DbConn, ids: &[AgencyId]) -> Result<Vec<AgencyProfile>> {
    let words: Vec<&str> = ids.iter().map(AgencyId::as_str).collect();
    let rows: Vec<Row> = agencies::table.filter(dsl::id.eq_any(words)).order(dsl::id).load(conn)?;
    let (mut items, mut held) = (papers::items_of(conn, ids)?, papers::held_by(conn, ids)?);
    rows.into_iter()
        .map(|row| {
            let mut profile = row.profile()?;
            profile.items = items.remove(&profile.id).unwrap_or_default();
            profile.held = held.remove(&profile.id).unwrap_or_default();
            Ok(profile)
        })
        .collect()
}

/// The entry of an agency that was ever passed.
pub fn entry(conn: &mut DbConn, id: &AgencyId) -> Result<Option<AgencyProfile>> {
    if exists(conn, id)? { profile(conn, id).map(Some) } else { Ok(None) }
}

/// Whether an agency has an entry.
pub fn exists(conn: &mut DbConn, id: &AgencyId) -> Result<bool> {
    Ok(code_of(conn, id)?.is_some())
}

/// Those of these organisations that have an entry.
pub fn among(conn: &mut DbConn, ids: &[AgencyId]) -> Result<BTreeSet<String>> {
    let words: Vec<&str> = ids.iter().map(AgencyId::as_str).collect();
    let found: Vec<String> = agencies::table.filter(dsl::id.eq_any(words)).select(dsl::id).load(conn)?;
    Ok(found.into_iter().collect())
}

/// The code of an agency's entry.
pub fn code_of(conn: &mut DbConn, id: &AgencyId) -> Result<Option<CreditCode>> {
    let code: Option<String> = agencies::table.find(id.as_str()).select(dsl::uscc).first(conn).optional()?;
    code.map(|code| CreditCode::parse(&code).map_err(|_| Error::bad_row("agencies.uscc", &code))).transpose()
}

/// Whose entry has this code.
pub fn holder_of(conn: &mut DbConn, code: &CreditCode) -> Result<Option<AgencyId>> {
    let id: Option<String> = agencies::table.filter(dsl::uscc.eq(code.as_str())).select(dsl::id).first(conn).optional()?;
    Ok(id.map(AgencyId))
}

/// Names of other listed agencies with the same legal representative.
pub fn same_representative(conn: &mut DbConn, person: &str, but: &AgencyId) -> Result<Vec<String>> {
    Ok(agencies::table
        .filter(dsl::state.eq(AgencyState::Listed.as_str()))
        .filter(dsl::legal_representative.eq(person))
        .filter(dsl::id.ne(but.as_str()))
        .order(dsl::name)
        .limit(10)
        .select(dsl::name)
        .load(conn)?)
}

/// Agencies in the directory that offer an item, in the order of their ids.
pub fn offering(conn: &mut DbConn, item: &ServiceCode) -> Result<Vec<AgencyId>> {
    let ids: Vec<String> = agency_items::table
        .inner_join(agencies::table)
        .filter(agency_items::item_code.eq(item.as_str()))
        .filter(dsl::state.eq(AgencyState::Listed.as_str()))
        .order(dsl::id)
        .select(dsl::id)
        .load(conn)?;
    Ok(ids.into_iter().map(AgencyId).collect())
}

/// How many agencies in the directory offer each item; items nobody offers are absent.
pub fn offered(conn: &mut DbConn) -> Result<BTreeMap<ServiceCode, i64>> {
    let rows: Vec<(String, i64)> = agency_items::table
        .inner_join(agencies::table)
        .filter(dsl::state.eq(AgencyState::Listed.as_str()))
        .group_by(agency_items::item_code)
        .select((agency_items::item_code, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().map(|(item, count)| (ServiceCode(item), count)).collect())
}

/// The names of all agencies in the directory.
pub fn listed_names(conn: &mut DbConn) -> Result<Vec<String>> {
    Ok(agencies::table.filter(dsl::state.eq(AgencyState::Listed.as_str())).order(dsl::name).select(dsl::name).load(conn)?)
}

/// How many agencies are in the directory.
pub fn count_listed(conn: &mut DbConn) -> Result<i64> {
    Ok(agencies::table.filter(dsl::state.eq(AgencyState::Listed.as_str())).count().get_result(conn)?)
}

/// What comes into effect.
pub struct Effect<'a> {
    pub id: &'a AgencyId,
    pub filed: &'a Filed,
    pub version: i64,
    /// From when the agency may act; for a new entry.
    pub acts_from: Instant,
    /// The score of a new entry.
    pub credit_tenths: i64,
}

/// What a filing says, as columns.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = agencies, treat_none_as_default_value = false)]
struct Contents<'a> {
    name: &'a str,
    name_en: &'a str,
    kind: &'a str,
    state: &'a str,
    province: &'a str,
    place: &'a str,
    address: &'a str,
    legal_representative: &'a str,
    established_on: String,
    capital_fen: i64,
    scope: &'a str,
    contact_name: &'a str,
    contact_phone: &'a str,
    contact_email: &'a str,
    introduction: &'a str,
    licence_document: Option<&'a str>,
    filing_version: i64,
}

impl<'a> Contents<'a> {
    fn of(effect: &Effect<'a>) -> Contents<'a> {
        let filed = effect.filed;
        Contents {
            name: filed.name.as_str(),
            name_en: filed.name_en.as_ref().map_or("", |name| name.as_str()),
            kind: filed.kind.as_str(),
            state: AgencyState::Listed.as_str(),
            province: &filed.province,
            place: filed.place.as_str(),
            address: filed.address.as_str(),
            legal_representative: filed.legal_representative.as_str(),
            established_on: filed.established_on.to_string(),
            capital_fen: filed.capital.0,
            scope: filed.scope.as_str(),
            contact_name: filed.contact_name.as_str(),
            contact_phone: filed.contact_phone.as_str(),
            contact_email: filed.contact_email.as_str(),
            introduction: filed.introduction.as_ref().map_or("", |text| text.as_str()),
            licence_document: Some(&filed.licence),
            filing_version: effect.version,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = agencies, treat_none_as_default_value = false)]
struct NewEntry<'a> {
    id: &'a str,
    uscc: &'a str,
    nested_check: bool,
    listed_at: i64,
    credit_tenths: i64,
    version: i64,
    #[diesel(embed)]
    contents: Contents<'a>,
}

/// Puts a new agency into the directory. The unique index on the code has the last word.
pub fn insert(conn: &mut DbConn, effect: &Effect<'_>) -> diesel::QueryResult<()> {
    let entry = NewEntry {
        id: effect.id.as_str(),
        uscc: effect.filed.uscc.as_str(),
        nested_check: effect.filed.uscc.nested_check_ok(),
        listed_at: effect.acts_from.ms(),
        credit_tenths: effect.credit_tenths,
        version: 1,
        contents: Contents::of(effect),
    };
    diesel::insert_into(agencies::table).values(entry).execute(conn)?;
    Ok(())
}

/// Replaces what an entry says. Code, score and the day of entry stay.
pub fn update(conn: &mut DbConn, effect: &Effect<'_>) -> Result<()> {
    let rows = diesel::update(agencies::table.find(effect.id.as_str()).filter(dsl::filing_version.lt(effect.version)))
        .set((Contents::of(effect), dsl::version.eq(dsl::version + 1)))
        .execute(conn)?;
    one_row(rows)
}

/// Keeps the score as last computed.
pub fn set_credit(conn: &mut DbConn, id: &AgencyId, tenths: i64) -> Result<()> {
    one_row(diesel::update(agencies::table.find(id.as_str())).set(dsl::credit_tenths.eq(tenths)).execute(conn)?)
}

/// Takes an entry out of the directory.
pub fn withdraw(conn: &mut DbConn, id: &AgencyId) -> Result<()> {
    let listed = agencies::table.find(id.as_str()).filter(dsl::state.eq(AgencyState::Listed.as_str()));
    let set = (dsl::state.eq(AgencyState::Withdrawn.as_str()), dsl::version.eq(dsl::version + 1));
    one_row(diesel::update(listed).set(set).execute(conn)?)
}
