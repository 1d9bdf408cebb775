//! What counts as a leak.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;
use mingxuan::domain::draw::{Document, DrawResult};

use super::evidence::Evidence;
use super::{Blind, identity};
use crate::selection::document;
use crate::support::city::City;

/// Texts that are searched for all at once: what is gathered is long, and what identifies somebody is much.
pub struct Wanted {
    texts: Vec<String>,
    automaton: AhoCorasick,
}

impl Wanted {
    pub fn new(texts: impl IntoIterator<Item = String>) -> Wanted {
        let texts: Vec<String> = texts.into_iter().collect();
        assert!(texts.iter().all(|text| !text.is_empty()), "nothing would stand in everything");
        Wanted { automaton: AhoCorasick::new(&texts).unwrap(), texts }
    }

    /// Which of them stand in what is said, by their places.
    pub fn places(&self, said: &str) -> BTreeSet<usize> {
        self.automaton.find_overlapping_iter(said).map(|found| found.pattern().as_usize()).collect()
    }

    pub fn within(&self, said: &str) -> impl Iterator<Item = &str> {
        self.places(said).into_iter().map(|place| self.texts[place].as_str())
    }

    pub fn any_in(&self, said: &str) -> bool {
        self.automaton.is_match(said)
    }
}

/// Every leak there is, in words that tell where.
pub fn leaks(city: &City, all: &[Blind], found: &Evidence) -> Vec<String> {
    let mut leaks = told(city, all, found);
    leaks.extend(in_order(city, all, found));
    leaks.sort();
    leaks.dedup();
    leaks
}

/// Every leak but an order.
pub fn told(city: &City, all: &[Blind], found: &Evidence) -> Vec<String> {
    let mut leaks = beside_cards(city, all, found);
    leaks.extend(letters(city, all, found));
    leaks
}

/// What identifies the agencies of a project: who they are, and what stands for them in it.
fn identities(city: &City, one: &Blind) -> Vec<String> {
    let of = |agency: usize| {
        let (id, label) = one.signups[agency].clone();
        identity(city, agency).into_iter().chain([id, label])
    };
    (0..one.signups.len()).flat_map(of).collect()
}

/// An identifying text beside a card: in one page, answer, row, letter or line with a pseudonym or what else stands for one, or on the page where the
/// cards stand.
fn beside_cards(city: &City, all: &[Blind], found: &Evidence) -> Vec<String> {
    let pages = found.pages.iter().map(|(who, path, said)| (format!("{who} at {path}"), said, path.ends_with("/choice")));
    let rows = found.rows.iter().map(|(table, line)| (format!("a row of {table}"), line, false));
    let lines = found.lines.iter().map(|line| ("a line of the log or the figures".to_owned(), line, false));
    let addressed: Vec<(String, String)> =
        found.letters.iter().map(|(to, said)| (format!("a letter to {to}"), format!("{to}\n{said}"))).collect();
    let letters = addressed.iter().map(|(place, said)| (place.clone(), said, false));
    let mut leaks = Vec::new();
    let of = |one: &Blind| (Wanted::new(one.behind.keys().chain(&one.marks).cloned()), Wanted::new(identities(city, one)));
    let known: Vec<(Wanted, Wanted)> = all.iter().map(of).collect();
    for (place, said, cards) in pages.chain(rows).chain(lines).chain(letters) {
        for (marks, names) in &known {
            if cards || marks.any_in(said) {
                leaks.extend(names.within(said).map(|name| format!("{place} has {name} beside a card")));
            }
        }
    }
    leaks
}

/// A letter that tells somebody else of an agency of the draw.
fn letters(city: &City, all: &[Blind], found: &Evidence) -> Vec<String> {
    let mut leaks = Vec::new();
    for agency in 0..city.agencies.len() {
        let own = format!("agency{}@city.example", agency + 1);
        let signed = all.iter().flat_map(|one| [one.signups[agency].0.clone(), one.signups[agency].1.clone()]);
        let names = Wanted::new(identity(city, agency).into_iter().chain(signed));
        for (to, said) in found.letters.iter().filter(|(to, _)| *to != own) {
            leaks.extend(names.within(said).map(|name| format!("a letter to {to} has {name}")));
        }
    }
    leaks
}

/// An order of the cards that is, in every project, an order that says whose they are: of the sign-ups, of the draw, of the labels, of the agencies' ids,
/// forwards or backwards.
fn in_order(city: &City, all: &[Blind], found: &Evidence) -> Vec<String> {
    let mut leaks = Vec::new();
    for (name, projects) in &found.orders {
        for told in ["the sign-ups", "the draw", "the labels", "the agencies' ids"] {
            let tells = |backwards: bool| {
                all.iter().zip(projects).all(|(one, listed)| {
                    let mut keys: Vec<u64> = listed.iter().map(|pseudonym| rank(city, one, (told, one.behind[pseudonym]))).collect();
                    if backwards {
                        keys.reverse();
                    }
                    keys.len() > 1 && keys.is_sorted()
                })
            };
            if !all.is_empty() && (tells(false) || tells(true)) {
                leaks.push(format!("{name} has the cards in the order of {told}"));
            }
        }
    }
    leaks
}

/// The place of an agency in an order that identifies it.
fn rank(city: &City, one: &Blind, (told, agency): (&str, usize)) -> u64 {
    let place = |keys: Vec<String>, own: &str| keys.iter().filter(|key| key.as_str() < own).count() as u64;
    let labels = || one.signups.iter().map(|(_, label)| label.clone()).collect::<Vec<_>>();
    match told {
        "the sign-ups" => agency as u64,
        "the labels" => place(labels(), &one.signups[agency].1),
        "the draw" => {
            let result = DrawResult::parse(document(city, &one.draw, "result.txt").unwrap()).unwrap();
            result.ranking().iter().position(|place| place.label.as_str() == one.signups[agency].1).unwrap() as u64
        }
        _ => place(city.agencies.iter().map(|who| who.org.to_string()).collect(), city.agencies[agency].org.as_str()),
    }
}

/// Where a quote stands that nobody may read yet; `sums` are the ways to write each.
pub fn quotes(sums: &BTreeMap<u64, Vec<String>>, found: &Evidence) -> Vec<String> {
    let pages = found.pages.iter().map(|(who, path, said)| (format!("{who} at {path}"), said));
    let rows = found.rows.iter().map(|(table, line)| (format!("a row of {table}"), line));
    let letters = found.letters.iter().map(|(to, said)| (format!("a letter to {to}"), said));
    let lines = found.lines.iter().map(|line| ("a line of the log or the figures".to_owned(), line));
    let all: Vec<(String, &String)> = pages.chain(rows).chain(letters).chain(lines).collect();
    let of = |(fen, ways): (&u64, &Vec<String>)| {
        let wanted = Wanted::new(ways.iter().cloned());
        let told = all.iter().filter(|(_, said)| wanted.any_in(said));
        told.map(|(place, _)| format!("{place} has the quote of {fen}")).collect::<Vec<_>>()
    };
    sums.iter().flat_map(of).collect()
}
