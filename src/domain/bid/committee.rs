//! committee.txt: who can open together, with the keys made for this project alone.

use std::collections::BTreeSet;
use std::fmt;

use super::hpke::PublicKey;
use super::words::{Member, Purpose, Subset};
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::words::ProjectNumber;
use crate::domain::draw::{Broken, Fault};

/// Lines before the first member.
const HEAD: usize = 3;
/// With more members the subsets would no longer fit an envelope.
const MOST_MEMBERS: usize = 8;

/// One member with its public keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub member: Member,
    /// What entries are sealed to.
    pub entry: PublicKey,
    /// What links between pseudonyms and sign-ups are sealed to, where a review or a blind choice follows.
    pub map: Option<PublicKey>,
}

/// The opening committee of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committee {
    project: ProjectNumber,
    threshold: usize,
    seats: Vec<Seat>,
}

impl Committee {
    /// A committee of which `threshold` members open together.
    ///
    /// # Errors
    /// The first rule broken: a threshold that nobody or too many would meet, a member twice, `map` keys of some only.
    pub fn new(project: ProjectNumber, threshold: usize, seats: Vec<Seat>) -> Result<Committee, Fault> {
        let committee = Committee { project, threshold, seats };
        committee.check()?;
        Ok(committee)
    }

    fn check(&self) -> Result<(), Fault> {
        let fault = |line, broken| Err(Fault::at(Self::FILE, line, broken));
        let counts = (2..=MOST_MEMBERS).contains(&self.seats.len()) && (1..=self.seats.len()).contains(&self.threshold);
        if !counts {
            let grammar = format!("at least 1 and at most the number of members, of which there are 2 to {MOST_MEMBERS}");
            return fault(HEAD, Broken::Grammar { field: "threshold", grammar });
        }
        let mut seen = BTreeSet::new();
        let mut line = HEAD;
        for seat in &self.seats {
            line += 1;
            if !seen.insert(&seat.member) {
                return fault(line, Broken::Twice { what: "a member" });
            }
            if seat.map.is_some() != self.seats[0].map.is_some() {
                return fault(line, Broken::Line { expected: "member <id> map <public key>, of all members or of none".to_owned() });
            }
            line += usize::from(seat.map.is_some());
        }
        Ok(())
    }

    /// The project whose entries are sealed to it.
    pub fn project(&self) -> &ProjectNumber {
        &self.project
    }

    /// How many members open together.
    pub fn threshold(&self) -> usize {
        self.threshold
    }

    /// The members in order.
    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }

    /// The public key of a member for a purpose.
    pub fn key(&self, member: &Member, purpose: Purpose) -> Option<&PublicKey> {
        let seat = self.seats.iter().find(|seat| seat.member == *member)?;
        match purpose {
            Purpose::Entry => Some(&seat.entry),
            Purpose::Map => seat.map.as_ref(),
        }
    }

    /// Whether this about.txt, the notice for people, names it in its last line.
    pub fn is_named_by(&self, about: &str) -> bool {
        about.strip_suffix(&self.about_line()).is_some_and(|before| before.ends_with('\n'))
    }

    /// The last line of about.txt.
    pub fn about_line(&self) -> String {
        format!("committee {}\n", self.hash())
    }

    /// Every set of members that can open together, in ascending order of its text.
    pub fn subsets(&self) -> Vec<Subset> {
        let chosen = |bits: &u32| bits.count_ones() as usize == self.threshold;
        let of = |bits: u32| {
            let members = self.seats.iter().enumerate().filter(|(index, _)| bits & (1 << index) != 0);
            Subset(members.map(|(_, seat)| seat.member.clone()).collect())
        };
        let mut subsets: Vec<Subset> = (1..1_u32 << self.seats.len()).filter(chosen).map(of).collect();
        subsets.sort_by_cached_key(ToString::to_string);
        subsets
    }
}

impl Document for Committee {
    const FILE: &'static str = "committee.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("bid/v1 committee")?;
        let (project, threshold): (_, u64) = (lines.value("project")?, lines.value("threshold")?);
        let mut seats: Vec<Seat> = Vec::new();
        while seats.is_empty() || lines.follows("member") {
            let [member, purpose, key] = lines.words("member", "<id> <purpose> <public key>")?;
            let (member, key) = (lines.field("member", member)?, lines.field("public key", key)?);
            match (lines.field("purpose", purpose)?, seats.last_mut()) {
                (Purpose::Entry, _) => seats.push(Seat { member, entry: key, map: None }),
                (Purpose::Map, Some(last)) if last.member == member && last.map.is_none() => last.map = Some(key),
                (Purpose::Map, _) => return Err(lines.fault(Broken::Line { expected: "member <id> entry <public key>".to_owned() })),
            }
        }
        lines.finish()?;
        Committee::new(project, usize::try_from(threshold).unwrap_or(usize::MAX), seats)
    }
}

impl fmt::Display for Committee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "bid/v1 committee\nproject {}\nthreshold {}", self.project, self.threshold)?;
        for seat in &self.seats {
            writeln!(f, "member {} entry {}", seat.member, seat.entry)?;
            if let Some(key) = &seat.map {
                writeln!(f, "member {} map {key}", seat.member)?;
            }
        }
        Ok(())
    }
}
