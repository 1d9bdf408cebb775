//! Pages about people: the door, the second factor, oneself, the members of an organisation, the administration.

mod admin;
mod calendar;
mod door;
mod factor;
mod members;
mod own;

pub(super) use members::change_of;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::error::{Error, Result};
use crate::platform::forms::Form;
use crate::platform::page::{Ctx, Trail, html};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    door::routes(r);
    factor::routes(r);
    own::routes(r);
    members::routes(r);
    admin::routes(r);
    calendar::routes(r);
}

/// A page that is one form. Its words are the messages `<key>-title`, `<key>-lead` and `<key>-go`.
struct Sheet<'a> {
    key: &'static str,
    action: &'a str,
    /// Other ways: address and key of the label.
    links: &'static [(&'static str, &'static str)],
}

#[derive(Template)]
#[template(path = "accounts/form.html")]
struct FormPage<'a> {
    ctx: &'a Ctx,
    trail: Trail,
    title: String,
    lead: String,
    action: &'a str,
    button: String,
    form: &'a Form,
    /// Why the whole was refused, where it was no single field.
    refusal: Option<String>,
    links: Vec<(&'static str, String)>,
}

impl Sheet<'_> {
    fn page(&self, ctx: &Ctx, form: &Form, (status, refusal): (StatusCode, Option<String>)) -> HttpResponse {
        let word = |part: &str| ctx.t(format!("{}-{part}", self.key));
        let page = FormPage {
            ctx,
            trail: ctx.trail().here(word("title")),
            title: word("title"),
            lead: word("lead"),
            action: self.action,
            button: word("go"),
            form,
            refusal,
            links: self.links.iter().map(|(href, key)| (*href, ctx.t(key))).collect(),
        };
        html(ctx, status, &page)
    }

    /// The form as it is; with what was refused, if anything was.
    fn show(&self, ctx: &Ctx, form: &Form) -> HttpResponse {
        let status = if form.has_errors() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        self.page(ctx, form, (status, None))
    }

    /// The form again with what a service refused; what is no refusal travels on.
    fn again(&self, ctx: &Ctx, mut form: Form, e: Error) -> Result<HttpResponse> {
        if let Error::Refused(say) = &e {
            return Ok(self.page(ctx, &form, (StatusCode::UNPROCESSABLE_ENTITY, Some(ctx.t.say(say)))));
        }
        form.refused_by(e)?;
        Ok(self.show(ctx, &form))
    }
}
