//! The sealing sheet: what `mingxuan seal` and the browser's script need to seal a quote away from the market.

use super::service::Desk;
use crate::domain::bid::Sheet;
use crate::domain::draw::Document;

/// The sheet of a desk.
pub fn of(desk: &Desk) -> Sheet {
    Sheet {
        format: Sheet::FORMAT.to_owned(),
        project: desk.project.number.clone(),
        title: desk.project.title.clone(),
        label: desk.label().to_owned(),
        quote: desk.bounds.kind,
        least: desk.bounds.least,
        most: desk.bounds.most,
        committee: desk.committee.to_text(),
        claim: desk.fresh.as_ref().map(Document::to_text).unwrap_or_default(),
    }
}
