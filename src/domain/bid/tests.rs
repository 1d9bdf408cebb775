//! What holds for every sealed entry, and that every single fault is found and named.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::domain::draw::words::ProjectNumber;
use crate::domain::draw::{Document, Hash32, Label, OfficerId, Secret};

/// A committee, its private keys and a label to seal under.
pub(super) struct World {
    pub committee: Committee,
    pub keys: Vec<(Member, PrivateKey)>,
    pub label: Label,
}

impl World {
    pub fn new(members: u8, threshold: usize) -> World {
        let member = |at: u8| if at == 0 { Member::Platform } else { Member::Officer(OfficerId::parse(&format!("o{at}")).unwrap()) };
        let keys: Vec<(Member, PrivateKey)> = (0..members).map(|at| (member(at), PrivateKey::derive(&[at + 1; 32]))).collect();
        let seat = |(member, key): &(Member, PrivateKey)| Seat { member: member.clone(), entry: key.public(), map: None };
        let project = ProjectNumber::parse("MX-2026-000001").unwrap();
        let committee = Committee::new(project, threshold, keys.iter().map(seat).collect()).unwrap();
        World { committee, keys, label: Label::parse("b-0123").unwrap() }
    }

    fn sealing(&self, seed: u8) -> Sealing {
        let piece = |at: usize| Hash32::of([seed, u8::try_from(at).unwrap()]).0;
        Sealing::new(&self.committee, (0..Sealing::pieces(&self.committee)).map(piece).collect()).unwrap()
    }

    fn entry(&self) -> Entry {
        let file = Attached { sha256: Hash32::of("file"), size: 9, name: entry::FileName::of("方案 (1).pdf").unwrap() };
        let project = self.committee.project().clone();
        Entry { project, label: self.label.clone(), quote: Quote::Amount(9_800_000), days: Some(30), files: vec![file] }
    }

    fn seal(&self, plaintext: &str) -> (Sealed, Private) {
        seal(&self.committee, (&self.label, Object::Entry), plaintext.as_bytes(), self.sealing(7)).unwrap()
    }

    fn releases(&self) -> Vec<Release> {
        let release = |(member, key): &(Member, PrivateKey)| Release {
            project: self.committee.project().clone(),
            committee: self.committee.hash(),
            member: member.clone(),
            purpose: Purpose::Entry,
            key: key.clone(),
        };
        self.keys.iter().map(release).collect()
    }

    fn open(&self, sealed: &Sealed) -> Result<Entry, Shut> {
        let opened = open(&self.committee, &Keyring::new(&self.committee, &self.releases()), sealed)?;
        opened.entry(sealed).map_err(Shut::Spoiled)
    }

    /// Opens after this was done to the envelope, which keeps naming its payload.
    fn after(&self, change: impl Fn(&mut Sealed)) -> Result<Entry, Shut> {
        let (mut sealed, _) = self.seal(&self.entry().to_text());
        change(&mut sealed);
        sealed.envelope.payload = Hash32::of(&sealed.payload);
        self.open(&sealed)
    }
}

#[test]
fn what_is_sealed_opens_whoever_can_open_together() {
    for (members, threshold) in [(2, 1), (2, 2), (3, 2), (4, 3), (5, 5)] {
        let world = World::new(members, threshold);
        let (sealed, private) = world.seal(&world.entry().to_text());
        assert_eq!(sealed.fits(&world.committee, &world.label, Object::Entry), Ok(()));
        assert_eq!(world.open(&sealed), Ok(world.entry()), "{threshold} of {members}");
        assert_eq!(Sealed::parse(&sealed.to_text()), Ok(sealed.clone()));
        assert_eq!(Sealed::parse(&sealed.to_text().replace('\n', "\r\n")), Ok(sealed.clone()));
        assert_eq!(cure(&private, &sealed).unwrap().unwrap().salt, private.salt);
        assert_eq!(sealed.payload.len(), 4096 + 16);
    }
}

#[test]
fn too_few_released_keys_are_the_fault_of_who_is_silent() {
    let world = World::new(3, 2);
    let (sealed, _) = world.seal(&world.entry().to_text());
    let releases = world.releases();
    let open_with = |releases: &[Release]| open(&world.committee, &Keyring::new(&world.committee, releases), &sealed);
    for two in [[0, 1], [0, 2], [1, 2]] {
        assert!(open_with(&two.map(|at| releases[at].clone())).is_ok(), "{two:?}");
    }
    assert_eq!(open_with(&releases[..1]), Err(Shut::Missing(world.keys[1].0.clone())));
    // A key that is not the committee's, or released for another committee, is none.
    let mut wrong = releases[1].clone();
    wrong.key = PrivateKey::derive(&[99; 32]);
    assert_eq!(open_with(&[releases[0].clone(), wrong]), Err(Shut::Missing(world.keys[1].0.clone())));
    let mut elsewhere = releases[1].clone();
    elsewhere.committee = Hash32::of("another");
    assert_eq!(open_with(&[releases[0].clone(), elsewhere]), Err(Shut::Missing(world.keys[1].0.clone())));
}

#[test]
fn every_fault_of_who_sealed_is_named() {
    let world = World::new(3, 2);
    let spoiled = |why| Err(Shut::Spoiled(why));
    assert_eq!(world.after(|_| {}), Ok(world.entry()));
    for share in 0..6 {
        assert_eq!(world.after(|sealed| sealed.envelope.shares[share].sealed.ciphertext[0] ^= 1), spoiled(Spoil::Share));
        assert_eq!(world.after(|sealed| sealed.envelope.shares[share].sealed.enc[64] ^= 1), spoiled(Spoil::Share));
    }
    assert_eq!(world.after(|sealed| sealed.payload[100] ^= 1), spoiled(Spoil::Payload));
    assert_eq!(world.after(|sealed| sealed.envelope.commit.0[0] ^= 1), spoiled(Spoil::Share));
    let other = Entry { label: Label::parse("b-4567").unwrap(), ..world.entry() };
    assert_eq!(world.open(&world.seal(&other.to_text()).0), spoiled(Spoil::Elsewhere));
    for text in ["", "hello", "bid/v1 entry\nproject MX-2026-000001\nlabel b-0123\nquote amount-fen 1.5\ndays 3\n"] {
        assert_eq!(world.open(&world.seal(text).0), spoiled(Spoil::Grammar), "{text}");
    }
}

#[test]
fn subsets_with_different_keys_and_false_commitments_are_spoiled() {
    let world = World::new(3, 2);
    let (mut sealed, _) = world.seal(&world.entry().to_text());
    // The shares of the last subset are of another key, sealed as they should be.
    let aad = sealed.envelope.commit.to_string();
    for at in 4..6 {
        let share = sealed.envelope.shares[at].clone();
        let info = sealed.envelope.share_info(&share.subset, &share.member);
        let to = world.committee.key(&share.member, Purpose::Entry).unwrap();
        sealed.envelope.shares[at].sealed = hpke::seal32(to, &[at as u8; 32], (info.as_bytes(), aad.as_bytes()), &[3; 32]).unwrap();
    }
    assert_eq!(world.open(&sealed), Err(Shut::Spoiled(Spoil::Keys)));
    // Everything opens, and the commitment is to something else: sealed by a program that lies about C.
    let (lying, private) =
        seal::seal_committed(&world.committee, (&world.label, Object::Entry), (Hash32::of("a lie"), b"x".as_slice()), world.sealing(9))
            .unwrap();
    assert_eq!(world.open(&lying), Err(Shut::Spoiled(Spoil::Commitment)));
    assert_eq!(cure(&private, &lying), Err(Spoil::Commitment));
}

#[test]
fn a_cure_is_the_salt_and_the_key_it_was_sealed_with() {
    let world = World::new(2, 2);
    let (sealed, private) = world.seal(&world.entry().to_text());
    let wrong_key = Private { key: Secret([1; 32]), ..private };
    let wrong_salt = Private { salt: Secret([1; 32]), ..private };
    assert_eq!(cure(&wrong_key, &sealed), Ok(None));
    assert_eq!(cure(&wrong_salt, &sealed), Ok(None));
    assert!(cure(&private, &sealed).unwrap().is_some());
}

#[test]
fn an_envelope_for_another_place_is_not_taken() {
    let (world, other) = (World::new(2, 2), World::new(3, 2));
    let (sealed, _) = world.seal("x");
    let label = Label::parse("b-4567").unwrap();
    assert_eq!(sealed.fits(&world.committee, &label, Object::Entry), Err(Misfit::Elsewhere));
    assert_eq!(sealed.fits(&world.committee, &world.label, Object::File(1)), Err(Misfit::Elsewhere));
    assert_eq!(sealed.fits(&other.committee, &world.label, Object::Entry), Err(Misfit::Committee));
    let mut short = sealed.clone();
    short.payload.truncate(100);
    assert_eq!(short.fits(&world.committee, &world.label, Object::Entry), Err(Misfit::Payload));
    (short.envelope.payload, short.envelope.bytes) = (Hash32::of(&short.payload), 100);
    assert_eq!(short.fits(&world.committee, &world.label, Object::Entry), Err(Misfit::Payload));
}

#[test]
fn the_documents_are_written_as_the_protocol_has_them() {
    let world = World::new(2, 2);
    let text = world.entry().to_text();
    let name = "%E6%96%B9%E6%A1%88%20%281%29.pdf";
    let file = format!("file {} 9 {name}\n", Hash32::of("file"));
    assert_eq!(text, format!("bid/v1 entry\nproject MX-2026-000001\nlabel b-0123\nquote amount-fen 9800000\ndays 30\n{file}"));
    assert!(Entry::parse(text.replace("%E6", "%e6")).is_err(), "upper-case digits alone");
    assert!(Entry::parse(text.replace(".pdf", "%2Epdf")).is_err(), "what needs no encoding has none");
    let head = "bid/v1 committee\nproject MX-2026-000001\nthreshold 2\nmember platform entry 04";
    assert!(world.committee.to_text().starts_with(head));
    let subsets: Vec<String> = World::new(3, 2).committee.subsets().iter().map(ToString::to_string).collect();
    assert_eq!(subsets, ["officer:o1+officer:o2", "platform+officer:o1", "platform+officer:o2"]);
}

#[test]
fn a_pseudonym_is_no_draw_label() {
    let pseudonym = Label::pseudonym(&Secret([0xab; 32])).unwrap();
    assert_eq!(pseudonym.as_str(), format!("p-{}", "ab".repeat(20)));
}

#[test]
fn an_opening_says_the_same_as_its_states() {
    let world = World::new(2, 2);
    let label = |n: u8| Label::parse(&format!("b-{n}")).unwrap();
    let (project, committee) = (world.committee.project().clone(), world.committee.hash());
    let states = vec![(label(1), State::Opened), (label(2), State::Spoiled(Spoil::Keys)), (label(3), State::Missing(Member::Platform))];
    let states = States { project: project.clone(), committee, states };
    assert_eq!(States::parse(states.to_text()), Ok(states.clone()));
    assert!(States::parse(states.to_text().replace("b-3", "b-0")).is_err(), "labels rise");
    let entry = Entry { label: label(1), ..world.entry() };
    let line = |n, what| Line { label: label(n), commit: Hash32::of([n]), envelope: Hash32::of([n, n]), what };
    let found = [What::Opened(Secret([5; 32]), entry), What::Spoiled(Spoil::Keys), What::Missing(Member::Platform)];
    let lines = (1..).zip(found).map(|(n, what)| line(n, what)).collect();
    let opening = Opening { project, committee, states: states.hash(), lines };
    assert_eq!(Opening::parse(opening.to_text()), Ok(opening));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn one_changed_byte_never_opens_as_something_else(at in any::<prop::sample::Index>(), flip in 1..=255_u8, in_payload in any::<bool>()) {
        let world = World::new(2, 2);
        let (sealed, _) = world.seal(&world.entry().to_text());
        let mut changed = sealed.clone();
        if in_payload {
            let at = at.index(changed.payload.len());
            changed.payload[at] ^= flip;
        } else {
            let mut text = sealed.envelope.to_text().into_bytes();
            let at = at.index(text.len());
            text[at] ^= flip;
            match Envelope::parse(&text) {
                Ok(envelope) => { prop_assert_eq!(envelope.to_text().into_bytes(), text); changed.envelope = envelope }
                Err(_) => return Ok(()),
            }
        }
        let taken = changed.fits(&world.committee, &world.label, Object::Entry).is_ok();
        prop_assert!(!taken || world.open(&changed).is_err());
    }

    #[test]
    fn any_plaintext_comes_back(plain in vec(any::<u8>(), 0..9000), file in any::<bool>()) {
        let world = World::new(2, 2);
        let object = if file { Object::File(3) } else { Object::Entry };
        let (sealed, private) = seal(&world.committee, (&world.label, object), &plain, world.sealing(1)).unwrap();
        prop_assert_eq!((sealed.payload.len() - 16) % object.block(), 0);
        let opened = open(&world.committee, &Keyring::new(&world.committee, &world.releases()), &sealed).unwrap();
        prop_assert_eq!(opened, Opened { salt: private.salt, plaintext: plain });
    }

    #[test]
    fn nothing_is_read_loosely(lines in vec("(bid/v1 )?[a-z-]{1,9}( [ -~]{0,70})?", 0..8)) {
        let text = lines.join("\n") + "\n";
        prop_assert!(Committee::parse(&text).is_err() && Envelope::parse(&text).is_err());
        for read in [Entry::parse(&text).map(|one| one.to_text()), States::parse(&text).map(|one| one.to_text()), Opening::parse(&text).map(|one| one.to_text())] {
            prop_assert!(read.is_err() || read == Ok(text.clone()));
        }
    }
}
