//! A supervisor stops what the market does with a project by itself (叫停): one person may stop it, two are needed to let it go on.
//!
//! What is stopped: the opening of quotes and of names, the review's steps, the owner's choice and its silence, the offer of an award. What is not: a
//! draw that was announced. Its times and its seed are fixed in its notice (draw/v1 §4); who could stop it between two reveals could choose
//! between two results.

use super::project::ProjectState;
use super::time::Instant;

crate::text_states! {
    /// Where a stop is.
    pub enum HaltState {
        /// Nothing goes on.
        InForce => "in-force",
        /// A supervisor wants it to go on; a second person has to agree.
        Asked => "asked",
        /// It goes on.
        Ended => "ended",
    }
}

/// A stop of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halt {
    pub id: String,
    pub project: super::project::ProjectId,
    pub state: HaltState,
    /// Why, in the words of who stopped it; public.
    pub reason: String,
    pub at: Instant,
    /// Why it may go on, once that was asked; public.
    pub resume_reason: String,
    /// The account that asked for it.
    pub asked_by: String,
    pub asked_at: Instant,
}

/// Why a stop, or its end, is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nothing of the project goes on by itself that could be stopped.
    NotNow { state: ProjectState },
    /// It is stopped already.
    Stopped,
    /// It was asked for already.
    AskedAlready,
    /// Nobody has asked for it.
    NotAsked,
    /// Whoever asked cannot be the second person.
    SamePerson,
}

/// Whether a project may be stopped: it is public and nobody was chosen yet.
///
/// # Errors
/// [`Refused::NotNow`].
pub fn may_stop(state: ProjectState) -> Result<(), Refused> {
    use ProjectState as S;
    match state {
        S::Open | S::Drawing | S::Reviewing | S::Choosing => Ok(()),
        state => Err(Refused::NotNow { state }),
    }
}

impl Halt {
    /// Whether somebody may ask that it goes on.
    ///
    /// # Errors
    /// [`Refused::AskedAlready`].
    pub fn may_ask(&self) -> Result<(), Refused> {
        if self.state == HaltState::InForce { Ok(()) } else { Err(Refused::AskedAlready) }
    }

    /// Whether this account may agree that it goes on.
    ///
    /// # Errors
    /// [`Refused::NotAsked`], and [`Refused::SamePerson`] for whoever asked.
    pub fn may_agree(&self, account: &str) -> Result<(), Refused> {
        match self.state {
            HaltState::Asked if self.asked_by == account => Err(Refused::SamePerson),
            HaltState::Asked => Ok(()),
            HaltState::InForce | HaltState::Ended => Err(Refused::NotAsked),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halt(state: HaltState) -> Halt {
        let (project, zero) = (super::super::project::ProjectId("p".into()), Instant(0));
        let (reason, resume_reason, asked_by) = ("r".into(), String::new(), "one".into());
        Halt { id: "h".into(), project, state, reason, at: zero, resume_reason, asked_by, asked_at: zero }
    }

    #[test]
    fn it_takes_two_to_go_on() {
        assert_eq!(halt(HaltState::InForce).may_agree("two"), Err(Refused::NotAsked));
        assert_eq!(halt(HaltState::Asked).may_agree("one"), Err(Refused::SamePerson));
        assert_eq!(halt(HaltState::Asked).may_agree("two"), Ok(()));
        assert_eq!(halt(HaltState::Asked).may_ask(), Err(Refused::AskedAlready));
        assert_eq!(halt(HaltState::Ended).may_agree("two"), Err(Refused::NotAsked));
    }

    #[test]
    fn only_what_is_on_its_way_can_be_stopped() {
        let stoppable = ProjectState::ALL.iter().filter(|state| may_stop(**state).is_ok()).count();
        assert_eq!(stoppable, 4);
        assert_eq!(may_stop(ProjectState::Selected), Err(Refused::NotNow { state: ProjectState::Selected }));
    }
}
