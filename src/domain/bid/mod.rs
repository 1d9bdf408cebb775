//! bid/v1: quotes and proposals sealed until the opening.
//!
//! Between sealing and opening nobody reads an entry; after it anybody can check that what was opened is what was sealed. An agency seals its
//! entry under a fresh key, splits the key among the members of the committee (the platform and every witness officer) and gives the market the
//! envelope. After the freeze the members release their private keys, and every envelope either opens, or is provably spoiled by who sealed it,
//! or is missing because too few members released; then its agency may show key and salt itself.
//!
//! Read in this order: [`words`] and [`hpke`], then the documents in the order of an entry's life: [`committee`], [`entry`], [`envelope`], [`package`],
//! [`seal`], [`release`], [`open`], [`opening`], [`link`], [`claim`]. A change of any byte written here is `bid/v2`.

pub mod words;
pub mod hpke;

pub mod keys;
pub mod committee;
pub mod entry;
pub mod envelope;
pub mod package;
pub mod seal;

pub mod release;
pub mod open;
pub mod opening;
pub mod found;

pub mod link;
pub mod claim;

pub mod sheet;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

pub use claim::{Claim, Shown};
pub use committee::{Committee, Seat};
pub use entry::{Attached, Entry, FileName, Quote};
pub use envelope::{Envelope, Misfit, Sealed, Share};
pub use found::{Finding, Found, FoundLine};
pub use hpke::{PrivateKey, PublicKey};
pub use keys::Keys;
pub use link::{Link, Links, OpenedLink, SealedLinks};
pub use open::{Opened, Shut, Spoil, cure, open};
pub use opening::{Closed, Line, Opening, State, States, What};
pub use package::Package;
pub use release::{Keyring, Release};
pub use seal::{Private, Sealing, seal};
pub use sheet::{PrivateFile, Sheet};
pub use words::{Member, Object, Purpose, Subset};
