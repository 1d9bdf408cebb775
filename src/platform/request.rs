//! Which request is in hand: its id stands in every line that is logged while it is answered, and on the page that tells of a fault.

use std::cell::Cell;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::random;

thread_local! {
    static IN_HAND: Cell<Option<RequestId>> = const { Cell::new(None) };
}

/// The id of a request, for the log and for people who report a fault: this process's word and a number, which no other request has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(u64);

impl RequestId {
    /// An id that no request had before.
    pub fn next() -> RequestId {
        static COUNT: AtomicU64 = AtomicU64::new(1);
        RequestId(COUNT.fetch_add(1, Ordering::Relaxed))
    }

    /// The id of the request that this thread is answering at this moment, if it is answering one.
    pub fn in_hand() -> Option<RequestId> {
        IN_HAND.get()
    }

    /// Does the work of answering this request. Others may have their turn on the same thread while the work waits.
    ///
    /// A cell of the thread and not a span of `tracing`: a span is made, filtered, written and thrown away for each request, and hardly any logs a line.
    pub async fn answers<T>(self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        poll_fn(|task| {
            let _turn = Turn(IN_HAND.replace(Some(self)));
            work.as_mut().poll(task)
        })
        .await
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        static PROCESS: LazyLock<String> = LazyLock::new(|| random::blind_id()[..10].to_owned());
        write!(f, "{}-{}", *PROCESS, self.0)
    }
}

/// Gives the thread back to what it had in hand, also when the work panics.
struct Turn(Option<RequestId>);

impl Drop for Turn {
    fn drop(&mut self) {
        IN_HAND.set(self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_has_its_own_id_in_hand_however_they_take_turns() {
        let (one, other) = (RequestId::next(), RequestId::next());
        assert_ne!(one, other);
        let sees = |own: RequestId| {
            own.answers(async move {
                for _ in 0..3 {
                    assert_eq!(RequestId::in_hand(), Some(own));
                    tokio::task::yield_now().await;
                }
            })
        };
        futures_util::future::join(sees(one), sees(other)).await;
        assert_eq!(RequestId::in_hand(), None);
    }
}
