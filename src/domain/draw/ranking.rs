//! The ranking: tickets are hashes, the smallest of an entry counts, ascending is the order. No modulo, no float, no generator.

use sha2::block_api::compress256;

use super::words::{Label, Weight};
use crate::domain::hash::Hash32;

/// SHA-256 works on blocks of so many bytes (FIPS 180-4 §5.2.1).
const BLOCK: usize = 64;
/// "draw/v1 ticket", LF, the seed in hexadecimal, LF: the same for every ticket of a draw.
const HEAD: usize = 15 + 64 + 1;
/// The longest ticket is three blocks: head, label, LF, four digits, LF, one byte that ends it and eight that give its length.
const LONGEST: usize = 3 * BLOCK;
const _: () = assert!(HEAD + 64 + 1 + 4 + 1 + 1 + 8 <= LONGEST);
/// What the hash of anything begins with (FIPS 180-4 §5.3.3).
const INITIAL: [u32; 8] = [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// The tickets of one seed. The first block of every ticket is the same, so it is hashed once; the others are laid out here and hashed as they lie,
/// since a general hasher copies and collects what it is given, which takes longer than the hash of so short a text.
pub struct Tickets {
    begun: [u32; 8],
    text: [u8; LONGEST],
}

impl Tickets {
    /// The tickets under this seed.
    pub fn of(seed: &Hash32) -> Tickets {
        let mut text = [0; LONGEST];
        text[..HEAD].copy_from_slice(format!("draw/v1 ticket\n{seed}\n").as_bytes());
        let mut begun = INITIAL;
        compress256(&mut begun, &text.as_chunks().0[..1]);
        Tickets { begun, text }
    }

    /// `SHA-256("draw/v1 ticket\n" seed "\n" label "\n" j "\n")`, `j` counted from 1.
    pub fn ticket(&self, label: &Label, j: u16) -> Hash32 {
        let (mut text, label) = (self.text, label.as_str().as_bytes());
        let line = HEAD + label.len();
        text[HEAD..line].copy_from_slice(label);
        text[line] = b'\n';
        let end = write_number(&mut text, line + 1, j);
        text[end] = 0x80;
        let blocks = (end + 1 + 8).div_ceil(BLOCK);
        text[blocks * BLOCK - 8..blocks * BLOCK].copy_from_slice(&(8 * end as u64).to_be_bytes());
        let mut state = self.begun;
        compress256(&mut state, &text.as_chunks().0[1..blocks]);
        let mut hash = [0; 32];
        for (place, word) in hash.as_chunks_mut().0.iter_mut().zip(state) {
            *place = word.to_be_bytes();
        }
        Hash32(hash)
    }

    /// The best ticket of a label with this many.
    pub fn key(&self, label: &Label, weight: Weight) -> Hash32 {
        (1..=weight.tickets()).map(|j| self.ticket(label, j)).min().unwrap_or(Hash32([0xff; 32]))
    }
}

/// Writes `number` and LF from `start` on; returns where it ends. Weights have four digits at most.
fn write_number(text: &mut [u8; LONGEST], start: usize, number: u16) -> usize {
    let digits = match number {
        0..=9 => 1,
        10..=99 => 2,
        100..=999 => 3,
        _ => 4,
    };
    let mut rest = number;
    for place in (start..start + digits).rev() {
        text[place] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    text[start + digits] = b'\n';
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_the_hash_of_its_text_however_many_blocks_it_fills() {
        let seed = Hash32::of("seed");
        let tickets = Tickets::of(&seed);
        for length in 1..=64 {
            let label = Label::parse(&"x".repeat(length)).unwrap();
            for j in [1, 10, 100, 1_000, 9_999] {
                let text = format!("draw/v1 ticket\n{seed}\n{label}\n{j}\n");
                assert_eq!(tickets.ticket(&label, j), Hash32::of(&text), "{length} marks, ticket {j}");
            }
        }
    }
}
