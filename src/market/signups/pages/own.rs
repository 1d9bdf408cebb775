//! An agency's own sign-ups: the list, the receipt, and withdrawing.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::signup::SignupState;
use crate::error::Result;
use crate::market::projects::Listed;
use crate::market::projects::words;
use crate::market::signups::doors::{self, Receipt};
use crate::market::signups::receipt::ReceiptFile;
use crate::market::signups::store::{PAGE, Signup};
use crate::platform::auth::{Acting, Agency, Posted};
use crate::platform::page::{self, Ctx, Markup, Pager};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/agency/signups", list).get("/signups/{id}", show).get("/signups/{id}/receipt", file).post("/signups/{id}/withdraw", withdraw);
}

/// Where a sign-up is, as sign and word.
fn state(ctx: &Ctx, signup: &Signup) -> Markup {
    match signup.state {
        SignupState::Withdrawn => ctx.state("", "cross", ctx.t("signup-state-withdrawn")),
        SignupState::Carried => ctx.state("", "arrow", ctx.t("signup-state-carried")),
        SignupState::Active => match signup.outcome.as_str() {
            "" => ctx.state("", "lock", ctx.t("signup-state-active")),
            "winner" => ctx.draw_state(5, ctx.t("signup-outcome-winner")),
            "out" => ctx.state("bad", "barred", ctx.t("signup-outcome-out")),
            other => ctx.state("", "check", ctx.word("signup-outcome", other)),
        },
    }
}

struct Row {
    href: String,
    title: String,
    number: String,
    received: String,
    state: Markup,
    project_state: Markup,
}

impl Row {
    fn of(ctx: &Ctx, (signup, project): &(Signup, Listed)) -> Row {
        Row {
            href: format!("/signups/{}", signup.id),
            title: project.title.clone(),
            number: project.number.clone(),
            received: ctx.t.short_at(signup.received_at),
            state: state(ctx, signup),
            project_state: words::state(ctx, project.state),
        }
    }
}

#[derive(Template)]
#[template(path = "signups/list.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    rows: Vec<Row>,
    total: i64,
    pager: Pager,
}

/// The page asked for.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    page: String,
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, asked: web::Query<Asked>) -> Result<HttpResponse> {
    let at: i64 = asked.page.parse().unwrap_or(1).clamp(1, 100_000);
    let (own, total) = doors::own(&app, &who, at).await?;
    let rows = own.iter().map(|one| Row::of(&ctx, one)).collect();
    Ok(ctx.ok(&ListPage { ctx: &ctx, rows, total, pager: ctx.pager(at, (total + PAGE - 1) / PAGE, "/agency/signups") }))
}

impl Receipt {
    /// Where the sign-up lies in the log, in words.
    fn log_place(&self, ctx: &Ctx) -> String {
        let place = self.opening.index.and_then(|index| i64::try_from(index).ok());
        place.map_or_else(|| ctx.t("projects-log-pending"), |index| ctx.n("projects-log-entry", index))
    }
}

#[derive(Template)]
#[template(path = "signups/receipt.html")]
struct ReceiptPage<'a> {
    ctx: &'a Ctx,
    receipt: &'a Receipt,
    state: Markup,
    received: String,
    closes: String,
    reason: Option<String>,
    /// Why the project came to its end without a contract, with its state's word.
    ended: Option<(String, String)>,
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    let receipt = doors::receipt(&app, &who, id.into_inner()).await?;
    let signup = &receipt.signup;
    Ok(ctx.ok(&ReceiptPage {
        ctx: &ctx,
        state: state(&ctx, signup),
        received: ctx.t.moment(signup.received_at),
        closes: ctx.t.when(receipt.project.closes_at),
        reason: (signup.outcome == "out").then(|| ctx.word("signup-out", &signup.outcome_reason)),
        ended: words::end_reason(ctx.t, &receipt.project).map(|reason| (ctx.word("projects-ended", receipt.project.state), reason)),
        receipt: &receipt,
    }))
}

/// The receipt as a file: everything needed to prove the sign-up, and to find oneself in the published draw.
async fn file(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    let receipt = doors::receipt(&app, &who, id.into_inner()).await?;
    let name = format!("attachment; filename=\"receipt-{}-{}.json\"", receipt.project.number, &receipt.signup.label[2..10]);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_DISPOSITION, name))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .json(ReceiptFile::of(&receipt)))
}

async fn withdraw(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    let signup = doors::withdraw(&app, &who, id.into_inner()).await?;
    Ok(page::see_other(&format!("/signups/{}", signup.id), Some("signups-flash-withdrawn")))
}
