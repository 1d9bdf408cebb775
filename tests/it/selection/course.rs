//! The way of a draw that goes well.

use diesel::prelude::*;
use mingxuan::domain::audit_entry::Entry;
use mingxuan::domain::draw::{Document, DrawState, Freeze, Notice, Opened, Status};
use mingxuan::domain::project::ProjectState;
use mingxuan::domain::signup::SignupState;

use super::*;
use crate::support::city::{agency_name, code};

#[tokio::test(flavor = "multi_thread")]
async fn a_draw_lives_from_request_to_opened_winner_and_its_bundle_checks_itself() {
    for app in TestApp::on_both().await {
        let city = city(&app, 6);
        let project = open_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let notice = Notice::parse(document(&city, &draw, "notice.txt").unwrap()).unwrap();
        let posted = city.state(&project);
        assert_eq!(draw.as_str(), format!("{}/1", posted.number));
        assert_eq!((notice.opens, notice.closes), (app.now(), posted.closes_at));
        assert_eq!(posted.closes_at, app.now().day().next().at(17, 0), "one working day, to the end of office hours");
        assert_eq!(notice.reveal_by.ms() - notice.closes.ms(), 20 * 60_000);
        all_sign_up(&city, 5, &project);
        // The sixth changes its mind twice: one withdrawn, one standing.
        tokio::task::block_in_place(|| {
            let first = city.signs_up(5, &project).unwrap();
            city.withdraws(5, &first).unwrap();
            city.signs_up(5, &project).unwrap();
        });
        app.at(posted.closes_at.plus(-1)).await;
        assert_eq!(state(&city, &draw), DrawState::Open);
        let closes = at_deadline(&app, &city, &project).await;
        assert_eq!(own_troubles(&app), Vec::<String>::new());
        assert_eq!((state(&city, &draw), city.state(&project).decided_at), (DrawState::Decided, closes), "{}", app.engine);
        let freeze = Freeze::parse(document(&city, &draw, "freeze.txt").unwrap()).unwrap();
        assert!(freeze.entries().len() == 6 && freeze.entries().iter().all(|entry| entry.status == Status::In));
        let bundle = bundle(&city, &draw);
        let (exit, said) = verified(&bundle);
        assert_eq!(exit, 0, "{said}");
        assert!(python_says(&bundle).starts_with("OK "), "{}", python_says(&bundle));
        check_names(&bundle);
        let opened = Opened::parse(document(&city, &draw, "opened.txt").unwrap()).unwrap();
        assert_eq!(opened.openings().len(), 1);
        let registry = opened.openings()[0].registry_id.as_str();
        assert!((1..=6).any(|number| code(number) == registry));
    }
}

fn check_names(bundle: &[u8]) {
    let mut found = names(bundle);
    found.sort();
    let documents = ["about.txt", "freeze.txt", "notice.txt", "opened.txt", "result.txt", "seed.txt", "verify_draw.py"];
    let entries = ["freeze", "notice", "opened", "result", "seed"].map(|name| format!("proofs/{name}.entry"));
    let proofs: Vec<String> = entries.iter().map(|entry| entry.replace(".entry", ".tlog-proof")).collect();
    let own = ["proofs/log.vkey".to_owned()];
    let mut expected: Vec<String> = documents.iter().map(|name| (*name).to_owned()).chain(entries).chain(proofs).chain(own).collect();
    expected.sort();
    assert_eq!(found, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_holds_every_step_in_the_order_of_the_rule() {
    let app = TestApp::start().await; // The order of steps is made by the program, not by the engine.
    let city = city(&app, 3);
    let project = open_project(&app, &city).await;
    let draw = draw_of(&city, &project);
    all_sign_up(&city, 3, &project);
    at_deadline(&app, &city, &project).await;
    use mingxuan::db::schema::log_entry;
    let bodies: Vec<String> = city.asked(|conn| Ok(log_entry::table.order(log_entry::idx).select(log_entry::body).load(conn)?));
    let own: Vec<Entry> = bodies.iter().map(|body| Entry::parse(body).unwrap()).filter(|e| e.subject.as_str() == draw.as_str()).collect();
    let kinds: Vec<&str> = own.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "draw.request",
            "draw.commit",
            "draw.commit",
            "draw.notice",
            "draw.close",
            "draw.freeze",
            "draw.reveal",
            "draw.reveal",
            "draw.seed",
            "draw.result",
            "draw.opened"
        ]
    );
    let reveals: Vec<&Entry> = own.iter().filter(|entry| entry.kind.as_str() == "draw.reveal").collect();
    let first = document(&city, &draw, "reveal-officer-witness.txt").unwrap();
    assert_eq!(
        reveals[0].body,
        mingxuan::domain::audit_entry::Body::Public(mingxuan::domain::draw::Hash32::of(&first)),
        "the officer first"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_barred_between_sign_up_and_freeze_is_out_and_named_nowhere() {
    for app in TestApp::on_both().await {
        let city = city(&app, 4);
        let project = open_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 4, &project);
        let barred = tokio::task::block_in_place(|| {
            let (id, now) = (city.agencies[2].org.to_string(), app.now());
            city.app.db.write_now(move |conn| suspend(conn, &id, now)).unwrap();
            city.asked(|conn| mingxuan::market::signups::mine(conn, draw.as_str(), &city.agencies[2].org.as_str().into())).unwrap()
        });
        at_deadline(&app, &city, &project).await;
        let freeze = Freeze::parse(document(&city, &draw, "freeze.txt").unwrap()).unwrap();
        let out: Vec<&str> = freeze.entries().iter().filter(|e| e.status == Status::Out).map(|e| e.label.as_str()).collect();
        assert_eq!(out, [barred.label.as_str()], "{}", app.engine);
        // Who is out may object first; nobody does.
        app.at(progress(&city, &draw).objections_until.unwrap()).await;
        let result = document(&city, &draw, "result.txt").unwrap();
        assert!(result.contains("ranked 3\n") && !result.contains(&barred.label));
        let opened = document(&city, &draw, "opened.txt").unwrap();
        assert!(!opened.contains(&code(3)));
        let page = app.visitor().get(&format!("/draws/{draw}")).await.body;
        assert!(!page.contains(&agency_name(3)) && !page.contains(&code(3)) && page.contains(&barred.label[..6]));
        let told = city.asked(|conn| mingxuan::market::signups::one(conn, &barred.id));
        assert_eq!((told.outcome.as_str(), told.outcome_reason.as_str(), told.state), ("out", "suspended", SignupState::Active));
        assert!(app.letters().iter().any(|(to, subject)| to == "agency3@city.example" && subject.contains("未通过复核")));
        assert_eq!(verified(&bundle(&city, &draw)).0, 0);
    }
}

fn suspend(conn: &mut mingxuan::db::DbConn, agency: &str, now: Instant) -> mingxuan::error::Result<()> {
    use mingxuan::db::schema::suspensions::dsl as s;
    let row = (
        (s::id.eq("s-1"), s::agency_id.eq(agency), s::state.eq("in-force"), s::reason.eq("核查"), s::proposed_by.eq("a")),
        (s::proposed_at.eq(now.ms()), s::confirmed_by.eq("b"), s::confirmed_at.eq(Some(now.ms())), s::starts_at.eq(Some(now.ms()))),
        (s::ends_at.eq(now.plus(9 * 86_400_000).ms()), s::end_reason.eq(""), s::version.eq(1_i64)),
    );
    diesel::insert_into(s::suspensions).values(row).execute(conn)?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn losers_stay_closed_alternates_open_in_turn_and_strikes_are_part_of_the_bundle() {
    for app in TestApp::on_both().await {
        let city = city(&app, 5);
        let project = open_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 5, &project);
        at_deadline(&app, &city, &project).await;
        assert_eq!(city.state(&project).state, ProjectState::Selected);
        assert_eq!(city.asked(|conn| selection::ranked(conn, draw.as_str())), 5);
        let (shared, id) = (app.app.clone(), draw.to_string());
        let (first, second, ready) = app
            .app
            .db
            .write(move |conn| {
                let by = mingxuan::platform::audit::Actor::platform();
                let first = selection::open_standing(conn, &shared, &id, 0)?.unwrap();
                let (act, evidence) = (mingxuan::domain::draw::Act::Strike, "award MXZX-1 declined");
                let ground = selection::Ground { act, label: &first.label, reason: "declined", by: &by, evidence };
                selection::rule(conn, &shared, &id, &ground)?;
                assert!(selection::rule(conn, &shared, &id, &ground).is_err(), "struck is struck");
                let second = selection::open_standing(conn, &shared, &id, 0)?.unwrap();
                Ok((first, second, selection::ready(conn, &id)?))
            })
            .await
            .unwrap();
        assert_eq!((first.rank, second.rank, ready), (1, 2, 3), "only the alternates of the notice stand ready");
        let opened = document(&city, &draw, "opened.txt").unwrap();
        let lines: Vec<&str> = opened.lines().skip(3).collect();
        assert!(lines.len() == 2 && lines[0].contains(&first.label) && lines[1].contains(&second.label), "{opened}");
        let bundle = bundle(&city, &draw);
        let (exit, said) = verified(&bundle);
        assert_eq!(exit, 0, "{said}");
        assert!(said.contains(&format!("1 {} = ", second.label)), "the alternate is the winner now: {said}");
        assert!(names(&bundle).contains(&"proofs/strike-001.entry".to_owned()) && python_says(&bundle).starts_with("OK "));
    }
}
