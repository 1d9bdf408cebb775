//! A project through the doors people use: written, returned, published, made clearer, ended, posted again.

use mingxuan::domain::project::ProjectState;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::market::projects;

use reqwest::multipart::{Form, Part};

use crate::support::TestApp;
use crate::support::city::{City, ITEM, code};
use crate::support::filings::PNG;
use crate::support::signed::Signed;

const TITLE: &str = "东关片区社会稳定风险评估<b>";

/// What an owner types; `go` is the button.
pub fn typed(go: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("item", ITEM),
        ("title", TITLE),
        ("content", "对片区改造开展评估，出具报告。"),
        ("place", "临澄市东关"),
        ("service_days", "45"),
        ("price_kind", "cap"),
        ("price", "18.60"),
        ("fiscal_percent", "100"),
        ("combine", "all"),
        ("window_wd", "2"),
        ("alternates", "2"),
        ("contact_name", "周允"),
        ("contact_phone", "0818-2123456"),
        ("complaint_phone", "0818-2123457"),
        ("go", go),
    ]
}

async fn founded(app: &TestApp, agencies: usize) -> (City, Signed, Signed) {
    let city = tokio::task::block_in_place(|| City::found(&app.app, agencies));
    let owner = app.signed(&city.owner.org, Role::Owner, MemberRank::Clerk).await;
    let operator = app.staff(Role::Operator).await;
    (city, owner, operator)
}

/// The id at the end of an address.
fn id_in(location: &str) -> String {
    location.rsplit('/').next().unwrap_or_default().to_owned()
}

/// A form with nothing in it but a name and what is chosen from the start.
fn barely(go: &str) -> [(&str, &str); 7] {
    let chosen = [("price_kind", "fixed"), ("fiscal_percent", "0"), ("window_wd", "1"), ("alternates", "0")];
    [("item", ITEM), ("title", TITLE), chosen[0], chosen[1], chosen[2], chosen[3], ("go", go)]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_is_written_returned_published_made_clearer_ended_and_posted_again() {
    for app in TestApp::on_both().await {
        let (city, owner, operator) = founded(&app, 3).await;
        let new = "/owner/projects/new";
        let short = owner.fill(new, &barely("save")).await;
        assert_eq!(short.status, 303, "{}: a draft may lack anything but its name: {}", app.engine, short.body);
        let (own, id) = (short.location.clone(), id_in(&short.location));
        let gaps = owner.fill(&own, &barely("submit")).await;
        assert!(
            gaps.status == 422 && gaps.body.contains("请填写后再提交审核") && gaps.body.contains("草稿已保存，还没有提交"),
            "{}",
            gaps.body
        );
        let number = city.asked(|conn| projects::load(conn, &id.as_str().into())).number;
        let review = format!("/operations/projects/{id}");
        assert_eq!(operator.visitor.get(&review).await.status, 404, "nobody but its owner sees a draft");
        assert_eq!(app.visitor().get(&format!("/projects/{number}")).await.status, 404);
        let mut avoiding = typed("submit");
        let taken = code(2);
        avoiding.extend([("avoid_code_1", taken.as_str()), ("avoid_name_1", "临澄勘测中心"), ("avoid_reason_1", "业主所属单位")]);
        let sent = owner.fill(&own, &avoiding).await;
        assert_eq!((sent.status, sent.location.as_str()), (303, own.as_str()), "{}", sent.body);
        let bare = operator.fill(&review, &[("finding", "return")]).await;
        assert!(bare.status == 422 && bare.body.contains("退回时须写明理由"), "{}", bare.body);
        assert_eq!(operator.fill(&review, &[("finding", "return"), ("reason", "请写明成果要求")]).await.status, 303);
        let returned = owner.visitor.get(&own).await.body;
        assert!(
            returned.contains("请写明成果要求")
                && returned.contains("临澄勘测中心")
                && returned.contains("东关片区社会稳定风险评估&#60;b&#62;"),
            "{returned}"
        );
        assert_eq!(owner.fill(&own, &avoiding).await.status, 303);
        assert_eq!(operator.fill(&review, &[("finding", "approve")]).await.status, 303);
        app.work().await;
        let page = app.visitor().get(&format!("/projects/{number}")).await;
        assert!(page.status == 200 && page.body.contains("报名中") && page.body.contains("人民币壹拾捌万陆仟元整"), "{}", page.body);
        assert!(page.body.contains("截止前任何人都看不到谁报了名") && !page.body.contains("业主所属单位"), "who is avoided is not public");
        assert!(app.visitor().get("/projects?q=%E4%B8%9C%E5%85%B3").await.body.contains(&number));
        assert!(!app.visitor().get("/projects?state=finished").await.body.contains(&number));
        assert_eq!(owner.visitor.post_from(&own, &format!("{own}/corrections"), &[("words", "成果一式五份")]).await.status, 303);
        assert!(app.visitor().get(&format!("/projects/{number}")).await.body.contains("成果一式五份"), "seen by the very next request");
        assert_eq!(owner.visitor.post_from(&own, &format!("{own}/end"), &[("reason", "资金未落实")]).await.status, 303);
        assert!(!app.visitor().get(&format!("/projects/{number}")).await.body.contains("资金未落实"), "an operator confirms first");
        let ended = operator.visitor.post_from(&review, &format!("{review}/end"), &[("what", "terminate"), ("reason", "资金未落实")]).await;
        assert_eq!(ended.status, 303, "{}", ended.body);
        app.work().await;
        let over = app.visitor().get(&format!("/projects/{number}")).await.body;
        assert!(over.contains("资金未落实") && over.contains("已终止"), "{over}");
        assert_eq!(city.state(&id.as_str().into()).state, ProjectState::Terminated);
        let again = owner.visitor.post_from(&own, &format!("{own}/repost"), &[]).await;
        let copy = city.asked(|conn| projects::load(conn, &id_in(&again.location).as_str().into()));
        assert_eq!((copy.state, copy.replaces.as_deref()), (ProjectState::Draft, Some(number.as_str())));
        assert!(app.troubles().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn narrow_conditions_need_a_reason_and_wrong_fields_come_back_together() {
    let app = TestApp::start().await; // what is checked here is checked before the database is asked
    let (_, owner, _) = founded(&app, 2).await;
    let new = "/owner/projects/new";
    let mut wrong = typed("save");
    wrong.retain(|(name, _)| *name != "price");
    wrong.extend([("price", "0"), ("window_wd", "9"), ("avoid_code_1", "91"), ("major_1", "cadastral")]);
    wrong.retain(|field| *field != ("window_wd", "2"));
    let refused = owner.fill(new, &wrong).await;
    assert!(refused.status == 422 && refused.body.contains("请填齐代码、名称和理由"), "{}", refused.body);
    assert!(refused.body.contains("value=\"91\"") && refused.body.contains("周允"), "nothing typed is lost");
    let narrow = owner.fill(new, &typed("submit")).await;
    assert!(narrow.status == 422 && narrow.body.contains("只有2家机构符合这些条件"), "{}", narrow.body);
    let mut reasoned = typed("submit");
    reasoned.push(("narrow_reason", "本地开展此项评估的机构少"));
    assert_eq!(owner.fill(new, &reasoned).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_others_does_not_exist() {
    let app = TestApp::start().await; // the rights are checked in the program
    let (city, owner, operator) = founded(&app, 3).await;
    let other = app.owner("另一教育局").await;
    let own = owner.fill("/owner/projects/new", &typed("save")).await.location;
    assert_eq!(other.visitor.get(&own).await.status, 404);
    assert_eq!(other.visitor.post_from("/owner", &own, &typed("save")).await.status, 404);
    assert!(other.visitor.get("/owner/projects/new").await.body.contains("还没有通过入驻核验"));
    for path in ["/owner/projects/nonsense", "/projects/nonsense", "/projects/MX-2026-999999"] {
        assert_eq!(owner.visitor.get(path).await.status, 404, "{path}");
    }
    assert_eq!(operator.visitor.get("/operations/projects/nonsense").await.status, 404);
    assert_eq!(owner.visitor.get("/operations/projects").await.status, 403);
    let forged = owner.visitor.post(&own, &typed("save")).await;
    assert_eq!(forged.status, 400, "a form without the session's token");
    assert_eq!(city.state(&id_in(&own).as_str().into()).state, ProjectState::Draft);
}

/// The values of the buttons that take an attachment off a draft.
fn removable(page: &str) -> Vec<String> {
    page.split("name=\"remove\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attachment_can_be_taken_off_a_draft_and_not_off_what_was_handed_in() {
    for app in TestApp::on_both().await {
        let (city, owner, _) = founded(&app, 3).await;
        let own = owner.fill("/owner/projects/new", &typed("save")).await.location;
        assert_eq!(owner.upload(&own, &own, &typed("save"), ("attachments", PNG)).await.status, 303);
        let paper = removable(&owner.visitor.get(&own).await.body).pop().expect("an attachment");
        let mut without = typed("");
        without.push(("remove", &paper));
        let taken = owner.fill(&own, &without).await;
        assert_eq!((taken.status, &taken.location), (303, &own), "{}: {}", app.engine, taken.body);
        let page = owner.visitor.get(&own).await.body;
        assert!(removable(&page).is_empty() && page.contains("周允"), "gone, and nothing typed with it");
        assert_eq!(owner.visitor.get(&format!("{own}/documents/{paper}")).await.status, 404);
        assert_eq!(owner.fill(&own, &without).await.status, 404, "it is not there a second time");

        let program = tokio::task::block_in_place(|| app.member(city.owner.org.as_str(), Role::Owner, "程序"));
        let (visitor, papers) = (app.visitor(), format!("/api/v1{own}/documents"));
        let (http, base) = visitor.raw();
        let file = Part::bytes(PNG).file_name("图纸.png");
        let sent = http.post(format!("{base}{papers}")).bearer_auth(program.token()).multipart(Form::new().part("file", file));
        let added: serde_json::Value = sent.send().await.unwrap().json().await.unwrap();
        let paper = added[0]["id"].as_str().expect("a file").to_owned();
        let at = format!("{base}{papers}/{paper}");
        let read = http.get(&at).bearer_auth(program.token()).send().await.unwrap();
        assert_eq!(read.bytes().await.unwrap(), PNG);
        assert_eq!(owner.fill(&own, &typed("submit")).await.status, 303);
        let removed = http.delete(&at).bearer_auth(program.token()).send().await.unwrap();
        assert_eq!(removed.status().as_u16(), 409, "what an operator checks does not change");
        let more = http.post(format!("{base}{papers}")).bearer_auth(program.token());
        let more = more.multipart(Form::new().part("file", Part::bytes(PNG).file_name("a.png"))).send().await.unwrap();
        assert_eq!(more.status().as_u16(), 409);
        assert!(app.troubles().is_empty());
    }
}

/// The form has the fields of the way that is chosen, with the policy's proposals in them, and none of another.
async fn shows_what_each_way_asks_for(owner: &Signed, new: &str) {
    let every = ["large", "small", "shortlist", "weight_response", "named_code"];
    for (way, asked) in [
        ("draw", &[][..]),
        ("lowest-price", &[]),
        ("draw-then-choose", &["large", "small"]),
        ("negotiation", &["small"]),
        ("review-then-choose", &["shortlist"]),
        ("proposal-merit", &["weight_response"]),
    ] {
        let mut fields = typed("look");
        fields.push(("way", way));
        let page = owner.fill(new, &fields).await.body;
        let has = |name: &&str| page.contains(&format!("name=\"{name}\""));
        assert_eq!(every.iter().copied().filter(has).collect::<Vec<_>>(), asked, "{way}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_picks_among_the_ways_that_are_open_to_its_project() {
    for app in TestApp::on_both().await {
        let (city, owner, operator) = founded(&app, 3).await;
        let new = "/owner/projects/new";
        let offered = owner.visitor.get(new).await.body;
        for words in ["信用择优盲选", "业主有1个工作日选定", "直接选取", "公示2个工作日"] {
            assert!(offered.contains(words), "{words}: each way is told in two sentences, and what it costs in days");
        }
        let looked = owner.fill(new, &typed("look")).await.body;
        assert!(looked.contains("信用择优盲选") && !looked.contains("公示2个工作日"), "186,000 yuan are too much to name somebody");
        shows_what_each_way_asks_for(&owner, new).await;
        let way = |way, large, small| {
            let mut all = typed("save");
            all.extend([("way", way), ("large", large), ("small", small)]);
            all
        };
        for (posted, said) in [
            (way("draw-then-choose", "2", "2"), "大名单须为3至30家"),
            (way("draw-then-choose", "4", "5"), "小名单须为2至4家"),
            (way("direct", "", ""), "way"),
            (way("nothing", "", ""), "way"),
        ] {
            let answer = owner.fill(new, &posted).await;
            assert!(answer.status == 422 && answer.body.contains(said), "{said}: {}", answer.body);
        }
        let mut right = way("draw-then-choose", "10", "3");
        right.retain(|(name, _)| *name != "go");
        right.push(("go", "submit"));
        let sent = owner.fill(new, &right).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let id = id_in(&sent.location);
        let review = format!("/operations/projects/{id}");
        assert!(operator.visitor.get(&review).await.body.contains("小名单：抽出3家"), "the operator reads it");
        assert_eq!(operator.fill(&review, &[("finding", "approve")]).await.status, 303);
        app.work().await;
        let number = city.state(&id.as_str().into()).number;
        let public = app.visitor().get(&format!("/projects/{number}")).await.body;
        assert!(
            public.contains("信用择优盲选") && public.contains("大名单：按信用留下前10家") && public.contains("每满5分一签"),
            "{public}"
        );
        let about = app.visitor().get(&format!("/draws/{number}/1/documents/about.txt")).await;
        assert!(about.body.contains("信用择优盲选") && about.body.contains("小名单：抽出3家"), "{} {}", about.status, about.body);
    }
}
