//! The sources of the configuration, put on top of each other key by key. The built-in defaults are the list of keys:
//! what is not there is unknown, and what is there says which kind of value belongs to it.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::{Config, Refusals, Refused};

const DEFAULTS: &str = include_str!("../../config/default.toml");
const FILE_IN_FOLDER: &str = "mingxuan.toml";
const PREFIX: &str = "MINGXUAN_";
/// The test suite's own variables, and the one that names the file, are not keys.
const NOT_KEYS: [&str; 2] = ["MINGXUAN_TEST_", "MINGXUAN_CONFIG"];
/// Keys whose values are never shown.
const SECRETS: [&str; 4] = ["database.url", "mail.smtp_password", "search.meilisearch_key", "metrics.token"];

/// What the program was given to read its configuration from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The file named by `--config`.
    pub file: Option<PathBuf>,
    /// The folder in which `mingxuan.toml` is read where no file is named.
    pub folder: Option<PathBuf>,
    /// The environment; names without `MINGXUAN_` are passed over.
    pub environment: Vec<(String, String)>,
    /// Keys set by flags.
    pub flags: Vec<(&'static str, String)>,
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `config/default.toml`.
    Default,
    /// A file.
    File(PathBuf),
    /// An environment variable.
    Environment(String),
    /// A flag of the command line.
    Flag,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::File(path) => write!(f, "{}", path.display()),
            Origin::Environment(name) => f.write_str(name),
            Origin::Flag => f.write_str("command line"),
        }
    }
}

/// Every key with its value and where that came from.
#[derive(Clone, Debug)]
pub struct Layers {
    values: BTreeMap<String, (Value, Origin)>,
}

impl Layers {
    /// Reads all sources.
    ///
    /// # Errors
    /// Unknown keys and values of the wrong kind, all of them at once.
    pub fn read(sources: &Sources) -> Result<Layers, Refusals> {
        let defaults: Table = DEFAULTS.parse().expect("config/default.toml is valid; a test reads it");
        let mut layers = Layers { values: BTreeMap::new() };
        for (key, value) in flatten(defaults) {
            layers.values.insert(key, (value, Origin::Default));
        }
        let mut refused = Vec::new();
        for (key, value, origin) in given(sources)? {
            if let Err(reason) = layers.put(key, value, origin) {
                refused.push(reason);
            }
        }
        if refused.is_empty() { Ok(layers) } else { Err(Refusals(refused)) }
    }

    /// The typed configuration.
    ///
    /// # Errors
    /// A value that does not parse: an address, a port, a word from a list.
    pub fn config(&self) -> Result<Config, Refusals> {
        let mut root = Table::new();
        for (key, (value, _)) in &self.values {
            nest(&mut root, key, value.clone());
        }
        match root.clone().try_into() {
            Ok(config) => Ok(config),
            Err(_) => Err(self.wrong_values(&root)),
        }
    }

    /// One line for each key: `server.port = 8080  (default)`; of secrets only whether they are set.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.values.iter().map(|(key, (value, origin))| {
            let shown = match value {
                Value::String(text) if SECRETS.contains(&key.as_str()) => if text.is_empty() { "not set" } else { "set" }.to_owned(),
                value => show(value),
            };
            format!("{key} = {shown}  ({origin})")
        })
    }

    fn put(&mut self, key: String, given: Given, origin: Origin) -> Result<(), Refused> {
        let Some((known, _)) = self.values.get(&key) else {
            return Err(Refused::UnknownKey { nearest: self.nearest(&key), key, origin });
        };
        let wanted = kind(known);
        let value = match given {
            Given::Typed(value) if value.same_type(known) => value,
            Given::Typed(value) => return Err(Refused::WrongKind { key, origin, wanted, found: kind(&value).to_owned() }),
            Given::Text(text) => match read_as(known, &text) {
                Some(value) => value,
                None => {
                    let found = if SECRETS.contains(&key.as_str()) { "something else".to_owned() } else { format!("`{text}`") };
                    return Err(Refused::WrongKind { key, origin, wanted, found });
                }
            },
        };
        if value.as_integer().is_some_and(|number| number < 0) {
            return Err(Refused::WrongKind { key, origin, wanted: "zero or more", found: show(&value) });
        }
        self.values.insert(key, (value, origin));
        Ok(())
    }

    /// Tries each key that somebody set against the defaults, so that the refusal can name the key and its source.
    fn wrong_values(&self, all: &Table) -> Refusals {
        let defaults: Table = DEFAULTS.parse().expect("config/default.toml is valid; a test reads it");
        let mut refused = Vec::new();
        for (key, (value, origin)) in self.values.iter().filter(|(_, (_, origin))| *origin != Origin::Default) {
            let mut alone = defaults.clone();
            nest(&mut alone, key, value.clone());
            if let Err(problem) = alone.try_into::<Config>() {
                let problem = problem.message().trim_end_matches('.').to_owned();
                refused.push(Refused::WrongValue { key: key.clone(), origin: origin.clone(), problem });
            }
        }
        if refused.is_empty() {
            let problem = all.clone().try_into::<Config>().map_or_else(|problem| problem.message().to_owned(), |_| String::new());
            refused.push(Refused::WrongValue { key: "configuration".to_owned(), origin: Origin::Default, problem });
        }
        Refusals(refused)
    }

    fn nearest(&self, key: &str) -> Option<String> {
        let leaf = |key: &str| key.rsplit('.').next().unwrap_or_default().to_owned();
        let (distance, nearest) = (self.values.keys())
            .map(|known| (edits(known, key).min(edits(&leaf(known), &leaf(key)) + 1), known))
            .min_by_key(|(distance, _)| *distance)?;
        (distance <= 3).then(|| nearest.clone())
    }
}

/// A value as it was given: typed by TOML, or text from the environment or a flag.
enum Given {
    Typed(Value),
    Text(String),
}

fn given(sources: &Sources) -> Result<Vec<(String, Given, Origin)>, Refused> {
    let in_folder = sources.folder.as_ref().map(|folder| folder.join(FILE_IN_FOLDER)).filter(|path| path.exists());
    let mut all = Vec::new();
    if let Some(path) = sources.file.clone().or(in_folder) {
        let keys = flatten(read_file(&path)?);
        all.extend(keys.into_iter().map(|(key, value)| (key, Given::Typed(value), Origin::File(path.clone()))));
    }
    for (name, value) in &sources.environment {
        if let Some(key) = name.strip_prefix(PREFIX).filter(|_| !NOT_KEYS.iter().any(|other| name.starts_with(other))) {
            let key = key.to_ascii_lowercase().replacen("__", ".", 1);
            all.push((key, Given::Text(value.clone()), Origin::Environment(name.clone())));
        }
    }
    all.extend(sources.flags.iter().map(|(key, value)| ((*key).to_owned(), Given::Text(value.clone()), Origin::Flag)));
    Ok(all)
}

fn read_file(path: &Path) -> Result<Table, Refused> {
    let text =
        std::fs::read_to_string(path).map_err(|problem| Refused::Unreadable { path: path.to_owned(), problem: problem.to_string() })?;
    text.parse().map_err(|problem: toml::de::Error| {
        let line = problem.span().map_or(1, |span| text[..span.start].lines().count().max(1));
        let message = problem.message().trim_end_matches('.');
        Refused::NotToml { path: path.to_owned(), problem: format!("line {line}: {message}") }
    })
}

fn flatten(table: Table) -> Vec<(String, Value)> {
    let mut flat = Vec::new();
    for (key, value) in table {
        match value {
            Value::Table(inner) => flat.extend(flatten(inner).into_iter().map(|(sub, value)| (format!("{key}.{sub}"), value))),
            value => flat.push((key, value)),
        }
    }
    flat
}

fn nest(root: &mut Table, key: &str, value: Value) {
    match key.split_once('.') {
        None => {
            root.insert(key.to_owned(), value);
        }
        Some((section, rest)) => {
            let inner = root.entry(section).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                nest(inner, rest, value);
            }
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list",
        Value::Table(_) => "a section",
    }
}

fn read_as(known: &Value, text: &str) -> Option<Value> {
    match known {
        Value::Integer(_) => text.trim().parse().ok().map(Value::Integer),
        Value::Boolean(_) => text.trim().parse().ok().map(Value::Boolean),
        Value::Array(_) => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            Some(Value::Array(items.map(|item| Value::String(item.to_owned())).collect()))
        }
        _ => Some(Value::String(text.to_owned())),
    }
}

fn show(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        Value::Integer(number) => number.to_string(),
        Value::Boolean(yes) => yes.to_string(),
        Value::Array(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        value => kind(value).to_owned(),
    }
}

/// Levenshtein's distance: single characters to change, add or leave out.
fn edits(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, r) in right.iter().enumerate() {
            let change = diagonal + usize::from(l != *r);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}
