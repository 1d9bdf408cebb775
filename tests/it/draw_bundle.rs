//! Bundles of draw/v1 made from nothing but the text of the protocol: none of the product's code is used here, so that product and
//! test cannot share a mistake.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest, Sha256};

/// The files of a bundle by name.
pub type Files = BTreeMap<String, Vec<u8>>;

const MARKS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/-";
pub const QUICKNET: &str = "drand:52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971:1000";
const ROUND_1000: &str = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";

pub fn sha256(text: impl AsRef<[u8]>) -> String {
    hex::encode(Sha256::digest(text.as_ref()))
}

/// Repeatable chance.
pub struct Chance(String);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed.to_string())
    }

    pub fn hash(&mut self) -> String {
        self.0 = sha256(&self.0);
        sha256(format!("out {}", self.0))
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (u64::from_str_radix(&self.hash()[..15], 16).unwrap() % bound as u64) as usize
    }

    pub fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }

    fn word(&mut self, marks: &[u8], most: usize) -> String {
        let length = 1 + self.below(most);
        (0..length).map(|_| char::from(marks[self.below(marks.len())])).collect()
    }
}

pub struct Officer {
    pub id: String,
    /// Digits instead of a secret.
    pub dice: Option<String>,
    secret: String,
    pub silent: bool,
}

pub struct Entry {
    pub label: String,
    pub weight: u32,
    pub out: bool,
    /// Registry id and label nonce, where the label is blind.
    opening: Option<(String, String)>,
    secret: Option<String>,
    silent: bool,
}

/// Everything that is chosen in a draw.
pub struct Draft {
    pub draw: String,
    winners: usize,
    alternates: usize,
    pub weighted: bool,
    pub pool: bool,
    pub nonces: bool,
    pub beacon: bool,
    platform: String,
    pub officers: Vec<Officer>,
    pub entries: Vec<Entry>,
    ruled: bool,
    logged: bool,
}

impl Draft {
    pub fn random(chance: &mut Chance) -> Draft {
        let (weighted, nonces, beacon, blind) = (chance.one_in(2), chance.one_in(2), chance.one_in(3), chance.one_in(2));
        let draw = chance.word(MARKS, 128);
        let mut draft = Draft {
            winners: 1 + chance.below(3),
            alternates: chance.below(4),
            weighted,
            pool: blind && chance.one_in(2),
            nonces,
            beacon,
            platform: chance.hash(),
            officers: Vec::new(),
            entries: Vec::new(),
            ruled: chance.one_in(2),
            logged: chance.one_in(2),
            draw,
        };
        for number in 0..1 + chance.below(3) {
            let id = format!("{}{number}", chance.word(b"abcdefghijklmnopqrstuvwxyz0123456789-", 31));
            let digits = 40 + chance.below(361);
            let dice = chance.one_in(3).then(|| (0..digits).map(|_| char::from(b"0123456789"[chance.below(10)])).collect());
            draft.officers.push(Officer { id, dice, secret: chance.hash(), silent: beacon && chance.one_in(4) });
        }
        for number in 0..1 + chance.below(24) {
            let entry = random_entry(chance, &draft, blind, number);
            draft.entries.push(entry);
        }
        draft.entries[0].out = false;
        draft.entries.sort_by(|a, b| a.label.as_bytes().cmp(b.label.as_bytes()));
        draft
    }

    /// The bundle of this draw.
    pub fn files(&self) -> Files {
        self.files_with(&|_, _| None)
    }

    /// The bundle with one document changed before anything that follows from it is made.
    pub fn files_with(&self, edit: &dyn Fn(&str, &str) -> Option<String>) -> Files {
        let mut files = Files::new();
        let mut put = |name: &str, text: String| {
            let text = edit(name, &text).unwrap_or(text);
            files.insert(name.to_owned(), text.clone().into_bytes());
            sha256(text)
        };
        let draw = &self.draw;
        let about = put("about.txt", format!("公告 {draw}\n"));
        let pool = if self.pool { put("pool.txt", self.pool_text()) } else { "open".to_owned() };
        let notice = put("notice.txt", self.notice_text(&about, &pool));
        let freeze = put("freeze.txt", self.freeze_text(&notice));
        let seed = put("seed.txt", self.seed_text(&notice, &freeze));
        if self.officers.iter().any(|officer| officer.dice.is_some()) {
            put("ceremony.txt", self.ceremony_text());
        }
        let ranking = self.ranking(&seed, false);
        let ranks: String = ranking.iter().enumerate().map(|(i, (key, label))| format!("rank {} {label} {key}\n", i + 1)).collect();
        let result = put("result.txt", format!("draw/v1 result\ndraw {draw}\nseed {seed}\nranked {}\n{ranks}", ranking.len()));
        let mut open: Vec<&str> = ranking.iter().take(self.winners).map(|(_, label)| label.as_str()).collect();
        let mut rulings = Vec::new();
        if self.ruled && ranking.len() > 1 {
            rulings.push(("strike", ranking[0].1.clone()));
            rulings.extend(self.entries.iter().filter(|entry| entry.out).take(1).map(|entry| ("admit", entry.label.clone())));
            open.push(&rulings.last().expect("one was pushed").1);
        }
        for (index, (act, label)) in rulings.iter().enumerate() {
            let tail = format!("reason no-licence\nby s-{index}\nevidence {}\nat 2026-12-03T00:00:00Z\n", sha256("e"));
            let number = index + 1;
            put(&format!("strikes/{number:03}.txt"), format!("draw/v1 {act}\ndraw {draw}\nresult {result}\nlabel {label}\n{tail}"));
        }
        let order = self.ranking(&seed, true);
        let opened: Vec<String> =
            order.iter().filter(|(_, label)| open.contains(&label.as_str())).filter_map(|(_, label)| self.opening(label)).collect();
        if !opened.is_empty() {
            put("opened.txt", format!("draw/v1 opened\ndraw {draw}\nresult {result}\n{}", opened.concat()));
        }
        if self.logged {
            add_entries(&mut files, edit);
        }
        files
    }

    fn pool_text(&self) -> String {
        let mut ids: Vec<&str> = self.entries.iter().filter_map(|entry| entry.opening.as_ref()).map(|(id, _)| id.as_str()).collect();
        ids.extend(["A-nobody", "zz-nobody"]);
        ids.sort_unstable();
        format!("draw/v1 pool\ndraw {}\n{}", self.draw, ids.iter().map(|id| format!("agency {id}\n")).collect::<String>())
    }

    fn commit(&self, who: &str, secret: &str) -> String {
        sha256(format!("draw/v1 commit\n{}\n{who}\n{secret}\n", self.draw))
    }

    fn notice_text(&self, about: &str, pool: &str) -> String {
        let word = |is: bool, yes: &'static str, no: &'static str| if is { yes } else { no };
        let (day, before) = if self.beacon { ("2023-08-23", "2023-08-22") } else { ("2026-12-02", "2026-12-01") };
        let mut text = format!("draw/v1 notice\ndraw {}\nabout {about}\nwinners {}\n", self.draw, self.winners);
        text += &format!("alternates {}\nmode {}\n", self.alternates, word(self.weighted, "weighted", "uniform"));
        text += &format!("pool {pool}\nnonces {}\n", word(self.nonces, "commit", "none"));
        // Ten minutes before round 1000, to the second.
        text += &format!("opens {before}T14:59:24Z\ncloses {day}T13:59:24Z\nreveal-by {day}T15:49:24Z\n");
        text += &format!("beacon {}\nsubstitution ranked\n", word(self.beacon, QUICKNET, "-"));
        text += &format!("commit platform {}\n", self.commit("platform", &self.platform));
        for officer in &self.officers {
            let who = format!("officer:{}", officer.id);
            let commit = if officer.dice.is_some() { "ceremony".to_owned() } else { self.commit(&who, &officer.secret) };
            text += &format!("commit {who} {commit}\n");
        }
        text
    }

    fn freeze_text(&self, notice: &str) -> String {
        let mut text = format!("draw/v1 freeze\ndraw {}\nnotice {notice}\nentries {}\n", self.draw, self.entries.len());
        for entry in &self.entries {
            let secret = entry.secret.as_ref();
            let commitment = secret.map_or("-".to_owned(), |secret| self.commit(&format!("applicant:{}", entry.label), secret));
            text += &format!("entry {} {} {} {commitment}\n", entry.label, entry.weight, if entry.out { "out" } else { "in" });
        }
        text
    }

    fn seed_text(&self, notice: &str, freeze: &str) -> String {
        let dash = |silent: bool, secret: &str| if silent { "-".to_owned() } else { secret.to_owned() };
        let mut text = format!("draw/v1 seed\ndraw {}\nnotice {notice}\nfreeze {freeze}\n", self.draw);
        text += &format!("reveal platform {}\n", self.platform);
        for officer in &self.officers {
            let dice = officer.dice.as_ref().map(|digits| sha256(format!("draw/v1 ceremony\n{}\n{digits}\n", self.draw)));
            text += &format!("reveal officer:{} {}\n", officer.id, dash(officer.silent, dice.as_ref().unwrap_or(&officer.secret)));
        }
        for entry in &self.entries {
            if let Some(secret) = &entry.secret {
                text += &format!("reveal applicant:{} {}\n", entry.label, dash(entry.silent, secret));
            }
        }
        text + &if self.beacon { format!("beacon {QUICKNET} {ROUND_1000}\n") } else { "beacon -\n".to_owned() }
    }

    fn ceremony_text(&self) -> String {
        let threw = self.officers.iter().filter(|officer| !officer.silent);
        let throws = threw.filter_map(|officer| officer.dice.as_ref().map(|digits| format!("ceremony officer:{} {digits}\n", officer.id)));
        format!("draw/v1 ceremony\ndraw {}\n{}", self.draw, throws.collect::<String>())
    }

    /// Everybody who takes part, or everybody.
    pub fn ranking(&self, seed: &str, with_excluded: bool) -> Vec<(String, String)> {
        let ticket = |label: &str, j| sha256(format!("draw/v1 ticket\n{seed}\n{label}\n{j}\n"));
        let entries = self.entries.iter().filter(|entry| with_excluded || !entry.out);
        let key = |entry: &Entry| (1..=entry.weight).map(|j| ticket(&entry.label, j)).min().expect("a weight is at least 1");
        let mut ranking: Vec<_> = entries.map(|entry| (key(entry), entry.label.clone())).collect();
        ranking.sort();
        ranking
    }

    fn opening(&self, label: &str) -> Option<String> {
        let entry = self.entries.iter().find(|entry| entry.label == label)?;
        entry.opening.as_ref().map(|(id, nonce)| format!("open {label} {id} {nonce}\n"))
    }
}

fn random_entry(chance: &mut Chance, draft: &Draft, blind: bool, number: usize) -> Entry {
    let opening = blind.then(|| (format!("9151170{number:02}{}", &chance.hash()[..9].to_uppercase()), chance.hash()));
    let label = match &opening {
        Some((id, nonce)) => format!("b-{}", &sha256(format!("draw/v1 label\n{}\n{id}\n{nonce}\n", draft.draw))[..40]),
        None => format!("{}{number}", chance.word(MARKS, 62)),
    };
    Entry {
        label,
        weight: if draft.weighted { 1 + chance.below(30) as u32 } else { 1 },
        out: chance.one_in(5),
        opening,
        secret: (draft.nonces && !chance.one_in(3)).then(|| chance.hash()),
        silent: chance.one_in(4),
    }
}

/// The log entry of every document.
fn add_entries(files: &mut Files, edit: &dyn Fn(&str, &str) -> Option<String>) {
    for (name, bytes) in files.clone() {
        let stem = name.trim_end_matches(".txt").replace("strikes/", "strike-");
        let text = format!("audit/v1 draw.{stem}\nat 2026-12-03T00:00:00Z\nactor platform\nsubject p-1\nbody {}\n", sha256(bytes));
        let name = format!("proofs/{stem}.entry");
        let text = edit(&name, &text).unwrap_or(text);
        files.insert(name, text.into_bytes());
    }
}

/// Writes a bundle into a folder.
pub fn write(files: &Files, folder: &Path) {
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}
