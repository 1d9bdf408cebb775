//! The JSON door's own parts: a body that is read strictly, and refusals of a form told field by field.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result, Say};
use crate::platform::auth;

/// Bytes of a JSON body at most.
const LIMIT: usize = 256 * 1024;

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Body<T>>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let payload = web::Payload::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            // Who may not do this is told so before the body is judged.
            auth::known(&request).await?;
            let broken = || Error::Malformed(Say::new("error-form-broken"));
            let payload = payload.await.map_err(|_| broken())?;
            let bytes = payload.to_bytes_limited(LIMIT).await.map_err(|_| Error::TooLarge { limit_mb: 1 })?.map_err(|_| broken())?;
            let text = std::str::from_utf8(&bytes).map_err(|_| Error::Malformed(Say::new("error-form-utf8")))?;
            serde_json::from_str(text).map(Body).map_err(|e| Error::Malformed(Say::new("error-json").with("reason", e)))
        })
    }
}
