//! Projects that are not simply drawn: chosen blind among those who were drawn, some finished and one that waits for its owner; and named directly.

use super::city::{City, doors_open};
use super::comparisons::first_card;
use super::dice::Dice;
use super::plan::{Agenda, Fate, Planned, calendar_before, posting, schedule};
use super::{quotes, talks};
use crate::db::DbConn;
use crate::domain::agency::AgencyProfile;
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::ServiceCode;
use crate::domain::draw::{Mode, PoolKind, Terms};
use crate::domain::method::Way;
use crate::domain::method::direct::Reason;
use crate::domain::method::way::Named;
use crate::domain::money::Fen;
use crate::domain::owner::OwnerId;
use crate::domain::project::Posting;
use crate::domain::qualification::Requirements;
use crate::error::Result;
use crate::market::outcomes;
use crate::market::{agencies, blacklist, owners};

/// Drawn by credit, chosen blind.
fn blind() -> Way {
    Way { preset: "draw-then-choose".into(), large: 5, small: 3, ..Way::default() }
}

/// Gives the nth project of a fate its way; tells how many sign up for it.
pub fn shape(posting: &mut Posting, (fate, nth): (Fate, usize), signups: usize) -> usize {
    match (fate, nth % 20) {
        (Fate::Finished, 4) => posting.spec.way = blind(),
        (Fate::Finished, 5) => {
            posting.spec.way = Way { preset: DIRECT.into(), ..Way::default() };
            posting.spec.draw = Terms { pool: PoolKind::Listed, ..Terms::default() };
            (posting.price, posting.spec.window_wd) = (Fen(2_800_000), 2);
            return 1;
        }
        (Fate::Finished, 10) => talks::shape(posting),
        _ => quotes::shape(posting, (fate, nth)),
    }
    signups
}

/// The way in which an owner names somebody.
const DIRECT: &str = "direct";

impl City {
    /// The one that is drawn the day before the doors open, and waits for its owner; and the one that is negotiated then.
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
        self.talking_soon(agenda, seed, calendar);
    }

    /// Where the owner is to name somebody: the first that offers the item and may take part.
    pub(super) async fn name(&mut self, n: usize) -> Result<()> {
        let posting = &self.planned[n].posting;
        if posting.spec.way.preset != DIRECT {
            return Ok(());
        }
        let (item, now) = (ServiceCode::from(posting.item.as_str()), self.app.clock.now());
        let owner = OwnerId::from(self.owners[self.planned[n].owner].org.as_str());
        let fit = move |conn: &mut DbConn| {
            let owner = owners::profile(conn, &owner)?;
            for id in agencies::offering(conn, &item)? {
                let profile = agencies::profile(conn, &id)?;
                let good = blacklist::standing(conn, id.as_str(), now)?.is_good();
                if good && profile.may_act(now) && profile.legal_representative != owner.legal_representative {
                    return Ok(Some(profile));
                }
            }
            Ok(None)
        };
        let profile = self.app.db.read(fit).await?;
        let words = "续做上一年度同一项目，资料和现场情况由该机构掌握。".to_owned();
        let named = |one: AgencyProfile| Named { uscc: one.uscc.to_string(), name: one.name, reason: Reason::Continuation, words };
        self.planned[n].posting.spec.way.named = profile.map(named);
        Ok(())
    }

    /// The owner picks the first card. Which agency that is nobody knows.
    pub(super) async fn choose(&self, n: usize) -> Result<()> {
        let (app, id, owner) = (self.app.clone(), self.id(n)?, self.owners[self.planned[n].owner].clone());
        let shared = app.clone();
        app.db
            .write(move |conn| match outcomes::choice_of(conn, &id)? {
                Some(_) => {
                    let answer = first_card(conn, &shared, &id)?;
                    outcomes::pick(conn, &shared, &owner, (&id, &answer))
                }
                None => Ok(()),
            })
            .await
    }
}
