//! What a stranger types who wants to break the market: statements and scripts in every field of every form that a whole city has, by everybody
//! who may open it. Nothing breaks, everything comes back as the text it is, on the form, on later pages and in letters.

use std::collections::BTreeSet;

use mingxuan::app::App;
use mingxuan::demo::PRINTED;
use mingxuan::market::accounts;
use mingxuan::platform::auth::session::{self, Lifetimes, Opening};
use mingxuan::platform::mail::Mailer;
use mingxuan::server::{self, route_table};
use mingxuan::worker;
use tokio::sync::watch;

use crate::support::app::{Answer, Visitor, answer};
use crate::support::forms::{PageForm, Takes, forms, links};

/// Breaks out of a statement, an attribute and a text, wherever it is put unguarded.
const HOSTILE: &str = "'; DROP TABLE accounts;--<script>alert(1)</script>\"><img src=x onerror=alert(2)>";
/// Traces of it that no page may hold: its quote, its script, its picture.
const RAW: [&str; 3] = ["'; DROP TABLE", "<script>alert(1)", "<img src=x"];
/// How it looks where it is shown as text.
const SHOWN: &str = "&#60;script&#62;alert(1)";

/// How the fields of a form are filled.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// What is typed only, and only where it could pass: the text may be stored.
    Plausible,
    /// Every field somebody can type into.
    Typed,
    /// Every field there is, but for the token.
    Forged,
}

/// Walks a city whose server is not running yet: every form, then every page again.
pub async fn walk(app: &App) {
    app.progress.set(1000);
    let running = server::start(app).unwrap();
    let base = format!("http://{}", running.address);
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(running.wait(stopped));
    let mut readers = vec![("nobody", Visitor::anonymous(&base))];
    for (role, email) in PRINTED {
        readers.push((role, Visitor::in_session(&base, &session_of(app, email).await)));
    }
    let (mut sent, mut shown) = (BTreeSet::new(), 0);
    for (role, reader) in &readers {
        for (path, page) in pages(reader).await {
            for form in forms(&page, &path).into_iter().filter(PageForm::takes_text) {
                if sent.insert((*role, pattern(&form.action), form.posts)) {
                    shown += attack(reader, &form, &path).await;
                }
            }
        }
    }
    assert!(sent.iter().filter(|(_, _, posts)| *posts).count() >= 25, "only {sent:?}");
    for (_, reader) in &readers {
        for (path, page) in pages(reader).await {
            is_clean(&path, &page);
            shown += usize::from(page.contains(SHOWN));
        }
    }
    assert!(shown > 0, "the text came back nowhere, so nothing was proved");
    letters_are_clean(app).await;
    stop.send_replace(true);
}

async fn session_of(app: &App, email: &str) -> String {
    let (email, now) = (email.to_owned(), app.clock.now());
    let lifetimes = Lifetimes { whole: 36_000_000, idle: 36_000_000 };
    let opened = app.db.write(move |conn| {
        let id = account(conn, &email)?;
        session::open(conn, now, &id, Opening { lifetimes, second_factor: true, device: "test" })
    });
    opened.await.unwrap()
}

fn account(conn: &mut mingxuan::db::DbConn, email: &str) -> mingxuan::error::Result<mingxuan::platform::auth::AccountId> {
    use diesel::prelude::*;
    use mingxuan::db::schema::accounts::dsl;
    let id: String = dsl::accounts.filter(dsl::email.eq(email)).select(dsl::id).first(conn)?;
    Ok(accounts::identity(conn, &id.as_str().into())?.account.clone())
}

/// One page of every kind that this reader finds by following links.
async fn pages(reader: &Visitor) -> Vec<(String, String)> {
    let mut waiting: Vec<String> = ["/desk", "/", "/account", "/register", "/sign-in", "/password/forgot"].map(str::to_owned).to_vec();
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    while let Some(path) = waiting.pop() {
        let file = path.starts_with("/static/") || path.starts_with("/lang/") || path.contains("/documents/") || path.ends_with(".zip");
        if file || !seen.insert(pattern(&path)) {
            continue;
        }
        let page = reader.get(&path).await;
        assert!(page.status < 500, "{path}: {}", page.body);
        let is_page = page.headers.get("content-type").is_some_and(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("text/html")));
        if page.status == 200 && is_page {
            // Those that were found later stand on rarer pages; they come first.
            waiting.extend(links(&page.body));
            found.push((path, page.body));
        }
    }
    found
}

/// The registered route an address belongs to.
fn pattern(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let fits = |route: &str| {
        let (mut route, mut path) = (route.split('/'), path.split('/'));
        loop {
            match (route.next(), path.next()) {
                (None, None) => return true,
                (Some(part), Some(_)) if part.ends_with(".+}") || part.ends_with(".*}") => return true,
                (Some(part), Some(word)) if part.starts_with('{') || part == word => {}
                _ => return false,
            }
        }
    };
    let known = route_table().into_iter().filter(|route| fits(route.path)).min_by_key(|route| route.path.matches('{').count());
    known.map_or(path.to_owned(), |route| route.path.to_owned())
}

/// Sends a form in every way; tells how many answers showed the text as text.
async fn attack(reader: &Visitor, form: &PageForm, from: &str) -> usize {
    let mut shown = 0;
    for way in [Way::Forged, Way::Typed, Way::Plausible] {
        let answer = send(reader, form, &filled(form, way)).await;
        assert!(answer.status < 500, "{way:?} to {} from {from}: {}", form.action, answer.body);
        is_clean(&form.action, &answer.body);
        shown += usize::from(answer.body.contains(SHOWN));
        if answer.status == 303 {
            let next = reader.get(&answer.location).await;
            assert!(next.status < 500, "after {way:?} to {}: {}", form.action, next.body);
            is_clean(&answer.location, &next.body);
            shown += usize::from(next.body.contains(SHOWN));
        }
    }
    shown
}

fn filled(form: &PageForm, way: Way) -> Vec<(String, String)> {
    let value = |takes: Takes, kind: &str, value: &str| match (way, takes) {
        (Way::Forged, _) => HOSTILE.to_owned(),
        (_, Takes::Choice | Takes::Hidden | Takes::File) => value.to_owned(),
        (Way::Typed, Takes::Text) => HOSTILE.to_owned(),
        (Way::Plausible, Takes::Text) => match kind {
            "text" | "textarea" | "search" if value.is_empty() => HOSTILE.to_owned(),
            "email" => "stranger@example.cn".to_owned(),
            "date" => "2026-12-01".to_owned(),
            "number" => "1".to_owned(),
            _ => value.to_owned(),
        },
    };
    let controls = form.controls.iter().filter(|control| control.takes != Takes::File);
    let sent = |name: &str, takes, kind: &str, old: &str| if name == "csrf" { old.to_owned() } else { value(takes, kind, old) };
    controls.map(|c| (c.name.clone(), sent(&c.name, c.takes, &c.kind, &c.value))).collect()
}

async fn send(reader: &Visitor, form: &PageForm, fields: &[(String, String)]) -> Answer {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    if !form.posts {
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        return reader.get(&format!("{}?{query}", form.action)).await;
    }
    if !form.multipart {
        return reader.post(&form.action, &pairs).await;
    }
    let (http, base) = reader.raw();
    let parts = fields.iter().fold(reqwest::multipart::Form::new(), |parts, (name, value)| parts.text(name.clone(), value.clone()));
    let sent = http.post(format!("{base}{}", form.action)).header("origin", base).multipart(parts);
    answer(sent.send().await.unwrap()).await
}

fn is_clean(path: &str, page: &str) {
    for raw in RAW {
        let around =
            page.find(raw).map(|at| page[page.floor_char_boundary(at.saturating_sub(200))..].chars().take(400).collect::<String>());
        assert_eq!(around, None, "{path} shows {raw} as it came");
    }
}

/// What was done told people by mail: their letters hold the text as text.
async fn letters_are_clean(app: &App) {
    app.mail.let_all_leave();
    while worker::run_due(app, "test").await.unwrap() > 0 {}
    let Mailer::Building { inner, .. } = &app.mail else { panic!("a city is built with a mailer of its own") };
    let Mailer::Memory { sent } = inner.as_ref() else { panic!("tests keep mail in memory") };
    for (_, letter) in sent.lock().unwrap().iter() {
        is_clean(&letter.subject, &letter.html);
    }
}
