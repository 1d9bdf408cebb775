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

/// Next year's days off, as the State Council might announce them.
fn table(year: i32) -> String {
    format!(
        "year = {year}\nsource = \"国务院办公厅关于{year}年部分节假日安排的通知\"\nissued = \"{}-11-05\"\n\
         working_weekends = [\"{year}-02-14\"]\n\n[[holidays]]\nname = {{ zh = \"元旦\", en = \"New Year's Day\" }}\n\
         first = \"{year}-01-01\"\nlast = \"{year}-01-08\"\n",
        year - 1
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_years_table_added_by_an_administrator_counts_from_the_next_request() {
    for app in TestApp::on_both().await {
        let administrator = app.staff(Role::Administrator).await.visitor;
        let page = administrator.get("/admin/calendar").await.body;
        assert!(page.contains("2027") && page.contains("还没有录入"), "{page}");
        let day = Day::of(2027, 1, 8).unwrap();
        assert!(app.app.calendars.now().is_working(day) && app.app.calendars.now().is_provisional(day));
        let text = table(2027);
        for (wrong, told) in [("year = 2027", "无法读取"), (&*table(2026), "已有安排"), ("<script>", "&")] {
            let refused = administrator.post_from("/admin/calendar", "/admin/calendar", &[("table", wrong)]).await;
            assert!(refused.status == 422 && refused.body.contains(told) && !refused.body.contains("<script>"), "{}", refused.body);
        }
        // Handed in on the last day of this year: by the provisional calendar the check is due in the days the table makes a holiday.
        let told = Day::of(2026, 12, 31).unwrap().at(10, 0);
        let due = |app: &TestApp| {
            let policy = app.app.policies.in_force(told);
            app.app.calendars.now().deadline(policy.term(told, policy.onboarding.formal_check_wd)).at
        };
        let provisional = due(&app);
        filing_due(&app, told, provisional).await;
        let added = administrator.post_from("/admin/calendar", "/admin/calendar", &[("table", &text)]).await;
        assert_eq!(added.status, 303, "{}", added.body);
        assert!(!app.app.calendars.now().is_working(day) && !app.app.calendars.now().is_provisional(day));
        let twice = administrator.post_from("/admin/calendar", "/admin/calendar", &[("table", &text)]).await;
        assert_eq!(twice.status, 422);
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
