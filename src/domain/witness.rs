//! The enrolment of a witness officer's key (draw-v1 §0): an administrator proposes, a supervisor confirms, and again when it leaves. Neither can do
//! both, because one account has one role.

crate::text_states! {
    /// Where the key of an outside witness officer is.
    pub enum Enrolment {
        /// An administrator wrote it down; it waits for a supervisor.
        Proposed => "proposed",
        /// It commits to every new draw.
        Enrolled => "enrolled",
        /// An administrator wants it out; it serves until a supervisor agrees.
        Leaving => "leaving",
        /// It is asked for no new draw; it still ends those it committed to.
        Retired => "retired",
        /// A supervisor did not confirm it.
        Refused => "refused",
    }
}

crate::text_states! {
    /// What can be done to it.
    pub enum EnrolmentAct {
        /// By a supervisor.
        Confirm => "confirm",
        /// By a supervisor.
        Refuse => "refuse",
        /// By an administrator.
        Leave => "leave",
    }
}

impl Enrolment {
    /// Where an act leads; `None` where it has no place.
    pub fn after(self, act: EnrolmentAct) -> Option<Enrolment> {
        match (self, act) {
            (Enrolment::Proposed, EnrolmentAct::Confirm) | (Enrolment::Leaving, EnrolmentAct::Refuse) => Some(Enrolment::Enrolled),
            (Enrolment::Proposed, EnrolmentAct::Refuse) => Some(Enrolment::Refused),
            (Enrolment::Enrolled, EnrolmentAct::Leave) => Some(Enrolment::Leaving),
            (Enrolment::Leaving, EnrolmentAct::Confirm) => Some(Enrolment::Retired),
            _ => None,
        }
    }

    /// Whether it is asked to commit to new draws.
    pub fn commits(self) -> bool {
        matches!(self, Enrolment::Enrolled | Enrolment::Leaving)
    }

    /// Whether the platform still listens to it: draws it committed to are not over when it leaves.
    pub fn speaks(self) -> bool {
        self.commits() || self == Enrolment::Retired
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_two_to_let_a_witness_in_and_two_to_let_it_go() {
        assert_eq!(Enrolment::Proposed.after(EnrolmentAct::Confirm), Some(Enrolment::Enrolled));
        assert_eq!(Enrolment::Enrolled.after(EnrolmentAct::Confirm), None);
        assert_eq!(Enrolment::Enrolled.after(EnrolmentAct::Leave), Some(Enrolment::Leaving));
        assert_eq!(Enrolment::Leaving.after(EnrolmentAct::Confirm), Some(Enrolment::Retired));
        assert_eq!(Enrolment::Leaving.after(EnrolmentAct::Refuse), Some(Enrolment::Enrolled));
        for end in [Enrolment::Retired, Enrolment::Refused] {
            assert!(EnrolmentAct::ALL.iter().all(|act| end.after(*act).is_none()));
        }
        assert!(!Enrolment::Proposed.speaks() && Enrolment::Leaving.commits() && Enrolment::Retired.speaks());
    }
}
