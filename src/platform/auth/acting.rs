//! The extractor that makes rights part of a handler's signature.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::{AUTHORIZATION, COOKIE};
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use tokio::sync::OnceCell;

use super::rights::Right;
use super::session::{self, Credential, Lifetimes};
use super::{AccountId, OrgId};
use crate::app::App;
use crate::domain::role::{MemberRank, Role};
use crate::error::{Error, Result, Say};
use crate::platform::audit::Actor;
use crate::platform::i18n::Lang;
use crate::platform::keys::same_secret;
use crate::platform::net;
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

    /// Whether this is the token of the person's forms, for a request whose body is no form.
    ///
    /// # Errors
    /// [`Error::Malformed`] for any other.
    pub fn proves(&self, app: &App, token: &str) -> Result<()> {
        let own = same_secret(&self.identity.form_token(app), token);
        if own { Ok(()) } else { Err(Error::Malformed(Say::new("error-form-token"))) }
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

/// Who asks: looked up once per request, however many arguments of its handler want to know.
#[derive(Clone, Default)]
struct Asked(Rc<OnceCell<Option<Arc<Identity>>>>);

/// Who asks. A handler's arguments wait for this in their order, so that the right, which stands first, is judged before a body is read.
pub(crate) async fn known(request: &HttpRequest) -> Result<Option<Arc<Identity>>> {
    // Most of the public shows nothing that somebody could be known by.
    if ![COOKIE, AUTHORIZATION].iter().any(|name| request.headers().contains_key(name)) {
        return Ok(None);
    }
    let asked = asked(request);
    let found = asked.0.get_or_try_init(|| async {
        let found = look_up(request).await?;
        if let (Some(who), Some(app)) = (&found, request.app_data::<web::Data<App>>()) {
            request.extensions_mut().insert(viewer(who, app));
        }
        Ok::<_, Error>(found)
    });
    Ok(found.await?.clone())
}

fn asked(request: &HttpRequest) -> Asked {
    let before = request.extensions().get::<Asked>().cloned();
    before.unwrap_or_else(|| {
        let asked = Asked::default();
        request.extensions_mut().insert(asked.clone());
        asked
    })
}

async fn look_up(request: &HttpRequest) -> Result<Option<Arc<Identity>>> {
    let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::internal("the app is not part of the request"))?.clone();
    let now = app.clock.now();
    if request.path().starts_with("/api/") {
        let Some(token) = bearer(request) else { return Ok(None) };
        let found = app.db.read(move |conn| session::by_token(conn, now, &token)).await?;
        if let Some(Identity { by: Credential::Token { id, .. }, .. }) = &found {
            app.limits.api(id)?;
        }
        return Ok(found.map(Arc::new));
    }
    let Some(token) = session_token(request) else { return Ok(None) };
    let lifetimes = Lifetimes::of(&app.config.security);
    let Some(session) = app.sessions.of(&app.db, &token).await?.filter(|session| session.lives(now, lifetimes)) else { return Ok(None) };
    if !request.method().is_safe() {
        app.limits.change(session.who.account.as_str())?;
    }
    if now >= session.seen.plus(lifetimes.idle / 20) {
        touch(&app, token).await;
    }
    Ok(Some(session.who))
}

/// Remembers that the session is in use, seldom enough that reading stays reading. Where that cannot be written the page is still answered.
async fn touch(app: &App, token: String) {
    let now = app.clock.now();
    if let Err(e) = app.db.write(move |conn| session::touch(conn, now, &token)).await {
        tracing::warn!(error = %e, "the use of a session was not noted");
    }
}

fn bearer(request: &HttpRequest) -> Option<String> {
    request.headers().get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(|token| token.trim().to_owned())
}

/// The session token in the request's cookie.
fn session_token(request: &HttpRequest) -> Option<String> {
    let names = [session::SECURE_COOKIE, session::PLAIN_COOKIE];
    names.iter().find_map(|name| net::cookie(request, name)).map(|cookie| cookie.value().to_owned())
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
            let needed = if request.method().is_safe() { "read" } else { "write" };
            let has = scopes.iter().any(|scope| scope == needed || scope == "write" && needed == "read");
            if has { Ok(()) } else { Err(Error::Forbidden(Say::new("error-scope").with("scope", needed))) }
        }
    }
}
