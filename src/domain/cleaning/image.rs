//! Pictures: everything but the picture goes, byte for byte; nothing is decoded.

use std::collections::BTreeSet;

use super::search::Place;
use super::{Kind, Parts, Refused, Trace};

pub(super) fn clean(bytes: &[u8], kind: Kind) -> Result<Parts, Refused> {
    let (bytes, removed) = strip(bytes, kind)?;
    Ok(Parts { bytes, removed, texts: Vec::new(), unread: vec![Place::Page(1)] })
}

/// The picture alone, and what was beside it.
///
/// # Errors
/// [`Refused::Broken`] where its parts do not follow each other as they must.
pub(super) fn strip(bytes: &[u8], kind: Kind) -> Result<(Vec<u8>, BTreeSet<Trace>), Refused> {
    let mut removed = BTreeSet::new();
    let stripped = if kind == Kind::Png { png(bytes, &mut removed) } else { jpeg(bytes, &mut removed) };
    stripped.map(|bytes| (bytes, removed)).ok_or(Refused::Broken)
}

/// Chunks that say how to paint the picture; all others only tell about it.
const PAINTED: [&[u8; 4]; 10] = [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"];

fn png(bytes: &[u8], removed: &mut BTreeSet<Trace>) -> Option<Vec<u8>> {
    let (mut clean, mut rest) = (bytes.get(..8)?.to_vec(), bytes.get(8..)?);
    loop {
        let size = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let name: &[u8; 4] = rest.get(4..8)?.try_into().ok()?;
        // Length and name before the bytes, a checksum after them.
        let chunk = rest.get(..size.checked_add(12)?)?;
        rest = &rest[chunk.len()..];
        if PAINTED.contains(&name) {
            clean.extend_from_slice(chunk);
        } else {
            removed.insert(if name == b"eXIf" { Trace::Camera } else { Trace::Metadata });
        }
        if name == b"IEND" {
            break;
        }
    }
    if !rest.is_empty() {
        removed.insert(Trace::Stray);
    }
    Some(clean)
}

const MARK: u8 = 0xff;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
/// JFIF and Adobe's transform: the decoder needs them.
const JFIF: u8 = 0xe0;
const ADOBE: u8 = 0xee;
const EXIF: u8 = 0xe1;
const COMMENT: u8 = 0xfe;

fn jpeg(bytes: &[u8], removed: &mut BTreeSet<Trace>) -> Option<Vec<u8>> {
    let (mut clean, mut at) = (bytes.get(..2)?.to_vec(), 2);
    loop {
        if *bytes.get(at)? != MARK {
            return None;
        }
        let mark = *bytes.get(at + 1)?;
        if mark == MARK {
            // Padding before a mark.
            at += 1;
            continue;
        }
        if mark == END {
            clean.extend([MARK, END]);
            break;
        }
        let size = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let segment = bytes.get(at..at + 2 + size).filter(|_| size >= 2)?;
        at += segment.len();
        keep(segment, mark, &mut clean, removed);
        if mark == SCAN {
            let length = scan_length(&bytes[at..])?;
            clean.extend_from_slice(&bytes[at..at + length]);
            at += length;
        }
    }
    if at + 2 < bytes.len() {
        removed.insert(Trace::Stray);
    }
    Some(clean)
}

fn keep(segment: &[u8], mark: u8, clean: &mut Vec<u8>, removed: &mut BTreeSet<Trace>) {
    let body = &segment[4..];
    match mark {
        JFIF if body.starts_with(b"JFIF\0") && body.len() >= 14 => {
            // Without the thumbnail that may follow, which can be of another picture.
            clean.extend([MARK, JFIF, 0, 16]);
            clean.extend_from_slice(&body[..12]);
            clean.extend([0, 0]);
            if body.len() > 14 {
                removed.insert(Trace::Metadata);
            }
        }
        ADOBE => clean.extend_from_slice(segment),
        EXIF => {
            removed.insert(Trace::Camera);
            if let Some(turned) = body.strip_prefix(b"Exif\0\0").and_then(orientation) {
                clean.extend(turned_by(turned));
            }
        }
        0xe0..=0xef | COMMENT => {
            removed.insert(Trace::Metadata);
        }
        _ => clean.extend_from_slice(segment),
    }
}

/// Bytes of a scan up to the next mark that is no restart and no stuffed byte.
fn scan_length(scan: &[u8]) -> Option<usize> {
    scan.windows(2).position(|pair| pair[0] == MARK && !matches!(pair[1], 0 | MARK | 0xd0..=0xd7))
}

/// The tag that says how the camera was held; without it the picture would lie on its side.
const ORIENTATION: u16 = 0x0112;

fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = tiff.starts_with(b"II");
    let u16_at = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let start =
        if little { u32::from_le_bytes(tiff.get(4..8)?.try_into().ok()?) } else { u32::from_be_bytes(tiff.get(4..8)?.try_into().ok()?) };
    let start = usize::try_from(start).ok()?;
    let entry = |number: u16| start.checked_add(2 + 12 * usize::from(number));
    let tag = (0..u16_at(start)?).find(|number| entry(*number).and_then(u16_at) == Some(ORIENTATION))?;
    u8::try_from(u16_at(entry(tag)? + 8)?).ok().filter(|turned| (2..=8).contains(turned))
}

/// A segment that says nothing but this.
fn turned_by(orientation: u8) -> Vec<u8> {
    let mut segment = vec![MARK, EXIF, 0, 34];
    segment.extend(b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.extend([orientation, 0, 0, 0, 0, 0, 0]);
    segment
}
