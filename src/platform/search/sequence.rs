//! The sequence of changes of agencies' public entries, in the market's database.
//!
//! Only this file reads and writes `search_changes`. Whoever changes what a public entry shows calls [`Search::changed`] in the same
//! transaction, as its last step.

use diesel::dsl::max;
use diesel::prelude::*;

use super::{AgencyDoc, Change, Feed, Search};
use crate::db::schema::search_changes::{self, dsl};
use crate::db::{Db, DbConn, dialect};
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::platform::outbox::{self, Job};
use crate::platform::random;

/// The setting that tells one database from another.
const ORIGIN: &str = "search.origin";
/// Held from taking a number until the transaction ends, so that numbers become visible in their order.
const LOCK: &str = "search changes";

/// How the slice that owns agencies is asked for them.
#[derive(Clone, Copy)]
pub struct Agencies {
    /// The entries of these agencies as they are now; those that do not exist are left out, those the public may not find are `listed: false`.
    pub docs: fn(&mut DbConn, &[String]) -> Result<Vec<AgencyDoc>>,
    /// The ids of all agencies.
    pub ids: fn(&mut DbConn) -> Result<Vec<String>>,
}

impl Search {
    /// Says that the public entry of `agency` changes with this transaction: credit, standing, name, items, anything it is found by.
    ///
    /// Call it last: on PostgreSQL it takes a lock that other changes wait for.
    pub fn changed(&self, conn: &mut DbConn, now: Instant, agency: &str) -> Result<()> {
        append(conn, now, agency)?;
        if self.needs_announcements() {
            outbox::push(conn, now, &Job::AnnounceAgency { agency: agency.to_owned() })?;
        }
        Ok(())
    }

    /// Makes every index again, which is what `mingxuan reindex` does: the sequence starts anew, so each running server takes over all
    /// agencies at its next question, and Meilisearch gets a new index at once. Returns how many agencies there are.
    pub async fn reindex(&self, db: &Db, now: Instant, agencies: Agencies) -> Result<usize> {
        let count = db.write(move |conn| renew(conn, now, agencies)).await?;
        if self.needs_announcements() {
            self.rebuild().await?;
        }
        Ok(count)
    }
}

fn append(conn: &mut DbConn, now: Instant, agency: &str) -> Result<()> {
    dialect::lock_in_transaction(conn, LOCK)?;
    diesel::insert_into(search_changes::table).values((dsl::agency_id.eq(agency), dsl::at.eq(now.ms()))).execute(conn)?;
    Ok(())
}

/// Starts the sequence anew with one change for every agency, so that every server's own index takes all of them over again.
/// Returns how many there are.
pub fn renew(conn: &mut DbConn, now: Instant, agencies: Agencies) -> Result<usize> {
    dialect::lock_in_transaction(conn, LOCK)?;
    let ids = (agencies.ids)(conn)?;
    let old = head(conn)?;
    for id in &ids {
        append(conn, now, id)?;
    }
    // The numbers go on, so a cursor in the old part stands before all of the new one.
    if !ids.is_empty() {
        diesel::delete(search_changes::table.filter(dsl::seq.le(old))).execute(conn)?;
    }
    Ok(ids.len())
}

/// The feed of an index from `db`.
pub fn feed(db: &Db, agencies: Agencies) -> Result<Feed> {
    let (heads, changes, entries) = (db.clone(), db.clone(), db.clone());
    Ok(Feed {
        origin: origin(db)?,
        head: Box::new(move || Ok(heads.read_now(head)?)),
        after: Box::new(move |(cursor, limit)| Ok(changes.read_now(|conn| after(conn, cursor, limit))?)),
        docs: Box::new(move |ids| Ok(entries.read_now(|conn| (agencies.docs)(conn, &ids))?)),
    })
}

fn head(conn: &mut DbConn) -> Result<i64> {
    Ok(search_changes::table.select(max(dsl::seq)).first::<Option<i64>>(conn)?.unwrap_or(0))
}

fn after(conn: &mut DbConn, cursor: i64, limit: usize) -> Result<Vec<Change>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows: Vec<(i64, String)> =
        search_changes::table.filter(dsl::seq.gt(cursor)).order(dsl::seq).limit(limit).select((dsl::seq, dsl::agency_id)).load(conn)?;
    Ok(rows.into_iter().map(|(seq, agency)| Change { seq, agency }).collect())
}

/// A word of this database alone, made when it is first asked for.
fn origin(db: &Db) -> Result<String> {
    use crate::db::schema::settings::dsl::{key, settings, value};
    let stored = |conn: &mut DbConn| Ok(settings.filter(key.eq(ORIGIN)).select(value).first::<String>(conn).optional()?);
    if let Some(word) = db.read_now(stored)? {
        return Ok(word);
    }
    let (db, word) = (db.clone(), random::blind_id());
    let write = move || {
        db.write_now(move |conn| {
            dialect::insert_setting_once(conn, ORIGIN, &word)?;
            Ok(settings.filter(key.eq(ORIGIN)).select(value).first::<String>(conn)?)
        })
    };
    // A thread of its own, since this may be called where one must not wait for the writer. Once in the life of a database.
    std::thread::spawn(write).join().map_err(|_| Error::internal("naming the database"))?
}
