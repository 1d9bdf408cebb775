//! Who may use which door: every route of the server, knocked at by everybody there is, compared with the table `rights.txt`.
//!
//! A line is method, path and one letter for each who is let in:
//! `n` nobody signed in, `o`/`O` clerk/manager of an owner, `a`/`A` of an agency, `p` operator, `c` credit officer, `s` supervisor, `m` administrator,
//! `e` expert.
//! Path parameters name nothing that exists: whoever has the right learns that (404), whoever has not is turned away first.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use mingxuan::domain::account::OrgKind;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::server::route_table;

use crate::support::app::{Visitor, form_token};
use crate::support::{Signed, TestApp};

/// Somebody at the door, with what a browser and a program of theirs carry.
pub struct Caller {
    pub letter: char,
    pub visitor: Visitor,
    pub csrf: String,
    pub token: Option<String>,
}

/// Where a form's token is on the first page that has one, and a fresh access token.
async fn caller(letter: char, who: &Signed) -> Caller {
    let visitor = who.visitor.clone();
    let csrf = form_token(&visitor.get("/account").await.body).unwrap();
    let fields = [("csrf", &*csrf), ("name", "walk"), ("scope", "write"), ("days", "1")];
    let page = visitor.post("/account/tokens", &fields).await.body;
    let token = page.split("mx_").nth(1).map(|rest| format!("mx_{}", &rest[..64])).unwrap();
    Caller { letter, visitor, csrf, token: Some(token) }
}

/// One caller of each kind.
pub async fn everybody(app: &TestApp) -> Vec<Caller> {
    let (owner, agency) = (app.org(OrgKind::Owner, "临澄市水务局").await, app.org(OrgKind::Agency, "澄江工程咨询有限公司").await);
    let mut all = vec![Caller { letter: 'n', visitor: app.visitor(), csrf: String::new(), token: None }];
    for (letters, org, role) in [(['o', 'O'], &owner, Role::Owner), (['a', 'A'], &agency, Role::Agency)] {
        for (letter, rank) in letters.into_iter().zip([MemberRank::Clerk, MemberRank::Manager]) {
            all.push(caller(letter, &app.signed(org, role, rank).await).await);
        }
    }
    let offices = [('p', Role::Operator), ('c', Role::CreditOfficer), ('s', Role::Supervisor), ('m', Role::Administrator)];
    for (letter, role) in offices {
        all.push(caller(letter, &app.staff(role).await).await);
    }
    let experts = app.org(OrgKind::Experts, "评审专家库").await;
    all.push(caller('e', &app.signed(&experts, Role::Expert, MemberRank::Clerk).await).await);
    all
}

/// The path with every parameter filled by something that does not exist.
fn filled(path: &str) -> String {
    let mut filled = String::new();
    for (at, part) in path.split('{').enumerate() {
        match part.split_once('}') {
            Some((_, rest)) if at > 0 => {
                filled.push_str("unknown");
                filled.push_str(rest);
            }
            _ => filled.push_str(part),
        }
    }
    filled
}

impl Caller {
    /// Whether the door opens; what lies behind it does not matter.
    async fn is_let_in(&self, method: &str, path: &str) -> bool {
        let (http, base) = self.visitor.raw();
        let verb = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let request = http.request(verb, format!("{base}{}", filled(path)));
        let request = match (&self.token, path.starts_with("/api/"), method) {
            (Some(token), true, _) => request.bearer_auth(token).json(&serde_json::json!({})),
            (None, true, _) => request.json(&serde_json::json!({})),
            (_, false, "GET") => request,
            (_, false, _) => {
                let form = url::form_urlencoded::Serializer::new(String::new()).append_pair("csrf", &self.csrf).finish();
                request.header("content-type", "application/x-www-form-urlencoded").body(form)
            }
        };
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let place = answer.headers().get("location").and_then(|place| place.to_str().ok()).unwrap_or_default();
        let to_door = status == 303 && place.starts_with("/sign-in?to=");
        assert!(status < 500 || path == "/readyz", "{method} {path} for {}: {status}", self.letter);
        !to_door && !matches!(status, 401 | 403)
    }
}

pub type Table = BTreeMap<(String, String), String>;

async fn as_it_is() -> Table {
    let app = TestApp::start().await; // rights are judged before the database is asked for anything but the person
    let callers = everybody(&app).await;
    let mut routes = route_table();
    // Whoever signs out has no rights afterwards.
    routes.sort_by_key(|route| (route.path == "/sign-out", route.path, route.method));
    let mut table = Table::new();
    for route in routes {
        let mut letters = String::new();
        for caller in &callers {
            if caller.is_let_in(route.method, route.path).await {
                letters.push(caller.letter);
            }
        }
        table.insert((route.path.to_owned(), route.method.to_owned()), letters);
    }
    table
}

/// The letters of those whom `rights.txt` lets in, by path and method.
pub fn table() -> Table {
    as_it_should_be(include_str!("rights.txt"))
}

fn as_it_should_be(text: &str) -> Table {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let read = |line: &str| {
        let parts: Vec<&str> = line.split_whitespace().collect();
        ((parts[1].to_owned(), parts[0].to_owned()), parts.get(2).copied().unwrap_or_default().to_owned())
    };
    lines.map(read).collect()
}

fn line(((path, method), letters): (&(String, String), &String)) -> String {
    format!("{method:<6} {path:<52} {letters}").trim_end().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_door_opens_for_whom_the_table_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/rights.txt");
    let (is, text) = (as_it_is().await, std::fs::read_to_string(&file).unwrap_or_default());
    let should = as_it_should_be(&text);
    if is == should {
        return;
    }
    let head: String = text.lines().take_while(|line| line.starts_with('#')).fold(String::new(), |all, line| all + line + "\n");
    let found = is.iter().map(line).fold(head, |all, line| all + &line + "\n");
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/rights.txt");
    std::fs::write(&place, found).unwrap();
    let mut report = String::new();
    for entry in &is {
        match should.get(entry.0) {
            None => writeln!(report, "not in the table:  {}", line(entry)).unwrap(),
            Some(letters) if letters != entry.1 => writeln!(report, "table says {letters:9}: {}", line(entry)).unwrap(),
            Some(_) => {}
        }
    }
    for entry in should.iter().filter(|entry| !is.contains_key(entry.0)) {
        writeln!(report, "no such route:     {}", line(entry)).unwrap();
    }
    panic!("the doors differ from {}:\n{report}If they are right, take {}", file.display(), place.display());
}

/// Methods of browsers that change something need the form token of their session, whoever sends them.
#[tokio::test(flavor = "multi_thread")]
async fn no_form_is_taken_without_its_token() {
    let app = TestApp::start().await; // a form's token is judged before the database is asked for anything but the person
    let callers = everybody(&app).await;
    let posts = route_table().into_iter().filter(|route| route.method != "GET" && !route.path.starts_with("/api/"));
    for route in posts {
        let mut refused_for_the_token = 0;
        for caller in callers.iter().filter(|caller| caller.token.is_some()) {
            for forged in ["", "00", &callers[1].csrf] {
                if forged == caller.csrf {
                    continue;
                }
                let answer = caller.visitor.post(&filled(route.path), &[("csrf", forged), ("to", "/")]).await;
                assert!(matches!(answer.status, 400 | 403), "{} for {}: {}", route.path, caller.letter, answer.status);
                refused_for_the_token += usize::from(answer.status == 400);
            }
        }
        assert!(refused_for_the_token > 0, "nobody has the right to post to {}", route.path);
    }
}
