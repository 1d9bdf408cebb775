//! What is to happen in a demo city, and when: a list of acts on a simulated clock, in the order of time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::dice::Dice;
use super::words::{SITES, WORKS};
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::Catalogue;
use crate::domain::draw::{Dice as Throw, Nonces, Terms};
use crate::domain::method::Way;
use crate::domain::money::Fen;
use crate::domain::project::{Posting, PriceKind, Spec};
use crate::domain::qualification::{Combine, Requirements};
use crate::domain::time::{Day, HOUR, Instant, MINUTE};

/// How far a project of the city has come when the doors open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Draft,
    InReview,
    Returned,
    Awaiting,
    /// Open when the doors open.
    Open,
    /// Too few sign-ups, twice.
    Failed,
    Terminated,
    /// Drawn; its panel has still to score.
    Reviewing,
    /// Drawn; its owner has still to choose blind.
    Choosing,
    /// A winner that has not answered.
    Offered,
    Accepted,
    Registered,
    InService,
    Delivered,
    /// Accepted, not yet rated.
    AcceptedWork,
    /// The winner declines; the alternate does the work.
    Declined,
    Finished,
}

/// An act of somebody in the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    Create,
    Submit,
    Review,
    SignUps,
    /// Experts answer, score and lock.
    Panel,
    /// In a negotiation: whoever has the turn quotes, or replies.
    Bargain,
    /// The owner picks one blind.
    Choose,
    Answer,
    Register,
    Confirm,
    Deliver,
    AcceptWork,
    Rate,
    /// Agencies bring the secrets they locked in.
    Reveal,
    /// The dice are thrown in public.
    Throw,
    Terminate,
    /// An agency files for the first time; the number is its own.
    Arrive,
}

/// The acts still to come, soonest first.
#[derive(Default)]
pub struct Agenda(BinaryHeap<Reverse<(Instant, usize, Act)>>);

impl Agenda {
    /// Notes an act of a project.
    pub fn at(&mut self, when: Instant, project: usize, act: Act) {
        self.0.push(Reverse((when, project, act)));
    }

    /// The next act.
    pub fn next(&mut self) -> Option<(Instant, usize, Act)> {
        self.0.pop().map(|Reverse(act)| act)
    }

    /// How many are left.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// A project of the city: what is posted, by which owner, what becomes of it.
pub struct Planned {
    pub posting: Posting,
    pub owner: usize,
    pub fate: Fate,
    pub signups: usize,
}

/// What an owner posts, from the dice.
pub fn posting(dice: &mut Dice, catalogue: &Catalogue) -> Posting {
    let (item, titles) = dice.pick_usual(WORKS);
    let title = dice.pick::<&str>(titles).replace("{}", dice.pick::<&str>(SITES));
    let known = catalogue.items().iter().find(|known| known.code.as_str() == *item).unwrap_or(&catalogue.items()[0]);
    let requirements = match known.demandable() {
        Some(kind) if dice.chance(40) => {
            let lowest = kind.grades.iter().max_by_key(|grade| grade.priority).map(|grade| grade.code.to_string());
            kind.require(None, lowest.as_deref())
                .map_or_else(|_| Requirements::none(), |needed| Requirements { combine: Combine::All, list: vec![needed] })
        }
        _ => Requirements::none(),
    };
    let fixed = dice.chance(55);
    Posting {
        title: title.clone(),
        item: known.code.to_string(),
        price_kind: if fixed { PriceKind::Fixed } else { PriceKind::Cap },
        price: Fen(dice.between(12, 380) * 100_000),
        spec: Spec {
            content: format!("按照国家和地方现行标准完成{title}，提交成果文件一式三份及电子版，配合业主单位接受后续检查。"),
            place: format!("临澄市{}", dice.pick::<&str>(SITES)),
            fiscal_percent: if dice.chance(80) { 100 } else { 0 },
            service_days: u32::try_from(dice.between(10, 60)).unwrap_or(30),
            requirements,
            window_wd: if dice.chance(70) { 2 } else { 1 },
            alternates: 2,
            contact_name: super::firms::person(dice),
            contact_phone: format!("0818-23{:05}", dice.below(100_000)),
            complaint_phone: format!("0818-24{:05}", dice.below(100_000)),
            narrow_reason: String::new(),
            draw: Terms::default(),
            way: Way::default(),
        },
        avoided: Vec::new(),
    }
}

/// A moment of office hours, `days` working days after `from`.
pub fn office_time(dice: &mut Dice, calendar: &Calendar, from: Day, days: u32) -> Instant {
    let (day, _) = calendar.add_working_days(from, days);
    day.at(9, 0).plus(dice.between(10, 450) * MINUTE)
}

/// When the window of a project closes that opened then: so many working days later at the same time of day, as the demonstration's policy has it.
fn closing(calendar: &Calendar, opened: Instant, window: u32) -> Instant {
    let (day, _) = calendar.add_working_days(opened.day(), window);
    day.start().plus(opened.ms() - opened.day().start().ms())
}

/// The acts of a project that begins on `day`; the city's own doors open at `opens`, and nothing is planned beyond. Gives the end of its sign-up.
pub fn schedule(agenda: &mut Agenda, dice: &mut Dice, calendar: &Calendar, (project, planned, day): (usize, &Planned, Day)) -> Instant {
    let begin = calendar.working_day_from(day).at(9, 0).plus(dice.between(5, 200) * MINUTE);
    agenda.at(begin, project, Act::Create);
    if planned.fate == Fate::Draft {
        return begin;
    }
    agenda.at(begin.plus(20 * MINUTE), project, Act::Submit);
    if matches!(planned.fate, Fate::InReview | Fate::Awaiting) {
        return begin;
    }
    let review = begin.plus(HOUR + dice.between(10, 90) * MINUTE);
    agenda.at(review, project, Act::Review);
    if planned.fate == Fate::Returned {
        return begin;
    }
    agenda.at(review.plus(dice.between(30, 300) * MINUTE), project, Act::SignUps);
    if planned.fate == Fate::Terminated {
        agenda.at(review.plus(6 * HOUR), project, Act::Terminate);
    }
    let closes = closing(calendar, review, planned.posting.spec.window_wd);
    let draw = planned.posting.spec.draw;
    if draw.nonces == Nonces::Commit {
        agenda.at(closes.plus(20 * MINUTE), project, Act::Reveal);
    }
    if draw.dice == Throw::Public {
        agenda.at(closes.plus(15 * MINUTE), project, Act::Throw);
    }
    super::talks::plan(agenda, closes, (project, &planned.posting));
    if !planned.posting.spec.way.is_draw() && planned.fate != Fate::Choosing {
        agenda.at(closes.plus(90 * MINUTE), project, Act::Choose);
    }
    let mut at = |agenda: &mut Agenda, days: u32, act| {
        let when = office_time(dice, calendar, review.day(), days);
        agenda.at(when, project, act);
    };
    let window = planned.posting.spec.window_wd;
    let steps: &[(u32, Act)] = match planned.fate {
        Fate::Accepted => &[(1, Act::Answer)],
        Fate::Registered => &[(1, Act::Answer), (3, Act::Register)],
        Fate::InService => &[(1, Act::Answer), (3, Act::Register), (4, Act::Confirm)],
        Fate::Delivered => &[(1, Act::Answer), (3, Act::Register), (4, Act::Confirm), (12, Act::Deliver)],
        Fate::AcceptedWork => &[(1, Act::Answer), (3, Act::Register), (4, Act::Confirm), (12, Act::Deliver), (14, Act::AcceptWork)],
        Fate::Declined => &[
            (1, Act::Answer),
            (2, Act::Answer),
            (4, Act::Register),
            (5, Act::Confirm),
            (14, Act::Deliver),
            (16, Act::AcceptWork),
            (18, Act::Rate),
        ],
        Fate::Finished => {
            &[(1, Act::Answer), (3, Act::Register), (4, Act::Confirm), (12, Act::Deliver), (14, Act::AcceptWork), (16, Act::Rate)]
        }
        _ => &[],
    };
    for (days, act) in steps {
        at(agenda, window + days, *act);
    }
    closes
}

/// The day that lies so many working days before another.
pub fn calendar_before(calendar: &Calendar, day: Day, working_days: u32) -> Day {
    let (mut day, mut left) = (day, working_days);
    while left > 0 {
        day = day.previous();
        if calendar.is_working(day) {
            left -= 1;
        }
    }
    day
}
