//! People of a test: invited by the services a click calls, signed in with a session of the session service.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use mingxuan::domain::account::OrgKind;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::domain::text::{Email, OrgName, PersonName};
use mingxuan::market::accounts::{self, NewAccount};
use mingxuan::platform::audit::Actor;
use mingxuan::platform::auth::session::{self, Lifetimes, Opening};
use mingxuan::platform::auth::{AccountId, Identity, OrgId};
use mingxuan::platform::i18n::Lang;

use super::app::{TestApp, Visitor};

/// A person with a signed-in browser.
#[derive(Clone)]
pub struct Signed {
    pub id: AccountId,
    pub org: OrgId,
    pub identity: Arc<Identity>,
    pub visitor: Visitor,
}

impl TestApp {
    /// An organisation without people.
    pub async fn org(&self, kind: OrgKind, name: &str) -> OrgId {
        let (now, name) = (self.now(), OrgName::parse(name).unwrap());
        self.app.db.write(move |conn| accounts::create_organisation(conn, now, kind, &name)).await.unwrap()
    }

    /// Somebody of an office, the second factor given.
    pub async fn staff(&self, role: Role) -> Signed {
        let (app, now) = (self.app.clone(), self.now());
        let org = self.app.db.write(move |conn| accounts::office(conn, &app, now)).await.unwrap();
        self.signed(&org, role, MemberRank::Clerk).await
    }

    /// Somebody of an organisation, active and signed in.
    pub async fn signed(&self, org: &OrgId, role: Role, rank: MemberRank) -> Signed {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let new = NewAccount {
            email: Email::parse(&format!("person{n}@test.example")).unwrap(),
            name: PersonName::parse("测试员").unwrap(),
            phone: None,
            role,
            rank,
            org: org.clone(),
            lang: Lang::Zh,
        };
        let (app, now) = (self.app.clone(), self.now());
        let lifetimes = Lifetimes::of(&self.app.config.security);
        let (id, token) = self
            .app
            .db
            .write(move |conn| {
                let id = accounts::invite(conn, &app, &Actor::platform(), &new)?;
                accounts::activate(conn, &app, &id, "$argon2id$unusable")?;
                let token = session::open(conn, now, &id, Opening { lifetimes, second_factor: true, device: "test" })?;
                Ok((id, token))
            })
            .await
            .unwrap();
        let sought = id.clone();
        let identity = self.app.db.read(move |conn| accounts::identity(conn, &sought)).await.unwrap();
        Signed { org: org.clone(), visitor: self.in_session(&token), identity, id }
    }
}
