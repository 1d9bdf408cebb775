//! A backup comes back whole, into either engine, and never over what is there.

use mingxuan::backup;
use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::db::{Db, Options, rows};
use mingxuan::domain::event::Kind;
use mingxuan::domain::time::Instant;
use mingxuan::error::Error;
use mingxuan::platform::audit::{self, Act, Actor, Thing, Visibility};
use mingxuan::platform::keys::Keys;
use mingxuan::platform::letter::Letter;
use mingxuan::platform::outbox::{self, Job};

use crate::support::database::{Engine, engines};

fn config(engine: &Engine) -> Config {
    let mut config = Config::for_tests(engine.folder.path());
    config.database.url = Some(engine.url.parse::<DatabaseUrl>().unwrap());
    config
}

/// A database with something of everything that travels in its own way: text with quotes, numbers, booleans, nothing at all, numbered rows.
fn filled(engine: &Engine) -> Config {
    let config = config(engine);
    let db = Db::open(&engine.url, &Options::default()).unwrap();
    db.write_now(|conn| {
        let at = Instant(9_007_199_254_740_993);
        // More than nine, so that numbers sorted as text would be told apart from numbers.
        for n in 0..12 {
            let thing = Thing::open("project", format!("p{n}"));
            let document = format!("一\"二'三\\{n}\n");
            let act = Act { kind: Kind::ProjectDraft, actor: &Actor("u-1".into()), thing, document, visibility: Visibility::Salted };
            audit::record(conn, Instant(1_800_000_000_000), act)?;
            outbox::push(conn, at, &Job::Mail { account: n.to_string(), letter: Letter::new("x").with("名", "值\"'") })?;
        }
        Ok(())
    })
    .unwrap();
    config
}

fn lines(url: &str) -> Vec<String> {
    let db = Db::open(url, &Options::default()).unwrap();
    let mut all = Vec::new();
    db.snapshot_now(|conn| {
        for table in rows::TABLES {
            rows::each_line(conn, table, |line| {
                all.push(format!("{table} {line}"));
                Ok(())
            })?;
        }
        Ok(())
    })
    .unwrap();
    all
}

#[test]
fn a_backup_of_either_engine_comes_back_whole_in_either_engine() {
    for source in engines() {
        let taken = filled(&source);
        let file = source.folder.path().join("market.backup");
        let manifest = backup::take(&taken, &file, Instant(0)).unwrap();
        assert_eq!(manifest.rows(), 36, "twelve entries, twelve documents, twelve jobs");
        for target in engines() {
            let restored = config(&target);
            assert_eq!(backup::restore(&restored, &file).unwrap(), manifest);
            assert_eq!(lines(&source.url), lines(&target.url), "{} into {}", source.name, target.name);
            let db = Db::open(&target.url, &Options::default()).unwrap();
            let id = db
                .write_now(|conn| {
                    let act = Act {
                        kind: Kind::ProjectDraft,
                        actor: &Actor::platform(),
                        thing: Thing::open("project", "p9"),
                        document: "d\n".into(),
                        visibility: Visibility::Public,
                    };
                    audit::record(conn, Instant(0), act)
                })
                .unwrap()
                .id;
            assert_eq!(id, 13, "numbers go on after the restored ones in {}", target.name);
        }
    }
}

#[test]
fn a_backup_is_never_restored_over_what_is_there() {
    for engine in engines() {
        let config = filled(&engine);
        let file = engine.folder.path().join("market.backup");
        backup::take(&config, &file, Instant(0)).unwrap();
        let before = lines(&engine.url);
        let refused = backup::restore(&config, &file);
        assert!(matches!(&refused, Err(Error::Setup(why)) if why.contains("not empty")), "{refused:?}");
        assert_eq!(lines(&engine.url), before);
        let again = backup::take(&config, &file, Instant(0));
        assert!(matches!(again, Err(Error::Setup(why)) if why.contains("exists already")));
    }
}

/// A byte that no reader looks at may change; then the market comes back whole all the same.
#[test]
fn a_damaged_backup_is_refused_and_leaves_nothing_or_comes_back_whole() {
    let source = crate::support::database::sqlite();
    let config = filled(&source);
    let file = source.folder.path().join("market.backup");
    backup::take(&config, &file, Instant(0)).unwrap();
    let (good, whole) = (std::fs::read(&file).unwrap(), lines(&source.url));
    let mut refused = 0;
    for place in (0..good.len()).step_by(good.len() / 30) {
        let mut bytes = good.clone();
        bytes[place] ^= 0x55;
        std::fs::write(&file, bytes).unwrap();
        let target = crate::support::database::sqlite();
        if backup::restore(&self::config(&target), &file).is_ok() {
            assert_eq!(lines(&target.url), whole, "byte {place}");
        } else {
            refused += 1;
            assert!(lines(&target.url).is_empty(), "byte {place} left something behind");
        }
    }
    assert!(refused > 8, "only {refused} of 30 were noticed");
}

#[test]
fn every_table_of_the_schema_is_part_of_a_backup() {
    let schema = std::fs::read_to_string("src/db/schema.rs").unwrap();
    let mut named: Vec<&str> = schema
        .split("diesel::table! {")
        .skip(1)
        .map(|part| part.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
        .collect();
    let mut backed: Vec<&str> = rows::TABLES.to_vec();
    named.sort_unstable();
    backed.sort_unstable();
    assert_eq!(named, backed);
}

#[test]
fn the_key_is_not_in_the_backup() {
    let engine = crate::support::database::sqlite();
    let config = filled(&engine);
    Keys::load_or_make(&config.key_file()).unwrap();
    let key = std::fs::read(config.key_file()).unwrap();
    let file = engine.folder.path().join("market.backup");
    backup::take(&config, &file, Instant(0)).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    assert!(!bytes.windows(key.len()).any(|part| part == key));
}
