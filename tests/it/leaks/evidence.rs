//! Everything that can be reached, copied or overheard.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex, OnceLock};

use diesel::prelude::*;
use diesel::sql_types::Text;
use mingxuan::config::{Config, DatabaseUrl};
use mingxuan::db::rows;
use mingxuan::domain::account::OrgKind;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::platform::mail::Mailer;
use mingxuan::server::OPENAPI;
use tracing_subscriber::fmt::MakeWriter;

use super::Blind;
use crate::support::TestApp;
use crate::support::app::Visitor;
use crate::support::city::City;
use crate::support::forms::links;
use crate::support::people::Person;

/// What the program logs, from every thread of this test program.
#[derive(Clone, Default)]
pub struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Lines;
    fn make_writer(&'a self) -> Lines {
        self.clone()
    }
}

/// Listens to everything that is logged from here on, down to what is said for debugging.
pub fn listening() -> Lines {
    static LINES: OnceLock<Lines> = OnceLock::new();
    let lines = LINES.get_or_init(|| {
        let lines = Lines::default();
        let heard = tracing_subscriber::fmt().with_writer(lines.clone()).with_env_filter("mingxuan=debug").finish();
        tracing::subscriber::set_global_default(heard).expect("nobody else in this program listens");
        lines
    });
    lines.clone()
}

/// What was gathered.
#[derive(Default)]
pub struct Evidence {
    /// Who read it, where, and what it said: pages and answers of the JSON doors with their headers.
    pub pages: Vec<(String, String, String)>,
    /// Table and row, from the database and from a backup of it.
    pub rows: Vec<(String, String)>,
    /// To whom, and everything in it.
    pub letters: Vec<(String, String)>,
    /// What is logged, and the figures.
    pub lines: Vec<String>,
    /// Orders of the cards, by name: for each project the pseudonyms in the order in which something lists them.
    pub orders: BTreeMap<String, Vec<Vec<String>>>,
}

impl Evidence {
    pub async fn gather(app: &TestApp, city: &City, (all, lines): (&[Blind], &Lines), panel: Vec<(String, Visitor)>) -> Evidence {
        let mut found = Evidence::at_rest(app, city, all);
        found.rows.extend(backup(city));
        for (who, visitor, token) in readers(app, city).await {
            found.pages.extend(pages(&who, &visitor, all).await);
            found.pages.extend(doors(app, (&who, token.as_ref()), all).await);
        }
        for (who, visitor) in panel {
            found.pages.extend(pages(&who, &visitor, all).await);
        }
        found.lines.extend(app.visitor().get("/metrics").await.body.lines().map(str::to_owned));
        found.lines.extend(String::from_utf8_lossy(&lines.0.lock().unwrap()).lines().map(str::to_owned));
        found
    }

    /// What lies in the database and in the mail: all that a plant in the database changes.
    pub fn at_rest(app: &TestApp, city: &City, all: &[Blind]) -> Evidence {
        let rows = rows_of(city);
        let orders = orders(city, all, &rows);
        Evidence { pages: Vec::new(), rows, letters: letters(app), lines: Vec::new(), orders }
    }

    pub fn size(&self) -> String {
        format!("{} pages, {} rows, {} letters, {} lines", self.pages.len(), self.rows.len(), self.letters.len(), self.lines.len())
    }
}

/// One reader of each kind, but for the agencies: what each learns of itself is not news.
async fn readers(app: &TestApp, city: &City) -> Vec<(String, Visitor, Option<Person>)> {
    let mut all = vec![("nobody".to_owned(), app.visitor(), None)];
    let offices = [Role::Operator, Role::CreditOfficer, Role::Supervisor, Role::Administrator];
    for role in offices {
        let person = app.officer(role, "值班员");
        all.push((role.to_string(), app.browser(&person), Some(person)));
    }
    let own = app.member(city.owner.org.as_str(), Role::Owner, "业主经办");
    all.push(("the owner".to_owned(), app.browser(&own), Some(own)));
    let other = app.org(OrgKind::Owner, "临澄市水务局").await;
    all.push(("another owner".to_owned(), app.signed(&other, Role::Owner, MemberRank::Manager).await.visitor, None));
    all
}

/// Every page a reader finds by links from where it begins.
pub async fn pages(who: &str, reader: &Visitor, all: &[Blind]) -> Vec<(String, String, String)> {
    let mut waiting: Vec<String> =
        ["/desk", "/", "/account", "/expert", "/projects", "/results", "/rules", "/log"].map(str::to_owned).to_vec();
    for one in all {
        waiting.extend([format!("/draws/{}", one.draw), format!("/owner/projects/{}/choice", one.project)]);
        waiting.extend([format!("/draws/{}/bundle.zip", one.draw), format!("/operations/projects/{}", one.project)]);
        for more in &one.asks {
            waiting.extend(["/draws/", "/expert/reviews/", "/expert/invitations/"].map(|before| format!("{before}{more}")));
            waiting.push(format!("/draws/{more}/bundle.zip"));
        }
    }
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    while let Some(path) = waiting.pop() {
        let aside = path.starts_with("/static/") || path.starts_with("/lang/") || path.contains('?');
        if aside || found.len() > 400 || !seen.insert(path.clone()) {
            continue;
        }
        let page = reader.get(&path).await;
        if page.status != 200 {
            continue;
        }
        waiting.extend(links(&page.body));
        if path.ends_with(".zip") {
            let inside = unzipped(reader, &path).await;
            found.extend(inside.into_iter().map(|(name, text)| (who.to_owned(), format!("{path}: {name}"), format!("{name}\n{text}"))));
        }
        found.push((who.to_owned(), path, format!("{:?}\n{}", page.headers, page.body)));
    }
    found
}

/// The files of a bundle: that one of them lists labels and another pseudonyms links none to the other.
async fn unzipped(reader: &Visitor, path: &str) -> Vec<(String, String)> {
    let (http, base) = reader.raw();
    let bytes = http.get(format!("{base}{path}")).send().await.unwrap().bytes().await.unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let (name, mut text) = (file.name().unwrap().into_owned(), String::new());
        file.read_to_string(&mut text).unwrap();
        all.push((name, text));
    }
    all
}

/// Every JSON door that is read, with every id of the projects in the place of its parameter.
async fn doors(app: &TestApp, (who, person): (&str, Option<&Person>), all: &[Blind]) -> Vec<(String, String, String)> {
    let document = serde_json::from_str::<serde_json::Value>(OPENAPI).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, item): (&String, &serde_json::Value)| item.get("get").map(|_| path.clone());
    let mut found = Vec::new();
    for path in paths.iter().filter_map(of) {
        for filled in filled(&path, all) {
            let visitor = app.visitor();
            let (http, base) = visitor.raw();
            let request = http.get(format!("{base}{filled}"));
            let request = if let Some(person) = person { request.bearer_auth(person.token()) } else { request };
            let answer = crate::support::app::answer(request.send().await.unwrap()).await;
            if answer.status == 200 {
                found.push((who.to_owned(), filled, format!("{:?}\n{}", answer.headers, answer.body)));
            }
        }
    }
    found
}

fn filled(path: &str, all: &[Blind]) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    if after.contains('{') {
        return Vec::new();
    }
    let ids = all.iter().flat_map(|one| {
        let number = one.draw.as_str().split('/').next().unwrap_or_default().to_owned();
        [one.project.to_string(), one.draw.to_string(), number, one.signups[0].0.clone()].into_iter().chain(one.asks.clone())
    });
    ids.map(|id| format!("{before}{id}{after}")).collect()
}

/// Every row of the database.
pub fn rows_of(city: &City) -> Vec<(String, String)> {
    let mut all = Vec::new();
    city.asked(|conn| {
        for table in rows::TABLES {
            rows::each_line(conn, table, |line| {
                all.push(((*table).to_owned(), line.to_owned()));
                Ok(())
            })?;
        }
        Ok(())
    });
    all
}

/// Every line of a backup.
fn backup(city: &City) -> Vec<(String, String)> {
    let mut config = Config::for_tests(&city.app.config.data_dir);
    config.database.url = Some(city.app.config.database_url().expose().parse::<DatabaseUrl>().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("market.backup");
    tokio::task::block_in_place(|| mingxuan::backup::take(&config, &file, mingxuan::domain::time::Instant(0))).unwrap();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).unwrap();
    let mut all = Vec::new();
    for at in 0..zip.len() {
        let mut inside = zip.by_index(at).unwrap();
        let (name, mut text) = (format!("backup {}", inside.name().unwrap()), String::new());
        if inside.read_to_string(&mut text).is_ok() {
            all.extend(text.lines().map(|line| (name.clone(), line.to_owned())));
        }
    }
    all
}

/// Every letter, with its address.
pub fn letters(app: &TestApp) -> Vec<(String, String)> {
    let Mailer::Memory { sent } = &app.app.mail else { panic!("tests keep mail in memory") };
    let whole = |(to, letter): &(String, mingxuan::platform::mail::Rendered)| {
        let receipt = letter.receipt.clone().unwrap_or_default();
        (to.clone(), format!("{}\n{}\n{}\n{receipt}", letter.subject, letter.text, letter.html))
    };
    sent.lock().unwrap().iter().map(whole).collect()
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

/// The pseudonyms of every project in every order in which something lists them: as cards are numbered, and as rows lie where they lie.
fn orders(city: &City, all: &[Blind], rows: &[(String, String)]) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut orders = BTreeMap::new();
    let tables = ["choice_cards", "review_entries", "negotiation_seats"].map(|table| (table, lying(city, table)));
    for (table, by) in [("choice_cards", "position")].into_iter().chain(tables) {
        let of =
            |one: &Blind| words(city, &format!("SELECT pseudonym AS word FROM {table} WHERE project_id = '{}' ORDER BY {by}", one.project));
        orders.insert(format!("{table} by {by}"), all.iter().map(of).collect());
    }
    for by in [lying(city, "bid_entries"), "received_at, label", "log_id, label", "id"] {
        let of = |one: &Blind| words(city, &format!("SELECT label AS word FROM bid_entries WHERE draw_id = '{}' ORDER BY {by}", one.draw));
        orders.insert(format!("bid_entries by {by}"), all.iter().map(of).collect());
    }
    let logged = |one: &Blind| {
        let line = rows
            .iter()
            .find(|(table, line)| table == "log_documents" && line.contains("market/v1 choice.open") && line.contains(one.draw.as_str()));
        let line = line.map(|(_, line)| line.clone()).unwrap_or_default();
        let mut places: Vec<(usize, String)> =
            one.behind.keys().filter_map(|known| Some((line.find(known.as_str())?, known.clone()))).collect();
        places.sort();
        places.into_iter().map(|(_, pseudonym)| pseudonym).collect()
    };
    orders.insert("the log's document".to_owned(), all.iter().map(logged).collect());
    orders
}

/// Where the rows of a table lie, as the engine orders them.
pub fn lying(city: &City, table: &str) -> &'static str {
    let postgres = city.app.config.database_url().expose().starts_with("postgres");
    match (postgres, table) {
        (true, _) => "ctid",
        // A table without row ids lies in the order of its key.
        (false, "review_entries") => "pseudonym",
        (false, "negotiation_seats") => "seat",
        (false, "draw_entries") => "label",
        (false, _) => "rowid",
    }
}

/// The column `word` of what is asked.
pub fn words(city: &City, sql: &str) -> Vec<String> {
    let rows: Vec<Word> = city.asked(|conn| Ok(diesel::sql_query(sql).load(conn)?));
    rows.into_iter().map(|row| row.word).collect()
}
