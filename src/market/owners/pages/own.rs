//! An owner's own desk and its filing.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::filing::{Filing, FilingState};
use crate::domain::owner::{Draft, OwnerProfile};
use crate::domain::text::CreditCode;
use crate::error::{Error, Result};
use crate::market::agencies;
use crate::market::agencies::due::Due;
use crate::market::agencies::pages::Scan;
use crate::market::documents::{self, DocumentId};
use crate::market::owners::doors::{self, Desk};
use crate::market::owners::forms;
use crate::market::owners::service::THING;
use crate::platform::auth::{Acting, Owner, OwnerManager, Posted};
use crate::platform::forms::Form;
use crate::platform::page::{self, Ctx, Markup};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/owner", desk).get("/owner/filing", filing).post("/owner/filing", save).get("/owner/documents/{id}", document);
}

/// A version that was checked.
struct Past {
    version: i64,
    state: Markup,
    decided: String,
}

/// A reason, under the name of its field.
struct Reason {
    label: String,
    text: String,
}

#[derive(Template)]
#[template(path = "owners/own.html")]
struct OwnPage<'a> {
    ctx: &'a Ctx,
    name: &'a str,
    entry: Option<&'a OwnerProfile>,
    begun: bool,
    missing: usize,
    due: Option<Due>,
    provisional: bool,
    reasons: Vec<Reason>,
    manages: bool,
    past: Vec<Past>,
}

#[derive(Template)]
#[template(path = "owners/filing.html")]
struct FilingPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    /// The code of an entry in effect stays.
    listed: bool,
    reasons: Vec<Reason>,
    scan: Option<Scan>,
    odd_code: bool,
    saved: bool,
    days: u32,
}

async fn desk(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who).await?;
    let filing = &desk.working.filing;
    let due = filing.due_at.filter(|_| filing.state == FilingState::Submitted);
    let past = |filing: &Filing<Draft>| {
        let decided = ctx.t.moment(filing.decided_at?);
        Some(Past { version: filing.version, state: agencies::pages::state(&ctx, filing.state), decided })
    };
    Ok(ctx.ok(&OwnPage {
        ctx: &ctx,
        name: &who.org_name,
        entry: desk.entry.as_ref(),
        begun: desk.working.stored,
        missing: desk.faults.iter().filter(|fault| fault.field != "committed").count(),
        due: due.map(|at| Due::of(&ctx, &app, at)),
        provisional: due.is_some_and(|at| !app.calendars.now().years_without_table(ctx.now.day(), at.day()).is_empty()),
        reasons: reasons(&ctx, &desk),
        manages: who.rank.may_manage_members(),
        past: desk.history.iter().filter_map(past).collect(),
    }))
}

fn reasons(ctx: &Ctx, desk: &Desk) -> Vec<Reason> {
    let Some(returned) = desk.returned() else { return Vec::new() };
    returned.reasons.iter().map(|(field, text)| Reason { label: ctx.word("owners", field), text: text.clone() }).collect()
}

fn filing_page<'a>(app: &App, ctx: &'a Ctx, form: &'a Form, (desk, saved): (&Desk, bool)) -> FilingPage<'a> {
    FilingPage {
        ctx,
        form,
        listed: desk.entry.is_some(),
        reasons: reasons(ctx, desk),
        scan: desk.scan.as_ref().map(|scan| Scan::of(ctx.t, scan, "/owner/documents")),
        odd_code: CreditCode::parse(&desk.working.filing.draft.uscc).is_ok_and(|code| !code.nested_check_ok()),
        saved,
        days: app.policies.in_force(ctx.now).onboarding.owner_check_wd,
    }
}

async fn filing(app: web::Data<App>, ctx: Ctx, who: Acting<OwnerManager>) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who).await?;
    if desk.working.filing.state == FilingState::Submitted {
        return Ok(page::see_other("/owner", None));
    }
    let form = forms::shown(ctx.t, &desk.working.filing.draft);
    Ok(ctx.ok(&filing_page(&app, &ctx, &form, (&desk, false))))
}

/// Keeps what was typed, and hands it in where that was asked. A draft that is only saved is not judged.
async fn save(app: web::Data<App>, ctx: Ctx, who: Acting<OwnerManager>, posted: Posted) -> Result<HttpResponse> {
    let submits = posted.text("go") == "submit";
    let mut form = Form::submitted(ctx.t, forms::FILING, posted.0);
    forms::offer_kinds(&mut form, ctx.t);
    let scan = agencies::doors::keep_scan(&app, &mut form, "certificate").await?;
    let (faults, taken) = doors::save(&app, &who, scan, forms::typed(&form)).await?;
    if submits {
        forms::refuse(&mut form, ctx.t, &faults);
        if let Some(code) = taken {
            form.refuse("uscc", ctx.msg("owners-code-taken").with("code", code));
        }
    }
    if !form.has_errors() && !submits {
        return Ok(page::see_other("/owner", Some("owners-flash-saved")));
    }
    if !form.has_errors() {
        match doors::submit(&app, &who).await {
            Ok(_) => return Ok(page::see_other("/owner", Some("owners-flash-submitted"))),
            Err(Error::Refused(say)) => form.refuse("", ctx.t.say(&say)),
            Err(error) => form.refused_by(error)?,
        }
    }
    let desk = doors::desk(&app, &who).await?;
    Ok(ctx.refused(&filing_page(&app, &ctx, &form, (&desk, true))))
}

/// A scan of one's own organisation.
async fn document(app: web::Data<App>, who: Acting<Owner>, id: web::Path<DocumentId>) -> Result<HttpResponse> {
    let org = who.org.0.clone();
    let found = app.db.read(move |conn| documents::one(conn, &id, (THING, &org))).await?;
    documents::answer(&app, found).await
}
