//! 人民币大写: sums in the characters that cannot be altered by a stroke, as 《支付结算办法》 annex 1 (正确填写票据和结算凭证的基本规定) asks.

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 5] = ["", "万", "亿", "万亿", "亿亿"];

/// A sum of fen as `人民币玖万捌仟元整`. A sum below zero is marked 负.
pub(super) fn rmb(fen: i64) -> String {
    let sign = if fen < 0 { "负" } else { "" };
    let fen = fen.unsigned_abs();
    let (yuan, jiao, fen) = (fen / 100, (fen / 10 % 10) as usize, (fen % 10) as usize);
    let whole = match yuan {
        0 if jiao + fen > 0 => String::new(),
        0 => "零元".to_owned(),
        _ => format!("{}元", whole(yuan)),
    };
    // Where 元 is missing before 角 the rule leaves the 零 to choice, as for 万 before 仟; we write both.
    let zero = if yuan > 0 && yuan.is_multiple_of(10) { "零" } else { "" };
    let rest = match (jiao, fen) {
        (0, 0) => "整".to_owned(),
        (_, 0) => format!("{zero}{}角整", DIGITS[jiao]),
        // A missing 角 between 元 and 分 is written 零.
        (0, _) if yuan > 0 => format!("零{}分", DIGITS[fen]),
        (0, _) => format!("{}分", DIGITS[fen]),
        _ => format!("{zero}{}角{}分", DIGITS[jiao], DIGITS[fen]),
    };
    format!("人民币{sign}{whole}{rest}")
}

/// The digits of a whole number above zero, with one 零 for every run of missing places inside it.
fn whole(mut n: u64) -> String {
    let mut groups = Vec::new();
    while n > 0 {
        groups.push((n % 10_000) as usize);
        n /= 10_000;
    }
    let mut out = String::new();
    let mut gap = false;
    for (place, &group) in groups.iter().enumerate().rev() {
        if group == 0 {
            gap = true;
            continue;
        }
        let after_zero = groups.get(place + 1).is_some_and(|above| above % 10 == 0);
        if !out.is_empty() && (gap || group < 1_000 || after_zero) {
            out.push(DIGITS[0]);
        }
        out.push_str(&four(group));
        out.push_str(GROUPS[place]);
        gap = false;
    }
    out
}

fn four(group: usize) -> String {
    let mut out = String::new();
    let mut gap = false;
    for (place, power) in [(3, 1_000), (2, 100), (1, 10), (0, 1)] {
        match group / power % 10 {
            0 => gap = true,
            digit => {
                if gap && !out.is_empty() {
                    out.push(DIGITS[0]);
                }
                out.push(DIGITS[digit]);
                out.push_str(PLACES[place]);
                gap = false;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::rmb;

    #[test]
    fn sums_are_written_as_the_rule_writes_them() {
        // The first five stand in the rule itself.
        for (fen, words) in [
            (140_950, "人民币壹仟肆佰零玖元伍角整"),
            (600_714, "人民币陆仟零柒元壹角肆分"),
            (168_032, "人民币壹仟陆佰捌拾元零叁角贰分"),
            (1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"),
            (32_504, "人民币叁佰贰拾伍元零肆分"),
            (9_800_000, "人民币玖万捌仟元整"),
            (300_500_000, "人民币叁佰万零伍仟元整"),
            (18_600_000, "人民币壹拾捌万陆仟元整"),
            (10_000_000_500, "人民币壹亿零伍元整"),
            (10_050_000_000, "人民币壹亿零伍拾万元整"),
            (0, "人民币零元整"),
            (7, "人民币柒分"),
            (-100, "人民币负壹元整"),
        ] {
            assert_eq!(rmb(fen), words, "{fen}");
        }
        assert!(rmb(i64::MAX).starts_with("人民币玖"));
    }
}
