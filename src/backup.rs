//! Backup and restore, online and engine-neutral.
//!
//! A backup is one zip file: every table as JSON lines, every stored file as it lies (encrypted), and a manifest with counts and digests. It is
//! taken from one moment of the database while the market runs, and it is believed only after it was restored into a fresh database and gave the
//! same digests. The key file is not part of it: backup and key are kept apart, and neither is of use without the other.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::config::Config;
use crate::db::{self, Db, DbConn, Options, rows};
use crate::domain::time::Instant;
use crate::error::{Error, Result};

const MANIFEST: &str = "manifest.json";
const FORMAT: u32 = 1;
/// Rows that are restored in one statement.
const TOGETHER: usize = 500;
/// A stored file is at most so large, with what encryption adds.
const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// When it was taken, UTC.
    pub taken: String,
    /// Applied migrations.
    migrations: Vec<String>,
    /// Rows and digest of each table.
    tables: BTreeMap<String, TableSum>,
    /// Stored files.
    pub files: u64,
}

/// The sum of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct TableSum {
    rows: u64,
    sha256: String,
}

impl Manifest {
    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.values().map(|sum| sum.rows).sum()
    }
}

/// Takes a backup of the market the configuration describes into `target`, and proves it by restoring it into a fresh database.
///
/// # Errors
/// [`Error::Setup`] when the target exists or cannot be written; [`Error::Internal`] when the proof fails.
pub fn take(config: &Config, target: &Path, now: Instant) -> Result<Manifest> {
    let db = open(&config.database_url().expose())?;
    let part = target.with_extension("part");
    let manifest = write_zip(&db, &config.files_dir(), &part, now)?;
    prove(&part, &manifest)?;
    if target.exists() {
        return Err(Error::Setup(format!("{} exists already; a backup does not overwrite another", target.display())));
    }
    std::fs::rename(&part, target).map_err(|e| disk(target, e))?;
    Ok(manifest)
}

/// Restores a backup into an empty database and file store.
///
/// # Errors
/// [`Error::Setup`] when the database is not empty or the backup is of another version; nothing is changed then.
pub fn restore(config: &Config, source: &Path) -> Result<Manifest> {
    let db = open(&config.database_url().expose())?;
    let manifest = restore_rows(&db, source)?;
    restore_files(source, &config.files_dir())?;
    let index = config.search_dir();
    if index.exists() {
        // An index of the old rows would think itself up to date.
        std::fs::remove_dir_all(&index).map_err(|e| disk(&index, e))?;
    }
    Ok(manifest)
}

fn open(url: &str) -> Result<Db> {
    Db::open(url, &Options { connections: 2, durable: true })
}

fn write_zip(db: &Db, files: &Path, target: &Path, now: Instant) -> Result<Manifest> {
    let file = File::create(target).map_err(|e| disk(target, e))?;
    let mut zip = ZipWriter::new(BufWriter::new(file));
    let mut manifest = Manifest { format: FORMAT, taken: now.wire(), migrations: Vec::new(), tables: BTreeMap::new(), files: 0 };
    let stored = db.snapshot_now(|conn| {
        manifest.migrations = db::migration_names(conn)?;
        for table in rows::TABLES {
            zip.start_file(format!("tables/{table}.jsonl"), deflated()).map_err(|e| packing(target, e))?;
            let sum = dump(conn, table, &mut zip)?;
            manifest.tables.insert((*table).to_owned(), sum);
        }
        stored_files(conn)
    })?;
    for sha256 in &stored {
        let (shelf, _) = sha256.split_at_checked(2).unwrap_or((sha256, ""));
        let path = files.join(shelf).join(sha256);
        let mut sealed = File::open(&path).map_err(|e| disk(&path, e))?;
        // Encrypted bytes do not shrink.
        zip.start_file(format!("files/{sha256}"), stored_as_is()).map_err(|e| packing(target, e))?;
        std::io::copy(&mut sealed, &mut zip).map_err(|e| disk(target, e))?;
        manifest.files += 1;
    }
    zip.start_file(MANIFEST, deflated()).map_err(|e| packing(target, e))?;
    serde_json::to_writer_pretty(&mut zip, &manifest).map_err(|e| Error::caused("writing the manifest", e))?;
    let file = zip.finish().map_err(|e| packing(target, e))?.into_inner().map_err(|e| disk(target, e.into_error()))?;
    file.sync_all().map_err(|e| disk(target, e))?;
    Ok(manifest)
}

fn dump(conn: &mut DbConn, table: &str, out: &mut impl Write) -> Result<TableSum> {
    let (mut count, mut digest) = (0, Sha256::new());
    rows::each_line(conn, table, |line| {
        count += 1;
        digest.update(line.as_bytes());
        digest.update(b"\n");
        writeln!(out, "{line}").map_err(|e| Error::Unavailable(format!("writing the backup: {e}")))
    })?;
    Ok(TableSum { rows: count, sha256: hex::encode(digest.finalize()) })
}

fn stored_files(conn: &mut DbConn) -> Result<Vec<String>> {
    use crate::db::schema::documents;
    use diesel::prelude::*;
    let mut stored: Vec<String> = documents::table.select(documents::sha256).distinct().load(conn)?;
    stored.extend(crate::market::bids::stored(conn)?);
    stored.sort_unstable();
    stored.dedup();
    Ok(stored)
}

/// A backup nobody has restored is a hope.
fn prove(backup: &Path, manifest: &Manifest) -> Result<()> {
    let folder = tempfile::tempdir().map_err(|e| disk(backup, e))?;
    let db = open(&folder.path().join("proof.sqlite").to_string_lossy())?;
    restore_rows(&db, backup)?;
    let mut found = BTreeMap::new();
    db.snapshot_now(|conn| {
        for table in rows::TABLES {
            found.insert((*table).to_owned(), dump(conn, table, &mut std::io::sink())?);
        }
        Ok(())
    })?;
    match manifest.tables.iter().find(|(table, sum)| found.get(*table) != Some(sum)) {
        None => Ok(()),
        Some((table, _)) => Err(Error::internal(format!("the backup does not restore: table {table} comes back different"))),
    }
}

fn restore_rows(db: &Db, source: &Path) -> Result<Manifest> {
    let mut zip = unpack(source)?;
    let manifest: Manifest = {
        let entry = zip.by_name(MANIFEST).map_err(|e| packing(source, e))?;
        serde_json::from_reader(entry).map_err(|e| Error::Setup(format!("{} has no manifest that can be read: {e}", source.display())))?
    };
    let known = db.read_now(db::migration_names)?;
    if manifest.format != FORMAT || manifest.migrations != known {
        return Err(Error::Setup(format!(
            "{} was taken with another version of the program (migrations {:?}, here {:?}); restore it with that version, then upgrade",
            source.display(),
            manifest.migrations.last(),
            known.last()
        )));
    }
    let (wanted, place) = (manifest.clone(), source.to_owned());
    db.write_now(move |conn| {
        if !rows::is_empty(conn)? {
            return Err(Error::Setup(
                "the database is not empty; a backup is restored into an empty one, so that nothing is lost. Name another --data folder or database".into(),
            ));
        }
        for table in rows::TABLES {
            fill(conn, table, &mut zip, &place)?;
        }
        rows::continue_numbers(conn)?;
        for (table, sum) in &wanted.tables {
            if dump(conn, table, &mut std::io::sink())? != *sum {
                return Err(Error::Setup(format!("{} is damaged: table {table} does not have the digest of its manifest", place.display())));
            }
        }
        Ok(())
    })?;
    Ok(manifest)
}

fn fill(conn: &mut DbConn, table: &str, zip: &mut ZipArchive<BufReader<File>>, source: &Path) -> Result<()> {
    let columns = rows::columns(conn, table)?;
    // A fresh database may already hold settings and revisions of its own. The log refuses to be cleared and is known to be empty.
    if !table.starts_with("log_") {
        diesel::connection::SimpleConnection::batch_execute(conn, &format!("DELETE FROM {table}"))?;
    }
    let entry = zip.by_name(&format!("tables/{table}.jsonl")).map_err(|e| packing(source, e))?;
    let mut lines = BufReader::new(entry).lines();
    loop {
        let some = lines.by_ref().take(TOGETHER).collect::<std::io::Result<Vec<_>>>().map_err(|e| disk(source, e))?;
        if some.is_empty() {
            return Ok(());
        }
        rows::insert_lines(conn, table, &columns, &some)?;
    }
}

fn restore_files(source: &Path, folder: &Path) -> Result<()> {
    let mut zip = unpack(source)?;
    for at in 0..zip.len() {
        let entry = zip.by_index(at).map_err(|e| packing(source, e))?;
        let name = entry.name().map_err(|e| packing(source, e))?.into_owned();
        let Some(sha256) = name.strip_prefix("files/") else { continue };
        if sha256.len() != 64 || !sha256.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(Error::Setup(format!("{} holds a file with the name {sha256:?}, which no file of ours has", source.display())));
        }
        let shelf = folder.join(&sha256[..2]);
        std::fs::create_dir_all(&shelf).map_err(|e| disk(&shelf, e))?;
        let path = shelf.join(sha256);
        let mut file = File::create(&path).map_err(|e| disk(&path, e))?;
        std::io::copy(&mut entry.take(FILE_LIMIT), &mut file).map_err(|e| disk(&path, e))?;
        file.sync_all().map_err(|e| disk(&path, e))?;
    }
    Ok(())
}

fn unpack(source: &Path) -> Result<ZipArchive<BufReader<File>>> {
    let file = File::open(source).map_err(|e| disk(source, e))?;
    ZipArchive::new(BufReader::new(file)).map_err(|e| packing(source, e))
}

fn deflated() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated).large_file(true)
}

fn stored_as_is() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).large_file(true)
}

fn disk(path: &Path, e: std::io::Error) -> Error {
    Error::Setup(format!("{}: {e}", path.display()))
}

fn packing(path: &Path, e: zip::result::ZipError) -> Error {
    Error::Setup(format!("{} is no backup that can be read or written: {e}", path.display()))
}
