//! What holds for every page and every word: both languages say the same, every key and asset a page names exists, no page needs an
//! inline style or script.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use mingxuan::platform::{assets, page};

use crate::support::TestApp;

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
    const CALLS: &[&str] =
        &[".t(\"", ".n(\"", ".msg(\"", ".a(\"", ".hint(\"", "about(name, \"", "missing(name, \"", "Say::new(\"", "Some(\""];
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
        // A letter is named, and so is the family of a stable word; their messages begin with that name.
        let letters = literals(&source, "Letter::new(\"").flat_map(|name| [format!("mail-{name}-subject"), format!("mail-{name}-text")]);
        let families = literals(&source, ".word(\"").map(|family| format!("{family}-"));
        wrong.extend(letters.filter(|key| !known.contains_key(key)).map(|key| format!("{}: {key}", path.display())));
        wrong.extend(
            families.filter(|start| !known.keys().any(|key| key.starts_with(start))).map(|start| format!("{}: {start}…", path.display())),
        );
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
fn no_page_shows_text_without_escaping_it() {
    let pages = files("web/templates", "html").into_iter().filter(|(_, text)| text.contains("|safe") || text.contains("| safe"));
    assert_eq!(pages.map(|(path, _)| path).collect::<Vec<_>>(), Vec::<PathBuf>::new());
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
fn both_languages_are_written_as_the_house_writes_them() {
    let mut wrong = Vec::new();
    for (path, text) in files("web/locales/zh-CN", "ftl") {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let slips =
            lines.filter(|line| has_chinese_slip(line) || ["点击这里", "系统错误", "请点击"].iter().any(|word| line.contains(word)));
        wrong.extend(slips.map(|line| format!("{}: {line}", path.display())));
    }
    for (path, text) in files("web/locales/en", "ftl") {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let slips = lines.filter(|line| {
            let lower = line.to_ascii_lowercase();
            ["please", "business day", "click here", "! "].iter().any(|word| lower.contains(word))
                || lower.ends_with('!')
                || line.chars().any(is_han)
        });
        // The link to Chinese is the one place where an English page has Chinese of its own, and it is not in the locales.
        wrong.extend(slips.map(|line| format!("{}: {line}", path.display())));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Half-width punctuation beside a Chinese character, or a space typed between one and a digit (the style sheet spaces them).
fn has_chinese_slip(line: &str) -> bool {
    let letters: Vec<char> = line.chars().collect();
    let slip = |pair: &[char]| {
        is_han(pair[0]) && matches!(pair[1], ',' | ';' | '?' | '!' | '(' | ':')
            || is_han(pair[1]) && matches!(pair[0], ',' | ';' | ')' | '?' | '!')
    };
    let gap = |three: &[char]| {
        three[1] == ' ' && (is_han(three[0]) && three[2].is_ascii_digit() || three[0].is_ascii_digit() && is_han(three[2]))
    };
    letters.windows(2).any(slip) || letters.windows(3).any(gap)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_changes_the_language_without_a_script_and_leads_nowhere_else() {
    let app = TestApp::start().await; // the frame does not ask the database
    let visitor = app.visitor();
    let zh = visitor.get("/accessibility").await;
    assert!(zh.body.contains("<html lang=\"zh-CN\"") && zh.body.contains("href=\"/lang/en?to=%2Faccessibility\""), "{}", zh.body);
    let switched = visitor.get("/lang/en?to=%2Faccessibility").await;
    assert_eq!((switched.status, switched.location.as_str()), (303, "/accessibility"));
    let en = visitor.get("/accessibility").await;
    assert!(en.body.contains("<html lang=\"en\"") && en.headers["content-language"] == "en", "the choice outlives Accept-Language");
    assert!(en.headers["vary"].to_str().unwrap().contains("Accept-Language"));
    for elsewhere in ["%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example", ""] {
        assert_eq!(visitor.get(&format!("/lang/zh-CN?to={elsewhere}")).await.location, "/", "{elsewhere}");
    }
    assert_eq!(visitor.get("/lang/fr?to=/").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_style_sheet_of_a_page_may_be_kept_for_good_and_its_plain_name_may_not() {
    let app = TestApp::start().await; // the frame does not ask the database
    let visitor = app.visitor();
    let page = visitor.get("/accessibility").await.body;
    let address = page.split("rel=\"stylesheet\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let kept = visitor.get(address).await;
    assert_eq!(kept.headers["content-type"], "text/css; charset=utf-8");
    assert!(kept.headers["cache-control"].to_str().unwrap().contains("immutable"));
    let plain = visitor.get("/static/mingxuan.css").await;
    assert_eq!(plain.body, kept.body);
    assert!(!plain.headers["cache-control"].to_str().unwrap().contains("immutable"));
    let stale = visitor.get("/static/0123456789ab/mingxuan.css").await;
    assert!(stale.status == 200 && !stale.headers["cache-control"].to_str().unwrap().contains("immutable"));
    let (http, base) = visitor.raw();
    let again = http.get(format!("{base}{address}")).header("if-none-match", &plain.headers["etag"]).send().await.unwrap();
    assert_eq!(again.status().as_u16(), 304);
    for missing in ["/static/nothing.css", "/static/../Cargo.toml", "/static/%2e%2e/Cargo.toml"] {
        assert_eq!(visitor.get(missing).await.status, 404, "{missing}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_for_everybody_is_the_same_for_everybody() {
    let app = TestApp::start().await; // the frame does not ask the database
    let (one, two) = (app.visitor().get("/accessibility").await, app.visitor().get("/accessibility").await);
    assert_eq!(one.body, two.body);
    assert!(!one.body.contains("name=\"csrf\"") && !one.headers.contains_key("set-cookie"));
}
