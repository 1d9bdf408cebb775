//! What the log proves about a draw: that each document's entry lies under a signed head, and in the order of the rule (draw-v1 §2, §4).

use super::bundle::{Bundle, PROOFS};
use super::check::Reveals;
use crate::domain::draw::{Broken, Fault};
use crate::domain::log::{Head, Misproof, Proof, Trusted, VerifierKey};

/// The name of the bundle's own copy of the log's keys.
const KEYS: &str = "proofs/log.vkey";
/// What the witnesses must have vouched for before anybody revealed.
const FREEZE: &str = "freeze";
const SUFFIX: &str = ".tlog-proof";
/// Documents that the log must hold in this order.
const ORDER: [&str; 5] = ["notice", "freeze", "seed", "result", "opened"];

/// Whose key the proofs were checked with.
pub(super) enum Trust {
    /// The key the caller gave.
    Given(VerifierKey),
    /// The bundle's own, which its maker chose.
    Own(VerifierKey),
    /// None: the paths were checked, no signature was.
    None,
}

/// What the proofs say.
pub(super) struct Logged {
    pub proofs: usize,
    /// The largest head among them.
    pub size: u64,
    pub root: String,
    pub trust: Trust,
    /// How many witnesses that were asked for vouch for the freeze.
    pub witnesses: usize,
}

/// Whether this file is one that is checked here.
pub(super) fn is_proof(name: &str) -> bool {
    name.ends_with(SUFFIX) || name == KEYS
}

/// Checks every proof in the bundle; `None` where there is none.
pub(super) fn check(bundle: &Bundle, (trusted, reveals): (&Trusted, &Reveals)) -> Result<Option<Logged>, Fault> {
    let own = own_keys(bundle)?;
    let keys = if trusted.logs.is_empty() { own.as_slice() } else { trusted.logs.as_slice() };
    let mut found: Vec<(String, Proof, Head)> = Vec::new();
    for name in bundle.names_in(PROOFS).filter(|name| name.ends_with(SUFFIX)) {
        let (proof, head) = one(bundle, name, keys).map_err(|why| Fault::at(name, 1, Broken::NotInLog(why)))?;
        found.push((name.trim_start_matches(PROOFS).trim_end_matches(SUFFIX).to_owned(), proof, head));
    }
    in_order(&found)?;
    witnessed(&found, trusted)?;
    before_beacon(&found, (trusted, reveals))?;
    let trust = match (trusted.logs.last(), own.last()) {
        (Some(key), _) => Trust::Given(key.clone()),
        (None, Some(key)) => Trust::Own(key.clone()),
        (None, None) => Trust::None,
    };
    let largest = found.iter().map(|(_, _, head)| head).max_by_key(|head| head.size);
    Ok(largest.map(|head| Logged {
        proofs: found.len(),
        size: head.size,
        root: head.root.to_string(),
        trust,
        witnesses: trusted.witnesses.len(),
    }))
}

fn own_keys(bundle: &Bundle) -> Result<Vec<VerifierKey>, Fault> {
    let text = std::str::from_utf8(bundle.get(KEYS).unwrap_or_default()).unwrap_or("?");
    let read = |(line, key): (usize, &str)| VerifierKey::parse(key).ok_or_else(|| Fault::at(KEYS, line, Broken::NoLogKey));
    (1..).zip(text.lines()).map(read).collect()
}

/// One proof with the head it leads to. Without any key the path is checked against the head as it stands there.
fn one(bundle: &Bundle, name: &str, keys: &[VerifierKey]) -> Result<(Proof, Head), Misproof> {
    let text = bundle.get(name).and_then(|bytes| std::str::from_utf8(bytes).ok()).ok_or(Misproof::Malformed)?;
    let proof = Proof::parse(text)?;
    let entry = bundle.get(&name.replace(SUFFIX, ".entry")).unwrap_or_default();
    let head = if keys.is_empty() { proof.check_unsigned(entry)? } else { proof.check(entry, keys)? };
    Ok((proof, head))
}

/// Whether every witness that was asked for vouches for the head over the freeze, and none of their lines is false anywhere (draw-v1 §4).
fn witnessed(found: &[(String, Proof, Head)], trusted: &Trusted) -> Result<(), Fault> {
    let wrong = |name: &str, why: Misproof| Fault::at(&format!("{PROOFS}{name}{SUFFIX}"), 1, Broken::NotInLog(why));
    for (name, proof, _) in found {
        match proof.cosigned_by(&trusted.witnesses) {
            Err(Misproof::NotCosigned) if name != FREEZE => {}
            other => other.map_err(|why| wrong(name, why))?,
        }
    }
    let shown = trusted.witnesses.is_empty() || found.iter().any(|(name, ..)| name == FREEZE);
    if shown { Ok(()) } else { Err(wrong(FREEZE, Misproof::NotCosigned)) }
}

/// Whether every reveal whose proof is there lies under a head that a witness vouched for before the beacon's round (draw-v1 §4); nothing to say without witnesses.
fn before_beacon(found: &[(String, Proof, Head)], (trusted, reveals): (&Trusted, &Reveals)) -> Result<(), Fault> {
    let Some(before) = reveals.before.filter(|_| !trusted.witnesses.is_empty()) else { return Ok(()) };
    let wrong = |name: &str, why: Misproof| Fault::at(&format!("{PROOFS}{name}{SUFFIX}"), 1, Broken::NotInLog(why));
    for name in reveals.documents.keys() {
        let Some((_, proof, _)) = found.iter().find(|(found, ..)| found == name) else { continue };
        proof.cosigned_before(&trusted.witnesses, before).map_err(|why| wrong(name, why))?;
    }
    Ok(())
}

fn in_order(found: &[(String, Proof, Head)]) -> Result<(), Fault> {
    let place = |stem: &str| found.iter().find(|(name, ..)| name == stem).map(|(_, proof, _)| proof.index);
    let mut last = None;
    for stem in ORDER {
        let index = place(stem);
        if index.is_some() && index <= last {
            return Err(Fault::at(&format!("{PROOFS}{stem}{SUFFIX}"), 1, Broken::LogOrder));
        }
        last = index.or(last);
    }
    Ok(())
}
