//! The tree grows as RFC 6962 says, at every size, and a second implementation agrees.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use mingxuan::domain::log::{Hash, grew_from, open};
use mingxuan::platform::log::{examine, reading};
use sha2::Sha256;

use super::{happens, keys, settle};
use crate::support::TestApp;

fn bytes(path: &[Hash]) -> Vec<u8> {
    path.iter().flat_map(|hash| hash.0).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn roots_and_proofs_are_those_of_another_implementation_at_every_size_to_300() {
    let app = TestApp::start().await; // The arithmetic does not depend on the engine; growing on both is tested below.
    let mut other = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    for n in 0..300_usize {
        happens(&app.app, n..n + 1);
        settle(&app.app).await;
        let entry = app.app.db.read_now(|conn| reading::entry(conn, n as u64)).unwrap();
        other.push(entry.clone().into_bytes());
        let (size, keys) = (n as u64 + 1, keys(&app.app));
        let proof = app.app.db.read_now(|conn| reading::proof(conn, n as u64)).unwrap();
        let head = proof.check(&entry, &keys).unwrap();
        assert_eq!((head.size, head.root.0), (size, <[u8; 32]>::from(*other.root().as_bytes())));
        assert_eq!(bytes(&proof.path), other.prove_inclusion(n).as_bytes(), "inclusion of {n}");
        for old in [1, size / 3, size / 2, size.saturating_sub(1), size] {
            if old == 0 {
                continue;
            }
            let way = app.app.db.read_now(|conn| reading::consistency(conn, old, size)).unwrap();
            if old < size {
                let added = usize::try_from(size - old).unwrap();
                assert_eq!(bytes(&way), other.prove_consistency(added).as_bytes(), "{old} to {size}");
            }
            let before = app.app.db.read_now(|conn| reading::proof(conn, old - 1)).unwrap();
            let root = open(&before.checkpoint, &keys).unwrap().root;
            assert!(grew_from((old, root), (size, head.root), &way));
        }
    }
    assert_eq!(app.app.db.read_now(examine).unwrap(), Ok(300));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_pending_is_taken_by_presence_once_and_under_one_head() {
    for app in TestApp::on_both().await {
        settle(&app.app).await;
        let empty = app.app.db.read_now(reading::head).unwrap().unwrap();
        assert_eq!((empty.size, open(&empty.note, &keys(&app.app)).unwrap().size), (0, 0), "an empty log has a head");
        happens(&app.app, 0..2500);
        settle(&app.app).await;
        let head = app.app.db.read_now(reading::head).unwrap().unwrap();
        assert_eq!(head.size, 2500, "{}", app.engine);
        assert_eq!(app.app.db.read_now(examine).unwrap(), Ok(2500));
        settle(&app.app).await;
        assert_eq!(app.app.db.read_now(reading::head).unwrap().unwrap(), head, "nothing new, no new head");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_sequencers_at_once_lose_nothing_and_do_nothing_twice() {
    for app in TestApp::on_both().await {
        settle(&app.app).await;
        let writers = (0..8).map(|part| {
            let shared = app.app.clone();
            tokio::spawn(async move {
                for n in 0..40 {
                    let inner = shared.clone();
                    shared.db.write(move |conn| super::happen(conn, &inner, part * 100 + n).map(drop)).await.unwrap();
                    settle(&shared).await;
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        assert_eq!(app.app.db.read_now(examine).unwrap(), Ok(320), "{}", app.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_append_that_is_rolled_back_leaves_everything_pending() {
    for app in TestApp::on_both().await {
        happens(&app.app, 0..5);
        let lost: mingxuan::error::Result<()> = tokio::task::block_in_place(|| {
            app.app.db.write_now(|conn| {
                mingxuan::platform::log::sequencer::append_all(conn)?;
                Err(mingxuan::error::Error::Conflict)
            })
        });
        assert!(lost.is_err());
        assert_eq!(app.app.db.read_now(reading::size).unwrap(), 0, "{}", app.engine);
        settle(&app.app).await;
        assert_eq!(app.app.db.read_now(examine).unwrap(), Ok(5), "{}", app.engine);
    }
}
