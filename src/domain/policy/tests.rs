use super::*;
use crate::domain::calendar::DayEnd;

const DEFAULT: &str = include_str!("../../../config/policy/default.toml");

fn changed(from: &str, to: &str) -> Result<Policy, PolicyFault> {
    assert!(DEFAULT.contains(from), "{from}");
    Policy::parse(&DEFAULT.replacen(from, to, 1))
}

#[test]
fn the_default_is_what_the_market_promises() {
    let policy = Policy::parse(DEFAULT).unwrap();
    assert_eq!((policy.signup.window_wd, policy.signup.extend_wd, policy.selection.total_max_wd), (2, 1, 3));
    assert_eq!((policy.signup.min_first, policy.signup.min_retry, policy.draw.alternates_max), (3, 2, 2));
    assert_eq!((policy.award.accept_wd, policy.contract.sign_wd, policy.contract.file_wd), (2, 10, 5));
    assert_eq!((policy.rating.window_wd, policy.blacklist.defence_wd, policy.onboarding.formal_check_wd), (15, 5, 2));
    let event = crate::domain::time::Day::of(2026, 11, 18).unwrap().at(9, 5);
    assert_eq!(
        (policy.term(event, 1).ends, policy.signup_term(event, 1).ends),
        (DayEnd::Midnight, DayEnd::OfficeClose { hour: 17, minute: 0 })
    );
    let demonstration = crate::defaults::demonstration_policies().iter().next().unwrap().clone();
    assert_eq!(demonstration.signup_term(event, 1).ends, DayEnd::OfficeClose { hour: 9, minute: 5 });
    let with_totp: Vec<Role> = Role::ALL.iter().copied().filter(|role| policy.needs_totp(*role)).collect();
    assert_eq!(with_totp, [Role::Operator, Role::CreditOfficer, Role::Supervisor, Role::Administrator]);
}

#[test]
fn every_key_has_its_sentence() {
    let mut before = "";
    // Of a table that stands several times, the first says what its keys mean.
    let (mut tables, mut again) = (Vec::new(), false);
    for line in DEFAULT.lines() {
        if line.starts_with('[') {
            again = line.starts_with("[[") && tables.contains(&line);
            tables.push(line);
        }
        if line.contains(" = ") && !line.starts_with('#') && !again {
            assert!(before.starts_with("# ") && before.ends_with('.'), "no sentence above {line:?}");
        }
        before = line;
    }
}

#[test]
fn unknown_and_missing_keys_are_refused() {
    for (from, to) in [
        ("accept_wd = 2", "accept_wd = 2\naccept_days = 3"),
        ("accept_wd = 2", ""),
        ("accept_wd = 2", "accept_wd = -2"),
        ("closes = \"17:00\"", "closes = \"25:00\""),
    ] {
        assert!(matches!(changed(from, to), Err(PolicyFault::Form(_))), "{to}");
    }
    assert!(matches!(changed("\"administrator\"]", "\"root\"]"), Err(PolicyFault::Form(_))));
}

#[test]
fn numbers_that_contradict_each_other_are_refused() {
    use PolicyFault::*;
    let table = [
        ("opens = \"09:00\"", "opens = \"18:00\"", Order { smaller: "office.opens", larger: "office.closes" }),
        ("min_retry = 2", "min_retry = 4", Order { smaller: "signup.min_retry", larger: "signup.min_first" }),
        (
            "window_max_wd = 2",
            "window_max_wd = 3",
            Order { smaller: "signup.window_max_wd with signup.extend_wd", larger: "selection.total_max_wd" },
        ),
        ("window_min_wd = 1", "window_min_wd = 3", Order { smaller: "signup.window_min_wd", larger: "signup.window_wd" }),
        (
            "window_max_wd = 2",
            "window_max_wd = 4294967295",
            Order { smaller: "signup.window_max_wd with signup.extend_wd", larger: "selection.total_max_wd" },
        ),
        ("accept_wd = 2", "accept_wd = 0", Zero { key: "award.accept_wd" }),
        ("defence_wd = 5", "defence_wd = 0", Zero { key: "blacklist.defence_wd" }),
        ("quality = 30", "quality = 31", Sum { group: "rating.weights", found: 101 }),
        ("industry = 30", "industry = 20", Sum { group: "credit.weights", found: 90 }),
        ("level_b = 75", "level_b = 95", Order { smaller: "credit.level_b", larger: "credit.level_a" }),
        ("max_months = 36", "max_months = 6", Order { smaller: "blacklist.serious.min_months", larger: "blacklist.serious.max_months" }),
        ("password_min_chars = 12", "password_min_chars = 6", Order { smaller: "8 characters", larger: "access.password_min_chars" }),
        (
            "quote_minutes = 60",
            "quote_minutes = 81",
            Order { smaller: "all turns of methods.negotiation", larger: "the minutes of one day of the office" },
        ),
        ("choose_minutes = 120", "choose_minutes = 0", Zero { key: "methods.negotiation.choose_minutes" }),
        (
            "stages = [\"draw\", \"negotiate\"]",
            "stages = [\"negotiate\"]",
            Preset { id: "negotiation".into(), wrong: "a negotiation is the last stage, with those who were drawn just before it" },
        ),
        (
            "coefficient_max_bp = 500",
            "coefficient_max_bp = 0",
            Preset {
                id: "closest-to-lowered-average".into(),
                wrong: "an average is lowered by a number that is drawn, and needs methods.coefficient_max_bp above 0",
            },
        ),
        (
            "coefficient_max_bp = 500",
            "coefficient_max_bp = 1000",
            Order { smaller: "methods.coefficient_max_bp", larger: "999 hundredths of a percent" },
        ),
        ("cure_minutes = 120", "cure_minutes = 1200", Order { smaller: "two draws and the opening of quotes", larger: "one day" }),
        ("version = \"2025-01\"", "version = \" \"", Empty { key: "version" }),
    ];
    for (from, to, fault) in table {
        assert_eq!(changed(from, to), Err(fault), "{to}");
    }
}

#[test]
fn the_version_in_force_depends_on_the_day_alone() {
    let old = Policy::parse(DEFAULT).unwrap();
    let new = Policy { version: "2026-07".into(), effective_from: Day::of(2026, 7, 1).unwrap(), ..old.clone() };
    let set = PolicySet::new([new.clone(), old.clone()]).unwrap();
    let change = new.effective_from.start();
    assert_eq!(set.in_force(change.plus(-1)).version, old.version);
    assert_eq!(set.in_force(change).version, new.version);
    assert_eq!(set.in_force(Instant(0)).version, old.version);
    assert_eq!(set.get(&"2025-01".into()), Some(&old));
    assert_eq!(set.get(&"2024-01".into()), None);
    assert_eq!(set.iter().count(), 2);
}

#[test]
fn versions_are_added_and_never_changed() {
    let policy = Policy::parse(DEFAULT).unwrap();
    assert_eq!(PolicySet::new([]), Err(PolicyFault::NoVersion));
    let same_name = Policy { effective_from: Day::of(2027, 1, 1).unwrap(), ..policy.clone() };
    let same_day = Policy { version: "other".into(), ..policy.clone() };
    for other in [same_name, same_day] {
        assert!(matches!(PolicySet::new([policy.clone()]).unwrap().with(other), Err(PolicyFault::Clash(..))));
    }
}

#[test]
fn a_policy_survives_storing() {
    let policy = Policy::parse(DEFAULT).unwrap();
    let stored = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&stored).unwrap(), policy);
}
