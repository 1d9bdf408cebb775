//! An agency's own desk: its entry, its filing, what was returned and why, the versions before.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::rows::{self, ReasonRow};
use crate::app::App;
use crate::domain::agency::{AgencyProfile, AgencyState};
use crate::domain::filing::FilingState;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::agencies::doors::{self, Desk};
use crate::market::agencies::due::Due;
use crate::market::agencies::service::THING;
use crate::market::documents::{self, DocumentId};
use crate::platform::auth::{Acting, Agency};
use crate::platform::page::{Ctx, Markup};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/agency", desk).get("/agency/documents/{id}", document);
}

struct Past {
    version: i64,
    state: Markup,
    submitted: String,
    decided: String,
}

#[derive(Template)]
#[template(path = "agencies/own.html")]
struct OwnPage<'a> {
    ctx: &'a Ctx,
    name: &'a str,
    entry: Option<&'a AgencyProfile>,
    /// Whether the entry is in the directory: it stays when the agency leaves.
    listed: bool,
    acts_from: Option<String>,
    /// The filing at work: whether it was begun, and how much is missing.
    begun: bool,
    missing: usize,
    due: Option<Due>,
    provisional: bool,
    reasons: Vec<ReasonRow>,
    manages: bool,
    past: Vec<Past>,
}

async fn desk(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who, ctx.now).await?;
    let filing = &desk.working.filing;
    let due = filing.due_at.filter(|_| filing.state == FilingState::Submitted);
    let provisional = |due: Instant| !app.calendars.now().years_without_table(ctx.now.day(), due.day()).is_empty();
    Ok(ctx.ok(&OwnPage {
        ctx: &ctx,
        name: &who.org_name,
        entry: desk.entry.as_ref(),
        listed: desk.entry.as_ref().is_some_and(|entry| entry.state == AgencyState::Listed),
        acts_from: desk.entry.as_ref().filter(|entry| entry.acts_from > ctx.now).map(|entry| ctx.t.date(entry.acts_from.plus(-1).day())),
        begun: desk.working.stored,
        missing: desk.faults.iter().filter(|fault| fault.field != "committed").count(),
        due: due.map(|at| Due::of(&ctx, &app, at)),
        provisional: due.is_some_and(provisional),
        reasons: desk.returned().map(|returned| rows::reasons(ctx.t, returned)).unwrap_or_default(),
        manages: who.rank.may_manage_members(),
        past: past(&ctx, &desk),
    }))
}

fn past(ctx: &Ctx, desk: &Desk) -> Vec<Past> {
    let shown = |at: Option<Instant>| at.map(|at| ctx.t.moment(at)).unwrap_or_default();
    let decided = desk.history.iter().filter(|filing| filing.decided_at.is_some());
    let row = |filing: &crate::domain::filing::Filing<_>| Past {
        version: filing.version,
        state: rows::state(ctx, filing.state),
        submitted: shown(filing.submitted_at),
        decided: shown(filing.decided_at),
    };
    decided.map(row).collect()
}

/// A scan of one's own agency.
async fn document(app: web::Data<App>, who: Acting<Agency>, id: web::Path<DocumentId>) -> Result<HttpResponse> {
    let org = who.org.0.clone();
    let found = app.db.read(move |conn| documents::one(conn, &id, (THING, &org))).await?;
    documents::answer(&app, found).await
}
