//! The parts of an office document that are XML: rewritten event by event. Nothing outside is fetched, and a part that declares entities is refused.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::{Kind, Refused, Trace};

/// A cleared part and the text a reader sees in it.
pub(super) struct Cleared {
    pub bytes: Vec<u8>,
    pub text: String,
}

/// Elements that go with everything in them, by their names without prefix.
const GONE: [(&str, Trace); 31] = [
    ("del", Trace::Changes),
    ("moveFrom", Trace::Changes),
    ("moveFromRangeStart", Trace::Changes),
    ("moveFromRangeEnd", Trace::Changes),
    ("moveToRangeStart", Trace::Changes),
    ("moveToRangeEnd", Trace::Changes),
    ("cellDel", Trace::Changes),
    ("cellIns", Trace::Changes),
    ("rPrChange", Trace::Changes),
    ("pPrChange", Trace::Changes),
    ("sectPrChange", Trace::Changes),
    ("tblPrChange", Trace::Changes),
    ("tblPrExChange", Trace::Changes),
    ("tblGridChange", Trace::Changes),
    ("tcPrChange", Trace::Changes),
    ("trPrChange", Trace::Changes),
    ("numberingChange", Trace::Changes),
    ("commentRangeStart", Trace::Comments),
    ("commentRangeEnd", Trace::Comments),
    ("commentReference", Trace::Comments),
    ("legacyDrawing", Trace::Comments),
    ("rsids", Trace::Identifiers),
    ("docId", Trace::Identifiers),
    ("revisionPtr", Trace::Identifiers),
    ("docVars", Trace::Metadata),
    ("attachedTemplate", Trace::Metadata),
    ("mailMerge", Trace::Metadata),
    ("absPath", Trace::Metadata),
    ("fileSharing", Trace::Metadata),
    ("documentProtection", Trace::Metadata),
    ("writeProtection", Trace::Metadata),
];

/// Elements that go while what is in them stays.
const UNWRAPPED: [&str; 2] = ["ins", "moveTo"];
/// Attributes that go, by their names without prefix.
const ATTRIBUTES: [(&str, Trace); 7] = [
    ("author", Trace::Changes),
    ("initials", Trace::Changes),
    ("paraId", Trace::Identifiers),
    ("textId", Trace::Identifiers),
    ("documentId", Trace::Identifiers),
    ("uid", Trace::Identifiers),
    ("userName", Trace::Metadata),
];
/// Elements after which a reader sees a break.
const BREAKS: [&str; 6] = ["p", "br", "tab", "tc", "si", "c"];
/// Attributes in which a reader may find words: descriptions and titles of pictures, names of sheets.
const READ: [&str; 3] = ["descr", "title", "name"];

/// What is called in the place of everything outside.
const NOWHERE: &str = "about:blank";

/// Clears a part of Word or Excel.
pub(super) fn part(bytes: &[u8], kind: Kind, removed: &mut BTreeSet<Trace>) -> Result<Cleared, Refused> {
    let mut text = String::new();
    // In Excel these names mean other things, and changes are kept in parts of their own.
    let is_gone = |name: &str| GONE.iter().find(|(gone, trace)| *gone == name && (kind == Kind::Docx || *trace != Trace::Changes));
    let bytes = rewrite(bytes, |event| {
        match event {
            Event::Start(start) | Event::Empty(start) => {
                let name = local(start.name().as_ref()).to_owned();
                if let Some((_, trace)) = is_gone(&name) {
                    removed.insert(*trace);
                    return Ok(Fate::Gone);
                }
                if kind == Kind::Docx && UNWRAPPED.contains(&name.as_str()) {
                    removed.insert(Trace::Changes);
                    return Ok(Fate::Unwrapped);
                }
                *start = attributes(start, removed, &mut text)?;
            }
            Event::End(end) if BREAKS.contains(&local(end.name().as_ref())) => text.push('\n'),
            Event::Text(words) => text.push_str(&words.xml10_content()),
            Event::GeneralRef(reference) => text.extend(reference.resolve_char_ref().ok().flatten()),
            Event::CData(words) => text.push_str(words),
            _ => {}
        }
        Ok(Fate::Kept)
    })?;
    Ok(Cleared { bytes, text })
}

fn attributes(start: &BytesStart<'_>, removed: &mut BTreeSet<Trace>, text: &mut String) -> Result<BytesStart<'static>, Refused> {
    let mut kept = BytesStart::new(start.name().as_ref().to_owned());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| Refused::Broken)?;
        let name = local(attribute.key.as_ref());
        let trace = ATTRIBUTES.iter().find(|(gone, _)| *gone == name).map(|(_, trace)| *trace);
        if let Some(trace) = trace.or_else(|| name.starts_with("rsid").then_some(Trace::Identifiers)) {
            removed.insert(trace);
            continue;
        }
        if READ.contains(&name) {
            text.push_str(&attribute.value);
            text.push('\n');
        }
        kept.push_attribute(attribute);
    }
    Ok(kept)
}

/// Clears the list of what a part refers to: what is gone is not referred to, and what lies outside is called nowhere.
pub(super) fn relations(bytes: &[u8], name: &str, gone: &BTreeSet<String>, removed: &mut BTreeSet<Trace>) -> Result<Vec<u8>, Refused> {
    let folder = name.rsplit_once("_rels/").map_or("", |(folder, _)| folder);
    rewrite(bytes, |event| {
        let (Event::Start(start) | Event::Empty(start)) = event else { return Ok(Fate::Kept) };
        if local(start.name().as_ref()) != "Relationship" {
            return Ok(Fate::Kept);
        }
        let target = attribute(start, "Target")?;
        if gone.contains(&resolved(folder, &target)) || attribute(start, "Type")?.ends_with("/attachedTemplate") {
            return Ok(Fate::Gone);
        }
        if attribute(start, "TargetMode")? == "External" {
            if target != NOWHERE {
                removed.insert(Trace::Actions);
            }
            let mut nowhere = BytesStart::new("Relationship");
            for key in ["Id", "Type"] {
                nowhere.push_attribute((key, attribute(start, key)?.as_str()));
            }
            nowhere.push_attribute(("Target", NOWHERE));
            nowhere.push_attribute(("TargetMode", "External"));
            *start = nowhere;
        }
        Ok(Fate::Kept)
    })
}

/// Clears the list of the parts' types.
pub(super) fn types(bytes: &[u8], gone: &BTreeSet<String>) -> Result<Vec<u8>, Refused> {
    rewrite(bytes, |event| {
        let (Event::Start(start) | Event::Empty(start)) = event else { return Ok(Fate::Kept) };
        let part = attribute(start, "PartName")?;
        Ok(if gone.contains(part.trim_start_matches('/')) { Fate::Gone } else { Fate::Kept })
    })
}

/// What becomes of an element.
enum Fate {
    Kept,
    /// It and what is in it.
    Gone,
    /// It, and not what is in it.
    Unwrapped,
}

/// Writes XML anew as `judge` says of every event that is not inside something gone.
fn rewrite(bytes: &[u8], mut judge: impl FnMut(&mut Event<'static>) -> Result<Fate, Refused>) -> Result<Vec<u8>, Refused> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refused::Broken)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut writer = Writer::new(Vec::with_capacity(bytes.len()));
    // For every open element whether its end is written.
    let mut open: Vec<bool> = Vec::new();
    let mut hidden = 0_usize;
    loop {
        let mut event = reader.read_event().map_err(|_| Refused::Broken)?.into_owned();
        let (starts, ends) = (matches!(event, Event::Start(_)), matches!(event, Event::End(_)));
        if hidden > 0 {
            hidden = hidden + usize::from(starts) - usize::from(ends);
            if matches!(event, Event::Eof) {
                return Err(Refused::Broken);
            }
            continue;
        }
        match &event {
            Event::Eof => break,
            Event::DocType(_) => return Err(Refused::Broken),
            Event::Comment(_) | Event::PI(_) => continue,
            Event::End(_) => {
                let written = open.pop().ok_or(Refused::Broken)?;
                judge(&mut event)?;
                if written {
                    writer.write_event(event).map_err(|_| Refused::Broken)?;
                }
                continue;
            }
            _ => {}
        }
        match judge(&mut event)? {
            Fate::Kept => {
                if starts {
                    open.push(true);
                }
                writer.write_event(event).map_err(|_| Refused::Broken)?;
            }
            Fate::Gone => hidden = usize::from(starts),
            Fate::Unwrapped if starts => open.push(false),
            Fate::Unwrapped => {}
        }
    }
    if open.is_empty() { Ok(writer.into_inner()) } else { Err(Refused::Broken) }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<String, Refused> {
    let found = start.try_get_attribute(name).map_err(|_| Refused::Broken)?;
    Ok(found.map(|found| found.value.into_owned()).unwrap_or_default())
}

/// The part that a target names, seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}
