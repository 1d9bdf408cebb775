//! One fault each: a document changed before anything that follows from it is made, so that nothing else is wrong.

use crate::draw_bundle::{Draft, sha256};

/// Whether verify_draw.py claims to see this.
#[derive(Clone, Copy, PartialEq)]
pub enum Python {
    Refuses,
    DoesNotLook,
}

pub type Edit = fn(&Draft, &str) -> Option<String>;

/// File, what is wrong with it, who sees it, and how it comes about (`None`: this draw cannot have it).
pub type Case = (&'static str, &'static str, Python, Edit);

/// The first line that begins with `start`, replaced.
fn first(text: &str, start: &str, replace: impl Fn(&str) -> String) -> Option<String> {
    let old = text.lines().find(|line| line.starts_with(start))?;
    Some(text.replacen(&format!("{old}\n"), &format!("{}\n", replace(old)), 1))
}

fn without(text: &str, start: &str) -> Option<String> {
    let old = text.lines().find(|line| line.starts_with(start))?;
    Some(text.replacen(&format!("{old}\n"), "", 1))
}

/// The first two lines that begin with `start`, exchanged.
fn exchanged(text: &str, start: &str) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut found = (0..lines.len()).filter(|&i| lines[i].starts_with(start));
    let (a, b) = (found.next()?, found.next()?);
    lines.swap(a, b);
    Some(lines.join("\n") + "\n")
}

/// One word of the first line that begins with `start`, replaced where there is one.
fn word(text: &str, start: &str, index: usize, replace: impl Fn(&str) -> String) -> Option<String> {
    first(text, start, |line| {
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        if let Some(word) = words.get_mut(index) {
            *word = replace(word);
        }
        words.join(" ")
    })
}

/// The last hexadecimal digit, changed.
fn other_hex(hex: &str) -> String {
    let (head, last) = hex.split_at(hex.len() - 1);
    format!("{head}{}", if last == "0" { "1" } else { "0" })
}

use Python::{DoesNotLook, Refuses};

pub const CASES: &[Case] = &[
    ("notice.txt", "another protocol", Refuses, |_, t| Some(t.replace("draw/v1", "draw/v2"))),
    ("notice.txt", "CR LF", Refuses, |_, t| Some(t.replace('\n', "\r\n"))),
    ("notice.txt", "no final LF", Refuses, |_, t| Some(t.trim_end().to_owned())),
    ("notice.txt", "a blank line at the end", Refuses, |_, t| Some(format!("{t}\n"))),
    ("notice.txt", "a byte order mark", Refuses, |_, t| Some(format!("\u{feff}{t}"))),
    ("notice.txt", "a trailing space", Refuses, |_, t| first(t, "mode ", |l| format!("{l} "))),
    ("notice.txt", "two spaces", Refuses, |_, t| Some(t.replace("mode ", "mode  "))),
    ("notice.txt", "a tab", Refuses, |_, t| Some(t.replace("mode ", "mode\t"))),
    ("notice.txt", "a draw id too long", Refuses, |_, t| word(t, "draw ", 1, |_| "d".repeat(129))),
    ("notice.txt", "a draw id with a comma", Refuses, |_, t| word(t, "draw ", 1, |_| "a,b".to_owned())),
    ("notice.txt", "an upper-case hash", Refuses, |_, t| word(t, "about ", 1, |_| "A".repeat(64))),
    ("notice.txt", "no winner", Refuses, |_, t| word(t, "winners ", 1, |_| "0".to_owned())),
    ("notice.txt", "a leading zero", Refuses, |_, t| word(t, "winners ", 1, |w| format!("0{w}"))),
    ("notice.txt", "a negative number", Refuses, |_, t| word(t, "alternates ", 1, |_| "-1".to_owned())),
    ("notice.txt", "a plus sign", Refuses, |_, t| word(t, "alternates ", 1, |_| "+1".to_owned())),
    ("notice.txt", "an unknown mode", Refuses, |_, t| word(t, "mode ", 1, |_| "random".to_owned())),
    ("notice.txt", "an unknown pool", Refuses, |_, t| word(t, "pool ", 1, |_| "-".to_owned())),
    ("notice.txt", "unknown nonces", Refuses, |_, t| word(t, "nonces ", 1, |_| "some".to_owned())),
    ("notice.txt", "an unknown substitution", Refuses, |_, t| word(t, "substitution ", 1, |_| "redraw".to_owned())),
    ("notice.txt", "opens at closing", Refuses, |_, t| word(t, "opens ", 1, |w| format!("{}3T13:59:24Z", &w[..9]))),
    ("notice.txt", "reveal-by before closing", Refuses, |_, t| word(t, "reveal-by ", 1, |w| w.replace("T15", "T12"))),
    ("notice.txt", "a time with an offset", Refuses, |_, t| word(t, "opens ", 1, |w| w.replace('Z', "+00:00"))),
    ("notice.txt", "a day that does not exist", DoesNotLook, |_, t| word(t, "opens ", 1, |w| format!("{}02-30{}", &w[..5], &w[10..]))),
    ("notice.txt", "a minute that does not exist", Refuses, |_, t| word(t, "opens ", 1, |w| w.replace(":59:", ":60:"))),
    ("notice.txt", "a beacon one second too early", DoesNotLook, |d, t| d.beacon.then(|| t.replace("T15:49:24Z", "T15:49:25Z"))),
    ("notice.txt", "another beacon", Refuses, |d, t| d.beacon.then(|| t.replace("drand:52db", "drand:52dc"))),
    ("notice.txt", "round 0", Refuses, |d, t| d.beacon.then(|| t.replace(":1000\n", ":0\n"))),
    ("notice.txt", "a platform that throws dice", Refuses, |_, t| word(t, "commit platform", 2, |_| "ceremony".to_owned())),
    ("notice.txt", "no platform", Refuses, |_, t| without(t, "commit platform")),
    ("notice.txt", "the platform last", Refuses, |d, t| exchanged(t, "commit ").filter(|_| d.officers.len() == 1)),
    ("notice.txt", "no officer", Refuses, |d, t| without(t, "commit officer").filter(|_| d.officers.len() == 1)),
    ("notice.txt", "an officer twice", Refuses, |_, t| first(t, "commit officer", |l| format!("{l}\n{l}"))),
    ("notice.txt", "an applicant among the officers", Refuses, |_, t| Some(format!("{t}commit applicant:a {}\n", sha256("a")))),
    ("notice.txt", "an officer in capitals", Refuses, |_, t| word(t, "commit officer", 1, |_| "officer:A".to_owned())),
    ("notice.txt", "an officer's id too long", Refuses, |_, t| word(t, "commit officer", 1, |_| format!("officer:{}", "a".repeat(33)))),
    ("notice.txt", "a commitment that is none", Refuses, |_, t| word(t, "commit officer", 2, |_| "zz".to_owned())),
    ("notice.txt", "lines in another order", Refuses, |_, t| {
        let mode = t.lines().find(|line| line.starts_with("mode"))?;
        first(&without(t, "mode")?, "winners", |l| format!("{mode}\n{l}"))
    }),
    ("notice.txt", "a line too much", Refuses, |_, t| first(t, "mode", |l| format!("{l}\n{l}"))),
    ("freeze.txt", "another draw", Refuses, |_, t| word(t, "draw ", 1, |_| "other".to_owned())),
    ("freeze.txt", "another notice", Refuses, |_, t| word(t, "notice ", 1, other_hex)),
    ("freeze.txt", "another count", Refuses, |_, t| word(t, "entries ", 1, |w| format!("{w}0"))),
    ("freeze.txt", "a label twice", Refuses, |_, t| {
        let count = t.lines().filter(|line| line.starts_with("entry ")).count();
        word(&first(t, "entry ", |l| format!("{l}\n{l}"))?, "entries ", 1, |_| (count + 1).to_string())
    }),
    ("freeze.txt", "labels out of order", Refuses, |_, t| exchanged(t, "entry ")),
    ("freeze.txt", "a label too long", Refuses, |_, t| word(t, "entry ", 1, |w| format!("{w}{}", "x".repeat(65)))),
    ("freeze.txt", "a label with a percent sign", Refuses, |_, t| word(t, "entry ", 1, |w| format!("{w}%"))),
    ("freeze.txt", "no ticket", Refuses, |_, t| word(t, "entry ", 2, |_| "0".to_owned())),
    ("freeze.txt", "too many tickets", Refuses, |_, t| word(t, "entry ", 2, |_| "1001".to_owned())),
    ("freeze.txt", "a weight with a leading zero", Refuses, |_, t| word(t, "entry ", 2, |w| format!("0{w}"))),
    ("freeze.txt", "two tickets in mode uniform", Refuses, |d, t| word(t, "entry ", 2, |_| "2".to_owned()).filter(|_| !d.weighted)),
    ("freeze.txt", "neither in nor out", Refuses, |_, t| word(t, "entry ", 3, |_| "maybe".to_owned())),
    ("freeze.txt", "nobody in", Refuses, |_, t| Some(t.replace(" in ", " out "))),
    ("freeze.txt", "a commitment where none is allowed", Refuses, |d, t| word(t, "entry ", 4, |_| sha256("n")).filter(|_| !d.nonces)),
    ("freeze.txt", "a field too much", Refuses, |_, t| first(t, "entry ", |l| format!("{l} x"))),
    ("seed.txt", "another freeze", Refuses, |_, t| word(t, "freeze ", 1, other_hex)),
    ("seed.txt", "another notice", Refuses, |_, t| word(t, "notice ", 1, other_hex)),
    ("seed.txt", "a wrong secret of the platform", Refuses, |_, t| word(t, "reveal platform", 2, other_hex)),
    ("seed.txt", "a secret in capitals", Refuses, |_, t| word(t, "reveal platform", 2, |_| "A".repeat(64))),
    ("seed.txt", "a silent platform without a beacon", Refuses, |d, t| {
        word(t, "reveal platform", 2, |_| "-".to_owned()).filter(|_| !d.beacon)
    }),
    ("seed.txt", "a silent officer without a beacon", Refuses, |d, t| {
        word(t, "reveal officer", 2, |_| "-".to_owned()).filter(|_| !d.beacon)
    }),
    ("seed.txt", "a missing officer", Refuses, |_, t| without(t, "reveal officer")),
    ("seed.txt", "reveals in another order", Refuses, |_, t| exchanged(t, "reveal ")),
    ("seed.txt", "an applicant's wrong secret", Refuses, |_, t| word(t, "reveal applicant", 2, |_| sha256("no"))),
    ("seed.txt", "an applicant without commitment", Refuses, |_, t| first(t, "beacon ", |l| format!("reveal applicant:zzz -\n{l}"))),
    ("seed.txt", "a free byte after the beacon", Refuses, |d, t| first(t, "beacon ", |l| format!("{l} 2")).filter(|_| !d.beacon)),
    ("seed.txt", "a beacon twice", Refuses, |_, t| first(t, "beacon ", |l| format!("{l}\n{l}"))),
    ("seed.txt", "no signature", Refuses, |d, t| first(t, "beacon ", |_| "beacon -".to_owned()).filter(|_| d.beacon)),
    ("seed.txt", "a false signature", DoesNotLook, |d, t| word(t, "beacon ", 2, other_hex).filter(|_| d.beacon)),
    ("seed.txt", "another round", Refuses, |d, t| word(t, "beacon ", 1, |w| format!("{w}0")).filter(|_| d.beacon)),
    ("ceremony.txt", "another draw", Refuses, |_, t| word(t, "draw ", 1, |_| "other".to_owned())),
    ("ceremony.txt", "other digits", Refuses, |_, t| word(t, "ceremony ", 2, other_hex)),
    ("ceremony.txt", "too few digits", Refuses, |_, t| word(t, "ceremony ", 2, |w| w[..39].to_owned())),
    ("ceremony.txt", "a missing throw", Refuses, |_, t| without(t, "ceremony ")),
    ("ceremony.txt", "a throw of nobody", Refuses, |_, t| Some(format!("{t}ceremony officer:nobody {}\n", "1".repeat(40)))),
    ("ceremony.txt", "throws in another order", Refuses, |_, t| exchanged(t, "ceremony ")),
    ("result.txt", "another seed", Refuses, |_, t| word(t, "seed ", 1, other_hex)),
    ("result.txt", "another count", Refuses, |_, t| word(t, "ranked ", 1, |w| format!("{w}0"))),
    ("result.txt", "another key", Refuses, |_, t| word(t, "rank ", 3, other_hex)),
    ("result.txt", "another label", Refuses, |_, t| word(t, "rank ", 2, |_| "winner".to_owned())),
    ("result.txt", "ranks in another order", Refuses, |_, t| exchanged(t, "rank ")),
    ("result.txt", "a rank left out", Refuses, |_, t| without(t, "rank ")),
    ("result.txt", "a rank too much", Refuses, |_, t| Some(format!("{t}rank 99 zzz {}\n", sha256("z")))),
    ("pool.txt", "another draw", DoesNotLook, |_, t| word(t, "draw ", 1, |_| "other".to_owned())),
    ("pool.txt", "agencies out of order", DoesNotLook, |_, t| exchanged(t, "agency ")),
    ("opened.txt", "another result", DoesNotLook, |_, t| word(t, "result ", 1, other_hex)),
    ("opened.txt", "another draw", DoesNotLook, |_, t| word(t, "draw ", 1, |_| "other".to_owned())),
    ("opened.txt", "another agency", DoesNotLook, |_, t| word(t, "open ", 2, other_hex)),
    ("opened.txt", "another nonce", DoesNotLook, |_, t| word(t, "open ", 3, other_hex)),
    ("opened.txt", "openings out of order", DoesNotLook, |_, t| exchanged(t, "open ")),
    ("opened.txt", "an opening twice", DoesNotLook, |_, t| first(t, "open ", |l| format!("{l}\n{l}"))),
    ("strikes/001.txt", "another result", DoesNotLook, |_, t| word(t, "result ", 1, other_hex)),
    ("strikes/001.txt", "a label nobody has", DoesNotLook, |_, t| word(t, "label ", 1, |_| "nobody".to_owned())),
    ("strikes/001.txt", "an admission of who took part", DoesNotLook, |_, t| Some(t.replace("draw/v1 strike", "draw/v1 admit"))),
    ("strikes/001.txt", "neither strike nor admission", DoesNotLook, |_, t| Some(t.replace("draw/v1 strike", "draw/v1 ban"))),
    ("strikes/001.txt", "a reason in capitals", DoesNotLook, |_, t| word(t, "reason ", 1, str::to_uppercase)),
    ("strikes/001.txt", "a time that is none", DoesNotLook, |_, t| word(t, "at ", 1, |_| "2026-13-03T00:00:00Z".to_owned())),
    ("strikes/002.txt", "a strike of who was excluded", DoesNotLook, |_, t| Some(t.replace("draw/v1 admit", "draw/v1 strike"))),
    ("proofs/freeze.entry", "another body", DoesNotLook, |_, t| word(t, "body ", 1, other_hex)),
    ("proofs/result.entry", "a salted body", DoesNotLook, |_, t| Some(t.replace("body ", "body salted "))),
    ("proofs/notice.entry", "a line too much", DoesNotLook, |_, t| Some(format!("{t}note x\n"))),
    ("proofs/strike-001.entry", "another body", DoesNotLook, |_, t| word(t, "body ", 1, other_hex)),
];
