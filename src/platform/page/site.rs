//! Which city this market serves and who runs it, as the frame of every page shows it.

use crate::config::Market;
use crate::platform::i18n::{Lang, T};

/// A name in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilingual {
    pub zh: String,
    pub en: String,
}

impl Bilingual {
    /// The name in the language of `t`.
    pub fn say(&self, t: T) -> &str {
        match t.lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// The place and the people behind this market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The city, as in 临澄市中介服务网上超市.
    pub city: Bilingual,
    /// The body that runs the market.
    pub host: Bilingual,
    pub service_phone: String,
    pub supervision_phone: String,
    /// Whether every page says that city, people and figures are invented.
    pub demonstration: bool,
}

impl From<&Market> for Site {
    fn from(market: &Market) -> Site {
        let both = |zh: &str, en: &str| Bilingual { zh: zh.to_owned(), en: en.to_owned() };
        Site {
            city: both(&market.city_zh, &market.city_en),
            host: both(&market.host_zh, &market.host_en),
            service_phone: market.service_phone.clone(),
            supervision_phone: market.supervision_phone.clone(),
            demonstration: market.demonstration,
        }
    }
}

#[cfg(test)]
impl Site {
    /// A site for tests of pages.
    pub(crate) fn of_lincheng() -> Site {
        let both = |zh: &str, en: &str| Bilingual { zh: zh.to_owned(), en: en.to_owned() };
        let phone = "0000-1234500".to_owned();
        Site {
            city: both("临澄市", "Lincheng"),
            host: both("中心", "Centre"),
            service_phone: phone.clone(),
            supervision_phone: phone,
            demonstration: true,
        }
    }
}
