//! A submitted form whose origin is proven: the fields, and the token that binds them to the session they came from.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::acting::{Identity, known};
use crate::app::App;
use crate::error::{Error, Result, Say};
use crate::platform::forms::{BodyError, Fields};
use crate::platform::keys::same_secret;

/// A submitted form. Taking it as an argument is what makes a handler safe from forged forms; `posted.0` goes into `Form::submitted`.
#[derive(Debug, Default)]
pub struct Posted(pub Fields);

impl Posted {
    /// The first value of a field, trimmed; empty where there is none.
    pub fn text(&self, field: &str) -> &str {
        self.0.value(field).map_or("", str::trim)
    }

    /// Whether a box was ticked or a button of this name pressed.
    pub fn has(&self, field: &str) -> bool {
        !self.text(field).is_empty()
    }
}

impl FromRequest for Posted {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Posted>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let fields = Fields::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let who = known(&request).await?;
            let posted = Posted(fields.await?);
            let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::internal("the app is not part of the request"))?;
            check_token(app, who.as_deref(), &posted)?;
            Ok(posted)
        })
    }
}

impl From<BodyError> for Error {
    fn from(e: BodyError) -> Error {
        match e {
            BodyError::TooLarge { limit } => Error::TooLarge { limit_mb: limit.div_ceil(1_000_000) },
            BodyError::NotUtf8 => Error::Malformed(Say::new("error-form-utf8")),
            BodyError::WrongType => Error::Malformed(Say::new("error-form-type")),
            BodyError::Broken => Error::Malformed(Say::new("error-form-broken")),
            BodyError::Storage(e) => Error::Unavailable(format!("keeping an upload: {e}")),
        }
    }
}

/// A form of a signed-in browser must carry its session's token. Where nobody is signed in (or no longer) there is no session to ride on; the
/// origin check stands alone.
fn check_token(app: &App, who: Option<&Identity>, posted: &Posted) -> Result<()> {
    match who {
        Some(who) if !same_secret(&who.form_token(app), posted.text("csrf")) => Err(Error::Malformed(Say::new("error-form-token"))),
        _ => Ok(()),
    }
}
