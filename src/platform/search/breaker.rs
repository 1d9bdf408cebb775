//! A circuit breaker: after a server has failed, it is left alone for a while, then one request tries again.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Closed while all is well; open until an instant after a failure.
#[derive(Debug)]
pub(super) struct Breaker {
    rest: Duration,
    open_until: Mutex<Option<Instant>>,
}

impl Breaker {
    /// A closed breaker that stays open for `rest` after a failure.
    pub(super) fn new(rest: Duration) -> Self {
        Breaker { rest, open_until: Mutex::new(None) }
    }

    /// Whether a request may try at `now`. After the rest exactly one may; the others wait for what becomes of it.
    pub(super) fn lets_through(&self, now: Instant) -> bool {
        let mut open_until = self.open_until.lock().unwrap_or_else(PoisonError::into_inner);
        match *open_until {
            None => true,
            Some(until) if now < until => false,
            Some(_) => {
                *open_until = Some(now + self.rest);
                true
            }
        }
    }

    /// Notes a failure; `true` when all was well before.
    pub(super) fn failed(&self, now: Instant) -> bool {
        self.open_until.lock().unwrap_or_else(PoisonError::into_inner).replace(now + self.rest).is_none()
    }

    /// Notes a success; `true` when it had failed before.
    pub(super) fn succeeded(&self) -> bool {
        self.open_until.lock().unwrap_or_else(PoisonError::into_inner).take().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_request_tries_after_the_rest() {
        let rest = Duration::from_secs(10);
        let (breaker, now) = (Breaker::new(rest), Instant::now());
        assert!(breaker.lets_through(now));
        assert!(breaker.failed(now), "the first failure is news");
        assert!(!breaker.failed(now), "the second is not");
        assert!(!breaker.lets_through(now + rest / 2));
        assert!(breaker.lets_through(now + rest));
        assert!(!breaker.lets_through(now + rest), "only one tries");
        assert!(breaker.succeeded());
        assert!(breaker.lets_through(now + rest));
    }
}
