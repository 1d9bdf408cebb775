//! The forms and links of a page, read from its markup as a browser does.

/// A tag: its name and its attributes, entities decoded.
pub struct Tag {
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == attribute).map(|(_, value)| value.as_str())
    }
}

/// What a control of a form takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// What somebody types.
    Text,
    /// One or several of given values.
    Choice,
    /// What the page itself sends along.
    Hidden,
    File,
}

/// A named control.
#[derive(Clone, Debug)]
pub struct Control {
    pub name: String,
    pub takes: Takes,
    /// `text`, `email`, `date` …, `textarea`.
    pub kind: String,
    /// What it would send untouched: its value, or the first that is offered.
    pub value: String,
}

/// A form of a page.
#[derive(Clone, Debug)]
pub struct PageForm {
    pub posts: bool,
    pub action: String,
    pub multipart: bool,
    pub controls: Vec<Control>,
}

impl PageForm {
    /// Whether somebody can type into it.
    pub fn takes_text(&self) -> bool {
        self.controls.iter().any(|control| control.takes == Takes::Text)
    }

    fn add(&mut self, tag: &Tag) {
        let Some(name) = tag.get("name") else { return };
        let kind = tag.get("type").unwrap_or(if tag.name == "input" { "text" } else { &tag.name });
        let takes = match (tag.name.as_str(), kind) {
            ("button" | "select", _) | (_, "radio" | "checkbox" | "submit") => Takes::Choice,
            (_, "hidden") => Takes::Hidden,
            (_, "file") => Takes::File,
            _ => Takes::Text,
        };
        // Of several with one name (radio buttons, buttons) the first stands for all.
        if takes == Takes::Text || self.controls.iter().all(|control| control.name != name) {
            let value = tag.get("value").unwrap_or_default().to_owned();
            self.controls.push(Control { name: name.to_owned(), takes, kind: kind.to_owned(), value });
        }
    }

    /// The first real choice of a list that folds out.
    fn offer(&mut self, option: &Tag) {
        if let Some(list) = self.controls.last_mut().filter(|control| control.kind == "select" && control.value.is_empty()) {
            list.value = option.get("value").unwrap_or_default().to_owned();
        }
    }
}

/// Every form of a page; those without an action go to the page itself.
pub fn forms(page: &str, path: &str) -> Vec<PageForm> {
    let (mut all, mut open): (Vec<PageForm>, Option<PageForm>) = (Vec::new(), None);
    for tag in tags(page) {
        match (tag.name.as_str(), &mut open) {
            ("form", _) => {
                open = Some(PageForm {
                    posts: tag.get("method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
                    action: tag.get("action").unwrap_or(path).to_owned(),
                    multipart: tag.get("enctype") == Some("multipart/form-data"),
                    controls: Vec::new(),
                });
            }
            ("/form", _) => all.extend(open.take()),
            ("option", Some(form)) => form.offer(&tag),
            ("input" | "textarea" | "select" | "button", Some(form)) => form.add(&tag),
            _ => {}
        }
    }
    all
}

/// Where a page leads to on this site.
pub fn links(page: &str) -> Vec<String> {
    let here = |tag: Tag| tag.get("href").filter(|to| to.starts_with('/') && !to.starts_with("//")).map(str::to_owned);
    tags(page).into_iter().filter(|tag| tag.name == "a").filter_map(here).collect()
}

fn tags(page: &str) -> Vec<Tag> {
    let mut all = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, next) = tag(after);
        all.push(tag);
        rest = next;
    }
    all
}

/// Reads one tag from behind its `<`; returns what follows.
fn tag(text: &str) -> (Tag, &str) {
    let end = text.find([' ', '\n', '>', '\t']).unwrap_or(text.len());
    let mut tag = Tag { name: text[..end].to_ascii_lowercase(), attributes: Vec::new() };
    let mut rest = text[end..].trim_start();
    while !rest.is_empty() && !rest.starts_with('>') {
        let end = rest.find([' ', '\n', '>', '=', '\t']).unwrap_or(rest.len()).max(1);
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let (inside, after) = quoted.split_once('"').unwrap_or((quoted, ""));
            (value, rest) = (decoded(inside), after);
        }
        tag.attributes.push((name, value));
        rest = rest.trim_start();
    }
    (tag, rest)
}

pub fn decoded(text: &str) -> String {
    let numbered = [("&#38;", "&"), ("&amp;", "&"), ("&#34;", "\""), ("&quot;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">")];
    numbered.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
