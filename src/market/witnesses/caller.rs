//! Who calls as a witness officer: a right that a signature gives instead of a session.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::store;
use crate::app::App;
use crate::domain::draw::OfficerId;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::witness::signed::{self, Signed};

/// Bytes of an answer at most.
const LIMIT: usize = 64 * 1024;

/// What an enrolled officer said, signed with its key.
#[derive(Clone, Debug)]
pub struct Spoken {
    pub officer: OfficerId,
    /// As it was signed; empty for a question.
    pub body: String,
}

/// The three headers, and what the request line says.
struct Claim {
    officer: OfficerId,
    at: Instant,
    signature: String,
    method: String,
    path: String,
}

impl FromRequest for Spoken {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Spoken>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let payload = web::Payload::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::internal("the app is not part of the request"))?;
            let claim = claim(&request).ok_or(Error::SignIn)?;
            app.limits.api(claim.officer.as_str())?;
            let id = claim.officer.to_string();
            let known = app.db.read(move |conn| store::find(conn, &id)).await?;
            let known = known.filter(|one| one.state.speaks()).ok_or(Error::SignIn)?;
            let body = read(payload.await.map_err(|_| broken())?).await?;
            let said = Signed { officer: &claim.officer, at: claim.at, method: &claim.method, path: &claim.path, body: &body };
            let fresh = (app.clock.now().ms() - claim.at.ms()).abs() <= signed::TOLERANCE;
            if fresh && known.key.signed(&said, &claim.signature) {
                Ok(Spoken { officer: claim.officer, body })
            } else {
                Err(Error::SignIn)
            }
        })
    }
}

fn claim(request: &HttpRequest) -> Option<Claim> {
    let header = |name: &str| request.headers().get(name)?.to_str().ok();
    Some(Claim {
        officer: OfficerId::parse(header(signed::OFFICER)?)?,
        at: Instant(header(signed::AT)?.parse().ok()?),
        signature: header(signed::SIGNATURE)?.to_owned(),
        method: request.method().to_string(),
        path: request.uri().path_and_query()?.to_string(),
    })
}

async fn read(payload: web::Payload) -> Result<String> {
    let bytes = payload.to_bytes_limited(LIMIT).await.map_err(|_| Error::TooLarge { limit_mb: 1 })?.map_err(|_| broken())?;
    String::from_utf8(bytes.to_vec()).map_err(|_| Error::Malformed(Say::new("error-form-utf8")))
}

fn broken() -> Error {
    Error::Malformed(Say::new("error-form-broken"))
}
