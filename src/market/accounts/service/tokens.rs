//! Access tokens for programs: scoped, with an end, shown once, revocable.

use std::sync::Arc;

use crate::app::App;
use crate::domain::event::Kind;
use crate::domain::time::DAY;
use crate::error::Result;
use crate::market::accounts::service::people;
use crate::market::accounts::store::{self, NewToken};
use crate::platform::auth::Identity;
use crate::platform::random;

/// Makes a token that lives `days` days; the returned text is shown once and kept nowhere. `writes` is whether it may also change things.
pub async fn create_token(app: &App, who: Arc<Identity>, name: String, writes: bool, days: i64) -> Result<String> {
    let token = format!("mx_{}", random::hex32()?);
    let (shared, kept) = (app.clone(), token.clone());
    app.db
        .write(move |conn| {
            let (now, id) = (shared.clock.now(), random::blind_id());
            let scopes = if writes { "read write" } else { "read" };
            let new = NewToken { id: &id, name: &name, token: &kept, scopes, expires: now.plus(days * DAY) };
            store::insert_token(conn, now, &who.account, &new)?;
            people::log(conn, &shared, (&who.actor, &who.actor.0, who.account.as_str()), (Kind::TokenCreate, scopes))
        })
        .await?;
    Ok(token)
}

/// Revokes one of one's own tokens.
pub async fn revoke_token(app: &App, who: Arc<Identity>, id: String) -> Result<()> {
    let shared = app.clone();
    app.db
        .write(move |conn| {
            store::revoke_token(conn, shared.clock.now(), &who.account, &id)?;
            people::log(conn, &shared, (&who.actor, &who.actor.0, who.account.as_str()), (Kind::TokenRevoke, "token"))
        })
        .await
}
