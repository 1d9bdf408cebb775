//! The life of a draw, from the request for commitments to the opened winner, through the jobs of the worker, on both engines.

mod beacon;
mod calendar;
pub mod choice;
mod course;
mod direct;
pub mod crash;
mod endings;
mod objections;
pub mod pool;
mod race;
mod secrecy;
mod shut;
mod stages;
mod stopped;
pub mod terms;

use std::path::Path;
use std::process::Command;

use mingxuan::domain::draw::{DrawId, DrawState, Progress};
use mingxuan::domain::log::Trusted;
use mingxuan::domain::project::{ProjectId, ProjectState};
use mingxuan::domain::time::Instant;
use mingxuan::market::{projects, selection};
use mingxuan::verify;

use crate::support::city::City;
use crate::support::{Signed, TestApp};

/// A test market with its city; nothing here may run on an async thread, so tests call it inside `block_in_place`.
pub fn city(app: &TestApp, agencies: usize) -> City {
    tokio::task::block_in_place(|| City::found(&app.app, agencies))
}

/// A published project.
pub async fn open_project(app: &TestApp, city: &City) -> ProjectId {
    let project = tokio::task::block_in_place(|| city.project(Vec::new()));
    app.work().await;
    assert_eq!(city.state(&project).state, ProjectState::Open, "{}", app.engine);
    project
}

/// The agencies from 0 to `count` sign up.
pub fn all_sign_up(city: &City, count: usize, project: &ProjectId) {
    tokio::task::block_in_place(|| (0..count).for_each(|agency| drop(city.signs_up(agency, project).unwrap())));
}

/// The current draw of a project.
pub fn draw_of(city: &City, project: &ProjectId) -> DrawId {
    DrawId::parse(&city.asked(|conn| projects::current_draw(conn, project, 1))).unwrap()
}

/// Where a draw stands.
pub fn progress(city: &City, draw: &DrawId) -> Progress {
    city.asked(|conn| selection::service::progress(conn, &city.app, draw)).1
}

/// The state of a draw.
pub fn state(city: &City, draw: &DrawId) -> DrawState {
    city.asked(|conn| selection::service::progress(conn, &city.app, draw)).0.state
}

/// A stored document.
pub fn document(city: &City, draw: &DrawId, name: &str) -> Option<String> {
    use diesel::prelude::*;
    use mingxuan::db::schema::draw_documents::dsl;
    city.asked(|conn| Ok(dsl::draw_documents.find((draw.as_str(), name)).select(dsl::body).first(conn).optional()?))
}

/// Goes to the deadline and does what is due.
pub async fn at_deadline(app: &TestApp, city: &City, project: &ProjectId) -> Instant {
    let closes = city.state(project).closes_at;
    app.at(closes).await;
    closes
}

/// The bundle of a draw, as bytes.
pub fn bundle(city: &City, draw: &DrawId) -> Vec<u8> {
    city.asked(|conn| selection::bundle::archive(conn, &city.app, draw))
}

/// What the program says of a bundle: exit code and text.
pub fn verified(bundle: &[u8]) -> (u8, String) {
    verified_under(bundle, &Trusted::default())
}

/// What the program says of a bundle to who knows these keys.
pub fn verified_under(bundle: &[u8], trusted: &Trusted) -> (u8, String) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bundle).unwrap();
    let mut said = Vec::new();
    let code = verify::verify_under(file.path(), trusted, &mut said);
    (code, String::from_utf8(said).unwrap())
}

/// What verify_draw.py inside the bundle says of the bundle it came in.
pub fn python_says(bundle: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    unpack(bundle, folder.path());
    let said = Command::new("python3").arg(folder.path().join("verify_draw.py")).arg(folder.path()).output().unwrap();
    format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr))
}

/// The names in a bundle.
pub fn names(bundle: &[u8]) -> Vec<String> {
    let zip = zip::ZipArchive::new(std::io::Cursor::new(bundle)).unwrap();
    zip.file_names().map(|name| name.unwrap().into_owned()).collect()
}

fn unpack(bundle: &[u8], folder: &Path) {
    zip::ZipArchive::new(std::io::Cursor::new(bundle)).unwrap().extract(folder).unwrap();
}

/// The jobs that failed, but for those of slices that are tested elsewhere.
pub fn own_troubles(app: &TestApp) -> Vec<String> {
    let own = ["request-draw", "close-draw", "advance-draw", "commitments-late", "project-ended"];
    app.troubles().into_iter().filter(|job| own.contains(&job.kind.as_str())).map(|job| format!("{}: {}", job.kind, job.error)).collect()
}

/// People of the office who get alerts.
pub async fn watchers(app: &TestApp) -> [Signed; 2] {
    use mingxuan::domain::role::Role;
    [app.staff(Role::Operator).await, app.staff(Role::Supervisor).await]
}
