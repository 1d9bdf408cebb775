//! Agencies (中介服务机构): what one is, what it files, and the entry in effect that everything else goes by.

mod draft;
mod offer;
#[cfg(test)]
mod tests;

pub use draft::{Draft, Filed, Terms};
pub use offer::{Certificate, Offer, OfferDraft, PaperDraft};

use super::catalogue::ServiceCode;
use super::money::Fen;
use super::qualification::Held;
use super::text::CreditCode;
use super::time::{Day, Instant};

crate::text_ids! {
    /// An agency: the id of its organisation.
    AgencyId
}

crate::text_states! {
    /// What kind of body it is; each has its own licence.
    pub enum AgencyKind {
        /// 企业, 营业执照.
        Enterprise => "enterprise",
        /// 事业单位, 事业单位法人证书.
        Institution => "institution",
        /// 社会组织, 登记证书.
        Social => "social",
        /// 律师事务所等其他组织, 执业许可证.
        Practice => "practice",
    }
}

crate::text_states! {
    /// Whether the entry is in the directory. An agency that was never passed has no entry.
    pub enum AgencyState {
        Listed => "listed",
        /// Left the market; its history stays.
        Withdrawn => "withdrawn",
    }
}

/// The entry in effect: what sign-up, freeze, award and the directory go by. A filing that waits changes nothing here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyProfile {
    pub id: AgencyId,
    pub uscc: CreditCode,
    pub name: String,
    /// Empty where the agency gave none.
    pub name_en: String,
    pub kind: AgencyKind,
    pub state: AgencyState,
    /// First two digits of the division.
    pub province: String,
    /// City and district.
    pub place: String,
    pub address: String,
    pub legal_representative: String,
    pub established_on: Day,
    /// Registered capital; zero where the kind has none.
    pub capital: Fen,
    pub scope: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
    pub introduction: String,
    /// The document that is the scan of the licence.
    pub licence: Option<String>,
    /// Whether the nested check of the code holds; if not, whoever checked the licence saw it.
    pub nested_check: bool,
    /// The version of the filing that is in effect.
    pub filing_version: i64,
    /// From when the agency may act: the pass, or the end of its announcement where policy asks for one.
    pub acts_from: Instant,
    /// The credit score in tenths of a point, as last computed.
    pub credit_tenths: i64,
    /// The service items it offers.
    pub items: Vec<ServiceCode>,
    /// Every certificate, valid today or not: [`Held::satisfies`] says which holds on a day.
    pub held: Vec<Held>,
}

impl AgencyProfile {
    /// Whether the agency is in the market and may act at this instant.
    pub fn may_act(&self, at: Instant) -> bool {
        self.state == AgencyState::Listed && self.acts_from <= at
    }

    /// Whether it offers this item.
    pub fn offers(&self, item: &ServiceCode) -> bool {
        self.items.contains(item)
    }
}
