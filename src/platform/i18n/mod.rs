//! The words people read. All of them live in `web/locales/<language>/<slice>.ftl`; this module finds, fills and formats them.
//!
//! A language is chosen by the cookie `lang` (which the link in the page head sets), else by the signed-in user's own setting, else by
//! `Accept-Language`, else it is Chinese. Signing in and saving one's settings set the cookie, so the last explicit choice always holds.

mod choose;
mod format;
mod message;

pub use choose::{local_path, routes};
pub use format::Given;
pub use message::Msg;

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, langid, static_loader};

crate::text_states! {
    /// A language of the pages; the stable word is its BCP 47 tag, as in `<html lang>`, the cookie and the database.
    pub enum Lang {
        /// Simplified Chinese, the default.
        Zh => "zh-CN",
        /// English.
        En => "en",
    }
}

static_loader! {
    static LOCALES = {
        locales: "web/locales",
        fallback_language: "zh-CN",
        // No invisible isolation marks: they would be copied along with names and codes. Numbers are grouped: 48,217.
        customise: |bundle| { bundle.set_use_isolating(false); bundle.set_formatter(Some(format::fluent_number)); },
    };
}

const ZH: LanguageIdentifier = langid!("zh-CN");
const EN: LanguageIdentifier = langid!("en");

impl Lang {
    fn id(self) -> &'static LanguageIdentifier {
        static ZH_ID: LanguageIdentifier = ZH;
        static EN_ID: LanguageIdentifier = EN;
        match self {
            Lang::Zh => &ZH_ID,
            Lang::En => &EN_ID,
        }
    }

    /// The language's own name, for the link that switches to it.
    pub const fn name(self) -> &'static str {
        match self {
            Lang::Zh => "中文",
            Lang::En => "English",
        }
    }

    /// The other one of the two.
    pub const fn other(self) -> Lang {
        match self {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        }
    }
}

/// Words in one language. Copied freely; every page has one as `ctx.t`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct T {
    /// The language the words come in.
    pub lang: Lang,
}

impl From<Lang> for T {
    fn from(lang: Lang) -> T {
        T { lang }
    }
}

impl T {
    /// The message `key`, which takes no arguments. A key that does not exist shows as `⟦key⟧` and is logged; a test finds it before that.
    pub fn t(self, key: impl AsRef<str>) -> String {
        self.find(key.as_ref(), None)
    }

    /// The message `key` with the number `$n`, which chooses the plural form. Numbers in messages are grouped (48,217).
    pub fn n(self, key: &str, n: impl Given<i64>) -> String {
        self.msg(key).with_n("n", n).to_string()
    }

    /// The message `key` with text arguments: `t.a("notice-to", &[("agency", &name)])`.
    pub fn a(self, key: &str, arguments: &[(&'static str, &dyn std::fmt::Display)]) -> String {
        arguments.iter().fold(self.msg(key), |message, (name, value)| message.with(name, value)).to_string()
    }

    /// The message `key`, to be filled argument by argument: `t.msg("x").with("name", name).with_n("n", 3)`.
    pub fn msg(self, key: impl AsRef<str>) -> Msg {
        Msg::new(self, key.as_ref())
    }

    /// A sentence of the market: a refusal, a wrong field.
    pub fn say(self, say: &crate::error::Say) -> String {
        say.args.iter().fold(self.msg(say.key), |message, (name, value)| message.with(name, value)).to_string()
    }

    /// The message of a stable word: `word("project-state", state)` finds `project-state-open`. Underscores become hyphens.
    pub fn word(self, family: &str, word: impl std::fmt::Display) -> String {
        self.t(format!("{family}-{word}").replace('_', "-"))
    }

    /// Whether the message exists in this language.
    pub fn has(self, key: &str) -> bool {
        LOCALES.lookup_single_language::<&str>(self.lang.id(), key, None).is_ok()
    }

    fn find(self, key: &str, arguments: Option<&HashMap<Cow<'static, str>, FluentValue<'static>>>) -> String {
        LOCALES.lookup_single_language(self.lang.id(), key, arguments).unwrap_or_else(|error| {
            tracing::error!(key, lang = %self.lang, %error, "a message is missing or lacks an argument");
            format!("⟦{key}⟧")
        })
    }
}
