//! Forgetting a person (audit-v1, "Entry"): the documents and salts behind log entries about them go, the entries stay, and the log still verifies.
//! An administrator writes the wish down and a supervisor decides; one account has one role, so nobody can do both.

crate::text_states! {
    /// Where a wish to erase is.
    pub enum Erasure {
        /// It waits for a supervisor.
        Asked => "asked",
        /// The person is forgotten.
        Done => "done",
        /// A supervisor saw no ground for it.
        Refused => "refused",
    }
}

crate::text_states! {
    /// Why somebody is forgotten (Personal Information Protection Law of the PRC, article 47).
    pub enum Ground {
        /// The person asked for it or took consent back.
        Wish => "wish",
        /// The purpose was reached or the time of keeping is over.
        Past => "past",
        /// It should not have been kept.
        Wrong => "wrong",
    }
}
