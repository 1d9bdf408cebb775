//! `/draws/{draw}/events`: tells a page that shows a draw when something new has happened, so that it moves by itself during the ceremony.
//!
//! The stream says no more than that: what happened is on the page, which is the same for everybody.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::stream;
use serde::Deserialize;
use tokio::time::{Instant, sleep};

use crate::app::App;
use crate::domain::draw::DrawState;
use crate::error::{Error, Result};
use crate::market::bids;
use crate::market::selection::bundle;
use crate::market::selection::store::{documents, draws};

/// How often a stream looks, and how long it lives. A browser comes back by itself, and a server that stops does not wait for a meeting to end.
const LOOK: Duration = Duration::from_millis(500);
const LIFE: Duration = Duration::from_secs(15);
/// Readers at the same time; whoever comes later reads the page as it is, and looks again by hand.
const MOST: usize = 500;
/// After how many milliseconds a browser comes back.
const RETRY: &str = "retry: 1000\n\n";

static WATCHING: AtomicUsize = AtomicUsize::new(0);

/// One reader's place, given back when it leaves.
struct Place;

impl Place {
    fn take() -> Result<Place> {
        let place = Place;
        if WATCHING.fetch_add(1, Ordering::Relaxed) < MOST { Ok(place) } else { Err(Error::TooMany { seconds: LIFE.as_secs() }) }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        WATCHING.fetch_sub(1, Ordering::Relaxed);
    }
}

struct Watch {
    app: web::Data<App>,
    draw: String,
    /// What this reader knows.
    seen: String,
    greeted: bool,
    ends: Instant,
    _place: Place,
}

/// What the page that asks already shows.
#[derive(Deserialize)]
pub struct Shown {
    seen: Option<String>,
}

/// What the public knows of a draw, in one word: its state, how many of its documents are out, and how far its sealed quotes are opened.
pub fn mark<'a>(state: DrawState, names: impl Iterator<Item = &'a String>, opening: &str) -> String {
    format!("{state}-{}-{opening}", names.filter(|name| bundle::is_public(name)).count())
}

/// A stream of server-sent events; each carries the draw's mark as its id, so that a browser that comes back misses nothing.
///
/// # Errors
/// [`Error::NotFound`] for a draw whose notice is not out, [`Error::TooMany`] when all places are taken.
pub async fn watch(app: web::Data<App>, draw: web::Path<String>, shown: web::Query<Shown>, request: HttpRequest) -> Result<HttpResponse> {
    let draw = draw.into_inner();
    known(&app, &draw).await?;
    let told = request.headers().get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let seen = told.or_else(|| shown.seen.clone()).unwrap_or_default();
    let watch = Watch { app, draw, seen, greeted: false, ends: Instant::now() + LIFE, _place: Place::take()? };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(stream::unfold(watch, next)))
}

/// The next piece of the stream. A database that does not answer ends it; the browser comes back.
async fn next(mut watch: Watch) -> Option<(Result<web::Bytes>, Watch)> {
    if !watch.greeted {
        watch.greeted = true;
        return Some((Ok(RETRY.into()), watch));
    }
    while Instant::now() < watch.ends {
        let now = match known(&watch.app, &watch.draw).await {
            Ok(now) => now,
            Err(error) => {
                tracing::warn!(%error, "a page that watches a draw was left alone");
                return None;
            }
        };
        if watch.seen != now {
            let event = format!("id: {now}\nevent: changed\ndata: {now}\n\n");
            watch.seen = now;
            return Some((Ok(event.into()), watch));
        }
        sleep(LOOK).await;
    }
    None
}

/// The mark of a draw whose notice is out.
async fn known(app: &App, draw: &str) -> Result<String> {
    let id = draw.to_owned();
    app.db
        .read(move |conn| {
            let draw = draws::load(conn, &id)?;
            let names = documents::names(conn, &draw.id)?;
            if !names.iter().any(|name| name == "notice.txt") {
                return Err(Error::NotFound);
            }
            Ok(mark(draw.state, names.iter(), &bids::mark(conn, &draw.id)?))
        })
        .await
}
