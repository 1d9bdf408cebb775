//! `mingxuan monitor URL`: on anyone's machine, watches that a market's log only grows, and that every draw in it is right (audit-v1, "Witnesses,
//! receipts, monitor"). It knows nothing of the market but what is published and what it saw the last time, which lies in its state file.
//!
//! One run looks once. The state moves on only when nothing was wrong, so that an alarm is raised again until somebody has dealt with it.

mod fetch;
mod keys;
mod look;
mod state;

use std::collections::BTreeMap;
use std::path::Path;

use crate::domain::hash::Hash32;
use crate::domain::log::{Head, Trusted, VerifierKey};
use crate::error::Result;

pub use look::Alarm;
use look::Looked;
use state::State;

/// What a look came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How many entries the log has, and how many of them are new.
    pub size: u64,
    pub new: u64,
    /// Draws whose bundles were checked this time.
    pub draws: usize,
    /// The key the head was checked with.
    pub key: VerifierKey,
    /// Whether that key was taken from the market itself, this being the first look.
    pub trusted_at_first_sight: bool,
    /// How many of the witnesses one knows have not vouched for the head yet; at the next look that is an alarm.
    pub unvouched: usize,
}

/// Why a look gave no report.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The market did something it must not.
    #[error("{0}")]
    Alarm(#[from] Alarm),
    /// Nothing can be said: the market does not answer, or the state file cannot be used.
    #[error("{0}")]
    Unknown(String),
}

/// Looks once at the market at `url`.
///
/// # Errors
/// [`Trouble`].
pub async fn look(url: &url::Url, file: &Path, trusted: &Trusted) -> std::result::Result<Report, Trouble> {
    let before = State::read(file).map_err(Trouble::Unknown)?;
    let market = fetch::Market::at(url).map_err(Trouble::Unknown)?;
    let Looked { report, state: after, .. } = look::look(&market, before, trusted).await?;
    after.write(file).map_err(Trouble::Unknown)?;
    Ok(report)
}

/// What a witness officer must know of the log before it approves a freeze: everything of it that a believed head covers.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The SHA-256 of every sealed entry by its index.
    pub sealed: BTreeMap<u64, Hash32>,
    /// The hashes the log holds of each draw's documents, by the kind of entry.
    pub draws: BTreeMap<String, BTreeMap<String, Hash32>>,
    /// The head that covers all this, and as it was published.
    pub head: Head,
    pub note: String,
}

/// Looks as [`look`] does, through the officer's own connections, and remembers every sealed entry too.
///
/// # Errors
/// [`Trouble`].
pub async fn witness((client, url): (&reqwest::Client, &url::Url), file: &Path, trusted: &Trusted) -> std::result::Result<Seen, Trouble> {
    let mut before = State::read(file).map_err(Trouble::Unknown)?;
    if before.size == 0 {
        before.sealed = Some(BTreeMap::new());
    }
    let market = fetch::Market::with(url, client.clone());
    let Looked { state: after, head, note, .. } = look::look(&market, before, trusted).await?;
    after.write(file).map_err(Trouble::Unknown)?;
    let sealed = after.sealed.ok_or_else(|| Trouble::Unknown("the state file is a monitor's and no witness officer's".into()))?;
    Ok(Seen { sealed, draws: after.draws, head, note })
}

/// What is printed: one line, whatever happened.
pub fn line(outcome: &std::result::Result<Report, Trouble>) -> String {
    match outcome {
        Ok(report) => format!(
            "OK 正常: {} entries 条, {} new 新增, {} draws checked 次抽取已核验; key 公钥 {}{}",
            report.size,
            report.new,
            report.draws,
            report.key.as_str(),
            match report {
                Report { trusted_at_first_sight: true, .. } => " (first seen now: compare it 首次取得，请核对)".to_owned(),
                Report { unvouched: 0, .. } => String::new(),
                Report { unvouched, .. } => format!("; {unvouched} witnesses have not vouched yet 个见证端尚未作证"),
            }
        ),
        Err(Trouble::Alarm(alarm)) => format!("ALARM 警报: {alarm}; {}", alarm.chinese()),
        Err(Trouble::Unknown(why)) => format!("UNKNOWN 无法判断: {why}"),
    }
}

/// The exit code: 0 all is well, 1 an alarm, 2 nothing can be said.
pub fn code(outcome: &std::result::Result<Report, Trouble>) -> u8 {
    match outcome {
        Ok(_) => 0,
        Err(Trouble::Alarm(_)) => 1,
        Err(Trouble::Unknown(_)) => 2,
    }
}

/// The command: a runtime, one look, one line.
///
/// # Errors
/// Where no runtime starts.
#[allow(clippy::print_stdout, reason = "the answer of this command")]
pub fn run(url: &url::Url, file: &Path, trusted: &Trusted) -> Result<u8> {
    let runtime = tokio::runtime::Runtime::new().map_err(|e| crate::error::Error::caused("starting the runtime", e))?;
    let outcome = runtime.block_on(look(url, file, trusted));
    println!("{}", line(&outcome));
    Ok(code(&outcome))
}
