//! The law of the draw through the functions the market calls: golden values, how revealing ends, and the witness officer's check.

use std::collections::BTreeMap;

use mingxuan::domain::draw::*;
use mingxuan::domain::time::Instant;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/vectors");

fn golden(file: &str) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(format!("{SHARED}/{file}")).unwrap()).unwrap()
}

fn word(number: u8) -> Secret {
    let mut bytes = [0; 32];
    bytes[31] = number;
    Secret(bytes)
}

fn who(text: &str) -> Who {
    match text.split_once(':') {
        None => Who::Platform,
        Some(("officer", id)) => Who::Officer(OfficerId::parse(id).unwrap()),
        Some((_, label)) => Who::Applicant(label_of(label)),
    }
}

fn label_of(text: &str) -> Label {
    Label::parse(text).unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse_wire(text).unwrap()
}

/// The notice of the golden draw, with these officers.
fn notice(beacon: Option<Round>, officers: Vec<Officer>) -> Notice {
    let draw = DrawId::parse("urn:example:mp/1").unwrap();
    let notice = Notice {
        about: Hash32::parse("fde642281dc30aa41b60917009112da4ffbf00002820c1924757ae2a2d376455").unwrap(),
        winners: Number::from(1),
        alternates: Number::from(2),
        mode: Mode::Weighted,
        pool: PoolRule::Open,
        nonces: Nonces::Commit,
        opens: at("2026-12-01T08:00:00Z").plus(999),
        closes: at("2026-12-15T12:00:00Z"),
        reveal_by: at("2026-12-15T14:00:00Z"),
        beacon,
        substitution: Substitution::Ranked,
        platform: commitment(&draw, &Who::Platform, &word(1)),
        officers,
        draw,
    };
    notice.checked().unwrap()
}

fn sealed_officer(id: &str, secret: Secret) -> Officer {
    let draw = DrawId::parse("urn:example:mp/1").unwrap();
    let id = OfficerId::parse(id).unwrap();
    let commit = OfficerCommit::Sealed(commitment(&draw, &Who::Officer(id.clone()), &secret));
    Officer { id, commit }
}

fn freeze(notice: &Notice) -> Freeze {
    let entry = |label: &str, tickets, status, secret: Option<u8>| {
        let label = label_of(label);
        let commitment = secret.map(|secret| commitment(&notice.draw, &Who::Applicant(label.clone()), &word(secret)));
        FreezeEntry { label, weight: Weight::of(tickets).unwrap(), status, commitment }
    };
    let entries = vec![
        entry("agency-d", 1, Status::In, Some(4)),
        entry("agency-b", 3, Status::In, None),
        entry("agency-a", 1, Status::In, Some(3)),
        entry("agency-c", 2, Status::Out, None),
    ];
    Freeze::new(notice, entries).unwrap()
}

fn revealed(secrets: &[(&str, u8)]) -> Revealed {
    Revealed { secrets: secrets.iter().map(|(name, secret)| (who(name), word(*secret))).collect(), ..Revealed::default() }
}

#[test]
fn the_golden_draw_comes_out_to_the_byte() {
    let golden = &golden("draw_v1.json")["tiny"];
    let notice = notice(None, vec![sealed_officer("1", word(2))]);
    let freeze = freeze(&notice);
    let revealed = revealed(&[("platform", 1), ("officer:1", 2), ("applicant:agency-a", 3)]);
    let Conclusion::Seed(seed, None) = conclude(&notice, &freeze, &revealed).unwrap() else { panic!("a seed without dice") };
    let result = resolve(&notice, &freeze, &seed).unwrap();
    assert_eq!(notice.to_text(), golden["notice"]);
    assert_eq!(freeze.to_text(), golden["freeze"]);
    assert_eq!(seed.to_text(), golden["seed"]);
    assert_eq!(seed.hash().to_string(), golden["seed_hash"]);
    assert_eq!(result.to_text(), golden["result"]);
    assert_eq!(result.hash().to_string(), golden["result_sha256"]);
    let shadow = Tickets::of(&result.seed()).key(&label_of("agency-c"), Weight::of(2).unwrap());
    assert_eq!(shadow.to_string(), golden["shadow_ticket_of_excluded"]["agency-c"]);
    let names = |places: &[result::Place]| places.iter().map(|place| place.label.to_string()).collect::<Vec<_>>();
    assert_eq!(names(result.winners(&notice)), ["agency-b"]);
    assert_eq!(names(result.alternates(&notice)), ["agency-a", "agency-d"]);
}

#[test]
fn a_fault_names_its_line() {
    let golden = &golden("draw_v1.json")["tiny"];
    let text = |name: &str| golden[name].as_str().unwrap().to_owned();
    let notice = Notice::parse(text("notice")).unwrap();
    let freeze = Freeze::parse(text("freeze")).unwrap();
    let broken = |name: &str, from: &str, to: &str| text(name).replacen(from, to, 1);
    let read = [
        (Notice::parse(broken("notice", "winners 1", "winners 0")).unwrap_err(), "notice.txt", 4),
        (Notice::parse(broken("notice", "closes 2026-12-15", "closes 2026-11-15")).unwrap_err(), "notice.txt", 10),
        (Notice::parse(broken("notice", "officer:1", "officer:A")).unwrap_err(), "notice.txt", 15),
        (Notice::parse(text("notice") + "more\n").unwrap_err(), "notice.txt", 16),
        (Notice::parse("").unwrap_err(), "notice.txt", 1),
        (Freeze::parse(broken("freeze", "entries 4", "entries 5")).unwrap_err(), "freeze.txt", 4),
        (Freeze::parse(broken("freeze", "agency-c", "agency-b")).unwrap_err(), "freeze.txt", 7),
        (Freeze::parse(broken("freeze", "agency-b 3", "agency-b  3")).unwrap_err(), "freeze.txt", 6),
        (Freeze::parse(broken("freeze", "agency-b 3 in -\n", "agency-b 3 in -\r\n")).unwrap_err(), "freeze.txt", 6),
        (Freeze::parse(text("freeze").trim_end()).unwrap_err(), "freeze.txt", 8),
        (DrawResult::parse(broken("result", "rank 2", "rank 3")).unwrap_err(), "result.txt", 6),
    ];
    for (fault, file, line) in read {
        assert_eq!((fault.file.as_str(), fault.line), (file, line), "{fault}");
    }
    let follows = |from: &str, to: &str| Seed::parse(broken("seed", from, to)).unwrap().fits(&notice, &freeze).unwrap_err().line;
    assert_eq!(follows("freeze e8", "freeze e9"), 4);
    assert_eq!(follows("officer:1 0000", "officer:1 0001"), 6);
    assert_eq!(follows("reveal applicant:agency-d -\n", ""), 8);
    assert_eq!(follows("beacon -", "reveal applicant:agency-e -\nbeacon -"), 9);
}

#[test]
fn real_rounds_of_the_beacon_verify() {
    let golden = golden("drand_quicknet.json");
    assert_eq!(beacon::CHAIN, golden["chain"]["chain_hash"]);
    for round in golden["rounds"].as_array().unwrap() {
        let number = Round::of(round["round"].as_u64().unwrap()).unwrap();
        let signature = Signature::parse(round["signature"].as_str().unwrap()).unwrap();
        assert!(signature.signs(number));
        assert!(!signature.signs(Round::of(number.number() + 1).unwrap()));
    }
}

#[test]
fn without_a_beacon_every_silence_of_platform_and_officers_voids() {
    let dice = Officer { id: OfficerId::parse("hall").unwrap(), commit: OfficerCommit::Ceremony };
    let notice = notice(None, vec![sealed_officer("1", word(2)), dice]);
    let freeze = freeze(&notice);
    let mut given = revealed(&[("officer:1", 2), ("applicant:agency-a", 3)]);
    let Conclusion::Void(void, Some(ceremony)) = conclude(&notice, &freeze, &given).unwrap() else { panic!("void, with the dice") };
    assert_eq!(void.withheld, [Withheld::Reveal(Who::Platform), Withheld::Reveal(who("officer:hall"))]);
    assert_eq!((void.fits(&notice, &freeze), ceremony.fits_void(&notice, &void)), (Ok(()), Ok(())));
    assert_eq!(Void::parse(void.to_text()), Ok(void.clone()));

    given.secrets.insert(Who::Platform, word(1));
    given.dice.insert(OfficerId::parse("hall").unwrap(), Digits::parse(&"314159".repeat(7)).unwrap());
    let Conclusion::Seed(seed, Some(ceremony)) = conclude(&notice, &freeze, &given).unwrap() else { panic!("a seed, with the dice") };
    assert_eq!(ceremony.fits_seed(&notice, &seed), Ok(()));
    assert!(resolve(&notice, &freeze, &seed).is_ok());
    assert!(ceremony.fits_void(&notice, &void).is_err());
}

#[test]
fn a_secret_that_opens_nothing_is_refused() {
    let notice = notice(None, vec![sealed_officer("1", word(2))]);
    let freeze = freeze(&notice);
    let wrong = revealed(&[("platform", 1), ("officer:1", 1)]);
    let fault = conclude(&notice, &freeze, &wrong).unwrap_err();
    assert_eq!(fault, Fault::at("seed.txt", 6, Broken::WrongSecret { who: who("officer:1") }));
}

#[test]
fn with_a_beacon_only_a_missing_signature_voids() {
    let reveal_by = at("2026-12-15T14:00:00Z");
    let round = Round::earliest_for(reveal_by);
    assert_eq!(round.time().wire(), "2026-12-15T14:10:00Z");
    let with_beacon = notice(Some(round), vec![sealed_officer("1", word(2))]);
    let mut early = with_beacon.clone();
    early.beacon = Round::of(round.number() - 1);
    assert_eq!(early.checked(), Err(Fault::at("notice.txt", 12, Broken::RoundTooEarly { earliest: round.number() })));

    let freeze = freeze(&with_beacon);
    let Conclusion::Void(void, None) = conclude(&with_beacon, &freeze, &revealed(&[])).unwrap() else { panic!("void") };
    assert_eq!(void.withheld, [Withheld::Beacon]);
    let mut given = revealed(&[]);
    given.signature = Some(Signature([0x80; 48]));
    let fault = conclude(&with_beacon, &freeze, &given).unwrap_err();
    assert_eq!(fault.broken, Broken::FalseSignature { round: round.number() });
}

#[test]
fn an_admitted_label_takes_the_place_of_its_ticket() {
    let notice = notice(None, vec![sealed_officer("1", word(2))]);
    let freeze = freeze(&notice);
    let given = revealed(&[("platform", 1), ("officer:1", 2), ("applicant:agency-a", 3)]);
    let Conclusion::Seed(seed, _) = conclude(&notice, &freeze, &given).unwrap() else { panic!("a seed") };
    let result = resolve(&notice, &freeze, &seed).unwrap();
    let ruling = |act, label: &str| Ruling {
        act,
        draw: notice.draw.clone(),
        result: result.hash(),
        label: label_of(label),
        reason: Reason::parse("objection-upheld").unwrap(),
        by: Pseudonym::parse("s-1").unwrap(),
        evidence: Hash32::of("file"),
        at: at("2026-12-16T09:00:00Z"),
    };
    let mut standing = Standing::new(&notice, &freeze, &result);
    let fault = |line, broken| Err(Fault::at(Ruling::FILE, line, broken));
    assert_eq!(standing.apply(&ruling(Act::Admit, "agency-a")), fault(4, Broken::NotExcluded));
    assert_eq!(standing.apply(&ruling(Act::Strike, "agency-c")), fault(4, Broken::NotStanding));
    assert_eq!(standing.apply(&ruling(Act::Admit, "agency-c")), Ok(()));
    assert_eq!(standing.apply(&ruling(Act::Admit, "agency-c")), fault(4, Broken::NotExcluded));
    assert_eq!(standing.apply(&ruling(Act::Strike, "agency-b")), Ok(()));
    assert_eq!(standing.apply(&ruling(Act::Strike, "agency-b")), fault(4, Broken::NotStanding));
    // b 2b…, a 80…, d a2…, c aa….
    assert_eq!(standing.winners().map(|place| place.label.to_string()).collect::<Vec<_>>(), ["agency-a"]);
    assert_eq!(standing.alternates().map(|place| place.label.to_string()).collect::<Vec<_>>(), ["agency-d", "agency-c"]);
}

/// Two agencies with blind labels, frozen, with the log's sign-ups at 7 and 9.
fn blind() -> (Freeze, Roster, BTreeMap<u64, Received>) {
    let notice = notice(None, vec![sealed_officer("1", word(2))]);
    let signups: Vec<Signup> = ["91A", "91B"]
        .iter()
        .map(|id| Signup::blind(notice.draw.clone(), RegistryId::parse(id).unwrap(), Secret([id.as_bytes()[2]; 32])))
        .collect();
    let entry = |signup: &Signup| FreezeEntry { label: signup.label.clone(), weight: Weight::ONE, status: Status::In, commitment: None };
    let freeze = Freeze::new(&notice, signups.iter().map(entry).collect()).unwrap();
    let listed = |(signup, log_index): (&Signup, u64)| RosterEntry {
        label: signup.label.clone(),
        registry_id: signup.registry_id.clone(),
        label_nonce: signup.label_nonce,
        log_index,
    };
    let roster = Roster::new(&freeze, signups.iter().zip([7, 9]).map(listed).collect());
    let received = signups.into_iter().map(Received::Signup);
    (freeze, roster, [7, 9].into_iter().zip(received).chain([(8, Received::Other)]).collect())
}

#[test]
fn the_witness_officer_sees_what_is_smuggled_in_or_dropped() {
    let (freeze, roster, received) = blind();
    let pool = |ids: &[&str]| Pool::new(freeze.draw().clone(), ids.iter().map(|id| RegistryId::parse(id).unwrap()).collect());
    assert_eq!(roster.check(&freeze, Some(&pool(&["91B", "91A", "91C"])), &received), Ok(()));
    assert_eq!(Roster::parse(roster.to_text()), Ok(roster.clone()));
    let refused = |roster: &Roster, received: &BTreeMap<u64, Received>| roster.check(&freeze, None, received).unwrap_err().broken;

    assert_eq!(roster.check(&freeze, Some(&pool(&["91A"])), &received).unwrap_err().broken, Broken::NotInPool);
    let mut ghost = roster.clone();
    ghost.entries[0].registry_id = RegistryId::parse("91X").unwrap();
    assert_eq!(refused(&ghost, &received), Broken::WrongOpening);
    let mut misplaced = roster.clone();
    misplaced.entries[0].log_index = 8;
    assert_eq!(refused(&misplaced, &received), Broken::NotSignedUp);

    let mut withdrawn = received.clone();
    let Received::Signup(gone) = received[&9].clone() else { panic!("9 is a sign-up") };
    withdrawn.insert(11, Received::Withdrawal(Withdrawal { draw: gone.draw.clone(), label: gone.label.clone(), signup: 9 }));
    assert_eq!(refused(&roster, &withdrawn), Broken::NotSignedUp);

    let mut dropped = received.clone();
    let other = Signup::blind(gone.draw.clone(), RegistryId::parse("91Z").unwrap(), Secret([5; 32]));
    dropped.insert(12, Received::Signup(other));
    assert_eq!(refused(&roster, &dropped), Broken::SignupMissing { index: 12 });
}
