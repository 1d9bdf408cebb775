//! The shell that knows no capability: who asks, pages, words, mail, files, search, the log's door, the outbox, the clock.

pub mod api;
pub mod assets;
pub mod audit;
pub mod auth;
pub mod calendars;
pub mod clock;
pub mod files;
pub mod forms;
pub mod health;
pub mod i18n;
pub mod kept;
pub mod keys;
pub mod letter;
pub mod limits;
pub mod net;
pub mod lock;
pub mod mail;
pub mod memory;
pub mod outbox;
pub mod page;
pub mod random;
pub mod routes;
pub mod search;
pub mod task;
pub mod telemetry;
pub mod tls;
