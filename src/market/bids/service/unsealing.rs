//! After the opening: the files are opened with the released keys, compared with what their entries name, and checked once more before anybody reads
//! them. They are never published: proposals are trade secrets.

use std::collections::BTreeMap;
use std::io::Cursor;

use crate::app::App;
use crate::db::DbConn;
use crate::domain::bid::{Attached, Committee, Keyring, Opening, Purpose, Sealed, Shut, What, open};
use crate::domain::cleaning::{Limits, Own, clean};
use crate::domain::draw::{Document, DrawId, Label};
use crate::domain::event::Kind;
use crate::error::{Error, Result};
use crate::market::bids::store::files::{self, SealedFile};
use crate::market::bids::store::{documents, rounds};
use crate::market::documents::Paper;
use crate::market::{projects, signups};
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};

use super::files::{own_words, words_of_all};
use super::members::releases;
use super::{found, is_blind, lock};

/// What became of a file, beside the reasons of [`crate::domain::bid::Spoil`].
const OPENED: &str = "opened";
/// The entry does not name it.
const UNNAMED: &str = "not-named";
/// It is another than the one the entry names.
const OTHER: &str = "another-file";
/// The virus scanner knows it.
const INFECTED: &str = "infected";
/// Too few members released.
const MISSING: &str = "missing";
/// Its entry did not open.
const SHUT: &str = "entry-shut";

/// Opens the files of a published opening, one after the other; one that was opened before is left as it is.
///
/// # Errors
/// Those of the database and of the disk.
pub async fn unseal(app: &App, draw: &DrawId) -> Result<()> {
    let (files, shared, draw) = (turned(app, draw).await?, app.clone(), draw.clone());
    if files.is_empty() { Ok(()) } else { app.db.write(move |conn| keep(conn, &shared, &draw, &files)).await }
}

/// How the files of a draw turn out that are not opened yet. What opens lies in the store from now on, and no row says so.
///
/// # Errors
/// Those of the database and of the disk.
pub async fn turned(app: &App, draw: &DrawId) -> Result<Vec<SealedFile>> {
    let (shared, id) = (app.clone(), draw.clone());
    let Some(work) = app.db.read(move |conn| gathered(conn, &shared, &id)).await? else { return Ok(Vec::new()) };
    let shared = app.clone();
    let turn = move || {
        work.files.into_iter().map(|one| one.turned(&shared, (&work.committee, &work.keys), &work.limits)).collect::<Result<Vec<_>>>()
    };
    tokio::task::spawn_blocking(turn).await.map_err(|e| Error::caused("opening files", e))?
}

/// Writes down how files turned out, all at once, with one entry in the log. Where somebody else did meanwhile, its word stands and nothing is logged.
///
/// # Errors
/// Those of the database.
pub fn keep(conn: &mut DbConn, app: &App, draw: &DrawId, files: &[SealedFile]) -> Result<()> {
    let Some(round) = rounds::of_draw(conn, draw.as_str())? else { return Ok(()) };
    lock(conn, &round.project)?;
    let mut new = Vec::new();
    for file in files {
        if files::set(conn, file)? {
            new.push(file);
        }
    }
    if new.is_empty() {
        return Ok(());
    }
    let (actor, thing, document) = (Actor::platform(), Thing::open("draw", draw.as_str()), told(draw, &new));
    let act = Act { kind: Kind::BidFiles, actor: &actor, thing, document, visibility: Visibility::Salted };
    audit::record(conn, app.clock.now(), act)?;
    found::publish(conn, app, &round)
}

/// How the files turned out, for the log; salted there, since even how many there are is nobody's business before the outcome.
fn told(draw: &DrawId, files: &[&SealedFile]) -> String {
    let line = |file: &&SealedFile| {
        let finding = if file.finding.is_empty() { "none" } else { &file.finding };
        (file.envelope.hash().to_string(), format!("{} finding {finding}", file.state))
    };
    let lines: Vec<(String, String)> = files.iter().map(line).collect();
    let facts = lines.iter().map(|(envelope, text)| (envelope.as_str(), text.as_str()));
    audit::document("market/v1 bid.files", &std::iter::once(("draw", draw.as_str())).chain(facts).collect::<Vec<_>>())
}

struct Work {
    committee: Committee,
    keys: Keyring,
    limits: Limits,
    files: Vec<One>,
}

/// A file with what its entry says of it.
struct One {
    file: SealedFile,
    /// Why there is nothing to open, or what the entry names.
    named: std::result::Result<Attached, &'static str>,
    own: Own,
}

fn gathered(conn: &mut DbConn, app: &App, draw: &DrawId) -> Result<Option<Work>> {
    let Some(round) = rounds::of_draw(conn, draw.as_str())?.filter(|round| round.state == rounds::RoundState::Opened) else {
        return Ok(None);
    };
    let sealed = files::of_draw(conn, draw.as_str())?;
    if sealed.is_empty() {
        return Ok(None);
    }
    let (committee, released) = releases(conn, app, &round, Purpose::Entry)?;
    let opening: Opening = documents::load(conn, &round)?;
    let project = projects::load(conn, &round.project)?;
    let policy = app.pinned(&project.policy)?;
    let mut work = Work { keys: Keyring::new(&committee, &released), committee, limits: policy.papers.limits(), files: Vec::new() };
    let anybody = if is_blind(app, &project) { Some(words_of_all(conn, draw.as_str())?) } else { None };
    for (entry, files) in sealed {
        let line = opening.lines.iter().find(|line| line.label.as_str() == entry.label);
        let named = match line.map(|line| &line.what) {
            Some(What::Opened(_, opened)) => Some(opened.files.clone()),
            _ => None,
        };
        let own = match &anybody {
            Some(words) => words.clone(),
            None => {
                let signup = signups::one(conn, &entry.signup)?;
                own_words(conn, signup.agency.as_str())?
            }
        };
        for file in files.into_iter().filter(|file| file.state.is_empty()) {
            let place = usize::try_from(file.number).unwrap_or(usize::MAX) - 1;
            let attached = named.as_ref().ok_or(SHUT).and_then(|named| named.get(place).cloned().ok_or(UNNAMED));
            work.files.push(One { file, named: attached, own: own.clone() });
        }
    }
    Ok(Some(work).filter(|work| !work.files.is_empty()))
}

impl One {
    /// Opens it and says how it turned out; what opened is kept.
    fn turned(self, app: &App, (committee, keys): (&Committee, &Keyring), limits: &Limits) -> Result<SealedFile> {
        let mut file = self.file;
        let attached = match self.named {
            Ok(attached) => attached,
            Err(why) => {
                why.clone_into(&mut file.state);
                return Ok(file);
            }
        };
        let payload = app.files.read(&file.envelope.payload.to_string())?;
        let sealed = Sealed { envelope: file.envelope.clone(), payload };
        match open(committee, keys, &sealed) {
            Ok(opened) if !attached.is(&opened.plaintext) => OTHER.clone_into(&mut file.state),
            // Sealed, so nothing could have seen it before.
            Ok(opened) if !app.files.is_harmless(&mut Cursor::new(&opened.plaintext))? => INFECTED.clone_into(&mut file.state),
            Ok(opened) => {
                let kept = app.files.keep(&mut Cursor::new(&opened.plaintext))?;
                file.finding = checked(&opened.plaintext, attached.name.as_str(), limits, &self.own);
                (file.sha256, file.bytes, file.name) = (kept.sha256, kept.size as i64, attached.name.as_str().to_owned());
                OPENED.clone_into(&mut file.state);
            }
            Err(Shut::Missing(_)) => MISSING.clone_into(&mut file.state),
            Err(Shut::Spoiled(why)) => file.state = why.to_string(),
        }
        Ok(file)
    }
}

/// What a second look finds, in words: a sealed document may never have been cleaned.
fn checked(bytes: &[u8], name: &str, limits: &Limits, own: &Own) -> String {
    match clean(bytes, name, limits, own) {
        Err(refused) => format!("refused-{}", refused.code()),
        Ok(cleaned) => {
            let traces = cleaned.removed.iter().map(|trace| format!("trace-{trace}"));
            let found = cleaned.found.iter().map(|found| format!("own-{}", found.what));
            let mut words: Vec<String> = traces.chain(found).collect();
            words.dedup();
            words.join(" ")
        }
    }
}

/// The documents beside the quotes of a draw, by label; for those who may read them: whoever reviews, and supervisors.
///
/// # Errors
/// [`Error::NotFound`] where none are open.
pub fn unsealed(conn: &mut DbConn, draw: &DrawId) -> Result<Vec<(String, Vec<SealedFile>)>> {
    let found = files::of_draw(conn, draw.as_str())?.into_iter().map(|(entry, files)| (entry.label, files));
    let open: Vec<_> = found.filter(|(_, files)| files.iter().any(|file| !file.state.is_empty())).collect();
    if open.is_empty() { Err(Error::NotFound) } else { Ok(open) }
}

/// The same by label, and none where none are open: for whoever reviews or chooses.
///
/// # Errors
/// Those of the database.
pub fn documents_of(conn: &mut DbConn, draw: &DrawId) -> Result<BTreeMap<Label, Vec<SealedFile>>> {
    let all = files::of_draw(conn, draw.as_str())?.into_iter();
    all.map(|(entry, files)| Ok((Label::parse(&entry.label).ok_or_else(|| Error::bad_row("bid_entries.label", &entry.label))?, files)))
        .collect()
}

/// One opened document of a draw, as a file.
///
/// # Errors
/// [`Error::NotFound`] where it is not open.
pub fn document(conn: &mut DbConn, draw: &DrawId, (label, number): (&str, u64)) -> Result<Paper> {
    let (_, files) = unsealed(conn, draw)?.into_iter().find(|(own, _)| own == label).ok_or(Error::NotFound)?;
    let file = files.into_iter().find(|file| file.number == number && !file.sha256.is_empty()).ok_or(Error::NotFound)?;
    Ok(file.into_paper())
}
