//! The command line. Each command calls one function; what it needs to know is in the configuration.
//!
//! Exit codes: 0 done; 1 it could not be done, or what was to be verified is wrong; 2 the arguments or the configuration
//! are refused. A refusal is one helpful sentence on standard error.

mod clean;
mod demo;
mod log_key;
mod nonce;
mod once;
mod run;
mod seal;
mod trust;
mod witness;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{Config, Layers, Refusals, Sources};
use crate::error::Error;

const REFUSED: u8 = 2;
const FAILED: u8 = 1;

/// 明选 Mingxuan: an online supermarket for intermediary services whose draws anyone can re-compute.
///
/// Every setting has a default; `check-config` shows them.
#[derive(Debug, Parser)]
#[command(name = "mingxuan", version, about, max_term_width = 110)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

/// The settings that are asked for often enough to be flags; all others belong into the file or the environment.
#[derive(Debug, Args)]
struct Settings {
    /// The configuration file; ./mingxuan.toml is read where none is named
    #[arg(long, global = true, value_name = "FILE", env = "MINGXUAN_CONFIG")]
    config: Option<PathBuf>,
    /// The folder with everything that is the program's own (data_dir)
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The port to listen on, 0 for a free one (server.port)
    #[arg(long, global = true, value_name = "PORT")]
    port: Option<u16>,
    /// Where the records are: sqlite:FILE or postgres://user:password@host:5432/name (database.url)
    #[arg(long, global = true, value_name = "URL", hide_env_values = true)]
    database_url: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the market (what happens without a command)
    Serve,
    /// Build a demonstration city and serve it
    Demo(demo::Arguments),
    /// Do jobs only; for markets on PostgreSQL with servers elsewhere
    Worker,
    /// Recompute a draw from its bundle, a folder or a zip, or check a receipt; needs no database, configuration or network
    Verify {
        /// The bundle or the receipt
        path: PathBuf,
        #[command(flatten)]
        trusted: trust::Arguments,
    },
    /// Take out of documents what would name their author, and say where your own name still stands; nothing leaves this machine
    Clean(clean::Arguments),
    /// Make a secret for a draw that takes secrets of applicants, and its commitment to be typed on the receipt's page
    Nonce(nonce::Arguments),
    /// Seal a quote on this machine, by the sheet from the page of the sign-up; nothing is sent
    Seal(seal::Arguments),
    /// Be a witness officer on this machine: commit to the draws of a market, check its lists, reveal. Its folder (--data) is its own
    Witness(witness::Arguments),
    /// Watch a market's log from anywhere: it only grows, and every draw in it is right; exit code 1 is an alarm
    Monitor {
        /// The market's address
        url: url::Url,
        /// Where to remember what was seen; keep a copy elsewhere
        #[arg(long, value_name = "FILE", default_value = "mingxuan-monitor.json")]
        state: PathBuf,
        #[command(flatten)]
        trusted: trust::Arguments,
    },
    /// Change the key that signs the log, see docs/howto/log-key.md
    #[command(subcommand)]
    LogKey(log_key::Act),
    /// Bring the database's schema up to date
    Migrate,
    /// Make the search index again
    Reindex,
    /// Write everything but the key into one file, while the market runs, and prove it by restoring it
    Backup {
        /// The file to write
        file: PathBuf,
    },
    /// Restore a backup into an empty market
    Restore {
        /// The file to read
        file: PathBuf,
    },
    /// Show every setting that holds and where it came from, or say why the configuration is refused
    CheckConfig,
}

/// Parses the arguments and does what they say.
pub fn main() -> ExitCode {
    crate::db::tune_sqlite();
    crate::platform::memory::keep_together();
    let cli = Cli::parse();
    match cli.run() {
        Ok(code) => code,
        Err(stopped) => stopped.report(),
    }
}

/// Why a command ended without having done its work.
enum Stopped {
    Refused(Refusals),
    Failed(Error),
}

impl From<Refusals> for Stopped {
    fn from(refusals: Refusals) -> Stopped {
        Stopped::Refused(refusals)
    }
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Stopped {
        Stopped::Failed(error)
    }
}

impl Stopped {
    #[allow(clippy::print_stderr, reason = "the last words of a command go to whoever started it")]
    fn report(self) -> ExitCode {
        let (words, code) = match self {
            Stopped::Refused(refusals) => (refusals.to_string(), REFUSED),
            Stopped::Failed(error @ Error::Setup(_)) => (error.to_string(), REFUSED),
            Stopped::Failed(error) => (error.to_string(), FAILED),
        };
        for line in words.lines() {
            eprintln!("mingxuan: {line}");
        }
        ExitCode::from(code)
    }
}

impl Cli {
    fn run(self) -> Result<ExitCode, Stopped> {
        let sources = self.settings.sources();
        let config = || Config::load(&sources);
        match self.command.unwrap_or(Command::Serve) {
            Command::CheckConfig => return check_config(&sources),
            Command::Verify { path, trusted } => return Ok(once::verify(&path, &trusted.into())),
            Command::Clean(arguments) => return Ok(clean::run(&arguments)?),
            Command::Nonce(arguments) => nonce::print(&arguments)?,
            Command::Seal(arguments) => seal::run(&arguments)?,
            Command::Witness(arguments) => witness::run(&sources, arguments)?,
            Command::Monitor { url, state, trusted } => return Ok(once::monitor(&url, &state, &trusted.into())?),
            Command::LogKey(act) => log_key::run(&config()?, act)?,
            Command::Serve => run::serve(config()?)?,
            Command::Worker => run::work(config()?)?,
            Command::Demo(arguments) => demo::run(sources, &arguments)?,
            Command::Migrate => once::migrate(&config()?)?,
            Command::Reindex => once::reindex(config()?)?,
            Command::Backup { file } => once::take_backup(&config()?, &file)?,
            Command::Restore { file } => once::restore(&config()?, &file)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Settings {
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    fn sources(&self) -> Sources {
        // A variable that is not UTF-8 cannot be one of ours, whose names are ASCII; a value that is not is shown as unreadable.
        let environment =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.to_string_lossy().into_owned())));
        let flags = [
            ("data_dir", self.data.as_ref().map(|folder| folder.to_string_lossy().into_owned())),
            ("server.port", self.port.map(|port| port.to_string())),
            ("database.url", self.database_url.clone()),
        ];
        Sources {
            file: self.config.clone(),
            folder: Some(PathBuf::from(".")),
            environment: environment.collect(),
            flags: flags.into_iter().filter_map(|(key, value)| Some((key, value?))).collect(),
        }
    }
}

#[allow(clippy::print_stdout, reason = "the answer of this command")]
fn check_config(sources: &Sources) -> Result<ExitCode, Stopped> {
    let layers = Layers::read(sources)?;
    for line in layers.lines() {
        println!("{line}");
    }
    let config = layers.config()?;
    config.check()?;
    if let Some((cert, key)) = config.server.tls() {
        crate::platform::tls::server_config(cert, key)?;
    }
    println!("\nThis configuration holds: {} with {}", config.public_url(), config.database_url());
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn flags_stand_before_or_after_the_command() {
        for arguments in [["mingxuan", "--port", "9", "check-config"], ["mingxuan", "check-config", "--port", "9"]] {
            let cli = Cli::parse_from(arguments);
            let flags = cli.settings.sources().flags;
            assert_eq!(flags, [("server.port", "9".to_owned())]);
        }
    }
}
