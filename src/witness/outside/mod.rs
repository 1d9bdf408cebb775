//! `mingxuan witness`: the officer on a machine of its own, with its own key and its own store. It calls the market every few seconds, does what is
//! asked of a witness officer and says loudly what it refuses. Nobody needs to be present, and nothing connects to it, unless a door is opened for
//! logs that ask as C2SP tlog-witness has it.

mod door;
mod folder;
mod log;
mod market;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::watch;
use url::Url;

use super::Officer;
use super::signed::Signing;
use super::wire::{Answer, Inspection, Message};
use crate::domain::draw::OfficerId;
use crate::domain::log::{Trusted, VerifierKey};
use crate::error::{Error, Result};
use crate::monitor::{self, Seen, Trouble};
use crate::platform::clock::Clock;
use crate::platform::keys::Keys;
use crate::platform::lock::{self, FolderLock};

pub use folder::Folder;
use log::Said;
pub use market::{ANSWERS, ASKS, Market, TIME};

/// How often it calls when all is well.
const EVERY: Duration = Duration::from_secs(1);
/// How long it waits at most after calls that failed.
const PATIENT: Duration = Duration::from_secs(30);

/// What the program is told when it starts.
#[derive(Debug)]
pub struct Settings {
    /// Where the market is.
    pub server: Url,
    /// The officer's own folder.
    pub folder: PathBuf,
    pub officer: OfficerId,
    /// A certificate authority of the city's own, as a PEM file.
    pub authority: Option<PathBuf>,
    /// The log's key, from paper; else the market's own is taken at the first look and kept.
    pub log_keys: Vec<VerifierKey>,
}

/// What was seen of the market's log.
struct Log {
    file: PathBuf,
    trusted: Trusted,
}

/// The program, ready to run.
pub struct Program {
    officer: Officer,
    market: Market,
    folder: Folder,
    at: PathBuf,
    log: Log,
    public: String,
    _lock: FolderLock,
}

impl Program {
    /// Opens the officer's folder; makes folder and key where there are none.
    ///
    /// # Errors
    /// [`Error::Setup`] for a folder that is in use or cannot be written, a key file that is none, or a certificate that is none.
    pub fn open(settings: Settings) -> Result<Program> {
        let lock = lock::take(&settings.folder)?;
        let keys = Keys::load_or_make(&settings.folder.join("witness.key"))?;
        let authority = match &settings.authority {
            Some(path) => Some(std::fs::read(path).map_err(|e| Error::Setup(format!("{} cannot be read: {e}", path.display())))?),
            None => None,
        };
        let log = Log { file: settings.folder.join("log.json"), trusted: Trusted { logs: settings.log_keys, witnesses: Vec::new() } };
        let signing = Signing::of(&keys);
        let public = signing.public().to_string();
        let market = Market::new(settings.server, settings.officer.clone(), signing, authority.as_deref())?;
        let folder = Folder::open(&settings.folder)?;
        let officer = Officer::new(settings.officer, keys);
        Ok(Program { officer, market, folder, at: settings.folder, log, public, _lock: lock })
    }

    /// The key an administrator and a supervisor enrol, 64 hex digits.
    pub fn public_key(&self) -> &str {
        &self.public
    }

    /// Opens the door for logs that ask, see [`door`].
    ///
    /// # Errors
    /// [`Error::Setup`] where the address cannot be listened on.
    pub fn open_door(&self, address: SocketAddr, stop: watch::Receiver<bool>) -> Result<impl Future<Output = Result<()>> + use<>> {
        let folder = Folder::open(&self.at)?;
        door::open(address, door::Door::new(self.officer.clone(), folder, self.log.trusted.logs.clone()), stop)
    }

    /// Calls the market until told to stop. A market that does not answer, or does not know the key yet, is called again, ever more patiently.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let mut wait = EVERY;
        while !*stop.borrow() {
            wait = match self.round().await {
                Ok(_) => EVERY,
                Err(error) => {
                    tracing::warn!(officer = %self.officer.id, error = %reason(&error), "the market was not served; it is called again");
                    (wait * 2).min(PATIENT)
                }
            };
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Calls once and answers everything that is asked; gives the number of answers.
    ///
    /// # Errors
    /// As [`Market::asks`] and [`Market::answer`]. What the officer itself cannot answer is logged and left unanswered.
    pub async fn round(&mut self) -> Result<usize> {
        let asked = self.market.asks().await?;
        let mut answered = 0;
        for message in &asked {
            match self.answer(message).await {
                Ok(None) => {}
                Ok(Some(answer)) => {
                    tell(&answer);
                    self.market.answer(&answer).await?;
                    answered += 1;
                }
                Err(error) => {
                    tracing::error!(officer = %self.officer.id, about = %subject(message), error = %reason(&error), "the market asked for what this officer does not give");
                }
            }
        }
        Ok(answered)
    }

    /// The officer's answer; before it approves a freeze it compares what it is shown with the log, and before it reveals it vouches for everything
    /// the log holds by then. `None` where the log has to grow first.
    async fn answer(&mut self, message: &Message) -> Result<Option<Answer>> {
        match message {
            Message::Inspect(shown) => match self.said_by_the_log(shown).await? {
                Said::Same => {}
                Said::NotYet => return Ok(None),
                Said::Other(why) => return self.officer.refuse(&mut self.folder, shown, why).map(Some),
            },
            Message::Cosign { .. } => return self.cosign().await.map(Some),
            Message::Reveal { .. } | Message::Release { .. } => {
                let vouched = self.cosign().await?;
                self.market.answer(&vouched).await?;
            }
            Message::Keys { .. } | Message::Commit { .. } | Message::Unblind { .. } => {}
        }
        self.officer.answer(&mut self.folder, Clock::System.now(), message).map(Some)
    }

    async fn said_by_the_log(&self, shown: &Inspection) -> Result<Said> {
        match self.look().await {
            Ok(seen) => log::compare(&seen, shown),
            Err(Trouble::Alarm(_)) => Ok(Said::Other("log-alarm")),
            Err(Trouble::Unknown(why)) => Err(Error::Unavailable(why)),
        }
    }

    /// Vouches for the latest head, which it has seen to have grown out of all it saw before.
    async fn cosign(&mut self) -> Result<Answer> {
        let seen = self.look().await.map_err(|trouble| Error::Unavailable(trouble.to_string()))?;
        let vouched = self.officer.vouch(&mut self.folder, Clock::System.now(), (&seen.note, &seen.head));
        if matches!(vouched, Err(Error::Conflict)) {
            tracing::error!(officer = %self.officer.id, size = seen.head.size, "ALARM: the log of the market is not the one this officer vouched for");
        }
        let text = seen.note.split_once("\n\n").map_or("", |(text, _)| text);
        vouched.map(|line| Answer::Cosignature(format!("{text}\n\n{line}")))
    }

    async fn look(&self) -> std::result::Result<Seen, Trouble> {
        let seen = monitor::witness(self.market.public(), &self.log.file, &self.log.trusted).await;
        if let Err(Trouble::Alarm(alarm)) = &seen {
            tracing::error!(officer = %self.officer.id, alarm = %alarm, "ALARM: the log of the market is not believed");
        }
        seen
    }
}

/// What is said goes to the log of this machine, refusals loudest.
fn tell(answer: &Answer) {
    match answer {
        Answer::Refusal(text) => tracing::error!(document = %one_line(text), "REFUSED: what the market showed does not fit"),
        Answer::Keys(text) | Answer::Pledge(text) | Answer::Approval(text) => tracing::info!(document = %one_line(text), "answered"),
        // The secret is public only once the market has it.
        Answer::Cosignature(text) => tracing::debug!(size = text.lines().nth(1).unwrap_or_default(), "vouched for the log"),
        Answer::Release(text) => tracing::info!(project = text.lines().nth(1).unwrap_or_default(), "released the key of what was sealed"),
        Answer::Reveal(text) => tracing::info!(draw = text.lines().nth(1).unwrap_or_default(), "revealed"),
    }
}

fn one_line(text: &str) -> String {
    text.trim_end().replace('\n', "; ")
}

fn subject(message: &Message) -> String {
    match message {
        Message::Keys { project, .. } => format!("keys for {project}"),
        Message::Commit { request, .. } => one_line(request),
        Message::Inspect(shown) => {
            shown.draw().map_or_else(|_| "a freeze that cannot be read".to_owned(), |draw| format!("the freeze of {draw}"))
        }
        Message::Reveal { draw, .. } => format!("the reveal of {draw}"),
        Message::Release { draw, .. } => format!("the key of what was sealed for {draw}"),
        Message::Unblind { draw, .. } => format!("the key of the links of {draw}"),
        Message::Cosign { .. } => "the head of its log".to_owned(),
    }
}

fn reason(error: &Error) -> String {
    match error {
        Error::SignIn => "the market does not know this officer's key yet; an administrator and a supervisor enrol it".to_owned(),
        Error::NotFound => "it never committed to this draw".to_owned(),
        Error::Conflict => "it committed to another notice, or has approved no such freeze".to_owned(),
        other => other.to_string(),
    }
}
