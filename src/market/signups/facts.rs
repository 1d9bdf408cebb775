//! What may be told of who signed up, to somebody who is not to know who it is: facts that can be compared, in bands wide enough that they name nobody.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::db::DbConn;
use crate::db::schema::projects;
use crate::domain::agency::{AgencyId, AgencyProfile};
use crate::domain::catalogue::ServiceCode;
use crate::domain::credit::Level;
use crate::domain::policy::Policy;
use crate::domain::project::ProjectState;
use crate::domain::qualification::{GradeCode, Paper, QualificationCode};
use crate::domain::time::Day;
use crate::error::Result;
use crate::market::projects::Project;
use crate::market::{agencies, credit};

/// The facts of a card. Bands count from 0, by the bounds of the policy.
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

/// What may be told of these agencies now, in their order; of price and score nothing is known here.
pub fn of(conn: &mut DbConn, app: &App, (project, policy): (&Project, &Policy), ids: &[AgencyId]) -> Result<Vec<Facts>> {
    let now = app.clock.now();
    let levels = credit::levels(conn, ids, now, policy)?;
    let done = finished(conn, ids, &project.item)?;
    let item = ServiceCode::from(project.item.as_str());
    let mut all = Vec::new();
    for id in ids {
        let offers = agencies::offers_of(conn, id)?;
        let days = offers.iter().find(|offer| offer.item == item).map_or(u32::MAX, |offer| offer.promised_days);
        all.push(Facts {
            credit: levels[id],
            grade: best_grade(project, &agencies::profile(conn, id)?, now.day()),
            similar: band(done.get(id).copied().unwrap_or_default(), &policy.methods.similar_bands),
            days: band(days, &policy.methods.days_bands),
            price: None,
            score: None,
        });
    }
    Ok(all)
}

/// In which band a number lies: how many of the rising bounds it has reached.
pub fn band(number: u32, bounds: &[u32]) -> usize {
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

/// How many projects of an item each of these agencies has finished.
fn finished(conn: &mut DbConn, agencies: &[AgencyId], item: &str) -> Result<BTreeMap<AgencyId, u32>> {
    let ids: Vec<&str> = agencies.iter().map(AgencyId::as_str).collect();
    let found: Vec<Option<String>> = projects::table
        .filter(projects::chosen_agency.eq_any(&ids))
        .filter(projects::item_code.eq(item))
        .filter(projects::state.eq(ProjectState::Finished.as_str()))
        .select(projects::chosen_agency)
        .load(conn)?;
    let mut counts = BTreeMap::new();
    for agency in found.into_iter().flatten() {
        *counts.entry(AgencyId(agency)).or_default() += 1;
    }
    Ok(counts)
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
