//! What the program tells its operator while it runs; the audit log is another thing.

use serde::Deserialize;

use crate::text_states;

text_states! {
    /// How a log line looks.
    pub enum LogFormat { Auto => "auto", Json => "json", Pretty => "pretty" }
}

/// How log lines look and which are written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// How a line looks.
    pub format: LogFormat,
    /// A `tracing` filter.
    pub filter: String,
}
