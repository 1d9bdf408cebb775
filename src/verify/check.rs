//! The checks, in the order in which the documents follow from each other.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::bids::{self, Quotes};
use super::bundle::{Bundle, CHOICE, DOCUMENTS, ENTRIES, LINKS, NUMBER, PROOFS, RELEASES, STRIKES};
use super::number::{self, Number};
use super::proofs::{self, Logged};
use super::{choice, links};
use crate::domain::audit_entry::{Body, Entry};
use crate::domain::draw::{
    Broken, Ceremony, Document, DrawId, DrawResult, Fault, Freeze, Hash32, Label, Notice, Opened, Pool, PoolRule, RegistryId, Reveal,
    Ruling, Secret, Seed, Standing, Void, Who, Withheld, entries, resolve,
};
use crate::domain::log::Trusted;
use crate::domain::method::{Inputs, Outcome, Talks};
use crate::domain::time::Instant;

pub(super) const ABOUT: &str = "about.txt";

/// Why the checks ended early.
pub(super) enum Stop {
    /// Something in the documents is wrong.
    Fault(Fault),
    /// Documents are missing without which nothing follows.
    Missing(Vec<&'static str>),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Stop {
        Stop::Fault(fault)
    }
}

/// What a bundle says, every check passed.
pub(super) struct Findings {
    pub draw: DrawId,
    pub ending: Ending,
    /// Documents that a bundle of this draw should have and this one has not.
    pub absent: Vec<String>,
    /// What is there and is not checked.
    pub unchecked: Vec<String>,
    /// The opening of sealed quotes, where the bundle holds one.
    pub quotes: Option<Quotes>,
    /// How many links of pseudonyms were opened again, where the bundle holds them opened.
    pub links: Option<usize>,
    /// How many quotes and replies of a negotiation kept its rules, where there was one.
    pub said: Option<usize>,
    /// The number that lowered an average, where one did.
    pub number: Option<Number>,
    /// What the log proves, where the bundle holds proofs.
    pub log: Option<Logged>,
}

/// How the draw ended.
pub(super) enum Ending {
    Drawn {
        seed: Hash32,
        result: Hash32,
        winners: Vec<Named>,
        alternates: Vec<Named>,
        /// Who is asked in which order, where more stages follow the draw.
        outcome: Option<Vec<Named>>,
    },
    Void {
        withheld: Vec<Withheld>,
    },
}

/// A label, and who is behind it where it is opened.
pub(super) struct Named {
    pub label: Label,
    pub registry_id: Option<RegistryId>,
}

/// Checks everything that is there.
pub(super) fn check(bundle: &Bundle, trusted: &Trusted) -> Result<Findings, Stop> {
    let is_void = bundle.has(Void::FILE);
    let drawn_needs = [Notice::FILE, Freeze::FILE, Seed::FILE, DrawResult::FILE];
    let needed = if is_void { &drawn_needs[..2] } else { &drawn_needs[..] };
    let missing: Vec<&str> = needed.iter().copied().filter(|name| !bundle.has(name)).collect();
    if !missing.is_empty() {
        return Err(Stop::Missing(missing));
    }
    let terms = check_terms(bundle)?;
    let number = number::check(bundle, trusted)?;
    let ending = if is_void { check_void(bundle, &terms)? } else { check_drawn(bundle, &terms, number.as_ref())? };
    let reveals = Reveals::of(bundle, &terms)?;
    let unchecked = check_entries(bundle, &reveals)?;
    let quotes = bids::check(bundle, &terms.freeze)?;
    let links = links::check(bundle, &terms.freeze)?;
    let log = proofs::check(bundle, (trusted, &reveals))?;
    let said = bundle.document::<Talks>()?.map(|talks| talks.said().len());
    let absent = absent(bundle, &terms, (is_void, &reveals));
    let draw = terms.notice.draw;
    Ok(Findings { draw, ending, absent, unchecked, quotes, links, said, number, log })
}

/// What was fixed before anything was revealed, and the dice.
struct Terms {
    notice: Notice,
    freeze: Freeze,
    pool: Option<Pool>,
    ceremony: Option<Ceremony>,
}

fn check_terms(bundle: &Bundle) -> Result<Terms, Stop> {
    let notice: Notice = required(bundle)?;
    check_about(bundle, &notice)?;
    let ceremony = ceremony(bundle, &notice)?;
    let freeze: Freeze = required(bundle)?;
    freeze.fits(&notice)?;
    let pool = bundle.document::<Pool>()?;
    pool.as_ref().map_or(Ok(()), |pool| pool.fits(&notice))?;
    Ok(Terms { notice, freeze, pool, ceremony })
}

fn required<D: Document>(bundle: &Bundle) -> Result<D, Stop> {
    bundle.document()?.ok_or_else(|| Stop::Missing(vec![D::FILE]))
}

fn check_about(bundle: &Bundle, notice: &Notice) -> Result<(), Fault> {
    match bundle.get(ABOUT) {
        Some(bytes) if Hash32::of(bytes) != notice.about => {
            let expected = notice.about.to_string();
            Err(Fault::at(ABOUT, 1, Broken::Mismatch { what: "the hash of about.txt", expected }))
        }
        _ => Ok(()),
    }
}

/// ceremony.txt exists exactly when the notice has a ceremony officer.
fn ceremony(bundle: &Bundle, notice: &Notice) -> Result<Option<Ceremony>, Stop> {
    match (notice.has_ceremony(), bundle.has(Ceremony::FILE)) {
        (true, _) => required(bundle).map(Some),
        (false, true) => Err(must_not_exist(Ceremony::FILE, "the notice has no ceremony officer").into()),
        (false, false) => Ok(None),
    }
}

fn must_not_exist(file: &str, because: &'static str) -> Fault {
    Fault::at(file, 1, Broken::MustNotExist { because })
}

fn check_void(bundle: &Bundle, terms: &Terms) -> Result<Ending, Stop> {
    let void: Void = required(bundle)?;
    void.fits(&terms.notice, &terms.freeze)?;
    terms.ceremony.as_ref().map_or(Ok(()), |ceremony| ceremony.fits_void(&terms.notice, &void))?;
    let follows = [Seed::FILE, DrawResult::FILE, Opened::FILE].into_iter().find(|name| bundle.has(name));
    match follows.or_else(|| bundle.names_in(STRIKES).next()) {
        Some(file) => Err(must_not_exist(file, "the draw ended void").into()),
        None => Ok(Ending::Void { withheld: void.withheld }),
    }
}

fn check_drawn(bundle: &Bundle, terms: &Terms, number: Option<&Number>) -> Result<Ending, Stop> {
    let Terms { notice, freeze, pool, ceremony } = terms;
    let seed: Seed = required(bundle)?;
    let recomputed = resolve(notice, freeze, &seed)?;
    ceremony.as_ref().map_or(Ok(()), |ceremony| ceremony.fits_seed(notice, &seed))?;
    let result: DrawResult = required(bundle)?;
    result.matches(&recomputed)?;
    let mut standing = Standing::new(notice, freeze, &result);
    apply_rulings(bundle, &mut standing)?;
    let opened = bundle.document::<Opened>()?;
    opened.as_ref().map_or(Ok(()), |opened| opened.fits(&standing, pool.as_ref()))?;
    let openings = opened.iter().flat_map(Opened::openings);
    let behind: HashMap<&Label, &RegistryId> = openings.map(|opening| (&opening.label, &opening.registry_id)).collect();
    let named = |label: &Label| Named { label: label.clone(), registry_id: behind.get(label).copied().cloned() };
    Ok(Ending::Drawn {
        seed: result.seed(),
        result: result.hash(),
        winners: standing.winners().map(|place| named(&place.label)).collect(),
        alternates: standing.alternates().map(|place| named(&place.label)).collect(),
        outcome: choice::check(bundle, (freeze, notice.mode), (&standing, number))?.map(|labels| labels.iter().map(named).collect()),
    })
}

/// Rulings apply in the order of their numbers, without a gap: one left out would change who stands.
fn apply_rulings(bundle: &Bundle, standing: &mut Standing<'_>) -> Result<(), Fault> {
    let mut number = 1;
    while let Some(bytes) = bundle.get(&Ruling::file(number)) {
        let applied = Ruling::parse(bytes).and_then(|ruling| standing.apply(&ruling));
        applied.map_err(|fault| fault.in_file(&Ruling::file(number)))?;
        number += 1;
    }
    let applied: HashSet<String> = (1..number).map(Ruling::file).collect();
    let expected = Ruling::file(number);
    match bundle.names_in(STRIKES).find(|name| !applied.contains(*name)) {
        Some(stray) => Err(Fault::at(stray, 1, Broken::Mismatch { what: "the name of the next ruling", expected })),
        None => Ok(()),
    }
}

/// With a beacon, the documents by which the parties revealed, which stand in seed.txt, and the instant before which they must have been made.
pub(super) struct Reveals {
    /// By the names of their proofs.
    pub documents: BTreeMap<String, String>,
    pub before: Option<Instant>,
}

impl Reveals {
    fn of(bundle: &Bundle, terms: &Terms) -> Result<Reveals, Fault> {
        let Terms { notice, freeze, .. } = terms;
        let none = Reveals { documents: BTreeMap::new(), before: None };
        let (Some(round), Some(seed)) = (notice.beacon, bundle.document::<Seed>()?) else { return Ok(none) };
        let document = |(who, secret): (Who, Secret)| {
            let name = format!("reveal-{}", who.to_string().replace(':', "-"));
            (name, Reveal { draw: notice.draw.clone(), freeze: freeze.hash(), who, secret }.to_text())
        };
        Ok(Reveals {
            documents: seed.reveals().iter().filter_map(|(who, secret)| Some(document((who.clone(), (*secret)?)))).collect(),
            before: Some(round.time()),
        })
    }
}

/// Every log entry in the bundle must hold the hash of its document. Returns what is there and not checked.
fn check_entries(bundle: &Bundle, reveals: &Reveals) -> Result<Vec<String>, Fault> {
    let mut unchecked = Vec::new();
    for name in bundle.names_in(CHOICE).filter(|name| name.ends_with(".entry")) {
        let document = bundle.get(&format!("{}.txt", name.trim_end_matches(".entry")));
        match document {
            Some(bytes) => check_entry(bundle, name, Hash32::of(bytes)).map_err(|fault| fault.in_file(name))?,
            None => unchecked.push(name.to_owned()),
        }
    }
    for name in bundle.names_in(PROOFS).filter(|name| !proofs::is_proof(name)) {
        let stem = name.strip_suffix(".entry");
        let revealed = |stem: &str| reveals.documents.get(stem.trim_start_matches(PROOFS)).map(String::as_bytes);
        let document = stem.and_then(|stem| bundle.get(&document_of(stem)).or_else(|| revealed(stem)));
        match document {
            Some(bytes) => check_entry(bundle, name, Hash32::of(bytes)).map_err(|fault| fault.in_file(name))?,
            None => unchecked.push(name.to_owned()),
        }
    }
    Ok(unchecked)
}

fn check_entry(bundle: &Bundle, name: &str, expected: Hash32) -> Result<(), Fault> {
    /// The line of an entry that holds its body.
    const BODY: usize = 5;
    let entry = Entry::parse(bundle.get(name).unwrap_or_default())?;
    match entry.body {
        Body::Public(hash) if hash == expected => Ok(()),
        Body::Public(_) => {
            Err(Fault::at(Entry::FILE, BODY, Broken::Mismatch { what: "the hash of the document", expected: expected.to_string() }))
        }
        Body::Salted(_) => Err(Fault::at(Entry::FILE, BODY, Broken::SaltedProof)),
    }
}

/// `proofs/freeze` → `freeze.txt`, `proofs/strike-001` → `strikes/001.txt`.
fn document_of(stem: &str) -> String {
    let stem = stem.strip_prefix(PROOFS).unwrap_or(stem);
    match stem.strip_prefix("strike-") {
        Some(number) => format!("{STRIKES}{number}.txt"),
        None => format!("{stem}.txt"),
    }
}

/// `freeze.txt` → `proofs/freeze.entry`, `strikes/001.txt` → `proofs/strike-001.entry`.
fn entry_of(document: &str) -> String {
    let stem = document.trim_end_matches(".txt");
    match stem.strip_prefix(STRIKES) {
        Some(number) => format!("{PROOFS}strike-{number}.entry"),
        None if stem.starts_with(CHOICE) => format!("{stem}.entry"),
        None => format!("{PROOFS}{stem}.entry"),
    }
}

/// What has no entry of its own in the log: proofs, what others cover by their hashes, and the bundle within, which is checked by itself.
fn unproven(name: &str) -> bool {
    name == "committee.txt" || [PROOFS, RELEASES, ENTRIES, LINKS, NUMBER].iter().any(|folder| name.starts_with(folder))
}

fn absent(bundle: &Bundle, Terms { notice, freeze, pool, .. }: &Terms, (is_void, reveals): (bool, &Reveals)) -> Vec<String> {
    // Labels that stand in the list themselves hide nobody, and have nothing to open.
    let blind = pool.as_ref().is_none_or(|pool| !entries::are_open(freeze, pool));
    let expected = |name: &&str| match *name {
        "about.txt" => true,
        "pool.txt" => notice.pool != PoolRule::Open,
        "opened.txt" => !is_void && blind,
        _ => false,
    };
    let outcome = (bundle.has(Inputs::FILE) && !bundle.has(Outcome::FILE)).then_some(Outcome::FILE);
    let documents = DOCUMENTS.iter().copied().filter(expected).filter(|name| !bundle.has(name)).chain(outcome).map(str::to_owned);
    if bundle.names_in(PROOFS).next().is_none() {
        return documents.chain([PROOFS.to_owned()]).collect();
    }
    let present = bundle.all().map(|(name, _)| name).filter(|name| !unproven(name) && name.ends_with(".txt"));
    let revealed = reveals.documents.keys().map(|name| format!("{PROOFS}{name}.entry"));
    documents.chain(present.map(entry_of).chain(revealed).filter(|name| !bundle.has(name))).collect()
}
