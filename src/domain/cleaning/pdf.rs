//! PDF: read whole, cleared object by object, and written anew, so that earlier revisions and whatever nothing refers to are gone.

use std::collections::BTreeSet;

use lopdf::{DecompressError, Dictionary, Document, Error, LoadOptions, Object, ObjectId, Stream, dictionary};

use super::search::Place;
use super::{Kind, Limits, Parts, Refused, Trace, image};

/// Keys that go wherever they stand, with what they are traces of.
const GONE: [(&[u8], Trace); 22] = [
    (b"Metadata", Trace::Metadata),
    (b"PieceInfo", Trace::Metadata),
    (b"LastModified", Trace::Metadata),
    (b"SpiderInfo", Trace::Metadata),
    (b"OutputIntents", Trace::Metadata),
    (b"Collection", Trace::Attachments),
    (b"EmbeddedFiles", Trace::Attachments),
    (b"AF", Trace::Attachments),
    (b"EF", Trace::Attachments),
    (b"FS", Trace::Attachments),
    (b"JavaScript", Trace::Actions),
    (b"JS", Trace::Actions),
    (b"AA", Trace::Actions),
    (b"OpenAction", Trace::Actions),
    (b"URI", Trace::Actions),
    (b"XFA", Trace::Actions),
    (b"DSS", Trace::Signatures),
    (b"Perms", Trace::Signatures),
    (b"Legal", Trace::Signatures),
    (b"SigFlags", Trace::Signatures),
    (b"OPI", Trace::Metadata),
    (b"Thumb", Trace::Metadata),
];

/// Annotations that are no part of the page: notes, files, sound and film.
const NOTES: [&[u8]; 8] = [b"Text", b"Popup", b"FileAttachment", b"RichMedia", b"Movie", b"Sound", b"Screen", b"3D"];
/// What an annotation tells of whoever made it.
const AUTHORED: [&[u8]; 6] = [b"NM", b"M", b"CreationDate", b"RC", b"Subj", b"IRT"];
/// Texts beside the pages that a reader may come to see.
const SHOWN: [&[u8]; 7] = [b"Title", b"Alt", b"ActualText", b"E", b"Contents", b"V", b"DV"];
/// Objects inside each other are followed this far; the reader refuses what is deeper.
const DEEPEST: usize = 128;

pub(super) fn clean(bytes: &[u8], limits: &Limits) -> Result<Parts, Refused> {
    let most = usize::try_from(limits.unpacked_bytes).unwrap_or(usize::MAX);
    let options = LoadOptions { max_decompressed_size: Some(most), ..LoadOptions::default() };
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|e| refused(&e, limits))?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(Refused::Encrypted);
    }
    let mut clearing = Clearing { removed: BTreeSet::new(), beside: String::new() };
    if bytes.windows(9).filter(|window| *window == b"startxref").count() > 1 {
        clearing.removed.insert(Trace::Revisions);
    }
    clearing.trailer(&mut document);
    for object in document.objects.values_mut() {
        clearing.object(object, 0);
    }
    document.prune_objects();
    document.renumber_objects();
    // Counted as the document is written: what was cleared away may leave an empty page where there was none.
    let pages: Vec<ObjectId> = document.page_iter().take(limits.pages.saturating_add(1)).collect();
    if pages.is_empty() {
        return Err(Refused::Broken);
    }
    if pages.len() > limits.pages {
        return Err(Refused::Pages { most: limits.pages });
    }
    let mut clean = Vec::with_capacity(bytes.len());
    document.save_to(&mut clean).map_err(|_| Refused::Broken)?;
    let (texts, unread) = texts(document, pages, limits)?;
    let beside = (Place::Beside, clearing.beside);
    Ok(Parts { bytes: clean, removed: clearing.removed, texts: texts.into_iter().chain([beside]).collect(), unread })
}

fn refused(error: &Error, limits: &Limits) -> Refused {
    match error {
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => Refused::Unpacked { most: limits.unpacked_bytes },
        Error::Decryption(_) | Error::InvalidPassword => Refused::Encrypted,
        _ => Refused::Broken,
    }
}

type Texts = (Vec<(Place, String)>, Vec<Place>);

/// The text of each of these pages, and which of them have none. All pages together unpack to no more than the limit.
///
/// The reader goes through the whole tree of pages for the text of one, so each page is shown to it as the only page of the document: reading is then
/// as long as the document and not as its square.
fn texts(mut document: Document, pages: Vec<ObjectId>, limits: &Limits) -> Result<Texts, Refused> {
    let tree = document.new_object_id();
    document.catalog_mut().map_err(|e| refused(&e, limits))?.set("Pages", tree);
    let (mut texts, mut unread) = (Vec::with_capacity(pages.len()), Vec::new());
    let mut left = limits.unpacked_bytes;
    for (number, page) in (1..).zip(pages) {
        document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()] }.into());
        let most = usize::try_from(left).unwrap_or(usize::MAX);
        let content = document.get_page_content_with_limit(page, most).map_err(|e| refused(&e, limits))?;
        left = left.saturating_sub(content.len() as u64);
        let text: String = document.extract_text_chunks_with_limit(&[1], most).into_iter().flatten().collect();
        if text.trim().is_empty() {
            unread.push(Place::Page(number));
        }
        texts.push((Place::Page(number), text));
    }
    Ok((texts, unread))
}

struct Clearing {
    removed: BTreeSet<Trace>,
    /// Texts beside the pages, one on a line.
    beside: String,
}

impl Clearing {
    fn trailer(&mut self, document: &mut Document) {
        if document.trailer.remove(b"Info").is_some() {
            self.removed.insert(Trace::Properties);
        }
        if document.trailer.remove(b"ID").is_some() {
            self.removed.insert(Trace::Identifiers);
        }
        for key in [&b"Prev"[..], b"XRefStm"] {
            document.trailer.remove(key);
        }
    }

    fn object(&mut self, object: &mut Object, depth: usize) {
        if depth > DEEPEST {
            *object = Object::Null;
            return;
        }
        let gone = match object {
            Object::Array(items) => {
                items.retain(|item| !matches!(item, Object::Dictionary(one) if is_note(one)));
                items.iter_mut().for_each(|item| self.object(item, depth + 1));
                false
            }
            Object::Dictionary(dictionary) => self.dictionary(dictionary, depth),
            Object::Stream(stream) => {
                self.stream(stream, depth);
                false
            }
            _ => false,
        };
        if gone {
            *object = Object::Null;
        }
    }

    fn stream(&mut self, stream: &mut Stream, depth: usize) {
        if stream.dict.has_type(b"Metadata") || stream.dict.has_type(b"EmbeddedFile") {
            let trace = if stream.dict.has_type(b"Metadata") { Trace::Metadata } else { Trace::Attachments };
            self.removed.insert(trace);
            *stream = Stream::new(Dictionary::new(), Vec::new());
            return;
        }
        self.dictionary(&mut stream.dict, depth);
        // A picture that is a JPEG file as it stands.
        let is_jpeg = stream.filters().is_ok_and(|filters| filters == [&b"DCTDecode"[..]]);
        if let Some((bytes, removed)) = is_jpeg.then(|| image::strip(&stream.content, Kind::Jpeg).ok()).flatten() {
            self.removed.extend(removed);
            stream.set_content(bytes);
        }
    }

    /// Clears a dictionary; true where it has no place in a clean document.
    fn dictionary(&mut self, dictionary: &mut Dictionary, depth: usize) -> bool {
        if is_note(dictionary) {
            self.removed.insert(Trace::Comments);
            return true;
        }
        for (key, trace) in GONE {
            if dictionary.remove(key).is_some() {
                self.removed.insert(trace);
            }
        }
        self.action(dictionary);
        self.authors(dictionary);
        self.read(dictionary);
        dictionary.iter_mut().for_each(|(_, value)| self.object(value, depth + 1));
        false
    }

    /// Actions other than going to another page of the same document.
    fn action(&mut self, dictionary: &mut Dictionary) {
        let kind = dictionary.get(b"S").and_then(Object::as_name).unwrap_or_default();
        let acts = [&b"URI"[..], b"JavaScript", b"Launch", b"GoToR", b"GoToE", b"SubmitForm", b"ImportData", b"Rendition", b"Thread"];
        if acts.contains(&kind) {
            self.removed.insert(Trace::Actions);
            for key in [&b"S"[..], b"F", b"D", b"Win", b"Mac", b"Unix", b"Next", b"Fields"] {
                dictionary.remove(key);
            }
        }
    }

    /// Who made an annotation, and what a signature says.
    fn authors(&mut self, dictionary: &mut Dictionary) {
        if dictionary.get(b"FT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Sig") && dictionary.remove(b"V").is_some() {
            self.removed.insert(Trace::Signatures);
        }
        if dictionary.has_type(b"Sig") || dictionary.has(b"ByteRange") {
            self.removed.insert(Trace::Signatures);
            for key in [&b"Contents"[..], b"Name", b"Reason", b"Location", b"ContactInfo", b"Cert", b"Prop_Build", b"ByteRange", b"M"] {
                dictionary.remove(key);
            }
        }
        let subtype = dictionary.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if !dictionary.has(b"Rect") || subtype.is_empty() {
            return;
        }
        // `T` of a field is its name in the form, of everything else its author.
        let author = if subtype == b"Widget" { None } else { dictionary.remove(b"T") };
        let others = AUTHORED.iter().filter(|key| dictionary.remove(key).is_some()).count();
        if author.is_some() || others > 0 {
            self.removed.insert(Trace::Comments);
        }
    }

    fn read(&mut self, dictionary: &Dictionary) {
        for value in SHOWN.iter().filter_map(|key| dictionary.get(key).ok()) {
            if let Ok(text) = lopdf::decode_text_string(value) {
                self.beside.push_str(&text);
                self.beside.push('\n');
            }
        }
    }
}

fn is_note(dictionary: &Dictionary) -> bool {
    let subtype = dictionary.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
    dictionary.has(b"Rect") && NOTES.contains(&subtype)
}
