//! Cleaning documents for a blind review, by the program on an agency's own machine.

use std::path::Path;
use std::process::{Command, Output};

/// A picture of no size with words between its chunks.
fn png(words: &str) -> Vec<u8> {
    let chunk = |name: &str, body: &[u8]| [&(body.len() as u32).to_be_bytes()[..], name.as_bytes(), body, &[0; 4]].concat();
    let words = if words.is_empty() { Vec::new() } else { chunk("tEXt", words.as_bytes()) };
    [b"\x89PNG\r\n\x1a\n", &chunk("IHDR", &[0; 13])[..], &words, &chunk("IEND", b"")].concat()
}

fn clean(folder: &Path, files: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingxuan"));
    command.current_dir(folder).arg("clean").args(files).args(["--out", "clean", "--name", "云州恒信工程咨询有限公司"]);
    command.output().unwrap()
}

#[test]
fn the_program_cleans_what_it_is_given_and_says_in_both_languages_what_is_left_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("a.png", &png("Author: Hengxin"));
    write("云州恒信工程咨询.png", &png(""));
    write("c.pdf", b"no PDF");

    let good = clean(folder.path(), &["a.png"]);
    let said = String::from_utf8(good.stdout).unwrap();
    assert_eq!(good.status.code(), Some(0), "{said}");
    assert_eq!(std::fs::read(folder.path().join("clean/file-1.png")).unwrap(), png(""));
    assert!(said.contains("已清除：软件隐藏写入的信息") && said.contains("taken out: hidden data of programs"), "{said}");

    let named = clean(folder.path(), &["a.png", "云州恒信工程咨询.png"]);
    let said = String::from_utf8(named.stdout).unwrap();
    assert_eq!(named.status.code(), Some(1), "{said}");
    assert!(said.contains("“云州恒信工程咨询”，在文件名中") && folder.path().join("clean/file-2.png").exists(), "{said}");

    let refused = clean(folder.path(), &["c.pdf"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8(refused.stdout).unwrap().contains("it is no PDF"));
    let missing = clean(folder.path(), &["d.pdf"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8(missing.stderr).unwrap().contains("d.pdf"));
}
