//! 人民币大写: an amount in the characters that cannot be altered, as contracts and award notices state it.
//!
//! The rules are those of the basic provisions on filling in negotiable instruments (正确填写票据和结算凭证的基本规定, People's Bank of China,
//! annex to the payment and settlement measures of 1997). Where they leave a choice, this market writes 零 after an empty 万 place, none after an
//! empty 元 place, and 整 after 角.

use super::{Fen, YUAN};

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["仟", "佰", "拾", ""];

impl Fen {
    /// The amount in words, `人民币玖万捌仟元整`.
    pub fn capital(self) -> String {
        let sign = if self.0 < 0 { "负" } else { "" };
        let yuan = self.0.unsigned_abs() / YUAN as u64;
        let fen = (self.0.unsigned_abs() % YUAN as u64) as usize;
        let (jiao, fen) = (fen / 10, fen % 10);
        let mut words = String::new();
        if yuan > 0 {
            words = format!("{}元", whole(yuan));
        }
        match (jiao, fen) {
            (0, 0) if yuan == 0 => words.push_str("零元整"),
            (0, 0) => words.push('整'),
            (0, _) if yuan > 0 => words.extend(['零', DIGITS[fen], '分']),
            (0, _) => words.extend([DIGITS[fen], '分']),
            (_, 0) => words.extend([DIGITS[jiao], '角', '整']),
            (_, _) => words.extend([DIGITS[jiao], '角', DIGITS[fen], '分']),
        }
        format!("人民币{sign}{words}")
    }
}

/// A whole number in groups of four digits: 仟佰拾, then 万, 亿, 万亿. Any run of zeros between two digits is one 零.
fn whole(number: u64) -> String {
    let mut out = String::new();
    let mut gap = false;
    for group in (0..5).rev() {
        let value = number / 10_u64.pow(4 * group) % 10_000;
        for (index, place) in PLACES.iter().enumerate() {
            let digit = (value / 10_u64.pow(3 - index as u32) % 10) as usize;
            if digit == 0 {
                gap = !out.is_empty();
                continue;
            }
            if gap {
                out.push('零');
                gap = false;
            }
            out.push(DIGITS[digit]);
            out.push_str(place);
        }
        out.push_str(group_name(number, group));
    }
    out
}

/// What follows a group of four digits: 万 belongs to its own four, 亿 to all that stands before it.
fn group_name(number: u64, group: u32) -> &'static str {
    let value = number / 10_u64.pow(4 * group) % 10_000;
    match group {
        1 | 3 if value > 0 => "万",
        2 if number >= 100_000_000 => "亿",
        4 if value > 0 => "亿",
        _ => "",
    }
}
