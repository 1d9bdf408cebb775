//! Who is asking. A handler says in its signature whom it serves: `who: Acting<Owner>`; one without is public, visibly.
//!
//! * A browser has an opaque token in a cookie; its SHA-256 is a row in `sessions`, so a session can be listed and ended.
//! * A program has an access token (`Authorization: Bearer mx_…`) with scopes; it works on `/api/` only, and cookies do not work there.
//! * Every form carries a token bound to the session ([`form_token`]); every change from a browser must come from this site ([`origin`]).

mod acting;
mod origin;
mod posted;
pub mod password;
mod rights;
pub mod session;

pub(crate) use acting::known;
pub use acting::{Acting, Identity, Maybe};
pub use origin::same_origin;
pub use posted::Posted;
pub use rights::*;
pub use session::form_token;

crate::text_ids! {
    /// An account: one person in one organisation.
    AccountId,
    /// An organisation: an owner, an agency, or an office of the market.
    OrgId,
}
