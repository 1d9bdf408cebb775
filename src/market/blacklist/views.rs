//! A case as pages show it, in finished words.

use super::service::decision::Outcome;
use super::store::cases::Case;
use super::store::suspensions::Suspension;
use super::tasks::{answer_due, decision_due};
use crate::app::App;
use crate::domain::standing::{CaseState, EndReason, SuspensionState};
use crate::domain::time::Instant;
use crate::market::documents::Document;
use crate::platform::i18n::T;
use crate::platform::page::{Ctx, Markup};

/// One thing that happened.
pub struct Event {
    pub when: String,
    pub what: String,
}

/// A paper of a case.
pub struct Paper {
    pub href: String,
    pub name: String,
    pub size: String,
    pub purpose: String,
}

/// A case for a page.
pub struct CaseView {
    pub id: String,
    pub agency: String,
    pub agency_id: String,
    pub agency_href: String,
    pub uscc: String,
    /// The public number, once there is one.
    pub number: Option<String>,
    pub state: Markup,
    pub grade: String,
    pub rule: String,
    pub facts: Vec<String>,
    pub term: String,
    pub from: Option<String>,
    pub until: Option<String>,
    pub authority: String,
    /// Until when the agency may answer, while it may.
    pub answer_by: Option<String>,
    /// Until when a second person should decide, while nobody has.
    pub decide_by: Option<String>,
    pub answer: Vec<String>,
    /// `against`, `for`, or empty while nothing is decided.
    pub outcome: String,
    pub reply: Vec<String>,
    pub reasons: Vec<String>,
    /// Whether its author gave it up; then `reasons` say why.
    pub withdrawn: bool,
    pub published: bool,
    pub events: Vec<Event>,
    pub papers: Vec<Paper>,
}

impl CaseView {
    /// `base` is where the papers of the case are read, without a slash at its end.
    pub fn of(app: &App, ctx: &Ctx, case: &Case, (base, papers): (&str, &[Document])) -> CaseView {
        let t = ctx.t;
        let served = case.starts_at.is_some();
        let outcome = match case.end_reason {
            Some(EndReason::Withdrawn) => String::new(),
            Some(EndReason::Cleared) => t.word("outcome", Outcome::For),
            _ if case.decided_at.is_some() => t.word("outcome", Outcome::Against),
            _ => String::new(),
        };
        CaseView {
            id: case.id.to_string(),
            agency: case.agency_name.clone(),
            agency_id: case.agency_id.clone(),
            agency_href: format!("/agencies/{}", case.agency_id),
            uscc: case.uscc.clone(),
            number: served.then(|| case.number.clone()),
            state: case_state(ctx, case.state),
            grade: t.word("grade", case.grade),
            rule: case.rule.clone(),
            facts: paragraphs(&case.facts),
            term: t.n("blacklist-months", case.months),
            from: case.starts_at.map(|at| t.moment(at)),
            until: case.ends_at.map(|at| t.moment(at)),
            authority: case.authority.clone(),
            answer_by: answer_due(app, case).filter(|_| case.hearing().may_answer(ctx.now).is_ok()).map(|due| deadline(t, due)),
            decide_by: decision_due(app, case).filter(|_| case.hearing().is_closed(ctx.now).is_ok()).map(|due| deadline(t, due)),
            answer: paragraphs(&case.defence),
            outcome,
            reply: paragraphs(&case.reply),
            reasons: paragraphs(&case.decision),
            withdrawn: case.end_reason == Some(EndReason::Withdrawn),
            published: case.published,
            events: events(t, case),
            papers: papers.iter().map(|paper| shown(t, base, paper)).collect(),
        }
    }
}

/// A state with its sign.
pub fn case_state(ctx: &Ctx, state: CaseState) -> Markup {
    let (kind, icon) = match state {
        CaseState::Draft => ("", "write"),
        CaseState::Notified => ("warn", "mail"),
        CaseState::Defence => ("warn", "balance"),
        CaseState::Decided => ("bad", "file"),
        CaseState::InForce => ("bad", "barred"),
        CaseState::Ended => ("ok", "check"),
        CaseState::Dismissed => ("", "cross"),
    };
    ctx.state(kind, icon, ctx.t.word("case-state", state))
}

/// The state of a suspension with its sign.
pub fn suspension_state(ctx: &Ctx, state: SuspensionState) -> Markup {
    let (kind, icon) = match state {
        SuspensionState::Proposed => ("warn", "clock"),
        SuspensionState::InForce => ("bad", "barred"),
        SuspensionState::Ended => ("ok", "check"),
        SuspensionState::Rejected => ("", "cross"),
    };
    ctx.state(kind, icon, ctx.t.word("suspension-state", state))
}

/// A deadline in words, marked where it rests on a year without a table.
pub fn deadline(t: T, (at, provisional): (Instant, bool)) -> String {
    if provisional { t.msg("blacklist-provisional").with("when", t.moment(at)).to_string() } else { t.moment(at) }
}

/// Lines of a text, for a page that sets each as its own paragraph.
pub fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn events(t: T, case: &Case) -> Vec<Event> {
    let mut found: Vec<(Option<Instant>, &str)> = vec![
        (case.notified_at, "blacklist-event-notified"),
        (case.defence_at, "blacklist-event-answered"),
        (case.decided_at, "blacklist-event-decided"),
        (case.starts_at, "blacklist-event-served"),
    ];
    match case.end_reason {
        Some(EndReason::Term) => found.push((case.ended_at, "blacklist-event-ended")),
        Some(EndReason::Withdrawn) => found.push((case.ended_at, "blacklist-event-withdrawn")),
        Some(EndReason::Cleared) | None => {}
    }
    found.into_iter().filter_map(|(at, key)| Some(Event { when: t.moment(at?), what: t.t(key) })).collect()
}

fn shown(t: T, base: &str, paper: &Document) -> Paper {
    Paper {
        href: format!("{base}/documents/{}", paper.id),
        name: paper.file_name.clone(),
        size: t.size(paper.size),
        purpose: t.word("blacklist-paper", &paper.purpose),
    }
}

/// An interim suspension for a page.
pub struct SuspensionView {
    pub id: String,
    pub agency: String,
    pub agency_href: String,
    pub uscc: String,
    pub state: Markup,
    pub reason: Vec<String>,
    pub proposed: String,
    pub from: Option<String>,
    pub until: String,
    pub ended: Option<String>,
    /// Why a second person refused it.
    pub refusal: Vec<String>,
    pub case_href: Option<String>,
}

impl SuspensionView {
    pub fn of(ctx: &Ctx, suspension: &Suspension) -> SuspensionView {
        let t = ctx.t;
        SuspensionView {
            id: suspension.id.to_string(),
            agency: suspension.agency_name.clone(),
            agency_href: format!("/agencies/{}", suspension.agency_id),
            uscc: suspension.uscc.clone(),
            state: suspension_state(ctx, suspension.state),
            reason: paragraphs(&suspension.reason),
            proposed: t.moment(suspension.proposed_at),
            from: suspension.starts_at.map(|at| t.moment(at)),
            until: t.moment(suspension.ends_at),
            ended: suspension.ended_at.map(|at| t.moment(at)),
            refusal: paragraphs(&suspension.end_reason),
            case_href: suspension.case_id.as_ref().map(|case| format!("/credit/cases/{case}")),
        }
    }
}
