//! The one error of the shell. Which to use:
//!
//! * [`Error::Refused`]: a rule of the market says no. The domain's refusal enum carries the facts and turns itself into a [`Say`] (key and
//!   arguments of a sentence in `web/locales`), by `impl From<MyRefusal> for Error` through [`Error::refused`]. 409.
//! * [`Error::Invalid`]: fields of a form or of a JSON body are wrong; every one is named. 422.
//! * [`Error::NotFound`]: there is no such thing, or the reader may not know that there is. 404.
//! * [`Error::Forbidden`]: the reader knows that the thing exists but may not do this. 403. [`Error::SignIn`]: nobody is signed in. 401 or the sign-in page.
//! * [`Error::Conflict`]: somebody was faster (a compare-and-set found another state, a unique index had the last word). 409.
//! * [`Error::Unavailable`]: database, disk or another part does not answer; nothing was changed. 503.
//! * [`Error::Setup`]: the program cannot start like this; the sentence says what to change.
//! * [`Error::Internal`]: a fault of the program. 500 with an id, logged with its chain. Never use it for what a person did.
//!
//! `?` on a database result does the right thing; a row that need not exist is `.optional()`, one that must exist for the reader is [`Found::found`].

use std::fmt;

/// The result of the shell.
pub type Result<T> = std::result::Result<T, Error>;

/// A sentence for people: the key of a message in `web/locales` and its arguments, in no language yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Say {
    /// Key of the message.
    pub key: &'static str,
    /// Names and values of its arguments; values are names, numbers, or formatted dates and sums.
    pub args: Vec<(&'static str, String)>,
}

impl Say {
    /// A sentence without arguments.
    pub fn new(key: &'static str) -> Say {
        Say { key, args: Vec::new() }
    }

    /// The sentence with one argument more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Say {
        self.args.push((name, value.to_string()));
        self
    }
}

/// One wrong field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's name in the form and in the JSON body.
    pub field: String,
    /// What is wrong, which rule, what to do.
    pub say: Say,
}

impl Problem {
    /// A problem of a field.
    pub fn new(field: impl Into<String>, say: Say) -> Problem {
        Problem { field: field.into(), say }
    }
}

/// See the module's first lines.
#[derive(Debug)]
pub enum Error {
    Refused(Say),
    Invalid(Vec<Problem>),
    NotFound,
    SignIn,
    Forbidden(Say),
    Conflict,
    TooMany {
        seconds: u64,
    },
    TooLarge {
        limit_mb: u64,
    },
    /// The request itself is malformed: not UTF-8, not the announced type, a forged form token.
    Malformed(Say),
    Unavailable(String),
    Setup(String),
    Internal(Fault),
}

/// A fault of the program: what was being done, and the chain of causes.
#[derive(Debug)]
pub struct Fault {
    /// What was being done.
    pub doing: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// A rule says no.
    pub fn refused(say: Say) -> Error {
        Error::Refused(say)
    }

    /// One wrong field.
    pub fn invalid(field: &str, say: Say) -> Error {
        Error::Invalid(vec![Problem::new(field, say)])
    }

    /// A fault of the program.
    pub fn internal(doing: impl Into<String>) -> Error {
        Error::Internal(Fault { doing: doing.into(), source: None })
    }

    /// A fault of the program with its cause.
    pub fn caused(doing: impl Into<String>, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::Internal(Fault { doing: doing.into(), source: Some(source.into()) })
    }

    /// A stored row that makes no sense: column and value, for the log only.
    pub fn bad_row(column: &str, value: impl fmt::Display) -> Error {
        Error::internal(format!("stored {column} has the meaningless value {value}"))
    }

    /// Whether this is the database or the disk being away.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Error::Unavailable(_))
    }

    /// The HTTP status.
    pub fn status(&self) -> actix_web::http::StatusCode {
        use actix_web::http::StatusCode as S;
        match self {
            Error::Refused(_) | Error::Conflict => S::CONFLICT,
            Error::Invalid(_) => S::UNPROCESSABLE_ENTITY,
            Error::NotFound => S::NOT_FOUND,
            Error::SignIn => S::UNAUTHORIZED,
            Error::Forbidden(_) => S::FORBIDDEN,
            Error::TooMany { .. } => S::TOO_MANY_REQUESTS,
            Error::TooLarge { .. } => S::PAYLOAD_TOO_LARGE,
            Error::Malformed(_) => S::BAD_REQUEST,
            Error::Unavailable(_) => S::SERVICE_UNAVAILABLE,
            Error::Setup(_) | Error::Internal(_) => S::INTERNAL_SERVER_ERROR,
        }
    }

    /// A stable word for the JSON door.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Refused(say) | Error::Forbidden(say) | Error::Malformed(say) => say.key,
            Error::Invalid(_) => "invalid",
            Error::NotFound => "not-found",
            Error::SignIn => "sign-in",
            Error::Conflict => "conflict",
            Error::TooMany { .. } => "too-many",
            Error::TooLarge { .. } => "too-large",
            Error::Unavailable(_) => "unavailable",
            Error::Setup(_) | Error::Internal(_) => "internal",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused(say) => write!(f, "refused: {} {:?}", say.key, say.args),
            Error::Invalid(problems) => {
                write!(f, "invalid:")?;
                problems.iter().try_for_each(|p| write!(f, " {} ({})", p.field, p.say.key))
            }
            Error::NotFound => f.write_str("not found"),
            Error::SignIn => f.write_str("nobody is signed in"),
            Error::Forbidden(say) => write!(f, "forbidden: {}", say.key),
            Error::Conflict => f.write_str("somebody was faster"),
            Error::TooMany { seconds } => write!(f, "too many requests, again in {seconds} s"),
            Error::TooLarge { limit_mb } => write!(f, "larger than {limit_mb} MiB"),
            Error::Malformed(say) => write!(f, "malformed: {}", say.key),
            Error::Unavailable(why) => write!(f, "unavailable: {why}"),
            Error::Setup(why) => f.write_str(why),
            Error::Internal(fault) => {
                f.write_str(&fault.doing)?;
                let mut cause: Option<&(dyn std::error::Error + 'static)> = fault.source.as_deref().map(|e| e as _);
                while let Some(e) = cause {
                    write!(f, ": {e}")?;
                    cause = e.source();
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Error {}

impl From<diesel::result::Error> for Error {
    fn from(e: diesel::result::Error) -> Error {
        use diesel::result::{DatabaseErrorKind as Kind, Error as Db};
        match &e {
            Db::DatabaseError(Kind::UniqueViolation | Kind::SerializationFailure, _) => Error::Conflict,
            Db::DatabaseError(Kind::ClosedConnection | Kind::UnableToSendCommand, _) | Db::BrokenTransactionManager => {
                Error::Unavailable(e.to_string())
            }
            Db::DatabaseError(_, told) if is_environment(told.message()) => Error::Unavailable(e.to_string()),
            Db::RollbackErrorOnCommit { .. } | Db::AlreadyInTransaction | Db::NotInTransaction => Error::Unavailable(e.to_string()),
            _ => Error::caused("talking to the database", e),
        }
    }
}

/// Whether a database message is about disk, lock or connection rather than about what was asked.
fn is_environment(message: &str) -> bool {
    [
        "disk is full",
        "disk I/O error",
        "database is locked",
        "unable to open database",
        "attempt to write a readonly",
        "server closed the connection",
        "terminating connection",
        "no connection to the server",
        "could not connect",
        "could not receive data",
        "could not send data",
        "No space left",
        "the database system is",
        "remaining connection slots",
        "connection not open",
        "SSL connection has been closed",
    ]
    .iter()
    .any(|part| message.contains(part))
}

/// A row that must exist for the reader.
pub trait Found<T> {
    /// The row, or [`Error::NotFound`].
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no row, else what the database said.
    fn found(self) -> Result<T>;
}

impl<T> Found<T> for diesel::QueryResult<T> {
    fn found(self) -> Result<T> {
        match self {
            Err(diesel::result::Error::NotFound) => Err(Error::NotFound),
            other => Ok(other?),
        }
    }
}

/// Whether the database refused a second row of the same key.
pub fn is_duplicate(e: &diesel::result::Error) -> bool {
    matches!(e, diesel::result::Error::DatabaseError(diesel::result::DatabaseErrorKind::UniqueViolation, _))
}

/// Turns "one row changed" into `()` and anything else into [`Error::Conflict`]: the end of every compare-and-set.
pub fn one_row(changed: usize) -> Result<()> {
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

impl actix_web::ResponseError for Error {
    fn status_code(&self) -> actix_web::http::StatusCode {
        self.status()
    }

    /// The bare answer; the server's outermost layer writes page or JSON over it in the reader's language.
    fn error_response(&self) -> actix_web::HttpResponse {
        actix_web::HttpResponse::build(self.status()).finish()
    }
}
