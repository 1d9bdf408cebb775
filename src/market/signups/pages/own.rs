//! An agency's own sign-ups: the list, the receipt, and withdrawing.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::draw::{Hash32, Secret};
use crate::domain::project::ProjectState;
use crate::domain::signup::SignupState;
use crate::error::Result;
use crate::market::projects::Listed;
use crate::market::projects::words;
use crate::market::signups::commit::Promise;
use crate::market::signups::doors::{self, Receipt};
use crate::market::signups::receipt::SignupReceipt;
use crate::market::signups::store::{PAGE, Signup};
use crate::platform::auth::{Acting, Agency, Posted};
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::i18n::T;
use crate::platform::page::{self, Ctx, Leaf, Markup, Pager};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/agency/signups", list).get("/signups/{id}", show).get("/signups/{id}/receipt", file).post("/signups/{id}/withdraw", withdraw);
    r.post("/signups/{id}/commitment", commit);
}

/// Where a sign-up is, as sign and word.
fn state(ctx: &Ctx, signup: &Signup) -> Markup {
    match signup.state {
        SignupState::Withdrawn => ctx.state("", "cross", ctx.t("signup-state-withdrawn")),
        SignupState::Carried => ctx.state("", "arrow", ctx.t("signup-state-carried")),
        SignupState::LeftOut => ctx.state("", "cross", ctx.t("signup-state-left-out")),
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

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, asked: web::Query<Leaf>) -> Result<HttpResponse> {
    let at: i64 = asked.page();
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
    /// The form for a secret of its own, where the draw still takes one.
    commit: Option<&'a Form>,
    /// Whether it comes with a sealed quote.
    brings_quote: bool,
    /// Whether those drawn negotiate with the owner.
    negotiates: bool,
    /// Whether the agency has something to reveal, and a list to reveal under.
    to_reveal: bool,
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    let receipt = doors::receipt(&app, &who, id.into_inner()).await?;
    let form = blank(&ctx);
    Ok(ctx.ok(&receipt_page(&app, &ctx, (&receipt, &form))))
}

fn receipt_page<'a>(app: &App, ctx: &'a Ctx, (receipt, form): (&'a Receipt, &'a Form)) -> ReceiptPage<'a> {
    let signup = &receipt.signup;
    ReceiptPage {
        commit: receipt.may_commit.then_some(form),
        to_reveal: signup.commitment != "-" && receipt.project.state == ProjectState::Drawing,
        brings_quote: doors::brings_quote(app, &receipt.project),
        negotiates: doors::negotiates(app, &receipt.project),
        ctx,
        state: state(ctx, signup),
        received: ctx.t.moment(signup.received_at),
        closes: ctx.t.when(receipt.project.closes_at),
        reason: (signup.outcome == "out").then(|| ctx.word("signup-out", &signup.outcome_reason)),
        ended: words::end_reason(ctx.t, &receipt.project).map(|reason| (ctx.word("projects-ended", receipt.project.state), reason)),
        receipt,
    }
}

/// A secret of one's own, or only its fingerprint.
const COMMIT: &[Field] =
    &[Field::radio("kind", "signups-commit-kind"), Field::code("hex", "signups-commit-hex").max(64).hint("signups-commit-hex-hint")];

fn offered(form: &mut Form, t: T) {
    form.offer("kind", ["commitment", "nonce"].iter().map(|kind| Choice::new(kind, t.word("signups-commit-kind", kind))).collect());
}

fn blank(ctx: &Ctx) -> Form {
    let mut form = Form::blank(ctx.t, COMMIT);
    offered(&mut form, ctx.t);
    form.set("kind", "commitment");
    form
}

fn promise(form: &mut Form, t: T) -> Option<Promise> {
    let kind = form.choice("kind", |word| Some(word.to_owned()));
    let secret = kind.as_deref() == Some("nonce");
    let promise = form.parsed("hex", |text| {
        let text = text.trim().to_ascii_lowercase();
        let promise = if secret { Secret::parse(&text).map(Promise::Secret) } else { Hash32::parse(&text).map(Promise::Commitment) };
        promise.ok_or_else(|| t.t("signups-commit-digits"))
    });
    form.accepted()?;
    promise
}

/// A commitment, or a secret to make one of.
async fn commit(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, COMMIT, posted.0);
    offered(&mut form, ctx.t);
    if let Some(promise) = promise(&mut form, ctx.t) {
        match doors::commit(&app, &who, (id.clone(), promise)).await {
            Ok(signup) => return Ok(page::see_other(&format!("/signups/{}", signup.id), Some("signups-flash-committed"))),
            Err(error) => form.refused_by(error)?,
        }
    }
    let receipt = doors::receipt(&app, &who, id.into_inner()).await?;
    Ok(ctx.refused(&receipt_page(&app, &ctx, (&receipt, &form))))
}

/// The receipt as a file: everything needed to prove the sign-up, and to find oneself in the published draw.
async fn file(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    let receipt = doors::receipt(&app, &who, id.into_inner()).await?;
    let name = format!("attachment; filename=\"receipt-{}-{}.json\"", receipt.project.number, &receipt.signup.label[2..10]);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_DISPOSITION, name))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .json(SignupReceipt::of(&receipt)))
}

async fn withdraw(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    let signup = doors::withdraw(&app, &who, id.into_inner()).await?;
    Ok(page::see_other(&format!("/signups/{}", signup.id), Some("signups-flash-withdrawn")))
}
