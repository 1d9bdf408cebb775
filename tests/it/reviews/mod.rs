//! Panels of experts and their reviews, through the doors people use, on both engines.

mod calendar;
mod course;
pub mod documents;
mod faults;
mod pool;

use mingxuan::db::schema::{experts as rows, log_documents, panel_seats};
use mingxuan::domain::bid::Quote;
use mingxuan::domain::draw::{Document, DrawId};
use mingxuan::domain::expert::{Employer, Profile};
use mingxuan::domain::project::{PriceKind, ProjectId, ProjectState};
use mingxuan::domain::text::{Email, PersonName};
use mingxuan::domain::time::{Instant, MINUTE};
use mingxuan::market::bids::service::{Typed, desk, seal_here};
use mingxuan::market::experts::service::pool::NewExpert;
use mingxuan::market::{accounts, experts};
use mingxuan::platform::auth::AccountId;
use mingxuan::platform::auth::session::{self, Lifetimes, Opening};

use crate::selection::{at_deadline, bundle, city, document, draw_of, verified};
use crate::support::TestApp;
use crate::support::app::Visitor;
use crate::support::city::{City, ITEM, posting};

/// An expert of the pool with a browser that stays signed in.
pub struct Expert {
    pub number: String,
    pub account: String,
    pub visitor: Visitor,
}

/// What the pool knows of somebody without any conflict.
fn profile() -> Profile {
    Profile {
        title: "高级工程师".into(),
        employer: Employer { name: "临澄大学".into(), uscc: String::new() },
        former: Vec::new(),
        kin: Vec::new(),
        items: vec![ITEM.into()],
    }
}

/// Takes somebody into the pool, and signs them in.
async fn expert(app: &TestApp, city: &City, n: usize, profile: Profile) -> Expert {
    let (shared, operator, now) = (app.app.clone(), city.operator.clone(), app.now());
    let name = PersonName::parse(&format!("评审员{}", ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"][n])).unwrap();
    let new = NewExpert { email: Email::parse(&format!("expert{n}@test.example")).unwrap(), name, profile };
    let (number, account, token) = app
        .app
        .db
        .write(move |conn| {
            use diesel::prelude::*;
            let id = experts::add(conn, &shared, &operator, &new)?;
            let row = rows::table.find(id.as_str()).select((rows::number, rows::account_id));
            let (number, account): (String, String) = row.first(conn)?;
            accounts::activate(conn, &shared, &AccountId(account.clone()), "$argon2id$unusable")?;
            let opening = Opening { lifetimes: LONG, second_factor: true, device: "test" };
            let token = session::open(conn, now, &AccountId(account.clone()), opening)?;
            Ok((number, account, token))
        })
        .await
        .unwrap();
    Expert { number, account, visitor: app.in_session(&token) }
}

/// So many experts without any conflict.
pub async fn pool(app: &TestApp, city: &City, count: usize) -> Vec<Expert> {
    let mut all = Vec::new();
    for n in 0..count {
        all.push(expert(app, city, n, profile()).await);
    }
    all
}

/// Days have passed: everybody signs in again.
pub fn sign_in(app: &TestApp, all: &mut [Expert]) {
    let now = app.now();
    for expert in all {
        let account = AccountId(expert.account.clone());
        let opening = Opening { lifetimes: LONG, second_factor: true, device: "test" };
        let token = tokio::task::block_in_place(|| app.app.db.write_now(move |conn| session::open(conn, now, &account, opening))).unwrap();
        expert.visitor = app.in_session(&token);
    }
}

const LONG: Lifetimes = Lifetimes { whole: 90 * 86_400_000, idle: 90 * 86_400_000 };

/// A published project whose proposals a panel reviews; the best two stay.
pub async fn posted(app: &TestApp, city: &City, preset: &str) -> ProjectId {
    let mut posting = posting(Vec::new());
    let policy = app.app.policies.in_force(app.now());
    (posting.price_kind, posting.spec.way.preset) = (PriceKind::Cap, preset.into());
    (posting.spec.way.shortlist, posting.spec.way.weights) = (2, policy.review.proposed());
    let project = tokio::task::block_in_place(|| city.posted(posting));
    app.work().await;
    assert_eq!(city.state(&project).state, ProjectState::Open, "{}", app.engine);
    project
}

/// All agencies of the city sign up, and the market seals what they type: 50 000 yuan and a thousand more each.
pub fn all_quote(city: &City, project: &ProjectId) {
    for agency in 0..city.agencies.len() {
        let signup = tokio::task::block_in_place(|| city.signs_up(agency, project).unwrap());
        let (app, who) = (city.app.clone(), city.agencies[agency].clone());
        let quote = Quote::Amount(5_000_000 + 100_000 * agency as u64);
        let seals = move |conn: &mut mingxuan::db::DbConn| {
            let claim = desk(conn, &app, &who, &signup.id)?.fresh;
            seal_here(conn, &app, &who, (&signup.id, Typed { quote, days: Some(20) }, claim), &[]).map(drop)
        };
        tokio::task::block_in_place(|| city.app.db.write_now(seals)).unwrap();
    }
}

/// From sign-up to the invitations.
pub async fn invited(app: &TestApp, city: &City, (project, all): (&ProjectId, &mut [Expert])) {
    all_quote(city, project);
    let closes = at_deadline(app, city, project).await;
    app.at(closes.plus(60 * MINUTE)).await;
    sign_in(app, all);
}

/// When the first and the last of those who are asked have to have answered.
fn due_of(city: &City, project: &ProjectId) -> (Instant, Instant) {
    use diesel::prelude::*;
    let own = panel_seats::table.filter(panel_seats::project_id.eq(project.as_str())).filter(panel_seats::state.eq("invited"));
    let found: Vec<i64> = city.asked(|conn| Ok(own.order(panel_seats::due_at).select(panel_seats::due_at).load(conn)?));
    (Instant(found[0]), Instant(found[found.len() - 1]))
}

/// The draw of a project's panel.
pub fn panel_of(city: &City, project: &ProjectId) -> DrawId {
    DrawId::parse(&format!("{}/2", city.state(project).number)).unwrap()
}

/// Ids of the seats in this state with the accounts behind them, in the order of the draw, as only the market's key tells them.
fn seats(city: &City, project: &ProjectId, state: &str) -> Vec<(String, String)> {
    let drawn = city.asked(|conn| experts::drawn(conn, &city.app.keys, project)).into_iter().filter(|seat| seat.state.as_str() == state);
    drawn.map(|seat| (seat.id, seat.who.account.to_string())).collect()
}

/// The experts behind the seats in this state, in the order of the draw.
pub fn sitting<'a>(city: &City, project: &ProjectId, (state, all): (&str, &'a [Expert])) -> Vec<(String, &'a Expert)> {
    let of = |account: &str| all.iter().find(|expert| expert.account == account).unwrap();
    seats(city, project, state).into_iter().map(|(seat, account)| (seat, of(&account))).collect()
}

/// An expert answers its invitation.
async fn answers(expert: &Expert, seat: &str, (answer, reason): (&str, &str)) -> crate::support::app::Answer {
    let page = format!("/expert/invitations/{seat}");
    expert.visitor.post_from(&page, &page, &[("answer", answer), ("reason", reason)]).await
}

/// Everybody who is invited accepts, and the review begins.
pub async fn all_accept<'a>(app: &TestApp, city: &City, (project, all): (&ProjectId, &'a [Expert])) -> Vec<(String, &'a Expert)> {
    for (seat, expert) in sitting(city, project, ("invited", all)) {
        let said = answers(expert, &seat, ("accept", "")).await;
        assert_eq!(said.status, 303, "{}", said.body);
    }
    app.work().await;
    sitting(city, project, ("accepted", all))
}

/// The sheets of a desk, as the page links them.
pub fn sheets(page: &str, seat: &str) -> Vec<String> {
    let prefix = format!("href=\"/expert/reviews/{seat}/p-");
    let ends = page.split(&prefix).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    let mut all: Vec<String> = ends.map(|end| format!("/expert/reviews/{seat}/p-{end}")).collect();
    all.dedup();
    all
}

const CRITERIA: [&str; 4] = ["understanding", "approach", "schedule", "quality"];

/// Fills in a sheet: 20, 40, 20 and 20 points at most.
pub async fn scores(expert: &Expert, (seat, sheet): (&str, &str), points: [&str; 4]) -> crate::support::app::Answer {
    let named = CRITERIA.iter().zip(points).map(|(id, points)| (format!("points_{id}"), points)).collect::<Vec<_>>();
    let fields: Vec<(&str, &str)> = named.iter().map(|(name, points)| (name.as_str(), *points)).chain([("go", "desk")]).collect();
    let _ = seat;
    expert.visitor.post_from(sheet, sheet, &fields).await
}

pub async fn locks(expert: &Expert, seat: &str) -> crate::support::app::Answer {
    let desk = format!("/expert/reviews/{seat}");
    expert.visitor.post_from(&desk, &format!("{desk}/lock"), &[]).await
}

/// The pseudonym of the proposal behind a label, as nobody can tell before the reveal: with the private keys of the platform and of the officer.
fn pseudonym_of(city: &City, project: &ProjectId, label: &str) -> String {
    let links = crate::selection::choice::unsealed(city, &draw_of(city, project));
    links.pseudonym(&mingxuan::domain::draw::Label::parse(label).unwrap()).unwrap().to_string()
}

/// The kinds under which the log holds what was done about seats and sheets.
fn sealed_kinds(city: &City) -> Vec<String> {
    use diesel::prelude::*;
    let own = log_documents::table.filter(log_documents::thing_kind.eq_any(["panel-seat", "review"]));
    city.asked(|conn| Ok(own.select(log_documents::kind).distinct().order(log_documents::kind).load(conn)?))
}

fn read<D: Document>(city: &City, draw: &DrawId) -> D {
    D::parse(document(city, draw, D::FILE).unwrap_or_else(|| panic!("{} is there", D::FILE))).unwrap()
}

/// The exit code of the program for a bundle in which this was changed, and whose proofs of the log were left out for it.
pub fn tampered(bundle: &[u8], (name, from, to): (&str, &str, &str)) -> u8 {
    let folder = tempfile::tempdir().unwrap();
    zip::ZipArchive::new(std::io::Cursor::new(bundle)).unwrap().extract(folder.path()).unwrap();
    let path = folder.path().join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    for end in ["entry", "tlog-proof"] {
        std::fs::remove_file(path.with_extension(end)).unwrap();
    }
    mingxuan::verify::verify_under(folder.path(), &mingxuan::domain::log::Trusted::default(), &mut Vec::new())
}

fn failed(app: &TestApp) -> Vec<String> {
    app.troubles().into_iter().map(|job| format!("{}: {}", job.kind, job.error)).collect()
}
