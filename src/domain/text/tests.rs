use super::*;
use proptest::prelude::*;

#[test]
fn codes_of_the_standard_and_computed_ones_pass() {
    let vectors = [
        "91350100M000100Y43",
        "91511700MA9Q000153",
        "91511700MA9Q00023X",
        "91511700MA9Q00031Q",
        "91511700MA9Q002690",
        "91511700MA9Q00146Y",
        "91511700MA9Q000821",
        "91511700MA9Q0004XG",
        "31510000MD9Q000162",
        "52511700MJ9Q00018X",
        "11511700009990012X",
    ];
    for code in vectors {
        let parsed = CreditCode::parse(code).unwrap_or_else(|fault| panic!("{code}: {fault}"));
        assert!(parsed.nested_check_ok(), "{code}");
        assert_eq!(CreditCode::complete(&code[..16]).unwrap(), parsed);
    }
}

#[test]
fn codes_are_brought_to_the_normal_form() {
    let parsed = CreditCode::parse("　９１３５０１００ｍ０００１００y43 \u{200B}").unwrap();
    assert_eq!(parsed.as_str(), "91350100M000100Y43");
    assert_eq!((parsed.province(), parsed.division(), parsed.organisation_code()), ("35", "350100", "M000100Y4"));
}

#[test]
fn wrong_codes_are_refused_with_facts() {
    use CreditCodeFault::*;
    let table = [
        ("", Empty),
        ("913501000001234", OldRegistrationNumber),
        ("91350100M000100Y4", Length { found: 17 }),
        ("91350100M000100Y433", Length { found: 19 }),
        ("91350100M000100Y4Z", Character { at: 18, found: 'Z', looks_like: Some('2') }),
        ("9135O100M000100Y43", Character { at: 5, found: 'O', looks_like: Some('0') }),
        ("91350100M00010IY43", Character { at: 15, found: 'I', looks_like: Some('1') }),
        ("91350100M000S00Y43", Character { at: 13, found: 'S', looks_like: Some('5') }),
        ("91350100M000V00Y43", Character { at: 13, found: 'V', looks_like: Some('U') }),
        ("91350100M000-00Y43", Character { at: 13, found: '-', looks_like: None }),
        ("91350100M000\u{0}00Y43", Character { at: 13, found: '\u{0}', looks_like: None }),
        ("91350100M000中00Y43", Character { at: 13, found: '中', looks_like: None }),
        ("913501A0M000100Y43", Division { at: 7, found: 'A' }),
        // Place 18 misread: the organisation code is all right.
        ("91350100M000100Y44", Checksum { look_at: CheckArea::OutsideOrganisationCode, exchanged: None }),
        // Places 12 and 13 exchanged.
        ("91350100M001000Y43", Checksum { look_at: CheckArea::OrganisationCode, exchanged: Some(12) }),
    ];
    for (text, fault) in table {
        assert_eq!(CreditCode::parse(text), Err(fault), "{text}");
    }
}

#[test]
fn a_wrong_nested_check_is_only_a_warning() {
    let mut code = String::from("91350100M000100Y5");
    code.push(check_char(&code).unwrap());
    assert!(!CreditCode::parse(&code).unwrap().nested_check_ok());
}

proptest! {
    #[test]
    fn one_wrong_character_is_always_noticed(serial in "[0-9A-HJ-NP-RTUWXY]{8}", place in 0usize..18, other in "[0-9A-HJ-NP-RTUWXY]") {
        let code = CreditCode::complete(&format!("91511700{serial}")).unwrap();
        let mut wrong = code.as_str().to_owned();
        wrong.replace_range(place..place + 1, &other);
        prop_assert_eq!(CreditCode::parse(&wrong).is_ok(), wrong == code.as_str());
    }

    #[test]
    fn two_neighbours_exchanged_are_noticed_and_told(serial in "[0-9A-HJ-NP-RTUWXY]{8}", place in 8usize..17) {
        let code = CreditCode::complete(&format!("91511700{serial}")).unwrap();
        let mut bytes = code.as_str().as_bytes().to_vec();
        bytes.swap(place, place + 1);
        let wrong = String::from_utf8(bytes).unwrap();
        match CreditCode::parse(&wrong) {
            Ok(same) => prop_assert_eq!(same, code),
            Err(CreditCodeFault::Checksum { exchanged, .. }) => prop_assert!(exchanged.is_some()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn nothing_typed_makes_a_parser_panic(text in "\\PC{0,40}|[\\x00-\\x7f]{0,40}") {
        let _ = (CreditCode::parse(&text), Email::parse(&text), Phone::parse(&text), PersonName::parse(&text), OrgName::parse(&text));
        let _ = (Line::<20>::parse(&text), Paragraphs::<30>::parse(&text));
    }

    #[test]
    fn a_parsed_text_parses_to_itself(text in "\\PC{0,40}") {
        if let Ok(line) = Line::<80>::parse(&text) {
            prop_assert_eq!(Line::<80>::parse(line.as_str()).unwrap(), line);
        }
        if let Ok(paragraphs) = Paragraphs::<80>::parse(&text) {
            prop_assert_eq!(Paragraphs::<80>::parse(paragraphs.as_str()).unwrap(), paragraphs);
        }
        if let Ok(name) = PersonName::parse(&text) {
            prop_assert_eq!(PersonName::parse(name.as_str()).unwrap(), name);
        }
    }
}

#[test]
fn lines_are_bounded_and_clean() {
    assert_eq!(Line::<5>::parse("  不动产\u{3000}\u{3000}测 "), Line::<5>::parse("不动产 测"));
    assert_eq!(Line::<4>::parse("一二三四五"), Err(TextFault::TooLong { max: 4, found: 5 }));
    assert_eq!(Line::<4>::parse(" \u{FEFF} "), Err(TextFault::Empty));
    assert_eq!(Line::<4>::parse_optional("　"), Ok(None));
    assert_eq!(Line::<9>::parse("a\u{0}b"), Err(TextFault::Forbidden { at: 2, found: '\u{0}' }));
    assert_eq!(Line::<9>::parse("a\nb"), Err(TextFault::Forbidden { at: 2, found: '\n' }));
    assert_eq!(Line::<9>::parse("a\u{202E}b"), Err(TextFault::Forbidden { at: 2, found: '\u{202E}' }));
    assert_eq!(Line::<9>::parse("e\u{301}").unwrap().as_str(), "é");
    assert_eq!(Line::<40>::parse("<b>';DROP TABLE x;--").unwrap().as_str(), "<b>';DROP TABLE x;--");
}

#[test]
fn paragraphs_keep_their_lines() {
    let text = Paragraphs::<100>::parse("\r\n第一段  \r\n\r\n\r\n\t第二段\r第三段\n\n").unwrap();
    assert_eq!(text.as_str(), "第一段\n\n 第二段\n第三段");
    assert_eq!(text.lines().count(), 3);
    assert_eq!(Paragraphs::<100>::parse("a\u{7}"), Err(TextFault::Forbidden { at: 2, found: '\u{7}' }));
    assert_eq!(Paragraphs::<3>::parse("一二三四"), Err(TextFault::TooLong { max: 3, found: 4 }));
}

#[test]
fn names_of_people() {
    for (text, name) in [
        ("张三", "张三"),
        (" 买买提•艾力 ", "买买提·艾力"),
        ("阿依古丽・库尔班", "阿依古丽·库尔班"),
        ("Anne-Marie O'Neil", "Anne-Marie O'Neil"),
        ("𬱖心", "𬱖心"),
    ] {
        assert_eq!(PersonName::parse(text).unwrap().as_str(), name);
    }
    assert_eq!(PersonName::parse("张"), Err(TextFault::TooShort { min: 2, found: 1 }));
    assert_eq!(PersonName::parse("张3丰"), Err(TextFault::Forbidden { at: 2, found: '3' }));
    assert_eq!(PersonName::parse("--"), Err(TextFault::NoLetter));
    assert_eq!(PersonName::parse("欧阳修").unwrap().masked(), "欧**");
}

#[test]
fn names_of_organisations() {
    assert_eq!(OrgName::parse("蓝天(达州)测绘有限公司").unwrap().as_str(), "蓝天（达州）测绘有限公司");
    assert_eq!(OrgName::parse("Blue Sky (Dazhou) Ltd").unwrap().as_str(), "Blue Sky (Dazhou) Ltd");
    assert_eq!(OrgName::parse("12345"), Err(TextFault::NoLetter));
    assert_eq!(OrgName::parse(&"长".repeat(101)), Err(TextFault::TooLong { max: 100, found: 101 }));
}

#[test]
fn mail_addresses() {
    for (text, address) in [
        ("Li.Na@Example.CN", "li.na@example.cn"),
        ("a＠b。cn".replace('。', ".").as_str(), "a@b.cn"),
        (" x+tag@mail.gov.cn ", "x+tag@mail.gov.cn"),
    ] {
        assert_eq!(Email::parse(text).unwrap().as_str(), address);
    }
    let long = format!("{}@example.cn", "a".repeat(65));
    let table = [
        ("", EmailFault::Empty),
        ("example.cn", EmailFault::AtSign { found: 0 }),
        ("a@b@c.cn", EmailFault::AtSign { found: 2 }),
        ("a b@c.cn", EmailFault::Character { at: 2, found: ' ' }),
        ("张@c.cn", EmailFault::Character { at: 1, found: '张' }),
        ("a@c.cn\r\nBcc: x@y.cn", EmailFault::Character { at: 7, found: '\r' }),
        ("a..b@c.cn", EmailFault::Mailbox),
        (".a@c.cn", EmailFault::Mailbox),
        ("@c.cn", EmailFault::Mailbox),
        ("a@localhost", EmailFault::Domain),
        ("a@-c.cn", EmailFault::Domain),
        ("a@c..cn", EmailFault::Domain),
        ("a@127.0.0.1", EmailFault::Domain),
        ("a@c_d.cn", EmailFault::Domain),
        (long.as_str(), EmailFault::TooLong { max: 64, found: 65 }),
    ];
    for (text, fault) in table {
        assert_eq!(Email::parse(text), Err(fault), "{text}");
    }
    assert_eq!(Email::parse("lina@example.cn").unwrap().masked(), "l***@example.cn");
}

#[test]
fn telephone_numbers() {
    let good = [
        ("138 1234 5678", "13812345678", PhoneKind::Mobile),
        ("+86 138-1234-5678", "13812345678", PhoneKind::Mobile),
        ("００８６１９９１２３４５６７８", "19912345678", PhoneKind::Mobile),
        ("(0818)2123456", "0818-2123456", PhoneKind::Landline),
        ("0818—2123456转801", "0818-2123456-801", PhoneKind::Landline),
        ("010 6655 4433", "010-66554433", PhoneKind::Landline),
        ("02887654321", "028-87654321", PhoneKind::Landline),
        ("0000-1234500", "0000-1234500", PhoneKind::Landline),
        ("4001234567", "400-123-4567", PhoneKind::Service),
        ("12345", "12345", PhoneKind::Service),
    ];
    for (text, number, kind) in good {
        let phone = Phone::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        assert_eq!((phone.as_str(), phone.kind()), (number, kind));
        assert_eq!(Phone::parse(phone.as_str()).unwrap(), phone);
    }
    let bad = [
        ("", PhoneFault::Empty),
        ("2123456", PhoneFault::AreaCodeMissing),
        ("1381234567", PhoneFault::Unknown { digits: 10 }),
        ("12012345678", PhoneFault::Unknown { digits: 11 }),
        ("0818-0123456", PhoneFault::Unknown { digits: 11 }),
        ("138x2345678", PhoneFault::Character { at: 4, found: 'x' }),
        ("--", PhoneFault::Unknown { digits: 0 }),
    ];
    for (text, fault) in bad {
        assert_eq!(Phone::parse(text), Err(fault), "{text}");
    }
    assert_eq!(Phone::parse("13812345678").unwrap().masked(), "138****5678");
    assert_eq!(Phone::parse("0818-2123456").unwrap().masked(), "0818-****456");
}

#[test]
fn serde_reads_through_the_same_door() {
    assert!(serde_json::from_str::<CreditCode>("\"91350100M000100Y44\"").is_err());
    let code: CreditCode = serde_json::from_str("\"91350100m000100y43\"").unwrap();
    assert_eq!(serde_json::to_string(&code).unwrap(), "\"91350100M000100Y43\"");
    assert!(serde_json::from_str::<Line<3>>("\"长长长长\"").is_err());
}
