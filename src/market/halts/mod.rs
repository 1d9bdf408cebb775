//! A supervisor stops a project, and two persons let it go on. Law: [`crate::domain::halt`].
//!
//! * While it is stopped the worker leaves alone what would take the project further, and the owner cannot choose. When it goes on, everything is
//!   promised again, and whoever had a deadline gets the time that passed meanwhile.
//! * The stop, the wish to go on and the going on are public, with their reasons, and in the log.

mod refusal;
mod service;
mod store;
mod tasks;

pub use service::{agree, ask, refuse_while_stopped, stop};
pub use store::{is_stopped, standing};
pub use tasks::tasks;
