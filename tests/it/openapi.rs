//! The description of the JSON door and the doors themselves are the same list.

use std::collections::BTreeSet;

use mingxuan::server::{openapi_document, route_table};

type Doors = BTreeSet<(String, String)>;

fn described() -> Doors {
    let document = serde_json::to_value(openapi_document()).unwrap();
    let paths = document["paths"].as_object().unwrap().clone();
    let methods = |(path, item): (String, serde_json::Value)| {
        let methods: Vec<String> = item.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        methods.into_iter().map(move |method| (method, path.clone()))
    };
    paths.into_iter().flat_map(methods).collect()
}

#[test]
fn every_door_for_programs_is_described_and_no_other() {
    // A draw's id holds slashes, which the route table says and the description cannot.
    let path = |path: &str| path.replace(":.+}", "}");
    let routes: Doors =
        route_table().iter().filter(|r| r.path.starts_with("/api/v1/")).map(|r| (r.method.to_owned(), path(r.path))).collect();
    let described = described();
    let missing: Vec<_> = routes.difference(&described).collect();
    let invented: Vec<_> = described.difference(&routes).collect();
    assert!(routes.len() > 80, "the route table was read");
    assert_eq!((missing, invented), (Vec::new(), Vec::new()), "not described; described but not there");
}
