//! What the law of contracts refuses, in words.

use crate::domain::contract::{ContractState, Refused};
use crate::error::{Error, Say};

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        match refused {
            Refused::OwnSide => Error::Refused(Say::new("contracts-own-side")),
            Refused::FixedPrice { price, given } => {
                Error::invalid("amount", Say::new("contracts-fixed-price").with("price", price.zh()).with("given", given.zh()))
            }
            Refused::OverCap { cap, given } => {
                Error::invalid("amount", Say::new("contracts-over-cap").with("cap", cap.zh()).with("given", given.zh()))
            }
            Refused::Dates => Error::invalid("ends_on", Say::new("contracts-dates")),
            Refused::NotNow { state } => Error::Refused(Say::new(match state {
                ContractState::Awaited => "contracts-not-now-awaited",
                ContractState::Registered => "contracts-not-now-registered",
                ContractState::InForce => "contracts-not-now-in-force",
                ContractState::Delivered => "contracts-not-now-delivered",
                ContractState::Accepted => "contracts-not-now-accepted",
                ContractState::Closed => "contracts-not-now-closed",
                ContractState::Abandoned => "contracts-not-now-abandoned",
            })),
        }
    }
}
