//! The working-day tables, and the form for a year that was announced: checked, previewed, then entered.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::calendar::YearTable;
use crate::domain::text::Bilingual;
use crate::domain::time::Day;
use crate::error::Result;
use crate::market::accounts::service;
use crate::market::accounts::year::{self, Change, HOLIDAYS, WEEKENDS};
use crate::platform::auth::{Acting, Administrator, Posted};
use crate::platform::forms::{FieldView, Form};
use crate::platform::i18n::Lang;
use crate::platform::page::{Ctx, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/admin/calendar", show).post("/admin/calendar", add);
}

struct YearLine {
    year: i32,
    source: String,
    issued: String,
    days_off: usize,
    working_weekends: usize,
}

/// A table in words before it is entered.
struct Preview {
    year: i32,
    /// Name and span of each holiday.
    holidays: Vec<(String, String)>,
    weekends: String,
    counts: String,
    newly_off: String,
    newly_worked: String,
}

impl Preview {
    fn of(app: &App, ctx: &Ctx, table: &YearTable) -> Preview {
        let change = Change::of(&app.calendars.now(), table);
        let days = |days: &[Day]| {
            if days.is_empty() { ctx.t("none") } else { days.iter().map(|day| ctx.t.day(*day)).collect::<Vec<_>>().join(" · ") }
        };
        let span =
            |first, last| ctx.msg("accounts-calendar-span").with("first", ctx.t.day(first)).with("last", ctx.t.day(last)).to_string();
        let name = |name: &Bilingual| if ctx.t.lang == Lang::Zh { name.zh.clone() } else { name.en.clone() };
        Preview {
            year: table.year(),
            holidays: table.holidays().iter().map(|holiday| (name(&holiday.name), span(holiday.first, holiday.last))).collect(),
            weekends: days(table.working_weekends()),
            counts: ctx.msg("accounts-calendar-counts").with_n("before", change.before).with_n("after", change.after).to_string(),
            newly_off: days(&change.newly_off),
            newly_worked: days(&change.newly_worked),
        }
    }
}

#[derive(Template)]
#[template(path = "accounts/calendar.html")]
struct CalendarPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    /// First and last day of each holiday.
    holidays: Vec<(FieldView, FieldView)>,
    weekends: Vec<FieldView>,
    years: Vec<YearLine>,
    /// Years within the next twelve months that have no table and are computed provisionally.
    missing: Vec<i32>,
    preview: Option<Preview>,
}

fn page<'a>(app: &App, ctx: &'a Ctx, form: &'a Form, preview: Option<Preview>) -> CalendarPage<'a> {
    let calendar = app.calendars.now();
    let line = |table: &YearTable| YearLine {
        year: table.year(),
        source: table.source().to_owned(),
        issued: ctx.t.date(table.issued()),
        days_off: table.holidays().len(),
        working_weekends: table.working_weekends().len(),
    };
    let today = ctx.now.day();
    let ends = |code: &str| (form.field(&format!("first-{code}")), form.field(&format!("last-{code}")));
    CalendarPage {
        ctx,
        form,
        holidays: HOLIDAYS.into_iter().map(ends).collect(),
        weekends: (1..=WEEKENDS).map(|n| form.field(&format!("weekend-{n}"))).collect(),
        years: calendar.tables().map(line).collect(),
        missing: calendar.years_without_table(today, today.plus_months(12)),
        preview,
    }
}

async fn show(app: web::Data<App>, ctx: Ctx, _who: Acting<Administrator>) -> HttpResponse {
    let mut form = Form::blank(ctx.t, &year::fields(ctx.t));
    let today = ctx.now.day();
    if let Some(missing) = app.calendars.now().years_without_table(today, today.plus_months(12)).first() {
        form.set("year", missing);
    }
    ctx.ok(&page(&app, &ctx, &form, None))
}

async fn add(app: web::Data<App>, ctx: Ctx, who: Acting<Administrator>, posted: Posted) -> Result<HttpResponse> {
    let enters = posted.text("go") == "enter";
    let mut form = Form::submitted(ctx.t, &year::fields(ctx.t), posted.0);
    let Some(table) = year::read(&mut form, ctx.t) else { return Ok(ctx.refused(&page(&app, &ctx, &form, None))) };
    let done = if enters { service::add_year(&app, who.identity(), table.clone()).await } else { service::may_add(&app, &table) };
    match done {
        Ok(()) if enters => return Ok(see_other("/admin/calendar", Some("accounts-flash-year-added"))),
        Ok(()) => return Ok(ctx.ok(&page(&app, &ctx, &form, Some(Preview::of(&app, &ctx, &table))))),
        Err(e) => form.refused_by(e)?,
    }
    Ok(ctx.refused(&page(&app, &ctx, &form, None)))
}
