//! An agency's sealing page, and the opening for everybody.

mod documents;
mod kept;
mod opening;
mod sealing;

use crate::platform::routes::Routes;

/// Registers the pages. They stand before those of the draws, whose ids have slashes.
pub fn routes(r: &mut Routes<'_>) {
    r.get("/signups/{id}/quote/sheet", sealing::sheet).get("/signups/{id}/quote/receipt", sealing::receipt);
    r.post("/signups/{id}/quote/payloads", sealing::payloads).post("/signups/{id}/quote/check", sealing::check);
    r.post("/signups/{id}/quote/typed", sealing::typed).post("/signups/{id}/quote/key", sealing::key);
    r.post("/signups/{id}/quote/withdrawal", sealing::back);
    r.get("/signups/{id}/quote", sealing::ask).post("/signups/{id}/quote", sealing::take);
    r.get("/draws/{draw:.+}/opening", opening::show);
    r.get("/bids/{draw:.+}/documents/{label}/{number}", documents::one).get("/bids/{draw:.+}/documents", documents::list);
}
