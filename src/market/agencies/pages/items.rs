//! The service items of a filing and the certificates of each: one item, one certificate to a page, so that adding another needs no script.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::filing::{Place, places};
use super::rows::{self, ReasonRow, Scan};
use crate::app::App;
use crate::domain::agency::{Draft, OfferDraft, PaperDraft};
use crate::domain::catalogue::ServiceItem;
use crate::domain::filing::{Fault, FilingState};
use crate::error::{Error, Result};
use crate::market::agencies::doors::{self, Desk};
use crate::market::agencies::forms::{self, Step};
use crate::market::catalogue;
use crate::platform::auth::{Acting, AgencyManager, Posted};
use crate::platform::forms::{Explain, FieldView, Form};
use crate::platform::page::{self, Ctx};
use crate::platform::random;
use crate::platform::routes::Routes;

const LIST: &str = "/agency/filing/items";
/// What a picker of files offers for a scan.
const SCANS: &str = ".pdf,.jpg,.jpeg,.png";

pub fn routes(r: &mut Routes<'_>) {
    r.get(LIST, list).post(LIST, add);
    r.get("/agency/filing/items/{item}", item).post("/agency/filing/items/{item}", save_item);
    r.post("/agency/filing/items/{item}/remove", remove_item);
    r.get("/agency/filing/items/{item}/papers/{key}", paper).post("/agency/filing/items/{item}/papers/{key}", save_paper);
    r.post("/agency/filing/items/{item}/papers/{key}/remove", remove_paper);
}

/// A certificate of an item, in words.
struct PaperLine {
    href: String,
    title: String,
    grade: String,
    number: String,
    until: String,
    scan: Option<Scan>,
    /// What is wrong with it.
    faults: Vec<String>,
}

/// An item of the draft.
struct OfferSheet {
    id: String,
    href: String,
    name: String,
    needs: String,
    promise: String,
    days: String,
    papers: Vec<PaperLine>,
    /// Where a further certificate is filled in; none where the item has no qualification.
    another: Option<String>,
    faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "agencies/items.html")]
struct ItemsPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    places: Vec<Place>,
    /// What an operator returned items and certificates for.
    reasons: Vec<ReasonRow>,
    offers: Vec<OfferSheet>,
}

#[derive(Template)]
#[template(path = "agencies/item.html")]
struct ItemPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    sheet: OfferSheet,
    usual: u32,
}

#[derive(Template)]
#[template(path = "agencies/paper.html")]
struct PaperPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    fields: Vec<FieldView>,
    item: String,
    item_href: String,
    qualification: String,
    key: &'a str,
    scan: Option<Scan>,
    /// Whether it is in the draft already.
    known: bool,
    saved: bool,
}

/// The draft, unless it waits for its check.
async fn open_desk(app: &App, ctx: &Ctx, who: &Acting<AgencyManager>) -> Result<Desk> {
    let desk = doors::desk(app, who, ctx.now).await?;
    if desk.working.filing.state == FilingState::Submitted {
        return Err(Error::refused(crate::error::Say::new("agencies-refused-waiting")));
    }
    Ok(desk)
}

fn known(code: &str) -> Result<&'static ServiceItem> {
    catalogue::item(code).ok_or(Error::NotFound)
}

fn told(ctx: &Ctx, faults: &[Fault], draft: &Draft, prefix: &str) -> Vec<String> {
    let own = |fault: &&Fault| fault.field.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    faults.iter().filter(own).map(|fault| fault.wrong.explain(ctx.t, &rows::place(ctx.t, draft, &fault.field).0)).collect()
}

fn sheet(ctx: &Ctx, desk: &Desk, item: &ServiceItem, offer: &OfferDraft) -> OfferSheet {
    let draft = &desk.working.filing.draft;
    let line = |paper: &PaperDraft| {
        let words = rows::typed_words(ctx.t, offer, paper);
        PaperLine {
            href: format!("{LIST}/{}/papers/{}", offer.item, paper.key),
            title: words.title(),
            grade: words.grade,
            number: paper.number.clone(),
            until: if paper.no_end { ctx.t("agencies-no-end") } else { paper.valid_until.clone() },
            scan: desk.scan(&paper.scan).map(|scan| Scan::of(ctx.t, scan, "/agency/documents")),
            faults: told(ctx, &desk.faults, draft, &format!("paper-{}", paper.key)),
        }
    };
    let needs = match &item.qualification {
        Some(kind) if !item.promise_only() => catalogue::say(ctx.t, &kind.name),
        _ => ctx.word("catalogue-entry", item.entry),
    };
    OfferSheet {
        id: format!("o-{}", item.code),
        href: format!("{LIST}/{}", item.code),
        name: catalogue::say(ctx.t, &item.name),
        needs,
        promise: offer.promise.clone(),
        days: if offer.days.trim().is_empty() { item.standard_wd.to_string() } else { offer.days.trim().to_owned() },
        papers: offer.papers.iter().map(line).collect(),
        another: item.qualification.as_ref().map(|_| format!("{LIST}/{}/papers/{}", item.code, random::blind_id())),
        faults: told(ctx, &desk.faults, draft, &format!("item-{}", item.code)),
    }
}

fn items_page<'a>(ctx: &'a Ctx, form: &'a Form, desk: &Desk) -> ItemsPage<'a> {
    let offers = &desk.working.filing.draft.offers;
    let offers = offers.iter().filter_map(|offer| Some(sheet(ctx, desk, catalogue::item(&offer.item)?, offer))).collect();
    let mut reasons = desk.returned().map(|returned| rows::reasons(ctx.t, returned)).unwrap_or_default();
    reasons.retain(|reason| reason.href.starts_with(LIST));
    ItemsPage { ctx, form, places: places(ctx, Step::Items, &desk.faults), reasons, offers }
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<AgencyManager>) -> Result<HttpResponse> {
    let desk = open_desk(&app, &ctx, &who).await?;
    let form = forms::add_shown(ctx.t, &desk.working.filing.draft);
    Ok(ctx.ok(&items_page(&ctx, &form, &desk)))
}

/// Adds an item, and goes on to what it asks.
async fn add(app: web::Data<App>, ctx: Ctx, who: Acting<AgencyManager>, posted: Posted) -> Result<HttpResponse> {
    let desk = open_desk(&app, &ctx, &who).await?;
    let mut form = Form::submitted(ctx.t, forms::ADD, posted.0);
    forms::offer_items(&mut form, ctx.t, &desk.working.filing.draft);
    let Some(item) = form.choice("item", catalogue::item) else { return Ok(ctx.refused(&items_page(&ctx, &form, &desk))) };
    let typed = OfferDraft { item: item.code.to_string(), ..OfferDraft::default() };
    doors::save(&app, &who, None, move |draft, _| doors::offer_into(draft, typed)).await?;
    Ok(page::see_other(&format!("{LIST}/{}", item.code), Some("agencies-flash-item-added")))
}

async fn item(app: web::Data<App>, ctx: Ctx, who: Acting<AgencyManager>, code: web::Path<String>) -> Result<HttpResponse> {
    let (item, desk) = (known(&code)?, open_desk(&app, &ctx, &who).await?);
    let offer = desk.working.filing.draft.offer(&code).ok_or(Error::NotFound)?;
    let form = forms::item_shown(ctx.t, item, offer);
    Ok(ctx.ok(&ItemPage { ctx: &ctx, form: &form, sheet: sheet(&ctx, &desk, item, offer), usual: item.standard_wd }))
}

async fn save_item(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<AgencyManager>,
    code: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse> {
    let item = known(&code)?;
    let mut form = Form::submitted(ctx.t, &forms::item_fields(item), posted.0);
    let text = |name: &str| form.value(name).replace("\r\n", "\n").trim().to_owned();
    let typed = OfferDraft { item: item.code.to_string(), promise: text("promise"), days: text("days"), papers: Vec::new() };
    let saved = doors::save(&app, &who, None, move |draft, _| doors::offer_into(draft, typed)).await?;
    forms::refuse(&mut form, ctx.t, &saved.faults, &format!("item-{}-", item.code));
    if !form.has_errors() {
        return Ok(page::see_other(LIST, Some("agencies-flash-saved")));
    }
    let desk = open_desk(&app, &ctx, &who).await?;
    let offer = saved.draft.offer(&code).ok_or(Error::NotFound)?;
    Ok(ctx.refused(&ItemPage { ctx: &ctx, form: &form, sheet: sheet(&ctx, &desk, item, offer), usual: item.standard_wd }))
}

async fn remove_item(app: web::Data<App>, who: Acting<AgencyManager>, code: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    let code = code.into_inner();
    doors::save(&app, &who, None, move |draft, _| draft.offers.retain(|offer| offer.item != code)).await?;
    Ok(page::see_other(LIST, Some("agencies-flash-item-removed")))
}

/// The page of a certificate that is in the draft, or of a new one under a fresh key.
async fn paper(app: web::Data<App>, ctx: Ctx, who: Acting<AgencyManager>, at: web::Path<(String, String)>) -> Result<HttpResponse> {
    let (code, key) = at.into_inner();
    let (item, desk) = (known(&code)?, open_desk(&app, &ctx, &who).await?);
    let offer = desk.working.filing.draft.offer(&code).ok_or(Error::NotFound)?;
    let typed = offer.papers.iter().find(|paper| paper.key == key).cloned().unwrap_or_default();
    let form = forms::paper_shown(ctx.t, item, &typed);
    Ok(ctx.ok(&paper_page(&ctx, &form, (item, &key), (&desk, false))?))
}

fn paper_page<'a>(
    ctx: &'a Ctx,
    form: &'a Form,
    (item, key): (&ServiceItem, &'a str),
    (desk, saved): (&Desk, bool),
) -> Result<PaperPage<'a>> {
    let kind = item.qualification.as_ref().filter(|_| is_key(key)).ok_or(Error::NotFound)?;
    let offer = desk.working.filing.draft.offer(item.code.as_str());
    let typed = offer.and_then(|offer| offer.papers.iter().find(|paper| paper.key == key));
    let scan = typed.and_then(|paper| desk.scan(&paper.scan));
    let needs_scan = scan.is_none() && !item.promise_only();
    let file = |view: FieldView| if needs_scan { view.needed() } else { view };
    let names = forms::paper_names(item);
    Ok(PaperPage {
        ctx,
        form,
        fields: names.iter().map(|name| if *name == "scan" { file(form.field(name).accept(SCANS)) } else { form.field(name) }).collect(),
        item: catalogue::say(ctx.t, &item.name),
        item_href: format!("{LIST}/{}", item.code),
        qualification: catalogue::say(ctx.t, &kind.name),
        key,
        scan: scan.map(|scan| Scan::of(ctx.t, scan, "/agency/documents")),
        known: typed.is_some(),
        saved,
    })
}

/// Keys are made by this program; another text in their place is no page of ours.
fn is_key(key: &str) -> bool {
    key.len() == 32 && key.bytes().all(|b| b.is_ascii_hexdigit())
}

async fn save_paper(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<AgencyManager>,
    at: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse> {
    let (code, key) = at.into_inner();
    let item = known(&code)?;
    if !is_key(&key) || item.qualification.is_none() {
        return Err(Error::NotFound);
    }
    let mut form = Form::submitted(ctx.t, &forms::paper_fields(item), posted.0);
    forms::offer_paper(&mut form, ctx.t, item);
    let scan = doors::keep_scan(&app, &mut form, "scan").await?;
    let typed = forms::paper_typed(&form, &key, String::new());
    let saved = doors::save(&app, &who, scan, move |draft, scan| {
        doors::paper_into(draft, &code, PaperDraft { scan: scan.unwrap_or_default(), ..typed });
    });
    let saved = saved.await?;
    forms::refuse(&mut form, ctx.t, &saved.faults, &format!("paper-{key}-"));
    if !form.has_errors() {
        return Ok(page::see_other(&format!("{LIST}/{}", item.code), Some("agencies-flash-paper-saved")));
    }
    let desk = open_desk(&app, &ctx, &who).await?;
    Ok(ctx.refused(&paper_page(&ctx, &form, (item, &key), (&desk, true))?))
}

async fn remove_paper(
    app: web::Data<App>,
    who: Acting<AgencyManager>,
    at: web::Path<(String, String)>,
    _posted: Posted,
) -> Result<HttpResponse> {
    let (code, key) = at.into_inner();
    let back = format!("{LIST}/{code}");
    doors::save(&app, &who, None, move |draft, _| doors::paper_out(draft, &code, &key)).await?;
    Ok(page::see_other(&back, Some("agencies-flash-paper-removed")))
}
