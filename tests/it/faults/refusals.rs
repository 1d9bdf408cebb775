//! Every rule that keeps an agency out of a project, met at the door: the page before the button and the answer after it name exactly that rule
//! and what to do, in both languages; and whoever falls under a rule only after it signed up is out at the freeze.

use diesel::prelude::*;
use mingxuan::db::DbConn;
use mingxuan::db::schema::{agencies, agency_items, agency_qualifications, blacklist_cases, suspensions};
use mingxuan::domain::draw::{Document, DrawId, Freeze, Status};
use mingxuan::domain::project::{Avoided, Posting, ProjectId};
use mingxuan::domain::qualification::{Combine, Requirements};
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::domain::time::{DAY, Instant};
use mingxuan::market::{catalogue, projects, signups};
use mingxuan::platform::i18n::{Lang, T};

use crate::selection::document;
use crate::support::app::Answer;
use crate::support::city::{City, agency_name, code, posting};
use crate::support::{Signed, TestApp};

const ITEM: &str = "surveying-and-mapping";

/// What befalls an agency: done to it, told in Chinese, told in English, and the word its sign-up gets at the freeze.
type Case = (&'static str, fn(&mut DbConn, &str, Instant) -> QueryResult<usize>, [&'static str; 2], [&'static str; 2]);

const CASES: [Case; 12] = [
    ("barred", bar, ["失信名单", "信用管理部门申请复核"], ["list of the dishonest (SX-2026-0001)", "ask the credit office"]),
    ("suspended", suspend, ["临时暂停", "陈述申辩"], ["suspended", "answer them"]),
    ("item-not-offered", drops_item, ["没有登记这个服务事项", "增加该事项"], ["does not offer this service item", "Add it to your entry"]),
    ("unqualified", lower_grade, ["甲级", "等级不够"], ["Grade A", "too low"]),
    ("unqualified", other_major, ["工程测量", "专业不符"], ["Engineering survey", "another speciality"]),
    ("unqualified", expired, ["已于2026-11-15到期", "上传新证"], ["expired on 2026-11-15", "Upload the new one"]),
    ("unqualified", not_yet, ["自2027-01-01", "起才有效"], ["Surveying licence", "valid only from 2027-01-01"]),
    ("unqualified", loses_paper, ["没有登记这种证书", "上传证书"], ["no such certificate", "Upload it"]),
    ("same-representative", same_head, ["依规回避", "法定代表人为同一人"], ["cannot sign up", "same legal representative"]),
    ("is-owner", is_the_owner, ["项目业主", "不能报名自己的项目"], ["owner of a project", "cannot sign up for it"]),
    ("not-listed", leaves, ["还没有入驻", "完成入驻申请"], ["not in the market yet", "Complete the application"]),
    ("avoided", |_, _, _| Ok(0), ["曾编制前期报告", "向监督部门反映"], ["曾编制前期报告", "tell the supervisor"]),
];

fn bar(conn: &mut DbConn, agency: &str, now: Instant) -> QueryResult<usize> {
    use blacklist_cases as c;
    let row = (
        (c::id.eq("c-1"), c::number.eq("SX-2026-0001"), c::agency_id.eq(agency), c::state.eq("in-force"), c::grade.eq("serious")),
        (c::rule.eq("false-material"), c::facts.eq("提供虚假材料"), c::months.eq(12_i64), c::policy.eq("2025-01"), c::drafted_by.eq("a")),
        (c::drafted_at.eq(0_i64), c::defence.eq(""), c::decided_by.eq("b"), c::decision.eq(""), c::authority.eq(""), c::published.eq(true)),
        (c::reply.eq(""), c::starts_at.eq(Some(now.ms())), c::ends_at.eq(Some(now.plus(365 * DAY).ms())), c::end_reason.eq("")),
        c::version.eq(1_i64),
    );
    diesel::insert_into(c::table).values(row).execute(conn)
}

fn suspend(conn: &mut DbConn, agency: &str, now: Instant) -> QueryResult<usize> {
    use suspensions as s;
    let row = (
        (s::id.eq("s-1"), s::agency_id.eq(agency), s::state.eq("in-force"), s::reason.eq("核查"), s::proposed_by.eq("a")),
        (s::proposed_at.eq(now.ms()), s::confirmed_by.eq("b"), s::confirmed_at.eq(Some(now.ms())), s::starts_at.eq(Some(now.ms()))),
        (s::ends_at.eq(now.plus(9 * DAY).ms()), s::end_reason.eq(""), s::version.eq(1_i64)),
    );
    diesel::insert_into(s::table).values(row).execute(conn)
}

fn drops_item(conn: &mut DbConn, agency: &str, _: Instant) -> QueryResult<usize> {
    diesel::delete(agency_items::table.filter(agency_items::agency_id.eq(agency)).filter(agency_items::item_code.eq(ITEM))).execute(conn)
}

fn lower_grade(conn: &mut DbConn, agency: &str, _: Instant) -> QueryResult<usize> {
    diesel::update(agency_qualifications::table.filter(agency_qualifications::agency_id.eq(agency)))
        .set(agency_qualifications::grade.eq("b"))
        .execute(conn)
}

fn other_major(conn: &mut DbConn, agency: &str, _: Instant) -> QueryResult<usize> {
    diesel::update(agency_qualifications::table.filter(agency_qualifications::agency_id.eq(agency)))
        .set(agency_qualifications::major.eq("gis"))
        .execute(conn)
}

fn expired(conn: &mut DbConn, agency: &str, _: Instant) -> QueryResult<usize> {
    diesel::update(agency_qualifications::table.filter(agency_qualifications::agency_id.eq(agency)))
        .set(agency_qualifications::valid_until.eq("2026-11-15"))
        .execute(conn)
}

fn not_yet(conn: &mut DbConn, agency: &str, _: Instant) -> QueryResult<usize> {
    diesel::update(agency_qualifications::table.filter(agency_qualifications::agency_id.eq(agency)))
        .set(agency_qualifications::valid_from.eq("2027-01-01"))
        .execute(conn)
}

fn loses_paper(conn: &mut DbConn, agency: &str, _: Instant) -> QueryResult<usize> {
    diesel::delete(agency_qualifications::table.filter(agency_qualifications::agency_id.eq(agency))).execute(conn)
}

fn same_head(conn: &mut DbConn, agency: &str, _: Instant) -> QueryResult<usize> {
    diesel::update(agencies::table.find(agency)).set(agencies::legal_representative.eq("顾清和")).execute(conn)
}

fn is_the_owner(conn: &mut DbConn, agency: &str, _: Instant) -> QueryResult<usize> {
    diesel::update(agencies::table.find(agency)).set(agencies::uscc.eq(code(0))).execute(conn)
}

fn leaves(conn: &mut DbConn, agency: &str, _: Instant) -> QueryResult<usize> {
    diesel::update(agencies::table.find(agency)).set(agencies::state.eq("withdrawn")).execute(conn)
}

/// The certificate every agency has at first: surveying, engineering, grade A.
fn certify(conn: &mut DbConn, agency: &str) -> QueryResult<usize> {
    let item = (
        (agency_items::agency_id.eq(agency), agency_items::item_code.eq(ITEM)),
        (agency_items::promise.eq(""), agency_items::promised_days.eq(0_i64)),
    );
    diesel::insert_into(agency_items::table).values(item).execute(conn)?;
    use agency_qualifications as q;
    let row = (
        (q::id.eq(format!("q-{agency}")), q::agency_id.eq(agency), q::item_code.eq(ITEM), q::type_code.eq("surveying")),
        (q::major.eq("engineering"), q::grade.eq("a"), q::certificate.eq("甲测资字51000001"), q::issuer.eq("四川省自然资源厅")),
        (q::valid_from.eq("2024-07-01"), q::valid_until.eq("2027-06-30")),
    );
    diesel::insert_into(q::table).values(row).execute(conn)
}

/// A project that asks for grade A in engineering surveys and avoids the last of the cases.
fn demanding() -> Posting {
    let last = CASES.len();
    let mut asked = posting(vec![Avoided { uscc: code(last), name: agency_name(last), reason: "曾编制前期报告".into() }]);
    let kind = catalogue::catalogue().qualification(&"surveying".into()).unwrap();
    let needed = kind.require(Some("engineering"), Some("a")).unwrap();
    asked.item = ITEM.into();
    asked.spec.requirements = Requirements { combine: Combine::All, list: vec![needed] };
    asked.spec.narrow_reason = "工程规模要求甲级".into();
    asked
}

struct Market {
    city: City,
    project: ProjectId,
    page: String,
}

/// As many agencies as there are cases and three that keep every rule.
async fn open(app: &TestApp) -> Market {
    let (city, project) = tokio::task::block_in_place(|| {
        let city = City::found(&app.app, CASES.len() + 3);
        let orgs: Vec<String> = city.agencies.iter().map(|who| who.org.to_string()).collect();
        app.app.db.write_now(move |conn| Ok(orgs.iter().try_for_each(|org| certify(conn, org).map(drop))?)).unwrap();
        let project = city.posted(demanding());
        (city, project)
    });
    app.work().await;
    let page = format!("/projects/{}", city.state(&project).number);
    Market { city, project, page }
}

impl Market {
    async fn member(&self, app: &TestApp, agency: usize, lang: &'static str) -> Signed {
        let mut member = app.signed(&self.city.agencies[agency].org, Role::Agency, MemberRank::Clerk).await;
        member.visitor.lang = lang;
        member.visitor.get(&format!("/lang/{lang}?to=/")).await;
        member
    }

    async fn signs_up(&self, who: &Signed) -> Answer {
        who.visitor.post_from("/agency/signups", &format!("{}/signups", self.page), &[]).await
    }

    /// Does to each agency what its case says.
    fn befalls(&self, now: Instant) {
        let orgs: Vec<String> = self.city.agencies.iter().map(|who| who.org.to_string()).collect();
        let all = move |conn: &mut DbConn| Ok(CASES.iter().zip(&orgs).try_for_each(|(case, org)| case.1(conn, org, now).map(drop))?);
        tokio::task::block_in_place(|| self.city.app.db.write_now(all)).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_rule_that_refuses_is_named_with_what_to_do_in_both_languages() {
    for app in TestApp::on_both().await {
        let market = open(&app).await;
        market.befalls(app.now());
        for (agency, (word, _, zh, en)) in CASES.iter().enumerate() {
            for (lang, told) in [("zh-CN", zh), ("en", en)] {
                let who = market.member(&app, agency, lang).await;
                let before = who.visitor.get(&market.page).await.body;
                let after = market.signs_up(&who).await;
                assert_eq!(after.status, 409, "{word} on {}: {}", app.engine, after.body);
                for part in told {
                    assert!(before.contains(part), "{word} in {lang} before: {part}: {before}");
                    assert!(after.body.contains(part), "{word} in {lang} after: {part}: {}", after.body);
                }
                assert!(after.body.contains(&format!("lang=\"{lang}\"")));
                others_are_silent(agency, if lang == "en" { 3 } else { 2 }, &after.body);
            }
        }
        let good = market.member(&app, CASES.len(), "zh-CN").await;
        let receipt = market.signs_up(&good).await;
        assert_eq!(receipt.status, 303, "{}", receipt.body);
        only_in_its_time(&app, &market, (&good, &receipt.location)).await;
        assert!(app.troubles().is_empty());
    }
}

/// No other rule is named than the one that refuses.
fn others_are_silent(agency: usize, language: usize, page: &str) {
    for (at, case) in CASES.iter().enumerate() {
        let second = if language == 3 { case.3[1] } else { case.2[1] };
        assert!(at == agency || !page.contains(second), "{} is told of {}: {page}", CASES[agency].0, case.0);
    }
}

/// What was withdrawn is not withdrawn again, and after the deadline nothing is taken nor given back.
async fn only_in_its_time(app: &TestApp, market: &Market, (good, receipt): (&Signed, &str)) {
    let withdraw = format!("{receipt}/withdraw");
    assert_eq!(good.visitor.post_from(receipt, &withdraw, &[]).await.status, 303);
    let (zh, mut english) = (good.visitor.post_from(receipt, &withdraw, &[]).await, good.visitor.clone());
    english.lang = "en";
    english.get("/lang/en?to=/").await;
    let en = english.post_from(receipt, &withdraw, &[]).await;
    assert!(zh.status == 409 && zh.body.contains("已经撤回或结束"), "{}", zh.body);
    assert!(en.status == 409 && en.body.contains("withdrawn or has ended"), "{}", en.body);
    app.set_clock(market.city.state(&market.project).closes_at);
    for (lang, told) in [("zh-CN", ["截止", "不能补报", "其他报名中的项目"]), ("en", ["closed at", "not taken", "other open projects"])]
    {
        let late = market.member(app, CASES.len() + 1, lang).await;
        let answer = market.signs_up(&late).await;
        assert!(answer.status == 409 && told.iter().all(|part| answer.body.contains(part)), "{}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_falls_under_a_rule_after_signing_up_is_out_at_the_freeze_and_told_why() {
    for app in TestApp::on_both().await {
        let market = open(&app).await;
        let last = CASES.len() - 1; // the avoidance list is fixed before anybody signs up
        for agency in (0..last).chain(CASES.len()..CASES.len() + 3) {
            let who = market.member(&app, agency, "zh-CN").await;
            assert_eq!(market.signs_up(&who).await.status, 303);
        }
        market.befalls(app.now());
        let draw = DrawId::parse(&market.city.asked(|conn| projects::current_draw(conn, &market.project, 1))).unwrap();
        let closes = market.city.state(&market.project).closes_at;
        app.at(closes).await;
        let freeze = Freeze::parse(document(&market.city, &draw, "freeze.txt").unwrap()).unwrap();
        assert_eq!(freeze.entries().iter().filter(|entry| entry.status == Status::Out).count(), last, "{}", app.engine);
        let all = market.city.asked(|conn| signups::of_draw(conn, draw.as_str()));
        for (agency, case) in CASES[..last].iter().enumerate() {
            let own = all.iter().find(|one| one.agency.as_str() == market.city.agencies[agency].org.as_str()).unwrap();
            assert_eq!((own.outcome.as_str(), own.outcome_reason.as_str()), ("out", case.0), "{}", app.engine);
            let who = market.member(&app, agency, "zh-CN").await;
            let (receipt, why) = (who.visitor.get(&format!("/signups/{}", own.id)).await, T { lang: Lang::Zh }.word("signup-out", case.0));
            assert!(receipt.body.contains(&why), "{why}: {}", receipt.body);
        }
        let page = app.visitor().get(&format!("/draws/{draw}")).await.body;
        for agency in 1..=last {
            assert!(!page.contains(&agency_name(agency)) && !page.contains(&code(agency)), "a loser is named");
        }
        assert!(app.troubles().is_empty());
    }
}
