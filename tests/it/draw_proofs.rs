//! Log proofs in bundles, made from nothing but the text of the formats (RFC 6962, C2SP signed-note, tlog-proof, tlog-cosignature), so that
//! product and test cannot share a mistake; and what program and scripts say of them.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signer, SigningKey};
use mingxuan::domain::log::{Trusted, VerifierKey, WitnessKey};
use mingxuan::verify::verify_under;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

use crate::draw_bundle::{Chance, Files, write};
use crate::draw_proof_faults::{FAULTS, HARMLESS, OF_WITNESSES};
use crate::draw_script::{node, said, scripts_say};
use crate::draw_verify::drafts;

pub const NAME: &str = "log.example/market";
pub const WITNESS: &str = "witness.example/w1";
const LOG_KEY: u8 = 1;
const WITNESS_KEY: u8 = 4;

type Hash = [u8; 32];

pub fn base64(bytes: impl AsRef<[u8]>) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// A key by a number, so that every run has the same.
pub fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

fn id(name: &str, kind: u8, point: &[u8]) -> [u8; 4] {
    let hash = Sha256::digest([format!("{name}\n").as_bytes(), &[kind], point].concat());
    hash[..4].try_into().unwrap()
}

fn key_id(name: &str, kind: u8, key: &SigningKey) -> [u8; 4] {
    id(name, kind, key.verifying_key().as_bytes())
}

/// `name+id+key`.
fn public(name: &str, kind: u8, point: &[u8]) -> String {
    format!("{name}+{}+{}", hex::encode(id(name, kind, point)), base64([&[kind], point].concat()))
}

pub fn log_key(key: &SigningKey) -> String {
    public(NAME, LOG_KEY, key.verifying_key().as_bytes())
}

pub fn witness_key(key: &SigningKey) -> String {
    public(WITNESS, WITNESS_KEY, key.verifying_key().as_bytes())
}

/// The line with which the log signs a head.
pub fn signed(name: &str, key: &SigningKey, text: &str) -> String {
    let bytes = [&key_id(name, LOG_KEY, key)[..], &key.sign(text.as_bytes()).to_bytes()].concat();
    format!("— {name} {}\n", base64(bytes))
}

/// The line with which a witness vouches for it.
pub fn vouched(name: &str, key: &SigningKey, time: u64, text: &str) -> String {
    let signature = key.sign(format!("cosignature/v1\ntime {time}\n{text}").as_bytes()).to_bytes();
    format!("— {name} {}\n", base64([&key_id(name, WITNESS_KEY, key)[..], &time.to_be_bytes(), &signature].concat()))
}

fn leaf(entry: &[u8]) -> Hash {
    Sha256::digest([&[0], entry].concat()).into()
}

fn parent(left: Hash, right: Hash) -> Hash {
    Sha256::digest([&[1], &left[..], &right].concat()).into()
}

fn split(count: usize) -> usize {
    count.next_power_of_two() / 2
}

fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest("").into(),
        [one] => *one,
        more => parent(root(&more[..split(more.len())]), root(&more[split(more.len())..])),
    }
}

fn path(leaves: &[Hash], index: usize) -> Vec<Hash> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut path, beside) =
        if index < left.len() { (path(left, index), root(right)) } else { (path(right, index - left.len()), root(left)) };
    path.push(beside);
    path
}

/// The head's text over these leaves.
fn head(leaves: &[Hash]) -> String {
    format!("{NAME}\n{}\n{}\n", leaves.len(), base64(root(leaves)))
}

/// A bundle whose entries lie in a log with others, each document proved under a head of its own size, and the log's key beside them.
/// Everything but the documents is decided by `chance`.
pub fn with_proofs(files: &Files, chance: &mut Chance) -> Files {
    in_order(files, chance, ["notice", "pool", "freeze", "seed", "ceremony", "result", "opened"])
}

/// The same with the documents in this order of the log.
fn in_order(files: &Files, chance: &mut Chance, stems: [&str; 7]) -> Files {
    vouched_at(files, (chance, stems), |_| 1_796_112_000)
}

/// The same where the witness vouched at this second for the head over the entry of this name.
fn vouched_at(files: &Files, (chance, stems): (&mut Chance, [&str; 7]), second: impl Fn(&str) -> u64) -> Files {
    let mut files = files.clone();
    let order = |name: &str| stems.iter().position(|stem| name.contains(stem));
    let mut names: Vec<String> = files.keys().filter(|name| name.ends_with(".entry")).cloned().collect();
    names.sort_by_key(|name| order(name).unwrap_or(usize::MAX));
    let (mut leaves, mut places) = (Vec::new(), Vec::new());
    for name in names {
        leaves.extend((0..chance.below(5)).map(|_| leaf(chance.hash().as_bytes())));
        places.push((leaves.len(), name.clone()));
        leaves.push(leaf(&files[&name]));
    }
    for (index, name) in places {
        let size = index + 1 + chance.below(leaves.len() - index);
        let (under, text) = (&leaves[..size], head(&leaves[..size]));
        let hashes: String = path(under, index).iter().map(|hash| base64(hash) + "\n").collect();
        let lines = signed(NAME, &key(1), &text) + &vouched(WITNESS, &key(3), second(&name), &text);
        let proof = format!("c2sp.org/tlog-proof@v1\nindex {index}\n{hashes}\n{text}\n{lines}");
        files.insert(name.replace(".entry", ".tlog-proof"), proof.into_bytes());
    }
    files.insert("proofs/log.vkey".to_owned(), format!("{}\n", log_key(&key(1))).into_bytes());
    files
}

/// Good bundles with proofs.
fn proven(count: usize) -> Vec<Files> {
    let mut chance = Chance::new(11);
    let logged = drafts(count as u64 * 3).into_iter().map(|draft| draft.files()).filter(|files| files.contains_key("proofs/freeze.entry"));
    logged.take(count).map(|files| with_proofs(&files, &mut chance)).collect()
}

fn program_says(place: &Path, keys: &[String]) -> String {
    let logs = keys.iter().filter_map(|key| VerifierKey::parse(key)).collect();
    let witnesses = keys.iter().filter_map(|key| WitnessKey::parse(key)).collect();
    let mut out = Vec::new();
    let code = verify_under(place, &Trusted { logs, witnesses }, &mut out);
    said(code, &String::from_utf8(out).unwrap())
}

/// What program and scripts agree on for each bundle, with the browser's cryptography and with the scripts' own.
fn agreed(bundles: &[(String, Files)], keys: &[String]) -> Vec<String> {
    let root = TempDir::new().unwrap();
    let folders: Vec<PathBuf> = (0..bundles.len()).map(|number| root.path().join(number.to_string())).collect();
    bundles.iter().zip(&folders).for_each(|((_, files), folder)| write(files, folder));
    let program: Vec<String> = folders.iter().map(|folder| program_says(folder, keys)).collect();
    let mut options: Vec<String> = keys.iter().map(|key| format!("--key={key}")).collect();
    for plain in [false, true] {
        if plain {
            options.push("--plain".to_owned());
        }
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let Some(scripts) = scripts_say(&folders, &options) else { continue };
        let pairs = bundles.iter().zip(program.iter().zip(&scripts)).filter(|(_, (a, b))| a != b);
        let wrong: Vec<_> = pairs.map(|((told, _), pair)| format!("{told}: program, scripts {pair:?}")).collect();
        assert!(wrong.is_empty(), "plain is {plain}: {wrong:#?}");
    }
    program
}

fn told(bundles: Vec<Files>) -> Vec<(String, Files)> {
    bundles.into_iter().enumerate().map(|(number, files)| (number.to_string(), files)).collect()
}

/// The keys that make no difference to a good bundle.
fn trust() -> Vec<String> {
    vec![log_key(&key(1)), witness_key(&key(3))]
}

#[test]
fn program_and_scripts_accept_proofs_of_every_shape() {
    let bundles = told(proven(30));
    for keys in [Vec::new(), trust(), vec![witness_key(&key(3))]] {
        assert!(agreed(&bundles, &keys).iter().all(|answer| answer == "0"));
    }
}

#[test]
fn program_and_scripts_refuse_every_fault_of_a_proof_in_the_same_file() {
    let bundles = proven(4);
    let broken = |faults: &[crate::draw_proof_faults::Case]| -> Vec<(String, Files)> {
        let each = faults.iter().flat_map(|(told, edit)| bundles.iter().map(move |files| (told, edit, files.clone())));
        let edited = each.filter_map(|(told, edit, mut files)| edit(&mut files).map(|()| ((*told).to_owned(), files)));
        let edited: Vec<_> = edited.collect();
        let missing: Vec<_> =
            faults.iter().filter(|(told, _)| !edited.iter().any(|(other, _)| other == told)).map(|(told, _)| told).collect();
        assert!(missing.is_empty(), "no bundle can show {missing:?}");
        edited
    };
    for keys in [Vec::new(), trust()] {
        let edited = broken(FAULTS);
        let answers = agreed(&edited, &keys);
        let accepted: Vec<_> =
            edited.iter().zip(&answers).filter(|(_, answer)| !answer.starts_with("1 proofs/")).map(|(case, _)| &case.0).collect();
        // The bundle's own key says nothing where others are trusted, but it must be one.
        let allowed = |told: &str| !keys.is_empty() && told.starts_with("its own key");
        assert!(accepted.iter().all(|told| allowed(told)), "{accepted:?}");
    }
    assert!(agreed(&broken(HARMLESS), &[]).iter().all(|answer| answer == "0"));
    assert!(agreed(&broken(OF_WITNESSES), &[]).iter().all(|answer| answer == "0"), "nobody asked for a witness");
    let refused = agreed(&broken(OF_WITNESSES), &trust());
    assert!(refused.iter().all(|answer| answer.starts_with("1 proofs/")), "{refused:?}");
    let strange = agreed(&told(bundles.clone()), &[log_key(&key(2))]);
    assert!(strange.iter().all(|answer| answer.starts_with("1 proofs/")), "another log's key: {strange:?}");
}

#[test]
fn no_byte_of_a_proof_can_change() {
    let (files, mut chance) = (proven(1).remove(0), Chance::new(5));
    let mut flipped = Vec::new();
    for name in ["proofs/freeze.tlog-proof", "proofs/result.tlog-proof", "proofs/log.vkey", "proofs/seed.entry"] {
        for at in (0..files[name].len()).step_by(3) {
            let mut files = files.clone();
            files.get_mut(name).unwrap()[at] ^= 1 << chance.below(8);
            flipped.push((format!("{name} byte {at}"), files));
        }
    }
    assert!(flipped.len() > 300);
    // The lines of witnesses say nothing while nobody asks for them, so they are asked for.
    let answers = agreed(&flipped, &[witness_key(&key(3))]);
    let accepted: Vec<_> = flipped.iter().zip(answers).filter(|(_, answer)| answer == "0").map(|((told, _), _)| told).collect();
    // Only the name of a witness whose line over another document's head nobody needs.
    assert!(accepted.iter().all(|told| told.starts_with("proofs/result.tlog-proof")), "{accepted:?}");
}

#[test]
fn documents_stand_in_the_log_in_the_order_in_which_they_follow() {
    const STEMS: [&str; 7] = ["notice", "freeze", "seed", "result", "opened", "pool", "ceremony"];
    let logged = drafts(60).into_iter().map(|draft| draft.files()).find(|files| files.contains_key("proofs/opened.entry")).unwrap();
    let mut chance = Chance::new(3);
    assert_eq!(agreed(&told(vec![in_order(&logged, &mut chance, STEMS)]), &[]), ["0"]);
    for first in 0..4 {
        let mut stems = STEMS;
        stems.swap(first, first + 1);
        let answers = agreed(&told(vec![in_order(&logged, &mut chance, stems)]), &[]);
        assert_eq!(answers, [format!("1 proofs/{}.tlog-proof 1", STEMS[first + 1])]);
    }
}

/// A draw with a beacon and the log's entries of everything that was revealed; the round's second; the names of those entries.
fn revealed_before_a_beacon() -> (Files, u64, Vec<String>) {
    const ROUND_1000: u64 = 1_692_803_367 + 999 * 3;
    let has_beacon = |files: &Files| files.get("seed.txt").is_some_and(|seed| String::from_utf8_lossy(seed).contains("beacon drand:"));
    let logged =
        drafts(90).into_iter().map(|draft| draft.files()).find(|files| has_beacon(files) && files.contains_key("proofs/seed.entry"));
    let mut files = logged.unwrap();
    let seed = String::from_utf8(files["seed.txt"].clone()).unwrap();
    let field = |key: &str| seed.lines().find_map(|line| line.strip_prefix(key)).unwrap().to_owned();
    let (draw, freeze) = (field("draw "), field("freeze "));
    let mut names = Vec::new();
    for (who, secret) in seed.lines().filter_map(|line| line.strip_prefix("reveal ")?.split_once(' ')).filter(|(_, secret)| *secret != "-")
    {
        let document = format!("draw/v1 reveal\ndraw {draw}\nfreeze {freeze}\nreveal {who} {secret}\n");
        let body = hex::encode(Sha256::digest(document));
        let entry = format!("audit/v1 draw.reveal\nat 2023-08-23T00:00:00Z\nactor platform\nsubject p-1\nbody {body}\n");
        names.push(format!("proofs/reveal-{}.entry", who.replace(':', "-")));
        files.insert(names.last().unwrap().clone(), entry.into_bytes());
    }
    (files, ROUND_1000, names)
}

#[test]
fn what_was_revealed_was_vouched_for_before_the_beacons_round() {
    const STEMS: [&str; 7] = ["notice", "pool", "freeze", "reveal", "seed", "result", "opened"];
    let ((files, round, names), mut chance) = (revealed_before_a_beacon(), Chance::new(7));
    assert!(names.len() >= 2, "{names:?}");
    let mut at = |second: &dyn Fn(&str) -> u64| vouched_at(&files, (&mut chance, STEMS), second);
    let in_time = at(&|_| round - 1);
    let late = |late: &str| round - u64::from(late != names[1]);
    let bundles = told(vec![in_time.clone(), at(&|name| late(name)), at(&|name| late(name) + 1)]);
    assert_eq!(agreed(&bundles, &[]), ["0", "0", "0"], "nobody asked for a witness");
    let proof = |entry: &str| format!("1 {} 1", entry.replace(".entry", ".tlog-proof"));
    assert_eq!(agreed(&bundles, &trust()), ["0".to_owned(), proof(&names[1]), proof(names.iter().min().unwrap())]);
    // The entries are of what stands in the seed, and of nothing else.
    let (mut other, entry) = (in_time, String::from_utf8(files[&names[0]].clone()).unwrap());
    let above = &entry[..entry.find("body").unwrap()];
    other.insert(names[0].clone(), format!("{above}body {}\n", "0".repeat(64)).into_bytes());
    assert_eq!(agreed(&told(vec![other]), &[]), [format!("1 {} 5", names[0])]);
}

#[test]
fn program_and_scripts_take_the_same_texts_for_keys() {
    let good = key(1);
    let point = good.verifying_key().to_bytes();
    let (log, witness) = (log_key(&good), witness_key(&good));
    let mut orderless = [0; 32];
    orderless[0] = 1;
    let mut keys =
        vec![log.clone(), witness.clone(), String::new(), "key".to_owned(), format!("{log} "), format!("{log}="), log.to_uppercase()];
    // Points of small order, points that are none, other algorithms, names that are none.
    keys.extend(
        [LOG_KEY, WITNESS_KEY].iter().flat_map(|kind| [orderless, [0; 32], [2; 32], [0xff; 32]].map(|point| public(NAME, *kind, &point))),
    );
    keys.extend([0, 2, 3, 5, 255].map(|kind| public(NAME, kind, &point)));
    keys.extend(["", "a b", "a\u{3000}b", "a\tb", "名"].map(|name| public(name, LOG_KEY, &point)));
    keys.push(public(NAME, LOG_KEY, &point[..31]));
    let Some(scripts) = node("keys.mjs", &[], &keys) else { return };
    for (key, scripts) in keys.iter().zip(scripts) {
        let program = match (VerifierKey::parse(key), WitnessKey::parse(key)) {
            (Some(_), _) => "log",
            (_, Some(_)) => "witness",
            _ => "no",
        };
        assert_eq!(scripts, program, "{key}");
    }
}
