//! The numbers of sealed quotes.

use serde::{Deserialize, Serialize};

/// Sealed quotes and their opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bids {
    /// How many members of the committee open together; 0: all of them.
    pub threshold: u32,
    /// Minutes after the freeze was approved in which members release their keys.
    pub release_minutes: u32,
    /// Minutes in which an agency may open its own entry, where too few members released.
    pub cure_minutes: u32,
    /// Whether the market may seal what is typed into the form without JavaScript.
    pub server_sealing: bool,
}

/// What policies meant that were written before quotes were sealed.
impl Default for Bids {
    fn default() -> Bids {
        Bids { threshold: 0, release_minutes: 30, cure_minutes: 120, server_sealing: true }
    }
}
