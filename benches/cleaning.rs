//! How fast a document of 20 MB is cleaned and searched for the agency's own words, against reading and writing the same document with the PDF crate alone.
//!
//! `cargo bench --bench cleaning`. Asked: 2 s, for a report with pictures and for one that is nothing but text.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench answers on the terminal, and ends where an expectation does not hold"
)]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};
use mingxuan::defaults;
use mingxuan::domain::cleaning::{Own, Sought, clean};

const MOST: Duration = Duration::from_secs(2);
const BYTES: usize = 20_000_000;

fn main() -> ExitCode {
    let limits = defaults::policies().iter().next().unwrap().papers.limits();
    let own = Own::new([(Sought::Name, "Qinghe Consulting".to_owned()), (Sought::Code, "91510100MB0000001X".to_owned())]);
    let mut slow = false;
    for (name, report) in [("pictures", report(100, BYTES / 100)), ("text", report(1_000, 0))] {
        let began = Instant::now();
        let mut bare = Document::load_mem(&report).unwrap();
        let pages: Vec<u32> = bare.get_pages().into_keys().collect();
        let read = bare.extract_text(&pages).unwrap().len();
        let mut written = Vec::with_capacity(report.len());
        bare.save_to(&mut written).unwrap();
        let bare = began.elapsed();
        let began = Instant::now();
        let cleaned = clean(&report, "report.pdf", &limits, &own).unwrap();
        let ours = began.elapsed();
        assert_eq!((cleaned.found.len(), read > 1_000), (1, true), "the agency's name stands on one page");
        let ratio = ours.as_secs_f64() / bare.as_secs_f64();
        println!("{name}: {} bytes, {} pages: {ours:?}; the crate alone: {bare:?}; ratio {ratio:.2}", report.len(), pages.len());
        slow |= ours > MOST;
    }
    if slow { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// A report of so many pages, each with thirty lines and a picture of so many bytes that no compression makes smaller.
fn report(pages: usize, picture: usize) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let mut state = 1_u64;
    let kids: Vec<Object> = (0..pages).map(|page| one(&mut document, (tree, font), (page, picture), &mut state).into()).collect();
    let count = kids.len() as i64;
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn one(
    document: &mut Document,
    (tree, font): (lopdf::ObjectId, lopdf::ObjectId),
    (page, picture): (usize, usize),
    state: &mut u64,
) -> lopdf::ObjectId {
    let mut operations = vec![Operation::new("BT", vec![]), Operation::new("Tf", vec!["F1".into(), 10.into()])];
    for line in 0..30 {
        let text = if (page, line) == (7, 7) {
            "Written by Qinghe Consulting".to_owned()
        } else {
            format!("page {page}, line {line}: {}", "method ".repeat(10))
        };
        operations.push(Operation::new("Td", vec![0.into(), (-12).into()]));
        operations.push(Operation::new("Tj", vec![Object::string_literal(text)]));
    }
    operations.push(Operation::new("ET", vec![]));
    let mut resources = dictionary! { "Font" => dictionary! { "F1" => font } };
    if picture > 0 {
        let noise = (0..picture).map(|_| {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (*state >> 56) as u8
        });
        let facts = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => picture as i64, "Height" => 1, "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8
        };
        let image = document.add_object(Stream::new(facts, noise.collect()));
        resources.set("XObject", dictionary! { "I1" => image });
        operations.push(Operation::new("Do", vec!["I1".into()]));
    }
    let content = document.add_object(Stream::new(dictionary! {}, Content { operations }.encode().unwrap()));
    document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()], "Resources" => resources, "Contents" => content
    })
}
