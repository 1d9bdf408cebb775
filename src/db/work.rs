//! What is done with a connection, without its type: the ways to a connection (threads, queue, transaction) are compiled once and not once for each of
//! the market's some hundred closures (docs/adr/0025).

use std::any::Any;

use super::DbConn;
use crate::error::{Error, Result};

/// What a closure gives back.
pub(super) type Answer = Box<dyn Any + Send>;

/// A closure over a connection.
pub(super) type Work = Box<dyn FnOnce(&mut DbConn) -> Result<Answer> + Send>;

/// `work` without its type.
pub(super) fn any<T, F>(work: F) -> Work
where
    T: Send + 'static,
    F: FnOnce(&mut DbConn) -> Result<T> + Send + 'static,
{
    Box::new(move |conn| work(conn).map(|answer| Box::new(answer) as Answer))
}

/// What a `work` of [`any`] gave back.
pub(super) fn answer<T: 'static>(given: Result<Answer>) -> Result<T> {
    given?.downcast().map(|answer| *answer).map_err(|_| Error::internal("a database task gave back what it was not asked for"))
}
