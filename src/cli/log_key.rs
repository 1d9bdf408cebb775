//! `log-key`: another key for the heads of the log. With the embedded database the market must be stopped.

use clap::Subcommand;

use crate::config::Config;
use crate::db::{Db, Options};
use crate::domain::log::KeyAct;
use crate::error::Result;
use crate::platform::clock::Clock;
use crate::platform::log::{reading, rotation};

/// What is done with the key.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Act {
    /// Show every public key of the log, the newest last
    Show,
    /// Make a new key, which signs beside the old one until that is retired
    Rotate,
    /// End the overlap: the old key signs no more
    Retire,
    /// Make a new key that signs alone, because the old one is lost or the log has another name; tell every witness and monitor
    Replace,
}

/// Does it and says what the keys are.
#[allow(clippy::print_stdout, reason = "the answer of this command")]
pub fn run(config: &Config, act: Act) -> Result<()> {
    let _lock = super::run::own_folder(config)?;
    let db = Db::open(&config.database_url().expose(), &Options::default())?;
    let act = match act {
        Act::Show => None,
        Act::Rotate => Some(KeyAct::Rotate),
        Act::Retire => Some(KeyAct::Retire),
        Act::Replace => Some(KeyAct::Replace),
    };
    if let Some(act) = act {
        let (origin, file, now) = (config.market.log_origin.clone(), config.log_key_file(), Clock::System.now());
        let done = db.write_now(move |conn| rotation::change(conn, (act, now), (&origin, &file)))?;
        let file = config.log_key_file();
        db.read_now(move |conn| rotation::settle_files(conn, &file))?;
        println!("{done}");
    }
    for key in db.read_now(reading::keys)? {
        println!("{}", key.as_str());
    }
    Ok(())
}
