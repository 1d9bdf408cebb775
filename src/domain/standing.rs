//! An agency's standing, and the life of a case against it (信用修复管理办法, in force 2026-04-01, for grades and terms; the steps after the
//! fairness of administrative procedure: facts first, then a hearing, then a decision by another person).

use super::policy::{Blacklist, GradeTerm};
use super::time::{DAY, Instant};

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
        /// Given up before the decision, or decided for the agency. Never published.
        Dismissed => "dismissed",
    }
}

/// What happens to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Notify,
    /// The agency answers, or its days are over.
    Answer,
    DecideAgainst,
    Dismiss,
    Serve,
    End,
}

/// Why a step is not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The case is at another point.
    NotNow { state: CaseState },
    /// Who drafted a case may not decide it.
    SamePerson,
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
            (S::Draft | S::Notified | S::Defence, Step::Dismiss) => Ok(S::Dismissed),
            (S::Decided, Step::Serve) => Ok(S::InForce),
            (S::InForce, Step::End) => Ok(S::Ended),
            (state, _) => Err(Refused::NotNow { state }),
        }
    }
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
        let steps = [Step::Notify, Step::Answer, Step::DecideAgainst, Step::Dismiss, Step::Serve, Step::End];
        let allowed: Vec<(CaseState, Vec<bool>)> =
            CaseState::ALL.iter().map(|state| (*state, steps.iter().map(|step| state.after(*step).is_ok()).collect())).collect();
        let table = [
            (CaseState::Draft, [true, false, false, true, false, false]),
            (CaseState::Notified, [false, true, false, true, false, false]),
            (CaseState::Defence, [false, false, true, true, false, false]),
            (CaseState::Decided, [false, false, false, false, true, false]),
            (CaseState::InForce, [false, false, false, false, false, true]),
            (CaseState::Ended, [false; 6]),
            (CaseState::Dismissed, [false; 6]),
        ];
        assert_eq!(allowed, table.map(|(state, row)| (state, row.to_vec())));
    }

    #[test]
    fn a_term_of_months_ends_at_midnight_after_the_same_day_clamped() {
        let starts = Day::of(2026, 8, 31).unwrap().at(15, 30);
        assert_eq!(bar_ends(starts, 6), Day::of(2027, 3, 1).unwrap().start());
    }
}
