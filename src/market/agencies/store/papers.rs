//! Items offered and certificates held, of the entries in effect.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{agencies, agency_items, agency_qualifications};
use crate::domain::agency::{AgencyId, AgencyState, Certificate, Offer};
use crate::domain::catalogue::ServiceCode;
use crate::domain::qualification::{Grade, Held, MajorPath, Paper};
use crate::domain::time::Day;
use crate::error::{Error, Result};
use crate::market::catalogue;
use crate::platform::random;

/// Written for a certificate without end: it sorts after every day.
const NO_END: &str = "";

#[derive(Queryable)]
struct Row {
    _id: String,
    agency_id: String,
    item_code: String,
    type_code: String,
    major: String,
    grade: String,
    certificate: String,
    issuer: String,
    valid_from: String,
    valid_until: String,
    document_id: Option<String>,
}

impl Row {
    fn certificate(self) -> Result<Certificate> {
        let day = |column: &str, text: &str| Day::parse(text).ok_or_else(|| Error::bad_row(column, text));
        let valid_from = day("agency_qualifications.valid_from", &self.valid_from)?;
        let valid_to = if self.valid_until == NO_END { None } else { Some(day("agency_qualifications.valid_until", &self.valid_until)?) };
        let major = if self.major.is_empty() {
            None
        } else {
            Some(MajorPath::parse(&self.major).map_err(|e| Error::bad_row("agency_qualifications.major", e))?)
        };
        let held = Held {
            grade: grade_of(&self.type_code, &self.grade)?,
            qualification: self.type_code.into(),
            major,
            paper: Paper { number: self.certificate, valid_from, valid_to },
        };
        Ok(Certificate { held, issuer: self.issuer, scan: self.document_id })
    }
}

/// A grade with its place among the others, which the catalogue knows.
fn grade_of(kind: &str, grade: &str) -> Result<Option<Grade>> {
    if grade.is_empty() {
        return Ok(None);
    }
    let found = catalogue::catalogue().qualification(&kind.into()).and_then(|kind| kind.grade(&grade.into()));
    let found = found.ok_or_else(|| Error::bad_row("agency_qualifications.grade", format!("{kind}/{grade}")))?;
    Ok(Some(Grade { code: found.code.clone(), priority: found.priority }))
}

fn rows_of(conn: &mut DbConn, ids: &[AgencyId]) -> Result<Vec<Row>> {
    let words: Vec<&str> = ids.iter().map(AgencyId::as_str).collect();
    Ok(agency_qualifications::table
        .filter(agency_qualifications::agency_id.eq_any(words))
        .order((agency_qualifications::agency_id, agency_qualifications::item_code, agency_qualifications::certificate))
        .load(conn)?)
}

/// What agencies hold.
pub fn held_by(conn: &mut DbConn, ids: &[AgencyId]) -> Result<BTreeMap<AgencyId, Vec<Held>>> {
    let mut held: BTreeMap<AgencyId, Vec<Held>> = BTreeMap::new();
    for row in rows_of(conn, ids)? {
        let agency = AgencyId(row.agency_id.clone());
        held.entry(agency).or_default().push(row.certificate()?.held);
    }
    Ok(held)
}

/// Codes of the items agencies offer.
pub fn items_of(conn: &mut DbConn, ids: &[AgencyId]) -> Result<BTreeMap<AgencyId, Vec<ServiceCode>>> {
    let words: Vec<&str> = ids.iter().map(AgencyId::as_str).collect();
    let rows: Vec<(String, String)> = agency_items::table
        .filter(agency_items::agency_id.eq_any(words))
        .order((agency_items::agency_id, agency_items::item_code))
        .select((agency_items::agency_id, agency_items::item_code))
        .load(conn)?;
    let mut items: BTreeMap<AgencyId, Vec<ServiceCode>> = BTreeMap::new();
    for (agency, item) in rows {
        items.entry(AgencyId(agency)).or_default().push(ServiceCode(item));
    }
    Ok(items)
}

/// What one agency offers, with promise and certificates, in the order of the catalogue.
pub fn offers_of(conn: &mut DbConn, id: &AgencyId) -> Result<Vec<Offer>> {
    let rows: Vec<(String, String, i64)> = agency_items::table
        .filter(agency_items::agency_id.eq(id.as_str()))
        .select((agency_items::item_code, agency_items::promise, agency_items::promised_days))
        .load(conn)?;
    let mut papers: BTreeMap<String, Vec<Certificate>> = BTreeMap::new();
    for row in rows_of(conn, std::slice::from_ref(id))? {
        let item = row.item_code.clone();
        papers.entry(item).or_default().push(row.certificate()?);
    }
    let mut offers = Vec::new();
    for (item, promise, days) in rows {
        let promised_days = u32::try_from(days).map_err(|_| Error::bad_row("agency_items.promised_days", days))?;
        offers.push(Offer { papers: papers.remove(&item).unwrap_or_default(), item: ServiceCode(item), promise, promised_days });
    }
    let place = |code: &ServiceCode| catalogue::catalogue().items().iter().position(|item| item.code == *code);
    offers.sort_by_key(|offer| place(&offer.item));
    Ok(offers)
}

/// Puts the items and certificates of a filing in the place of those in effect.
pub fn replace(conn: &mut DbConn, id: &AgencyId, offers: &[Offer]) -> Result<()> {
    diesel::delete(agency_qualifications::table.filter(agency_qualifications::agency_id.eq(id.as_str()))).execute(conn)?;
    diesel::delete(agency_items::table.filter(agency_items::agency_id.eq(id.as_str()))).execute(conn)?;
    for offer in offers {
        diesel::insert_into(agency_items::table)
            .values((
                agency_items::agency_id.eq(id.as_str()),
                agency_items::item_code.eq(offer.item.as_str()),
                agency_items::promise.eq(&offer.promise),
                agency_items::promised_days.eq(i64::from(offer.promised_days)),
            ))
            .execute(conn)?;
        for paper in &offer.papers {
            insert_paper(conn, id, &offer.item, paper)?;
        }
    }
    Ok(())
}

fn insert_paper(conn: &mut DbConn, id: &AgencyId, item: &ServiceCode, certificate: &Certificate) -> Result<()> {
    let Certificate { held, issuer, scan } = certificate;
    diesel::insert_into(agency_qualifications::table)
        .values((
            agency_qualifications::id.eq(random::blind_id()),
            agency_qualifications::agency_id.eq(id.as_str()),
            agency_qualifications::item_code.eq(item.as_str()),
            agency_qualifications::type_code.eq(held.qualification.as_str()),
            agency_qualifications::major.eq(held.major.as_ref().map_or("", MajorPath::as_str)),
            agency_qualifications::grade.eq(held.grade.as_ref().map_or("", |grade| grade.code.as_str())),
            agency_qualifications::certificate.eq(&held.paper.number),
            agency_qualifications::issuer.eq(issuer),
            agency_qualifications::valid_from.eq(held.paper.valid_from.to_string()),
            agency_qualifications::valid_until.eq(held.paper.valid_to.map(|day| day.to_string()).unwrap_or_else(|| NO_END.to_owned())),
            agency_qualifications::document_id.eq(scan.as_deref()),
        ))
        .execute(conn)?;
    Ok(())
}

/// A certificate that ends on a day, of an agency in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    pub agency: AgencyId,
    pub number: String,
}

/// The certificates of listed agencies whose last day is this one.
pub fn ending_on(conn: &mut DbConn, day: Day) -> Result<Vec<Ending>> {
    let rows: Vec<(String, String)> = agency_qualifications::table
        .inner_join(agencies::table)
        .filter(agency_qualifications::valid_until.eq(day.to_string()))
        .filter(agencies::state.eq(AgencyState::Listed.as_str()))
        .order((agency_qualifications::agency_id, agency_qualifications::certificate))
        .select((agency_qualifications::agency_id, agency_qualifications::certificate))
        .load(conn)?;
    Ok(rows.into_iter().map(|(agency, number)| Ending { agency: AgencyId(agency), number }).collect())
}
