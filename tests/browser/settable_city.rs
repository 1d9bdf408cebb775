//! Serves a finished demo city under a clock that is told the time, so that a browser can walk through weeks in minutes.
//!
//!   `settable_city` FOLDER PORT 2026-11-20T09:30 [POLICY [DATABASE]]
//!
//! With a policy file the folder is new: a market with nobody in it but an operator, under that policy, whose sign-in is printed as the demo prints its own.
//! Its records are in the folder, or in the empty database of this address.
//!
//! Each line on its input (2026-11-23T10:00, Shanghai time) sets the clock, which runs on from there at real speed; the line is repeated on the
//! output when it is done. The end of the input stops the server. Nothing of this is in the shipped program, whose clock nobody sets.
#![allow(clippy::print_stdout, reason = "the browser's side reads what this program answers")]

use std::io::BufRead;
use std::path::Path;

use mingxuan::app::App;
use mingxuan::config::{Config, Sources};
use mingxuan::demo::PASSWORD;
use mingxuan::domain::account::LinkPurpose;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::domain::text::{Email, PersonName};
use mingxuan::domain::time::Instant;
use mingxuan::error::{Error, Result};
use mingxuan::market::accounts::{self, NewAccount};
use mingxuan::platform::audit::Actor;
use mingxuan::platform::clock::Clock;
use mingxuan::platform::i18n::Lang;
use mingxuan::platform::{lock, telemetry};
use mingxuan::{market, server, worker};
use tokio::sync::watch;

const OPERATOR: &str = "operator@demo.example";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, port, begins, new @ ..] = arguments.as_slice() else {
        return Err(Error::Setup("give a folder, a port and a time".into()));
    };
    let _lock = lock::take(Path::new(folder))?;
    let mut flags = vec![
        ("data_dir", folder.clone()),
        ("server.port", port.clone()),
        ("market.demonstration", "true".to_owned()),
        // Whoever signed in before a weekend passes is still at the desk after it, and everybody knocks from one address.
        ("security.session_hours", "2000".to_owned()),
        ("security.session_idle_minutes", "100000".to_owned()),
        ("limits.sign_in_per_minute", "0".to_owned()),
    ];
    flags.extend(new.get(1).map(|address| ("database.url", address.clone())));
    let mut config = Config::load(&Sources { flags, ..Sources::default() }).map_err(|refused| Error::Setup(refused.to_string()))?;
    // Whether a machine can reach drand must make no difference to a journey.
    config.beacon.relays.clear();
    config.market.policies.extend(new.first().map(Into::into));
    telemetry::start_logging(&config.log)?;
    let begins = time(begins)?;
    let clock = Clock::simulated(begins);
    let app = market::open(config, clock.clone())?;
    clock.run_from(begins);
    let runtime = tokio::runtime::Runtime::new().map_err(|e| Error::caused("starting the runtime", e))?;
    let is_new = !new.is_empty();
    runtime.block_on(async move {
        let (stop, stopped) = watch::channel(false);
        if is_new {
            an_operator(&app).await?;
        }
        let running = server::start(&app)?;
        println!("ready");
        let working = tokio::spawn(worker::run(app, stopped.clone()));
        std::thread::spawn(move || {
            obey(&clock);
            stop.send_replace(true);
        });
        running.wait(stopped).await?;
        working.await.map_err(|e| Error::caused("finishing the job in hand", e))
    })
}

/// The one officer of a new market, with a password.
async fn an_operator(app: &App) -> Result<()> {
    let no = |what| Error::Setup(format!("the operator's {what} is none"));
    let (email, name) = (Email::parse(OPERATOR).map_err(|_| no("address"))?, PersonName::parse("林晓岚").map_err(|_| no("name"))?);
    let shared = app.clone();
    let token = app.db.write(move |conn| {
        let org = accounts::office(conn, &shared, shared.clock.now())?;
        let new = NewAccount { email, name, phone: None, role: Role::Operator, rank: MemberRank::Clerk, org, lang: Lang::Zh };
        accounts::invite(conn, &shared, &Actor::platform(), &new)?;
        accounts::link_for(conn, &shared, OPERATOR, LinkPurpose::Invite)
    });
    accounts::use_link(app, &token.await?, PASSWORD.to_owned(), None).await?;
    println!("Password of every account below: {PASSWORD}\n  {:<15} {OPERATOR}", "operator");
    Ok(())
}

/// Sets the clock line by line until the input ends.
fn obey(clock: &Clock) {
    for line in std::io::stdin().lock().lines().map_while(std::result::Result::ok) {
        match time(line.trim()) {
            Ok(at) => {
                clock.run_from(at);
                println!("{line}");
            }
            Err(problem) => println!("{problem}"),
        }
    }
}

fn time(text: &str) -> Result<Instant> {
    Instant::parse_local(text).ok_or_else(|| Error::Setup(format!("{text} is not a time like 2026-11-20T09:30")))
}
