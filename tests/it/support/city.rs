//! A small city whose people act through the services: an owner that posts, an operator that approves, agencies that sign up.

use std::sync::Arc;

use diesel::prelude::*;
use mingxuan::app::App;
use mingxuan::db::DbConn;
use mingxuan::db::schema::{agencies, agency_items, owners};
use mingxuan::domain::account::OrgKind;
use mingxuan::domain::draw::Terms;
use mingxuan::domain::method::Way;
use mingxuan::domain::money::Fen;
use mingxuan::domain::project::{Avoided, Posting, PriceKind, ProjectId, Spec};
use mingxuan::domain::qualification::Requirements;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::domain::text::{Email, OrgName, PersonName, check_char};
use mingxuan::error::Result;
use mingxuan::market::accounts::{self, NewAccount};
use mingxuan::market::projects::{self, NewDraft};
use mingxuan::market::signups::{self, Signup};
use mingxuan::platform::audit::Actor;
use mingxuan::platform::auth::{Identity, OrgId};
use mingxuan::platform::i18n::Lang;

/// An item that asks for no qualification.
pub const ITEM: &str = "social-stability-risk-assessment";

/// A city with one owner, one operator and as many agencies as a test wants.
pub struct City {
    pub app: App,
    pub owner: Arc<Identity>,
    pub operator: Arc<Identity>,
    pub agencies: Vec<Arc<Identity>>,
}

/// The code of the city's n-th organisation, valid.
pub fn code(number: usize) -> String {
    let body = format!("91510100MB{number:07}");
    format!("{body}{}", check_char(&body).unwrap())
}

/// The name of the n-th agency.
pub fn agency_name(number: usize) -> String {
    format!("青禾第{number}咨询有限公司")
}

impl City {
    /// Founds a city on an open market. Must not be called on an async thread without `block_in_place`.
    pub fn found(app: &App, agencies: usize) -> City {
        let shared = app.clone();
        let (owner, operator, agencies) = app
            .db
            .write_now(move |conn| {
                let owner = owner(conn, &shared)?;
                let office = accounts::office(conn, &shared, shared.clock.now())?;
                let operator = person(conn, &shared, &office, Role::Operator, "operator")?;
                let agencies = (1..=agencies).map(|number| agency(conn, &shared, number)).collect::<Result<Vec<_>>>()?;
                Ok((owner, operator, agencies))
            })
            .unwrap();
        City { app: app.clone(), owner, operator, agencies }
    }

    /// A project that an operator has approved and whose draw is requested.
    pub fn project(&self, avoided: Vec<Avoided>) -> ProjectId {
        self.posted(posting(avoided))
    }

    /// What the owner posts, approved by the operator, its draw requested.
    pub fn posted(&self, posting: Posting) -> ProjectId {
        let (app, owner, operator) = (self.app.clone(), self.owner.clone(), self.operator.clone());
        self.app
            .db
            .write_now(move |conn| {
                let id = projects::create(conn, &app, &owner, &NewDraft { posting, replaces: None })?;
                projects::submit(conn, &app, &owner, &id)?;
                projects::approve(conn, &app, &operator, &id)?;
                Ok(id)
            })
            .unwrap()
    }

    /// The n-th agency (from 0) signs up.
    pub fn signs_up(&self, agency: usize, project: &ProjectId) -> Result<Signup> {
        let (app, who, project) = (self.app.clone(), self.agencies[agency].clone(), project.clone());
        self.app.db.write_now(move |conn| signups::sign_up(conn, &app, &who, &project))
    }

    /// The n-th agency (from 0) withdraws a sign-up.
    pub fn withdraws(&self, agency: usize, signup: &Signup) -> Result<Signup> {
        let (app, who, id) = (self.app.clone(), self.agencies[agency].clone(), signup.id.clone());
        self.app.db.write_now(move |conn| signups::withdraw(conn, &app, &who, &id))
    }

    /// What the database says.
    pub fn asked<T>(&self, question: impl FnOnce(&mut DbConn) -> Result<T>) -> T {
        self.app.db.read_now(question).unwrap()
    }

    /// The project as it stands.
    pub fn state(&self, project: &ProjectId) -> projects::Project {
        self.asked(|conn| projects::load(conn, project))
    }
}

/// A posting that asks for no qualification.
pub fn posting(avoided: Vec<Avoided>) -> Posting {
    let spec = Spec {
        content: "对老旧小区改造项目开展社会稳定风险评估，\n出具评估报告。".into(),
        place: "临澄市城北街道".into(),
        fiscal_percent: 100,
        service_days: 30,
        requirements: Requirements::none(),
        window_wd: 1,
        alternates: 2,
        contact_name: "林知远".into(),
        contact_phone: "0000-1234501".into(),
        complaint_phone: "0000-1234502".into(),
        narrow_reason: String::new(),
        draw: Terms::default(),
        way: Way::default(),
    };
    let (title, item) = ("城北老旧小区改造社会稳定风险评估".into(), ITEM.into());
    Posting { title, item, price_kind: PriceKind::Fixed, price: Fen(9_800_000), spec, avoided }
}

fn person(conn: &mut DbConn, app: &App, org: &OrgId, role: Role, name: &str) -> Result<Arc<Identity>> {
    let new = NewAccount {
        email: Email::parse(&format!("{name}@city.example")).unwrap(),
        name: PersonName::parse("经办人").unwrap(),
        phone: None,
        role,
        rank: MemberRank::Manager,
        org: org.clone(),
        lang: Lang::Zh,
    };
    let id = accounts::invite(conn, app, &Actor::platform(), &new)?;
    accounts::activate(conn, app, &id, "$argon2id$unusable")?;
    accounts::identity(conn, &id)
}

fn owner(conn: &mut DbConn, app: &App) -> Result<Arc<Identity>> {
    let name = OrgName::parse("临澄市住房和城乡建设局").unwrap();
    let org = accounts::create_organisation(conn, app.clock.now(), OrgKind::Owner, &name)?;
    let row = (
        (owners::id.eq(org.as_str()), owners::uscc.eq(code(0)), owners::name.eq(name.as_str()), owners::kind.eq("organ")),
        (owners::state.eq("approved"), owners::address.eq("人民路1号"), owners::legal_representative.eq("顾清和")),
        (owners::contact_name.eq("林知远"), owners::contact_phone.eq("0000-1234501"), owners::complaint_phone.eq("0000-1234502")),
        (owners::filing_version.eq(1_i64), owners::approved_at.eq(0_i64), owners::version.eq(1_i64)),
    );
    diesel::insert_into(owners::table).values(row).execute(conn)?;
    person(conn, app, &org, Role::Owner, "owner")
}

fn agency(conn: &mut DbConn, app: &App, number: usize) -> Result<Arc<Identity>> {
    let name = OrgName::parse(&agency_name(number)).unwrap();
    let org = accounts::create_organisation(conn, app.clock.now(), OrgKind::Agency, &name)?;
    let row = (
        (agencies::id.eq(org.as_str()), agencies::uscc.eq(code(number)), agencies::name.eq(name.as_str()), agencies::name_en.eq("")),
        (agencies::province.eq("51"), agencies::place.eq("成都市"), agencies::address.eq("滨河路1号"), agencies::kind.eq("enterprise")),
        (agencies::legal_representative.eq(format!("沈既明{number}")), agencies::contact_name.eq("顾问"), agencies::scope.eq("咨询")),
        (agencies::contact_phone.eq("13800138000"), agencies::contact_email.eq("a@city.example"), agencies::introduction.eq("")),
        (agencies::state.eq("listed"), agencies::established_on.eq("2019-04-18"), agencies::capital_fen.eq(50_000_000_i64)),
        (agencies::nested_check.eq(true), agencies::filing_version.eq(1_i64), agencies::listed_at.eq(0_i64)),
        (agencies::credit_tenths.eq(800_i64), agencies::version.eq(1_i64)),
    );
    diesel::insert_into(agencies::table).values(row).execute(conn)?;
    let item = (
        (agency_items::agency_id.eq(org.as_str()), agency_items::item_code.eq(ITEM)),
        (agency_items::promise.eq("按规范编制"), agency_items::promised_days.eq(20_i64)),
    );
    diesel::insert_into(agency_items::table).values(item).execute(conn)?;
    person(conn, app, &org, Role::Agency, &format!("agency{number}"))
}
