//! The public pages: results, one draw with everything that proves it, and how to check.

mod beacon;
mod ceremony;
mod draw;
mod events;
mod files;
pub mod objection;
mod results;
mod reveal;
mod script_words;
mod verify;

pub use files::{bundle_answer, document_answer};

use crate::platform::routes::Routes;

/// A draw's id has slashes, so what stands below a draw is registered before the draw itself.
pub fn routes(r: &mut Routes<'_>) {
    r.get("/results", results::list);
    r.get("/draws/{draw:.+}/bundle.zip", files::bundle).get("/draws/{draw:.+}/documents/{name:.+}", files::document);
    r.get("/draws/{draw:.+}/verify", verify::of_draw).get("/draws/{draw:.+}/events", events::watch);
    r.get("/draws/{draw:.+}/reveal", reveal::ask).post("/draws/{draw:.+}/reveal", reveal::take);
    r.get("/draws/{draw:.+}/beacon", beacon::ask).post("/draws/{draw:.+}/beacon", beacon::take);
    r.get("/draws/{draw:.+}/ceremony", ceremony::ask).post("/draws/{draw:.+}/ceremony", ceremony::take);
    r.get("/draws/{draw:.+}", draw::show);
    r.get("/signups/{id}/objection", objection::ask).post("/signups/{id}/objection", objection::take);
    r.get("/verify", verify::ask).post("/verify", verify::check);
}
