//! Why a configuration is refused: sentences that name the key, what is wrong and what to write instead.

use std::fmt;
use std::path::PathBuf;

use super::Origin;

/// One reason why the program does not start with this configuration.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A key that does not exist.
    #[error("{origin}: there is no key `{key}`{}. Every key is listed in config/default.toml.", suggestion(.nearest))]
    UnknownKey { key: String, origin: Origin, nearest: Option<String> },
    /// A value that is not of the key's kind, such as a word where a number belongs.
    #[error("{origin}: `{key}` must be {wanted}, but {found} was given.")]
    WrongKind { key: String, origin: Origin, wanted: &'static str, found: String },
    /// A value of the right kind that cannot hold.
    #[error("{origin}: `{key}` is refused: {problem}.")]
    WrongValue { key: String, origin: Origin, problem: String },
    /// Values that are fine by themselves and wrong together.
    #[error("`{key}` is refused: {problem}.")]
    Unsafe { key: &'static str, problem: String },
    /// The file cannot be read.
    #[error("the configuration file {} cannot be read ({problem}); name another with --config, or leave --config out.", path.display())]
    Unreadable { path: PathBuf, problem: String },
    /// The file is not TOML.
    #[error("the configuration file {} is not valid TOML: {problem}.", path.display())]
    NotToml { path: PathBuf, problem: String },
}

fn suggestion(nearest: &Option<String>) -> String {
    nearest.as_ref().map(|key| format!("; perhaps you meant `{key}`")).unwrap_or_default()
}

/// All reasons at once, so that an operator need not find them one by one.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusals(pub Vec<Refused>);

impl fmt::Display for Refusals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, refused) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{refused}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusals {}

impl From<Refused> for Refusals {
    fn from(refused: Refused) -> Refusals {
        Refusals(vec![refused])
    }
}
