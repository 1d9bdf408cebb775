//! The operators' check of one owner's filing.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::filing::{FilingId, FilingState, Reasons};
use crate::domain::owner::{Draft, OwnerProfile};
use crate::domain::text::CreditCode;
use crate::error::{Error, Result};
use crate::market::agencies;
use crate::market::agencies::due::Due;
use crate::market::agencies::pages::Scan;
use crate::market::documents::{self, DocumentId};
use crate::market::owners::doors::{self, Case};
use crate::market::owners::service::{Returned, THING};
use crate::platform::auth::{Acting, Operator, Posted};
use crate::platform::forms::{Choice, Field, FieldView, Form};
use crate::platform::page::{self, Ctx, Markup};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/operations/owner-filings/{id}", show).post("/operations/owner-filings/{id}", decide);
    r.get("/operations/owner-filings/{id}/documents/{document}", document);
}

/// The facts an operator compares, in their order.
const FACTS: [&str; 9] =
    ["uscc", "name", "kind", "address", "legal_representative", "contact_name", "contact_phone", "complaint_phone", "certificate"];

crate::text_states! {
    /// What an operator finds.
    enum Finding {
        Pass => "pass",
        Return => "return",
    }
}

/// A fact as filed and as in effect, with the field for its reason.
struct Checked {
    label: String,
    filed: String,
    now: Option<String>,
    differs: bool,
    reason: FieldView,
    /// Whether a reason was typed or refused, so that its field is not folded away.
    open: bool,
    given: Option<String>,
}

#[derive(Template)]
#[template(path = "owners/check.html")]
struct CheckPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    case: &'a Case,
    state: Markup,
    waits: bool,
    submitted: String,
    due: Option<Due>,
    rows: Vec<Checked>,
    general: FieldView,
    general_given: Option<&'a str>,
    scan: Option<Scan>,
    odd_code: bool,
}

fn fields(ctx: &Ctx) -> Vec<Field> {
    let reason = |name: &&str| {
        let label = ctx.msg("agencies-reason-for").with("field", ctx.word("owners", name));
        Field::area("", "").max(500).optional().named(format!("r-{name}"), label)
    };
    let mut fields = vec![Field::radio("finding", "agencies-finding")];
    fields.extend(FACTS.iter().map(reason));
    fields.push(Field::area("general", "agencies-reason-general").max(500).optional());
    fields
}

fn offer(ctx: &Ctx, form: &mut Form) {
    form.offer("finding", Finding::ALL.iter().map(|word| Choice::new(word, ctx.word("agencies-finding", word))).collect());
}

fn filed(ctx: &Ctx, draft: &Draft, name: &str) -> String {
    match name {
        "uscc" => draft.uscc.clone(),
        "name" => draft.name.clone(),
        "kind" => ctx.word("owner-kind", &draft.kind),
        "address" => draft.address.clone(),
        "legal_representative" => draft.legal_representative.clone(),
        "contact_name" => draft.contact_name.clone(),
        "contact_phone" => draft.contact_phone.clone(),
        "complaint_phone" => draft.complaint_phone.clone(),
        _ => ctx.t("owners-see-scan"),
    }
}

/// What is in effect; nothing for the scan, which is looked at and not compared.
fn in_effect(ctx: &Ctx, entry: &OwnerProfile, name: &str) -> Option<String> {
    Some(match name {
        "uscc" => entry.uscc.to_string(),
        "name" => entry.name.clone(),
        "kind" => ctx.word("owner-kind", entry.kind),
        "address" => entry.address.clone(),
        "legal_representative" => entry.legal_representative.clone(),
        "contact_name" => entry.contact_name.clone(),
        "contact_phone" => entry.contact_phone.clone(),
        "complaint_phone" => entry.complaint_phone.clone(),
        _ => return None,
    })
}

fn page<'a>(app: &App, ctx: &'a Ctx, form: &'a Form, case: &'a Case) -> CheckPage<'a> {
    let filing = &case.filing;
    let row = |name: &&str| {
        let (filed, now) = (filed(ctx, &filing.draft, name), case.entry.as_ref().and_then(|entry| in_effect(ctx, entry, name)));
        Checked {
            label: ctx.word("owners", name),
            differs: now.as_ref().is_some_and(|now| *now != filed),
            filed,
            now,
            open: form.error(&format!("r-{name}")).is_some() || !form.value(&format!("r-{name}")).is_empty(),
            reason: form.field(&format!("r-{name}")).rows(2),
            given: filing.reasons.get(*name).cloned(),
        }
    };
    let waits = filing.state == FilingState::Submitted;
    let folder = format!("/operations/owner-filings/{}/documents", filing.id);
    CheckPage {
        ctx,
        form,
        case,
        state: agencies::pages::state(ctx, filing.state),
        waits,
        submitted: filing.submitted_at.map(|at| ctx.t.moment(at)).unwrap_or_default(),
        due: filing.due_at.filter(|_| waits).map(|at| Due::of(ctx, app, at)),
        rows: FACTS.iter().map(row).collect(),
        general: form.field("general").rows(3),
        general_given: filing.reasons.get("general").map(String::as_str),
        scan: case.scan.as_ref().map(|scan| Scan::of(ctx.t, scan, &folder)),
        odd_code: CreditCode::parse(&filing.draft.uscc).is_ok_and(|code| !code.nested_check_ok()),
    }
}

async fn show(app: web::Data<App>, ctx: Ctx, _who: Acting<Operator>, id: web::Path<FilingId>) -> Result<HttpResponse> {
    let case = doors::case(&app, id.into_inner()).await?;
    let mut form = Form::blank(ctx.t, &fields(&ctx));
    offer(&ctx, &mut form);
    Ok(ctx.ok(&page(&app, &ctx, &form, &case)))
}

fn reasons(form: &mut Form) -> Reasons {
    let mut reasons = Reasons::new();
    for name in FACTS {
        let text = form.text(&format!("r-{name}"));
        if !text.is_empty() {
            reasons.insert(name.to_owned(), text);
        }
    }
    let general = form.text("general");
    if !general.is_empty() {
        reasons.insert("general".to_owned(), general);
    }
    reasons
}

async fn decide(app: web::Data<App>, ctx: Ctx, who: Acting<Operator>, id: web::Path<FilingId>, posted: Posted) -> Result<HttpResponse> {
    let case = doors::case(&app, id.clone()).await?;
    let mut form = Form::submitted(ctx.t, &fields(&ctx), posted.0);
    offer(&ctx, &mut form);
    let (finding, reasons) = (form.choice("finding", Finding::parse), reasons(&mut form));
    if finding == Some(Finding::Pass) && !reasons.is_empty() {
        form.refuse("finding", ctx.t("agencies-pass-with-reasons"));
    }
    if let (Some(finding), Some(())) = (finding, form.accepted()) {
        let done = match finding {
            Finding::Pass => doors::pass(&app, &who, id.into_inner()).await,
            Finding::Return => doors::return_(&app, &who, Returned { filing: id.into_inner(), reasons }).await,
        };
        let flash = if finding == Finding::Pass { "owners-flash-passed" } else { "owners-flash-returned" };
        match done {
            Ok(()) => return Ok(page::see_other("/operations/filings", Some(flash))),
            Err(Error::Invalid(problems)) => problems.iter().for_each(|problem| form.refuse("finding", ctx.t.say(&problem.say))),
            Err(error) => return Err(error),
        }
    }
    Ok(ctx.refused(&page(&app, &ctx, &form, &case)))
}

/// The scan of the owner whose filing is checked.
async fn document(app: web::Data<App>, _who: Acting<Operator>, at: web::Path<(FilingId, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = at.into_inner();
    let org = doors::case(&app, id).await?.filing.org;
    let found = app.db.read(move |conn| documents::one(conn, &document, (THING, &org))).await?;
    documents::answer(&app, found).await
}
