//! `/owner/projects/{id}/choice`: cards that name nobody, one pick, a reason. What is picked cannot be changed, and the page says so before. Where the owner
//! compares proposals itself, they and its score sheet stand there too.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::policy::Policy;
use crate::domain::project::{ProjectId, ProjectState};
use crate::error::Result;
use crate::market::documents;
use crate::market::outcomes::compared_words::{self, ProposalWords};
use crate::market::outcomes::doors::{self, Choosing};
use crate::market::outcomes::forms::{self, Gaps};
use crate::market::outcomes::store::ChoiceState;
use crate::market::outcomes::words::{CardWords, SaidWords};
use crate::platform::auth::{Acting, Owner, Posted};
use crate::platform::forms::Form;
use crate::platform::kept;
use crate::platform::page::{Ctx, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/owner/projects/{id}/choice", show).post("/owner/projects/{id}/choice", pick);
    r.post("/owner/projects/{id}/choice/replies", reply);
    r.post("/owner/projects/{id}/choice/sheet", save);
    r.get("/owner/projects/{id}/choice/{card}/documents/{number}", document);
}

#[derive(Template)]
#[template(path = "outcomes/choice.html")]
struct ChoicePage<'a> {
    ctx: &'a Ctx,
    id: &'a str,
    /// Its own page.
    href: String,
    number: &'a str,
    title: &'a str,
    cards: Vec<CardWords>,
    /// Proposals that the owner compares itself, in the place of the cards.
    proposals: Vec<ProposalWords>,
    due: String,
    form: &'a Form,
    /// Whether those behind the cards negotiate first; then silence picks nobody.
    talked: bool,
    /// Whose turn it is in a negotiation, and what follows; `None` where nobody negotiates.
    turn: Option<String>,
    /// The replies it owes now: the form and the names of its fields.
    replies: Option<(&'a Form, Vec<String>)>,
    /// Whether it may pick now.
    open: bool,
    /// What it said, once it has picked.
    reason: &'a str,
    silent: bool,
    /// What its silence came to.
    was_silent: String,
}

/// The forms of the page.
struct Forms {
    pick: Form,
    replies: Form,
}

impl Forms {
    fn shown(app: &App, ctx: &Ctx, choosing: &Choosing) -> Result<Forms> {
        let pick = forms::shown(ctx.t, app.pinned(&choosing.project.policy)?, choosing);
        Ok(Forms { pick, replies: Form::blank(ctx.t, &forms::replies(ctx.t, choosing.asked(ctx.now))) })
    }
}

/// The cards with what was said beside them.
fn cards(ctx: &Ctx, policy: &Policy, choosing: &Choosing) -> Vec<CardWords> {
    let mut cards = CardWords::all(ctx.t, policy, &choosing.cards);
    if let Some(talking) = &choosing.talking {
        for (words, card) in cards.iter_mut().zip(&choosing.cards) {
            words.said = SaidWords::all(ctx.t, talking.heard.get(&card.pseudonym).map(Vec::as_slice).unwrap_or_default());
        }
    }
    cards
}

/// Whose turn it is, while somebody has it.
fn turn(ctx: &Ctx, policy: &Policy, choosing: &Choosing) -> Option<String> {
    let talk = &choosing.talking.as_ref()?.talk;
    let rounds = policy.methods.negotiation?.rounds;
    let told = ctx.msg(format!("negotiations-owner-{}", talk.turn)).with_n("round", talk.round).with_n("rounds", rounds);
    (choosing.project.state == ProjectState::Choosing).then(|| told.with("due", ctx.t.when(talk.due_at)).to_string())
}

fn page<'a>(app: &App, ctx: &'a Ctx, (choosing, forms): (&'a Choosing, &'a Forms)) -> Result<ChoicePage<'a>> {
    let (project, choice) = (&choosing.project, &choosing.choice);
    let policy = app.pinned(&choosing.project.policy)?;
    let open = choice.may_pick(project.state, ctx.now).is_ok();
    let asked = choosing.asked(ctx.now).len();
    Ok(ChoicePage {
        ctx,
        id: project.id.as_str(),
        href: format!("/owner/projects/{}", project.id),
        number: &project.number,
        title: &project.title,
        cards: cards(ctx, policy, choosing),
        proposals: compared_words::proposals(ctx.t, policy, (choosing, &forms.pick, open)),
        talked: choosing.talking.is_some(),
        turn: turn(ctx, policy, choosing),
        replies: (asked > 0).then(|| (&forms.replies, (1..=asked).map(|at| format!("reply_{at}")).collect())),
        due: ctx.t.when(choice.due_at),
        form: &forms.pick,
        open,
        reason: &choice.reason,
        silent: choice.state == ChoiceState::Silent,
        was_silent: ctx.t(if choosing.talking.is_some() { "negotiations-was-silent" } else { "outcomes-was-silent" }),
    })
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>) -> Result<HttpResponse> {
    kept::own(&app, &ctx, async || {
        let choosing = doors::choosing(&app, &who, id.into_inner()).await?;
        let forms = Forms::shown(&app, &ctx, &choosing)?;
        kept::html(&page(&app, &ctx, (&choosing, &forms))?)
    })
    .await
}

async fn pick(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>, posted: Posted) -> Result<HttpResponse> {
    let id = id.into_inner();
    let choosing = doors::choosing(&app, &who, id.clone()).await?;
    let mut forms = Forms::shown(&app, &ctx, &choosing)?;
    forms.pick = forms::submitted(ctx.t, app.pinned(&choosing.project.policy)?, &choosing, posted.0);
    if let Some(answer) = forms::read(&mut forms.pick, ctx.t, (&choosing, Gaps::None)) {
        match doors::pick(&app, &who, (id.clone(), answer)).await {
            Ok(()) => return Ok(see_other(&format!("/owner/projects/{id}/choice"), Some("outcomes-flash-picked"))),
            Err(error) => forms.pick.stays(error)?,
        }
    }
    let choosing = doors::choosing(&app, &who, id).await?;
    Ok(ctx.refused(&page(&app, &ctx, (&choosing, &forms))?))
}

/// Keeps what the owner has written on its sheet.
async fn save(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>, posted: Posted) -> Result<HttpResponse> {
    let id = id.into_inner();
    let choosing = doors::choosing(&app, &who, id.clone()).await?;
    let mut forms = Forms::shown(&app, &ctx, &choosing)?;
    forms.pick = forms::submitted(ctx.t, app.pinned(&choosing.project.policy)?, &choosing, posted.0);
    if let Some(written) = forms::written(&mut forms.pick, ctx.t, &choosing) {
        match doors::save(&app, &who, (id.clone(), written)).await {
            Ok(()) => return Ok(see_other(&format!("/owner/projects/{id}/choice"), Some("outcomes-flash-kept"))),
            Err(error) => forms.pick.stays(error)?,
        }
    }
    Ok(ctx.refused(&page(&app, &ctx, (&choosing, &forms))?))
}

/// A document of the proposal behind a card, to be saved and read.
async fn document(app: web::Data<App>, who: Acting<Owner>, path: web::Path<(ProjectId, String, String)>) -> Result<HttpResponse> {
    documents::answer_unknown(&app, doors::document(&app, &who, path.into_inner()).await?).await
}

/// Replies to all who quoted, at once.
async fn reply(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>, posted: Posted) -> Result<HttpResponse> {
    let id = id.into_inner();
    let choosing = doors::choosing(&app, &who, id.clone()).await?;
    let (mut forms, asked) = (Forms::shown(&app, &ctx, &choosing)?, choosing.asked(ctx.now).to_vec());
    forms.replies = Form::submitted(ctx.t, &forms::replies(ctx.t, &asked), posted.0);
    let mut refused = None;
    if let Some(words) = forms::read_replies(&mut forms.replies, asked.len()) {
        match doors::reply(&app, &who, (id.clone(), words)).await {
            Ok(()) => return Ok(see_other(&format!("/owner/projects/{id}/choice"), Some("negotiations-flash-replied"))),
            Err(error) => refused = Some(error),
        }
    }
    let choosing = doors::choosing(&app, &who, id).await?;
    if let Some(error) = refused {
        // Out of its turn there is no form for replies; why nothing was taken stands above the page.
        let form = if choosing.asked(ctx.now).is_empty() { &mut forms.pick } else { &mut forms.replies };
        form.stays(error)?;
    }
    Ok(ctx.refused(&page(&app, &ctx, (&choosing, &forms))?))
}
