//! The only file that knows which engine it talks to. If you need an engine's own word elsewhere, give this file a name for what you need.

use diesel::pg::{Pg, PgQueryBuilder};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::{Sqlite, SqliteQueryBuilder};

use super::DbConn;
use super::connection::{Engine, MultiBackend, Words};
use crate::error::Result;

/// Runs one block per engine with the bare connection.
macro_rules! on_engine {
    ($conn:expr, $sqlite:ident => $on_sqlite:block, $pg:ident => $on_pg:block) => {
        match &mut $conn.0 {
            $crate::db::connection::Engine::Sqlite($sqlite) => $on_sqlite,
            $crate::db::connection::Engine::Pg($pg) => $on_pg,
        }
    };
}
pub(super) use on_engine;

/// The same block for both engines where `MultiConnection` cannot express the query (upserts, batch inserts).
macro_rules! each_engine {
    ($conn:expr, $name:ident => $block:block) => {
        match &mut $conn.0 {
            $crate::db::connection::Engine::Sqlite($name) => $block,
            $crate::db::connection::Engine::Pg($name) => $block,
        }
    };
}

/// A connection to SQLite as one of either engine.
pub(super) fn of_sqlite(conn: SqliteConnection) -> DbConn {
    DbConn(Engine::Sqlite(conn))
}

/// A connection to PostgreSQL as one of either engine.
pub(super) fn of_postgres(conn: PgConnection) -> DbConn {
    DbConn(Engine::Pg(conn))
}

/// The engine a question is said to, and what writes its words.
pub(super) fn speech(engine: &Engine) -> (MultiBackend, Words) {
    match engine {
        Engine::Sqlite(_) => (MultiBackend::Sqlite(Sqlite), Words::Sqlite(SqliteQueryBuilder::default())),
        Engine::Pg(_) => (MultiBackend::Pg(Pg), Words::Pg(PgQueryBuilder::default())),
    }
}

/// Whether this connection is to PostgreSQL.
pub fn is_postgres(conn: &DbConn) -> bool {
    matches!(conn.0, Engine::Pg(_))
}

/// Two servers may start on one PostgreSQL at once; only one may migrate.
pub(super) fn lock_for_migration(conn: &mut DbConn) -> Result<()> {
    if let Engine::Pg(pg) = &mut conn.0 {
        diesel::sql_query("SELECT pg_advisory_lock(7001)").execute(pg)?;
    }
    Ok(())
}

pub(super) fn unlock_after_migration(conn: &mut DbConn) -> Result<()> {
    if let Engine::Pg(pg) = &mut conn.0 {
        diesel::sql_query("SELECT pg_advisory_unlock(7001)").execute(pg)?;
    }
    Ok(())
}

/// Takes a lock of this name until the transaction ends. SQLite has one writer and needs none.
pub fn lock_in_transaction(conn: &mut DbConn, name: &str) -> Result<()> {
    if let Engine::Pg(pg) = &mut conn.0 {
        diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 7))").bind::<Text, _>(name).execute(pg)?;
    }
    Ok(())
}

/// Shares a lock of this name until the transaction ends: many may, but nobody while [`lock_in_transaction`] holds it, and it waits for all of
/// them. A sign-up shares its project's lock and the freeze takes it, so that no sign-up is acknowledged after the freeze has counted.
pub fn share_lock_in_transaction(conn: &mut DbConn, name: &str) -> Result<()> {
    if let Engine::Pg(pg) = &mut conn.0 {
        diesel::sql_query("SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 7))").bind::<Text, _>(name).execute(pg)?;
    }
    Ok(())
}

/// Sets a setting, new or old.
pub fn put_setting(conn: &mut DbConn, key: &str, value: &str) -> Result<()> {
    use super::schema::settings;
    each_engine!(conn, c => {
        diesel::insert_into(settings::table)
            .values((settings::key.eq(key), settings::value.eq(value)))
            .on_conflict(settings::key)
            .do_update()
            .set(settings::value.eq(diesel::upsert::excluded(settings::value)))
            .execute(c)?;
    });
    Ok(())
}

/// Inserts a row only where its key is new; tells whether it did.
pub fn insert_setting_once(conn: &mut DbConn, key: &str, value: &str) -> Result<bool> {
    use super::schema::settings;
    let rows = each_engine!(conn, c => {
        diesel::insert_into(settings::table)
            .values((settings::key.eq(key), settings::value.eq(value)))
            .on_conflict(settings::key)
            .do_nothing()
            .execute(c)?
    });
    Ok(rows == 1)
}

/// Rows of one append to the log: entries and hashes under their numbers, and where the documents' entries lie.
pub struct LogRows<'a> {
    pub entries: &'a [(i64, String)],
    pub hashes: &'a [(i64, String)],
    /// Document and position.
    pub positions: &'a [(i64, i64)],
}

/// Adds rows to the log; the primary keys refuse a second entry at one place.
pub fn append_to_log(conn: &mut DbConn, rows: &LogRows<'_>) -> Result<()> {
    use super::schema::{log_entry, log_hash, log_positions};
    let entries: Vec<_> = rows.entries.iter().map(|(idx, body)| (log_entry::idx.eq(idx), log_entry::body.eq(body))).collect();
    let hashes: Vec<_> = rows.hashes.iter().map(|(idx, hash)| (log_hash::idx.eq(idx), log_hash::hash.eq(hash))).collect();
    let positions: Vec<_> =
        rows.positions.iter().map(|(id, idx)| (log_positions::document_id.eq(id), log_positions::idx.eq(idx))).collect();
    each_engine!(conn, c => {
        diesel::insert_into(log_entry::table).values(&entries).execute(c)?;
        diesel::insert_into(log_hash::table).values(&hashes).execute(c)?;
        diesel::insert_into(log_positions::table).values(&positions).execute(c)?;
    });
    Ok(())
}

/// Raises the revision of a topic, making its row where there is none.
pub(super) fn raise_revision(conn: &mut DbConn, topic: &str) -> Result<()> {
    use super::schema::revisions;
    each_engine!(conn, c => {
        diesel::insert_into(revisions::table)
            .values((revisions::topic.eq(topic), revisions::value.eq(1)))
            .on_conflict(revisions::topic)
            .do_update()
            .set(revisions::value.eq(revisions::value + 1))
            .execute(c)?;
    });
    Ok(())
}

/// A row of the outbox to insert.
#[derive(Insertable)]
#[diesel(table_name = super::schema::jobs, treat_none_as_default_value = false)]
pub struct NewJob<'a> {
    pub id: String,
    pub kind: &'a str,
    pub body: String,
    pub state: &'a str,
    pub run_at: i64,
    pub attempts: i64,
    pub claimed_by: &'a str,
    pub claimed_until: i64,
    pub last_error: &'a str,
    pub created_at: i64,
    pub once: Option<String>,
}

/// Inserts a job unless one with the same `once` word waits already; tells whether it did.
pub fn insert_job_once(conn: &mut DbConn, job: NewJob<'_>) -> Result<bool> {
    use super::schema::jobs;
    let rows = each_engine!(conn, c => {
        diesel::insert_into(jobs::table).values(&job).on_conflict(jobs::once).do_nothing().execute(c)?
    });
    Ok(rows == 1)
}

/// Ids of jobs that are due, oldest first; on PostgreSQL rows another worker holds are passed over.
pub fn due_jobs(conn: &mut DbConn, now: i64, limit: i64) -> Result<Vec<String>> {
    use super::schema::jobs;
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        id: String,
    }
    Ok(match &mut conn.0 {
        Engine::Sqlite(c) => jobs::table
            .filter(jobs::state.eq("ready"))
            .filter(jobs::run_at.le(now))
            .order(jobs::run_at)
            .limit(limit)
            .select(jobs::id)
            .load(c)?,
        Engine::Pg(c) => {
            diesel::sql_query("SELECT id FROM jobs WHERE state = 'ready' AND run_at <= $1 ORDER BY run_at LIMIT $2 FOR UPDATE SKIP LOCKED")
                .bind::<BigInt, _>(now)
                .bind::<BigInt, _>(limit)
                .load::<Row>(c)?
                .into_iter()
                .map(|row| row.id)
                .collect()
        }
    })
}

/// A pattern for `lower(column) LIKE …` that finds `text` anywhere; its wildcards are taken literally (escape character `\`).
pub fn like_anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

diesel::define_sql_function! {
    /// Lower case in the database, the same on both engines for ASCII.
    fn lower(text: Text) -> Text;
}

/// Begins a transaction that may write: IMMEDIATE on SQLite, because a transaction that reads first and writes later would find the
/// database locked by another writer and could not wait for it.
pub(super) fn begin_immediate(conn: &mut DbConn) -> QueryResult<()> {
    use diesel::connection::{AnsiTransactionManager, TransactionManager};
    match &mut conn.0 {
        Engine::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
        Engine::Pg(c) => AnsiTransactionManager::begin_transaction(c),
    }
}

/// Makes the numbers of the log's documents go on after the highest, though `log_pending`, which gives them, is empty.
pub(super) fn continue_documents(conn: &mut DbConn) -> Result<()> {
    on_engine!(conn,
    sqlite => {
        diesel::sql_query("DELETE FROM sqlite_sequence WHERE name = 'log_pending'").execute(sqlite)?;
        diesel::sql_query("INSERT INTO sqlite_sequence (name, seq) SELECT 'log_pending', coalesce(max(id), 0) FROM log_documents")
            .execute(sqlite)?;
    },
    pg => {
        let highest = "SELECT coalesce(max(id), 0) + 1 FROM log_documents";
        diesel::sql_query(format!("SELECT setval(pg_get_serial_sequence('log_pending', 'id'), ({highest}), false)")).execute(pg)?;
    });
    Ok(())
}

/// Makes the numbers a table gives by itself go on after its highest. SQLite does so by its own.
pub(super) fn continue_sequence(conn: &mut DbConn, table: &str, column: &str) -> Result<()> {
    if let Engine::Pg(pg) = &mut conn.0 {
        let statement = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), coalesce((SELECT max({column}) FROM {table}), 0) + 1, false)"
        );
        diesel::sql_query(statement).execute(pg)?;
    }
    Ok(())
}

/// Begins a transaction that sees one moment of the whole database and changes nothing.
pub(super) fn begin_snapshot(conn: &mut DbConn) -> QueryResult<()> {
    use diesel::connection::AnsiTransactionManager;
    match &mut conn.0 {
        Engine::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN DEFERRED"),
        Engine::Pg(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
    }
}

/// SQLite waits for the disk with every commit from now on, and brings what it has not yet written there.
pub(super) fn make_durable(conn: &mut DbConn) -> Result<()> {
    if let Engine::Sqlite(c) = &mut conn.0 {
        diesel::connection::SimpleConnection::batch_execute(c, "PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(TRUNCATE);")?;
    }
    Ok(())
}

/// Runs one statement that may be refused as a duplicate, in a savepoint: PostgreSQL would otherwise refuse the rest of the transaction.
pub fn attempt<T>(conn: &mut DbConn, work: impl FnOnce(&mut DbConn) -> QueryResult<T>) -> QueryResult<T> {
    use diesel::connection::TransactionManager;
    type Manager = <DbConn as diesel::Connection>::TransactionManager;
    Manager::begin_transaction(conn)?;
    match work(conn) {
        Ok(value) => Manager::commit_transaction(conn).map(|()| value),
        Err(e) => Manager::rollback_transaction(conn).and(Err(e)),
    }
}
