//! How fast sealed quotes are opened, against the bare HPKE of the same shares in the same run.
//!
//! `cargo bench --bench opening`. A thousand quotes sealed to two members are opened and ranked in at most 3 s of one core, and in at most 1.5 times what opening
//! their two thousand shares alone takes.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench answers on the terminal, and ends where an expectation does not hold"
)]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::{DhP256HkdfSha256, Kem};
use hpke::{Deserializable, OpModeR, single_shot_open};
use mingxuan::domain::bid::{
    Committee, Entry, Keyring, Member, Object, PrivateKey, Purpose, Quote, Release, Sealed, Sealing, Seat, open, seal,
};
use mingxuan::domain::draw::words::ProjectNumber;
use mingxuan::domain::draw::{Document, DrawId, Hash32, Label, OfficerId, Status};
use mingxuan::domain::method::inputs::Given;
use mingxuan::domain::method::quote::QuoteKind;
use mingxuan::domain::method::{self, Bounds, Inputs, Offer, Row, Stage, outcome};
use mingxuan::domain::money::Fen;

const ENTRIES: usize = 1_000;
const MOST: Duration = Duration::from_secs(3);
const MOST_TIMES_BARE: f64 = 1.5;

fn main() -> ExitCode {
    let members = [Member::Platform, Member::Officer(OfficerId::parse("witness").unwrap())];
    let keys: Vec<(Member, PrivateKey)> =
        members.into_iter().zip([[1; 32], [2; 32]]).map(|(who, seed)| (who, PrivateKey::derive(&seed))).collect();
    let seats = keys.iter().map(|(member, key)| Seat { member: member.clone(), entry: key.public(), map: None }).collect();
    let committee = Committee::new(ProjectNumber::parse("MX-2026-000001").unwrap(), 2, seats).unwrap();
    let began = Instant::now();
    let sealed: Vec<Sealed> = (0..ENTRIES).map(|number| one(&committee, number)).collect();
    println!("sealing  {ENTRIES} entries: {:?}", began.elapsed());
    let release = |(member, key): &(Member, PrivateKey)| Release {
        project: committee.project().clone(),
        committee: committee.hash(),
        member: member.clone(),
        purpose: Purpose::Entry,
        key: key.clone(),
    };
    let ring = Keyring::new(&committee, &keys.iter().map(release).collect::<Vec<_>>());
    let began = Instant::now();
    let opened: Vec<Entry> = sealed.iter().filter_map(|one| open(&committee, &ring, one).ok()?.entry(one).ok()).collect();
    let ours = began.elapsed();
    let began = Instant::now();
    let first = ranked(&opened);
    let ranking = began.elapsed();
    assert_eq!(first.as_ref(), opened.iter().min_by_key(|one| fen(one)).map(|one| &one.label), "the lowest price comes first");
    let opened = opened.len();
    let began = Instant::now();
    let shares = sealed.iter().map(|one| bare(&keys, one)).sum::<usize>();
    let bare = began.elapsed();
    assert_eq!((opened, shares), (ENTRIES, 2 * ENTRIES));
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!("opening  {opened} entries: {ours:?}; bare HPKE of {shares} shares: {bare:?}; ratio {ratio:.2}");
    println!("ranking  {opened} quotes by price, each step told: {ranking:?}");
    if ours + ranking <= MOST && ratio <= MOST_TIMES_BARE { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn one(committee: &Committee, number: usize) -> Sealed {
    let label = Label::parse(&format!("b-{}", &Hash32::of(number.to_string()).to_string()[..40])).unwrap();
    let quote = Quote::Amount(number as u64 + 1);
    let entry = Entry { project: committee.project().clone(), label: label.clone(), quote, days: Some(30), files: Vec::new() };
    let pieces = (0..Sealing::pieces(committee)).map(|piece| Hash32::of(format!("{number} {piece}")).0).collect();
    seal(committee, (&label, Object::Entry), entry.to_text().as_bytes(), Sealing::new(committee, pieces).unwrap()).unwrap().0
}

fn fen(entry: &Entry) -> i64 {
    match entry.quote {
        Quote::Amount(fen) => i64::try_from(fen).unwrap(),
        Quote::Discount(_) | Quote::None => i64::MAX,
    }
}

/// Who comes first by price.
fn ranked(entries: &[Entry]) -> Option<Label> {
    let row = |(at, entry): (usize, &Entry)| Row {
        label: entry.label.clone(),
        status: Status::In,
        rank: u32::try_from(at + 1).ok(),
        credit: 16,
        offer: Offer::Quoted(method::Quote::Amount(Fen(fen(entry)))),
        score: None,
    };
    let inputs = Inputs::new(Given {
        draw: DrawId::parse("MX-2026-000001/1").unwrap(),
        result: Hash32::of("result"),
        bounds: Some(Bounds { kind: QuoteKind::Amount, least: 1, most: ENTRIES as u64 }),
        coefficient: None,
        picked: None,
        stages: vec![Stage::Quotes(QuoteKind::Amount), Stage::Price],
        rows: entries.iter().enumerate().map(row).collect(),
    });
    outcome(&inputs.unwrap()).places().first().map(|place| place.label.clone())
}

/// The same shares opened with the crate alone; gives their number.
fn bare(keys: &[(Member, PrivateKey)], sealed: &Sealed) -> usize {
    let envelope = &sealed.envelope;
    let open = |share: &mingxuan::domain::bid::Share| {
        let key = &keys.iter().find(|(member, _)| *member == share.member).unwrap().1;
        let key = <DhP256HkdfSha256 as Kem>::PrivateKey::from_bytes(&hex::decode(key.to_string()).unwrap()).unwrap();
        let enc = <DhP256HkdfSha256 as Kem>::EncappedKey::from_bytes(&share.sealed.enc).unwrap();
        let (project, label, object) = (&envelope.project, &envelope.label, envelope.object);
        let info = format!("bid/v1 share\n{project}\n{label}\n{}\n{}\n{object}\n", share.subset, share.member);
        let (aad, open) = (envelope.commit.to_string(), single_shot_open::<AesGcm256, HkdfSha256, DhP256HkdfSha256>);
        open(&OpModeR::Base, &key, &enc, info.as_bytes(), &share.sealed.ciphertext, aad.as_bytes()).is_ok()
    };
    envelope.shares.iter().filter(|share| open(share)).count()
}
