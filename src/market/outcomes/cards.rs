//! What an owner may know of those it chooses from: facts that can be compared, in bands wide enough that they name nobody.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::store;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::{AgencyId, AgencyProfile};
use crate::domain::catalogue::ServiceCode;
use crate::domain::credit::Level;
use crate::domain::draw::{DrawId, Label};
use crate::domain::method::{Offer, row};
use crate::domain::policy::Policy;
use crate::domain::qualification::{GradeCode, Paper, QualificationCode};
use crate::domain::time::Day;
use crate::error::{Error, Result};
use crate::market::projects::Project;
use crate::market::signups::Signup;
use crate::market::{agencies, bids, credit, selection, signups};
use crate::platform::random;

/// One of those who were drawn, under a pseudonym of its own. Whose it is stands in a sealed link and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub pseudonym: Label,
    pub facts: Facts,
}

/// The facts of a card, as they were when it was put before the owner. Bands count from 0, by the bounds of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    pub credit: Level,
    /// The best grade of what the project asks for first, where it asks for a grade.
    pub grade: Option<(QualificationCode, GradeCode)>,
    /// Finished projects of the same item (policy `methods.similar_bands`).
    pub similar: usize,
    /// Working days promised for the item (policy `methods.days_bands`).
    pub days: usize,
    /// What its quote comes to beside the notice's price, where agencies quoted (policy `methods.price_bands_bp`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<usize>,
    /// Where the band of the review's score begins, in points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u32>,
}

impl Facts {
    /// In one line for the log.
    pub fn line(&self) -> String {
        let grade = self.grade.as_ref().map_or_else(|| "-".to_owned(), |(kind, grade)| format!("{kind}:{grade}"));
        let or_dash = |band: Option<String>| band.unwrap_or_else(|| "-".to_owned());
        let (price, score) = (or_dash(self.price.map(|band| band.to_string())), or_dash(self.score.map(|from| from.to_string())));
        format!("{} {grade} {} {} {price} {score}", self.credit, self.similar, self.days)
    }
}

/// What the cards of these labels of a draw show, in the order of the labels.
pub fn of(conn: &mut DbConn, app: &App, (project, policy): (&Project, &Policy), (draw, labels): (&DrawId, &[Label])) -> Result<Vec<Facts>> {
    let now = app.clock.now();
    let signed: Vec<Signup> = labels.iter().map(|label| signups::labelled(conn, label.as_str())).collect::<Result<_>>()?;
    let ids: Vec<AgencyId> = signed.into_iter().map(|signup| signup.agency).collect();
    let levels = credit::levels(conn, &ids, now, policy)?;
    let done = store::finished(conn, &ids, &project.item)?;
    let item = ServiceCode::from(project.item.as_str());
    let offers_made = bids::offers(conn, draw)?;
    let price = |label: &Label| match offers_made.get(label) {
        Some(Offer::Quoted(quote)) => Some(band(quote.share_bp(project.price), &policy.methods.price_bands_bp)),
        _ => None,
    };
    let mut cards = Vec::new();
    for (label, id) in labels.iter().zip(&ids) {
        let offers = agencies::offers_of(conn, id)?;
        let days = offers.iter().find(|offer| offer.item == item).map_or(u32::MAX, |offer| offer.promised_days);
        let facts = Facts {
            credit: levels[id],
            grade: best_grade(project, &agencies::profile(conn, id)?, now.day()),
            similar: band(done.get(id).copied().unwrap_or_default(), &policy.methods.similar_bands),
            days: band(days, &policy.methods.days_bands),
            price: price(label),
            score: None,
        };
        cards.push(facts);
    }
    Ok(cards)
}

/// In which band a number lies: how many of the rising bounds it has reached.
fn band(number: u32, bounds: &[u32]) -> usize {
    bounds.partition_point(|bound| *bound <= number)
}

/// The best grade the agency holds today of the first qualification that the project asks for.
fn best_grade(project: &Project, profile: &AgencyProfile, on: Day) -> Option<(QualificationCode, GradeCode)> {
    let needed = project.spec.requirements.list.first()?;
    let held = profile.held.iter().filter(|held| held.qualification == needed.qualification && is_valid(&held.paper, on));
    let best = held.filter_map(|held| held.grade.as_ref()).min_by_key(|grade| grade.priority)?;
    Some((needed.qualification.clone(), best.code.clone()))
}

fn is_valid(paper: &Paper, on: Day) -> bool {
    paper.valid_from <= on && paper.valid_to.is_none_or(|last| on <= last)
}

/// The same cards in an order that nobody can tell: neither that of the draw, nor of labels, nor of sign-ups.
pub fn shuffled(cards: Vec<Card>) -> Vec<Card> {
    let mut keyed: Vec<(String, Card)> = cards.into_iter().map(|card| (random::blind_id(), card)).collect();
    keyed.sort_by(|one, other| one.0.cmp(&other.0));
    keyed.into_iter().map(|(_, card)| card).collect()
}

/// The credit of every label of a draw at the end of sign-up, in whole steps.
pub fn credit_steps(conn: &mut DbConn, draw: &DrawId, policy: &Policy) -> Result<BTreeMap<String, u32>> {
    let signed: Vec<Signup> = signups::active(conn, draw.as_str())?;
    let ids: Vec<AgencyId> = signed.iter().map(|signup| signup.agency.clone()).collect();
    let closes = selection::closed_at(conn, draw)?;
    let scores = credit::tenths_of(conn, &ids, closes, policy)?;
    let steps = |signup: Signup| {
        let tenths = scores.get(&signup.agency).copied().ok_or_else(|| Error::bad_row("signups.agency_id", &signup.agency))?;
        Ok((signup.label, row::credit_steps(tenths, policy.methods.credit_step_points)))
    };
    signed.into_iter().map(steps).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_begins_its_band() {
        let bounds = [1, 4, 10];
        assert_eq!([0, 1, 3, 4, 9, 10, 500].map(|n| band(n, &bounds)), [0, 1, 1, 2, 2, 3, 3]);
    }
}
