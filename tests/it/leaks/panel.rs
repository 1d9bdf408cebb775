//! Who sits on a panel whose review is not closed: searched for in everything that is gathered, and in how many rows each expert of the pool has.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use mingxuan::db::schema::{accounts, experts as pool, jobs, log_documents};
use mingxuan::domain::draw::DrawId;
use mingxuan::domain::project::ProjectId;
use mingxuan::domain::time::Instant;
use mingxuan::market::experts;
use mingxuan::market::selection::stages;
use mingxuan::platform::letter::Letter;
use mingxuan::platform::outbox::{self, Job};

use super::evidence::{self, Evidence};
use super::planted::{sql, written};
use super::search::Wanted;
use crate::reviews::{self, Expert};
use crate::support::TestApp;
use crate::support::city::City;

/// A panel, as only the market's key tells it.
pub struct Panel {
    project: ProjectId,
    number: String,
    draw: DrawId,
    /// Seats by their ids, with label and account, in the order of the draw.
    seats: Vec<(String, String, String)>,
    /// Who stands behind the labels of its draw, by pool number.
    numbers: BTreeMap<String, String>,
}

impl Panel {
    pub fn of(city: &City, project: &ProjectId) -> Panel {
        let draw = reviews::panel_of(city, project);
        let seats = city.asked(|conn| experts::drawn(conn, &city.app.keys, project));
        let numbers = city.asked(|conn| stages::ranked_behind(conn, &city.app, &draw));
        Panel {
            project: project.clone(),
            number: city.state(project).number,
            seats: seats.into_iter().map(|seat| (seat.id, seat.label.to_string(), seat.who.account.to_string())).collect(),
            numbers: numbers.into_iter().map(|one| (one.label.to_string(), one.registry_id.to_string())).collect(),
            draw,
        }
    }

    /// What is worth asking for in addresses.
    pub fn asks(&self) -> Vec<String> {
        vec![self.draw.to_string(), self.seats[0].0.clone()]
    }
}

/// An expert of the pool with whatever identifies it.
struct Known {
    number: String,
    email: String,
    names: Vec<String>,
}

/// The pool, and everything that identifies one of it.
struct Pool {
    all: Vec<Known>,
    wanted: Wanted,
    /// Whom each wanted text identifies, counted from 0.
    whose: Vec<usize>,
}

impl Pool {
    fn of(city: &City) -> Pool {
        let all = known(city);
        let whose = all.iter().enumerate().flat_map(|(at, one)| vec![at; one.names.len()]).collect();
        Pool { wanted: Wanted::new(all.iter().flat_map(|one| one.names.clone())), whose, all }
    }

    /// Who is named in what is said.
    fn told(&self, said: &str) -> Vec<&Known> {
        let told: BTreeSet<usize> = self.wanted.places(said).into_iter().map(|place| self.whose[place]).collect();
        told.into_iter().map(|at| &self.all[at]).collect()
    }
}

fn known(city: &City) -> Vec<Known> {
    type Row = (String, String, String, String, String, String);
    let rows: Vec<Row> = city.asked(|conn| {
        let all = pool::table.inner_join(accounts::table).order(pool::number);
        Ok(all.select((pool::number, accounts::email, pool::id, accounts::id, accounts::name, accounts::pseudonym)).load(conn)?)
    });
    let of = |(number, email, id, account, name, pseudonym): Row| Known {
        names: vec![number.clone(), email.clone(), id, account, name, pseudonym],
        number,
        email,
    };
    rows.into_iter().map(of).collect()
}

/// Every leak there is, in words that tell where.
pub fn leaks(city: &City, panels: &[Panel], found: &Evidence) -> Vec<String> {
    let pool = Pool::of(city);
    let mut leaks = named(&pool, panels, found);
    leaks.extend(counted(&pool, found));
    leaks.extend(in_order(city, panels));
    leaks.sort();
    leaks.dedup();
    leaks
}

/// Something of a panel beside some of the pool, but not all: that a notice lists everybody tells nothing. What an expert reads of itself, and letters to it,
/// are no news to it.
fn named(pool: &Pool, panels: &[Panel], found: &Evidence) -> Vec<String> {
    let pages = found.pages.iter().map(|(who, path, said)| (format!("{who} at {path}"), said, who.strip_prefix("expert ").unwrap_or("")));
    let rows = found.rows.iter().map(|(table, line)| (format!("a row of {table}"), line, ""));
    let letters = found.letters.iter().map(|(to, said)| (format!("a letter to {to}"), said, to.as_str()));
    let lines = found.lines.iter().map(|line| ("a line of the log or the figures".to_owned(), line, ""));
    let mut leaks = Vec::new();
    for (place, said, own) in pages.chain(rows).chain(letters).chain(lines) {
        let told = pool.told(said);
        if told.len() == pool.all.len() {
            continue;
        }
        let told: Vec<&str> = told.iter().filter(|one| one.number != own && one.email != own).map(|one| one.number.as_str()).collect();
        if told.is_empty() {
            continue;
        }
        for panel in panels {
            let seat = panel.seats.iter().any(|(id, label, _)| said.contains(id.as_str()) || said.contains(label.as_str()));
            // The log shows to everybody who came into the pool, and other pages of it what happened in which project.
            let listed = place.ends_with(" at /log");
            if seat || (!listed && (said.contains(panel.number.as_str()) || said.contains(panel.project.as_str()))) {
                leaks.push(format!("{place} has {told:?} beside a panel"));
            }
        }
    }
    leaks
}

/// Whoever sits has as many rows in every table as who does not: letters, acts and jobs tell by their number too.
fn counted(pool: &Pool, found: &Evidence) -> Vec<String> {
    let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (table, line) in found.rows.iter().filter(|(table, _)| !table.starts_with("backup ")) {
        for one in pool.told(line) {
            *counts.entry(table).or_default().entry(&one.number).or_default() += 1;
        }
    }
    let uneven =
        counts.into_iter().filter(|(_, by)| by.len() < pool.all.len() || by.values().any(|count| count != by.values().next().unwrap()));
    uneven.map(|(table, by)| format!("the rows of {table} are uneven: {by:?}")).collect()
}

/// The labels of a panel's draw lie, in every project, in the order of the pool.
fn in_order(city: &City, panels: &[Panel]) -> Vec<String> {
    let lie = |panel: &Panel, backwards: bool| {
        let order = evidence::lying(city, "draw_entries");
        let labels =
            evidence::words(city, &format!("SELECT label AS word FROM draw_entries WHERE draw_id = '{}' ORDER BY {order}", panel.draw));
        let mut numbers: Vec<&String> = labels.iter().map(|label| &panel.numbers[label]).collect();
        if backwards {
            numbers.reverse();
        }
        assert!(numbers.len() > 5);
        numbers.is_sorted()
    };
    let told = [false, true].iter().any(|backwards| panels.iter().all(|panel| lie(panel, *backwards)));
    if told { vec!["the entries of the panels' draws lie in the order of the pool".to_owned()] } else { Vec::new() }
}

fn is_found(city: &City, panels: &[Panel], found: &Evidence, told: &str) {
    let leaks = leaks(city, panels, found);
    assert!(leaks.iter().any(|leak| leak.contains(told)), "not found: {told}; found: {leaks:?}");
}

/// Somebody in a review did what experts do: it locked its sheet, and another left with a reason that names itself.
pub async fn acts(app: &TestApp, city: &City, (panel, all): (&Panel, &[Expert])) {
    let sits = |at: usize| (panel.seats[at].0.as_str(), all.iter().find(|expert| expert.account == panel.seats[at].2).unwrap());
    let ((seat, expert), (other, leaves)) = (sits(0), sits(1));
    let desk = expert.visitor.get(&format!("/expert/reviews/{seat}")).await.body;
    for sheet in reviews::sheets(&desk, seat) {
        assert_eq!(reviews::scores(expert, (seat, &sheet), ["15", "30", "15", "15"]).await.status, 303);
    }
    assert_eq!(reviews::locks(expert, seat).await.status, 303);
    let name = known(city).into_iter().find(|one| one.number == leaves.number).unwrap().names[4].clone();
    let page = format!("/expert/reviews/{other}");
    let left = leaves.visitor.post_from(&page, &format!("{page}/recuse"), &[("reason", &format!("本人{name}与其中一家有往来"))]).await;
    assert_eq!(left.status, 303, "{}", left.body);
    app.work().await;
    let own = expert.visitor.get("/account/acts").await.body;
    assert!(own.contains("锁定评分") && own.contains("答复评审邀请"), "one's own receipts are found all the same: {own}");
    let letters: i64 = city.asked(|conn| {
        use mingxuan::db::schema::mails;
        Ok(mails::table.filter(mails::account_id.eq(&expert.account)).filter(mails::subject.like("%评审%")).count().get_result(conn)?)
    });
    assert_eq!(letters, 0, "letters to a panel are not kept");
}

/// The rows anew.
fn rows_again(city: &City) -> Evidence {
    Evidence { rows: evidence::rows_of(city), ..Evidence::default() }
}

/// Every plant on its own; between two nothing is left of the first.
pub fn each_is_found(app: &TestApp, city: &City, panels: &[Panel]) {
    let panel = &panels[0];
    let (seat, label, account) = panel.seats[0].clone();
    let who = known(city).into_iter().find(|one| one.names.contains(&account)).unwrap();
    let (number, pseudonym) = (who.number.clone(), who.names[5].clone());
    let nothing_left = || assert_eq!(leaks(city, panels, &rows_again(city)), Vec::<String>::new(), "nothing is left");
    let plants = |plant: String, told: &str, undone: String| {
        sql(city, plant);
        is_found(city, panels, &rows_again(city), told);
        sql(city, undone);
        nothing_left();
    };

    // A plain link; whose a seat is, before its time; a number behind a label; what was sealed lying open.
    plants(
        format!("INSERT INTO settings (key, value) VALUES ('seat {seat}', '{account}')"),
        "a row of settings",
        format!("DELETE FROM settings WHERE key = 'seat {seat}'"),
    );
    let seated = |whose: &str| format!("UPDATE panel_seats SET account_id = {whose} WHERE id = '{seat}'");
    plants(seated(&format!("'{account}'")), "a row of panel_seats", seated("NULL"));
    let drawn = |with: &str| format!("UPDATE draw_entries SET sealed = {with} WHERE label = '{label}'");
    plants(drawn(&format!("sealed || ' {number}'")), "a row of draw_entries", drawn(&format!("replace(sealed, ' {number}', '')")));

    // The log's own row names the author, as it does of everybody else; a letter is kept; a job names whom it writes to.
    let wrote = |from: &str, to: &str| format!("UPDATE log_documents SET actor = '{to}' WHERE actor = '{from}'");
    let author = format!("seat {seat}");
    let logged = city.asked(|conn| Ok(log_documents::table.filter(log_documents::actor.eq(&author)).count().get_result::<i64>(conn)?));
    assert!(logged > 1, "what experts do is logged");
    let added = format!("UPDATE log_documents SET actor = '{author}' WHERE actor = '{pseudonym}' AND kind = 'entry.received'");
    plants(wrote(&author, &pseudonym), "a row of log_documents", added);
    plants(
        format!(
            "INSERT INTO mails (id, account_id, subject, body, lang, sent_at) VALUES ('planted', '{account}', '请参加评审', '', 'zh-CN', 1)"
        ),
        "the rows of mails are uneven",
        "DELETE FROM mails WHERE id = 'planted'".to_owned(),
    );
    let letter = Letter::new("expert-invited").to(format!("/expert/invitations/{seat}"));
    let (job, now) = (Job::Mail { account: account.clone(), letter }, app.now());
    written(city, move |conn| outbox::push_at(conn, now, Instant(now.ms() + 1_000_000_000), &job));
    is_found(city, panels, &rows_again(city), "a row of jobs");
    written(city, move |conn| {
        diesel::delete(jobs::table.filter(jobs::kind.eq("mail"))).execute(conn)?;
        Ok(())
    });
    nothing_left();

    // On SQLite the entries of a draw have no order but that of their key.
    if app.engine == "postgres" {
        in_the_order_of_the_pool(city, panels);
        is_found(city, panels, &rows_again(city), "in the order of the pool");
    }
    in_the_material(city, panels, [&seat, &account, &number]);
}

/// The entries of every panel's draw written anew in the order of the pool.
fn in_the_order_of_the_pool(city: &City, panels: &[Panel]) {
    use mingxuan::db::schema::draw_entries::dsl as d;
    for panel in panels {
        let (draw, numbers) = (panel.draw.to_string(), panel.numbers.clone());
        written(city, move |conn| {
            let own = d::draw_entries.filter(d::draw_id.eq(&draw));
            let mut rows: Vec<(String, String)> = own.select((d::label, d::sealed)).load(conn)?;
            rows.sort_by_key(|(label, _)| numbers[label].clone());
            diesel::delete(own).execute(conn)?;
            for (label, sealed) in rows {
                let row = (d::draw_id.eq(&draw), d::label.eq(label), d::sealed.eq(sealed));
                diesel::insert_into(d::draw_entries).values(row).execute(conn)?;
            }
            Ok(())
        });
    }
}

/// Pages, answers, lines, figures, letters and a backup that would tell: the search is held against material that has it.
fn in_the_material(city: &City, panels: &[Panel], [seat, account, number]: [&str; 3]) {
    let project = &panels[0].number;
    let held = |change: &dyn Fn(&mut Evidence), told: &str| {
        let mut found = Evidence::default();
        change(&mut found);
        is_found(city, panels, &found, told);
    };
    held(&|found| found.lines.push(format!("DEBUG invited seat={seat} account={account}")), "a line of the log");
    held(
        &|found| found.lines.push(format!("mingxuan_seats{{project=\"{project}\",expert=\"{number}\"}} 1")),
        "a line of the log or the figures",
    );
    let page = |who: &str, path: &str, said: String| (who.to_owned(), path.to_owned(), said);
    held(
        &|found| found.pages.push(page("operator", "/operations/experts", format!("{number} 正在评审 {project}"))),
        "operator at /operations",
    );
    let answer = |found: &mut Evidence| {
        found.pages.push(page("administrator", "/api/v1/x", format!("{{\"id\":\"{seat}\",\"expert\":\"{number}\"}}")))
    };
    held(&answer, "administrator at /api/v1/x");
    held(&|found| found.pages.push(page("expert expert-99999", "/expert", format!("{seat} {number}"))), "expert expert-99999 at /expert");
    held(&|found| found.letters.push(("owner@city.example".into(), format!("{project}由{number}评审"))), "a letter to owner@city.example");
    held(
        &|found| found.rows.push(("backup tables/panel_seats.jsonl".into(), format!("{{\"id\":\"{seat}\",\"account_id\":\"{account}\"}}"))),
        "a row of backup",
    );
}
