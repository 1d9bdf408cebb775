//! The use cases. Functions with a connection can be put together in one transaction; those that are async are one each.

mod check;
mod entry;
mod filing;
mod forgetting;

pub use check::{Returned, pass, read_reasons, return_};
pub use entry::{set_credit, standing_changed, withdraw};
pub use filing::{Working, attach_scan, edit, save_draft, submit, terms_for, working};
pub use forgetting::{forget, forgettable};

use crate::domain::agency::AgencyId;
use crate::platform::auth::Identity;

/// The kind of thing an agency's papers belong to; its id is the agency's.
pub const THING: &str = "agency";

/// The agency somebody acts for.
pub fn agency_of(who: &Identity) -> AgencyId {
    AgencyId(who.org.0.clone())
}
