//! Proposals that their owner compares itself: one that is finished, and one that waits for the owner whose sign-in is printed.

use super::city::{City, doors_open};
use super::dice::Dice;
use super::plan::{Agenda, Fate, Planned, calendar_before, posting, schedule};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::calendar::Calendar;
use crate::domain::draw::Terms;
use crate::domain::method::Way;
use crate::domain::policy::proposed;
use crate::domain::project::{PriceKind, ProjectId};
use crate::domain::qualification::Requirements;
use crate::error::Result;
use crate::market::outcomes::{self, Answer, Marks, Sheet};
use crate::market::{catalogue, projects};

/// Their preset.
const PRESET: &str = "proposal-merit";

impl City {
    /// The finished one, and the one whose proposals were opened the day before the doors open.
    pub(super) fn compared_soon(&mut self, agenda: &mut Agenda, seed: u64, calendar: &Calendar) {
        let weights = proposed(&self.app.policies.in_force(doors_open()).methods.criteria);
        for (at, (fate, before)) in [(Fate::Finished, 32), (Fate::Choosing, 2)].into_iter().enumerate() {
            let (n, mut dice) = (self.planned.len(), Dice::of(seed, &format!("comparisons {at}")));
            let mut chosen = posting(&mut dice, catalogue::catalogue());
            chosen.price_kind = PriceKind::Cap;
            (chosen.spec.draw, chosen.spec.window_wd, chosen.spec.requirements) = (Terms::default(), 1, Requirements::none());
            chosen.spec.way = Way { preset: PRESET.into(), weights: weights.clone(), ..Way::default() };
            let planned = Planned { posting: chosen, owner: 0, fate, signups: 4 };
            schedule(agenda, &mut dice, calendar, (n, &planned, calendar_before(calendar, doors_open().day(), before)));
            self.planned.push(planned);
            self.ids.push(None);
        }
    }
}

/// What an owner answers that picks the first card; where it compares proposals itself that one has the most points.
pub fn first_card(conn: &mut DbConn, app: &App, id: &ProjectId) -> Result<Answer> {
    let reason = "比较信用等级、同类业绩和承诺时限，综合情况最好。".to_owned();
    let project = projects::load(conn, id)?;
    let policy = app.policies.get(&project.policy);
    let compared = policy.and_then(|policy| project.spec.way.preset(&policy.methods)).is_some_and(|preset| preset.is_compared());
    if !compared {
        return Ok(Answer { card: 1, reason, sheet: Sheet::default() });
    }
    let mut marks = Marks::new();
    for (card, _) in (1..).zip(outcomes::cards(conn, id)?) {
        let percent = u32::try_from(93_usize.saturating_sub(6 * card)).unwrap_or_default();
        marks.extend(project.spec.way.weights.iter().map(|(id, most)| ((card, id.clone()), most * percent)));
    }
    let reason = "服务响应完整，人员与工作量相称，报价合理，总分最高。".to_owned();
    Ok(Answer { card: 1, reason, sheet: Sheet { marks, instead: String::new(), declared: true } })
}
