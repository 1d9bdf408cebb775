//! Which city this market serves and who runs it: configuration, shown in the frame of every page.

use serde::Deserialize;

use crate::platform::i18n::{Lang, T};

/// A name in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub zh: String,
    pub en: String,
}

impl Bilingual {
    /// A name in both languages.
    pub fn of(zh: &str, en: &str) -> Bilingual {
        Bilingual { zh: zh.to_owned(), en: en.to_owned() }
    }

    /// The name in the language of `t`.
    pub fn say(&self, t: T) -> &str {
        match t.lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// The section `[site]` of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Site {
    /// The city, as in 临澄市中介服务网上超市.
    pub city: Bilingual,
    /// The body that runs the market.
    pub host: Bilingual,
    /// Telephone of the help line.
    pub phone: String,
    /// When the help line answers.
    pub hours: Bilingual,
    /// Telephone of the supervising body.
    pub supervision_phone: String,
    /// Whether every page says that city, people and figures are invented.
    pub demo: bool,
}

impl Default for Site {
    fn default() -> Site {
        Site {
            city: Bilingual::of("临澄市", "Lincheng"),
            host: Bilingual::of("临澄市公共资源交易中心", "Lincheng Public Resource Trading Centre"),
            phone: "0000-1234500".to_owned(),
            hours: Bilingual::of("工作日9:00—17:30", "working days 9:00–17:30"),
            supervision_phone: "0000-1234567".to_owned(),
            demo: false,
        }
    }
}
