//! What is said of a negotiation in a bundle is checked from the files alone: turns, last quotes, who took part.

use std::path::Path;

use mingxuan::verify;

use super::*;

/// A negotiation of two exchanges that ended in a pick.
async fn ended(app: &TestApp) -> Scene {
    let scene = Scene::begin(app).await;
    app.set_clock(scene.turn().2.plus(-30 * MINUTE));
    for (nth, yuan) in [(0, "90000"), (1, "85000"), (2, "80000")] {
        scene.quotes(app, (nth, yuan)).await;
    }
    assert_eq!(scene.replies(app, 3, "请再考虑一次").await.0, 303);
    scene.quotes(app, (0, "88000")).await;
    app.at(scene.turn().2).await;
    assert_eq!(scene.picks(app, 0).await.0, 303);
    scene
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_negotiation_is_found() {
    let app = TestApp::start().await; // what is checked are files, whichever engine held them
    let scene = ended(&app).await;
    let folder = tempfile::tempdir().unwrap();
    zip::ZipArchive::new(std::io::Cursor::new(archive(&scene.city, &scene.draw))).unwrap().extract(folder.path()).unwrap();
    let check = |path: &Path| {
        let mut said = Vec::new();
        let code = verify::verify_path(path, &mut said);
        (code, String::from_utf8(said).unwrap())
    };
    let (code, said) = check(folder.path());
    assert!(code == 0 && said.contains("7 quotes and replies keep the rules"), "{said}");
    // Whoever forges leaves out what the log says of the true documents.
    for stem in ["negotiation", "inputs", "outcome", "pick"] {
        for end in ["entry", "tlog-proof"] {
            std::fs::remove_file(folder.path().join(format!("choice/{stem}.{end}"))).unwrap();
        }
    }
    let name = "choice/negotiation.txt";
    let path = folder.path().join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let last = text.lines().last().unwrap();
    assert!(last.starts_with("quote 2 p-") && last.ends_with("amount-fen:8800000"), "{text}");
    let first_reply = text.lines().find(|line| line.starts_with("reply 1")).unwrap();
    for (changed, fault) in [
        (text.replace("amount-fen:8800000", "amount-fen:8700000"), "choice/inputs.txt line"),
        (text.replace("rounds 3", "rounds 4"), "choice/negotiation.txt line 3"),
        (text.replace("rounds 3", "rounds 1"), "choice/negotiation.txt line"),
        (text.replace("bounds amount-fen 1 ", "bounds amount-fen 2 "), "choice/negotiation.txt line 4"),
        (text.replace(&format!("{first_reply}\n"), "").replace("said 7", "said 6"), "choice/negotiation.txt line"),
        (text.replace(&format!("{last}\n"), "").replace("said 7", "said 6"), "choice/inputs.txt line"),
        (text.replace("quote 2", "quote 3"), "choice/negotiation.txt line 16"),
        (text.replace("said 7", "said 8"), "choice/negotiation.txt line 9"),
        (text.replacen("thread p-", "thread q-", 1), "choice/negotiation.txt line"),
    ] {
        assert_ne!(changed, text);
        std::fs::write(&path, changed).unwrap();
        let (code, said) = check(folder.path());
        assert!(code == 1 && said.contains(fault), "{fault}: {said}");
    }
    std::fs::remove_file(&path).unwrap();
    let (code, said) = check(folder.path());
    assert!(code != 0 && said.contains(name), "{said}");
}
