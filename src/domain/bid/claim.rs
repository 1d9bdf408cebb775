//! By what an agency shows that it may seal under a pseudonym. The market keeps no link between the two that it could read, so it cannot look up whose
//! an entry is: the first entry brings the pass that came with the fresh pseudonym, and whoever replaces or withdraws an entry shows the salt of the one
//! that stands.

use std::fmt;

use super::envelope::Envelope;
use super::sheet::PrivateFile;
use super::words::{Object, commitment_to};
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::{Fault, Hash32, Label, Secret};

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// What the market gave with the pseudonym; it is worth nothing for another sign-up.
    Pass(Secret),
    /// Salt and hash of the plaintext of the entry that stands.
    Before { salt: Secret, plaintext: Hash32 },
}

/// A claim to a pseudonym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub pseudonym: Label,
    pub shown: Shown,
}

impl Claim {
    /// The claim of whoever kept the private file of the entry that stands; `None` for a file that is none.
    pub fn kept(file: &PrivateFile) -> Option<Claim> {
        let shown = Shown::Before { salt: Secret::parse(&file.salt)?, plaintext: Hash32::of(&file.plaintext) };
        Some(Claim { pseudonym: Label::parse(&file.label).filter(Label::is_pseudonym)?, shown })
    }

    /// A claim as text, or the private file by which one is made.
    pub fn of(text: &str) -> Option<Claim> {
        let text = text.trim().replace("\r\n", "\n");
        match serde_json::from_str::<PrivateFile>(&text) {
            Ok(file) => Claim::kept(&file),
            Err(_) => Claim::parse(format!("{text}\n")).ok(),
        }
    }

    /// Whether it shows salt and plaintext of this envelope.
    pub fn is_of(&self, envelope: &Envelope) -> bool {
        let Shown::Before { salt, plaintext } = &self.shown else { return false };
        let place = (envelope.project.as_str(), &self.pseudonym, Object::Entry);
        envelope.label == self.pseudonym && commitment_to(place, salt, plaintext) == envelope.commit
    }
}

impl Document for Claim {
    const FILE: &'static str = "claim.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("bid/v1 claim")?;
        let pseudonym = lines.value("label")?;
        let shown = if lines.follows("pass") {
            Shown::Pass(lines.value("pass")?)
        } else {
            let [salt, plaintext] = lines.words("before", "<salt> <sha256 of the plaintext>")?;
            Shown::Before { salt: lines.field("salt", salt)?, plaintext: lines.field("sha256", plaintext)? }
        };
        Ok(Claim { pseudonym, shown })
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "bid/v1 claim\nlabel {}", self.pseudonym)?;
        match &self.shown {
            Shown::Pass(pass) => writeln!(f, "pass {pass}"),
            Shown::Before { salt, plaintext } => writeln!(f, "before {salt} {plaintext}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::committee::{Committee, Seat};
    use super::super::hpke::PrivateKey;
    use super::super::seal::{Sealing, seal};
    use super::super::words::Member;
    use super::*;
    use crate::domain::draw::words::ProjectNumber;

    #[test]
    fn the_entry_that_stands_is_claimed_by_its_salt_and_by_nothing_else() {
        let officer = Member::Officer(crate::domain::draw::OfficerId::parse("witness").unwrap());
        let seat = |member, n| Seat { member, entry: PrivateKey::derive(&[n; 32]).public(), map: None };
        let seats = vec![seat(Member::Platform, 1), seat(officer, 2)];
        let committee = Committee::new(ProjectNumber::parse("p1").unwrap(), 2, seats).unwrap();
        let pseudonym = Label::pseudonym(&Secret([7; 32])).unwrap();
        let pieces = (1..=u8::try_from(Sealing::pieces(&committee)).unwrap()).map(|n| [n; 32]).collect();
        let (sealed, private) = seal(&committee, (&pseudonym, Object::Entry), b"quote", Sealing::new(&committee, pieces).unwrap()).unwrap();
        let claim = |salt, plaintext: &str| {
            let shown = Shown::Before { salt, plaintext: Hash32::of(plaintext) };
            Claim { pseudonym: pseudonym.clone(), shown }
        };
        let own = claim(private.salt, "quote");
        assert!(own.is_of(&sealed.envelope));
        assert!(!claim(private.salt, "another").is_of(&sealed.envelope) && !claim(private.key, "quote").is_of(&sealed.envelope));
        let pass = Claim { shown: Shown::Pass(private.salt), ..own.clone() };
        assert!(!pass.is_of(&sealed.envelope), "a pass is no proof of an entry that stands");
        for one in [&own, &pass] {
            assert_eq!(Claim::of(&one.to_text()).as_ref(), Some(one));
        }
        let file = PrivateFile {
            format: PrivateFile::FORMAT.into(),
            project: "p1".into(),
            label: pseudonym.to_string(),
            envelope: sealed.envelope.hash().to_string(),
            salt: private.salt.to_string(),
            key: private.key.to_string(),
            plaintext: "quote".into(),
        };
        assert_eq!(Claim::of(&serde_json::to_string(&file).unwrap()), Some(own));
        assert_eq!(Claim::of("bid/v1 claim\nlabel p-1\n"), None);
    }
}
