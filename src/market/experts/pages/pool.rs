//! `/operations/experts`: the pool, as operators keep it. Nothing here tells who sits on a panel.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::expert::{ExpertId, ExpertState};
use crate::error::Result;
use crate::market::experts::store::pool::{PAGE, PoolExpert, Sought};
use crate::market::experts::{doors, forms};
use crate::platform::auth::{Acting, Operator, Posted};
use crate::platform::forms::{FieldView, Form};
use crate::platform::page::{Ctx, Markup, PageNumber, Pager, see_other};
use crate::platform::routes::Routes;

const LIST: &str = "/operations/experts";

pub fn routes(r: &mut Routes<'_>) {
    r.get(LIST, list).get("/operations/experts/new", blank).post("/operations/experts/new", add);
    r.get("/operations/experts/{id}", show).post("/operations/experts/{id}", change);
    r.post("/operations/experts/{id}/{change}", rest);
}

/// Which page is asked for.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    state: String,
    page: PageNumber,
}

struct Line {
    href: String,
    name: String,
    number: String,
    title: String,
    employer: String,
    items: String,
    state: Markup,
}

fn state(ctx: &Ctx, state: ExpertState) -> Markup {
    let (kind, icon) = match state {
        ExpertState::Active => ("ok", "check"),
        ExpertState::Resting => ("warn", "clock"),
        ExpertState::Left => ("", "cross"),
    };
    ctx.state(kind, icon, ctx.word("expert-state", state))
}

fn line(ctx: &Ctx, expert: PoolExpert) -> Line {
    Line {
        href: format!("{LIST}/{}", expert.id),
        state: state(ctx, expert.state),
        name: expert.name,
        number: expert.number,
        title: expert.profile.title,
        employer: expert.profile.employer.name,
        items: ctx.n("experts-items-n", expert.profile.items.len()),
    }
}

#[derive(Template)]
#[template(path = "experts/list.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    lines: Vec<Line>,
    /// The states to choose from, with whether it is the one that is shown.
    states: Vec<(String, String, bool)>,
    pager: Pager,
}

async fn list(app: web::Data<App>, ctx: Ctx, _who: Acting<Operator>, asked: web::Query<Asked>) -> Result<HttpResponse> {
    let sought = Sought { state: ExpertState::parse(&asked.state), page: asked.page.get() };
    let (found, all) = doors::page(&app, sought).await?;
    let word = sought.state.map(ExpertState::as_str).unwrap_or_default();
    let states =
        [("", "experts-in-pool"), ("active", "expert-state-active"), ("resting", "expert-state-resting"), ("left", "expert-state-left")];
    let page = ListPage {
        lines: found.into_iter().map(|expert| line(&ctx, expert)).collect(),
        states: states.map(|(state, key)| (format!("{LIST}?state={state}"), ctx.t(key), state == word)).to_vec(),
        pager: ctx.pager(sought.page, (all + PAGE - 1) / PAGE, &format!("{LIST}?state={word}")),
        ctx: &ctx,
    };
    Ok(ctx.ok(&page))
}

#[derive(Template)]
#[template(path = "experts/expert.html")]
struct ExpertPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    /// `None` for somebody new.
    expert: Option<&'a PoolExpert>,
    state: Option<Markup>,
    former: Vec<(FieldView, FieldView)>,
    /// What can be made of the expert: the word of the address and the button's.
    changes: Vec<(&'static str, String)>,
}

fn page<'a>(ctx: &'a Ctx, form: &'a Form, expert: Option<&'a PoolExpert>) -> ExpertPage<'a> {
    let changes: &[&'static str] = match expert.map(|expert| expert.state) {
        Some(ExpertState::Active) => &["rest", "leave"],
        Some(ExpertState::Resting) => &["return", "leave"],
        Some(ExpertState::Left) | None => &[],
    };
    ExpertPage {
        state: expert.map(|expert| state(ctx, expert.state)),
        former: (1..=forms::FORMER).map(|n| (form.field(&format!("former_{n}")), form.field(&format!("until_{n}")))).collect(),
        changes: changes.iter().map(|word| (*word, ctx.word("experts-change", word))).collect(),
        ctx,
        form,
        expert,
    }
}

async fn blank(ctx: Ctx, _who: Acting<Operator>) -> Result<HttpResponse> {
    Ok(ctx.ok(&page(&ctx, &forms::blank(ctx.t), None)))
}

async fn add(app: web::Data<App>, ctx: Ctx, who: Acting<Operator>, posted: Posted) -> Result<HttpResponse> {
    let mut form = forms::submitted(ctx.t, true, posted.0);
    if let Some(new) = forms::new_expert(&mut form) {
        match doors::add(&app, &who, new).await {
            Ok(_) => return Ok(see_other(LIST, Some("experts-flash-added"))),
            Err(error) => form.refused_by(error)?,
        }
    }
    Ok(ctx.refused(&page(&ctx, &form, None)))
}

async fn show(app: web::Data<App>, ctx: Ctx, _who: Acting<Operator>, id: web::Path<ExpertId>) -> Result<HttpResponse> {
    let expert = doors::one(&app, id.into_inner()).await?;
    Ok(ctx.ok(&page(&ctx, &forms::shown(ctx.t, &expert), Some(&expert))))
}

async fn change(app: web::Data<App>, ctx: Ctx, who: Acting<Operator>, id: web::Path<ExpertId>, posted: Posted) -> Result<HttpResponse> {
    let id = id.into_inner();
    let expert = doors::one(&app, id.clone()).await?;
    let mut form = forms::submitted(ctx.t, false, posted.0);
    if let Some(profile) = forms::profile(&mut form) {
        match doors::change(&app, &who, (id.clone(), profile)).await {
            Ok(()) => return Ok(see_other(&format!("{LIST}/{id}"), Some("experts-flash-saved"))),
            Err(error) => form.stays(error)?,
        }
    }
    Ok(ctx.refused(&page(&ctx, &form, Some(&expert))))
}

async fn rest(app: web::Data<App>, who: Acting<Operator>, path: web::Path<(ExpertId, String)>, _posted: Posted) -> Result<HttpResponse> {
    let (id, word) = path.into_inner();
    doors::rest(&app, &who, (id.clone(), &word)).await?;
    Ok(see_other(&format!("{LIST}/{id}"), Some("experts-flash-saved")))
}
