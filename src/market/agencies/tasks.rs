//! What waits for an operator or for an agency here.

use super::service::{self, agency_of};
use super::store::{entries, filings};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyState;
use crate::domain::filing::{FilingId, FilingState};
use crate::domain::qualification::Held;
use crate::domain::role::Role;
use crate::domain::time::{DAY, Day, Instant};
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// A filing that waits for its check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub id: FilingId,
    pub name: String,
    /// First two digits of the division.
    pub province: String,
    /// Whether it changes an entry in effect.
    pub change: bool,
    pub submitted_at: Instant,
    pub due_at: Instant,
}

/// The filings that wait for their check, the earliest due first.
pub fn waiting(conn: &mut DbConn) -> Result<Vec<Waiting>> {
    let filings = filings::waiting(conn)?;
    let orgs: Vec<_> = filings.iter().map(|filing| filing.org.clone().into()).collect();
    let listed = entries::among(conn, &orgs)?;
    let row = |filing: crate::domain::filing::Filing<crate::domain::agency::Draft>| {
        Some(Waiting {
            change: listed.contains(&filing.org),
            submitted_at: filing.submitted_at?,
            due_at: filing.due_at?,
            id: filing.id,
            name: filing.draft.name,
            province: filing.draft.province,
        })
    };
    Ok(filings.into_iter().filter_map(row).collect())
}

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    match who.role {
        Role::Operator => of_operator(conn, app),
        Role::Agency if who.rank.may_manage_members() => of_agency(conn, app, who, now),
        _ => Ok(Vec::new()),
    }
}

fn of_operator(conn: &mut DbConn, app: &App) -> Result<Vec<Task>> {
    let calendar = app.calendars.now();
    let task = |waiting: Waiting| Task {
        what: Say::new(if waiting.change { "agencies-task-check-change" } else { "agencies-task-check" }),
        href: format!("/operations/filings/{}", waiting.id),
        title: waiting.name,
        due: Some(waiting.due_at),
        provisional: !calendar.years_without_table(waiting.submitted_at.day(), waiting.due_at.day()).is_empty(),
    };
    Ok(waiting(conn)?.into_iter().map(task).collect())
}

fn of_agency(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    let what = match filings::latest(conn, &agency_of(who))?.map(|filing| filing.state) {
        None => "agencies-task-file",
        Some(FilingState::Draft) => "agencies-task-go-on",
        Some(FilingState::Returned) => "agencies-task-mend",
        Some(FilingState::Submitted) => return Ok(Vec::new()),
        Some(FilingState::Passed) => return expiring(conn, app, who, now),
    };
    Ok(vec![task(what, &who.org_name, "/agency/filing")])
}

/// Certificates that hold no more, or end within the days of which agencies are warned: their items are suspended until new ones are filed.
fn expiring(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    let profile = entries::profile(conn, &service::agency_of(who))?;
    if profile.state != AgencyState::Listed {
        return Ok(vec![task("agencies-task-file", &who.org_name, "/agency/filing")]);
    }
    let warned = app.policies.in_force(now).onboarding.expiry_warning_days.iter().copied().max().unwrap_or(0);
    let soon = now.plus(i64::from(warned) * DAY).day();
    let ends = |held: Held| Some((held.paper.valid_to.filter(|last| *last <= soon)?, held.paper.number));
    let renew = |(last, number): (Day, String)| {
        let due = Some(last.next().start());
        Task {
            due,
            ..task(if last < now.day() { "agencies-task-renew" } else { "agencies-task-renew-soon" }, &number, "/agency/filing/items")
        }
    };
    Ok(profile.held.into_iter().filter_map(ends).map(renew).collect())
}

fn task(what: &'static str, title: &str, href: &str) -> Task {
    Task { what: Say::new(what), title: title.to_owned(), href: href.to_owned(), due: None, provisional: false }
}
