//! Operators keep the pool. Every change is logged under the expert's number, salted.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::event::Kind;
use crate::domain::expert::{Employer, ExpertId, ExpertState, Profile};
use crate::domain::role::{MemberRank, Role};
use crate::domain::text::{Email, PersonName};
use crate::error::{Error, Result, Say};
use crate::market::accounts::{self, NewAccount};
use crate::market::experts::store::pool as store;
use crate::platform::audit::{self, Act, Thing, Visibility};
use crate::platform::auth::{AccountId, Identity};
use crate::platform::random;

/// Somebody who comes into the pool.
#[derive(Clone, Debug)]
pub struct NewExpert {
    pub email: Email,
    pub name: PersonName,
    pub profile: Profile,
}

/// Takes somebody in: the account is made and its invitation mailed.
///
/// # Errors
/// [`Error::Invalid`] on `email` where the address has an account.
pub fn add(conn: &mut DbConn, app: &App, who: &Identity, new: &NewExpert) -> Result<ExpertId> {
    let now = app.clock.now();
    let org = accounts::pool_of_experts(conn, now)?;
    let account = NewAccount {
        email: new.email.clone(),
        name: new.name.clone(),
        phone: None,
        role: Role::Expert,
        rank: MemberRank::Clerk,
        org,
        lang: who.lang,
    };
    let account = accounts::invite(conn, app, &who.actor, &account)?;
    // The lock of the pool's organisation, taken above, keeps two from getting one number.
    let last = store::last_number(conn)?.and_then(|number| number.strip_prefix(PREFIX).and_then(|digits| digits.parse::<u32>().ok()));
    let (id, number) = (ExpertId(random::blind_id()), format!("{PREFIX}{:05}", last.unwrap_or_default() + 1));
    store::insert(conn, now, (&id, &number, &account), &new.profile)?;
    log(conn, app, who, (Kind::ExpertAdd, &id, "added"))?;
    Ok(id)
}

/// How pool numbers begin.
const PREFIX: &str = "expert-";

/// What is known of an expert, anew. A panel that is drawn already stays as it is; the expert itself has to name a conflict that is new.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] for one who has left.
pub fn change(conn: &mut DbConn, app: &App, who: &Identity, (id, profile): (&ExpertId, &Profile)) -> Result<()> {
    if store::load(conn, id)?.state == ExpertState::Left {
        return Err(Error::Refused(Say::new("experts-has-left")));
    }
    store::update(conn, id, profile)?;
    log(conn, app, who, (Kind::ExpertChange, id, "profile"))
}

/// Lets an expert rest, brings it back, or takes it out of the pool for good.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] for one who has left; [`Error::Conflict`] where somebody was faster.
pub fn rest(conn: &mut DbConn, app: &App, who: &Identity, (id, to): (&ExpertId, ExpertState)) -> Result<()> {
    let from = store::load(conn, id)?.state;
    if from == ExpertState::Left {
        return Err(Error::Refused(Say::new("experts-has-left")));
    }
    store::set_state(conn, id, from, to)?;
    log(conn, app, who, (Kind::ExpertChange, id, to.as_str()))
}

/// The person behind an account was forgotten: nothing stays of it in the pool but its number.
pub fn forgotten(conn: &mut DbConn, account: &AccountId) -> Result<Vec<i64>> {
    let Some(expert) = store::of_account(conn, account)? else { return Ok(Vec::new()) };
    let blank = Profile { title: String::new(), employer: Employer::default(), former: Vec::new(), kin: Vec::new(), items: Vec::new() };
    store::update(conn, &expert.id, &blank)?;
    if expert.state != ExpertState::Left {
        store::set_state(conn, &expert.id, expert.state, ExpertState::Left)?;
    }
    audit::forget(conn, (THING, expert.id.as_str()), |_| true)
}

/// What the log's documents are about.
const THING: &str = "expert";

/// The log says that the pool was changed, by whom, and nothing that could be compared with a panel.
fn log(conn: &mut DbConn, app: &App, who: &Identity, (kind, id, word): (Kind, &ExpertId, &str)) -> Result<()> {
    let number = store::load(conn, id)?.number;
    let document = audit::document(&format!("market/v1 {kind}"), &[("expert", &number), ("word", word)]);
    let thing = Thing { kind: THING, id: id.to_string(), public: number };
    let act = Act { kind, actor: &who.actor, thing, document, visibility: Visibility::Salted };
    audit::record(conn, app.clock.now(), act).map(drop)
}
