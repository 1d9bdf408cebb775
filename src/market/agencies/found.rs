//! What an agency is found by: its public entry as the search engines index it.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{agencies, agency_items, agency_qualifications};
use crate::domain::province;
use crate::error::Result;
use crate::market::catalogue;
use crate::platform::search::{AgencyDoc, sequence};

/// How the search asks for agencies.
pub const FOUND: sequence::Agencies = sequence::Agencies { docs, ids };

fn ids(conn: &mut DbConn) -> Result<Vec<String>> {
    Ok(agencies::table.order(agencies::id).select(agencies::id).load(conn)?)
}

type Row = (String, String, String, String, String, String, i64, String);

fn docs(conn: &mut DbConn, ids: &[String]) -> Result<Vec<AgencyDoc>> {
    let rows: Vec<Row> = agencies::table
        .filter(agencies::id.eq_any(ids))
        .select((
            agencies::id,
            agencies::name,
            agencies::name_en,
            agencies::uscc,
            agencies::province,
            agencies::place,
            agencies::credit_tenths,
            agencies::state,
        ))
        .load(conn)?;
    let mut items = items_of(conn, ids)?;
    let mut papers = qualifications_of(conn, ids)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, name_en, uscc, province, place, credit, state)| {
            let codes = items.remove(&id).unwrap_or_default();
            AgencyDoc {
                item_names: codes
                    .iter()
                    .filter_map(|code| catalogue::item(code))
                    .map(|i| format!("{} {}", i.name.zh, i.name.en))
                    .collect::<Vec<_>>()
                    .join(" "),
                items: codes,
                qualifications: papers.remove(&id).unwrap_or_default().join(" "),
                name_en: Some(name_en).filter(|name| !name.is_empty()),
                province: province::name(&province).map(|name| name.zh).unwrap_or_default(),
                province_code: province,
                credit,
                listed: state == "listed",
                id,
                name,
                uscc,
                place,
            }
        })
        .collect())
}

fn items_of(conn: &mut DbConn, ids: &[String]) -> Result<BTreeMap<String, Vec<String>>> {
    let rows: Vec<(String, String)> = agency_items::table
        .filter(agency_items::agency_id.eq_any(ids))
        .order((agency_items::agency_id, agency_items::item_code))
        .select((agency_items::agency_id, agency_items::item_code))
        .load(conn)?;
    Ok(grouped(rows))
}

/// Names of qualifications and grades, in both languages, for the words of a search.
fn qualifications_of(conn: &mut DbConn, ids: &[String]) -> Result<BTreeMap<String, Vec<String>>> {
    let rows: Vec<(String, String, String)> = agency_qualifications::table
        .filter(agency_qualifications::agency_id.eq_any(ids))
        .select((agency_qualifications::agency_id, agency_qualifications::type_code, agency_qualifications::grade))
        .load(conn)?;
    Ok(grouped(rows.into_iter().map(|(id, code, grade)| (id, words(&code, &grade)))))
}

fn words(code: &str, grade: &str) -> String {
    let Some(kind) = catalogue::catalogue().qualification(&code.into()) else { return String::new() };
    let grade = kind.grades.iter().find(|known| known.code.as_str() == grade).map(|known| format!("{} {}", known.name.zh, known.name.en));
    format!("{} {} {}", kind.name.zh, kind.name.en, grade.unwrap_or_default())
}

fn grouped(pairs: impl IntoIterator<Item = (String, String)>) -> BTreeMap<String, Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups
}
