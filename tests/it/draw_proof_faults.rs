//! One fault each in what proves a bundle's place in the log.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::draw_bundle::Files;
use crate::draw_proofs::{NAME, WITNESS, base64, key, log_key, signed, vouched, witness_key};

/// What is wrong, and how it comes about (`None`: this bundle cannot have it).
pub type Case = (&'static str, fn(&mut Files) -> Option<()>);

const PROOF: &str = "proofs/freeze.tlog-proof";
const ENTRY: &str = "proofs/freeze.entry";
const KEYS: &str = "proofs/log.vkey";

fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

fn put(files: &mut Files, name: &str, text: impl Into<Vec<u8>>) -> Option<()> {
    let text = text.into();
    (files.insert(name.to_owned(), text.clone()) != Some(text)).then_some(())
}

/// The freeze's proof changed as text.
fn edit(files: &mut Files, change: impl Fn(&str) -> String) -> Option<()> {
    let changed = change(&text(files, PROOF));
    put(files, PROOF, changed)
}

/// Its lines, changed: first the header, index, path, a blank line, three of the head, a blank line, two signatures.
fn lines(files: &mut Files, change: impl Fn(&mut Vec<String>)) -> Option<()> {
    edit(files, |text| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        change(&mut lines);
        lines.join("\n") + "\n"
    })
}

fn path_length(lines: &[String]) -> usize {
    lines.iter().position(String::is_empty).unwrap() - 2
}

/// One line of the head, changed under the signature it had.
fn line_of_head(files: &mut Files, number: usize, change: impl Fn(&str) -> String) -> Option<()> {
    lines(files, |lines| {
        let at = path_length(lines) + 3 + number;
        lines[at] = change(&lines[at]);
    })
}

/// Head and signatures replaced by a head of other text, signed as it should be.
fn head(files: &mut Files, change: impl Fn(&str) -> String) -> Option<()> {
    edit(files, |text| {
        let (above, note) = text.split_once("\n\n").unwrap();
        let (head, _) = note.split_once("\n\n").unwrap();
        let head = change(&format!("{head}\n"));
        format!("{above}\n\n{head}\n{}{}", signed(NAME, &key(1), &head), vouched(WITNESS, &key(3), 1, &head))
    })
}

/// The lines under the head, replaced.
fn under(files: &mut Files, change: impl Fn(&str, &str) -> String) -> Option<()> {
    edit(files, |text| {
        let (above, note) = text.split_once("\n\n").unwrap();
        let (head, lines) = note.split_once("\n\n").unwrap();
        format!("{above}\n\n{head}\n\n{}", change(&format!("{head}\n"), lines))
    })
}

fn index(files: &mut Files, change: impl Fn(u64) -> String) -> Option<()> {
    lines(files, |lines| lines[1] = format!("index {}", change(lines[1]["index ".len()..].parse().unwrap())))
}

/// The second base64 that some decoders read as the same bytes.
fn spelled_otherwise(hash: &str) -> String {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let last = hash.trim_end_matches('=').chars().last().unwrap();
    let next = LETTERS.chars().nth(LETTERS.find(last).unwrap() + 1).unwrap();
    hash.replace(&format!("{last}="), &format!("{next}="))
}

/// A signature line with one byte more.
fn longer(line: &str) -> String {
    let (name, encoded) = line.trim_end().rsplit_once(' ').unwrap();
    let bytes = BASE64_STANDARD.decode(encoded).unwrap();
    format!("{name} {}\n", base64([&bytes[..], &[0]].concat()))
}

/// A signature line whose number s has the order of the group added to it: other bytes that fit the same equation.
fn malleable(line: &str) -> String {
    const ORDER: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    let (name, encoded) = line.trim_end().rsplit_once(' ').unwrap();
    let mut bytes = BASE64_STANDARD.decode(encoded).unwrap();
    let mut carry = 0;
    for (byte, added) in bytes[36..].iter_mut().zip(hex::decode(ORDER).unwrap()) {
        carry += u16::from(*byte) + u16::from(added);
        *byte = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    format!("{name} {}\n", base64(bytes))
}

/// A key whose identifier is written in capitals.
fn capitals(key: &str) -> String {
    let id = key.split('+').nth(1).unwrap();
    key.replace(id, &id.to_uppercase())
}

pub const FAULTS: &[Case] = &[
    ("another header", |f| edit(f, |t| t.replacen("@v1", "@v2", 1))),
    ("CR LF", |f| edit(f, |t| t.replace('\n', "\r\n"))),
    ("no final LF", |f| edit(f, |t| t.trim_end().to_owned())),
    ("a blank line at the end", |f| edit(f, |t| format!("{t}\n"))),
    ("no blank line", |f| edit(f, |t| t.replacen("\n\n", "\n", 1))),
    ("two blank lines", |f| edit(f, |t| t.replacen("\n\n", "\n\n\n", 1))),
    ("a byte order mark", |f| edit(f, |t| format!("\u{feff}{t}"))),
    ("not UTF-8", |f| put(f, PROOF, [text(f, PROOF).as_bytes(), &[0xff]].concat())),
    ("empty", |f| put(f, PROOF, "")),
    ("no index", |f| lines(f, |l| drop(l.remove(1)))),
    ("an index with a leading zero", |f| index(f, |n| format!("0{n}"))),
    ("an index with a plus sign", |f| index(f, |n| format!("+{n}"))),
    ("a negative index", |f| index(f, |n| format!("-{n}"))),
    ("the index before", |f| index(f, |n| n.checked_sub(1).map_or("x".to_owned(), |n| n.to_string()))),
    ("the index after", |f| index(f, |n| (n + 1).to_string())),
    ("an index beyond the head", |f| index(f, |_| "1000000".to_owned())),
    ("an index of 2^53", |f| index(f, |n| (n + (1 << 53)).to_string())),
    ("an index of 2^64", |f| index(f, |_| "18446744073709551616".to_owned())),
    ("an extra line after the index", |f| lines(f, |l| l.insert(2, "extra AAAA".to_owned()))),
    ("two extra lines", |f| lines(f, |l| (0..2).for_each(|_| l.insert(1, "extra AAAA".to_owned())))),
    ("a hash left out", |f| lines(f, |l| if path_length(l) > 0 { drop(l.remove(2)) } else { l.insert(2, base64([0; 32])) })),
    ("a hash doubled", |f| lines(f, |l| l.insert(2, if path_length(l) > 0 { l[2].clone() } else { base64([0; 32]) }))),
    ("a hash too much at the end", |f| lines(f, |l| l.insert(2 + path_length(l), base64([0; 32])))),
    ("hashes in reverse", |f| {
        lines(f, |l| {
            let path = path_length(l);
            l[2..2 + path].reverse();
        })
    }),
    ("a hash of 31 bytes", |f| lines(f, |l| l.insert(2, base64([0; 31])))),
    ("a hash in hexadecimal", |f| lines(f, |l| l.insert(2, "00".repeat(32)))),
    ("a hash spelled otherwise", |f| lines(f, |l| if path_length(l) > 0 { l[2] = spelled_otherwise(&l[2]) } else { l.clear() })),
    ("a hash without padding", |f| lines(f, |l| l[2] = l[2].trim_end_matches('=').to_owned() + if path_length(l) > 0 { "" } else { "=" })),
    ("61 hashes", |f| lines(f, |l| (0..61).for_each(|_| l.insert(2, base64([0; 32]))))),
    ("another entry", |f| put(f, ENTRY, text(f, ENTRY).replace("p-1", "p-2"))),
    ("another document's entry", |f| {
        let other = f["proofs/notice.tlog-proof"].clone();
        put(f, PROOF, other)
    }),
    ("no entry", |f| f.remove(ENTRY).map(|_| ())),
    ("a proof of no document", |f| {
        let proof = f[PROOF].clone();
        put(f, "proofs/nothing.tlog-proof", proof)
    }),
    ("a name with two endings", |f| {
        let proof = f[PROOF].clone();
        put(f, "proofs/freeze.tlog-proof.tlog-proof", proof)
    }),
    ("another size, unsigned", |f| line_of_head(f, 1, |size| format!("{size}0"))),
    ("another root, unsigned", |f| line_of_head(f, 2, |_| base64([7; 32]))),
    ("another size", |f| head(f, |t| t.replacen('\n', "\n9", 1))),
    ("another root", |f| head(f, |t| t.replace(t.lines().nth(2).unwrap(), &base64([7; 32])))),
    ("a root spelled otherwise", |f| head(f, |t| t.replace(t.lines().nth(2).unwrap(), &spelled_otherwise(t.lines().nth(2).unwrap())))),
    ("a root of 31 bytes", |f| head(f, |t| t.replace(t.lines().nth(2).unwrap(), &base64([7; 31])))),
    ("a size with a leading zero", |f| head(f, |t| t.replacen('\n', "\n0", 1))),
    ("a size with a plus sign", |f| head(f, |t| t.replacen('\n', "\n+", 1))),
    ("a size of 0", |f| head(f, |t| format!("{NAME}\n0\n{}\n", t.lines().nth(2).unwrap()))),
    ("an empty log", |f| head(f, |_| format!("{NAME}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"))),
    ("a size of 2^60 and more", |f| head(f, |t| format!("{NAME}\n1152921504606846977\n{}\n", t.lines().nth(2).unwrap()))),
    ("a size of 2^64", |f| head(f, |t| format!("{NAME}\n18446744073709551616\n{}\n", t.lines().nth(2).unwrap()))),
    ("an extension line", |f| head(f, |t| format!("{t}more\n"))),
    ("a blank extension line", |f| head(f, |t| format!("{t}\nmore\n"))),
    ("no root", |f| head(f, |t| t.lines().take(2).map(|line| format!("{line}\n")).collect())),
    ("an empty origin", |f| head(f, |t| t[t.find('\n').unwrap()..].to_owned())),
    ("another origin", |f| head(f, |t| format!("x{t}"))),
    ("a control character", |f| head(f, |t| format!("\u{1}{t}"))),
    ("no signature", |f| under(f, |_, _| String::new())),
    ("a line that is no signature", |f| under(f, |_, l| format!("{l}- x AAAA\n"))),
    ("a blank line between signatures", |f| under(f, |_, l| l.replacen('\n', "\n\n", 1))),
    ("a signature without a name", |f| under(f, |_, l| format!("{l}—  AAAAAAAAAAA=\n"))),
    ("a name with a plus sign", |f| under(f, |_, l| format!("{l}— a+b AAAAAAAAAAA=\n"))),
    ("a name with a wide space", |f| under(f, |_, l| format!("{l}— a\u{3000}b AAAAAAAAAAA=\n"))),
    ("a signature of four bytes", |f| under(f, |_, l| format!("{l}— a AAAAAA==\n"))),
    ("base64 without padding", |f| under(f, |_, l| format!("{l}— a AAAAAAAAAAA\n"))),
    ("two spaces", |f| under(f, |_, l| format!("{l}— a  AAAAAAAAAAA=\n"))),
    ("a hundred and one signatures", |f| under(f, |_, l| l.to_owned() + &"— a AAAAAAAAAAA=\n".repeat(99))),
    ("a signature over another head", |f| under(f, |_, _| signed(NAME, &key(1), "x\n"))),
    ("a false line before the good one", |f| under(f, |_, l| signed(NAME, &key(1), "x\n") + l)),
    ("a signature of another key alone", |f| under(f, |head, _| signed(NAME, &key(2), head))),
    ("a signature of another name alone", |f| under(f, |head, _| signed("other.example", &key(1), head))),
    ("a signature with a byte too much", |f| under(f, |head, _| longer(&signed(NAME, &key(1), head)))),
    ("a signature with its second half spelled otherwise", |f| under(f, |head, _| malleable(&signed(NAME, &key(1), head)))),
    ("its own key: not one", |f| put(f, KEYS, "key\n")),
    ("its own key: not UTF-8", |f| put(f, KEYS, [0xff, 0x0a])),
    ("its own key: a blank line before it", |f| put(f, KEYS, format!("\n{}", text(f, KEYS)))),
    ("its own key: a space after it", |f| put(f, KEYS, text(f, KEYS).replace('\n', " \n"))),
    ("its own key: an identifier in capitals", |f| put(f, KEYS, capitals(&text(f, KEYS)))),
    ("its own key: a witness's", |f| put(f, KEYS, witness_key(&key(3)))),
    ("its own key twice", |f| put(f, KEYS, text(f, KEYS).repeat(2))),
    ("its own key is another log's", |f| put(f, KEYS, log_key(&key(2)))),
];

/// What a reader must pass over.
pub const HARMLESS: &[Case] = &[
    ("an extra line", |f| lines(f, |l| l.insert(1, "extra AAAA".to_owned()))),
    ("an extra line of nothing", |f| lines(f, |l| l.insert(1, "extra ".to_owned()))),
    ("a line of somebody else", |f| under(f, |head, l| l.to_owned() + &signed("other.example", &key(9), head))),
    ("a line of somebody else, first", |f| under(f, |head, l| signed("other.example", &key(9), head) + l)),
    ("a false line of the same name and another key", |f| under(f, |_, l| l.to_owned() + &signed(NAME, &key(9), "x\n"))),
    ("the same line twice", |f| under(f, |head, l| l.to_owned() + &signed(NAME, &key(1), head))),
    ("a false line after the good one of the same key", |f| under(f, |_, l| l.to_owned() + &signed(NAME, &key(1), "x\n"))),
    ("a hundred signatures", |f| under(f, |_, l| l.to_owned() + &"— a AAAAAAAAAAA=\n".repeat(98))),
    ("no key beside it", |f| f.remove(KEYS).map(|_| ())),
    ("an empty file of keys", |f| put(f, KEYS, "")),
    ("a second key", |f| put(f, KEYS, format!("{}{}\n", text(f, KEYS), log_key(&key(2))))),
    ("a key with CR LF", |f| put(f, KEYS, format!("{}\r\n", log_key(&key(1))))),
    ("a key without LF", |f| put(f, KEYS, log_key(&key(1)))),
];

/// Faults that only who asks for the witness can see.
pub const OF_WITNESSES: &[Case] = &[
    ("no line of the witness", |f| under(f, |_, l| l.lines().next().unwrap().to_owned() + "\n")),
    ("a line of another witness of that name", |f| {
        under(f, |head, l| l.lines().next().unwrap().to_owned() + "\n" + &vouched(WITNESS, &key(4), 1, head))
    }),
    ("a line over another head", |f| under(f, |_, l| l.lines().next().unwrap().to_owned() + "\n" + &vouched(WITNESS, &key(3), 1, "x\n"))),
    ("a time that cannot be", |f| {
        under(f, |head, l| l.lines().next().unwrap().to_owned() + "\n" + &vouched(WITNESS, &key(3), 1 << 62, head))
    }),
    ("no proof of the freeze", |f| f.remove(PROOF).map(|_| ())),
];
