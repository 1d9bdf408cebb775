//! What can be done with people: each use case one transaction and one line in the log.

mod calendar;
mod factor;
mod forgetting;
mod people;
mod signing_in;
mod tokens;

pub use calendar::{add_year, may_add};
pub use factor::{NewFactor, check_factor, confirm_factor, enrol_factor, new_factor, show_secret};
pub use forgetting::{forget, forgettable};
pub use people::*;
pub use signing_in::{
    Outcome, end_other_sessions, end_own_session, end_session, first_link, forgot, link_for, open_link, sign_in, use_link,
};
pub use tokens::{create_token, revoke_token};
