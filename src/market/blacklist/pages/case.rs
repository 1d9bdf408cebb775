//! One case on a credit officer's desk, and its steps.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::office::DraftPage;
use super::{office, policy, refused};
use crate::app::App;
use crate::domain::role::Role;
use crate::domain::standing::{CaseId, CaseState};
use crate::error::{Error, Result};
use crate::market::blacklist::service::drafting::PAPERS;
use crate::market::blacklist::service::seen_by_office;
use crate::market::blacklist::store::cases::Case;
use crate::market::blacklist::store::suspensions;
use crate::market::blacklist::views::{CaseView, SuspensionView};
use crate::market::blacklist::{doors, forms};
use crate::market::documents::{self, Document, DocumentId};
use crate::platform::auth::{Acting, CreditFile, CreditOfficer, Identity, Posted};
use crate::platform::forms::Form;
use crate::platform::page::{Ctx, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/credit/cases/{id}", show);
    r.get("/credit/cases/{id}/edit", edit);
    r.post("/credit/cases/{id}/edit", change);
    r.post("/credit/cases/{id}/notify", notify);
    r.post("/credit/cases/{id}/withdraw", withdraw);
    r.post("/credit/cases/{id}/decide", decide);
    r.post("/credit/cases/{id}/serve", serve);
    r.get("/credit/cases/{id}/documents/{document}", paper);
}

/// What this person may do with a case now.
#[derive(Clone, Copy, Debug, Default)]
struct May {
    notify: bool,
    withdraw: bool,
    decide: bool,
    serve: bool,
    suspend: bool,
    /// A second person is needed, and this is the first.
    waits_for_another: bool,
}

impl May {
    fn of(who: &Identity, case: &Case, ctx: &Ctx) -> May {
        let (hearing, me) = (case.hearing(), who.account.as_str());
        let (officer, author) = (who.role == Role::CreditOfficer, hearing.may_pursue(me).is_ok());
        let open = matches!(case.state, CaseState::Draft | CaseState::Notified);
        May {
            notify: officer && author && case.state == CaseState::Draft,
            withdraw: officer && author && open,
            decide: officer && hearing.may_decide(me, ctx.now).is_ok(),
            serve: officer && case.state == CaseState::Decided,
            suspend: officer && (open || case.state == CaseState::Defence),
            waits_for_another: officer && author && hearing.is_closed(ctx.now).is_ok(),
        }
    }
}

#[derive(Template)]
#[template(path = "blacklist/case.html")]
struct CasePage<'a> {
    ctx: &'a Ctx,
    case: CaseView,
    may: May,
    suspensions: Vec<SuspensionView>,
    decision: &'a Form,
    withdrawal: &'a Form,
}

/// A case with everything its page shows.
struct Opened {
    case: Case,
    papers: Vec<Document>,
    suspensions: Vec<suspensions::Suspension>,
}

async fn opened(app: &App, who: &Identity, id: &CaseId) -> Result<Opened> {
    let (who, id) = (who.clone(), id.clone());
    app.db
        .read(move |conn| {
            let case = seen_by_office(conn, &who, &id)?;
            let papers = documents::of(conn, PAPERS, id.as_str())?;
            Ok(Opened { case, papers, suspensions: suspensions::of_case(conn, id.as_str())? })
        })
        .await
}

/// The two forms of a case's page.
struct Forms {
    decision: Form,
    withdrawal: Form,
}

impl Forms {
    fn blank(ctx: &Ctx) -> Forms {
        let mut decision = Form::blank(ctx.t, forms::DECISION);
        forms::offer_outcomes(&mut decision, ctx.t);
        Forms { decision, withdrawal: Form::blank(ctx.t, forms::REASON) }
    }

    async fn shown(&self, app: &App, ctx: &Ctx, who: &Identity, id: &CaseId) -> Result<HttpResponse> {
        let Opened { case, papers, suspensions } = opened(app, who, id).await?;
        let base = format!("/credit/cases/{}", case.id);
        let page = CasePage {
            ctx,
            may: May::of(who, &case, ctx),
            case: CaseView::of(app, ctx, &case, (&base, &papers)),
            suspensions: suspensions.iter().map(|suspension| SuspensionView::of(ctx, suspension)).collect(),
            decision: &self.decision,
            withdrawal: &self.withdrawal,
        };
        let wrong = self.decision.has_errors() || self.withdrawal.has_errors();
        Ok(if wrong { ctx.refused(&page) } else { ctx.ok(&page) })
    }
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<CreditFile>, id: web::Path<CaseId>) -> Result<HttpResponse> {
    Forms::blank(&ctx).shown(&app, &ctx, &who, &id).await
}

async fn own_draft(app: &App, who: &Acting<CreditOfficer>, id: &CaseId) -> Result<Case> {
    let Opened { case, .. } = opened(app, who, id).await?;
    if case.state == CaseState::Draft { Ok(case) } else { Err(Error::Conflict) }
}

async fn edit(app: web::Data<App>, ctx: Ctx, who: Acting<CreditOfficer>, id: web::Path<CaseId>) -> Result<HttpResponse> {
    let case = own_draft(&app, &who, &id).await?;
    let mut form = Form::blank(ctx.t, forms::DRAFT);
    forms::offer_grades(&mut form, ctx.t, &policy(&app).blacklist);
    forms::fill(&mut form, &case);
    Ok(ctx.ok(&draft_page(&ctx, &form, &case)))
}

async fn change(app: web::Data<App>, ctx: Ctx, who: Acting<CreditOfficer>, id: web::Path<CaseId>, posted: Posted) -> Result<HttpResponse> {
    let case = own_draft(&app, &who, &id).await?;
    let mut form = Form::submitted(ctx.t, forms::DRAFT, posted.0);
    forms::offer_grades(&mut form, ctx.t, &policy(&app).blacklist);
    if let Some(draft) = office::read(&app, &ctx, &mut form).await? {
        match doors::redraft(&app, &who, case.id.clone(), draft).await {
            Ok(()) => return Ok(see_other(&format!("/credit/cases/{id}"), Some("blacklist-flash-saved"))),
            Err(error) => refused(&mut form, error, ctx.t)?,
        }
    }
    Ok(ctx.refused(&draft_page(&ctx, &form, &case)))
}

fn draft_page<'a>(ctx: &'a Ctx, form: &'a Form, case: &Case) -> DraftPage<'a> {
    DraftPage { ctx, form, title: ctx.t("blacklist-edit"), action: format!("/credit/cases/{}/edit", case.id) }
}

async fn notify(app: web::Data<App>, who: Acting<CreditOfficer>, id: web::Path<CaseId>, _posted: Posted) -> Result<HttpResponse> {
    doors::notify(&app, &who, id.clone()).await?;
    Ok(see_other(&format!("/credit/cases/{id}"), Some("blacklist-flash-notified")))
}

async fn withdraw(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<CreditOfficer>,
    id: web::Path<CaseId>,
    posted: Posted,
) -> Result<HttpResponse> {
    let mut shown = Forms { withdrawal: Form::submitted(ctx.t, forms::REASON, posted.0), ..Forms::blank(&ctx) };
    if let Some(reason) = forms::reason(&mut shown.withdrawal) {
        match doors::withdraw(&app, &who, id.clone(), reason).await {
            Ok(()) => return Ok(see_other(&format!("/credit/cases/{id}"), Some("blacklist-flash-withdrawn"))),
            Err(error) => refused(&mut shown.withdrawal, error, ctx.t)?,
        }
    }
    shown.shown(&app, &ctx, &who, &id).await
}

async fn decide(app: web::Data<App>, ctx: Ctx, who: Acting<CreditOfficer>, id: web::Path<CaseId>, posted: Posted) -> Result<HttpResponse> {
    let mut shown = Forms { decision: Form::submitted(ctx.t, forms::DECISION, posted.0), ..Forms::blank(&ctx) };
    forms::offer_outcomes(&mut shown.decision, ctx.t);
    if let Some(decision) = forms::decision(&mut shown.decision, id.clone()) {
        match doors::decide(&app, &who, decision).await {
            Ok(()) => return Ok(see_other(&format!("/credit/cases/{id}"), Some("blacklist-flash-decided"))),
            Err(error) => refused(&mut shown.decision, error, ctx.t)?,
        }
    }
    shown.shown(&app, &ctx, &who, &id).await
}

async fn serve(app: web::Data<App>, who: Acting<CreditOfficer>, id: web::Path<CaseId>, _posted: Posted) -> Result<HttpResponse> {
    doors::serve(&app, &who, id.clone()).await?;
    Ok(see_other(&format!("/credit/cases/{id}"), Some("blacklist-flash-served")))
}

async fn paper(app: web::Data<App>, who: Acting<CreditFile>, path: web::Path<(CaseId, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = path.into_inner();
    let who = who.identity();
    let document = app
        .db
        .read(move |conn| {
            let case = seen_by_office(conn, &who, &id)?;
            documents::one(conn, &document, (PAPERS, case.id.as_str()))
        })
        .await?;
    documents::answer(&app, document).await
}
