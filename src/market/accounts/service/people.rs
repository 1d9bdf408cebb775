//! Organisations and their people: made, invited, promoted, disabled.

use std::sync::Arc;

use crate::app::App;
use crate::db::DbConn;
use crate::domain::account::{AccountState, OrgKind};
use crate::domain::event::Kind;
use crate::domain::role::{MemberRank, Role};
use crate::domain::text::{Email, OrgName, PersonName, Phone};
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::accounts::store::{self, Account};
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};
use crate::platform::auth::session::{self, Credential};
use crate::platform::auth::{AccountId, Acting, Administrator, Identity, Manager, OrgId};
use crate::platform::i18n::Lang;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

/// What the organisation of all experts is called; nobody is shown it but administrators of the database.
const POOL_NAME: &str = "评审专家库";

/// A person to be invited.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub email: Email,
    pub name: PersonName,
    pub phone: Option<Phone>,
    pub role: Role,
    pub rank: MemberRank,
    pub org: OrgId,
    pub lang: Lang,
}

/// A new organisation, without people.
pub fn create_organisation(conn: &mut DbConn, now: Instant, kind: OrgKind, name: &OrgName) -> Result<OrgId> {
    let id = random::dated_id(now);
    store::insert_organisation(conn, now, (&id, kind.as_str(), name.as_str()))?;
    Ok(OrgId(id))
}

/// The office of the market; made when it is first needed.
pub fn office(conn: &mut DbConn, app: &App, now: Instant) -> Result<OrgId> {
    crate::db::dialect::lock_in_transaction(conn, "office")?;
    if let Some(id) = store::single(conn, OrgKind::Office)? {
        return Ok(id);
    }
    let id = random::dated_id(now);
    store::insert_organisation(conn, now, (&id, OrgKind::Office.as_str(), &app.site.host.zh))?;
    Ok(OrgId(id))
}

/// The organisation under which the experts of the pool stand; made when the first comes in.
pub fn pool_of_experts(conn: &mut DbConn, now: Instant) -> Result<OrgId> {
    crate::db::dialect::lock_in_transaction(conn, "experts")?;
    if let Some(id) = store::single(conn, OrgKind::Experts)? {
        return Ok(id);
    }
    let id = random::dated_id(now);
    store::insert_organisation(conn, now, (&id, OrgKind::Experts.as_str(), POOL_NAME))?;
    Ok(OrgId(id))
}

/// The organisation takes the name it was registered under after a check.
pub fn rename_organisation(conn: &mut DbConn, org: &OrgId, name: &str) -> Result<()> {
    store::rename_organisation(conn, org, name)
}

/// Invites a person: the account is made, and the worker mails a link with which they set a password.
///
/// # Errors
/// [`Error::Invalid`] on `email` when the address has an account.
pub fn invite(conn: &mut DbConn, app: &App, actor: &Actor, new: &NewAccount) -> Result<AccountId> {
    let id = enrol(conn, app, actor, new)?;
    let purpose = crate::domain::account::LinkPurpose::Invite.as_str().to_owned();
    outbox::push(conn, app.clock.now(), &Job::MailLink { account: id.to_string(), purpose })?;
    Ok(id)
}

/// The account of [`invite`] without its letter.
pub(super) fn enrol(conn: &mut DbConn, app: &App, actor: &Actor, new: &NewAccount) -> Result<AccountId> {
    let now = app.clock.now();
    if store::by_email(conn, new.email.as_str())?.is_some() {
        return Err(Error::invalid("email", Say::new("accounts-email-taken")));
    }
    let account = Account {
        id: AccountId(random::blind_id()),
        email: new.email.as_str().to_owned(),
        name: new.name.as_str().to_owned(),
        phone: new.phone.as_ref().map(|phone| phone.as_str().to_owned()).unwrap_or_default(),
        role: new.role,
        rank: new.rank,
        org: new.org.clone(),
        state: AccountState::Invited,
        lang: new.lang,
        pseudonym: format!("u-{}", &random::blind_id()[..20]),
        password_hash: None,
        totp_secret: None,
        locked_until: Instant(0),
        created_at: now,
    };
    store::insert_account(conn, &account)?;
    log(conn, app, (actor, &account.pseudonym, account.id.as_str()), (Kind::AccountInvite, account.role.as_str()))?;
    Ok(account.id)
}

/// One line of the log about an account: who, about whom (pseudonym, id), and what with one word more.
pub(super) fn log(conn: &mut DbConn, app: &App, (actor, pseudonym, id): (&Actor, &str, &str), (kind, word): (Kind, &str)) -> Result<()> {
    let document = audit::document(&format!("account {kind}"), &[("account", pseudonym), ("word", word)]);
    let thing = Thing { kind: "account", id: id.to_owned(), public: pseudonym.to_owned() };
    audit::record(conn, app.clock.now(), Act { kind, actor, thing, document, visibility: Visibility::Salted })?;
    Ok(())
}

/// An organisation registers itself with its first manager, who gets a link by mail. The answer is the same whether the address is new or has an
/// account (whose owner is told by mail that somebody tried), so that nobody learns who is registered.
pub async fn register(app: &App, kind: OrgKind, name: OrgName, person: (Email, PersonName, Option<Phone>, Lang)) -> Result<()> {
    let shared = app.clone();
    app.db
        .write(move |conn| {
            let (now, (email, person, phone, lang)) = (shared.clock.now(), person);
            if let Some(known) = store::by_email(conn, email.as_str())? {
                return outbox::push(
                    conn,
                    now,
                    &Job::Mail { account: known.id.to_string(), letter: Letter::new("registered-already").to("/sign-in") },
                );
            }
            let role = if kind == OrgKind::Owner { Role::Owner } else { Role::Agency };
            let org = create_organisation(conn, now, kind, &name)?;
            let new = NewAccount { email, name: person, phone, role, rank: MemberRank::Manager, org, lang };
            invite(conn, &shared, &Actor("visitor".into()), &new)?;
            Ok(())
        })
        .await
}

/// Who an account is, to act as them without a request: the demo city and tests.
///
/// # Errors
/// [`Error::NotFound`] for an account that does not exist or is disabled.
pub fn identity(conn: &mut DbConn, id: &AccountId) -> Result<Arc<Identity>> {
    let credential = Credential::Session { token: String::new(), second_factor: true };
    session::by_account(conn, id, credential)?.map(Arc::new).ok_or(Error::NotFound)
}

/// Gives an account the hash of its first password: what using an invitation's link does in the end.
pub fn activate(conn: &mut DbConn, app: &App, id: &AccountId, hash: &str) -> Result<()> {
    store::set_password(conn, id, hash)?;
    let account = store::account(conn, id)?;
    log(conn, app, (&Actor(account.pseudonym.clone()), &account.pseudonym, id.as_str()), (Kind::AccountActivate, "password"))
}

/// Invites a member into the manager's own organisation.
pub async fn invite_member(app: &App, who: &Acting<Manager>, new: (Email, PersonName, Option<Phone>, MemberRank)) -> Result<AccountId> {
    let (shared, who) = (app.clone(), who.identity());
    app.db
        .write(move |conn| {
            let (email, name, phone, rank) = new;
            let new = NewAccount { email, name, phone, role: who.role, rank, org: who.org.clone(), lang: who.lang };
            invite(conn, &shared, &who.actor, &new)
        })
        .await
}

/// Invites somebody into an office of the market.
///
/// # Errors
/// [`Error::Forbidden`] for a role that is not an office's.
pub async fn invite_officer(app: &App, who: &Acting<Administrator>, new: (Email, PersonName, Option<Phone>, Role)) -> Result<AccountId> {
    let (shared, who) = (app.clone(), who.identity());
    app.db
        .write(move |conn| {
            let (email, name, phone, role) = new;
            if !role.serves() {
                return Err(Error::Forbidden(Say::new("error-forbidden")));
            }
            let org = office(conn, &shared, shared.clock.now())?;
            invite(conn, &shared, &who.actor, &NewAccount { email, name, phone, role, rank: MemberRank::Clerk, org, lang: who.lang })
        })
        .await
}

/// What a manager or an administrator can do with an account of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Disable,
    Enable,
    Promote,
    Demote,
    InviteAgain,
}

/// Changes an account in the reach of `who`: the own organisation's for a manager, any office's for an administrator.
///
/// # Errors
/// [`Error::NotFound`] outside that reach; [`Error::Refused`] for oneself, and for the last manager of an organisation.
pub async fn change_account(app: &App, who: Arc<Identity>, id: AccountId, change: Change) -> Result<()> {
    let shared = app.clone();
    app.db
        .write(move |conn| {
            let org = store::account(conn, &id)?.org;
            // Two managers who change each other at once wait for one another, or none would be left.
            crate::db::dialect::lock_in_transaction(conn, &format!("members of {org}"))?;
            let account = store::account(conn, &id)?;
            let reach = if who.role.trades() { account.org == who.org } else { account.role.serves() };
            if !reach {
                return Err(Error::NotFound);
            }
            if account.id == who.account {
                return Err(Error::Refused(Say::new("accounts-not-oneself")));
            }
            let leaves = matches!(change, Change::Disable | Change::Demote);
            if leaves && account.rank == MemberRank::Manager && store::managers(conn, &account.org)? <= 1 {
                return Err(Error::Refused(Say::new("accounts-last-manager")));
            }
            apply(conn, &shared, &account, change)?;
            let kind = if change == Change::Disable { Kind::AccountDisable } else { Kind::AccountChange };
            log(conn, &shared, (&who.actor, &account.pseudonym, account.id.as_str()), (kind, &format!("{change:?}").to_lowercase()))
        })
        .await
}

fn apply(conn: &mut DbConn, app: &App, account: &Account, change: Change) -> Result<()> {
    match change {
        Change::Disable => {
            store::set_state(conn, &account.id, account.state, AccountState::Disabled)?;
            session::close_all(conn, &account.id)
        }
        Change::Enable => {
            let back = if account.password_hash.is_some() { AccountState::Active } else { AccountState::Invited };
            store::set_state(conn, &account.id, AccountState::Disabled, back)
        }
        Change::Promote => store::set_rank(conn, &account.id, MemberRank::Clerk, MemberRank::Manager),
        Change::Demote => store::set_rank(conn, &account.id, MemberRank::Manager, MemberRank::Clerk),
        Change::InviteAgain => {
            if account.state != AccountState::Invited {
                return Err(Error::Conflict);
            }
            outbox::push(conn, app.clock.now(), &Job::MailLink { account: account.id.to_string(), purpose: "invite".into() })
        }
    }
}

/// Name, phone and language of oneself.
pub async fn change_contact(app: &App, who: Arc<Identity>, name: PersonName, phone: Option<Phone>, lang: Lang) -> Result<()> {
    let shared = app.clone();
    app.db
        .write(move |conn| {
            let phone = phone.as_ref().map(Phone::as_str).unwrap_or_default();
            store::set_contact(conn, &who.account, (name.as_str(), phone, lang))?;
            log(conn, &shared, (&who.actor, &who.actor.0, who.account.as_str()), (Kind::AccountChange, "contact"))
        })
        .await
}
