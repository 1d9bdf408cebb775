//! The credit officer's list of cases, and a new draft.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{Listing, policy, refused};
use crate::app::App;
use crate::domain::role::Role;
use crate::domain::standing::CaseState;
use crate::error::Result;
use crate::market::blacklist::service::drafting::Draft;
use crate::market::blacklist::store::cases::{Case, PAGE};
use crate::market::blacklist::store::listed::{self, Page};
use crate::market::blacklist::views::case_state;
use crate::market::blacklist::{doors, forms, store};
use crate::platform::auth::{Acting, CreditFile, CreditOfficer, Posted};
use crate::platform::forms::Form;
use crate::platform::page::{Ctx, Markup, Pager, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/credit/cases", list);
    r.get("/credit/cases/new", blank);
    r.post("/credit/cases", create);
}

/// A case in the list.
struct Line {
    href: String,
    agency: String,
    grade: String,
    state: Markup,
    drafted: String,
    until: String,
}

impl Line {
    fn of(ctx: &Ctx, case: &Case) -> Line {
        Line {
            href: format!("/credit/cases/{}", case.id),
            agency: case.agency_name.clone(),
            grade: ctx.t.word("grade", case.grade),
            state: case_state(ctx, case.state),
            drafted: ctx.t.date(case.drafted_at.day()),
            until: case.ends_at.map(|at| ctx.t.moment(at)).unwrap_or_default(),
        }
    }
}

#[derive(Template)]
#[template(path = "blacklist/cases.html")]
struct CasesPage<'a> {
    ctx: &'a Ctx,
    may_draft: bool,
    state: String,
    states: Vec<(&'static str, String)>,
    total: i64,
    cases: Vec<Line>,
    pager: Pager,
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<CreditFile>, asked: web::Query<Listing>) -> Result<HttpResponse> {
    let (me, state, page) = (who.account.to_string(), CaseState::parse(&asked.state), asked.page());
    let Page { cases, total } = app.db.read(move |conn| listed::for_office(conn, &me, state, page)).await?;
    let state = state.map(|state| state.to_string()).unwrap_or_default();
    Ok(ctx.ok(&CasesPage {
        ctx: &ctx,
        may_draft: who.role == Role::CreditOfficer,
        states: CaseState::ALL.iter().map(|state| (state.as_str(), ctx.t.word("case-state", state))).collect(),
        total,
        cases: cases.iter().map(|case| Line::of(&ctx, case)).collect(),
        pager: ctx.pager(page, (total + PAGE - 1) / PAGE, &format!("/credit/cases?state={state}")),
        state,
    }))
}

/// The form of a draft, new or to be changed.
#[derive(Template)]
#[template(path = "blacklist/draft.html")]
pub(super) struct DraftPage<'a> {
    pub ctx: &'a Ctx,
    pub form: &'a Form,
    pub title: String,
    pub action: String,
}

/// Where a draft is opened from: the page of an agency.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct From {
    /// The agency's id.
    pub agency: String,
    /// A case's id, for a suspension that accompanies it.
    pub case: String,
}

async fn blank(app: web::Data<App>, ctx: Ctx, _who: Acting<CreditOfficer>, from: web::Query<From>) -> Result<HttpResponse> {
    let mut form = Form::blank(ctx.t, forms::DRAFT);
    forms::offer_grades(&mut form, ctx.t, &policy(&app).blacklist);
    let agency = from.into_inner().agency;
    if let Some(code) = app.db.read(move |conn| store::code_of(conn, &agency)).await? {
        form.set("agency", code);
    }
    Ok(ctx.ok(&DraftPage { ctx: &ctx, form: &form, title: ctx.t("blacklist-new"), action: "/credit/cases".into() }))
}

async fn create(app: web::Data<App>, ctx: Ctx, who: Acting<CreditOfficer>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::DRAFT, posted.0);
    forms::offer_grades(&mut form, ctx.t, &policy(&app).blacklist);
    if let Some(draft) = read(&app, &ctx, &mut form).await? {
        match doors::draft(&app, &who, draft).await {
            Ok(id) => return Ok(see_other(&format!("/credit/cases/{id}"), Some("blacklist-flash-drafted"))),
            Err(error) => refused(&mut form, error, ctx.t)?,
        }
    }
    Ok(ctx.refused(&DraftPage { ctx: &ctx, form: &form, title: ctx.t("blacklist-new"), action: "/credit/cases".into() }))
}

/// A draft with its papers in the store; `None` where the form has to be shown again.
pub(super) async fn read(app: &App, ctx: &Ctx, form: &mut Form) -> Result<Option<Draft>> {
    let Some(mut draft) = forms::draft(form) else { return Ok(None) };
    match doors::keep(app, "papers", form.uploads("papers")).await {
        Ok(papers) => draft.papers = papers,
        Err(error) => {
            refused(form, error, ctx.t)?;
            return Ok(None);
        }
    }
    Ok(Some(draft))
}
