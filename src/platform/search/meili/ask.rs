//! A question to Meilisearch: the hits, and for each filter in use the counts that ignore it, in one request.

use std::collections::HashMap;
use std::time::Instant;

use meilisearch_sdk::client::Client;
use meilisearch_sdk::indexes::Index;
use meilisearch_sdk::search::{MatchingStrategies, SearchQuery, SearchResults, Selectors};
use serde::Deserialize;

use super::fault::MeiliFault;
use super::settings::{CHINESE, ENGLISH, ITEMS, PROVINCE};
use super::wire::Wire;
use crate::platform::search::agency::{AgencyHits, AgencyQuery, Engine, Facets, MAX_FILTER, Sort};
use crate::platform::search::text::Question;

/// A value no item and no province has; it stands for one that cannot be written into a filter.
const NO_VALUE: &str = "-";

#[derive(Deserialize)]
struct Found {
    id: String,
}

type Answer = SearchResults<Found>;

pub(super) async fn ask(client: &Client<Wire>, index: &str, asked: &AgencyQuery) -> Result<AgencyHits, MeiliFault> {
    let began = Instant::now();
    let index = client.index(index);
    let question = Question::parse(&asked.text);
    let text = question.as_text();
    let (items, provinces) = (any_of(ITEMS, &asked.items), any_of(PROVINCE, &asked.provinces));
    let (both, order) = (joined(&items, &provinces), order(asked.order(!question.sought.is_empty())));

    let mut request = client.multi_search();
    request.with_search_query(hits(&index, &text, &both, order, asked));
    request.with_search_query(counts(&index, &text, &provinces, &[ITEMS]));
    request.with_search_query(counts(&index, &text, &items, &[PROVINCE]));
    let answers = request.execute::<Found>().await?.results;
    let Ok([hits, of_items, of_provinces]) = <[Answer; 3]>::try_from(answers) else { return Err(MeiliFault::Unreadable) };

    Ok(AgencyHits {
        total: hits.total_hits.ok_or(MeiliFault::Unreadable)? as u64,
        ids: hits.hits.into_iter().map(|hit| hit.result.id).collect(),
        facets: Facets { items: counted(of_items, ITEMS).collect(), provinces: counted(of_provinces, PROVINCE).collect() },
        took: began.elapsed(),
        engine: Engine::Meilisearch,
    })
}

fn hits<'a>(index: &'a Index<Wire>, text: &'a str, filter: &'a str, order: &'a [&'a str], asked: &AgencyQuery) -> SearchQuery<'a, Wire> {
    let (skip, limit) = asked.window();
    let mut query = base(index, text, filter);
    query.with_page(skip / limit + 1).with_hits_per_page(limit);
    if !order.is_empty() {
        query.with_sort(order);
    }
    query
}

fn counts<'a>(index: &'a Index<Wire>, text: &'a str, filter: &'a str, of: &'a [&'a str]) -> SearchQuery<'a, Wire> {
    let mut query = base(index, text, filter);
    query.with_limit(0).with_facets(Selectors::Some(of));
    query
}

fn base<'a>(index: &'a Index<Wire>, text: &'a str, filter: &'a str) -> SearchQuery<'a, Wire> {
    let mut query = SearchQuery::new(index);
    query.with_query(text).with_matching_strategy(MatchingStrategies::ALL).with_locales(&[CHINESE, ENGLISH]);
    if !filter.is_empty() {
        query.with_filter(filter);
    }
    query
}

fn order(sort: Sort) -> &'static [&'static str] {
    match sort {
        Sort::Relevance => &[],
        Sort::Credit => &["credit:desc", "name_key:asc"],
        Sort::Name => &["name_key:asc", "credit:desc"],
    }
}

/// `field IN ["a", "b"]`; empty when there is nothing to filter by.
fn any_of(field: &str, values: &[String]) -> String {
    if values.is_empty() {
        return String::new();
    }
    let quoted: Vec<String> = values.iter().take(MAX_FILTER).map(|value| format!("\"{}\"", harmless(value))).collect();
    format!("{field} IN [{}]", quoted.join(", "))
}

/// Codes are letters, digits, `-`, `_` and `.`; anything else matches nothing and is not let into the filter's syntax.
fn harmless(value: &str) -> &str {
    let is_code = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if is_code { value } else { NO_VALUE }
}

fn joined(one: &str, other: &str) -> String {
    match (one, other) {
        ("", only) | (only, "") => only.to_owned(),
        (one, other) => format!("{one} AND {other}"),
    }
}

fn counted(answer: Answer, field: &str) -> impl Iterator<Item = (String, u64)> {
    let counts: HashMap<String, usize> = answer.facet_distribution.and_then(|mut fields| fields.remove(field)).unwrap_or_default();
    counts.into_iter().filter(|(_, count)| *count > 0).map(|(value, count)| (value, count as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_cannot_be_broken_out_of() {
        let values = ["EIA".to_owned(), "\"] OR id = \"x".to_owned(), "\\".to_owned(), String::new()];
        assert_eq!(any_of(ITEMS, &values), r#"items IN ["EIA", "-", "-", "-"]"#);
        assert_eq!(any_of(ITEMS, &[]), "");
        assert_eq!(joined("a", ""), "a");
        assert_eq!(joined("a", "b"), "a AND b");
    }
}
