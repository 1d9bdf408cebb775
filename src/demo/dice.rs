//! The demo city's dice: the same seed throws the same city on every machine and with every version of every crate.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Numbers from a seed. Nothing here is evidence; draws have their own law.
pub struct Dice(ChaCha20Rng);

impl Dice {
    /// Dice of a seed and a purpose, so that more throws for one thing change no other.
    pub fn of(seed: u64, purpose: &str) -> Dice {
        let mut key = [0_u8; 32];
        key.copy_from_slice(&crate::domain::hash::Hash32::of(format!("demo {seed} {purpose}")).0);
        Dice(ChaCha20Rng::from_seed(key))
    }

    /// A number below `n` (0 for `n` = 0).
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { usize::try_from(self.0.next_u64() % n as u64).unwrap_or(0) }
    }

    /// As many bytes as a secret has.
    pub fn bytes(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes.chunks_mut(8).for_each(|part| part.copy_from_slice(&self.0.next_u64().to_le_bytes()));
        bytes
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below(usize::try_from(high - low + 1).unwrap_or(1))).unwrap_or(0)
    }

    /// Whether something with a chance of `percent` happens.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list; the list is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One of a list, those in front more often (the smaller of two throws).
    pub fn pick_usual<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let (first, second) = (self.below(list.len()), self.below(list.len()));
        &list[first.min(second)]
    }

    /// `count` different places in a list of `length`, in the order thrown.
    pub fn places(&mut self, length: usize, count: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..length).collect();
        let count = count.min(length);
        for at in 0..count {
            let other = at + self.below(length - at);
            all.swap(at, other);
        }
        all.truncate(count);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_a_city() {
        let throw = |seed| {
            (0..20)
                .map({
                    let mut dice = Dice::of(seed, "x");
                    move |_| dice.below(1000)
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(throw(1), throw(1));
        assert_ne!(throw(1), throw(2));
        let places = Dice::of(1, "p").places(50, 50);
        let mut sorted = places.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..50).collect::<Vec<_>>());
    }
}
