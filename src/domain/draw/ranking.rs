//! The ranking: tickets are hashes, the smallest of an entry counts, ascending is the order. No modulo, no float, no generator.

use sha2::{Digest, Sha256};

use super::words::{Label, Weight};
use crate::domain::hash::Hash32;

/// The tickets of one seed. The first block of every ticket is the same, so it is hashed once.
pub struct Tickets {
    begun: Sha256,
}

/// Label, LF, four digits, LF.
const LONGEST_TAIL: usize = 64 + 1 + 4 + 1;

impl Tickets {
    /// The tickets under this seed.
    pub fn of(seed: &Hash32) -> Tickets {
        Tickets { begun: Sha256::new_with_prefix(format!("draw/v1 ticket\n{seed}\n")) }
    }

    /// `SHA-256("draw/v1 ticket\n" seed "\n" label "\n" j "\n")`, `j` counted from 1.
    pub fn ticket(&self, label: &Label, j: u16) -> Hash32 {
        let (mut tail, start) = tail(label);
        let end = write_number(&mut tail, start, j);
        self.finish(&tail[..end])
    }

    /// The best ticket of a label with this many.
    pub fn key(&self, label: &Label, weight: Weight) -> Hash32 {
        let (mut tail, start) = tail(label);
        let mut best = Hash32([0xff; 32]);
        for j in 1..=weight.tickets() {
            let end = write_number(&mut tail, start, j);
            best = best.min(self.finish(&tail[..end]));
        }
        best
    }

    fn finish(&self, tail: &[u8]) -> Hash32 {
        Hash32(self.begun.clone().chain_update(tail).finalize().into())
    }
}

fn tail(label: &Label) -> ([u8; LONGEST_TAIL], usize) {
    let mut tail = [b'\n'; LONGEST_TAIL];
    let label = label.as_str().as_bytes();
    tail[..label.len()].copy_from_slice(label);
    (tail, label.len() + 1)
}

/// Writes `number` and LF from `start` on; returns where it ends. Weights have four digits at most.
fn write_number(tail: &mut [u8; LONGEST_TAIL], start: usize, number: u16) -> usize {
    let digits = match number {
        0..=9 => 1,
        10..=99 => 2,
        100..=999 => 3,
        _ => 4,
    };
    let mut rest = number;
    for place in (start..start + digits).rev() {
        tail[place] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    tail[start + digits] = b'\n';
    start + digits + 1
}

/// A label and the ticket that gives it its place. Compared by ticket, then by label, bytes unsigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ranked<'a> {
    pub key: Hash32,
    pub label: &'a Label,
}

impl Ranked<'_> {
    fn head(&self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.key.0;
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }
}

/// Ranks entries under a seed. The order in which they come makes no difference.
pub fn rank<'a>(seed: &Hash32, entries: impl IntoIterator<Item = (&'a Label, Weight)>) -> Vec<Ranked<'a>> {
    let tickets = Tickets::of(seed);
    let mut ranking: Vec<Ranked<'a>> =
        entries.into_iter().map(|(label, weight)| Ranked { key: tickets.key(label, weight), label }).collect();
    // The first eight bytes nearly always decide, and two registers compare faster than two arrays.
    ranking.sort_unstable_by(|a, b| a.head().cmp(&b.head()).then_with(|| a.cmp(b)));
    ranking
}
