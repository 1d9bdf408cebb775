//! The extractor that makes rights part of a handler's signature.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};

use super::rights::Right;
use super::session::{self, Credential, Lifetimes};
use super::{AccountId, OrgId};
use crate::app::App;
use crate::domain::role::{MemberRank, Role};
use crate::error::{Error, Result, Say};
use crate::platform::audit::Actor;
use crate::platform::i18n::Lang;
use crate::platform::page::{Ctx, Viewer};

/// A person who is known.
#[derive(Clone, Debug)]
pub struct Identity {
    pub account: AccountId,
    pub name: String,
    pub role: Role,
    pub rank: MemberRank,
    pub org: OrgId,
    pub org_name: String,
    pub lang: Lang,
    /// The name under which the log knows them.
    pub actor: Actor,
    pub by: Credential,
}

impl Identity {
    /// The form token of this person's session; empty for programs, which send no forms.
    pub fn form_token(&self, app: &App) -> String {
        match &self.by {
            Credential::Session { token, .. } => session::form_token(&app.keys, token),
            Credential::Token { .. } => String::new(),
        }
    }
}

/// Somebody with the right `R`. Its fields are those of [`Identity`].
#[derive(Clone, Debug)]
pub struct Acting<R> {
    identity: Arc<Identity>,
    right: PhantomData<R>,
}

impl<R> std::ops::Deref for Acting<R> {
    type Target = Identity;

    fn deref(&self) -> &Identity {
        &self.identity
    }
}

impl<R> Acting<R> {
    /// The person behind the right, to hand on.
    pub fn identity(&self) -> Arc<Identity> {
        self.identity.clone()
    }
}

impl<R: Right> Acting<R> {
    /// For programs of the house that act as somebody without a request (the demo city, tests): the same check as a request's.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the person lacks the right.
    pub fn of(identity: Arc<Identity>) -> Result<Acting<R>> {
        if R::allows(&identity) { Ok(Acting { identity, right: PhantomData }) } else { Err(Error::Forbidden(Say::new("error-forbidden"))) }
    }
}

/// Whoever asks, known or not: for public pages that show a little more to those who are signed in.
#[derive(Clone, Debug)]
pub struct Maybe(pub Option<Arc<Identity>>);

type Answer<T> = Pin<Box<dyn Future<Output = Result<T>>>>;

impl<R: Right> FromRequest for Acting<R> {
    type Error = Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let identity = known(&request).await?.ok_or(Error::SignIn)?;
            complete(&request, &identity)?;
            Acting::of(identity)
        })
    }
}

impl FromRequest for Maybe {
    type Error = Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Ok(Maybe(known(&request).await?)) })
    }
}

/// Words, reader and frame of a page: every handler that renders takes it.
impl FromRequest for Ctx {
    type Error = Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            known(&request).await?;
            let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::internal("the app is not part of the request"))?;
            Ok(Ctx::of(&request, app.site.clone(), app.clock.now()))
        })
    }
}

fn viewer(who: &Identity, app: &App) -> Viewer {
    Viewer {
        user_id: who.account.to_string(),
        name: who.name.clone(),
        org_name: who.role.trades().then(|| who.org_name.clone()),
        role: who.role,
        lang: Some(who.lang),
        csrf: who.form_token(app),
    }
}

/// Who asks, looked up once per request.
async fn known(request: &HttpRequest) -> Result<Option<Arc<Identity>>> {
    if let Some(found) = request.extensions().get::<Option<Arc<Identity>>>() {
        return Ok(found.clone());
    }
    let found = look_up(request).await?.map(Arc::new);
    request.extensions_mut().insert(found.clone());
    if let (Some(who), Some(app)) = (&found, request.app_data::<web::Data<App>>()) {
        request.extensions_mut().insert(viewer(who, app));
    }
    Ok(found)
}

async fn look_up(request: &HttpRequest) -> Result<Option<Identity>> {
    let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::internal("the app is not part of the request"))?.clone();
    let now = app.clock.now();
    if request.path().starts_with("/api/") {
        let Some(token) = bearer(request) else { return Ok(None) };
        return app.db.read(move |conn| session::by_token(conn, now, &token)).await;
    }
    let Some(token) = session_token(request) else { return Ok(None) };
    let lifetimes = Lifetimes::of(&app.config.security);
    let seen = token.clone();
    let found = app.db.read(move |conn| session::by_cookie(conn, now, &token, lifetimes)).await?;
    if found.is_some() && request.method() != Method::GET {
        app.db.write(move |conn| session::touch(conn, now, &seen)).await?;
    }
    Ok(found)
}

fn bearer(request: &HttpRequest) -> Option<String> {
    request.headers().get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(|token| token.trim().to_owned())
}

/// The session token in the request's cookie.
pub(super) fn session_token(request: &HttpRequest) -> Option<String> {
    request.cookie(session::SECURE_COOKIE).or_else(|| request.cookie(session::PLAIN_COOKIE)).map(|cookie| cookie.value().to_owned())
}

/// Whether the proof is complete: the second factor where the policy asks for it, the scope where a program asks.
fn complete(request: &HttpRequest, who: &Identity) -> Result<()> {
    let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::internal("the app is not part of the request"))?;
    match &who.by {
        Credential::Session { second_factor, .. } => {
            // Those who must have a second factor reach the pages that set it up, and nothing else, until they gave it.
            let free =
                ["/account/second-factor", "/sign-out", "/sign-in/second-factor"].iter().any(|path| request.path().starts_with(path));
            if !second_factor && !free && app.second_factor_required(who.role) {
                return Err(Error::Forbidden(Say::new("error-second-factor")));
            }
            Ok(())
        }
        Credential::Token { scopes, .. } => {
            let needed = if request.method() == Method::GET { "read" } else { "write" };
            let has = scopes.iter().any(|scope| scope == needed || scope == "write" && needed == "read");
            if has { Ok(()) } else { Err(Error::Forbidden(Say::new("error-scope").with("scope", needed))) }
        }
    }
}
