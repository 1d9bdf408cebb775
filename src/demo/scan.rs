//! Papers as an office would scan them: small PDF files that say whose they are and that they are made up.

use std::fmt::Write;

/// Points of an A5 page, where its text begins, and from line to line.
const PAGE: (u32, u32) = (420, 595);
const BEGINS: (u32, u32) = (48, 500);
const LEADING: u32 = 34;

/// A page with these lines. The font is one every reader has for Chinese, so none is embedded.
pub fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut text = format!("BT /F1 18 Tf {LEADING} TL {} {} Td\n", BEGINS.0, BEGINS.1);
    for line in lines {
        writeln!(text, "<{}> Tj T*", utf16(line)).expect("writing to a String cannot fail");
    }
    text += "ET";
    file(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {} {}]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
            PAGE.0, PAGE.1
        ),
        format!("<</Length {}>>stream\n{text}\nendstream", text.len()),
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 7 0 R>>"
            .to_owned(),
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
            .to_owned(),
    ])
}

/// What the font's encoding takes.
fn utf16(line: &str) -> String {
    line.encode_utf16().fold(String::new(), |mut hex, unit| {
        write!(hex, "{unit:04X}").expect("writing to a String cannot fail");
        hex
    })
}

/// Numbered objects, the first of which is the catalogue, with the table that says where each begins (ISO 32000-1, 7.5).
fn file(objects: &[String]) -> Vec<u8> {
    let mut whole = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", whole.len()).expect("writing to a String cannot fail");
        write!(whole, "{number} 0 obj\n{object}\nendobj\n").expect("writing to a String cannot fail");
    }
    let at = whole.len();
    whole += &format!("{table}trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n", objects.len() + 1);
    whole.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_a_file_leads_to_its_objects() {
        let file = String::from_utf8(pdf(&["成都蓝天测绘有限公司", "营业执照"])).unwrap();
        let table: usize = file.lines().rev().nth(1).unwrap().parse().unwrap();
        let entries: Vec<&str> = file[table..].lines().skip(3).take_while(|line| line.ends_with(" n ")).collect();
        assert_eq!(entries.len(), 7);
        for (number, entry) in (1..).zip(entries) {
            let at: usize = entry[..10].parse().unwrap();
            assert!(file[at..].starts_with(&format!("{number} 0 obj\n")), "{number}");
            assert_eq!(entry.len() + 1, 20, "an entry is twenty bytes long");
        }
        let (_, stream) = file.split_once("/Length ").unwrap();
        let (length, text) = stream.split_once(">>stream\n").unwrap();
        assert_eq!(text.find("\nendstream"), length.parse().ok());
        assert!(text.contains("<621090FD"), "成都 in UTF-16");
    }
}
