//! Why Meilisearch did not do what was asked. Only codes and numbers: its sentences may repeat what a reader typed.

use std::time::Duration;

use meilisearch_sdk::errors::Error;

/// Why Meilisearch did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeiliFault {
    /// No answer in the time it was given.
    #[error("no answer within {} ms", .0.as_millis())]
    Silent(Duration),
    /// No connection, or one that broke.
    #[error("the connection failed")]
    Unreachable,
    /// An answer that is not Meilisearch's, with its HTTP status.
    #[error("HTTP status {0}")]
    Status(u16),
    /// Meilisearch's own error code.
    #[error("refused with {0}")]
    Refused(String),
    /// An answer that could not be read.
    #[error("the answer cannot be read")]
    Unreadable,
    /// A key that cannot stand in an HTTP header, or a request the client could not make.
    #[error("the request cannot be made; check the key")]
    Unsendable,
}

impl MeiliFault {
    pub(super) fn is_code(&self, code: &str) -> bool {
        matches!(self, MeiliFault::Refused(refused) if refused == code)
    }
}

impl From<Error> for MeiliFault {
    fn from(error: Error) -> Self {
        match error {
            Error::Meilisearch(refusal) => MeiliFault::Refused(refusal.error_code.to_string()),
            Error::MeilisearchCommunication(answer) => MeiliFault::Status(answer.status_code),
            Error::ParseError(_) => MeiliFault::Unreadable,
            Error::Timeout => MeiliFault::Refused("task_not_done_in_time".to_owned()),
            Error::Other(other) => other.downcast::<MeiliFault>().map_or(MeiliFault::Unsendable, |fault| *fault),
            _ => MeiliFault::Unsendable,
        }
    }
}
