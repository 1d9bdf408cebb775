//! The rows of sealed quotes.

pub mod blind;
pub mod documents;
pub mod entries;
pub mod links;
pub mod files;
pub mod rounds;
