//! What an agency files about one service item: its promise and its certificates. Only what the catalogue demands of the item is asked.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::draft::Terms;
use crate::domain::catalogue::{Entry, ServiceCode, ServiceItem};
use crate::domain::filing::{Reading, Wrong};
use crate::domain::qualification::{Held, NotInCatalogue, Paper, QualificationType};
use crate::domain::text::{Line, Paragraphs};
use crate::domain::time::Day;

/// The longest promised time, in working days.
const MOST_DAYS: u32 = 365;

/// What was typed for an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OfferDraft {
    /// Code of the item.
    pub item: String,
    /// The promise in words; needed where the item has no licence.
    pub promise: String,
    /// Working days promised; the item's usual time where left out.
    pub days: String,
    pub papers: Vec<PaperDraft>,
}

/// What was typed for a certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PaperDraft {
    /// A word that names it inside the draft.
    pub key: String,
    /// Path of the major; empty where the qualification has none.
    pub major: String,
    /// Code of the grade; empty where it has none.
    pub grade: String,
    pub number: String,
    pub issuer: String,
    pub valid_from: String,
    /// Empty together with `no_end`.
    pub valid_until: String,
    /// Whether the certificate holds without end (长期).
    pub no_end: bool,
    /// Id of the scan.
    pub scan: String,
}

/// An item offered, every rule kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub item: ServiceCode,
    /// Empty where the item is licensed and nothing was promised.
    pub promise: String,
    /// Working days.
    pub promised_days: u32,
    pub papers: Vec<Certificate>,
}

/// A certificate, every rule kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub held: Held,
    pub issuer: String,
    /// Id of the scan.
    pub scan: Option<String>,
}

pub(super) fn read_offers(r: &mut Reading, typed: &[OfferDraft], terms: &Terms<'_>) -> Vec<Offer> {
    if typed.is_empty() {
        r.fault("offers", Wrong::NoItem);
    }
    let mut seen = BTreeSet::new();
    let mut offers = Vec::new();
    for offer in typed {
        let item = terms.catalogue.item(&ServiceCode::from(offer.item.as_str())).filter(|_| seen.insert(offer.item.as_str()));
        match item {
            None => r.fault(format!("item-{}", offer.item), Wrong::Choice),
            Some(item) => offers.extend(read_offer(r, offer, (item, terms.today))),
        }
    }
    offers
}

fn read_offer(r: &mut Reading, typed: &OfferDraft, (item, today): (&ServiceItem, Day)) -> Option<Offer> {
    let field = |name: &str| format!("item-{}-{name}", item.code);
    let promise = if item.promise_only() {
        r.need(&field("promise"), &typed.promise, Paragraphs::<300>::parse)
    } else {
        r.option(&field("promise"), &typed.promise, Paragraphs::<300>::parse)
    };
    let days =
        |text: &str| text.trim().parse().ok().filter(|n| (1..=MOST_DAYS).contains(n)).ok_or(Wrong::Number { min: 1, max: MOST_DAYS });
    let promised_days = if typed.days.trim().is_empty() { Some(item.standard_wd) } else { r.need(&field("days"), &typed.days, days) };
    let papers = match &item.qualification {
        None => Vec::new(),
        Some(kind) => typed.papers.iter().filter_map(|paper| read_paper(r, paper, (kind, item.entry, today))).collect(),
    };
    if item.entry == Entry::Licence && typed.papers.is_empty() {
        r.fault(format!("item-{}", item.code), Wrong::NoCertificate);
    }
    Some(Offer { item: item.code.clone(), promise: promise.map(String::from).unwrap_or_default(), promised_days: promised_days?, papers })
}

fn read_paper(r: &mut Reading, typed: &PaperDraft, (kind, entry, today): (&QualificationType, Entry, Day)) -> Option<Certificate> {
    let field = |name: &str| format!("paper-{}-{name}", typed.key);
    let number = r.need(&field("number"), &typed.number, Line::<60>::parse);
    let issuer = r.need(&field("issuer"), &typed.issuer, Line::<100>::parse);
    let valid_from = r.past_day(&field("valid_from"), &typed.valid_from, today);
    let valid_to = if typed.no_end { Some(None) } else { r.day(&field("valid_until"), &typed.valid_until).map(Some) };
    if let (Some(from), Some(Some(until))) = (valid_from, valid_to) {
        if until < from {
            r.fault(field("valid_until"), Wrong::EndsBefore { from, until });
        } else if until < today {
            r.fault(field("valid_until"), Wrong::Expired { on: until });
        }
    }
    if entry == Entry::Licence && typed.scan.is_empty() {
        r.fault(field("scan"), Wrong::NoScan);
    }
    let chosen = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let (major, grade) = (chosen(&typed.major), chosen(&typed.grade));
    let blank = Paper { number: String::new(), valid_from: today, valid_to: None };
    let held = match kind.hold(major.as_deref(), grade.as_deref(), blank) {
        Ok(held) => held,
        Err(fault) => {
            // Both are told at once, though the law stops at the first.
            note_choice(r, &fault, &field);
            if matches!(fault, NotInCatalogue::Major(_) | NotInCatalogue::MajorMissing) && grade.is_none() && !kind.grades.is_empty() {
                r.fault(field("grade"), Wrong::Unchosen);
            }
            return None;
        }
    };
    let paper = Paper { number: number?.into(), valid_from: valid_from?, valid_to: valid_to? };
    Some(Certificate { held: Held { paper, ..held }, issuer: issuer?.into(), scan: chosen(&typed.scan) })
}

fn note_choice(r: &mut Reading, fault: &NotInCatalogue, field: &impl Fn(&str) -> String) {
    match fault {
        NotInCatalogue::Major(_) => r.fault(field("major"), Wrong::Choice),
        NotInCatalogue::MajorMissing => r.fault(field("major"), Wrong::Unchosen),
        NotInCatalogue::Grade(_) => r.fault(field("grade"), Wrong::Choice),
        NotInCatalogue::GradeMissing => r.fault(field("grade"), Wrong::Unchosen),
    }
}
