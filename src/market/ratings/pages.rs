//! The pages of a rating: for the owner that gives it, the agency that answers, and everybody who reads.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::doors::{self, Seen};
use super::forms;
use super::store::{self, Original, Rating};
use crate::app::App;
use crate::db::Topic;
use crate::domain::rating::Parts;
use crate::error::Result;
use crate::platform::auth::{Acting, Agency, Identity, Maybe, Owner, Posted};
use crate::platform::forms::Form;
use crate::platform::kept;
use crate::platform::page::{Ctx, Leaf, Pager, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/contracts/{id}/rating", show).post("/contracts/{id}/rating", rate);
    r.post("/contracts/{id}/rating/answer", answer).post("/contracts/{id}/rating/amend", amend);
    r.get("/ratings/{id}", moved).get("/agencies/{id}/ratings", list);
}

/// A rating in words.
struct RatingView {
    href: String,
    project: String,
    by_default: bool,
    when: String,
    parts: Vec<(String, i64, String)>,
    words: Vec<String>,
    answer: Vec<String>,
    answered: Option<String>,
    /// What it said before it was amended.
    before: Option<BeforeView>,
}

/// What a rating said before it was amended, in words.
struct BeforeView {
    when: String,
    parts: Vec<(String, i64, String)>,
    words: Vec<String>,
    answer: Vec<String>,
}

fn parts(ctx: &Ctx, parts: &Parts) -> Vec<(String, i64, String)> {
    let part = |(name, points): (&str, i64)| (ctx.word("ratings", name), points, ctx.word("ratings-points", points));
    parts.named().into_iter().map(part).collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl RatingView {
    fn of(ctx: &Ctx, rating: &Rating) -> RatingView {
        let before = |original: &Original| BeforeView {
            when: ctx.t.date(original.rated_at.day()),
            parts: parts(ctx, &original.parts),
            words: lines(&original.words),
            answer: lines(&original.answer),
        };
        RatingView {
            href: format!("/contracts/{}", rating.contract),
            project: rating.project_title.clone(),
            by_default: rating.by_default,
            when: ctx.t.date(rating.rated_at.day()),
            parts: parts(ctx, &rating.parts),
            before: rating.original.as_ref().map(before),
            words: lines(&rating.words),
            answer: lines(&rating.answer),
            answered: (rating.answered_at.ms() > 0).then(|| ctx.t.date(rating.answered_at.day())),
        }
    }
}

#[derive(Template)]
#[template(path = "ratings/rating.html")]
struct RatingPage<'a> {
    ctx: &'a Ctx,
    contract_id: &'a str,
    title: &'a str,
    owner: &'a str,
    agency: &'a str,
    agency_id: &'a str,
    rating: Option<RatingView>,
    rate_before: Option<String>,
    answer_before: Option<String>,
    amend_before: Option<String>,
    form: &'a Form,
    answer_form: &'a Form,
}

/// The two forms of the page.
struct Forms {
    rating: Form,
    answer: Form,
}

impl Forms {
    fn blank(ctx: &Ctx) -> Forms {
        let mut rating = Form::blank(ctx.t, forms::RATING);
        forms::offer(&mut rating, ctx.t);
        Forms { rating, answer: Form::blank(ctx.t, forms::ANSWER) }
    }

    async fn shown(mut self, app: &App, ctx: &Ctx, (who, id): (&Identity, &str)) -> Result<HttpResponse> {
        let seen = doors::of_contract(app, Some(who), id.to_owned()).await?;
        if let (Some(rating), Some(_), false) = (&seen.rating, seen.amend_before, self.rating.has_errors()) {
            forms::fill(&mut self.rating, rating);
        }
        let page = self.page(ctx, &seen);
        let wrong = self.rating.has_errors() || self.answer.has_errors();
        Ok(if wrong { ctx.refused(&page) } else { ctx.ok(&page) })
    }

    fn page<'a>(&'a self, ctx: &'a Ctx, seen: &'a Seen) -> RatingPage<'a> {
        RatingPage {
            ctx,
            contract_id: &seen.contract.id,
            title: &seen.contract.title,
            owner: &seen.owner,
            agency: &seen.agency,
            agency_id: seen.contract.agency.as_str(),
            rating: seen.rating.as_ref().map(|rating| RatingView::of(ctx, rating)),
            rate_before: seen.rate_before.map(|due| ctx.t.moment(due)),
            answer_before: seen.answer_before.map(|due| ctx.t.moment(due)),
            amend_before: seen.amend_before.map(|due| ctx.t.moment(due)),
            form: &self.rating,
            answer_form: &self.answer,
        }
    }
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Maybe, id: web::Path<String>) -> Result<HttpResponse> {
    let blank = Forms::blank(&ctx);
    if let Some(who) = &who.0 {
        return blank.shown(&app, &ctx, (who, &id)).await;
    }
    kept::answer(&app, &ctx, &[Topic::Projects, Topic::Agencies], async || {
        let seen = doors::of_contract(&app, None, id.clone()).await?;
        kept::html(&blank.page(&ctx, &seen))
    })
    .await
}

/// The ledger knows a rating by its own id.
async fn moved(app: web::Data<App>, id: web::Path<String>) -> Result<HttpResponse> {
    let contract = doors::contract_of(&app, id.into_inner()).await?;
    Ok(see_other(&format!("/contracts/{contract}/rating"), None))
}

async fn rate(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut shown = Forms { rating: Form::submitted(ctx.t, forms::RATING, posted.0), ..Forms::blank(&ctx) };
    forms::offer(&mut shown.rating, ctx.t);
    if let Some(given) = forms::rating(&mut shown.rating) {
        match doors::rate(&app, &who, id.clone(), given).await {
            Ok(()) => return Ok(see_other(&format!("/contracts/{id}/rating"), Some("ratings-flash-rated"))),
            Err(error) => shown.rating.stays(error)?,
        }
    }
    shown.shown(&app, &ctx, (&who, &id)).await
}

async fn amend(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut shown = Forms { rating: Form::submitted(ctx.t, forms::RATING, posted.0), ..Forms::blank(&ctx) };
    forms::offer(&mut shown.rating, ctx.t);
    if let Some(given) = forms::rating(&mut shown.rating) {
        match doors::amend(&app, &who, id.clone(), given).await {
            Ok(()) => return Ok(see_other(&format!("/contracts/{id}/rating"), Some("ratings-flash-amended"))),
            Err(error) => shown.rating.stays(error)?,
        }
    }
    shown.shown(&app, &ctx, (&who, &id)).await
}

async fn answer(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut shown = Forms { answer: Form::submitted(ctx.t, forms::ANSWER, posted.0), ..Forms::blank(&ctx) };
    if let Some(words) = forms::answer(&mut shown.answer) {
        match doors::answer(&app, &who, id.clone(), words).await {
            Ok(()) => return Ok(see_other(&format!("/contracts/{id}/rating"), Some("ratings-flash-answered"))),
            Err(error) => shown.answer.stays(error)?,
        }
    }
    shown.shown(&app, &ctx, (&who, &id)).await
}

#[derive(Template)]
#[template(path = "ratings/list.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    id: &'a str,
    name: &'a str,
    total: i64,
    ratings: Vec<RatingView>,
    pager: Pager,
}

async fn list(app: web::Data<App>, ctx: Ctx, id: web::Path<String>, asked: web::Query<Leaf>) -> Result<HttpResponse> {
    kept::answer(&app, &ctx, &[Topic::Agencies], async || {
        let page = asked.page();
        let (name, rows, total) = doors::of_agency(&app, id.clone(), page).await?;
        let ratings = rows.iter().map(|rating| RatingView::of(&ctx, rating)).collect();
        let pager = ctx.pager(page, (total + store::PAGE - 1) / store::PAGE, &format!("/agencies/{id}/ratings"));
        let page = ListPage { ctx: &ctx, id: &id, name: &name, total, ratings, pager };
        kept::html(&page)
    })
    .await
}
