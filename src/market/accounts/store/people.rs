//! Organisations and accounts.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{accounts, organisations};
use crate::domain::account::{AccountState, OrgKind};
use crate::domain::role::{MemberRank, Role};
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};
use crate::platform::auth::{AccountId, OrgId};
use crate::platform::i18n::Lang;

/// What stands where the name of a person was who is forgotten.
const FORGOTTEN: &str = "—";

/// An account as its slice knows it.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: AccountId,
    pub email: String,
    pub name: String,
    pub phone: String,
    pub role: Role,
    pub rank: MemberRank,
    pub org: OrgId,
    pub state: AccountState,
    pub lang: Lang,
    pub pseudonym: String,
    pub password_hash: Option<String>,
    /// The second factor's secret, sealed; `None` where none is set up.
    pub totp_secret: Option<String>,
    pub locked_until: Instant,
    pub created_at: Instant,
}

#[derive(Queryable)]
struct Row {
    id: String,
    email: String,
    name: String,
    phone: String,
    role: String,
    rank: String,
    org_id: String,
    state: String,
    lang: String,
    pseudonym: String,
    password_hash: Option<String>,
    totp_secret: Option<String>,
    _totp_step: i64,
    _failed: i64,
    locked_until: i64,
    created_at: i64,
}

impl TryFrom<Row> for Account {
    type Error = Error;

    fn try_from(row: Row) -> Result<Account> {
        Ok(Account {
            role: Role::parse(&row.role).ok_or_else(|| Error::bad_row("accounts.role", &row.role))?,
            rank: MemberRank::parse(&row.rank).ok_or_else(|| Error::bad_row("accounts.rank", &row.rank))?,
            state: AccountState::parse(&row.state).ok_or_else(|| Error::bad_row("accounts.state", &row.state))?,
            lang: Lang::parse(&row.lang).ok_or_else(|| Error::bad_row("accounts.lang", &row.lang))?,
            id: AccountId(row.id),
            email: row.email,
            name: row.name,
            phone: row.phone,
            org: OrgId(row.org_id),
            pseudonym: row.pseudonym,
            password_hash: row.password_hash,
            totp_secret: row.totp_secret,
            locked_until: Instant(row.locked_until),
            created_at: Instant(row.created_at),
        })
    }
}

/// A new organisation.
pub fn insert_organisation(conn: &mut DbConn, now: Instant, (id, kind, name): (&str, &str, &str)) -> Result<()> {
    let row =
        (organisations::id.eq(id), organisations::kind.eq(kind), organisations::name.eq(name), organisations::created_at.eq(now.ms()));
    diesel::insert_into(organisations::table).values(row).execute(conn)?;
    Ok(())
}

/// The organisation takes the name it is registered under.
pub fn rename_organisation(conn: &mut DbConn, org: &OrgId, name: &str) -> Result<()> {
    let changed = diesel::update(organisations::table.find(org.as_str())).set(organisations::name.eq(name)).execute(conn)?;
    one_row(changed)
}

/// The office of the market, if it was made.
pub fn office(conn: &mut DbConn) -> Result<Option<OrgId>> {
    single(conn, OrgKind::Office)
}

/// The organisation of a kind of which there is one, if it was made.
pub fn single(conn: &mut DbConn, kind: OrgKind) -> Result<Option<OrgId>> {
    let found: Option<String> =
        organisations::table.filter(organisations::kind.eq(kind.as_str())).select(organisations::id).first(conn).optional()?;
    Ok(found.map(OrgId))
}

/// A new account. [`Error::Conflict`] where the address has one.
pub fn insert_account(conn: &mut DbConn, account: &Account) -> Result<()> {
    diesel::insert_into(accounts::table)
        .values((
            accounts::id.eq(account.id.as_str()),
            accounts::email.eq(&account.email),
            accounts::name.eq(&account.name),
            accounts::phone.eq(&account.phone),
            accounts::role.eq(account.role.as_str()),
            accounts::rank.eq(account.rank.as_str()),
            accounts::org_id.eq(account.org.as_str()),
            accounts::state.eq(account.state.as_str()),
            accounts::lang.eq(account.lang.as_str()),
            accounts::pseudonym.eq(&account.pseudonym),
            accounts::totp_step.eq(0),
            accounts::failed.eq(0),
            accounts::locked_until.eq(0),
            accounts::created_at.eq(account.created_at.ms()),
        ))
        .execute(conn)?;
    Ok(())
}

/// An account by its id.
pub fn account(conn: &mut DbConn, id: &AccountId) -> Result<Account> {
    accounts::table.find(id.as_str()).first::<Row>(conn).found()?.try_into()
}

/// An account by its address, lower case.
pub fn by_email(conn: &mut DbConn, email: &str) -> Result<Option<Account>> {
    accounts::table.filter(accounts::email.eq(email)).first::<Row>(conn).optional()?.map(Account::try_from).transpose()
}

/// The accounts of an organisation, oldest first.
pub fn of_org(conn: &mut DbConn, org: &OrgId) -> Result<Vec<Account>> {
    let rows: Vec<Row> =
        accounts::table.filter(accounts::org_id.eq(org.as_str())).order((accounts::created_at, accounts::id)).load(conn)?;
    rows.into_iter().map(Account::try_from).collect()
}

/// Active managers of an organisation.
pub fn managers(conn: &mut DbConn, org: &OrgId) -> Result<i64> {
    let found =
        accounts::table.filter(accounts::org_id.eq(org.as_str())).filter(accounts::rank.eq("manager")).filter(accounts::state.eq("active"));
    Ok(found.count().get_result(conn)?)
}

/// Whether an administrator with a password exists.
pub fn has_administrator(conn: &mut DbConn) -> Result<bool> {
    let found = accounts::table.filter(accounts::role.eq("administrator")).filter(accounts::state.ne("disabled"));
    Ok(found.count().get_result::<i64>(conn)? > 0)
}

/// Forgets failures after a sign-in, unless the account was locked meanwhile.
pub fn clear_failures(conn: &mut DbConn, id: &AccountId, now: Instant) -> Result<()> {
    let open = accounts::table.find(id.as_str()).filter(accounts::locked_until.le(now.ms())).filter(accounts::state.eq("active"));
    one_row(diesel::update(open).set(accounts::failed.eq(0)).execute(conn)?)
}

/// Gives one attempt back: it was right. [`Error::Conflict`] where the account was locked or disabled meanwhile.
pub fn give_back_attempt(conn: &mut DbConn, id: &AccountId, now: Instant) -> Result<()> {
    let open = accounts::table.find(id.as_str()).filter(accounts::locked_until.le(now.ms())).filter(accounts::state.eq("active"));
    one_row(diesel::update(open.filter(accounts::failed.gt(0))).set(accounts::failed.eq(accounts::failed - 1)).execute(conn)?)
}

/// Sets a password; an invited account becomes active by it.
pub fn set_password(conn: &mut DbConn, id: &AccountId, hash: &str) -> Result<()> {
    let open = accounts::table.find(id.as_str()).filter(accounts::state.ne("disabled"));
    let set = (accounts::password_hash.eq(hash), accounts::state.eq("active"), accounts::failed.eq(0), accounts::locked_until.eq(0));
    one_row(diesel::update(open).set(set).execute(conn)?)
}

/// Uses a time step of the second factor; [`Error::Conflict`] where it or a later one was used.
pub fn use_step(conn: &mut DbConn, id: &AccountId, step: i64) -> Result<()> {
    let unused = accounts::table.find(id.as_str()).filter(accounts::totp_step.lt(step));
    one_row(diesel::update(unused).set(accounts::totp_step.eq(step)).execute(conn)?)
}

/// Sets up the second factor with a sealed secret and the step its first code was of.
pub fn set_second_factor(conn: &mut DbConn, id: &AccountId, sealed: &str, step: i64) -> Result<()> {
    let set = (accounts::totp_secret.eq(sealed), accounts::totp_step.eq(step));
    one_row(diesel::update(accounts::table.find(id.as_str())).set(set).execute(conn)?)
}

/// Changes name, phone and language.
pub fn set_contact(conn: &mut DbConn, id: &AccountId, (name, phone, lang): (&str, &str, Lang)) -> Result<()> {
    let set = (accounts::name.eq(name), accounts::phone.eq(phone), accounts::lang.eq(lang.as_str()));
    one_row(diesel::update(accounts::table.find(id.as_str())).set(set).execute(conn)?)
}

/// Moves an account from one state to another.
pub fn set_state(conn: &mut DbConn, id: &AccountId, from: AccountState, to: AccountState) -> Result<()> {
    let found = accounts::table.find(id.as_str()).filter(accounts::state.eq(from.as_str()));
    one_row(diesel::update(found).set(accounts::state.eq(to.as_str())).execute(conn)?)
}

/// Moves a member from one rank to another.
pub fn set_rank(conn: &mut DbConn, id: &AccountId, from: MemberRank, to: MemberRank) -> Result<()> {
    let found = accounts::table.find(id.as_str()).filter(accounts::rank.eq(from.as_str()));
    one_row(diesel::update(found).set(accounts::rank.eq(to.as_str())).execute(conn)?)
}

/// Takes one of `allowed` attempts; tells whether there was one left. One statement, so that attempts made at once are counted one by one.
pub fn take_attempt(conn: &mut DbConn, id: &AccountId, allowed: i64) -> Result<bool> {
    let left = accounts::table.find(id.as_str()).filter(accounts::failed.lt(allowed));
    Ok(diesel::update(left).set(accounts::failed.eq(accounts::failed + 1)).execute(conn)? == 1)
}

/// Locks an account whose attempts are spent, and gives it new ones for afterwards.
pub fn lock_if_spent(conn: &mut DbConn, id: &AccountId, allowed: i64, until: Instant) -> Result<bool> {
    let spent = accounts::table.find(id.as_str()).filter(accounts::failed.ge(allowed));
    let locked = diesel::update(spent).set((accounts::failed.eq(0), accounts::locked_until.eq(until.ms()))).execute(conn)?;
    Ok(locked > 0)
}

/// Leaves nothing of an account but its id, its role and its pseudonym.
pub fn forget(conn: &mut DbConn, id: &AccountId, now: Instant) -> Result<()> {
    use crate::db::schema::{access_tokens, account_links, mails, recovery_codes};
    let key = id.as_str();
    diesel::delete(account_links::table.filter(account_links::account_id.eq(key))).execute(conn)?;
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(key))).execute(conn)?;
    diesel::delete(access_tokens::table.filter(access_tokens::account_id.eq(key))).execute(conn)?;
    diesel::delete(mails::table.filter(mails::account_id.eq(key))).execute(conn)?;
    let nobody = (accounts::email.eq(format!("{key}@erased.invalid")), accounts::name.eq(FORGOTTEN), accounts::phone.eq(""));
    let shut = (
        accounts::state.eq(AccountState::Disabled.as_str()),
        accounts::password_hash.eq(None::<String>),
        accounts::totp_secret.eq(None::<String>),
        accounts::totp_step.eq(0),
        accounts::failed.eq(0),
        accounts::locked_until.eq(now.ms()),
    );
    one_row(diesel::update(accounts::table.find(key)).set((nobody, shut)).execute(conn)?)
}
