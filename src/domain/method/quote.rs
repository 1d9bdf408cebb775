//! What an agency asks for: an amount in fen, or a discount (下浮率) in steps of 0.01 %.

use std::fmt;

use super::outcome::Rule;
use crate::domain::draw::words::Field;
use crate::domain::money::Fen;

/// Hundredths of a percent in the whole.
pub const WHOLE_BP: u32 = 10_000;

crate::text_states! {
    /// What is quoted.
    pub enum QuoteKind {
        /// An amount.
        Amount => "amount-fen",
        /// Percent below the price of the notice.
        Discount => "discount-bp",
    }
}

/// A quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    Amount(Fen),
    /// Hundredths of a percent (bp) below the price of the notice: 850 is 8.50 %.
    Discount(u32),
}

impl Quote {
    /// Which kind it is.
    pub fn kind(self) -> QuoteKind {
        match self {
            Quote::Amount(_) => QuoteKind::Amount,
            Quote::Discount(_) => QuoteKind::Discount,
        }
    }

    /// What would be paid, for comparing quotes of one kind: fen, or ten-thousandths of the notice's price. Less is cheaper.
    pub fn to_pay(self) -> i128 {
        match self {
            Quote::Amount(fen) => i128::from(fen.0),
            Quote::Discount(bp) => i128::from(WHOLE_BP) - i128::from(bp),
        }
    }

    /// The sum of a contract at this quote, where the notice names this price; a fraction of a fen is left out.
    pub fn contract(self, price: Fen) -> Fen {
        match self {
            Quote::Amount(fen) => fen,
            Quote::Discount(bp) => {
                let sum = i128::from(price.0) * i128::from(WHOLE_BP.saturating_sub(bp)) / i128::from(WHOLE_BP);
                Fen(i64::try_from(sum).unwrap_or(price.0))
            }
        }
    }

    /// What would be paid in hundredths of a percent of the notice's price, rounded down.
    pub fn share_bp(self, price: Fen) -> u32 {
        let share = match self {
            Quote::Amount(fen) => i128::from(fen.0) * i128::from(WHOLE_BP) / i128::from(price.0.max(1)),
            Quote::Discount(_) => self.to_pay(),
        };
        u32::try_from(share.max(0)).unwrap_or(u32::MAX)
    }

    fn of(kind: QuoteKind, number: u64) -> Option<Quote> {
        match kind {
            QuoteKind::Amount => i64::try_from(number).ok().map(|fen| Quote::Amount(Fen(fen))),
            QuoteKind::Discount => u32::try_from(number).ok().filter(|bp| *bp <= WHOLE_BP).map(Quote::Discount),
        }
    }

    fn number(self) -> u64 {
        match self {
            Quote::Amount(fen) => fen.0.unsigned_abs(),
            Quote::Discount(bp) => u64::from(bp),
        }
    }
}

/// What the notice lets agencies quote; both ends are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub kind: QuoteKind,
    pub least: u64,
    pub most: u64,
}

impl Bounds {
    /// The rule by which a quote does not count; `None` for one that does.
    pub fn against(&self, quote: Quote) -> Option<Rule> {
        match quote.number() {
            _ if quote.kind() != self.kind => Some(Rule::OtherKind),
            number if number < self.least => Some(Rule::BelowFloor),
            number if number > self.most => Some(Rule::AboveCap),
            _ => None,
        }
    }
}

/// What became of the quote of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// No envelope, or one that quotes nothing.
    None,
    /// The envelope could not be opened, and that was its sealer's doing.
    Spoiled,
    /// A member of the committee was absent, and the agency did not reveal its key either.
    Missing,
    /// The check after the opening spoke against a document beside it, and the policy excludes for that.
    Found,
    Quoted(Quote),
}

impl fmt::Display for Offer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Offer::None => f.write_str("-"),
            Offer::Spoiled => f.write_str("spoiled"),
            Offer::Missing => f.write_str("missing"),
            Offer::Found => f.write_str("found"),
            Offer::Quoted(quote) => write!(f, "{}:{}", quote.kind(), quote.number()),
        }
    }
}

impl Field for Offer {
    fn read(word: &str) -> Option<Self> {
        match word.split_once(':') {
            Some((kind, number)) => Quote::of(QuoteKind::parse(kind)?, u64::read(number)?).map(Offer::Quoted),
            None => match word {
                "-" => Some(Offer::None),
                "spoiled" => Some(Offer::Spoiled),
                "missing" => Some(Offer::Missing),
                "found" => Some(Offer::Found),
                _ => None,
            },
        }
    }

    fn grammar() -> String {
        "amount-fen:<n>, discount-bp:<n>, spoiled, missing, found or `-`".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_the_bounds_are_allowed() {
        let bounds = Bounds { kind: QuoteKind::Amount, least: 100, most: 200 };
        let of = |fen| bounds.against(Quote::Amount(Fen(fen)));
        assert_eq!([99, 100, 200, 201].map(of), [Some(Rule::BelowFloor), None, None, Some(Rule::AboveCap)]);
        assert_eq!(bounds.against(Quote::Discount(150)), Some(Rule::OtherKind));
    }

    #[test]
    fn a_discount_is_taken_off_the_price_of_the_notice_and_no_fen_is_invented() {
        assert_eq!(Quote::Discount(850).contract(Fen(18_600_000)), Fen(17_019_000));
        assert_eq!(Quote::Discount(1).contract(Fen(999)), Fen(998));
        assert_eq!(Quote::Discount(10_000).contract(Fen(999)), Fen(0));
        assert_eq!(Quote::Amount(Fen(5)).contract(Fen(999)), Fen(5));
    }

    #[test]
    fn a_share_of_the_price_is_rounded_down_whatever_is_quoted() {
        let share = |quote: Quote| quote.share_bp(Fen(3_000_000));
        assert_eq!([Fen(3_000_000), Fen(2_849_999), Fen(0)].map(|fen| share(Quote::Amount(fen))), [10_000, 9_499, 0]);
        assert_eq!([500, 501].map(|bp| share(Quote::Discount(bp))), [9_500, 9_499]);
    }
}
