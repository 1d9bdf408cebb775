//! What can be wrong with a document: the file, the line and the rule it breaks.

use super::words::Who;
use crate::domain::log::Misproof;

/// The first thing wrong in a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {broken}")]
pub struct Fault {
    /// Name of the document inside the bundle, e.g. `freeze.txt`.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// The rule that is broken there.
    pub broken: Broken,
}

impl Fault {
    /// A fault of `file` in `line` (counted from 1).
    pub fn at(file: &str, line: usize, broken: Broken) -> Fault {
        Fault { file: file.to_owned(), line, broken }
    }

    /// The same fault under another file name, for documents that exist several times.
    pub fn in_file(mut self, file: &str) -> Fault {
        file.clone_into(&mut self.file);
        self
    }
}

/// A rule of draw-v1 (or of audit-v1's entry bytes) and the facts of its breach.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("only ASCII is allowed")]
    NotAscii,
    #[error("a line ends with LF alone, without CR")]
    CarriageReturn,
    #[error("the last line must end with LF")]
    NoFinalLineFeed,
    #[error("blank lines are not allowed")]
    BlankLine,
    #[error("fields are separated by exactly one space, and none stands at the end")]
    Spaces,
    #[error("a line `{expected}` belongs here")]
    Line { expected: String },
    #[error("nothing may follow the last line")]
    Surplus,
    #[error("`{field}` must be {grammar}")]
    Grammar { field: &'static str, grammar: String },
    #[error("the document may not be longer than {limit} bytes")]
    TooLong { limit: usize },
    #[error("the parsed document has other bytes than this text")]
    OtherBytes,
    #[error("{what} must be `{expected}`")]
    Mismatch { what: &'static str, expected: String },
    #[error("{what} must be in ascending order of their bytes, each once")]
    NotAscending { what: &'static str },
    #[error("{what} may occur only once")]
    Twice { what: &'static str },
    #[error("there must be at least one {what}")]
    None { what: &'static str },
    #[error("opens < closes < reveal-by must hold")]
    Times,
    #[error("the beacon's round comes too early; the first that keeps ten minutes after reveal-by is {earliest}")]
    RoundTooEarly { earliest: u64 },
    #[error("weights may add up to {limit} at most")]
    WeightSum { limit: u64 },
    #[error("in mode uniform every weight is 1")]
    WeightInUniform,
    #[error("with `nonces none` every commitment is `-`")]
    NoncesForbidden,
    #[error("the revealed value does not open the commitment of {who}")]
    WrongSecret { who: Who },
    #[error("the digits do not give the value revealed by {who}")]
    WrongDigits { who: Who },
    #[error("without a beacon the silence of {who} makes the draw void")]
    Silent { who: Who },
    #[error("the beacon's signature of round {round} is false")]
    FalseSignature { round: u64 },
    #[error("the opening does not give this label")]
    WrongOpening,
    #[error("this label has no place in the ranking")]
    NotRanked,
    #[error("openings stand in rank order, each once")]
    NotInRankOrder,
    #[error("this registry id is not in the pool")]
    NotInPool,
    #[error("this label does not stand (any more), so it cannot be struck")]
    NotStanding,
    #[error("only a label that the freeze lists as `out` can be admitted, and once")]
    NotExcluded,
    #[error("this document may not exist here: {because}")]
    MustNotExist { because: &'static str },
    #[error("the body of a public document's log entry is its bare hash")]
    SaltedProof,
    #[error("the proof that the log holds this entry does not hold: {0}")]
    NotInLog(Misproof),
    #[error("the log has this document before one that must come earlier")]
    LogOrder,
    #[error("this is no public key of a log")]
    NoLogKey,
    #[error("this entry is no standing sign-up of this draw in the log")]
    NotSignedUp,
    #[error("a sign-up of this draw is missing here: log index {index}")]
    SignupMissing { index: u64 },
}
