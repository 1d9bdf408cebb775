//! Addresses of things that do not exist: a page that says so and leads on, in the reader's language, at every door and for everybody who may
//! knock there; for programs the same as JSON.

use mingxuan::server::route_table;

use crate::rights::{Caller, everybody, table};
use crate::support::TestApp;

/// What people and programs put where an id belongs.
const IDS: [&str; 9] = [
    "unknown",
    "MX-2026-999999",
    "MX-2026-999999%2F1",
    "0",
    "-1",
    "99999999999999999999999999",
    "%E6%98%8E%E9%80%89",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "'%3B%20DROP%20TABLE%20projects%3B--",
];

/// The path with this in the place of every parameter.
fn filled(path: &str, id: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + id + part.split_once('}').map_or("", |(_, rest)| rest))
}

/// Doors whose parameter names no thing: languages and files of the program, and links that are told what is wrong with them on a page of theirs.
fn is_of_its_own(path: &str) -> bool {
    path.starts_with("/static/") || path.starts_with("/lang/") || path.starts_with("/link/")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_exist_is_told_with_a_way_on_at_every_door() {
    for app in TestApp::on_both().await {
        let (mut callers, rights) = (everybody(&app).await, table());
        for route in route_table().iter().filter(|route| route.method == "GET" && route.path.contains('{') && !is_of_its_own(route.path)) {
            let letters = &rights[&(route.path.to_owned(), route.method.to_owned())];
            let caller = callers.iter_mut().find(|caller| letters.contains(caller.letter)).expect("somebody may");
            for (at, id) in IDS.iter().enumerate() {
                let (path, lang) = (filled(route.path, id), if at % 2 == 0 { "zh-CN" } else { "en" });
                if route.path.starts_with("/api/") { is_told_as_json(caller, &path).await } else { is_a_page(caller, &path, lang).await }
            }
        }
    }
}

async fn is_a_page(caller: &mut Caller, path: &str, lang: &'static str) {
    caller.visitor.lang = lang;
    caller.visitor.get(&format!("/lang/{lang}?to=/")).await;
    let page = caller.visitor.get(path).await;
    assert_eq!(page.status, 404, "{path}: {}", page.body);
    let told = if lang == "en" { "There is no such page" } else { "没有这一页" };
    assert!(page.body.contains(told) && page.body.contains(&format!("lang=\"{lang}\"")), "{path}: {}", page.body);
    assert!(page.body.contains("href=\"/projects\"") && page.body.contains("href=\"/\""), "{path} has no way on");
    assert!(!page.body.contains("<script>alert(1)"), "{path} comes back unescaped");
}

async fn is_told_as_json(caller: &Caller, path: &str) {
    let (status, told) = asked(caller, path).await;
    assert_eq!(status, 404, "{path}");
    assert_eq!(told["error"]["code"], "not-found", "{path}: {told}");
    assert!(told["error"]["message"].as_str().is_some_and(|words| !words.is_empty()), "{path}");
}

/// A number that is no file, language or link either.
#[tokio::test(flavor = "multi_thread")]
async fn doors_of_their_own_refuse_what_is_unknown_too() {
    let app = TestApp::start().await; // none of them asks the database for more than a link
    let visitor = app.visitor();
    for id in IDS {
        assert_eq!(visitor.get(&format!("/static/{id}")).await.status, 404, "{id}");
        assert_eq!(visitor.get(&format!("/lang/{id}")).await.status, 404, "{id}");
        let link = visitor.get(&format!("/link/{id}")).await;
        assert!(matches!(link.status, 404 | 409 | 410) && link.body.contains("href=\"/\""), "{id}: {} {}", link.status, link.body);
    }
}

/// What stands for no page of any list: no number, none from 1, more than anybody leafs to.
const NO_PAGES: [&str; 6] = ["two", "", "0", "-1", "1.5", "100001"];

/// A page for people shows the first page then.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_no_number_of_one_is_refused_at_every_door_for_programs() {
    let app = TestApp::start().await; // it is refused before a database is asked
    let (callers, rights) = (everybody(&app).await, table());
    let described: serde_json::Value = serde_json::from_str(&app.visitor().get("/api/openapi.json").await.body).unwrap();
    let mut lists = 0;
    for (path, ways) in described["paths"].as_object().unwrap() {
        let asks = ways["get"]["parameters"].as_array().is_some_and(|all| all.iter().any(|one| one["name"] == "page"));
        if !asks {
            continue;
        }
        let letters = &rights[&(path.clone(), "GET".to_owned())];
        let caller = callers.iter().find(|caller| letters.contains(caller.letter)).expect("somebody may");
        lists += 1;
        for page in NO_PAGES {
            let (status, told) = asked(caller, &format!("{}?page={page}", filled(path, "unknown"))).await;
            assert_eq!(status, 400, "{path}, {page}: {told}");
            assert!(told["error"]["message"].as_str().is_some_and(|words| words.contains("100000")), "{path}, {page}: {told}");
        }
        for query in ["", "?page=1", "?page=100000"] {
            let (status, told) = asked(caller, &format!("{}{query}", filled(path, "unknown"))).await;
            assert!(matches!(status, 200 | 404), "{path}{query}: {status} {told}");
        }
    }
    assert!(lists >= 12, "{lists} lists leaf");
}

async fn asked(caller: &Caller, path: &str) -> (u16, serde_json::Value) {
    let (http, base) = caller.visitor.raw();
    let request = http.get(format!("{base}{path}"));
    let request = if let Some(token) = &caller.token { request.bearer_auth(token) } else { request };
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}
