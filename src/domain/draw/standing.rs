//! Who stands where after strikes and admissions: the one ranking, gone down, never drawn again (draw-v1 §7).

use std::collections::HashSet;

use super::fault::{Broken, Fault};
use super::freeze::{Freeze, Status};
use super::notice::Notice;
use super::ranking::Tickets;
use super::result::{DrawResult, Place};
use super::ruling::{Act, Ruling};
use super::text::Document;
use super::words::{DrawId, Label};
use crate::domain::hash::Hash32;

/// The standing order of a draw: the ranking with admitted labels in the place of their ticket, struck ones skipped.
pub struct Standing<'a> {
    notice: &'a Notice,
    freeze: &'a Freeze,
    result: Hash32,
    tickets: Tickets,
    /// Everybody who has or had a place, best first.
    places: Vec<Place>,
    struck: HashSet<Label>,
}

impl<'a> Standing<'a> {
    /// The order that the result gives, before any ruling.
    pub fn new(notice: &'a Notice, freeze: &'a Freeze, result: &DrawResult) -> Standing<'a> {
        let tickets = Tickets::of(&result.seed());
        Standing { notice, freeze, result: result.hash(), tickets, places: result.ranking().to_vec(), struck: HashSet::new() }
    }

    /// Applies the next ruling. Whether it was lawful to make it (whose it is, what it cites, whether an award is already accepted)
    /// is decided where it is made.
    ///
    /// # Errors
    /// Another draw or result, a strike against who does not stand, an admission of who was not excluded at the freeze.
    pub fn apply(&mut self, ruling: &Ruling) -> Result<(), Fault> {
        let fault = |line, broken| Err(Fault::at(Ruling::FILE, line, broken));
        if ruling.draw != self.notice.draw {
            return fault(2, Broken::Mismatch { what: "the draw", expected: self.notice.draw.to_string() });
        }
        if ruling.result != self.result {
            return fault(3, Broken::Mismatch { what: "the hash of result.txt", expected: self.result.to_string() });
        }
        let done = match ruling.act {
            Act::Strike => self.strike(&ruling.label),
            Act::Admit => self.admit(&ruling.label),
        };
        done.or_else(|broken| fault(4, broken))
    }

    fn strike(&mut self, label: &Label) -> Result<(), Broken> {
        if self.position(label).is_some() && self.struck.insert(label.clone()) { Ok(()) } else { Err(Broken::NotStanding) }
    }

    fn admit(&mut self, label: &Label) -> Result<(), Broken> {
        let excluded = self.freeze.entry(label).filter(|(_, entry)| entry.status == Status::Out);
        let (_, entry) = excluded.ok_or(Broken::NotExcluded)?;
        let place = Place { key: self.tickets.key(label, entry.weight), label: label.clone() };
        match self.places.binary_search(&place) {
            Ok(_) => Err(Broken::NotExcluded),
            Err(at) => {
                self.places.insert(at, place);
                Ok(())
            }
        }
    }

    /// Everybody who has or had a place, best first: the struck and the admitted too.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Whether a label is struck.
    pub fn is_struck(&self, label: &Label) -> bool {
        self.struck.contains(label)
    }

    /// Where a label that has or had a place comes in the order, from 0, struck ones counted.
    pub fn position(&self, label: &Label) -> Option<usize> {
        let (_, entry) = self.freeze.entry(label)?;
        let place = Place { key: self.tickets.key(label, entry.weight), label: label.clone() };
        self.places.binary_search(&place).ok()
    }

    /// Everybody who still stands, best first.
    pub fn order(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|place| !self.struck.contains(&place.label))
    }

    /// The first k who stand.
    pub fn winners(&self) -> impl Iterator<Item = &Place> {
        self.order().take(self.notice.winners.saturating())
    }

    /// The next m who stand. How many times somebody may move up is policy, not law.
    pub fn alternates(&self) -> impl Iterator<Item = &Place> {
        self.order().skip(self.notice.winners.saturating()).take(self.notice.alternates.saturating())
    }

    /// The draw.
    pub fn draw(&self) -> &DrawId {
        &self.notice.draw
    }

    /// Hash of the result this order comes from.
    pub fn result(&self) -> Hash32 {
        self.result
    }
}
