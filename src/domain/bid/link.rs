//! What a pseudonym stands for, sealed to the committee's `map` keys until the reveal: so that opening entries opens no identity, and nobody who reads
//! the market's rows, not even who runs it, can tell whose a card or a proposal is.
//!
//! A link is sealed as an entry is, under the draw label of its sign-up, as the object `link`; the shares go to the `map` keys. It lies beside the
//! sign-up, which is known anyway, and nothing lies beside the pseudonym: no place, no time and no number of rows tells which is whose.
//! sealed-links.txt, logged before anybody chooses or reviews, names every link by the hash of its envelope; links.txt, after the reveal, says what they
//! held. Both are kept by who seals and opens links, whatever the pseudonyms are for.

use std::collections::BTreeSet;
use std::fmt;

use super::committee::Committee;
use super::envelope::Sealed;
use super::open::{Opened, Shut, Spoil, open};
use super::release::Keyring;
use super::seal::{Sealing, seal};
use super::words::{Object, commitment};
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::words::ProjectNumber;
use crate::domain::draw::{Broken, Fault, Hash32, Label};
use crate::domain::hash::Secret;

/// How the line of about.txt begins that says after which act of the log names are opened; it stands before that of the committee.
const NAMES_AFTER: &str = "names-after ";

/// That line, for this kind of act.
pub fn names_after_line(kind: &str) -> String {
    format!("{NAMES_AFTER}{kind}")
}

/// The kind of act after which names are opened by this about.txt; `None` for one that was written when there was but one kind.
pub fn names_after(about: &str) -> Option<&str> {
    about.lines().rev().nth(1).and_then(|line| line.strip_prefix(NAMES_AFTER))
}

/// The plaintext of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub project: ProjectNumber,
    /// The draw label of the sign-up.
    pub label: Label,
    /// `p-` and 40 digits.
    pub pseudonym: Label,
}

impl Link {
    /// Seals it to the `map` keys of a committee.
    ///
    /// # Errors
    /// `None` where the committee has no such keys.
    pub fn seal(&self, committee: &Committee, sealing: Sealing) -> Option<Sealed> {
        seal(committee, (&self.label, Object::Link), self.to_text().as_bytes(), sealing).map(|(sealed, _)| sealed)
    }
}

impl Document for Link {
    const FILE: &'static str = "link.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("bid/v1 link")?;
        Ok(Link { project: lines.value("project")?, label: lines.value("label")?, pseudonym: lines.value("pseudonym")? })
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bid/v1 link\nproject {}\nlabel {}\npseudonym {}\n", self.project, self.label, self.pseudonym)
    }
}

/// sealed-links.txt: which links there are, before anybody chooses among them. It tells nothing of what they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedLinks {
    pub project: ProjectNumber,
    /// Hash of committee.txt.
    pub committee: Hash32,
    /// Draw label and hash of the envelope, in the order of the labels.
    pub links: Vec<(Label, Hash32)>,
}

impl Document for SealedLinks {
    const FILE: &'static str = "sealed-links.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("bid/v1 sealed-links")?;
        let (project, committee) = (lines.value("project")?, lines.value("committee")?);
        let mut links: Vec<(Label, Hash32)> = Vec::new();
        while lines.follows("link") {
            let [label, envelope] = lines.words("link", "<label> <sha256 of the envelope>")?;
            let label = lines.field("label", label)?;
            rising(lines, links.last().map(|(before, _)| before), &label)?;
            links.push((label, lines.field("sha256", envelope)?));
        }
        Ok(SealedLinks { project, committee, links })
    }
}

impl fmt::Display for SealedLinks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "bid/v1 sealed-links\nproject {}\ncommittee {}", self.project, self.committee)?;
        self.links.iter().try_for_each(|(label, envelope)| writeln!(f, "link {label} {envelope}"))
    }
}

fn rising(lines: &Lines<'_>, before: Option<&Label>, label: &Label) -> Result<(), Fault> {
    let rises = before.is_none_or(|before| before < label);
    if rises { Ok(()) } else { Err(lines.fault(Broken::NotAscending { what: "labels" })) }
}

/// A link as the reveal publishes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedLink {
    /// The draw label of the sign-up.
    pub label: Label,
    /// With it anybody can check the commitment of the envelope.
    pub salt: Secret,
    pub pseudonym: Label,
}

/// links.txt: what every link held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    pub project: ProjectNumber,
    /// Hash of sealed-links.txt.
    pub sealed: Hash32,
    /// In the order of the labels.
    pub links: Vec<OpenedLink>,
}

/// Lines before the first link.
const HEAD: usize = 3;

impl Links {
    /// Opens links with released `map` keys; they come in the order of sealed-links.txt.
    ///
    /// # Errors
    /// Why the first one does not open that does not. The market seals links itself, so none is ever the fault of an agency.
    pub fn open(committee: &Committee, keys: &Keyring, (sealed, envelopes): (&SealedLinks, &[Sealed])) -> Result<Links, Shut> {
        let links = envelopes.iter().map(|one| opened(committee, keys, one)).collect::<Result<_, _>>()?;
        Ok(Links { project: committee.project().clone(), sealed: sealed.hash(), links })
    }

    /// What a pseudonym stands for.
    pub fn behind(&self, pseudonym: &Label) -> Option<&Label> {
        self.links.iter().find(|link| link.pseudonym == *pseudonym).map(|link| &link.label)
    }

    /// The pseudonym of a label.
    pub fn pseudonym(&self, label: &Label) -> Option<&Label> {
        self.links.iter().find(|link| link.label == *label).map(|link| &link.pseudonym)
    }

    fn check(&self) -> Result<(), Fault> {
        let mut seen = BTreeSet::new();
        let twice = self.links.iter().position(|link| !seen.insert(&link.pseudonym));
        twice.map_or(Ok(()), |at| Err(Fault::at(Self::FILE, HEAD + 1 + at, Broken::Twice { what: "a pseudonym" })))
    }
}

fn opened(committee: &Committee, keys: &Keyring, sealed: &Sealed) -> Result<OpenedLink, Shut> {
    let Opened { salt, plaintext } = open(committee, keys, sealed)?;
    let link = std::str::from_utf8(&plaintext).ok().and_then(|text| Link::parse(text).ok()).ok_or(Shut::Spoiled(Spoil::Grammar))?;
    if link.project != sealed.envelope.project || link.label != sealed.envelope.label {
        return Err(Shut::Spoiled(Spoil::Elsewhere));
    }
    Ok(OpenedLink { label: link.label, salt, pseudonym: link.pseudonym })
}

impl OpenedLink {
    /// Whether an envelope is committed to exactly this link.
    pub fn is_of(&self, sealed: &Sealed) -> bool {
        let envelope = &sealed.envelope;
        let link = Link { project: envelope.project.clone(), label: self.label.clone(), pseudonym: self.pseudonym.clone() };
        let place = (envelope.project.as_str(), &envelope.label, envelope.object);
        commitment(place, &self.salt, link.to_text().as_bytes()) == envelope.commit
    }
}

impl Document for Links {
    const FILE: &'static str = "links.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("bid/v1 links")?;
        let (project, sealed) = (lines.value("project")?, lines.value("sealed")?);
        let mut links: Vec<OpenedLink> = Vec::new();
        while lines.follows("link") {
            let [label, salt, pseudonym] = lines.words("link", "<label> <salt> <pseudonym>")?;
            let label = lines.field("label", label)?;
            rising(lines, links.last().map(|before| &before.label), &label)?;
            links.push(OpenedLink { label, salt: lines.field("salt", salt)?, pseudonym: lines.field("pseudonym", pseudonym)? });
        }
        lines.finish()?;
        let links = Links { project, sealed, links };
        links.check()?;
        Ok(links)
    }
}

impl fmt::Display for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "bid/v1 links\nproject {}\nsealed {}", self.project, self.sealed)?;
        self.links.iter().try_for_each(|OpenedLink { label, salt, pseudonym }| writeln!(f, "link {label} {salt} {pseudonym}"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::committee::Seat;
    use super::super::hpke::PrivateKey;
    use super::super::release::Release;
    use super::super::words::{Member, Purpose};
    use super::*;

    fn key(n: u8) -> PrivateKey {
        PrivateKey::derive(&[n; 32])
    }

    fn committee(map: bool) -> Committee {
        let officer = Member::Officer(crate::domain::draw::OfficerId::parse("witness").unwrap());
        let seat = |member, n| Seat { member, entry: key(n).public(), map: map.then(|| key(n + 10).public()) };
        Committee::new(ProjectNumber::parse("p1").unwrap(), 2, vec![seat(Member::Platform, 1), seat(officer, 2)]).unwrap()
    }

    fn keyring(committee: &Committee, purpose: Purpose) -> Keyring {
        let shift = if purpose == Purpose::Map { 10 } else { 0 };
        let release = |(n, seat): (u8, &Seat)| Release {
            project: committee.project().clone(),
            committee: committee.hash(),
            member: seat.member.clone(),
            purpose,
            key: key(n + shift),
        };
        let releases: Vec<Release> = (1..).zip(committee.seats()).map(release).collect();
        Keyring::of(committee, purpose, &releases)
    }

    fn sealing(committee: &Committee) -> Sealing {
        let pieces = (0..Sealing::pieces(committee)).map(|n| [u8::try_from(n).unwrap() + 77; 32]).collect();
        Sealing::new(committee, pieces).unwrap()
    }

    fn link(n: u8) -> Link {
        let pseudonym = Label::pseudonym(&Secret([n; 32])).unwrap();
        Link { project: ProjectNumber::parse("p1").unwrap(), label: Label::parse(&format!("b-{n}")).unwrap(), pseudonym }
    }

    #[test]
    fn links_open_with_map_keys_alone_and_say_what_was_sealed() {
        let committee = committee(true);
        let sealed: Vec<Sealed> = [3, 7].map(|n| link(n).seal(&committee, sealing(&committee)).unwrap()).into();
        let listed = sealed.iter().map(|one| (one.envelope.label.clone(), one.envelope.hash())).collect();
        let list = SealedLinks { project: committee.project().clone(), committee: committee.hash(), links: listed };
        assert_eq!(SealedLinks::parse(list.to_text()), Ok(list.clone()));
        let keys = keyring(&committee, Purpose::Map);
        let links = Links::open(&committee, &keys, (&list, &sealed)).unwrap();
        assert_eq!(links.behind(&link(7).pseudonym), Some(&link(7).label));
        assert_eq!(links.pseudonym(&link(3).label), Some(&link(3).pseudonym));
        assert_eq!(Links::parse(links.to_text()), Ok(links.clone()));
        assert!(links.links[0].is_of(&sealed[0]) && !links.links[0].is_of(&sealed[1]));
        let entry = keyring(&committee, Purpose::Entry);
        assert!(Links::open(&committee, &entry, (&list, &sealed)).is_err(), "the keys of the opening open no identity");
        assert!(!format!("{}{list}", sealed[0].envelope).contains("p-"), "nothing outside tells what is inside");
    }

    #[test]
    fn without_map_keys_nothing_is_sealed_and_two_labels_of_one_pseudonym_are_refused() {
        let without = committee(false);
        assert!(link(3).seal(&without, sealing(&without)).is_none());
        let twice = format!(
            "bid/v1 links\nproject p1\nsealed {}\nlink b-1 {} {}\nlink b-2 {} {}\n",
            Hash32::of(""),
            Secret([1; 32]),
            link(3).pseudonym,
            Secret([1; 32]),
            link(3).pseudonym
        );
        let fault = Links::parse(twice).unwrap_err().to_string();
        assert!(fault.contains("links.txt") && fault.contains('5'), "{fault}");
    }
}
