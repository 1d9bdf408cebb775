//! What follows a draw: an answer to the award, the contract, the work, the rating, and what people write in each.

use super::city::City;
use super::dice::Dice;
use super::plan::{Act, Fate};
use crate::domain::award::AwardState;
use crate::domain::contract::ContractState;
use crate::domain::money::Fen;
use crate::domain::project::{Posting, PriceKind};
use crate::domain::rating::Parts;
use crate::domain::time::{DAY, Instant};
use crate::error::Result;
use crate::market::contracts::Registration;
use crate::market::{awards, contracts, outcomes, projects, ratings};

/// A contract as it is registered: at the agency's own quote, else at the fixed price, or a little below the cap.
pub fn registration((posting, quoted): (&Posting, Option<Fen>), now: Instant, number: usize) -> Registration {
    let amount = match (quoted, posting.price_kind) {
        (Some(quote), _) => quote,
        (None, PriceKind::Fixed) => posting.price,
        (None, PriceKind::Cap) => Fen(posting.price.0 / 100_000 * 92 / 100 * 100_000),
    };
    Registration {
        number: format!("LC-{}-{:04}", now.day().parts().0, number + 1),
        amount,
        content: posting.spec.content.clone(),
        signed_on: now.day(),
        starts_on: now.day(),
        ends_on: now.plus(i64::from(posting.spec.service_days) * DAY).day(),
        document: None,
    }
}

/// A rating: mostly good, sometimes not.
pub fn rating(dice: &mut Dice) -> (Parts, &'static str) {
    let mut part = || 5 - [0_i64, 0, 0, 0, 1, 1, 1, 2, 2, 3][dice.below(10)];
    let parts = Parts { quality: part(), timeliness: part(), attitude: part(), charge: part(), compliance: part() };
    let sum: i64 = parts.named().iter().map(|(_, value)| value).sum();
    let words = match sum {
        23.. => "成果质量高，配合及时，值得推荐。",
        19..=22 => "总体满意，按期完成。",
        15..=18 => "基本符合要求，沟通还可以更及时。",
        _ => "成果反复修改，进度滞后，希望改进。",
    };
    (parts, words)
}

impl City {
    /// The selected agency accepts; where it is planned so, the first one declines.
    pub(super) async fn answer(&self, n: usize) -> Result<()> {
        let (app, id) = (self.app.clone(), self.id(n)?);
        let Some(award) = app.db.read(move |conn| awards::standing_of(conn, &id)).await? else { return Ok(()) };
        if award.state != AwardState::Offered {
            return Ok(());
        }
        let who = self.agency(award.agency.as_str())?;
        let declines = self.planned[n].fate == Fate::Declined && award.rank == 1;
        let shared = app.clone();
        app.db
            .write(move |conn| match declines {
                true => awards::decline(conn, &shared, &who, &award.id, "人员安排冲突，无法按期进场。"),
                false => awards::accept(conn, &shared, &who, &award.id),
            })
            .await
    }

    pub(super) async fn perform(&mut self, n: usize, act: Act) -> Result<()> {
        let (app, id) = (self.app.clone(), self.id(n)?);
        let contract = app
            .db
            .read(move |conn| match awards::standing_of(conn, &id)? {
                Some(award) => contracts::of_award(conn, &award.id),
                None => Ok(None),
            })
            .await?;
        let Some(contract) = contract else { return Ok(()) };
        let (agency, owner) = (self.agency(contract.agency.as_str())?, self.owners[self.planned[n].owner].clone());
        let rating = rating(&mut self.dice);
        let (shared, posting) = (app.clone(), self.planned[n].posting.clone());
        app.db
            .write(move |conn| {
                let id = contract.id.as_str();
                match (act, contract.state) {
                    (Act::Register, ContractState::Awaited) => {
                        let (project, award) = (projects::load(conn, &contract.project)?, awards::load(conn, &contract.award)?);
                        let quoted = outcomes::quoted(conn, &project, &award.label)?;
                        let registration = registration((&posting, quoted), shared.clock.now(), n);
                        contracts::register(conn, &shared, &agency, id, &registration)
                    }
                    (Act::Confirm, ContractState::Registered) => contracts::confirm(conn, &shared, &owner, id),
                    (Act::Deliver, ContractState::InForce) => {
                        contracts::deliver(conn, &shared, &agency, id, ("成果文件已按合同约定提交。", None)).map(drop)
                    }
                    (Act::AcceptWork, ContractState::Delivered) => {
                        contracts::accept_result(conn, &shared, &owner, id, "成果符合要求，同意验收。")
                    }
                    (Act::Rate, ContractState::Accepted) => {
                        let (parts, words): (Parts, &str) = rating;
                        ratings::rate(conn, &shared, &owner, id, (parts, words))
                    }
                    _ => Ok(()),
                }
            })
            .await
    }
}
