//! Inputs held against the opening and the number they come from, and whom an owner may pick of them.

use std::collections::BTreeMap;

use super::inputs::{COEFFICIENT, Given, Inputs};
use super::quote::Offer;
use super::row::Row;
use super::run;
use super::stage::Stage;
use crate::domain::draw::Label;
use crate::domain::draw::fault::{Broken, Fault};
use crate::domain::draw::text::Document;

impl Inputs {
    /// Whether every label has the quote that was opened, and who sealed none has none. `opened`: what was published of each in
    /// the document `file`.
    ///
    /// # Errors
    /// The first line that does not.
    pub fn fits_offers(&self, opened: &BTreeMap<&Label, Offer>, file: &str) -> Result<(), Fault> {
        let wrong = |(_, row): &(usize, &Row)| row.offer != opened.get(&row.label).copied().unwrap_or(Offer::None);
        let Some((at, row)) = self.rows().iter().enumerate().find(wrong) else { return Ok(()) };
        let expected = format!("that of {file}, {}", opened.get(&row.label).copied().unwrap_or(Offer::None));
        Err(Fault::at(Self::FILE, self.line(at), Broken::Mismatch { what: "the quote", expected }))
    }

    /// Whether the coefficient is the one that was drawn, in hundredths of a percent; `None`: none was.
    ///
    /// # Errors
    /// The line of another.
    pub fn fits_coefficient(&self, drawn: Option<u32>) -> Result<(), Fault> {
        if self.coefficient() == drawn {
            return Ok(());
        }
        let expected = drawn.map_or_else(|| "-".to_owned(), |drawn| drawn.to_string());
        Err(Fault::at(Self::FILE, COEFFICIENT, Broken::Mismatch { what: "the coefficient", expected }))
    }

    /// Whom the owner may pick from: who comes through the stages before its choice, the best first; of a negotiation, who takes part in
    /// it. What is given has no pick yet.
    ///
    /// # Errors
    /// As [`Inputs::new`].
    pub fn choosable(mut given: Given) -> Result<Vec<Label>, Fault> {
        let from = given.stages.iter().find_map(|stage| match stage {
            Stage::Choose(from) => *from,
            Stage::Negotiate { from, .. } => Some(*from),
            _ => None,
        });
        given.stages.retain(|stage| !stage.is_picked());
        given.bounds = given.bounds.filter(|_| given.stages.iter().any(|stage| stage.quotes().is_some()));
        if given.stages.is_empty() {
            given.stages.push(Stage::Draw);
        }
        let places = run::outcome(&Inputs::new(Given { picked: None, ..given })?).places().to_vec();
        Ok(places.into_iter().take(from.map_or(usize::MAX, |n| n as usize)).map(|place| place.label).collect())
    }
}
