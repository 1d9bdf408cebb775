//! The course of a draw (draw-v1 §4): its states, its ids, and what comes next after the freeze. What comes next follows from which documents
//! exist and from the time, so a draw that was interrupted anywhere goes on where it was, to the same end.

use super::words::{DrawId, OfficerId, Who};
use crate::domain::time::Instant;

crate::text_states! {
    /// Where a draw is.
    pub enum DrawState {
        /// Its id is allotted; commitments are awaited.
        Requested => "requested",
        /// The notice is out; sign-up runs.
        Open => "open",
        /// The list is fixed; officers check it, then secrets are revealed.
        Frozen => "frozen",
        /// The seed exists.
        Revealed => "revealed",
        /// The result exists.
        Decided => "decided",
        /// Ended without a freeze, or with its project; its secrets are never revealed.
        Lapsed => "lapsed",
        /// Somebody withheld a reveal: neither seed nor result will ever exist.
        Void => "void",
    }
}

crate::text_states! {
    /// Why there is this draw.
    pub enum DrawKind {
        First => "first",
        /// After too few sign-ups, once.
        Extension => "extension",
        /// After a void, once.
        Redraw => "redraw",
    }
}

impl DrawId {
    /// `<project>/<stage>`, the first draw of a stage.
    pub fn first(project: &str, stage: i64) -> Option<DrawId> {
        DrawId::parse(&format!("{project}/{stage}"))
    }

    /// The draw that follows this one (draw-v1 §5); `None` where the id would be too long.
    pub fn next(&self, kind: DrawKind) -> Option<DrawId> {
        match kind {
            DrawKind::First => None,
            DrawKind::Extension => DrawId::parse(&format!("{self}/x1")),
            DrawKind::Redraw => DrawId::parse(&format!("{self}/r1")),
        }
    }
}

/// What an officer has done since the freeze.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerProgress {
    pub id: OfficerId,
    /// Its answer to the freeze: approved or refused.
    pub verdict: Option<bool>,
    pub revealed: bool,
}

/// How far a frozen draw has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub state: DrawState,
    /// In notice order.
    pub officers: Vec<OfficerProgress>,
    pub platform_revealed: bool,
    /// Whether the winner is opened.
    pub opened: bool,
    pub closes: Instant,
    pub reveal_by: Instant,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// An officer checks freeze and roster.
    Inspect(OfficerId),
    /// Somebody reveals.
    Reveal(Who),
    /// Every reveal is in.
    Seed,
    Result,
    Open,
    /// A reveal did not come in time.
    Void,
    /// An officer refused the freeze: nothing goes on by itself.
    Refused,
    /// There is nothing left to do.
    End,
}

impl Progress {
    /// What comes next at `now`. Officers reveal in notice order, each after every officer has approved; the platform reveals last, but early
    /// enough that an officer's silence does not make it silent too. What is in before revealing ends counts, however late it is used.
    pub fn next(&self, now: Instant) -> Next {
        match self.state {
            DrawState::Frozen => self.next_reveal(now),
            DrawState::Revealed => Next::Result,
            DrawState::Decided if !self.opened => Next::Open,
            _ => Next::End,
        }
    }

    fn next_reveal(&self, now: Instant) -> Next {
        if self.officers.iter().any(|officer| officer.verdict == Some(false)) {
            return Next::Refused;
        }
        let silent = self.officers.iter().find(|officer| officer.verdict.is_none() || !officer.revealed);
        match silent {
            None if self.platform_revealed => Next::Seed,
            _ if now >= self.reveal_by => Next::Void,
            None => Next::Reveal(Who::Platform),
            // Once the platform has spoken, an officer's reveal no longer counts.
            Some(_) if self.platform_revealed => Next::End,
            Some(_) if now >= self.platform_at() => Next::Reveal(Who::Platform),
            Some(_) => self.next_of_officers(),
        }
    }

    fn next_of_officers(&self) -> Next {
        let unasked = self.officers.iter().find(|officer| officer.verdict.is_none()).map(|officer| Next::Inspect(officer.id.clone()));
        let silent = self.officers.iter().find(|officer| !officer.revealed).map(|officer| Next::Reveal(Who::Officer(officer.id.clone())));
        unasked.or(silent).unwrap_or(Next::End)
    }

    /// When the platform reveals even if an officer is silent: the last tenth of the time for reveals.
    pub fn platform_at(&self) -> Instant {
        self.reveal_by.plus(-(self.reveal_by.ms() - self.closes.ms()) / 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn officer(id: &str, verdict: Option<bool>, revealed: bool) -> OfficerProgress {
        OfficerProgress { id: OfficerId::parse(id).unwrap(), verdict, revealed }
    }

    fn progress(officers: &[OfficerProgress], platform_revealed: bool) -> Progress {
        let (closes, reveal_by) = (Instant(0), Instant(1_000));
        Progress { state: DrawState::Frozen, officers: officers.to_vec(), platform_revealed, opened: false, closes, reveal_by }
    }

    fn reveal(id: &str) -> Next {
        Next::Reveal(Who::Officer(OfficerId::parse(id).unwrap()))
    }

    #[test]
    fn all_officers_approve_before_the_first_reveals_and_the_platform_is_last() {
        let early = Instant(10);
        let (a, b) = (officer("a", None, false), officer("b", None, false));
        assert_eq!(progress(&[a, b.clone()], false).next(early), Next::Inspect(OfficerId::parse("a").unwrap()));
        let a = officer("a", Some(true), false);
        assert_eq!(progress(&[a.clone(), b], false).next(early), Next::Inspect(OfficerId::parse("b").unwrap()));
        let b = officer("b", Some(true), false);
        assert_eq!(progress(&[a, b.clone()], false).next(early), reveal("a"));
        let a = officer("a", Some(true), true);
        assert_eq!(progress(&[a.clone(), b], false).next(early), reveal("b"));
        let b = officer("b", Some(true), true);
        assert_eq!(progress(&[a.clone(), b.clone()], false).next(early), Next::Reveal(Who::Platform));
        assert_eq!(progress(&[a.clone(), b.clone()], true).next(early), Next::Seed);
        assert_eq!(progress(&[a, b], true).next(Instant(5_000)), Next::Seed, "what was in in time counts later too");
    }

    #[test]
    fn silence_voids_at_the_end_and_never_makes_the_platform_silent() {
        let silent = [officer("a", Some(true), false)];
        assert_eq!(progress(&silent, false).next(Instant(899)), reveal("a"));
        assert_eq!(progress(&silent, false).next(Instant(900)), Next::Reveal(Who::Platform));
        assert_eq!(progress(&silent, true).next(Instant(950)), Next::End, "too late for the officer, too early for the void");
        assert_eq!(progress(&silent, true).next(Instant(1_000)), Next::Void);
        assert_eq!(progress(&[officer("a", Some(true), true)], false).next(Instant(1_000)), Next::Void);
    }

    #[test]
    fn a_refusal_stops_everything() {
        let refused = [officer("a", Some(true), false), officer("b", Some(false), false)];
        for at in [0, 950, 5_000] {
            assert_eq!(progress(&refused, false).next(Instant(at)), Next::Refused);
        }
    }

    #[test]
    fn ids_tell_why_there_is_another_draw() {
        let first = DrawId::first("MX-2026-000123", 1).unwrap();
        assert_eq!(first.as_str(), "MX-2026-000123/1");
        assert_eq!(first.next(DrawKind::Extension).unwrap().as_str(), "MX-2026-000123/1/x1");
        assert_eq!(first.next(DrawKind::Redraw).unwrap().as_str(), "MX-2026-000123/1/r1");
    }
}
