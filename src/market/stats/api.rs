//! The figures for programs.

use actix_web::{HttpResponse, web};
use serde::Serialize;
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::{Figures, figures};
use crate::app::App;
use crate::error::Result;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(show))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/stats", show);
}

/// The market in figures.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct FiguresBody {
    agencies: i64,
    provinces: i64,
    items: usize,
    open_projects: i64,
    finished_projects: i64,
    results: usize,
    /// The mean from notice to result in working days, rounded up to a tenth; none before the first result.
    working_days: Option<String>,
    /// The same in milliseconds of working days, exact.
    working_days_ms: Option<i64>,
    /// The limit the rules set, in working days.
    limit: u32,
    months: Vec<MonthBody>,
}

/// The results of one month.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct MonthBody {
    /// `2026-11`.
    month: String,
    results: usize,
    working_days: String,
}

impl FiguresBody {
    fn of(figures: &Figures, limit: u32) -> FiguresBody {
        let month =
            |m: &super::Month| MonthBody { month: format!("{}-{:02}", m.year, m.month), results: m.results, working_days: m.mean.text() };
        FiguresBody {
            agencies: figures.agencies,
            provinces: figures.provinces,
            items: figures.items,
            open_projects: figures.open,
            finished_projects: figures.finished,
            results: figures.results,
            working_days: figures.mean.map(crate::domain::calendar::WorkingTime::text),
            working_days_ms: figures.mean.map(crate::domain::calendar::WorkingTime::ms),
            limit,
            months: figures.months.iter().map(month).collect(),
        }
    }
}

/// Agencies, provinces, projects, and the working days from notice to result.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/stats", tag = "stats", responses((status = 200, body = FiguresBody))))]
async fn show(app: web::Data<App>) -> Result<HttpResponse> {
    let limit = app.policies.in_force(app.clock.now()).selection.total_max_wd;
    Ok(HttpResponse::Ok().json(FiguresBody::of(&*figures(&app).await?, limit)))
}
