//! Leaks that are planted, one by one: each is found, and gone when it is taken away.

use std::collections::BTreeMap;

use diesel::prelude::*;
use mingxuan::db::DbConn;
use mingxuan::domain::project::{PriceKind, ProjectId};
use mingxuan::domain::role::Role;
use mingxuan::error::Result;
use mingxuan::market::bids;
use mingxuan::platform::audit::{self, Act, Actor, Thing, Visibility};
use mingxuan::platform::letter::Letter;
use mingxuan::platform::outbox::{self, Job};
use serde_json::json;

use super::evidence::{self, Evidence};
use super::{Blind, search};
use crate::selection::draw_of;
use crate::support::TestApp;
use crate::support::city::{City, agency_name, posting};
use crate::support::people::api;

pub(super) fn written(city: &City, work: impl FnOnce(&mut DbConn) -> Result<()> + Send + 'static) {
    tokio::task::block_in_place(|| city.app.db.write_now(work)).unwrap();
}

pub(super) fn sql(city: &City, text: String) {
    written(city, move |conn| {
        diesel::sql_query(text).execute(conn)?;
        Ok(())
    });
}

pub(super) fn is_found(city: &City, all: &[Blind], found: &Evidence, told: &str) {
    let leaks = search::leaks(city, all, found);
    assert!(leaks.iter().any(|leak| leak.contains(told)), "not found: {told}; found: {leaks:?}");
}

/// Every plant on its own; between two nothing is left of the first.
pub async fn each_is_found(app: &TestApp, city: &City, all: &[Blind]) {
    let one = &all[0];
    let (pseudonym, agency) = one.behind.iter().next().map(|(pseudonym, agency)| (pseudonym.clone(), *agency)).unwrap();
    let (name, (signup, label)) = (agency_name(agency + 1), one.signups[agency].clone());
    let nothing_left = || assert_eq!(search::leaks(city, all, &Evidence::at_rest(app, city, all)), Vec::<String>::new(), "nothing is left");

    // A plain link, as a row that somebody added for convenience.
    sql(city, format!("INSERT INTO settings (key, value) VALUES ('card {pseudonym}', '{signup}')"));
    is_found(city, all, &Evidence::at_rest(app, city, all), "a row of settings");
    sql(city, format!("DELETE FROM settings WHERE key = 'card {pseudonym}'"));
    nothing_left();

    // The label as a fact of a card.
    let facts = |with: &str| format!("UPDATE choice_cards SET facts = {with} WHERE pseudonym = '{pseudonym}'");
    sql(city, facts(&format!("facts || ' {label}'")));
    is_found(city, all, &Evidence::at_rest(app, city, all), "a row of choice_cards");
    sql(city, facts(&format!("replace(facts, ' {label}', '')")));
    nothing_left();

    // The order in which cards are numbered, and the order in which their rows lie.
    let kept = kept(city);
    for (ranked, told) in [(false, "choice_cards by position"), (true, "the order of the sign-ups")] {
        in_order(city, all, ranked);
        is_found(city, all, &Evidence::at_rest(app, city, all), told);
        restored(city, kept.clone());
    }
    nothing_left();

    in_the_material(city, all, &[&pseudonym, &name, &signup, &label]);

    // A page attribute: what the owner's browser gets with the cards.
    let own = app.member(city.owner.org.as_str(), Role::Owner, "业主复核");
    let title = format!("UPDATE projects SET title = title || ' data-agency={name}' WHERE id = '{}'", one.project);
    sql(city, title);
    let mut found = Evidence::at_rest(app, city, all);
    found.pages = evidence::pages("the owner", &app.browser(&own), &all[..1]).await;
    is_found(city, all, &found, "/choice has");
    sql(city, format!("UPDATE projects SET title = replace(title, ' data-agency={name}', '') WHERE id = '{}'", one.project));

    // A document of the log that says whose a card is, and a letter that does. Both stay, so they come last.
    let (draw, text) = (one.draw.to_string(), format!("card {pseudonym} of {label}\n"));
    written(city, move |conn| {
        let (actor, thing) = (Actor::platform(), Thing::open("draw", draw));
        let act =
            Act { kind: mingxuan::domain::event::Kind::ChoiceOpen, actor: &actor, thing, document: text, visibility: Visibility::Salted };
        audit::record(conn, mingxuan::domain::time::Instant(0), act).map(drop)
    });
    is_found(city, all, &Evidence::at_rest(app, city, all), "a row of log_documents");

    let (account, now) = (city.owner.account.to_string(), app.now());
    let letter = Letter::new("choice-open").with("project", name).with("number", "1").with("due", "");
    written(city, move |conn| outbox::push(conn, now, &Job::Mail { account, letter }));
    app.work().await;
    is_found(city, all, &Evidence::at_rest(app, city, all), "a letter to owner@city.example has");
}

/// The rows of all cards in the order in which they lie.
type Kept = Vec<(String, i64, String, String)>;

fn kept(city: &City) -> Kept {
    use mingxuan::db::schema::choice_cards::dsl as c;
    city.asked(|conn| Ok(c::choice_cards.select((c::project_id, c::position, c::facts, c::pseudonym)).order(c::position).load(conn)?))
}

fn restored(city: &City, rows: Kept) {
    use mingxuan::db::schema::choice_cards::dsl as c;
    written(city, move |conn| {
        diesel::delete(c::choice_cards).execute(conn)?;
        for (project, position, facts, pseudonym) in rows {
            let row = (c::project_id.eq(project), c::position.eq(position), c::facts.eq(facts), c::pseudonym.eq(pseudonym));
            diesel::insert_into(c::choice_cards).values(row).execute(conn)?;
        }
        Ok(())
    });
}

/// The cards of every project in the order of the sign-ups: by their numbers, or only by where their rows lie.
fn in_order(city: &City, all: &[Blind], lying: bool) {
    let mut rows = kept(city);
    let agency = |row: &(String, i64, String, String)| all.iter().find_map(|one| one.behind.get(&row.3)).copied().unwrap();
    rows.sort_by_key(|row| (row.0.clone(), agency(row)));
    if !lying {
        let mut at = BTreeMap::new();
        for row in &mut rows {
            let place = at.entry(row.0.clone()).or_insert(0_i64);
            *place += 1;
            row.1 = *place;
        }
        // Where they lie tells nothing this time.
        rows.sort_by(|one, other| one.3.cmp(&other.3));
    }
    restored(city, rows);
}

/// What would stand in pages, addresses, answers, log lines, figures and mail: the search is held against what has it. All that was gathered was searched before.
fn in_the_material(city: &City, all: &[Blind], words: &[&String]) {
    let [pseudonym, name, signup, label] = words else { panic!("four words") };
    let mut found = Evidence::default();
    found.lines.push(format!("DEBUG card {pseudonym} shown signup={signup}"));
    is_found(city, all, &found, "a line of the log");
    let mut found = Evidence::default();
    found.lines.push(format!("mingxuan_cards{{card=\"{pseudonym}\",label=\"{label}\"}} 1"));
    is_found(city, all, &found, "a line of the log or the figures");
    let mut found = Evidence::default();
    found.pages.push(("the owner".into(), "/api/v1/owner/projects/x/choice".into(), format!("{{\"card\":1,\"name\":\"{name}\"}}")));
    is_found(city, all, &found, "/choice has");
    let mut found = Evidence::default();
    found.pages.push(("nobody".into(), "/".into(), format!("content-disposition: {pseudonym}-{label}.txt")));
    is_found(city, all, &found, "nobody at /");
    let mut found = Evidence::default();
    found.rows.push(("backup choice_cards.jsonl".into(), format!("{{\"p\":\"{pseudonym}\",\"s\":\"{signup}\"}}")));
    is_found(city, all, &found, "a row of backup");
}

/// A project with quotes, sealed and by the market, and the ways to write each sum.
pub async fn quoted(app: &TestApp, city: &City) -> (ProjectId, BTreeMap<u64, Vec<String>>) {
    let mut wanted = posting(Vec::new());
    (wanted.price_kind, wanted.spec.way.preset) = (PriceKind::Cap, "lowest-price".into());
    let project = tokio::task::block_in_place(|| city.posted(wanted));
    app.work().await;
    let number = city.state(&project).number;
    let mut sums = BTreeMap::new();
    for (agency, fen) in [(0_usize, 7_654_321_u64), (1, 8_765_432), (2, 5_432_198)] {
        let who = app.member(city.agencies[agency].org.as_str(), Role::Agency, "投标专员");
        let (_, made) = api(app, Some(&who), ("POST", &format!("/api/v1/projects/{number}/signups")), json!({})).await;
        let at = format!("/signups/{}/quote", made["id"].as_str().unwrap());
        // Whoever types lets the market see it for a moment; nothing of it stays.
        let amount = format!("{}.{:02}", fen / 100, fen % 100);
        let fields = [("amount", amount.as_str()), ("days", "9"), ("confirmed", &format!("{fen}-9"))];
        let sent = app.browser(&who).post_from(&at, &format!("{at}/typed"), &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let grouped = format!("{},{:03}.{:02}", fen / 100_000, fen / 100 % 1_000, fen % 100);
        sums.insert(fen, vec![fen.to_string(), amount, grouped]);
    }
    app.work().await;
    assert_eq!(city.asked(|conn| bids::sealed(conn, &draw_of(city, &project))).unwrap().len(), 3);
    (project, sums)
}

/// A sum in a row, a letter or a line is found.
pub async fn a_quote_is_found(app: &TestApp, city: &City, (project, sums): (&ProjectId, &BTreeMap<u64, Vec<String>>)) {
    let (fen, ways) = sums.iter().next().unwrap();
    let found = |app: &TestApp| search::quotes(sums, &Evidence::at_rest(app, city, &[]));
    sql(
        city,
        format!(
            "UPDATE bid_entries SET outcome = 'amount-fen {fen}' WHERE signup_id IN (SELECT id FROM signups WHERE project_id = '{project}')"
        ),
    );
    assert!(found(app).iter().any(|leak| leak.contains("a row of bid_entries")), "{:?}", found(app));
    sql(city, "UPDATE bid_entries SET outcome = ''".to_owned());
    assert_eq!(found(app), Vec::<String>::new());
    let mut overheard = Evidence::at_rest(app, city, &[]);
    overheard.lines.push(format!("INFO sealed {}", ways[1]));
    assert_eq!(search::quotes(sums, &overheard).len(), 1);
    let (account, now) = (city.owner.account.to_string(), app.now());
    let letter = Letter::new("choice-open").with("project", "").with("number", "1").with("due", &ways[2]);
    written(city, move |conn| outbox::push(conn, now, &Job::Mail { account, letter }));
    app.work().await;
    assert!(found(app).iter().any(|leak| leak.contains("a letter to")), "{:?}", found(app));
}
