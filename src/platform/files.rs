//! The document store: bytes under their SHA-256, encrypted at rest, on the local disk.
//!
//! A file has no rights of its own: it belongs to a thing (`thing_kind`, `thing_id`), and whoever may see that thing's papers may read it.
//! Who that is, the slice of the thing says (`market::documents`). What type a file is, its content says, never its name.

use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::forms::Upload;
use super::keys::{Keys, Purpose};
use super::media::{clean_name, fill, media_type_of};
use super::scanner::{Scan, Scanner};
use crate::error::{Error, Result, Say};

/// Where the bytes are.
#[derive(Clone)]
pub struct Files {
    folder: PathBuf,
    keys: Keys,
    scanner: Option<Scanner>,
}

/// Bytes in one encrypted piece of a stored file.
const PIECE: usize = 256 * 1024;
/// What encrypting a piece adds: nonce and tag.
const SEALED: usize = 28;

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
        Ok(Files { folder: folder.to_owned(), keys, scanner: None })
    }

    /// The same store, which takes nothing in that this scanner has not seen.
    pub fn with_scanner(self, scanner: Option<Scanner>) -> Files {
        Files { scanner, ..self }
    }

    /// Whether the scanner, where there is one, knows nothing bad of a file. Blocking.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it does not answer.
    pub fn is_harmless(&self, source: &mut (impl Read + Seek)) -> Result<bool> {
        let Some(scanner) = &self.scanner else { return Ok(true) };
        source.rewind().map_err(unavailable)?;
        Ok(scanner.scan(source)? == Scan::Clean)
    }

    /// [`Files::is_harmless`], as a remark on a field.
    ///
    /// # Errors
    /// [`Error::Invalid`] on the field for what the scanner knows.
    pub fn scanned(&self, field: &str, source: &mut (impl Read + Seek)) -> Result<()> {
        if self.is_harmless(source)? { Ok(()) } else { Err(Error::invalid(field, Say::new("error-file-infected"))) }
    }

    /// Takes an upload in: checks its type by content, hashes, encrypts, and puts it on disk, one piece after the other. Blocking; call inside
    /// `web::block`.
    ///
    /// # Errors
    /// [`Error::Invalid`] on the upload's field for an empty file, a type that is not taken or a file the scanner knows; [`Error::Unavailable`] when
    /// the disk is full or the scanner away.
    pub fn take(&self, field: &str, upload: &Upload) -> Result<Stored> {
        self.take_from(field, &upload.name, &mut upload.file.reopen().map_err(unavailable)?)
    }

    /// [`Files::take`] for bytes at hand.
    pub fn take_bytes(&self, field: &str, file_name: &str, plain: &[u8]) -> Result<Stored> {
        self.take_from(field, file_name, &mut Cursor::new(plain))
    }

    fn take_from(&self, field: &str, file_name: &str, source: &mut (impl Read + Seek)) -> Result<Stored> {
        if source.seek(SeekFrom::End(0)).map_err(unavailable)? == 0 {
            return Err(Error::invalid(field, Say::new("error-file-empty")));
        }
        let media_type = media_type_of(source).map_err(unavailable)?.ok_or_else(|| Error::invalid(field, Say::new("error-file-type")))?;
        self.scanned(field, source)?;
        let Kept { sha256, size } = self.keep(source)?;
        Ok(Stored { size, media_type, file_name: clean_name(file_name, media_type), sha256 })
    }

    /// Keeps bytes of whatever kind under their hash: what is sealed has no kind that could be seen.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk is full.
    pub fn keep(&self, source: &mut (impl Read + Seek)) -> Result<Kept> {
        let (mut hash, mut size, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
        source.rewind().map_err(unavailable)?;
        loop {
            let length = fill(source, &mut piece).map_err(unavailable)?;
            hash.update(&piece[..length]);
            size += length as u64;
            if length < PIECE {
                break;
            }
        }
        let sha256 = hex::encode(hash.finalize());
        source.rewind().map_err(unavailable)?;
        self.write(&sha256, source)?;
        Ok(Kept { sha256, size })
    }

    /// [`Files::keep`] of an upload. Blocking.
    pub fn keep_upload(&self, upload: &Upload) -> Result<Kept> {
        self.keep(&mut upload.file.reopen().map_err(unavailable)?)
    }

    /// The plain bytes of a stored file.
    ///
    /// # Errors
    /// [`Error::Internal`] when the file is gone or was changed on disk.
    pub fn read(&self, sha256: &str) -> Result<Vec<u8>> {
        let pieces = self.pieces(sha256)?.collect::<Result<Vec<_>>>()?;
        Ok(pieces.concat())
    }

    /// The plain bytes of a stored file, piece by piece, so that a large one never lies in memory.
    ///
    /// # Errors
    /// As [`Files::read`]; a piece that was changed, and the last where some are gone, is an error in its place.
    pub fn pieces(&self, sha256: &str) -> Result<Pieces> {
        let file = std::fs::File::open(self.path(sha256)).map_err(|e| Error::caused(format!("reading the stored file {sha256}"), e))?;
        Ok(Pieces { file, keys: self.keys.clone(), sha256: sha256.to_owned(), hash: Some(Sha256::new()), number: 0 })
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

    fn write(&self, sha256: &str, source: &mut impl Read) -> Result<()> {
        let path = self.path(sha256);
        if path.exists() {
            return Ok(());
        }
        let shelf = path.parent().unwrap_or(&self.folder);
        std::fs::create_dir_all(shelf).map_err(unavailable)?;
        let mut file = tempfile::NamedTempFile::new_in(shelf).map_err(unavailable)?;
        let mut piece = vec![0; PIECE];
        for number in 0.. {
            let length = fill(source, &mut piece).map_err(unavailable)?;
            if length == 0 {
                break;
            }
            let sealed = self.keys.seal(Purpose::Files, &bound(sha256, number), &piece[..length])?;
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

/// Bytes that are kept: SHA-256 in hex, and how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub sha256: String,
    pub size: u64,
}

/// A stored file as it is read.
pub struct Pieces {
    file: std::fs::File,
    keys: Keys,
    sha256: String,
    /// Of what was read so far; gone once the end was reached.
    hash: Option<Sha256>,
    number: usize,
}

impl Pieces {
    fn piece(&mut self) -> Result<Option<Vec<u8>>> {
        let mut sealed = vec![0; PIECE + SEALED];
        let length = fill(&mut self.file, &mut sealed).map_err(|e| Error::caused(format!("reading the stored file {}", self.sha256), e))?;
        if length == 0 {
            let whole = self.hash.take().is_none_or(|hash| hex::encode(hash.finalize()) == self.sha256);
            return if whole { Ok(None) } else { Err(Error::internal(format!("the stored file {} is not what it was", self.sha256))) };
        }
        let plain = self.keys.open(Purpose::Files, &bound(&self.sha256, self.number), &sealed[..length])?;
        self.number += 1;
        if let Some(hash) = &mut self.hash {
            hash.update(&plain);
        }
        Ok(Some(plain))
    }
}

impl Iterator for Pieces {
    type Item = Result<Vec<u8>>;

    fn next(&mut self) -> Option<Result<Vec<u8>>> {
        self.hash.as_ref()?;
        let next = self.piece();
        if next.is_err() {
            self.hash = None;
        }
        next.transpose()
    }
}

fn bound(sha256: &str, piece: usize) -> String {
    format!("{sha256} {piece}")
}

fn unavailable(e: std::io::Error) -> Error {
    Error::Unavailable(format!("keeping a file: {e}"))
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
        let late = [&b" ".repeat(PIECE)[..], b"<script>"].concat();
        for bytes in [&b"<html><script>1</script>"[..], b"  <svg onload=x>", b"MZ\x90\x00\x03", b"\x7fELF\x02\x01\x01", b"", &late] {
            assert!(files.take_bytes("scan", "a.pdf", bytes).is_err(), "{:?}", &bytes[..bytes.len().min(30)]);
        }
    }

    #[test]
    fn a_character_on_the_edge_of_a_piece_is_text_and_half_a_character_is_not() {
        let (_dir, files) = store();
        let text = [&b"a".repeat(PIECE - 1)[..], "纪要".as_bytes()].concat();
        let stored = files.take_bytes("scan", "a", &text).unwrap();
        assert_eq!((stored.file_name.as_str(), files.read(&stored.sha256).unwrap()), ("a.txt", text.clone()));
        assert!(files.take_bytes("scan", "a", &text[..PIECE]).is_err());
    }

    #[test]
    fn what_is_sealed_is_kept_whatever_it_is_and_a_lost_piece_is_noticed() {
        let (_dir, files) = store();
        let sealed = (0..=255).cycle().take(2 * PIECE + 5).collect::<Vec<u8>>();
        let kept = files.keep(&mut Cursor::new(&sealed)).unwrap();
        assert_eq!((kept.size as usize, files.read(&kept.sha256).unwrap()), (sealed.len(), sealed));
        let path = files.sealed_path(&kept.sha256);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..2 * (PIECE + SEALED)]).unwrap();
        let pieces: Vec<_> = files.pieces(&kept.sha256).unwrap().map(|piece| piece.is_ok()).collect();
        assert_eq!(pieces, [true, true, false], "the pieces that are there open, and their end is no end");
    }
}
