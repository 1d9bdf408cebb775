//! A message on its way to being complete.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::{Display, Formatter};

use fluent_templates::fluent_bundle::FluentValue;

use super::{Given, T};

/// A message with its arguments. It displays as the finished sentence and is escaped by templates like any text.
#[derive(Clone, Debug)]
pub struct Msg {
    t: T,
    key: String,
    arguments: HashMap<Cow<'static, str>, FluentValue<'static>>,
}

impl Msg {
    pub(super) fn new(t: T, key: &str) -> Msg {
        Msg { t, key: key.to_owned(), arguments: HashMap::new() }
    }

    /// A text argument `{ $name }`: a name, a code, a formatted date or sum.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Msg {
        self.arguments.insert(name.into(), FluentValue::from(value.to_string()));
        self
    }

    /// [`Msg::with`] for an argument whose name was stored with it.
    #[must_use]
    pub fn with_named(mut self, name: &str, value: impl Display) -> Msg {
        self.arguments.insert(name.to_owned().into(), FluentValue::from(value.to_string()));
        self
    }

    /// A number argument: it chooses plural forms and is written in groups (48,217). Years and codes are text: use [`Msg::with`].
    #[must_use]
    pub fn with_n(mut self, name: &'static str, value: impl Given<i64>) -> Msg {
        self.arguments.insert(name.into(), FluentValue::from(value.given()));
        self
    }
}

impl Display for Msg {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.t.find(&self.key, Some(&self.arguments)))
    }
}
