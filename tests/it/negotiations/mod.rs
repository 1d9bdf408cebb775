//! A negotiation in up to three exchanges: from the notice to the award or to the void, through the doors people use, on both engines.

mod bundle;
mod calendar;
mod faults;
mod stopped;

use mingxuan::db::schema::{choice_cards, negotiations};
use mingxuan::domain::draw::{Document, DrawId, DrawResult, Label};
use mingxuan::domain::method::{Ground, Inputs, Outcome, Quote, Rule, Talks, Way};
use mingxuan::domain::money::Fen;
use mingxuan::domain::project::{PriceKind, ProjectId, ProjectState};
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::domain::time::{Instant, MINUTE};
use mingxuan::market::awards::standing_of;

use crate::selection::choice::unsealed;
use crate::selection::{all_sign_up, at_deadline, bundle as archive, city, document, draw_of, verified};
use crate::support::city::{City, agency_name, posting};
use crate::support::{Signed, TestApp};

/// Five agencies have signed up and three are drawn to negotiate: the first exchange begins.
struct Scene {
    city: City,
    project: ProjectId,
    draw: DrawId,
    /// Those who were drawn, in their order: the place in the city, the id of the sign-up, the label.
    drawn: Vec<(usize, String, Label)>,
    /// Those who were not.
    rest: Vec<(usize, String)>,
}

impl Scene {
    async fn begin(app: &TestApp) -> Scene {
        let city = city(app, 5);
        let mut posting = posting(Vec::new());
        posting.spec.way = Way { preset: "negotiation".into(), small: 3, ..Way::default() };
        posting.price_kind = PriceKind::Cap;
        let project = tokio::task::block_in_place(|| city.posted(posting));
        app.work().await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 5, &project);
        at_deadline(app, &city, &project).await;
        let (drawn, rest) = who_was_drawn(&city, &draw);
        let scene = Scene { city, project, draw, drawn, rest };
        assert_eq!(scene.state(), ProjectState::Choosing, "{}", app.engine);
        scene
    }

    fn state(&self) -> ProjectState {
        self.city.state(&self.project).state
    }

    /// Whose turn it is, in which exchange, and until when.
    fn turn(&self) -> (String, i64, Instant) {
        use diesel::prelude::*;
        let columns = (negotiations::turn, negotiations::round, negotiations::due_at);
        let row: (String, i64, i64) =
            self.city.asked(|conn| Ok(negotiations::table.find(self.project.as_str()).select(columns).first(conn)?));
        (row.0, row.1, Instant(row.2))
    }

    fn page(&self) -> String {
        format!("/owner/projects/{}/choice", self.project)
    }

    async fn owner(&self, app: &TestApp) -> Signed {
        app.signed(&self.city.owner.org, Role::Owner, MemberRank::Clerk).await
    }

    async fn agency(&self, app: &TestApp, nth: usize) -> (Signed, String) {
        let (at, signup, _) = &self.drawn[nth];
        let who = app.signed(&self.city.agencies[*at].org, Role::Agency, MemberRank::Clerk).await;
        (who, format!("/signups/{signup}/negotiation"))
    }

    /// The nth of those drawn quotes, as people do: first it is shown in words, then it stands.
    async fn quotes(&self, app: &TestApp, (nth, yuan): (usize, &str)) {
        let (who, page) = self.agency(app, nth).await;
        let shown = who.visitor.post_from(&page, &page, &[("amount", yuan)]).await;
        assert!(shown.status == 422 && shown.body.contains("请核对大写"), "{}", shown.body);
        let fen = Fen::parse_yuan(yuan).unwrap().0.to_string();
        let said = who.visitor.post_from(&page, &page, &[("amount", yuan), ("confirmed", &fen)]).await;
        assert_eq!(said.status, 303, "{}", said.body);
        app.work().await;
    }

    /// The owner replies to so many.
    async fn replies(&self, app: &TestApp, n: usize, words: &str) -> (u16, String) {
        let (owner, page) = (self.owner(app).await, self.page());
        let names: Vec<String> = (1..=n).map(|n| format!("reply_{n}")).collect();
        let fields: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), words)).collect();
        let said = owner.visitor.post_from(&page, &format!("{page}/replies"), &fields).await;
        app.work().await;
        (said.status, said.body)
    }

    /// The number of the card of the nth drawn, as nobody but a test can tell it.
    fn card(&self, nth: usize) -> i64 {
        use diesel::prelude::*;
        let links = unsealed(&self.city, &self.draw);
        let pseudonym = links.pseudonym(&self.drawn[nth].2).unwrap().to_string();
        let own = choice_cards::table.filter(choice_cards::project_id.eq(self.project.as_str()));
        self.city.asked(|conn| Ok(own.filter(choice_cards::pseudonym.eq(pseudonym)).select(choice_cards::position).first(conn)?))
    }

    async fn picks(&self, app: &TestApp, nth: usize) -> (u16, String) {
        let (owner, page, card) = (self.owner(app).await, self.page(), self.card(nth).to_string());
        let said = owner.visitor.post_from(&page, &page, &[("card", &card), ("reason", "价格合理，同类业绩多")]).await;
        app.work().await;
        (said.status, said.body)
    }

    fn read<D: Document>(&self) -> D {
        D::parse(document(&self.city, &self.draw, D::FILE).unwrap_or_else(|| panic!("{} is there", D::FILE))).unwrap()
    }
}

type Drawn = (Vec<(usize, String, Label)>, Vec<(usize, String)>);

fn who_was_drawn(city: &City, draw: &DrawId) -> Drawn {
    let result = DrawResult::parse(document(city, draw, DrawResult::FILE).unwrap()).unwrap();
    let signed = city.asked(|conn| mingxuan::market::signups::active(conn, draw.as_str()));
    let mut placed: Vec<(usize, String, Label)> = Vec::new();
    for place in result.ranking() {
        let signup = signed.iter().find(|one| one.label == place.label.as_str()).unwrap();
        let at = city.agencies.iter().position(|who| who.org.as_str() == signup.agency.as_str()).unwrap();
        placed.push((at, signup.id.clone(), place.label.clone()));
    }
    let rest = placed.split_off(3);
    (placed, rest.into_iter().map(|(at, id, _)| (at, id)).collect())
}

/// Jobs of a way that failed.
fn failed(app: &TestApp) -> Vec<String> {
    let own = ["go-on", "offer-award", "open-links"];
    app.troubles().into_iter().filter(|job| own.contains(&job.kind.as_str())).map(|job| format!("{}: {}", job.kind, job.error)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn those_drawn_quote_the_owner_replies_to_all_and_picks_one_blind_at_its_last_quote() {
    for app in TestApp::on_both().await {
        let scene = Scene::begin(&app).await;
        let opened = scene.city.state(&scene.project).closes_at.day();
        let next = app.app.calendars.now().working_day_from(opened.next());
        assert_eq!(scene.turn(), ("quoting".into(), 1, next.at(10, 0)), "drawn in the evening, the first hour of the next morning");
        for (at, signup) in &scene.rest {
            let who = app.signed(&scene.city.agencies[*at].org, Role::Agency, MemberRank::Clerk).await;
            let told = who.visitor.get(&format!("/signups/{signup}/negotiation")).await;
            assert!(told.status == 409 && told.body.contains("没有被抽中参加这次谈判"), "{} {}", told.status, told.body);
        }
        app.at(next.at(9, 0)).await;
        scene.quotes(&app, (0, "90000")).await;
        scene.quotes(&app, (1, "85000.50")).await;
        let owner = scene.owner(&app).await;
        let early = owner.visitor.get(&scene.page()).await.body;
        assert!(
            early.contains("机构正在报价") && !early.contains("90,000") && !early.contains("85,000"),
            "not before all had their time: {early}"
        );
        assert_eq!(scene.picks(&app, 0).await.0, 422, "it cannot pick while they quote");
        assert_eq!(scene.turn().0, "quoting");

        // The third lets the hour pass.
        app.at(next.at(10, 0)).await;
        assert_eq!(scene.turn(), ("replying".into(), 1, next.at(11, 0)));
        let shown = scene.owner(&app).await.visitor.get(&scene.page()).await.body;
        assert!(shown.contains("90,000") && shown.contains("85,000.5"), "{shown}");
        assert!(shown.contains("项目作废") && !shown.contains("第一位中选"), "silence picks nobody here: {shown}");
        (1..=5).for_each(|n| assert!(!shown.contains(&agency_name(n)), "nobody is named"));
        nothing_is_told_yet(&app, &scene).await;
        assert_eq!(scene.replies(&app, 2, "请再考虑现场踏勘的费用，希望下调一些。").await.0, 303);
        assert_eq!(scene.turn(), ("quoting".into(), 2, next.at(11, 0)), "a further exchange begins at once");

        let (who, page) = scene.agency(&app, 0).await;
        let told = who.visitor.get(&page).await.body;
        assert!(told.contains("请再考虑现场踏勘的费用") && told.contains("90,000") && !told.contains("85,000"), "its own alone: {told}");
        scene.quotes(&app, (0, "88000")).await;
        scene.quotes(&app, (1, "86000")).await;
        scene.quotes(&app, (2, "80000")).await;
        assert_eq!(scene.turn().0, "replying", "all have quoted, and nobody waits for the hour");
        assert_eq!(scene.replies(&app, 3, "可以减少一次现场会。").await.0, 303);
        scene.quotes(&app, (0, "87000")).await;
        app.at(scene.turn().2).await;
        let (turn, round, due) = scene.turn();
        assert_eq!((turn.as_str(), round), ("choosing", 3));
        assert_eq!(due, app.now().plus(120 * MINUTE));
        let (status, said) = scene.picks(&app, 0).await;
        assert_eq!(status, 303, "{said}");
        awarded(&app, &scene).await;
    }
}

/// Before the pick neither the public nor anybody of the office reads a quote or a name, and no bundle has what was said.
async fn nothing_is_told_yet(app: &TestApp, scene: &Scene) {
    let number = scene.city.state(&scene.project).number;
    let pages = [format!("/projects/{number}"), format!("/draws/{}", scene.draw), format!("/api/v1/projects/{number}")];
    let (operator, supervisor) = (app.staff(Role::Operator).await, app.staff(Role::Supervisor).await);
    for who in [&app.visitor(), &operator.visitor, &supervisor.visitor] {
        for page in &pages {
            let told = who.get(page).await.body;
            assert!(!told.contains("90,000") && !told.contains("9000000") && !told.contains("85,000.5"), "{page}: {told}");
            (1..=5).for_each(|n| assert!(!told.contains(&agency_name(n)), "{page} names agency {n}"));
        }
    }
    assert_eq!(app.visitor().get(&format!("/projects/{number}/outcome")).await.status, 404);
    let results = app.visitor().get("/results").await.body;
    let way_on = format!("<a class=\"small\" href=\"/projects/{number}\">抽取没有开启名称，见项目</a>");
    assert!(results.contains(&way_on), "a draw that opened no name leads to where one will stand: {results}");
    let names = crate::selection::names(&archive(&scene.city, &scene.draw));
    assert!(names.iter().all(|name| !name.starts_with("choice/")), "{names:?}");
}

async fn awarded(app: &TestApp, scene: &Scene) {
    let label = |nth: usize| scene.drawn[nth].2.clone();
    let award = scene.city.asked(|conn| standing_of(conn, &scene.project)).unwrap();
    assert_eq!((award.label.as_str(), award.price), (label(0).as_str(), Fen(8_700_000)), "at its last quote");
    let outcome: Outcome = scene.read();
    let places: Vec<(Label, Ground)> = outcome.places().iter().map(|one| (one.label.clone(), one.ground)).collect();
    assert_eq!(places, [(label(0), Ground::Choice), (label(2), Ground::Price), (label(1), Ground::Price)], "the others by price");
    assert_eq!(outcome.excluded().iter().map(|one| one.rule).collect::<Vec<_>>(), [Rule::NotInvited; 2]);
    let talks: Talks = scene.read();
    assert_eq!((talks.said().len(), talks.threads().len()), (11, 3));

    let bundle = archive(&scene.city, &scene.draw);
    let (exit, said) = verified(&bundle);
    assert!(exit == 0 && said.contains("11 quotes and replies keep the rules"), "{said}");
    let number = scene.city.state(&scene.project).number;
    let public = app.visitor().get(&format!("/projects/{number}/outcome")).await.body;
    for word in ["谈判经过", "报价8.70万元", "业主回复", "价格合理，同类业绩多", "未被抽中参加谈判"] {
        assert!(public.contains(word), "{word}: {public}");
    }
    assert!(!public.contains("现场踏勘"), "of a reply the fingerprint alone is public");

    // Who quoted proves with its receipt what it quoted, and that the log took it.
    let (who, page) = scene.agency(app, 0).await;
    let receipt: serde_json::Value = serde_json::from_str(&who.visitor.get(&format!("{page}/1/receipt")).await.body).unwrap();
    let act = receipt["act"].as_str().unwrap();
    assert!(act.contains("quote 9000000\n"), "{act}");
    let said = format!("market/v1 negotiation.said\nact {}\n", mingxuan::domain::hash::Hash32::of(act));
    assert_eq!(receipt["document"].as_str(), Some(said.as_str()));
    assert!(receipt["proof"].is_string());
    let (other, _) = scene.agency(app, 1).await;
    assert_eq!(other.visitor.get(&format!("{page}/1/receipt")).await.status, 404);
    assert_eq!(failed(app), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_picks_nobody_in_time_has_a_void_project_that_can_still_be_checked() {
    for app in TestApp::on_both().await {
        let scene = Scene::begin(&app).await;
        let first = scene.turn().2;
        app.set_clock(first.plus(-30 * MINUTE));
        scene.quotes(&app, (1, "85000")).await;
        app.at(first).await;
        // Its time to reply goes by, and its time to choose.
        let reply_by = scene.turn().2;
        app.at(Instant(reply_by.ms() - 1)).await;
        assert_eq!(scene.turn().0, "replying", "not a millisecond too early");
        app.at(reply_by).await;
        assert_eq!(scene.turn().0, "choosing");
        let choose_by = scene.turn().2;
        app.at(Instant(choose_by.ms() - 1)).await;
        assert_eq!(scene.state(), ProjectState::Choosing);
        app.at(choose_by).await;
        let project = scene.city.state(&scene.project);
        assert_eq!((project.state, project.end_reason.as_str()), (ProjectState::Failed, "nobody-picked"));
        let late = scene.picks(&app, 1).await;
        assert!(late.0 == 422, "{}", late.1);
        let outcome: Outcome = scene.read();
        let rules: Vec<Rule> = outcome.excluded().iter().map(|one| one.rule).collect();
        assert!(outcome.places().is_empty() && rules.contains(&Rule::NobodyPicked) && rules.contains(&Rule::NoQuote), "{rules:?}");
        assert_eq!(verified(&archive(&scene.city, &scene.draw)).0, 0);
        let public = app.visitor().get(&format!("/projects/{}/outcome", project.number)).await.body;
        assert!(public.contains("谈判到期，业主没有选定"), "{public}");
        assert_eq!(failed(&app), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_quotes_there_is_nothing_to_wait_for() {
    for app in TestApp::on_both().await {
        let scene = Scene::begin(&app).await;
        app.at(scene.turn().2).await;
        let project = scene.city.state(&scene.project);
        assert_eq!((project.state, project.end_reason.as_str()), (ProjectState::Failed, "nobody-picked"));
        assert_eq!(verified(&archive(&scene.city, &scene.draw)).0, 0);
        let inputs: Inputs = scene.read();
        let quoted = inputs.rows().iter().filter(|row| row.to_pay().is_some()).count();
        assert_eq!(quoted, 0);
        let (who, page) = scene.agency(&app, 0).await;
        let late = who.visitor.post_from(&page, &page, &[("amount", "1000"), ("confirmed", "100000")]).await;
        assert!(late.status == 422 && late.body.contains("谈判已经结束"), "{}", late.body);
    }
}

/// A quote of so many fen, for services.
fn fen(sum: i64) -> Quote {
    Quote::Amount(Fen(sum))
}
