//! An owner's filing as a form. What was typed goes into the draft whatever it is; the law of [`crate::domain::owner`] judges it.

use crate::domain::filing::Fault;
use crate::domain::owner::{Draft, OwnerKind};
use crate::platform::forms::{Choice, Explain, Field, Form, Width};
use crate::platform::i18n::T;

/// The whole filing.
pub const FILING: &[Field] = &[
    Field::code("uscc", "owners-uscc").max(18).hint("owners-uscc-hint"),
    Field::text("name", "owners-name").hint("owners-name-hint"),
    Field::radio("kind", "owners-kind"),
    Field::text("address", "owners-address").max(200),
    Field::text("legal_representative", "owners-legal-representative").max(50).width(Width::Small),
    Field::text("contact_name", "owners-contact-name").max(50).width(Width::Small).hint("owners-contact-hint"),
    Field::phone("contact_phone", "owners-contact-phone"),
    Field::phone("complaint_phone", "owners-complaint-phone").hint("owners-complaint-hint"),
    Field::file("certificate", "owners-certificate").hint("owners-certificate-hint").optional(),
    Field::check("committed", "owners-committed").optional(),
];

/// The filing as it stands in the draft.
pub fn shown(t: T, draft: &Draft) -> Form {
    let mut form = Form::blank(t, FILING);
    offer_kinds(&mut form, t);
    form.set("uscc", &draft.uscc).set("name", &draft.name).set("kind", &draft.kind).set("address", &draft.address);
    form.set("legal_representative", &draft.legal_representative).set("contact_name", &draft.contact_name);
    form.set("contact_phone", &draft.contact_phone).set("complaint_phone", &draft.complaint_phone);
    form
}

/// What an owner can be.
pub fn offer_kinds(form: &mut Form, t: T) {
    form.offer("kind", OwnerKind::ALL.iter().map(|kind| Choice::new(kind, t.word("owner-kind", kind))).collect());
}

/// What was typed; the scan is filed apart.
pub fn typed(form: &Form) -> Draft {
    let text = |name: &str| form.value(name).trim().to_owned();
    Draft {
        uscc: text("uscc"),
        name: text("name"),
        kind: text("kind"),
        address: text("address"),
        legal_representative: text("legal_representative"),
        contact_name: text("contact_name"),
        contact_phone: text("contact_phone"),
        complaint_phone: text("complaint_phone"),
        certificate: String::new(),
        committed: !form.value("committed").is_empty(),
    }
}

/// Shows what is wrong beside each field.
pub fn refuse(form: &mut Form, t: T, faults: &[Fault]) {
    for fault in faults {
        form.refuse(&fault.field, fault.wrong.explain(t, &t.word("owners", &fault.field)));
    }
}
