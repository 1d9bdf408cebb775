//! The documents of a draw as the public gets them: one by one, and all together as a bundle that checks itself without this market (draw-v1 §2).

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::store::documents::{self, Paper};
use super::store::draws;
use super::{about, service};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::{BeaconRule, DrawId, DrawState, EntrySource};
use crate::error::{Error, Result};
use crate::market::{bids, projects};
use crate::platform::audit;
use crate::platform::log::reading;

/// The documents at the top of a bundle, in the order in which they follow from each other.
pub const DOCUMENTS: [&str; 9] =
    [about::FILE, "notice.txt", "pool.txt", "freeze.txt", "ceremony.txt", "seed.txt", "result.txt", "opened.txt", "void.txt"];
const STRIKES: &str = "strikes/";
/// What the stages after the draw wrote.
const CHOICE: &str = "choice/";
/// The whole draw of the number that lowers an average.
const NUMBER: &str = "number/";
/// The offline program, put into every bundle.
const PROGRAM: &str = include_str!("../../../web/static/verify_draw.py");

/// Whether the public may read a stored document of a draw whose notice is out. What was said before the notice stays between the two sides;
/// the notice itself holds every commitment.
pub fn is_public(name: &str) -> bool {
    let said = ["close.txt", "lapsed.txt"].contains(&name);
    let of_officers = ["approval-", "refusal-", "reveal-"].iter().any(|prefix| name.starts_with(prefix));
    is_bundled(name) || said || of_officers
}

fn is_bundled(name: &str) -> bool {
    DOCUMENTS.contains(&name) || name.starts_with(STRIKES) || name.starts_with(CHOICE)
}

/// Whether a draw in this state has a bundle: its end is reached, with a result or without.
pub fn exists_for(state: DrawState) -> bool {
    matches!(state, DrawState::Decided | DrawState::Void)
}

/// What the bundle of a draw is called when it is downloaded.
pub fn file_name(draw: &str) -> String {
    format!("{}.zip", draw.replace('/', "-"))
}

/// The bundle as a zip archive; once the log has signed over the last document, the same draw gives the same bytes for ever.
///
/// # Errors
/// [`Error::Internal`] where a log entry is missing.
pub fn archive(conn: &mut DbConn, app: &App, draw: &DrawId) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    whole(conn, draw, &mut Folder { zip: &mut zip, within: "" })?;
    quotes(conn, app, draw, &mut Folder { zip: &mut zip, within: "" })?;
    if let Some(number) = ended_number(conn, app, draw)? {
        whole(conn, &number, &mut Folder { zip: &mut zip, within: NUMBER })?;
    }
    add(&mut zip, "verify_draw.py", PROGRAM)?;
    Ok(zip.finish().map_err(fault)?.into_inner())
}

/// A folder of the archive.
struct Folder<'a> {
    zip: &'a mut ZipWriter<Cursor<Vec<u8>>>,
    /// With its `/`; empty at the top.
    within: &'static str,
}

impl Folder<'_> {
    fn add(&mut self, name: &str, text: &str) -> Result<()> {
        add(self.zip, &format!("{}{name}", self.within), text)
    }
}

/// The draw whose number lowers the average of this one's project, once it has ended.
fn ended_number(conn: &mut DbConn, app: &App, draw: &DrawId) -> Result<Option<DrawId>> {
    let known = draws::load(conn, draw.as_str())?;
    if known.entries != EntrySource::Signups || known.state != DrawState::Decided {
        return Ok(None);
    }
    let project = projects::load(conn, &known.project)?;
    let Some(lowered) = service::lowered(app, &project) else { return Ok(None) };
    let ended = exists_for(draws::load(conn, lowered.draw.as_str())?.state);
    Ok(ended.then_some(lowered.draw))
}

/// The documents of one draw with their proofs, and the keys of the log.
fn whole(conn: &mut DbConn, draw: &DrawId, folder: &mut Folder<'_>) -> Result<()> {
    let papers: Vec<Paper> = documents::all(conn, draw)?.into_iter().filter(|paper| is_bundled(&paper.name)).collect();
    for paper in &papers {
        folder.add(&paper.name, &paper.body)?;
    }
    for paper in papers.iter().filter(|paper| paper.log_id > 0) {
        proven(conn, (&paper.name, paper.log_id), folder)?;
    }
    if draws::load(conn, draw.as_str())?.terms.beacon == BeaconRule::Drand {
        reveals(conn, draw, folder)?;
    }
    let keys: String = reading::keys(conn)?.iter().map(|key| format!("{}\n", key.as_str())).collect();
    folder.add("proofs/log.vkey", &keys)
}

/// Where quotes were sealed and are published: everything by which they can be opened again.
fn quotes(conn: &mut DbConn, app: &App, draw: &DrawId, folder: &mut Folder<'_>) -> Result<()> {
    for paper in bids::papers(conn, app, draw)? {
        folder.add(&paper.name, &paper.body)?;
        if paper.log_id > 0 {
            proven(conn, (&paper.name, paper.log_id), folder)?;
        }
    }
    Ok(())
}

/// A document's entry in the log, and the proof that the log holds it.
fn proven(conn: &mut DbConn, (name, log_id): (&str, i64), folder: &mut Folder<'_>) -> Result<()> {
    let (opening, path) = (audit::opening(conn, log_id)?, proof_path(name));
    folder.add(&format!("{path}.entry"), &opening.entry)?;
    match audit::proof(conn, &opening)? {
        Some(proof) => folder.add(&format!("{path}.tlog-proof"), &proof.to_string()),
        None => Ok(()),
    }
}

/// With a beacon: where each reveal lies in the log, under the head that the officers vouched for before the round's time. The reveals themselves stand
/// in seed.txt.
fn reveals(conn: &mut DbConn, draw: &DrawId, folder: &mut Folder<'_>) -> Result<()> {
    let vouched = draws::load(conn, draw.as_str())?.vouched;
    for paper in documents::all(conn, draw)?.iter().filter(|paper| paper.name.starts_with("reveal-")) {
        let (opening, name) = (audit::opening(conn, paper.log_id)?, proof_name(&paper.name));
        folder.add(&format!("proofs/{name}.entry"), &opening.entry)?;
        let proof = match (vouched, opening.index) {
            (1.., Some(index)) => Some(reading::proof_under(conn, index, vouched)?),
            _ => audit::proof(conn, &opening)?,
        };
        if let Some(proof) = proof {
            folder.add(&format!("proofs/{name}.tlog-proof"), &proof.to_string())?;
        }
    }
    Ok(())
}

fn add(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str) -> Result<()> {
    zip.start_file(name, SimpleFileOptions::default()).map_err(fault)?;
    zip.write_all(text.as_bytes()).map_err(|e| Error::caused("writing a bundle", e))
}

fn fault(e: zip::result::ZipError) -> Error {
    Error::caused("writing a bundle", e)
}

/// Where the proof of a document lies: beside it where it is one of the stages after the draw, else among the proofs.
fn proof_path(name: &str) -> String {
    if name.starts_with(CHOICE) { name.trim_end_matches(".txt").to_owned() } else { format!("proofs/{}", proof_name(name)) }
}

/// `freeze.txt` → `freeze`, `strikes/001.txt` → `strike-001`.
fn proof_name(name: &str) -> String {
    let stem = name.trim_end_matches(".txt");
    stem.strip_prefix(STRIKES).map_or_else(|| stem.to_owned(), |number| format!("strike-{number}"))
}
