//! The JSON door to the administration: people of the offices, jobs in trouble, the working-day calendar.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::ToSchema;

use super::{Made, change_of};
use crate::app::App;
use crate::domain::calendar::YearTable;
use crate::error::{Error, Result};
use crate::market::accounts::{forms, service, store, year};
use crate::platform::api::Body;
use crate::platform::auth::{AccountId, Acting, Administrator, Staff};
use crate::platform::forms::{Fields, Form};
use crate::platform::outbox;
use crate::platform::page::Ctx;

/// Somebody of an office.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct OfficeMember {
    id: String,
    name: String,
    email: String,
    /// `operator`, `credit-officer`, `supervisor` or `administrator`.
    role: String,
    /// `invited`, `active` or `disabled`.
    state: String,
}

/// An officer to be invited.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OfficerInvitation {
    name: String,
    email: String,
    #[serde(default)]
    phone: String,
    role: String,
}

/// The people of the offices.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/officers", tag = "administration", responses((status = 200, body = Vec<OfficeMember>))))]
pub async fn officers(app: web::Data<App>, _who: Acting<Administrator>) -> Result<HttpResponse> {
    let found = app.db.read(|conn| match store::office(conn)? {
        Some(office) => store::of_org(conn, &office),
        None => Ok(Vec::new()),
    });
    let body = |account: store::Account| OfficeMember {
        id: account.id.0,
        name: account.name,
        email: account.email,
        role: account.role.to_string(),
        state: account.state.to_string(),
    };
    Ok(HttpResponse::Ok().json(found.await?.into_iter().map(body).collect::<Vec<_>>()))
}

/// Invites an officer, who gets a link by mail.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/officers", tag = "administration", request_body = OfficerInvitation, responses((status = 201, body = Made), (status = 422))))]
pub async fn invite(app: web::Data<App>, ctx: Ctx, who: Acting<Administrator>, body: Body<OfficerInvitation>) -> Result<HttpResponse> {
    let OfficerInvitation { name, email, phone, role } = body.0;
    let pairs = [("name", &*name), ("email", &*email), ("phone", &*phone), ("role", &*role)];
    let mut form = Form::submitted(ctx.t, forms::OFFICER, Fields::from_pairs(pairs));
    forms::offer_roles(&mut form, ctx.t);
    let new = forms::officer(&mut form).ok_or_else(|| form.as_error())?;
    let id = service::invite_officer(&app, &who, new).await?;
    Ok(HttpResponse::Created().json(Made { id: id.0 }))
}

/// Changes an officer: `disable`, `enable` or `invite-again`.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/officers/{id}/{change}", tag = "administration", params(("id" = String, Path), ("change" = String, Path)), responses((status = 204), (status = 404), (status = 409))))]
pub async fn change(app: web::Data<App>, who: Acting<Administrator>, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    let (id, word) = path.into_inner();
    service::change_account(&app, who.identity(), AccountId(id), change_of(&word)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A job that failed; never what or whom it is about.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct JobBody {
    id: String,
    kind: String,
    /// `waiting` to be tried again, or `failed` for good until somebody starts it.
    state: String,
    attempts: i64,
    created_at: String,
    error: String,
}

/// Jobs that failed at least once.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/jobs", tag = "administration", responses((status = 200, body = Vec<JobBody>))))]
pub async fn jobs(app: web::Data<App>, _who: Acting<Staff>) -> Result<HttpResponse> {
    let body = |trouble: outbox::Trouble| JobBody {
        created_at: trouble.created_at.wire(),
        id: trouble.id,
        kind: trouble.kind,
        state: trouble.state,
        attempts: trouble.attempts,
        error: trouble.error,
    };
    let troubles = app.db.read(|conn| outbox::troubles(conn, 200)).await?;
    Ok(HttpResponse::Ok().json(troubles.into_iter().map(body).collect::<Vec<_>>()))
}

/// Starts a failed job again.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/jobs/{id}/start", tag = "administration", params(("id" = String, Path)), responses((status = 204), (status = 404))))]
pub async fn start(app: web::Data<App>, _who: Acting<Staff>, id: web::Path<String>) -> Result<HttpResponse> {
    let now = app.clock.now();
    match app.db.write(move |conn| outbox::start_again(conn, now, &id)).await {
        Err(Error::Conflict) => Err(Error::NotFound),
        other => other.map(|()| HttpResponse::NoContent().finish()),
    }
}

/// A holiday, both days off.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct HolidayBody {
    zh: String,
    en: String,
    first: String,
    last: String,
}

/// The working days of a year, as the State Council announced them.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct YearBody {
    year: i32,
    source: String,
    issued: String,
    holidays: Vec<HolidayBody>,
    /// Saturdays and Sundays that are worked.
    working_weekends: Vec<String>,
}

impl YearBody {
    fn of(table: &YearTable) -> YearBody {
        let holiday = |holiday: &crate::domain::calendar::Holiday| HolidayBody {
            zh: holiday.name.zh.clone(),
            en: holiday.name.en.clone(),
            first: holiday.first.to_string(),
            last: holiday.last.to_string(),
        };
        YearBody {
            year: table.year(),
            source: table.source().to_owned(),
            issued: table.issued().to_string(),
            holidays: table.holidays().iter().map(holiday).collect(),
            working_weekends: table.working_weekends().iter().map(ToString::to_string).collect(),
        }
    }
}

/// The calendar deadlines are counted by.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct CalendarBody {
    /// Names this very set of tables.
    version: String,
    years: Vec<YearBody>,
    /// Years within the next twelve months that have no table and are computed provisionally.
    provisional: Vec<i32>,
}

/// The working days of every year that was announced.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/calendar", tag = "calendar", responses((status = 200, body = CalendarBody))))]
pub async fn calendar(app: web::Data<App>, ctx: Ctx) -> HttpResponse {
    let (calendar, today) = (app.calendars.now(), ctx.now.day());
    HttpResponse::Ok().json(CalendarBody {
        version: calendar.version(),
        years: calendar.tables().map(YearBody::of).collect(),
        provisional: calendar.years_without_table(today, today.plus_months(12)),
    })
}

/// A year to be entered, by the names of the page's form: `year`, `source`, `issued`, `first-spring-festival`, `last-spring-festival`, …,
/// `weekend-1` to `weekend-12`; days as `2027-02-05`.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct YearFieldsBody(std::collections::BTreeMap<String, String>);

/// Enters the working days of a year that has none; deadlines that have not passed only ever move later.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/calendar", tag = "calendar", request_body = YearFieldsBody, responses((status = 204), (status = 422))))]
pub async fn add_year(app: web::Data<App>, ctx: Ctx, who: Acting<Administrator>, body: Body<YearFieldsBody>) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, &year::fields(ctx.t), Fields::from_pairs(body.0.0));
    let table = year::read(&mut form, ctx.t).ok_or_else(|| form.as_error())?;
    service::add_year(&app, who.identity(), table).await?;
    Ok(HttpResponse::NoContent().finish())
}
