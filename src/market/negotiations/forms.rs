//! What an agency types, read as everywhere where somebody quotes.

use super::service::Desk;
use crate::domain::bid;
use crate::domain::method::Quote;
use crate::domain::money::Fen;
use crate::market::bids;
use crate::platform::forms::{Field, Form};
use crate::platform::i18n::T;

/// A quote, and the number that was shown in words.
pub const QUOTE: &[Field] = &[Field::text("amount", "bids-amount").max(40).hint("bids-amount-hint"), Field::hidden("confirmed")];

/// The quote; `None` where it is none.
pub fn read(form: &mut Form, desk: &Desk) -> Option<Quote> {
    let quote = bids::forms::quoted(form, desk.bounds);
    form.accepted()?;
    match quote? {
        bid::Quote::Amount(fen) => Some(Quote::Amount(Fen(i64::try_from(fen).ok()?))),
        bid::Quote::Discount(_) | bid::Quote::None => None,
    }
}

/// What the second post must repeat: a quote that was changed after it was shown in words is shown again.
pub fn confirmation(quote: Quote) -> String {
    match quote {
        Quote::Amount(fen) => fen.0.to_string(),
        Quote::Discount(bp) => bp.to_string(),
    }
}

/// A quote in figures and in words, so that a slip by a factor of ten thousand is seen.
pub fn words(t: T, quote: Quote) -> String {
    bids::forms::words(
        t,
        match quote {
            Quote::Amount(fen) => bid::Quote::Amount(fen.0.unsigned_abs()),
            Quote::Discount(bp) => bid::Quote::Discount(u64::from(bp)),
        },
    )
}
