//! A policy that excludes a proposal for what the check after the opening finds in its documents: nothing follows before the check, and the outcome,
//! its explanation and the bundle say whom it excluded and why.

use mingxuan::domain::bid::{Finding, Found};
use mingxuan::domain::hash::Hash32;
use mingxuan::domain::method::{Inputs, Offer, Outcome, Rule};
use mingxuan::domain::policy::{OnFound, Policy, PolicyFault};
use mingxuan::domain::time::MINUTE;

use super::documents::{Beside, market_under, png, with_documents};
use super::*;
use crate::selection::document;
use crate::support::city::agency_name;
use crate::support::database::engines;

const EXCLUDES: (&str, &str) = ("found = \"withhold\"", "found = \"exclude\"");

fn policy() -> String {
    include_str!("../../../config/policy/demonstration.toml").replace(EXCLUDES.0, EXCLUDES.1)
}

#[test]
fn the_policy_says_what_a_finding_leads_to() {
    assert_eq!(Policy::parse(&policy()).unwrap().bids.found, OnFound::Exclude);
    let wrong = policy().replace(EXCLUDES.1, "found = \"mask\"");
    assert!(
        matches!(Policy::parse(&wrong), Err(PolicyFault::Form(why)) if why.contains("withhold")),
        "the words that may stand there are named"
    );
    let bare = policy().replace("stages = [\"draw\"]", "stages = [\"draw\"]\nfiles = true");
    assert!(
        matches!(Policy::parse(&bare), Err(PolicyFault::Preset { id, .. }) if id == "draw"),
        "without quotes there is nothing to exclude"
    );
}

/// The bundle with one of its files changed, and what the program says of it. The proof of the file in the log is left out, so that only its words speak.
fn tampered(bundle: &[u8], name: &str, change: impl Fn(&str) -> String) -> u8 {
    let folder = tempfile::tempdir().unwrap();
    zip::ZipArchive::new(std::io::Cursor::new(bundle)).unwrap().extract(folder.path()).unwrap();
    let path = folder.path().join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed);
    std::fs::write(&path, changed).unwrap();
    let proof = if name.contains('/') { path.clone() } else { folder.path().join("proofs").join(name) };
    for end in ["entry", "tlog-proof"] {
        let _ = std::fs::remove_file(proof.with_extension(end));
    }
    mingxuan::verify::verify_under(folder.path(), &mingxuan::domain::log::Trusted::default(), &mut Vec::new())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_whose_document_names_somebody_is_excluded_with_its_rule() {
    for engine in engines() {
        let app = market_under(engine, EXCLUDES, |_| {}).await;
        let city = city(&app, 3);
        let project = quoted_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let committee = committee(&city, &draw);
        let (picture, telling) = (png(""), format!("{}.png", agency_name(2)));
        let mut labels = Vec::new();
        // The second is the cheapest, and names itself in the name of its second document; the third cannot be read.
        let beside: [Vec<Beside<'_>>; 3] = [
            vec![("plan.png", &picture, &picture)],
            vec![("plan.png", &picture, &picture), (&telling, &picture, &picture)],
            vec![("plan.pdf", b"no such thing", b"no such thing")],
        ];
        for (agency, documents) in beside.iter().enumerate() {
            let signup = signed_up(&city, agency, &project);
            let (package, payloads) = with_documents(&committee, &signup.label, 9_000_000 - 100_000 * agency as u64, documents);
            let (shared, who, id) = (city.app.clone(), city.agencies[agency].clone(), signup.id.clone());
            let brought = move |conn: &mut mingxuan::db::DbConn| {
                for payload in &payloads {
                    service::came(conn, &shared, &who, (&id, &shared.files.keep(&mut std::io::Cursor::new(payload))?))?;
                }
                service::take(conn, &shared, &who, (&id, &package)).map(drop)
            };
            tokio::task::block_in_place(|| city.app.db.write_now(brought)).unwrap();
            labels.push(Label::parse(&signup.label).unwrap());
        }
        let notice = app.visitor().get(&format!("/projects/{}", city.state(&project).number)).await.body;
        assert!(notice.contains("整份报价不参加选取"), "everybody knows before it seals: {notice}");
        let closes = at_deadline(&app, &city, &project).await;
        for minutes in [10, 60] {
            app.at(closes.plus(minutes * MINUTE)).await;
        }
        assert!(app.troubles().is_empty(), "{:?}", app.troubles());
        assert_eq!(city.state(&project).state, ProjectState::Selected, "{}", app.engine);

        let inputs = Inputs::parse(document(&city, &draw, Inputs::FILE).unwrap()).unwrap();
        let outcome = Outcome::parse(document(&city, &draw, Outcome::FILE).unwrap()).unwrap();
        assert_eq!(labels.iter().map(|label| inputs.row(label).unwrap().offer == Offer::Found).collect::<Vec<_>>(), [false, true, true]);
        let rules: Vec<Rule> = outcome.excluded().iter().map(|one| one.rule).collect();
        assert_eq!((outcome.places().len(), rules), (1, vec![Rule::DocumentFound; 2]), "{}", app.engine);
        assert_eq!(outcome.places()[0].label, labels[0], "the only one that is left, though not the cheapest");
        let page = app.visitor().get(&format!("/projects/{}/outcome", city.state(&project).number)).await;
        assert!(page.status == 200 && page.body.contains("随报价提交的文件能看出机构身份"), "{} {}", page.status, page.body);

        let bundle = bundle(&city, &draw);
        let (exit, said) = verified(&bundle);
        assert_eq!(exit, 0, "{said}");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bundle)).unwrap();
        let found = Found::parse(std::io::read_to_string(zip.by_name(Found::FILE).unwrap()).unwrap()).unwrap();
        let mut lines: Vec<(Label, u64, Finding)> = found.lines.iter().map(|one| (one.label.clone(), one.number, one.finding)).collect();
        lines.sort_by_key(|(_, number, _)| *number);
        assert_eq!(lines, [(labels[2].clone(), 1, Finding::Unreadable), (labels[1].clone(), 2, Finding::Names)]);
        assert_eq!(found.opening, opening(&city, &draw).unwrap().hash());

        // Whoever leaves a finding out, or makes one up, is told by the inputs; whoever names what nobody sealed, by the opening.
        let line = format!("found {} 2 names-somebody\n", labels[1]);
        assert_eq!(tampered(&bundle, Found::FILE, |text| text.replace(&line, "")), 1, "{}", app.engine);
        assert_eq!(tampered(&bundle, Found::FILE, |text| text.replace(&line, &line.replace(" 2 ", " 3 "))), 1);
        assert_eq!(tampered(&bundle, Found::FILE, |text| text.replace(&found.opening.to_string(), &Hash32::of("other").to_string())), 1);
        let quoted = format!("amount-fen:{}", 9_000_000);
        assert_eq!(tampered(&bundle, Inputs::FILE, |text| text.replacen(&quoted, "found", 1)), 1, "excluded without a finding");
    }
}
