//! The administration: the first administrator, people of the offices, the working-day calendar, jobs in trouble.

use diesel::prelude::*;
use mingxuan::db::schema::agency_filings as filings;
use mingxuan::domain::role::Role;
use mingxuan::domain::time::{Day, Instant, MINUTE};
use mingxuan::market::accounts;
use mingxuan::platform::outbox::{self, Job};

use super::PASSWORD;
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn the_first_link_makes_one_administrator_and_then_no_link_does() {
    for app in TestApp::on_both().await {
        let links = [accounts::first_link(&app.app).await.unwrap().unwrap(), accounts::first_link(&app.app).await.unwrap().unwrap()];
        assert_ne!(links[0], links[1]);
        let visitor = app.visitor();
        assert_eq!(visitor.get(&links[0]).await.status, 200);
        let become_first = |link: &str, email: &'static str| {
            let (visitor, link) = (visitor.clone(), link.to_owned());
            let fields = [("name", "管理甲"), ("email", email), ("password", PASSWORD)];
            async move { visitor.post(&link, &fields).await.status }
        };
        let (one, two) = tokio::join!(become_first(&links[0], "one@office.example"), become_first(&links[1], "two@office.example"));
        assert_eq!([one, two].iter().filter(|status| **status == 303).count(), 1, "{one} {two} on {}", app.engine);
        assert!([one, two].iter().all(|status| matches!(status, 303 | 404 | 409)), "{one} {two}");
        assert_eq!(accounts::first_link(&app.app).await.unwrap(), None);
        for link in &links {
            assert!(matches!(visitor.get(link).await.status, 404 | 409), "{link}");
        }
    }
}

/// Next year's days off, as the State Council might announce them and an administrator types them.
fn table(year: i32, go: &'static str) -> Vec<(&'static str, String)> {
    vec![
        ("year", year.to_string()),
        ("source", format!("国务院办公厅关于{year}年部分节假日安排的通知")),
        ("issued", format!("{}-11-05", year - 1)),
        ("first-new-year", format!("{year}-01-01")),
        ("last-new-year", format!("{year}-01-08")),
        ("weekend-1", format!("{year}-02-14")),
        ("go", go.to_owned()),
    ]
}

/// The same with some fields typed otherwise.
fn typed(year: i32, go: &'static str, other: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let mut fields = table(year, go);
    fields.retain(|(name, _)| other.iter().all(|(changed, _)| changed != name));
    fields.extend(other.iter().map(|(name, value)| (*name, (*value).to_owned())));
    fields
}

#[tokio::test(flavor = "multi_thread")]
async fn a_years_table_added_by_an_administrator_counts_from_the_next_request() {
    for app in TestApp::on_both().await {
        let administrator = app.staff(Role::Administrator).await.visitor;
        let page = administrator.get("/admin/calendar").await.body;
        assert!(page.contains("2027") && page.contains("还没有录入"), "{page}");
        let day = Day::of(2027, 1, 8).unwrap();
        assert!(app.app.calendars.now().is_working(day) && app.app.calendars.now().is_provisional(day));
        let send = async |fields: Vec<(&'static str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            administrator.post_from("/admin/calendar", "/admin/calendar", &fields).await
        };
        let wrong: [(&[(&str, &str)], &str); 6] = [
            (&[("weekend-1", "2027-02-15")], "2027-02-15不是周六或周日"),
            (&[("weekend-1", "2027-01-02")], "同时填成了上班和放假"),
            (&[("last-new-year", "2026-12-30")], "不是1天到31天的假期"),
            (&[("first-qingming", "2027-01-05"), ("last-qingming", "2027-01-06")], "落在两个假期里"),
            (&[("first-qingming", "2027-04-05")], "第一天和最后一天请一起填"),
            (&[("first-new-year", ""), ("last-new-year", "")], "请至少填一个假期"),
        ];
        for (fields, told) in wrong {
            let refused = send(typed(2027, "enter", fields)).await;
            assert!(refused.status == 422 && refused.body.contains(told), "{told}: {}", refused.body);
        }
        assert!(send(table(2026, "enter")).await.body.contains("已有安排"));
        let preview = send(table(2027, "look")).await;
        assert!(preview.status == 200 && preview.body.contains("录入，立即生效") && preview.body.contains("只会延后"), "{}", preview.body);
        assert!(app.app.calendars.now().is_provisional(day), "a preview enters nothing");
        // Handed in on the last day of this year: by the provisional calendar the check is due in the days the table makes a holiday.
        let told = Day::of(2026, 12, 31).unwrap().at(10, 0);
        let due = |app: &TestApp| {
            let policy = app.app.policies.in_force(told);
            app.app.calendars.now().deadline(policy.term(told, policy.onboarding.formal_check_wd)).at
        };
        let provisional = due(&app);
        filing_due(&app, told, provisional).await;
        let added = send(table(2027, "enter")).await;
        assert_eq!(added.status, 303, "{}", added.body);
        assert!(!app.app.calendars.now().is_working(day) && !app.app.calendars.now().is_provisional(day));
        assert_eq!(send(table(2027, "enter")).await.status, 422);
        let (_, known) = crate::support::people::api(&app, None, ("GET", "/api/v1/calendar"), serde_json::Value::Null).await;
        assert!(
            known["years"].as_array().unwrap().iter().any(|year| year["year"] == 2027 && year["working_weekends"][0] == "2027-02-14"),
            "{known}"
        );
        app.work().await;
        assert!(app.troubles().is_empty(), "{:?}", app.troubles());
        assert!(due(&app) > provisional && stored_due(&app).await == due(&app), "{}", app.engine);
    }
}

/// An agency's filing that was handed in at `told` and is to be checked before `due`.
async fn filing_due(app: &TestApp, told: Instant, due: Instant) {
    let agency = app.listed_agency(7, "禾木工程咨询有限公司", "禾经办");
    let inserted = app.app.db.write(move |conn| {
        let what = (filings::id.eq("f-7"), filings::org_id.eq(agency.org), filings::version.eq(2), filings::state.eq("submitted"));
        let rest = (
            (filings::body.eq("{}"), filings::reasons.eq("{}"), filings::created_by.eq(agency.account)),
            (filings::submitted_at.eq(told.ms()), filings::due_at.eq(due.ms())),
            (filings::decided_at.eq(0), filings::decided_by.eq("")),
        );
        diesel::insert_into(filings::table).values((what, rest)).execute(conn)?;
        Ok(())
    });
    inserted.await.unwrap();
}

async fn stored_due(app: &TestApp) -> Instant {
    let due = app.app.db.read(|conn| Ok(filings::table.find("f-7").select(filings::due_at).first::<i64>(conn)?));
    Instant(due.await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn operators_see_kind_age_and_error_of_a_failing_job_and_nothing_of_whom_it_is_about() {
    for app in TestApp::on_both().await {
        let operator = app.staff(Role::Operator).await;
        app.work().await;
        assert!(operator.visitor.get("/operations/jobs").await.body.contains("没有失败的任务"));
        let (now, account) = (app.now(), operator.id.to_string());
        let job = Job::MailLink { account: account.clone(), purpose: "nonsense".into() };
        app.app.db.write(move |conn| outbox::push(conn, now, &job)).await.unwrap();
        app.at(now.plus(5 * MINUTE)).await;
        let page = operator.visitor.get("/operations/jobs").await.body;
        assert!(page.contains("mail-link") && page.contains("会自动重试") && !page.contains(&account), "{page}");
        assert!(!app.troubles()[0].error.contains("nonsense"), "an error tells its class, nothing of what it is about");
        for n in 1..=outbox::ATTEMPTS {
            app.at(now.plus((n + 1) * 61 * MINUTE)).await;
        }
        let visitor = app.staff(Role::Operator).await.visitor;
        let page = visitor.get("/operations/jobs").await.body;
        let path = page.split("action=\"").find(|part| part.starts_with("/operations/jobs/")).unwrap().split('"').next().unwrap();
        assert_eq!(visitor.post_from("/operations/jobs", path, &[]).await.status, 303);
        assert_eq!(visitor.post_from("/operations/jobs", path, &[]).await.status, 404, "it runs already");
        app.work().await;
        assert_eq!(app.troubles().len(), 1);
        assert_eq!(app.troubles()[0].attempts, 1, "it began anew and failed anew");
    }
}
