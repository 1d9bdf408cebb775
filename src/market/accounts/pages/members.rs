//! The members of an organisation, for its managers.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::account::AccountState;
use crate::error::{Error, Result};
use crate::market::accounts::service::{self, Change};
use crate::market::accounts::{forms, store};
use crate::platform::auth::{AccountId, Acting, Manager, Posted};
use crate::platform::forms::Form;
use crate::platform::page::{Ctx, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/account/members", list).post("/account/members", invite);
    r.post("/account/members/{id}/{change}", change);
}

/// One person in a list, with what may be done.
pub struct PersonLine {
    pub id: String,
    pub name: String,
    pub email: String,
    pub rank: String,
    pub state: String,
    /// The stable words of the changes offered, with their labels.
    pub changes: Vec<(&'static str, String)>,
}

/// A person of a list as their manager sees them.
pub fn line(ctx: &Ctx, account: store::Account, (own, ranked): (&AccountId, bool)) -> PersonLine {
    let mut changes = Vec::new();
    if account.id != *own {
        match account.state {
            AccountState::Disabled => changes.push("enable"),
            AccountState::Invited => changes.extend(["invite-again", "disable"]),
            AccountState::Active => changes.push("disable"),
        }
        if ranked && account.state != AccountState::Disabled {
            changes.push(if account.rank.may_manage_members() { "demote" } else { "promote" });
        }
    }
    PersonLine {
        rank: if ranked { ctx.word("accounts-rank", account.rank) } else { ctx.word("role", account.role) },
        state: ctx.word("accounts-state", account.state),
        changes: changes.into_iter().map(|change| (change, ctx.word("accounts-change", change))).collect(),
        id: account.id.to_string(),
        name: account.name,
        email: account.email,
    }
}

/// A change by its word in the address.
pub fn change_of(word: &str) -> Result<Change> {
    Ok(match word {
        "disable" => Change::Disable,
        "enable" => Change::Enable,
        "promote" => Change::Promote,
        "demote" => Change::Demote,
        "invite-again" => Change::InviteAgain,
        _ => return Err(Error::NotFound),
    })
}

#[derive(Template)]
#[template(path = "accounts/people.html")]
pub struct PeoplePage<'a> {
    pub ctx: &'a Ctx,
    pub form: &'a Form,
    /// Common prefix of the words, and of the addresses.
    pub key: &'static str,
    pub base: &'static str,
    pub people: Vec<PersonLine>,
}

async fn page<'a>(app: &App, ctx: &'a Ctx, who: &Acting<Manager>, form: &'a Form) -> Result<PeoplePage<'a>> {
    let org = who.org.clone();
    let people = app.db.read(move |conn| store::of_org(conn, &org)).await?;
    let people = people.into_iter().map(|account| line(ctx, account, (&who.account, true))).collect();
    Ok(PeoplePage { ctx, form, key: "accounts-members", base: "/account/members", people })
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<Manager>) -> Result<HttpResponse> {
    let mut form = Form::blank(ctx.t, forms::MEMBER);
    forms::offer_ranks(&mut form, ctx.t);
    form.set("rank", "clerk");
    Ok(ctx.ok(&page(&app, &ctx, &who, &form).await?))
}

async fn invite(app: web::Data<App>, ctx: Ctx, who: Acting<Manager>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::MEMBER, posted.0);
    forms::offer_ranks(&mut form, ctx.t);
    if let Some(new) = forms::member(&mut form) {
        match service::invite_member(&app, &who, new).await {
            Ok(_) => return Ok(see_other("/account/members", Some("accounts-flash-invited"))),
            Err(e) => form.refused_by(e)?,
        }
    }
    Ok(ctx.refused(&page(&app, &ctx, &who, &form).await?))
}

async fn change(app: web::Data<App>, who: Acting<Manager>, path: web::Path<(String, String)>, _posted: Posted) -> Result<HttpResponse> {
    let (id, word) = path.into_inner();
    service::change_account(&app, who.identity(), AccountId(id), change_of(&word)?).await?;
    Ok(see_other("/account/members", Some("accounts-flash-saved")))
}
