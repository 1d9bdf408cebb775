//! Whose signature a head needs: from paper, from the first look, and then along the changes the log itself tells of.

use super::Trouble;
use super::fetch::Market;
use super::state::State;
use crate::domain::hash::Hash32;
use crate::domain::log::{KeyAct, KeyChange, VerifierKey};

/// The keys with which to look, and whether they come from the market itself now.
pub(super) async fn to_look_with(market: &Market, state: &mut State, given: &[VerifierKey]) -> Result<bool, Trouble> {
    let known = |key: &VerifierKey| state.keys.contains(key) || state.past.contains(key);
    if !given.is_empty() && !given.iter().any(known) {
        let before = std::mem::replace(&mut state.keys, given.to_vec());
        state.past.extend(before);
        return Ok(false);
    }
    if state.keys.is_empty() {
        let newest = published(market).await?.pop();
        state.keys = vec![newest.ok_or_else(|| Trouble::Unknown("the market publishes no key of its log".into()))?];
        return Ok(true);
    }
    Ok(false)
}

async fn published(market: &Market) -> Result<Vec<VerifierKey>, Trouble> {
    let text = market.keys().await.map_err(Trouble::Unknown)?;
    let keys: Option<Vec<VerifierKey>> = text.lines().map(VerifierKey::parse).collect();
    keys.ok_or_else(|| Trouble::Unknown("the market publishes what is no key of a log".into()))
}

/// Follows the changes that entries under a believed head tell of. An entry holds a hash; the keys it means are among those that are published.
/// A key that replaced another is followed by nobody: who lost the old one, or took it, could write the same.
pub(super) async fn follow(market: &Market, state: &mut State) -> Result<(), Trouble> {
    if state.changes.is_empty() {
        return Ok(());
    }
    let published = published(market).await?;
    let changes: Vec<KeyChange> = std::mem::take(&mut state.changes).iter().filter_map(|hash| meant(hash, &published)).collect();
    // What an early change means may follow only from a later one, when the later key is the one that is trusted.
    for _ in 0..changes.len() {
        changes.iter().for_each(|change| apply(state, change));
    }
    for change in changes {
        if change.act == KeyAct::Retire && state.keys.contains(&change.new) {
            state.keys.retain(|key| *key != change.old);
        }
    }
    Ok(())
}

/// A successor of a trusted key is trusted; a predecessor is, for what it signed.
fn apply(state: &mut State, KeyChange { act, old, new }: &KeyChange) {
    let (before, after) = (state.keys.contains(old), state.keys.contains(new) || state.past.contains(new));
    if *act == KeyAct::Rotate && before && !after {
        state.keys.push(new.clone());
    }
    if after && !state.past.contains(old) {
        state.past.push(old.clone());
    }
}

/// The change an entry means.
fn meant(hash: &Hash32, published: &[VerifierKey]) -> Option<KeyChange> {
    let pairs = published.iter().flat_map(|old| published.iter().map(move |new| (old, new)));
    let mut changes =
        pairs.flat_map(|(old, new)| KeyAct::ALL.iter().map(move |act| KeyChange { act: *act, old: old.clone(), new: new.clone() }));
    changes.find(|change| Hash32::of(change.to_string()) == *hash)
}
