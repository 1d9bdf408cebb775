//! `mingxuan nonce`: an applicant's secret and its commitment, made on its own machine (draw/v1, `nonces commit`).

use crate::domain::draw::{DrawId, Label, Secret, Who, commitment};
use crate::error::{Error, Result};
use crate::platform::random;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The draw's id, from the receipt or the draw's page
    draw: String,
    /// The label of the sign-up, from the receipt
    label: String,
    /// A secret of 64 hexadecimal digits that was made elsewhere; without it one is made here
    #[arg(long, value_name = "HEX")]
    secret: Option<String>,
}

/// Prints the secret, which is to be kept, and the commitment, which is to be sent.
///
/// # Errors
/// [`Error::Setup`] for arguments that are not what they should be; [`Error::Unavailable`] where the system gives no randomness.
#[allow(clippy::print_stdout, reason = "the answer of this command")]
pub fn print(arguments: &Arguments) -> Result<()> {
    let wrong = |what: &str| Error::Setup(what.to_owned());
    let draw = DrawId::parse(&arguments.draw).ok_or_else(|| wrong("the first argument is no draw id; it looks like MX-2026-000123/1"))?;
    let label = Label::parse(&arguments.label).ok_or_else(|| wrong("the second argument is no label; it begins with b-"))?;
    let secret = match &arguments.secret {
        Some(text) => Secret::parse(text).ok_or_else(|| wrong("--secret is not 64 hexadecimal digits (0-9, a-f)"))?,
        None => Secret(random::secret32()?),
    };
    println!("nonce      {secret}");
    println!("commitment {}", commitment(&draw, &Who::Applicant(label), &secret));
    Ok(())
}
