//! From untrusted text to values. Every reader writes down what is wrong and gives back nothing that could be mistaken for an answer.

use unicode_normalization::UnicodeNormalization;

use super::field::Kind;
use super::{Explain, Form, Upload};
use crate::domain::money::Fen;
use crate::domain::text::{Email, Phone};
use crate::domain::time::{Day, Instant};

/// The longest text of kinds that state no length of their own.
const LONGEST: usize = 254;
impl Form {
    /// The text of a field: trimmed, composed (NFC), line ends as `\n`. Refused when empty (unless optional), too long, or with control
    /// characters. A code is upper-cased and freed of spaces. Empty if refused.
    pub fn text(&mut self, name: &str) -> String {
        let text = self.clean(name);
        if text.is_empty() {
            return self.missing(name, "form-missing");
        }
        let max = match self.kind(name) {
            Some(Kind::Text { max } | Kind::Area { max } | Kind::Code { max }) => max,
            _ => LONGEST,
        };
        let n = text.chars().count();
        if n > max {
            let message = self.t.msg("form-too-long").with("field", self.label(name)).with_n("max", max).with_n("n", n);
            self.refuse(name, message);
            return String::new();
        }
        let lines_allowed = matches!(self.kind(name), Some(Kind::Area { .. }));
        if text.chars().any(|c| c.is_control() && !(lines_allowed && (c == '\n' || c == '\t'))) {
            self.refuse(name, self.about(name, "form-control"));
            return String::new();
        }
        text
    }

    /// The text of a field made into a value by `parse`, which says in the reader's language what is wrong.
    /// `None` if refused, or if an optional field is empty.
    pub fn parsed<V>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<V, String>) -> Option<V> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        parse(&text).map_err(|message| self.refuse(name, message)).ok()
    }

    /// The text of a field as a value of the domain, whose fault is explained in the reader's language: `form.get("name", OrgName::parse)`.
    /// The domain alone judges it. `None` if refused, or if an optional field is empty.
    pub fn get<V, F: Explain>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<V, F>) -> Option<V> {
        let text = self.value(name).to_owned();
        if text.trim().is_empty() {
            self.missing(name, "form-missing");
            return None;
        }
        parse(&text).map_err(|fault| self.refuse(name, fault.explain(self.t, &self.label(name)))).ok()
    }

    pub fn email(&mut self, name: &str) -> Option<Email> {
        self.get(name, Email::parse)
    }

    pub fn phone(&mut self, name: &str) -> Option<Phone> {
        self.get(name, Phone::parse)
    }

    /// A whole number in the range the field states.
    pub fn number(&mut self, name: &str) -> Option<i64> {
        let (min, max) = match self.kind(name) {
            Some(Kind::Number { min, max }) => (min, max),
            _ => (i64::MIN, i64::MAX),
        };
        let wrong = self.t.msg("form-not-number").with("field", self.label(name)).with_n("min", min).with_n("max", max).to_string();
        self.parsed(name, |text| text.parse().ok().filter(|n| (min..=max).contains(n)).ok_or(wrong))
    }

    /// A sum typed in 万元. Fill such a field with [`Fen::wan`].
    pub fn money(&mut self, name: &str) -> Option<Fen> {
        self.get(name, Fen::parse_wan)
    }

    pub fn day(&mut self, name: &str) -> Option<Day> {
        let wrong = self.about(name, "form-not-day");
        self.parsed(name, |text| Day::parse(text).ok_or(wrong))
    }

    pub fn time(&mut self, name: &str) -> Option<Instant> {
        let wrong = self.about(name, "form-not-time");
        self.parsed(name, |text| Instant::parse_local(text).ok_or(wrong))
    }

    /// One of the choices offered, as the value `parse` makes of its word: `form.choice("kind", AgencyKind::parse)`.
    pub fn choice<V>(&mut self, name: &str, parse: impl FnOnce(&str) -> Option<V>) -> Option<V> {
        let word = self.value(name).trim().to_owned();
        if word.is_empty() {
            self.missing(name, "form-missing-choice");
            return None;
        }
        let value = if self.offers(name, &word) { parse(&word) } else { None };
        if value.is_none() {
            self.refuse(name, self.about(name, "form-not-choice"));
        }
        value
    }

    /// The words of all ticked choices, each once, in the order offered.
    pub fn chosen(&mut self, name: &str) -> Vec<String> {
        let ticked = self.values(name).to_vec();
        if ticked.is_empty() {
            self.missing(name, "form-missing-choice");
        } else if ticked.iter().any(|word| !self.offers(name, word)) {
            self.refuse(name, self.about(name, "form-not-choice"));
            return Vec::new();
        }
        let offered = self.choices.get(name).map_or(&[][..], Vec::as_slice);
        offered.iter().map(|choice| choice.value.clone()).filter(|word| ticked.contains(word)).collect()
    }

    /// Whether the box is ticked. A box that has to be ticked is refused when it is not.
    pub fn ticked(&mut self, name: &str) -> bool {
        let ticked = !self.value(name).is_empty();
        if !ticked {
            self.missing(name, "form-missing-check");
        }
        ticked
    }

    /// The secret typed, exactly as typed: neither trimmed nor composed. Empty if missing, which is refused.
    pub fn secret(&mut self, name: &str) -> String {
        let secret = self.value(name).to_owned();
        if secret.is_empty() { self.missing(name, "form-missing") } else { secret }
    }

    /// The files attached. None at all is refused unless the field is optional.
    pub fn uploads(&mut self, name: &str) -> Vec<Upload> {
        let files = self.files.remove(name).unwrap_or_default();
        if files.is_empty() {
            self.missing(name, "form-missing-file");
        }
        files
    }

    fn missing(&mut self, name: &str, key: &str) -> String {
        if self.spec(name).is_none_or(|field| !field.optional) {
            self.refuse(name, self.about(name, key));
        }
        String::new()
    }

    fn offers(&self, name: &str, word: &str) -> bool {
        self.choices.get(name).is_some_and(|choices| choices.iter().any(|choice| choice.value == word))
    }

    fn clean(&self, name: &str) -> String {
        let typed = self.value(name).replace("\r\n", "\n");
        let text: String = typed.trim().nfc().collect();
        match self.kind(name) {
            Some(Kind::Code { .. }) => text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect(),
            Some(Kind::Number { .. }) => text.chars().filter(|c| *c != ',' && !c.is_whitespace()).collect(),
            _ => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Choice, Field, Fields};
    use super::*;
    use crate::platform::i18n::{Lang, T};

    const FIELDS: &[Field] = &[
        Field::text("name", "nav-agencies").max(4),
        Field::area("say", "nav-home").max(10).optional(),
        Field::code("code", "nav-verify"),
        Field::money("price", "form-wan"),
        Field::day("until", "nav-desk"),
        Field::number("count", "nav-results", 1, 9),
        Field::checks("items", "nav-projects"),
        Field::check("truth", "yes"),
        Field::email("mail", "nav-rules"),
        Field::phone("phone", "nav-rules"),
        Field::password("secret", "sign-in"),
    ];

    fn sent(pairs: &[(&str, &str)]) -> Form {
        let mut form = Form::submitted(T { lang: Lang::Zh }, FIELDS, Fields::from_pairs(pairs.iter().copied()));
        form.offer("items", vec![Choice::new("a", "甲"), Choice::new("b", "乙")]);
        form
    }

    #[test]
    fn values_of_the_domain_explain_their_faults() {
        assert_eq!(sent(&[("price", "9.80")]).money("price"), Some(Fen(9_800_000)));
        assert_eq!(sent(&[("mail", "Li.Na@Example.CN")]).email("mail").map(String::from).as_deref(), Some("li.na@example.cn"));
        for (name, typed, why) in [
            ("price", "九", "万元"),
            ("price", "", "请填写"),
            ("mail", "li", "@"),
            ("mail", "李@example.cn", "第1个字符"),
            ("phone", "1234567", "区号"),
        ] {
            let mut form = sent(&[(name, typed)]);
            let given = match name {
                "price" => form.money(name).is_some(),
                "mail" => form.email(name).is_some(),
                _ => form.phone(name).is_some(),
            };
            assert!(!given && form.error(name).unwrap().contains(why), "{:?}", form.error(name));
        }
    }

    #[test]
    fn text_is_cleaned_and_measured_in_characters() {
        assert_eq!(sent(&[("name", " 蓝天 ")]).text("name"), "蓝天");
        assert_eq!(sent(&[("code", "91 51 0100ma")]).text("code"), "91510100MA");
        assert_eq!(sent(&[("say", "一\r\n二")]).text("say"), "一\n二");
        for (name, typed, why) in [
            ("name", "蓝天测绘院", "最多4字，现在5字"),
            ("name", "a\u{7}", "控制字符"),
            ("name", "a\nb", "控制字符"),
            ("name", "  ", "请填写机构"),
        ] {
            let mut form = sent(&[(name, typed)]);
            assert_eq!(form.text(name), "");
            assert!(form.error(name).unwrap().contains(why), "{:?}", form.error(name));
        }
        let mut form = sent(&[]);
        form.text("say");
        assert!(!form.has_errors(), "an optional field may stay empty");
    }

    #[test]
    fn only_what_was_offered_is_taken() {
        assert_eq!(sent(&[("items", "b"), ("items", "a"), ("items", "b")]).chosen("items"), ["a", "b"]);
        let mut form = sent(&[("items", "a"), ("items", "z")]);
        assert_eq!(form.chosen("items"), Vec::<String>::new());
        assert!(form.has_errors());
        let mut form = sent(&[]);
        assert!(!form.ticked("truth"));
        assert!(form.error("truth").is_some());
    }

    #[test]
    fn days_and_numbers() {
        assert_eq!(sent(&[("until", "2026-02-30")]).day("until"), None);
        assert_eq!(sent(&[("until", "2026-02-28")]).day("until"), Day::of(2026, 2, 28));
        assert_eq!((sent(&[("count", "9")]).number("count"), sent(&[("count", "10")]).number("count")), (Some(9), None));
    }

    #[test]
    fn a_refused_form_keeps_what_was_typed_but_never_a_password() {
        let mut form = sent(&[("name", "<b>蓝天测绘院"), ("secret", "hunter2"), ("unasked", "x")]);
        form.text("name");
        form.email("mail");
        let (name, secret, sum) = (form.field("name").to_string(), form.field("secret").to_string(), form.summary().to_string());
        assert!(
            name.contains("value=\"&#60;b&#62;蓝天测绘院\"")
                && name.contains("aria-invalid=\"true\"")
                && name.contains("aria-describedby=\"f-name-e\""),
            "{name}"
        );
        assert!(!secret.contains("hunter2"));
        assert!(sum.contains("href=\"#f-name\"") && sum.contains("有2处需要改正"), "{sum}");
        assert_eq!(form.title("入驻"), "有2处需要改正：入驻");
        assert_eq!(form.value("unasked"), "");
    }

    #[test]
    fn bodies_are_decoded_strictly() {
        let fields = Fields::from_urlencoded("a=1+2&a=%E6%B5%8B&b".as_bytes()).unwrap();
        assert_eq!(fields.value("a"), Some("1 2"));
        assert_eq!(fields.value("b"), Some(""));
        for wrong in [&b"a=%FF"[..], b"a=%F", b"a=%zz", b"\xff=1"] {
            assert!(Fields::from_urlencoded(wrong).is_err());
        }
    }
}
