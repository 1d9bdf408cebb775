//! Money in whole fen (分), so that nothing is ever rounded. People type and read 元 and 万元.

mod capital;
#[cfg(test)]
mod tests;

use super::text::half_width;
use serde::{Deserialize, Serialize};

/// Fen in a yuan (元) and in ten thousand yuan (万元).
const YUAN: i64 = 100;
const WAN: i64 = 1_000_000;

/// An amount in fen; 100 fen are one yuan. Negative only as the difference of two amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub i64);

/// Why a text is not an amount. Places count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyFault {
    /// Nothing was given.
    #[error("the amount is empty")]
    Empty,
    /// A character that cannot stand in an amount.
    #[error("character {at} ({found:?}) cannot stand in an amount")]
    Character { at: usize, found: char },
    /// Not digits with at most one point between them.
    #[error("an amount is digits with at most one decimal point")]
    Form,
    /// A comma that does not part thousands: `1,23` could be meant as a decimal.
    #[error("commas only part groups of three digits")]
    Grouping,
    /// More decimals than the unit has down to one fen.
    #[error("{found} decimals, at most {max} reach down to one fen")]
    TooPrecise { max: usize, found: usize },
    /// An amount below zero.
    #[error("an amount is not negative")]
    Negative,
    /// Zero where there has to be something.
    #[error("the amount is zero")]
    Zero,
    /// More than [`Fen::MAX`].
    #[error("the amount is larger than any contract")]
    TooLarge,
}

impl Fen {
    /// The largest amount that is read: ten trillion yuan. Sums of thousands of such amounts still fit.
    pub const MAX: Fen = Fen(1_000_000_000_000_000);

    /// Reads yuan, `98,000` or `98000.50`: at most two decimals, so 1.234 元 is refused and not rounded.
    pub fn parse_yuan(text: &str) -> Result<Fen, MoneyFault> {
        parse(text, 2)
    }

    /// Reads ten thousands of yuan, `9.8` or `9.80`: at most six decimals, down to one fen.
    pub fn parse_wan(text: &str) -> Result<Fen, MoneyFault> {
        parse(text, 6)
    }

    /// This amount, where it has to be more than zero.
    pub fn positive(self) -> Result<Fen, MoneyFault> {
        match self.0 {
            ..0 => Err(MoneyFault::Negative),
            0 => Err(MoneyFault::Zero),
            1.. => Ok(self),
        }
    }

    /// The sum; `None` where it does not fit.
    pub fn checked_add(self, other: Fen) -> Option<Fen> {
        self.0.checked_add(other.0).map(Fen)
    }

    /// How people here write it: `9.80万元` from ten thousand yuan on, `8,000元` or `8,000.50元` below. Exact: further decimals are shown
    /// where there are any (`9.8765万元`).
    pub fn zh(self) -> String {
        if self.0.abs() < WAN { format!("{}元", self.yuan()) } else { format!("{}万元", self.wan()) }
    }

    /// How English readers write it: `CNY 98,000`, `CNY 98,000.50`.
    pub fn en(self) -> String {
        format!("CNY {}", self.yuan())
    }

    /// Yuan with commas; decimals only where there are fen: `98,000`, `98,000.50`.
    pub fn yuan(self) -> String {
        let whole = grouped(self.0.unsigned_abs() / YUAN as u64);
        match self.0.unsigned_abs() % YUAN as u64 {
            0 => format!("{}{whole}", self.sign()),
            fen => format!("{}{whole}.{fen:02}", self.sign()),
        }
    }

    /// Ten thousands of yuan with at least two decimals and as many as needed: `9.80`, `12.00`, `9.8765`. Also the value of an input field.
    pub fn wan(self) -> String {
        let (whole, rest) = (self.0.unsigned_abs() / WAN as u64, self.0.unsigned_abs() % WAN as u64);
        let decimals = format!("{rest:06}");
        let kept = decimals.trim_end_matches('0').len().max(2);
        format!("{}{whole}.{}", self.sign(), &decimals[..kept])
    }

    fn sign(self) -> &'static str {
        if self.0 < 0 { "-" } else { "" }
    }
}

impl std::iter::Sum for Fen {
    fn sum<I: Iterator<Item = Fen>>(amounts: I) -> Fen {
        Fen(amounts.map(|fen| fen.0).sum())
    }
}

fn parse(text: &str, max: usize) -> Result<Fen, MoneyFault> {
    let text = half_width(text.trim()).replace('。', ".");
    let text = text.trim();
    if text.is_empty() {
        return Err(MoneyFault::Empty);
    }
    if text.starts_with(['-', '−']) {
        return Err(MoneyFault::Negative);
    }
    if let Some((found, at)) = text.chars().zip(1..).find(|(c, _)| !c.is_ascii_digit() && !matches!(c, '.' | ',')) {
        return Err(MoneyFault::Character { at, found });
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let whole = ungrouped(whole)?;
    if whole.is_empty() || decimals.is_empty() || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return Err(MoneyFault::Form);
    }
    let significant = decimals.trim_end_matches('0');
    if significant.len() > max {
        return Err(MoneyFault::TooPrecise { max, found: significant.len() });
    }
    // Digits and padded decimals put together are the amount in fen; the only way this can fail is by being too long.
    let fen: i64 = format!("{whole}{significant:0<max$}").parse().map_err(|_| MoneyFault::TooLarge)?;
    if fen > Fen::MAX.0 { Err(MoneyFault::TooLarge) } else { Ok(Fen(fen)) }
}

fn ungrouped(whole: &str) -> Result<String, MoneyFault> {
    let groups: Vec<&str> = whole.split(',').collect();
    let well_grouped = groups.len() == 1 || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    if well_grouped { Ok(groups.concat()) } else { Err(MoneyFault::Grouping) }
}

fn grouped(whole: u64) -> String {
    let digits = whole.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
