//! The working-day calendar in force: the tables of the configuration and those an administrator added, changeable without a restart.

use std::sync::{Arc, RwLock};

use diesel::prelude::*;

use crate::db::schema::calendar_tables;
use crate::db::{Db, DbConn};
use crate::domain::calendar::{Calendar, Running, YearTable};
use crate::domain::time::Instant;
use crate::error::{Error, Result};

/// The calendar all readers share; [`Calendars::reload`] puts a new one in place.
#[derive(Clone)]
pub struct Calendars(Arc<RwLock<Arc<Calendar>>>);

impl Calendars {
    /// Reads the embedded tables and those of the database.
    pub fn load(db: &Db) -> Result<Calendars> {
        Ok(Calendars(Arc::new(RwLock::new(Arc::new(db.read_now(read)?)))))
    }

    /// The calendar now.
    pub fn now(&self) -> Arc<Calendar> {
        self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Reads the tables again: after an administrator added one, and now and then for tables another server added.
    pub async fn reload(&self, db: &Db) -> Result<()> {
        let fresh = Arc::new(db.read(read).await?);
        *self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner) = fresh;
        Ok(())
    }
}

/// Reckons every deadline again that runs: `later` writes down the new end of each that moves, and promises what waits for it.
///
/// # Errors
/// Those of `later`.
pub fn lengthen<T>(
    conn: &mut DbConn,
    (calendar, now): (&Calendar, Instant),
    running: impl IntoIterator<Item = (T, Running)>,
    mut later: impl FnMut(&mut DbConn, T, Instant) -> Result<()>,
) -> Result<()> {
    for (thing, deadline) in running {
        if let Some(again) = deadline.lengthened(calendar, now) {
            later(conn, thing, again)?;
        }
    }
    Ok(())
}

fn read(conn: &mut DbConn) -> Result<Calendar> {
    let mut calendar = crate::defaults::calendar();
    let rows: Vec<(i64, String)> =
        calendar_tables::table.order(calendar_tables::year).select((calendar_tables::year, calendar_tables::body)).load(conn)?;
    for (year, body) in rows {
        let table = YearTable::parse(&body).map_err(|e| Error::bad_row("calendar_tables.body", format!("{year}: {e}")))?;
        calendar = calendar.with_table(table);
    }
    Ok(calendar)
}
