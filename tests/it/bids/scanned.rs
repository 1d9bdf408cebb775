//! What the virus scanner knows is not taken, not even by the check that keeps nothing; what was sealed before it could be seen is found at the opening; and
//! while the scanner is away no file is taken unseen.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mingxuan::domain::role::Role;
use mingxuan::domain::time::MINUTE;
use mingxuan::error::Error;

use super::documents::{checked, market, png, sends, with_documents};
use super::doors::browser;
use super::*;
use crate::support::app::form_token;
use crate::support::database::engines;

/// The test virus of the trade, in two halves, so that no scanner takes this source for it.
fn eicar() -> Vec<u8> {
    ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD", "-ANTIVIRUS-TEST-FILE!$H+H*"].concat().into_bytes()
}

/// Something that speaks `clamd`'s INSTREAM on a socket and knows one virus; while `away` it hangs up.
fn clamd() -> (String, Arc<AtomicBool>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, away) = (listener.local_addr().unwrap().to_string(), Arc::new(AtomicBool::new(false)));
    let is_away = Arc::clone(&away);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            if is_away.load(Ordering::SeqCst) {
                continue;
            }
            let mut command = [0; 10];
            stream.read_exact(&mut command).unwrap();
            assert_eq!(&command, b"zINSTREAM\0");
            let mut sent = Vec::new();
            loop {
                let mut length = [0; 4];
                stream.read_exact(&mut length).unwrap();
                let mut chunk = vec![0; u32::from_be_bytes(length) as usize];
                if chunk.is_empty() {
                    break;
                }
                stream.read_exact(&mut chunk).unwrap();
                sent.extend(chunk);
            }
            let found = sent.windows(eicar().len()).any(|part| part == eicar());
            stream.write_all(if found { b"stream: Eicar-Test-Signature FOUND\0" } else { b"stream: OK\0" }).unwrap();
        }
    });
    (address, away)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_scanner_knows_is_not_taken_and_without_it_nothing_is() {
    for engine in engines() {
        let (address, away) = clamd();
        let app = market(engine, |config| config.storage.clamd = Some(address.parse().unwrap())).await;
        let city = city(&app, 3);
        let project = quoted_project(&app, &city).await;
        let (draw, signups) = (draw_of(&city, &project), [0, 1, 2].map(|agency| signed_up(&city, agency, &project)));
        let committee = committee(&city, &draw);
        for agency in [1, 2] {
            brings(&city, agency, &signups[agency], &super::sealed(&committee, &signups[agency].label, 9_500_000).0).unwrap();
        }

        let first = browser(&app, &city, 0);
        let token = form_token(&first.get(&format!("/signups/{}/quote", signups[0].id)).await.body).unwrap();
        let mine = (&*token, &*signups[0].id);
        let (status, _, said) = checked(&first, mine, "plan.txt", &eicar()).await;
        assert!(status == 422 && String::from_utf8_lossy(&said).contains("病毒扫描程序"), "{status} {said:?}");
        assert_eq!(checked(&first, mine, "plan.png", &png("")).await.0, 200, "what it does not know passes");
        let files = app.app.files.clone();
        let refused = tokio::task::spawn_blocking(move || files.take_bytes("scan", "scan.txt", &eicar())).await.unwrap();
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");

        away.store(true, Ordering::SeqCst);
        assert_eq!(checked(&first, mine, "plan.png", &png("")).await.0, 503, "nobody has seen it");
        away.store(false, Ordering::SeqCst);

        // Sealed on the agency's own machine, where nothing of ours could see it.
        let bad = eicar();
        let (package, payloads) = with_documents(&committee, &signups[0].label, 8_000_000, &[("plan.txt", &bad, &bad)]);
        assert_eq!(sends(&first, mine, &payloads).await, 200);
        let at = format!("/signups/{}/quote", signups[0].id);
        assert_eq!(first.post_from(&at, &at, &[("sealed", &package.to_text())]).await.status, 303);
        let closes = at_deadline(&app, &city, &project).await;
        app.at(closes.plus(10 * MINUTE)).await;
        app.at(closes.plus(60 * MINUTE)).await;
        let supervisor = app.staff(Role::Supervisor).await.visitor;
        let page = supervisor.get(&format!("/bids/{draw}/documents")).await.body;
        assert!(page.contains("病毒扫描程序认为有害"), "{page}");
        assert_eq!(supervisor.get(&format!("/bids/{draw}/documents/{}/1", signups[0].label)).await.status, 404, "nobody is handed it");
    }
}
