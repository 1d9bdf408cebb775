//! Keys from paper or from a page, for whoever checks.

use clap::Args;

use crate::domain::log::{Trusted, VerifierKey, WitnessKey};

/// Whose word counts.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A public key of the log, from the market's page or from paper; may be given again. Without it the key that comes along is taken
    #[arg(long, value_name = "KEY", value_parser = log_key)]
    log_key: Vec<VerifierKey>,
    /// The public key of a witness that must have vouched for the log; may be given again
    #[arg(long, value_name = "KEY", value_parser = witness_key)]
    witness_key: Vec<WitnessKey>,
}

impl From<Arguments> for Trusted {
    fn from(Arguments { log_key, witness_key }: Arguments) -> Trusted {
        Trusted { logs: log_key, witnesses: witness_key }
    }
}

/// Reads a key of a log.
pub fn log_key(text: &str) -> Result<VerifierKey, String> {
    VerifierKey::parse(text).ok_or_else(|| "this is no public key of a log: it is name+hash+key".to_owned())
}

fn witness_key(text: &str) -> Result<WitnessKey, String> {
    WitnessKey::parse(text).ok_or_else(|| "this is no public key of a witness: it is name+hash+key".to_owned())
}
