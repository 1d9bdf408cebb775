//! pool.txt: who may sign up, fixed at the notice.

use std::fmt;

use super::fault::{Broken, Fault};
use super::notice::{Notice, PoolRule};
use super::text::{Document, Lines};
use super::words::{DrawId, RegistryId};

/// The registry ids that may sign up, sorted by their bytes, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    draw: DrawId,
    agencies: Vec<RegistryId>,
}

impl Pool {
    /// Sorts the ids and drops repetitions.
    pub fn new(draw: DrawId, mut agencies: Vec<RegistryId>) -> Pool {
        agencies.sort_unstable();
        agencies.dedup();
        Pool { draw, agencies }
    }

    /// The ids, sorted.
    pub fn agencies(&self) -> &[RegistryId] {
        &self.agencies
    }

    /// Whether this id may sign up.
    pub fn contains(&self, id: &RegistryId) -> bool {
        self.agencies.binary_search(id).is_ok()
    }

    /// Whether this is the pool that the notice names by its hash.
    ///
    /// # Errors
    /// Another draw or hash, or a notice whose pool is open.
    pub fn fits(&self, notice: &Notice) -> Result<(), Fault> {
        let fault = |line, broken| Err(Fault::at(Self::FILE, line, broken));
        match notice.pool {
            PoolRule::Open => fault(1, Broken::MustNotExist { because: "the notice says `pool open`" }),
            _ if self.draw != notice.draw => fault(2, Broken::Mismatch { what: "the draw", expected: notice.draw.to_string() }),
            PoolRule::Listed(hash) if hash != self.hash() => {
                fault(1, Broken::Mismatch { what: "the hash of pool.txt", expected: hash.to_string() })
            }
            PoolRule::Listed(_) => Ok(()),
        }
    }
}

impl Document for Pool {
    const FILE: &'static str = "pool.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("draw/v1 pool")?;
        let draw = lines.value("draw")?;
        let mut agencies: Vec<RegistryId> = Vec::new();
        while lines.follows("agency") {
            let id = lines.value("agency")?;
            if agencies.last().is_some_and(|last| *last >= id) {
                return Err(lines.fault(Broken::NotAscending { what: "agencies" }));
            }
            agencies.push(id);
        }
        Ok(Pool { draw, agencies })
    }
}

impl fmt::Display for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "draw/v1 pool\ndraw {}", self.draw)?;
        self.agencies.iter().try_for_each(|id| writeln!(f, "agency {id}"))
    }
}
