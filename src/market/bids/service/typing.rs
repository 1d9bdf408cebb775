//! What an agency types, and the documents it uploads, where the market seals for it: the way without a script. The market sees both and keeps
//! ciphertexts alone.

use std::io::Cursor;

use serde::{Deserialize, Serialize};

use super::sealing::{Taken, keep, label, ready};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::bid::{Attached, Claim, Committee, Entry, Envelope, FileName, Object, Package, PrivateFile, Quote, Sealed, seal};
use crate::domain::cleaning::Cleaned;
use crate::domain::draw::{Document, Label};
use crate::domain::hash::Hash32;
use crate::error::{Error, Result, Say};
use crate::market::bids::store::entries::Made;
use crate::market::projects::Project;
use crate::market::signups::Signup;
use crate::platform::auth::Identity;
use crate::platform::files::{Files, Kept};
use crate::platform::random;

/// What an agency types where the market seals for it.
#[derive(Clone, Copy, Debug)]
pub struct Typed {
    pub quote: Quote,
    /// Days the work takes.
    pub days: Option<u64>,
}

/// A document the market sealed: what an entry says of it, and its envelope. It goes through the page until the quote is confirmed, and lies nowhere else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SealedDocument {
    sha256: String,
    /// Bytes.
    size: u64,
    pub name: String,
    envelope: String,
}

impl SealedDocument {
    fn of(attached: &Attached, envelope: &Envelope) -> SealedDocument {
        let Attached { sha256, size, name } = attached;
        SealedDocument { sha256: sha256.to_string(), size: *size, name: name.as_str().to_owned(), envelope: envelope.to_text() }
    }

    fn read(&self) -> Option<(Attached, Envelope)> {
        let attached = Attached { sha256: Hash32::parse(&self.sha256)?, size: self.size, name: FileName::of(&self.name)? };
        Some((attached, Envelope::parse(&self.envelope).ok()?))
    }
}

/// Whether the market may seal what is typed.
pub(super) fn may_type(app: &App, project: &Project) -> bool {
    app.policies.get(&project.policy).is_some_and(|policy| policy.bids.server_sealing)
}

/// Seals what was typed and keeps the envelope alone, with the documents that were sealed before it. Under a pseudonym it needs a claim: that of the
/// sheet, or of the entry that stands.
///
/// # Errors
/// As [`super::take`]; [`Error::Refused`] where the policy forbids it; [`Error::Invalid`] for documents that are not as the market gave them out.
pub fn seal_here(
    conn: &mut DbConn,
    app: &App,
    who: &Identity,
    (id, typed, claim): (&str, Typed, Option<Claim>),
    documents: &[SealedDocument],
) -> Result<Taken> {
    let ready = ready(conn, app, who, id)?;
    if !may_type(app, &ready.project) {
        return Err(Error::Refused(Say::new("bids-typing-forbidden")));
    }
    let committee = &ready.committee;
    let label = under(&ready.signup, claim.as_ref())?;
    let documents: Option<Vec<_>> = documents.iter().map(SealedDocument::read).collect();
    let documents = documents.ok_or_else(|| Error::invalid("documents", Say::new("bids-typed-again")))?;
    let (files, envelopes): (Vec<Attached>, Vec<Envelope>) = documents.into_iter().unzip();
    let project = committee.project().clone();
    let entry = Entry { project, label: label.clone(), quote: typed.quote, days: typed.days, files };
    let sealed = seal(committee, (&label, Object::Entry), entry.to_text().as_bytes(), random::sealing(committee)?);
    let (sealed, private) = sealed.ok_or_else(|| Error::internal("sealing a quote failed"))?;
    let kept = claim.is_some().then(|| PrivateFile::of((&sealed.envelope, &private), entry.to_text()));
    let package = Package { claim, files: envelopes, ..Package::from(sealed) };
    Ok(Taken { private: kept, ..keep(conn, app, who, (&ready, &package, Made::Market))? })
}

/// Under what an entry of this sign-up is sealed: its draw label, or the pseudonym it has a claim to.
///
/// # Errors
/// [`Error::Internal`] where what is stored cannot be read.
pub fn under(signup: &Signup, claim: Option<&Claim>) -> Result<Label> {
    claim.map_or_else(|| label(signup), |claim| Ok(claim.pseudonym.clone()))
}

/// Seals a cleaned document as the entry's file of this number, and keeps the ciphertext. Blocking.
///
/// # Errors
/// [`Error::Invalid`] for a name that is too long; [`Error::Unavailable`] when the disk is full.
pub fn seal_document(
    files: &Files,
    (committee, label): (&Committee, &Label),
    (number, name, cleaned): (u64, &str, &Cleaned),
) -> Result<(SealedDocument, Kept)> {
    let name = FileName::of(name).ok_or_else(|| Error::invalid("documents", Say::new("bids-file-name-long")))?;
    let sealed = seal(committee, (label, Object::File(number)), &cleaned.bytes, random::sealing(committee)?);
    let (Sealed { envelope, payload }, _) = sealed.ok_or_else(|| Error::internal("sealing a document failed"))?;
    let kept = files.keep(&mut Cursor::new(payload))?;
    Ok((SealedDocument::of(&Attached::of(name, &cleaned.bytes), &envelope), kept))
}
