//! When the office is open.

use serde::{Deserialize, Serialize};

use super::groups::{ClockTime, EndRule};
use crate::domain::calendar::Hours;

/// Office hours, and when days end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    pub opens: ClockTime,
    pub closes: ClockTime,
    pub deadline_ends: EndRule,
}

impl Office {
    /// When it opens and closes: hour and minute.
    pub fn hours(&self) -> Hours {
        let clock = |time: ClockTime| (time.hour(), time.minute());
        (clock(self.opens), clock(self.closes))
    }

    /// For how many minutes it is open on a working day.
    pub fn minutes(&self) -> u32 {
        let minutes = |time: ClockTime| time.hour() * 60 + time.minute();
        minutes(self.closes).saturating_sub(minutes(self.opens))
    }
}
