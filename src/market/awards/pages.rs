//! The public notice, and the agency's answer to it.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::doors::{self, Whole};
use super::forms;
use super::store::{self, Listed};
use crate::app::App;
use crate::db::Topic;
use crate::domain::award::AwardState;
use crate::domain::catalogue::ServiceCode;
use crate::domain::project::PriceKind;
use crate::error::Result;
use crate::market::catalogue;
use crate::platform::auth::{Acting, Agency, Posted};
use crate::platform::forms::Form;
use crate::platform::kept;
use crate::platform::log::reading::{self, Printed};
use crate::platform::page::{Ctx, Leaf, Markup, Pager, qr, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/awards/{serial}", notice);
    r.get("/agency/awards", list).get("/agency/awards/{id}", show);
    r.post("/agency/awards/{id}/accept", accept).post("/agency/awards/{id}/decline", decline);
}

/// A state with its sign.
fn state(ctx: &Ctx, state: AwardState) -> Markup {
    let (kind, icon) = match state {
        AwardState::Offered => ("warn", "clock"),
        AwardState::Accepted => ("ok", "check"),
        AwardState::Contracted => ("ok", "file"),
        AwardState::Displaced => ("", "arrow"),
        AwardState::Declined | AwardState::Lapsed | AwardState::Unsigned | AwardState::Void => ("", "cross"),
        AwardState::Excluded => ("bad", "barred"),
    };
    ctx.state(kind, icon, ctx.word("award-state", state))
}

/// The facts of an award in words, for the notice and for the agency's own page.
struct Facts {
    serial: String,
    agency: String,
    uscc: String,
    owner: String,
    title: String,
    number: String,
    draw: String,
    label: String,
    rank: i64,
    ranked: usize,
    item: String,
    price: String,
    capital: String,
    fixed: bool,
    offered: String,
    offered_on: String,
    due: String,
    sign_wd: u32,
    state: Markup,
    /// Whether it came to nothing.
    over: bool,
    ended: String,
}

impl Facts {
    fn of(app: &App, ctx: &Ctx, found: &Whole) -> Facts {
        let (award, project, t) = (&found.award, &found.project, ctx.t);
        let policy = app.policies.get(&project.policy).unwrap_or_else(|| app.policies.in_force(award.offered_at));
        let standing = matches!(award.state, AwardState::Offered | AwardState::Accepted | AwardState::Contracted);
        Facts {
            serial: award.serial.clone(),
            agency: found.agency.clone(),
            uscc: found.uscc.clone(),
            owner: found.owner.clone(),
            title: project.title.clone(),
            number: project.number.clone(),
            draw: award.draw.clone(),
            label: award.label.clone(),
            rank: award.rank,
            ranked: found.ranked,
            item: catalogue::item_name(t, &ServiceCode::from(project.item.as_str())),
            price: t.money(award.price),
            capital: t.capital(award.price),
            fixed: found.quoted || project.price_kind == PriceKind::Fixed,
            offered: t.moment(award.offered_at),
            offered_on: t.date(award.offered_at.day()),
            due: t.moment(found.due),
            sign_wd: policy.contract.sign_wd,
            state: state(ctx, award.state),
            over: !standing,
            ended: if award.decided_at.ms() > 0 { t.moment(award.decided_at) } else { String::new() },
        }
    }
}

#[derive(Template)]
#[template(path = "awards/notice.html")]
struct NoticePage<'a> {
    ctx: &'a Ctx,
    award: Facts,
    /// Who runs the market.
    host: String,
    address: String,
    code: Markup,
    document: String,
    /// SHA-256 of the document, and where it lies in the log.
    fingerprint: Option<(Markup, String)>,
    /// The head of the log when the page was made.
    head: Option<Printed>,
}

async fn notice(app: web::Data<App>, ctx: Ctx, serial: web::Path<String>) -> Result<HttpResponse> {
    kept::answer(&app, &ctx, &[Topic::Projects, Topic::Agencies], async || {
        let found = doors::public(&app, serial.clone()).await?;
        let address = format!("{}/draws/{}", app.base_url(), found.award.draw);
        let code = qr(&address, &ctx.t("awards-qr"))?;
        let host = ctx.site.host.say(ctx.t).to_owned();
        let place = |index: Option<i64>| index.map_or_else(|| ctx.t("projects-log-pending"), |index| ctx.n("projects-log-entry", index));
        let fingerprint = found.fingerprint().map(|(sha256, index)| (ctx.hash(&sha256), place(index)));
        let document = found.document.as_ref().map(|past| past.document.clone()).unwrap_or_default();
        let head = app.db.read(reading::printed).await?;
        let page = NoticePage { ctx: &ctx, award: Facts::of(&app, &ctx, &found), host, address, code, document, fingerprint, head };
        kept::html(&page)
    })
    .await
}

/// A line of the agency's list.
struct Line {
    href: String,
    title: String,
    serial: String,
    state: Markup,
    offered: String,
    due: String,
}

#[derive(Template)]
#[template(path = "awards/list.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    total: i64,
    awards: Vec<Line>,
    pager: Pager,
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, asked: web::Query<Leaf>) -> Result<HttpResponse> {
    let (org, page) = (who.org.clone(), asked.page());
    let (found, total) = app.db.read(move |conn| store::of_agency(conn, org.as_str(), page)).await?;
    let line = |Listed { award, title, .. }: Listed| Line {
        href: format!("/agency/awards/{}", award.id),
        title,
        serial: award.serial,
        state: state(&ctx, award.state),
        offered: ctx.t.date(award.offered_at.day()),
        due: if award.state == AwardState::Offered { ctx.t.when(award.due_at) } else { ctx.t("none") },
    };
    let awards = found.into_iter().map(line).collect();
    let pager = ctx.pager(page, (total + store::PAGE - 1) / store::PAGE, "/agency/awards");
    Ok(ctx.ok(&ListPage { ctx: &ctx, total, awards, pager }))
}

#[derive(Template)]
#[template(path = "awards/award.html")]
struct AwardPage<'a> {
    ctx: &'a Ctx,
    award_id: String,
    award: Facts,
    may_answer: bool,
    reason: String,
    form: &'a Form,
}

async fn shown(app: &App, ctx: &Ctx, who: &Acting<Agency>, (id, form): (&str, &Form)) -> Result<HttpResponse> {
    let found = doors::own(app, who, id.to_owned()).await?;
    let page = AwardPage {
        ctx,
        award_id: found.award.id.clone(),
        award: Facts::of(app, ctx, &found),
        may_answer: found.award.state == AwardState::Offered && ctx.now < found.due,
        reason: if found.award.state == AwardState::Declined { found.award.reason.clone() } else { String::new() },
        form,
    };
    Ok(if form.has_errors() { ctx.refused(&page) } else { ctx.ok(&page) })
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    shown(&app, &ctx, &who, (&id, &Form::blank(ctx.t, forms::DECLINE))).await
}

async fn accept(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::blank(ctx.t, forms::DECLINE);
    match doors::accept(&app, &who, id.clone()).await {
        Ok(()) => return Ok(see_other(&format!("/agency/awards/{id}"), Some("awards-flash-accepted"))),
        Err(error) => form.stays(error)?,
    }
    shown(&app, &ctx, &who, (&id, &form)).await
}

async fn decline(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::DECLINE, posted.0);
    if let Some(reason) = forms::reason(&mut form) {
        match doors::decline(&app, &who, id.clone(), reason).await {
            Ok(()) => return Ok(see_other(&format!("/agency/awards/{id}"), Some("awards-flash-declined"))),
            Err(error) => form.stays(error)?,
        }
    }
    shown(&app, &ctx, &who, (&id, &form)).await
}
