//! Hits in their order, and counts.

use std::collections::BTreeMap;

use serde_json::json;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::agg_result::{AggregationResult, BucketResult};
use tantivy::aggregation::{AggregationCollector, Key};
use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue, SortByString};
use tantivy::collector::{Count, SortKeyComputer, TopDocs};
use tantivy::query::Query;
use tantivy::schema::Value;
use tantivy::{DocAddress, Order, Searcher, TantivyDocument, TantivyError};

use super::ask::Ask;
use super::schema::{CREDIT, Fields, ITEMS, NAME_KEY, PROVINCE};
use crate::platform::search::agency::{Facets, Sort};

/// Values of one filter that are counted; there are 34 provinces and some dozens of items.
const MAX_VALUES: u32 = 1_000;

/// How many hits there are, and the ids of those in the window.
pub(super) fn hits(
    searcher: &Searcher,
    fields: &Fields,
    (query, order, window): (&dyn Query, Sort, (usize, usize)),
) -> Result<(u64, Vec<String>), TantivyError> {
    let by_credit = || (SortByStaticFastValue::<i64>::for_field(CREDIT), Order::Desc);
    let by_name = || (SortByString::for_field(NAME_KEY), Order::Asc);
    let (total, found) = match order {
        Sort::Relevance => top(searcher, query, window, (SortBySimilarityScore, by_credit(), by_name())),
        Sort::Credit => top(searcher, query, window, (by_credit(), by_name())),
        Sort::Name => top(searcher, query, window, (by_name(), by_credit())),
    }?;
    let ids = found.into_iter().map(|at| id_of(searcher, fields, at)).collect::<Result<_, _>>()?;
    Ok((total, ids))
}

fn top<K>(
    searcher: &Searcher,
    query: &dyn Query,
    (skip, limit): (usize, usize),
    order: impl SortKeyComputer<SortKey = K> + Send + 'static,
) -> Result<(u64, Vec<DocAddress>), TantivyError>
where
    K: Clone + Send + Sync + std::fmt::Debug + 'static,
{
    // The collector makes room for all rows it may skip, so a page far behind the last one is not collected at all.
    let all = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    if skip >= all {
        return Ok((searcher.search(query, &Count)? as u64, Vec::new()));
    }
    let top = TopDocs::with_limit(limit.min(all)).and_offset(skip).order_by(order);
    let (total, found) = searcher.search(query, &(Count, top))?;
    Ok((total as u64, found.into_iter().map(|(_, at)| at).collect()))
}

fn id_of(searcher: &Searcher, fields: &Fields, at: DocAddress) -> Result<String, TantivyError> {
    let document: TantivyDocument = searcher.doc(at)?;
    let id = document.get_first(fields.id).and_then(|value| value.as_str().map(str::to_owned));
    id.ok_or_else(|| TantivyError::InternalError("an indexed agency has no id".to_owned()))
}

/// The counts of both filters, each over what the other one leaves.
pub(super) fn facets(searcher: &Searcher, ask: &Ask) -> Result<Facets, TantivyError> {
    Ok(Facets { items: counts(searcher, &*ask.over_items(), ITEMS)?, provinces: counts(searcher, &*ask.over_provinces(), PROVINCE)? })
}

fn counts(searcher: &Searcher, query: &dyn Query, field: &str) -> Result<BTreeMap<String, u64>, TantivyError> {
    let request = json!({ "values": { "terms": { "field": field, "size": MAX_VALUES } } });
    let request: Aggregations = serde_json::from_value(request).map_err(|error| TantivyError::InvalidArgument(error.to_string()))?;
    let collector = AggregationCollector::from_aggs(request, Default::default());
    let mut found = searcher.search(query, &collector)?;
    let Some(AggregationResult::BucketResult(BucketResult::Terms { buckets, .. })) = found.0.remove("values") else {
        return Err(TantivyError::InternalError(format!("no counts came back for {field}")));
    };
    let named = |key| if let Key::Str(value) = key { Some(value) } else { None };
    Ok(buckets.into_iter().filter_map(|bucket| Some((named(bucket.key)?, bucket.doc_count))).collect())
}
