//! A project: what an owner asks for, and its life from draft to end.
//!
//! ```text
//! draft ⇄ in-review → awaiting-commitments → open → drawing → selected → in-service → finished
//!                             ↑________________|______|   (extension after too few sign-ups, new draw after a void)
//! drawing → (reviewing) → choosing → selected where a panel of experts reviews, or the owner picks blind; not every way has both
//! every state before in-service may end as terminated (with a public reason), every state after publication as failed
//! ```

use serde::{Deserialize, Serialize};

use super::draw::Terms;
use super::method::{Way, direct, way};
use super::money::Fen;
use super::qualification::Requirements;
use super::time::Instant;

crate::text_ids! {
    /// A project.
    ProjectId
}

crate::text_states! {
    /// Where a project is.
    pub enum ProjectState {
        /// The owner writes it; nobody else sees it.
        Draft => "draft",
        /// An operator checks its form.
        InReview => "in-review",
        /// Approved; every officer's commitment is awaited before the notice (draw-v1 §4).
        AwaitingCommitments => "awaiting-commitments",
        /// Public; agencies sign up, and nobody learns who or how many.
        Open => "open",
        /// Closed; freeze, reveals, seed, result.
        Drawing => "drawing",
        /// Drawn; a panel of experts is formed and reviews.
        Reviewing => "reviewing",
        /// Drawn; the owner picks one blind.
        Choosing => "choosing",
        /// An agency was chosen; award and contract.
        Selected => "selected",
        /// The contract is in force.
        InService => "in-service",
        /// Accepted and rated, or past the days to rate.
        Finished => "finished",
        /// Nobody could be chosen.
        Failed => "failed",
        /// Ended with a public reason.
        Terminated => "terminated",
    }
}

/// What happens to a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Submit,
    Return,
    Approve,
    Publish,
    Close,
    /// A new draw after too few sign-ups or a void.
    DrawAgain,
    /// A panel is formed for those drawn.
    Review,
    /// Those drawn are put before the owner.
    PutForward,
    Decide,
    Serve,
    Finish,
    Fail,
    Terminate,
}

/// Why a step or a posting is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    NotNow {
        state: ProjectState,
    },
    /// The owner has not passed its check.
    OwnerNotApproved,
    /// The sign-up window must have so many working days.
    Window {
        min: u32,
        max: u32,
        given: u32,
    },
    /// Nobody asked for the end.
    NotAsked,
    /// A clarification leaves fewer than so many working days to read it.
    TooLateToCorrect {
        working_days: u32,
    },
    /// At most so many alternates.
    Alternates {
        max: u32,
        given: u32,
    },
    /// A term of the draw that the policy does not allow, by its name.
    Term {
        name: &'static str,
    },
    /// The way to the outcome.
    Way(way::Refused),
    /// Direct selection.
    Direct(direct::Refused),
}

impl ProjectState {
    /// The state after a step.
    ///
    /// # Errors
    /// [`Refused::NotNow`] where the step has no place.
    pub fn after(self, step: Step) -> Result<ProjectState, Refused> {
        use ProjectState as S;
        match (self, step) {
            (S::Draft, Step::Submit) => Ok(S::InReview),
            (S::InReview, Step::Return) => Ok(S::Draft),
            (S::InReview, Step::Approve) => Ok(S::AwaitingCommitments),
            (S::AwaitingCommitments, Step::Publish) => Ok(S::Open),
            (S::Open, Step::Close) => Ok(S::Drawing),
            (S::Open | S::Drawing, Step::DrawAgain) => Ok(S::AwaitingCommitments),
            (S::Drawing, Step::Review) => Ok(S::Reviewing),
            (S::Drawing | S::Reviewing, Step::PutForward) => Ok(S::Choosing),
            (S::Drawing | S::Reviewing | S::Choosing, Step::Decide) => Ok(S::Selected),
            (S::Selected, Step::Serve) => Ok(S::InService),
            (S::InService, Step::Finish) => Ok(S::Finished),
            (S::AwaitingCommitments | S::Open | S::Drawing | S::Reviewing | S::Choosing | S::Selected, Step::Fail) => Ok(S::Failed),
            (
                S::Draft | S::InReview | S::AwaitingCommitments | S::Open | S::Drawing | S::Reviewing | S::Choosing | S::Selected,
                Step::Terminate,
            ) => Ok(S::Terminated),
            (state, _) => Err(Refused::NotNow { state }),
        }
    }

    /// Whether the public may know of the project. A project that was never published stays unknown, which its window tells.
    pub fn is_public(self) -> bool {
        !matches!(self, ProjectState::Draft | ProjectState::InReview)
    }

    /// Whether it has come to an end.
    pub fn is_over(self) -> bool {
        matches!(self, ProjectState::Finished | ProjectState::Failed | ProjectState::Terminated)
    }
}

crate::text_states! {
    /// Why nobody could be chosen.
    pub enum FailReason {
        /// Even after the one extension.
        TooFew => "too-few",
        /// The draw was void, and so was the one that took its place.
        VoidTwice => "void-twice",
        /// The platform itself did not reveal, and so ended the draw that took the place of a void one.
        PlatformSilent => "platform-silent",
        /// The one that was named directly did not take part.
        NamedSilent => "named-silent",
        /// Too few experts without a conflict, or too few who took part.
        NoPanel => "no-panel",
        /// No label came through the stages to the outcome.
        NoPlace => "no-place",
        /// The owner picked nobody after a negotiation.
        NobodyPicked => "nobody-picked",
        /// Too few members of the committee released their keys for names.
        NamesShut => "names-shut",
        /// Nobody in the ranking is left to be asked.
        NoAlternate => "no-alternate",
    }
}

crate::text_states! {
    /// How the price is set: the contract is made at it, or may cost at most so much.
    pub enum PriceKind { Fixed => "fixed", Cap => "cap" }
}

/// What the owner asks for, beyond title, item and price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// What is to be done.
    pub content: String,
    /// Where.
    pub place: String,
    /// Share of fiscal funds, percent; the rest is social funds. Any fiscal share makes the project a fiscal one.
    pub fiscal_percent: u32,
    /// Days the service may take, calendar days.
    pub service_days: u32,
    /// What agencies must hold.
    pub requirements: Requirements,
    /// Working days of the sign-up window.
    pub window_wd: u32,
    /// Alternates beside the winner.
    pub alternates: u32,
    pub contact_name: String,
    pub contact_phone: String,
    pub complaint_phone: String,
    /// Why the conditions are so narrow, where fewer than three agencies meet them.
    pub narrow_reason: String,
    /// What is chosen about the draw.
    #[serde(default)]
    pub draw: Terms,
    /// The way to the outcome.
    #[serde(default)]
    pub way: Way,
}

/// An agency the owner must not deal with in this project, with the reason (回避).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Avoided {
    pub uscc: String,
    pub name: String,
    pub reason: String,
}

/// What an owner posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    pub title: String,
    pub item: String,
    pub price_kind: PriceKind,
    pub price: Fen,
    pub spec: Spec,
    pub avoided: Vec<Avoided>,
}

impl Posting {
    /// Whether the numbers of the draw are within the policy.
    ///
    /// # Errors
    /// The first number out of bounds, with the bounds.
    pub fn fits(&self, policy: &super::policy::Policy) -> Result<(), Refused> {
        let (min, max) = (policy.signup.window_min_wd, policy.signup.window_max_wd);
        if !(min..=max).contains(&self.spec.window_wd) {
            return Err(Refused::Window { min, max, given: self.spec.window_wd });
        }
        if self.spec.alternates > policy.draw.alternates_max {
            return Err(Refused::Alternates { max: policy.draw.alternates_max, given: self.spec.alternates });
        }
        if let Some(name) = self.spec.draw.unwanted(&policy.draw) {
            return Err(Refused::Term { name });
        }
        let capped = self.price_kind == PriceKind::Cap;
        let posted = way::Posted { item: &self.item, price: self.price, capped, fiscal_percent: self.spec.fiscal_percent };
        self.spec.way.fits((&policy.methods, &policy.review), posted).map_err(Refused::Way)
    }

    /// The fields that must still be filled in before a review, by their names in the form. A draft may lack them.
    pub fn gaps(&self) -> Vec<&'static str> {
        let spec = &self.spec;
        let needed = [
            ("title", self.title.is_empty()),
            ("content", spec.content.is_empty()),
            ("place", spec.place.is_empty()),
            ("price", self.price.0 <= 0),
            ("service_days", spec.service_days == 0),
            ("contact_name", spec.contact_name.is_empty()),
            ("contact_phone", spec.contact_phone.is_empty()),
            ("complaint_phone", spec.complaint_phone.is_empty()),
            ("named_words", spec.way.named.as_ref().is_some_and(|named| named.words.is_empty())),
        ];
        needed.into_iter().filter(|(_, missing)| *missing).map(|(name, _)| name).collect()
    }
}

/// When a project's draw opens, closes, reveals, and by when it must have a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub opens: Instant,
    /// The first instant that is too late to sign up.
    pub closes: Instant,
    pub reveal_by: Instant,
    /// The end of the three working days (policy `selection.total_max_wd`).
    pub select_by: Instant,
    /// Whether a year without an official calendar was counted.
    pub provisional: bool,
}

crate::text_states! {
    /// The kinds of public notices of a project.
    pub enum NoticeKind {
        Published => "published",
        Corrected => "corrected",
        Extended => "extended",
        Redrawn => "redrawn",
        Result => "result",
        Award => "award",
        Contract => "contract",
        Failed => "failed",
        Terminated => "terminated",
        Finished => "finished",
        /// Supervision has stopped it.
        Halted => "halted",
        /// It goes on.
        Resumed => "resumed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_goes_its_way_and_no_other() {
        use ProjectState as S;
        let way = [
            (S::Draft, Step::Submit, S::InReview),
            (S::InReview, Step::Approve, S::AwaitingCommitments),
            (S::AwaitingCommitments, Step::Publish, S::Open),
            (S::Open, Step::Close, S::Drawing),
            (S::Drawing, Step::Review, S::Reviewing),
            (S::Drawing, Step::PutForward, S::Choosing),
            (S::Drawing, Step::Decide, S::Selected),
            (S::Selected, Step::Serve, S::InService),
            (S::InService, Step::Finish, S::Finished),
        ];
        for (from, step, to) in way {
            assert_eq!(from.after(step), Ok(to));
            for state in S::ALL.iter().filter(|state| **state != from) {
                let ways_of_its_own = matches!(
                    (state, step),
                    (S::Draft | S::InReview, Step::Terminate)
                        | (S::Choosing | S::Reviewing, Step::Decide)
                        | (S::Reviewing, Step::PutForward)
                );
                assert!(ways_of_its_own || state.after(step).is_err(), "{state} {step:?}");
            }
        }
        for over in S::ALL.iter().filter(|state| state.is_over()) {
            assert!(over.after(Step::Terminate).is_err() && over.after(Step::Fail).is_err());
        }
        assert!(S::InService.after(Step::Terminate).is_err(), "a contract in force is ended by its parties");
    }
}
