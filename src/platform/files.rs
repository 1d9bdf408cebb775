//! The document store: bytes under their SHA-256, encrypted at rest, on the local disk.
//!
//! A file has no rights of its own: it belongs to a thing (`thing_kind`, `thing_id`), and whoever may see that thing's papers may read it.
//! Who that is, the slice of the thing says (`market::documents`). What type a file is, its content says, never its name.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::forms::Upload;
use super::keys::{Keys, Purpose};
use crate::error::{Error, Result, Say};

/// Where the bytes are.
#[derive(Clone)]
pub struct Files {
    folder: PathBuf,
    keys: Keys,
}

/// Bytes in one encrypted piece of a stored file.
const PIECE: usize = 256 * 1024;

/// A stored file's facts, before it is a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256 of the plain bytes, hex.
    pub sha256: String,
    /// Plain bytes.
    pub size: u64,
    /// What the content is.
    pub media_type: &'static str,
    /// The name for people, cleaned.
    pub file_name: String,
}

impl Files {
    /// A store in `folder`, which is made where it is missing.
    ///
    /// # Errors
    /// [`Error::Setup`] when the folder cannot be made.
    pub fn open(folder: &Path, keys: Keys) -> Result<Files> {
        std::fs::create_dir_all(folder).map_err(|e| Error::Setup(format!("cannot make the folder for files {}: {e}", folder.display())))?;
        Ok(Files { folder: folder.to_owned(), keys })
    }

    /// Takes an upload in: checks its type by content, hashes, encrypts, and puts it on disk. Blocking; call inside `web::block`.
    ///
    /// # Errors
    /// [`Error::Invalid`] on the upload's field for an empty file or a type that is not taken; [`Error::Unavailable`] when the disk is full.
    pub fn take(&self, field: &str, upload: &Upload) -> Result<Stored> {
        let mut plain = Vec::new();
        upload.file.reopen().and_then(|mut f| f.read_to_end(&mut plain)).map_err(unavailable)?;
        self.take_bytes(field, &upload.name, &plain)
    }

    /// [`Files::take`] for bytes at hand.
    pub fn take_bytes(&self, field: &str, file_name: &str, plain: &[u8]) -> Result<Stored> {
        if plain.is_empty() {
            return Err(Error::invalid(field, Say::new("error-file-empty")));
        }
        let media_type = media_type_of(plain).ok_or_else(|| Error::invalid(field, Say::new("error-file-type")))?;
        let sha256 = hex::encode(Sha256::digest(plain));
        self.write(&sha256, plain)?;
        Ok(Stored { size: plain.len() as u64, media_type, file_name: clean_name(file_name, media_type), sha256 })
    }

    /// The plain bytes of a stored file.
    ///
    /// # Errors
    /// [`Error::Internal`] when the file is gone or was changed on disk.
    pub fn read(&self, sha256: &str) -> Result<Vec<u8>> {
        let path = self.path(sha256);
        let sealed = std::fs::read(&path).map_err(|e| Error::caused(format!("reading the stored file {sha256}"), e))?;
        let mut plain = Vec::with_capacity(sealed.len());
        for (number, piece) in sealed.chunks(PIECE + 28).enumerate() {
            plain.extend(self.keys.open(Purpose::Files, &bound(sha256, number), piece)?);
        }
        if hex::encode(Sha256::digest(&plain)) != sha256 {
            return Err(Error::internal(format!("the stored file {sha256} is not what it was")));
        }
        Ok(plain)
    }

    /// The encrypted bytes as they lie, for a backup.
    pub fn sealed_path(&self, sha256: &str) -> PathBuf {
        self.path(sha256)
    }

    /// The folder of the store.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, sha256: &str) -> PathBuf {
        let (shelf, _) = sha256.split_at_checked(2).unwrap_or((sha256, ""));
        self.folder.join(shelf).join(sha256)
    }

    fn write(&self, sha256: &str, plain: &[u8]) -> Result<()> {
        let path = self.path(sha256);
        if path.exists() {
            return Ok(());
        }
        let shelf = path.parent().unwrap_or(&self.folder);
        std::fs::create_dir_all(shelf).map_err(unavailable)?;
        let mut file = tempfile::NamedTempFile::new_in(shelf).map_err(unavailable)?;
        for (number, piece) in plain.chunks(PIECE).enumerate() {
            let sealed = self.keys.seal(Purpose::Files, &bound(sha256, number), piece)?;
            file.write_all(&sealed).map_err(unavailable)?;
        }
        file.as_file().sync_all().map_err(unavailable)?;
        // Content-addressed: if somebody stored the same bytes meanwhile, theirs are as good.
        match file.persist_noclobber(&path) {
            Ok(_) => Ok(()),
            Err(e) if e.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            Err(e) => Err(unavailable(e.error)),
        }
    }
}

fn bound(sha256: &str, piece: usize) -> String {
    format!("{sha256} {piece}")
}

fn unavailable(e: std::io::Error) -> Error {
    Error::Unavailable(format!("keeping a file: {e}"))
}

/// The media type by content, for the types the market takes: PDF, images, office documents, plain text; nothing a browser would run.
fn media_type_of(bytes: &[u8]) -> Option<&'static str> {
    const TAKEN: [&str; 8] = [
        "application/pdf",
        "image/png",
        "image/jpeg",
        "image/webp",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/msword",
        "application/vnd.ms-excel",
    ];
    if let Some(kind) = infer::get(bytes) {
        return TAKEN.into_iter().find(|taken| *taken == kind.mime_type());
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let plain = !text.trim_start().starts_with('<') && text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'));
    plain.then_some("text/plain; charset=utf-8")
}

/// A file name fit for people and headers: no path, no control characters, at most 120 characters, an ending that fits the content.
fn clean_name(name: &str, media_type: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control() && !"\"<>|:*?;%".contains(*c)).take(100).collect();
    let stem = kept.rsplit_once('.').map_or(kept.as_str(), |(stem, _)| stem).trim().trim_matches('.');
    let ending = match media_type {
        "application/pdf" => "pdf",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        "application/msword" => "doc",
        "application/vnd.ms-excel" => "xls",
        other if other.ends_with("wordprocessingml.document") => "docx",
        other if other.ends_with("spreadsheetml.sheet") => "xlsx",
        _ => "txt",
    };
    format!("{}.{ending}", if stem.is_empty() { "file" } else { stem })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Files) {
        let dir = tempfile::tempdir().unwrap();
        let keys = Keys::from_hex(&"07".repeat(32)).unwrap();
        let files = Files::open(dir.path(), keys).unwrap();
        (dir, files)
    }

    #[test]
    fn a_file_comes_back_and_lies_encrypted() {
        let (_dir, files) = store();
        let plain = [b"%PDF-1.7\n".to_vec(), b"secret ".repeat(80_000)].concat();
        let stored = files.take_bytes("scan", "../../etc/执照.exe", &plain).unwrap();
        assert_eq!((stored.media_type, stored.file_name.as_str()), ("application/pdf", "执照.pdf"));
        assert_eq!(files.read(&stored.sha256).unwrap(), plain);
        let on_disk = std::fs::read(files.sealed_path(&stored.sha256)).unwrap();
        assert!(!on_disk.windows(7).any(|w| w == b"secret "));
    }

    #[test]
    fn a_changed_file_does_not_open() {
        let (_dir, files) = store();
        let stored = files.take_bytes("scan", "a.txt", "会议纪要".as_bytes()).unwrap();
        let path = files.sealed_path(&stored.sha256);
        let mut bytes = std::fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&path, bytes).unwrap();
        assert!(files.read(&stored.sha256).is_err());
    }

    #[test]
    fn what_a_browser_would_run_is_not_taken() {
        let (_dir, files) = store();
        for bytes in [&b"<html><script>1</script>"[..], b"  <svg onload=x>", b"MZ\x90\x00\x03", b"\x7fELF\x02\x01\x01", b""] {
            assert!(files.take_bytes("scan", "a.pdf", bytes).is_err(), "{bytes:?}");
        }
    }
}
