//! The JSON door: the pool for operators, invitations for experts.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::doors;
use super::forms;
use super::store::pool::{PoolExpert, Sought};
use super::store::seats::Seat;
use crate::app::App;
use crate::domain::expert::ExpertId;
use crate::error::Result;
use crate::platform::api::{Body, Query};
use crate::platform::auth::{Acting, Expert, Operator};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::{Ctx, Leaf};
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(list, add, one, change, rest, invitations, answer))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/experts", list).post("/api/v1/experts", add);
    r.get("/api/v1/experts/{id}", one).post("/api/v1/experts/{id}", change).post("/api/v1/experts/{id}/{change}", rest);
    r.get("/api/v1/expert/invitations", invitations).post("/api/v1/expert/invitations/{id}", answer);
}

/// A former employer with the last day there, `2024-03-01`.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct FormerBody {
    name: String,
    until: String,
}

/// What is known of an expert.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct ProfileBody {
    title: String,
    employer: String,
    #[serde(default)]
    employer_code: String,
    /// Three at most.
    #[serde(default)]
    former: Vec<FormerBody>,
    /// People and organisations it must not judge.
    #[serde(default)]
    kin: Vec<String>,
    /// Codes of service items.
    items: Vec<String>,
}

impl ProfileBody {
    fn pairs(self) -> Vec<(String, String)> {
        let mut pairs = vec![
            ("title".to_owned(), self.title),
            ("employer".to_owned(), self.employer),
            ("employer_code".to_owned(), self.employer_code),
            ("kin".to_owned(), self.kin.join("\n")),
        ];
        pairs.extend(self.items.into_iter().map(|item| ("items".to_owned(), item)));
        for (n, former) in (1..).zip(self.former) {
            pairs.extend([(format!("former_{n}"), former.name), (format!("until_{n}"), former.until)]);
        }
        pairs
    }
}

/// Somebody to be taken into the pool.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct NewExpertBody {
    name: String,
    email: String,
    profile: ProfileBody,
}

/// An expert of the pool.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ExpertBody {
    id: String,
    number: String,
    name: String,
    email: String,
    /// `active`, `resting` or `left`.
    state: &'static str,
    profile: ProfileBody,
}

impl ExpertBody {
    fn of(expert: PoolExpert) -> ExpertBody {
        let profile = expert.profile;
        ExpertBody {
            id: expert.id.0,
            number: expert.number,
            name: expert.name,
            email: expert.email,
            state: expert.state.as_str(),
            profile: ProfileBody {
                title: profile.title,
                employer: profile.employer.name,
                employer_code: profile.employer.uscc,
                former: profile.former.into_iter().map(|one| FormerBody { name: one.name, until: one.until.to_string() }).collect(),
                kin: profile.kin,
                items: profile.items,
            },
        }
    }
}

/// The id of what was made.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct MadeExpert {
    id: String,
}

/// The pool without those who have left, fifty a page.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/experts", tag = "experts", params(("page" = Option<i64>, Query)), responses((status = 200, body = Vec<ExpertBody>))))]
async fn list(app: web::Data<App>, _who: Acting<Operator>, Query(asked): Query<Leaf>) -> Result<HttpResponse> {
    let (found, _) = doors::page(&app, Sought { state: None, page: asked.page() }).await?;
    Ok(HttpResponse::Ok().json(found.into_iter().map(ExpertBody::of).collect::<Vec<_>>()))
}

/// Takes somebody into the pool, who gets a link by mail.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/experts", tag = "experts", request_body = NewExpertBody, responses((status = 201, body = MadeExpert), (status = 422))))]
async fn add(app: web::Data<App>, ctx: Ctx, who: Acting<Operator>, body: Body<NewExpertBody>) -> Result<HttpResponse> {
    let NewExpertBody { name, email, profile } = body.0;
    let person = [("name".to_owned(), name), ("email".to_owned(), email)];
    let mut form = forms::submitted(ctx.t, true, Fields::from_pairs(person.into_iter().chain(profile.pairs())));
    let new = forms::new_expert(&mut form).ok_or_else(|| form.as_error())?;
    let id = doors::add(&app, &who, new).await?;
    Ok(HttpResponse::Created().json(MadeExpert { id: id.0 }))
}

/// One expert.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/experts/{id}", tag = "experts", params(("id" = String, Path)), responses((status = 200, body = ExpertBody), (status = 404))))]
async fn one(app: web::Data<App>, _who: Acting<Operator>, id: web::Path<ExpertId>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(ExpertBody::of(doors::one(&app, id.into_inner()).await?)))
}

/// What is known of an expert, anew.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/experts/{id}", tag = "experts", params(("id" = String, Path)), request_body = ProfileBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn change(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Operator>,
    id: web::Path<ExpertId>,
    body: Body<ProfileBody>,
) -> Result<HttpResponse> {
    let mut form = forms::submitted(ctx.t, false, Fields::from_pairs(body.0.pairs()));
    let profile = forms::profile(&mut form).ok_or_else(|| form.as_error())?;
    doors::change(&app, &who, (id.into_inner(), profile)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `rest`, `return` or `leave`.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/experts/{id}/{change}", tag = "experts", params(("id" = String, Path), ("change" = String, Path)), responses((status = 204), (status = 404), (status = 409))))]
async fn rest(app: web::Data<App>, who: Acting<Operator>, path: web::Path<(ExpertId, String)>) -> Result<HttpResponse> {
    let (id, word) = path.into_inner();
    doors::rest(&app, &who, (id, &word)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A seat one was asked for.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct SeatBody {
    id: String,
    project: String,
    /// `invited`, `accepted`, `declined`, `conflict`, `silent`, `recused` or `absent`.
    state: &'static str,
    /// The first instant that is too late.
    answer_before: String,
}

/// One's own invitations, the latest first.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/expert/invitations", tag = "experts", responses((status = 200, body = Vec<SeatBody>))))]
async fn invitations(app: web::Data<App>, who: Acting<Expert>) -> Result<HttpResponse> {
    let body = |(title, seat): (String, Seat)| SeatBody {
        id: seat.id,
        project: title,
        state: seat.state.as_str(),
        answer_before: seat.due_at.wire(),
    };
    Ok(HttpResponse::Ok().json(doors::own(&app, &who).await?.into_iter().map(body).collect::<Vec<_>>()))
}

/// An answer to an invitation.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct InvitationAnswer {
    /// `accept`, `decline` or `conflict`.
    answer: String,
    /// With a conflict: what it is.
    #[serde(default)]
    reason: String,
}

/// Answers an invitation.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/expert/invitations/{id}", tag = "experts", params(("id" = String, Path)), request_body = InvitationAnswer, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn answer(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Expert>,
    id: web::Path<String>,
    body: Body<InvitationAnswer>,
) -> Result<HttpResponse> {
    let fields = Fields::from_pairs([("answer", body.0.answer), ("reason", body.0.reason)]);
    let mut form = Form::submitted(ctx.t, forms::ANSWER, fields);
    forms::offer_answers(&mut form, ctx.t);
    let answer = forms::answer(&mut form, ctx.t).ok_or_else(|| form.as_error())?;
    doors::answer(&app, &who, (id.into_inner(), answer)).await?;
    Ok(HttpResponse::NoContent().finish())
}
