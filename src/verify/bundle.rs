//! The documents of a bundle, read from a folder or a zip archive. Only names that the protocol knows are read,
//! and never more bytes than a draw can have: an archive may come from anybody.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

use crate::domain::draw::{Document, Fault};

/// The documents at the top of a bundle.
pub(super) const DOCUMENTS: [&str; 15] = [
    "about.txt",
    "notice.txt",
    "pool.txt",
    "freeze.txt",
    "seed.txt",
    "ceremony.txt",
    "result.txt",
    "opened.txt",
    "void.txt",
    "committee.txt",
    "states.txt",
    "opening.txt",
    "found.txt",
    "sealed-links.txt",
    "links.txt",
];
pub(super) const STRIKES: &str = "strikes/";
pub(super) const PROOFS: &str = "proofs/";
/// What the stages after the draw wrote, with its proofs beside it.
pub(super) const CHOICE: &str = "choice/";
/// Private keys of the opening committee, and what was sealed to it.
pub(super) const RELEASES: &str = "releases/";
pub(super) const ENTRIES: &str = "entries/";
/// What pseudonyms stand for, sealed.
pub(super) const LINKS: &str = "links/";
/// The draw of the number that lowers an average, as a bundle within the bundle.
pub(super) const NUMBER: &str = "number/";

const MIB: u64 = 1 << 20;
/// The largest document: a freeze of some millions of entries.
const LARGEST_DOCUMENT: u64 = 256 * MIB;
/// All documents together, and the archive itself.
const LARGEST_BUNDLE: u64 = 512 * MIB;
/// Hashes hardly shrink, and text shrinks tenfold. What grows more than this beyond one MiB was made to fill a memory.
const GREATEST_RATIO: u64 = 200;
/// A draw has a handful of documents and one for each strike.
const MOST_FILES: usize = 10_000;

/// The documents of one draw by their names in the bundle.
pub(super) struct Bundle {
    documents: BTreeMap<String, Vec<u8>>,
}

/// Why nothing could be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("no such path")]
    NoSuchPath,
    #[error("{name}: {error}")]
    Io { name: String, error: io::Error },
    #[error("{name}: not a regular file")]
    NotAFile { name: String },
    #[error("neither a folder nor a zip archive: {0}")]
    NotAnArchive(zip::result::ZipError),
    #[error("{name}: damaged or encrypted in the archive: {error}")]
    Damaged { name: String, error: zip::result::ZipError },
    #[error("the archive holds two documents of one name")]
    SameName,
    #[error("{name}: larger than a draw can be")]
    TooLarge { name: String },
}

impl Bundle {
    /// Reads the bundle at this path.
    pub fn load(path: &Path) -> Result<Bundle, Unreadable> {
        let shown = path.display().to_string();
        let about = fs::metadata(path).map_err(|error| io_fault(&shown, error))?;
        if about.is_dir() {
            return load_folder(path);
        }
        if !about.is_file() {
            return Err(Unreadable::NotAFile { name: shown });
        }
        if about.len() > LARGEST_BUNDLE {
            return Err(Unreadable::TooLarge { name: shown });
        }
        let file = File::open(path).map_err(|error| io_fault(&shown, error))?;
        load_archive(ZipArchive::new(BufReader::new(file)).map_err(Unreadable::NotAnArchive)?)
    }

    /// The bytes of a document.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.documents.get(name).map(Vec::as_slice)
    }

    /// Whether the document is there.
    pub fn has(&self, name: &str) -> bool {
        self.documents.contains_key(name)
    }

    /// Reads a document where it is there.
    pub fn document<D: Document>(&self) -> Result<Option<D>, Fault> {
        self.get(D::FILE).map(D::parse).transpose()
    }

    /// The bundle within this folder; `None` where nothing is in it.
    pub fn within(&self, folder: &str) -> Option<Bundle> {
        let inner = self.documents.iter().filter_map(|(name, bytes)| Some((name.strip_prefix(folder)?.to_owned(), bytes.clone())));
        let documents: BTreeMap<String, Vec<u8>> = inner.collect();
        (!documents.is_empty()).then_some(Bundle { documents })
    }

    /// All names, sorted, with their bytes.
    pub fn all(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.documents.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// The names in one of the two folders.
    pub fn names_in<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.documents.keys().map(String::as_str).filter(move |name| name.starts_with(folder))
    }
}

fn io_fault(name: &str, error: io::Error) -> Unreadable {
    if error.kind() == io::ErrorKind::NotFound { Unreadable::NoSuchPath } else { Unreadable::Io { name: name.to_owned(), error } }
}

/// Whether the protocol knows a document of this name.
fn is_known(name: &str) -> bool {
    is_of_draw(name.strip_prefix(NUMBER).unwrap_or(name))
}

fn is_of_draw(name: &str) -> bool {
    let plain = |name: &str| !name.contains('/');
    DOCUMENTS.contains(&name)
        || [STRIKES, RELEASES, ENTRIES, LINKS]
            .iter()
            .any(|folder| name.strip_prefix(folder).is_some_and(|name| plain(name) && name.ends_with(".txt")))
        || name.strip_prefix(CHOICE).is_some_and(is_of_choice)
        || name
            .strip_prefix(PROOFS)
            .is_some_and(|name| plain(name) && (name.ends_with(".entry") || name.ends_with(".tlog-proof") || name == "log.vkey"))
}

fn is_of_choice(name: &str) -> bool {
    let known = ["scores", "negotiation", "comparison", "pick", "inputs", "outcome"];
    name.rsplit_once('.').is_some_and(|(stem, ending)| known.contains(&stem) && ["txt", "entry", "tlog-proof"].contains(&ending))
}

/// Collects documents and keeps the sum of their sizes.
#[derive(Default)]
struct Shelf {
    documents: BTreeMap<String, Vec<u8>>,
    bytes: u64,
}

impl Shelf {
    /// Reads one document of at most `limit` bytes.
    fn take(&mut self, name: &str, limit: u64, reader: impl Read) -> Result<(), Unreadable> {
        let limit = limit.min(LARGEST_DOCUMENT).min(LARGEST_BUNDLE - self.bytes);
        let mut bytes = Vec::new();
        reader.take(limit + 1).read_to_end(&mut bytes).map_err(|error| Unreadable::Io { name: name.to_owned(), error })?;
        if bytes.len() as u64 > limit || self.documents.len() >= MOST_FILES {
            return Err(Unreadable::TooLarge { name: name.to_owned() });
        }
        self.bytes += bytes.len() as u64;
        self.documents.insert(name.to_owned(), bytes);
        Ok(())
    }
}

fn load_folder(root: &Path) -> Result<Bundle, Unreadable> {
    let mut names = Vec::new();
    for within in ["", NUMBER] {
        names.extend(DOCUMENTS.map(|name| format!("{within}{name}")));
        for folder in [STRIKES, PROOFS, CHOICE, RELEASES, ENTRIES, LINKS] {
            names.extend(names_in_folder(root, &format!("{within}{folder}"))?);
        }
    }
    let mut shelf = Shelf::default();
    for name in names.iter().filter(|name| is_known(name)) {
        let path = root.join(name);
        match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Unreadable::Io { name: name.clone(), error }),
            // A pipe or a device would be read for ever.
            Ok(about) if !about.is_file() => return Err(Unreadable::NotAFile { name: name.clone() }),
            Ok(_) => {}
        }
        let file = File::open(&path).map_err(|error| Unreadable::Io { name: name.clone(), error })?;
        shelf.take(name, LARGEST_DOCUMENT, file)?;
    }
    Ok(Bundle { documents: shelf.documents })
}

fn names_in_folder(root: &Path, folder: &str) -> Result<Vec<String>, Unreadable> {
    let fail = |error| Unreadable::Io { name: folder.to_owned(), error };
    let listing = match fs::read_dir(root.join(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listing => listing.map_err(fail)?,
    };
    let mut names = Vec::new();
    for item in listing {
        if let Some(name) = item.map_err(fail)?.file_name().to_str() {
            names.push(format!("{folder}{name}"));
        }
    }
    Ok(names)
}

fn load_archive(mut archive: ZipArchive<BufReader<File>>) -> Result<Bundle, Unreadable> {
    if archive.has_duplicate_names() {
        return Err(Unreadable::SameName);
    }
    let prefix = prefix_of(&archive);
    let mut shelf = Shelf::default();
    for index in 0..archive.len() {
        let damaged = |error| Unreadable::Damaged { name: format!("#{index}"), error };
        let about = archive.by_index_data(index).map_err(damaged)?;
        let Ok(full_name) = std::str::from_utf8(about.name_raw()) else { continue };
        let Some(name) = full_name.strip_prefix(&prefix).filter(|name| is_known(name)).map(str::to_owned) else { continue };
        if !about.is_file() {
            return Err(Unreadable::NotAFile { name });
        }
        let limit = MIB.max(about.compressed_size().saturating_mul(GREATEST_RATIO));
        let file = archive.by_index(index).map_err(|error| Unreadable::Damaged { name: name.clone(), error })?;
        shelf.take(&name, limit, file)?;
    }
    Ok(Bundle { documents: shelf.documents })
}

/// People zip the folder itself as often as what is in it: the one folder that holds a notice, or the top.
fn prefix_of(archive: &ZipArchive<BufReader<File>>) -> String {
    let notices: Vec<&str> = archive
        .file_names_raw()
        .filter_map(|name| std::str::from_utf8(name).ok())
        .filter_map(|name| name.strip_suffix("notice.txt"))
        .filter(|prefix| prefix.is_empty() || prefix.find('/') == Some(prefix.len() - 1))
        .collect();
    match notices.as_slice() {
        [prefix] => (*prefix).to_owned(),
        _ => String::new(),
    }
}
