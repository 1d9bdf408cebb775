//! Leaks that are planted while proposals are reviewed, one by one: each is found, and gone when it is taken away.

use diesel::prelude::*;
use mingxuan::platform::audit::{self, Actor, Thing};

use super::evidence::Evidence;
use super::planted::{is_found, sql, written};
use super::{Blind, search};
use crate::support::TestApp;
use crate::support::city::City;

/// Every plant on its own; between two nothing is left of the first.
pub fn each_is_found(app: &TestApp, city: &City, all: &[Blind], clean: &Evidence) {
    let one = &all[0];
    let (pseudonym, agency) = one.behind.iter().next().map(|(pseudonym, agency)| (pseudonym.clone(), *agency)).unwrap();
    let (signup, label) = one.signups[agency].clone();
    let nothing_left = || assert_eq!(search::leaks(city, all, &Evidence::at_rest(app, city, all)), Vec::<String>::new(), "nothing is left");
    let plants = |plant: String, told: &str, undone: String| {
        sql(city, plant);
        is_found(city, all, &Evidence::at_rest(app, city, all), told);
        sql(city, undone);
        nothing_left();
    };

    // A plain link; the sign-up in the entry's row; what only stands for the pseudonym, beside the sign-up; the ciphertext under the sign-up.
    plants(
        format!("INSERT INTO settings (key, value) VALUES ('proposal {pseudonym}', '{label}')"),
        "a row of settings",
        format!("DELETE FROM settings WHERE key = 'proposal {pseudonym}'"),
    );
    let entry = format!("UPDATE bid_entries SET signup_id = '{signup}' WHERE label = '{pseudonym}'");
    plants(entry.clone(), "a row of bid_entries", entry.replace(&signup, ""));
    let payload = one.marks.last().unwrap();
    plants(
        format!("INSERT INTO bid_payloads (signup_id, sha256, bytes, received_at) VALUES ('{signup}', '{payload}', 1, 1)"),
        "a row of bid_payloads",
        format!("DELETE FROM bid_payloads WHERE sha256 = '{payload}'"),
    );
    let tried = |mark: &str| format!("UPDATE signups SET outcome_reason = '{mark}' WHERE id = '{signup}'");
    plants(tried(&one.marks[0]), "a row of signups", tried(""));

    // The entries in the order of the sign-ups: by where their rows lie, by a time, by their places in the log.
    let rows = entries(city);
    for (column, told) in
        [("", "the order of the sign-ups"), ("received_at", "bid_entries by received_at"), ("log_id", "bid_entries by log_id")]
    {
        entries_in_order(city, all, column);
        is_found(city, all, &Evidence::at_rest(app, city, all), told);
        entries_restored(city, rows.clone());
        nothing_left();
    }

    // A reviewer's page with a label, and a letter with the pseudonym, to its agency.
    let mut found = Evidence { rows: Vec::new(), letters: Vec::new(), lines: Vec::new(), pages: Vec::new(), orders: clean.orders.clone() };
    found.pages.push(("expert e".into(), format!("/expert/reviews/s/{pseudonym}"), format!("<h1>{pseudonym}</h1><!-- {label} -->")));
    is_found(city, all, &found, "expert e at /expert/reviews/");
    let mut found = Evidence::at_rest(app, city, all);
    found.letters.push((format!("agency{}@city.example", agency + 1), format!("您的报价已收到，化名{pseudonym}")));
    is_found(city, all, &found, "a letter to agency");

    // The log's document of an entry with its envelope and its author, as entries under draw labels have it. It stays, so it comes last.
    let (author, text) = (Actor(city.agencies[agency].account.to_string()), format!("bid/v1 envelope\nlabel {pseudonym}\n"));
    let thing = Thing { kind: "bid", id: "x".into(), public: String::new() };
    written(city, move |conn| audit::record_sealed(conn, mingxuan::domain::time::Instant(0), (&author, &thing), &text).map(drop));
    is_found(city, all, &Evidence::at_rest(app, city, all), "a row of log_documents");
}

/// Entries under pseudonyms: id, draw, label, sealed, facts; in the order in which they lie.
type Entry = (String, String, String, String, String, String);
type Entries = Vec<Entry>;

fn entries(city: &City) -> Entries {
    use mingxuan::db::schema::bid_entries::dsl as e;
    let columns = (e::id, e::draw_id, e::label, e::sealed, e::outcome, e::facts);
    city.asked(|conn| Ok(e::bid_entries.select(columns).order((e::draw_id, e::label)).load(conn)?))
}

fn entries_restored(city: &City, rows: Entries) {
    let numbered = rows.into_iter().map(|row| (row, 0, 0)).collect();
    rewritten(city, numbered);
}

fn rewritten(city: &City, rows: Vec<(Entry, i64, i64)>) {
    use mingxuan::db::schema::bid_entries::dsl as e;
    written(city, move |conn| {
        diesel::delete(e::bid_entries).execute(conn)?;
        for ((id, draw, label, sealed, outcome, facts), at, log) in rows {
            let row = (
                (e::id.eq(id), e::draw_id.eq(draw), e::label.eq(label), e::sealed.eq(sealed), e::outcome.eq(outcome), e::facts.eq(facts)),
                (
                    e::signup_id.eq(""),
                    e::made.eq("market"),
                    e::state.eq("standing"),
                    e::cure.eq(""),
                    e::received_at.eq(at),
                    e::log_id.eq(log),
                ),
            );
            diesel::insert_into(e::bid_entries).values(row).execute(conn)?;
        }
        Ok(())
    });
}

/// The entries of every project in the order of the sign-ups: by this column, or only by where their rows lie.
fn entries_in_order(city: &City, all: &[Blind], column: &str) {
    let agency = |label: &String| all.iter().find_map(|one| one.behind.get(label)).copied().unwrap();
    let mut rows = entries(city);
    if column.is_empty() {
        rows.sort_by_key(|row| (row.1.clone(), agency(&row.2)));
    }
    let numbered = |row: Entry| {
        let n = agency(&row.2) as i64 + 1;
        (row, if column == "received_at" { n } else { 0 }, if column == "log_id" { n } else { 0 })
    };
    rewritten(city, rows.into_iter().map(numbered).collect());
}
