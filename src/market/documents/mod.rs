//! Files people handed in, and the things they belong to. A file has no rights of its own: whoever may see the thing's papers may read it.

use diesel::prelude::*;

use crate::app::App;
use crate::db::DbConn;
use crate::db::schema::documents;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::platform::auth::Identity;
use crate::platform::files::Stored;
use crate::platform::random;

crate::text_ids! {
    /// A document.
    DocumentId
}

/// Files a stored file under a thing.
pub fn attach(
    conn: &mut DbConn,
    app: &App,
    who: &Identity,
    stored: Stored,
    thing_kind: &str,
    thing_id: &str,
    purpose: &str,
) -> Result<DocumentId> {
    let id = DocumentId(random::blind_id());
    let now: Instant = app.clock.now();
    diesel::insert_into(documents::table)
        .values((
            documents::id.eq(id.as_str()),
            documents::sha256.eq(stored.sha256),
            documents::size.eq(stored.size as i64),
            documents::media_type.eq(stored.media_type),
            documents::file_name.eq(stored.file_name),
            documents::thing_kind.eq(thing_kind),
            documents::thing_id.eq(thing_id),
            documents::purpose.eq(purpose),
            documents::uploaded_by.eq(who.account.as_str()),
            documents::created_at.eq(now.ms()),
        ))
        .execute(conn)?;
    Ok(id)
}
