//! Projects in which those who were drawn negotiate with the owner: whoever has the turn takes it.

use super::city::{City, doors_open};
use super::dice::Dice;
use super::plan::{Act, Agenda, Fate, Planned, calendar_before, posting};
use crate::domain::calendar::Calendar;
use crate::domain::draw::Terms;
use crate::domain::method::{Quote, Way};
use crate::domain::money::Fen;
use crate::domain::project::{Posting, PriceKind};
use crate::domain::qualification::Requirements;
use crate::domain::time::{HOUR, Instant, MINUTE};
use crate::error::{Error, Result};
use crate::market::{negotiations, outcomes, signups};

/// The way of a negotiation with three.
pub fn shape(posting: &mut Posting) {
    posting.spec.way = Way { preset: PRESET.into(), small: 3, ..Way::default() };
    posting.price_kind = PriceKind::Cap;
}

/// Its preset.
const PRESET: &str = "negotiation";

/// Quotes, replies, and quotes again, where that is the way; then the owner picks. Where nobody is excluded, the first hour begins with the end of sign-up.
pub fn plan(agenda: &mut Agenda, closes: Instant, (project, posting): (usize, &Posting)) {
    if posting.spec.way.preset == PRESET {
        [30, 40, 50].into_iter().for_each(|minutes| agenda.at(closes.plus(minutes * MINUTE), project, Act::Bargain));
    }
}

impl City {
    /// The one in which all have quoted the evening before the doors open, and that waits for its owner's replies in the first hour.
    pub(super) fn talking_soon(&mut self, agenda: &mut Agenda, seed: u64, calendar: &Calendar) {
        let (n, mut dice) = (self.planned.len(), Dice::of(seed, "talks"));
        let mut soon = posting(&mut dice, crate::market::catalogue::catalogue());
        shape(&mut soon);
        (soon.spec.draw, soon.spec.window_wd, soon.spec.requirements) = (Terms::default(), 1, Requirements::none());
        self.planned.push(Planned { posting: soon, owner: 0, fate: Fate::Choosing, signups: 6 });
        self.ids.push(None);
        let before = |days| calendar_before(calendar, doors_open().day(), days);
        let published = before(2).at(16, 25);
        agenda.at(published.plus(-7 * HOUR), n, Act::Create);
        agenda.at(published.plus(-6 * HOUR), n, Act::Submit);
        agenda.at(published, n, Act::Review);
        agenda.at(published.plus(17 * HOUR), n, Act::SignUps);
        agenda.at(before(1).at(16, 50), n, Act::Bargain);
    }

    /// All who take part quote, or the owner replies to all of them.
    pub(super) async fn bargain(&mut self, n: usize) -> Result<()> {
        let (app, id) = (self.app.clone(), self.id(n)?);
        let Some(talk) = app.db.read(move |conn| negotiations::talk_of(conn, &id)).await? else { return Ok(()) };
        if talk.turn == negotiations::Turn::Quoting {
            let draw = talk.draw.clone();
            for signup in app.db.read(move |conn| signups::active(conn, draw.as_str())).await? {
                let price = self.planned[n].posting.price.0 / 10_000;
                // Each exchange a little below the one before.
                let share = self.secrets.between(8_800, 9_700) - 300 * i64::from(talk.round);
                let (who, shared) = (self.agency(signup.agency.as_str())?, app.clone());
                let said = app
                    .db
                    .write(move |conn| negotiations::quote(conn, &shared, &who, (&signup.id, Quote::Amount(Fen(price * share)))))
                    .await;
                match said {
                    // It was not drawn.
                    Ok(()) | Err(Error::Refused(_)) => {}
                    Err(error) => return Err(error),
                }
            }
            return Ok(());
        }
        let (id, owner) = (self.id(n)?, self.owners[self.planned[n].owner].clone());
        let words = vec!["请结合现场踏勘一次完成，进一步优化报价。".to_owned(); 3];
        let shared = app.clone();
        app.db.write(move |conn| outcomes::reply(conn, &shared, &owner, (&id, &words))).await
    }
}
