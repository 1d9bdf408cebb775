//! The use cases: the course of a review, and what its experts do.

pub mod course;
pub mod sheets;
mod tally;

pub use tally::total;

use crate::db::DbConn;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::experts::Seat;
use crate::market::projects::Project;
use crate::platform::audit::{self, Thing};

/// Sealed, as everything that is done while a review is blind; its author is a seat, and nobody by name.
fn log(conn: &mut DbConn, now: Instant, (project, seat, facts): (&Project, &Seat, &[(&str, &str)])) -> Result<()> {
    let head = [("project", project.number.as_str()), ("seat", seat.label.as_str())];
    let facts: Vec<(&str, &str)> = head.into_iter().chain(facts.iter().copied()).collect();
    let thing = Thing { kind: "review", id: project.id.to_string(), public: seat.label.to_string() };
    audit::record_sealed(conn, now, (&seat.author(), &thing), &audit::document("market/v1 review.sheet", &facts)).map(drop)
}
