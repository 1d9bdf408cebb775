use super::*;
use crate::domain::filing::{Fault, Wrong};

fn catalogue() -> crate::domain::catalogue::Catalogue {
    crate::domain::catalogue::Catalogue::parse(include_str!("../../../config/catalogue.toml")).unwrap()
}

fn today() -> Day {
    Day::of(2026, 11, 20).unwrap()
}

/// A complete filing of a surveyor that also offers a promise-only item.
fn whole() -> Draft {
    let paper = PaperDraft {
        key: "k1".into(),
        number: "甲测资字51000001".into(),
        issuer: "自然资源部".into(),
        valid_from: "2024-01-01".into(),
        valid_until: "2026-11-20".into(),
        scan: "d2".into(),
        ..graded("surveying-mapping")
    };
    Draft {
        uscc: "91511700MA9Q000153".into(),
        name: "蓝天测绘有限公司".into(),
        kind: "enterprise".into(),
        place: "达州市通川区".into(),
        address: "人民南路1号".into(),
        established_on: "2019-04-18".into(),
        capital: "300".into(),
        scope: "测绘服务".into(),
        legal_representative: "沈既明".into(),
        licence: "d1".into(),
        contact_name: "林知远".into(),
        contact_phone: "13812345678".into(),
        contact_email: "a@b.example".into(),
        offers: vec![
            OfferDraft { item: surveying().code.to_string(), papers: vec![paper], ..OfferDraft::default() },
            OfferDraft {
                item: "energy-saving-assessment".into(),
                promise: "10个工作日内出具报告".into(),
                days: "10".into(),
                ..OfferDraft::default()
            },
        ],
        committed: true,
        ..Draft::default()
    }
}

fn surveying() -> crate::domain::catalogue::ServiceItem {
    let items = catalogue();
    let licensed = |item: &&crate::domain::catalogue::ServiceItem| {
        item.demandable().is_some_and(|kind| !kind.majors.is_empty() && !kind.grades.is_empty())
    };
    items.items().iter().find(licensed).unwrap().clone()
}

fn graded(_item: &str) -> PaperDraft {
    let kind = surveying().qualification.unwrap();
    PaperDraft { major: kind.majors[0].path.to_string(), grade: kind.grades[0].code.to_string(), ..PaperDraft::default() }
}

fn faults(draft: &Draft) -> Vec<Fault> {
    let catalogue = catalogue();
    draft.check(&Terms { catalogue: &catalogue, today: today(), fixed_code: None }).err().unwrap_or_default()
}

fn only(draft: &Draft) -> (String, Wrong) {
    let mut found = faults(draft);
    assert_eq!(found.len(), 1, "{found:?}");
    let fault = found.remove(0);
    (fault.field, fault.wrong)
}

#[test]
fn a_complete_filing_is_taken_and_the_last_day_of_a_certificate_counts() {
    let catalogue = catalogue();
    let filed = whole().check(&Terms { catalogue: &catalogue, today: today(), fixed_code: None }).unwrap();
    assert_eq!((filed.province.as_str(), filed.capital), ("51", Fen(300 * 1_000_000)));
    assert_eq!(
        filed.offers.iter().map(|offer| (offer.promised_days, offer.papers.len())).collect::<Vec<_>>(),
        [(surveying().standard_wd, 1), (10, 0)]
    );
}

#[test]
fn an_empty_draft_names_everything_that_is_asked_and_nothing_more() {
    let found = faults(&Draft::default());
    let fields: Vec<&str> = found.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "uscc",
            "name",
            "kind",
            "place",
            "address",
            "established_on",
            "legal_representative",
            "scope",
            "licence",
            "contact_name",
            "contact_phone",
            "contact_email",
            "offers",
            "committed"
        ]
    );
}

#[test]
fn each_rule_is_told_by_its_own_fault() {
    let with = |change: &dyn Fn(&mut Draft)| {
        let mut draft = whole();
        change(&mut draft);
        only(&draft)
    };
    assert!(matches!(with(&|d| d.uscc = "91511700MA9Q000154".into()), (field, Wrong::Code(_)) if field == "uscc"));
    assert_eq!(with(&|d| d.capital = String::new()), ("capital".into(), Wrong::Missing));
    assert_eq!(with(&|d| d.licence = String::new()), ("licence".into(), Wrong::NoScan));
    assert_eq!(with(&|d| d.established_on = "2026-11-21".into()).1, Wrong::InFuture { day: Day::of(2026, 11, 21).unwrap() });
    let until = "paper-k1-valid_until".to_owned();
    assert_eq!(
        with(&|d| d.offers[0].papers[0].valid_until = "2026-11-19".into()),
        (until.clone(), Wrong::Expired { on: Day::of(2026, 11, 19).unwrap() })
    );
    assert!(matches!(with(&|d| d.offers[0].papers[0].valid_until = "2023-12-31".into()), (f, Wrong::EndsBefore { .. }) if f == until));
    assert_eq!(with(&|d| d.offers[0].papers[0].grade = "z".into()), ("paper-k1-grade".into(), Wrong::Choice));
    assert_eq!(with(&|d| d.offers[0].papers.clear()), (format!("item-{}", surveying().code), Wrong::NoCertificate));
    assert_eq!(with(&|d| d.offers[1].promise.clear()), ("item-energy-saving-assessment-promise".into(), Wrong::Missing));
    assert!(matches!(with(&|d| d.offers[1].days = "0".into()).1, Wrong::Number { min: 1, .. }));
    assert_eq!(with(&|d| d.offers[1].item = "magic".into()), ("item-magic".into(), Wrong::Choice));
}

#[test]
fn the_code_of_an_entry_in_effect_stays() {
    let catalogue = catalogue();
    let other = CreditCode::parse("91511700MA9Q00023X").unwrap();
    let found = whole().check(&Terms { catalogue: &catalogue, today: today(), fixed_code: Some(&other) }).unwrap_err();
    assert_eq!(found, [Fault { field: "uscc".into(), wrong: Wrong::CodeFixed { is: other } }]);
}

#[test]
fn a_body_registered_with_the_national_authority_says_where_it_sits() {
    let mut draft = whole();
    draft.uscc = CreditCode::complete("91100000MA9Q0001").unwrap().to_string();
    assert_eq!(only(&draft), ("province".into(), Wrong::Unchosen));
    draft.province = "11".into();
    assert_eq!(faults(&draft), []);
}
