//! Building the city: one act after another on the simulated clock, and in between whatever the market's own jobs do by the clock.

use std::sync::Arc;

use super::cast::{self, Offices};
use super::choices;
use super::dice::Dice;
use super::firms::{Firm, firms};
use super::plan::{Act, Agenda, Fate, Planned, calendar_before, posting, schedule};
use super::secrets::{self, Kept};
use crate::app::App;
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::ServiceCode;
use crate::domain::draw::Terms;
use crate::domain::project::ProjectId;
use crate::domain::qualification::Requirements;
use crate::domain::time::{DAY, Day, HOUR, Instant};
use crate::error::{Error, Result};
use crate::market::{agencies, credit, projects, signups};
use crate::platform::auth::{Acting, Identity};
use crate::platform::outbox;
use crate::worker;

/// How large a city is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub seed: u64,
    pub agencies: usize,
    pub owners: usize,
    pub finished: usize,
}

/// When the doors of the city open: 20 November 2026, 9:00 in Shanghai.
pub fn doors_open() -> Instant {
    Day::of(2026, 11, 20).expect("a day of the calendar").at(9, 0)
}

/// In how many parts the agencies of the first days file.
const PARTS: usize = 28;

/// A city in the making.
pub struct City {
    pub(super) app: App,
    pub(super) dice: Dice,
    /// What agencies choose and the public dice show.
    pub(super) secrets: Dice,
    pub(super) kept: Vec<Kept>,
    pub(super) offices: Offices,
    pub(super) owners: Vec<Arc<Identity>>,
    /// The agencies' managers by their position.
    pub(super) agencies: Vec<Arc<Identity>>,
    /// Those that file in the last days and wait for their check.
    newcomers: Vec<Firm>,
    pub(super) planned: Vec<Planned>,
    pub(super) ids: Vec<Option<ProjectId>>,
}

/// Builds a whole city; `progress` is told how far it is, in thousandths.
///
/// # Errors
/// Whatever a service refuses: a demo city keeps every rule of the market.
pub async fn build(app: &App, size: Size) -> Result<()> {
    app.clock.set(doors_open().plus(-372 * DAY));
    let mut city = people(app, size).await?;
    super::cases::early(app, &city.offices, &city.agencies).await?;
    let mut agenda = city.agenda(size);
    let total = agenda.len().max(1);
    while let Some((when, project, act)) = agenda.next() {
        if when >= doors_open() {
            continue;
        }
        jobs_until(app, when).await?;
        app.clock.set(when);
        city.act(project, act).await.map_err(|e| Error::caused(format!("demo city, {act:?} of {project}"), e))?;
        app.progress.set(u32::try_from(300 + 650 * (total - agenda.len()) / total).unwrap_or(950));
    }
    city.last_moments().await
}

/// Does what is due before `when`, each at its own time.
async fn jobs_until(app: &App, when: Instant) -> Result<()> {
    for _ in 0..100_000 {
        let (_, next) = app.db.read(outbox::waiting).await?;
        let Some(next) = next.filter(|next| *next < when) else { return Ok(()) };
        if next > app.clock.now() {
            app.clock.set(next);
        }
        worker::run_due(app, "demo").await?;
    }
    Err(Error::internal("the demo city's jobs never end"))
}

async fn people(app: &App, size: Size) -> Result<City> {
    let shared = app.clone();
    let offices = app.db.write(move |conn| cast::offices(conn, &shared)).await?;
    let operator: Acting<crate::platform::auth::Operator> = Acting::of(offices.operator.clone())?;
    let mut list = firms(size.seed, size.agencies, crate::market::catalogue::catalogue());
    let newcomers = list.split_off(list.len() - list.len() / 100 - 2);
    let mut agencies = Vec::with_capacity(list.len());
    let first = app.clock.now().day();
    for (part, chunk) in list.chunks(list.len().div_ceil(PARTS)).enumerate() {
        // A few each hour, in the first days of the year.
        let (hours, days) = (u32::try_from(part % 6).unwrap_or(0), u32::try_from(part / 6).unwrap_or(0));
        app.clock.set(app.calendars.now().add_working_days(first, days).0.at(9 + hours, 30));
        let (shared, operator, chunk) = (app.clone(), operator.clone(), chunk.to_vec());
        let made = app
            .db
            .write(move |conn| chunk.iter().map(|firm| cast::agency(conn, &shared, firm, (&operator, true))).collect::<Result<Vec<_>>>())
            .await?;
        agencies.extend(made);
        app.progress.set(u32::try_from(250 * part / PARTS).unwrap_or(250));
    }
    super::reviews::found(app, offices.operator.clone()).await?;
    let (shared, seed) = (app.clone(), size.seed);
    let owners = app
        .db
        .write(move |conn| {
            let mut dice = Dice::of(seed, "owners");
            (0..size.owners).map(|n| cast::owner(conn, &shared, &mut dice, (n, &operator))).collect::<Result<Vec<_>>>()
        })
        .await?;
    let dice = Dice::of(size.seed, "acts");
    let secrets = Dice::of(size.seed, "secrets");
    let (kept, planned, ids) = (Vec::new(), Vec::new(), Vec::new());
    Ok(City { app: app.clone(), dice, secrets, kept, offices, owners, agencies, newcomers, planned, ids })
}

impl City {
    /// Plans every project of the city.
    fn agenda(&mut self, size: Size) -> Agenda {
        let (calendar, catalogue) = (self.app.calendars.now(), crate::market::catalogue::catalogue());
        let (mut agenda, mut dice) = (Agenda::default(), Dice::of(size.seed, "projects"));
        let last = doors_open().day();
        let ago = |days: i64| last.start().plus(-days * DAY).day();
        let plan: Vec<(Fate, Day)> = (0..size.finished)
            .map(|n| {
                let fate = if n % 20 == 7 { Fate::Declined } else { Fate::Finished };
                (fate, ago(45 + i64::try_from(n).unwrap_or(0) * 318 / i64::try_from(size.finished.max(1)).unwrap_or(1)))
            })
            .chain([
                (Fate::Draft, ago(2)),
                (Fate::InReview, ago(1)),
                (Fate::InReview, ago(3)),
                (Fate::Awaiting, ago(1)),
                (Fate::Returned, ago(2)),
                (Fate::Open, ago(1)),
                (Fate::Open, ago(1)),
                (Fate::Open, ago(1)),
                (Fate::Open, ago(1)),
                (Fate::Failed, ago(20)),
                (Fate::Terminated, ago(16)),
                (Fate::Offered, ago(4)),
                (Fate::Accepted, ago(7)),
                (Fate::Registered, ago(9)),
                (Fate::InService, ago(15)),
                (Fate::Delivered, ago(23)),
                (Fate::AcceptedWork, ago(26)),
            ])
            .collect();
        for (n, (fate, day)) in plan.into_iter().enumerate() {
            let signups = if fate == Fate::Failed { 0 } else { 3 + dice.below(7) };
            let owner = if fate == Fate::Finished { dice.below(self.owners.len()) } else { n % 3 };
            let mut posting = posting(&mut dice, catalogue);
            let nth = self.planned.iter().filter(|other| other.fate == fate).count();
            posting.spec.draw = secrets::terms(fate, nth);
            let signups = choices::shape(&mut posting, (fate, nth), signups);
            if posting.spec.draw != Terms::default() {
                posting.spec.requirements = Requirements::none();
            }
            let planned = Planned { posting, owner, fate, signups };
            schedule(&mut agenda, &mut dice, &calendar, (n, &planned, day));
            self.planned.push(planned);
            self.ids.push(None);
        }
        self.drawn_soon(&mut agenda, &mut dice, &calendar);
        self.chosen_soon(&mut agenda, size.seed, &calendar);
        self.quoted_soon(&mut agenda, size.seed, &calendar);
        self.reviewed_soon(&mut agenda, size.seed, &calendar);
        // Those that file in the last days; the first of them wait for longer than they should.
        for n in 0..self.newcomers.len() {
            let day = calendar_before(&calendar, last, if n % 2 == 0 { 3 } else { 1 });
            agenda.at(day.at(10, u32::try_from(n % 60).unwrap_or(0)), n, Act::Arrive);
        }
        agenda
    }

    /// The one that closes five minutes after the doors open, the one that closes as they open and is being drawn then, and the one that has closed
    /// and whose beacon's round comes a quarter of an hour later.
    fn drawn_soon(&mut self, agenda: &mut Agenda, dice: &mut Dice, calendar: &Calendar) {
        for (clock, terms) in [((9, 5), Terms::default()), ((9, 0), Terms::default()), ((8, 45), secrets::beacon())] {
            let n = self.planned.len();
            let mut drawn_soon = posting(dice, crate::market::catalogue::catalogue());
            (drawn_soon.spec.draw, drawn_soon.spec.window_wd, drawn_soon.spec.requirements) = (terms, 2, Requirements::none());
            self.planned.push(Planned { posting: drawn_soon, owner: 0, fate: Fate::Open, signups: 6 });
            self.ids.push(None);
            let published = calendar_before(calendar, doors_open().day(), 2).at(clock.0, clock.1);
            agenda.at(published.plus(-17 * HOUR), n, Act::Create);
            agenda.at(published.plus(-16 * HOUR), n, Act::Submit);
            agenda.at(published, n, Act::Review);
            agenda.at(published.plus(3 * HOUR), n, Act::SignUps);
        }
    }

    /// What happens as the doors open: whatever is due at this very moment is begun, and a project is approved whose commitments are awaited.
    async fn last_moments(&self) -> Result<()> {
        let app = &self.app;
        jobs_until(app, doors_open()).await?;
        app.clock.set(doors_open());
        worker::run_due(app, "demo").await?;
        for n in 0..self.planned.len() {
            if self.planned[n].fate == Fate::Awaiting {
                self.review(n, Act::Review).await?;
            }
        }
        super::cases::late(app, &self.offices, &self.agencies).await?;
        let shared = app.clone();
        app.db.write(move |conn| credit::jobs::begin(conn, shared.clock.now())).await
    }

    async fn arrive(&self, n: usize) -> Result<()> {
        let (app, firm, operator) = (self.app.clone(), self.newcomers[n].clone(), Acting::of(self.offices.operator.clone())?);
        self.app.db.write(move |conn| cast::agency(conn, &app, &firm, (&operator, false)).map(|_| ())).await
    }

    async fn act(&mut self, n: usize, act: Act) -> Result<()> {
        match act {
            Act::Create => {
                self.name(n).await?;
                self.suit(n).await?;
                let (app, owner) = (self.app.clone(), self.owners[self.planned[n].owner].clone());
                let draft = projects::NewDraft { posting: self.planned[n].posting.clone(), replaces: None };
                self.ids[n] = Some(app.clone().db.write(move |conn| projects::create(conn, &app, &owner, &draft)).await?);
                Ok(())
            }
            Act::Arrive => self.arrive(n).await,
            Act::SignUps => self.sign_ups(n).await,
            Act::Submit | Act::Review | Act::Terminate => self.review(n, act).await,
            Act::Panel => self.panel(n).await,
            Act::Bargain => self.bargain(n).await,
            Act::Choose => self.choose(n).await,
            Act::Answer => self.answer(n).await,
            Act::Reveal => self.reveal(n).await,
            Act::Throw => self.throw(n).await,
            Act::Register | Act::Confirm | Act::Deliver | Act::AcceptWork | Act::Rate => self.perform(n, act).await,
        }
    }

    pub(super) fn id(&self, n: usize) -> Result<ProjectId> {
        self.ids[n].clone().ok_or_else(|| Error::internal("an act before its project"))
    }

    async fn review(&self, n: usize, act: Act) -> Result<()> {
        let (app, id, fate) = (self.app.clone(), self.id(n)?, self.planned[n].fate);
        let (owner, operator) = (self.owners[self.planned[n].owner].clone(), self.offices.operator.clone());
        let shared = app.clone();
        app.db
            .write(move |conn| match act {
                Act::Submit => projects::submit(conn, &shared, &owner, &id),
                Act::Terminate => projects::terminate(conn, &shared, &owner, &id, "建设方案调整，本次采购不再进行。"),
                _ if fate == Fate::Returned => {
                    projects::return_(conn, &shared, &operator, &id, "服务内容不够具体，请写明成果文件的深度和份数。")
                }
                _ => projects::approve(conn, &shared, &operator, &id),
            })
            .await
    }

    /// Agencies that offer the item sign up, as many as are planned and may.
    async fn sign_ups(&mut self, n: usize) -> Result<()> {
        let (app, id, item) = (self.app.clone(), self.id(n)?, ServiceCode::from(self.planned[n].posting.item.as_str()));
        let offering = app.db.read(move |conn| agencies::offering(conn, &item)).await?;
        let mut order = self.dice.places(offering.len(), offering.len());
        if self.waits_for_its_reader(n) {
            // The first agency, whose sign-in is printed, is among them.
            order.sort_by_key(|place| offering[*place].as_str() != self.agencies[0].org.as_str());
        }
        let mut left = self.planned[n].signups;
        for place in order {
            if left == 0 {
                break;
            }
            let Some(who) = self.agencies.iter().find(|who| who.org.as_str() == offering[place].as_str()).cloned() else { continue };
            let (shared, id, signing) = (app.clone(), id.clone(), who.clone());
            match app.db.write(move |conn| signups::sign_up(conn, &shared, &who, &id)).await {
                Ok(signup) => {
                    left -= 1;
                    self.quote(n, &signing, (&signup, self.planned[n].signups - left)).await?;
                    self.lock_in(n, &signing, signup).await?;
                }
                Err(Error::Refused(_)) => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    pub(super) fn agency(&self, org: &str) -> Result<Arc<Identity>> {
        self.agencies.iter().find(|who| who.org.as_str() == org).cloned().ok_or(Error::NotFound)
    }
}
