//! The database door: group commit, rollbacks, panics, revisions, claims by several workers, the schema on both engines.

use std::sync::Arc;

use diesel::prelude::*;
use mingxuan::db::schema::settings;
use mingxuan::db::{Db, Options, Topic, dialect, revisions};
use mingxuan::domain::time::Instant;
use mingxuan::error::{Error, Result};
use mingxuan::platform::letter::Letter;
use mingxuan::platform::outbox::{self, Job};

use crate::support::engines;

fn open(url: &str) -> Db {
    Db::open(url, &Options::default()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_from_many_tasks_are_all_there_and_a_refused_one_leaves_nothing() {
    for engine in engines() {
        let db = open(&engine.url);
        let tasks: Vec<_> = (0..200)
            .map(|n| {
                let db = db.clone();
                tokio::spawn(async move {
                    db.write(move |conn| {
                        dialect::put_setting(conn, &format!("k{n}"), "v")?;
                        if n % 10 == 0 { Err(Error::Conflict) } else { Ok(()) }
                    })
                    .await
                })
            })
            .collect();
        let mut refused = 0;
        for task in tasks {
            refused += u32::from(matches!(task.await.unwrap(), Err(Error::Conflict)));
        }
        let count: i64 = db.read_now(|conn| Ok(settings::table.count().get_result(conn)?)).unwrap();
        assert_eq!((refused, count), (20, 180), "{}", engine.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_panics_is_rolled_back_and_the_next_one_works() {
    for engine in engines() {
        let db = open(&engine.url);
        let lost: Result<()> = db
            .write(|conn| {
                dialect::put_setting(conn, "half", "done")?;
                panic!("on purpose")
            })
            .await;
        assert!(matches!(lost, Err(Error::Internal(_))), "{}", engine.name);
        db.write(|conn| dialect::put_setting(conn, "whole", "done")).await.unwrap();
        let keys: Vec<String> = db.read_now(|conn| Ok(settings::table.select(settings::key).load(conn)?)).unwrap();
        assert_eq!(keys, ["whole"], "{}", engine.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bump_is_seen_by_the_very_next_question_and_only_for_its_topic() {
    for engine in engines() {
        let db = open(&engine.url);
        let before = (db.revision_of(&[Topic::Projects]).await.unwrap(), db.revision_of(&[Topic::Agencies]).await.unwrap());
        db.write(|conn| revisions::bump(conn, Topic::Projects)).await.unwrap();
        let after = (db.revision_of(&[Topic::Projects]).await.unwrap(), db.revision_of(&[Topic::Agencies]).await.unwrap());
        assert_ne!(before.0, after.0, "{}", engine.name);
        assert_eq!(before.1, after.1, "{}", engine.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_job_is_claimed_by_exactly_one_of_several_workers() {
    for engine in engines() {
        let db = open(&engine.url);
        let now = Instant(1_000_000);
        db.write(move |conn| {
            for n in 0..120 {
                outbox::push(conn, now, &Job::Mail { account: n.to_string(), letter: Letter::new("x") })?;
            }
            Ok(())
        })
        .await
        .unwrap();
        let workers: Vec<_> = (0..4)
            .map(|w| {
                let db = db.clone();
                tokio::spawn(async move {
                    let mut mine = Vec::new();
                    loop {
                        let name = format!("w{w}");
                        let claimed = db.write(move |conn| outbox::claim(conn, now, &name, 7)).await.unwrap();
                        if claimed.is_empty() {
                            return mine;
                        }
                        mine.extend(claimed.into_iter().map(|c| c.id));
                    }
                })
            })
            .collect();
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.await.unwrap());
        }
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!((count, all.len()), (120, 120), "{}", engine.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_job_waits_longer_each_time_and_then_rests_in_sight() {
    for engine in engines() {
        let db = open(&engine.url);
        let job = Job::Mail { account: "a".into(), letter: Letter::new("secret-name") };
        db.write(move |conn| outbox::push(conn, Instant(0), &job)).await.unwrap();
        let mut now = Instant(0);
        for _ in 0..outbox::ATTEMPTS {
            now = now.plus(3_600_000);
            let at = now;
            db.write(move |conn| {
                let claimed = outbox::claim(conn, at, "w", 1)?.pop().expect("the job is due within the hour");
                outbox::failed(conn, at, &claimed, "nobody answers")
            })
            .await
            .unwrap();
        }
        let left = db.write(move |conn| outbox::claim(conn, now.plus(10_000_000), "w", 1)).await.unwrap();
        assert!(left.is_empty(), "{}", engine.name);
        let troubles = db.read_now(|conn| outbox::troubles(conn, 10)).unwrap();
        assert_eq!((troubles.len(), troubles[0].state.as_str(), troubles[0].kind.as_str()), (1, "failed", "mail"));
        assert!(!format!("{troubles:?}").contains("secret-name"), "operators must not see what a job is about");
    }
}

#[test]
fn both_engines_have_the_same_migrations_and_every_table_of_the_schema() {
    let names: Vec<Vec<String>> =
        engines().iter().map(|engine| open(&engine.url).read_now(mingxuan::db::migration_names).unwrap()).collect();
    assert!(names.windows(2).all(|pair| pair[0] == pair[1]) && !names[0].is_empty());
}

#[test]
fn a_wrong_url_is_refused_with_a_sentence_that_helps() {
    for url in ["mysql://x/y", "postgres://nobody:geheim@127.0.0.1:1/none"] {
        let Err(Error::Setup(sentence)) = Db::open(url, &Options::default()) else { panic!("{url} was opened") };
        assert!(sentence.contains("postgres://") && !sentence.contains("geheim"), "{sentence}");
    }
}

#[test]
fn reading_connections_cannot_write() {
    let engine = crate::support::database::sqlite();
    let db = open(&engine.url);
    let written = db.read_now(|conn| dialect::put_setting(conn, "a", "b"));
    assert!(written.is_err());
}

/// Reader and writer are shared by threads of every kind.
#[test]
fn the_door_can_be_shared() {
    fn shared<T: Send + Sync + Clone>() {}
    shared::<Db>();
    shared::<Arc<Db>>();
}
