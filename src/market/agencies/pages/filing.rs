//! The steps of a filing. Whatever was typed is kept; what is wrong is told beside it.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::rows::{self, ReasonRow, Scan};
use crate::app::App;
use crate::domain::agency::Draft;
use crate::domain::filing::{Fault, FilingState};
use crate::domain::text::CreditCode;
use crate::error::{Error, Result};
use crate::market::agencies::doors::{self, Desk};
use crate::market::agencies::forms::{self, Step};
use crate::platform::auth::{Acting, AgencyManager, Posted};
use crate::platform::forms::{Explain, FieldView, Form};
use crate::platform::page::{self, Ctx};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/agency/filing", begin).get("/agency/filing/{step}", step);
    r.post("/agency/filing/submit", submit).post("/agency/filing/{step}", save);
}

/// One step in the list beside the form.
pub struct Place {
    pub href: String,
    pub label: String,
    pub done: bool,
    pub here: bool,
}

/// The steps, with what is done.
pub fn places(ctx: &Ctx, here: Step, faults: &[Fault]) -> Vec<Place> {
    let place = |step: &Step| Place {
        href: step.href(),
        label: ctx.word("agencies-step", step),
        done: doors::is_done(*step, faults),
        here: *step == here,
    };
    Step::ALL.iter().map(place).collect()
}

#[derive(Template)]
#[template(path = "agencies/step.html")]
struct StepPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    fields: Vec<FieldView>,
    step: Step,
    number: usize,
    places: Vec<Place>,
    reasons: Vec<ReasonRow>,
    scan: Option<Scan>,
    /// Whether the nested check of a valid code fails.
    odd_code: bool,
    saved: bool,
}

/// One thing that still keeps a filing from being handed in.
struct Lack {
    href: String,
    label: String,
    text: String,
}

#[derive(Template)]
#[template(path = "agencies/commit.html")]
struct CommitPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    places: Vec<Place>,
    lacks: Vec<Lack>,
    reasons: Vec<ReasonRow>,
    odd_code: bool,
    days: u32,
    /// Whether an entry is in effect, so that this is a change.
    change: bool,
}

/// To the first step that lacks something.
async fn begin(app: web::Data<App>, ctx: Ctx, who: Acting<AgencyManager>) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who, ctx.now).await?;
    if desk.working.filing.state == FilingState::Submitted {
        return Ok(page::see_other("/agency", None));
    }
    let first = Step::ALL.iter().find(|step| !doors::is_done(**step, &desk.faults)).copied().unwrap_or(Step::Commit);
    // After a return or for a change every step is worth a look, so it begins at the beginning.
    let first = if desk.working.stored { first } else { Step::Basics };
    Ok(page::see_other(&first.href(), None))
}

async fn step(app: web::Data<App>, ctx: Ctx, who: Acting<AgencyManager>, step: web::Path<String>) -> Result<HttpResponse> {
    let step = known(&step)?;
    let desk = doors::desk(&app, &who, ctx.now).await?;
    if desk.working.filing.state == FilingState::Submitted {
        return Ok(page::see_other("/agency", None));
    }
    let form = forms::shown(step, ctx.t, &desk.working.filing.draft);
    Ok(match step {
        Step::Commit => ctx.ok(&commit_page(&app, &ctx, &form, &desk)),
        _ => ctx.ok(&step_page(&ctx, &form, (step, &desk), false)),
    })
}

fn known(word: &str) -> Result<Step> {
    Step::parse(word).filter(|step| *step != Step::Items).ok_or(Error::NotFound)
}

fn step_page<'a>(ctx: &'a Ctx, form: &'a Form, (step, desk): (Step, &Desk), saved: bool) -> StepPage<'a> {
    let draft = &desk.working.filing.draft;
    StepPage {
        ctx,
        form,
        fields: views(form, step, desk),
        step,
        number: step as usize + 1,
        places: places(ctx, step, &desk.faults),
        reasons: reasons_here(ctx, desk, step),
        scan: desk.scan(&draft.licence).filter(|_| step == Step::Licence).map(|scan| Scan::of(ctx.t, scan, "/agency/documents")),
        odd_code: step == Step::Basics && is_odd(draft),
        saved,
    }
}

/// The fields with the small changes a page needs.
fn views(form: &Form, step: Step, desk: &Desk) -> Vec<FieldView> {
    let scan = |view: FieldView| if desk.working.filing.draft.licence.is_empty() { view.needed() } else { view };
    let view = |name: &&str| match *name {
        "uscc" if desk.entry.is_some() => form.field("uscc").readonly(),
        "kind" => form.field("kind").in_row(),
        "licence" => scan(form.field("licence").accept(".pdf,.jpg,.jpeg,.png")),
        other => form.field(other),
    };
    step.names().iter().map(view).collect()
}

fn reasons_here(ctx: &Ctx, desk: &Desk, step: Step) -> Vec<ReasonRow> {
    let Some(returned) = desk.returned() else { return Vec::new() };
    let mut rows = rows::reasons(ctx.t, returned);
    rows.retain(|row| row.href == step.href() || step == Step::Commit);
    rows
}

fn is_odd(draft: &Draft) -> bool {
    CreditCode::parse(&draft.uscc).is_ok_and(|code| !code.nested_check_ok())
}

fn commit_page<'a>(app: &App, ctx: &'a Ctx, form: &'a Form, desk: &Desk) -> CommitPage<'a> {
    let draft = &desk.working.filing.draft;
    let lack = |fault: &Fault| {
        let (label, href) = rows::place(ctx.t, draft, &fault.field);
        Lack { text: fault.wrong.explain(ctx.t, &label), label, href }
    };
    CommitPage {
        ctx,
        form,
        places: places(ctx, Step::Commit, &desk.faults),
        lacks: desk.faults.iter().filter(|fault| fault.field != "committed").map(lack).collect(),
        reasons: reasons_here(ctx, desk, Step::Commit),
        odd_code: is_odd(draft),
        days: app.policies.in_force(ctx.now).onboarding.formal_check_wd,
        change: desk.entry.is_some(),
    }
}

async fn save(app: web::Data<App>, ctx: Ctx, who: Acting<AgencyManager>, step: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let step = known(&step)?;
    let mut form = Form::submitted(ctx.t, step.fields(), posted.0);
    forms::offer_choices(&mut form, ctx.t);
    let scan = if step == Step::Licence { doors::keep_scan(&app, &mut form, "licence").await? } else { None };
    let typed = forms::typed(step, &form);
    let saved = doors::save(&app, &who, scan, move |draft, scan| {
        doors::step_into(draft, typed);
        if let Some(scan) = scan {
            draft.licence = scan;
        }
    });
    let saved = saved.await?;
    forms::refuse_step(&mut form, ctx.t, step, &saved.faults);
    if let Some(code) = saved.taken.filter(|_| step == Step::Basics) {
        form.refuse("uscc", ctx.msg("agencies-code-taken").with("code", code));
    }
    if form.has_errors() {
        let desk = doors::desk(&app, &who, ctx.now).await?;
        return Ok(ctx.refused(&step_page(&ctx, &form, (step, &desk), true)));
    }
    Ok(page::see_other(&step.next().href(), Some("agencies-flash-saved")))
}

async fn submit(app: web::Data<App>, ctx: Ctx, who: Acting<AgencyManager>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::COMMIT, posted.0);
    form.ticked("committed");
    if !form.has_errors() {
        match doors::submit(&app, &who).await {
            Ok(_) => return Ok(page::see_other("/agency", Some("agencies-flash-submitted"))),
            Err(Error::Refused(say)) => form.refuse("", ctx.t.say(&say)),
            Err(error) => form.refused_by(error)?,
        }
    }
    let desk = doors::desk(&app, &who, ctx.now).await?;
    Ok(ctx.refused(&commit_page(&app, &ctx, &form, &desk)))
}
