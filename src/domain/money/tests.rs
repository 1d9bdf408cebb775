use super::*;
use proptest::prelude::*;

#[test]
fn yuan_are_read_exactly() {
    let table = [
        ("98000", 9_800_000),
        ("98,000", 9_800_000),
        (" ９８，０００．５ ", 9_800_050),
        ("0.01", 1),
        ("0", 0),
        ("1.200", 120),
        ("007", 700),
        ("1,234,567.89", 123_456_789),
    ];
    for (text, fen) in table {
        assert_eq!(Fen::parse_yuan(text), Ok(Fen(fen)), "{text}");
    }
}

#[test]
fn ten_thousands_are_read_exactly() {
    for (text, fen) in [
        ("9.8", 9_800_000),
        ("9.80", 9_800_000),
        ("18.6", 18_600_000),
        ("0.000001", 1),
        ("1.5", 1_500_000),
        ("300", 300_000_000),
        ("12。5", 12_500_000),
    ] {
        assert_eq!(Fen::parse_wan(text), Ok(Fen(fen)), "{text}");
    }
}

#[test]
fn wrong_amounts_are_refused_with_facts() {
    use MoneyFault::*;
    let table = [
        ("", Empty),
        (" 　", Empty),
        ("1.234", TooPrecise { max: 2, found: 3 }),
        ("-1", Negative),
        ("－１", Negative),
        ("1,23", Grouping),
        ("1,2345", Grouping),
        (",123", Grouping),
        ("1.2.3", Form),
        (".5", Form),
        ("5.", Form),
        ("1.2,3", Form),
        ("12元", Character { at: 3, found: '元' }),
        ("1e3", Character { at: 2, found: 'e' }),
        ("¥5", Character { at: 1, found: '¥' }),
        ("10000000000000.01", TooLarge),
        ("99999999999999999999999999", TooLarge),
    ];
    for (text, fault) in table {
        assert_eq!(Fen::parse_yuan(text), Err(fault), "{text}");
    }
    assert_eq!(Fen::parse_wan("1.2345678"), Err(TooPrecise { max: 6, found: 7 }));
    assert_eq!(Fen(0).positive(), Err(Zero));
    assert_eq!(Fen(-1).positive(), Err(Negative));
    assert_eq!(Fen(1).positive(), Ok(Fen(1)));
}

#[test]
fn amounts_are_written_for_both_readers() {
    let table = [
        (9_800_000, "9.80万元", "CNY 98,000"),
        (12_000_000, "12.00万元", "CNY 120,000"),
        (9_876_500, "9.8765万元", "CNY 98,765"),
        (1_000_001, "1.000001万元", "CNY 10,000.01"),
        (800_000, "8,000元", "CNY 8,000"),
        (800_050, "8,000.50元", "CNY 8,000.50"),
        (0, "0元", "CNY 0"),
        (300_000_000, "300.00万元", "CNY 3,000,000"),
        (-1_500_000, "-1.50万元", "CNY -15,000"),
    ];
    for (fen, zh, en) in table {
        assert_eq!((Fen(fen).zh().as_str(), Fen(fen).en().as_str()), (zh, en));
    }
}

#[test]
fn amounts_in_words_follow_the_bank_rules() {
    let table = [
        // The examples of the provisions, in the variants this market chose.
        ("1409.50", "人民币壹仟肆佰零玖元伍角整"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("1680.32", "人民币壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "人民币壹拾万零柒仟元伍角叁分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("98000", "人民币玖万捌仟元整"),
        ("186000", "人民币壹拾捌万陆仟元整"),
        ("3005000", "人民币叁佰万零伍仟元整"),
        ("0", "人民币零元整"),
        ("0.05", "人民币伍分"),
        ("0.5", "人民币伍角整"),
        ("0.55", "人民币伍角伍分"),
        ("10", "人民币壹拾元整"),
        ("10.05", "人民币壹拾元零伍分"),
        ("1000000", "人民币壹佰万元整"),
        ("10001", "人民币壹万零壹元整"),
        ("10010", "人民币壹万零壹拾元整"),
        ("100000000", "人民币壹亿元整"),
        ("100010000", "人民币壹亿零壹万元整"),
        ("100000005", "人民币壹亿零伍元整"),
        ("1000000000", "人民币壹拾亿元整"),
        ("105000000", "人民币壹亿零伍佰万元整"),
        ("1234567890.12", "人民币壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"),
        ("1000000000000", "人民币壹万亿元整"),
        ("1234500000000", "人民币壹万贰仟叁佰肆拾伍亿元整"),
        ("10000000000000", "人民币壹拾万亿元整"),
    ];
    for (yuan, words) in table {
        assert_eq!(Fen::parse_yuan(yuan).unwrap().capital(), words, "{yuan}");
    }
    assert_eq!(Fen(-100).capital(), "人民币负壹元整");
}

/// Reads 大写 back, as an independent check of the writer.
fn read_back(words: &str) -> u64 {
    let (mut total, mut section, mut digit, mut fen) = (0_u64, 0_u64, 0_u64, 0_u64);
    for c in words.trim_start_matches("人民币").chars() {
        match c {
            '拾' => (section, digit) = (section + digit * 10, 0),
            '佰' => (section, digit) = (section + digit * 100, 0),
            '仟' => (section, digit) = (section + digit * 1000, 0),
            '万' => (section, digit, total) = (0, 0, total + (section + digit) * 10_000),
            '亿' => (section, digit, total) = (0, 0, (total + section + digit) * 100_000_000),
            '元' => (section, digit, total) = (0, 0, total + section + digit),
            '角' => (digit, fen) = (0, fen + digit * 10),
            '分' => (digit, fen) = (0, fen + digit),
            '整' => {}
            other => digit = "零壹贰叁肆伍陆柒捌玖".chars().position(|known| known == other).expect("a digit") as u64,
        }
    }
    total * 100 + fen
}

proptest! {
    #[test]
    fn words_say_the_same_amount(fen in prop_oneof![0_i64..=Fen::MAX.0, 0_i64..100_000_000, (0_i64..10_000_000).prop_map(|n| n * 100_000_000)]) {
        let words = Fen(fen).capital();
        prop_assert_eq!(read_back(&words), fen as u64, "{}", words);
        prop_assert!(!words.contains("零零") && !words.contains("零元") || fen == 0, "{}", words);
    }

    #[test]
    fn what_is_written_is_read_again(fen in 0_i64..=Fen::MAX.0) {
        prop_assert_eq!(Fen::parse_yuan(&Fen(fen).yuan()), Ok(Fen(fen)));
        prop_assert_eq!(Fen::parse_wan(&Fen(fen).wan()), Ok(Fen(fen)));
    }
}
