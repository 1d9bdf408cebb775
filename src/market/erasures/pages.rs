//! The page of erasures: for the two who are needed, and nobody else.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::service::{self, Sought};
use super::store::{self, Wish};
use crate::app::App;
use crate::domain::erasure::{Erasure, Ground};
use crate::domain::role::Role;
use crate::domain::text::{CreditCode, PersonName};
use crate::error::{Error, Result};
use crate::platform::auth::{Acting, Administrator, Erasing, Posted, Supervisor};
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::page::{Ctx, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/erasures", list).post("/erasures", ask).post("/erasures/named", ask_named).post("/erasures/{id}/{decision}", decide);
}

const WISH: &[Field] = &[Field::email("email", "erasures-email").hint("erasures-email-hint"), Field::radio("ground", "erasures-ground")];
const NAMED: &[Field] = &[
    Field::text("uscc", "erasures-uscc").hint("erasures-uscc-hint"),
    Field::text("person", "erasures-person").hint("erasures-person-hint"),
    Field::radio("named_ground", "erasures-ground"),
];

/// A wish as the page shows it.
struct Line {
    id: String,
    name: String,
    found_by: String,
    ground: String,
    state: String,
    asked: String,
    decided: String,
    open: bool,
}

impl Line {
    fn of(ctx: &Ctx, one: &Wish) -> Line {
        let gone = one.state == Erasure::Done;
        Line {
            id: one.id.clone(),
            name: if gone { ctx.t("erasures-somebody") } else { one.name.clone() },
            found_by: if gone { String::new() } else { one.found_by.clone() },
            ground: ctx.word("erasures-ground", one.ground),
            state: ctx.word("erasures-state", one.state),
            asked: ctx.t.moment(one.asked_at),
            decided: if one.decided_at.ms() > 0 { ctx.t.moment(one.decided_at) } else { String::new() },
            open: one.state == Erasure::Asked,
        }
    }
}

/// What an administrator fills in: for somebody with an account, and for somebody an organisation named.
struct Forms {
    account: Form,
    named: Form,
}

impl Forms {
    fn of(ctx: &Ctx, mut account: Form, mut named: Form) -> Forms {
        let grounds = || Ground::ALL.iter().map(|one| Choice::new(one, ctx.word("erasures-ground", one))).collect();
        account.offer("ground", grounds());
        named.offer("named_ground", grounds());
        Forms { account, named }
    }

    fn blank(ctx: &Ctx) -> Forms {
        Forms::of(ctx, Form::blank(ctx.t, WISH), Form::blank(ctx.t, NAMED))
    }

    /// The one that was sent and refused, else the first: it gives the page its title.
    fn first(&self) -> &Form {
        if self.named.has_errors() { &self.named } else { &self.account }
    }

    /// Where each goes, its heading, and what is asked.
    fn sheets(&self) -> [(&'static str, &'static str, &Form); 2] {
        [("/erasures", "erasures-ask", &self.account), ("/erasures/named", "erasures-ask-named", &self.named)]
    }
}

#[derive(Template)]
#[template(path = "erasures/list.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    lines: Vec<Line>,
    decides: bool,
    forms: Option<&'a Forms>,
}

async fn page<'a>(app: &App, ctx: &'a Ctx, decides: bool, forms: Option<&'a Forms>) -> Result<ListPage<'a>> {
    let lines = app.db.read(store::latest).await?.iter().map(|one| Line::of(ctx, one)).collect();
    Ok(ListPage { ctx, lines, decides, forms })
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<Erasing>) -> Result<HttpResponse> {
    let decides = who.role == Role::Supervisor;
    let forms = Forms::blank(&ctx);
    Ok(ctx.ok(&page(&app, &ctx, decides, (!decides).then_some(&forms)).await?))
}

async fn ask(app: web::Data<App>, ctx: Ctx, who: Acting<Administrator>, posted: Posted) -> Result<HttpResponse> {
    let mut forms = Forms::of(&ctx, Form::submitted(ctx.t, WISH, posted.0), Form::blank(ctx.t, NAMED));
    let (email, ground) = (forms.account.email("email"), forms.account.choice("ground", Ground::parse));
    let wish = forms.account.accepted().and(email).map(Sought::Account).zip(ground);
    if written_down(&app, &who, &mut forms.account, wish).await? {
        return Ok(see_other("/erasures", Some("erasures-flash-asked")));
    }
    Ok(ctx.refused(&page(&app, &ctx, false, Some(&forms)).await?))
}

async fn ask_named(app: web::Data<App>, ctx: Ctx, who: Acting<Administrator>, posted: Posted) -> Result<HttpResponse> {
    let mut forms = Forms::of(&ctx, Form::blank(ctx.t, WISH), Form::submitted(ctx.t, NAMED, posted.0));
    let (code, person) = (forms.named.get("uscc", CreditCode::parse), forms.named.get("person", PersonName::parse));
    let ground = forms.named.choice("named_ground", Ground::parse);
    let sought = code.zip(person).map(|(code, person)| Sought::Named(code, person));
    let wish = forms.named.accepted().and(sought).zip(ground);
    if written_down(&app, &who, &mut forms.named, wish).await? {
        return Ok(see_other("/erasures", Some("erasures-flash-asked")));
    }
    Ok(ctx.refused(&page(&app, &ctx, false, Some(&forms)).await?))
}

/// Whether the wish was taken down; where not, the form says why.
async fn written_down(app: &App, who: &Acting<Administrator>, form: &mut Form, wish: Option<(Sought, Ground)>) -> Result<bool> {
    let Some((sought, ground)) = wish else { return Ok(false) };
    match service::ask(app, who, sought, ground).await {
        Ok(()) => Ok(true),
        Err(e) => form.refused_by(e).map(|()| false),
    }
}

async fn decide(app: web::Data<App>, who: Acting<Supervisor>, path: web::Path<(String, String)>, _posted: Posted) -> Result<HttpResponse> {
    let (id, decision) = path.into_inner();
    let state = Erasure::parse(&decision).filter(|state| *state != Erasure::Asked).ok_or(Error::NotFound)?;
    service::decide(&app, &who, id, state).await?;
    Ok(see_other("/erasures", Some("erasures-flash-decided")))
}
