//! The operators' check of one filing: what was filed beside its scans and beside what is in effect, and a reason for each row that is wrong.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::rows::{self, Row};
use crate::app::App;
use crate::domain::agency::AgencyId;
use crate::domain::filing::{FilingId, FilingState, Reasons};
use crate::domain::text::CreditCode;
use crate::error::{Error, Result};
use crate::market::agencies::doors::{self, Case};
use crate::market::agencies::due::Due;
use crate::market::agencies::service::{Returned, THING};
use crate::market::documents::{self, DocumentId};
use crate::platform::auth::{Acting, Operator, Posted};
use crate::platform::forms::{Choice, Field, FieldView, Form};
use crate::platform::page::{self, Ctx, Markup};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/operations/filings/{id}", show).post("/operations/filings/{id}", decide);
    r.get("/operations/filings/{id}/documents/{document}", document);
}

crate::text_states! {
    /// What an operator finds.
    pub enum Finding {
        Pass => "pass",
        Return => "return",
    }
}

/// A row with the field for the reason it is returned for.
struct Checked {
    row: Row,
    reason: FieldView,
    /// Whether a reason was typed or refused, so that its field is not folded away.
    open: bool,
    /// The reason a decided filing was returned for.
    given: Option<String>,
}

#[derive(Template)]
#[template(path = "agencies/check.html")]
struct CheckPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    case: &'a Case,
    agency_href: String,
    state: Markup,
    waits: bool,
    change: bool,
    differs: usize,
    due: Option<Due>,
    submitted: String,
    decided: String,
    rows: Vec<Checked>,
    general: FieldView,
    general_given: Option<&'a str>,
    odd_code: bool,
}

/// The decision, and one reason for each row.
fn fields(ctx: &Ctx, case: &Case) -> Vec<Field> {
    let reason = |row: &Row| {
        let label = ctx.msg("agencies-reason-for").with("field", &row.label);
        Field::area("", "").max(500).optional().named(format!("r-{}", row.field), label)
    };
    let mut fields = vec![Field::radio("finding", "agencies-finding")];
    fields.extend(rows::of_case(ctx.t, case).iter().map(reason));
    fields.push(Field::area("general", "agencies-reason-general").max(500).optional());
    fields
}

fn offer(ctx: &Ctx, form: &mut Form) {
    form.offer("finding", Finding::ALL.iter().map(|word| Choice::new(word, ctx.word("agencies-finding", word))).collect());
}

fn page<'a>(app: &App, ctx: &'a Ctx, form: &'a Form, case: &'a Case) -> CheckPage<'a> {
    let filing = &case.filing;
    let rows: Vec<Row> = rows::of_case(ctx.t, case);
    let shown = |at: Option<crate::domain::time::Instant>| at.map(|at| ctx.t.moment(at)).unwrap_or_default();
    let waits = filing.state == FilingState::Submitted;
    CheckPage {
        ctx,
        form,
        case,
        agency_href: format!("/agencies/{}", filing.org),
        state: rows::state(ctx, filing.state),
        waits,
        change: case.entry.is_some(),
        differs: rows.iter().filter(|row| row.differs()).count(),
        due: filing.due_at.filter(|_| waits).map(|at| Due::of(ctx, app, at)),
        submitted: shown(filing.submitted_at),
        decided: shown(filing.decided_at),
        rows: rows
            .into_iter()
            .map(|row| Checked {
                open: form.error(&format!("r-{}", row.field)).is_some() || !form.value(&format!("r-{}", row.field)).is_empty(),
                reason: form.field(&format!("r-{}", row.field)).rows(2),
                given: filing.reasons.get(&row.field).cloned(),
                row,
            })
            .collect(),
        general: form.field("general").rows(3),
        general_given: filing.reasons.get("general").map(String::as_str),
        odd_code: CreditCode::parse(&filing.draft.uscc).is_ok_and(|code| !code.nested_check_ok()),
    }
}

async fn show(app: web::Data<App>, ctx: Ctx, _who: Acting<Operator>, id: web::Path<FilingId>) -> Result<HttpResponse> {
    let case = doors::case(&app, id.into_inner()).await?;
    let mut form = Form::blank(ctx.t, &fields(&ctx, &case));
    offer(&ctx, &mut form);
    Ok(ctx.ok(&page(&app, &ctx, &form, &case)))
}

/// The reasons given, by field of the filing.
fn reasons(form: &mut Form, ctx: &Ctx, case: &Case) -> Reasons {
    let mut reasons = Reasons::new();
    for row in rows::of_case(ctx.t, case) {
        let text = form.text(&format!("r-{}", row.field));
        if !text.is_empty() {
            reasons.insert(row.field, text);
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
    let mut form = Form::submitted(ctx.t, &fields(&ctx, &case), posted.0);
    offer(&ctx, &mut form);
    let (finding, reasons) = (form.choice("finding", Finding::parse), reasons(&mut form, &ctx, &case));
    if finding == Some(Finding::Pass) && !reasons.is_empty() {
        form.refuse("finding", ctx.t("agencies-pass-with-reasons"));
    }
    if let (Some(finding), Some(())) = (finding, form.accepted()) {
        let done = match finding {
            Finding::Pass => doors::pass(&app, &who, id.into_inner()).await,
            Finding::Return => doors::return_(&app, &who, Returned { filing: id.into_inner(), reasons }).await,
        };
        let flash = if finding == Finding::Pass { "agencies-flash-passed" } else { "agencies-flash-returned" };
        match done {
            Ok(()) => return Ok(page::see_other("/operations/filings", Some(flash))),
            Err(Error::Invalid(problems)) => problems.iter().for_each(|problem| form.refuse("finding", ctx.t.say(&problem.say))),
            Err(error) => return Err(error),
        }
    }
    Ok(ctx.refused(&page(&app, &ctx, &form, &case)))
}

/// A scan of the agency whose filing is checked.
async fn document(app: web::Data<App>, _who: Acting<Operator>, at: web::Path<(FilingId, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = at.into_inner();
    let case = doors::case(&app, id).await?;
    let org = AgencyId(case.filing.org);
    let found = app.db.read(move |conn| documents::one(conn, &document, (THING, org.as_str()))).await?;
    documents::answer(&app, found).await
}
