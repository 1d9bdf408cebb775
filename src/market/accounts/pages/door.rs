//! The door: signing in and out, one-time links, a forgotten password, registration.

use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::Sheet;
use crate::app::App;
use crate::domain::account::LinkPurpose;
use crate::domain::text::PersonName;
use crate::error::{Error, Result};
use crate::market::accounts::service::{self, Outcome};
use crate::market::accounts::{forms, store};
use crate::platform::auth::session::{PLAIN_COOKIE, SECURE_COOKIE};
use crate::platform::auth::{Acting, Posted, SignedIn};
use crate::platform::forms::Form;
use crate::platform::i18n::local_path;
use crate::platform::page::{Ctx, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/sign-in", ask).post("/sign-in", sign_in);
    r.post("/sign-out", sign_out);
    r.get("/password/forgot", ask_forgot).post("/password/forgot", forgot);
    r.get("/link/{token}", ask_link).post("/link/{token}", use_link);
    r.get("/register", ask_register).post("/register", register);
}

const SIGN_IN: Sheet<'static> = Sheet {
    key: "accounts-sign-in",
    action: "/sign-in",
    links: &[("/password/forgot", "accounts-forgot-title"), ("/register", "accounts-register-title")],
};
const FORGOT: Sheet<'static> =
    Sheet { key: "accounts-forgot", action: "/password/forgot", links: &[("/sign-in", "accounts-sign-in-title")] };
const REGISTER: Sheet<'static> = Sheet { key: "accounts-register", action: "/register", links: &[("/sign-in", "accounts-sign-in-title")] };

/// The page somebody wanted before they had to stop at the door.
#[derive(Deserialize)]
pub(super) struct To {
    #[serde(default)]
    to: String,
}

impl To {
    /// That page if it is one of ours, else the work list.
    pub(super) fn page(&self) -> &str {
        local_path(&self.to).unwrap_or("/desk")
    }
}

async fn ask(ctx: Ctx, query: web::Query<To>) -> HttpResponse {
    let mut form = Form::blank(ctx.t, forms::SIGN_IN);
    form.set("to", query.page());
    SIGN_IN.show(&ctx, &form)
}

async fn sign_in(request: HttpRequest, app: web::Data<App>, ctx: Ctx, posted: Posted) -> Result<HttpResponse> {
    app.limits.sign_in(&request, &app.config.server)?;
    let mut form = Form::submitted(ctx.t, forms::SIGN_IN, posted.0);
    let (email, password) = (form.text("email"), form.secret("password"));
    if form.has_errors() {
        return Ok(SIGN_IN.show(&ctx, &form));
    }
    let device = device_of(&request);
    match service::sign_in(&app, &email, password, &device).await {
        Err(e) => SIGN_IN.again(&ctx, form, e),
        Ok(signed) => {
            let to = match signed.second_factor {
                Outcome::NotAsked => local_path(form.value("to")).unwrap_or("/desk").to_owned(),
                Outcome::Ask => format!("/sign-in/second-factor?to={}", encoded(form.value("to"))),
                Outcome::SetUp => "/account/second-factor".to_owned(),
            };
            let mut answer = see_other(&to, None);
            add(&mut answer, &session_cookie(&app, signed.token))?;
            add(&mut answer, &signed.lang.cookie())?;
            Ok(answer)
        }
    }
}

fn encoded(page: &str) -> String {
    url::form_urlencoded::byte_serialize(page.as_bytes()).collect()
}

fn add(answer: &mut HttpResponse, cookie: &Cookie<'_>) -> Result<()> {
    answer.add_cookie(cookie).map_err(|e| Error::internal(format!("setting a cookie: {e}")))
}

/// Browser and system in a few words, for the list of one's own sessions.
fn device_of(request: &HttpRequest) -> String {
    let agent = request.headers().get("user-agent").and_then(|value| value.to_str().ok()).unwrap_or_default();
    agent.chars().filter(|c| !c.is_control()).take(120).collect()
}

fn session_cookie(app: &App, token: String) -> Cookie<'static> {
    let secure = app.config.is_https();
    let name = if secure { SECURE_COOKIE } else { PLAIN_COOKIE };
    Cookie::build(name, token).path("/").http_only(true).secure(secure).same_site(SameSite::Lax).finish()
}

async fn sign_out(app: web::Data<App>, who: Acting<SignedIn>, _posted: Posted) -> Result<HttpResponse> {
    if let crate::platform::auth::session::Credential::Session { token, .. } = &who.by {
        service::end_session(&app, token.clone()).await?;
    }
    let mut answer = see_other("/", Some("accounts-flash-signed-out"));
    let mut gone = session_cookie(&app, String::new());
    gone.set_max_age(time::Duration::ZERO);
    add(&mut answer, &gone)?;
    Ok(answer)
}

async fn ask_forgot(ctx: Ctx) -> HttpResponse {
    FORGOT.show(&ctx, &Form::blank(ctx.t, forms::FORGOT))
}

async fn forgot(request: HttpRequest, app: web::Data<App>, ctx: Ctx, posted: Posted) -> Result<HttpResponse> {
    app.limits.sign_in(&request, &app.config.server)?;
    let mut form = Form::submitted(ctx.t, forms::FORGOT, posted.0);
    let Some(email) = form.email("email") else { return Ok(FORGOT.show(&ctx, &form)) };
    service::forgot(&app, email.as_str()).await?;
    Ok(see_other("/sign-in", Some("accounts-flash-forgot")))
}

fn link_sheet(purpose: LinkPurpose, action: &str) -> Sheet<'_> {
    let key = match purpose {
        LinkPurpose::Invite => "accounts-link-invite",
        LinkPurpose::Reset => "accounts-link-reset",
        LinkPurpose::First => "accounts-link-first",
    };
    Sheet { key, action, links: &[] }
}

async fn purpose_of(app: &App, token: &str) -> Result<LinkPurpose> {
    let (now, token) = (app.clock.now(), token.to_owned());
    let link = app.db.read(move |conn| store::live_link(conn, now, &token)).await?;
    link.map(|link| link.purpose).ok_or_else(|| Error::Refused(crate::error::Say::new("accounts-link-gone")))
}

async fn ask_link(app: web::Data<App>, ctx: Ctx, token: web::Path<String>) -> Result<HttpResponse> {
    let purpose = purpose_of(&app, &token).await?;
    let fields = if purpose == LinkPurpose::First { forms::FIRST } else { forms::SET_PASSWORD };
    let action = format!("/link/{token}");
    let mut answer = link_sheet(purpose, &action).show(&ctx, &Form::blank(ctx.t, fields));
    // The address is a secret until it is used: it goes to no other site and into no cache.
    answer.headers_mut().insert(actix_web::http::header::REFERRER_POLICY, actix_web::http::header::HeaderValue::from_static("no-referrer"));
    answer.headers_mut().insert(actix_web::http::header::CACHE_CONTROL, actix_web::http::header::HeaderValue::from_static("no-store"));
    Ok(answer)
}

async fn use_link(
    request: HttpRequest,
    app: web::Data<App>,
    ctx: Ctx,
    (token, posted): (web::Path<String>, Posted),
) -> Result<HttpResponse> {
    app.limits.sign_in(&request, &app.config.server)?;
    let purpose = purpose_of(&app, &token).await?;
    let action = format!("/link/{token}");
    let first = purpose == LinkPurpose::First;
    let mut form = Form::submitted(ctx.t, if first { forms::FIRST } else { forms::SET_PASSWORD }, posted.0);
    let person = if first { form.email("email").zip(form.get("name", PersonName::parse)) } else { None };
    let password = form.secret("password");
    if form.has_errors() {
        return Ok(link_sheet(purpose, &action).show(&ctx, &form));
    }
    match service::use_link(&app, &token, password, person).await {
        Err(e) => link_sheet(purpose, &action).again(&ctx, form, e),
        Ok(_) => Ok(see_other("/sign-in", Some("accounts-flash-password-set"))),
    }
}

async fn ask_register(ctx: Ctx) -> HttpResponse {
    let mut form = Form::blank(ctx.t, forms::REGISTER);
    forms::offer_kinds(&mut form, ctx.t);
    REGISTER.show(&ctx, &form)
}

async fn register(request: HttpRequest, app: web::Data<App>, ctx: Ctx, posted: Posted) -> Result<HttpResponse> {
    app.limits.sign_in(&request, &app.config.server)?;
    let mut form = Form::submitted(ctx.t, forms::REGISTER, posted.0);
    forms::offer_kinds(&mut form, ctx.t);
    let Some((kind, name, email, person, phone)) = forms::registration(&mut form) else { return Ok(REGISTER.show(&ctx, &form)) };
    service::register(&app, kind, name, (email, person, phone, ctx.t.lang)).await?;
    Ok(see_other("/sign-in", Some("accounts-flash-registered")))
}
