//! What ARCHITECTURE.md says about the shape of the code, said to the compiler's face: who may call whom, how long a file
//! may be, and the few things that belong to one place only.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up; a room may use those before it and itself.
const ROOMS: [&[&str]; 7] = [
    &["domain"],
    &["config", "defaults", "error"],
    &["db"],
    &["platform", "app"],
    &["market", "witness", "verify", "monitor"],
    &["worker", "server", "backup", "demo"],
    &["cli"],
];

/// The ladder of slices; a slice calls only slices before it.
const LADDER: [&str; 29] = [
    "accounts",
    "documents",
    "catalogue",
    "agencies",
    "owners",
    "credit",
    "blacklist",
    "projects",
    "halts",
    "signups",
    "witnesses",
    "bids",
    "selection",
    "experts",
    "reviews",
    "negotiations",
    "outcomes",
    "awards",
    "contracts",
    "exits",
    "ratings",
    "complaints",
    "supervision",
    "search",
    "opendata",
    "erasures",
    "log",
    "stats",
    "home",
];

const LONGEST_FILE: usize = 300;
const LONGEST_TEMPLATE: usize = 120;

/// What `domain` may not know of.
const OUTSIDE: [&str; 13] = [
    "diesel",
    "actix_web",
    "tokio",
    "rand::",
    "tracing",
    "reqwest",
    "lettre",
    "askama",
    "fluent_templates",
    "std::fs",
    "std::net",
    "SystemTime",
    "std::env",
];

const ANONYMOUS_NAMES: [&str; 8] = ["utils", "util", "helpers", "helper", "manager", "data", "info", "common"];

#[test]
fn dependencies_point_down() {
    let room_of = |name: &str| ROOMS.iter().position(|rooms| rooms.contains(&name));
    let mut wrong = Vec::new();
    for file in rust_files("src") {
        let Some((own, height)) = own_room(&file).and_then(|own| room_of(&own).map(|height| (own, height))) else { continue };
        // A slice writes its routes down in the words of the route table, and knows nothing else of the server.
        let code = code_of(&file).replace("crate::server::Routes", "");
        for used in names_after(&code, "crate::") {
            match room_of(&used) {
                Some(other) if other > height => wrong.push(format!("{}: {own} uses {used}, which stands above it", file.display())),
                _ => {}
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn every_room_is_known_here() {
    let known: BTreeSet<&str> = ROOMS.iter().flat_map(|rooms| rooms.iter().copied()).collect();
    let wrong = rust_files("src").into_iter().filter_map(|file| {
        let own = own_room(&file)?;
        (!known.contains(own.as_str())).then(|| format!("{}: give `{own}` its place in ROOMS", file.display()))
    });
    assert_none(wrong.collect());
}

#[test]
fn slices_form_a_ladder() {
    let step_of = |name: &str| LADDER.iter().position(|slice| *slice == name);
    let mut wrong = Vec::new();
    for file in rust_files("src/market") {
        let Some(own) = component(&file, 2) else { continue };
        if own == "mod" {
            continue;
        }
        let Some(step) = step_of(&own) else {
            wrong.push(format!("{}: give the slice `{own}` its step in LADDER", file.display()));
            continue;
        };
        for used in names_after(&code_of(&file), "crate::market::") {
            if step_of(&used).is_some_and(|other| other > step) {
                wrong.push(format!("{}: {own} calls {used}, which stands above it", file.display()));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn the_domain_knows_nothing_of_the_outside() {
    let mut wrong = Vec::new();
    for file in rust_files("src/domain") {
        let code = code_of(&file);
        wrong.extend(OUTSIDE.iter().filter(|name| code.contains(**name)).map(|name| format!("{}: mentions {name}", file.display())));
    }
    assert_none(wrong);
}

#[test]
fn only_the_dialect_knows_the_engine() {
    // pool.rs makes the connections, so it names the engines once.
    let wrong = rust_files("src").into_iter().filter(|file| !file.ends_with("db/dialect.rs") && !file.ends_with("db/pool.rs"));
    let wrong = wrong.filter(|file| ["Engine::Sqlite", "Engine::Pg"].iter().any(|arm| code_of(file).contains(arm)));
    assert_none(
        wrong.map(|file| format!("{}: matches on the engine; give db/dialect.rs a name for what you need", file.display())).collect(),
    );
}

#[test]
fn files_are_short_enough_to_be_read() {
    let mut wrong = Vec::new();
    // schema.rs is a list of tables and has no second thought in it.
    for file in rust_files("src").into_iter().filter(|file| !file.ends_with("db/schema.rs")) {
        let lines = code_of(&file).lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("{}: {lines} lines without its tests, {LONGEST_FILE} are enough", file.display()));
        }
    }
    for file in files("web/templates", "html") {
        let lines = read(&file).lines().count();
        if lines > LONGEST_TEMPLATE {
            wrong.push(format!("{}: {lines} lines, {LONGEST_TEMPLATE} are enough", file.display()));
        }
    }
    assert_none(wrong);
}

#[test]
fn files_are_named_after_what_is_in_them() {
    let wrong = rust_files("src").into_iter().filter(|file| {
        file.with_extension("").components().any(|part| ANONYMOUS_NAMES.contains(&part.as_os_str().to_string_lossy().as_ref()))
    });
    assert_none(wrong.map(|file| format!("{}: a name that could hold anything", file.display())).collect());
}

#[test]
fn every_migration_has_a_number_of_its_own_on_both_engines() {
    // The number, all before the underscore, is all that a database remembers: of two that share it one would never run.
    let named = |engine: &str| {
        let folders = fs::read_dir(format!("migrations/{engine}")).unwrap();
        let mut names: Vec<String> = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let (sqlite, postgres) = (named("sqlite"), named("postgres"));
    let mut numbers: Vec<&str> = sqlite.iter().filter_map(|name| name.split('_').next()).collect();
    numbers.dedup();
    assert_eq!((sqlite.len(), &sqlite), (numbers.len(), &postgres));
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!("];
    let mut wrong = Vec::new();
    for file in rust_files("src").into_iter().chain(files("web/templates", "html")) {
        let text = read(&file);
        wrong.extend(marks.iter().filter(|mark| text.contains(**mark)).map(|mark| format!("{}: {mark}", file.display())));
    }
    assert_none(wrong);
}

#[test]
fn pages_keep_to_the_content_security_policy() {
    let mut wrong = Vec::new();
    for file in files("web/templates", "html").into_iter().filter(|file| !file.starts_with("web/templates/mail")) {
        for (number, line) in read(&file).lines().enumerate() {
            let inline_script = line.contains("<script") && !line.contains("src=");
            let handler = [" onclick=", " onchange=", " onsubmit=", " onload=", "javascript:"].iter().any(|name| line.contains(name));
            if line.contains(" style=") || line.contains("<style") || inline_script || handler {
                wrong.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn both_engines_have_the_same_migrations() {
    let names = |engine: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(format!("migrations/{engine}")).into_iter().flatten();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn every_dependency_has_its_sentence() {
    let manifest: toml::Table = read(Path::new("Cargo.toml")).parse().unwrap();
    let named: BTreeSet<String> = ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flat_map(|section| section.keys().cloned())
        .collect();
    let explained: BTreeSet<String> = read(Path::new("docs/dependencies.md"))
        .lines()
        .filter_map(|line| line.strip_prefix("- `")?.split_once("`: "))
        .filter(|(_, sentence)| sentence.ends_with('.') && sentence.len() > 20)
        .map(|(name, _)| name.to_owned())
        .collect();
    let wrong = named.symmetric_difference(&explained);
    assert_none(wrong.map(|name| format!("{name}: Cargo.toml and docs/dependencies.md do not both have it")).collect());
}

/// The code of a file: without its tests, without comments.
fn code_of(file: &Path) -> String {
    if file.ends_with("tests.rs") || file.components().any(|part| part.as_os_str() == "tests") {
        return String::new();
    }
    let text = read(file);
    let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect::<Vec<_>>().join("\n")
}

/// Every name that follows `prefix`, also inside braces: `crate::{config::Config, error}` gives config and error.
fn names_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        if rest.starts_with('{') {
            names.extend(top_names(rest));
        } else {
            names.insert(first_word(rest));
        }
    }
    names
}

/// The first words at depth one of a braced list.
fn top_names(list: &str) -> Vec<String> {
    let (mut depth, mut names, mut fresh) = (0, Vec::new(), false);
    for (at, c) in list.char_indices() {
        match c {
            '{' => (depth, fresh) = (depth + 1, depth == 0),
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' => fresh = depth == 1,
            c if fresh && (c.is_alphanumeric() || c == '_') => {
                names.push(first_word(&list[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// `src/db/mod.rs` and `src/db.rs` belong to the room `db`; lib.rs and main.rs to none.
fn own_room(file: &Path) -> Option<String> {
    component(file, 1).filter(|name| name != "lib" && name != "main")
}

fn component(file: &Path, depth: usize) -> Option<String> {
    file.with_extension("").components().nth(depth).map(|part| part.as_os_str().to_string_lossy().into_owned())
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    files(folder, "rs")
}

/// All files below `folder` with this extension, relative to the package.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|other| other == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|problem| panic!("{}: {problem}", file.display()))
}

fn assert_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_use_lines_can_read() {
    let code = "use crate::{config::Config, db::{self, DbConn}, error};\nlet x = crate::market::agencies::find();";
    assert_eq!(names_after(code, "crate::").into_iter().collect::<Vec<_>>(), ["config", "db", "error", "market"]);
    assert_eq!(names_after(code, "crate::market::").into_iter().collect::<Vec<_>>(), ["agencies"]);
}
