//! The leak test: before the reveal nothing that anybody can reach or copy tells whose a card, a thread or a proposal is, what was quoted, or who reviews. Everything every role reaches by
//! links and through the JSON doors, every row of the database in clear and in the order in which it lies there, a backup, all mail, what the program logs
//! and its figures are searched for whatever identifies an agency, and every order for the order of the sign-ups. Leaks that are planted are found.

mod evidence;
mod panel;
mod planted;
mod proposals;
mod search;
mod talks;

use std::collections::BTreeMap;

use diesel::prelude::*;
use mingxuan::domain::bid::Sealed;
use mingxuan::domain::draw::{Document, DrawId, Label};
use mingxuan::domain::method::Way;
use mingxuan::domain::project::{ProjectId, ProjectState};
use mingxuan::domain::time::{Instant, MINUTE};
use mingxuan::market::signups;

use crate::reviews::{self, Expert};
use crate::selection::choice::unsealed;
use crate::selection::{all_sign_up, at_deadline, city, draw_of};
use crate::support::TestApp;
use crate::support::city::{City, agency_name, code, posting};
use evidence::Evidence;

/// How many projects the orders are compared over: that a fresh order is by chance the same as another in all of them does not happen.
const PROJECTS: usize = 4;
/// How many agencies sign up for each, and how many are put before the owner.
const AGENCIES: usize = 7;
const CARDS: u32 = 5;

/// A project whose owner may choose now, or whose proposals are reviewed, with what only this test knows of it.
struct Blind {
    project: ProjectId,
    draw: DrawId,
    /// The agency behind each pseudonym, counted from 0 in the order of sign-up.
    behind: BTreeMap<String, usize>,
    /// The sign-ups of the agencies, by agency: id and label.
    signups: Vec<(String, String)>,
    /// What else stands for a pseudonym: the id of its entry, and the hashes of envelope and payload.
    marks: Vec<String>,
    /// What else is put into addresses: a draw of the project, a seat.
    asks: Vec<String>,
}

impl Blind {
    /// What only this test knows of a project whose links are sealed.
    fn of(city: &City, project: ProjectId) -> Blind {
        use mingxuan::db::schema::bid_entries::dsl as e;
        let draw = draw_of(city, &project);
        let signed = city.asked(|conn| signups::active(conn, draw.as_str()));
        let of = |agency: usize| signed.iter().find(|one| one.agency.as_str() == city.agencies[agency].org.as_str()).unwrap();
        let signups: Vec<(String, String)> = (0..AGENCIES).map(|agency| (of(agency).id.clone(), of(agency).label.clone())).collect();
        let agency = |label: &Label| signups.iter().position(|(_, own)| own == label.as_str()).unwrap();
        let behind = unsealed(city, &draw).links.iter().map(|link| (link.pseudonym.to_string(), agency(&link.label))).collect();
        let entries: Vec<(String, String)> = city.asked(|conn| {
            let own = e::bid_entries.filter(e::draw_id.eq(draw.as_str())).filter(e::signup_id.eq(""));
            Ok(own.select((e::id, e::sealed)).load(conn)?)
        });
        let marks = entries.into_iter().flat_map(|(id, text)| {
            let envelope = Sealed::parse(&text).unwrap().envelope;
            [id, envelope.hash().to_string(), envelope.payload.to_string()]
        });
        Blind { project, draw, behind, marks: marks.collect(), signups, asks: Vec::new() }
    }
}

/// The tables some row of which has these words.
pub fn tables_with(city: &City, words: &str) -> Vec<String> {
    let rows = evidence::rows_of(city);
    rows.into_iter().filter(|(_, line)| line.contains(words)).map(|(table, _)| table).collect()
}

/// Whatever identifies an agency.
fn identity(city: &City, agency: usize) -> Vec<String> {
    let who = &city.agencies[agency];
    let n = agency + 1;
    let person = format!("agency{n}@city.example");
    let actor = who.actor.0.clone();
    vec![agency_name(n), code(n), who.org.to_string(), who.account.to_string(), format!("沈既明{n}"), person, actor]
}

async fn blind(app: &TestApp, city: &City) -> Vec<Blind> {
    let mut all = Vec::new();
    for _ in 0..PROJECTS {
        let mut posting = posting(Vec::new());
        posting.spec.way = Way { preset: "draw-then-choose".into(), large: 10, small: CARDS, ..Way::default() };
        posting.spec.draw.mode = mingxuan::domain::draw::Mode::Weighted;
        let project = tokio::task::block_in_place(|| city.posted(posting));
        app.work().await;
        all_sign_up(city, AGENCIES, &project);
        all.push(project);
    }
    let closes = at_deadline(app, city, &all[0]).await;
    for minutes in [11, 16] {
        app.at(Instant(closes.ms() + minutes * 60_000)).await;
    }
    let known = |project: ProjectId| {
        assert_eq!(city.state(&project).state, ProjectState::Choosing, "{}", app.engine);
        Blind::of(city, project)
    };
    all.into_iter().map(known).collect()
}

/// A project whose owner compares proposals itself: every agency has sealed one with a document.
async fn proposed(app: &TestApp, city: &City) -> ProjectId {
    let project = crate::comparisons::posted(app, city).await;
    for agency in 0..AGENCIES {
        let picture = crate::bids::documents::png("");
        reviews::documents::brings(city, agency, &project, (5_000_000 + agency as u64, &[("方案.png", &picture)]));
    }
    project
}

/// While the owner compares, nothing tells whose a proposal is: not its pages, nor what its programs read, nor what it has written so far.
async fn compared(app: &TestApp, city: &City, (project, all, found): (&ProjectId, &[Blind], &mut Evidence)) {
    assert_eq!(city.state(project).state, ProjectState::Choosing, "{}", app.engine);
    let own = [Blind::of(city, project.clone())];
    assert_eq!(own[0].behind.len(), AGENCIES);
    let owner = app.member(city.owner.org.as_str(), mingxuan::domain::role::Role::Owner, "业主比选");
    found.pages.extend(evidence::pages("the owner", &app.browser(&owner), &own).await);
    let door = format!("/api/v1/owner/projects/{project}/choice");
    let said = crate::support::people::api(app, Some(&owner), ("GET", &door), serde_json::Value::Null).await.1;
    found.pages.push(("the owner".into(), door, said.to_string()));
    assert!(found.pages.iter().any(|(_, path, _)| path.starts_with(&format!("/owner/projects/{project}/choice/"))), "documents are read");
    assert_eq!(search::told(city, &own, found), Vec::<String>::new(), "{}", app.engine);
    let (pseudonym, agency) = own[0].behind.iter().next().unwrap();
    let plant = format!("UPDATE choices SET draft = '{pseudonym} {}' WHERE project_id = '{project}'", own[0].signups[*agency].1);
    planted::sql(city, plant);
    let leaks = search::told(city, &own, &Evidence::at_rest(app, city, all));
    assert!(leaks.iter().any(|leak| leak.contains("a row of choices")), "{leaks:?}");
    planted::sql(city, format!("UPDATE choices SET draft = '' WHERE project_id = '{project}'"));
    // What is planted afterwards puts all cards there are in an order, and knows only whose the others are.
    planted::sql(city, format!("DELETE FROM choice_cards WHERE project_id = '{project}'"));
}

/// Projects whose proposals are reviewed, and the experts who sit: every agency has signed up and sealed, one after the other.
async fn in_review(app: &TestApp, city: &City) -> (Vec<Blind>, Vec<Expert>) {
    let mut experts = reviews::pool(app, city, 7).await;
    let mut all = Vec::new();
    for _ in 0..PROJECTS {
        let project = reviews::posted(app, city, "review-then-choose").await;
        reviews::all_quote(city, &project);
        all.push(project);
    }
    let closes = at_deadline(app, city, &all[0]).await;
    app.at(closes.plus(60 * MINUTE)).await;
    reviews::sign_in(app, &mut experts);
    for project in &all {
        reviews::all_accept(app, city, (project, &experts)).await;
        assert_eq!(city.state(project).state, ProjectState::Reviewing, "{}", app.engine);
    }
    (all.into_iter().map(|project| Blind::of(city, project)).collect(), experts)
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_tells_whose_a_card_is_and_what_is_planted_is_found() {
    for app in TestApp::on_both().await {
        let lines = evidence::listening();
        let city = city(&app, AGENCIES);
        let proposed = proposed(&app, &city).await;
        let all = blind(&app, &city).await;
        app.at(city.state(&proposed).closes_at.plus(60 * MINUTE)).await;
        let mut found = Evidence::gather(&app, &city, (&all, &lines), Vec::new()).await;
        assert!(found.pages.len() > 150 && found.rows.len() > 500 && !found.letters.is_empty(), "{}", found.size());
        assert_eq!(search::leaks(&city, &all, &found), Vec::<String>::new(), "{}", app.engine);
        compared(&app, &city, (&proposed, &all, &mut found)).await;
        planted::each_is_found(&app, &city, &all).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_tells_whose_a_proposal_is_or_who_sits_while_it_is_reviewed_and_what_is_planted_is_found() {
    for app in TestApp::on_both().await {
        let lines = evidence::listening();
        let city = city(&app, AGENCIES);
        let (mut all, experts) = in_review(&app, &city).await;
        let panels: Vec<panel::Panel> = all.iter().map(|one| panel::Panel::of(&city, &one.project)).collect();
        // One of them is enough: the others have the same addresses.
        all[0].asks = panels[0].asks();
        panel::acts(&app, &city, (&panels[0], &experts)).await;
        assert!(all.iter().all(|one| one.behind.len() == AGENCIES && one.marks.len() == 3 * AGENCIES), "{}", app.engine);
        let own = experts.iter().map(|expert| (format!("expert {}", expert.number), expert.visitor.clone())).collect();
        let found = Evidence::gather(&app, &city, (&all, &lines), own).await;
        let desks = found.pages.iter().filter(|(_, path, _)| path.starts_with("/expert/reviews/")).count();
        assert!(desks > 20 && found.rows.len() > 500, "{desks} desks, {}", found.size());
        assert_eq!(search::leaks(&city, &all, &found), Vec::<String>::new(), "{}", app.engine);
        assert_eq!(panel::leaks(&city, &panels, &found), Vec::<String>::new(), "{}", app.engine);
        panel::each_is_found(&app, &city, &panels);
        proposals::each_is_found(&app, &city, &all, &found);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_tells_whose_a_thread_is_or_what_was_said_in_a_negotiation_and_what_is_planted_is_found() {
    for app in TestApp::on_both().await {
        let lines = evidence::listening();
        let city = city(&app, AGENCIES);
        let (all, sums) = talks::in_negotiation(&app, &city).await;
        assert!(all.iter().all(|one| one.behind.len() == CARDS as usize && one.marks.len() == CARDS as usize), "{}", app.engine);
        let found = Evidence::gather(&app, &city, (&all, &lines), Vec::new()).await;
        assert_eq!((search::leaks(&city, &all, &found), talks::told(&sums, &found)), Default::default(), "{}", app.engine);
        talks::each_is_found(&app, &city, (&all, &sums));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_tells_what_was_quoted_before_the_opening() {
    for app in TestApp::on_both().await {
        let lines = evidence::listening();
        let city = city(&app, 4);
        let (project, sums) = planted::quoted(&app, &city).await;
        let found = Evidence::gather(&app, &city, (&[], &lines), Vec::new()).await;
        assert_eq!(search::quotes(&sums, &found), Vec::<String>::new(), "{}", app.engine);
        planted::a_quote_is_found(&app, &city, (&project, &sums)).await;
    }
}
