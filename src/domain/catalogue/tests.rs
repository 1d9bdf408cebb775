use super::*;

const CATALOGUE: &str = include_str!("../../../config/catalogue.toml");

fn changed(from: &str, to: &str) -> Result<Catalogue, CatalogueFault> {
    assert!(CATALOGUE.contains(from), "{from}");
    Catalogue::parse(&CATALOGUE.replacen(from, to, 1))
}

#[test]
fn thirty_items_of_all_three_kinds() {
    let catalogue = Catalogue::parse(CATALOGUE).unwrap();
    assert_eq!(catalogue.items().len(), 30);
    for entry in Entry::ALL {
        assert!(catalogue.items().iter().any(|item| item.entry == *entry), "{entry}");
    }
}

#[test]
fn an_item_says_what_it_asks_for() {
    let catalogue = Catalogue::parse(CATALOGUE).unwrap();
    let item = |code: &str| catalogue.item(&code.into()).unwrap();

    let survey = item("surveying-and-mapping");
    assert_eq!(
        (survey.name.en.as_str(), survey.authority.zh.as_str(), survey.promise_only()),
        ("Surveying and mapping", "自然资源部门", false)
    );
    assert_eq!(survey.entry_requirement().unwrap(), survey.demandable().unwrap().require(None, None).unwrap());
    assert!(catalogue.qualification(&"surveying".into()).unwrap().require(Some("cadastral"), Some("b")).is_ok());

    // A licence that was abolished is not asked for.
    let cost = item("cost-consulting");
    assert_eq!((cost.promise_only(), cost.qualification.is_none(), cost.entry_requirement()), (true, true, None));

    // A grading by an industry body is known but cannot be demanded.
    let consulting = item("engineering-consulting");
    assert_eq!((consulting.promise_only(), consulting.qualification.is_some(), consulting.demandable()), (true, true, None));
    assert_eq!(consulting.entry_requirement(), None);
    assert_eq!(catalogue.item(&"alchemy".into()), None);
}

#[test]
fn wrong_catalogues_are_refused_with_facts() {
    let table = [
        ("code = \"audit\"", "code = \"Audit\"", CatalogueFault::Code("Audit".into())),
        ("code = \"audit\"", "code = \"cost-consulting\"", CatalogueFault::Twice("cost-consulting".into())),
        ("code = \"law-firm\"", "code = \"surveying\"", CatalogueFault::Twice("surveying".into())),
        ("path = \"gis\"", "path = \"geodesy\"", CatalogueFault::Twice("geodesy".into())),
        ("en = \"Tender agency\"", "en = \"\"", CatalogueFault::Unnamed("tender-agency".into())),
        ("en = \"Class 2\"", "en = \" \"", CatalogueFault::Unnamed("second".into())),
        ("entry = \"promise\"", "entry = \"licence\"", CatalogueFault::Entry("energy-saving-assessment".into())),
        ("entry = \"advisory\"", "entry = \"promise\"", CatalogueFault::Entry("engineering-consulting".into())),
        ("en = \"Class 2\" }, priority = 2", "en = \"Class 2\" }, priority = 1", CatalogueFault::Priorities("drawing-review".into())),
        ("standard_wd = 20", "standard_wd = 0", CatalogueFault::NoTime("engineering-consulting".into())),
    ];
    for (from, to, fault) in table {
        assert_eq!(changed(from, to), Err(fault), "{to}");
    }
    for (from, to) in [("fee_basis = \"market\"", "fee_basis = \"free\""), ("path = \"gis\"", "path = \"GIS\""), ("version", "edition")] {
        assert!(matches!(changed(from, to), Err(CatalogueFault::Form(_))), "{to}");
    }
}
