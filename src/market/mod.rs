//! The story, slice by slice. A slice calls only slices named before it; what a lower slice must make a higher one do is a job in the outbox.

pub mod accounts;
pub mod documents;
pub mod catalogue;
pub mod agencies;
pub mod owners;
pub mod credit;
pub mod blacklist;
pub mod projects;
pub mod halts;
pub mod signups;
pub mod witnesses;
pub mod bids;
pub mod selection;
pub mod experts;
pub mod reviews;
pub mod negotiations;
pub mod outcomes;
pub mod awards;
pub mod contracts;
pub mod exits;
pub mod ratings;
pub mod supervision;
pub mod search;
pub mod erasures;
pub mod log;
pub mod stats;
pub mod home;

use crate::app::App;
use crate::config::Config;
use crate::error::Result;
use crate::platform::clock::Clock;

/// Opens the market the configuration describes.
///
/// # Errors
/// [`crate::error::Error::Setup`] with a sentence that helps.
pub fn open(config: Config, clock: Clock) -> Result<App> {
    App::build(config, clock, agencies::FOUND, None)
}

/// Opens a market that can be built again: it does not wait for the disk.
pub fn open_for_building(config: Config, clock: Clock, readers: Vec<String>) -> Result<App> {
    App::build(config, clock, agencies::FOUND, Some(readers))
}
