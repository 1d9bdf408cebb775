use super::*;
use crate::domain::time::Day;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn design() -> QualificationType {
    let name = || Bilingual { zh: "名".into(), en: "name".into() };
    let majors = ["all", "all/building", "all/building/architecture", "all/municipal", "all/build"];
    QualificationType {
        code: "design".into(),
        name: name(),
        majors: majors.iter().map(|path| Major { path: MajorPath::parse(path).unwrap(), name: name() }).collect(),
        grades: [("a", 1), ("b", 2), ("c", 3)].map(|(code, priority)| GradeName { code: code.into(), name: name(), priority }).into(),
    }
}

fn paper() -> Paper {
    Paper { number: "A-1".into(), valid_from: day("2024-01-01"), valid_to: Some(day("2026-11-20")) }
}

fn held(major: &str, grade: &str) -> Held {
    design().hold(Some(major), Some(grade), paper()).unwrap()
}

const TODAY: &str = "2026-11-20";

#[test]
fn wider_majors_and_better_grades_are_enough() {
    let grade = |code: &str, priority| Some(Grade { code: code.into(), priority });
    let path = |text: &str| Some(MajorPath::parse(text).unwrap());
    let table = [
        ("all/building", "b", Some("all/building"), Some("b"), Ok(())),
        ("all/building", "a", Some("all/building"), Some("b"), Ok(())),
        ("all/building", "c", Some("all/building"), Some("b"), Err(Shortfall::GradeTooLow { held: grade("c", 3) })),
        ("all", "b", Some("all/building/architecture"), Some("b"), Ok(())),
        (
            "all/building/architecture",
            "a",
            Some("all/building"),
            Some("b"),
            Err(Shortfall::WrongMajor { held: path("all/building/architecture") }),
        ),
        ("all/municipal", "a", Some("all/building"), None, Err(Shortfall::WrongMajor { held: path("all/municipal") })),
        // Not a part of the text but a segment.
        ("all/build", "a", Some("all/building"), None, Err(Shortfall::WrongMajor { held: path("all/build") })),
        ("all/building", "a", Some("all/build"), None, Err(Shortfall::WrongMajor { held: path("all/building") })),
        ("all/municipal", "c", None, None, Ok(())),
    ];
    for (major, grade, needed_major, needed_grade, outcome) in table {
        let needed = design().require(needed_major, needed_grade).unwrap();
        let found = held(major, grade).satisfies(&needed, day(TODAY)).map_err(|unmet| unmet.shortfall);
        assert_eq!(found, outcome, "{major} {grade} for {needed_major:?} {needed_grade:?}");
    }
}

#[test]
fn a_certificate_holds_from_its_first_to_its_last_day() {
    let needed = design().require(None, None).unwrap();
    let on = |text: &str| held("all", "a").satisfies(&needed, day(text)).map_err(|unmet| unmet.shortfall);
    assert_eq!(on("2023-12-31"), Err(Shortfall::NotYetValid { number: "A-1".into(), from: day("2024-01-01") }));
    assert_eq!(on("2024-01-01"), Ok(()));
    assert_eq!(on("2026-11-20"), Ok(()));
    assert_eq!(on("2026-11-21"), Err(Shortfall::Expired { number: "A-1".into(), on: day("2026-11-20") }));
    let endless = Held { paper: Paper { valid_to: None, ..paper() }, ..held("all", "a") };
    assert_eq!(endless.satisfies(&needed, day("2099-01-01")), Ok(()));
}

#[test]
fn the_nearest_miss_is_told() {
    let needed = design().require(Some("all/building"), Some("a")).unwrap();
    let other = Held { qualification: "survey".into(), ..held("all", "a") };
    let expired = Held { paper: Paper { valid_to: Some(day("2026-11-19")), ..paper() }, ..held("all", "a") };
    let short = |held: &[Held]| needed.met_by(held, day(TODAY)).map_err(|unmet| unmet.shortfall);
    assert_eq!(short(&[]), Err(Shortfall::Missing));
    assert_eq!(short(std::slice::from_ref(&other)), Err(Shortfall::Missing));
    assert!(matches!(short(&[held("all/municipal", "a"), other.clone()]), Err(Shortfall::WrongMajor { .. })));
    assert!(matches!(short(&[held("all/building", "b"), held("all/municipal", "a")]), Err(Shortfall::GradeTooLow { .. })));
    assert!(matches!(short(&[held("all/building", "b"), expired.clone()]), Err(Shortfall::Expired { .. })));
    assert_eq!(short(&[other, expired, held("all", "a")]), Ok(()));
}

#[test]
fn requirements_are_combined_by_all_or_any() {
    let building = design().require(Some("all/building"), None).unwrap();
    let municipal = design().require(Some("all/municipal"), None).unwrap();
    let both = |combine| Requirements { combine, list: vec![building.clone(), municipal.clone()] };
    let one = [held("all/building", "c")];
    let unmet = both(Combine::All).met_by(&one, day(TODAY)).unwrap_err();
    assert_eq!(unmet.iter().map(|unmet| &unmet.needed).collect::<Vec<_>>(), [&municipal]);
    assert_eq!(both(Combine::Any).met_by(&one, day(TODAY)), Ok(()));
    assert_eq!(both(Combine::Any).met_by(&[], day(TODAY)).unwrap_err().len(), 2);
    assert_eq!(both(Combine::All).met_by(&[held("all", "c")], day(TODAY)), Ok(()));
    for combine in [Combine::All, Combine::Any] {
        assert_eq!(Requirements { combine, list: vec![] }.met_by(&[], day(TODAY)), Ok(()));
    }
}

#[test]
fn what_the_catalogue_does_not_know_is_refused() {
    assert_eq!(design().require(Some("all/bridge"), None), Err(NotInCatalogue::Major("all/bridge".into())));
    assert_eq!(design().require(None, Some("d")), Err(NotInCatalogue::Grade("d".into())));
    assert_eq!(design().hold(None, Some("a"), paper()), Err(NotInCatalogue::MajorMissing));
    assert_eq!(design().hold(Some("all"), None, paper()), Err(NotInCatalogue::GradeMissing));
    for text in ["", "/", "all/", "/all", "All", "all//x", "a b", "全", "a/b/c/d/e/f"] {
        assert_eq!(MajorPath::parse(text), Err(BadPath(text.into())));
    }
}

#[test]
fn requirements_survive_storing() {
    let list = Requirements { combine: Combine::Any, list: vec![design().require(Some("all"), Some("b")).unwrap()] };
    let stored = serde_json::to_string(&list).unwrap();
    assert_eq!(serde_json::from_str::<Requirements>(&stored).unwrap(), list);
    assert!(serde_json::from_str::<Requirements>(&stored.replace("\"all\"", "\"All\"")).is_err());
}

proptest! {
    #[test]
    fn covering_is_an_order(a in "[ab](/[ab]){0,3}", b in "[ab](/[ab]){0,3}", c in "[ab](/[ab]){0,3}") {
        let [a, b, c] = [a, b, c].map(|text| MajorPath::parse(&text).unwrap());
        prop_assert!(a.covers(&a));
        prop_assert!(!(a.covers(&b) && b.covers(&a)) || a == b);
        prop_assert!(!(a.covers(&b) && b.covers(&c)) || a.covers(&c));
    }
}
