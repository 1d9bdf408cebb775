//! Documents beside quotes: checked, sealed, sent early, opened after the opening, and read by nobody else.

use mingxuan::config::Config;
use mingxuan::domain::agency::AgencyId;
use mingxuan::domain::bid::{Attached, FileName, Package};
use mingxuan::domain::role::Role;
use mingxuan::domain::time::{Day, MINUTE};
use reqwest::multipart::{Form, Part};

use super::doors::browser;
use super::*;
use crate::support::app::{Visitor, form_token};
use crate::support::database::{Engine, engines};
use crate::support::people::api;
use crate::support::program::Program;

/// A market in which the lowest price asks for documents too, two of them at most.
pub(super) async fn market(engine: Engine, change: impl FnOnce(&mut Config)) -> TestApp {
    market_under(engine, ("", ""), change).await
}

/// The same under a policy in which this stands in the place of that.
pub async fn market_under(engine: Engine, (from, to): (&str, &str), change: impl FnOnce(&mut Config)) -> TestApp {
    let policy = include_str!("../../../config/policy/demonstration.toml")
        .replace("version = \"demonstration-1\"", "version = \"documents\"")
        .replace("effective_from = \"2025-01-01\"", "effective_from = \"2026-01-01\"")
        .replace("files_max = 5", "files_max = 2")
        .replace(from, to)
        .replace("stages = [\"quotes\", \"price\"]", "stages = [\"quotes\", \"price\"]\nfiles = true");
    let file = engine.folder.path().join("documents.toml");
    std::fs::write(&file, policy).unwrap();
    let change = |config: &mut Config| {
        config.market.policies = vec![file];
        change(config);
    };
    TestApp::configured(engine, Day::of(2026, 3, 3).unwrap().at(10, 0), change).await
}

/// A picture of no size with words between its chunks.
pub fn png(words: &str) -> Vec<u8> {
    let chunk = |name: &str, body: &[u8]| [&(body.len() as u32).to_be_bytes()[..], name.as_bytes(), body, &[0; 4]].concat();
    let words = if words.is_empty() { Vec::new() } else { chunk("tEXt", words.as_bytes()) };
    [b"\x89PNG\r\n\x1a\n", &chunk("IHDR", &[0; 13])[..], &words, &chunk("IEND", b"")].concat()
}

/// A document as the check service answers it: status, findings, body.
pub(super) async fn checked(browser: &Visitor, (token, signup): (&str, &str), name: &str, bytes: &[u8]) -> (u16, String, Vec<u8>) {
    let (http, base) = browser.raw();
    let url = format!("{base}/signups/{signup}/quote/check");
    let asked =
        http.post(url).query(&[("name", name)]).header("origin", base).header("mingxuan-token", token).header("accept", "application/json");
    let answer = asked.body(bytes.to_vec()).send().await.unwrap();
    let findings = answer.headers().get("mingxuan-findings").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    (answer.status().as_u16(), findings.replace("%22", "\""), answer.bytes().await.unwrap().to_vec())
}

/// Sends ciphertexts as the page's script does.
pub(super) async fn sends(browser: &Visitor, (token, signup): (&str, &str), payloads: &[Vec<u8>]) -> u16 {
    let (http, base) = browser.raw();
    let mut form = Form::new().text("csrf", token.to_owned());
    for payload in payloads {
        form = form.part("file", Part::bytes(payload.clone()).file_name("payload.bin"));
    }
    let url = format!("{base}/signups/{signup}/quote/payloads");
    http.post(url).header("origin", base).multipart(form).send().await.unwrap().status().as_u16()
}

/// A document that is sealed: its name, what the entry names, and what is sealed in its place.
pub(super) type Beside<'a> = (&'a str, &'a [u8], &'a [u8]);

/// One entry with documents as an agency's own machine seals them: what is named, and what is sealed in its place.
pub(super) fn with_documents(committee: &Committee, label: &str, fen: u64, documents: &[Beside<'_>]) -> (Package, Vec<Vec<u8>>) {
    let label = Label::parse(label).unwrap();
    let (mut files, mut envelopes, mut payloads) = (Vec::new(), Vec::new(), Vec::new());
    for (number, (name, named, inside)) in (1..).zip(documents) {
        files.push(Attached::of(FileName::of(name).unwrap(), named));
        let pieces = (0..Sealing::pieces(committee)).map(|_| random::secret32().unwrap()).collect();
        let sealed = seal(committee, (&label, Object::File(number)), inside, Sealing::new(committee, pieces).unwrap()).unwrap().0;
        envelopes.push(sealed.envelope);
        payloads.push(sealed.payload);
    }
    let project = committee.project().clone();
    let entry = Entry { project, label: label.clone(), quote: Quote::Amount(fen), days: None, files };
    (Package { entry: sealed_text(committee, &label, &entry.to_text()).0, files: envelopes, claim: None }, payloads)
}

#[allow(clippy::too_many_lines, reason = "one life from beginning to end")]
#[tokio::test(flavor = "multi_thread")]
async fn documents_are_checked_sealed_sent_early_and_opened_for_supervisors_alone() {
    for engine in engines() {
        let app = market(engine, |_| {}).await;
        let city = city(&app, 3);
        let project = quoted_project(&app, &city).await;
        let (draw, signups) = (draw_of(&city, &project), [0, 1, 2].map(|agency| signed_up(&city, agency, &project)));
        let committee = committee(&city, &draw);
        let (first, second) = (browser(&app, &city, 0), browser(&app, &city, 1));
        let at = format!("/signups/{}/quote", signups[0].id);

        brings(&city, 2, &signups[2], &super::sealed(&committee, &signups[2].label, 9_500_000).0).unwrap();

        // The check cleans, finds the agency's own name, and keeps nothing.
        let token = form_token(&first.get(&at).await.body).unwrap();
        let mine = (&*token, &*signups[0].id);
        assert_eq!(checked(&first, ("", mine.1), "plan.png", &png("")).await.0, 400, "without the form's token");
        let (status, findings, clean) = checked(&first, mine, "plan.png", &png("Author: X")).await;
        assert_eq!((status, clean), (200, png("")), "{findings}");
        assert!(findings.contains("\"found\"%3A[]") || findings.contains("\"found\"%3A%5B%5D"), "{findings}");
        let own = AgencyId(city.agencies[0].org.as_str().to_owned());
        let name = city.asked(|conn| mingxuan::market::agencies::profile(conn, &own)).name;
        let (_, findings, _) = checked(&first, mine, &format!("{name}.png"), &png("")).await;
        assert!(!findings.contains("\"found\"%3A%5B%5D"), "its own name in the file's name: {findings}");
        let (status, _, said) = checked(&first, mine, "plan.pdf", &png("")).await;
        assert!(status == 422 && String::from_utf8_lossy(&said).contains(".png"), "{status}");
        let theirs = form_token(&second.get(&format!("/signups/{}/quote", signups[1].id)).await.body).unwrap();
        assert_eq!(checked(&second, (&theirs, mine.1), "plan.png", &png("")).await.0, 404, "another agency's sign-up");

        // The program seals; the entry is taken once the ciphertext is here.
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("plan.png"), png("Author: X")).unwrap();
        std::fs::write(folder.path().join("sheet.json"), first.get(&format!("{at}/sheet")).await.body).unwrap();
        let (code, said) = Program::run(folder.path(), &["seal", "sheet.json", "--quote", "90000", "--file", "plan.png", "--own", "plan"]);
        assert!(code == 2 && said.contains("names the agency"), "{said}");
        let (code, said) = Program::run(folder.path(), &["seal", "sheet.json", "--quote", "90000", "--file", "plan.png"]);
        assert_eq!(code, 0, "{said}");
        let stem = &signups[0].label[2..10];
        let sealed = std::fs::read_to_string(folder.path().join(format!("sealed-{stem}.txt"))).unwrap();
        let payload = std::fs::read(folder.path().join(format!("payload-{stem}-1.bin"))).unwrap();
        let early = first.post_from(&at, &at, &[("sealed", &sealed)]).await;
        assert!(early.status == 422 && early.body.contains("还没有收到第1份"), "{} {}", early.status, early.body);
        assert_eq!(sends(&first, mine, std::slice::from_ref(&payload)).await, 200);
        assert_eq!(sends(&first, mine, &[payload]).await, 200, "the same again is no second one");
        let taken = first.post_from(&at, &at, &[("sealed", &sealed)]).await;
        assert_eq!(taken.status, 303, "{}", taken.body);

        // Somebody else seals what was never cleaned, and another file than it names; three are too many.
        let (dirty, other) = (png("Author: Y"), png("Z"));
        let (package, payloads) =
            with_documents(&committee, &signups[1].label, 8_000_000, &[("a.png", &dirty, &dirty), ("b.png", &other, &dirty)]);
        let three =
            with_documents(&committee, &signups[1].label, 1, &[("a.png", b"a", b"a"), ("b.png", b"b", b"b"), ("c.png", b"c", b"c")]).0;
        let at = format!("/signups/{}/quote", signups[1].id);
        assert_eq!(sends(&second, (&theirs, &signups[1].id), &payloads).await, 200);
        let many = second.post_from(&at, &at, &[("sealed", &three.to_text())]).await;
        assert!(many.status == 422 && many.body.contains("超过2份"), "{}", many.body);
        assert_eq!(second.post_from(&at, &at, &[("sealed", &package.to_text())]).await.status, 303);

        assert_eq!(sends(&second, (&theirs, mine.1), &[vec![1; 65_552]]).await, 404, "another's sign-up");
        let supervisor = app.staff(Role::Supervisor).await.visitor;
        let list = format!("/bids/{draw}/documents");
        assert_eq!(supervisor.get(&list).await.status, 404, "nothing is open before the opening");
        let closes = at_deadline(&app, &city, &project).await;
        app.at(closes.plus(10 * MINUTE)).await;
        app.at(closes.plus(60 * MINUTE)).await;
        assert!(opening(&city, &draw).is_some(), "{}", city.state(&project).state);
        assert!(app.troubles().is_empty(), "{:?}", app.troubles());
        let supervisor = app.staff(Role::Supervisor).await.visitor;
        let page = supervisor.get(&list).await.body;
        for told in ["plan.png", "a.png", "仍含有", "与报价中列出的不是同一份"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(!page.contains("b.png"), "what is not the named file has no name");
        let (http, base) = supervisor.raw();
        let one = http.get(format!("{base}{list}/{}/1", signups[0].label)).send().await.unwrap();
        assert_eq!(one.headers()["content-disposition"], "attachment; filename*=UTF-8''plan.png");
        assert_eq!(one.bytes().await.unwrap().to_vec(), png(""), "what was sealed, byte for byte");
        let watching = app.officer(Role::Supervisor, "监督员");
        let (status, told) = api(&app, Some(&watching), ("GET", &format!("/api/v1{list}")), serde_json::Value::Null).await;
        let states: Vec<_> = told.as_array().unwrap().iter().map(|one| (one["name"].as_str(), one["state"].as_str())).collect();
        assert!(
            status == 200 && states.contains(&(Some("plan.png"), Some("opened"))) && states.contains(&(None, Some("another-file"))),
            "{told}"
        );
        assert!(supervisor.get("/desk").await.body.contains(&list));
        let refused = browser(&app, &city, 0).get(&list).await.status;
        assert!(matches!(refused, 403 | 404), "an agency reads nobody's documents: {refused}");
        let bundle = bundle(&city, &draw);
        assert_eq!(verified(&bundle).0, 0, "the bundle verifies without any document in it");
        let none = zip::ZipArchive::new(std::io::Cursor::new(&bundle)).unwrap().by_name("found.txt").is_err();
        assert!(none, "where a finding excludes nobody, nothing is published of it");
    }
}
