//! Every parser of draw/v1 against the stored corpus (`tests/corpus/draw`, one folder for each document), against random changes of it, and
//! against the page's scripts: nothing ends the program, nothing is read loosely, and both name the same line.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use mingxuan::domain::audit_entry::Entry;
use mingxuan::domain::draw::{Ceremony, Document, DrawResult, Freeze, Notice, Opened, Pool, Ruling, Seed, Void};
use proptest::collection::vec;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::draw_bundle::Chance;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/draw");
const PARSE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/js/parse.mjs");
const KINDS: [&str; 10] = ["notice", "freeze", "seed", "ceremony", "result", "pool", "opened", "ruling", "void", "entry"];

/// `read`, or the line that is refused. Whatever is read must be written again to the byte.
fn read<D: Document>(bytes: &[u8]) -> String {
    match D::parse(bytes) {
        Ok(document) => {
            assert_eq!(document.to_text().as_bytes(), bytes, "read loosely");
            "read".to_owned()
        }
        Err(fault) => fault.line.to_string(),
    }
}

fn read_as(kind: &str, bytes: &[u8]) -> String {
    match kind {
        "notice" => read::<Notice>(bytes),
        "freeze" => read::<Freeze>(bytes),
        "seed" => read::<Seed>(bytes),
        "ceremony" => read::<Ceremony>(bytes),
        "result" => read::<DrawResult>(bytes),
        "pool" => read::<Pool>(bytes),
        "opened" => read::<Opened>(bytes),
        "ruling" => read::<Ruling>(bytes),
        "void" => read::<Void>(bytes),
        _ => read::<Entry>(bytes),
    }
}

/// Kind, path and bytes of every stored document.
fn corpus() -> Vec<(&'static str, PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for kind in KINDS {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(Path::new(CORPUS).join(kind)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        all.extend(paths.into_iter().map(|path| (kind, path.clone(), std::fs::read(path).unwrap())));
    }
    assert!(all.len() > 150, "the corpus was read");
    all
}

/// What the scripts say of each, in one node; `None` where this machine has none.
fn scripts_say(documents: &[(&str, PathBuf)]) -> Option<Vec<String>> {
    let Ok(mut node) = Command::new("node").arg(PARSE).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
        println!("node is missing: the page's scripts were not run");
        return None;
    };
    let list: String = documents.iter().map(|(kind, path)| format!("{kind} {}\n", path.display())).collect();
    node.stdin.take().unwrap().write_all(list.as_bytes()).unwrap();
    let said = node.wait_with_output().unwrap();
    Some(String::from_utf8(said.stdout).unwrap().lines().map(str::to_owned).collect())
}

/// Where program and scripts read a document differently.
fn disagreements(documents: &[(&str, PathBuf)]) -> Vec<String> {
    let program: Vec<String> = documents.iter().map(|(kind, path)| read_as(kind, &std::fs::read(path).unwrap())).collect();
    let Some(scripts) = scripts_say(documents) else { return Vec::new() };
    assert_eq!(scripts.len(), documents.len(), "node stopped early");
    let pairs = documents.iter().zip(program.iter().zip(&scripts)).filter(|(_, (program, scripts))| program != scripts);
    pairs
        .map(|((kind, path), (program, scripts))| {
            let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).chars().take(2_000).collect::<String>();
            format!("{kind} {}: program {program}, scripts {scripts}\n{text}", path.display())
        })
        .collect()
}

#[test]
fn the_corpus_is_read_alike_and_only_what_is_whole_is_read() {
    let corpus = corpus();
    let documents: Vec<(&str, PathBuf)> = corpus.iter().map(|(kind, path, _)| (*kind, path.clone())).collect();
    let wrong = disagreements(&documents);
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (kind, path, bytes) in &corpus {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let whole = name == "whole" || name.starts_with("good");
        let may =
            ["beacon-signed", "nobody", "none", "beacon", "salted", "leap-day", "year-0000", "year-0099", "huge-winners", "round-most"];
        let is_read = read_as(kind, bytes) == "read";
        assert!(is_read || !whole, "{kind}/{name} is whole and refused");
        assert!(!is_read || whole || may.contains(&name), "{kind}/{name} is read");
    }
}

#[test]
fn documents_of_the_corpus_that_were_damaged_are_read_alike() {
    let (root, mut chance) = (TempDir::new().unwrap(), Chance::new(77));
    let corpus: Vec<_> = corpus().into_iter().filter(|(_, _, bytes)| bytes.len() < 5_000).collect();
    let mut documents = Vec::new();
    for number in 0..4_000 {
        let (kind, _, mut bytes) = corpus[chance.below(corpus.len())].clone();
        let (_, _, other) = &corpus[chance.below(corpus.len())];
        for _ in 0..1 + chance.below(3) {
            let at = chance.below(bytes.len() + 1);
            match chance.below(4) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, b"\n \r-0aZ\xff"[chance.below(8)]),
                2 => drop(bytes.splice(at..bytes.len().min(at + chance.below(40)), [])),
                _ => drop(bytes.splice(at..at, other.iter().copied().skip(chance.below(other.len() + 1)).take(chance.below(80)))),
            }
        }
        let path = root.path().join(number.to_string());
        std::fs::write(&path, &bytes).unwrap();
        documents.push((kind, path));
    }
    let wrong = disagreements(&documents);
    assert!(wrong.is_empty(), "{} disagreements, the first:\n{}", wrong.len(), wrong[0]);
}

/// Cut at a place, this many bytes left out, these put in.
fn damage() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, Vec<u8>)>> {
    vec((any::<prop::sample::Index>(), 0..60_usize, vec(any::<u8>(), 0..40)), 1..4)
}

proptest! {
    #[test]
    fn no_text_ends_a_parser_or_is_read_loosely(which in any::<prop::sample::Index>(), damage in damage(), kind in 0..KINDS.len()) {
        let corpus = corpus();
        let (_, _, bytes) = which.get(&corpus);
        let mut bytes = bytes.clone();
        for (at, out, put) in damage {
            let at = at.index(bytes.len() + 1);
            let end = bytes.len().min(at + out);
            bytes.splice(at..end, put);
        }
        read_as(KINDS[kind], &bytes);
    }
}
