//! The rows of the pool.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{accounts, expert_items, experts};
use crate::domain::expert::{ExpertId, ExpertState, Profile};
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};
use crate::platform::auth::AccountId;

/// Experts on a page.
pub const PAGE: i64 = 50;

/// An expert of the pool with its account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolExpert {
    pub id: ExpertId,
    /// Its number in the pool: what a draw of experts opens.
    pub number: String,
    pub account: AccountId,
    pub state: ExpertState,
    pub name: String,
    pub email: String,
    pub profile: Profile,
}

/// Which page of the pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// `None`: everybody who has not left.
    pub state: Option<ExpertState>,
    /// From 1.
    pub page: i64,
}

type Row = (String, String, String, String, (String, String, String, String), String, String);

macro_rules! columns {
    () => {
        (
            experts::id,
            experts::number,
            experts::account_id,
            experts::state,
            (experts::title, experts::employer, experts::former, experts::kin),
            accounts::name,
            accounts::email,
        )
    };
}

fn read(row: Row, items: &mut BTreeMap<String, Vec<String>>) -> Result<PoolExpert> {
    let (id, number, account, state, (title, employer, former, kin), name, email) = row;
    let profile = Profile {
        title,
        employer: json(&employer)?,
        former: json(&former)?,
        kin: json(&kin)?,
        items: items.remove(&id).unwrap_or_default(),
    };
    Ok(PoolExpert {
        state: ExpertState::parse(&state).ok_or_else(|| Error::bad_row("experts.state", &state))?,
        id: ExpertId(id),
        number,
        account: AccountId(account),
        name,
        email,
        profile,
    })
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::caused("reading an expert", e))
}

fn text<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::caused("writing an expert", e))
}

/// The items of these experts, in one query.
fn with_items(conn: &mut DbConn, rows: Vec<Row>) -> Result<Vec<PoolExpert>> {
    let ids: Vec<&str> = rows.iter().map(|row| row.0.as_str()).collect();
    let found: Vec<(String, String)> = expert_items::table
        .filter(expert_items::expert_id.eq_any(&ids))
        .order((expert_items::expert_id, expert_items::item_code))
        .select((expert_items::expert_id, expert_items::item_code))
        .load(conn)?;
    let mut items: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, item) in found {
        items.entry(id).or_default().push(item);
    }
    rows.into_iter().map(|row| read(row, &mut items)).collect()
}

/// A new expert; the database refuses an account or a number twice.
pub fn insert(conn: &mut DbConn, now: Instant, (id, number, account): (&ExpertId, &str, &AccountId), profile: &Profile) -> Result<()> {
    let row = (
        (experts::id.eq(id.as_str()), experts::number.eq(number), experts::account_id.eq(account.as_str())),
        (
            experts::state.eq(ExpertState::Active.as_str()),
            experts::title.eq(&profile.title),
            experts::employer.eq(text(&profile.employer)?),
        ),
        (experts::former.eq(text(&profile.former)?), experts::kin.eq(text(&profile.kin)?)),
        (experts::added_at.eq(now.ms()), experts::version.eq(1)),
    );
    diesel::insert_into(experts::table).values(row).execute(conn)?;
    set_items(conn, id, &profile.items)
}

/// What is known of an expert, anew.
pub fn update(conn: &mut DbConn, id: &ExpertId, profile: &Profile) -> Result<()> {
    let set = (
        (experts::title.eq(&profile.title), experts::employer.eq(text(&profile.employer)?), experts::version.eq(experts::version + 1)),
        (experts::former.eq(text(&profile.former)?), experts::kin.eq(text(&profile.kin)?)),
    );
    one_row(diesel::update(experts::table.find(id.as_str())).set(set).execute(conn)?)?;
    diesel::delete(expert_items::table.filter(expert_items::expert_id.eq(id.as_str()))).execute(conn)?;
    set_items(conn, id, &profile.items)
}

fn set_items(conn: &mut DbConn, id: &ExpertId, items: &[String]) -> Result<()> {
    for item in items {
        let row = (expert_items::expert_id.eq(id.as_str()), expert_items::item_code.eq(item));
        diesel::insert_into(expert_items::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Moves an expert from one state to another; [`Error::Conflict`] where it is elsewhere.
pub fn set_state(conn: &mut DbConn, id: &ExpertId, from: ExpertState, to: ExpertState) -> Result<()> {
    let found = experts::table.find(id.as_str()).filter(experts::state.eq(from.as_str()));
    one_row(diesel::update(found).set((experts::state.eq(to.as_str()), experts::version.eq(experts::version + 1))).execute(conn)?)
}

/// An expert by its id.
pub fn load(conn: &mut DbConn, id: &ExpertId) -> Result<PoolExpert> {
    let row: Row = experts::table.inner_join(accounts::table).filter(experts::id.eq(id.as_str())).select(columns!()).first(conn).found()?;
    with_items(conn, vec![row])?.pop().ok_or(Error::NotFound)
}

/// The expert of an account, where it is one.
pub fn of_account(conn: &mut DbConn, account: &AccountId) -> Result<Option<PoolExpert>> {
    let found = experts::table.inner_join(accounts::table).filter(experts::account_id.eq(account.as_str()));
    let row: Option<Row> = found.select(columns!()).first(conn).optional()?;
    Ok(with_items(conn, row.into_iter().collect())?.pop())
}

/// The highest number that was given.
pub fn last_number(conn: &mut DbConn) -> Result<Option<String>> {
    Ok(experts::table.select(diesel::dsl::max(experts::number)).first(conn)?)
}

/// A page of the pool by number, and how many there are.
pub fn page(conn: &mut DbConn, sought: Sought) -> Result<(Vec<PoolExpert>, i64)> {
    let states: Vec<&str> = match sought.state {
        Some(state) => vec![state.as_str()],
        None => vec![ExpertState::Active.as_str(), ExpertState::Resting.as_str()],
    };
    let found = || experts::table.inner_join(accounts::table).filter(experts::state.eq_any(states.clone()));
    let all: i64 = found().count().get_result(conn)?;
    let rows: Vec<Row> =
        found().order(experts::number).select(columns!()).limit(PAGE).offset((sought.page.max(1) - 1) * PAGE).load(conn)?;
    Ok((with_items(conn, rows)?, all))
}

/// Everybody who can judge an item, resting or not, by number.
pub fn for_item(conn: &mut DbConn, item: &str) -> Result<Vec<PoolExpert>> {
    let able = expert_items::table.filter(expert_items::item_code.eq(item)).select(expert_items::expert_id);
    let ids: Vec<String> = able.load(conn)?;
    let found = experts::table.inner_join(accounts::table).filter(experts::id.eq_any(&ids));
    let rows: Vec<Row> = found.order(experts::number).select(columns!()).load(conn)?;
    with_items(conn, rows)
}
