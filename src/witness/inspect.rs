//! The check of a freeze before it is approved (draw-v1 §3). Pure: everything it judges by was handed to it.

use std::collections::BTreeMap;

use super::wire::{Inspection, Shown};
use crate::domain::audit_entry::{Entry, salted_body};
use crate::domain::draw::{
    Broken, Close, Document, Fault, Freeze, Hash32, Notice, OfficerCommit, OfficerId, Pool, Reason, Received, Roster, Secret, Signup,
    Withdrawal, entries,
};
use crate::domain::event::Kind;

/// Why a freeze is refused: a stable word.
pub type Why = &'static str;

/// Whether the freeze follows from this officer's own commitment, the notice, and everything received in time.
///
/// # Errors
/// The first thing that does not fit.
pub fn examine(officer: &OfficerId, about: &Hash32, commitment: &Hash32, shown: &Inspection) -> Result<(), Why> {
    let notice = Notice::parse(&shown.notice).map_err(why)?;
    let own = notice.officers.iter().find(|one| one.id == *officer).map(|one| one.commit);
    if notice.about != *about || own != Some(OfficerCommit::Sealed(*commitment)) {
        return Err("another-notice");
    }
    let close = Close::parse(&shown.close).map_err(why)?;
    if close.draw != notice.draw || close.notice != notice.hash() || shown.notice_index >= shown.close_index {
        return Err("another-close");
    }
    let freeze = Freeze::parse(&shown.freeze).map_err(why)?;
    freeze.fits(&notice).map_err(why)?;
    let pool = pool(&notice, shown)?;
    let received = received(shown)?;
    match &pool {
        Some(pool) if entries::are_open(&freeze, pool) => entries::check_open(&freeze, pool, &received).map_err(why),
        _ => Roster::parse(&shown.roster).and_then(|roster| roster.check(&freeze, pool.as_ref(), &received)).map_err(why),
    }
}

fn pool(notice: &Notice, shown: &Inspection) -> Result<Option<Pool>, Why> {
    let Some(text) = &shown.pool else {
        return if notice.pool == crate::domain::draw::PoolRule::Open { Ok(None) } else { Err("pool-missing") };
    };
    let pool = Pool::parse(text).map_err(why)?;
    pool.fits(notice).map_err(why)?;
    Ok(Some(pool))
}

/// What was received, each opened against its log entry, in rising order between notice and close.
fn received(shown: &Inspection) -> Result<BTreeMap<u64, Received>, Why> {
    let mut found = BTreeMap::new();
    let mut last = shown.notice_index;
    for one in &shown.received {
        if one.index <= last || one.index >= shown.close_index {
            return Err("log-out-of-order");
        }
        last = one.index;
        opens(one)?;
        found.insert(one.index, what(&one.document));
    }
    Ok(found)
}

fn opens(one: &Shown) -> Result<(), Why> {
    let entry = Entry::parse(&one.entry).map_err(why)?;
    let salt = Secret::parse(&one.salt).ok_or("entry-does-not-open")?;
    if entry.kind.as_str() != Kind::EntryReceived.as_str() || entry.body != salted_body(&salt, &one.document) {
        return Err("entry-does-not-open");
    }
    Ok(())
}

fn what(document: &str) -> Received {
    let signup = Signup::parse(document).map(Received::Signup);
    signup.or_else(|_| Withdrawal::parse(document).map(Received::Withdrawal)).unwrap_or(Received::Other)
}

#[allow(clippy::needless_pass_by_value, reason = "it stands where map_err hands the fault over")]
fn why(fault: Fault) -> Why {
    match fault.broken {
        Broken::WrongOpening => "label-does-not-open",
        Broken::Twice { .. } => "agency-twice",
        Broken::NotInPool => "not-in-pool",
        Broken::NotSignedUp => "not-signed-up",
        Broken::SignupMissing { .. } => "sign-up-missing",
        _ => "documents-do-not-fit",
    }
}

/// A word of this module as the protocol writes it.
pub(super) fn reason(why: Why) -> Reason {
    Reason::parse(why).expect("every word of this module is a reason by its grammar")
}
