//! bid/v1 between programs that nobody here wrote and ours: PyPI `pyhpke`, npm `@hpke/core`, and the script that browsers get. Each opens what the
//! market seals, and the market opens what each has sealed.

use std::process::Command;

use mingxuan::domain::bid::{Committee, Keyring, Member, Object, PrivateKey, Purpose, Release, Sealed, Sealing, Seat, open, seal};
use mingxuan::domain::draw::words::ProjectNumber;
use mingxuan::domain::draw::{Document, Label, OfficerId};
use mingxuan::domain::money::Fen;
use mingxuan::platform::random;
use serde_json::{Value, json};

use crate::draw_script::{answered, node};

const PLAIN: &str =
    "bid/v1 entry\nproject MX-2026-000001\nlabel b-0123456789abcdef0123456789abcdef01234567\nquote amount-fen 9800000\ndays 30\n";

struct Keys {
    committee: Committee,
    keys: Vec<(Member, PrivateKey)>,
}

impl Keys {
    fn new(members: usize, threshold: usize) -> Keys {
        let member = |at: usize| if at == 0 { Member::Platform } else { Member::Officer(OfficerId::parse(&format!("o{at}")).unwrap()) };
        let pair = |at| (member(at), PrivateKey::derive(&random::secret32().unwrap()));
        let keys: Vec<(Member, PrivateKey)> = (0..members).map(pair).collect();
        let seat = |(member, key): &(Member, PrivateKey)| Seat { member: member.clone(), entry: key.public(), map: Some(key.public()) };
        let project = ProjectNumber::parse("MX-2026-000001").unwrap();
        Keys { committee: Committee::new(project, threshold, keys.iter().map(seat).collect()).unwrap(), keys }
    }

    fn label() -> Label {
        Label::parse("b-0123456789abcdef0123456789abcdef01234567").unwrap()
    }

    fn sealed(&self, object: Object) -> Sealed {
        let pieces = (0..Sealing::pieces(&self.committee)).map(|_| random::secret32().unwrap()).collect();
        seal(&self.committee, (&Self::label(), object), PLAIN.as_bytes(), Sealing::new(&self.committee, pieces).unwrap()).unwrap().0
    }

    fn opens(&self, text: &str, object: Object) {
        let sealed = Sealed::parse(text).unwrap();
        assert_eq!(sealed.fits(&self.committee, &Self::label(), object), Ok(()));
        let release = |(member, key): &(Member, PrivateKey)| Release {
            project: self.committee.project().clone(),
            committee: self.committee.hash(),
            member: member.clone(),
            purpose: Purpose::Entry,
            key: key.clone(),
        };
        let releases: Vec<Release> = self.keys.iter().map(release).collect();
        assert_eq!(open(&self.committee, &Keyring::new(&self.committee, &releases), &sealed).unwrap().plaintext, PLAIN.as_bytes());
    }

    fn asked(&self, object: Object) -> [String; 2] {
        let keys: serde_json::Map<String, Value> =
            self.keys.iter().map(|(member, key)| (member.to_string(), json!(key.to_string()))).collect();
        let committee = self.committee.to_text();
        [
            json!({ "act": "open", "committee": committee, "keys": keys, "sealed": self.sealed(object).to_text() }).to_string(),
            json!({ "act": "seal", "committee": committee, "label": Self::label().to_string(), "object": object.to_string(), "plaintext": PLAIN })
                .to_string(),
        ]
    }
}

/// Both directions with one program, for three committees and both kinds of objects.
fn both_directions(program: impl Fn(&[String]) -> Option<Vec<String>>) {
    let committees = [Keys::new(2, 2), Keys::new(3, 2), Keys::new(2, 1)];
    let cases: Vec<(&Keys, Object)> = committees.iter().flat_map(|keys| [(keys, Object::Entry), (keys, Object::File(2))]).collect();
    let lines: Vec<String> = cases.iter().flat_map(|(keys, object)| keys.asked(*object)).collect();
    let Some(answers) = program(&lines) else { return };
    for ((keys, object), answer) in cases.iter().zip(answers.chunks(2)) {
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let (opened, sealed) = (read(&answer[0]), read(&answer[1]));
        assert_eq!(opened["plaintext"], PLAIN, "{object}: {opened}");
        keys.opens(sealed["sealed"].as_str().unwrap_or_else(|| panic!("{sealed}")), *object);
    }
}

/// What `tests/programs/bids.py` answers.
fn python(lines: &[String]) -> Option<Vec<String>> {
    let Ok(python) = std::env::var("MINGXUAN_TEST_PYTHON") else {
        println!("not run with pyhpke: MINGXUAN_TEST_PYTHON is not set (tests/run sets it)");
        return None;
    };
    answered(Command::new(python).arg("tests/programs/bids.py"), lines)
}

#[test]
fn pyhpke_and_the_market_open_each_others_envelopes() {
    both_directions(python);
}

#[test]
fn hpke_core_and_the_market_open_each_others_envelopes() {
    if !std::path::Path::new("tests/browser/node_modules/@hpke/core").exists() {
        println!("not run with @hpke/core: it is not installed (tests/run does)");
        return;
    }
    both_directions(|lines| node("bids.mjs", &[], lines));
}

#[test]
fn the_browsers_script_and_the_market_open_each_others_envelopes() {
    both_directions(|lines| node("seal.mjs", &[], lines));
}

#[test]
fn the_browsers_script_does_not_open_what_is_spoiled() {
    let keys = Keys::new(2, 2);
    let [good, _] = keys.asked(Object::Entry);
    let mut asked: Value = serde_json::from_str(&good).unwrap();
    let sealed =
        asked["sealed"].as_str().unwrap().replacen("share platform+officer:o1 officer:o1 04", "share platform+officer:o1 officer:o1 05", 1);
    asked["sealed"] = json!(sealed);
    let Some(answers) = node("seal.mjs", &[], &[asked.to_string()]) else { return };
    assert!(answers[0].contains("shut"), "{}", answers[0]);
}

/// The script says amounts in words as the market does, and reads what is typed as the market reads it.
#[test]
fn the_browsers_script_reads_and_says_amounts_as_the_market_does() {
    let mut amounts =
        vec![1, 9, 10, 11, 100, 101, 110, 1_001, 100_000, 9_800_000, 10_000_000, 100_000_001, 1_000_000_000_000_000, 20_304_050_607_080];
    amounts.extend((0..300_i64).map(|n| (n * n * n * 7_919 + n) % 999_999_999_999 + 1));
    let typed = [
        "98000",
        "98,000",
        "９８０００．５",
        "98000.50",
        "1.234",
        "0",
        "0.00",
        "-5",
        "",
        "9.8万",
        "98000元",
        "1,23",
        "12a",
        "1e5",
        "１，０００",
        "99999999999999999",
        ".5",
        "5.",
        "98000。5",
        "0098",
    ];
    let asked = amounts.iter().map(|fen| json!({ "act": "capital", "fen": fen }).to_string());
    let lines: Vec<String> =
        asked.chain(typed.iter().map(|typed| json!({ "act": "decimal", "typed": typed, "places": 2 }).to_string())).collect();
    let Some(answers) = node("seal.mjs", &[], &lines) else { return };
    let answers: Vec<Value> = answers.iter().map(|answer| serde_json::from_str(answer).unwrap()).collect();
    for (fen, answer) in amounts.iter().zip(&answers) {
        assert_eq!(answer["words"], Fen(*fen).capital());
    }
    for (typed, answer) in typed.iter().zip(&answers[amounts.len()..]) {
        let ours = Fen::parse_yuan(typed).and_then(Fen::positive).ok().map(|fen| fen.0);
        assert_eq!(answer["value"].as_i64(), ours, "{typed}: {answer}");
    }
}
