//! Proposals that experts review: one that is then drawn, one that is then chosen blind, and one whose printed expert has still to score.

use std::sync::Arc;

use super::city::{City, doors_open};
use super::dice::Dice;
use super::plan::{Act, Agenda, Fate, Planned, calendar_before, posting, schedule};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::calendar::Calendar;
use crate::domain::draw::Label;
use crate::domain::expert::{Employer, Profile};
use crate::domain::method::Way;
use crate::domain::policy::Review;
use crate::domain::project::{PriceKind, ProjectState};
use crate::domain::qualification::Requirements;
use crate::domain::text::{Email, PersonName};
use crate::domain::time::{HOUR, MINUTE};
use crate::error::{Error, Result};
use crate::market::experts::service::pool::NewExpert;
use crate::market::experts::service::seats::Answer;
use crate::market::reviews::ReviewState;
use crate::market::reviews::service::sheets::Marks;
use crate::market::{accounts, catalogue, experts, reviews};
use crate::platform::auth::Identity;

/// The expert that can sign in.
const PRINTED: &str = "expert@demo.example";
/// Experts of the city.
const EXPERTS: usize = 14;
/// What only as many experts can judge as a panel has seats, so that the printed one sits.
const FEW: &str = "cost-consulting";
/// Why an expert gives more for what it thought little of.
const REASON: &str = "复看后认可其进度安排，上调了评分；检核办法写得仍偏简略，没有给到更高。";

fn email(n: usize) -> String {
    if n == 0 { PRINTED.to_owned() } else { format!("expert{:02}@mail.example", n + 1) }
}

/// The pool, in one transaction.
pub async fn found(app: &App, operator: Arc<Identity>) -> Result<()> {
    let (shared, seats) = (app.clone(), app.policies.in_force(doors_open()).review.seats as usize);
    app.db.write(move |conn| pool(conn, &shared, &operator, seats)).await
}

/// The pool: taken in by the operator. Everybody judges about half of the items.
fn pool(conn: &mut DbConn, app: &App, operator: &Identity, seats: usize) -> Result<()> {
    let refused = |what: &str| Error::internal(format!("the demo city's {what} is not what the market takes"));
    let mut dice = Dice::of(7, "experts");
    for n in 0..EXPERTS {
        let name = super::firms::person(&mut dice);
        let judges = |(at, code): (usize, &str)| if code == FEW { n < seats } else { (at + n) % 2 == 0 };
        let items = catalogue::catalogue().items().iter().map(|item| item.code.to_string()).enumerate();
        let profile = Profile {
            title: ["高级工程师", "注册造价工程师", "教授", "正高级会计师"][n % 4].to_owned(),
            employer: Employer {
                name: format!("临澄市{}", ["职业技术学院", "建筑设计研究院", "审计学会"][n % 3]), uscc: String::new()
            },
            former: Vec::new(),
            kin: Vec::new(),
            items: items.filter(|(at, code)| judges((*at, code))).map(|(_, code)| code).collect(),
        };
        let new = NewExpert {
            email: Email::parse(&email(n)).map_err(|_| refused("address"))?,
            name: PersonName::parse(&name).map_err(|_| refused("name"))?,
            profile,
        };
        experts::add(conn, app, operator, &new)?;
    }
    Ok(())
}

/// A way with a review.
fn reviewed(preset: &str, rules: &Review) -> Way {
    Way { preset: preset.to_owned(), shortlist: 3, weights: rules.proposed(), ..Way::default() }
}

impl City {
    /// The three projects that are reviewed, and those whose owner compares the proposals itself.
    pub(super) fn reviewed_soon(&mut self, agenda: &mut Agenda, seed: u64, calendar: &Calendar) {
        let rules = self.app.policies.in_force(doors_open()).review.clone();
        let plans = [
            ("review-then-draw", Fate::Finished, 35),
            ("review-then-choose", Fate::Finished, 30),
            ("review-then-draw", Fate::Reviewing, 2),
        ];
        for (at, (preset, fate, before)) in plans.into_iter().enumerate() {
            let (n, mut dice) = (self.planned.len(), Dice::of(seed, &format!("reviews {at}")));
            let mut chosen = posting(&mut dice, catalogue::catalogue());
            if fate == Fate::Reviewing {
                FEW.clone_into(&mut chosen.item);
                "滨江片区综合管廊全过程造价咨询".clone_into(&mut chosen.title);
                chosen.spec.content = format!("按照国家和地方现行标准完成{}，提交成果文件一式三份及电子版。", chosen.title);
            }
            (chosen.price_kind, chosen.spec.window_wd, chosen.spec.requirements) = (PriceKind::Cap, 1, Requirements::none());
            chosen.spec.way = reviewed(preset, &rules);
            let planned = Planned { posting: chosen, owner: at % 3, fate, signups: 5 };
            let closes = schedule(agenda, &mut dice, calendar, (n, &planned, calendar_before(calendar, doors_open().day(), before)));
            // The panel is drawn within the hour; its experts answer, score, explain, and the chair locks.
            for minutes in [60, 120, 180, 240] {
                agenda.at(closes.plus(minutes * MINUTE), n, Act::Panel);
            }
            agenda.at(closes.plus(5 * HOUR), n, Act::Choose);
            self.planned.push(planned);
            self.ids.push(None);
        }
        self.compared_soon(agenda, seed, calendar);
    }

    /// Whoever was asked accepts; whoever sits scores and locks; the chair locks the review. The printed expert leaves the last review to the visitor.
    pub(super) async fn panel(&mut self, n: usize) -> Result<()> {
        let (app, id, waits) = (self.app.clone(), self.id(n)?, self.planned[n].fate == Fate::Reviewing);
        let seed = self.secrets.below(1_000_000);
        let shared = app.clone();
        app.db
            .write(move |conn| {
                let asked = experts::asked(conn, &shared, &id)?;
                if !asked.is_empty() {
                    for seat in asked {
                        let who = accounts::identity(conn, &seat.who.account)?;
                        experts::answer(conn, &shared, &who, (&seat.id, &Answer::Accept))?;
                    }
                    return Ok(());
                }
                let mut dice = Dice::of(seed as u64, "points");
                for seat in experts::sitting(conn, &shared, &id)? {
                    let own = experts::of_account(conn, &seat.who.account)?.is_some_and(|expert| expert.email == PRINTED);
                    if !(own && waits) {
                        let who = accounts::identity(conn, &seat.who.account)?;
                        score(conn, &shared, (&who, &seat.id), &mut dice)?;
                    }
                }
                Ok(())
            })
            .await
    }
}

/// One expert does what its desk asks for, if anything.
fn score(conn: &mut DbConn, app: &App, (who, seat): (&Identity, &str), dice: &mut Dice) -> Result<()> {
    let desk = reviews::service::sheets::at_desk(conn, app, who, seat);
    let Ok(desk) = desk else { return Ok(()) };
    if desk.project.state != ProjectState::Reviewing {
        return Ok(());
    }
    let weights = desk.project.spec.way.weights.clone();
    for (n, pseudonym) in reviews::pseudonyms(conn, &desk.project.id)?.into_iter().enumerate() {
        // Whoever was drawn second thinks little of one proposal, and somewhat more of it when asked.
        let least = match (n, desk.seat.position, desk.review.state) {
            (0, 2, ReviewState::Scoring) => 25,
            (0, 2, _) => 45,
            _ => 70,
        };
        let points =
            weights.iter().map(|(id, most)| (id.clone(), most * (least + u32::try_from(dice.below(28)).unwrap_or_default()))).collect();
        let marks = Marks { points, reason: REASON.to_owned() };
        allowed(reviews::save(conn, app, who, (seat, &pseudonym as &Label, &marks)))?;
    }
    allowed(reviews::lock(conn, app, who, seat))?;
    match reviews::close(conn, app, who, seat) {
        Err(Error::NotFound) => Ok(()),
        other => allowed(other),
    }
}

fn allowed(done: Result<()>) -> Result<()> {
    match done {
        Err(Error::Refused(_)) => Ok(()),
        other => other,
    }
}
