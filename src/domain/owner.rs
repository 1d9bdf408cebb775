//! Project owners (项目业主): what one files, and the entry in effect by which it may post projects.

use serde::{Deserialize, Serialize};

use super::filing::{Fault, NamesPeople, Reading, Wrong, forget_named};
use super::text::{CreditCode, Line, OrgName, PersonName, Phone};
use super::time::Instant;

crate::text_ids! {
    /// An owner: the id of its organisation.
    OwnerId
}

crate::text_states! {
    /// What kind of body it is.
    pub enum OwnerKind {
        /// 机关.
        Organ => "organ",
        /// 事业单位.
        Institution => "institution",
        /// 国有企业.
        StateEnterprise => "state-enterprise",
        /// 其他企业.
        Enterprise => "enterprise",
        /// 社会组织.
        Social => "social",
    }
}

crate::text_states! {
    /// Whether the owner may post projects. One that was never passed has no entry.
    pub enum OwnerState {
        Approved => "approved",
        Withdrawn => "withdrawn",
    }
}

/// What was typed so far, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Draft {
    pub uscc: String,
    pub name: String,
    /// Word of [`OwnerKind`].
    pub kind: String,
    pub address: String,
    pub legal_representative: String,
    pub contact_name: String,
    pub contact_phone: String,
    /// Where agencies complain about this owner, as its notices say.
    pub complaint_phone: String,
    /// Id of the scan of the certificate of registration.
    pub certificate: String,
    /// Whether the written commitment was given.
    pub committed: bool,
}

/// A filing that keeps every rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    pub uscc: CreditCode,
    pub name: OrgName,
    pub kind: OwnerKind,
    pub address: Line<200>,
    pub legal_representative: PersonName,
    pub contact_name: PersonName,
    pub contact_phone: Phone,
    pub complaint_phone: Phone,
}

/// The entry in effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerProfile {
    pub id: OwnerId,
    pub uscc: CreditCode,
    pub name: String,
    pub kind: OwnerKind,
    pub state: OwnerState,
    pub address: String,
    pub legal_representative: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub complaint_phone: String,
    /// The version of the filing that is in effect.
    pub filing_version: i64,
    pub approved_at: Instant,
}

impl OwnerProfile {
    /// Whether it may post projects.
    pub fn may_post(&self) -> bool {
        self.state == OwnerState::Approved
    }
}

impl NamesPeople for Draft {
    fn forget(&mut self, person: &str) -> bool {
        let contact: &mut [&mut String] = &mut [&mut self.contact_name, &mut self.contact_phone];
        let head: &mut [&mut String] = &mut [&mut self.legal_representative];
        forget_named(person, [head, contact])
    }
}

impl Draft {
    /// The filing, if every rule is kept; `fixed_code` is the code of the entry in effect, where there is one.
    ///
    /// # Errors
    /// Every field that breaks a rule, in the order of the form.
    pub fn check(&self, fixed_code: Option<&CreditCode>) -> Result<Filed, Vec<Fault>> {
        let mut r = Reading::default();
        let mut uscc = r.need("uscc", &self.uscc, CreditCode::parse);
        if let (Some(code), Some(fixed)) = (&uscc, fixed_code)
            && code != fixed
        {
            r.fault("uscc", Wrong::CodeFixed { is: fixed.clone() });
            uscc = None;
        }
        let name = r.need("name", &self.name, OrgName::parse);
        let kind = r.choose("kind", &self.kind, OwnerKind::parse);
        let address = r.need("address", &self.address, Line::parse);
        let legal_representative = r.need("legal_representative", &self.legal_representative, PersonName::parse);
        let contact_name = r.need("contact_name", &self.contact_name, PersonName::parse);
        let contact_phone = r.need("contact_phone", &self.contact_phone, Phone::parse);
        let complaint_phone = r.need("complaint_phone", &self.complaint_phone, Phone::parse);
        if self.certificate.is_empty() {
            r.fault("certificate", Wrong::NoScan);
        }
        if !self.committed {
            r.fault("committed", Wrong::Uncommitted);
        }
        let filed = (|| {
            Some(Filed {
                uscc: uscc?,
                name: name?,
                kind: kind?,
                address: address?,
                legal_representative: legal_representative?,
                contact_name: contact_name?,
                contact_phone: contact_phone?,
                complaint_phone: complaint_phone?,
            })
        })();
        let faults = r.faults();
        filed.filter(|_| faults.is_empty()).ok_or(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_files_what_a_notice_needs_and_no_more() {
        let fields = |draft: &Draft| draft.check(None).unwrap_err().into_iter().map(|fault| fault.field).collect::<Vec<_>>();
        assert_eq!(
            fields(&Draft::default()),
            [
                "uscc",
                "name",
                "kind",
                "address",
                "legal_representative",
                "contact_name",
                "contact_phone",
                "complaint_phone",
                "certificate",
                "committed"
            ]
        );
        let whole = Draft {
            uscc: "11511700009990012X".into(),
            name: "临澄市教育局".into(),
            kind: "organ".into(),
            address: "文华路1号".into(),
            legal_representative: "陆知行".into(),
            contact_name: "周宁".into(),
            contact_phone: "0818-2123456".into(),
            complaint_phone: "0818-2123457".into(),
            certificate: "d1".into(),
            committed: true,
        };
        assert!(whole.check(None).is_ok());
        let other = CreditCode::parse("52511700MJ9Q00018X").unwrap();
        assert_eq!(whole.check(Some(&other)).unwrap_err()[0].wrong, Wrong::CodeFixed { is: other });
    }
}
