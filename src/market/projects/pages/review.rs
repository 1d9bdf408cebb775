//! The operators' review: form alone. An operator publishes or returns, ends or lets go on; it never chooses an agency.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::project::{ProjectId, ProjectState, Step};
use crate::error::{Error, Result};
use crate::market::agencies::due::Due;
use crate::market::documents::{self, DocumentId};
use crate::market::projects::doors::{self, Act, Finding, Sheet};
use crate::market::projects::words::{self, Facts, Paper, Row};
use crate::market::projects::{service, store};
use crate::platform::auth::{Acting, Operator, Posted};
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::page::{self, Ctx, Markup};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/operations/projects", list).get("/operations/projects/{id}", show).post("/operations/projects/{id}", decide);
    r.post("/operations/projects/{id}/end", end).get("/operations/projects/{id}/documents/{document}", paper);
}

const REVIEW: &[Field] = &[Field::radio("finding", "projects-finding"), Field::area("reason", "projects-reason").max(500).optional()];
const END: &[Field] = &[Field::radio("what", "projects-end-what"), Field::area("reason", "projects-end-public-reason").max(500)];

#[derive(Template)]
#[template(path = "projects/reviews.html")]
struct ReviewsPage<'a> {
    ctx: &'a Ctx,
    waiting: Vec<(Row, Due)>,
    ends: Vec<Row>,
}

async fn list(app: web::Data<App>, ctx: Ctx, _who: Acting<Operator>) -> Result<HttpResponse> {
    let (waiting, ends) = app.db.read(|conn| Ok((store::in_state(conn, ProjectState::InReview, 200)?, store::end_asked(conn)?))).await?;
    let due = |one: &store::Listed| (Row::of(&ctx, &app, one), Due::of(&ctx, &app, one.review_due));
    Ok(ctx.ok(&ReviewsPage {
        ctx: &ctx,
        waiting: waiting.iter().map(due).collect(),
        ends: ends.iter().map(|one| Row::of(&ctx, &app, one)).collect(),
    }))
}

#[derive(Template)]
#[template(path = "projects/review.html")]
struct ReviewPage<'a> {
    ctx: &'a Ctx,
    sheet: &'a Sheet,
    state: Markup,
    facts: Facts,
    papers: Vec<Paper>,
    due: Due,
    min: u32,
    /// Whether fewer agencies meet the requirements than a draw needs.
    narrow: bool,
    alike: Option<String>,
    review: Option<&'a Form>,
    end: Option<&'a Form>,
}

fn review_page<'a>(app: &App, ctx: &'a Ctx, sheet: &'a Sheet, (review, end): (&'a Form, &'a Form)) -> ReviewPage<'a> {
    let project = &sheet.project;
    let (count, sum) = sheet.alike;
    let alike = || ctx.msg("projects-alike").with_n("n", count).with("sum", ctx.t.money(crate::domain::money::Fen(sum))).to_string();
    let (min, _) = app.policies.in_force(ctx.now).least_signups(&project.spec.way);
    let under_review = project.state == ProjectState::InReview;
    ReviewPage {
        ctx,
        sheet,
        state: words::state(ctx, project.state),
        facts: Facts::of(ctx.t, app, project),
        papers: Paper::all(ctx.t, &sheet.papers, &format!("/operations/projects/{}/documents", project.id)),
        due: Due::of(ctx, app, project.review_due),
        min,
        narrow: sheet.able < min as usize,
        alike: (under_review && count > 0).then(alike),
        review: under_review.then_some(review),
        end: (!under_review && project.state.after(Step::Terminate).is_ok()).then_some(end),
    }
}

fn forms(ctx: &Ctx, sheet: &Sheet) -> (Form, Form) {
    let (mut review, mut end) = (Form::blank(ctx.t, REVIEW), Form::blank(ctx.t, END));
    offer(ctx, (&mut review, &mut end), sheet);
    if let Some(asked) = &sheet.project.end_asked {
        end.set("reason", asked);
    }
    (review, end)
}

fn offer(ctx: &Ctx, (review, end): (&mut Form, &mut Form), sheet: &Sheet) {
    let choice = |word: &str| Choice::new(word, ctx.word("projects-finding", word));
    review.offer("finding", ["approve", "return"].map(choice).to_vec());
    let what: &[&str] = if sheet.project.end_asked.is_some() { &["terminate", "refuse"] } else { &["terminate"] };
    end.offer("what", what.iter().map(|word| Choice::new(word, ctx.word("projects-end", word))).collect());
}

async fn show(app: web::Data<App>, ctx: Ctx, _who: Acting<Operator>, id: web::Path<ProjectId>) -> Result<HttpResponse> {
    let sheet = doors::office_sheet(&app, id.into_inner()).await?;
    let (review, end) = forms(&ctx, &sheet);
    Ok(ctx.ok(&review_page(&app, &ctx, &sheet, (&review, &end))))
}

async fn decide(app: web::Data<App>, ctx: Ctx, who: Acting<Operator>, id: web::Path<ProjectId>, posted: Posted) -> Result<HttpResponse> {
    let sheet = doors::office_sheet(&app, id.clone()).await?;
    let (mut form, (_, mut end)) = (Form::submitted(ctx.t, REVIEW, posted.0), forms(&ctx, &sheet));
    offer(&ctx, (&mut form, &mut end), &sheet);
    let (finding, reason) = (form.choice("finding", |word| Some(word == "approve")), form.text("reason"));
    match finding {
        Some(true) if !reason.is_empty() => form.refuse("finding", ctx.t("projects-approve-with-reason")),
        Some(false) if reason.is_empty() => form.refuse("reason", ctx.t("projects-return-needs-reason")),
        _ => {}
    }
    if let (Some(approve), Some(())) = (finding, form.accepted()) {
        let (finding, flash) =
            if approve { (Finding::Approve, "projects-flash-approved") } else { (Finding::Return(reason), "projects-flash-returned") };
        doors::decide(&app, &who, id.into_inner(), finding).await?;
        return Ok(page::see_other("/operations/projects", Some(flash)));
    }
    Ok(ctx.refused(&review_page(&app, &ctx, &sheet, (&form, &end))))
}

async fn end(app: web::Data<App>, ctx: Ctx, who: Acting<Operator>, id: web::Path<ProjectId>, posted: Posted) -> Result<HttpResponse> {
    let sheet = doors::office_sheet(&app, id.clone()).await?;
    let (mut form, (mut review, _)) = (Form::submitted(ctx.t, END, posted.0), forms(&ctx, &sheet));
    offer(&ctx, (&mut review, &mut form), &sheet);
    let (what, reason) = (form.choice("what", |word| Some(word == "terminate")), form.text("reason"));
    if let (Some(terminates), Some(())) = (what, form.accepted()) {
        let (act, flash): (Act, _) =
            if terminates { (service::terminate, "projects-flash-ended") } else { (service::refuse_end, "projects-flash-goes-on") };
        match doors::act(&app, &who, (act, id.into_inner()), reason).await {
            Ok(()) => return Ok(page::see_other("/operations/projects", Some(flash))),
            Err(Error::Refused(say)) => form.refuse("what", ctx.t.say(&say)),
            Err(error) => form.refused_by(error)?,
        }
    }
    Ok(ctx.refused(&review_page(&app, &ctx, &sheet, (&review, &form))))
}

async fn paper(app: web::Data<App>, _who: Acting<Operator>, at: web::Path<(ProjectId, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = at.into_inner();
    let sheet = doors::office_sheet(&app, id).await?;
    documents::answer(&app, doors::paper(&app, &sheet.project.id, document).await?).await
}
