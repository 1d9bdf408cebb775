//! What waits for an operator or for an owner here.

use super::service::owner_of;
use super::store::{entries, filings};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::filing::{Filing, FilingId, FilingState};
use crate::domain::owner::{Draft, OwnerId};
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// A filing that waits for its check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub id: FilingId,
    pub name: String,
    /// Whether it changes an entry in effect.
    pub change: bool,
    pub submitted_at: Instant,
    pub due_at: Instant,
}

/// The filings that wait for their check, the earliest due first.
pub fn waiting(conn: &mut DbConn) -> Result<Vec<Waiting>> {
    let filings = filings::waiting(conn)?;
    let orgs: Vec<OwnerId> = filings.iter().map(|filing| OwnerId(filing.org.clone())).collect();
    let listed = entries::among(conn, &orgs)?;
    let row = |filing: Filing<Draft>| {
        Some(Waiting {
            change: listed.contains(&filing.org),
            submitted_at: filing.submitted_at?,
            due_at: filing.due_at?,
            id: filing.id,
            name: filing.draft.name,
        })
    };
    Ok(filings.into_iter().filter_map(row).collect())
}

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, _now: Instant) -> Result<Vec<Task>> {
    match who.role {
        Role::Operator => of_operator(conn, app),
        Role::Owner if who.rank.may_manage_members() => of_owner(conn, who),
        _ => Ok(Vec::new()),
    }
}

fn of_operator(conn: &mut DbConn, app: &App) -> Result<Vec<Task>> {
    let calendar = app.calendars.now();
    let task = |waiting: Waiting| Task {
        what: Say::new(if waiting.change { "owners-task-check-change" } else { "owners-task-check" }),
        href: format!("/operations/owner-filings/{}", waiting.id),
        title: waiting.name,
        due: Some(waiting.due_at),
        provisional: !calendar.years_without_table(waiting.submitted_at.day(), waiting.due_at.day()).is_empty(),
    };
    Ok(waiting(conn)?.into_iter().map(task).collect())
}

fn of_owner(conn: &mut DbConn, who: &Identity) -> Result<Vec<Task>> {
    let what = match filings::latest(conn, &owner_of(who))?.map(|filing| filing.state) {
        None => "owners-task-file",
        Some(FilingState::Draft) => "owners-task-go-on",
        Some(FilingState::Returned) => "owners-task-mend",
        Some(FilingState::Submitted | FilingState::Passed) => return Ok(Vec::new()),
    };
    Ok(vec![Task { what: Say::new(what), title: who.org_name.clone(), href: "/owner/filing".to_owned(), due: None, provisional: false }])
}
