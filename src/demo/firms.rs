//! Invented agencies: names, codes, people, papers. Believable, valid by every rule of the market, and nobody's.

use std::collections::BTreeSet;

use super::dice::Dice;
use super::words::{GIVEN, NEAR, OTHER_TRADES, PLACES, STEM_FIRST, STEM_SECOND, SURNAMES, TRADES};
use crate::domain::catalogue::{Catalogue, ServiceItem};
use crate::domain::province;
use crate::domain::text::CreditCode;
use crate::domain::time::Day;

/// A paper an agency holds for an item.
#[derive(Clone, Debug)]
pub struct Paper {
    pub type_code: String,
    /// Path of the major; empty where the qualification has none.
    pub major: String,
    /// Code of the grade; empty where it has none.
    pub grade: String,
    pub certificate: String,
    pub issuer: String,
    pub valid_from: Day,
    pub valid_until: Day,
}

/// One item an agency offers.
#[derive(Clone, Debug)]
pub struct Offer {
    pub item: String,
    pub papers: Vec<Paper>,
    pub promise: String,
    pub promised_days: u32,
}

/// An invented agency.
#[derive(Clone, Debug)]
pub struct Firm {
    pub code: CreditCode,
    pub name: String,
    /// Two digits of the province.
    pub province: String,
    /// City and district.
    pub place: String,
    pub address: String,
    pub legal_representative: String,
    pub contact: String,
    pub phone: String,
    pub email: String,
    pub established: Day,
    pub capital_fen: i64,
    pub scope: String,
    pub offers: Vec<Offer>,
}

/// `count` agencies from a seed, all names and codes different.
pub fn firms(seed: u64, count: usize, catalogue: &Catalogue) -> Vec<Firm> {
    let mut dice = Dice::of(seed, "firms");
    let (mut names, mut codes) = (BTreeSet::new(), BTreeSet::new());
    let mut made = Vec::with_capacity(count);
    while made.len() < count {
        let firm = firm(&mut dice, made.len(), catalogue);
        if names.insert(firm.name.clone()) && codes.insert(firm.code.to_string()) {
            made.push(firm);
        }
    }
    made
}

fn firm(dice: &mut Dice, number: usize, catalogue: &Catalogue) -> Firm {
    let main = main_item(dice, catalogue);
    let (division, city, district) = place(dice);
    let stem: String = [*dice.pick(STEM_FIRST), *dice.pick(STEM_SECOND)].iter().collect();
    let code = code_of(dice, division, main.code.as_str());
    let province_code = division[..2].to_owned();
    Firm {
        name: name_of(dice, main, city, &stem),
        address: format!(
            "{city}{district}{}{}号{}层",
            dice.pick(&["文华路", "建设路", "天府大道", "人民南路", "科技路", "滨江路"]),
            dice.between(1, 399),
            dice.between(2, 28)
        ),
        place: if city_is_province(&province_code, city) {
            format!("{city}{district}")
        } else {
            format!("{}{city}{district}", province_name(&province_code))
        },
        province: province_code,
        legal_representative: person(dice),
        contact: person(dice),
        phone: format!("1{}{:08}", dice.pick(&["39", "38", "37", "86", "80", "77"]), dice.below(100_000_000)),
        email: format!("agency{:04}@mail.example", number + 1),
        established: Day::of(dice.between(2001, 2022) as i32, dice.between(1, 12) as u32, dice.between(1, 28) as u32)
            .expect("days up to the 28th exist"),
        capital_fen: dice.between(1, 40) * 50 * 1_000_000,
        scope: format!("{}；相关技术咨询与服务。", main.name.zh),
        offers: offers(dice, main, catalogue),
        code,
    }
}

/// The item a firm is named after: those with a trade of their own more often.
fn main_item<'a>(dice: &mut Dice, catalogue: &'a Catalogue) -> &'a ServiceItem {
    if dice.chance(78) {
        let (code, _) = dice.pick(TRADES);
        if let Some(item) = catalogue.items().iter().find(|item| item.code.as_str() == *code) {
            return item;
        }
    }
    dice.pick(catalogue.items())
}

fn place(dice: &mut Dice) -> (&'static str, &'static str, &'static str) {
    if dice.chance(45) {
        let near: Vec<_> = PLACES.iter().filter(|(division, _, _)| NEAR.iter().any(|code| division.starts_with(code))).collect();
        return **dice.pick(&near);
    }
    *dice.pick(PLACES)
}

fn name_of(dice: &mut Dice, item: &ServiceItem, city: &str, stem: &str) -> String {
    let suffixes = TRADES.iter().find(|(code, _)| *code == item.code.as_str()).map_or(OTHER_TRADES, |(_, list)| list);
    let suffix = dice.pick_usual(suffixes);
    let city = city.trim_end_matches('市');
    match dice.below(3) {
        0 => format!("{city}{stem}{suffix}"),
        1 => format!("{stem}（{city}）{}", suffix.replace("（普通合伙）", "")),
        _ => format!("{stem}{suffix}"),
    }
}

fn code_of(dice: &mut Dice, division: &str, item: &str) -> CreditCode {
    // Law firms are registered by the justice administration (31), firms by the market regulator (91).
    let head = if item == "legal-services" { "31" } else { "91" };
    let serial: String =
        (0..7).map(|_| *dice.pick(&['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'C', 'F', 'K', 'T', 'W'])).collect();
    CreditCode::complete(&format!("{head}{division}M{serial}")).expect("digits of a known division and letters of the alphabet")
}

fn offers(dice: &mut Dice, main: &ServiceItem, catalogue: &Catalogue) -> Vec<Offer> {
    let mut offered = vec![offer(dice, main)];
    for place in dice.places(catalogue.items().len(), 3) {
        let item = &catalogue.items()[place];
        if item.code != main.code && dice.chance(45) && item.code.as_str() != "legal-services" {
            offered.push(offer(dice, item));
        }
    }
    offered
}

fn offer(dice: &mut Dice, item: &ServiceItem) -> Offer {
    let papers = match &item.qualification {
        Some(kind) if !item.promise_only() => {
            let major = if kind.majors.is_empty() { String::new() } else { dice.pick(&kind.majors).path.to_string() };
            let grade = if kind.grades.is_empty() { String::new() } else { dice.pick_usual(&kind.grades).code.to_string() };
            let year = dice.between(2022, 2024) as i32;
            let month = dice.between(1, 12) as u32;
            let from = Day::of(year, month, 1).expect("first days exist");
            vec![Paper {
                type_code: kind.code.to_string(),
                major,
                grade,
                certificate: format!("{}{}{:06}", dice.pick(&['A', 'B', 'E', 'D']), year, dice.below(1_000_000)),
                issuer: format!("{}主管机关", item.authority.zh.replace("部门", "")),
                valid_from: from,
                valid_until: from.plus_months(60),
            }]
        }
        _ => Vec::new(),
    };
    let promised_days = item.standard_wd.saturating_sub(u32::try_from(dice.below(4)).unwrap_or(0)).max(1);
    Offer {
        item: item.code.to_string(),
        papers,
        promise: format!("严格按照国家标准和合同约定开展{}，{promised_days}个工作日内出具成果。", item.name.zh),
        promised_days,
    }
}

/// A name nobody need recognise.
pub fn person(dice: &mut Dice) -> String {
    let mut name = String::from(*dice.pick_usual(SURNAMES));
    for _ in 0..=dice.below(2) {
        name.push(*dice.pick(GIVEN));
    }
    name
}

fn province_name(code: &str) -> String {
    province::name(code).map(|name| name.zh).unwrap_or_default()
}

fn city_is_province(code: &str, city: &str) -> bool {
    province_name(code) == city
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_city_has_its_897_agencies_from_at_least_22_provinces() {
        let firms = firms(1, 897, &crate::defaults::catalogue());
        let provinces: BTreeSet<&str> = firms.iter().map(|firm| firm.province.as_str()).collect();
        let codes: BTreeSet<String> = firms.iter().map(|firm| firm.code.to_string()).collect();
        let names: BTreeSet<&str> = firms.iter().map(|firm| firm.name.as_str()).collect();
        assert!(provinces.len() >= 22, "{provinces:?}");
        assert_eq!((codes.len(), names.len()), (897, 897));
        for firm in &firms {
            assert!(CreditCode::parse(firm.code.as_str()).is_ok_and(|code| code.nested_check_ok() && code.province() == firm.province));
        }
    }
}
