//! The embedded index follows the sequence of changes, whatever happens to it.

use std::path::Path;

use mingxuan::platform::search::embedded::Embedded;
use mingxuan::platform::search::{AgencyQuery, Search};

use super::register::{Register, agencies, agency};

async fn total(search: &Search, text: &str) -> u64 {
    search.query(AgencyQuery { text: text.to_owned(), ..AgencyQuery::default() }).await.expect("an answer").total
}

fn opened(folder: &Path, register: &Register, origin: &str) -> Search {
    Search::embedded(folder, register.feed(origin)).expect("an index on disk")
}

fn reads(register: &Register) -> usize {
    std::mem::take(&mut register.state().reads)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_reads_nothing_again() {
    let (folder, register) = (tempfile::tempdir().unwrap(), Register::holding(agencies()));
    assert_eq!(total(&opened(folder.path(), &register, "city"), "").await, 7);
    assert!(reads(&register) > 0);
    let search = opened(folder.path(), &register, "city");
    assert_eq!(total(&search, "").await, 7);
    assert_eq!(reads(&register), 0, "the cursor was kept with the index");
    register.put(agency("xinda", "信达测绘院"));
    assert_eq!(total(&search, "测绘").await, 1, "visible to the very next request");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_committed_is_read_again() {
    let (folder, register) = (tempfile::tempdir().unwrap(), Register::holding(agencies()));
    assert_eq!(total(&opened(folder.path(), &register, "city"), "").await, 7);
    let crashed = Embedded::open(folder.path(), "city").unwrap();
    register.put(agency("xinda", "信达测绘院"));
    crashed.upsert(&[agency("xinda", "信达测绘院")]).unwrap();
    drop(crashed);
    let search = opened(folder.path(), &register, "city");
    assert_eq!(total(&search, "测绘").await, 1);
    assert_eq!(total(&search, "").await, 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_of_something_else_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let one = Register::holding(agencies());
    assert_eq!(total(&opened(folder.path(), &one, "one city"), "").await, 7);
    let other = Register::holding(vec![agency("xinda", "信达测绘院"); 9]);
    assert_eq!(total(&opened(folder.path(), &other, "other city"), "").await, 1);

    std::fs::write(folder.path().join("agencies/meta.json"), "{}").unwrap();
    assert_eq!(total(&opened(folder.path(), &other, "other city"), "").await, 1, "a damaged index too");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_database_is_followed_from_the_start() {
    let register = Register::holding(agencies());
    let search = Search::in_memory(register.feed("city")).unwrap();
    register.put(agency("xinda", "信达测绘院"));
    assert_eq!(total(&search, "测绘").await, 1);
    register.state().changes.pop();
    register.state().docs.remove("xinda");
    assert_eq!(total(&search, "测绘").await, 0);
    assert_eq!(total(&search, "").await, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_source_leaves_the_index_as_it_is() {
    let register = Register::holding(agencies());
    let search = Search::in_memory(register.feed("city")).unwrap();
    assert_eq!(total(&search, "").await, 7);
    register.put(agency("xinda", "信达测绘院"));
    register.state().broken = true;
    assert_eq!(total(&search, "").await, 7);
    assert!(search.rebuild().await.is_err());
    assert_eq!(total(&search, "").await, 7, "a rebuild that failed leaves nothing behind");
    register.state().broken = false;
    assert_eq!(total(&search, "").await, 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_readers_and_a_writer_never_miss_a_change() {
    let register = Register::holding(agencies());
    let search = Search::in_memory(register.feed("city")).unwrap();
    let readers: Vec<_> = (0..4)
        .map(|reader| {
            let (register, search) = (register.clone(), search.clone());
            tokio::spawn(async move {
                for round in 0..10 {
                    let id = format!("r{reader}x{round}");
                    register.put(agency(&id, &format!("丰年{id}院")));
                    assert_eq!(total(&search, &id).await, 1, "{id} is visible as soon as it is written");
                }
            })
        })
        .collect();
    for reader in readers {
        reader.await.expect("no reader failed");
    }
    assert_eq!(total(&search, "丰年").await, 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_in_use_by_another_is_no_reason_to_fail() {
    let (folder, register) = (tempfile::tempdir().unwrap(), Register::holding(agencies()));
    let holder = Embedded::open(folder.path(), "city").unwrap();
    holder.upsert(&[agency("xinda", "信达测绘院")]).unwrap();
    assert_eq!(total(&opened(folder.path(), &register, "city"), "").await, 7);
}
