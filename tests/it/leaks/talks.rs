//! Negotiations while they last: nothing tells whose a thread is or what was said, and what is planted is found.

use std::collections::BTreeMap;

use diesel::prelude::*;
use mingxuan::db::schema::{log_documents, negotiation_acts, negotiation_seats};
use mingxuan::domain::draw::{Document, DrawResult};
use mingxuan::domain::method::{Quote, Way};
use mingxuan::domain::money::Fen;
use mingxuan::domain::project::PriceKind;
use mingxuan::market::{negotiations, outcomes};

use super::evidence::Evidence;
use super::planted::{is_found, sql};
use super::{AGENCIES, Blind, CARDS, PROJECTS, search};
use crate::selection::{all_sign_up, at_deadline, document};
use crate::support::TestApp;
use crate::support::city::{City, posting};

/// What an agency quotes for a project in an exchange, in fen.
fn sum(project: usize, agency: usize, round: u64) -> u64 {
    6_543_217 + 10_101 * project as u64 + 777 * agency as u64 - 13 * round
}

/// Projects in whose negotiation everybody has quoted, the owner has replied, and the first of those who were drawn has quoted again; with every sum and
/// the ways to write it.
pub async fn in_negotiation(app: &TestApp, city: &City) -> (Vec<Blind>, BTreeMap<u64, Vec<String>>) {
    let mut ids = Vec::new();
    for _ in 0..PROJECTS {
        let mut posting = posting(Vec::new());
        posting.spec.way = Way { preset: "negotiation".into(), small: CARDS, ..Way::default() };
        posting.price_kind = PriceKind::Cap;
        let project = tokio::task::block_in_place(|| city.posted(posting));
        app.work().await;
        all_sign_up(city, AGENCIES, &project);
        ids.push(project);
    }
    let closes = at_deadline(app, city, &ids[0]).await;
    let morning = app.app.calendars.now().working_day_from(closes.day().next());
    app.at(morning.at(9, 5)).await;
    let mut all: Vec<Blind> = ids.into_iter().map(|project| Blind::of(city, project)).collect();
    let mut sums = BTreeMap::new();
    for (n, one) in all.iter_mut().enumerate() {
        let result = DrawResult::parse(document(city, &one.draw, DrawResult::FILE).unwrap()).unwrap();
        let agency = |label: &str| one.signups.iter().position(|(_, own)| own == label).unwrap();
        let drawn: Vec<usize> = result.ranking().iter().take(CARDS as usize).map(|place| agency(place.label.as_str())).collect();
        for agency in &drawn {
            quotes(city, one, (*agency, sum(n, *agency, 1)));
        }
        app.work().await;
        let (shared, owner, id) = (city.app.clone(), city.owner.clone(), one.project.clone());
        let words = vec!["请进一步优化报价。".to_owned(); CARDS as usize];
        let replied = move |conn: &mut mingxuan::db::DbConn| outcomes::reply(conn, &shared, &owner, (&id, &words));
        tokio::task::block_in_place(|| city.app.db.write_now(replied)).unwrap();
        quotes(city, one, (drawn[0], sum(n, drawn[0], 2)));
        let known = drawn.iter().map(|agency| sum(n, *agency, 1)).chain([sum(n, drawn[0], 2)]);
        sums.extend(known.map(|fen| {
            let grouped = format!("{},{:03}.{:02}", fen / 100_000, fen / 100 % 1_000, fen % 100);
            (fen, vec![fen.to_string(), format!("{}.{:02}", fen / 100, fen % 100), grouped])
        }));
        // A seat is a code of its label, so it stands for the pseudonym beside it.
        let own = negotiation_seats::table.filter(negotiation_seats::project_id.eq(one.project.as_str()));
        one.marks.extend(city.asked(|conn| Ok(own.select(negotiation_seats::seat).load::<String>(conn)?)));
        one.behind.retain(|_, agency| drawn.contains(agency));
    }
    (all, sums)
}

fn quotes(city: &City, one: &Blind, (agency, fen): (usize, u64)) {
    let (app, who, signup) = (city.app.clone(), city.agencies[agency].clone(), one.signups[agency].0.clone());
    let quote = Quote::Amount(Fen(fen as i64));
    let said = move |conn: &mut mingxuan::db::DbConn| negotiations::quote(conn, &app, &who, (&signup, quote));
    tokio::task::block_in_place(|| city.app.db.write_now(said)).unwrap();
}

/// What was said stands in no row, letter or line; the owner's page shows it under pseudonyms.
pub fn told(sums: &BTreeMap<u64, Vec<String>>, found: &Evidence) -> Vec<String> {
    search::quotes(sums, found).into_iter().filter(|leak| !leak.starts_with("the owner at ")).collect()
}

/// Every plant on its own; between two nothing is left of the first.
pub fn each_is_found(app: &TestApp, city: &City, (all, sums): (&[Blind], &BTreeMap<u64, Vec<String>>)) {
    let one = &all[0];
    let (pseudonym, agency) = one.behind.iter().next().map(|(pseudonym, agency)| (pseudonym.clone(), *agency)).unwrap();
    let (label, actor) = (one.signups[agency].1.clone(), city.agencies[agency].actor.0.clone());
    let seat: String = city.asked(|conn| {
        let own = negotiation_seats::table.filter(negotiation_seats::pseudonym.eq(&pseudonym));
        Ok(own.select(negotiation_seats::seat).first(conn)?)
    });
    let plants = |plant: String, told: &str, undone: String| {
        sql(city, plant);
        is_found(city, all, &Evidence::at_rest(app, city, all), told);
        sql(city, undone);
        assert_eq!(search::leaks(city, all, &Evidence::at_rest(app, city, all)), Vec::<String>::new(), "nothing is left");
    };

    // A seat found by its label instead of by a code; the code beside the label; the author of a quote in the log's own row.
    let seated = |from: &str, to: &str| format!("UPDATE negotiation_seats SET seat = '{to}' WHERE seat = '{from}'");
    plants(seated(&seat, &label), "a row of negotiation_seats", seated(&label, &seat));
    plants(
        format!("INSERT INTO settings (key, value) VALUES ('seat {seat}', '{label}')"),
        "a row of settings",
        format!("DELETE FROM settings WHERE key = 'seat {seat}'"),
    );
    let own = log_documents::table.filter(log_documents::actor.eq(&pseudonym)).filter(log_documents::thing_kind.eq("negotiation"));
    let logged: Vec<i64> = city.asked(|conn| Ok(own.select(log_documents::id).load(conn)?));
    let by = |author: &str| format!("UPDATE log_documents SET actor = '{author}' WHERE id = {}", logged[0]);
    plants(by(&actor), "a row of log_documents", by(&pseudonym));

    // What was said, in clear.
    let sealed: String = city.asked(|conn| {
        let own = negotiation_acts::table.filter(negotiation_acts::pseudonym.eq(&pseudonym)).filter(negotiation_acts::kind.eq("quote"));
        Ok(own.order(negotiation_acts::round).select(negotiation_acts::sealed).first(conn)?)
    });
    let fen = sum(0, agency, 1);
    sql(city, format!("UPDATE negotiation_acts SET sealed = '{fen}' WHERE sealed = '{sealed}'"));
    let leaks = told(sums, &Evidence::at_rest(app, city, all));
    assert!(leaks.iter().any(|leak| leak.contains("a row of negotiation_acts")), "{leaks:?}");
    sql(city, format!("UPDATE negotiation_acts SET sealed = '{sealed}' WHERE sealed = '{fen}'"));
    assert_eq!(told(sums, &Evidence::at_rest(app, city, all)), Vec::<String>::new());
}
