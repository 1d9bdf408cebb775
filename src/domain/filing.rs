//! An application to enter the market or to change one's entry (入驻申请、变更申请), before and after its formal check.
//!
//! A filing is a version of what an organisation says of itself. While it is a draft it holds what was typed, right or wrong, so that nothing is
//! lost; handing it in needs every rule kept. The version in effect and the version that waits are apart: a change shows nowhere before it passed.

use std::collections::BTreeMap;

use super::money::MoneyFault;
use super::text::{CreditCode, CreditCodeFault, EmailFault, PhoneFault, TextFault};
use super::time::{Day, Instant};

crate::text_ids! {
    /// A filing of an agency or of an owner.
    FilingId
}

crate::text_states! {
    /// Where a filing stands: draft → submitted → passed or returned. A returned one stays as it is; mending it begins the next version.
    pub enum FilingState {
        Draft => "draft",
        Submitted => "submitted",
        Returned => "returned",
        Passed => "passed",
    }
}

/// Why a filing was returned: field → reason, as the operator wrote it.
pub type Reasons = BTreeMap<String, String>;

/// A version of what an organisation files; `D` is what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing<D> {
    pub id: FilingId,
    /// The organisation that files.
    pub org: String,
    /// From 1, rising by one.
    pub version: i64,
    pub state: FilingState,
    pub draft: D,
    /// Empty unless it was returned.
    pub reasons: Reasons,
    /// When it was handed in; `None` while it is a draft.
    pub submitted_at: Option<Instant>,
    /// When the check is due.
    pub due_at: Option<Instant>,
    /// When it was passed or returned.
    pub decided_at: Option<Instant>,
}

impl<D> Filing<D> {
    /// Whether its contents can be changed: nothing waits for the operator.
    pub fn is_open(&self) -> bool {
        self.state != FilingState::Submitted
    }
}

/// What is typed of people: who represents an organisation, who answers for it.
pub trait NamesPeople {
    /// Takes a person out, with what reaches them; whether they were named.
    fn forget(&mut self, person: &str) -> bool;
}

/// Empties each group of fields whose first is the person's name; whether there was one.
pub(super) fn forget_named<const N: usize>(person: &str, groups: [&mut [&mut String]; N]) -> bool {
    let mut named = false;
    for group in groups {
        if group.first().is_some_and(|name| name.as_str() == person) {
            group.iter_mut().for_each(|field| field.clear());
            named = true;
        }
    }
    named
}

/// Why a person cannot be taken out of an organisation's filings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StillNamed {
    /// No filing names them.
    Nowhere,
    /// A filing that is being written or checked does.
    InProgress,
    /// The version in effect does.
    InForce,
}

/// The filings of an organisation that name a person, without the person. `in_force` is the version in effect, 0 where there is none.
///
/// # Errors
/// [`StillNamed`] where they must be named, or are not.
pub fn without<D: NamesPeople>(filings: Vec<Filing<D>>, in_force: i64, person: &str) -> Result<Vec<Filing<D>>, StillNamed> {
    let mut past = Vec::new();
    for mut filing in filings {
        if !filing.draft.forget(person) {
            continue;
        }
        match filing.state {
            FilingState::Draft | FilingState::Submitted => return Err(StillNamed::InProgress),
            FilingState::Passed if filing.version == in_force => return Err(StillNamed::InForce),
            FilingState::Passed | FilingState::Returned => past.push(filing),
        }
    }
    if past.is_empty() { Err(StillNamed::Nowhere) } else { Ok(past) }
}

/// A field that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field's name; a part of an item is `item-<code>`, a certificate `paper-<key>`, each followed by `-<field>` where one is meant.
    pub field: String,
    /// Which rule.
    pub wrong: Wrong,
}

/// The rules of the fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing was given where something is needed.
    Missing,
    Code(CreditCodeFault),
    Text(TextFault),
    Email(EmailFault),
    Phone(PhoneFault),
    Money(MoneyFault),
    /// Nothing was chosen where a choice is needed.
    Unchosen,
    /// The commitment was not given.
    Uncommitted,
    /// Not among what can be chosen.
    Choice,
    /// Not a day of the calendar.
    NotADay,
    /// Not a whole number in this range.
    Number {
        min: u32,
        max: u32,
    },
    /// A day that has not come yet.
    InFuture {
        day: Day,
    },
    /// The end lies before the beginning.
    EndsBefore {
        from: Day,
        until: Day,
    },
    /// The certificate has ended.
    Expired {
        on: Day,
    },
    /// The code of an entry in effect never changes.
    CodeFixed {
        is: CreditCode,
    },
    /// No service item is offered.
    NoItem,
    /// The item needs a certificate.
    NoCertificate,
    /// The scan of the licence or the certificate is missing.
    NoScan,
}

macro_rules! from_faults {
    ($($fault:ty => $variant:ident),+) => {$(
        impl From<$fault> for Wrong {
            fn from(fault: $fault) -> Wrong { Wrong::$variant(fault) }
        }
    )+};
}
from_faults! { CreditCodeFault => Code, TextFault => Text, EmailFault => Email, PhoneFault => Phone, MoneyFault => Money }

/// Reads typed fields one after the other and keeps every fault, so that all are told at once.
#[derive(Debug, Default)]
pub struct Reading {
    faults: Vec<Fault>,
}

impl Reading {
    /// Notes a fault.
    pub fn fault(&mut self, field: impl Into<String>, wrong: impl Into<Wrong>) {
        self.faults.push(Fault { field: field.into(), wrong: wrong.into() });
    }

    /// A value that is needed.
    pub fn need<V, F: Into<Wrong>>(&mut self, field: &str, text: &str, parse: impl FnOnce(&str) -> Result<V, F>) -> Option<V> {
        if text.trim().is_empty() {
            self.fault(field, Wrong::Missing);
            return None;
        }
        self.option(field, text, parse)
    }

    /// A value that may be left out.
    pub fn option<V, F: Into<Wrong>>(&mut self, field: &str, text: &str, parse: impl FnOnce(&str) -> Result<V, F>) -> Option<V> {
        if text.trim().is_empty() {
            return None;
        }
        parse(text).map_err(|fault| self.fault(field, fault)).ok()
    }

    /// One of several that has to be chosen, by its word.
    pub fn choose<V>(&mut self, field: &str, word: &str, parse: impl FnOnce(&str) -> Option<V>) -> Option<V> {
        let word = word.trim();
        if word.is_empty() {
            self.fault(field, Wrong::Unchosen);
            return None;
        }
        let chosen = parse(word);
        if chosen.is_none() {
            self.fault(field, Wrong::Choice);
        }
        chosen
    }

    /// A day that is needed.
    pub fn day(&mut self, field: &str, text: &str) -> Option<Day> {
        self.need(field, text, |text| Day::parse(text).ok_or(Wrong::NotADay))
    }

    /// A day that is needed and has come.
    pub fn past_day(&mut self, field: &str, text: &str, today: Day) -> Option<Day> {
        let day = self.day(field, text)?;
        if day > today {
            self.fault(field, Wrong::InFuture { day });
            return None;
        }
        Some(day)
    }

    /// What was found, unless nothing was.
    pub fn finish(self) -> Result<(), Vec<Fault>> {
        if self.faults.is_empty() { Ok(()) } else { Err(self.faults) }
    }

    /// The faults so far.
    pub fn faults(self) -> Vec<Fault> {
        self.faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::OrgName;

    #[test]
    fn every_fault_is_kept_and_what_may_be_left_out_is_none() {
        let mut reading = Reading::default();
        assert_eq!(reading.need("name", " ", OrgName::parse), None);
        assert_eq!(reading.option("name_en", "", OrgName::parse), None);
        assert_eq!(reading.past_day("day", "2026-11-24", Day::of(2026, 11, 23).unwrap()), None);
        assert_eq!(reading.past_day("same", "2026-11-23", Day::of(2026, 11, 23).unwrap()), Day::of(2026, 11, 23));
        let faults = reading.finish().unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["name", "day"]);
        assert_eq!(faults[0].wrong, Wrong::Missing);
    }
}
