//! Why an envelope is not taken, in words.

use crate::domain::bid::Misfit;
use crate::error::{Error, Say};

/// An envelope that does not fit, as a wrong field.
pub fn misfit(misfit: Misfit) -> Error {
    let key = match misfit {
        Misfit::Elsewhere => "bids-misfit-elsewhere",
        Misfit::Committee => "bids-misfit-committee",
        Misfit::Payload => "bids-misfit-payload",
    };
    Error::invalid("sealed", Say::new(key))
}
