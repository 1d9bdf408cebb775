//! What is indexed, what can be asked, and what comes back.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Characters of a query that are looked at; what lies beyond is ignored.
pub const MAX_TEXT: usize = 200;
/// Values of one filter that are looked at.
pub const MAX_FILTER: usize = 64;
/// Hits that can be skipped; more than any register of agencies holds, and little enough to count with.
pub const MAX_SKIP: usize = 1_000_000;
/// Rows of the longest page.
pub const MAX_PER_PAGE: usize = 100;

/// One agency's public entry, as the engines index it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyDoc {
    /// The agency's id: letters, digits, `-` and `_`.
    pub id: String,
    /// Registered name.
    pub name: String,
    /// English name, where the agency gave one.
    pub name_en: Option<String>,
    /// 统一社会信用代码.
    pub uscc: String,
    /// First two digits of the region code, the value of the province filter.
    pub province_code: String,
    /// Province in Chinese, for the words.
    pub province: String,
    /// City or district in Chinese, for the words.
    pub place: String,
    /// Codes of the service items, the values of the item filter.
    pub items: Vec<String>,
    /// Names of those items in Chinese and English, for the words.
    pub item_names: String,
    /// Qualifications and grades, for the words.
    pub qualifications: String,
    /// Credit score in tenths of a point.
    pub credit: i64,
    /// Whether the public may find it; one that is not listed is not indexed.
    pub listed: bool,
}

crate::text_states! {
    /// The order of the hits. Equal hits follow by credit (high first), then by name.
    pub enum Sort {
        /// Best match first; without words to match, by credit.
        Relevance => "relevance",
        /// Highest credit first.
        Credit => "credit",
        /// By name, Chinese names by their reading (see [`super::text::name_key`]).
        Name => "name",
    }
}

crate::text_states! {
    /// Who answered.
    pub enum Engine {
        /// The engine in this process.
        Embedded => "embedded",
        /// The Meilisearch server.
        Meilisearch => "meilisearch",
    }
}

/// A question. Everything in it may come from a stranger; nothing in it can make an engine fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyQuery {
    /// Words that must all be found; empty: every agency.
    pub text: String,
    /// Item codes, any of which; empty: no filter.
    pub items: Vec<String>,
    /// Province codes, any of which; empty: no filter.
    pub provinces: Vec<String>,
    /// Order of the hits.
    pub sort: Sort,
    /// Page, from 1; 0 counts as 1.
    pub page: usize,
    /// Rows a page, 1 to [`MAX_PER_PAGE`].
    pub per_page: usize,
}

impl Default for AgencyQuery {
    fn default() -> Self {
        AgencyQuery { text: String::new(), items: Vec::new(), provinces: Vec::new(), sort: Sort::Relevance, page: 1, per_page: 20 }
    }
}

impl AgencyQuery {
    /// The rows asked for, as (how many to skip, how many to give).
    pub(super) fn window(&self) -> (usize, usize) {
        let limit = self.per_page.clamp(1, MAX_PER_PAGE);
        (self.page.saturating_sub(1).saturating_mul(limit).min(MAX_SKIP), limit)
    }

    /// The order that is meant: relevance has no meaning without words.
    pub(super) fn order(&self, has_words: bool) -> Sort {
        match self.sort {
            Sort::Relevance if !has_words => Sort::Credit,
            sort => sort,
        }
    }
}

/// How many hits each value of a filter would leave. A group ignores its own filter, so a reader sees what the other choices hold.
/// Values without hits are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Item code → agencies.
    pub items: BTreeMap<String, u64>,
    /// Province code → agencies.
    pub provinces: BTreeMap<String, u64>,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct AgencyHits {
    /// Hits in all, of every page.
    pub total: u64,
    /// Agency ids of this page, in order.
    pub ids: Vec<String>,
    /// Counts for the filters.
    pub facets: Facets,
    /// How long the engine took.
    pub took: Duration,
    /// Who answered.
    pub engine: Engine,
}
