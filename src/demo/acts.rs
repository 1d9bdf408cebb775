//! What people of the city write when they register a contract or rate a work.

use super::dice::Dice;
use crate::domain::money::Fen;
use crate::domain::project::{Posting, PriceKind};
use crate::domain::rating::Parts;
use crate::domain::time::{DAY, Instant};
use crate::market::contracts::Registration;

/// A contract as it is registered: at the fixed price, or a little below the cap.
pub fn registration(posting: &Posting, now: Instant, number: usize) -> Registration {
    let amount = match posting.price_kind {
        PriceKind::Fixed => posting.price,
        PriceKind::Cap => Fen(posting.price.0 / 100_000 * 92 / 100 * 100_000),
    };
    Registration {
        number: format!("LC-{}-{:04}", now.day().parts().0, number + 1),
        amount,
        content: posting.spec.content.clone(),
        signed_on: now.day(),
        starts_on: now.day(),
        ends_on: now.plus(i64::from(posting.spec.service_days) * DAY).day(),
        document: None,
    }
}

/// A rating: mostly good, sometimes not.
pub fn rating(dice: &mut Dice) -> (Parts, &'static str) {
    let mut part = || 5 - i64::try_from([0, 0, 0, 0, 1, 1, 1, 2, 2, 3][dice.below(10)]).unwrap_or(0);
    let parts = Parts { quality: part(), timeliness: part(), attitude: part(), charge: part(), compliance: part() };
    let sum: i64 = parts.named().iter().map(|(_, value)| value).sum();
    let words = match sum {
        23.. => "成果质量高，配合及时，值得推荐。",
        19..=22 => "总体满意，按期完成。",
        15..=18 => "基本符合要求，沟通还可以更及时。",
        _ => "成果反复修改，进度滞后，希望改进。",
    };
    (parts, words)
}
