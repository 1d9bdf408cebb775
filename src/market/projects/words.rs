//! Projects in words and signs, the same on every page.

use crate::app::App;
use crate::domain::draw::Mode;
use crate::domain::method::Stage;
use crate::domain::money::Fen;
use crate::domain::policy::{OnFound, Policy};
use crate::domain::project::{NoticeKind, PriceKind, ProjectState, Spec};
use crate::domain::qualification::{Combine, Requirements};
use crate::domain::time::{DAY, Instant};
use crate::market::catalogue;
use crate::market::documents::Document;
use crate::market::projects::{Listed, Project, Told};
use crate::platform::i18n::T;
use crate::platform::page::{Ctx, Markup};

/// Where a project is, as sign and word.
pub fn state(ctx: &Ctx, state: ProjectState) -> Markup {
    let word = ctx.word("project-state", state);
    match state {
        ProjectState::Draft => ctx.state("", "write", word),
        ProjectState::InReview => ctx.state("warn", "clock", word),
        ProjectState::AwaitingCommitments => ctx.state("", "lock", word),
        ProjectState::Open => ctx.draw_state(1, word),
        ProjectState::Drawing => ctx.draw_state(3, word),
        ProjectState::Reviewing | ProjectState::Choosing => ctx.draw_state(4, word),
        ProjectState::Selected | ProjectState::InService => ctx.draw_state(5, word),
        ProjectState::Finished => ctx.state("ok", "check", word),
        ProjectState::Failed => ctx.state("warn", "cross", word),
        ProjectState::Terminated => ctx.state("bad", "barred", word),
    }
}

/// `固定价 18.60万元`, `最高 9.80万元`.
pub fn price(t: T, kind: PriceKind, sum: Fen) -> String {
    let key = match kind {
        PriceKind::Fixed => "projects-price-fixed",
        PriceKind::Cap => "projects-price-cap",
    };
    t.msg(key).with("sum", t.money(sum)).to_string()
}

/// Why a project came to its end without a contract; `None` while it goes on, or where it was served.
pub fn end_reason(t: T, project: &Project) -> Option<String> {
    match project.state {
        ProjectState::Failed => Some(t.word("project-fail", &project.end_reason)),
        ProjectState::Terminated => Some(project.end_reason.clone()),
        _ => None,
    }
}

/// What is required, one line each, and how the lines go together.
pub fn requirements(t: T, wanted: &Requirements) -> Vec<String> {
    if wanted.list.is_empty() {
        return vec![t.t("projects-needs-none")];
    }
    let mut lines: Vec<String> = wanted.list.iter().map(|needed| catalogue::requirement_text(needed, t)).collect();
    if lines.len() > 1 {
        lines.push(t.t(if wanted.combine == Combine::All { "projects-needs-all" } else { "projects-needs-any" }));
    }
    lines
}

/// How much of the three days is used, and what is left of the sign-up.
pub struct ClockWords {
    pub cells: Markup,
    pub left: String,
    pub closes: String,
}

impl ClockWords {
    /// The words as of now.
    pub fn of(ctx: &Ctx, app: &App, (published, closes): (Instant, Instant)) -> ClockWords {
        let (calendar, now) = (app.calendars.now(), ctx.now);
        let used = if now.day() <= published.day() { -1 } else { calendar.working_days_between(published, now).ms() * 100 / DAY };
        let left = calendar.working_time_left(now, closes);
        let rest = if left.days() == 0 { closes.ms() - now.ms() } else { left.hours() * crate::domain::time::HOUR };
        ClockWords {
            cells: ctx.cells(used, app.policies.in_force(now).selection.total_max_wd),
            left: ctx.t.left(left.days(), rest),
            closes: ctx.t.when(closes),
        }
    }
}

/// A project in finished words, for lists.
pub struct Row {
    pub id: String,
    pub href: String,
    pub number: String,
    pub title: String,
    pub owner: String,
    pub item: String,
    pub price: String,
    pub state: Markup,
    /// Only while sign-up is open.
    pub clock: Option<ClockWords>,
    /// The day it was published, or made where it was not.
    pub day: String,
}

impl Row {
    /// The words of a row.
    pub fn of(ctx: &Ctx, app: &App, one: &Listed) -> Row {
        let open = one.state == ProjectState::Open && one.closes_at > ctx.now;
        let day = if one.published_at.ms() > 0 { one.published_at } else { one.created_at };
        Row {
            href: format!("/projects/{}", one.number),
            id: one.id.clone(),
            number: one.number.clone(),
            title: one.title.clone(),
            owner: one.owner_name.clone(),
            item: catalogue::item_name(ctx.t, &one.item.as_str().into()),
            price: price(ctx.t, one.price_kind, Fen(one.price_fen)),
            state: state(ctx, one.state),
            clock: open.then(|| ClockWords::of(ctx, app, (one.published_at, one.closes_at))),
            day: ctx.t.date(day.day()),
        }
    }
}

/// A public notice in finished words.
pub struct NoticeWords {
    pub when: String,
    pub what: String,
    pub more: String,
    /// The page of what was told, where it has one of its own.
    pub href: Option<String>,
    pub log: String,
}

/// The public notices of a project, oldest first.
pub fn notices(t: T, all: &[Told]) -> Vec<NoticeWords> {
    let more = |notice: &Told| match notice.kind {
        NoticeKind::Corrected | NoticeKind::Terminated | NoticeKind::Halted | NoticeKind::Resumed => notice.body.clone(),
        NoticeKind::Failed => t.word("project-fail", &notice.body),
        NoticeKind::Award => t.msg("projects-notice-serial").with("serial", &notice.body).to_string(),
        _ => String::new(),
    };
    let words = |notice: &Told| NoticeWords {
        when: t.short_at(notice.at),
        what: t.word("project-notice", notice.kind),
        more: more(notice),
        href: (notice.kind == NoticeKind::Award).then(|| format!("/awards/{}", notice.body)),
        log: notice
            .log_index
            .map_or_else(|| t.t("projects-log-pending"), |n| t.n("projects-log-entry", i64::try_from(n).unwrap_or(i64::MAX))),
    };
    all.iter().map(words).collect()
}

/// A document of a project, to be saved.
pub struct Paper {
    pub id: String,
    pub href: String,
    pub name: String,
    pub size: String,
}

impl Paper {
    /// The papers that are read under `folder`.
    pub fn all(t: T, documents: &[Document], folder: &str) -> Vec<Paper> {
        let paper = |one: &Document| Paper {
            id: one.id.clone(),
            href: format!("{folder}/{}", one.id),
            name: one.file_name.clone(),
            size: t.size(one.size),
        };
        documents.iter().map(paper).collect()
    }
}

/// How an agency is chosen, in one line.
pub fn method(t: T, app: &App, project: &Project) -> String {
    let (spec, policy) = (&project.spec, app.policies.get(&project.policy));
    match policy.and_then(|policy| spec.way.preset(&policy.methods)) {
        Some(preset) if spec.way.named.is_some() => catalogue::say(t, &preset.name),
        Some(preset) if !spec.way.is_plain() => {
            let name = catalogue::say(t, &preset.name);
            t.msg("projects-method-way").with("name", name).with_n("n", spec.alternates).to_string()
        }
        _ => t.n("projects-method", spec.alternates),
    }
}

/// The way in its own sentences, then its numbers; nothing where there is only the draw.
pub fn way(t: T, app: &App, project: &Project) -> Vec<String> {
    let Some(policy) = app.policies.get(&project.policy) else { return Vec::new() };
    let way = &project.spec.way;
    let Some(preset) = way.preset(&policy.methods).filter(|_| !way.is_plain()) else { return Vec::new() };
    let named = way.named.iter().flat_map(|named| {
        let who = t.msg("projects-named-who").with("name", &named.name).with("code", &named.uscc).to_string();
        [who, t.msg("projects-named-why").with("reason", t.word("direct-reason", named.reason)).with("words", &named.words).to_string()]
    });
    let numbers = way.stages(&policy.methods).into_iter().filter_map(|stage| match stage {
        Stage::Choose(None) if preset.is_compared() => Some(t.n("stage-compare", policy.methods.choose_wd)),
        stage => stage_words(t, policy, stage),
    });
    let lowered = way.lowered(&policy.methods, (&project.number, project.stage)).map(|lowered| {
        let most = t.hundredths(u32::from(lowered.most_bp));
        t.msg("stage-lowered").with("most", most).with("draw", lowered.draw).to_string()
    });
    let weight = |(id, points): &(String, u32)| {
        let name = catalogue::criterion(t, policy, id);
        t.msg("projects-weight-given").with("criterion", name).with_n("n", *points).to_string()
    };
    let weights = project.spec.way.weights.iter().map(weight);
    let excluded = preset.files && policy.bids.files_max > 0 && policy.bids.found == OnFound::Exclude;
    let documents = excluded.then(|| t.t("stage-documents-found"));
    [catalogue::say(t, &preset.explained)].into_iter().chain(numbers).chain(lowered).chain(weights).chain(documents).chain(named).collect()
}

/// What a stage's numbers are; nothing for a stage without any.
fn stage_words(t: T, policy: &Policy, stage: Stage) -> Option<String> {
    match stage {
        Stage::Tail(keep) => Some(t.n("stage-tail", keep)),
        Stage::Review(keep) => Some(t.n("stage-review", keep)),
        Stage::Choose(None) => Some(t.n("stage-choose-any", policy.methods.choose_wd)),
        Stage::Choose(Some(from)) => Some(t.msg("stage-choose").with_n("n", from).with_n("days", policy.methods.choose_wd).to_string()),
        Stage::Negotiate { rounds, from } => {
            let rules = policy.methods.negotiation?;
            let told = t.msg("stage-negotiate").with_n("n", from).with_n("rounds", rounds).with_n("quote", rules.quote_minutes);
            Some(told.with_n("reply", rules.reply_minutes).with_n("choose", rules.choose_minutes).to_string())
        }
        Stage::Average { trim_from: Some(from), .. } => Some(t.n("stage-trim", from)),
        _ => None,
    }
}

/// The terms of a draw, one line each.
fn terms(t: T, spec: &Spec, policy: Option<&Policy>) -> Vec<String> {
    let (terms, cap) = (&spec.draw, policy.map_or(1, |policy| policy.draw.weight_cap));
    let steps = policy.map_or(1, |policy| policy.methods.credit_step_points);
    let mode = if terms.mode == Mode::Weighted && !spec.way.is_draw() { "steps" } else { terms.mode.as_str() };
    vec![
        t.msg(format!("draw-mode-{mode}")).with_n("cap", cap).with_n("points", steps).to_string(),
        t.word("draw-nonces", terms.nonces),
        t.word("draw-dice", terms.dice),
        t.word("draw-beacon", terms.beacon),
        t.word("draw-pool", terms.pool),
    ]
}

/// What a project says, in finished words.
pub struct Facts {
    pub item: String,
    pub price: String,
    pub capital: String,
    pub method: String,
    /// The way to the outcome in two sentences and its numbers; nothing where there is only the draw.
    pub way: Vec<String>,
    pub days: String,
    pub funds: String,
    pub policy: String,
    pub window: String,
    pub terms: Vec<String>,
    pub place: String,
    pub content: Vec<String>,
    pub needs: Vec<String>,
    pub narrow: String,
    pub contact: String,
    pub phone: String,
    pub complaint: String,
}

impl Facts {
    /// The words of a project.
    pub fn of(t: T, app: &App, project: &Project) -> Facts {
        let spec = &project.spec;
        let policy = app.policies.get(&project.policy);
        Facts {
            item: catalogue::item_name(t, &project.item.as_str().into()),
            price: price(t, project.price_kind, project.price),
            capital: t.capital(project.price),
            method: method(t, app, project),
            way: way(t, app, project),
            days: t.n("projects-days", spec.service_days),
            funds: t.n("projects-funds", spec.fiscal_percent),
            policy: project.policy.to_string(),
            window: t.n("working-days", policy.map_or(spec.window_wd, |policy| spec.way.window_wd(&policy.methods, spec.window_wd))),
            terms: terms(t, spec, policy),
            place: spec.place.clone(),
            content: spec.content.lines().map(str::to_owned).collect(),
            needs: requirements(t, &spec.requirements),
            narrow: spec.narrow_reason.clone(),
            contact: spec.contact_name.clone(),
            phone: spec.contact_phone.clone(),
            complaint: spec.complaint_phone.clone(),
        }
    }
}
