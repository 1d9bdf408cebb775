//! The sequence of changes in the database, on both engines.

use mingxuan::db::{Db, DbConn, Options};
use mingxuan::domain::time::Instant;
use mingxuan::error::Result;
use mingxuan::platform::search::{Agencies, AgencyDoc, AgencyQuery, Search, sequence};

use super::register::agency;
use crate::support::engines;

/// In these tests an agency is there when a setting of its id is, and is called what that says.
const AGENCIES: Agencies = Agencies { docs, ids };

fn docs(conn: &mut DbConn, ids: &[String]) -> Result<Vec<AgencyDoc>> {
    Ok(named(conn)?.into_iter().filter(|(id, _)| ids.contains(id)).map(|(id, name)| agency(&id, &name)).collect())
}

fn ids(conn: &mut DbConn) -> Result<Vec<String>> {
    Ok(named(conn)?.into_iter().map(|(id, _)| id).collect())
}

fn named(conn: &mut DbConn) -> Result<Vec<(String, String)>> {
    use diesel::prelude::*;
    use mingxuan::db::schema::settings::dsl::{key, settings, value};
    Ok(settings.filter(key.like("agency%")).select((key, value)).load(conn)?)
}

async fn register(db: &Db, search: &Search, id: &str, name: &str) {
    let (search, id, name) = (search.clone(), id.to_owned(), name.to_owned());
    db.write(move |conn| {
        mingxuan::db::dialect::put_setting(conn, &id, &name)?;
        search.changed(conn, Instant(0), &id)
    })
    .await
    .unwrap();
}

async fn total(search: &Search, text: &str) -> u64 {
    search.query(AgencyQuery { text: text.to_owned(), ..AgencyQuery::default() }).await.unwrap().total
}

#[tokio::test(flavor = "multi_thread")]
async fn a_committed_change_is_found_by_every_server_and_a_refused_one_by_none() {
    for engine in engines() {
        let db = Db::open(&engine.url, &Options::default()).unwrap();
        let server = || Search::in_memory(sequence::feed(&db, AGENCIES).unwrap()).unwrap();
        let (one, other) = (server(), server());
        register(&db, &one, "agency1", "信达测绘院").await;
        assert_eq!((total(&one, "测绘").await, total(&other, "测绘").await), (1, 1), "{}", engine.name);

        let refusing = one.clone();
        let refused: Result<()> = db
            .write(move |conn| {
                refusing.changed(conn, Instant(0), "agency1")?;
                mingxuan::db::dialect::put_setting(conn, "agency1", "改名监理院")?;
                Err(mingxuan::error::Error::Conflict)
            })
            .await;
        assert!(refused.is_err());
        assert_eq!((total(&one, "测绘").await, total(&one, "监理").await), (1, 0), "{}", engine.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_side_by_side_are_all_found() {
    for engine in engines() {
        let db = Db::open(&engine.url, &Options::default()).unwrap();
        let search = Search::in_memory(sequence::feed(&db, AGENCIES).unwrap()).unwrap();
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                let (db, search) = (db.clone(), search.clone());
                tokio::spawn(async move {
                    for round in 0..10 {
                        let id = format!("agency{writer}x{round}");
                        register(&db, &search, &id, &format!("丰年{id}院")).await;
                        assert_eq!(total(&search, &id).await, 1, "{id}");
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(total(&search, "丰年").await, 80, "{}", engine.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_sequence_brings_back_what_an_index_lost() {
    for engine in engines() {
        let db = Db::open(&engine.url, &Options::default()).unwrap();
        let folder = engine.folder.path().join("search");
        let open = || Search::embedded(&folder, sequence::feed(&db, AGENCIES).unwrap()).unwrap();
        let search = open();
        register(&db, &search, "agency1", "信达测绘院").await;
        register(&db, &search, "agency2", "丰年监理院").await;
        assert_eq!(total(&search, "").await, 2);
        // A change that never came into the sequence.
        db.write(|conn| mingxuan::db::dialect::put_setting(conn, "agency3", "北辰环保院")).await.unwrap();
        assert_eq!(total(&search, "").await, 2);
        assert_eq!(search.reindex(&db, Instant(0), AGENCIES).await.unwrap(), 3);
        assert_eq!(total(&search, "").await, 3, "{}", engine.name);
        drop(search);
        assert_eq!(total(&open(), "").await, 3, "{}", engine.name);
    }
}
