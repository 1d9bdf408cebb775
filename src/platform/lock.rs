//! One process for one data folder: with the embedded engine, pages kept in memory and the search index belong to the process that serves.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::error::{Error, Result};

/// The folder is this process's until the value is dropped.
#[derive(Debug)]
pub struct FolderLock(#[allow(dead_code, reason = "holding the file is holding the lock")] File);

/// Takes the folder.
///
/// # Errors
/// [`Error::Setup`] when another process has it, with what to do.
pub fn take(folder: &Path) -> Result<FolderLock> {
    let failed = |e: std::io::Error| Error::Setup(format!("cannot lock the data folder {}: {e}", folder.display()));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let file = File::options().create(true).truncate(false).write(true).open(folder.join("lock")).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(FolderLock(file)),
        Err(TryLockError::WouldBlock) => Err(Error::Setup(format!(
            "the data folder {} is in use by another mingxuan process. Stop it first, choose another folder with --data, or use PostgreSQL for several processes",
            folder.display()
        ))),
        Err(TryLockError::Error(e)) => Err(failed(e)),
    }
}
