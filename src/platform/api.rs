//! The JSON door's own parts: a query and a body that are read strictly, the files that come with it, and refusals of a form told field by field.

use std::future::{Future, Ready, ready};
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;
#[cfg(test)]
use utoipa::ToSchema;

use crate::error::{Error, Result, Say};
use crate::platform::auth::{self, Posted};
use crate::platform::forms::{Field, Fields, Form, Upload};
use crate::platform::page::{Ctx, PageNumber};

/// Bytes of a JSON body at most.
const LIMIT: usize = 256 * 1024;

/// The query of an address. A page for people takes what cannot be read for nothing said; a program is told.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Result<Query<T>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(page_is_a_number(request.query_string()).and_then(|()| {
            let read = web::Query::<T>::from_query(request.query_string());
            read.map(|query| Query(query.into_inner())).map_err(|e| Error::Malformed(Say::new("error-query").with("reason", e)))
        }))
    }
}

/// Refuses a query whose `page` is no number of a page.
///
/// # Errors
/// [`Error::Malformed`], with the number that was meant for one.
pub fn page_is_a_number(query: &str) -> Result<()> {
    let mut pages = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "page");
    match pages.find(|(_, page)| PageNumber::exactly(page).is_none()) {
        Some((_, page)) => Err(Error::Malformed(Say::new("error-page").with("page", page).with("last", PageNumber::LAST))),
        None => Ok(()),
    }
}

/// A form filled by a program, under the rules of the page's form.
pub fn filled(ctx: &Ctx, fields: &[Field], pairs: &[(&str, &str)]) -> Form {
    Form::submitted(ctx.t, fields, Fields::from_pairs(pairs.iter().copied()))
}

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
            parsed(text).map(Body)
        })
    }
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::Malformed(Say::new("error-json").with("reason", e)))
}

/// The name of the parts that hold files, and of the part that holds the JSON.
const FILE: &str = "file";
const BODY: &str = "body";

/// Files of a program, `multipart/form-data`, each in a part named `file`.
#[derive(Debug)]
pub struct Sent(pub Vec<Upload>);

/// How [`Sent`] is described.
#[cfg(test)]
#[derive(ToSchema)]
#[allow(dead_code, reason = "described, never made")]
pub struct FilesBody {
    /// At least one part of this name.
    #[schema(value_type = String, format = Binary)]
    file: String,
}

impl FromRequest for Sent {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Sent>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let posted = Posted::from_request(request, payload);
        Box::pin(async move {
            let files = posted.await?.0.into_parts().1.remove(FILE).unwrap_or_default();
            if files.is_empty() { Err(Error::invalid(FILE, Say::new("error-file-empty"))) } else { Ok(Sent(files)) }
        })
    }
}

/// A JSON body that files may come with: alone, or in a part named `body` of `multipart/form-data` beside the files' parts.
#[derive(Debug)]
pub struct WithFiles<T> {
    pub body: T,
    pub files: Vec<Upload>,
}

impl<T: DeserializeOwned + 'static> FromRequest for WithFiles<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<WithFiles<T>>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            let body = Body::from_request(request, payload);
            return Box::pin(async move { Ok(WithFiles { body: body.await?.0, files: Vec::new() }) });
        }
        let posted = Posted::from_request(request, payload);
        Box::pin(async move {
            let fields = posted.await?.0;
            let body = parsed(fields.value(BODY).unwrap_or_default())?;
            Ok(WithFiles { body, files: fields.into_parts().1.remove(FILE).unwrap_or_default() })
        })
    }
}
