//! How the index in Meilisearch is set up: to answer as the embedded engine does.

use meilisearch_sdk::settings::{LocalizedAttributes, MinWordSizeForTypos, PaginationSetting, Settings, TypoToleranceSettings};

use crate::platform::search::agency::{MAX_PER_PAGE, MAX_SKIP};

pub(super) const ITEMS: &str = "items";
pub(super) const PROVINCE: &str = "province_code";
/// The language of the words; without it a short Chinese name may be cut as Japanese.
pub(super) const CHINESE: &str = "cmn";
pub(super) const ENGLISH: &str = "eng";

/// Values of one filter that are counted.
const MAX_VALUES: usize = 1_000;

pub(super) fn settings() -> Settings {
    let typos = TypoToleranceSettings {
        enabled: Some(true),
        disable_on_attributes: Some(vec!["uscc".to_owned()]),
        disable_on_words: None,
        min_word_size_for_typos: Some(MinWordSizeForTypos { one_typo: Some(5), two_typos: Some(9) }),
        disable_on_numbers: None,
    };
    Settings::new()
        .with_searchable_attributes(["name", "name_en", "uscc", "item_names", "place", "province", "qualifications"])
        .with_filterable_attributes([ITEMS, PROVINCE])
        .with_sortable_attributes(["credit", "name_key"])
        .with_displayed_attributes(["id"])
        // Sorting first: whoever asks for an order wants that order, not one within equal matches.
        .with_ranking_rules(["sort", "words", "typo", "proximity", "attribute", "exactness", "credit:desc", "name_key:asc"])
        .with_typo_tolerance(typos)
        .with_pagination(PaginationSetting { max_total_hits: MAX_SKIP + MAX_PER_PAGE })
        .with_max_values_per_facet(MAX_VALUES)
        .with_localized_attributes([
            localized(CHINESE, &["name", "item_names", "place", "province", "qualifications"]),
            localized(ENGLISH, &["name_en"]),
        ])
}

fn localized(locale: &str, attributes: &[&str]) -> LocalizedAttributes {
    LocalizedAttributes {
        locales: vec![locale.to_owned()],
        attribute_patterns: attributes.iter().map(|&attribute| attribute.to_owned()).collect(),
    }
}
