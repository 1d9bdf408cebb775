//! The witness officer (监督见证端): the supervising authority's side of a draw, with its own secrets and its own rows. The platform speaks to it in
//! messages of text and nothing else, so that it is the same officer whether it runs in this process or on a machine of its own (draw-v1 §0, §3, §4).
//!
//! * It commits when asked for a draw, before the notice, and to one about.txt per draw.
//! * It checks freeze and roster against everything that was received between notice and close, and approves one freeze per draw, or refuses with a
//!   reason. It keeps nothing of what it was shown.
//! * Where quotes are sealed, it makes a key of its own for them before the notice, and releases it only under the freeze it approved; and one for the
//!   links of pseudonyms, which it releases only once the log holds the owner's pick or its silence. Where a drawn number lowers an average, it releases
//!   the first only once the log holds that number.
//! * It vouches for a head of the log only when that grew out of the last one it vouched for.
//! * It reveals only under the freeze it approved.
//!
//! [`inside`] is the officer beside the platform (configuration A). [`outside`] is the program `mingxuan witness`, which calls the platform and is
//! called by nobody: it needs no open port.

pub mod cosign;
mod bids;
mod inspect;
mod officer;
pub mod outside;
pub mod signed;
mod store;
pub mod wire;

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::OfficerId;
use crate::domain::log::Unwitnessed;
use crate::error::Result;
use crate::platform::log::reading;

pub use inspect::examine;
pub use officer::Officer;
pub use store::{Kept, Rows, Store, WitnessState};

/// Asks the officer of this id that runs in this process, with its rows in this database; both speak text.
///
/// # Errors
/// As [`Officer::answer`]; [`crate::error::Error::Malformed`] for what is no message.
pub async fn inside(app: &App, id: OfficerId, message: &str) -> Result<String> {
    let message = wire::Message::read(message)?;
    let (officer, now) = (Officer::new(id, app.keys.clone()), app.clock.now());
    let answer = app.db.write(move |conn| officer.answer(&mut Rows::new(conn, &officer.id), now, &message)).await?;
    answer.text()
}

/// Asks the officer of this id that runs in this process to vouch for a head of this market's log: its line, or why there is none.
///
/// # Errors
/// As [`Officer::add_checkpoint`].
pub async fn cosign_inside(app: &App, id: OfficerId, request: String) -> Result<std::result::Result<String, Unwitnessed>> {
    let (officer, now) = (Officer::new(id, app.keys.clone()), app.clock.now());
    let answer = move |conn: &mut DbConn| {
        let keys = reading::keys(conn)?;
        officer.add_checkpoint(&mut Rows::new(conn, &officer.id), now, (&request, &keys))
    };
    app.db.write(answer).await
}
