//! Agencies and owners that come in through the doors: forms filled step by step, scans uploaded, the operator's check.

use mingxuan::domain::account::OrgKind;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::platform::auth::OrgId;
use reqwest::multipart::{Form, Part};

use super::app::{Answer, TestApp, form_token};
use super::signed::Signed;

/// The smallest picture there is.
pub const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15,
    0xc4, 0x89, 0, 0, 0, 13, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x89, 0x99, 0x3d,
    0x1d, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

/// The key of the certificate in these filings.
pub const KEY: &str = "00000000000000000000000000000001";

/// The last day of that certificate.
pub const UNTIL: &str = "2027-06-30";

impl Signed {
    /// Sends a form with files from the page at `from`.
    pub async fn upload(&self, from: &str, path: &str, fields: &[(&str, &str)], file: (&'static str, &'static [u8])) -> Answer {
        let token = form_token(&self.visitor.get(from).await.body).unwrap();
        let (http, base) = self.visitor.raw();
        let mut form = Form::new().text("csrf", token);
        for (name, value) in fields {
            form = form.text((*name).to_owned(), (*value).to_owned());
        }
        form = form.part(file.0, Part::bytes(file.1).file_name("证书.png"));
        let sent = http.post(format!("{base}{path}")).header("accept-language", self.visitor.lang).header("origin", base).multipart(form);
        super::app::answer(sent.send().await.unwrap()).await
    }

    /// Sends a form from its own page.
    pub async fn fill(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.visitor.post_from(path, path, fields).await
    }
}

impl TestApp {
    /// A manager of a new agency, signed in; nothing is filed yet.
    pub async fn agency(&self, name: &str) -> Signed {
        let org = self.org(OrgKind::Agency, name).await;
        self.signed(&org, Role::Agency, MemberRank::Manager).await
    }

    /// A manager of a new owner, signed in; nothing is filed yet.
    pub async fn owner(&self, name: &str) -> Signed {
        let org = self.org(OrgKind::Owner, name).await;
        self.signed(&org, Role::Owner, MemberRank::Manager).await
    }

    /// The id of the filing that waits under this organisation.
    pub async fn filing_of(&self, operator: &Signed, name: &str) -> String {
        let list = operator.visitor.get("/operations/filings").await.body;
        let row = list.split("<th scope=\"row\">").find(|row| row.contains(&format!(">{name}</a>")));
        let row = row.unwrap_or_else(|| panic!("{name} does not wait: {list}"));
        row.split("filings/").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    /// Passes what waits under this name.
    pub async fn pass(&self, operator: &Signed, name: &str) {
        let path = format!("/operations/filings/{}", self.filing_of(operator, name).await);
        let answer = operator.fill(&path, &[("finding", "pass")]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    }

    /// An agency that was passed, with its manager.
    pub async fn passed_agency(&self, operator: &Signed, name: &str, code: &str) -> Signed {
        let manager = self.agency(name).await;
        file(&manager, name, code).await;
        let sent = submit(&manager).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        self.pass(operator, name).await;
        manager
    }
}

/// The id of an agency in addresses.
pub fn id_of(org: &OrgId) -> &str {
    org.as_str()
}

/// The basic facts.
pub fn basics<'a>(name: &'a str, code: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![("uscc", code), ("name", name), ("kind", "enterprise"), ("place", "达州市通川区"), ("address", "人民南路1号")]
}

/// The facts of the certificate for surveying.
pub fn paper(grade: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("major", "cadastral"),
        ("grade", grade),
        ("number", "甲测资字51000001"),
        ("issuer", "四川省自然资源厅"),
        ("valid_from", "2024-07-01"),
        ("valid_until", UNTIL),
    ]
}

/// Fills every step: a surveyor that also assesses energy savings on its promise.
pub async fn file(manager: &Signed, name: &str, code: &str) {
    let done = |answer: Answer| assert_eq!(answer.status, 303, "{}", answer.body);
    done(manager.fill("/agency/filing/basics", &basics(name, code)).await);
    let licence = [("established_on", "2019-04-18"), ("capital", "300"), ("legal_representative", "沈既明"), ("scope", "测绘；节能评估")];
    done(manager.upload("/agency/filing/licence", "/agency/filing/licence", &licence, ("licence", PNG)).await);
    let contacts = [("contact_name", "林知远"), ("contact_phone", "13812345678"), ("contact_email", "business@agency.example")];
    done(manager.fill("/agency/filing/contacts", &contacts).await);
    let items = "/agency/filing/items";
    done(manager.fill(items, &[("item", "surveying-and-mapping")]).await);
    let at = format!("{items}/surveying-and-mapping/papers/{KEY}");
    done(manager.upload(&at, &at, &paper("b"), ("scan", PNG)).await);
    done(manager.fill(items, &[("item", "energy-saving-assessment")]).await);
    done(manager.fill(&format!("{items}/energy-saving-assessment"), &[("promise", "10个工作日内出具报告"), ("days", "10")]).await);
}

/// Gives the commitment and hands the filing in.
pub async fn submit(manager: &Signed) -> Answer {
    manager.visitor.post_from("/agency/filing/commit", "/agency/filing/submit", &[("committed", "yes")]).await
}
