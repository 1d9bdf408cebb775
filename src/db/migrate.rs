//! Brings the schema up to date; the same version names on both engines.

use diesel::RunQueryDsl;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::DbConn;
use super::dialect::on_engine;
use crate::error::{Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

pub(super) fn run(conn: &mut DbConn) -> Result<()> {
    let failed =
        |e: Box<dyn std::error::Error + Send + Sync>| Error::Setup(format!("the database schema could not be brought up to date: {e}"));
    super::dialect::lock_for_migration(conn)?;
    let outcome = on_engine!(conn,
        sqlite => { sqlite.run_pending_migrations(SQLITE).map(|_| ()).map_err(failed) },
        pg => { pg.run_pending_migrations(POSTGRES).map(|_| ()).map_err(failed) });
    super::dialect::unlock_after_migration(conn)?;
    outcome
}

/// Versions of the applied migrations, oldest first.
pub fn migration_names(conn: &mut DbConn) -> Result<Vec<String>> {
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Text)]
        version: String,
    }
    // diesel's own question would first create its table, which a reading connection may not.
    let rows: Vec<Row> = diesel::sql_query("SELECT version FROM __diesel_schema_migrations ORDER BY version").load(conn)?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}
