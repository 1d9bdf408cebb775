//! `/signups/{id}/quote`: an agency seals its quote in its browser, sends what `mingxuan seal` wrote, or lets the market seal what it types.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::kept;
use crate::app::App;
use crate::domain::bid::{Claim, Quote};
use crate::domain::draw::Document;
use crate::domain::method::quote::QuoteKind;
use crate::domain::policy::Bids;
use crate::error::{Error, Result};
use crate::market::bids::api::PayloadBody;
use crate::market::bids::doors::Uploaded;
use crate::market::bids::findings::Findings;
use crate::market::bids::service::{Desk, SealedDocument, Typed};
use crate::market::bids::{doors, findings, forms, sheet as sheets};
use crate::platform::auth::{Acting, Agency, Posted};
use crate::platform::forms::Form;
use crate::platform::page::{self, Ctx};

/// The forms of the page.
struct Forms {
    sealed: Form,
    typed: Form,
    key: Form,
    back: Form,
}

impl Forms {
    fn blank(ctx: &Ctx) -> Forms {
        let [sealed, typed] = [forms::SEALED, forms::TYPED].map(|fields| Form::blank(ctx.t, fields));
        let [key, back] = [forms::KEY, forms::CLAIM].map(|fields| Form::blank(ctx.t, fields));
        Forms { sealed, typed, key, back }
    }
}

#[derive(Template)]
#[template(path = "bids/seal.html")]
struct SealPage<'a> {
    ctx: &'a Ctx,
    href: String,
    title: &'a str,
    number: &'a str,
    label: &'a str,
    /// The claim to the fresh pseudonym of this page, where entries lie under pseudonyms.
    fresh: Option<String>,
    /// Whether there is an entry under a pseudonym, which nobody can look up.
    linked: bool,
    draw: &'a str,
    committee: String,
    kind: QuoteKind,
    least: u64,
    most: u64,
    most_words: String,
    closes: String,
    standing: Option<Standing>,
    may_seal: bool,
    may_type: bool,
    /// Until when the agency may open its own entry.
    cure_by: Option<String>,
    /// What documents may be sealed beside the quote.
    files: Option<&'a Bids>,
    attached: usize,
    came: &'a [(String, i64)],
    forms: &'a Forms,
    /// What was typed, in words, to be confirmed.
    confirm: Option<String>,
    /// Names of the documents that are sealed and wait for the quote.
    waiting: Vec<String>,
}

/// The entry that stands.
struct Standing {
    when: String,
    made: String,
    outcome: String,
}

fn seal_page<'a>(ctx: &'a Ctx, desk: &'a Desk, (forms, confirm): (&'a Forms, Option<String>)) -> SealPage<'a> {
    let bounds = desk.bounds;
    let standing = desk.standing.as_ref().map(|entry| Standing {
        when: ctx.t.moment(entry.received_at),
        made: ctx.word("bids-made", entry.made),
        outcome: entry
            .outcome
            .split(' ')
            .next()
            .filter(|word| !word.is_empty())
            .map_or_else(String::new, |word| ctx.word("bids-state", word)),
    });
    SealPage {
        ctx,
        href: format!("/signups/{}", desk.signup.id),
        title: &desk.project.title,
        number: &desk.project.number,
        label: desk.label(),
        fresh: desk.fresh.as_ref().map(Document::to_text),
        linked: !desk.signup.link.is_empty(),
        draw: &desk.signup.draw,
        committee: desk.committee.to_text(),
        kind: bounds.kind,
        least: bounds.least,
        most: bounds.most,
        most_words: match bounds.kind {
            QuoteKind::Amount => forms::words(ctx.t, Quote::Amount(bounds.most)),
            QuoteKind::Discount => forms::words(ctx.t, Quote::Discount(bounds.most)),
        },
        closes: ctx.t.when(desk.project.closes_at),
        standing,
        may_seal: desk.may_seal,
        may_type: desk.may_type,
        files: desk.files.as_ref(),
        attached: desk.attached,
        came: &desk.came,
        cure_by: desk.cure_by.map(|by| ctx.t.moment(by)),
        waiting: forms::carried(&forms.typed).unwrap_or_default().into_iter().map(|one| one.name).collect(),
        forms,
        confirm,
    }
}

pub async fn ask(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    let (desk, mut forms) = (doors::desk(&app, &who, id.into_inner()).await?, Forms::blank(&ctx));
    fresh(&mut forms.typed, &desk);
    Ok(ctx.ok(&seal_page(&ctx, &desk, (&forms, None))))
}

/// A sealed entry, from the script or from a file.
pub async fn take(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut forms = Forms::blank(&ctx);
    forms.sealed = Form::submitted(ctx.t, forms::SEALED, posted.0);
    if let Some(package) = forms::sealed(&mut forms.sealed) {
        let payloads = forms.sealed.uploads("payloads");
        match doors::bring_and_take(&app, &who, (id.clone(), package), payloads).await {
            Ok(taken) => return kept::done(&ctx, &id, &taken),
            Err(error) => forms.sealed.stays(error)?,
        }
    }
    let desk = doors::desk(&app, &who, id.into_inner()).await?;
    fresh(&mut forms.typed, &desk);
    Ok(ctx.refused(&seal_page(&ctx, &desk, (&forms, None))))
}

/// The claim to a fresh pseudonym goes with what is typed.
fn fresh(form: &mut Form, desk: &Desk) {
    if let Some(claim) = desk.fresh.as_ref().filter(|_| form.value("fresh").is_empty()) {
        form.set("fresh", claim.to_text());
    }
}

/// What was typed: first it is shown in words, then it is sealed.
pub async fn typed(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who, id.clone()).await?;
    let mut forms = Forms::blank(&ctx);
    forms.typed = Form::submitted(ctx.t, forms::TYPED, posted.0);
    let mut confirm = None;
    let claim = if desk.fresh.is_some() { forms::claim(&mut forms.typed, "claim").map(Some) } else { Some(None) };
    let documents = match &claim {
        Some(claim) => documents(&app, &who, (&id, claim), &mut forms.typed).await?,
        None => None,
    };
    if let (Some(typed), Some(claim), Some(documents)) = (forms::typed(&mut forms.typed, &desk), claim, documents) {
        if forms.typed.value("confirmed") == confirmation(typed) {
            match doors::seal_here(&app, &who, (id.clone(), typed, claim), documents).await {
                Ok(taken) => return kept::done(&ctx, &id, &taken),
                Err(error) => forms.typed.stays(error)?,
            }
        } else {
            forms.typed.set("confirmed", confirmation(typed));
            confirm = Some(forms::words(ctx.t, typed.quote));
        }
    }
    Ok(ctx.refused(&seal_page(&ctx, &desk, (&forms, confirm))))
}

/// The documents of the form: those that come with it are sealed and go on through the page, in the place of those that did before.
async fn documents(
    app: &App,
    who: &Acting<Agency>,
    (id, claim): (&str, &Option<Claim>),
    form: &mut Form,
) -> Result<Option<Vec<SealedDocument>>> {
    let uploads: Vec<_> = form.uploads("documents").into_iter().filter(|upload| upload.size > 0).collect();
    if uploads.is_empty() {
        return Ok(forms::documents(form));
    }
    form.set("sealed_documents", "");
    match doors::seal_documents(app, who, (id.to_owned(), claim.clone()), uploads).await {
        Ok(Uploaded::Sealed(documents)) => {
            form.set("sealed_documents", serde_json::to_string(&documents).map_err(|e| Error::caused("writing sealed documents", e))?);
            Ok(Some(documents))
        }
        Ok(Uploaded::Named(all)) => {
            let t = form.words();
            for (name, cleaned) in all {
                form.refuse("documents", format!("{name}: {} {}", Findings::of(t, &cleaned).found.join(" "), t.t("bids-check-fix")));
            }
            Ok(None)
        }
        Err(error) => form.stays(error).map(|()| None),
    }
}

/// What the second post must repeat: a quote that was changed after it was shown in words is shown again.
fn confirmation(typed: Typed) -> String {
    format!("{}-{}", forms::number(typed.quote), typed.days.unwrap_or_default())
}

/// Salt and key of an entry that is missing for want of a member's key.
pub async fn key(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut forms = Forms::blank(&ctx);
    forms.key = Form::submitted(ctx.t, forms::KEY, posted.0);
    if let Some((label, private)) = forms::private(&mut forms.key) {
        match doors::show_key(&app, &who, (id.clone(), label, private)).await {
            Ok(()) => return Ok(page::see_other(&format!("/signups/{id}/quote"), Some("bids-flash-cured"))),
            Err(error) => forms.key.stays(error)?,
        }
    }
    let desk = doors::desk(&app, &who, id.into_inner()).await?;
    fresh(&mut forms.typed, &desk);
    Ok(ctx.refused(&seal_page(&ctx, &desk, (&forms, None))))
}

/// Takes back an entry under a pseudonym.
pub async fn back(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut forms = Forms::blank(&ctx);
    forms.back = Form::submitted(ctx.t, forms::CLAIM, posted.0);
    if let Some(claim) = forms::claim(&mut forms.back, forms::KEPT) {
        match doors::take_back(&app, &who, (id.clone(), claim)).await {
            Ok(()) => return Ok(page::see_other(&format!("/signups/{id}/quote"), Some("bids-flash-taken-back"))),
            Err(error) => forms.back.stays(forms::of_kept(error))?,
        }
    }
    let desk = doors::desk(&app, &who, id.into_inner()).await?;
    fresh(&mut forms.typed, &desk);
    Ok(ctx.refused(&seal_page(&ctx, &desk, (&forms, None))))
}

/// The sealing sheet as a file.
pub async fn sheet(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    let sheet = sheets::of(&doors::desk(&app, &who, id.into_inner()).await?);
    Ok(file(&format!("sheet-{}-{}.json", sheet.project, &sheet.label[2..10])).json(sheet))
}

/// The receipt of the entry that stands, as a file.
pub async fn receipt(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    let taken = doors::receipt(&app, &who, id.into_inner()).await?;
    Ok(file(&format!("quote-receipt-{}.json", &taken.entry.label[2..10])).json(taken.receipt))
}

fn file(name: &str) -> actix_web::HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    answer.insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")));
    answer.insert_header((CACHE_CONTROL, "private, no-store"));
    answer
}

/// Ciphertexts that the page's script sends before the entry.
pub async fn payloads(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let sent = posted.0.into_parts().1.remove("file").unwrap_or_default();
    Ok(HttpResponse::Ok().json(PayloadBody::all(doors::bring(&app, &who, (id.into_inner(), sent)).await?)))
}

/// A document that the page's script has checked; the form's token comes in a header, since the body is the document alone.
#[allow(clippy::too_many_arguments, reason = "what a request brings, each by its extractor")]
pub async fn check(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Agency>,
    id: web::Path<String>,
    request: HttpRequest,
    body: web::Payload,
) -> Result<HttpResponse> {
    who.proves(&app, request.headers().get("mingxuan-token").and_then(|value| value.to_str().ok()).unwrap_or_default())?;
    findings::answer(ctx.t, doors::check(&app, &who, (id.into_inner(), findings::name(&request)), body).await?)
}
