//! The JSON door: who a token acts as, the tokens of oneself, and the members of one's organisation.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::pages::change_of;
use super::{forms, service, store};
use crate::app::App;
use crate::error::Result;
use crate::platform::api::Body;
use crate::platform::auth::{AccountId, Acting, Manager, SignedIn};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

mod office;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(
    me,
    tokens,
    revoke,
    members,
    invite,
    change,
    office::officers,
    office::invite,
    office::change,
    office::jobs,
    office::start,
    office::calendar,
    office::add_year
))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/me", me).get("/api/v1/me/tokens", tokens).delete("/api/v1/me/tokens/{id}", revoke);
    r.get("/api/v1/members", members).post("/api/v1/members", invite);
    r.post("/api/v1/members/{id}/{change}", change);
    r.get("/api/v1/officers", office::officers).post("/api/v1/officers", office::invite);
    r.post("/api/v1/officers/{id}/{change}", office::change);
    r.get("/api/v1/jobs", office::jobs).post("/api/v1/jobs/{id}/start", office::start);
    r.get("/api/v1/calendar", office::calendar).post("/api/v1/calendar", office::add_year);
}

/// Who a token acts as.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Me {
    id: String,
    name: String,
    /// `owner`, `agency`, `operator`, `credit-officer`, `supervisor` or `administrator`.
    role: String,
    /// `manager` or `clerk`.
    rank: String,
    organisation: String,
    organisation_name: String,
    /// `zh-CN` or `en`.
    language: String,
}

/// Whom this token acts as.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/me", tag = "account", responses((status = 200, body = Me), (status = 401))))]
async fn me(who: Acting<SignedIn>) -> HttpResponse {
    HttpResponse::Ok().json(Me {
        id: who.account.to_string(),
        name: who.name.clone(),
        role: who.role.to_string(),
        rank: who.rank.to_string(),
        organisation: who.org.to_string(),
        organisation_name: who.org_name.clone(),
        language: who.lang.to_string(),
    })
}

/// A token, without what proves it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct TokenBody {
    id: String,
    name: String,
    /// `read`, `write`.
    scopes: Vec<String>,
    /// Milliseconds.
    created_at: i64,
    expires_at: i64,
}

/// One's own tokens that were not revoked.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/me/tokens", tag = "account", responses((status = 200, body = [TokenBody]), (status = 401))))]
async fn tokens(app: web::Data<App>, who: Acting<SignedIn>) -> Result<HttpResponse> {
    let id = who.account.clone();
    let found = app.db.read(move |conn| store::tokens(conn, &id)).await?;
    let body = |token: store::Token| TokenBody {
        scopes: token.scopes.split_whitespace().map(str::to_owned).collect(),
        id: token.id,
        name: token.name,
        created_at: token.created_at,
        expires_at: token.expires_at,
    };
    Ok(HttpResponse::Ok().json(found.into_iter().map(body).collect::<Vec<_>>()))
}

/// Revokes one of one's own tokens, at once.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/me/tokens/{id}", tag = "account", params(("id" = String, Path)), responses((status = 204), (status = 404))))]
async fn revoke(app: web::Data<App>, who: Acting<SignedIn>, id: web::Path<String>) -> Result<HttpResponse> {
    service::revoke_token(&app, who.identity(), id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A member of an organisation.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Member {
    id: String,
    name: String,
    email: String,
    rank: String,
    /// `invited`, `active` or `disabled`.
    state: String,
}

/// The members of the manager's own organisation.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/members", tag = "account", responses((status = 200, body = [Member]), (status = 403))))]
async fn members(app: web::Data<App>, who: Acting<Manager>) -> Result<HttpResponse> {
    let org = who.org.clone();
    let found = app.db.read(move |conn| store::of_org(conn, &org)).await?;
    let body = |account: store::Account| Member {
        id: account.id.0,
        name: account.name,
        email: account.email,
        rank: account.rank.to_string(),
        state: account.state.to_string(),
    };
    Ok(HttpResponse::Ok().json(found.into_iter().map(body).collect::<Vec<_>>()))
}

/// A member to be invited.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Invitation {
    name: String,
    email: String,
    #[serde(default)]
    phone: String,
    /// `manager` or `clerk`.
    rank: String,
}

/// What was made.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Made {
    id: String,
}

/// Invites a member, who gets a link by mail.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/members", tag = "account", request_body = Invitation, responses((status = 201, body = Made), (status = 422))))]
async fn invite(app: web::Data<App>, ctx: Ctx, who: Acting<Manager>, body: Body<Invitation>) -> Result<HttpResponse> {
    let Invitation { name, email, phone, rank } = body.0;
    let pairs = [("name", &*name), ("email", &*email), ("phone", &*phone), ("rank", &*rank)];
    let mut form = Form::submitted(ctx.t, forms::MEMBER, Fields::from_pairs(pairs));
    forms::offer_ranks(&mut form, ctx.t);
    let new = forms::member(&mut form).ok_or_else(|| form.as_error())?;
    let id = service::invite_member(&app, &who, new).await?;
    Ok(HttpResponse::Created().json(Made { id: id.0 }))
}

/// Changes a member: `disable`, `enable`, `promote`, `demote` or `invite-again`.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/members/{id}/{change}", tag = "account", params(("id" = String, Path), ("change" = String, Path)), responses((status = 204), (status = 404), (status = 409))))]
async fn change(app: web::Data<App>, who: Acting<Manager>, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    let (id, word) = path.into_inner();
    service::change_account(&app, who.identity(), AccountId(id), change_of(&word)?).await?;
    Ok(HttpResponse::NoContent().finish())
}
