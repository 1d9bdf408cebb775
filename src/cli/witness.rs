//! `witness`: the supervising authority's own program. It reads no configuration of a market; only how its log lines look.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use url::Url;

use crate::config::{Config, Sources};
use crate::domain::draw::OfficerId;
use crate::domain::log::VerifierKey;
use crate::error::Result;
use crate::platform::telemetry;
use crate::witness::outside::{Program, Settings};

use super::run;

/// How the officer's program is started.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The market's address, such as https://market.example
    #[arg(long, value_name = "URL")]
    server: Url,
    /// The officer's id in the notices: 1 to 32 of a-z, 0-9 and -
    #[arg(long, value_name = "ID", value_parser = officer)]
    officer: OfficerId,
    /// The certificate of an authority of the city's own, as a PEM file
    #[arg(long, value_name = "FILE")]
    authority: Option<PathBuf>,
    /// The log's public key, from paper; without it the market's own is taken at the first look and kept
    #[arg(long, value_name = "KEY", value_parser = super::trust::log_key)]
    log_key: Vec<VerifierKey>,
    /// Also answer C2SP add-checkpoint here, such as 127.0.0.1:7380, for the logs whose keys are given
    #[arg(long, value_name = "ADDRESS", requires = "log_key")]
    listen: Option<SocketAddr>,
}

fn officer(text: &str) -> std::result::Result<OfficerId, String> {
    OfficerId::parse(text).ok_or_else(|| "an officer id is 1 to 32 of a-z, 0-9 and -".to_owned())
}

/// Runs until told to stop.
#[allow(clippy::print_stdout, reason = "the key to enrol, for whoever started it")]
pub fn run(sources: &Sources, arguments: Arguments) -> std::result::Result<(), super::Stopped> {
    let config = Config::load(sources)?;
    telemetry::start_logging(&config.log)?;
    let Arguments { server, officer, authority, log_key, listen } = arguments;
    println!("明选 Mingxuan: witness officer {officer} of {server}, folder {}", config.data_dir.display());
    let program = Program::open(Settings { server, folder: config.data_dir.clone(), officer, authority, log_keys: log_key })?;
    println!("Key to be enrolled by an administrator and a supervisor on the market's page /witnesses:\n{}", program.public_key());
    serve(program, listen)?;
    Ok(())
}

fn serve(program: Program, listen: Option<SocketAddr>) -> Result<()> {
    run::runtime()?.block_on(async move {
        let stop = run::stopped()?;
        let door = listen.map(|address| program.open_door(address, stop.clone())).transpose()?;
        program.run(stop).await;
        if let Some(door) = door {
            door.await?;
        }
        Ok(())
    })
}
