//! Which page of a list an address asks for.

use serde::{Deserialize, Deserializer};

/// The number of a page, from 1: the first where an address says none or nonsense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageNumber(i64);

impl PageNumber {
    /// Nobody leafs beyond it.
    pub const LAST: i64 = 100_000;

    /// From the text of an address.
    pub fn of(text: &str) -> PageNumber {
        PageNumber(text.parse().unwrap_or(1).clamp(1, PageNumber::LAST))
    }

    /// From the text of an address that a program made: nothing for anything but a number from 1 to [`PageNumber::LAST`].
    pub fn exactly(text: &str) -> Option<PageNumber> {
        text.parse().ok().filter(|number| (1..=PageNumber::LAST).contains(number)).map(PageNumber)
    }

    /// The number.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl Default for PageNumber {
    fn default() -> PageNumber {
        PageNumber(1)
    }
}

impl<'de> Deserialize<'de> for PageNumber {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<PageNumber, D::Error> {
        String::deserialize(from).map(|text| PageNumber::of(&text))
    }
}

/// The query of an address that asks for no more than a page.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Leaf {
    page: PageNumber,
}

impl Leaf {
    /// The page asked for.
    pub fn page(self) -> i64 {
        self.page.get()
    }
}

#[cfg(test)]
mod tests {
    use actix_web::web::Query;

    use super::*;

    #[test]
    fn nonsense_asks_for_the_first_page_and_nobody_leafs_beyond_the_last() {
        for (query, page) in [
            ("", 1),
            ("page=", 1),
            ("page=7", 7),
            ("page=-3", 1),
            ("page=0", 1),
            ("page=two", 1),
            ("page=99999999", PageNumber::LAST),
            ("other=2", 1),
        ] {
            assert_eq!(Query::<Leaf>::from_query(query).unwrap().page(), page, "{query}");
        }
    }
}
