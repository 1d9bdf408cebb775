//! The use cases: keeping the pool, drawing a panel, asking those who were drawn.

pub mod panel;
pub mod pool;
pub mod seats;
