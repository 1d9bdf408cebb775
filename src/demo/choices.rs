//! Projects whose owner chooses blind among those who were drawn: some finished, one that waits for its owner.

use super::city::{City, doors_open};
use super::dice::Dice;
use super::plan::{Agenda, Fate, Planned, calendar_before, posting, schedule};
use crate::domain::calendar::Calendar;
use crate::domain::draw::{Mode, Terms};
use crate::domain::method::Way;
use crate::domain::qualification::Requirements;
use crate::error::Result;
use crate::market::outcomes::{self, Answer};

/// Drawn by credit, chosen blind.
fn blind() -> Way {
    Way { preset: "draw-then-choose".into(), large: 5, small: 3, named: None }
}

/// The way of the nth project of a fate.
pub fn way(fate: Fate, nth: usize) -> Way {
    if fate == Fate::Finished && nth % 20 == 4 { blind() } else { Way::default() }
}

impl City {
    /// The one that is drawn the day before the doors open, and waits for its owner.
    pub(super) fn chosen_soon(&mut self, agenda: &mut Agenda, seed: u64, calendar: &Calendar) {
        let (n, mut dice) = (self.planned.len(), Dice::of(seed, "choices"));
        let mut chosen = posting(&mut dice, crate::market::catalogue::catalogue());
        chosen.spec.way = blind();
        chosen.spec.draw = Terms { mode: Mode::Weighted, ..Terms::default() };
        chosen.spec.window_wd = 1;
        chosen.spec.requirements = Requirements::none();
        let planned = Planned { posting: chosen, owner: 0, fate: Fate::Choosing, signups: 8 };
        schedule(agenda, &mut dice, calendar, (n, &planned, calendar_before(calendar, doors_open().day(), 2)));
        self.planned.push(planned);
        self.ids.push(None);
    }

    /// The owner picks the first card. Which agency that is nobody knows.
    pub(super) async fn choose(&self, n: usize) -> Result<()> {
        let (app, id, owner) = (self.app.clone(), self.id(n)?, self.owners[self.planned[n].owner].clone());
        let answer = Answer { card: 1, reason: "比较信用等级、同类业绩和承诺时限，综合情况最好。".into() };
        let shared = app.clone();
        app.db
            .write(move |conn| match outcomes::choice_of(conn, &id)? {
                Some(_) => outcomes::pick(conn, &shared, &owner, (&id, &answer)),
                None => Ok(()),
            })
            .await
    }
}
