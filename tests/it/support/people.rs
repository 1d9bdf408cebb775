//! People and agencies as rows, for tests of what they do rather than of how they came in.

use diesel::prelude::*;
use mingxuan::db::DbConn;
use mingxuan::db::schema::{access_tokens, accounts, agencies, organisations};
use mingxuan::domain::role::Role;
use mingxuan::domain::text::check_char;
use mingxuan::domain::time::Instant;
use mingxuan::error::Result;
use mingxuan::platform::auth::AccountId;
use mingxuan::platform::auth::session::{self, Lifetimes, Opening};
use mingxuan::platform::keys::sha256_hex;

use super::app::{TestApp, Visitor};

/// Somebody with an account.
#[derive(Clone, Debug)]
pub struct Person {
    pub account: String,
    pub org: String,
}

/// An agency's code, valid, from a short number.
pub fn uscc(number: u32) -> String {
    let body = format!("91510100MA{number:07}");
    format!("{body}{}", check_char(&body).unwrap())
}

impl TestApp {
    /// Somebody who works for the market.
    pub fn officer(&self, role: Role, name: &str) -> Person {
        self.organisation(&format!("office-{role}"), "office", "临澄市政务服务和数据局");
        self.member(&format!("office-{role}"), role, name)
    }

    /// An agency that is listed, with one member of this name.
    pub fn listed_agency(&self, number: u32, name: &str, member: &str) -> Person {
        let org = format!("agency-{number}");
        self.organisation(&org, "agency", name);
        let (id, name, code) = (org.clone(), name.to_owned(), uscc(number));
        let inserted = self.written(move |conn| {
            let identity = (agencies::id.eq(id), agencies::uscc.eq(code), agencies::name.eq(name), agencies::name_en.eq(""));
            let place = (agencies::province.eq("510000"), agencies::place.eq("510100"), agencies::address.eq("滨河路1号"));
            let people = (
                agencies::legal_representative.eq("沈既明"),
                agencies::contact_name.eq("顾清和"),
                agencies::contact_phone.eq("13800138000"),
                agencies::contact_email.eq("guqinghe@example.cn"),
            );
            let rest = (
                (agencies::kind.eq("enterprise"), agencies::state.eq("listed"), agencies::established_on.eq("2019-04-18")),
                (agencies::capital_fen.eq(50_000_000_i64), agencies::scope.eq("工程咨询"), agencies::introduction.eq("")),
                (agencies::nested_check.eq(true), agencies::filing_version.eq(1_i64), agencies::listed_at.eq(0_i64)),
                (agencies::credit_tenths.eq(800_i64), agencies::version.eq(1_i64)),
            );
            diesel::insert_into(agencies::table).values((identity, place, people, rest)).execute(conn)?;
            Ok(())
        });
        inserted.unwrap();
        self.member(&org, Role::Agency, member)
    }

    /// A manager of an organisation of agencies that has filed nothing, with an access token.
    pub fn api_agency(&self, org: &str, name: &str) -> Person {
        self.organisation(org, "agency", name);
        self.member(org, Role::Agency, "经理人")
    }

    /// A write from a test, which runs on an async thread and may wait there.
    fn written<T: Send + 'static>(&self, work: impl FnOnce(&mut DbConn) -> Result<T> + Send + 'static) -> Result<T> {
        tokio::task::block_in_place(|| self.app.db.write_now(work))
    }

    fn organisation(&self, id: &str, kind: &str, name: &str) {
        let (id, kind, name) = (id.to_owned(), kind.to_owned(), name.to_owned());
        let made = self.written(move |conn| {
            let known: i64 = organisations::table.filter(organisations::id.eq(&id)).count().get_result(conn)?;
            if known == 0 {
                let row = (
                    organisations::id.eq(id),
                    organisations::kind.eq(kind),
                    organisations::name.eq(name),
                    organisations::created_at.eq(0_i64),
                );
                diesel::insert_into(organisations::table).values(row).execute(conn)?;
            }
            Ok(())
        });
        made.unwrap();
    }

    /// A member of an organisation, with an access token that reads and writes.
    pub fn member(&self, org: &str, role: Role, name: &str) -> Person {
        let account = format!("{org}-{}", hex(name));
        let person = Person { account: account.clone(), org: org.to_owned() };
        let (org, name, now) = (org.to_owned(), name.to_owned(), self.now());
        let made = self.written(move |conn| {
            let who = (accounts::id.eq(&account), accounts::email.eq(format!("{account}@example.cn")), accounts::name.eq(name));
            let place = (accounts::role.eq(role.as_str()), accounts::rank.eq("manager"), accounts::org_id.eq(org));
            let rest = (
                (accounts::phone.eq(""), accounts::state.eq("active"), accounts::lang.eq("zh-CN")),
                (accounts::pseudonym.eq(format!("p-{account}")), accounts::totp_step.eq(0_i64), accounts::failed.eq(0_i64)),
                (accounts::locked_until.eq(0_i64), accounts::created_at.eq(now.ms())),
            );
            diesel::insert_into(accounts::table).values((who, place, rest)).execute(conn)?;
            let token = (
                access_tokens::id.eq(format!("t-{account}")),
                access_tokens::account_id.eq(&account),
                access_tokens::name.eq("test"),
                access_tokens::token_hash.eq(sha256_hex(format!("mx_{account}").as_bytes())),
                access_tokens::scopes.eq("read write"),
                access_tokens::created_at.eq(0_i64),
                access_tokens::expires_at.eq(i64::MAX),
            );
            diesel::insert_into(access_tokens::table).values(token).execute(conn)?;
            Ok(())
        });
        made.unwrap();
        person
    }

    /// This person's browser, with a session of this instant in which the second factor was given.
    pub fn browser(&self, person: &Person) -> Visitor {
        self.in_session(&self.session_token(person))
    }

    /// A session of this person, of this instant, in which the second factor was given.
    pub fn session_token(&self, person: &Person) -> String {
        let (account, now) = (AccountId(person.account.clone()), self.now());
        let lifetimes = Lifetimes { whole: 3_600_000, idle: 3_600_000 };
        let opening = Opening { lifetimes, second_factor: true, device: "test" };
        self.written(move |conn| session::open(conn, now, &account, opening)).unwrap()
    }
}

fn hex(name: &str) -> String {
    sha256_hex(name.as_bytes())[..12].to_owned()
}

impl Person {
    /// This person's access token for the JSON door.
    pub fn token(&self) -> String {
        format!("mx_{}", self.account)
    }
}

/// What a program of this person gets for a JSON request; `body` of a GET is ignored.
pub async fn api(
    app: &TestApp,
    person: Option<&Person>,
    (method, path): (&str, &str),
    body: serde_json::Value,
) -> (u16, serde_json::Value) {
    let visitor = app.visitor();
    let (http, base) = visitor.raw();
    let url = format!("{base}{path}");
    let request = if method == "GET" { http.get(url) } else { http.post(url).json(&body) };
    let request = if let Some(person) = person { request.bearer_auth(person.token()) } else { request };
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(serde_json::Value::Null))
}

/// A project as a row, for tests of lists and figures.
#[derive(Clone, Copy, Debug)]
pub struct ProjectRow<'a> {
    pub number: &'a str,
    pub title: &'a str,
    pub state: &'a str,
    pub published: Instant,
    pub closes: Instant,
    /// 0 where there is no result.
    pub decided: Instant,
}

impl TestApp {
    /// A project of an owner, with its draw, as rows. Pages see it with the next change of what they show.
    pub fn project_row(&self, project: ProjectRow<'_>) {
        use mingxuan::db::schema::{draws, owners, projects};
        self.organisation("owner-1", "owner", "临澄市教育局");
        let ProjectRow { number, title, state, published, closes, decided } = project;
        let (number, title, state) = (number.to_owned(), title.to_owned(), state.to_owned());
        let inserted = self.written(move |conn| {
            let known: i64 = owners::table.count().get_result(conn)?;
            if known == 0 {
                let who = (owners::id.eq("owner-1"), owners::uscc.eq(uscc(9)), owners::name.eq("临澄市教育局"), owners::kind.eq("public"));
                let people = (
                    (owners::legal_representative.eq("林"), owners::contact_name.eq("林"), owners::contact_phone.eq("")),
                    (owners::state.eq("approved"), owners::address.eq(""), owners::complaint_phone.eq("")),
                    (owners::filing_version.eq(1_i64), owners::approved_at.eq(0_i64), owners::version.eq(1_i64)),
                );
                diesel::insert_into(owners::table).values((who, people)).execute(conn)?;
            }
            let id = format!("p-{number}");
            let what = (
                (projects::id.eq(&id), projects::number.eq(&number), projects::owner_id.eq("owner-1"), projects::state.eq(&state)),
                (
                    projects::title.eq(title),
                    projects::item_code.eq("cost"),
                    projects::price_kind.eq("cap"),
                    projects::price_fen.eq(7_200_000_i64),
                ),
                (projects::spec.eq("{}"), projects::policy.eq("2025-01"), projects::stage.eq(0_i64), projects::created_by.eq("")),
            );
            let times = (
                (projects::created_at.eq(published.ms()), projects::submitted_at.eq(0_i64), projects::review_due.eq(closes.ms())),
                (projects::published_at.eq(published.ms()), projects::opens_at.eq(published.ms()), projects::closes_at.eq(closes.ms())),
                (projects::reveal_by.eq(0_i64), projects::select_by.eq(0_i64), projects::decided_at.eq(decided.ms())),
            );
            let rest = (
                (projects::reviewed_by.eq(""), projects::return_reason.eq(""), projects::end_reason.eq("")),
                (projects::ended_at.eq(0_i64), projects::due_provisional.eq(false), projects::version.eq(1_i64)),
            );
            diesel::insert_into(projects::table).values((what, times, rest)).execute(conn)?;
            let draw = (
                (draws::id.eq(format!("{number}/1")), draws::project_id.eq(id), draws::stage.eq(0_i64), draws::attempt.eq(1_i64)),
                (draws::kind.eq("first"), draws::state.eq(&state), draws::policy.eq("2025-01"), draws::requested_at.eq(published.ms())),
                (draws::commit_due.eq(closes.ms()), draws::opens_at.eq(published.ms()), draws::closes_at.eq(closes.ms())),
                (draws::reveal_by.eq(0_i64), draws::decided_at.eq(decided.ms()), draws::version.eq(1_i64)),
            );
            diesel::insert_into(draws::table).values(draw).execute(conn)?;
            mingxuan::db::revisions::bump(conn, mingxuan::db::Topic::Projects)?;
            Ok(())
        });
        inserted.unwrap();
    }

    /// A sign-up of an agency as a row; nothing public changes with it.
    pub fn signup_row(&self, number: &str, agency: &Person) {
        use mingxuan::db::schema::signups;
        let (number, agency, now) = (number.to_owned(), agency.clone(), self.now());
        let inserted = self.written(move |conn| {
            let id = format!("s-{number}-{}", agency.org);
            let what = (
                (signups::id.eq(&id), signups::draw_id.eq(format!("{number}/1")), signups::project_id.eq(format!("p-{number}"))),
                (signups::agency_id.eq(&agency.org), signups::account_id.eq(&agency.account), signups::state.eq("active")),
                (signups::label.eq(format!("l-{id}")), signups::label_nonce.eq(""), signups::commitment.eq(""), signups::salt.eq("")),
                (signups::log_id.eq(0_i64), signups::received_at.eq(now.ms()), signups::ended_at.eq(0_i64)),
                (signups::outcome.eq(""), signups::outcome_reason.eq(""), signups::profile.eq("{}")),
            );
            diesel::insert_into(signups::table).values(what).execute(conn)?;
            Ok(())
        });
        inserted.unwrap();
    }
}
