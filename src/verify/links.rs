//! Sealed links of pseudonyms in a bundle: every one that was listed before the act is opened again with the released `map` keys, and links.txt must say
//! what it holds; and the log must have the list before the act, and the act before the links.

use std::collections::BTreeSet;

use super::bids::{keys, mismatch, named};
use super::bundle::{Bundle, CHOICE, LINKS, PROOFS};
use super::check::Stop;
use crate::domain::bid::{Committee, Links, Object, Purpose, Sealed, SealedLinks};
use crate::domain::draw::{Broken, Document, Fault, Freeze};
use crate::domain::log::Proof;

/// Checks what is there of links; gives how many were opened again, `None` where none are opened.
pub(super) fn check(bundle: &Bundle, freeze: &Freeze) -> Result<Option<usize>, Stop> {
    let Some(list) = bundle.document::<SealedLinks>()? else {
        return match bundle.has(Links::FILE) {
            true => Err(Stop::Missing(vec![SealedLinks::FILE])),
            false => Ok(None),
        };
    };
    let committee = bundle.document::<Committee>()?.ok_or(Stop::Missing(vec![Committee::FILE]))?;
    named(bundle, &committee)?;
    if list.project != *committee.project() || list.committee != committee.hash() {
        return Err(mismatch(SealedLinks::FILE, 3, "the hash of committee.txt", committee.hash()).into());
    }
    let Some(links) = bundle.document::<Links>()? else { return Ok(None) };
    if links.sealed != list.hash() {
        return Err(mismatch(Links::FILE, 3, "the hash of sealed-links.txt", list.hash()).into());
    }
    opened(bundle, (&committee, &list), &links)?;
    let stray = links.links.iter().position(|link| freeze.entry(&link.label).is_none());
    if let Some(at) = stray {
        return Err(Fault::at(Links::FILE, HEAD + at, Broken::NotRanked).into());
    }
    in_order(bundle)?;
    Ok(Some(links.links.len()))
}

/// The line of the first link in both documents.
const HEAD: usize = 4;

fn opened(bundle: &Bundle, (committee, list): (&Committee, &SealedLinks), links: &Links) -> Result<(), Stop> {
    let keys = keys(bundle, committee, Purpose::Map)?;
    if let Some(silent) = keys.missing(committee) {
        return Err(mismatch(Links::FILE, 1, "the released keys", format!("as many as open together; {silent} released none")).into());
    }
    let envelopes = list.links.iter().map(|(label, _)| envelope(bundle, label.as_str())).collect::<Result<Vec<_>, _>>()?;
    for (at, (sealed, (label, hash))) in envelopes.iter().zip(&list.links).enumerate() {
        if sealed.envelope.hash() != *hash || sealed.fits(committee, label, Object::Link).is_err() {
            return Err(mismatch(SealedLinks::FILE, HEAD + at, "the hash of the envelope", sealed.envelope.hash()).into());
        }
    }
    let again = Links::open(committee, &keys, (list, &envelopes));
    let again = again.map_err(|shut| mismatch(Links::FILE, 1, "every link", format!("one that opens ({shut:?})")))?;
    match crate::domain::draw::text::first_difference(&links.to_text(), &again.to_text()) {
        None => Ok(()),
        Some((line, expected)) => Err(mismatch(Links::FILE, line, "what the link holds", expected).into()),
    }
}

fn envelope(bundle: &Bundle, label: &str) -> Result<Sealed, Stop> {
    let name = format!("{LINKS}{label}.txt");
    let text = bundle.get(&name).and_then(|bytes| std::str::from_utf8(bytes).ok()).ok_or(Stop::Missing(vec![LINKS]))?;
    Ok(Sealed::parse(text).map_err(|fault| fault.in_file(&name))?)
}

/// Where the proofs are there: first the sealed links, then scores, what was said in a negotiation or how the owner compared, then the pick, then what the links held.
fn in_order(bundle: &Bundle) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    let acts = ["scores", "negotiation", "comparison", "pick"].map(|name| format!("{CHOICE}{name}"));
    for stem in std::iter::once(format!("{PROOFS}sealed-links")).chain(acts).chain([format!("{PROOFS}links")]) {
        let name = format!("{stem}.tlog-proof");
        let text = bundle.get(&name).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let Some(proof) = text.and_then(|text| Proof::parse(text).ok()) else { continue };
        if seen.last().is_some_and(|last| proof.index <= *last) {
            return Err(Fault::at(&name, 1, Broken::LogOrder));
        }
        seen.insert(proof.index);
    }
    Ok(())
}
