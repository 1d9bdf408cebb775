//! `/supervision/{number}`: one project as it goes on, and the button that stops it.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::DrawId;
use crate::domain::halt::{self, Halt, HaltState};
use crate::domain::role::Role;
use crate::domain::text::Paragraphs;
use crate::error::{Error, Result};
use crate::market::projects::{self, Project};
use crate::market::{bids, halts};
use crate::platform::auth::{Acting, Posted, Resuming, Supervisor};
use crate::platform::forms::{Field, Form};
use crate::platform::i18n::T;
use crate::platform::page::{Ctx, Markup, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/supervision/{number}", show);
    r.post("/supervision/{number}/stop", stop).post("/supervision/{number}/ask", ask).post("/supervision/{number}/agree", agree);
}

/// Why it is stopped, or may go on; everybody reads it.
pub(super) const REASON: &[Field] = &[Field::area("reason", "halts-reason").max(500).hint("halts-reason-hint")];

/// What is known of a project on its way.
pub(super) struct Watched {
    pub project: Project,
    pub draw: String,
    pub halt: Option<Halt>,
    /// How many members of the opening committee have released their keys, and how many there are; `None` where nothing is sealed.
    released: Option<(usize, usize)>,
}

fn watched(conn: &mut DbConn, number: &str) -> Result<Watched> {
    let project = projects::named(conn, number)?;
    if !project.was_published() {
        return Err(Error::NotFound);
    }
    let draw = projects::current_draw(conn, &project.id, project.stage)?;
    let opening = DrawId::parse(&draw).map(|id| bids::opening(conn, &id)).transpose()?.flatten();
    let released = opening.map(|found| (found.members.iter().filter(|(_, released)| *released).count(), found.members.len()));
    Ok(Watched { halt: halts::standing(conn, &project.id)?, project, draw, released })
}

#[derive(Template)]
#[template(path = "supervision/project.html")]
struct ProjectPage<'a> {
    ctx: &'a Ctx,
    number: &'a str,
    title: &'a str,
    state: Markup,
    draw: &'a str,
    /// Instants that matter, with their words.
    times: Vec<(String, String)>,
    released: Option<String>,
    halt: Option<HaltWords<'a>>,
    /// What this person may do now.
    may: May,
    form: &'a Form,
}

/// A stop in finished words.
struct HaltWords<'a> {
    at: String,
    reason: &'a str,
    asked: Option<(String, &'a str)>,
}

/// What this person may do now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum May {
    Nothing,
    Stop,
    Ask,
    Agree,
}

impl May {
    fn of(found: &Watched, role: Role, account: &str) -> May {
        let supervises = role == Role::Supervisor;
        match &found.halt {
            None if supervises && halt::may_stop(found.project.state).is_ok() => May::Stop,
            Some(halt) if halt.may_agree(account).is_ok() => May::Agree,
            Some(halt) if supervises && halt.may_ask().is_ok() => May::Ask,
            None | Some(_) => May::Nothing,
        }
    }

    /// Where the form goes; nowhere where there is none.
    fn action(self) -> &'static str {
        match self {
            May::Stop => "stop",
            May::Ask => "ask",
            May::Agree | May::Nothing => "",
        }
    }
}

fn page<'a>(ctx: &'a Ctx, found: &'a Watched, (role, account): (Role, &str), form: &'a Form) -> ProjectPage<'a> {
    let (t, project) = (ctx.t, &found.project);
    let words = |halt: &'a Halt| HaltWords {
        at: t.moment(halt.at),
        reason: &halt.reason,
        asked: (halt.state == HaltState::Asked).then(|| (t.moment(halt.asked_at), halt.resume_reason.as_str())),
    };
    let (kind, icon) = if found.halt.is_some() { ("bad", "cross") } else { ("", "clock") };
    let state = if found.halt.is_some() { t.t("halts-stopped-now") } else { t.word("project-state", project.state) };
    ProjectPage {
        ctx,
        number: &project.number,
        title: &project.title,
        state: ctx.state(kind, icon, state),
        draw: &found.draw,
        times: times(t, project),
        released: found
            .released
            .map(|(done, all)| t.msg("halts-released").with_n("done", done as i64).with_n("all", all as i64).to_string()),
        halt: found.halt.as_ref().map(words),
        may: May::of(found, role, account),
        form,
    }
}

fn times(t: T, project: &Project) -> Vec<(String, String)> {
    let all = [
        ("halts-published", project.published_at),
        ("halts-closes", project.closes_at),
        ("halts-reveal-by", project.reveal_by),
        ("halts-decided", project.decided_at),
    ];
    all.into_iter().filter(|(_, at)| at.ms() > 0).map(|(key, at)| (t.t(key), t.moment(at))).collect()
}

pub(super) async fn found(app: &App, number: String) -> Result<Watched> {
    app.db.read(move |conn| watched(conn, &number)).await
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<Resuming>, number: web::Path<String>) -> Result<HttpResponse> {
    let found = found(&app, number.into_inner()).await?;
    Ok(ctx.ok(&page(&ctx, &found, (who.role, who.account.as_str()), &Form::blank(ctx.t, REASON))))
}

pub(super) fn reason(form: &mut Form) -> Option<String> {
    let reason = form.get("reason", Paragraphs::<500>::parse);
    form.accepted()?;
    reason.map(String::from)
}

fn own(number: &str) -> String {
    format!("/supervision/{number}")
}

async fn stop(app: web::Data<App>, ctx: Ctx, who: Acting<Supervisor>, number: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let (mut form, before) = (Form::submitted(ctx.t, REASON, posted.0), found(&app, number.clone()).await?);
    if let Some(reason) = reason(&mut form) {
        match halts::stop(&app, &who, before.project.id.clone(), reason).await {
            Ok(()) => return Ok(see_other(&own(&number), Some("halts-flash-stopped"))),
            Err(error) => form.stays(error)?,
        }
    }
    Ok(ctx.refused(&page(&ctx, &before, (who.role, who.account.as_str()), &form)))
}

async fn ask(app: web::Data<App>, ctx: Ctx, who: Acting<Supervisor>, number: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let (mut form, before) = (Form::submitted(ctx.t, REASON, posted.0), found(&app, number.clone()).await?);
    if let Some(reason) = reason(&mut form) {
        match halts::ask(&app, &who, before.project.id.clone(), reason).await {
            Ok(()) => return Ok(see_other(&own(&number), Some("halts-flash-asked"))),
            Err(error) => form.stays(error)?,
        }
    }
    Ok(ctx.refused(&page(&ctx, &before, (who.role, who.account.as_str()), &form)))
}

async fn agree(app: web::Data<App>, who: Acting<Resuming>, number: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    let project = found(&app, number.clone()).await?.project.id;
    halts::agree(&app, &who, project).await?;
    Ok(see_other(&own(&number), Some("halts-flash-agreed")))
}
