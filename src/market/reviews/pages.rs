//! `/expert/reviews/{seat}`: the desk of a review, and the sheet of each proposal. Everything works with the save button alone; a script saves while
//! somebody writes.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::doors::{self, Desk, Proposal};
use super::forms;
use super::views::{self, ProposalWords};
use crate::app::App;
use crate::domain::draw::Label;
use crate::error::{Error, Result};
use crate::market::documents;
use crate::platform::auth::{Acting, Expert, Posted};
use crate::platform::forms::{FieldView, Form};
use crate::platform::kept;
use crate::platform::page::{Ctx, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/expert/reviews/{id}", show);
    r.post("/expert/reviews/{id}/lock", lock).post("/expert/reviews/{id}/recuse", recuse).post("/expert/reviews/{id}/close", close);
    r.get("/expert/reviews/{id}/{pseudonym}/documents/{number}", document);
    r.get("/expert/reviews/{id}/{pseudonym}", sheet).post("/expert/reviews/{id}/{pseudonym}", save);
}

#[derive(Template)]
#[template(path = "reviews/desk.html")]
struct DeskPage<'a> {
    ctx: &'a Ctx,
    id: &'a str,
    title: &'a str,
    number: &'a str,
    /// What is asked of this expert now.
    asked: &'static str,
    due: String,
    proposals: Vec<ProposalWords>,
    /// The columns of totals: who they are of.
    columns: Vec<String>,
    form: &'a Form,
}

fn desk_page<'a>(ctx: &'a Ctx, desk: &'a Desk, form: &'a Form) -> DeskPage<'a> {
    let seats = desk.proposals.first().map_or(0, |one| one.totals.len());
    let column = |n: usize| if n == desk.own { ctx.t("reviews-own-total") } else { ctx.n("reviews-expert-n", n) };
    DeskPage {
        ctx,
        id: &desk.at.seat.id,
        title: &desk.at.project.title,
        number: &desk.at.project.number,
        asked: views::asked(desk),
        due: ctx.t.when(desk.at.review.due_at),
        proposals: ProposalWords::all(ctx.t, desk),
        columns: (1..=seats).map(column).collect(),
        form,
    }
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<Expert>, id: web::Path<String>) -> Result<HttpResponse> {
    kept::own(&app, &ctx, async || {
        let desk = doors::desk(&app, &who, id.into_inner()).await?;
        kept::html(&desk_page(&ctx, &desk, &Form::blank(ctx.t, forms::RECUSE)))
    })
    .await
}

async fn lock(app: web::Data<App>, ctx: Ctx, who: Acting<Expert>, id: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    let id = id.into_inner();
    let done = doors::lock(&app, &who, id.clone()).await;
    answered(&app, &ctx, &who, (id, done, "reviews-flash-locked")).await
}

async fn close(app: web::Data<App>, ctx: Ctx, who: Acting<Expert>, id: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    let id = id.into_inner();
    let done = doors::close(&app, &who, id.clone()).await;
    answered(&app, &ctx, &who, (id, done, "reviews-flash-closed")).await
}

/// Back on the desk, or the desk with what is in the way.
async fn answered(
    app: &App,
    ctx: &Ctx,
    who: &Acting<Expert>,
    (id, done, flash): (String, Result<()>, &'static str),
) -> Result<HttpResponse> {
    match done {
        Ok(()) => Ok(see_other(&format!("/expert/reviews/{id}"), Some(flash))),
        Err(error) => {
            let mut form = Form::blank(ctx.t, forms::RECUSE);
            form.stays(error)?;
            let desk = doors::desk(app, who, id).await?;
            Ok(ctx.refused(&desk_page(ctx, &desk, &form)))
        }
    }
}

async fn recuse(app: web::Data<App>, ctx: Ctx, who: Acting<Expert>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let id = id.into_inner();
    let desk = doors::desk(&app, &who, id.clone()).await?;
    let mut form = Form::submitted(ctx.t, forms::RECUSE, posted.0);
    if let Some(reason) = forms::recusal(&mut form) {
        match doors::recuse(&app, &who, (id, reason)).await {
            Ok(()) => return Ok(see_other("/expert", Some("reviews-flash-recused"))),
            Err(error) => form.stays(error)?,
        }
    }
    Ok(ctx.refused(&desk_page(&ctx, &desk, &form)))
}

#[derive(Template)]
#[template(path = "reviews/sheet.html")]
struct SheetPage<'a> {
    ctx: &'a Ctx,
    id: &'a str,
    /// Its own desk.
    desk: String,
    title: &'a str,
    words: ProposalWords,
    pseudonym: &'a str,
    points: Vec<FieldView>,
    /// Where the total lay far beside the mean.
    deviates: bool,
    due: String,
    previous: Option<String>,
    next: Option<String>,
    form: &'a Form,
}

fn sheet_page<'a>(ctx: &'a Ctx, (desk, proposal): (&'a Desk, &'a Proposal), form: &'a Form) -> SheetPage<'a> {
    let id = &desk.at.seat.id;
    let href = |n: usize| {
        let one = desk.proposals.iter().find(|one| one.n == n);
        one.map(|one| format!("/expert/reviews/{id}/{}", one.pseudonym))
    };
    SheetPage {
        desk: format!("/expert/reviews/{id}"),
        words: ProposalWords::of(ctx.t, desk, proposal),
        points: desk.at.project.spec.way.weights.iter().map(|(criterion, _)| form.field(&forms::field_of(criterion))).collect(),
        deviates: proposal.deviation.is_some(),
        due: ctx.t.when(desk.at.review.due_at),
        previous: href(proposal.n.wrapping_sub(1)),
        next: href(proposal.n + 1),
        pseudonym: proposal.pseudonym.as_str(),
        title: &desk.at.project.title,
        ctx,
        id,
        form,
    }
}

/// The proposal under this pseudonym.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) fn proposal<'a>(desk: &'a Desk, pseudonym: &str) -> Result<&'a Proposal> {
    let wanted = Label::parse(pseudonym).ok_or(Error::NotFound)?;
    desk.proposals.iter().find(|one| one.pseudonym == wanted).ok_or(Error::NotFound)
}

async fn sheet(app: web::Data<App>, ctx: Ctx, who: Acting<Expert>, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    let (id, pseudonym) = path.into_inner();
    let desk = doors::desk(&app, &who, id).await?;
    let one = proposal(&desk, &pseudonym)?;
    let form = forms::shown(ctx.t, app.pinned(&desk.at.project.policy)?, (&desk, one));
    Ok(ctx.ok(&sheet_page(&ctx, (&desk, one), &form)))
}

/// A document of a proposal, to be saved and read.
async fn document(app: web::Data<App>, who: Acting<Expert>, path: web::Path<(String, String, String)>) -> Result<HttpResponse> {
    documents::answer_unknown(&app, doors::document(&app, &who, path.into_inner()).await?).await
}

async fn save(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Expert>,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse> {
    let (id, pseudonym) = path.into_inner();
    let desk = doors::desk(&app, &who, id.clone()).await?;
    let one = proposal(&desk, &pseudonym)?;
    let go = posted.text("go").to_owned();
    let mut form = forms::submitted(ctx.t, app.pinned(&desk.at.project.policy)?, (&desk, one), posted.0);
    if let Some(marks) = forms::marks(&mut form, ctx.t, (&desk, one)) {
        match doors::save(&app, &who, (id.clone(), one.pseudonym.clone(), marks)).await {
            Ok(()) => {
                let next = sheet_page(&ctx, (&desk, one), &form).next;
                let to = next.filter(|_| go == "next").unwrap_or_else(|| format!("/expert/reviews/{id}"));
                return Ok(see_other(&to, Some("reviews-flash-saved")));
            }
            Err(error) => form.stays(error)?,
        }
    }
    Ok(ctx.refused(&sheet_page(&ctx, (&desk, one), &form)))
}
