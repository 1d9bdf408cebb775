//! The keys of the city: one sign-in for each role, with a password, and a second factor where the role needs one. Nobody else has a password.

use crate::app::App;
use crate::domain::account::LinkPurpose;
use crate::error::{Error, Result};
use crate::market::accounts;

/// The password of every printed account. The city is made up and says so on every page.
pub const PASSWORD: &str = "mingxuan demo 2026";

/// A sign-in to print.
#[derive(Clone, Debug)]
pub struct Key {
    /// Stable word of the role.
    pub role: &'static str,
    pub email: String,
    /// Secret of the second factor in base32, where the role needs one.
    pub secret: Option<String>,
}

/// The accounts that get a password.
pub const PRINTED: [(&str, &str); 8] = [
    ("owner", "owner@demo.example"),
    ("agency", "agency0001@mail.example"),
    ("operator", "operator@demo.example"),
    ("credit-officer", "credit1@demo.example"),
    ("credit-officer", "credit2@demo.example"),
    ("supervisor", "supervisor@demo.example"),
    ("administrator", "admin@demo.example"),
    ("expert", "expert@demo.example"),
];

/// Whose letters leave while the city is built.
pub fn readers() -> Vec<String> {
    PRINTED.iter().map(|(_, email)| (*email).to_owned()).collect()
}

/// Gives the printed accounts their passwords by one-time links, as an invitation does, and second factors to those who need them.
pub async fn hand_out(app: &App) -> Result<Vec<Key>> {
    let mut keys = Vec::new();
    for (role, email) in PRINTED {
        let shared = app.clone();
        let address = email.to_owned();
        let token = app.db.write(move |conn| accounts::link_for(conn, &shared, &address, LinkPurpose::Invite)).await?;
        let id = accounts::use_link(app, &token, PASSWORD.to_owned(), None).await?;
        let account = app.db.read(move |conn| accounts::identity(conn, &id)).await?;
        let secret = if app.second_factor_required(account.role) { Some(accounts::enrol_factor(app, account, email).await?) } else { None };
        keys.push(Key { role, email: email.to_owned(), secret });
    }
    if keys.is_empty() { Err(Error::internal("a city without keys")) } else { Ok(keys) }
}
