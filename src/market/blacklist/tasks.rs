//! What waits for a credit officer or for an agency here.

use super::store::cases::Case;
use super::store::{listed, suspensions};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyId;
use crate::domain::calendar::Deadline;
use crate::domain::role::Role;
use crate::domain::standing::{CaseState, second_person};
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    match who.role {
        Role::CreditOfficer => of_officer(conn, app, who, now),
        Role::Agency => of_agency(conn, app, who, now),
        _ => Ok(Vec::new()),
    }
}

fn of_officer(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    let me = who.account.as_str();
    let open = [CaseState::Draft, CaseState::Notified, CaseState::Defence, CaseState::Decided];
    let mut found = Vec::new();
    for case in listed::waiting(conn, &open)? {
        let (what, due) = match case.state {
            CaseState::Draft if case.drafted_by == me => ("blacklist-task-notify", None),
            CaseState::Decided => ("blacklist-task-serve", None),
            _ if case.hearing().may_decide(me, now).is_ok() => ("blacklist-task-decide", decision_due(app, &case)),
            _ => continue,
        };
        found.push(task(Say::new(what), &case.agency_name, format!("/credit/cases/{}", case.id), due));
    }
    for proposal in suspensions::proposed(conn)? {
        if second_person(&proposal.proposed_by, me).is_ok() && now < proposal.ends_at {
            let (what, href) = (Say::new("blacklist-task-confirm"), format!("/credit/suspensions/{}", proposal.id));
            found.push(Task { what, title: proposal.agency_name, href, due: Some(proposal.ends_at), provisional: false });
        }
    }
    Ok(found)
}

fn of_agency(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    let mut found = Vec::new();
    for case in listed::of_agency(conn, who.org.as_str())? {
        if case.hearing().may_answer(now).is_ok() {
            let due = answer_due(app, &case);
            found.push(task(Say::new("blacklist-task-answer"), &case.rule, format!("/agency/cases/{}", case.id), due));
        }
    }
    Ok(found)
}

/// How many cases an agency was told of are not at their end.
pub fn pending(conn: &mut DbConn, agency: &AgencyId) -> Result<usize> {
    let open = [CaseState::Notified, CaseState::Defence, CaseState::Decided];
    Ok(listed::of_agency(conn, agency.as_str())?.iter().filter(|case| open.contains(&case.state)).count())
}

/// Cases that should have been decided by now, whoever was to decide them.
pub fn overdue(conn: &mut DbConn, app: &App, now: Instant) -> Result<Vec<Task>> {
    let waiting = listed::waiting(conn, &[CaseState::Notified, CaseState::Defence])?;
    let late = waiting.into_iter().filter_map(|case| Some((decision_due(app, &case)?, case))).filter(|((at, _), _)| *at <= now);
    Ok(late
        .map(|(due, case)| task(Say::new("blacklist-task-decide"), &case.agency_name, format!("/credit/cases/{}", case.id), Some(due)))
        .collect())
}

fn task(what: Say, title: &str, href: String, due: Option<(Instant, bool)>) -> Task {
    Task { what, title: title.to_owned(), href, due: due.map(|(at, _)| at), provisional: due.is_some_and(|(_, provisional)| provisional) }
}

/// Until when the agency may answer, and whether a year without a table was counted.
pub(super) fn answer_due(app: &App, case: &Case) -> Option<(Instant, bool)> {
    let (told, due) = (case.notified_at?, case.defence_due?);
    Some((due, !app.calendars.now().years_without_table(told.day(), due.day()).is_empty()))
}

/// Until when a second person should decide: so many working days after the answer, or after the days for it.
pub(super) fn decision_due(app: &App, case: &Case) -> Option<(Instant, bool)> {
    let closed = case.defence_at.or(case.defence_due)?;
    let policy = app.policies.get(&case.policy.as_str().into())?;
    let Deadline { at, provisional, .. } = app.calendars.now().deadline(policy.term(closed, policy.blacklist.decide_wd));
    Some((at, provisional))
}
