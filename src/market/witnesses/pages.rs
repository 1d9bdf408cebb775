//! The public list of outside witness officers, with the acts of those who may.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::service::{self, Proposal};
use super::store::{self, Enrolled};
use crate::app::App;
use crate::domain::draw::OfficerId;
use crate::domain::role::Role;
use crate::domain::text::OrgName;
use crate::domain::witness::{Enrolment, EnrolmentAct};
use crate::error::{Error, Result};
use crate::platform::auth::{Acting, Administrator, Maybe, Posted, Supervisor};
use crate::platform::forms::{Field, Form};
use crate::platform::page::{Ctx, see_other};
use crate::platform::routes::Routes;
use crate::witness::signed::PublicKey;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/witnesses", list).post("/witnesses", propose);
    r.post("/witnesses/{id}/leave", leave).post("/witnesses/{id}/decide/{act}", decide);
}

const KEY: &[Field] = &[
    Field::text("id", "witnesses-id").max(32).hint("witnesses-id-hint"),
    Field::text("body", "witnesses-body").max(60).hint("witnesses-body-hint"),
    Field::text("key", "witnesses-key").max(64).hint("witnesses-key-hint"),
];

/// One officer as the page shows it.
struct Line {
    id: String,
    body: String,
    key: String,
    state: String,
    when: String,
    /// Paths and labels of what the reader may do.
    acts: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "witnesses/list.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    lines: Vec<Line>,
    /// Ids of the officers inside this program.
    inside: &'a [String],
    form: Option<&'a Form>,
}

fn line(ctx: &Ctx, role: Option<Role>, one: &Enrolled) -> Line {
    let act = |act: EnrolmentAct| match act {
        EnrolmentAct::Leave => format!("/witnesses/{}/leave", one.id),
        _ => format!("/witnesses/{}/decide/{act}", one.id),
    };
    let mine = |act: &EnrolmentAct| role == Some(if *act == EnrolmentAct::Leave { Role::Administrator } else { Role::Supervisor });
    let open = EnrolmentAct::ALL.iter().filter(|act| mine(act) && one.state.after(**act).is_some());
    let label =
        |act: EnrolmentAct| if one.state == Enrolment::Leaving { ctx.word("witnesses-leaving", act) } else { ctx.word("witnesses", act) };
    Line {
        id: one.id.to_string(),
        body: one.body.clone(),
        key: one.key.to_string(),
        state: ctx.word("witnesses-state", one.state),
        when: ctx.t.date(if one.decided_at.ms() > 0 { one.decided_at } else { one.proposed_at }.day()),
        acts: open.map(|one| (act(*one), label(*one))).collect(),
    }
}

async fn page<'a>(app: &'a App, ctx: &'a Ctx, role: Option<Role>, form: Option<&'a Form>) -> Result<ListPage<'a>> {
    let all = app.db.read(store::all).await?;
    let lines = all.iter().map(|one| line(ctx, role, one)).collect();
    Ok(ListPage { ctx, lines, inside: &app.config.witness.inside, form })
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Maybe) -> Result<HttpResponse> {
    let role = who.0.map(|who| who.role);
    let form = (role == Some(Role::Administrator)).then(|| Form::blank(ctx.t, KEY));
    Ok(ctx.ok(&page(&app, &ctx, role, form.as_ref()).await?))
}

async fn propose(app: web::Data<App>, ctx: Ctx, who: Acting<Administrator>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, KEY, posted.0);
    if let Some(proposal) = proposal(&mut form, &ctx) {
        match service::propose(&app, &who, proposal).await {
            Ok(()) => return Ok(see_other("/witnesses", Some("witnesses-flash-proposed"))),
            Err(e) => form.refused_by(e)?,
        }
    }
    Ok(ctx.refused(&page(&app, &ctx, Some(Role::Administrator), Some(&form)).await?))
}

fn proposal(form: &mut Form, ctx: &Ctx) -> Option<Proposal> {
    let id = form.parsed("id", |text| OfficerId::parse(text).ok_or_else(|| ctx.t("witnesses-id-wrong")));
    let body = form.get("body", OrgName::parse);
    let key = form.parsed("key", |text| PublicKey::parse(text).ok_or_else(|| ctx.t("witnesses-key-wrong")));
    form.accepted()?;
    Some(Proposal { id: id?, body: body?.into(), key: key? })
}

async fn leave(app: web::Data<App>, who: Acting<Administrator>, id: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    service::leave(&app, &who, id.into_inner()).await?;
    Ok(see_other("/witnesses", Some("witnesses-flash-leaving")))
}

async fn decide(app: web::Data<App>, who: Acting<Supervisor>, path: web::Path<(String, String)>, _posted: Posted) -> Result<HttpResponse> {
    let (id, act) = path.into_inner();
    let act = EnrolmentAct::parse(&act).filter(|act| *act != EnrolmentAct::Leave).ok_or(Error::NotFound)?;
    service::decide(&app, &who, id, act).await?;
    Ok(see_other("/witnesses", Some("witnesses-flash-decided")))
}
