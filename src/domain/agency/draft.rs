//! A draft of an agency's filing, and what it comes to when every rule is kept.

use serde::{Deserialize, Serialize};

use super::AgencyKind;
use super::offer::{Offer, OfferDraft, read_offers};
use crate::domain::catalogue::Catalogue;
use crate::domain::filing::{Fault, NamesPeople, Reading, Wrong, forget_named};
use crate::domain::money::Fen;
use crate::domain::province;
use crate::domain::text::{CreditCode, Email, Line, OrgName, Paragraphs, PersonName, Phone};
use crate::domain::time::Day;

/// What was typed so far, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Draft {
    pub uscc: String,
    pub name: String,
    pub name_en: String,
    /// Word of [`AgencyKind`].
    pub kind: String,
    /// First two digits of the division; what the code says where it is left out.
    pub province: String,
    /// City and district.
    pub place: String,
    pub address: String,
    /// `2019-04-18`.
    pub established_on: String,
    /// 万元.
    pub capital: String,
    pub scope: String,
    pub legal_representative: String,
    /// Id of the scan.
    pub licence: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
    pub introduction: String,
    pub offers: Vec<OfferDraft>,
    /// Whether the written commitment was given.
    pub committed: bool,
}

/// What a draft is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    pub catalogue: &'a Catalogue,
    pub today: Day,
    /// The code of the entry in effect, where there is one.
    pub fixed_code: Option<&'a CreditCode>,
}

/// A filing that keeps every rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    pub uscc: CreditCode,
    pub name: OrgName,
    pub name_en: Option<Line<120>>,
    pub kind: AgencyKind,
    pub province: String,
    pub place: Line<60>,
    pub address: Line<200>,
    pub established_on: Day,
    pub capital: Fen,
    pub scope: Paragraphs<2000>,
    pub legal_representative: PersonName,
    pub licence: String,
    pub contact_name: PersonName,
    pub contact_phone: Phone,
    pub contact_email: Email,
    pub introduction: Option<Paragraphs<500>>,
    pub offers: Vec<Offer>,
}

impl NamesPeople for Draft {
    fn forget(&mut self, person: &str) -> bool {
        let contact: &mut [&mut String] = &mut [&mut self.contact_name, &mut self.contact_phone, &mut self.contact_email];
        let head: &mut [&mut String] = &mut [&mut self.legal_representative];
        forget_named(person, [head, contact])
    }
}

impl Draft {
    /// The filing, if every rule is kept.
    ///
    /// # Errors
    /// Every field that breaks one, in the order of the form.
    pub fn check(&self, terms: &Terms<'_>) -> Result<Filed, Vec<Fault>> {
        let mut r = Reading::default();
        let uscc = self.code(&mut r, terms);
        let name = r.need("name", &self.name, OrgName::parse);
        let name_en = r.option("name_en", &self.name_en, Line::parse);
        let kind = r.choose("kind", &self.kind, AgencyKind::parse);
        let province = self.province(&mut r, uscc.as_ref());
        let place = r.need("place", &self.place, Line::parse);
        let address = r.need("address", &self.address, Line::parse);
        let established_on = r.past_day("established_on", &self.established_on, terms.today);
        let capital = self.capital(&mut r, kind);
        let legal_representative = r.need("legal_representative", &self.legal_representative, PersonName::parse);
        let scope = r.need("scope", &self.scope, Paragraphs::parse);
        if self.licence.is_empty() {
            r.fault("licence", Wrong::NoScan);
        }
        let contact_name = r.need("contact_name", &self.contact_name, PersonName::parse);
        let contact_phone = r.need("contact_phone", &self.contact_phone, Phone::parse);
        let contact_email = r.need("contact_email", &self.contact_email, Email::parse);
        let introduction = r.option("introduction", &self.introduction, Paragraphs::parse);
        let offers = read_offers(&mut r, &self.offers, terms);
        if !self.committed {
            r.fault("committed", Wrong::Uncommitted);
        }
        let filed = (|| {
            Some(Filed {
                uscc: uscc?,
                name: name?,
                name_en,
                kind: kind?,
                province: province?,
                place: place?,
                address: address?,
                established_on: established_on?,
                capital: capital?,
                scope: scope?,
                legal_representative: legal_representative?,
                licence: self.licence.clone(),
                contact_name: contact_name?,
                contact_phone: contact_phone?,
                contact_email: contact_email?,
                introduction,
                offers,
            })
        })();
        let faults = r.faults();
        filed.filter(|_| faults.is_empty()).ok_or(faults)
    }

    /// What was typed for an item.
    pub fn offer(&self, item: &str) -> Option<&OfferDraft> {
        self.offers.iter().find(|offer| offer.item == item)
    }

    /// Ids of every scan the draft names.
    pub fn scans(&self) -> impl Iterator<Item = &str> {
        let papers = self.offers.iter().flat_map(|offer| offer.papers.iter().map(|paper| paper.scan.as_str()));
        std::iter::once(self.licence.as_str()).chain(papers).filter(|id| !id.is_empty())
    }

    /// What was typed in a field of the agency itself.
    pub fn text(&self, field: &str) -> Option<&str> {
        Some(match field {
            "uscc" => &self.uscc,
            "name" => &self.name,
            "name_en" => &self.name_en,
            "kind" => &self.kind,
            "province" => &self.province,
            "place" => &self.place,
            "address" => &self.address,
            "established_on" => &self.established_on,
            "capital" => &self.capital,
            "scope" => &self.scope,
            "legal_representative" => &self.legal_representative,
            "contact_name" => &self.contact_name,
            "contact_phone" => &self.contact_phone,
            "contact_email" => &self.contact_email,
            "introduction" => &self.introduction,
            _ => return None,
        })
    }

    /// Types into a field of the agency itself; a field there is none of is left alone.
    pub fn type_in(&mut self, field: &str, text: String) {
        let place = match field {
            "uscc" => &mut self.uscc,
            "name" => &mut self.name,
            "name_en" => &mut self.name_en,
            "kind" => &mut self.kind,
            "province" => &mut self.province,
            "place" => &mut self.place,
            "address" => &mut self.address,
            "established_on" => &mut self.established_on,
            "capital" => &mut self.capital,
            "scope" => &mut self.scope,
            "legal_representative" => &mut self.legal_representative,
            "contact_name" => &mut self.contact_name,
            "contact_phone" => &mut self.contact_phone,
            "contact_email" => &mut self.contact_email,
            "introduction" => &mut self.introduction,
            _ => return,
        };
        *place = text;
    }

    fn code(&self, r: &mut Reading, terms: &Terms<'_>) -> Option<CreditCode> {
        let code = r.need("uscc", &self.uscc, CreditCode::parse)?;
        match terms.fixed_code {
            Some(fixed) if *fixed != code => {
                r.fault("uscc", Wrong::CodeFixed { is: fixed.clone() });
                None
            }
            _ => Some(code),
        }
    }

    /// A few bodies are registered with the national authority, whose code names no province: they say where they sit.
    fn province(&self, r: &mut Reading, uscc: Option<&CreditCode>) -> Option<String> {
        let said = self.province.trim();
        if !said.is_empty() {
            return r.choose("province", said, |code| province::name(code).map(|_| code.to_owned()));
        }
        // A code that is missing or wrong is told by its own field.
        let from_code = uscc?.province();
        if province::name(from_code).is_none() {
            r.fault("province", Wrong::Unchosen);
            return None;
        }
        Some(from_code.to_owned())
    }

    /// Enterprises have a registered capital; of the others it is not asked.
    fn capital(&self, r: &mut Reading, kind: Option<AgencyKind>) -> Option<Fen> {
        let read = |text: &str| Fen::parse_wan(text)?.positive();
        if kind == Some(AgencyKind::Enterprise) {
            return r.need("capital", &self.capital, read);
        }
        if self.capital.trim().is_empty() { Some(Fen(0)) } else { r.option("capital", &self.capital, Fen::parse_wan) }
    }
}
