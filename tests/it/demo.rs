//! The demo city: every state is there, every draw can be computed again, and only the printed accounts have passwords.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use mingxuan::app::App;
use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::db::DbConn;
use mingxuan::db::schema::{
    accounts, agencies, agency_filings, awards, bid_entries, bid_rounds, blacklist_cases, contracts, documents, draw_documents, draws,
    projects, signups, suspensions,
};
use mingxuan::demo::{PRINTED, Size, build, doors_open, hand_out};
use mingxuan::domain::draw::DrawId;
use mingxuan::domain::project::ProjectState;
use mingxuan::domain::text::CreditCode;
use mingxuan::platform::clock::Clock;
use mingxuan::platform::outbox;
use mingxuan::{market, worker};

use super::support::database::{Engine, engines};

const SIZE: Size = Size { seed: 7, agencies: 90, owners: 12, finished: 13 };

async fn city(engine: &Engine) -> App {
    let mut config = Config::for_tests(engine.folder.path());
    config.database.url = Some(engine.url.parse::<DatabaseUrl>().unwrap());
    config.market.demonstration = true;
    let app = market::open_for_building(config, Clock::simulated(doors_open()), mingxuan::demo::readers()).unwrap();
    build(&app, SIZE).await.unwrap();
    app
}

fn read<T>(app: &App, work: impl FnOnce(&mut DbConn) -> QueryResult<T>) -> T {
    app.db.read_now(|conn| Ok(work(conn)?)).unwrap()
}

fn states(app: &App, work: impl FnOnce(&mut DbConn) -> QueryResult<Vec<String>>) -> BTreeSet<String> {
    read(app, work).into_iter().collect()
}

#[actix_web::test]
async fn a_city_has_everything_in_every_state_and_its_draws_can_be_computed_again() {
    for engine in engines() {
        let app = city(&engine).await;
        every_state_is_there(&app);
        every_kind_of_draw_is_there(&app);
        every_way_with_quotes_is_there(&app);
        scans_are_what_the_form_asks_for(&app);
        codes_are_valid_and_unique(&app);
        let checked = every_draw_verifies(&app);
        assert!(checked >= SIZE.finished, "{checked} draws on {}", engine.name);
        only_printed_accounts_have_passwords(&app).await;
        the_next_draw_comes_after_five_minutes(&app).await;
        let troubles = app.db.read_now(|conn| outbox::troubles(conn, 10)).unwrap();
        assert!(troubles.is_empty(), "{} on {}", troubles[0].kind, engine.name);
        crate::faults::hostile::walk(&app).await;
    }
}

fn every_state_is_there(app: &App) {
    let found = states(app, |conn| projects::table.select(projects::state).load(conn));
    let every: BTreeSet<String> = ProjectState::ALL.iter().map(|state| state.as_str().to_owned()).collect();
    assert_eq!(found, every);
    let found = states(app, |conn| blacklist_cases::table.select(blacklist_cases::state).load(conn));
    for state in ["draft", "notified", "defence", "decided", "in-force", "ended", "dismissed"] {
        assert!(found.contains(state), "no case is {state}: {found:?}");
    }
    let found = states(app, |conn| suspensions::table.select(suspensions::state).load(conn));
    assert!(found.contains("proposed") && found.contains("in-force"), "{found:?}");
    let found = states(app, |conn| awards::table.select(awards::state).load(conn));
    assert!(found.contains("offered") && found.contains("accepted"), "{found:?}");
    let found = states(app, |conn| contracts::table.select(contracts::state).load(conn));
    assert!(found.len() >= 5, "{found:?}");
    let overdue: i64 = read(app, |conn| {
        let waiting = agency_filings::table.filter(agency_filings::state.eq("submitted"));
        waiting.filter(agency_filings::due_at.lt(doors_open().ms())).count().get_result(conn)
    });
    assert!(overdue >= 1);
}

/// Every term an owner may choose, in a draw that is open; and in one that is done, except the beacon's, whose signature only the world outside has.
fn every_kind_of_draw_is_there(app: &App) {
    let states: BTreeMap<String, String> =
        read(app, |conn| draws::table.select((draws::id, draws::state)).load(conn)).into_iter().collect();
    let papers: Vec<(String, String)> = read(app, |conn| {
        let notices = draw_documents::table.filter(draw_documents::name.eq("notice.txt"));
        notices.select((draw_documents::draw_id, draw_documents::body)).load(conn)
    });
    let notices: Vec<(&str, String)> = papers.into_iter().map(|(draw, body)| (states[&draw].as_str(), body)).collect();
    for (line, ended) in [
        ("mode weighted", "decided"),
        ("nonces commit", "decided"),
        ("commit officer:ceremony ceremony", "decided"),
        ("beacon drand:", "frozen"),
    ] {
        for state in ["open", ended] {
            assert!(notices.iter().any(|(found, notice)| *found == state && notice.contains(line)), "no draw with `{line}` is {state}");
        }
    }
    let seeds: Vec<String> =
        read(app, |conn| draw_documents::table.filter(draw_documents::name.eq("seed.txt")).select(draw_documents::body).load(conn));
    let revealed: Vec<&str> = seeds.iter().flat_map(|seed| seed.lines()).filter(|line| line.starts_with("reveal applicant:")).collect();
    assert!(revealed.iter().any(|line| line.ends_with(" -")) && revealed.iter().any(|line| !line.ends_with(" -")), "{revealed:?}");
}

fn scans_are_what_the_form_asks_for(app: &App) {
    let scans: BTreeSet<String> = states(app, |conn| documents::table.select(documents::media_type).load(conn));
    assert_eq!(scans, BTreeSet::from(["application/pdf".to_owned()]));
}

fn codes_are_valid_and_unique(app: &App) {
    let codes: Vec<String> = read(app, |conn| agencies::table.select(agencies::uscc).load(conn));
    assert!(codes.len() >= SIZE.agencies * 9 / 10 && codes.iter().all(|code| CreditCode::parse(code).is_ok()));
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
}

fn every_draw_verifies(app: &App) -> usize {
    let drawn: Vec<String> =
        read(app, |conn| draw_documents::table.filter(draw_documents::name.eq("result.txt")).select(draw_documents::draw_id).load(conn));
    for draw in &drawn {
        let id = DrawId::parse(draw).unwrap();
        let bundle = app.db.read_now(|conn| mingxuan::market::selection::bundle::archive(conn, app, &id)).unwrap();
        let (code, told) = crate::selection::verified(&bundle);
        assert_eq!(code, 0, "{draw}: {told}");
    }
    drawn.len()
}

/// Every way with quotes has come to a contract, one quote could not be opened, and the agency whose sign-in is printed has one to seal.
fn every_way_with_quotes_is_there(app: &App) {
    let finished: Vec<String> = read(app, |conn| projects::table.filter(projects::state.eq("finished")).select(projects::spec).load(conn));
    let quoted = ["quote-then-draw", "lowest-price", "highest-discount", "closest-to-average", "closest-to-lowered-average"];
    for preset in quoted.into_iter().chain(["negotiation", "proposal-merit"]) {
        assert!(finished.iter().any(|spec| spec.contains(preset)), "no finished project by {preset}");
    }
    let compared: i64 =
        read(app, |conn| draw_documents::table.filter(draw_documents::name.eq("choice/comparison.txt")).count().get_result(conn));
    assert_eq!(compared, 1, "an owner has compared proposals and picked");
    let waiting: Vec<String> = read(app, |conn| projects::table.filter(projects::state.eq("choosing")).select(projects::spec).load(conn));
    assert!(waiting.iter().any(|spec| spec.contains("proposal-merit")), "proposals wait for their owner: {waiting:?}");
    let outcomes = states(app, |conn| bid_entries::table.select(bid_entries::outcome).load(conn));
    assert!(outcomes.iter().any(|outcome| outcome.starts_with("spoiled")), "{outcomes:?}");
    let rounds = states(app, |conn| bid_rounds::table.filter(bid_rounds::draw_id.ne("")).select(bid_rounds::state).load(conn));
    assert!(["ready", "closed", "opened"].iter().all(|state| rounds.contains(*state)), "{rounds:?}");
    let unsealed: i64 = read(app, |conn| {
        let own = signups::table.inner_join(bid_rounds::table.on(bid_rounds::draw_id.eq(signups::draw_id)));
        own.filter(bid_rounds::state.eq("ready")).filter(bid_rounds::quotes.eq(true)).count().get_result(conn)
    });
    assert!(unsealed > 0, "somebody has signed up for what is open");
}

async fn only_printed_accounts_have_passwords(app: &App) {
    let keys = hand_out(app).await.unwrap();
    assert_eq!(keys.len(), PRINTED.len());
    let found = states(app, |conn| accounts::table.filter(accounts::password_hash.is_not_null()).select(accounts::email).load(conn));
    assert_eq!(found, PRINTED.iter().map(|(_, email)| (*email).to_owned()).collect());
    assert!(keys.iter().all(|key| key.secret.is_some() != matches!(key.role, "owner" | "agency" | "expert")));
}

async fn the_next_draw_comes_after_five_minutes(app: &App) {
    let closes = doors_open().plus(5 * 60_000);
    let id: String = read(app, |conn| {
        draws::table.filter(draws::state.eq("open")).filter(draws::closes_at.eq(closes.ms())).select(draws::id).first(conn)
    });
    // Where somebody is excluded, it may object for a minute before anybody reveals (the demonstration's policy).
    for at in [closes, closes.plus(60_000)] {
        app.clock.set(at);
        while worker::run_due(app, "test").await.unwrap() > 0 {}
    }
    let drawn = id.clone();
    let papers: i64 = read(app, |conn| {
        draw_documents::table
            .filter(draw_documents::draw_id.eq(drawn))
            .filter(draw_documents::name.eq("result.txt"))
            .count()
            .get_result(conn)
    });
    assert_eq!(papers, 1, "{id}");
}
