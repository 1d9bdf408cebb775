//! The list of the dishonest (失信名单): a case is drafted with facts, evidence and rule by one credit officer, the agency is told and may answer,
//! a second person decides, and the bar holds from the moment it is served until it ends by itself. An interim suspension is its own act of two
//! persons. Law: [`crate::domain::standing`].
//!
//! What a bar does elsewhere is no business of this slice: sign-up, freeze, award and contract read [`standing`] inside their own transactions,
//! and [`crate::platform::outbox::Job::StandingChanged`] makes them look again at once.

mod store;

pub use store::standing;
