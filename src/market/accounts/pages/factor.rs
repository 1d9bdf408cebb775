//! The second factor: given after the password, and set up by those who have none.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::Sheet;
use super::door::To;
use crate::app::App;
use crate::error::{Error, Result};
use crate::market::accounts::service::{self, NewFactor};
use crate::market::accounts::{forms, store};
use crate::platform::auth::{Acting, Posted, SignedIn};
use crate::platform::forms::Form;
use crate::platform::i18n::local_path;
use crate::platform::page::{Ctx, Markup, qr, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/sign-in/second-factor", ask).post("/sign-in/second-factor", give);
    r.get(SET_UP, set_up).post(SET_UP, confirm);
}

/// Where a second factor is set up.
const SET_UP: &str = "/account/second-factor";
const GIVE: Sheet<'static> = Sheet { key: "accounts-factor", action: "/sign-in/second-factor", links: &[] };

async fn ask(app: web::Data<App>, ctx: Ctx, who: Acting<SignedIn>, query: web::Query<To>) -> Result<HttpResponse> {
    if account(&app, &who).await?.totp_secret.is_none() {
        return Ok(see_other(SET_UP, None));
    }
    let mut form = Form::blank(ctx.t, forms::CODE);
    form.set("to", query.page());
    Ok(GIVE.show(&ctx, &form))
}

async fn give(app: web::Data<App>, ctx: Ctx, who: Acting<SignedIn>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::CODE, posted.0);
    let code = form.text("code");
    if form.has_errors() {
        return Ok(GIVE.show(&ctx, &form));
    }
    match service::check_factor(&app, who.identity(), code).await {
        Err(e) => GIVE.again(&ctx, form, e),
        Ok(()) => Ok(see_other(local_path(form.value("to")).unwrap_or("/desk"), None)),
    }
}

#[derive(Template)]
#[template(path = "accounts/factor.html")]
struct SetUpPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    /// Whether one is set up already and would be replaced.
    replaces: bool,
    secret: String,
    qr: Markup,
}

#[derive(Template)]
#[template(path = "accounts/recovery.html")]
struct RecoveryPage<'a> {
    ctx: &'a Ctx,
    codes: Vec<String>,
}

async fn account(app: &App, who: &Acting<SignedIn>) -> Result<store::Account> {
    let id = who.account.clone();
    app.db.read(move |conn| store::account(conn, &id)).await
}

/// Who has a second factor may replace it only after giving it.
fn may_set_up(account: &store::Account, who: &Acting<SignedIn>) -> Result<()> {
    let given = matches!(&who.by, crate::platform::auth::session::Credential::Session { second_factor: true, .. });
    if account.totp_secret.is_some() && !given { Err(Error::NotFound) } else { Ok(()) }
}

fn page<'a>(ctx: &'a Ctx, form: &'a Form, factor: &NewFactor, replaces: bool) -> Result<SetUpPage<'a>> {
    Ok(SetUpPage { ctx, form, replaces, secret: grouped(&factor.secret), qr: qr(&factor.address, &ctx.t("accounts-factor-qr"))? })
}

fn grouped(secret: &str) -> String {
    secret.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

async fn set_up(app: web::Data<App>, ctx: Ctx, who: Acting<SignedIn>) -> Result<HttpResponse> {
    let account = account(&app, &who).await?;
    if may_set_up(&account, &who).is_err() {
        return Ok(see_other(&format!("{}?to={SET_UP}", GIVE.action), None));
    }
    let factor = service::new_factor(&app, &who, &account.email)?;
    let mut form = Form::blank(ctx.t, forms::CONFIRM_FACTOR);
    form.set("sealed", &factor.sealed);
    Ok(ctx.ok(&page(&ctx, &form, &factor, account.totp_secret.is_some())?))
}

async fn confirm(app: web::Data<App>, ctx: Ctx, who: Acting<SignedIn>, posted: Posted) -> Result<HttpResponse> {
    let account = account(&app, &who).await?;
    may_set_up(&account, &who)?;
    let mut form = Form::submitted(ctx.t, forms::CONFIRM_FACTOR, posted.0);
    let (code, sealed) = (form.text("code"), form.value("sealed").to_owned());
    let factor = service::show_secret(&app, &who, &account.email, &sealed)?;
    if !form.has_errors() {
        match service::confirm_factor(&app, who.identity(), sealed, code).await {
            Ok(codes) => return Ok(ctx.ok(&RecoveryPage { ctx: &ctx, codes })),
            Err(e) => form.refused_by(e)?,
        }
    }
    Ok(ctx.refused(&page(&ctx, &form, &factor, account.totp_secret.is_some())?))
}
