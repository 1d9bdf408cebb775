//! What an owner may know of those it chooses from: facts that can be compared, in bands wide enough that they name nobody.

use std::collections::BTreeMap;

use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyId;
use crate::domain::draw::{DrawId, Label};
use crate::domain::event::Kind;
use crate::domain::method::{Offer, row};
use crate::domain::policy::Policy;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::projects::Project;
use crate::market::signups::Signup;
use crate::market::signups::facts::{self, Facts};
use crate::market::{bids, credit, selection, signups};
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};
use crate::platform::random;

/// One of those who were drawn, under a pseudonym of its own. Whose it is stands in a sealed link and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub pseudonym: Label,
    pub facts: Facts,
}

impl Card {
    /// Cards of these pseudonyms with what each shows.
    pub fn all(pseudonyms: Vec<Label>, facts: Vec<Facts>) -> Vec<Card> {
        pseudonyms.into_iter().zip(facts).map(|(pseudonym, facts)| Card { pseudonym, facts }).collect()
    }
}

/// What the cards of these labels of a draw show, in the order of the labels.
pub fn of(conn: &mut DbConn, app: &App, (project, policy): (&Project, &Policy), labels: &[Label]) -> Result<Vec<Facts>> {
    let signed: Vec<Signup> = labels.iter().map(|label| signups::labelled(conn, label.as_str())).collect::<Result<_>>()?;
    let ids: Vec<AgencyId> = signed.into_iter().map(|signup| signup.agency).collect();
    facts::of(conn, app, (project, policy), &ids)
}

/// What the cards of proposals show: what was known of each when it was sealed, and in which band its opened quote lies.
pub fn blind(
    conn: &mut DbConn,
    app: &App,
    (project, policy): (&Project, &Policy),
    (draw, pseudonyms): (&DrawId, &[Label]),
) -> Result<Vec<Facts>> {
    let (known, offers) = (bids::facts(conn, app, draw)?, bids::offers(conn, draw)?);
    let price = |pseudonym: &Label| match offers.get(pseudonym) {
        Some(Offer::Quoted(quote)) => Some(facts::band(quote.share_bp(project.price), &policy.methods.price_bands_bp)),
        _ => None,
    };
    let of = |pseudonym: &Label| {
        let known = known.get(pseudonym).cloned().ok_or_else(|| Error::bad_row("bid_entries.facts", pseudonym))?;
        Ok(Facts { price: price(pseudonym), ..known })
    };
    pseudonyms.iter().map(of).collect()
}

/// The same cards in an order that nobody can tell: neither that of the draw, nor of labels, nor of sign-ups.
pub fn shuffled(cards: Vec<Card>) -> Vec<Card> {
    let mut keyed: Vec<(String, Card)> = cards.into_iter().map(|card| (random::blind_id(), card)).collect();
    keyed.sort_by(|one, other| one.0.cmp(&other.0));
    keyed.into_iter().map(|(_, card)| card).collect()
}

/// The log keeps, salted, what every card showed under which pseudonym: nobody can say later that it was something else.
pub fn log(conn: &mut DbConn, now: Instant, (project, draw): (&Project, &DrawId), cards: &[Card]) -> Result<()> {
    let named: Vec<(String, String)> = (1..)
        .zip(cards)
        .map(|(n, card): (usize, &Card)| (format!("card-{n}"), format!("{} {}", card.pseudonym, card.facts.line())))
        .collect();
    let facts = named.iter().map(|(name, facts)| (name.as_str(), facts.as_str()));
    let facts: Vec<(&str, &str)> = [("draw", draw.as_str())].into_iter().chain(facts).collect();
    let (kind, document) = (Kind::ChoiceOpen, audit::document("market/v1 choice.open", &facts));
    let thing = Thing { kind: "project", id: project.id.to_string(), public: project.number.clone() };
    let act = Act { kind, actor: &Actor::platform(), thing, document, visibility: Visibility::Salted };
    audit::record(conn, now, act).map(drop)
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
