//! Documents that are sealed beside a quote: they are cleaned and checked before, their ciphertexts come early, and the entry names them by hash.

use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::agency::AgencyId;
use crate::domain::bid::{Envelope, Object};
use crate::domain::cleaning::{Own, Sought};
use crate::domain::policy::Bids;
use crate::error::{Error, Result, Say};
use crate::market::bids::store::{blind, files};
use crate::market::projects::Project;
use crate::market::signups::Signup;
use crate::market::{agencies, signups};
use crate::platform::auth::Identity;
use crate::platform::files::Kept;

use super::is_blind;
use super::sealing::ready;

/// Ciphertexts a sign-up may send for each file it may seal: some are sealed again before the deadline.
const TRIES: usize = 4;

/// How many documents an entry of this project may have, and how large; `None` where none are asked for.
pub fn allowed(app: &App, project: &Project) -> Option<Bids> {
    let policy = app.policies.get(&project.policy)?;
    let asks = project.spec.way.preset(&policy.methods).is_some_and(|preset| preset.files);
    (asks && policy.bids.files_max > 0).then(|| policy.bids.clone())
}

/// Notes that the ciphertext of a file came, so that an entry can name it by its hash.
///
/// # Errors
/// As [`super::take`]; [`Error::Refused`] where no documents are asked for; [`Error::Invalid`] for one that is too large or one too many.
pub fn came(conn: &mut DbConn, app: &App, who: &Identity, (signup, kept): (&str, &Kept)) -> Result<()> {
    let ready = ready(conn, app, who, signup)?;
    let bids = allowed(app, &ready.project).ok_or_else(|| Error::Refused(Say::new("bids-no-files")))?;
    if kept.size > Object::File(1).longest_payload(bids.file_bytes()) {
        return Err(Error::invalid("payloads", Say::new("bids-file-large").with("most", bids.file_mb_max)));
    }
    // The lock of the project is shared; two uploads of one sign-up at once wait for each other here, so that none is one too many.
    dialect::lock_in_transaction(conn, &format!("payloads {signup}"))?;
    let most = TRIES * bids.files_max as usize;
    if is_blind(app, &ready.project) {
        // An envelope names its ciphertext by hash, so whose ciphertext it is must not be kept: only how many each has sent.
        if blind::tried(conn, signup)?.unsigned_abs() > most as u64 {
            return Err(Error::invalid("payloads", Say::new("bids-payloads-many")));
        }
        return blind::came(conn, &ready.signup.draw, (&kept.sha256, kept.size as i64));
    }
    let here = files::payloads(conn, signup)?;
    if here.iter().any(|(sha256, _)| *sha256 == kept.sha256) {
        return Ok(());
    }
    if here.len() >= most {
        return Err(Error::invalid("payloads", Say::new("bids-payloads-many")));
    }
    files::came(conn, signup, kept, app.clock.now())
}

/// Whether the files of an entry are as many as may be and their ciphertexts are here.
///
/// # Errors
/// [`Error::Invalid`] for what is missing.
pub(super) fn check(conn: &mut DbConn, app: &App, (project, signup): (&Project, &Signup), envelopes: &[Envelope]) -> Result<()> {
    if envelopes.is_empty() {
        return Ok(());
    }
    let bids = allowed(app, project).ok_or_else(|| Error::invalid("sealed", Say::new("bids-no-files")))?;
    if envelopes.len() > bids.files_max as usize {
        return Err(Error::invalid("sealed", Say::new("bids-files-many").with("most", bids.files_max)));
    }
    let here = if is_blind(app, project) { blind::ciphertexts(conn, &signup.draw)? } else { files::payloads(conn, &signup.id)? };
    for (number, envelope) in (1..).zip(envelopes) {
        let came = here.iter().any(|(sha256, bytes)| *sha256 == envelope.payload.to_string() && bytes.unsigned_abs() == envelope.bytes);
        if !came {
            return Err(Error::invalid("sealed", Say::new("bids-payload-missing").with("number", number)));
        }
    }
    Ok(())
}

/// What is looked for in an agency's documents: its names, code, contacts and people, as its entry in the directory has them.
pub fn own_words(conn: &mut DbConn, agency: &str) -> Result<Own> {
    Ok(Own::new(words_of(conn, agency)?))
}

/// The same of everybody who signed up for a draw: under pseudonyms nobody knows whose a document is, and none may name any of them.
pub(super) fn words_of_all(conn: &mut DbConn, draw: &str) -> Result<Own> {
    let mut words = Vec::new();
    for signup in signups::active(conn, draw)? {
        words.extend(words_of(conn, signup.agency.as_str())?);
    }
    Ok(Own::new(words))
}

fn words_of(conn: &mut DbConn, agency: &str) -> Result<Vec<(Sought, String)>> {
    let profile = agencies::profile(conn, &AgencyId(agency.to_owned()))?;
    let holders = profile.held.iter().map(|held| (Sought::Code, held.paper.number.clone()));
    let words = [
        (Sought::Name, profile.name.clone()),
        (Sought::Name, profile.name_en.clone()),
        (Sought::Code, profile.uscc.to_string()),
        (Sought::Contact, profile.contact_phone.clone()),
        (Sought::Contact, profile.contact_email.clone()),
        (Sought::Person, profile.legal_representative.clone()),
        (Sought::Person, profile.contact_name.clone()),
    ];
    Ok(words.into_iter().chain(holders).filter(|(_, text)| !text.trim().is_empty()).collect())
}
