//! The public page of a project. For an agency it says whether it may sign up, and if not, every rule against it and what to do; for everybody it
//! says what nobody can see.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::db::Topic;
use crate::domain::project::ProjectState;
use crate::domain::role::Role;
use crate::error::{Error, Result, Say};
use crate::market::documents::{self, DocumentId};
use crate::market::projects::words::{self, ClockWords, Facts, NoticeWords, Paper};
use crate::market::projects::{self, THING};
use crate::market::signups::doors::{self, Place, Shown};
use crate::market::signups::refusal;
use crate::platform::auth::{Acting, Agency, Maybe, Posted};
use crate::platform::kept;
use crate::platform::page::{self, Ctx, Markup};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/projects/{number}", show).get("/projects/{number}/documents/{document}", paper);
    r.post("/projects/{number}/signups", sign_up);
}

/// What the reader is told about signing up.
enum Panel {
    /// Nobody signs up any more, or not yet.
    Closed(String),
    /// Somebody unknown.
    SignIn,
    /// Somebody who signs up nowhere.
    Watch,
    Mine {
        href: String,
        when: String,
    },
    May,
    /// Every reason against it.
    Refused(Vec<String>),
}

/// A step on the way of three days.
struct Step {
    kind: &'static str,
    moon: i64,
    title: String,
    when: String,
    more: String,
}

#[derive(Template)]
#[template(path = "projects/project.html")]
struct ProjectPage<'a> {
    ctx: &'a Ctx,
    shown: &'a Shown,
    state: Markup,
    facts: Facts,
    clock: Option<ClockWords>,
    panel: Panel,
    own_name: String,
    refused: Option<String>,
    steps: Vec<Step>,
    notices: Vec<NoticeWords>,
    papers: Vec<Paper>,
    published: String,
    provisional: bool,
    /// Why it came to its end without a contract.
    ended: Option<String>,
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Maybe, number: web::Path<String>) -> Result<HttpResponse> {
    kept::answer(&app, &ctx, &[Topic::Projects, Topic::Agencies], async || {
        let shown = doors::shown(&app, number.clone()).await?;
        let page = project_page(&app, &ctx, &who, (&shown, None)).await?;
        kept::html(&page)
    })
    .await
}

async fn project_page<'a>(app: &App, ctx: &'a Ctx, who: &Maybe, (shown, refused): (&'a Shown, Option<&Say>)) -> Result<ProjectPage<'a>> {
    let project = &shown.project;
    let open = project.state == ProjectState::Open && ctx.now < project.closes_at;
    Ok(ProjectPage {
        ctx,
        state: words::state(ctx, project.state),
        facts: Facts::of(ctx.t, app, project),
        clock: open.then(|| ClockWords::of(ctx, app, (project.published_at, project.closes_at))),
        panel: panel(app, ctx, who, shown).await?,
        own_name: who.0.as_ref().map(|who| who.org_name.clone()).unwrap_or_default(),
        refused: refused.map(|say| ctx.t.say(say).to_string()),
        steps: steps(ctx, shown),
        notices: words::notices(ctx.t, &shown.notices),
        papers: Paper::all(ctx.t, &shown.papers, &format!("/projects/{}/documents", project.number)),
        published: ctx.t.when(project.published_at),
        provisional: project.due_provisional,
        ended: words::end_reason(ctx.t, project),
        shown,
    })
}

async fn panel(app: &App, ctx: &Ctx, who: &Maybe, shown: &Shown) -> Result<Panel> {
    let project = &shown.project;
    let open = project.state == ProjectState::Open && ctx.now < project.closes_at;
    let closed = || Panel::Closed(closed_words(ctx, project.state));
    match &who.0 {
        Some(who) if who.role == Role::Agency => {
            let place = doors::place(app, who, shown).await?;
            Ok(agency_panel(ctx, place, closed))
        }
        _ if !open => Ok(closed()),
        None => Ok(Panel::SignIn),
        Some(_) => Ok(Panel::Watch),
    }
}

fn agency_panel(ctx: &Ctx, place: Place, closed: impl Fn() -> Panel) -> Panel {
    if let Some(mine) = place.mine {
        return Panel::Mine { href: format!("/signups/{}", mine.id), when: ctx.t.moment(mine.received_at) };
    }
    if place.closed.is_some() {
        return closed();
    }
    if place.against.is_empty() {
        return Panel::May;
    }
    Panel::Refused(refusal::says(&place.against, ctx.t).iter().map(|say| ctx.t.say(say).to_string()).collect())
}

fn closed_words(ctx: &Ctx, state: ProjectState) -> String {
    match state {
        ProjectState::Open => ctx.t("signups-closed-drawing"),
        other => ctx.word("signups-closed", other),
    }
}

fn steps(ctx: &Ctx, shown: &Shown) -> Vec<Step> {
    let (t, project) = (ctx.t, &shown.project);
    let open = project.state == ProjectState::Open && ctx.now < project.closes_at;
    let at = match project.state {
        ProjectState::AwaitingCommitments => 0,
        ProjectState::Open if open => 1,
        ProjectState::Open => 2,
        ProjectState::Drawing => 3,
        ProjectState::Reviewing | ProjectState::Choosing => 4,
        ProjectState::Failed | ProjectState::Terminated => 6,
        _ => 5,
    };
    let kind = |place: i64| match place.cmp(&at) {
        std::cmp::Ordering::Less => "",
        std::cmp::Ordering::Equal => "here",
        std::cmp::Ordering::Greater => "todo",
    };
    let step = |place: i64, moon: i64, key: &str, when: String| Step {
        kind: kind(place),
        moon,
        title: t.t(key),
        when,
        more: t.t(format!("{key}-more")),
    };
    let decided = if project.decided_at.ms() > 0 {
        step(4, 5, "projects-step-decided", t.when(project.decided_at))
    } else {
        step(4, 5, "projects-step-decide-by", t.when(project.select_by))
    };
    vec![
        step(0, 1, "projects-step-published", t.when(project.published_at)),
        step(1, 1, "projects-step-open", t.when(project.opens_at)),
        step(2, 2, "projects-step-frozen", t.when(project.closes_at)),
        step(3, 3, "projects-step-revealed", t.when(project.reveal_by)),
        decided,
    ]
}

async fn paper(app: web::Data<App>, at: web::Path<(String, DocumentId)>) -> Result<HttpResponse> {
    let (number, document) = at.into_inner();
    let found = app
        .db
        .read(move |conn| {
            let id = projects::id_of_public(conn, &number)?;
            documents::one(conn, &document, (THING, id.as_str()))
        })
        .await?;
    documents::answer(&app, found).await
}

async fn sign_up(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, number: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    match doors::sign_up(&app, &who, number.clone()).await {
        Ok(signup) => Ok(page::see_other(&format!("/signups/{}", signup.id), Some("signups-flash-done"))),
        Err(Error::Refused(say)) => {
            let shown = doors::shown(&app, number.into_inner()).await?;
            let page = project_page(&app, &ctx, &Maybe(Some(who.identity())), (&shown, Some(&say))).await?;
            Ok(page::html(&ctx, actix_web::http::StatusCode::CONFLICT, &page))
        }
        Err(error) => Err(error),
    }
}
