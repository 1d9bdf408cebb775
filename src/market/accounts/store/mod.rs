//! The rows of people, links, recovery codes and access tokens.

mod links;
mod people;
mod tokens;

pub(super) use links::*;
pub(super) use people::*;
pub(super) use tokens::*;
