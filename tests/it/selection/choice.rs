//! Drawn by credit, chosen blind: from the notice to the award, through the doors people use.

use mingxuan::db::schema::{awards, bid_links, bid_members, bid_rounds, choice_cards, choices, credit_entries};
use mingxuan::domain::bid::{Keyring, Links, PrivateKey, Purpose as KeyPurpose, Release, Sealed, SealedLinks, Seat};
use mingxuan::domain::draw::{Document, DrawResult, Freeze, Label, Mode, Opened, Status};
use mingxuan::domain::method::{Ground, Inputs, Outcome, Pick, Picked, Way};
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::domain::time::Instant;
use mingxuan::market::awards::standing_of;

use super::*;
use crate::support::city::posting;
use crate::support::people::api;

/// A project of this way, its notice out.
async fn posted(app: &TestApp, city: &City, (large, small): (u32, u32)) -> (ProjectId, DrawId) {
    let mut posting = posting(Vec::new());
    posting.spec.way = Way { preset: "draw-then-choose".into(), large, small, ..Way::default() };
    posting.spec.draw.mode = Mode::Weighted;
    posting.spec.alternates = 1;
    let project = tokio::task::block_in_place(|| city.posted(posting));
    app.work().await;
    let draw = draw_of(city, &project);
    (project, draw)
}

/// So many points of an industry's score for the n-th agency.
fn credited(app: &TestApp, city: &City, (agency, points): (usize, i64)) {
    use diesel::prelude::*;
    let (org, at) = (city.agencies[agency].org.to_string(), app.now().ms() - 1);
    tokio::task::block_in_place(|| {
        app.app.db.write_now(move |conn| {
            let row = (
                (credit_entries::id.eq(format!("c-{org}")), credit_entries::agency_id.eq(&org), credit_entries::source_kind.eq("rating")),
                (credit_entries::source_id.eq(&org), credit_entries::points_tenths.eq(points * 10), credit_entries::weight.eq(100)),
                (credit_entries::rule.eq("rating"), credit_entries::policy.eq("2025-01"), credit_entries::at.eq(at)),
                credit_entries::expires_at.eq(i64::MAX),
            );
            diesel::insert_into(credit_entries::table).values(row).execute(conn)?;
            Ok(())
        })
    })
    .unwrap();
}

/// Six agencies have signed up, two of them with the least credit, and the draw is done: the owner may choose.
pub async fn drawn(app: &TestApp) -> (City, ProjectId, DrawId) {
    let city = tokio::task::block_in_place(|| City::found(&app.app, 6));
    // Start score 80 with weight 5: a rating of 0 makes 73.3 in all, which is a step of five points less.
    credited(app, &city, (0, 0));
    credited(app, &city, (1, 0));
    let (project, draw) = posted(app, &city, (4, 3)).await;
    all_sign_up(&city, 6, &project);
    through(app, &city, &project).await;
    (city, project, draw)
}

/// From the deadline to the result, past the minutes in which the excluded may object.
async fn through(app: &TestApp, city: &City, project: &ProjectId) {
    at_deadline(app, city, project).await;
    let reveal_by = city.state(project).reveal_by;
    for minutes in [11, 15] {
        app.at(Instant(city.state(project).closes_at.ms() + minutes * 60_000).min(reveal_by)).await;
    }
}

pub fn owner_page(project: &ProjectId) -> String {
    format!("/owner/projects/{project}/choice")
}

pub async fn owner(app: &TestApp, city: &City) -> Signed {
    app.signed(&city.owner.org, Role::Owner, MemberRank::Clerk).await
}

/// What the cards stand for, as nobody can tell before the reveal: with the private keys of the platform and of the officer, taken from where each keeps
/// its own.
pub fn unsealed(city: &City, draw: &DrawId) -> Links {
    use diesel::prelude::*;
    use mingxuan::platform::keys::Purpose;
    let (project, secret): (String, String) = city.asked(|conn| {
        let project: String = bid_rounds::table.filter(bid_rounds::draw_id.eq(draw.as_str())).select(bid_rounds::project_id).first(conn)?;
        let secret = bid_members::table.find((&project, 1_i64, "platform")).select(bid_members::map_secret).first(conn)?;
        Ok((project, secret))
    });
    let platform = city.app.keys.open_text(Purpose::Rows, &format!("bid map {project} 1 platform"), &secret).unwrap();
    let (committee, round) = city.asked(|conn| mingxuan::market::bids::committee(conn, draw)).unwrap();
    let officer = city.app.keys.derive(Purpose::WitnessBids, &format!("officer:witness {} {round} map", committee.project()));
    let keys = [PrivateKey::parse(&platform).unwrap(), PrivateKey::derive(&officer)];
    let release = |(seat, key): (&Seat, PrivateKey)| Release {
        project: committee.project().clone(),
        committee: committee.hash(),
        member: seat.member.clone(),
        purpose: KeyPurpose::Map,
        key,
    };
    let releases: Vec<Release> = committee.seats().iter().zip(keys).map(release).collect();
    let rows: Vec<String> = city.asked(|conn| Ok(bid_links::table.order(bid_links::label).select(bid_links::sealed).load(conn)?));
    let mut sealed: Vec<Sealed> = rows.iter().map(|row| Sealed::parse(row).unwrap()).collect();
    sealed.retain(|one| one.envelope.project == *committee.project());
    let listed = sealed.iter().map(|one| (one.envelope.label.clone(), one.envelope.hash())).collect();
    let list = SealedLinks { project: committee.project().clone(), committee: committee.hash(), links: listed };
    Links::open(&committee, &Keyring::of(&committee, KeyPurpose::Map, &releases), (&list, &sealed)).unwrap()
}

/// The number of a card by its label, as nobody but a test can tell it.
pub fn card_of(city: &City, (project, draw): (&ProjectId, &DrawId), label: &Label) -> i64 {
    use diesel::prelude::*;
    let links = unsealed(city, draw);
    let pseudonym = links.pseudonym(label).unwrap().to_string();
    let own = choice_cards::table.filter(choice_cards::project_id.eq(project.as_str()));
    city.asked(|conn| Ok(own.filter(choice_cards::pseudonym.eq(pseudonym)).select(choice_cards::position).first(conn)?))
}

fn read<D: Document>(city: &City, draw: &DrawId) -> D {
    D::parse(document(city, draw, D::FILE).unwrap_or_else(|| panic!("{} is there", D::FILE))).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tail_is_cut_at_the_freeze_and_the_owner_picks_one_of_those_drawn() {
    for app in TestApp::on_both().await {
        let (city, project, draw) = drawn(&app).await;
        let freeze: Freeze = read(&city, &draw);
        let out: Vec<u16> = freeze.entries().iter().filter(|one| one.status == Status::Out).map(|one| one.weight.tickets()).collect();
        assert_eq!(out, [14, 14], "73 points are 14 steps of five, the others have 16");
        assert!(document(&city, &draw, "opened.txt").is_none(), "the draw names nobody");
        assert_eq!(city.state(&project).state, ProjectState::Choosing);

        let (who, page) = (owner(&app, &city).await, owner_page(&project));
        let shown = who.visitor.get(&page).await.body;
        assert!(shown.contains("只能选一次，选定后不能更改") && shown.contains("3号") && !shown.contains("4号"), "{shown}");
        let told = format!("{shown}{}", app.visitor().get(&format!("/projects/{}", city.state(&project).number)).await.body);
        for entry in freeze.entries() {
            assert!(!shown.contains(entry.label.as_str()), "a card has no label");
        }
        (1..=6).for_each(|n| assert!(!told.contains(&crate::support::city::agency_name(n)), "nobody is named"));

        let second = ranked(&city, &draw)[1].clone();
        let card = card_of(&city, (&project, &draw), &second).to_string();
        assert_eq!(who.visitor.post_from(&page, &page, &[("card", &card), ("reason", " ")]).await.status, 422, "a reason is needed");
        assert_eq!(who.visitor.post_from(&page, &page, &[("card", "4"), ("reason", "承诺时限短")]).await.status, 422);
        let said = who.visitor.post_from(&page, &page, &[("card", &card), ("reason", "承诺时限短")]).await;
        assert_eq!(said.status, 303, "{}", said.body);
        let again = who.visitor.post_from("/account", &page, &[("card", "1"), ("reason", "改主意")]).await;
        assert!(again.status == 422 && again.body.contains("已经选定，不能更改"), "{}", again.body);
        app.work().await;

        let links = city.asked(|conn| mingxuan::market::bids::opened_links(conn, &draw)).expect("the names are open");
        let Picked::Label(pseudonym) = read::<Pick>(&city, &draw).picked else { panic!("a card was picked") };
        assert!(pseudonym.as_str().starts_with("p-") && pseudonym.as_str().len() == 42, "{pseudonym}");
        assert_eq!((links.behind(&pseudonym), links.links.len()), (Some(&second), 3));
        assert_eq!(read::<Inputs>(&city, &draw).picked(), Some(&Picked::Label(second.clone())));
        let (exit, said) = verified(&bundle(&city, &draw));
        assert!(exit == 0 && said.contains("3 opened again and the same"), "{said}");
        let outcome: Outcome = read(&city, &draw);
        assert_eq!((outcome.places()[0].label.clone(), outcome.places()[0].ground), (second.clone(), Ground::Choice));
        assert_eq!((outcome.places().len(), outcome.excluded().len()), (4, 2));
        let award = city.asked(|conn| standing_of(conn, &project)).unwrap();
        assert_eq!((award.label.as_str(), award.rank), (second.as_str(), 1));
        assert_eq!(read::<Opened>(&city, &draw).openings().len(), 1, "only who is awarded is named");

        let public = app.visitor().get(&format!("/projects/{}/outcome", city.state(&project).number)).await.body;
        assert!(public.contains("业主匿名选定") && public.contains("承诺时限短") && public.contains("不在大名单内"), "{public}");
        assert_eq!(failed(&app), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_chooses_the_first_drawn_and_the_next_place_follows_a_refusal() {
    for app in TestApp::on_both().await {
        let (city, project, draw) = drawn(&app).await;
        let due = due(&city, &project);
        app.at(Instant(due.ms() - 1)).await;
        assert_eq!(city.state(&project).state, ProjectState::Choosing, "not a millisecond too early");
        app.at(due).await;
        let (who, page) = (owner(&app, &city).await, owner_page(&project));
        let late = who.visitor.post_from("/account", &page, &[("card", "1"), ("reason", "迟到")]).await;
        assert!(late.status == 422 && late.body.contains("已经结束"), "{}", late.body);
        let (ranking, outcome) = (ranked(&city, &draw), read::<Outcome>(&city, &draw));
        assert_eq!((outcome.places()[0].label.clone(), outcome.places()[0].ground), (ranking[0].clone(), Ground::Silence));

        let award = city.asked(|conn| standing_of(conn, &project)).unwrap();
        let winner = city.agencies.iter().find(|who| who.org.as_str() == award.agency.as_str()).unwrap().clone();
        let shared = app.app.clone();
        let declined =
            app.app.db.write(move |conn| mingxuan::market::awards::decline(conn, &shared, &winner, &award.id, "人员安排冲突")).await;
        declined.unwrap();
        app.work().await;
        let next = city.asked(|conn| standing_of(conn, &project)).unwrap();
        assert_eq!((next.label.as_str(), next.rank), (ranking[1].as_str(), 2));
        assert_eq!(read::<Opened>(&city, &draw).openings().len(), 2);
        assert_eq!(failed(&app), Vec::<String>::new());
    }
}

pub fn due(city: &City, project: &ProjectId) -> Instant {
    use diesel::prelude::*;
    city.asked(|conn| Ok(Instant(choices::table.find(project.as_str()).select(choices::due_at).first(conn)?)))
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_learns_that_there_is_a_choice_and_two_picks_at_once_are_one() {
    for app in TestApp::on_both().await {
        let (city, project, draw) = drawn(&app).await;
        let (page, door) = (owner_page(&project), format!("/api/v1/owner/projects/{project}/choice"));
        let other = app.officer(Role::Operator, "运营");
        assert_eq!(app.browser(&other).get(&page).await.status, 403, "an operator does not see the cards");
        assert_eq!(api(&app, Some(&other), ("GET", &door), serde_json::Value::Null).await.0, 403);
        let agency = app.signed(&city.agencies[0].org, Role::Agency, MemberRank::Clerk).await;
        assert_eq!(agency.visitor.get(&page).await.status, 403);
        let made = app.app.db.write(|conn| {
            let name = mingxuan::domain::text::OrgName::parse("临澄市水务局").unwrap();
            mingxuan::market::accounts::create_organisation(conn, Instant(0), mingxuan::domain::account::OrgKind::Owner, &name)
        });
        let stranger = app.member(made.await.unwrap().as_str(), Role::Owner, "别的业主");
        assert_eq!(api(&app, Some(&stranger), ("GET", &door), serde_json::Value::Null).await.0, 404);
        let body = serde_json::json!({"card": 1, "reason": "不是我的"});
        assert_eq!(api(&app, Some(&stranger), ("POST", &door), body).await.0, 404);

        let who = owner(&app, &city).await;
        let [first, second] = ["1", "2"].map(|card| [("card", card), ("reason", "同时提交")]);
        let (one, other) = tokio::join!(who.visitor.post_from(&page, &page, &first), who.visitor.post_from(&page, &page, &second));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422], "{} {}", one.body, other.body);
        app.work().await;
        let (pick, inputs): (Pick, Inputs) = (read(&city, &draw), read(&city, &draw));
        let links = city.asked(|conn| mingxuan::market::bids::opened_links(conn, &draw)).unwrap();
        let (Picked::Label(pseudonym), Some(Picked::Label(label))) = (&pick.picked, inputs.picked()) else { panic!("{pick} {inputs}") };
        assert_eq!(links.behind(pseudonym), Some(label));
        let offers = {
            use diesel::prelude::*;
            city.asked(|conn| Ok(awards::table.filter(awards::project_id.eq(project.as_str())).count().get_result::<i64>(conn)?))
        };
        assert_eq!(offers, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_carries_the_choice_and_a_changed_one_is_refused() {
    let app = TestApp::start().await; // what is checked are files, whichever engine held them
    let (city, project, draw) = drawn(&app).await;
    app.at(due(&city, &project)).await;
    let number = city.state(&project).number;
    let answer = api(&app, None, ("GET", &format!("/api/v1/projects/{number}/outcome")), serde_json::Value::Null).await;
    assert_eq!((answer.0, answer.1["places"][0]["ground"].as_str()), (200, Some("silence")), "{}", answer.1);

    let folder = unpacked(&city, &draw);
    let check = |path: &Path| {
        let mut said = Vec::new();
        let code = verify::verify_path(path, &mut said);
        (code, String::from_utf8(said).unwrap())
    };
    let (code, said) = check(folder.path());
    assert!(code == 0 && said.contains("outcome 选取结果: 4"), "{said}");
    for (name, from, to, fault) in [
        ("choice/outcome.txt", "silence", "choice", "choice/outcome.txt line 5"),
        ("choice/inputs.txt", "pick silence", "pick silenc", "choice/inputs.txt line 6"),
        ("choice/inputs.txt", "stage draw", "stage price", "choice/outcome.txt line 3"),
        ("choice/pick.txt", "silence", "b-1", "choice/pick.txt line 3"),
    ] {
        let path = folder.path().join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{text}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let (code, said) = check(folder.path());
        assert!(code == 1 && said.contains(fault), "{name}: {said}");
        std::fs::write(&path, text).unwrap();
    }
    std::fs::remove_file(folder.path().join("choice/outcome.txt")).unwrap();
    let (code, said) = check(folder.path());
    assert!(code == 0 && said.contains("absent 未提供: choice/outcome.txt"), "{said}");
}

/// The bundle of a draw in a folder.
fn unpacked(city: &City, draw: &DrawId) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    unpack(&bundle(city, draw), folder.path());
    folder
}

/// The labels in the order of the draw.
pub fn ranked(city: &City, draw: &DrawId) -> Vec<Label> {
    read::<DrawResult>(city, draw).ranking().iter().map(|place| place.label.clone()).collect()
}

/// Jobs of a way that failed.
fn failed(app: &TestApp) -> Vec<String> {
    let own = ["go-on", "offer-award"];
    app.troubles().into_iter().filter(|job| own.contains(&job.kind.as_str())).map(|job| format!("{}: {}", job.kind, job.error)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_not_the_sealed_one_is_found_in_the_bundle() {
    let app = TestApp::start().await; // what is checked are files, whichever engine held them
    let (city, project, draw) = drawn(&app).await;
    let (who, page) = (owner(&app, &city).await, owner_page(&project));
    let third = ranked(&city, &draw)[2].clone();
    let card = card_of(&city, (&project, &draw), &third).to_string();
    let early = names(&bundle(&city, &draw));
    assert!(early.iter().any(|name| name == "sealed-links.txt") && !early.iter().any(|name| name.starts_with("links")), "{early:?}");
    assert_eq!(who.visitor.post_from(&page, &page, &[("card", &card), ("reason", "同类业绩多")]).await.status, 303);
    app.work().await;
    let folder = unpacked(&city, &draw);
    let check = || {
        let mut said = Vec::new();
        let code = verify::verify_path(folder.path(), &mut said);
        (code, String::from_utf8(said).unwrap())
    };
    assert_eq!(check().0, 0, "{}", check().1);
    // Whoever forges leaves out what the log says of the true documents.
    for stem in ["proofs/links", "proofs/sealed-links", "choice/pick", "choice/inputs", "choice/outcome"] {
        for end in ["entry", "tlog-proof"] {
            std::fs::remove_file(folder.path().join(format!("{stem}.{end}"))).unwrap();
        }
    }
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let links = Links::parse(read("links.txt")).unwrap();
    let rest: Vec<usize> = (0..3).filter(|at| links.links[*at].label != third).collect();
    let [one, other] = [&links.links[rest[0]], &links.links[rest[1]]];
    let swapped = read("links.txt").replace(one.pseudonym.as_str(), "x").replace(other.pseudonym.as_str(), one.pseudonym.as_str());
    let swapped = swapped.replace(" x\n", &format!(" {}\n", other.pseudonym));
    let envelope = |label: &Label| format!("links/{label}.txt");
    let not_picked = links.links.iter().find(|link| link.label != third).unwrap();
    for (name, text, fault) in [
        ("links.txt".to_owned(), swapped, format!("links.txt line {}", 4 + rest[0])),
        (envelope(&one.label), read(&envelope(&other.label)), format!("sealed-links.txt line {}", 4 + rest[0])),
        ("sealed-links.txt".to_owned(), read("sealed-links.txt").replacen("link b-", "link q-", 1), "sealed-links.txt line".to_owned()),
        (
            "choice/pick.txt".to_owned(),
            read("choice/pick.txt").replace(links.pseudonym(&third).unwrap().as_str(), not_picked.pseudonym.as_str()),
            "choice/pick.txt line 3".to_owned(),
        ),
        ("releases/platform-map.txt".to_owned(), read("releases/officer-witness-map.txt"), "links.txt line 1".to_owned()),
    ] {
        let before = read(&name);
        assert_ne!(before, text, "{name}");
        std::fs::write(folder.path().join(&name), text).unwrap();
        let (code, said) = check();
        assert!(code == 1 && said.contains(&fault), "{name}: {code} {said}");
        std::fs::write(folder.path().join(&name), before).unwrap();
    }
    assert_eq!(check().0, 0, "{}", check().1);
}
