//! Sealed quotes in a bundle: every envelope is opened again with the released keys, and what was published of it must be what it holds.

use std::collections::BTreeSet;

use super::bundle::{Bundle, ENTRIES, RELEASES};
use super::check::Stop;
use crate::domain::bid::found::EXCLUDES;
use crate::domain::bid::{
    Committee, Found, Keyring, Line, Object, Opening, Purpose, Release, Sealed, SealedLinks, Shut, State, States, What, open,
    words::commitment,
};
use crate::domain::draw::{Broken, Document, Fault, Freeze, Label, Status};

/// How many entries were opened again, and how many were published with a reason instead.
pub(super) struct Quotes {
    pub opened: usize,
    pub shut: usize,
}

/// Checks what is there of an opening; `None` where there is no opening.txt.
pub(super) fn check(bundle: &Bundle, freeze: &Freeze) -> Result<Option<Quotes>, Stop> {
    let Some(opening) = bundle.document::<Opening>()? else { return Ok(None) };
    let committee = bundle.document::<Committee>()?.ok_or(Stop::Missing(vec![Committee::FILE]))?;
    let states = bundle.document::<States>()?.ok_or(Stop::Missing(vec![States::FILE]))?;
    named(bundle, &committee)?;
    fits(&committee, (&states, &opening))?;
    match states.states.iter().any(|(label, _)| label.is_pseudonym()) {
        true => linked(bundle, freeze, &states)?,
        false => frozen(freeze, &states)?,
    }
    found(bundle, &opening)?;
    let keys = keys(bundle, &committee, Purpose::Entry)?;
    for ((label, state), line) in states.states.iter().zip(&opening.lines) {
        entry(bundle, (&committee, &keys), (label, state), line)?;
    }
    let opened = opening.lines.iter().filter(|line| matches!(line.what, What::Opened(..))).count();
    Ok(Some(Quotes { opened, shut: opening.lines.len() - opened }))
}

pub(super) fn mismatch(file: &str, line: usize, what: &'static str, expected: impl std::fmt::Display) -> Fault {
    Fault::at(file, line, Broken::Mismatch { what, expected: expected.to_string() })
}

/// about.txt, whose hash stands in the notice, names the committee in its last line.
pub(super) fn named(bundle: &Bundle, committee: &Committee) -> Result<(), Fault> {
    let Some(about) = bundle.get("about.txt").and_then(|bytes| std::str::from_utf8(bytes).ok()) else { return Ok(()) };
    if committee.is_named_by(about) {
        return Ok(());
    }
    Err(mismatch("about.txt", about.lines().count(), "the last line", committee.about_line().trim_end()))
}

/// Whether documents that are found against exclude their proposals, as about.txt says; `None` where about.txt is not there.
pub(super) fn excludes(bundle: &Bundle) -> Option<bool> {
    let about = std::str::from_utf8(bundle.get("about.txt")?).ok()?;
    Some(about.lines().any(|line| line == EXCLUDES))
}

/// found.txt speaks of documents of this opening, and stands where the notice said that they may exclude.
fn found(bundle: &Bundle, opening: &Opening) -> Result<(), Fault> {
    let Some(found) = bundle.document::<Found>()? else { return Ok(()) };
    if excludes(bundle) == Some(false) {
        return Err(Fault::at(Found::FILE, 1, Broken::MustNotExist { because: "the notice did not say that documents may exclude" }));
    }
    found.fits(opening)
}

fn fits(committee: &Committee, (states, opening): (&States, &Opening)) -> Result<(), Fault> {
    let hash = committee.hash();
    for (file, project, named) in [(States::FILE, &states.project, states.committee), (Opening::FILE, &opening.project, opening.committee)]
    {
        if project != committee.project() {
            return Err(mismatch(file, 2, "the project", committee.project()));
        }
        if named != hash {
            return Err(mismatch(file, 3, "the hash of committee.txt", hash));
        }
    }
    if opening.states != states.hash() {
        return Err(mismatch(Opening::FILE, 4, "the hash of states.txt", states.hash()));
    }
    let labels = states.states.iter().map(|(label, _)| label);
    if opening.lines.iter().map(|line| &line.label).eq(labels) {
        return Ok(());
    }
    Err(mismatch(Opening::FILE, 5, "the labels", "those of states.txt"))
}

/// Whoever takes part in the draw has an entry, and nobody has one who stands in no list.
fn frozen(freeze: &Freeze, states: &States) -> Result<(), Fault> {
    let sealed: BTreeSet<&Label> = states.states.iter().map(|(label, _)| label).collect();
    let without = freeze.entries().iter().find(|entry| entry.status == Status::In && !sealed.contains(&entry.label));
    if let Some(entry) = without {
        return Err(mismatch(States::FILE, 4, "a line for every label that takes part, this one too,", &entry.label));
    }
    let stray = states.states.iter().position(|(label, _)| freeze.entry(label).is_none());
    stray.map_or(Ok(()), |at| Err(Fault::at(States::FILE, 4 + at, Broken::NotRanked)))
}

/// Under pseudonyms whoever takes part has a sealed link, and no entry lies under a draw label.
fn linked(bundle: &Bundle, freeze: &Freeze, states: &States) -> Result<(), Stop> {
    let list = bundle.document::<SealedLinks>()?.ok_or(Stop::Missing(vec![SealedLinks::FILE]))?;
    let sealed: BTreeSet<&Label> = list.links.iter().map(|(label, _)| label).collect();
    let without = freeze.entries().iter().find(|entry| entry.status == Status::In && !sealed.contains(&entry.label));
    if let Some(entry) = without {
        return Err(mismatch(SealedLinks::FILE, 4, "a line for every label that takes part, this one too,", &entry.label).into());
    }
    let named = states.states.iter().position(|(label, _)| !label.is_pseudonym());
    named.map_or(Ok(()), |at| Err(mismatch(States::FILE, 4 + at, "the label", "a pseudonym").into()))
}

/// The keys of this purpose that were released; every file of a release must fit the committee.
pub(super) fn keys(bundle: &Bundle, committee: &Committee, purpose: Purpose) -> Result<Keyring, Fault> {
    let mut releases = Vec::new();
    for name in bundle.names_in(RELEASES) {
        let release = Release::parse(bundle.get(name).unwrap_or_default()).map_err(|fault| fault.in_file(name))?;
        if !release.fits(committee) {
            return Err(mismatch(name, 4, "the private key", "that of committee.txt"));
        }
        releases.push(release);
    }
    Ok(Keyring::of(committee, purpose, &releases))
}

type Known<'a> = (&'a Committee, &'a Keyring);

fn entry(bundle: &Bundle, (committee, keys): Known<'_>, (label, state): (&Label, &State), line: &Line) -> Result<(), Stop> {
    let name = format!("{ENTRIES}{label}.txt");
    let text = bundle.get(&name).and_then(|bytes| std::str::from_utf8(bytes).ok()).ok_or(Stop::Missing(vec![ENTRIES]))?;
    let sealed = Sealed::parse(text).map_err(|fault| fault.in_file(&name))?;
    let differs = |what, expected: String| Err(Stop::Fault(mismatch(&name, 1, what, expected)));
    if sealed.envelope.hash() != line.envelope || sealed.envelope.commit != line.commit {
        return differs("the envelope", format!("the one of {} in opening.txt", line.envelope));
    }
    if sealed.fits(committee, label, Object::Entry).is_err() {
        return differs("the envelope", "sealed to committee.txt under its label".to_owned());
    }
    let found = open(committee, keys, &sealed).and_then(|opened| {
        let entry = opened.entry(&sealed).map_err(Shut::Spoiled)?;
        Ok(What::Opened(opened.salt, entry))
    });
    let said = found.as_ref().map_or_else(|shut| State::from(shut.clone()), |_| State::Opened);
    if said != *state {
        return differs("how the envelope turned out", said.to_string());
    }
    let right = match (found, &line.what) {
        (Ok(what), published) => what == *published,
        (Err(Shut::Missing(_)), published) => cured(committee, label, (line, published)),
        (Err(Shut::Spoiled(why)), published) => *published == What::Spoiled(why),
    };
    if right { Ok(()) } else { differs("what was published of the envelope", said.to_string()) }
}

/// Without the committee's keys the commitment still tells whether what was published is what was sealed.
fn cured(committee: &Committee, label: &Label, (line, published): (&Line, &What)) -> bool {
    let What::Opened(salt, entry) = published else { return true };
    commitment((committee.project().as_str(), label, Object::Entry), salt, entry.to_text().as_bytes()) == line.commit
}
