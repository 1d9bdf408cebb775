//! The signature of the beacon's round: fetched from relays, or brought by anybody. There is exactly one, and it proves itself, so it does not matter
//! from whom it comes (draw-v1 §4, "beacon round").

use crate::app::App;
use crate::domain::draw::{DrawId, Next, Progress, Round, Signature};
use crate::domain::time::{HOUR, Instant, SECOND};
use crate::error::{Error, Result, Say};
use crate::market::selection::relays;
use crate::market::selection::store::draws::Draw;

use super::advance::{Outcome, advance, apply};
use super::progress::progress;
use super::{cosigned, resolve};

/// The shortest pause before the relays are asked again; it grows with the time since the round.
const SOON: i64 = 10 * SECOND;

/// Before the round's time, sees to it that the officers vouch for what was revealed. Asks the relays when the time has come; without an answer, again later, until its days are over.
pub(super) async fn look(app: &App, draw: &Draw, progress: &Progress, round: Round) -> Result<Outcome> {
    let (now, due) = (app.clock.now(), round.time());
    if now < due {
        let vouched = cosigned::is_before_round(app, &draw.id, (progress, round)).await?;
        return Ok(Outcome::Wait(if vouched { due.plus(SECOND) } else { now.plus(SOON).min(due.plus(SECOND)) }));
    }
    let until = progress.beacon.map_or(now.plus(HOUR), |wait| wait.until);
    match relays::signature(&app.config.beacon.relays, round).await {
        Some(signature) => {
            let next = Next::Beacon(round);
            apply(app, &draw.id, next, move |conn, app, draw| resolve::conclude_with(conn, app, draw, Some(signature))).await
        }
        None => Ok(Outcome::Wait(again(now, due).min(until))),
    }
}

fn again(now: Instant, due: Instant) -> Instant {
    now.plus(((now.ms() - due.ms()) / 8).clamp(SOON, HOUR))
}

/// Takes a signature that somebody brought, with the number of its round where that was said; the draw goes on with it.
///
/// # Errors
/// [`Error::NotFound`] for a draw that is none; [`Error::Refused`] while none is awaited, before the round's time, for another round, and for a
/// signature that is not the beacon's.
pub async fn take_signature(app: &App, draw: DrawId, (signature, said): (Signature, Option<u64>)) -> Result<()> {
    let (shared, id) = (app.clone(), draw.clone());
    let next = app.db.read(move |conn| Ok(progress(conn, &shared, &id)?.1.next(shared.clock.now()))).await?;
    let Next::Beacon(round) = next else { return Err(Error::Refused(Say::new("selection-beacon-not-awaited"))) };
    if app.clock.now() < round.time() {
        return Err(Error::Refused(Say::new("selection-beacon-too-early").with("when", round.time().second_text())));
    }
    if let Some(other) = said.filter(|said| *said != round.number()) {
        return Err(Error::Refused(Say::new("selection-beacon-other-round").with("given", other).with("round", round.number())));
    }
    if !signature.signs(round) {
        return Err(Error::Refused(Say::new("selection-beacon-false").with("round", round.number())));
    }
    app.log.settle(&app.db, app.clock.now()).await?;
    apply(app, &draw, next, move |conn, app, draw| resolve::conclude_with(conn, app, draw, Some(signature))).await?;
    advance(app, &draw).await.map(drop)
}
