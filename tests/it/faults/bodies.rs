//! Bodies that no form of ours and no honest program sends: too large, not UTF-8, of another kind, broken. Every door that takes a body refuses
//! them in words, in the reader's language, and does nothing.

use mingxuan::server::route_table;
use reqwest::header::CONTENT_TYPE;

use crate::rights::{Caller, everybody, table};
use crate::support::TestApp;

/// More text than any form of ours has.
const LARGE: usize = 300 * 1024;
const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=B";
const JSON: &str = "application/json";

/// This door takes a document as it is, with the form's token in a header; without it nothing is read.
const BARE: &str = "/signups/{id}/quote/check";

/// A body, what kind it says it is, and the statuses that refuse it.
struct Bad {
    what: &'static str,
    kind: &'static str,
    body: Vec<u8>,
    refused: &'static [u16],
}

fn part(header: &str, content: &[u8]) -> Vec<u8> {
    [format!("--B\r\nContent-Disposition: form-data; {header}\r\n\r\n").as_bytes(), content, b"\r\n--B--\r\n"].concat()
}

fn bad(what: &'static str, kind: &'static str, body: impl Into<Vec<u8>>, refused: &'static [u16]) -> Bad {
    Bad { what, kind, body: body.into(), refused }
}

/// What a browser could be made to send.
fn bad_forms() -> Vec<Bad> {
    let large = "x".repeat(LARGE);
    vec![
        bad("a large form", FORM, format!("note={large}"), &[413]),
        bad("a form in GBK", FORM, b"name=%C3%F7%D1%A1".as_slice(), &[400]),
        bad("raw bytes", FORM, b"name=\xC3\xF7".as_slice(), &[400]),
        bad("half a letter", FORM, "name=%E6%98", &[400]),
        bad("a broken escape", FORM, "name=%ZZ", &[400]),
        bad("many values", FORM, "a=1&".repeat(2_000), &[413]),
        bad("a large part", PARTS, part("name=\"note\"", large.as_bytes()), &[413]),
        bad("a part in GBK", PARTS, part("name=\"note\"", b"\xC3\xF7\xD1\xA1"), &[400]),
        bad("no end", PARTS, b"--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhalf".as_slice(), &[400]),
        bad("no boundary", "multipart/form-data", "x", &[400]),
        bad("another kind", "text/plain", "note=1", &[400]),
        bad("JSON", JSON, "{}", &[400]),
    ]
}

/// What a program could send by mistake.
fn bad_json() -> Vec<Bad> {
    vec![
        bad("a large body", JSON, format!("{{\"note\":\"{}\"}}", "x".repeat(3_000_000)), &[413, 400]),
        bad("JSON in GBK", JSON, b"{\"name\":\"\xC3\xF7\xD1\xA1\"}".as_slice(), &[400]),
        bad("half a body", JSON, "{\"name\":", &[400]),
        bad("a list", JSON, "[1,2,3]", &[400]),
        bad("a form", FORM, "note=1", &[400, 415]),
    ]
}

/// The path with something that does not exist in the place of every parameter.
fn filled(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + "unknown" + part.split_once('}').map_or("", |(_, rest)| rest))
}

async fn sends(caller: &Caller, (method, path): (&str, &str), bad: &Bad, lang: &str) -> (u16, String) {
    let (http, base) = caller.visitor.raw();
    let verb = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
    let request = http.request(verb, format!("{base}{path}")).header(CONTENT_TYPE, bad.kind).header("accept-language", lang);
    let request = match &caller.token {
        Some(token) if path.starts_with("/api/") => request.bearer_auth(token),
        _ => request.header("origin", base),
    };
    let answer = request.body(bad.body.clone()).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_takes_what_it_cannot_read() {
    let app = TestApp::start().await; // a body is read before anything is asked of the database but the person
    let (callers, rights, all) = (everybody(&app).await, table(), bad_forms());
    for route in route_table().iter().filter(|route| route.method == "POST" && !route.path.starts_with("/api/")) {
        let letters = &rights[&(route.path.to_owned(), route.method.to_owned())];
        let caller = callers.iter().find(|caller| letters.contains(caller.letter)).expect("somebody may");
        for (at, bad) in all.iter().enumerate() {
            let lang = if at % 2 == 0 { "zh-CN" } else { "en" };
            let (status, body) = sends(caller, (route.method, &filled(route.path)), bad, lang).await;
            let refused = if route.path == BARE { &[400][..] } else { bad.refused };
            assert!(refused.contains(&status), "{} to {}: {status} {body}", bad.what, route.path);
            assert!(body.contains("<h1>") && body.contains("href=\"/\""), "{} to {}: {body}", bad.what, route.path);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_program_gets_through_with_what_cannot_be_read() {
    let app = TestApp::start().await; // a body is read before anything is asked of the database but the person
    let (callers, rights, all) = (everybody(&app).await, table(), bad_json());
    let takes_body = |method: &str| matches!(method, "POST" | "PUT" | "DELETE");
    for route in route_table().iter().filter(|route| takes_body(route.method) && route.path.starts_with("/api/")) {
        let letters = &rights[&(route.path.to_owned(), route.method.to_owned())];
        // A door that asks for a signature instead of a person is knocked at in `witness_outside`.
        let Some(caller) = callers.iter().find(|caller| letters.contains(caller.letter)) else { continue };
        for bad in &all {
            let (status, body) = sends(caller, (route.method, &filled(route.path)), bad, "zh-CN").await;
            // A door that takes no body does not read one: it says that there is no such thing, or that nothing is filled in yet.
            assert!(
                bad.refused.contains(&status) || matches!(status, 404 | 422),
                "{} to {} {}: {status} {body}",
                bad.what,
                route.method,
                route.path
            );
            let told: serde_json::Value = serde_json::from_str(&body).unwrap_or_else(|_| panic!("{}: {body}", route.path));
            assert!(told["error"]["message"].as_str().is_some_and(|words| !words.is_empty()), "{}: {told}", route.path);
        }
    }
    assert_eq!(app.troubles().len(), 0);
}
