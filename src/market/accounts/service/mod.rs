//! What can be done with people: each use case one transaction and one line in the log.

mod factor;
mod people;
mod signing_in;
mod tokens;

pub use factor::{NewFactor, check_factor, confirm_factor, new_factor, show_secret};
pub use people::*;
pub use signing_in::{Outcome, SignedIn, end_session, forgot, open_link, sign_in, use_link};
pub use tokens::{create_token, revoke_token};
