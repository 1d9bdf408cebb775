//! The story, slice by slice. A slice calls only slices named before it; what a lower slice must make a higher one do is a job in the outbox.

pub mod accounts;
