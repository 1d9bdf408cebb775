//! The running market: everything a handler or a job needs, built once and handed down.

use std::path::Path;
use std::sync::Arc;

use crate::config::Config;
use crate::db::{Db, Options};
use crate::domain::catalogue::Catalogue;
use crate::domain::policy::PolicySet;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::platform::auth::password::Passwords;
use crate::platform::calendars::Calendars;
use crate::platform::clock::Clock;
use crate::platform::files::Files;
use crate::platform::health::Progress;
use crate::platform::kept::KeptPages;
use crate::platform::keys::Keys;
use crate::platform::mail::Mailer;
use crate::platform::page::Site;
use crate::platform::search::Search;

/// See the module's first line. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    pub config: Config,
    pub db: Db,
    pub clock: Clock,
    pub keys: Keys,
    pub files: Files,
    pub mail: Mailer,
    pub search: Search,
    pub passwords: Passwords,
    pub policies: PolicySet,
    pub catalogue: Catalogue,
    pub calendars: Calendars,
    pub site: Arc<Site>,
    pub kept: KeptPages,
    pub progress: Progress,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Opens everything the configuration names.
    ///
    /// # Errors
    /// [`Error::Setup`] with a sentence that helps.
    pub fn build(config: Config, clock: Clock) -> Result<App> {
        App::build_with(config, clock, true)
    }

    /// [`App::build`] for a city that can be built again: SQLite does not wait for the disk (`durable = false`).
    pub fn build_with(config: Config, clock: Clock, durable: bool) -> Result<App> {
        make_folder(&config.data_dir)?;
        let keys = Keys::load_or_make(&config.key_file())?;
        let url = config.database_url();
        let embedded = url.is_embedded();
        let connections = if embedded { config.database.sqlite_readers } else { config.database.postgres_connections };
        let db = Db::open(&url.to_string(), &Options { connections, durable })?;
        let files = Files::open(&config.files_dir(), keys.clone())?;
        let mail = Mailer::from_config(&config)?;
        let search = Search::open(&config.search, &config.data_dir)?;
        let passwords = Passwords::new(config.security.password_checks)?;
        let policies = PolicySet::embedded().map_err(|e| Error::Setup(format!("config/policy: {e}")))?;
        let catalogue = Catalogue::embedded().map_err(|e| Error::Setup(format!("config/catalogue.toml: {e}")))?;
        let calendars = Calendars::load(&db)?;
        let site = Arc::new(Site::from_config(&config));
        Ok(App(Arc::new(Parts { config, db, clock, keys, files, mail, search, passwords, policies, catalogue, calendars, site, kept: KeptPages::default(), progress: Progress::default() })))
    }

    /// The address people type, without a slash at its end: for links in mails, QR codes and documents.
    pub fn base_url(&self) -> String {
        self.config.base_url()
    }

    /// Whether people of this role must give a second factor (policy in force now).
    pub fn second_factor_required(&self, role: Role) -> bool {
        self.policies.in_force(self.clock.now()).security.second_factor_roles.contains(&role)
    }
}

fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|e| Error::Setup(format!("cannot make the data folder {}: {e}", folder.display())))
}
