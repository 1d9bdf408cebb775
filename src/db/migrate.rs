//! Brings the schema up to date; the same version names on both engines.

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

/// Names of the applied migrations, oldest first.
pub fn migration_names(conn: &mut DbConn) -> Result<Vec<String>> {
    let names = on_engine!(conn,
        sqlite => { sqlite.applied_migrations() },
        pg => { pg.applied_migrations() });
    let mut names: Vec<String> =
        names.map_err(|e| Error::internal(format!("reading migrations: {e}")))?.into_iter().map(|v| v.to_string()).collect();
    names.sort();
    Ok(names)
}
