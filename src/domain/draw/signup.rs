//! What parties and platform put into the log while a draw runs: sign-up, withdrawal, reveal, close, lapsed.

use std::fmt;

use super::fault::Fault;
use super::text::{Document, Lines};
use super::words::{DrawId, Label, OrDash, RegistryId, Who};
use crate::domain::hash::{Hash32, Secret};

/// A sign-up, as the applicant's receipt holds it. It is logged salted, because a few hundred agencies are a few hundred guesses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signup {
    pub draw: DrawId,
    pub label: Label,
    pub registry_id: RegistryId,
    pub label_nonce: Secret,
    /// The applicant's own commitment, where the notice allows one and it has been given.
    pub commitment: Option<Hash32>,
}

impl Signup {
    /// Signs an agency up under the blind label that its nonce makes.
    pub fn blind(draw: DrawId, registry_id: RegistryId, label_nonce: Secret) -> Signup {
        let label = Label::blind(&draw, &registry_id, &label_nonce);
        Signup { draw, label, registry_id, label_nonce, commitment: None }
    }

    /// Whether registry id and nonce give the label.
    pub fn opens(&self) -> bool {
        Label::blind(&self.draw, &self.registry_id, &self.label_nonce) == self.label
    }
}

impl Document for Signup {
    const FILE: &'static str = "signup.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 signup")?;
        Ok(Signup {
            draw: lines.value("draw")?,
            label: lines.value("label")?,
            registry_id: lines.value("registry-id")?,
            label_nonce: lines.value("label-nonce")?,
            commitment: lines.value("commitment")?,
        })
    }
}

impl fmt::Display for Signup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 signup\ndraw {}\nlabel {}", self.draw, self.label)?;
        writeln!(f, "registry-id {}\nlabel-nonce {}\ncommitment {}", self.registry_id, self.label_nonce, OrDash(&self.commitment))
    }
}

/// The withdrawal of a sign-up before the draw closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    pub draw: DrawId,
    pub label: Label,
    /// Log index of the sign-up that is withdrawn.
    pub signup: u64,
}

impl Document for Withdrawal {
    const FILE: &'static str = "withdrawal.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 withdrawal")?;
        Ok(Withdrawal { draw: lines.value("draw")?, label: lines.value("label")?, signup: lines.value("signup")? })
    }
}

impl fmt::Display for Withdrawal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 withdrawal\ndraw {}\nlabel {}\nsignup {}", self.draw, self.label, self.signup)
    }
}

/// One reveal, under the freeze it answers. A ceremony officer's is the hash of its digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reveal {
    pub draw: DrawId,
    /// Hash of freeze.txt.
    pub freeze: Hash32,
    pub who: Who,
    pub secret: Secret,
}

impl Document for Reveal {
    const FILE: &'static str = "reveal.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 reveal")?;
        let (draw, freeze) = (lines.value("draw")?, lines.value("freeze")?);
        let [who, secret] = lines.words("reveal", "<who> <secret>")?;
        Ok(Reveal { draw, freeze, who: lines.field("who", who)?, secret: lines.field("secret", secret)? })
    }
}

impl fmt::Display for Reveal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 reveal\ndraw {}\nfreeze {}\nreveal {} {}", self.draw, self.freeze, self.who, self.secret)
    }
}

/// Declares a document that only points at its notice.
macro_rules! pointing_at_notice {
    ($($(#[$meta:meta])* $name:ident: $header:literal, $file:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            pub draw: DrawId,
            /// Hash of notice.txt.
            pub notice: Hash32,
        }

        impl Document for $name {
            const FILE: &'static str = $file;

            fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
                lines.header($header)?;
                Ok($name { draw: lines.value("draw")?, notice: lines.value("notice")? })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                writeln!(f, concat!($header, "\ndraw {}\nnotice {}"), self.draw, self.notice)
            }
        }
    )+};
}

pointing_at_notice! {
    /// The end of the sign-up window, logged before the freeze.
    Close: "draw/v1 close", "close.txt";
    /// The end of a draw with too few sign-ups: its secrets are never revealed.
    Lapsed: "draw/v1 lapsed", "lapsed.txt";
}
