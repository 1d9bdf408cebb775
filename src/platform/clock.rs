//! Where the time comes from. Everybody is given a [`Clock`]; nobody else asks the system.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::domain::time::Instant;

/// The market's clock. Cheap to clone; all clones show the same time.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The system's time.
    System,
    /// A time that stands still until it is set; for tests and while a demo city is built.
    Fixed(Arc<AtomicI64>),
    /// Stands still until [`Clock::run_from`] lets it run: a demo city that lives in its own November.
    Simulated(Arc<Simulated>),
}

/// State of a clock that is set by hand first and runs later.
#[derive(Debug)]
pub struct Simulated {
    at: AtomicI64,
    /// Milliseconds between the system's time and this clock once it runs; `i64::MIN` while it stands.
    offset: AtomicI64,
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn fixed(at: Instant) -> Clock {
        Clock::Fixed(Arc::new(AtomicI64::new(at.ms())))
    }

    /// A clock that stands at `at` until it is let run.
    pub fn simulated(at: Instant) -> Clock {
        Clock::Simulated(Arc::new(Simulated { at: AtomicI64::new(at.ms()), offset: AtomicI64::new(i64::MIN) }))
    }

    /// Now.
    pub fn now(&self) -> Instant {
        match self {
            Clock::System => system_now(),
            Clock::Fixed(at) => Instant(at.load(Ordering::SeqCst)),
            Clock::Simulated(clock) => match clock.offset.load(Ordering::SeqCst) {
                i64::MIN => Instant(clock.at.load(Ordering::SeqCst)),
                offset => system_now().plus(offset),
            },
        }
    }

    /// The time on people's phones: a demo city may live in another month, but one-time codes are made by devices that do not.
    pub fn on_phones(&self) -> Instant {
        match self {
            Clock::System | Clock::Simulated(_) => system_now(),
            Clock::Fixed(_) => self.now(),
        }
    }

    /// Sets a clock that stands. A running clock is not touched.
    pub fn set(&self, at: Instant) {
        match self {
            Clock::Fixed(time) => time.store(at.ms(), Ordering::SeqCst),
            Clock::Simulated(clock) => clock.at.store(at.ms(), Ordering::SeqCst),
            Clock::System => {}
        }
    }

    /// Moves a clock that stands forward by `ms` milliseconds.
    pub fn advance(&self, ms: i64) {
        self.set(self.now().plus(ms));
    }

    /// Lets a simulated clock run at real speed from `at`.
    pub fn run_from(&self, at: Instant) {
        if let Clock::Simulated(clock) = self {
            clock.offset.store(at.ms() - system_now().ms(), Ordering::SeqCst);
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
fn system_now() -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    // A clock before 1970 is a broken machine; time zero makes every deadline obviously wrong instead of panicking.
    Instant(since.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX)))
}
