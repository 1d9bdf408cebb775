//! What an agency types or sends, read with a rule and a next step for whatever is wrong.

use super::service::{Desk, SealedDocument, Typed};
use crate::domain::bid::{Claim, Package, Private, PrivateFile, Quote};
use crate::domain::draw::{Label, Secret};
use crate::domain::method::quote::{Bounds, QuoteKind};
use crate::domain::money::Fen;
use crate::error::{Error, Problem};
use crate::platform::forms::{Field, Form};
use crate::platform::i18n::T;

/// Longest sealed entry as text: an envelope to a large committee and one block of payload.
const LONGEST_SEALED: usize = 200_000;
/// Days anybody may promise.
const MOST_DAYS: i64 = 3_650;

/// The field of the form that takes an entry back: it stands on one page with that of what is typed, and no two fields may have one name there.
pub const KEPT: &str = "kept";

/// An entry that was sealed by the agency: as text, or as the file `mingxuan seal` wrote.
pub const SEALED: &[Field] = &[
    Field::area("sealed", "bids-sealed").max(LONGEST_SEALED).optional().hint("bids-sealed-hint"),
    Field::file("file", "bids-sealed-file").optional(),
    Field::file("payloads", "bids-payloads").optional().hint("bids-payloads-hint"),
];
/// By what an entry under a pseudonym is replaced or taken back: what the agency kept of it.
pub const CLAIM: &[Field] = &[Field::area(KEPT, "bids-claim").max(20_000).hint("bids-claim-hint")];
/// A quote that the market seals.
pub const TYPED: &[Field] = &[
    Field::area("claim", "bids-claim").max(20_000).hint("bids-claim-hint").optional(),
    Field::hidden("fresh"),
    Field::text("amount", "bids-amount").max(40).hint("bids-amount-hint"),
    Field::number("days", "bids-days", 1, MOST_DAYS).optional(),
    Field::file("documents", "bids-files").optional(),
    Field::hidden("sealed_documents"),
    Field::hidden("confirmed"),
];
/// Salt and key of one's own entry.
pub const KEY: &[Field] = &[Field::area("private", "bids-private").max(20_000).hint("bids-private-hint")];

/// The sealed entry in a form; `None` where there is none or it cannot be read.
pub fn sealed(form: &mut Form) -> Option<Package> {
    let mut text = form.value("sealed").to_owned();
    if let Some(upload) = form.uploads("file").into_iter().find(|upload| upload.size > 0) {
        // What is no text is no sealed entry, and is told so below.
        text = std::fs::read_to_string(upload.file.path()).unwrap_or_else(|_| "-".to_owned());
    }
    if text.trim().is_empty() {
        form.refuse("sealed", form.words().t("bids-sealed-missing"));
        return None;
    }
    match Package::parse(&text) {
        Ok(package) => Some(package),
        Err(fault) => {
            form.refuse("sealed", form.words().msg("bids-sealed-broken").with("fault", fault));
            None
        }
    }
}

/// A refusal of a claim, on the field of the form that takes an entry back.
pub fn of_kept(error: Error) -> Error {
    let on = |problem: Problem| if problem.field == "claim" { Problem { field: KEPT.to_owned(), ..problem } } else { problem };
    match error {
        Error::Invalid(problems) => Error::Invalid(problems.into_iter().map(on).collect()),
        other => other,
    }
}

/// The claim in this field of a form; what is pasted stands before the fresh one of the page. `None` where there is none that can be read.
pub fn claim(form: &mut Form, field: &str) -> Option<Claim> {
    let pasted = form.value(field).trim().to_owned();
    let text = if pasted.is_empty() { form.value("fresh").trim().to_owned() } else { pasted };
    let claim = Claim::of(&text);
    if claim.is_none() {
        form.refuse(field, form.words().t("bids-claim-broken"));
    }
    claim
}

/// What is typed, and the number to be confirmed.
pub fn typed(form: &mut Form, desk: &Desk) -> Option<Typed> {
    let quote = quoted(form, desk.bounds);
    let days = if form.value("days").trim().is_empty() { None } else { form.number("days").map(i64::unsigned_abs) };
    form.accepted()?;
    Some(Typed { quote: quote?, days })
}

/// The documents that were sealed before and go on through the page; `None` where they are not as they were given out.
pub fn documents(form: &mut Form) -> Option<Vec<SealedDocument>> {
    let documents = carried(form);
    if documents.is_none() {
        form.refuse("documents", form.words().t("bids-typed-again"));
    }
    documents
}

/// The same, and nothing is refused.
pub fn carried(form: &Form) -> Option<Vec<SealedDocument>> {
    let text = form.value("sealed_documents");
    if text.is_empty() { Some(Vec::new()) } else { serde_json::from_str(text).ok() }
}

/// What stands in the field `amount`, read by the same rules wherever somebody quotes.
pub fn quoted(form: &mut Form, bounds: Bounds) -> Option<Quote> {
    let t = form.words();
    let text = form.value("amount").to_owned();
    // 万 belongs to a sum of ten thousands; here every sum is in yuan, so that nobody is off by a factor of ten thousand.
    if text.contains(['万', '元']) {
        form.refuse("amount", t.t("bids-unit"));
        return None;
    }
    // Percent have the two decimals of yuan: 8.50 is 850.
    let number = form.get("amount", |text| Fen::parse_yuan(text).and_then(Fen::positive))?;
    let number = number.0.unsigned_abs();
    if number > bounds.most || number < bounds.least {
        form.refuse("amount", outside(t, bounds, number));
        return None;
    }
    Some(match bounds.kind {
        QuoteKind::Amount => Quote::Amount(number),
        QuoteKind::Discount => Quote::Discount(number),
    })
}

fn outside(t: T, bounds: Bounds, number: u64) -> String {
    let (side, bound) = if number > bounds.most { ("above", bounds.most) } else { ("below", bounds.least) };
    let bound = Fen(i64::try_from(bound).unwrap_or(i64::MAX));
    match bounds.kind {
        QuoteKind::Amount => t.msg(format!("bids-{side}-amount")).with("bound", t.money(bound)).with("words", t.capital(bound)).to_string(),
        QuoteKind::Discount => t.msg(format!("bids-{side}-discount")).with("bound", bound.yuan()).to_string(),
    }
}

/// The number of a quote, in its smallest unit.
pub fn number(quote: Quote) -> u64 {
    match quote {
        Quote::Amount(number) | Quote::Discount(number) => number,
        Quote::None => 0,
    }
}

/// A quote in words, so that a slip by a factor of ten thousand is seen.
pub fn words(t: T, quote: Quote) -> String {
    let fen = |number: u64| Fen(i64::try_from(number).unwrap_or(i64::MAX));
    match quote {
        Quote::Amount(number) => {
            t.msg("bids-quote-amount").with("sum", fen(number).yuan()).with("words", t.capital(fen(number))).to_string()
        }
        Quote::Discount(number) => t.msg("bids-quote-discount").with("percent", percent(number)).to_string(),
        Quote::None => t.t("bids-quote-none"),
    }
}

/// `8.50` of 850 hundredths of a percent.
pub fn percent(points: u64) -> String {
    format!("{}.{:02}", points / 100, points % 100)
}

/// Label, salt and key from the private file that the script or `mingxuan seal` saved.
pub fn private(form: &mut Form) -> Option<(Option<Label>, Private)> {
    let wrong = form.words().t("bids-private-broken");
    let text = form.value("private").to_owned();
    let file: Option<PrivateFile> = serde_json::from_str(text.trim()).ok();
    let read = file
        .and_then(|file| Some((Label::parse(&file.label), Private { salt: Secret::parse(&file.salt)?, key: Secret::parse(&file.key)? })));
    if read.is_none() {
        form.refuse("private", wrong);
    }
    read
}
