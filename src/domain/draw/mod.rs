//! draw/v1: the reproducible, publicly verifiable draw. Every draw of agencies, experts, ties and drawn numbers obeys this law.
//!
//! A draw is a chain of short ASCII documents, each naming the hash of those before it:
//! notice → freeze → seed → result → opened, and strikes or admissions afterwards; or notice → freeze → void.
//! The seed is the hash of a transcript every byte of which is forced; the ranking is the `in` entries in ascending order of
//! their ticket hash. Nothing else is chance, so anybody with `sha256sum` can check one ticket, and `verify_draw.py` a whole draw.
//!
//! Read in this order: [`fault`], [`text`] and [`words`] (the grammar), then the documents in the order of a draw's life.
//! A change of any byte written here is `draw/v2`.

pub mod fault;
pub mod text;
pub mod words;

pub mod beacon;
pub mod notice;

pub mod pool;
pub mod signup;

pub mod freeze;
pub mod roster;
pub mod entries;

pub mod ceremony;
pub mod seed;
pub mod void;

pub mod conclude;
pub mod ranking;
pub mod result;

pub mod opened;
pub mod ruling;
pub mod standing;

pub mod course;
pub mod officer;
pub mod terms;

#[cfg(test)]
mod properties;

pub use super::hash::{Hash32, Secret};
pub use beacon::{Beacon, Round, Signature};
pub use ceremony::{Ceremony, Throw, ceremony_reveal};
pub use conclude::{Conclusion, Revealed, conclude};
pub use course::{BeaconWait, DrawKind, DrawState, Next, ObjectionState, OfficerProgress, Progress};
pub use entries::EntrySource;
pub use fault::{Broken, Fault};
pub use freeze::{Freeze, FreezeEntry, Status};
pub use notice::{Mode, Nonces, Notice, Officer, OfficerCommit, PoolRule, Substitution};
pub use officer::{Approval, Pledge, Refusal, Request};
pub use opened::{Opened, Opening};
pub use pool::Pool;
pub use ranking::{Ranked, Tickets, rank};
pub use result::{DrawResult, resolve};
pub use roster::{Received, Roster, RosterEntry};
pub use ruling::{Act, Ruling};
pub use seed::Seed;
pub use signup::{Close, Lapsed, Reveal, Signup, Withdrawal};
pub use standing::Standing;
pub use terms::{BeaconRule, Dice, PoolKind, Terms};
pub use text::Document;
pub use void::{Void, Withheld};
pub use words::{Digits, DrawId, Label, Number, OfficerId, Pseudonym, Reason, RegistryId, Weight, Who, commitment};
