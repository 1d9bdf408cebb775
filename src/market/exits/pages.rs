//! The agency's page about leaving, and the operators' answer.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::doors::{self, Desk};
use super::forms;
use super::store::Exit;
use crate::app::App;
use crate::domain::exit::{ExitId, ExitState, Open};
use crate::error::{Error, Result};
use crate::market::agencies::due::Due;
use crate::platform::auth::{Acting, Agency, AgencyManager, Operator, Posted};
use crate::platform::forms::Form;
use crate::platform::page::{Ctx, Markup, see_other};
use crate::platform::routes::Routes;

const OWN: &str = "/agency/exit";

pub fn routes(r: &mut Routes<'_>) {
    r.get(OWN, show).post(OWN, ask).post("/agency/exit/take-back", take_back);
    r.get("/operations/exits/{id}", case).post("/operations/exits/{id}", decide);
}

/// One open matter: what it is, and where its agency finds it.
struct Matter {
    words: String,
    href: &'static str,
}

fn matters(ctx: &Ctx, open: &Open) -> Vec<Matter> {
    let href = |word: &str| match word {
        "signups" => "/agency/signups",
        "awards" => "/agency/awards",
        "contracts" => "/contracts",
        _ => "/agency/cases",
    };
    open.named().into_iter().map(|(word, n)| Matter { words: ctx.n(&format!("exits-matter-{word}"), n), href: href(word) }).collect()
}

/// A wish in words.
struct Wish {
    state: Markup,
    asked: String,
    decided: String,
    reason: Vec<String>,
    answer: String,
}

impl Wish {
    fn of(ctx: &Ctx, exit: &Exit) -> Wish {
        let (kind, icon) = match exit.state {
            ExitState::Asked => ("warn", "clock"),
            ExitState::Confirmed => ("ok", "check"),
            ExitState::TakenBack | ExitState::Refused => ("", "cross"),
        };
        Wish {
            state: ctx.state(kind, icon, ctx.word("exit-state", exit.state)),
            asked: ctx.t.moment(exit.asked_at),
            decided: if exit.decided_at.ms() > 0 { ctx.t.moment(exit.decided_at) } else { String::new() },
            reason: exit.reason.lines().map(str::to_owned).collect(),
            answer: exit.answer.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "exits/own.html")]
struct OwnPage<'a> {
    ctx: &'a Ctx,
    listed: bool,
    manages: bool,
    matters: Vec<Matter>,
    /// When the answer to the wish that waits is due.
    due: Option<Due>,
    wishes: Vec<Wish>,
    form: &'a Form,
}

fn own_page<'a>(app: &App, ctx: &'a Ctx, (desk, manages): (&Desk, bool), form: &'a Form) -> OwnPage<'a> {
    OwnPage {
        ctx,
        listed: desk.listed,
        manages,
        matters: matters(ctx, &desk.open),
        due: desk.waiting().map(|exit| Due::of(ctx, app, exit.due_at)),
        wishes: desk.exits.iter().map(|exit| Wish::of(ctx, exit)).collect(),
        form,
    }
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who).await?;
    Ok(ctx.ok(&own_page(&app, &ctx, (&desk, who.rank.may_manage_members()), &Form::blank(ctx.t, forms::ASK))))
}

async fn ask(app: web::Data<App>, ctx: Ctx, who: Acting<AgencyManager>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::ASK, posted.0);
    if let Some(reason) = forms::reason(&mut form) {
        match doors::ask(&app, &who, reason).await {
            Ok(_) => return Ok(see_other(OWN, Some("exits-flash-asked"))),
            Err(error) => form.stays(error)?,
        }
    }
    let desk = doors::desk(&app, &who).await?;
    Ok(ctx.refused(&own_page(&app, &ctx, (&desk, true), &form)))
}

async fn take_back(app: web::Data<App>, who: Acting<AgencyManager>, _posted: Posted) -> Result<HttpResponse> {
    doors::take_back(&app, &who).await?;
    Ok(see_other(OWN, Some("exits-flash-taken-back")))
}

#[derive(Template)]
#[template(path = "exits/case.html")]
struct CasePage<'a> {
    ctx: &'a Ctx,
    id: &'a str,
    agency: &'a str,
    agency_name: &'a str,
    wish: Wish,
    due: Option<Due>,
    matters: Vec<Matter>,
    form: &'a Form,
}

fn case_page<'a>(app: &App, ctx: &'a Ctx, (exit, open): (&'a Exit, &Open), form: &'a Form) -> CasePage<'a> {
    CasePage {
        ctx,
        id: exit.id.as_str(),
        agency: exit.agency.as_str(),
        agency_name: &exit.agency_name,
        wish: Wish::of(ctx, exit),
        due: (exit.state == ExitState::Asked).then(|| Due::of(ctx, app, exit.due_at)),
        matters: matters(ctx, open),
        form,
    }
}

async fn case(app: web::Data<App>, ctx: Ctx, _who: Acting<Operator>, id: web::Path<ExitId>) -> Result<HttpResponse> {
    let (exit, open) = doors::case(&app, id.into_inner()).await?;
    let mut form = Form::blank(ctx.t, forms::ANSWER);
    forms::offer(&mut form, ctx.t);
    Ok(ctx.ok(&case_page(&app, &ctx, (&exit, &open), &form)))
}

async fn decide(app: web::Data<App>, ctx: Ctx, who: Acting<Operator>, id: web::Path<ExitId>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::ANSWER, posted.0);
    forms::offer(&mut form, ctx.t);
    if let Some(refused) = forms::answer(&mut form, ctx.t) {
        let flash = if refused.is_none() { "exits-flash-confirmed" } else { "exits-flash-refused" };
        match doors::decide(&app, &who, id.clone(), refused).await {
            Ok(()) => return Ok(see_other("/desk", Some(flash))),
            Err(Error::Refused(say)) => form.refuse("finding", ctx.t.say(&say)),
            Err(error) => return Err(error),
        }
    }
    let (exit, open) = doors::case(&app, id.into_inner()).await?;
    Ok(ctx.refused(&case_page(&app, &ctx, (&exit, &open), &form)))
}
