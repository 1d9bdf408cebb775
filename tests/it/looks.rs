//! What holds for every page and every word: both languages say the same, every key and asset a page names exists, no page needs an
//! inline style or script.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use mingxuan::platform::{assets, page};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root()).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

/// A message: the variables it shows and those it only chooses a plural form by.
#[derive(Debug, Default, PartialEq)]
struct Message {
    file: String,
    variables: BTreeSet<String>,
}

/// The messages of a language, by key. Reads the subset of Fluent that the locales use: messages, plural selectors, no attributes.
fn messages(language: &str) -> BTreeMap<String, Message> {
    let mut all: BTreeMap<String, Message> = BTreeMap::new();
    let mut key = String::new();
    for (path, text) in files(&format!("web/locales/{language}"), "ftl") {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        for line in text.lines() {
            assert!(!line.contains('\t'), "{}: a tab", path.display());
            if let Some((name, _)) =
                line.split_once(" = ").or_else(|| line.split_once(" =")).filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                key = name.to_owned();
                let before = all.insert(key.clone(), Message { file: file.clone(), ..Message::default() });
                assert_eq!(before, None, "{language}: {key} is there twice");
            }
            if let Some(message) = all.get_mut(&key) {
                message.variables.extend(variables(line));
            }
        }
    }
    all
}

fn variables(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split("{ $").skip(1).map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect())
}

/// Every string literal that follows `opening`, which ends with its quotation mark.
fn literals<'a>(text: &'a str, opening: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(opening).filter_map(move |(start, _)| text[start + opening.len()..].split('"').next())
}

/// The second string literal of every call that begins with `opening`.
fn second_literals<'a>(text: &'a str, opening: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(opening).filter_map(move |(start, _)| {
        let call = &text[start..];
        call[..call.find(')')?].split('"').nth(3)
    })
}

/// The source without comments and unit tests, which may name things that do not exist, and with every call's first argument on its line.
fn program(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or(text);
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    let joined = lines.collect::<Vec<_>>().join("\n").replace("(\n", "(");
    joined
        .split("{#")
        .enumerate()
        .map(|(place, part)| if place == 0 { part } else { part.split_once("#}").map_or("", |(_, rest)| rest) })
        .collect()
}

fn is_key(text: &str) -> bool {
    text.contains('-') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let (zh, en) = (messages("zh-CN"), messages("en"));
    let mut wrong = Vec::new();
    for key in zh.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
        match (zh.get(key), en.get(key)) {
            (Some(zh), Some(en)) if zh == en => {}
            (zh, en) => wrong.push(format!("{key}: zh-CN {zh:?}, en {en:?}")),
        }
    }
    assert!(zh.len() > 100, "the locales were read");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_message_that_is_asked_for_exists() {
    const CALLS: &[&str] = &[".t(\"", ".n(\"", ".msg(\"", ".a(\"", ".hint(\"", "about(name, \"", "missing(name, \"", "Some(\""];
    let known = messages("zh-CN");
    let mut wrong = Vec::new();
    for (path, text) in files("src", "rs").into_iter().chain(files("web/templates", "html")) {
        let source = program(&text);
        // `Some("…")` holds a key only where it is the message of a redirect.
        let calls = CALLS.iter().flat_map(|call| literals(&source, call).filter(|key| *call != "Some(\"" || key.contains("-flash")));
        for key in calls.chain(second_literals(&source, "Field::")).filter(|key| is_key(key)) {
            if !known.contains_key(key) {
                wrong.push(format!("{}: {key}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_asset_and_sign_that_a_page_names_exists() {
    let mut wrong = Vec::new();
    for (path, text) in files("web/templates", "html") {
        wrong.extend(literals(&text, "asset(\"").filter(|name| !assets::exists(name)).map(|name| format!("{}: {name}", path.display())));
        let signs = literals(&text, "icon(\"").chain(second_literals(&text, ".state(")).chain(second_literals(&text, "note("));
        wrong.extend(signs.filter(|name| !name.contains('-') && !page::has_icon(name)).map(|name| format!("{}: {name}", path.display())));
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(assets::exists("mingxuan.css"));
}

#[test]
fn no_page_needs_an_inline_style_or_script() {
    let mut wrong = Vec::new();
    for (path, text) in files("web/templates", "html").into_iter().filter(|(path, _)| !path.starts_with("web/templates/mail")) {
        let lower = text.to_ascii_lowercase();
        for bad in [" style=", "<style", "javascript:", " onclick=", " onchange=", " onsubmit=", " onload=", "|safe"] {
            if lower.contains(bad) {
                wrong.push(format!("{}: {bad}", path.display()));
            }
        }
        if lower.matches("<script").count() != lower.matches("<script src=").count() {
            wrong.push(format!("{}: a script without src", path.display()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_form_that_posts_carries_the_token_of_the_session() {
    let mut wrong = Vec::new();
    for (path, text) in files("web/templates", "html") {
        for form in text.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap_or(form);
            let opening = form.split('>').next().unwrap_or_default();
            if opening.contains("method=\"post\"") && !form.contains("ctx.csrf()") {
                wrong.push(format!("{}: {opening}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn chinese_text_is_set_as_chinese_is() {
    let mut wrong = Vec::new();
    for (path, text) in files("web/locales/zh-CN", "ftl") {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let letters: Vec<char> = line.chars().collect();
            for (place, window) in letters.windows(2).enumerate() {
                let (before, after) = (window[0], window[1]);
                // A half-width comma, colon, bracket or question mark beside a Chinese character is a slip of the input method.
                let slip = is_han(before) && matches!(after, ',' | ';' | '?' | '!' | '(' | ':')
                    || is_han(after) && matches!(before, ',' | ';' | ')' | '?' | '!');
                if slip {
                    wrong.push(format!("{}: {} at {place}", path.display(), line));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
