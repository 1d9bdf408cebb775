//! An agency's standing, and the life of a case against it (信用修复管理办法, in force 2026-04-01, for grades and terms; the steps after the
//! fairness of administrative procedure: facts first, then a hearing, then a decision by another person).

use super::policy::{Blacklist, GradeTerm};
use super::time::{DAY, Instant};

crate::text_ids! {
    /// A case: tells nothing of its age or of how many there are.
    CaseId,
    /// An interim suspension.
    SuspensionId,
}

crate::text_states! {
    /// How grave the dishonesty is.
    pub enum Grade {
        /// 轻微: at most three months, not published unless policy says so.
        Minor => "minor",
        /// 一般: three months to a year.
        General => "general",
        /// 严重: one to three years.
        Serious => "serious",
    }
}

impl Grade {
    /// The terms policy allows for this grade, in months.
    pub fn term(self, policy: &Blacklist) -> &GradeTerm {
        match self {
            Grade::Minor => &policy.minor,
            Grade::General => &policy.general,
            Grade::Serious => &policy.serious,
        }
    }
}

crate::text_states! {
    /// Where a case is.
    pub enum CaseState {
        /// A credit officer writes down facts, evidence and rule. Nobody else sees it.
        Draft => "draft",
        /// The agency was told facts, planned grade and its rights; the days to answer run.
        Notified => "notified",
        /// The agency has answered, or its days are over: a second person may decide.
        Defence => "defence",
        /// Decided against the agency, to take effect when it is served.
        Decided => "decided",
        /// The bar holds.
        InForce => "in-force",
        /// The bar is over: by time, by repair, or lifted.
        Ended => "ended",
        /// Given up before the hearing, or decided for the agency. Never published.
        Dismissed => "dismissed",
    }
}

crate::text_states! {
    /// Why a case is over.
    pub enum EndReason {
        /// The bar's term has run out.
        Term => "term",
        /// Its author gave it up before the hearing.
        Withdrawn => "withdrawn",
        /// The second person decided for the agency.
        Cleared => "cleared",
    }
}

crate::text_states! {
    /// Where an interim suspension is.
    pub enum SuspensionState {
        /// One person proposed it; nothing holds yet.
        Proposed => "proposed",
        /// A second person confirmed it, and its end has not come.
        InForce => "in-force",
        /// Its end has come, or its case was decided.
        Ended => "ended",
        /// A second person refused it.
        Rejected => "rejected",
    }
}

/// What happens to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Notify,
    /// Its author gives it up before the hearing is closed.
    Withdraw,
    /// The agency answers, or its days are over.
    Answer,
    DecideAgainst,
    DecideFor,
    Serve,
    End,
}

/// Why a step is not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The case is at another point.
    NotNow { state: CaseState },
    /// Who did the first half may not do the second.
    SamePerson,
    /// Only who drafted a case may notify, change or withdraw it.
    NotAuthor,
    /// The agency may answer until then.
    TooEarly { until: Instant },
    /// The agency's days are over.
    TooLate { since: Instant },
    /// The term does not fit the grade.
    Term { grade: Grade, min: u32, max: u32, given: u32 },
    /// An interim suspension lasts at most so many days.
    Interim { max_days: u32 },
}

impl CaseState {
    /// The state after a step.
    ///
    /// # Errors
    /// [`Refused::NotNow`] where the step has no place.
    pub fn after(self, step: Step) -> Result<CaseState, Refused> {
        use CaseState as S;
        match (self, step) {
            (S::Draft, Step::Notify) => Ok(S::Notified),
            (S::Notified, Step::Answer) => Ok(S::Defence),
            (S::Defence, Step::DecideAgainst) => Ok(S::Decided),
            (S::Draft | S::Notified, Step::Withdraw) | (S::Defence, Step::DecideFor) => Ok(S::Dismissed),
            (S::Decided, Step::Serve) => Ok(S::InForce),
            (S::InForce, Step::End) => Ok(S::Ended),
            (state, _) => Err(Refused::NotNow { state }),
        }
    }
}

/// What decides who may take the next step of a case, and when.
#[derive(Clone, Copy, Debug)]
pub struct Hearing<'a> {
    pub state: CaseState,
    /// The account that drafted the case.
    pub drafted_by: &'a str,
    /// The first instant at which an answer is too late.
    pub due: Option<Instant>,
}

impl Hearing<'_> {
    /// Whether this account may notify, change or withdraw the case: only its author. That the step has its place, [`CaseState::after`] says.
    ///
    /// # Errors
    /// [`Refused::NotAuthor`].
    pub fn may_pursue(&self, who: &str) -> Result<(), Refused> {
        if who == self.drafted_by { Ok(()) } else { Err(Refused::NotAuthor) }
    }

    /// Whether the agency may answer at this instant: once, before its days are over.
    ///
    /// # Errors
    /// [`Refused::TooLate`] with the deadline; [`Refused::NotNow`] where there is nothing to answer any more or yet.
    pub fn may_answer(&self, now: Instant) -> Result<(), Refused> {
        match (self.state, self.due) {
            (CaseState::Notified, Some(due)) if now < due => Ok(()),
            (CaseState::Notified, Some(due)) => Err(Refused::TooLate { since: due }),
            (state, _) => Err(Refused::NotNow { state }),
        }
    }

    /// Whether the hearing is closed at this instant: the agency has answered, or its days are over (whether or not the worker has said so yet).
    ///
    /// # Errors
    /// [`Refused::TooEarly`] with the deadline; [`Refused::NotNow`] at any other point.
    pub fn is_closed(&self, now: Instant) -> Result<(), Refused> {
        match (self.state, self.due) {
            (CaseState::Defence, _) => Ok(()),
            (CaseState::Notified, Some(due)) if now < due => Err(Refused::TooEarly { until: due }),
            (CaseState::Notified, Some(_)) => Ok(()),
            (state, _) => Err(Refused::NotNow { state }),
        }
    }

    /// Whether this account may decide at this instant: a second person, after the hearing.
    ///
    /// # Errors
    /// [`Refused::SamePerson`], or why the hearing is not closed.
    pub fn may_decide(&self, who: &str, now: Instant) -> Result<(), Refused> {
        self.is_closed(now)?;
        second_person(self.drafted_by, who)
    }
}

/// Whether the second half of an act is done by another person than the first.
///
/// # Errors
/// [`Refused::SamePerson`].
pub fn second_person(first: &str, second: &str) -> Result<(), Refused> {
    if first == second { Err(Refused::SamePerson) } else { Ok(()) }
}

/// Whether the term in months is one the grade allows.
///
/// # Errors
/// [`Refused::Term`] with both bounds.
pub fn term_fits(grade: Grade, months: u32, policy: &Blacklist) -> Result<(), Refused> {
    let term = grade.term(policy);
    if (term.min_months..=term.max_months).contains(&months) {
        return Ok(());
    }
    Err(Refused::Term { grade, min: term.min_months, max: term.max_months, given: months })
}

/// The first instant after a bar: the start of the day that lies `months` after the day it began (the bar includes that day's eve, 24:00).
pub fn bar_ends(starts: Instant, months: u32) -> Instant {
    starts.day().plus_months(months).next().start()
}

/// Whether an interim suspension from `now` to `until` is short enough.
///
/// # Errors
/// [`Refused::Interim`] with the bound.
pub fn interim_fits(now: Instant, until: Instant, policy: &Blacklist) -> Result<(), Refused> {
    let longest = now.plus(i64::from(policy.interim_max_days) * DAY);
    if until > now && until <= longest { Ok(()) } else { Err(Refused::Interim { max_days: policy.interim_max_days }) }
}

/// What a public text may not hold because it identifies a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    Phone,
    IdentityNumber,
    Email,
}

/// The first thing in a text that identifies a person: a mobile number, an identity number, a mail address. Names are known to the caller alone.
pub fn personal(text: &str) -> Option<Personal> {
    let runs = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| !run.is_empty());
    for run in runs {
        let digits = run.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 11 && run.len() == 11 && run.starts_with('1') && run.as_bytes()[1] >= b'3' {
            return Some(Personal::Phone);
        }
        if run.len() == 18 && (digits == 18 || digits == 17 && run.ends_with(['X', 'x'])) && is_birthday(&run[6..14]) {
            return Some(Personal::IdentityNumber);
        }
    }
    let letters: Vec<char> = text.chars().collect();
    let at = letters.windows(3).any(|three| three[1] == '@' && three[0].is_ascii_alphanumeric() && three[2].is_ascii_alphanumeric());
    at.then_some(Personal::Email)
}

/// Whether eight digits are a day on which somebody alive can be born: what tells an identity number from an organisation's code of digits.
fn is_birthday(digits: &str) -> bool {
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    (1900..2100).contains(&number(&digits[..4])) && (1..=12).contains(&number(&digits[4..6])) && (1..=31).contains(&number(&digits[6..]))
}

/// Whether an agency may sign up, be awarded and sign contracts, at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is known against it.
    Good,
    /// On the list under this case number until then (exclusive).
    Barred { number: String, until: Instant },
    /// Suspended for the time being until then (exclusive).
    Suspended { until: Instant },
}

impl Standing {
    /// Whether nothing bars it.
    pub fn is_good(&self) -> bool {
        *self == Standing::Good
    }

    /// Whether an interim suspension holds, and no bar.
    pub fn is_suspended(&self) -> bool {
        matches!(self, Standing::Suspended { .. })
    }
}

/// A bar or a suspension as stored: when it began and when it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The case's number; empty for an interim suspension.
    pub number: String,
    pub starts: Instant,
    pub ends: Instant,
}

/// The standing at an instant: the bar that lasts longest counts, a case before a suspension.
pub fn standing_at(at: Instant, bars: &[Bar], suspensions: &[Bar]) -> Standing {
    let holds = |bar: &&Bar| bar.starts <= at && at < bar.ends;
    if let Some(bar) = bars.iter().filter(holds).max_by_key(|bar| bar.ends) {
        return Standing::Barred { number: bar.number.clone(), until: bar.ends };
    }
    match suspensions.iter().filter(holds).max_by_key(|bar| bar.ends) {
        Some(bar) => Standing::Suspended { until: bar.ends },
        None => Standing::Good,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Day;

    fn bar(number: &str, starts: i64, ends: i64) -> Bar {
        Bar { number: number.into(), starts: Instant(starts), ends: Instant(ends) }
    }

    #[test]
    fn a_bar_holds_from_its_first_to_before_its_last_millisecond() {
        let bars = [bar("A", 100, 200)];
        assert_eq!(standing_at(Instant(99), &bars, &[]), Standing::Good);
        assert_eq!(standing_at(Instant(100), &bars, &[]), Standing::Barred { number: "A".into(), until: Instant(200) });
        assert_eq!(standing_at(Instant(199), &bars, &[]), Standing::Barred { number: "A".into(), until: Instant(200) });
        assert_eq!(standing_at(Instant(200), &bars, &[]), Standing::Good);
    }

    #[test]
    fn a_bar_counts_before_a_suspension_and_the_longer_before_the_shorter() {
        let bars = [bar("A", 0, 50), bar("B", 0, 90)];
        let held = [bar("", 0, 500)];
        assert_eq!(standing_at(Instant(10), &bars, &held), Standing::Barred { number: "B".into(), until: Instant(90) });
        assert_eq!(standing_at(Instant(95), &bars, &held), Standing::Suspended { until: Instant(500) });
    }

    #[test]
    fn every_step_has_its_place_and_no_other() {
        let steps = [Step::Notify, Step::Withdraw, Step::Answer, Step::DecideAgainst, Step::DecideFor, Step::Serve, Step::End];
        let allowed: Vec<(CaseState, Vec<bool>)> =
            CaseState::ALL.iter().map(|state| (*state, steps.iter().map(|step| state.after(*step).is_ok()).collect())).collect();
        let table = [
            (CaseState::Draft, [true, true, false, false, false, false, false]),
            (CaseState::Notified, [false, true, true, false, false, false, false]),
            (CaseState::Defence, [false, false, false, true, true, false, false]),
            (CaseState::Decided, [false, false, false, false, false, true, false]),
            (CaseState::InForce, [false, false, false, false, false, false, true]),
            (CaseState::Ended, [false; 7]),
            (CaseState::Dismissed, [false; 7]),
        ];
        assert_eq!(allowed, table.map(|(state, row)| (state, row.to_vec())));
    }

    #[test]
    fn the_agency_answers_before_its_deadline_and_a_second_person_decides_from_it_on() {
        let due = Instant(1_000);
        let notified = Hearing { state: CaseState::Notified, drafted_by: "a", due: Some(due) };
        assert_eq!(notified.may_answer(due.plus(-1)), Ok(()));
        assert_eq!(notified.may_answer(due), Err(Refused::TooLate { since: due }));
        assert_eq!(notified.may_decide("b", due.plus(-1)), Err(Refused::TooEarly { until: due }));
        assert_eq!(notified.may_decide("b", due), Ok(()));
        assert_eq!(notified.may_decide("a", due), Err(Refused::SamePerson));
        let answered = Hearing { state: CaseState::Defence, ..notified };
        assert_eq!(answered.may_decide("b", due.plus(-500)), Ok(()));
        assert_eq!(answered.may_answer(due.plus(-500)), Err(Refused::NotNow { state: CaseState::Defence }));
        let decided = Hearing { state: CaseState::Decided, ..notified };
        assert_eq!(decided.may_decide("b", due), Err(Refused::NotNow { state: CaseState::Decided }));
        assert_eq!((notified.may_pursue("a"), notified.may_pursue("b")), (Ok(()), Err(Refused::NotAuthor)));
    }

    #[test]
    fn what_identifies_a_person_is_found_in_a_text() {
        for (text, found) in [
            ("联系人电话13800138000。", Some(Personal::Phone)),
            ("身份证11010519491231002X", Some(Personal::IdentityNumber)),
            ("写信到li.na@example.cn", Some(Personal::Email)),
            ("在MX-2026-000087中选后拒签，涉及金额138001380000元", None),
            ("统一社会信用代码91510000MA8H3R5T6F", None),
            ("统一社会信用代码911100001000134284", None),
        ] {
            assert_eq!(personal(text), found, "{text}");
        }
    }

    #[test]
    fn a_term_of_months_ends_at_midnight_after_the_same_day_clamped() {
        let starts = Day::of(2026, 8, 31).unwrap().at(15, 30);
        assert_eq!(bar_ends(starts, 6), Day::of(2027, 3, 1).unwrap().start());
    }
}
