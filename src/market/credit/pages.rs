//! The public page that explains an agency's score, now or at any past instant.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::service;
use super::views::{self, Line, Part, Stack};
use crate::app::App;
use crate::db::Topic;
use crate::domain::agency::AgencyId;
use crate::domain::credit::Score;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::agencies;
use crate::platform::kept;
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/agencies/{id}/credit", show);
}

/// The instant a score is asked for.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Beijing time, `2026-11-20T09:00`, or an instant of the JSON door; empty for now.
    pub at: String,
}

impl Asked {
    /// The instant; nobody knows a score of the future.
    ///
    /// # Errors
    /// [`Error::Malformed`] for what is no time.
    pub fn instant(&self, now: Instant) -> Result<Instant> {
        match self.at.trim() {
            "" => Ok(now),
            text => Instant::parse_local(text)
                .or_else(|| Instant::parse_wire(text))
                .map(|at| at.min(now))
                .ok_or_else(|| Error::Malformed(Say::new("credit-at-broken"))),
        }
    }
}

/// An agency's name with its score at an instant, by the policy in force then.
pub(super) async fn found(app: &App, id: AgencyId, at: Instant) -> Result<(String, Score)> {
    let shared = app.clone();
    app.db
        .read(move |conn| {
            let name = agencies::profile(conn, &id)?.name;
            Ok((name, service::score(conn, &id, at, shared.policies.in_force(at))?))
        })
        .await
}

#[derive(Template)]
#[template(path = "credit/credit.html")]
struct CreditPage<'a> {
    ctx: &'a Ctx,
    id: &'a str,
    name: &'a str,
    score: String,
    level: String,
    range: String,
    as_of: String,
    at_input: String,
    policy: &'a str,
    rules: &'a crate::domain::policy::Credit,
    stack: Stack,
    parts: Vec<Part>,
    deducted: String,
    lines: Vec<Line>,
}

async fn show(app: web::Data<App>, ctx: Ctx, id: web::Path<AgencyId>, asked: web::Query<Asked>) -> Result<HttpResponse> {
    let at = asked.instant(ctx.now)?;
    kept::answer(&app, &ctx, &[Topic::Agencies], async || {
        let (name, score) = found(&app, id.clone(), at).await?;
        let policy = app.policies.in_force(at);
        let page = CreditPage {
            ctx: &ctx,
            id: id.as_str(),
            name: &name,
            score: ctx.t.tenths(score.tenths),
            level: score.level.as_str().to_uppercase(),
            range: views::range(&ctx, score.level, &policy.credit),
            as_of: ctx.t.moment(at),
            at_input: at.local_input(),
            policy: policy.version.as_str(),
            rules: &policy.credit,
            stack: views::stack(&ctx, &score, &policy.credit),
            parts: views::parts(&ctx, &score, &policy.credit),
            deducted: ctx.t.tenths(score.deducted),
            lines: views::lines(&ctx, &score, at),
        };
        kept::html(&page)
    })
    .await
}
