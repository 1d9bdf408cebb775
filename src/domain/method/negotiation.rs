//! Negotiation with one agency in up to three exchanges: it quotes, the owner replies, it may quote anew. A new quote comes only after a reply,
//! so nobody is made to bid against itself; and no quote is taken back.

use super::quote::Quote;

/// Where a negotiation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Negotiation {
    /// The agency may quote, for the `exchange`-th time; `last` is what it stands at.
    Awaits { exchange: u32, last: Option<Quote> },
    /// The owner may reply.
    Quoted { exchange: u32, quote: Quote },
    /// No further exchange: it stands at its last quote, if it made one.
    Over { last: Option<Quote> },
}

/// Why something is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The owner has not replied to the last quote.
    NotYourTurn,
    /// There is no quote to reply to.
    NothingToReplyTo,
    /// All exchanges are used, or the time is over.
    Over,
}

impl Negotiation {
    /// Nothing has been quoted.
    pub const fn begin() -> Negotiation {
        Negotiation::Awaits { exchange: 1, last: None }
    }

    /// The agency quotes. It need not be less than before: an owner may ask for more work.
    ///
    /// # Errors
    /// [`Refused`] before the owner has replied, and at the end.
    pub fn quote(&self, quote: Quote) -> Result<Negotiation, Refused> {
        match self {
            Negotiation::Awaits { exchange, .. } => Ok(Negotiation::Quoted { exchange: *exchange, quote }),
            Negotiation::Quoted { .. } => Err(Refused::NotYourTurn),
            Negotiation::Over { .. } => Err(Refused::Over),
        }
    }

    /// The owner replies; after the last exchange (`most`) nothing more can be quoted.
    ///
    /// # Errors
    /// [`Refused`] where nothing waits for a reply.
    pub fn reply(&self, most: u32) -> Result<Negotiation, Refused> {
        match self {
            Negotiation::Quoted { exchange, quote } if *exchange < most => {
                Ok(Negotiation::Awaits { exchange: exchange + 1, last: Some(*quote) })
            }
            Negotiation::Quoted { quote, .. } => Ok(Negotiation::Over { last: Some(*quote) }),
            Negotiation::Awaits { .. } => Err(Refused::NothingToReplyTo),
            Negotiation::Over { .. } => Err(Refused::Over),
        }
    }

    /// The time is over: what was quoted last stands.
    pub fn end(&self) -> Negotiation {
        Negotiation::Over { last: self.last() }
    }

    /// What the agency stands at.
    pub fn last(&self) -> Option<Quote> {
        match self {
            Negotiation::Quoted { quote, .. } => Some(*quote),
            Negotiation::Awaits { last, .. } | Negotiation::Over { last } => *last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Fen;

    const fn at(fen: i64) -> Quote {
        Quote::Amount(Fen(fen))
    }

    #[test]
    fn a_new_quote_comes_only_after_a_reply_and_three_times_at_most() {
        let first = Negotiation::begin().quote(at(30)).unwrap();
        assert_eq!(first.quote(at(20)), Err(Refused::NotYourTurn));
        let second = first.reply(3).unwrap().quote(at(20)).unwrap();
        let third = second.reply(3).unwrap().quote(at(25)).unwrap();
        let over = third.reply(3).unwrap();
        assert_eq!(
            (over.clone(), over.quote(at(1)), over.reply(3)),
            (Negotiation::Over { last: Some(at(25)) }, Err(Refused::Over), Err(Refused::Over))
        );
    }

    #[test]
    fn what_was_quoted_last_stands_when_the_time_is_over() {
        assert_eq!(Negotiation::begin().end().last(), None);
        assert_eq!(Negotiation::begin().reply(3), Err(Refused::NothingToReplyTo));
        let quoted = Negotiation::begin().quote(at(30)).unwrap();
        assert_eq!(quoted.reply(3).unwrap().end().last(), Some(at(30)));
        assert_eq!(quoted.end().last(), Some(at(30)));
    }
}
