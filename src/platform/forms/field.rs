//! What a form asks for, stated once.

use std::borrow::Cow;
use std::fmt::Display;

/// What kind of answer a field takes; it decides the control and the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text of at most `max` characters.
    Text {
        max: usize,
    },
    /// Several lines of at most `max` characters.
    Area {
        max: usize,
    },
    /// A code: one line in fixed-width type, upper-cased and freed of spaces when read.
    Code {
        max: usize,
    },
    Email,
    Phone,
    /// Never shown again once sent.
    Password,
    /// A whole number in this range.
    Number {
        min: i64,
        max: i64,
    },
    /// A sum typed in 万元, read as fen.
    Money,
    Day,
    /// A minute in Shanghai.
    Time,
    /// One of the choices, from a list that folds out.
    Select,
    /// One of the choices, all visible.
    Radio,
    /// Any number of the choices.
    Checks,
    /// A single box to tick.
    Check,
    File,
    /// Sent along unseen.
    Hidden,
}

/// How wide the control is: about as wide as a good answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Small,
    Medium,
    Large,
    Full,
}

/// A field of a form. Built by `Field::text("name", "slice-name")` and the like; usable in `const` lists.
#[derive(Clone, Debug)]
pub struct Field {
    pub(super) name: Cow<'static, str>,
    pub(super) label: Cow<'static, str>,
    /// Whether `label` is the text itself instead of a message key.
    pub(super) label_is_text: bool,
    pub(super) hint: Option<&'static str>,
    pub(super) kind: Kind,
    pub(super) optional: bool,
    pub(super) width: Width,
    pub(super) autocomplete: &'static str,
}

impl Field {
    const fn new(name: &'static str, label: &'static str, kind: Kind, width: Width) -> Field {
        Field {
            name: Cow::Borrowed(name),
            label: Cow::Borrowed(label),
            label_is_text: false,
            hint: None,
            kind,
            optional: false,
            width,
            autocomplete: "off",
        }
    }

    /// One line of text; `label` is a message key. At most 100 characters unless [`Field::max`] says otherwise.
    pub const fn text(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Text { max: 100 }, Width::Large)
    }

    /// Several lines of text. At most 2,000 characters unless [`Field::max`] says otherwise.
    pub const fn area(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Area { max: 2_000 }, Width::Large)
    }

    /// A code such as the 统一社会信用代码.
    pub const fn code(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Code { max: 64 }, Width::Medium)
    }

    pub const fn email(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Email, Width::Medium).autocomplete("email")
    }

    pub const fn phone(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Phone, Width::Small).autocomplete("tel")
    }

    /// A password. Say which with `.autocomplete("current-password")` or `("new-password")`.
    pub const fn password(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Password, Width::Medium)
    }

    /// A whole number from `min` to `max`.
    pub const fn number(name: &'static str, label: &'static str, min: i64, max: i64) -> Field {
        Field::new(name, label, Kind::Number { min, max }, Width::Small)
    }

    /// A sum in 万元.
    pub const fn money(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Money, Width::Small)
    }

    pub const fn day(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Day, Width::Small)
    }

    pub const fn time(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Time, Width::Medium)
    }

    /// One of the choices given by `form.offer(name, choices)`.
    pub const fn select(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Select, Width::Medium)
    }

    /// One of the choices given by `form.offer(name, choices)`, all visible.
    pub const fn radio(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Radio, Width::Full)
    }

    /// Any of the choices given by `form.offer(name, choices)`.
    pub const fn checks(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Checks, Width::Full)
    }

    /// One box to tick. Unless optional it has to be ticked.
    pub const fn check(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::Check, Width::Full)
    }

    /// A file to attach; the form needs `enctype="multipart/form-data"`.
    pub const fn file(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Kind::File, Width::Full)
    }

    /// A value sent along unseen, such as the version a change was based on.
    pub const fn hidden(name: &'static str) -> Field {
        Field::new(name, "", Kind::Hidden, Width::Full).optional()
    }

    /// The message key of the hint below the label.
    pub const fn hint(mut self, key: &'static str) -> Field {
        self.hint = Some(key);
        self
    }

    /// May stay empty; marked so beside the label.
    pub const fn optional(mut self) -> Field {
        self.optional = true;
        self
    }

    /// The greatest number of characters of a text, several lines or a code.
    pub const fn max(mut self, max: usize) -> Field {
        self.kind = match self.kind {
            Kind::Text { .. } => Kind::Text { max },
            Kind::Area { .. } => Kind::Area { max },
            Kind::Code { .. } => Kind::Code { max },
            other => other,
        };
        self
    }

    pub const fn width(mut self, width: Width) -> Field {
        self.width = width;
        self
    }

    /// The HTML autofill token, such as `username` or `one-time-code`. Fields are `off` unless they say one.
    pub const fn autocomplete(mut self, token: &'static str) -> Field {
        self.autocomplete = token;
        self
    }

    /// The same field under a name and a label known only at run time, as for one reason per item of a list.
    #[must_use]
    pub fn named(mut self, name: impl Display, label: impl Display) -> Field {
        self.name = Cow::Owned(name.to_string());
        self.label = Cow::Owned(label.to_string());
        self.label_is_text = true;
        self
    }
}

/// One answer that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read, in the reader's language.
    pub label: String,
    /// A second line below the label.
    pub hint: Option<String>,
}

impl Choice {
    /// A choice without a second line.
    pub fn new(value: impl Display, label: impl Display) -> Choice {
        Choice { value: value.to_string(), label: label.to_string(), hint: None }
    }

    /// The same choice with a second line.
    #[must_use]
    pub fn explained(mut self, hint: impl Display) -> Choice {
        self.hint = Some(hint.to_string());
        self
    }
}
