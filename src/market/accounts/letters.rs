//! Letters to an organisation or to all who act in a role: promised in the caller's transaction, one to each active member.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::accounts;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::platform::auth::OrgId;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};

/// A letter to each active member of an organisation.
pub fn tell_org(conn: &mut DbConn, now: Instant, org: &OrgId, letter: Letter) -> Result<()> {
    let members = accounts::table.filter(accounts::org_id.eq(org.as_str())).filter(accounts::state.eq("active"));
    let members: Vec<String> = members.order(accounts::created_at).select(accounts::id).load(conn)?;
    tell(conn, now, members, &letter)
}

/// A letter to everybody who acts in a role.
pub fn tell_role(conn: &mut DbConn, now: Instant, role: Role, letter: Letter) -> Result<()> {
    let people = accounts::table.filter(accounts::role.eq(role.as_str())).filter(accounts::state.eq("active"));
    let people: Vec<String> = people.order(accounts::created_at).select(accounts::id).load(conn)?;
    tell(conn, now, people, &letter)
}

fn tell(conn: &mut DbConn, now: Instant, accounts: Vec<String>, letter: &Letter) -> Result<()> {
    for account in accounts {
        outbox::push(conn, now, &Job::Mail { account, letter: letter.clone() })?;
    }
    Ok(())
}
