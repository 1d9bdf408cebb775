//! The steps of a filing as forms. What was typed goes into the draft whatever it is; the law of [`crate::domain::agency`] judges it.

use crate::domain::agency::{AgencyKind, Draft, OfferDraft, PaperDraft};
use crate::domain::catalogue::ServiceItem;
use crate::domain::filing::Fault;
use crate::domain::province;
use crate::market::catalogue;
use crate::platform::forms::{Choice, Explain, Field, Form, Width};
use crate::platform::i18n::T;

crate::text_states! {
    /// The steps in their order.
    pub enum Step {
        Basics => "basics",
        Licence => "licence",
        Contacts => "contacts",
        Items => "items",
        Commit => "commit",
    }
}

const BASICS: &[Field] = &[
    Field::code("uscc", "agencies-uscc").max(18).hint("agencies-uscc-hint"),
    Field::text("name", "agencies-name").hint("agencies-name-hint"),
    Field::text("name_en", "agencies-name-en").max(120).optional(),
    Field::radio("kind", "agencies-kind"),
    Field::select("province", "agencies-province").hint("agencies-province-hint").optional(),
    Field::text("place", "agencies-place").max(60).hint("agencies-place-hint"),
    Field::text("address", "agencies-address").max(200),
];

const LICENCE: &[Field] = &[
    Field::day("established_on", "agencies-established-on"),
    Field::money("capital", "agencies-capital").hint("agencies-capital-hint").optional(),
    Field::text("legal_representative", "agencies-legal-representative").max(50).width(Width::Small),
    Field::area("scope", "agencies-scope").max(2_000).hint("agencies-scope-hint"),
    Field::file("licence", "agencies-licence").hint("agencies-scan-hint").optional(),
];

const CONTACTS: &[Field] = &[
    Field::text("contact_name", "agencies-contact-name").max(50).width(Width::Small).hint("agencies-contact-hint"),
    Field::phone("contact_phone", "agencies-contact-phone"),
    Field::email("contact_email", "agencies-contact-email"),
    Field::area("introduction", "agencies-introduction").max(500).hint("agencies-introduction-hint").optional(),
];

/// The commitment that ends a filing.
pub const COMMIT: &[Field] = &[Field::check("committed", "agencies-committed")];

/// The choice of a further item.
pub const ADD: &[Field] = &[Field::select("item", "agencies-add-item").width(Width::Large)];

impl Step {
    /// The fields of this step that stand in one form.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Step::Basics => BASICS,
            Step::Licence => LICENCE,
            Step::Contacts => CONTACTS,
            Step::Items => &[],
            Step::Commit => COMMIT,
        }
    }

    /// The names of its fields.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Step::Basics => &["uscc", "name", "name_en", "kind", "province", "place", "address"],
            Step::Licence => &["established_on", "capital", "legal_representative", "scope", "licence"],
            Step::Contacts => &["contact_name", "contact_phone", "contact_email", "introduction"],
            Step::Items => &["offers"],
            Step::Commit => &["committed"],
        }
    }

    /// The step a field stands in.
    pub fn of(field: &str) -> Step {
        Step::ALL.iter().copied().find(|step| step.names().contains(&field)).unwrap_or(Step::Items)
    }

    /// Where it is filled in.
    pub fn href(self) -> String {
        format!("/agency/filing/{self}")
    }

    /// The step after this one.
    pub fn next(self) -> Step {
        Step::ALL.get(self as usize + 1).copied().unwrap_or(Step::Commit)
    }
}

/// A step as it stands in the draft.
pub fn shown(step: Step, t: T, draft: &Draft) -> Form {
    let mut form = Form::blank(t, step.fields());
    offer_choices(&mut form, t);
    for name in step.names() {
        if let Some(text) = draft.text(name) {
            form.set(name, text);
        }
    }
    if draft.committed && step == Step::Commit {
        form.set("committed", "yes");
    }
    form
}

/// What a step offers to choose from.
pub fn offer_choices(form: &mut Form, t: T) {
    form.offer("kind", AgencyKind::ALL.iter().map(|kind| Choice::new(kind, t.word("agency-kind", kind))).collect());
    let name = |code| province::name(code).map(|name| catalogue::say(t, &name)).unwrap_or_default();
    form.offer("province", province::codes().map(|code| Choice::new(code, name(code))).collect());
}

/// What was typed in a step, to be put into the draft.
pub fn typed(step: Step, form: &Form) -> Vec<(&'static str, String)> {
    step.names().iter().map(|name| (*name, form.value(name).replace("\r\n", "\n"))).collect()
}

/// Shows the faults of a step's own fields.
pub fn refuse_step(form: &mut Form, t: T, step: Step, faults: &[Fault]) {
    for fault in faults.iter().filter(|fault| step.names().contains(&fault.field.as_str())) {
        form.refuse(&fault.field, fault.wrong.explain(t, &t.word("agencies", &fault.field)));
    }
}

/// Shows the faults of this form's fields; `prefix` is what the names in the filing have more than those in the form. Tells how many there were.
pub fn refuse(form: &mut Form, t: T, faults: &[Fault], prefix: &str) {
    for fault in faults {
        let Some(name) = fault.field.strip_prefix(prefix) else { continue };
        let label = t.word("agencies", name);
        form.refuse(name, fault.wrong.explain(t, &label));
    }
}

/// The fields about an item: only what the catalogue demands of it.
pub fn item_fields(item: &ServiceItem) -> Vec<Field> {
    let promise = Field::area("promise", "agencies-promise").max(300).hint("agencies-promise-hint");
    let promise = if item.promise_only() { promise } else { promise.optional() };
    vec![promise, Field::number("days", "agencies-days", 1, 365).hint("agencies-days-hint")]
}

/// An item as it stands in the draft.
pub fn item_shown(t: T, item: &ServiceItem, typed: &OfferDraft) -> Form {
    let mut form = Form::blank(t, &item_fields(item));
    let days = if typed.days.is_empty() { item.standard_wd.to_string() } else { typed.days.clone() };
    form.set("promise", &typed.promise).set("days", days);
    form
}

/// The fields of a certificate of this item; none where the item has no qualification.
pub fn paper_fields(item: &ServiceItem) -> Vec<Field> {
    let Some(kind) = &item.qualification else { return Vec::new() };
    let mut fields = Vec::new();
    if !kind.majors.is_empty() {
        fields.push(Field::select("major", "agencies-major"));
    }
    if !kind.grades.is_empty() {
        fields.push(Field::select("grade", "agencies-grade"));
    }
    fields.extend([
        Field::text("number", "agencies-number").max(60).width(Width::Medium),
        Field::text("issuer", "agencies-issuer"),
        Field::day("valid_from", "agencies-valid-from"),
        Field::day("valid_until", "agencies-valid-until").hint("agencies-valid-until-hint").optional(),
        Field::check("no_end", "agencies-no-end").optional(),
        Field::file("scan", "agencies-scan").hint("agencies-scan-hint").optional(),
    ]);
    fields
}

/// The names of those fields.
pub fn paper_names(item: &ServiceItem) -> Vec<&'static str> {
    let Some(kind) = &item.qualification else { return Vec::new() };
    let major = (!kind.majors.is_empty()).then_some("major");
    let grade = (!kind.grades.is_empty()).then_some("grade");
    major.into_iter().chain(grade).chain(["number", "issuer", "valid_from", "valid_until", "no_end", "scan"]).collect()
}

/// What a certificate can be chosen as.
pub fn offer_paper(form: &mut Form, t: T, item: &ServiceItem) {
    let Some(kind) = &item.qualification else { return };
    let say = |words| catalogue::say(t, words);
    form.offer("major", kind.majors.iter().map(|major| Choice::new(&major.path, say(&major.name))).collect());
    form.offer("grade", kind.grades.iter().map(|grade| Choice::new(&grade.code, say(&grade.name))).collect());
}

/// A certificate as it stands in the draft.
pub fn paper_shown(t: T, item: &ServiceItem, typed: &PaperDraft) -> Form {
    let mut form = Form::blank(t, &paper_fields(item));
    offer_paper(&mut form, t, item);
    form.set("major", &typed.major).set("grade", &typed.grade).set("number", &typed.number).set("issuer", &typed.issuer);
    form.set("valid_from", &typed.valid_from).set("valid_until", &typed.valid_until);
    if typed.no_end {
        form.set("no_end", "yes");
    }
    form
}

/// What was typed for a certificate; the scan stays the one there is until another comes.
pub fn paper_typed(form: &Form, key: &str, scan: String) -> PaperDraft {
    let text = |name: &str| form.value(name).trim().to_owned();
    PaperDraft {
        key: key.to_owned(),
        major: text("major"),
        grade: text("grade"),
        number: text("number"),
        issuer: text("issuer"),
        valid_from: text("valid_from"),
        valid_until: text("valid_until"),
        no_end: !form.value("no_end").is_empty(),
        scan,
    }
}

/// The items that can still be added.
pub fn add_shown(t: T, draft: &Draft) -> Form {
    let mut form = Form::blank(t, ADD);
    offer_items(&mut form, t, draft);
    form
}

/// Offers the items that the draft does not have yet.
pub fn offer_items(form: &mut Form, t: T, draft: &Draft) {
    let open = catalogue::catalogue().items().iter().filter(|item| draft.offer(item.code.as_str()).is_none());
    form.offer("item", open.map(|item| Choice::new(&item.code, catalogue::say(t, &item.name))).collect());
}
