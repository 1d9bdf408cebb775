//! Fields and the error summary as markup.

use askama::Template;
use askama::filters::HtmlSafe;

use super::field::{Choice, Kind, Width};
use super::form::{Form, Refusal};
use crate::domain::money::Fen;
use crate::platform::i18n::T;
use crate::platform::page::Markup;

/// A field ready to be shown. In a template: `{{ form.field("code") }}`, with small changes where a page needs them:
/// `{{ form.field("region").readonly() }}`, `{{ form.field("kind").in_row() }}`.
#[derive(Template, Clone, Debug)]
#[template(path = "layout/field.html")]
pub struct FieldView {
    t: T,
    name: String,
    id: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    values: Vec<String>,
    choices: Vec<Choice>,
    kind: Kind,
    optional: bool,
    width: &'static str,
    max: usize,
    rows: u8,
    row: bool,
    readonly: bool,
    many: bool,
    accept: String,
    list: Vec<String>,
    autocomplete: &'static str,
}

impl HtmlSafe for FieldView {}

impl FieldView {
    pub(super) fn of(form: &Form, name: &str) -> FieldView {
        let spec = form.spec(name);
        if spec.is_none() {
            tracing::error!(name, "a page asks for a field its form does not have");
        }
        let kind = spec.map_or(Kind::Hidden, |field| field.kind);
        let values = if kind == Kind::Password { Vec::new() } else { form.values(name).to_vec() };
        FieldView {
            t: form.t,
            name: name.to_owned(),
            id: field_id(name),
            label: form.label(name),
            hint: spec.and_then(|field| field.hint).map(|key| form.t.t(key)),
            error: form.error(name).map(str::to_owned),
            values,
            choices: form.choices.get(name).cloned().unwrap_or_default(),
            kind,
            // A box that may stay empty needs no note; that is what boxes are for.
            optional: spec.is_some_and(|field| field.optional) && kind != Kind::Check,
            width: spec.map_or("", |field| width_class(field.width, kind)),
            max: if let Kind::Area { max } = kind { max } else { 0 },
            rows: 5,
            row: false,
            readonly: false,
            many: false,
            accept: String::new(),
            list: Vec::new(),
            autocomplete: spec.map_or("off", |field| field.autocomplete),
        }
    }

    /// Shown but not to be changed. The server must not take its value from the form either.
    #[must_use]
    pub fn readonly(mut self) -> FieldView {
        self.readonly = true;
        self
    }

    /// Without the note that it may stay empty: what a form takes without it, the thing may still need.
    #[must_use]
    pub fn needed(mut self) -> FieldView {
        self.optional = false;
        self
    }

    /// Short choices beside each other.
    #[must_use]
    pub fn in_row(mut self) -> FieldView {
        self.row = true;
        self
    }

    /// The height of a field of several lines.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> FieldView {
        self.rows = rows;
        self
    }

    /// More than one file, and which kinds the picker offers (`.pdf,.jpg,.png`); the server judges by content.
    #[must_use]
    pub fn files(mut self, accept: &str) -> FieldView {
        self.many = true;
        self.accept = accept.to_owned();
        self
    }

    /// Which kinds of file the picker offers.
    #[must_use]
    pub fn accept(mut self, accept: &str) -> FieldView {
        self.accept = accept.to_owned();
        self
    }

    /// Words to choose from while typing.
    #[must_use]
    pub fn suggesting(mut self, words: &[String]) -> FieldView {
        self.list = words.to_vec();
        self
    }

    /// A hint known only at run time, instead of the one of the field.
    #[must_use]
    pub fn hint(mut self, text: impl std::fmt::Display) -> FieldView {
        self.hint = Some(text.to_string());
        self
    }

    fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    fn picked(&self, choice: &Choice) -> bool {
        self.values.contains(&choice.value)
    }

    fn is_group(&self) -> bool {
        matches!(self.kind, Kind::Radio | Kind::Checks)
    }

    fn is_check(&self) -> bool {
        self.kind == Kind::Check
    }

    fn is_area(&self) -> bool {
        matches!(self.kind, Kind::Area { .. })
    }

    fn is_select(&self) -> bool {
        self.kind == Kind::Select
    }

    fn is_file(&self) -> bool {
        self.kind == Kind::File
    }

    fn is_money(&self) -> bool {
        self.kind == Kind::Money
    }

    fn is_hidden(&self) -> bool {
        self.kind == Kind::Hidden
    }

    /// Whether a list that folds out needs a first line that chooses nothing.
    fn offers_nothing(&self) -> bool {
        self.optional || self.value().is_empty() || !self.choices.iter().any(|choice| self.picked(choice))
    }

    fn input_type(&self) -> &'static str {
        match self.kind {
            Kind::Radio => "radio",
            Kind::Checks => "checkbox",
            Kind::Email => "email",
            Kind::Phone => "tel",
            Kind::Password => "password",
            Kind::Day => "date",
            Kind::Time => "datetime-local",
            Kind::Hidden => "hidden",
            _ => "text",
        }
    }

    /// The id of a choice; the first has the id of the field, where the error summary leads.
    fn choice_id(&self, place: &usize) -> String {
        if *place == 0 { self.id.clone() } else { format!("{}-{place}", self.id) }
    }

    fn described(&self) -> String {
        let hint = self.hint.is_some().then(|| format!("{}-h", self.id));
        let error = self.error.is_some().then(|| format!("{}-e", self.id));
        let words = self.is_money().then(|| format!("{}-w", self.id));
        hint.into_iter().chain(error).chain(words).collect::<Vec<_>>().join(" ")
    }

    /// The attributes that tie a control to its hint and error, and say how it behaves.
    fn wiring(&self) -> Markup {
        #[derive(Template)]
        #[template(
            source = r#"{% if !described.is_empty() %} aria-describedby="{{ described }}"{% endif %}{% if wrong %} aria-invalid="true"{% endif %}{% if needed %} aria-required="true"{% endif %}{% if readonly %} readonly{% endif %}{% if !autocomplete.is_empty() %} autocomplete="{{ autocomplete }}"{% endif %}{% if !mode.is_empty() %} inputmode="{{ mode }}"{% endif %}"#,
            ext = "html"
        )]
        struct Wiring {
            described: String,
            wrong: bool,
            needed: bool,
            readonly: bool,
            autocomplete: &'static str,
            mode: &'static str,
        }
        let plain = matches!(self.kind, Kind::Check | Kind::File | Kind::Money);
        Markup::of(&Wiring {
            described: self.described(),
            wrong: self.error.is_some(),
            needed: !self.optional && !self.is_check(),
            readonly: self.readonly,
            autocomplete: if plain { "" } else { self.autocomplete },
            mode: if matches!(self.kind, Kind::Number { .. }) { "numeric" } else { "" },
        })
    }

    /// The sum in the field in words, as far as it can be read.
    fn sum_in_words(&self) -> String {
        Fen::parse_wan(self.value()).map_or_else(|_| String::new(), |sum| self.t.capital(sum))
    }

    /// The sentence that counts characters, with `{n}` and `{left}` for the script to fill.
    fn count_words(&self) -> String {
        self.t.msg("form-count").with("n", "{n}").with("left", "{left}").to_string()
    }
}

fn width_class(width: Width, kind: Kind) -> &'static str {
    match (kind, width) {
        (Kind::Code { .. }, Width::Small) => "w-s w-code",
        (Kind::Code { .. }, _) => "w-m w-code",
        (_, Width::Small) => "w-s",
        (_, Width::Medium) => "w-m",
        (_, Width::Large) => "w-l",
        (_, Width::Full) => "",
    }
}

/// The id of a field's control: its name, freed of what an address fragment cannot hold.
fn field_id(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    format!("f-{plain}")
}

/// What was refused, with a link to each field.
#[derive(Template, Clone, Debug)]
#[template(path = "layout/sum.html")]
pub struct Summary {
    t: T,
    refusals: Vec<Refusal>,
}

impl HtmlSafe for Summary {}

impl Summary {
    pub(super) fn new(t: T, refusals: Vec<Refusal>) -> Summary {
        Summary { t, refusals }
    }

    fn anchor(&self, field: &str) -> String {
        field_id(field)
    }
}
