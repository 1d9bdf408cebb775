//! `mingxuan verify` and verify_draw.py, two implementations in two languages, on shared, random and broken bundles.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use mingxuan::verify::verify_path;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::draw_bundle::{Chance, Draft, Files, sha256, write};
use crate::draw_faults::{CASES, Python};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/web/static/verify_draw.py");
const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");

pub fn verify(path: &Path) -> (u8, String) {
    let mut out = Vec::new();
    let code = verify_path(path, &mut out);
    (code, String::from_utf8(out).unwrap())
}

fn verify_files(files: &Files) -> (u8, String) {
    let folder = TempDir::new().unwrap();
    write(files, folder.path());
    verify(folder.path())
}

/// Runs verify_draw.py on every folder, in one interpreter; whether it accepts each.
pub fn python_accepts(folders: &[PathBuf]) -> Vec<bool> {
    const DRIVER: &str = "import runpy, sys, io, contextlib\n\
        script = sys.argv[1]\n\
        for folder in sys.stdin.read().split('\\n')[:-1]:\n    \
            sys.argv = [script, folder]\n    \
            try:\n        \
                with contextlib.redirect_stdout(io.StringIO()): runpy.run_path(script)\n        \
                print('yes')\n    \
            except Exception: print('no')\n";
    let mut python = Command::new("python3")
        .args(["-c", DRIVER, SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is needed for the second implementation");
    let list: String = folders.iter().map(|folder| format!("{}\n", folder.display())).collect();
    python.stdin.take().unwrap().write_all(list.as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    let answers: Vec<bool> = String::from_utf8(output.stdout).unwrap().lines().map(|line| line == "yes").collect();
    assert_eq!(answers.len(), folders.len());
    answers
}

/// Drafts without any fault, the same in every run.
pub fn drafts(count: u64) -> Vec<Draft> {
    (0..count).map(|seed| Draft::random(&mut Chance::new(seed))).collect()
}

#[test]
fn the_script_in_every_bundle_is_the_published_one() {
    assert_eq!(std::fs::read(SCRIPT).unwrap(), std::fs::read(format!("{SHARED}/verify_draw.py")).unwrap());
}

#[test]
fn both_verifiers_judge_the_shared_bundles_alike() {
    let mut seen = 0;
    for folder in std::fs::read_dir(format!("{SHARED}/vectors/bundles")).unwrap() {
        let folder = folder.unwrap();
        let good = folder.file_name().to_str().unwrap().starts_with("good-");
        let (code, out) = verify(&folder.path());
        assert_eq!(code, u8::from(!good), "{:?}\n{out}", folder.path());
        let python = Command::new("python3").arg(SCRIPT).arg(folder.path()).output().unwrap();
        assert_eq!(python.status.code(), Some(i32::from(!good)), "{:?}", folder.path());
        seen += 1;
    }
    assert!(seen >= 11);
}

#[test]
fn both_verifiers_accept_random_draws() {
    let root = TempDir::new().unwrap();
    let mut folders = Vec::new();
    for (number, draft) in drafts(150).iter().enumerate() {
        let (files, folder) = (draft.files(), root.path().join(number.to_string()));
        write(&files, &folder);
        let (code, out) = verify(&folder);
        assert_eq!(code, 0, "draw {number}\n{out}");
        assert!(out.contains(&sha256(&files["seed.txt"])) && out.contains(&sha256(&files["result.txt"])), "{out}");
        folders.push(folder);
    }
    assert!(python_accepts(&folders).into_iter().all(|accepted| accepted));
}

#[test]
fn every_single_fault_is_found_in_its_file() {
    let root = TempDir::new().unwrap();
    let drafts = drafts(60);
    let (mut folders, mut claims, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    for (case, (file, fault, python, edit)) in CASES.iter().enumerate() {
        let broken = drafts.iter().filter_map(|draft| {
            let files = draft.files_with(&|name, text| if name == *file { edit(draft, text) } else { None });
            (files != draft.files()).then_some(files)
        });
        let before = folders.len();
        for (number, files) in broken.take(3).enumerate() {
            let folder = root.path().join(format!("{case}-{number}"));
            write(&files, &folder);
            let (code, out) = verify(&folder);
            if code != 1 || !out.contains(&format!("WRONG: {file} line ")) {
                wrong.push(format!("{file}: {fault}: exit {code}, {}", out.lines().last().unwrap_or("")));
            }
            folders.push(folder);
            claims.push((*file, *fault, *python == Python::DoesNotLook));
        }
        assert!(folders.len() > before, "no draft can show {file}: {fault}");
    }
    for ((file, fault, blind), accepted) in claims.iter().zip(python_accepts(&folders)) {
        if accepted != *blind {
            wrong.push(format!("verify_draw.py on {file}: {fault}: accepted is {accepted}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_byte_can_change() {
    let root = TempDir::new().unwrap();
    let mut chance = Chance::new(7);
    let mut folders = Vec::new();
    for (number, draft) in drafts(60).iter().enumerate() {
        for name in ["notice.txt", "freeze.txt", "seed.txt", "result.txt"] {
            let mut files = draft.files();
            let bytes = files.get_mut(name).unwrap();
            let at = chance.below(bytes.len());
            bytes[at] = b"0a \n-\x00\x80z"[chance.below(8)] ^ u8::from(chance.one_in(2));
            if files == draft.files() {
                continue;
            }
            let folder = root.path().join(format!("{number}-{name}"));
            write(&files, &folder);
            let (code, out) = verify(&folder);
            assert_eq!(code, 1, "{name} byte {at} of draw {number}\n{out}");
            folders.push(folder);
        }
    }
    assert!(folders.len() > 200);
    assert!(!python_accepts(&folders).into_iter().any(|accepted| accepted));
}

#[test]
fn what_is_missing_is_named() {
    let draft = drafts(60).into_iter().find(|draft| draft.files().contains_key("ceremony.txt") && draft.pool).unwrap();
    for name in ["notice.txt", "freeze.txt", "seed.txt", "result.txt", "ceremony.txt"] {
        let mut files = draft.files();
        files.remove(name);
        let (code, out) = verify_files(&files);
        assert_eq!(code, 2, "{out}");
        assert!(out.contains("missing") && out.contains(name), "{out}");
    }
    let mut files = draft.files();
    files.retain(|name, _| !["about.txt", "pool.txt", "opened.txt"].contains(&name.as_str()) && !name.starts_with("proofs/"));
    let (code, out) = verify_files(&files);
    assert_eq!(code, 0, "{out}");
    for name in ["about.txt", "pool.txt", "opened.txt", "proofs/"] {
        assert!(out.contains(&format!("absent 未提供: {name}\n")), "{name} in\n{out}");
    }
}

#[test]
fn a_document_that_may_not_be_there_is_wrong() {
    let drafts = drafts(60);
    let plain = drafts.iter().find(|draft| !draft.files().contains_key("ceremony.txt") && !draft.pool).unwrap();
    let strange: [(&str, String); 4] = [
        ("ceremony.txt", format!("draw/v1 ceremony\ndraw {}\n", plain.draw)),
        ("pool.txt", format!("draw/v1 pool\ndraw {}\nagency a\n", plain.draw)),
        ("void.txt", format!("draw/v1 void\ndraw {}\nfreeze {}\nwithheld platform\n", plain.draw, sha256(&plain.files()["freeze.txt"]))),
        ("strikes/1.txt", String::new()),
    ];
    for (name, text) in strange {
        let mut files = plain.files();
        files.insert(name.to_owned(), text.into_bytes());
        let (code, out) = verify_files(&files);
        assert_eq!(code, 1, "{name}\n{out}");
    }
    let ruled = drafts.iter().find(|draft| draft.files().contains_key("strikes/002.txt")).unwrap();
    let mut files = ruled.files();
    files.remove("strikes/001.txt");
    let (code, out) = verify_files(&files);
    assert!(code == 1 && out.contains("WRONG: strikes/002.txt"), "{out}");
}

#[test]
fn the_hash_of_about_and_pool_binds() {
    let draft = drafts(60).into_iter().find(|draft| draft.pool).unwrap();
    for name in ["about.txt", "pool.txt"] {
        let mut files = draft.files();
        let line: &[u8] = if name == "pool.txt" { b"agency zzz\n" } else { b"more\n" };
        files.get_mut(name).unwrap().extend_from_slice(line);
        let (code, out) = verify_files(&files);
        assert!(code == 1 && out.contains(&format!("WRONG: {name} line 1: the hash of {name}")), "{out}");
    }
}

#[test]
fn strikes_move_alternates_up() {
    let draft = drafts(60).into_iter().find(|draft| draft.files().contains_key("strikes/002.txt")).unwrap();
    let files = draft.files();
    let label = |name: &str| {
        let text = String::from_utf8(files[name].clone()).unwrap();
        text.lines().find_map(|line| line.strip_prefix("label ")).unwrap().to_owned()
    };
    let (struck, admitted) = (label("strikes/001.txt"), label("strikes/002.txt"));
    let excluded: HashSet<&str> = draft.entries.iter().filter(|entry| entry.out).map(|entry| entry.label.as_str()).collect();
    let order = draft.ranking(&sha256(&files["seed.txt"]), true);
    let first =
        order.iter().map(|(_, label)| label).find(|label| **label != struck && (**label == admitted || !excluded.contains(label.as_str())));
    let (code, out) = verify_files(&files);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains(&format!("  1 {}", first.unwrap())), "{out}");
}

#[test]
fn a_void_names_who_was_silent() {
    let drafts = drafts(60);
    let with = drafts.iter().find(|draft| draft.beacon && draft.officers.iter().all(|officer| officer.dice.is_none())).unwrap();
    let without = drafts.iter().find(|draft| !draft.beacon && draft.officers.len() > 1 && draft.officers[0].dice.is_none()).unwrap();
    let officer = format!("officer:{}", without.officers[0].id);
    let cases = [
        (without, "withheld platform\n".to_owned(), 0),
        (without, format!("withheld platform\nwithheld {officer}\n"), 0),
        (without, format!("withheld {officer}\nwithheld platform\n"), 1),
        (without, format!("withheld {officer}\nwithheld {officer}\n"), 1),
        (without, "withheld beacon\n".to_owned(), 1),
        (without, "withheld officer:nobody\n".to_owned(), 1),
        (without, "withheld applicant:a\n".to_owned(), 1),
        (without, String::new(), 1),
        (with, "withheld beacon\n".to_owned(), 0),
        (with, "withheld beacon\nwithheld beacon\n".to_owned(), 1),
        (with, "withheld platform\n".to_owned(), 1),
    ];
    for (draft, withheld, expected) in cases {
        let mut files = draft.files();
        files.retain(|name, _| ["about.txt", "notice.txt", "pool.txt", "freeze.txt", "ceremony.txt"].contains(&name.as_str()));
        let head = format!("draw/v1 void\ndraw {}\nfreeze {}\n", draft.draw, sha256(&files["freeze.txt"]));
        files.insert("void.txt".to_owned(), format!("{head}{withheld}").into_bytes());
        let (code, out) = verify_files(&files);
        assert_eq!(code, expected, "{withheld}\n{out}");
        files.remove("freeze.txt");
        assert_eq!(verify_files(&files).0, 2);
    }
}

fn archive(files: &Files, prefix: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut zip = ZipWriter::new(file.reopen().unwrap());
    for (name, bytes) in files {
        zip.start_file(format!("{prefix}{name}"), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    file
}

#[test]
fn a_zip_is_read_as_its_folder_is() {
    for draft in drafts(12) {
        let mut files = draft.files();
        let of_folder = verify_files(&files);
        assert_eq!(of_folder.0, 0);
        files.insert("verify_draw.py".to_owned(), b"print('not read')".to_vec());
        assert_eq!(verify(archive(&files, "").path()), of_folder);
        assert_eq!(verify(archive(&files, "draw-1/").path()), of_folder);
        files.get_mut("result.txt").unwrap().push(b'\n');
        assert_eq!(verify(archive(&files, "").path()).0, 1);
    }
}

#[test]
fn what_cannot_be_read_is_incomplete() {
    let mut files = drafts(1)[0].files();
    files.insert("about.txt".to_owned(), vec![b'a'; 20 << 20]);
    let bomb = archive(&files, "");
    assert!(std::fs::metadata(bomb.path()).unwrap().len() < 1 << 20);
    let (code, out) = verify(bomb.path());
    assert!(code == 2 && out.contains("about.txt: larger than a draw can be"), "{out}");

    let whole = std::fs::read(archive(&drafts(1)[0].files(), "").path()).unwrap();
    let cut = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(cut.path(), &whole[..whole.len() / 2]).unwrap();
    assert_eq!(verify(cut.path()).0, 2);

    let folder = TempDir::new().unwrap();
    assert_eq!(verify(folder.path()).0, 2, "an empty folder");
    assert_eq!(verify(&folder.path().join("nothing")).0, 2, "no such path");
    std::fs::create_dir(folder.path().join("notice.txt")).unwrap();
    let (code, out) = verify(folder.path());
    assert!(code == 2 && out.contains("notice.txt: not a regular file"), "{out}");
}
