//! Commands that do one thing and end: `migrate`, `reindex`, `backup`, `restore`, `verify`.

use std::path::Path;
use std::process::ExitCode;

use crate::backup;
use crate::config::Config;
use crate::db::{Db, Options, migration_names};
use crate::domain::log::Trusted;
use crate::error::{Error, Result};
use crate::market;
use crate::platform::clock::Clock;
use crate::verify::verify_under;

/// Brings the schema up to date and names what is applied.
#[allow(clippy::print_stdout, reason = "the answer of this command")]
pub fn migrate(config: &Config) -> Result<()> {
    let db = Db::open(&config.database_url().expose(), &Options::default())?;
    let names = db.read_now(migration_names)?;
    println!("{} is up to date: {}", config.database_url(), names.join(", "));
    Ok(())
}

/// Makes the search index again. With the embedded database the folder must be free: the server that has it reads the same index.
#[allow(clippy::print_stdout, reason = "the answer of this command")]
pub fn reindex(config: Config) -> Result<()> {
    let _lock = super::run::own_folder(&config)?;
    let app = market::open(config, Clock::System)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|e| Error::caused("starting the runtime", e))?;
    let count = runtime.block_on(app.search.reindex(&app.db, app.clock.now(), market::agencies::FOUND))?;
    println!("{count} agencies are in the index");
    Ok(())
}

/// Takes a backup while the market runs, and proves it.
#[allow(clippy::print_stdout, reason = "the answer of this command")]
pub fn take_backup(config: &Config, target: &Path) -> Result<()> {
    let manifest = backup::take(config, target, Clock::System.now())?;
    println!(
        "{} holds {} rows and {} files; it was restored once to prove it. Keep {} apart from it.",
        target.display(),
        manifest.rows(),
        manifest.files,
        config.key_file().display()
    );
    Ok(())
}

/// Restores a backup into an empty market.
#[allow(clippy::print_stdout, reason = "the answer of this command")]
pub fn restore(config: &Config, source: &Path) -> Result<()> {
    let _lock = super::run::own_folder(config)?;
    let manifest = backup::restore(config, source)?;
    println!(
        "{} rows and {} files are back. Put the key file of that market to {} before you start.",
        manifest.rows(),
        manifest.files,
        config.key_file().display()
    );
    Ok(())
}

/// Recomputes a draw from its bundle, or checks a receipt.
pub fn verify(path: &Path, trusted: &Trusted) -> ExitCode {
    ExitCode::from(verify_under(path, trusted, &mut std::io::stdout().lock()))
}

/// Looks once at a market's log.
///
/// # Errors
/// Where no runtime starts.
pub fn monitor(url: &url::Url, state: &Path, trusted: &Trusted) -> Result<ExitCode> {
    Ok(ExitCode::from(crate::monitor::run(url, state, trusted)?))
}
