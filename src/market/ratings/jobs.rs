//! Silence of an owner: a neutral rating that counts nowhere, and the contract is closed.

use crate::app::App;
use crate::domain::contract::ContractState;
use crate::domain::policy::OnSilence;
use crate::domain::rating::Parts;
use crate::error::Result;
use crate::market::ratings::service;
use crate::market::{contracts, projects};
use crate::platform::audit::Actor;
use crate::platform::outbox::{self, Job};

/// The days to rate are over, unless the calendar made them longer.
pub async fn due(app: &App, contract: &str) -> Result<()> {
    let (shared, id) = (app.clone(), contract.to_owned());
    app.db
        .write(move |conn| {
            let (now, contract) = (shared.clock.now(), contracts::load(conn, &id)?);
            if contract.state != ContractState::Accepted {
                return Ok(());
            }
            let due = contracts::service::due(conn, &shared, &contract)?;
            if now < due {
                return outbox::push_at(conn, now, due, &Job::RatingDue { contract: id });
            }
            let project = projects::load(conn, &contract.project)?;
            if contracts::service::policy(&shared, &project).rating.on_silence == OnSilence::Nothing {
                return contracts::close(conn, &shared, &contract);
            }
            let neutral = Parts { quality: 3, timeliness: 3, attitude: 3, charge: 3, compliance: 3 };
            service::enter(conn, &shared, &contract, (&Actor::platform(), ""), (neutral, "", true))?;
            Ok(())
        })
        .await
}
