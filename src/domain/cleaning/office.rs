//! Word and Excel documents (ECMA-376): unpacked part by part, each part left out, cleared or copied, and packed anew without times and in one order.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::search::Place;
use super::{Kind, Limits, Parts, Refused, Trace, image, xml};

const TYPES: &str = "[Content_Types].xml";
const DOCUMENT: &str = "word/document.xml";
const WORKBOOK: &str = "xl/workbook.xml";

/// Which of the two it is, by the parts it must have.
pub(super) fn kind_of(bytes: &[u8]) -> Option<Kind> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    match (has(TYPES), has(DOCUMENT), has(WORKBOOK)) {
        (true, true, false) => Some(Kind::Docx),
        (true, false, true) => Some(Kind::Xlsx),
        _ => None,
    }
}

pub(super) fn clean(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Parts, Refused> {
    let mut removed = BTreeSet::new();
    if !is_whole(bytes) {
        removed.insert(Trace::Stray);
    }
    let mut parts = unpacked(bytes, limits)?;
    let gone: BTreeSet<String> = leave_out(&mut parts, &mut removed)?;
    let (mut texts, mut unread) = (Vec::new(), Vec::new());
    for (name, content) in &mut parts {
        match ending(name) {
            "rels" => *content = xml::relations(content, name, &gone, &mut removed)?,
            "xml" if name == TYPES => *content = xml::types(content, &gone)?,
            "xml" | "vml" => {
                let cleared = xml::part(content, kind, &mut removed)?;
                *content = cleared.bytes;
                texts.push((Place::Part(name.clone()), cleared.text));
            }
            "jpg" | "jpeg" | "png" => {
                let kind = if ending(name) == "png" { Kind::Png } else { Kind::Jpeg };
                let (stripped, traces) = image::strip(content, kind)?;
                *content = stripped;
                removed.extend(traces);
                unread.push(Place::Part(name.clone()));
            }
            _ => unread.push(Place::Part(name.clone())),
        }
    }
    Ok(Parts { bytes: packed(&parts)?, removed, texts, unread })
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Whether the archive ends with the record that ends an archive, without a comment: whatever follows makes it two files in one.
fn is_whole(bytes: &[u8]) -> bool {
    const RECORD: usize = 22;
    bytes.len().checked_sub(RECORD).is_some_and(|at| bytes[at..].starts_with(b"PK\x05\x06"))
}

/// Every part by its name. What an archive declares is not believed: bytes are counted as they come.
fn unpacked(bytes: &[u8], limits: &Limits) -> Result<BTreeMap<String, Vec<u8>>, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Broken)?;
    if archive.len() > limits.parts {
        return Err(Refused::Unpacked { most: limits.unpacked_bytes });
    }
    let (mut parts, mut left) = (BTreeMap::new(), limits.unpacked_bytes);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|e| if is_locked(&e) { Refused::Encrypted } else { Refused::Broken })?;
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().map_err(|_| Refused::Broken)?.trim_start_matches('/').to_owned();
        let mut content = Vec::new();
        entry.take(left.saturating_add(1)).read_to_end(&mut content).map_err(|_| Refused::Broken)?;
        left = left.checked_sub(content.len() as u64).ok_or(Refused::Unpacked { most: limits.unpacked_bytes })?;
        // Two parts of one name, in any case, are two documents for two programs.
        let twice = parts.keys().any(|known: &String| known.eq_ignore_ascii_case(&name));
        if twice || parts.insert(name, content).is_some() {
            return Err(Refused::Broken);
        }
    }
    Ok(parts)
}

fn is_locked(error: &zip::result::ZipError) -> bool {
    matches!(error, zip::result::ZipError::UnsupportedArchive(why) if *why == zip::result::ZipError::PASSWORD_REQUIRED)
}

/// Takes out the parts that tell about the document, and gives their names.
fn leave_out(parts: &mut BTreeMap<String, Vec<u8>>, removed: &mut BTreeSet<Trace>) -> Result<BTreeSet<String>, Refused> {
    let mut gone = BTreeSet::new();
    for name in parts.keys() {
        if let Some(trace) = trace_of(&name.to_ascii_lowercase())? {
            removed.insert(trace);
            gone.insert(name.clone());
        }
    }
    parts.retain(|name, _| !gone.contains(name));
    Ok(gone)
}

fn trace_of(name: &str) -> Result<Option<Trace>, Refused> {
    let starts = |all: &[&str]| all.iter().any(|start| name.starts_with(start));
    let holds = |all: &[&str]| all.iter().any(|part| name.contains(part));
    if holds(&["vbaproject", "vbadata", "activex", "xl/macrosheets", "attachedtoolbars"]) {
        return Err(Refused::Program);
    }
    if holds(&["/embeddings/", "externallinks/", "xl/connections", "xl/querytables"]) {
        return Err(Refused::Embedded);
    }
    Ok(if name.starts_with("docprops/") || holds(&["thumbnail"]) {
        Some(Trace::Properties)
    } else if starts(&["word/comments", "word/people", "xl/comments", "xl/threadedcomments", "xl/persons", "xl/drawings/vmldrawing"]) {
        Some(Trace::Comments)
    } else if starts(&["xl/revisions", "xl/usernames"]) {
        Some(Trace::Revisions)
    } else if starts(&["_xmlsignatures"]) {
        Some(Trace::Signatures)
    } else if starts(&["customxml/", "xl/printersettings", "word/printersettings", "docmetadata/", "_rels/.rels.bak"]) {
        Some(Trace::Metadata)
    } else {
        None
    })
}

/// The archive, the list of types first as programs expect it, every part with the same time.
fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Refused> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let order = parts.iter().filter(|(name, _)| *name == TYPES).chain(parts.iter().filter(|(name, _)| *name != TYPES));
    for (name, content) in order {
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        writer.start_file(name.as_str(), options).map_err(|_| Refused::Broken)?;
        writer.write_all(content).map_err(|_| Refused::Broken)?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|_| Refused::Broken)
}
