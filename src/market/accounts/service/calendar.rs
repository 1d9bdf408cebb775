//! A year's working-day table, added by an administrator without a restart.

use std::sync::Arc;

use diesel::prelude::*;

use crate::app::App;
use crate::db::schema::calendar_tables;
use crate::domain::calendar::YearTable;
use crate::domain::event::Kind;
use crate::error::{Error, Result, Say, is_duplicate};
use crate::platform::audit::{self, Act, Thing, Visibility};
use crate::platform::auth::Identity;
use crate::platform::outbox::{self, Job};

/// Whether the table of this year may be added.
///
/// # Errors
/// [`Error::Invalid`] on `year` for one that has a table.
pub fn may_add(app: &App, table: &YearTable) -> Result<()> {
    if app.calendars.now().tables().any(|known| known.year() == table.year()) { Err(known(table.year())) } else { Ok(()) }
}

fn known(year: i32) -> Error {
    Error::invalid("year", Say::new("accounts-calendar-known").with("year", year))
}

/// Adds the table of a year that has none. Deadlines that have not passed are reckoned again by the worker and only ever
/// move later.
///
/// # Errors
/// As [`may_add`].
pub async fn add_year(app: &App, who: Arc<Identity>, table: YearTable) -> Result<()> {
    may_add(app, &table)?;
    let (year, text) = (table.year(), table.to_string());
    let now = app.clock.now();
    app.db
        .write(move |conn| {
            let row = (
                calendar_tables::year.eq(i64::from(year)),
                calendar_tables::body.eq(&text),
                calendar_tables::added_by.eq(who.account.as_str()),
                calendar_tables::added_at.eq(now.ms()),
            );
            match diesel::insert_into(calendar_tables::table).values(row).execute(conn) {
                Err(e) if is_duplicate(&e) => return Err(known(year)),
                other => other?,
            };
            let thing = Thing::open("calendar", year.to_string());
            audit::record(
                conn,
                now,
                Act { kind: Kind::CalendarSet, actor: &who.actor, thing, document: text, visibility: Visibility::Public },
            )?;
            outbox::push(conn, now, &Job::CalendarChanged {})
        })
        .await?;
    app.calendars.reload(&app.db).await
}
