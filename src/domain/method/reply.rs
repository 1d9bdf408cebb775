//! What an owner may write to somebody whose name it does not know: about the work and the price, and nothing by which the two could meet outside.

use unicode_normalization::UnicodeNormalization;

crate::text_states! {
    /// What in a reply would lead around the market.
    pub enum Trace {
        /// A telephone number, or a longer number that may be one.
        Number => "number",
        /// An address of mail or of a page, or a name for one.
        Address => "address",
    }
}

/// So many digits in a row are a telephone number; a date has fewer, and so has a price in yuan.
const DIGITS: usize = 9;
/// Words beside which an address stands.
const WORDS: [&str; 10] = ["@", "http", "www.", "微信", "wechat", "qq", "邮箱", "email", "e-mail", "telegram"];

/// The first thing in a reply that may not stand there. Full-width signs count as their usual forms, and blanks and hyphens do not hide a number.
pub fn trace(text: &str) -> Option<Trace> {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    if WORDS.iter().any(|word| text.contains(word)) {
        return Some(Trace::Address);
    }
    let mut run = 0;
    for c in text.chars() {
        match c {
            c if c.is_ascii_digit() => run += 1,
            ' ' | '-' | '(' | ')' | '+' | '\u{2010}'..='\u{2015}' => {}
            _ => run = 0,
        }
        if run >= DIGITS {
            return Some(Trace::Number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_speaks_of_work_and_price_and_leads_nowhere() {
        for fine in ["请再考虑现场踏勘的费用。", "工期 30 天可以吗？希望不高于 1,860,000 元", "1800000", "2026-11-20 前", "第 3 条"]
        {
            assert_eq!(trace(fine), None, "{fine}");
        }
        for (text, found) in [
            ("请联系 13800000000", Trace::Number),
            ("电话１３８-００００-００００", Trace::Number),
            ("(0818) 2123 4567", Trace::Number),
            ("加微信谈", Trace::Address),
            ("ＱＱ 12345", Trace::Address),
            ("a＠b.cn", Trace::Address),
            ("见 HTTP://x", Trace::Address),
        ] {
            assert_eq!(trace(text), Some(found), "{text}");
        }
    }
}
