//! The shared shell that knows no capability.

pub mod assets;
pub mod forms;
pub mod i18n;
pub mod page;
pub mod search;
