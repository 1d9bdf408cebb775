//! A form on its way between the reader and the slice: what is asked, what was typed, what was refused.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::field::{Choice, Field, Kind};
use super::view::{FieldView, Summary};
use super::{Fields, Upload};
use crate::error::{Error, Problem, Say};
use crate::platform::i18n::T;

/// One thing that is wrong, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The name of the field; empty for the form as a whole.
    pub field: String,
    /// Fact, rule, next step.
    pub message: String,
}

/// A form: its fields, their values and what was refused.
#[derive(Debug)]
pub struct Form {
    pub(super) t: T,
    pub(super) fields: Vec<Field>,
    pub(super) values: BTreeMap<String, Vec<String>>,
    pub(super) files: BTreeMap<String, Vec<Upload>>,
    pub(super) choices: BTreeMap<String, Vec<Choice>>,
    pub(super) refusals: Vec<Refusal>,
}

impl Form {
    /// An empty form in the language of `t`.
    pub fn blank(t: T, fields: &[Field]) -> Form {
        Form { t, fields: fields.to_vec(), values: BTreeMap::new(), files: BTreeMap::new(), choices: BTreeMap::new(), refusals: Vec::new() }
    }

    /// A form as it was sent. Whatever it does not ask for is dropped.
    pub fn submitted(t: T, fields: &[Field], sent: Fields) -> Form {
        let mut form = Form::blank(t, fields);
        let (values, files) = sent.into_parts();
        form.values = values;
        form.values.retain(|name, _| fields.iter().any(|field| field.name == *name));
        form.files = files;
        form
    }

    /// The words of the form's reader, for a reader of a form that refuses fields itself.
    pub fn words(&self) -> T {
        self.t
    }

    /// Fills a field before the form is shown.
    pub fn set(&mut self, name: &str, value: impl Display) -> &mut Form {
        self.values.insert(name.to_owned(), vec![value.to_string()]);
        self
    }

    /// Ticks several choices of a field before the form is shown.
    pub fn set_all<V: Display>(&mut self, name: &str, values: impl IntoIterator<Item = V>) -> &mut Form {
        self.values.insert(name.to_owned(), values.into_iter().map(|value| value.to_string()).collect());
        self
    }

    /// The answers a select, radio or checks field offers. Give them before reading: an answer not among them is refused.
    pub fn offer(&mut self, name: &str, choices: Vec<Choice>) -> &mut Form {
        self.choices.insert(name.to_owned(), choices);
        self
    }

    /// The text of a field as it was typed; empty if there is none.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// All texts of a field as they were sent.
    pub fn values(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Refuses a field for a reason only the slice knows, in the reader's language. An empty name refuses the form as a whole.
    pub fn refuse(&mut self, name: &str, message: impl Display) {
        if name.is_empty() || self.error(name).is_none() {
            self.refusals.push(Refusal { field: name.to_owned(), message: message.to_string() });
        }
    }

    /// Takes over the wrong fields that a service found, so that the form can be shown again; every other error comes back for its own page.
    ///
    /// # Errors
    /// The same error, if it is not [`Error::Invalid`].
    pub fn refused_by(&mut self, error: Error) -> Result<(), Error> {
        let Error::Invalid(problems) = error else { return Err(error) };
        for problem in problems {
            self.refuse(&problem.field, self.t.say(&problem.say));
        }
        Ok(())
    }

    /// Like [`Form::refused_by`], and a rule of the market that said no stays on the page too, above the fields.
    ///
    /// # Errors
    /// The same error, if it is neither [`Error::Invalid`] nor [`Error::Refused`].
    pub fn stays(&mut self, error: Error) -> Result<(), Error> {
        let Error::Refused(say) = error else { return self.refused_by(error) };
        self.refuse("", self.t.say(&say));
        Ok(())
    }

    /// Why a field was refused.
    pub fn error(&self, name: &str) -> Option<&str> {
        self.refusals.iter().find(|refusal| refusal.field == name).map(|refusal| refusal.message.as_str())
    }

    pub fn has_errors(&self) -> bool {
        !self.refusals.is_empty()
    }

    /// The refusals as an error, for the JSON door: the same sentences, field by field.
    pub fn as_error(&self) -> Error {
        let told = |name: &str, message: &str| Problem::new(name, Say::new("error-verbatim").with("text", message));
        Error::Invalid(self.refusals.iter().map(|refusal| told(&refusal.field, &refusal.message)).collect())
    }

    /// `Some(())` when nothing was refused; for `form.accepted()?` at the end of reading.
    pub fn accepted(&self) -> Option<()> {
        (!self.has_errors()).then_some(())
    }

    /// The title of the page: after a refusal it begins with the number of things to correct.
    pub fn title(&self, title: impl Display) -> String {
        match self.refusals.len() {
            0 => title.to_string(),
            n => self.t.msg("form-title-refused").with_n("n", n).with("title", title).to_string(),
        }
    }

    /// What was refused, with a link to each field, in the order of the fields; shows nothing when nothing was.
    pub fn summary(&self) -> Summary {
        let place = |refusal: &Refusal| self.fields.iter().position(|field| field.name == refusal.field);
        let mut refusals = self.refusals.clone();
        refusals.sort_by_key(place);
        Summary::new(self.t, refusals)
    }

    /// A field, ready to be shown: `{{ form.field("name") }}`.
    pub fn field(&self, name: &str) -> FieldView {
        FieldView::of(self, name)
    }

    /// All fields in the order of the list, for forms that need no other arrangement.
    pub fn all(&self) -> Vec<FieldView> {
        self.fields.iter().map(|field| FieldView::of(self, &field.name)).collect()
    }

    pub(super) fn spec(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    pub(super) fn kind(&self, name: &str) -> Option<Kind> {
        self.spec(name).map(|field| field.kind)
    }

    pub(super) fn label(&self, name: &str) -> String {
        match self.spec(name) {
            Some(field) if field.label_is_text => field.label.to_string(),
            Some(field) => self.t.t(&field.label),
            None => name.to_owned(),
        }
    }

    /// The message `key` about a field, which it calls `$field`.
    pub(super) fn about(&self, name: &str, key: &str) -> String {
        self.t.msg(key).with("field", self.label(name)).to_string()
    }
}
