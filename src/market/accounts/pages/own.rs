//! Oneself: contact and language, sessions, the mails one was sent, access tokens.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::accounts::{forms, service, store};
use crate::platform::auth::session::{Credential, Lifetimes};
use crate::platform::auth::{Acting, Posted, SignedIn};
use crate::platform::forms::Form;
use crate::platform::keys::sha256_hex;
use crate::platform::page::{Ctx, Pager, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/account", show).post("/account", change);
    r.post("/account/sessions/end", end_others).post("/account/sessions/{id}/end", end_one);
    r.get("/account/mails", mails);
    r.get("/account/tokens", tokens).post("/account/tokens", create);
    r.post("/account/tokens/{id}/revoke", revoke);
}

struct SessionLine {
    /// Names the session in the form that ends it; the hash of a token opens nothing.
    id: String,
    /// The one this page is read in.
    own: bool,
    device: String,
    since: String,
    seen: String,
}

#[derive(Template)]
#[template(path = "accounts/own.html")]
struct OwnPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    email: String,
    role: String,
    org: String,
    factor: bool,
    manages: bool,
    sessions: Vec<SessionLine>,
}

async fn own<'a>(app: &App, ctx: &'a Ctx, who: &Acting<SignedIn>, form: &'a Form) -> Result<OwnPage<'a>> {
    let (id, now, lifetimes) = (who.account.clone(), ctx.now, Lifetimes::of(&app.config.security));
    let live = (now, now.plus(-lifetimes.idle));
    let (account, sessions) = app.db.read(move |conn| Ok((store::account(conn, &id)?, store::sessions_of(conn, &id, live)?))).await?;
    let this = session_of(who);
    let line = |session: store::Session| SessionLine {
        own: session.token_hash == this,
        id: session.token_hash,
        since: ctx.t.moment(Instant(session.created_at)),
        seen: ctx.t.moment(Instant(session.seen_at)),
        device: session.device,
    };
    Ok(OwnPage {
        ctx,
        form,
        email: account.email,
        role: ctx.word("role", who.role),
        org: who.org_name.clone(),
        factor: account.totp_secret.is_some(),
        manages: who.role.trades() && who.rank.may_manage_members(),
        sessions: sessions.into_iter().map(line).collect(),
    })
}

/// The name of the session a request came in.
fn session_of(who: &Acting<SignedIn>) -> String {
    match &who.by {
        Credential::Session { token, .. } => sha256_hex(token.as_bytes()),
        Credential::Token { .. } => String::new(),
    }
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<SignedIn>) -> Result<HttpResponse> {
    let id = who.account.clone();
    let account = app.db.read(move |conn| store::account(conn, &id)).await?;
    let mut form = Form::blank(ctx.t, forms::CONTACT);
    forms::offer_langs(&mut form);
    form.set("name", &account.name).set("phone", &account.phone).set("lang", account.lang);
    Ok(ctx.ok(&own(&app, &ctx, &who, &form).await?))
}

async fn change(app: web::Data<App>, ctx: Ctx, who: Acting<SignedIn>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::CONTACT, posted.0);
    forms::offer_langs(&mut form);
    let Some((name, phone, lang)) = forms::contact(&mut form) else { return Ok(ctx.refused(&own(&app, &ctx, &who, &form).await?)) };
    service::change_contact(&app, who.identity(), name, phone, lang).await?;
    let mut answer = see_other("/account", Some("accounts-flash-saved"));
    answer.add_cookie(&lang.cookie()).map_err(|e| crate::error::Error::internal(format!("setting a cookie: {e}")))?;
    Ok(answer)
}

async fn end_others(app: web::Data<App>, who: Acting<SignedIn>, _posted: Posted) -> Result<HttpResponse> {
    service::end_other_sessions(&app, who.identity()).await?;
    Ok(see_other("/account", Some("accounts-flash-sessions-ended")))
}

async fn end_one(app: web::Data<App>, who: Acting<SignedIn>, id: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    service::end_own_session(&app, who.identity(), id.into_inner()).await?;
    Ok(see_other("/account", Some("accounts-flash-sessions-ended")))
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    page: i64,
}

struct MailLine {
    subject: String,
    sent: String,
    paragraphs: Vec<String>,
}

#[derive(Template)]
#[template(path = "accounts/mails.html")]
struct MailsPage<'a> {
    ctx: &'a Ctx,
    mails: Vec<MailLine>,
    pager: Pager,
}

/// Mails on a page.
const MAILS: i64 = 20;

async fn mails(app: web::Data<App>, ctx: Ctx, who: Acting<SignedIn>, query: web::Query<Page>) -> Result<HttpResponse> {
    let (id, page) = (who.account.clone(), query.page.clamp(1, 10_000));
    let (mails, total) = app.db.read(move |conn| store::mails_to(conn, &id, (page - 1) * MAILS, MAILS)).await?;
    let line = |mail: store::SentMail| MailLine {
        sent: ctx.t.moment(Instant(mail.sent_at)),
        paragraphs: mail.body.split("\n\n").map(str::to_owned).collect(),
        subject: mail.subject,
    };
    let pager = ctx.pager(page, (total + MAILS - 1) / MAILS, "/account/mails");
    Ok(ctx.ok(&MailsPage { ctx: &ctx, mails: mails.into_iter().map(line).collect(), pager }))
}

struct TokenLine {
    id: String,
    name: String,
    scope: String,
    made: String,
    ends: String,
}

#[derive(Template)]
#[template(path = "accounts/tokens.html")]
struct TokensPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    /// The new token, shown this once.
    fresh: Option<String>,
    tokens: Vec<TokenLine>,
}

async fn tokens_page<'a>(
    app: &App,
    ctx: &'a Ctx,
    who: &Acting<SignedIn>,
    (form, fresh): (&'a Form, Option<String>),
) -> Result<TokensPage<'a>> {
    let id = who.account.clone();
    let tokens = app.db.read(move |conn| store::tokens(conn, &id)).await?;
    let line = |token: store::Token| TokenLine {
        scope: ctx.word("accounts-scope", if token.scopes.contains("write") { "write" } else { "read" }),
        made: ctx.t.short_at(Instant(token.created_at)),
        ends: ctx.t.date(Instant(token.expires_at).day()),
        id: token.id,
        name: token.name,
    };
    Ok(TokensPage { ctx, form, fresh, tokens: tokens.into_iter().map(line).collect() })
}

fn blank_token(ctx: &Ctx) -> Form {
    let mut form = Form::blank(ctx.t, forms::TOKEN);
    forms::offer_scopes(&mut form, ctx.t);
    form.set("days", 90).set("scope", "read");
    form
}

async fn tokens(app: web::Data<App>, ctx: Ctx, who: Acting<SignedIn>) -> Result<HttpResponse> {
    let form = blank_token(&ctx);
    Ok(ctx.ok(&tokens_page(&app, &ctx, &who, (&form, None)).await?))
}

/// Not redirected: the token is on this answer and nowhere else.
async fn create(app: web::Data<App>, ctx: Ctx, who: Acting<SignedIn>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::TOKEN, posted.0);
    forms::offer_scopes(&mut form, ctx.t);
    let Some((name, writes, days)) = forms::token(&mut form) else {
        return Ok(ctx.refused(&tokens_page(&app, &ctx, &who, (&form, None)).await?));
    };
    let fresh = service::create_token(&app, who.identity(), name, writes, days).await?;
    let form = blank_token(&ctx);
    Ok(ctx.ok(&tokens_page(&app, &ctx, &who, (&form, Some(fresh))).await?))
}

async fn revoke(app: web::Data<App>, who: Acting<SignedIn>, id: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    service::revoke_token(&app, who.identity(), id.into_inner()).await?;
    Ok(see_other("/account/tokens", Some("accounts-flash-token-revoked")))
}
