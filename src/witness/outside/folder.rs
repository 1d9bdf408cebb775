//! What the officer's program keeps: one file per draw in its own folder, each change on disk before anything is answered.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::draw::{DrawId, Hash32, Reason};
use crate::domain::log::Head;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::witness::{Kept, Store, WitnessState};

/// What an officer promised and vouched for, below its folder.
pub struct Folder {
    draws: PathBuf,
    heads: PathBuf,
}

/// The last head of a log the officer vouched for.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Vouched {
    origin: String,
    size: u64,
    root: String,
    at: String,
}

/// One file. Its name follows from the draw; what is secret is sealed with the officer's key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    draw: String,
    about: String,
    secret: String,
    commitment: String,
    freeze: Option<String>,
    state: String,
    refusal: Option<String>,
    committed: String,
}

impl Folder {
    /// What lies below `folder`, which is made where it is not there.
    ///
    /// # Errors
    /// [`Error::Setup`] where it cannot be made.
    pub fn open(folder: &Path) -> Result<Folder> {
        let own = Folder { draws: folder.join("draws"), heads: folder.join("heads") };
        for below in [&own.draws, &own.heads] {
            fs::create_dir_all(below).map_err(|e| Error::Setup(format!("the folder {} cannot be made: {e}", below.display())))?;
        }
        Ok(own)
    }

    /// A draw id has slashes and never a plus sign, so this is a file of its own for each.
    fn draw(&self, draw: &DrawId) -> PathBuf {
        self.draws.join(format!("{}.json", draw.as_str().replace('/', "+")))
    }

    /// A log's name is anybody's, so its file is named by a hash.
    fn log(&self, origin: &str) -> PathBuf {
        self.heads.join(format!("{}.json", Hash32::of(origin)))
    }

    fn change(&self, draw: &DrawId, work: impl FnOnce(&mut Record) -> Result<()>) -> Result<()> {
        let path = self.draw(draw);
        let mut record = load(&path)?.ok_or(Error::NotFound)?;
        work(&mut record)?;
        save(&path, &record)
    }
}

fn load<T: DeserializeOwned>(path: &Path) -> Result<Option<T>> {
    match fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|e| fault("reading", path, e)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(fault("reading", path, e)),
    }
}

fn save(path: &Path, record: &impl Serialize) -> Result<()> {
    let text = serde_json::to_vec_pretty(record).map_err(|e| fault("writing", path, e))?;
    write(path, &text).map_err(|e| fault("writing", path, e))
}

/// The whole file or the old one, whatever happens in between.
fn write(path: &Path, text: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    fs::File::open(folder)?.sync_all()
}

fn fault(doing: &str, path: &Path, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::caused(format!("{doing} {}", path.display()), cause)
}

impl Store for Folder {
    fn find(&mut self, draw: &DrawId) -> Result<Option<Kept>> {
        let Some(record) = load::<Record>(&self.draw(draw))? else { return Ok(None) };
        let hash = |what: &str, text: &str| Hash32::parse(text).ok_or_else(|| Error::bad_row(what, text));
        Ok(Some(Kept {
            draw: DrawId::parse(&record.draw).filter(|own| own == draw).ok_or_else(|| Error::bad_row("draw", &record.draw))?,
            about: hash("about", &record.about)?,
            commitment: hash("commitment", &record.commitment)?,
            freeze: record.freeze.as_deref().map(|text| hash("freeze", text)).transpose()?,
            state: WitnessState::parse(&record.state).ok_or_else(|| Error::bad_row("state", &record.state))?,
            refusal: record.refusal.as_deref().and_then(Reason::parse),
            secret: record.secret,
        }))
    }

    fn insert(&mut self, kept: &Kept, at: Instant) -> Result<()> {
        let path = self.draw(&kept.draw);
        if load::<Record>(&path)?.is_some() {
            return Err(Error::Conflict);
        }
        let record = Record {
            draw: kept.draw.to_string(),
            about: kept.about.to_string(),
            secret: kept.secret.clone(),
            commitment: kept.commitment.to_string(),
            freeze: None,
            state: kept.state.to_string(),
            refusal: None,
            committed: at.wire(),
        };
        save(&path, &record)
    }

    fn judge(&mut self, draw: &DrawId, freeze: &Hash32, refusal: Option<&str>) -> Result<()> {
        self.change(draw, |record| {
            if record.freeze.is_some() {
                return Err(Error::Conflict);
            }
            let state = if refusal.is_none() { WitnessState::Approved } else { WitnessState::Refused };
            record.freeze = Some(freeze.to_string());
            record.state = state.to_string();
            record.refusal = refusal.map(str::to_owned);
            Ok(())
        })
    }

    fn set_revealed(&mut self, draw: &DrawId) -> Result<()> {
        self.change(draw, |record| {
            record.state = WitnessState::Revealed.to_string();
            Ok(())
        })
    }

    fn head(&mut self, origin: &str) -> Result<Option<(u64, Hash32)>> {
        let Some(kept) = load::<Vouched>(&self.log(origin))? else { return Ok(None) };
        let root = Hash32::parse(&kept.root).filter(|_| kept.origin == origin);
        Ok(Some((kept.size, root.ok_or_else(|| Error::bad_row("root", &kept.root))?)))
    }

    fn set_head(&mut self, head: &Head, before: Option<(u64, Hash32)>, at: Instant) -> Result<()> {
        if self.head(&head.origin)? != before {
            return Err(Error::Conflict);
        }
        let root = Hash32(head.root.0).to_string();
        save(&self.log(&head.origin), &Vouched { origin: head.origin.clone(), size: head.size, root, at: at.wire() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draw::{OfficerId, Request};
    use crate::platform::keys::Keys;
    use crate::witness::Officer;
    use crate::witness::wire::Message;

    fn asks(folder: &Path, about: &str) -> Result<crate::witness::wire::Answer> {
        let officer = Officer::new(OfficerId::parse("supervision").unwrap(), Keys::from_hex(&"05".repeat(32)).unwrap());
        let at = Instant(1_796_112_000_000);
        let draw = DrawId::parse("MX-2026-000001/1").unwrap();
        let request = Request { draw, about: Hash32::of(about), requested: at, answer_by: at.plus(60_000) };
        officer.answer(&mut Folder::open(folder)?, at, &Message::Commit { request: request.to_string(), sealing: None })
    }

    #[test]
    fn a_promise_outlives_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let first = asks(folder.path(), "about").unwrap();
        assert_eq!(asks(folder.path(), "about").unwrap(), first, "the same secret after a restart");
        assert!(matches!(asks(folder.path(), "another"), Err(Error::Conflict)), "one notice for people per draw");
    }

    #[test]
    fn one_freeze_is_judged_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        asks(folder.path(), "about").unwrap();
        let draw = DrawId::parse("MX-2026-000001/1").unwrap();
        let mut store = Folder::open(folder.path()).unwrap();
        store.judge(&draw, &Hash32::of("freeze"), None).unwrap();
        assert!(matches!(store.judge(&draw, &Hash32::of("second"), None), Err(Error::Conflict)));
        let kept = store.find(&draw).unwrap().unwrap();
        assert_eq!((kept.freeze, kept.state), (Some(Hash32::of("freeze")), WitnessState::Approved));
        assert!(matches!(store.judge(&DrawId::parse("X/1").unwrap(), &Hash32::of("f"), None), Err(Error::NotFound)));
    }

    #[test]
    fn a_file_that_was_tampered_with_is_a_fault_and_no_promise() {
        let folder = tempfile::tempdir().unwrap();
        asks(folder.path(), "about").unwrap();
        let file = folder.path().join("draws").join("MX-2026-000001+1.json");
        fs::write(&file, "{}").unwrap();
        assert!(matches!(asks(folder.path(), "about"), Err(Error::Internal(_))), "it makes no second commitment");
    }
}
