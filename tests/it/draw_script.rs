//! The page's scripts, the third implementation: they run in node here, byte for byte as visitors get them, beside `mingxuan verify`
//! and verify_draw.py. Rust and JavaScript must name the same file and line.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::draw_bundle::{Chance, Files, sha256, write};
use crate::draw_faults::CASES;
use crate::draw_verify::{drafts, python_accepts, verify};

/// What a program of `tests/js` answers to these lines, one line each. `None` where this machine has no node.
pub fn node(program: &str, options: &[&str], lines: &[String]) -> Option<Vec<String>> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/js").join(program);
    let answers = answered(Command::new("node").arg(program).args(options), lines);
    if answers.is_none() {
        println!("node is missing: the page's scripts were not run");
    }
    answers
}

/// What a program answers to these lines, one line each. `None` where it cannot be started.
pub fn answered(program: &mut Command, lines: &[String]) -> Option<Vec<String>> {
    let mut running = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let mut input = running.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = running.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let answers: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(answers.len(), lines.len(), "{program:?} stopped early");
    Some(answers)
}

/// What the scripts say of every bundle, in one node: `0`, `1 FILE LINE` or `2`.
pub fn scripts_say(places: &[PathBuf], options: &[&str]) -> Option<Vec<String>> {
    let lines: Vec<String> = places.iter().map(|place| place.display().to_string()).collect();
    node("judge.mjs", options, &lines)
}

/// The same of the program.
fn program_says(place: &Path) -> String {
    let (code, out) = verify(place);
    said(code, &out)
}

/// Exit code and first fault in the words of the scripts.
pub fn said(code: u8, out: &str) -> String {
    let fault = out.lines().find_map(|line| line.strip_prefix("WRONG: "));
    let fault = fault.and_then(|line| line.split_once(" line ")).map(|(file, rest)| (file, rest.split(':').next().unwrap_or("")));
    fault.map_or_else(|| code.to_string(), |(file, line)| format!("{code} {file} {line}"))
}

/// Bundles in folders of one temporary folder, each with what was done to it.
struct Corpus {
    root: TempDir,
    folders: Vec<PathBuf>,
    told: Vec<String>,
}

impl Corpus {
    fn new() -> Corpus {
        Corpus { root: TempDir::new().unwrap(), folders: Vec::new(), told: Vec::new() }
    }

    fn add(&mut self, told: String, files: &Files) {
        let folder = self.root.path().join(self.folders.len().to_string());
        write(files, &folder);
        self.folders.push(folder);
        self.told.push(told);
    }

    /// Where program and scripts disagree.
    fn disagreements(&self) -> Vec<String> {
        let program: Vec<String> = self.folders.iter().map(|folder| program_says(folder)).collect();
        let Some(scripts) = scripts_say(&self.folders, &[]) else { return Vec::new() };
        let pairs = self.told.iter().zip(program.iter().zip(&scripts));
        pairs.filter(|(_, (a, b))| a != b).map(|(told, pair)| format!("{told}: program, scripts {pair:?}")).collect()
    }
}

#[test]
fn all_three_accept_a_thousand_random_draws() {
    let mut corpus = Corpus::new();
    for (number, draft) in drafts(1_000).iter().enumerate() {
        corpus.add(number.to_string(), &draft.files());
    }
    let wrong: Vec<&PathBuf> = corpus.folders.iter().filter(|folder| program_says(folder) != "0").collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(python_accepts(&corpus.folders).into_iter().all(|accepted| accepted));
    for options in [&[][..], &["--plain"][..]] {
        let said = scripts_say(&corpus.folders, options).unwrap_or_default();
        assert!(said.iter().all(|answer| answer == "0"), "{said:?}");
    }
}

#[test]
fn program_and_scripts_name_the_same_line_of_every_single_fault() {
    let (mut corpus, drafts) = (Corpus::new(), drafts(60));
    for (file, fault, _, edit) in CASES {
        let broken = drafts.iter().filter_map(|draft| {
            let files = draft.files_with(&|name, text| if name == *file { edit(draft, text) } else { None });
            (files != draft.files()).then_some(files)
        });
        broken.take(4).for_each(|files| corpus.add(format!("{file}: {fault}"), &files));
    }
    let wrong = corpus.disagreements();
    assert!(corpus.folders.len() > 350 && wrong.is_empty(), "{wrong:#?}");
}

/// One line of a document exchanged, doubled, left out, moved, or one of its words replaced by one from elsewhere.
fn shaken(chance: &mut Chance, text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let (at, other) = (chance.below(lines.len()), chance.below(lines.len()));
    match chance.below(6) {
        0 => lines.swap(at, other),
        1 => lines.insert(at, lines[other].clone()),
        2 => drop(lines.remove(at)),
        3 => lines[at] = lines[at].to_uppercase(),
        4 => lines[at].push_str(["\r", " ", " -", "0", "\u{7f}", "é"][chance.below(6)]),
        _ => {
            const WORDS: [&str; 12] =
                ["-", "0", "1", "01", "ceremony", "platform", "open", "in", "18446744073709551616", "2026-12-02T13:59:24Z", "a", "x"];
            let given = lines[other].split(' ').next_back().unwrap_or("").to_owned();
            let mut words: Vec<String> = lines[at].split(' ').map(str::to_owned).collect();
            let place = chance.below(words.len());
            words[place] = match chance.below(3) {
                0 => given,
                1 => sha256(given),
                _ => WORDS[chance.below(WORDS.len())].to_owned(),
            };
            lines[at] = words.join(" ");
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn all_three_agree_on_draws_that_were_shaken() {
    let (mut corpus, mut chance) = (Corpus::new(), Chance::new(31));
    for (number, draft) in drafts(600).iter().enumerate() {
        let names: Vec<String> = draft.files().keys().filter(|name| *name != "about.txt").cloned().collect();
        let chosen = names[chance.below(names.len())].clone();
        let mut changed = None;
        // What follows from the changed document is made from it, so that the change itself must be found.
        let shaking = std::cell::RefCell::new(&mut changed);
        let seed = Chance::new(number as u64).hash();
        let files = draft.files_with(&|name, text| {
            (name == chosen).then(|| {
                let text = shaken(&mut Chance::new(u64::from_str_radix(&seed[..15], 16).unwrap()), text);
                **shaking.borrow_mut() = Some(text.clone());
                text
            })
        });
        corpus.add(format!("{number} {chosen}: {changed:?}"), &files);
    }
    let wrong = corpus.disagreements();
    assert!(wrong.is_empty(), "{} disagreements, the first:\n{:#?}", wrong.len(), &wrong[..wrong.len().min(5)]);
    // Where the program finds nothing, the script in the bundle must not either; it looks at less, so the reverse does not hold.
    let refused = corpus.folders.iter().zip(&corpus.told).zip(python_accepts(&corpus.folders)).filter(|(_, accepted)| !accepted);
    for ((folder, told), _) in refused {
        assert_ne!(program_says(folder), "0", "verify_draw.py refuses what the program accepts: {told}");
    }
}

#[test]
fn no_byte_of_any_document_can_change_unseen() {
    let (mut corpus, mut chance) = (Corpus::new(), Chance::new(8));
    for (number, draft) in drafts(100).iter().enumerate() {
        for name in draft.files().keys() {
            let mut files = draft.files();
            let bytes = files.get_mut(name).unwrap();
            let at = chance.below(bytes.len());
            bytes[at] ^= 1 << chance.below(8);
            corpus.add(format!("{number} {name} byte {at}"), &files);
        }
    }
    assert!(corpus.folders.len() > 500);
    let wrong = corpus.disagreements();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
