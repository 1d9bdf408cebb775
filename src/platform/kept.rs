//! Rendered pages, kept until what they show changes.
//!
//! A page is kept under its address and language, together with the state of the market it was rendered from: the revision of what it shows
//! ([`crate::db::revisions`]) and the minute, because pages say how much time is left. Whoever changes what a page shows raises the revision in
//! the same transaction, so the very next request renders anew. Figures that take long to count are kept in the same way ([`value`]), for all
//! readers. What one person alone sees ([`own`]) is kept for their session until anything at all changes.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Bytes;
use askama::Template;

use super::i18n::Lang;
use super::page::{self, Ctx};
use crate::app::App;
use crate::db::Topic;
use crate::domain::time::MINUTE;
use crate::error::{Error, Result};

/// Bytes of kept pages at most; a page more empties the shelf, which costs one rendering each.
const SHELF: usize = 12 * 1024 * 1024;

/// The state of the market a page was rendered from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    revision: i64,
    minute: i64,
}

impl Stamp {
    /// Of a page for this reader. The revision was read before the page is rendered: a change that comes in between leaves a page that is newer than
    /// its stamp, never older.
    fn of(ctx: &Ctx, revision: i64) -> Stamp {
        Stamp { revision, minute: ctx.now.ms().div_euclid(MINUTE) }
    }
}

#[derive(Default)]
struct Shelf {
    pages: HashMap<(String, Lang), (Stamp, Bytes)>,
    bytes: usize,
}

impl Shelf {
    fn keep(&mut self, key: (String, Lang), stamp: Stamp, page: Bytes) {
        if self.bytes + page.len() > SHELF {
            *self = Shelf::default();
        }
        self.bytes += page.len();
        if let Some((_, old)) = self.pages.insert(key, (stamp, page)) {
            self.bytes -= old.len();
        }
    }
}

type Value = Arc<dyn Any + Send + Sync>;

/// The kept pages and figures of a server. Shared by all its threads.
#[derive(Default)]
pub struct KeptPages {
    shelf: RwLock<Shelf>,
    own: RwLock<Shelf>,
    values: RwLock<HashMap<TypeId, (String, Value)>>,
}

/// The page as it lies on a shelf, or rendered anew and put there.
async fn taken<F>(shelf: &RwLock<Shelf>, (key, stamp): ((String, Lang), Stamp), render: F) -> Result<Bytes>
where
    F: AsyncFnOnce() -> Result<String>,
{
    let kept = {
        let shelf = shelf.read().unwrap_or_else(PoisonError::into_inner);
        shelf.pages.get(&key).filter(|(at, _)| *at == stamp).map(|(_, page)| page.clone())
    };
    if let Some(page) = kept {
        return Ok(page);
    }
    let fresh = Bytes::from(render().await?);
    shelf.write().unwrap_or_else(PoisonError::into_inner).keep(key, stamp, fresh.clone());
    Ok(fresh)
}

/// A value counted from what `topics` are about: the one kept since the last change, or a fresh one. There is one value of each type; `under`
/// names whatever else it was counted with.
///
/// # Errors
/// What `count` says, or the database when it is asked for the revision.
pub async fn value<V, F>(app: &App, topics: &[Topic], under: &str, count: F) -> Result<Arc<V>>
where
    V: Any + Send + Sync,
    F: AsyncFnOnce() -> Result<V>,
{
    // Read before counting, as for pages.
    let stamp = format!("{} {under}", app.db.revision_of(topics).await?);
    let found = {
        let values = app.kept.values.read().unwrap_or_else(PoisonError::into_inner);
        values.get(&TypeId::of::<V>()).filter(|(kept, _)| *kept == stamp).map(|(_, value)| value.clone())
    };
    if let Some(kept) = found.and_then(|value| value.downcast::<V>().ok()) {
        return Ok(kept);
    }
    let fresh = Arc::new(count().await?);
    app.kept.values.write().unwrap_or_else(PoisonError::into_inner).insert(TypeId::of::<V>(), (stamp, fresh.clone()));
    Ok(fresh)
}

/// Answers with a public page about `topics`. `render` makes its HTML; for anonymous readers it is called only when something it shows has
/// changed, for everybody else always.
///
/// # Errors
/// What `render` says, or the database when it is asked for the revision.
pub async fn answer<F>(app: &App, ctx: &Ctx, topics: &[Topic], render: F) -> Result<HttpResponse>
where
    F: AsyncFnOnce() -> Result<String>,
{
    if !ctx.is_common() {
        return Ok(page::bytes(ctx, StatusCode::OK, render().await?));
    }
    Ok(page::bytes(ctx, StatusCode::OK, kept(app, ctx, topics, render).await?))
}

/// As [`answer`], for a page whose content is the same for all who read it: `render` is given the context of an anonymous reader, and whoever is
/// signed in gets what is kept in a frame of their own.
///
/// # Errors
/// What `render` says, or the database when it is asked for the revision.
pub async fn content<F>(app: &App, ctx: &Ctx, topics: &[Topic], render: F) -> Result<HttpResponse>
where
    F: AsyncFnOnce(&Ctx) -> Result<String>,
{
    let common = ctx.common();
    let page = kept(app, &common, topics, async || render(&common).await).await?;
    if ctx.is_common() {
        return Ok(page::bytes(ctx, StatusCode::OK, page));
    }
    let dressed = ctx.dressed(&page).ok_or_else(|| Error::internal(format!("{} is no page with a frame", ctx.path)))?;
    Ok(page::bytes(ctx, StatusCode::OK, dressed))
}

/// Answers with a page that one person alone sees. `render` makes its HTML, where anything at all has changed since this session read it, or another
/// minute began. Rights are judged before, by the handler's arguments.
///
/// # Errors
/// What `render` says, or the database when it is asked for the revision.
pub async fn own<F>(app: &App, ctx: &Ctx, render: F) -> Result<HttpResponse>
where
    F: AsyncFnOnce() -> Result<String>,
{
    // The token of its forms is the session's own: nobody else has it, and another session of the same person has another.
    let Some(session) = ctx.who.as_ref().map(|who| who.csrf.as_str()).filter(|token| !token.is_empty() && ctx.flash.is_none()) else {
        return Ok(page::bytes(ctx, StatusCode::OK, render().await?));
    };
    let stamp = Stamp::of(ctx, app.db.revision().await?);
    let key = (format!("{session} {}", ctx.path), ctx.t.lang);
    Ok(page::bytes(ctx, StatusCode::OK, taken(&app.kept.own, (key, stamp), render).await?))
}

/// The HTML of a page, for what is kept.
///
/// # Errors
/// [`Error::Internal`] where its template fails.
pub fn html<P: Template>(page: &P) -> Result<String> {
    page.render().map_err(|e| Error::caused(format!("rendering {}", type_name::<P>()), e))
}

async fn kept<F>(app: &App, common: &Ctx, topics: &[Topic], render: F) -> Result<Bytes>
where
    F: AsyncFnOnce() -> Result<String>,
{
    let stamp = Stamp::of(common, app.db.revision_of(topics).await?);
    taken(&app.kept.shelf, ((common.path.clone(), common.t.lang), stamp), render).await
}
