//! The course of a draw (draw-v1 §4): its states, its ids, and what comes next after the freeze. What comes next follows from which documents
//! exist and from the time, so a draw that was interrupted anywhere goes on where it was, to the same end.

use super::beacon::Round;
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
    /// Whether it is nobody but public dice, which check no list and are thrown last.
    pub dice: bool,
    /// Its answer to the freeze: approved or refused.
    pub verdict: Option<bool>,
    pub revealed: bool,
}

/// The round whose signature a draw waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BeaconWait {
    pub round: Round,
    /// The first instant that is too late for its signature (policy `draw.beacon_days`).
    pub until: Instant,
}

crate::text_states! {
    /// Where the objection of an agency is that was excluded at the freeze.
    pub enum ObjectionState {
        /// A supervisor has to rule.
        Open => "open",
        /// The label has the place of its shadow ticket.
        Admitted => "admitted",
        Refused => "refused",
    }
}

/// How far a frozen draw has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub state: DrawState,
    /// In notice order.
    pub officers: Vec<OfficerProgress>,
    /// How many of the frozen entries carry a commitment that has not been opened.
    pub silent_applicants: usize,
    pub platform_revealed: bool,
    /// Where the notice names a round.
    pub beacon: Option<BeaconWait>,
    /// Until when the excluded may object; `None` where nobody was excluded, or all who were have objected.
    pub objections_until: Option<Instant>,
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
    /// Whoever was excluded may object until then, and nobody reveals: an objection counts only if it is logged before the first reveal.
    Objections(Instant),
    /// Applicants may reveal, and nobody else, until all have or until [`Progress::midpoint`].
    Applicants,
    /// The platform or an officer reveals.
    Reveal(Who),
    /// Dice are awaited.
    Throw(OfficerId),
    /// Revealing is over; the signature of this round is awaited.
    Beacon(Round),
    /// Every reveal is in.
    Seed,
    Result,
    Open,
    /// A reveal or the beacon did not come in time.
    Void,
    /// An officer refused the freeze: nothing goes on by itself.
    Refused,
    /// There is nothing left to do.
    End,
}

impl Progress {
    /// What comes next at `now`: applicants, then officers in notice order, each after every officer has approved, then the platform, early enough
    /// that an officer's silence does not make it silent too; dice last. What is in before revealing ends counts, however late it is used.
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
        let silent = self.witnesses().find(|officer| officer.verdict.is_none() || !officer.revealed);
        let unthrown = self.officers.iter().find(|officer| officer.dice && !officer.revealed);
        match (silent, unthrown) {
            (None, None) if self.platform_revealed => self.after_reveals(now),
            _ if now >= self.reveal_by => self.after_silence(now),
            // Dice are thrown after the platform has spoken, whoever else was silent.
            (_, Some(officer)) if self.platform_revealed => Next::Throw(officer.id.clone()),
            (None, _) => Next::Reveal(Who::Platform),
            // Once the platform has spoken, an officer's reveal no longer counts.
            (Some(_), _) if self.platform_revealed => Next::End,
            (Some(_), _) if now >= self.platform_at() => Next::Reveal(Who::Platform),
            (Some(_), _) => self.next_of_witnesses(now),
        }
    }

    fn witnesses(&self) -> impl Iterator<Item = &OfficerProgress> {
        self.officers.iter().filter(|officer| !officer.dice)
    }

    fn next_of_witnesses(&self, now: Instant) -> Next {
        if let Some(unasked) = self.witnesses().find(|officer| officer.verdict.is_none()) {
            return Next::Inspect(unasked.id.clone());
        }
        if let Some(until) = self.objections_until.filter(|until| now < *until) {
            return Next::Objections(until);
        }
        // An applicant's reveal counts only before the first officer's.
        let untouched = self.witnesses().all(|officer| !officer.revealed);
        if self.silent_applicants > 0 && untouched && now < self.midpoint() {
            return Next::Applicants;
        }
        let silent = self.witnesses().find(|officer| !officer.revealed);
        silent.map_or(Next::End, |officer| Next::Reveal(Who::Officer(officer.id.clone())))
    }

    fn after_reveals(&self, now: Instant) -> Next {
        match self.beacon {
            None => Next::Seed,
            Some(wait) if now < wait.until => Next::Beacon(wait.round),
            Some(_) => Next::Void,
        }
    }

    /// Without a beacon a silence is the end; with one it is a `-` in the seed (draw-v1 §4, the void rule).
    fn after_silence(&self, now: Instant) -> Next {
        if self.beacon.is_some() { self.after_reveals(now) } else { Next::Void }
    }

    /// Until when applicants reveal: the middle between the end of sign-up and reveal-by.
    pub fn midpoint(&self) -> Instant {
        self.closes.plus((self.reveal_by.ms() - self.closes.ms()) / 2)
    }

    /// When the platform reveals even if an officer is silent: the last tenth of the time for reveals, or the last quarter where dice follow.
    pub fn platform_at(&self) -> Instant {
        let part = if self.officers.iter().any(|officer| officer.dice) { 4 } else { 10 };
        self.reveal_by.plus(-(self.reveal_by.ms() - self.closes.ms()) / part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn officer(id: &str, verdict: Option<bool>, revealed: bool) -> OfficerProgress {
        OfficerProgress { id: OfficerId::parse(id).unwrap(), dice: false, verdict, revealed }
    }

    fn dice(revealed: bool) -> OfficerProgress {
        OfficerProgress { dice: true, ..officer("ceremony", None, revealed) }
    }

    fn progress(officers: &[OfficerProgress], platform_revealed: bool) -> Progress {
        let (closes, reveal_by) = (Instant(0), Instant(1_000));
        Progress {
            state: DrawState::Frozen,
            officers: officers.to_vec(),
            silent_applicants: 0,
            platform_revealed,
            beacon: None,
            objections_until: None,
            opened: false,
            closes,
            reveal_by,
        }
    }

    fn with_beacon(progress: Progress) -> Progress {
        Progress { beacon: Some(BeaconWait { round: Round::of(1000).unwrap(), until: Instant(9_000) }), ..progress }
    }

    fn beacon() -> Next {
        Next::Beacon(Round::of(1000).unwrap())
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

    #[test]
    fn applicants_reveal_after_the_check_and_before_the_first_officer_until_the_middle() {
        let waiting = |officers: &[OfficerProgress], silent| Progress { silent_applicants: silent, ..progress(officers, false) };
        assert_eq!(waiting(&[officer("a", None, false)], 2).next(Instant(10)), Next::Inspect(OfficerId::parse("a").unwrap()));
        let checked = [officer("a", Some(true), false), officer("b", Some(true), false)];
        assert_eq!(waiting(&checked, 2).next(Instant(499)), Next::Applicants);
        assert_eq!(waiting(&checked, 0).next(Instant(10)), reveal("a"), "all are in");
        assert_eq!(waiting(&checked, 2).next(Instant(500)), reveal("a"), "who is silent is not waited for");
        let begun = [officer("a", Some(true), true), officer("b", Some(true), false)];
        assert_eq!(waiting(&begun, 2).next(Instant(10)), reveal("b"), "an officer has spoken: too late, whatever the clock says");
    }

    #[test]
    fn nobody_reveals_while_the_excluded_may_object() {
        let waiting = |officers: &[OfficerProgress]| Progress {
            silent_applicants: 1,
            objections_until: Some(Instant(400)),
            ..progress(officers, false)
        };
        assert_eq!(
            waiting(&[officer("a", None, false)]).next(Instant(10)),
            Next::Inspect(OfficerId::parse("a").unwrap()),
            "who checks may"
        );
        let checked = [officer("a", Some(true), false)];
        assert_eq!(waiting(&checked).next(Instant(399)), Next::Objections(Instant(400)));
        assert_eq!(waiting(&checked).next(Instant(400)), Next::Applicants);
        assert_eq!(waiting(&checked).next(Instant(500)), reveal("a"));
    }

    #[test]
    fn dice_come_last_and_only_after_the_platform() {
        let throw = Next::Throw(OfficerId::parse("ceremony").unwrap());
        let done = officer("a", Some(true), true);
        assert_eq!(progress(&[officer("a", Some(true), false), dice(false)], false).next(Instant(10)), reveal("a"));
        assert_eq!(progress(&[done.clone(), dice(false)], false).next(Instant(10)), Next::Reveal(Who::Platform));
        assert_eq!(progress(&[done.clone(), dice(false)], true).next(Instant(10)), throw);
        assert_eq!(progress(&[done.clone(), dice(true)], true).next(Instant(10)), Next::Seed);
        assert_eq!(progress(&[done, dice(false)], true).next(Instant(1_000)), Next::Void, "nobody threw");
        let silent = [officer("a", Some(true), false), dice(false)];
        assert_eq!(progress(&silent, false).next(Instant(749)), reveal("a"));
        assert_eq!(progress(&silent, false).next(Instant(750)), Next::Reveal(Who::Platform), "early enough for the dice");
        assert_eq!(progress(&silent, true).next(Instant(800)), throw, "the dice are not blamed for an officer's silence");
    }

    #[test]
    fn with_a_beacon_no_silence_voids_but_the_beacons_own() {
        let done = [officer("a", Some(true), true)];
        assert_eq!(with_beacon(progress(&done, true)).next(Instant(10)), beacon());
        let silent = [officer("a", Some(true), false), dice(false)];
        assert_eq!(with_beacon(progress(&silent, false)).next(Instant(999)), Next::Reveal(Who::Platform));
        assert_eq!(with_beacon(progress(&silent, false)).next(Instant(1_000)), beacon());
        assert_eq!(with_beacon(progress(&silent, true)).next(Instant(8_999)), beacon());
        assert_eq!(with_beacon(progress(&done, true)).next(Instant(9_000)), Next::Void);
    }
}
