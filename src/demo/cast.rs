//! The people of a demo city, and the organisations they act for: made, filed and checked by the services a click calls.

use std::sync::Arc;

use super::dice::Dice;
use super::firms::{Firm, person};
use super::scan::pdf;
use super::words::OWNERS;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::account::OrgKind;
use crate::domain::agency::{Draft, OfferDraft, PaperDraft};
use crate::domain::hash::Hash32;
use crate::domain::owner;
use crate::domain::role::{MemberRank, Role};
use crate::domain::text::{CreditCode, Email, OrgName, PersonName};
use crate::error::{Error, Result};
use crate::market::accounts::{self, NewAccount};
use crate::market::{agencies, owners};
use crate::platform::audit::Actor;
use crate::platform::auth::{AccountId, Acting, AgencyManager, Identity, Operator, OrgId, OwnerManager};
use crate::platform::i18n::Lang;

/// The last line of every scan.
const SAMPLE: &str = "演示用扫描件，不具有效力";

/// The officers of the city.
#[derive(Clone)]
pub struct Offices {
    pub operator: Arc<Identity>,
    pub supervisor: Arc<Identity>,
    pub credit: [Arc<Identity>; 2],
}

fn refused(what: &str) -> Error {
    Error::internal(format!("the demo city's {what} is not what the market takes"))
}

/// Invites somebody and returns who they are.
pub fn somebody(
    conn: &mut DbConn,
    app: &App,
    (email, name): (&str, &str),
    (role, rank, org): (Role, MemberRank, &OrgId),
) -> Result<Arc<Identity>> {
    let new = NewAccount {
        email: Email::parse(email).map_err(|_| refused("address"))?,
        name: PersonName::parse(name).map_err(|_| refused("name"))?,
        phone: None,
        role,
        rank,
        org: org.clone(),
        lang: Lang::Zh,
    };
    let id: AccountId = accounts::invite(conn, app, &Actor::platform(), &new)?;
    accounts::identity(conn, &id)
}

/// The officers.
pub fn offices(conn: &mut DbConn, app: &App) -> Result<Offices> {
    let org = accounts::office(conn, app, app.clock.now())?;
    let mut officer = |email: &str, name: &str, role| somebody(conn, app, (email, name), (role, MemberRank::Clerk, &org));
    officer("admin@demo.example", "方知远", Role::Administrator)?;
    let supervisor = officer("supervisor@demo.example", "周正则", Role::Supervisor)?;
    Ok(Offices {
        supervisor,
        operator: officer("operator@demo.example", "林晓岚", Role::Operator)?,
        credit: [
            officer("credit1@demo.example", "沈既明", Role::CreditOfficer)?,
            officer("credit2@demo.example", "顾清和", Role::CreditOfficer)?,
        ],
    })
}

/// An agency, filed; the operator passes it where `passed`.
pub fn agency(conn: &mut DbConn, app: &App, firm: &Firm, (operator, passed): (&Acting<Operator>, bool)) -> Result<Arc<Identity>> {
    let now = app.clock.now();
    let name = OrgName::parse(&firm.name).map_err(|_| refused("agency name"))?;
    let org = accounts::create_organisation(conn, now, OrgKind::Agency, &name)?;
    let who = somebody(conn, app, (&firm.email, &firm.contact), (Role::Agency, MemberRank::Manager, &org))?;
    let acting = Acting::<AgencyManager>::of(who.clone())?;
    let scan = app.files.take_bytes("licence", "营业执照.pdf", &pdf(&["营业执照", &firm.name, firm.code.as_str(), SAMPLE]))?;
    let licence = agencies::service::attach_scan(conn, app, &who, scan)?;
    agencies::service::save_draft(conn, &acting, draft(firm, licence))?;
    let filing = agencies::service::submit(conn, app, &acting, now)?;
    if passed {
        agencies::service::pass(conn, app, operator, now, &filing)?;
    }
    Ok(who)
}

fn draft(firm: &Firm, licence: String) -> Draft {
    let kind = match firm.code.as_str().starts_with('3') {
        true => "practice",
        false => "enterprise",
    };
    Draft {
        uscc: firm.code.to_string(),
        name: firm.name.clone(),
        name_en: String::new(),
        kind: kind.into(),
        province: firm.province.clone(),
        place: firm.place.clone(),
        address: firm.address.clone(),
        established_on: firm.established.to_string(),
        capital: format!("{}", firm.capital_fen / 1_000_000),
        scope: firm.scope.clone(),
        legal_representative: firm.legal_representative.clone(),
        licence: licence.clone(),
        contact_name: firm.contact.clone(),
        contact_phone: firm.phone.clone(),
        contact_email: firm.email.clone(),
        introduction: String::new(),
        offers: firm.offers.iter().map(|offer| offer_draft(offer, &licence)).collect(),
        committed: true,
    }
}

fn offer_draft(offer: &super::firms::Offer, licence: &str) -> OfferDraft {
    let papers = offer.papers.iter().enumerate().map(|(n, paper)| PaperDraft {
        key: Hash32::of(format!("{} {} {n}", offer.item, paper.certificate)).to_string()[..32].to_owned(),
        major: paper.major.clone(),
        grade: paper.grade.clone(),
        number: paper.certificate.clone(),
        issuer: paper.issuer.clone(),
        valid_from: paper.valid_from.to_string(),
        valid_until: paper.valid_until.to_string(),
        scan: licence.to_owned(),
        ..PaperDraft::default()
    });
    OfferDraft { item: offer.item.clone(), promise: offer.promise.clone(), days: offer.promised_days.to_string(), papers: papers.collect() }
}

/// An owner of the city, filed and passed.
pub fn owner(conn: &mut DbConn, app: &App, dice: &mut Dice, (number, operator): (usize, &Acting<Operator>)) -> Result<Arc<Identity>> {
    let now = app.clock.now();
    let name = format!("{}{}", app.site.city.zh, OWNERS[number % OWNERS.len()]);
    let org = accounts::create_organisation(conn, now, OrgKind::Owner, &OrgName::parse(&name).map_err(|_| refused("owner name"))?)?;
    let email = if number == 0 { "owner@demo.example".to_owned() } else { format!("owner{:02}@mail.example", number + 1) };
    let contact = person(dice);
    let who = somebody(conn, app, (&email, &contact), (Role::Owner, MemberRank::Manager, &org))?;
    let acting = Acting::<OwnerManager>::of(who.clone())?;
    let code = CreditCode::complete(&format!("11511700{:08}", 10_000_000 + number)).map_err(|_| refused("owner code"))?;
    let scan = app.files.take_bytes("certificate", "证书.pdf", &pdf(&["统一社会信用代码证书", &name, code.as_str(), SAMPLE]))?;
    let draft = owner::Draft {
        uscc: code.to_string(),
        name,
        kind: owner::OwnerKind::ALL[0].as_str().to_owned(),
        address: format!("{}滨河路{}号", app.site.city.zh, number + 1),
        legal_representative: person(dice),
        contact_name: contact,
        contact_phone: format!("0818-{:07}", 2_300_000 + number),
        complaint_phone: format!("0818-{:07}", 2_400_000 + number),
        certificate: owners::service::attach_scan(conn, app, &who, scan)?,
        committed: true,
    };
    owners::service::save_draft(conn, &acting, draft)?;
    let filing = owners::service::submit(conn, app, &acting, now)?;
    owners::service::pass(conn, app, operator, now, &filing)?;
    Ok(who)
}
