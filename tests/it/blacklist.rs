//! Cases and interim suspensions, through the doors people use: two persons for every halves, the clock to the millisecond, and who sees what.

use mingxuan::domain::role::Role;
use mingxuan::domain::standing::Standing;
use mingxuan::domain::time::{Day, Instant};
use mingxuan::market::blacklist;
use serde_json::json;

use crate::support::TestApp;
use crate::support::app::{Answer, form_token};
use crate::support::people::{Person, api, uscc};

const FACTS: &str = "2026年11月10日在<b>MX-2026-000087</b>中选后无正当理由拒签合同。";
const RULE: &str = "《中介服务超市管理办法》第31条";

/// Two credit officers, an agency with one member, and others who have no part in it.
struct City {
    app: TestApp,
    first: Person,
    second: Person,
    agency: Person,
    other_agency: Person,
    supervisor: Person,
}

async fn cities() -> Vec<City> {
    TestApp::on_both().await.into_iter().map(City::of).collect()
}

impl City {
    fn of(app: TestApp) -> City {
        City {
            first: app.officer(Role::CreditOfficer, "陈起草"),
            second: app.officer(Role::CreditOfficer, "宋决定"),
            agency: app.listed_agency(1, "禾木工程咨询有限公司", "禾经办"),
            other_agency: app.listed_agency(2, "青禾环境监测有限公司", "青经办"),
            supervisor: app.officer(Role::Supervisor, "何监督"),
            app,
        }
    }

    async fn post(&self, who: &Person, from: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.app.browser(who).post_from(from, path, fields).await
    }

    async fn get(&self, who: &Person, path: &str) -> Answer {
        self.app.browser(who).get(path).await
    }

    /// Drafts a case by the first officer; tells its id.
    async fn drafted(&self, grade: &str, months: &str) -> String {
        let code = uscc(1);
        let fields = [("agency", &*code), ("grade", grade), ("months", months), ("rule", RULE), ("facts", FACTS)];
        let answer = self.post(&self.first, "/credit/cases/new", "/credit/cases", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.location.rsplit('/').next().unwrap().to_owned()
    }

    /// Drafts and notifies.
    async fn notified(&self, grade: &str, months: &str) -> String {
        let id = self.drafted(grade, months).await;
        let case = format!("/credit/cases/{id}");
        assert_eq!(self.post(&self.first, &case, &format!("{case}/notify"), &[]).await.status, 303);
        id
    }

    async fn decide(&self, who: &Person, id: &str, outcome: &str) -> Answer {
        let fields = [("outcome", outcome), ("reply", "一、意见不成立，理由如下。"), ("reasons", "事实清楚，证据充分。")];
        self.post(who, "/credit/cases", &format!("/credit/cases/{id}/decide"), &fields).await
    }

    /// A bar in force from now on.
    async fn barred(&self, grade: &str, months: &str) -> String {
        let id = self.notified(grade, months).await;
        self.answered(&id).await;
        assert_eq!(self.decide(&self.second, &id, "against").await.status, 303);
        let case = format!("/credit/cases/{id}");
        assert_eq!(self.post(&self.second, &case, &format!("{case}/serve"), &[]).await.status, 303);
        id
    }

    async fn answered(&self, id: &str) {
        let case = format!("/agency/cases/{id}");
        let answer = self.post(&self.agency, &case, &format!("{case}/answer"), &[("words", "业主单方变更了付款条件。")]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    }

    fn standing(&self) -> Standing {
        let (agency, now) = (self.agency.org.clone(), self.app.now());
        self.app.app.db.read_now(|conn| blacklist::standing(conn, &agency, now)).unwrap()
    }

    /// The agency's score in tenths of points.
    fn credit_tenths(&self) -> i64 {
        use diesel::prelude::*;
        use mingxuan::db::schema::agencies;
        let agency = &self.agency.org;
        self.app.app.db.read_now(|conn| Ok(agencies::table.find(agency).select(agencies::credit_tenths).first(conn)?)).unwrap()
    }

    async fn public_list(&self) -> String {
        let page = self.app.visitor().get("/blacklist").await;
        assert_eq!(page.status, 200);
        assert!(page.headers["x-robots-tag"].to_str().unwrap().contains("noindex"));
        page.body
    }
}

fn deadline() -> Instant {
    // Notified on Monday 16 November 2026: five working days end on Monday the 23rd at 24:00.
    Day::of(2026, 11, 24).unwrap().start()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_goes_from_draft_to_its_end_through_two_persons() {
    for city in cities().await {
        let id = city.notified("general", "6").await;
        let (office, own) = (format!("/credit/cases/{id}"), format!("/agency/cases/{id}"));
        city.app.work().await;
        // Whoever decides against somebody gets a receipt; the news goes to the agency alone.
        let letters: Vec<_> = city.app.letters().into_iter().filter(|(_, subject)| !subject.starts_with("回执：")).collect();
        assert!(letters.iter().all(|(to, _)| to.starts_with("agency-1-")), "{letters:?}");
        assert_eq!(letters.len(), 1);
        let notice = city.get(&city.agency, &own).await.body;
        assert!(notice.contains("一般失信") && notice.contains("2026年11月23日24:00") && notice.contains(RULE), "{notice}");

        city.answered(&id).await;
        assert!(city.get(&city.second, &office).await.body.contains("业主单方变更了付款条件"));
        let silent = city.post(&city.second, &office, &format!("{office}/decide"), &[("outcome", "against"), ("reasons", "清楚。")]).await;
        assert!(silent.status == 422 && silent.body.contains("逐条答复"), "every point gets a reply");
        assert_eq!(city.decide(&city.second, &id, "against").await.status, 303);
        let before = city.get(&city.agency, &own).await.body;
        assert!(!before.contains("认定失信") && !before.contains("事实清楚"), "nothing is decided for the agency before it is served");
        assert_eq!(city.standing(), Standing::Good);
        assert!(!city.public_list().await.contains("禾木"), "nothing is public before it is served");

        assert_eq!(city.post(&city.first, &office, &format!("{office}/serve"), &[]).await.status, 303);
        let ends = Day::of(2027, 5, 17).unwrap().start();
        assert_eq!(city.standing(), Standing::Barred { number: "SX-2026-000001".into(), until: ends });
        let list = city.public_list().await;
        assert!(list.contains("禾木工程咨询有限公司") && list.contains(&uscc(1)) && list.contains("SX-2026-000001"), "{list}");
        assert!(city.get(&city.agency, &own).await.body.contains("事实清楚"));
        assert_eq!(city.credit_tenths(), 600, "a general act takes twenty points off the eighty one starts with");

        city.app.at(ends.plus(-1)).await;
        assert!(!city.standing().is_good() && city.public_list().await.contains("禾木"));
        city.app.at(ends).await;
        assert!(city.standing().is_good() && !city.public_list().await.contains("禾木"));
        assert_eq!(city.app.visitor().get("/blacklist/SX-2026-000001").await.status, 404);
        assert_eq!(city.app.visitor().get("/blacklist?q=%E7%A6%BE%E6%9C%A8").await.body.matches("SX-2026").count(), 0);
        let subjects: Vec<String> = city.app.letters().into_iter().map(|(_, subject)| subject).collect();
        assert!(subjects.iter().any(|s| s.contains("期满")) && city.app.troubles().is_empty(), "{subjects:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bar_is_over_by_the_clock_even_where_no_worker_says_so() {
    for city in cities().await {
        city.barred("general", "3").await;
        let ends = Day::of(2027, 2, 17).unwrap().start();
        let shown = city.public_list().await;
        assert!(shown.contains("禾木"));
        city.app.set_clock(ends);
        assert!(city.standing().is_good());
        assert!(!city.public_list().await.contains("禾木"), "no job has run on {}", city.app.engine);
        let (status, body) = api(&city.app, None, ("GET", "/api/v1/blacklist"), json!(null)).await;
        assert_eq!((status, body["total"].as_i64()), (200, Some(0)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_seen_by_nobody_but_its_author() {
    for city in cities().await {
        let id = city.drafted("general", "6").await;
        let path = format!("/credit/cases/{id}");
        assert_eq!(city.get(&city.first, &path).await.status, 200);
        for other in [&city.second, &city.supervisor] {
            assert_eq!(city.get(other, &path).await.status, 404, "{}", other.account);
            assert!(!city.get(other, "/credit/cases").await.body.contains("禾木"));
            assert_eq!(api(&city.app, Some(other), ("GET", &format!("/api/v1/cases/{id}")), json!(null)).await.0, 404);
            let (_, listed) = api(&city.app, Some(other), ("GET", "/api/v1/cases"), json!(null)).await;
            assert_eq!(listed["total"], 0);
        }
        for agency in [&city.agency, &city.other_agency] {
            assert_eq!(city.get(agency, &format!("/agency/cases/{id}")).await.status, 404);
            assert_eq!(city.get(agency, &path).await.status, 403);
            assert!(!city.get(agency, "/agency/cases").await.body.contains(RULE));
        }
        assert!(city.app.visitor().get(&path).await.location.starts_with("/sign-in?to="));
        assert!(!city.public_list().await.contains("禾木"));
        assert_eq!(city.post(&city.second, "/credit/cases", &format!("{path}/notify"), &[]).await.status, 404);
        city.app.work().await;
        assert_eq!(city.app.letters(), []);
        // Nor does the case of one agency exist for another once it is told.
        city.post(&city.first, &path, &format!("{path}/notify"), &[]).await;
        assert_eq!(city.get(&city.agency, &format!("/agency/cases/{id}")).await.status, 200);
        assert_eq!(city.get(&city.other_agency, &format!("/agency/cases/{id}")).await.status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_does_both_halves() {
    for city in cities().await {
        let id = city.notified("general", "6").await;
        city.answered(&id).await;
        let alone = city.decide(&city.first, &id, "against").await;
        assert!(alone.status == 422 && alone.body.contains("须由另一人办理"), "{}", alone.body);
        let body = json!({"outcome": "for", "reply": "采纳。", "reasons": "不成立。"});
        let (status, told) = api(&city.app, Some(&city.first), ("POST", &format!("/api/v1/cases/{id}/decide")), body).await;
        assert_eq!((status, told["error"]["code"].as_str()), (409, Some("blacklist-refused-same")));
        let withdrawn = city.post(&city.first, "/credit/cases", &format!("/credit/cases/{id}/withdraw"), &[("reason", "算了。")]).await;
        assert_eq!(withdrawn.status, 409, "after the hearing a second person decides, also for the agency");
        for other in [&city.supervisor, &city.agency] {
            assert_eq!(city.decide(other, &id, "for").await.status, 403, "{}", other.account);
        }
        assert_eq!(city.decide(&city.second, &id, "for").await.status, 303);
        assert!(city.standing().is_good());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_agency_answers_until_its_last_millisecond_and_not_at_the_next() {
    for city in cities().await {
        let (in_time, late) = (city.notified("general", "6").await, city.notified("general", "3").await);
        city.app.set_clock(deadline().plus(-1));
        let early = city.decide(&city.second, &late, "against").await;
        assert!(early.status == 422 && early.body.contains("2026-11-23 24:00"), "{}", early.body);
        city.answered(&in_time).await;
        let again = city.post(&city.agency, "/agency/cases", &format!("/agency/cases/{in_time}/answer"), &[("words", "补充。")]).await;
        assert_eq!(again.status, 409, "once");
        city.app.set_clock(deadline());
        let refused = city.post(&city.agency, "/agency/cases", &format!("/agency/cases/{late}/answer"), &[("words", "迟到的意见。")]).await;
        assert!(refused.status == 422 && refused.body.contains("届满"), "{}", refused.body);
        // Whether or not the worker has closed the hearing, a second person may decide now.
        assert_eq!(city.decide(&city.second, &late, "against").await.status, 303);
        city.app.work().await;
        assert_eq!(city.app.troubles().len(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_at_once_one_is_told_that_he_was_late() {
    for city in cities().await {
        let third = city.app.officer(Role::CreditOfficer, "郑复核");
        let id = city.notified("general", "6").await;
        city.answered(&id).await;
        let (one, two) = tokio::join!(city.decide(&city.second, &id, "against"), city.decide(&third, &id, "for"));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "{}", city.app.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interim_suspension_needs_two_and_ends_by_the_clock() {
    for city in cities().await {
        let code = uscc(1);
        let propose =
            |until: &'static str| [("agency", code.clone()), ("reason", "正在伪造材料，不能等。".into()), ("until", until.into())];
        let send = async |fields: &[(&str, String)]| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            city.post(&city.first, "/credit/suspensions/new", "/credit/suspensions", &fields).await
        };
        let long = send(&propose("2026-12-16T09:01")).await;
        assert!(long.status == 422 && long.body.contains("30天之内"), "{}", long.body);
        let made = send(&propose("2026-11-20T17:00")).await;
        assert_eq!(made.status, 303, "{}", made.body);
        let path = made.location;
        assert!(city.standing().is_good(), "a proposal holds nothing");
        let alone = city.post(&city.first, &path, &format!("{path}/confirm"), &[]).await;
        assert!(alone.status == 409 && alone.body.contains("须由另一人办理"));
        assert_eq!(city.post(&city.supervisor, &path, &format!("{path}/confirm"), &[]).await.status, 403);
        assert_eq!(city.get(&city.agency, &path).await.status, 403);
        assert!(!city.get(&city.agency, "/agency/cases").await.body.contains("伪造"));
        assert_eq!(city.post(&city.second, &path, &format!("{path}/confirm"), &[]).await.status, 303);
        let until = Day::of(2026, 11, 20).unwrap().at(17, 0);
        assert_eq!(city.standing(), Standing::Suspended { until });
        assert!(city.get(&city.agency, "/agency/cases").await.body.contains("伪造"));
        assert!(!city.public_list().await.contains("禾木"), "an interim suspension is not public");
        city.app.at(until.plus(-1)).await;
        assert!(!city.standing().is_good());
        city.app.at(until).await;
        assert!(city.standing().is_good() && city.app.troubles().is_empty());
        assert!(city.get(&city.first, &path).await.body.contains("已解除"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspension_ends_with_its_case_and_a_refused_one_never_holds() {
    for city in cities().await {
        let id = city.notified("general", "6").await;
        let body = |case: &str| json!({"agency": uscc(1), "reason": "不能等。", "until": "2026-12-01T17:00", "case": case});
        let (status, made) = api(&city.app, Some(&city.first), ("POST", "/api/v1/suspensions"), body(&id)).await;
        assert_eq!(status, 201, "{made}");
        let held = format!("/api/v1/suspensions/{}", made["id"].as_str().unwrap());
        assert_eq!(api(&city.app, Some(&city.second), ("POST", &format!("{held}/confirm")), json!({})).await.0, 204);
        let (_, made) = api(&city.app, Some(&city.first), ("POST", "/api/v1/suspensions"), body("")).await;
        let refused = format!("/api/v1/suspensions/{}", made["id"].as_str().unwrap());
        let why = json!({"reason": "证据不足。"});
        assert_eq!(api(&city.app, Some(&city.first), ("POST", &format!("{refused}/reject")), why.clone()).await.0, 409);
        assert_eq!(api(&city.app, Some(&city.second), ("POST", &format!("{refused}/reject")), why).await.0, 204);
        assert_eq!(api(&city.app, Some(&city.second), ("POST", &format!("{refused}/confirm")), json!({})).await.0, 409);
        assert!(matches!(city.standing(), Standing::Suspended { .. }));
        city.answered(&id).await;
        assert_eq!(city.decide(&city.second, &id, "for").await.status, 303);
        assert!(city.standing().is_good(), "the case was decided for the agency");
        city.app.work().await;
        assert!(city.app.troubles().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_published_names_no_person_and_is_escaped() {
    for city in cities().await {
        let code = uscc(1);
        for (facts, why) in [
            ("经办人电话13900139000拒签合同。", "手机号"),
            ("法定代表人沈既明拒签合同。", "沈既明"),
            ("经办人禾经办拒签合同。", "禾经办"),
            ("身份证号11010519491231002X。", "身份证号"),
        ] {
            let fields = [("agency", &*code), ("grade", "general"), ("months", "6"), ("rule", RULE), ("facts", facts)];
            let answer = city.post(&city.first, "/credit/cases/new", "/credit/cases", &fields).await;
            assert!(answer.status == 422 && answer.body.contains(why), "{facts}: {}", answer.body);
        }
        for (grade, months) in [("general", "2"), ("general", "13"), ("serious", "6"), ("minor", "4")] {
            let fields = [("agency", &*code), ("grade", grade), ("months", months), ("rule", RULE), ("facts", FACTS)];
            assert_eq!(city.post(&city.first, "/credit/cases/new", "/credit/cases", &fields).await.status, 422, "{grade} {months}");
        }
        city.barred("serious", "12").await;
        let entry = city.app.visitor().get("/blacklist/SX-2026-000001").await;
        assert!(entry.body.contains("&#60;b&#62;MX-2026-000087") && !entry.body.contains("<b>MX-2026"), "{}", entry.body);
        let (_, json) = api(&city.app, None, ("GET", "/api/v1/blacklist/SX-2026-000001"), json!(null)).await;
        for personal in ["沈既明", "顾清和", "禾经办", "陈起草", "宋决定", "13800138000", "guqinghe"] {
            assert!(!entry.body.contains(personal) && !json.to_string().contains(personal), "{personal}");
        }
        assert_eq!(json["authority"], "临澄市政务服务和数据局");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_minor_grade_bars_without_being_published() {
    for city in cities().await {
        city.barred("minor", "1").await;
        assert!(!city.standing().is_good());
        assert!(!city.public_list().await.contains("禾木"));
        assert_eq!(city.app.visitor().get("/blacklist/SX-2026-000001").await.status, 404);
        assert_eq!(api(&city.app, None, ("GET", "/api/v1/blacklist/SX-2026-000001"), json!(null)).await.0, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_read_by_the_parties_and_by_nobody_else() {
    for city in cities().await {
        let browser = city.app.browser(&city.first);
        let token = form_token(&browser.get("/credit/cases/new").await.body).unwrap();
        let (http, base) = browser.raw();
        let text = |value: &str| reqwest::multipart::Part::text(value.to_owned());
        let sent = |name: &str, bytes: &'static [u8]| {
            let file = reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned());
            let form = reqwest::multipart::Form::new().part("csrf", text(&token)).part("agency", text(&uscc(1)));
            let form = form.part("grade", text("general")).part("months", text("6")).part("rule", text(RULE)).part("facts", text(FACTS));
            http.post(format!("{base}/credit/cases")).header("origin", base).multipart(form.part("papers", file)).send()
        };
        let refused = sent("催告函.html", b"<html><script>alert(1)</script>").await.unwrap();
        assert_eq!(refused.status().as_u16(), 422, "what a browser would run is no evidence");
        let taken = sent("催告函.pdf", b"%PDF-1.7\nletter").await.unwrap();
        assert_eq!(taken.status().as_u16(), 303);
        let office = taken.headers()["location"].to_str().unwrap().to_owned();
        let page = city.get(&city.first, &office).await.body;
        let paper = page.split(&format!("{office}/documents/")).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let own = office.replace("/credit/", "/agency/");
        let (at_office, at_agency) = (format!("{office}/documents/{paper}"), format!("{own}/documents/{paper}"));
        assert_eq!(city.get(&city.second, &at_office).await.status, 404, "a draft's papers are its author's");
        assert_eq!(city.get(&city.agency, &at_agency).await.status, 404);
        assert_eq!(city.post(&city.first, &office, &format!("{office}/notify"), &[]).await.status, 303);
        let read = city.get(&city.agency, &at_agency).await;
        assert!(read.status == 200 && read.body.contains("letter"));
        assert!(read.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        assert_eq!(city.get(&city.second, &at_office).await.status, 200);
        assert_eq!(city.get(&city.supervisor, &at_office).await.status, 200);
        assert_eq!(city.get(&city.other_agency, &at_agency).await.status, 404);
        assert_eq!(city.app.visitor().get(&at_office).await.status, 303, "led to the door");
        assert_eq!(city.get(&city.agency, &at_office).await.status, 403);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_credit_page_counts_a_minor_act_and_tells_neither_its_grade_nor_its_case() {
    for city in cities().await {
        let id = city.barred("minor", "2").await;
        let agency = city.agency.org.clone();
        let page = city.app.visitor().get(&format!("/agencies/{agency}/credit")).await.body;
        assert!(page.contains("失信行为扣分") && !page.contains("轻微") && !page.contains(&id), "{}: {page}", city.app.engine);
        let (status, body) = api(&city.app, None, ("GET", &format!("/api/v1/agencies/{agency}/credit")), json!(null)).await;
        assert_eq!((status, body["entries"][0]["rule"].as_str(), body["entries"][0]["source_id"].as_str()), (200, Some("conduct"), None));
        assert!(body["deducted_tenths"].as_i64().unwrap() > 0, "the points count and are shown");
        let log = city.app.app.db.read_now(|conn| mingxuan::platform::audit::history(conn, "agency", &agency)).unwrap();
        let public: Vec<_> = log.iter().filter(|past| past.public).map(|past| past.document.as_str()).collect();
        assert!(!public.is_empty() && public.iter().all(|document| !document.contains("minor")), "{public:?}");
    }
}
