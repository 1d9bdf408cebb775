//! The shell that knows no capability: who asks, pages, words, mail, files, search, the log's door, the outbox, the clock.

pub mod assets;
pub mod audit;
pub mod clock;
pub mod forms;
pub mod i18n;
pub mod keys;
pub mod letter;
pub mod limits;
pub mod net;
pub mod outbox;
pub mod page;
pub mod random;
pub mod search;
pub mod telemetry;
pub mod tls;
