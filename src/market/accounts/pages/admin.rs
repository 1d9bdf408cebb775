//! The administration: people of the offices, jobs in trouble.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::members::{PeoplePage, change_of, line};
use crate::app::App;
use crate::error::{Error, Result};
use crate::market::accounts::{forms, service, store};
use crate::platform::auth::{AccountId, Acting, Administrator, Posted, Staff};
use crate::platform::forms::Form;
use crate::platform::outbox;
use crate::platform::page::{Ctx, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/admin", officers).post("/admin", invite);
    r.post("/admin/people/{id}/{change}", change);
    r.get("/operations/jobs", jobs).post("/operations/jobs/{id}/start", start_again);
}

async fn page<'a>(app: &App, ctx: &'a Ctx, who: &Acting<Administrator>, form: &'a Form) -> Result<PeoplePage<'a>> {
    let people = app
        .db
        .read(|conn| match store::office(conn)? {
            Some(office) => store::of_org(conn, &office),
            None => Ok(Vec::new()),
        })
        .await?;
    let people = people.into_iter().map(|account| line(ctx, account, (&who.account, false))).collect();
    Ok(PeoplePage { ctx, form, key: "accounts-officers", base: "/admin/people", people })
}

async fn officers(app: web::Data<App>, ctx: Ctx, who: Acting<Administrator>) -> Result<HttpResponse> {
    let mut form = Form::blank(ctx.t, forms::OFFICER);
    forms::offer_roles(&mut form, ctx.t);
    Ok(ctx.ok(&page(&app, &ctx, &who, &form).await?))
}

async fn invite(app: web::Data<App>, ctx: Ctx, who: Acting<Administrator>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::OFFICER, posted.0);
    forms::offer_roles(&mut form, ctx.t);
    if let Some(new) = forms::officer(&mut form) {
        match service::invite_officer(&app, &who, new).await {
            Ok(_) => return Ok(see_other("/admin", Some("accounts-flash-invited"))),
            Err(e) => form.refused_by(e)?,
        }
    }
    Ok(ctx.refused(&page(&app, &ctx, &who, &form).await?))
}

async fn change(
    app: web::Data<App>,
    who: Acting<Administrator>,
    path: web::Path<(String, String)>,
    _posted: Posted,
) -> Result<HttpResponse> {
    let (id, word) = path.into_inner();
    service::change_account(&app, who.identity(), AccountId(id), change_of(&word)?).await?;
    Ok(see_other("/admin", Some("accounts-flash-saved")))
}

struct JobLine {
    id: String,
    kind: String,
    age: String,
    attempts: i64,
    error: String,
    rests: bool,
}

#[derive(Template)]
#[template(path = "accounts/jobs.html")]
struct JobsPage<'a> {
    ctx: &'a Ctx,
    jobs: Vec<JobLine>,
}

/// Jobs that failed: kind, age and error, and never what or whom they are about.
async fn jobs(app: web::Data<App>, ctx: Ctx, _who: Acting<Staff>) -> Result<HttpResponse> {
    let troubles = app.db.read(|conn| outbox::troubles(conn, 200)).await?;
    let line = |trouble: outbox::Trouble| JobLine {
        age: ctx.t.lasting(ctx.now.ms() - trouble.created_at.ms()),
        rests: trouble.state == "failed",
        id: trouble.id,
        kind: trouble.kind,
        attempts: trouble.attempts,
        error: trouble.error,
    };
    Ok(ctx.ok(&JobsPage { ctx: &ctx, jobs: troubles.into_iter().map(line).collect() }))
}

async fn start_again(app: web::Data<App>, _who: Acting<Staff>, id: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    let now = app.clock.now();
    let outcome = app.db.write(move |conn| outbox::start_again(conn, now, &id)).await;
    match outcome {
        Err(Error::Conflict) => Err(Error::NotFound),
        Err(e) => Err(e),
        Ok(()) => Ok(see_other("/operations/jobs", Some("accounts-flash-job-started"))),
    }
}
