//! Why an envelope or a document is not taken, in words.

use crate::domain::bid::Misfit;
use crate::domain::cleaning::Refused;
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

/// Why a document cannot be cleaned.
pub fn unclean(refused: Refused) -> Say {
    match refused {
        Refused::Unknown => Say::new("cleaning-why-unknown"),
        Refused::OtherName(kind) => Say::new("cleaning-why-other-name").with("kind", kind),
        Refused::Encrypted => Say::new("cleaning-why-encrypted"),
        Refused::Pages { most } => Say::new("cleaning-why-pages").with("most", most),
        Refused::Unpacked { most } => Say::new("cleaning-why-unpacked").with("most", most / 1_000_000),
        Refused::Broken => Say::new("cleaning-why-broken"),
        Refused::Program => Say::new("cleaning-why-program"),
        Refused::Embedded => Say::new("cleaning-why-embedded"),
        Refused::Infected => Say::new("cleaning-why-infected"),
    }
}
