//! The work list, and what a supervisor watches beside it.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Serialize;
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::due;
use super::work::Work;
use crate::app::App;
use crate::domain::calendar::Calendar;
use crate::domain::role::Role;
use crate::error::Result;
use crate::market::bids::Unsealed;
use crate::market::supervision::{self, DrawOnItsWay, Point, Watch};
use crate::platform::auth::{Acting, Identity, SignedIn};
use crate::platform::kept;
use crate::platform::outbox::Trouble;
use crate::platform::page::{Ctx, Markup};
use crate::platform::task::Task;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(as_json))]
pub struct Described;

/// A task in finished words.
struct Row {
    title: String,
    what: String,
    /// Empty where there is no page for this person.
    href: String,
    /// `超期1个工作日`, or when it is due.
    first: String,
    /// When it was due, or how much is left.
    second: String,
    icon: &'static str,
}

/// Tasks that lie equally near.
struct Group {
    id: &'static str,
    title: String,
    /// The class of the rows: `late`, `soon` or empty.
    class: &'static str,
    rows: Vec<Row>,
}

/// A draw on its way in finished words.
struct DrawRow {
    href: String,
    title: String,
    number: String,
    state: Markup,
    when: String,
}

/// A failing job in finished words.
struct TroubleRow {
    kind: String,
    state: Markup,
    attempts: String,
    age: String,
    error: String,
}

/// What a supervisor watches, in finished words.
struct WatchView {
    overdue: Vec<Group>,
    draws: Vec<DrawRow>,
    troubles: Vec<TroubleRow>,
    years: Vec<i32>,
    documents: Vec<Unsealed>,
}

/// How many tasks lie equally near; zero is shown as zero.
struct Count {
    id: &'static str,
    label: String,
    n: usize,
}

/// A way on from the work list that belongs to a role.
struct Way {
    href: &'static str,
    label: String,
}

#[derive(Template)]
#[template(path = "home/desk.html")]
struct DeskPage<'a> {
    ctx: &'a Ctx,
    count: usize,
    overdue: usize,
    today: usize,
    counts: Vec<Count>,
    groups: Vec<Group>,
    ways: Vec<Way>,
    watch: Option<WatchView>,
}

pub async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<SignedIn>) -> Result<HttpResponse> {
    kept::own(&app, &ctx, async || rendered(&app, &ctx, &who).await).await
}

async fn rendered(app: &web::Data<App>, ctx: &Ctx, who: &Acting<SignedIn>) -> Result<String> {
    let (shared, reader, now) = (app.clone(), who.identity(), ctx.now);
    let (work, watch) = app
        .db
        .read(move |conn| {
            let work = Work::of(conn, &shared, &reader, now)?;
            let watches = matches!(reader.role, Role::Supervisor);
            Ok((work, if watches { Some(supervision::watch(conn, &shared, now)?) } else { None }))
        })
        .await?;
    let calendar = app.calendars.now();
    let (count, overdue, today) = (work.count(), work.overdue.len(), work.today.len());
    let counts = counts(ctx, &work);
    let groups = groups(ctx, &calendar, work);
    let watch = watch.map(|watch| watched(ctx, &calendar, watch));
    kept::html(&DeskPage { ctx, count, overdue, today, counts, groups, ways: ways(ctx, who), watch })
}

fn counts(ctx: &Ctx, work: &Work) -> Vec<Count> {
    let all = [("late", work.overdue.len()), ("today", work.today.len()), ("later", work.later.len()), ("open", work.open.len())];
    all.into_iter().map(|(id, n)| Count { id, label: ctx.t.word("desk-short", id), n }).collect()
}

fn groups(ctx: &Ctx, calendar: &Calendar, work: Work) -> Vec<Group> {
    let Work { overdue, today, later, open } = work;
    let all = [
        ("late", "desk-group-overdue", "late", overdue),
        ("today", "desk-group-today", "soon", today),
        ("later", "desk-group-later", "", later),
        ("open", "desk-group-open", "", open),
    ];
    all.into_iter()
        .filter(|(.., tasks)| !tasks.is_empty())
        .map(|(id, key, class, tasks)| Group {
            id,
            title: ctx.n(key, tasks.len()),
            class,
            rows: tasks.into_iter().map(|task| row(ctx, calendar, task)).collect(),
        })
        .collect()
}

fn row(ctx: &Ctx, calendar: &Calendar, task: Task) -> Row {
    let t = ctx.t;
    let (first, second, icon) = match task.due {
        None => (t.t("desk-no-due"), String::new(), "write"),
        Some(at) if at <= ctx.now => {
            (due::late(t, calendar, at, ctx.now), t.msg("desk-was-due").with("when", due::when(t, at, ctx.now)).to_string(), "late")
        }
        Some(at) => (due::when(t, at, ctx.now), due::left(t, calendar, ctx.now, at), "clock"),
    };
    let second = if task.provisional { t.msg("desk-provisional").with("left", second).to_string() } else { second };
    Row { title: task.title, what: t.say(&task.what), href: task.href, first, second, icon }
}

fn watched(ctx: &Ctx, calendar: &Calendar, watch: Watch) -> WatchView {
    WatchView {
        overdue: groups(ctx, calendar, Work::grouped(watch.overdue, ctx.now)),
        draws: watch.draws.iter().map(|draw| draw_row(ctx, draw)).collect(),
        troubles: watch.troubles.into_iter().map(|trouble| trouble_row(ctx, trouble)).collect(),
        years: watch.years,
        documents: watch.documents,
    }
}

fn draw_row(ctx: &Ctx, draw: &DrawOnItsWay) -> DrawRow {
    let t = ctx.t;
    let (state, at) = match draw.point {
        Point::Commitments { due, late: true } => (ctx.state("bad", "late", t.t("supervision-draw-late")), due),
        Point::Commitments { due, late: false } => (ctx.state("warn", "clock", t.t("supervision-draw-commitments")), due),
        Point::Open { closes } => (ctx.draw_state(1, t.t("phase-new")), closes),
        Point::Drawing { closed } => (ctx.draw_state(2, t.t("supervision-draw-drawing")), closed),
        Point::Deciding { state, closed } => (ctx.draw_state(2, t.word("project-state", state)), closed),
    };
    DrawRow {
        href: format!("/supervision/{}", draw.number),
        title: draw.title.clone(),
        number: draw.draw.clone(),
        state,
        when: due::when(t, at, ctx.now),
    }
}

fn trouble_row(ctx: &Ctx, trouble: Trouble) -> TroubleRow {
    let t = ctx.t;
    let resting = trouble.state == "failed";
    let (kind, icon, word) = if resting { ("bad", "cross", "supervision-job-failed") } else { ("warn", "clock", "supervision-job-again") };
    TroubleRow {
        kind: trouble.kind,
        state: ctx.state(kind, icon, t.t(word)),
        attempts: t.n("supervision-attempts", trouble.attempts),
        age: t.lasting(ctx.now.ms() - trouble.created_at.ms()),
        error: trouble.error,
    }
}

/// Where this person works beside the list.
fn ways(ctx: &Ctx, who: &Identity) -> Vec<Way> {
    let of_role: &[(&str, &str)] = match who.role {
        Role::Owner => &[("/owner", "desk-way-owner"), ("/owner/projects", "desk-way-projects"), ("/contracts", "contracts-own")],
        Role::Agency => &[
            ("/agency", "desk-way-agency"),
            ("/agency/signups", "signups-own"),
            ("/agency/awards", "awards-own"),
            ("/contracts", "contracts-own"),
            ("/agency/cases", "desk-way-own-cases"),
        ],
        Role::Operator => &[
            ("/operations/filings", "desk-way-filings"),
            ("/operations/projects", "projects-reviews"),
            ("/operations/experts", "desk-way-experts"),
            ("/operations/jobs", "desk-way-jobs"),
        ],
        Role::Administrator => {
            &[("/admin", "desk-way-admin"), ("/admin/calendar", "desk-way-calendar"), ("/operations/jobs", "desk-way-jobs")]
        }
        Role::CreditOfficer => &[
            ("/credit/cases", "desk-way-cases"),
            ("/credit/cases/new", "desk-way-new-case"),
            ("/credit/suspensions", "desk-way-suspensions"),
        ],
        Role::Expert => &[("/expert", "experts-own")],
        Role::Supervisor => &[("/credit/cases", "desk-way-cases"), ("/credit/suspensions", "desk-way-suspensions")],
    };
    of_role.iter().map(|(href, key)| Way { href, label: ctx.t(key) }).collect()
}

/// A task for a program.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct TaskBody {
    what: String,
    title: String,
    href: String,
    due: Option<String>,
    /// Whether the deadline was counted in a year without an official table.
    provisional: bool,
}

/// What waits for the owner of the access token, the most urgent first.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/desk", tag = "desk", responses((status = 200, body = Vec<TaskBody>))))]
pub async fn as_json(app: web::Data<App>, ctx: Ctx, who: Acting<SignedIn>) -> Result<HttpResponse> {
    let (shared, reader, now) = (app.clone(), who.identity(), ctx.now);
    let work = app.db.read(move |conn| Work::of(conn, &shared, &reader, now)).await?;
    let body = |task: &Task| TaskBody {
        what: ctx.t.say(&task.what),
        title: task.title.clone(),
        href: task.href.clone(),
        due: task.due.map(crate::domain::time::Instant::wire),
        provisional: task.provisional,
    };
    Ok(HttpResponse::Ok().json(work.all().map(body).collect::<Vec<_>>()))
}
