//! Members that are absent, keys that are wrong, entries that cannot be opened.

use diesel::prelude::*;
use mingxuan::domain::bid::Spoil;
use mingxuan::domain::time::MINUTE;

use super::*;

/// Three agencies with sealed entries; their private parts.
async fn sealed_by_three(app: &TestApp, city: &City, project: &ProjectId) -> Vec<(Signup, Private)> {
    let committee = committee(city, &draw_of(city, project));
    let mut kept = Vec::new();
    for agency in 0..3 {
        let signup = signed_up(city, agency, project);
        let (sealed, private) = sealed(&committee, &signup.label, 4_000_000 + agency as u64);
        brings(city, agency, &signup, &sealed).unwrap();
        kept.push((signup, private));
    }
    app.work().await;
    kept
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_member_is_absent_an_agency_opens_its_own_unseen() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = quoted_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let kept = sealed_by_three(&app, &city, &project).await;
        // The platform's key is lost.
        let lost = |conn: &mut mingxuan::db::DbConn| {
            let own = bid_members::table.filter(bid_members::member.eq("platform"));
            Ok(diesel::update(own).set(bid_members::secret.eq("00")).execute(conn)?)
        };
        tokio::task::block_in_place(|| city.app.db.write_now(lost)).unwrap();
        let closes = at_deadline(&app, &city, &project).await;
        assert!(states(&city, &draw).is_none(), "members have time to release");
        app.at(closes.plus(31 * MINUTE)).await;
        let said = states(&city, &draw).unwrap();
        assert!(said.states.iter().all(|(_, state)| state.to_string() == "missing platform"), "{said}");
        let shows = |agency: usize, private: Private| {
            let (app, who, id) = (city.app.clone(), city.agencies[agency].clone(), kept[agency].0.id.clone());
            tokio::task::block_in_place(|| city.app.db.write_now(move |conn| service::show_key(conn, &app, &who, (&id, None, private))))
        };
        let wrong = shows(0, Private { key: kept[1].1.key, ..kept[0].1 });
        assert!(format!("{wrong:?}").contains("bids-cure-wrong"), "{wrong:?}");
        shows(0, kept[0].1).unwrap();
        assert!(opening(&city, &draw).is_none(), "nobody sees it before all is published");
        assert!(!app.visitor().get(&format!("/draws/{draw}/opening")).await.body.contains("人民币肆万元整"));
        app.at(closes.plus(200 * MINUTE)).await;
        assert_eq!(published(&city, &draw, &kept[0].0.label), "amount-fen 4000000", "{}", app.engine);
        assert_eq!(published(&city, &draw, &kept[1].0.label), "missing platform");
        assert!(format!("{:?}", shows(1, kept[1].1)).contains("bids-cure-not-now"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_opened_stays_in_the_list_with_its_reason() {
    let app = TestApp::start().await; // What spoils an envelope is the domain's, the same on both engines.
    let city = city(&app, 5);
    let project = quoted_project(&app, &city).await;
    let draw = draw_of(&city, &project);
    let committee = committee(&city, &draw);
    let signups: Vec<Signup> = (0..5).map(|agency| signed_up(&city, agency, &project)).collect();
    let label = |agency: usize| Label::parse(&signups[agency].label).unwrap();
    brings(&city, 0, &signups[0], &sealed(&committee, &signups[0].label, 6_000_000).0).unwrap();
    let mut share = sealed(&committee, &signups[1].label, 1).0;
    share.envelope.shares[1].sealed.ciphertext[3] ^= 1;
    brings(&city, 1, &signups[1], &share).unwrap();
    brings(&city, 2, &signups[2], &sealed_text(&committee, &label(2), "1.234 元\n").0).unwrap();
    let foreign = Entry { project: committee.project().clone(), label: label(0), quote: Quote::Amount(1), days: None, files: Vec::new() };
    brings(&city, 3, &signups[3], &sealed_text(&committee, &label(3), &foreign.to_text()).0).unwrap();
    let mut payload = sealed(&committee, &signups[4].label, 1).0;
    payload.payload[9] ^= 1;
    payload.envelope.payload = mingxuan::domain::draw::Hash32::of(&payload.payload);
    brings(&city, 4, &signups[4], &payload).unwrap();
    at_deadline(&app, &city, &project).await;
    let expected = [Spoil::Share, Spoil::Grammar, Spoil::Elsewhere, Spoil::Payload].map(|why| format!("spoiled {why}"));
    let found: Vec<String> = (1..5).map(|agency| published(&city, &draw, &signups[agency].label)).collect();
    assert_eq!(found, expected);
    assert_eq!(published(&city, &draw, &signups[0].label), "amount-fen 6000000");
    let page = app.visitor().get(&format!("/draws/{draw}/opening")).await.body;
    assert!(signups.iter().all(|signup| page.contains(&signup.label)), "nobody is dropped silently");
    let (exit, said) = verified(&bundle(&city, &draw));
    assert!(exit == 0 && said.contains("1 opened again") && said.contains("4 with a reason"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_line_of_an_opening_is_found() {
    let app = TestApp::start().await; // The verifier reads files alone.
    let city = city(&app, 3);
    let project = quoted_project(&app, &city).await;
    let draw = draw_of(&city, &project);
    sealed_by_three(&app, &city, &project).await;
    at_deadline(&app, &city, &project).await;
    let folder = tempfile::tempdir().unwrap();
    zip::ZipArchive::new(std::io::Cursor::new(bundle(&city, &draw))).unwrap().extract(folder.path()).unwrap();
    let verdict = || {
        let mut said = Vec::new();
        let code = mingxuan::verify::verify_path(folder.path(), &mut said);
        (code, String::from_utf8(said).unwrap())
    };
    assert_eq!(verdict().0, 0, "{}", verdict().1);
    // The entries in the log are of the true documents; who forges one leaves them out.
    for name in ["opening", "states"] {
        std::fs::remove_file(folder.path().join(format!("proofs/{name}.entry"))).unwrap();
        let _ = std::fs::remove_file(folder.path().join(format!("proofs/{name}.tlog-proof")));
    }
    for (file, from, to) in [
        ("opening.txt", "amount-fen 4000001", "amount-fen 3000001"),
        ("opening.txt", "opened", "spoiled"),
        ("states.txt", "opened", "spoiled two-keys"),
        ("committee.txt", "threshold 2", "threshold 1"),
        ("releases/platform.txt", "release platform", "release officer:other"),
    ] {
        let path = folder.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file}: {text}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        assert_eq!(verdict().0, 1, "{file}: {from} -> {to}: {}", verdict().1);
        std::fs::write(&path, text).unwrap();
    }
    assert_eq!(verdict().0, 0);
}
