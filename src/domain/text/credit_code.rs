//! The unified social credit code (统一社会信用代码), GB 32100-2015: eighteen characters that name one organisation for life.
//!
//! Place 1 is the registering authority, 2 the kind of organisation, 3–8 the division (GB/T 2260), 9–17 the organisation code (GB 11714, whose own
//! check character is place 17), 18 the check character of the whole. The check of the whole is law here; the nested one is a warning, because
//! codes exist whose organisation code was issued with another check.

use super::{half_width, normal, text_value};

/// The 31 characters of the standard in the order of their values; I, O, S, V and Z are left out because they are misread.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Weights of places 1–17: 3^(i−1) mod 31.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// Weights of places 9–16 in the nested check.
const NESTED_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A code whose form and check character are right. Unique in this market in its normal form (upper case, half width).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CreditCode(String);

/// Why a text is not a unified social credit code. Places count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeFault {
    /// Nothing was given.
    #[error("the code is empty")]
    Empty,
    /// Fifteen digits: the registration number of a licence from before 2015, which has been replaced.
    #[error("15 digits are the old registration number; the unified social credit code has 18 characters")]
    OldRegistrationNumber,
    /// Not eighteen characters.
    #[error("{found} characters, the code has 18")]
    Length { found: usize },
    /// A character the standard does not use. `looks_like` is what it is usually confused with, if anything.
    #[error("character {at} is {found:?}, which the code never contains")]
    Character { at: usize, found: char, looks_like: Option<char> },
    /// Places 3–8 are the division and hold digits only.
    #[error("character {at} is {found:?} where the division code has a digit")]
    Division { at: usize, found: char },
    /// The check character does not fit. Which character would fit is deliberately not told: replacing it would make a mistyped code pass.
    /// Told instead is where to compare with the licence, and whether exchanging two neighbours would make everything fit.
    #[error("the check character does not fit the other seventeen")]
    Checksum { look_at: CheckArea, exchanged: Option<usize> },
}

/// Where the mistake most probably is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckArea {
    /// The nested check fails too: places 9–17.
    OrganisationCode,
    /// The nested check holds: places 1–8, or 18.
    OutsideOrganisationCode,
}

impl CreditCode {
    /// Reads a code; full-width and lower-case letters are brought to the normal form. O is never taken for 0 nor I for 1: the person is asked.
    pub fn parse(text: &str) -> Result<Self, CreditCodeFault> {
        let code = half_width(normal(text).trim()).to_uppercase();
        let found = code.chars().count();
        match found {
            0 => return Err(CreditCodeFault::Empty),
            15 if code.bytes().all(|b| b.is_ascii_digit()) => return Err(CreditCodeFault::OldRegistrationNumber),
            18 => {}
            _ => return Err(CreditCodeFault::Length { found }),
        }
        check_characters(&code)?;
        if check_char(&code[..17]) == code[17..].chars().next() { Ok(CreditCode(code)) } else { Err(checksum_fault(&code)) }
    }

    /// Computes both check characters for the first sixteen, for demonstration data and tests.
    pub fn complete(first_sixteen: &str) -> Result<Self, CreditCodeFault> {
        let found = first_sixteen.chars().count();
        if found != 16 {
            return Err(CreditCodeFault::Length { found });
        }
        check_characters(first_sixteen)?;
        let mut code = first_sixteen.to_owned();
        code.push(nested_check(&first_sixteen[8..16]));
        code.push(check_char(&code).expect("all seventeen characters were checked above"));
        Ok(CreditCode(code))
    }

    /// Whether place 17 fits places 9–16 (GB 11714). `false` is a warning to whoever checks the licence, not a refusal.
    pub fn nested_check_ok(&self) -> bool {
        nested_check(&self.0[8..16]) == char::from(self.0.as_bytes()[16])
    }

    /// The division where the organisation was registered, six digits of GB/T 2260.
    pub fn division(&self) -> &str {
        &self.0[2..8]
    }

    /// The province of registration, the first two digits of the division.
    pub fn province(&self) -> &str {
        &self.0[2..4]
    }

    /// The organisation code of GB 11714, nine characters: the same before and after a change of the registering authority.
    pub fn organisation_code(&self) -> &str {
        &self.0[8..17]
    }
}

/// The check character for seventeen characters; `None` where one of them is not in the alphabet.
pub fn check_char(first_seventeen: &str) -> Option<char> {
    let mut sum = 0;
    for (byte, weight) in first_seventeen.bytes().zip(WEIGHTS) {
        sum += value(byte)? * weight;
    }
    // A remainder of 0 gives 0, not 31: the outer `% 31`.
    let index = (31 - sum % 31) % 31;
    Some(char::from(ALPHABET[index as usize]))
}

fn value(byte: u8) -> Option<u32> {
    ALPHABET.iter().position(|known| *known == byte).map(|index| index as u32)
}

fn nested_check(eight: &str) -> char {
    // Here letters count A=10 … Z=35 without gaps, unlike in the outer check.
    let sum: u32 = eight.chars().zip(NESTED_WEIGHTS).map(|(c, weight)| c.to_digit(36).unwrap_or(0) * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from(b'0' + digit as u8),
    }
}

fn check_characters(code: &str) -> Result<(), CreditCodeFault> {
    for (found, at) in code.chars().zip(1..) {
        if !u8::try_from(found).is_ok_and(|byte| value(byte).is_some()) {
            return Err(CreditCodeFault::Character { at, found, looks_like: looks_like(found) });
        }
        if (3..=8).contains(&at) && !found.is_ascii_digit() {
            return Err(CreditCodeFault::Division { at, found });
        }
    }
    Ok(())
}

fn looks_like(found: char) -> Option<char> {
    match found {
        'O' => Some('0'),
        'I' => Some('1'),
        'S' => Some('5'),
        'Z' => Some('2'),
        'V' => Some('U'),
        _ => None,
    }
}

fn checksum_fault(code: &str) -> CreditCodeFault {
    let as_typed = CreditCode(code.to_owned());
    let look_at = if as_typed.nested_check_ok() { CheckArea::OutsideOrganisationCode } else { CheckArea::OrganisationCode };
    let fits_when_exchanged = |at: &usize| {
        let mut bytes = code.as_bytes().to_vec();
        bytes.swap(at - 1, *at);
        let other = String::from_utf8(bytes).expect("the alphabet is ASCII");
        other != code
            && check_characters(&other).is_ok()
            && check_char(&other[..17]) == other[17..].chars().next()
            && CreditCode(other).nested_check_ok()
    };
    CreditCodeFault::Checksum { look_at, exchanged: (1..18).find(fits_when_exchanged) }
}

text_value!(CreditCode: CreditCodeFault);
