//! What a file is, by its content, and a name fit for people.

use std::io::{Read, Seek};

/// Bytes looked at in one piece.
const PIECE: usize = 256 * 1024;
/// So much of a file shows what it is.
const HEAD: usize = 1024 * 1024;

/// Reads until the buffer is full or the source ends; how many bytes.
pub(super) fn fill(source: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match source.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(length)
}

/// The media type by content, for the types the market takes: PDF, images, office documents, plain text; nothing a browser would run.
pub(super) fn media_type_of(source: &mut (impl Read + Seek)) -> std::io::Result<Option<&'static str>> {
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
    source.rewind()?;
    let mut head = Vec::new();
    source.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if let Some(kind) = infer::get(&head) {
        return Ok(TAKEN.into_iter().find(|taken| *taken == kind.mime_type()));
    }
    source.rewind()?;
    Ok(is_plain(source)?.then_some("text/plain; charset=utf-8"))
}

/// Whether it is text from its first byte to its last, and none that a browser would take for a page.
fn is_plain(source: &mut impl Read) -> std::io::Result<bool> {
    let (mut piece, mut rest, mut begun) = (vec![0; PIECE], Vec::new(), false);
    loop {
        let length = fill(source, &mut piece)?;
        if length == 0 {
            return Ok(rest.is_empty());
        }
        rest.extend_from_slice(&piece[..length]);
        let whole = match std::str::from_utf8(&rest) {
            Ok(_) => rest.len(),
            // A character may be cut by the end of the piece.
            Err(e) if e.error_len().is_none() => e.valid_up_to(),
            Err(_) => return Ok(false),
        };
        let text = String::from_utf8_lossy(&rest[..whole]);
        let first = text.trim_start().chars().next();
        if !begun && first == Some('<') || text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Ok(false);
        }
        begun |= first.is_some();
        rest.drain(..whole);
    }
}

/// A file name fit for people and headers: no path, no control characters, at most 120 characters, an ending that fits the content.
pub(super) fn clean_name(name: &str, media_type: &str) -> String {
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
