//! Sealed quotes from the committee's keys to the published opening, on both engines.

mod again;
mod blind;
mod course;
pub mod documents;
mod doors;
mod faults;
mod found;
mod killed;
mod killed_documents;
mod lowered;
mod lowered_killed;
mod lowered_outside;
mod members;
pub mod presets;
mod scanned;
mod stopped;
mod typed;

use mingxuan::db::schema::{bid_documents, bid_entries, bid_members, bid_rounds};
use mingxuan::domain::bid::{Committee, Entry, Object, Opening, Private, Quote, Sealed, Sealing, States, What, seal};
use mingxuan::domain::draw::{Document, DrawId, Label};
use mingxuan::domain::project::{PriceKind, ProjectId, ProjectState};
use mingxuan::error::Result;
use mingxuan::market::bids::{self, service};
use mingxuan::market::signups::Signup;
use mingxuan::platform::random;

use crate::selection::{at_deadline, bundle, city, draw_of, verified};
use crate::support::TestApp;
use crate::support::city::{City, posting};

/// A published project that asks for a sealed amount of at most 98 000 yuan.
async fn quoted_project(app: &TestApp, city: &City) -> ProjectId {
    let mut posting = posting(Vec::new());
    (posting.price_kind, posting.spec.way.preset) = (PriceKind::Cap, "lowest-price".into());
    let project = tokio::task::block_in_place(|| city.posted(posting));
    app.work().await;
    assert_eq!(city.state(&project).state, ProjectState::Open, "{}", app.engine);
    project
}

/// The committee of a draw.
fn committee(city: &City, draw: &DrawId) -> Committee {
    city.asked(|conn| bids::committee(conn, draw)).unwrap().0
}

/// The n-th agency's sign-up.
fn signed_up(city: &City, agency: usize, project: &ProjectId) -> Signup {
    tokio::task::block_in_place(|| city.signs_up(agency, project).unwrap())
}

/// An entry of this amount as the agency's own machine seals it.
fn sealed(committee: &Committee, label: &str, fen: u64) -> (Sealed, Private) {
    let label = Label::parse(label).unwrap();
    let entry =
        Entry { project: committee.project().clone(), label: label.clone(), quote: Quote::Amount(fen), days: Some(20), files: Vec::new() };
    sealed_text(committee, &label, &entry.to_text())
}

fn sealed_text(committee: &Committee, label: &Label, text: &str) -> (Sealed, Private) {
    let pieces = (0..Sealing::pieces(committee)).map(|_| random::secret32().unwrap()).collect();
    seal(committee, (label, Object::Entry), text.as_bytes(), Sealing::new(committee, pieces).unwrap()).unwrap()
}

/// The n-th agency brings a sealed entry.
fn brings(city: &City, agency: usize, signup: &Signup, sealed: &Sealed) -> Result<()> {
    let (app, who, id, sealed) = (city.app.clone(), city.agencies[agency].clone(), signup.id.clone(), sealed.clone());
    let take = move |conn: &mut mingxuan::db::DbConn| service::take(conn, &app, &who, (&id, &sealed.into())).map(drop);
    tokio::task::block_in_place(|| city.app.db.write_now(take))
}

/// What was published.
fn opening(city: &City, draw: &DrawId) -> Option<Opening> {
    city.asked(|conn| service::opening(conn, draw))?.opening
}

fn states(city: &City, draw: &DrawId) -> Option<States> {
    city.asked(|conn| service::opening(conn, draw))?.states
}

/// What was published of a label, in short.
fn published(city: &City, draw: &DrawId, label: &str) -> String {
    let opening = opening(city, draw).unwrap();
    match &opening.lines.iter().find(|line| line.label.as_str() == label).unwrap().what {
        What::Opened(_, entry) => entry.quote.to_string(),
        What::Spoiled(why) => format!("spoiled {why}"),
        What::Missing(member) => format!("missing {member}"),
    }
}
