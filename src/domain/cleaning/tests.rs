//! Documents that are full of traces, built here part by part; what comes out is searched as bytes and unpacked.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use lopdf::{Document, Object, Stream, dictionary};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Cleaned, Kind, Limits, Own, Place, Refused, Sought, Trace, clean};

const LIMITS: Limits = Limits { pages: 50, unpacked_bytes: 4 << 20, parts: 100 };
/// Stands wherever a trace can stand, and in nothing a reader sees.
const TRACE: &str = "HENGXIN-trace";

fn own() -> Own {
    let all = [
        (Sought::Name, "云州恒信工程咨询有限公司"),
        (Sought::Code, "91530100MA6K2ABC1X"),
        (Sought::Contact, "0871-6512 3456"),
        (Sought::Person, "王小明"),
    ];
    Own::new(all.map(|(what, text)| (what, text.to_owned())))
}

fn cleaned(bytes: &[u8], name: &str) -> Cleaned {
    clean(bytes, name, &LIMITS, &own()).unwrap()
}

fn refused(bytes: &[u8], name: &str) -> Refused {
    clean(bytes, name, &LIMITS, &own()).map(|clean| clean.kind).unwrap_err()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    super::contains(bytes, text.as_bytes())
}

/// Every byte of it, with what is packed unpacked.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = (0..archive.len()).map(|index| archive.by_index(index).unwrap().name().unwrap().into_owned()).collect();
    let read = |name: &String| {
        let mut content = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut content).unwrap();
        (name.clone(), content)
    };
    names.iter().map(read).collect()
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

// ---- pictures

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32).to_be_bytes()[..], name, body, &[0; 4]].concat()
}

fn png(between: &[u8]) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n", &chunk(b"IHDR", &[0; 13])[..], between, &chunk(b"IDAT", b"picture"), &chunk(b"IEND", b"")].concat()
}

fn segment(mark: u8, body: &[u8]) -> Vec<u8> {
    [&[0xff, mark][..], &(body.len() as u16 + 2).to_be_bytes(), body].concat()
}

fn jpeg(between: &[u8]) -> Vec<u8> {
    let scan = segment(0xda, b"\x01\x01\0\0\x3f\0");
    [b"\xff\xd8", between, &segment(0xdb, &[1; 65]), &scan, b"pic\xff\0ture\xff\xd0more", b"\xff\xd9"].concat()
}

#[test]
fn pictures_keep_the_picture_and_nothing_else() {
    let chatty = [chunk(b"tEXt", TRACE.as_bytes()), chunk(b"eXIf", TRACE.as_bytes()), chunk(b"tIME", &[0; 7])].concat();
    let of_png = cleaned(&[&png(&chatty)[..], TRACE.as_bytes()].concat(), "图.png");
    assert_eq!((of_png.kind, of_png.bytes), (Kind::Png, png(b"")));
    assert_eq!(of_png.removed, BTreeSet::from([Trace::Metadata, Trace::Camera, Trace::Stray]));

    let chatty = [segment(0xfe, TRACE.as_bytes()), segment(0xe2, TRACE.as_bytes()), segment(0xed, TRACE.as_bytes())].concat();
    let of_jpeg = cleaned(&[&jpeg(&chatty)[..], TRACE.as_bytes()].concat(), "图.JPEG");
    assert_eq!((of_jpeg.kind, of_jpeg.bytes), (Kind::Jpeg, jpeg(b"")));
    assert_eq!(of_jpeg.unread, [Place::Page(1)], "somebody has to look at it");
    assert_eq!(refused(&png(b"")[..40], "a.png"), Refused::Broken);
    assert_eq!(refused(&jpeg(b"")[..90], "a.jpg"), Refused::Broken);
}

#[test]
fn a_picture_stays_the_way_up_that_its_camera_was_held() {
    for little in [false, true] {
        let u16 = |n: u16| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let u32 = |n: u32| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let entry = |tag: u16, value: u16| [&u16(tag)[..], &u16(3), &u32(1), &u16(value), &u16(0)].concat();
        let start = if little { b"II" } else { b"MM" };
        let tiff = [start, &u16(42)[..], &u32(8), &u16(2), &entry(0x0100, 9), &entry(0x0112, 6), &u32(0), TRACE.as_bytes()].concat();
        let exif = segment(0xe1, &[b"Exif\0\0", &tiff[..]].concat());
        let clean = cleaned(&jpeg(&exif), "a.jpg").bytes;
        assert!(!holds(&clean, TRACE));
        let least = segment(0xe1, b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
        assert_eq!(clean, jpeg(&least));
        assert_eq!(cleaned(&clean, "a.jpg").bytes, clean, "cleaning twice is cleaning once");
    }
}

// ---- PDF

/// A document of one page with this text and every trace there is.
fn pdf(text: &str) -> Document {
    let mut document = Document::with_version("1.7");
    let trace = || Object::string_literal(TRACE);
    let xmp = document.add_object(Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, TRACE.into()));
    let attached = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, TRACE.into()));
    let specification = dictionary! { "Type" => "Filespec", "UF" => trace(), "EF" => dictionary! { "F" => attached } };
    let picture = dictionary! { "Subtype" => "Image", "Filter" => "DCTDecode", "Width" => 1, "Height" => 1 };
    let picture = document.add_object(Stream::new(picture, jpeg(&segment(0xfe, TRACE.as_bytes()))).with_compression(false));
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let content = document.add_object(Stream::new(dictionary! {}, format!("BT /F1 12 Tf ({text}) Tj ET").into_bytes()));
    let script = dictionary! { "S" => "JavaScript", "JS" => trace() };
    let rect = || vec![0.into(), 0.into(), 9.into(), 9.into()];
    let link = dictionary! { "Subtype" => "Link", "Rect" => rect(), "A" => dictionary! { "S" => "URI", "URI" => trace() } };
    let note = dictionary! { "Subtype" => "Text", "Rect" => rect(), "T" => trace(), "Contents" => trace() };
    let note = document.add_object(note);
    let mark = dictionary! { "Subtype" => "Highlight", "Rect" => rect(), "T" => trace(), "NM" => trace() };
    let signature = dictionary! { "Type" => "Sig", "Name" => trace(), "Contents" => trace() };
    let field =
        dictionary! { "Subtype" => "Widget", "Rect" => rect(), "FT" => "Sig", "T" => Object::string_literal("s1"), "V" => signature };
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "MediaBox" => rect(), "Metadata" => xmp,
        "PieceInfo" => dictionary! { "X" => trace() }, "LastModified" => trace(),
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font }, "XObject" => dictionary! { "I" => picture } },
        "Annots" => vec![link.into(), note.into(), mark.into(), field.into()],
    });
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let root = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "Metadata" => xmp, "OpenAction" => script.clone(), "AA" => dictionary! { "WC" => script },
        "Names" => dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![trace(), specification.into()] } },
    });
    let properties = document.add_object(dictionary! { "Author" => trace(), "Producer" => trace() });
    document.trailer.set("Root", root);
    document.trailer.set("Info", properties);
    document.trailer.set("ID", vec![trace(), trace()]);
    document
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_pdf_loses_every_trace_and_keeps_its_page() {
    let bytes = saved(pdf("The plan"));
    assert!(bytes.windows(TRACE.len()).filter(|window| *window == TRACE.as_bytes()).count() > 15);
    let clean = cleaned(&bytes, "方案.pdf");
    assert!(!holds(&clean.bytes, TRACE), "{}", String::from_utf8_lossy(&clean.bytes));
    let all =
        [Trace::Properties, Trace::Metadata, Trace::Attachments, Trace::Actions, Trace::Comments, Trace::Identifiers, Trace::Signatures];
    assert_eq!(clean.removed, BTreeSet::from(all));
    let again = Document::load_mem(&clean.bytes).unwrap();
    assert_eq!((again.get_pages().len(), again.extract_text(&[1]).unwrap().trim()), (1, "The plan"));
    let twice = cleaned(&clean.bytes, "方案.pdf");
    assert_eq!((twice.removed.len(), twice.found.len()), (0, 0), "{:?}", twice.removed);
}

#[test]
fn what_an_earlier_revision_said_is_gone() {
    let bytes = saved(pdf("HENGXIN-earlier"));
    let mut later = lopdf::IncrementalDocument::create_from(bytes.clone(), Document::load_mem(&bytes).unwrap());
    let page = later.get_prev_documents().page_iter().next().unwrap();
    later.opt_clone_object_to_new_document(page).unwrap();
    let content = later.new_document.add_object(Stream::new(dictionary! {}, b"BT /F1 12 Tf (later) Tj ET".to_vec()));
    later.new_document.get_dictionary_mut(page).unwrap().set("Contents", content);
    let mut bytes = Vec::new();
    later.save_to(&mut bytes).unwrap();
    assert!(holds(&bytes, "HENGXIN-earlier"));
    let clean = cleaned(&bytes, "a.pdf");
    assert!(clean.removed.contains(&Trace::Revisions) && !holds(&clean.bytes, "HENGXIN-earlier"));
    assert_eq!(Document::load_mem(&clean.bytes).unwrap().extract_text(&[1]).unwrap().trim(), "later");
}

#[test]
fn what_is_no_clean_pdf_is_refused_with_its_reason() {
    let bytes = saved(pdf("x"));
    assert_eq!(refused(&bytes, "a.docx"), Refused::OtherName(Kind::Pdf));
    assert_eq!(refused(&[b"GIF89a", &bytes[..]].concat(), "a.pdf"), Refused::Unknown, "it is a picture to other programs");
    assert_eq!(refused(&bytes[..60], "a.pdf"), Refused::Broken);
    assert_eq!(refused(&[&bytes[..], &super::TEST_VIRUS.concat()[..]].concat(), "a.pdf"), Refused::Infected);
    let mut many = pdf("x");
    let pages = many.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let page = many.page_iter().next().unwrap();
    let kids: Vec<Object> = (0..60).map(|_| many.add_object(many.get_dictionary(page).unwrap().clone()).into()).collect();
    many.get_dictionary_mut(pages).unwrap().set("Kids", kids);
    assert_eq!(refused(&saved(many), "a.pdf"), Refused::Pages { most: 50 });
    let mut bomb = pdf("x");
    let mut stream = Stream::new(dictionary! {}, vec![b' '; 8 << 20]);
    stream.compress().unwrap();
    let content = bomb.add_object(stream);
    let page = bomb.page_iter().next().unwrap();
    bomb.get_dictionary_mut(page).unwrap().set("Contents", content);
    let bytes = saved(bomb);
    assert!(bytes.len() < 64 << 10);
    assert_eq!(refused(&bytes, "a.pdf"), Refused::Unpacked { most: 4 << 20 });
    let mut locked = pdf("x");
    let version = EncryptionVersion::V2 {
        document: &locked,
        owner_password: "owner",
        // With no password to read it many programs open it all the same; its traces are still under lock.
        user_password: "",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    locked.encrypt(&state).unwrap();
    assert_eq!(refused(&saved(locked), "a.pdf"), Refused::Encrypted);
}

// ---- office

const TYPES: &str = r#"<Types><Override PartName="/word/document.xml" ContentType="d"/><Override PartName="/docProps/core.xml" ContentType="c"/><Override PartName="/word/comments.xml" ContentType="n"/></Types>"#;
const ROOT: &str = r#"<Relationships><Relationship Id="r1" Type="t/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="t/core" Target="docProps/core.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="t/comments" Target="comments.xml"/><Relationship Id="r2" Type="t/hyperlink" Target="https://HENGXIN-trace/" TargetMode="External"/><Relationship Id="r3" Type="t/image" Target="media/image1.jpeg"/></Relationships>"#;

fn word(body: &str) -> Vec<u8> {
    let document = format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    packed(&[
        ("docProps/core.xml", TRACE),
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", RELATIONS),
        ("word/comments.xml", TRACE),
        ("word/people.xml", TRACE),
        ("customXml/item1.xml", TRACE),
    ])
}

#[test]
fn a_word_document_keeps_what_is_read_and_loses_who_wrote_it() {
    let body = concat!(
        r#"<w:p w:rsidR="HENGXIN-trace" w14:paraId="HENGXIN-trace"><w:commentRangeStart w:id="1"/><w:r><w:t>one &amp; two</w:t></w:r>"#,
        r#"<w:ins w:author="HENGXIN-trace" w:date="x"><w:r><w:t>three</w:t></w:r></w:ins>"#,
        r#"<w:del w:author="x"><w:r><w:delText>HENGXIN-trace</w:delText></w:r></w:del>"#,
        r#"<w:r><w:rPr><w:b/><w:rPrChange w:author="HENGXIN-trace"><w:rPr/></w:rPrChange></w:rPr><w:commentReference w:id="1"/></w:r></w:p>"#,
        "<!-- HENGXIN-trace -->",
    );
    let clean = cleaned(&word(body), "方案.docx");
    let parts = unpacked(&clean.bytes);
    let names: Vec<&str> = parts.keys().map(String::as_str).collect();
    assert_eq!(names, ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml"]);
    assert!(parts.values().all(|part| !holds(part, TRACE)), "{parts:?}");
    assert!(!holds(&clean.bytes, TRACE));
    let text = |name: &str| String::from_utf8(parts[name].clone()).unwrap();
    let expected = concat!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>one &amp; two</w:t></w:r><w:r><w:t>three</w:t></w:r>"#,
        "<w:r><w:rPr><w:b/></w:rPr></w:r></w:p></w:body></w:document>"
    );
    assert_eq!(text("word/document.xml"), expected);
    assert_eq!(text("[Content_Types].xml"), r#"<Types><Override PartName="/word/document.xml" ContentType="d"/></Types>"#);
    assert!(!text("_rels/.rels").contains("core") && text("word/_rels/document.xml.rels").contains("about:blank"));
    let longer = cleaned(&[&clean.bytes[..], TRACE.as_bytes()].concat(), "方案.docx");
    assert_eq!((longer.removed, longer.bytes), (BTreeSet::from([Trace::Stray]), clean.bytes.clone()), "what follows the archive");
    let again = cleaned(&clean.bytes, "方案.docx");
    assert_eq!(again.bytes, clean.bytes, "cleaning twice is cleaning once, to the byte");
}

#[test]
fn an_office_document_that_cannot_be_looked_into_is_refused() {
    let with = |name: &str| packed(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<d/>"), (name, "x")]);
    assert_eq!(refused(&with("word/vbaProject.bin"), "a.docx"), Refused::Program);
    assert_eq!(refused(&with("word/embeddings/oleObject1.bin"), "a.docx"), Refused::Embedded);
    assert_eq!(refused(&with("WORD/Document.xml"), "a.docx"), Refused::Broken, "one part twice");
    let document = |text: &str| packed(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", text)]);
    assert_eq!(refused(&document("<!DOCTYPE d [<!ENTITY a 'b'>]><d>&a;</d>"), "a.docx"), Refused::Broken);
    assert_eq!(refused(&document("<d><e></d>"), "a.docx"), Refused::Broken);
    assert_eq!(refused(&document(&" ".repeat(5 << 20)), "a.docx"), Refused::Unpacked { most: 4 << 20 });
    assert_eq!(refused(&packed(&[("a.txt", "x")]), "a.docx"), Refused::Unknown);
    assert_eq!(refused(&word(""), "a.xlsx"), Refused::OtherName(Kind::Docx));
    let many: Vec<(String, &str)> = (0..101).map(|n| (format!("word/x{n}.xml"), "<a/>")).collect();
    let mut parts: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    parts.extend([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<d/>")]);
    assert_eq!(refused(&packed(&parts), "a.docx"), Refused::Unpacked { most: 4 << 20 });
}

#[test]
fn a_workbook_keeps_its_cells_and_loses_comments_and_paths() {
    let clean = cleaned(
        &packed(&[
            ("[Content_Types].xml", "<Types/>"),
            (
                "xl/workbook.xml",
                r#"<w><fileSharing userName="HENGXIN-trace"/><x15ac:absPath url="C:\HENGXIN-trace"/><sheet name="报价"/></w>"#,
            ),
            ("xl/sharedStrings.xml", "<sst><si><t>总价</t></si><del>kept</del></sst>"),
            ("xl/comments1.xml", TRACE),
            ("xl/persons/person.xml", TRACE),
            ("xl/printerSettings/printerSettings1.bin", TRACE),
            ("xl/worksheets/sheet1.xml", r#"<s><c><v>1</v></c><legacyDrawing r:id="r1"/></s>"#),
        ]),
        "a.xlsx",
    );
    let parts = unpacked(&clean.bytes);
    assert!(parts.values().all(|part| !holds(part, TRACE)) && parts.len() == 4, "{:?}", parts.keys());
    assert!(holds(&parts["xl/sharedStrings.xml"], "<del>kept</del>"), "in a workbook it is no tracked change");
    assert!(!holds(&parts["xl/worksheets/sheet1.xml"], "legacy"));
}

// ---- what is the agency's own

#[test]
fn its_own_names_are_found_however_they_are_written() {
    let places = |text: &str| {
        let found = cleaned(&word(&format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")), "a.docx").found;
        found.into_iter().map(|found| (found.what, found.place)).collect::<Vec<_>>()
    };
    let document = || Place::Part("word/document.xml".to_owned());
    assert_eq!(places("云州 恒信 工程咨询"), [(Sought::Name, document())]);
    assert_eq!(places("电话（０８７１）６５１２３４５６"), [(Sought::Contact, document())]);
    assert_eq!(places("91530100ma6k2abc1x"), [(Sought::Code, document())]);
    assert_eq!(places("项目负责人：王</w:t></w:r><w:r><w:t>小明"), [(Sought::Person, document())]);
    assert_eq!(places("恒大工程咨询"), []);
    let named = cleaned(&word(""), "云州恒信工程咨询有限公司方案.docx").found;
    assert!(named.iter().all(|found| found.place == Place::FileName) && named.len() == 2, "whole and without its legal form");
    let in_pdf = cleaned(&saved(pdf("Tel 0871 6512-3456")), "a.pdf").found;
    assert_eq!(in_pdf[0].place, Place::Page(1));
}

#[test]
fn it_is_said_on_which_page_they_stand_wherever_a_page_hangs_in_the_tree() {
    let mut document = pdf("The plan");
    let first = document.page_iter().next().unwrap();
    let tree = document.catalog().unwrap().get(b"Pages").and_then(Object::as_reference).unwrap();
    let resources = document.get_dictionary(first).unwrap().get(b"Resources").unwrap().clone();
    // Half the pages hang one level lower, and have the font of the node above them.
    let lower = document.new_object_id();
    let below: Vec<Object> = ["", "Tel 0871 6512-3456"]
        .iter()
        .map(|text| {
            let content = document.add_object(Stream::new(dictionary! {}, format!("BT /F1 12 Tf ({text}) Tj ET").into_bytes()));
            let rect = vec![0.into(), 0.into(), 9.into(), 9.into()];
            document.add_object(dictionary! { "Type" => "Page", "Parent" => lower, "Contents" => content, "MediaBox" => rect }).into()
        })
        .collect();
    document
        .objects
        .insert(lower, dictionary! { "Type" => "Pages", "Parent" => tree, "Kids" => below, "Count" => 2, "Resources" => resources }.into());
    let kids: Vec<Object> = vec![first.into(), lower.into()];
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 3 }.into());
    let clean = cleaned(&saved(document), "a.pdf");
    let found: Vec<_> = clean.found.iter().map(|found| (found.what, found.place.clone())).collect();
    assert_eq!((found, clean.unread), (vec![(Sought::Contact, Place::Page(3))], vec![Place::Page(2)]));
    let again = Document::load_mem(&clean.bytes).unwrap();
    let texts = [1, 2, 3].map(|page| again.extract_text(&[page]).unwrap().trim().to_owned());
    assert_eq!(texts, ["The plan", "", "Tel 0871 6512-3456"], "what was read page by page was written with its whole tree");
}

#[test]
fn no_page_is_pushed_out_of_sight_by_what_is_cleared_away() {
    let mut document = pdf("Tel 0871 6512-3456");
    let page = document.page_iter().next().unwrap();
    let tree = document.catalog().unwrap().get(b"Pages").and_then(Object::as_reference).unwrap();
    // No page while it says that it is something else; an empty one where its note is taken out.
    let rect = vec![0.into(), 0.into(), 9.into(), 9.into()];
    let note = document.add_object(dictionary! { "Type" => "Other", "Subtype" => "Text", "Rect" => rect });
    let kids: Vec<Object> = vec![note.into(), page.into()];
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into());
    assert_eq!(document.page_iter().count(), 1);
    let found = cleaned(&saved(document), "a.pdf").found;
    assert_eq!(found.into_iter().map(|found| (found.what, found.place)).collect::<Vec<_>>(), [(Sought::Contact, Place::Page(2))]);
}
