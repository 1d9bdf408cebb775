//! What a reader asks the directory, from the query of the address and back into it.

use crate::error::Result;
use crate::platform::forms::Fields;
use crate::platform::page::PageNumber;
use crate::platform::search::agency::{MAX_FILTER, MAX_TEXT};
use crate::platform::search::{AgencyQuery, Sort};

/// Rows of a page.
pub const PER_PAGE: usize = 20;

/// A question as it was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub q: String,
    pub items: Vec<String>,
    pub provinces: Vec<String>,
    pub sort: Option<Sort>,
    pub page: usize,
}

impl Asked {
    /// Reads a query string.
    ///
    /// # Errors
    /// [`crate::error::Error::Malformed`] where it is no UTF-8.
    pub fn read(query: &str) -> Result<Asked> {
        let (mut values, _) = Fields::from_urlencoded(query.as_bytes())?.into_parts();
        let mut take = |name: &str| values.remove(name).unwrap_or_default();
        let first = |values: Vec<String>| values.into_iter().next().unwrap_or_default();
        let some = |mut values: Vec<String>| {
            values.retain(|value| !value.is_empty());
            values.dedup();
            values.truncate(MAX_FILTER);
            values
        };
        Ok(Asked {
            q: first(take("q")).trim().chars().take(MAX_TEXT).collect(),
            items: some(take("item")),
            provinces: some(take("province")),
            sort: Sort::parse(&first(take("sort"))),
            page: usize::try_from(PageNumber::of(&first(take("page"))).get()).unwrap_or(1),
        })
    }

    /// The order meant: by match where there are words, else by credit.
    pub fn order(&self) -> Sort {
        self.sort.unwrap_or(if self.q.is_empty() { Sort::Credit } else { Sort::Relevance })
    }

    /// The question for the engine.
    pub fn query(&self) -> AgencyQuery {
        AgencyQuery {
            text: self.q.clone(),
            items: self.items.clone(),
            provinces: self.provinces.clone(),
            sort: self.order(),
            page: self.page,
            per_page: PER_PAGE,
        }
    }

    /// Whether any filter is set.
    pub fn is_filtered(&self) -> bool {
        !self.items.is_empty() || !self.provinces.is_empty()
    }

    /// The address of the first page of this question.
    pub fn href(&self) -> String {
        let mut out = url::form_urlencoded::Serializer::new(String::new());
        if !self.q.is_empty() {
            out.append_pair("q", &self.q);
        }
        out.extend_pairs(self.items.iter().map(|item| ("item", item)));
        out.extend_pairs(self.provinces.iter().map(|code| ("province", code)));
        if let Some(sort) = self.sort {
            out.append_pair("sort", sort.as_str());
        }
        let query = out.finish();
        if query.is_empty() { "/agencies".to_owned() } else { format!("/agencies?{query}") }
    }

    /// The same question without one value of a filter.
    pub fn without(&self, value: &str) -> Asked {
        let rest = |values: &[String]| values.iter().filter(|one| *one != value).cloned().collect();
        Asked { items: rest(&self.items), provinces: rest(&self.provinces), page: 1, ..self.clone() }
    }

    /// The same words without any filter.
    pub fn unfiltered(&self) -> Asked {
        Asked { items: Vec::new(), provinces: Vec::new(), page: 1, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_comes_back_as_the_address_it_came_from() {
        let asked = Asked::read("q=%E6%B5%8B%E7%BB%98&item=a&item=b&province=51&page=3").unwrap();
        assert_eq!((asked.q.as_str(), asked.items.len(), asked.page), ("测绘", 2, 3));
        assert_eq!(asked.href(), "/agencies?q=%E6%B5%8B%E7%BB%98&item=a&item=b&province=51");
        assert_eq!(asked.without("a").href(), "/agencies?q=%E6%B5%8B%E7%BB%98&item=b&province=51");
        assert_eq!(Asked::read("").unwrap().href(), "/agencies");
        assert!(Asked::read("q=%FF").is_err());
    }

    #[test]
    fn nonsense_in_an_address_is_no_error() {
        let asked = Asked::read("page=-1&sort=magic&item=&x=y").unwrap();
        assert_eq!((asked.page, asked.sort, asked.items.len()), (1, None, 0));
        assert_eq!(asked.order(), Sort::Credit);
    }
}
