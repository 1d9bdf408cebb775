//! choice/negotiation.txt: every quote and every reply of a negotiation, under pseudonyms. It is published with the owner's pick, so that anybody can
//! go through the exchanges again: whose turn it was, that nobody was left without a reply, and at which quote each stood at the end.

use std::collections::BTreeMap;
use std::fmt;

use super::negotiation::Negotiation;
use super::quote::{Bounds, Offer, Quote, QuoteKind};
use crate::domain::draw::fault::{Broken, Fault};
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::{DrawId, Hash32, Label};

/// A quote or a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Quote(Quote),
    /// SHA-256 of the owner's words in UTF-8.
    Reply(Hash32),
}

/// What was said in a round, by or to whoever has this pseudonym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// From 1.
    pub round: u32,
    pub pseudonym: Label,
    pub what: What,
}

impl Said {
    /// Round by round, quotes before replies, by pseudonym: never by the time of arrival.
    fn place(&self) -> (u32, bool, &Label) {
        (self.round, matches!(self.what, What::Reply(_)), &self.pseudonym)
    }
}

/// A negotiation from its beginning to the owner's pick. Only [`Talks::new`] and [`Document::parse`] make one, and both check it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talks {
    draw: DrawId,
    rounds: u32,
    bounds: Bounds,
    threads: Vec<Label>,
    said: Vec<Said>,
}

impl Talks {
    /// Sorts what was said and checks that it keeps the rules. `rounds`: how many exchanges there may be; `threads`: who takes part.
    ///
    /// # Errors
    /// The first line that does not.
    pub fn new((draw, rounds, bounds): (DrawId, u32, Bounds), mut threads: Vec<Label>, mut said: Vec<Said>) -> Result<Talks, Fault> {
        threads.sort_unstable();
        said.sort_by(|one, other| one.place().cmp(&other.place()));
        let talks = Talks { draw, rounds, bounds, threads, said };
        talks.check()?;
        Ok(talks)
    }

    /// The draw that said who takes part.
    pub fn draw(&self) -> &DrawId {
        &self.draw
    }

    /// How many exchanges there might have been.
    pub fn rounds(&self) -> u32 {
        self.rounds
    }

    /// What could be quoted.
    pub fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// Who took part, by pseudonym.
    pub fn threads(&self) -> &[Label] {
        &self.threads
    }

    /// Everything that was said, in its order.
    pub fn said(&self) -> &[Said] {
        &self.said
    }

    /// At what a pseudonym stands: its last quote.
    pub fn stands_at(&self, pseudonym: &Label) -> Offer {
        let own = self.said.iter().rev().filter(|said| said.pseudonym == *pseudonym);
        let quote = own.filter_map(|said| if let What::Quote(quote) = said.what { Some(quote) } else { None }).next();
        quote.map_or(Offer::None, Offer::Quoted)
    }

    fn check(&self) -> Result<(), Fault> {
        let fault = |line, broken| Err(Fault::at(Self::FILE, line, broken));
        if self.rounds == 0 {
            return fault(ROUNDS, Broken::Mismatch { what: "the number of exchanges", expected: "1 or more".to_owned() });
        }
        if self.bounds.kind != QuoteKind::Amount || self.bounds.least > self.bounds.most {
            return fault(BOUNDS, Broken::Mismatch { what: "the kind of quotes", expected: QuoteKind::Amount.to_string() });
        }
        if self.threads.is_empty() {
            return fault(BOUNDS + 1, Broken::None { what: "thread" });
        }
        if let Some(at) = self.threads.windows(2).position(|pair| pair[0] >= pair[1]) {
            return fault(HEAD + at + 2, Broken::NotAscending { what: "pseudonyms" });
        }
        let mut course = Course::begin(self.rounds, self.bounds, &self.threads);
        for (at, said) in self.said.iter().enumerate() {
            let rises = at == 0 || self.said[at - 1].place() < said.place();
            if !rises {
                return fault(self.line(at), Broken::NotAscending { what: "rounds, quotes before replies, and pseudonyms" });
            }
            course.take(said).or_else(|because| fault(self.line(at), Broken::MustNotExist { because }))?;
        }
        course.end().or_else(|because| fault(self.line(self.said.len().saturating_sub(1)), Broken::MustNotExist { because }))
    }

    fn line(&self, at: usize) -> usize {
        HEAD + self.threads.len() + 2 + at
    }
}

/// Goes through what was said, in its order.
struct Course {
    rounds: u32,
    bounds: Bounds,
    standing: BTreeMap<Label, Negotiation>,
    /// The round it is in, and how many were quotes and how many replies of it.
    round: u32,
    quotes: usize,
    replies: usize,
}

/// Why something cannot have been said.
type Wrong = &'static str;

impl Course {
    fn begin(rounds: u32, bounds: Bounds, threads: &[Label]) -> Course {
        let standing = threads.iter().map(|label| (label.clone(), Negotiation::begin())).collect();
        Course { rounds, bounds, standing, round: 1, quotes: 0, replies: 0 }
    }

    fn take(&mut self, said: &Said) -> Result<(), Wrong> {
        if said.round > self.round {
            self.end()?;
            if said.round > self.rounds || said.round != self.round + 1 || self.replies == 0 {
                return Err("a round follows only when the owner has replied in the one before it, and there are no more than are allowed");
            }
            (self.round, self.quotes, self.replies) = (said.round, 0, 0);
        }
        if said.round == 0 {
            return Err("rounds count from 1");
        }
        let thread = self.standing.get_mut(&said.pseudonym).ok_or("its pseudonym takes no part")?;
        match said.what {
            What::Quote(quote) => {
                if self.bounds.against(quote).is_some() {
                    return Err("the quote lies outside the bounds");
                }
                *thread = thread.quote(quote).map_err(|_| "a new quote comes only after the owner's reply")?;
                self.quotes += 1;
            }
            What::Reply(_) => {
                if said.round == self.rounds {
                    return Err("the last quote is answered by the choice");
                }
                *thread = thread.reply(self.rounds).map_err(|_| "there is no quote to reply to")?;
                self.replies += 1;
            }
        }
        Ok(())
    }

    /// The end of a round: the owner has replied to everybody who quoted, or to nobody.
    fn end(&self) -> Result<(), Wrong> {
        if self.replies == 0 || self.replies == self.quotes { Ok(()) } else { Err("the owner replies to all who quoted or to nobody") }
    }
}

/// Where each negotiation stands after what was said so far.
///
/// # Errors
/// Why something of it cannot have been said.
pub fn standing((rounds, bounds): (u32, Bounds), threads: &[Label], said: &[Said]) -> Result<BTreeMap<Label, Negotiation>, &'static str> {
    let mut sorted: Vec<&Said> = said.iter().collect();
    sorted.sort_by(|one, other| one.place().cmp(&other.place()));
    let mut course = Course::begin(rounds, bounds, threads);
    sorted.into_iter().try_for_each(|said| course.take(said))?;
    Ok(course.standing)
}

/// Line of the number of exchanges, of the bounds, and how many lines there are before the first thread.
const ROUNDS: usize = 3;
const BOUNDS: usize = 4;
const HEAD: usize = 5;

impl Document for Talks {
    const FILE: &'static str = "choice/negotiation.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("choice/v1 negotiation")?;
        let draw = lines.value("draw")?;
        let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let rounds = small(lines.value("rounds")?);
        let [kind, least, most] = lines.words("bounds", "amount-fen <least> <most>")?;
        let wrong = || lines.fault(Broken::Line { expected: "bounds amount-fen <least> <most>".to_owned() });
        let kind = QuoteKind::parse(kind).ok_or_else(wrong)?;
        let bounds = Bounds { kind, least: lines.field("least", least)?, most: lines.field("most", most)? };
        let stated: u64 = lines.value("threads")?;
        let mut threads = Vec::new();
        while lines.follows("thread") {
            threads.push(lines.value("thread")?);
        }
        if stated != threads.len() as u64 {
            let expected = threads.len().to_string();
            return Err(Fault::at(Self::FILE, HEAD, Broken::Mismatch { what: "the number of threads", expected }));
        }
        let stated: u64 = lines.value("said")?;
        let mut said = Vec::new();
        loop {
            let (word, is_quote) = if lines.follows("quote") { ("quote", true) } else { ("reply", false) };
            if !lines.follows(word) {
                break;
            }
            let [round, pseudonym, what] = lines.words(word, "<round> <pseudonym> <quote or sha256 of the reply>")?;
            let what = if is_quote { What::Quote(quote(lines, what)?) } else { What::Reply(lines.field("sha256", what)?) };
            said.push(Said { round: small(lines.field("round", round)?), pseudonym: lines.field("pseudonym", pseudonym)?, what });
        }
        lines.finish()?;
        if stated != said.len() as u64 {
            let (line, expected) = (HEAD + threads.len() + 1, said.len().to_string());
            return Err(Fault::at(Self::FILE, line, Broken::Mismatch { what: "how much was said", expected }));
        }
        let talks = Talks { draw, rounds, bounds, threads, said };
        talks.check()?;
        Ok(talks)
    }
}

fn quote(lines: &Lines<'_>, word: &str) -> Result<Quote, Fault> {
    match lines.field("quote", word)? {
        Offer::Quoted(quote) => Ok(quote),
        _ => Err(lines.fault(Broken::Grammar { field: "quote", grammar: "amount-fen:<n>".to_owned() })),
    }
}

impl fmt::Display for Talks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Bounds { kind, least, most } = self.bounds;
        writeln!(f, "choice/v1 negotiation\ndraw {}\nrounds {}\nbounds {kind} {least} {most}", self.draw, self.rounds)?;
        writeln!(f, "threads {}", self.threads.len())?;
        self.threads.iter().try_for_each(|pseudonym| writeln!(f, "thread {pseudonym}"))?;
        writeln!(f, "said {}", self.said.len())?;
        self.said.iter().try_for_each(|Said { round, pseudonym, what }| match what {
            What::Quote(quote) => writeln!(f, "quote {round} {pseudonym} {}", Offer::Quoted(*quote)),
            What::Reply(words) => writeln!(f, "reply {round} {pseudonym} {words}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Fen;

    fn p(name: &str) -> Label {
        Label::parse(&format!("p-{name}")).unwrap()
    }

    fn quote(round: u32, who: &str, fen: i64) -> Said {
        Said { round, pseudonym: p(who), what: What::Quote(Quote::Amount(Fen(fen))) }
    }

    fn reply(round: u32, who: &str) -> Said {
        Said { round, pseudonym: p(who), what: What::Reply(Hash32::of("less")) }
    }

    fn talks(said: Vec<Said>) -> Result<Talks, Fault> {
        let bounds = Bounds { kind: QuoteKind::Amount, least: 100, most: 900 };
        Talks::new((DrawId::parse("MX-2026-000001/1").unwrap(), 3, bounds), vec![p("b"), p("a"), p("c")], said)
    }

    #[test]
    fn the_last_quote_stands_and_the_text_is_read_as_it_was_written() {
        let said = vec![
            reply(1, "b"),
            quote(1, "b", 800),
            quote(1, "a", 900),
            reply(1, "a"),
            quote(2, "a", 100),
            reply(2, "a"),
            quote(3, "a", 300),
            // It let the first rounds pass, and nothing forbids a first quote later.
            quote(3, "c", 500),
        ];
        let talks = talks(said).unwrap();
        let at = |who| talks.stands_at(&p(who));
        let amount = |fen| Offer::Quoted(Quote::Amount(Fen(fen)));
        assert_eq!([at("a"), at("b"), at("c"), at("d")], [amount(300), amount(800), amount(500), Offer::None]);
        let text = talks.to_text();
        assert_eq!(Talks::parse(&text), Ok(talks));
        for at in 0..text.len() {
            for byte in *b" \n09aq" {
                let mut bytes = text.clone().into_bytes();
                bytes[at] = byte;
                assert!(!Talks::parse(&bytes).is_ok_and(|read| read.to_text().into_bytes() != bytes), "byte {at} is read loosely");
            }
        }
        assert!(
            text.starts_with("choice/v1 negotiation\ndraw MX-2026-000001/1\nrounds 3\nbounds amount-fen 100 900\nthreads 3\nthread p-a\n")
        );
    }

    #[test]
    fn turns_bounds_and_replies_to_all_or_none_are_kept() {
        let line = |said: Vec<Said>| talks(said).unwrap_err().line;
        let first = || vec![quote(1, "a", 800), quote(1, "b", 800)];
        let with = |more: Vec<Said>| first().into_iter().chain(more).collect::<Vec<_>>();
        assert!(talks(first()).is_ok() && talks(vec![]).is_ok());
        assert_eq!(line(with(vec![quote(2, "a", 700)])), 12, "no reply came before");
        assert_eq!(line(with(vec![reply(1, "a")])), 12, "b was left without a reply");
        assert_eq!(line(with(vec![reply(1, "a"), reply(1, "b"), quote(3, "a", 700)])), 14, "a round was left out");
        assert_eq!(line(with(vec![reply(1, "a"), reply(1, "b"), quote(2, "a", 901)])), 14, "above the cap");
        assert_eq!(line(with(vec![reply(1, "a"), reply(1, "b"), quote(2, "a", 99)])), 14, "below the floor");
        assert_eq!(line(with(vec![reply(1, "c")])), 12, "nothing to reply to");
        assert_eq!(line(vec![quote(1, "d", 800)]), 10, "takes no part");
        assert_eq!(line(vec![quote(1, "a", 800), quote(1, "a", 700)]), 11, "twice in a round");
        assert_eq!(line(vec![quote(0, "a", 800)]), 10);
        let all = |round| vec![quote(round, "a", 800), quote(round, "b", 800), reply(round, "a"), reply(round, "b")];
        let third: Vec<Said> = [all(1), all(2), all(3)].concat();
        assert_eq!(line(third), 20, "the last quote is answered by the choice");
        let fourth: Vec<Said> = [all(1), all(2), vec![quote(3, "a", 800), quote(4, "a", 700)]].concat();
        assert_eq!(line(fourth), 19, "three exchanges at most");
    }

    #[test]
    fn who_was_left_without_a_reply_may_not_quote_again() {
        let bounds = Bounds { kind: QuoteKind::Amount, least: 100, most: 900 };
        let stands = standing((3, bounds), &[p("a"), p("b")], &[quote(1, "a", 800)]).unwrap();
        assert!(stands[&p("a")].quote(Quote::Amount(Fen(700))).is_err() && stands[&p("b")].quote(Quote::Amount(Fen(700))).is_ok());
        assert!(standing((3, bounds), &[p("a")], &[reply(1, "a")]).is_err());
    }
}
