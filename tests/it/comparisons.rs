//! Proposals that the owner compares itself: read under pseudonyms, scored, picked with a declaration and published, on both engines.

use mingxuan::domain::account::OrgKind;
use mingxuan::domain::draw::{Document, DrawId, Label};
use mingxuan::domain::hash::Hash32;
use mingxuan::domain::method::{Comparison, Ground, Inputs, Outcome, Pick, Picked};
use mingxuan::domain::policy::proposed;
use mingxuan::domain::project::{PriceKind, ProjectId, ProjectState};
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::domain::time::MINUTE;
use serde_json::{Value, json};

use crate::bids::documents::png;
use crate::reviews::documents::brings;
use crate::selection::choice::{card_of, due, owner_page, ranked, unsealed};
use crate::selection::{at_deadline, bundle, city, document, draw_of, names, verified};
use crate::support::app::Visitor;
use crate::support::city::{City, agency_name, posting};
use crate::support::people::{Person, api};
use crate::support::{Signed, TestApp};

const CRITERIA: [&str; 3] = ["response", "personnel", "price"];
const REASON: &str = "方案针对现场情况，人员齐备";

fn read<D: Document>(city: &City, draw: &DrawId) -> D {
    D::parse(document(city, draw, D::FILE).unwrap_or_else(|| panic!("{} is there", D::FILE))).unwrap()
}

/// The owner posts it by its form, and the operator approves.
async fn posted_by_form(app: &TestApp, city: &City, owner: &Signed) -> ProjectId {
    let mut typed = crate::projects::typed("submit");
    typed.extend([("way", "proposal-merit"), ("weight_response", "50"), ("weight_personnel", "30")]);
    let sum = owner.fill("/owner/projects/new", &[&typed[..], &[("weight_price", "30")]].concat()).await;
    assert!(sum.status == 422 && sum.body.contains("须为100分"), "{}", sum.body);
    assert!(sum.body.contains("服务响应（20至60分）") && !sum.body.contains("入围家数"), "no panel, no shortlist: {}", sum.body);
    let sent = owner.fill("/owner/projects/new", &[&typed[..], &[("weight_price", "20")]].concat()).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let id = sent.location.rsplit('/').next().unwrap().to_owned();
    let operator = app.staff(Role::Operator).await;
    assert_eq!(operator.fill(&format!("/operations/projects/{id}"), &[("finding", "approve")]).await.status, 303);
    app.work().await;
    let project = ProjectId::from(id.as_str());
    assert_eq!(city.state(&project).state, ProjectState::Open, "{}", app.engine);
    project
}

/// A published project of this preset.
pub async fn posted(app: &TestApp, city: &City) -> ProjectId {
    let mut posting = posting(Vec::new());
    let policy = app.app.policies.in_force(app.now());
    (posting.price_kind, posting.spec.way.preset) = (PriceKind::Cap, "proposal-merit".into());
    posting.spec.way.weights = proposed(&policy.methods.criteria);
    let project = tokio::task::block_in_place(|| city.posted(posting));
    app.work().await;
    project
}

/// From the deadline to the cards, past the minutes in which the excluded may object.
async fn opened(app: &TestApp, city: &City, project: &ProjectId) {
    let closes = at_deadline(app, city, project).await;
    for minutes in [11, 45, 60] {
        app.at(closes.plus(minutes * MINUTE)).await;
    }
}

/// Points of each card as the form sends them.
fn marked(points: &[(i64, [&str; 3])]) -> Vec<(String, String)> {
    let of = |(card, points): &(i64, [&str; 3])| {
        let named = CRITERIA.iter().zip(points).map(|(id, points)| (format!("points_{card}_{id}"), (*points).to_owned()));
        named.collect::<Vec<_>>()
    };
    points.iter().flat_map(of).collect()
}

/// Sends the sheet with these fields beside its points.
async fn sends(who: &Visitor, (page, to): (&str, &str), points: &[(i64, [&str; 3])], fields: &[(&str, &str)]) -> (u16, String) {
    let marked = marked(points);
    let all: Vec<(&str, &str)> = marked.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(fields.iter().copied()).collect();
    let answer = who.post_from("/account", &format!("{page}{to}"), &all).await;
    (answer.status, answer.body)
}

/// Status and bytes of a document.
async fn fetched(who: &Visitor, address: &str) -> (u16, Vec<u8>) {
    let (http, base) = who.raw();
    let answer = http.get(format!("{base}{address}")).send().await.unwrap();
    (answer.status().as_u16(), answer.bytes().await.unwrap().to_vec())
}

/// What is read: the documents of the first and the second card, one of them withheld, by nobody but the owner.
async fn documents_are_the_owners_alone(app: &TestApp, city: &City, (project, cards): (&ProjectId, [i64; 3])) {
    let picture = png("");
    let address = |card: i64, number: u32| format!("{}/{card}/documents/{number}", owner_page(project));
    let owner = app.browser(&app.member(city.owner.org.as_str(), Role::Owner, "业主经办"));
    let page = owner.get(&owner_page(project)).await.body;
    for (card, number, open) in [(cards[0], 1, true), (cards[1], 1, true), (cards[1], 2, false), (cards[2], 1, false)] {
        let (status, bytes) = fetched(&owner, &address(card, number)).await;
        assert_eq!((status == 200, page.contains(&address(card, number))), (open, open), "{card} {number} on {}", app.engine);
        assert!(!open || bytes == picture, "byte for byte what was sealed");
    }
    assert!(page.contains("复查发现可能泄露身份的内容") && page.contains("没有文件"), "{page}");
    let other = app.signed(&app.org(OrgKind::Owner, "临澄市水务局").await, Role::Owner, MemberRank::Manager).await.visitor;
    assert_eq!((fetched(&other, &address(cards[0], 1)).await.0, other.get(&owner_page(project)).await.status), (404, 404));
    let agency = app.browser(&Person { account: city.agencies[0].account.to_string(), org: city.agencies[0].org.to_string() });
    let operator = app.staff(Role::Operator).await.visitor;
    for visitor in [agency, operator] {
        assert_eq!(fetched(&visitor, &address(cards[0], 1)).await.0, 403);
    }
}

#[allow(clippy::too_many_lines, reason = "one life from the notice to the contract")]
#[tokio::test(flavor = "multi_thread")]
async fn an_owner_reads_scores_declares_and_picks_and_everybody_can_redo_the_sum() {
    for app in TestApp::on_both().await {
        let city = city(&app, 4);
        let owner = app.signed(&city.owner.org, Role::Owner, MemberRank::Clerk).await;
        let project = posted_by_form(&app, &city, &owner).await;
        let (number, draw) = (city.state(&project).number, draw_of(&city, &project));
        let notice = app.visitor().get(&format!("/projects/{number}")).await.body;
        assert!(
            notice.contains("服务响应：50分") && notice.contains("打分并匿名选定"),
            "agencies know by what they are compared: {notice}"
        );
        let (picture, telling) = (png(""), format!("{}.png", agency_name(2)));
        let labels = [
            brings(&city, 0, &project, (15_000_000, &[("方案.png", &picture)])),
            brings(&city, 1, &project, (14_000_000, &[("方案.png", &picture), (&telling, &picture)])),
            brings(&city, 2, &project, (16_000_000, &[])),
        ];
        brings(&city, 3, &project, (18_600_001, &[]));
        opened(&app, &city, &project).await;
        assert_eq!(city.state(&project).state, ProjectState::Choosing, "{}: {:?}", app.engine, app.troubles());

        // Days have passed: it signs in again.
        let owner = app.signed(&city.owner.org, Role::Owner, MemberRank::Clerk).await;
        let page = owner_page(&project);
        let shown = owner.visitor.get(&page).await.body;
        assert!(shown.contains("3号") && !shown.contains("4号"), "a quote above the cap has no card: {shown}");
        let links = unsealed(&city, &draw);
        let hidden = links.links.iter().flat_map(|link| [link.pseudonym.to_string(), link.label.to_string()]);
        assert!(hidden.chain((1..=4).map(agency_name)).all(|name| !shown.contains(&name)), "{shown}");
        let cards = labels.each_ref().map(|label| card_of(&city, (&project, &draw), label));
        documents_are_the_owners_alone(&app, &city, (&project, cards)).await;

        // A sheet is kept half done; what is wrong or missing is said, and what was typed stays.
        let who = &owner.visitor;
        let [first, second, third] = cards;
        let (status, said) = sends(who, (&page, "/sheet"), &[(first, ["50.01", "", ""])], &[("reason", REASON)]).await;
        assert!(status == 422 && said.contains("须为0至50分") && said.contains("50.01") && said.contains(REASON), "{said}");
        assert_eq!(sends(who, (&page, "/sheet"), &[(first, ["40", "25.5", ""])], &[("reason", REASON)]).await.0, 303);
        let kept = who.get(&page).await.body;
        assert!(kept.contains("value=\"25.5\"") && kept.contains("65.5分") && kept.contains(REASON), "{kept}");
        let card = second.to_string();
        let pick = [("card", card.as_str()), ("reason", REASON)];
        let (status, said) = sends(who, (&page, ""), &[(first, ["40", "25.5", ""]), (second, ["30", "20", "19"])], &pick).await;
        assert!(status == 422 && said.contains(&format!("{third}号的这一项没有打分")) && said.contains("value=\"19\""), "{said}");
        assert!(said.contains("需要勾选") && said.contains(REASON), "the declaration is missing: {said}");
        let points = [(first, ["40", "25.5", "16"]), (second, ["30", "20", "19"]), (third, ["20", "20", "10"])];
        let (status, said) = sends(who, (&page, ""), &points, &[pick[0], pick[1], ("declared", "yes")]).await;
        assert!(status == 422 && said.contains("总分不是最高") && said.contains("value=\"25.5\""), "{said}");
        assert!(document(&city, &draw, Comparison::FILE).is_none() && document(&city, &draw, Pick::FILE).is_none());
        let public = app.visitor().get(&format!("/projects/{number}")).await.body;
        assert!(!public.contains(REASON), "nothing of it is public before the pick");

        let instead = "第二高的报价低，且现场负责人更有经验";
        let whole = [pick[0], pick[1], ("declared", "yes"), ("instead", instead)];
        let (status, said) = sends(who, (&page, ""), &points, &whole).await;
        assert_eq!(status, 303, "{said}");
        let (status, said) = sends(who, (&page, "/sheet"), &points, &[]).await;
        assert!(status == 422 && said.contains("已经选定，不能更改"), "{said}");
        app.work().await;

        let sheet: Comparison = read(&city, &draw);
        let statement = app.app.policies.in_force(app.now()).methods.recusal.clone().unwrap();
        assert_eq!((sheet.declared, sheet.instead), (Hash32::of(&statement.zh), Some(Hash32::of(instead))));
        let of = |label: &Label| sheet.entries.iter().find(|entry| Some(&entry.pseudonym) == links.pseudonym(label)).unwrap().total();
        assert_eq!(labels.each_ref().map(of), [8_150, 6_900, 5_000]);
        let outcome: Outcome = read(&city, &draw);
        assert_eq!((&outcome.places()[0].label, outcome.places()[0].ground), (&labels[1], Ground::Choice));
        let told = app.visitor().get(&format!("/projects/{number}/outcome")).await.body;
        for told_of in ["81.5", instead, REASON, &statement.zh, "choice/comparison.txt"] {
            assert!(told.contains(told_of), "{told_of}: {told}");
        }
        let zip = bundle(&city, &draw);
        let (exit, said) = verified(&zip);
        assert_eq!(exit, 0, "{said}");
        let why = format!("instead {}", Hash32::of(instead));
        for (from, to) in [(" 8150\n", " 8151\n"), (why.as_str(), "instead -"), ("entry p-", "entry q-")] {
            assert_eq!(crate::reviews::tampered(&zip, (Comparison::FILE, from, to)), 1, "{from}");
        }
        crate::bids::presets::contract_at_own_quote(&app, &city, (&project, 14_000_000), 1).await;
    }
}

/// The owner's program scores every card the same and picks this one.
async fn picks(app: &TestApp, city: &City, (project, card, cards): (&ProjectId, i64, usize)) {
    let program = app.member(city.owner.org.as_str(), Role::Owner, "业主经办");
    let door = format!("/api/v1/owner/projects/{project}/choice");
    let same = json!({ "response": "40", "personnel": "12.5", "price": "20" });
    let points: Value = (1..=cards).map(|card| (card.to_string(), same.clone())).collect::<serde_json::Map<_, _>>().into();
    let (status, said) = api(app, Some(&program), ("POST", &format!("{door}/sheet")), json!({ "points": points })).await;
    assert_eq!(status, 204, "{said}");
    let (_, choice) = api(app, Some(&program), ("GET", &door), Value::Null).await;
    assert_eq!(choice["cards"][0]["proposal"]["points"]["personnel"], 1_250, "{choice}");
    assert_eq!(choice["weights"], json!({ "response": 40, "personnel": 30, "price": 30 }));
    let file = &choice["cards"][usize::try_from(card).unwrap() - 1]["proposal"]["files"][0];
    assert_eq!((file["name"].as_str(), file["shown"].as_str()), (Some("方案.png"), Some("open")), "{choice}");
    let visitor = app.visitor();
    let (http, base) = visitor.raw();
    let paper = http.get(format!("{base}{door}/{card}/documents/1")).bearer_auth(program.token()).send().await.unwrap();
    assert_eq!(paper.bytes().await.unwrap().to_vec(), png(""));
    let answer = |declared: bool| json!({ "card": card, "reason": REASON, "declared": declared });
    let (status, said) = api(app, Some(&program), ("POST", &door), answer(false)).await;
    assert!(status == 422 && said.to_string().contains("declared"), "{said}");
    assert_eq!(api(app, Some(&program), ("POST", &door), answer(true)).await.0, 204);
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_chooses_the_first_drawn_without_a_sheet_and_a_pick_of_who_was_barred_leaves_the_order() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let (silent, barred) = (posted(&app, &city).await, posted(&app, &city).await);
        let picture = png("");
        for agency in [0, 2] {
            brings(&city, agency, &silent, (5_000_000, &[("方案.png", &picture)]));
        }
        let labels = [0, 1, 2].map(|agency| brings(&city, agency, &barred, (5_000_000, &[("方案.png", &picture)])));
        let (agency, now) = (city.agencies[1].org.to_string(), app.now());
        tokio::task::block_in_place(|| app.app.db.write_now(move |conn| crate::awards::suspension(conn, &agency, now))).unwrap();
        opened(&app, &city, &silent).await;
        let draws = [&silent, &barred].map(|project| draw_of(&city, project));
        for project in [&silent, &barred] {
            assert_eq!(city.state(project).state, ProjectState::Choosing, "two are enough on {}: {:?}", app.engine, app.troubles());
        }

        // Nobody knows that the second is not admitted before the links are open.
        let card = card_of(&city, (&barred, &draws[1]), &labels[1]);
        picks(&app, &city, (&barred, card, 3)).await;
        app.work().await;
        let (inputs, outcome): (Inputs, Outcome) = (read(&city, &draws[1]), read(&city, &draws[1]));
        assert_eq!((inputs.picked(), &outcome.places()[0].label), (Some(&Picked::Nobody), &ranked(&city, &draws[1])[0]));
        assert!(outcome.places().iter().all(|place| place.label != labels[1]), "{outcome}");

        let owner = app.signed(&city.owner.org, Role::Owner, MemberRank::Clerk).await.visitor;
        let page = owner_page(&silent);
        assert_eq!(sends(&owner, (&page, "/sheet"), &[(1, ["40", "", ""])], &[]).await.0, 303);
        app.at(due(&city, &silent)).await;
        let owner = app.signed(&city.owner.org, Role::Owner, MemberRank::Clerk).await.visitor;
        let late = [("card", "1"), ("reason", REASON), ("declared", "yes")];
        let (status, said) = sends(&owner, (&page, ""), &[(1, ["40", "30", "30"]), (2, ["1", "1", "1"])], &late).await;
        assert!(status == 422 && said.contains("已经结束"), "{said}");
        let outcome: Outcome = read(&city, &draws[0]);
        assert_eq!((&outcome.places()[0].label, outcome.places()[0].ground), (&ranked(&city, &draws[0])[0], Ground::Silence));
        assert_eq!(city.state(&silent).state, ProjectState::Selected, "{}", app.engine);
        for (draw, sheet) in [(&draws[0], false), (&draws[1], true)] {
            let zip = bundle(&city, draw);
            assert_eq!(names(&zip).contains(&Comparison::FILE.to_owned()), sheet);
            let (exit, said) = verified(&zip);
            assert_eq!(exit, 0, "{said}");
        }
    }
}
