//! What everybody may read: heads, tiles, entries and proofs, as C2SP tlog-tiles.

use mingxuan::domain::log::{Hash, Proof, leaf, open};
use mingxuan::platform::log::reading;

use super::{happens, keys, settle};
use crate::support::TestApp;

async fn bytes(app: &TestApp, path: &str) -> (u16, String, Vec<u8>) {
    let visitor = app.visitor();
    let (http, base) = visitor.raw();
    let answer = http.get(format!("{base}{path}")).send().await.unwrap();
    let cache = answer.headers().get("cache-control").map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
    (answer.status().as_u16(), cache, answer.bytes().await.unwrap().to_vec())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_with_nothing_but_the_published_files_computes_the_signed_root() {
    for app in TestApp::on_both().await {
        happens(&app.app, 0..600);
        settle(&app.app).await;
        let head = app.visitor().get("/checkpoint").await;
        let read = open(&head.body, &keys(&app.app)).unwrap();
        assert_eq!(read.size, 600);
        let mut leaves = Vec::new();
        for (path, count) in [("/tile/entries/000", 256), ("/tile/entries/001", 256), ("/tile/entries/002.p/88", 88)] {
            let (status, cache, bundle) = bytes(&app, path).await;
            assert!(status == 200 && cache.contains("immutable"), "{path}");
            let mut rest = bundle.as_slice();
            let mut found = 0;
            while let [a, b, tail @ ..] = rest {
                let length = usize::from(u16::from_be_bytes([*a, *b]));
                leaves.push(leaf(&tail[..length]));
                rest = &tail[length..];
                found += 1;
            }
            assert_eq!(found, count);
        }
        let hashes =
            [bytes(&app, "/tile/0/000").await.2, bytes(&app, "/tile/0/001").await.2, bytes(&app, "/tile/0/002.p/88").await.2].concat();
        assert_eq!(hashes, leaves.iter().flat_map(|hash| hash.0).collect::<Vec<u8>>());
        assert_eq!(root(&leaves), read.root, "{}", app.engine);
        assert_eq!(bytes(&app, "/tile/1/000.p/2").await.2, [root(&leaves[..256]).0, root(&leaves[256..512]).0].concat());
    }
}

/// The root by the definition of RFC 6962 §2.1, word for word.
fn root(leaves: &[Hash]) -> Hash {
    if let [one] = leaves {
        return *one;
    }
    let k = leaves.len().next_power_of_two() / 2;
    let (left, right) = (root(&leaves[..k]), root(&leaves[k..]));
    use sha2::Digest;
    Hash(sha2::Sha256::digest([&[1], &left.0[..], &right.0[..]].concat()).into())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_exist_or_is_written_otherwise_is_not_found() {
    let app = TestApp::start().await; // The paths are read before the database is asked.
    happens(&app.app, 0..300);
    settle(&app.app).await;
    for path in [
        "/tile/0/001",
        "/tile/0/000.p/0",
        "/tile/0/000.p/256",
        "/tile/0/0",
        "/tile/0/x000/000",
        "/tile/00/000",
        "/tile/8/000",
        "/tile/64/000",
        "/tile/255/000",
        "/tile/entries/000.p/0",
        "/tile/0/000.p/+1",
        "/tile/0/000.p/+0",
        "/tile/0/000.p/00",
        "/tile/0/000.p/4294967296",
        "/tile/63/000",
        "/tile/data/000",
        "/tile/entries/001",
        "/tile/entries/001.p/45",
        "/tile/entries",
        "/tile/",
        "/tile/0/000.p/05",
        "/tile/1/000",
        "/tile/0/x999/x999/x999/x999/x999/x999/999",
        "/proof/300.tlog-proof",
        "/proof/00.tlog-proof",
        "/proof/-1.tlog-proof",
        "/proof/18446744073709551615.tlog-proof",
        "/proof/1.tlog",
    ] {
        assert_eq!(bytes(&app, path).await.0, 404, "{path}");
    }
    assert_eq!(bytes(&app, "/tile/entries/001.p/44").await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_lasts_until_a_witness_vouches_and_a_head_is_asked_for_again() {
    for app in TestApp::on_both().await {
        let before = app.visitor().get("/checkpoint").await.status;
        assert_eq!(before, 404, "{}: no head yet", app.engine);
        happens(&app.app, 0..5);
        settle(&app.app).await;
        let (status, cache, first) = bytes(&app, "/proof/3.tlog-proof").await;
        assert!(status == 200 && cache.contains("max-age=300"), "a witness may add its line");
        let entry = app.app.db.read_now(|conn| reading::entry(conn, 3)).unwrap();
        let proof = Proof::parse(std::str::from_utf8(&first).unwrap()).unwrap();
        assert_eq!(proof.check(&entry, &keys(&app.app)).unwrap().size, 5);
        let head = app.visitor().get("/checkpoint").await;
        let tag = head.headers["etag"].to_str().unwrap().to_owned();
        let visitor = app.visitor();
        let (http, base) = visitor.raw();
        let again =
            || async { http.get(format!("{base}/checkpoint")).header("if-none-match", &tag).send().await.unwrap().status().as_u16() };
        assert_eq!(again().await, 304);
        happens(&app.app, 5..6);
        settle(&app.app).await;
        assert_eq!(again().await, 200);
        assert_eq!(
            bytes(&app, "/proof/3.tlog-proof").await.2,
            first,
            "the first head that covers an entry stays the first while nobody vouches for a later one"
        );
        let known = app.visitor().get("/log.vkey").await.body;
        assert_eq!(known.trim(), keys(&app.app)[0].as_str());
    }
}
