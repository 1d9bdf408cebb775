//! The running market: everything a handler or a job needs, built once and handed down.

use std::path::Path;
use std::sync::Arc;

use crate::config::{Config, Market};
use crate::db::{Db, Options};
use crate::defaults;
use crate::domain::policy::{Policy, PolicySet, PolicyVersion};
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::platform::auth::password::Passwords;
use crate::platform::auth::session::Sessions;
use crate::platform::calendars::Calendars;
use crate::platform::clock::Clock;
use crate::platform::files::Files;
use crate::platform::health::Progress;
use crate::platform::kept::KeptPages;
use crate::platform::keys::Keys;
use crate::platform::limits::Limits;
use crate::platform::log::Log;
use crate::platform::mail::Mailer;
use crate::platform::page::Site;
use crate::platform::scanner::Scanner;
use crate::platform::search::Search;
use crate::platform::search::sequence::{self, Agencies};

/// See the module's first line. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    pub config: Config,
    pub db: Db,
    pub clock: Clock,
    pub keys: Keys,
    pub log: Log,
    pub files: Files,
    pub mail: Mailer,
    pub search: Search,
    pub passwords: Passwords,
    pub policies: PolicySet,
    pub calendars: Calendars,
    pub site: Arc<Site>,
    pub kept: KeptPages,
    pub sessions: Sessions,
    pub progress: Progress,
    pub limits: Limits,
    /// Whoever cleans a document holds this: one is in memory at a time.
    pub cleaning: tokio::sync::Semaphore,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Opens everything the configuration names. `agencies` is how the search asks for what it finds; `building` is given only for a
    /// city that can be built again, where SQLite need not wait for the disk: the addresses whose mail leaves while it is built. Callers use [`crate::market::open`].
    ///
    /// # Errors
    /// [`Error::Setup`] with a sentence that helps.
    pub fn build(config: Config, clock: Clock, agencies: Agencies, building: Option<Vec<String>>) -> Result<App> {
        make_folder(&config.data_dir)?;
        let keys = Keys::load_or_make(&config.key_file())?;
        let url = config.database_url();
        let embedded = matches!(url, crate::config::DatabaseUrl::Sqlite(_));
        let connections = if embedded { config.database.sqlite_readers } else { config.database.postgres_connections };
        let db = Db::open(&url.expose(), &Options { connections, durable: building.is_none() })?;
        let files = Files::open(&config.files_dir(), keys.clone())?.with_scanner(config.storage.clamd.clone().map(Scanner));
        let log = Log::new(&config.market.log_origin, config.log_key_file());
        let mail = Mailer::from_config(&config)?;
        let mail = match building {
            None => mail,
            Some(readers) => mail.for_readers(readers),
        };
        let search = Search::open(&config.search, &config.search_dir(), sequence::feed(&db, agencies)?)?;
        let limits = Limits::new(&config.limits);
        let passwords = Passwords::new(config.security.password_checks)?;
        let policies = policies(&config.market)?;
        let calendars = Calendars::load(&db)?;
        let site = Arc::new(Site::from(&config.market));
        Ok(App(Arc::new(Parts {
            config,
            db,
            clock,
            keys,
            log,
            files,
            mail,
            search,
            passwords,
            policies,
            calendars,
            site,
            kept: KeptPages::default(),
            sessions: Sessions::default(),
            progress: Progress::default(),
            limits,
            cleaning: tokio::sync::Semaphore::new(1),
        })))
    }

    /// The address people type, without a slash at its end: for links in mails, QR codes and documents.
    pub fn base_url(&self) -> String {
        self.config.public_url().as_str().trim_end_matches('/').to_owned()
    }

    /// The policy under which a project was published.
    ///
    /// # Errors
    /// [`Error::Internal`] where a project names one that is not loaded.
    pub fn pinned(&self, version: &PolicyVersion) -> Result<&Policy> {
        self.policies.get(version).ok_or_else(|| Error::bad_row("projects.policy", version))
    }

    /// Whether people of this role must give a second factor (policy in force now).
    pub fn second_factor_required(&self, role: Role) -> bool {
        self.policies.in_force(self.clock.now()).needs_totp(role)
    }
}

/// The shipped version of the policy and those of the market's own files.
fn policies(market: &Market) -> Result<PolicySet> {
    let shipped = if market.demonstration { defaults::demonstration_policies() } else { defaults::policies() };
    market.policies.iter().try_fold(shipped, |set, file| {
        let refused = |why: &dyn std::fmt::Display| Error::Setup(format!("the policy in {} cannot be taken: {why}", file.display()));
        let text = std::fs::read_to_string(file).map_err(|e| refused(&e))?;
        let policy = Policy::parse(&text).map_err(|e| refused(&e))?;
        set.with(policy).map_err(|e| refused(&e))
    })
}

fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|e| Error::Setup(format!("cannot make the data folder {}: {e}", folder.display())))
}
