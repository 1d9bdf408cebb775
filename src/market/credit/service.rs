//! Entries come in with the transaction of what they are about; the score shown in lists is computed again at once.

use std::collections::BTreeMap;

use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::agency::AgencyId;
use crate::domain::credit::{self, Entry, Level, Score, Source};
use crate::domain::event::Kind;
use crate::domain::policy::{Deduction, Policy};
use crate::domain::time::Instant;
use crate::error::{Result, is_duplicate};
use crate::market::agencies;
use crate::market::credit::store;
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};
use crate::platform::random;

/// An entry to be made.
#[derive(Clone, Debug)]
pub struct NewEntry {
    pub agency: AgencyId,
    pub source: Source,
    /// What it is about, for example `rating <id>`; the same thing is entered once.
    pub source_id: String,
    pub points_tenths: i64,
    /// The rule, a stable word with a sentence in the locales (`credit-rule-<word>`).
    pub rule: String,
    pub expires: Instant,
}

/// Makes an entry and brings the agency's shown score up to date. An entry that exists already is left as it is: jobs may run twice.
pub fn enter(conn: &mut DbConn, app: &App, new: NewEntry) -> Result<()> {
    let now = app.clock.now();
    let policy = app.policies.in_force(now);
    let entry = Entry {
        id: random::blind_id(),
        source: new.source,
        source_id: new.source_id,
        points_tenths: new.points_tenths,
        rule: new.rule,
        at: now,
        expires: new.expires,
    };
    let inserted = dialect::attempt(conn, |conn| store::insert(conn, &new.agency, &entry, policy.version.as_str()));
    match inserted {
        Err(e) if is_duplicate(&e) => return Ok(()),
        other => other?,
    }
    let points = entry.points_tenths.to_string();
    let facts =
        [("source", entry.source.as_str()), ("rule", entry.public_rule()), ("points-tenths", &points), ("expires", &entry.expires.wire())];
    let document = audit::document("market/v1 credit.entry", &facts);
    let thing = Thing { kind: "agency", id: new.agency.to_string(), public: new.agency.to_string() };
    let act = Act { kind: Kind::CreditEntry, actor: &Actor::platform(), thing, document, visibility: Visibility::Public };
    audit::record(conn, now, act)?;
    let tenths = tenths(conn, &new.agency, now, policy)?;
    agencies::set_credit(conn, app, now, &new.agency, tenths)
}

/// The score alone, for lists: what has expired has no part in it and is not read.
pub fn tenths(conn: &mut DbConn, agency: &AgencyId, at: Instant, policy: &Policy) -> Result<i64> {
    Ok(credit::score(&store::counting(conn, agency, at)?, at, &policy.credit).tenths)
}

/// The levels of many agencies at an instant, in one query.
pub fn levels(conn: &mut DbConn, agencies: &[AgencyId], at: Instant, policy: &Policy) -> Result<BTreeMap<AgencyId, Level>> {
    let mut ledgers = store::counting_of(conn, agencies, at)?;
    let level = |id: &AgencyId| {
        let entries = ledgers.remove(id).unwrap_or_default();
        (id.clone(), credit::score(&entries, at, &policy.credit).level)
    };
    Ok(agencies.iter().map(level).collect())
}

/// The scores of many agencies at an instant in tenths of a point, in one query.
pub fn tenths_of(conn: &mut DbConn, agencies: &[AgencyId], at: Instant, policy: &Policy) -> Result<BTreeMap<AgencyId, i64>> {
    let mut ledgers = store::counting_of(conn, agencies, at)?;
    let tenths = |id: &AgencyId| {
        let entries = ledgers.remove(id).unwrap_or_default();
        (id.clone(), credit::score(&entries, at, &policy.credit).tenths)
    };
    Ok(agencies.iter().map(tenths).collect())
}

/// Takes an entry back by an entry of its own; nothing happens where there is none to take back, or where it was taken back before.
pub fn reverse(conn: &mut DbConn, app: &App, agency: &AgencyId, (source, source_id): (Source, &str)) -> Result<()> {
    let entries = store::entries(conn, agency)?;
    let Some(entry) = entries.into_iter().find(|entry| entry.source == source && entry.source_id == source_id) else { return Ok(()) };
    let new = NewEntry {
        agency: agency.clone(),
        source: Source::Reversal,
        source_id: entry.id,
        points_tenths: entry.points_tenths,
        rule: "reversal".into(),
        expires: Instant(i64::MAX),
    };
    enter(conn, app, new)
}

/// Takes points off by a rule of the policy, for its months; once by each rule for the same thing, whose public number is `about`.
pub fn deduct(conn: &mut DbConn, app: &App, agency: &AgencyId, deduction: Deduction, (rule, about): (&str, &str)) -> Result<()> {
    let now = app.clock.now();
    let new = NewEntry {
        agency: agency.clone(),
        source: Source::Deduction,
        source_id: format!("{rule} {about}"),
        points_tenths: i64::from(deduction.points) * 10,
        rule: rule.to_owned(),
        expires: now.day().plus_months(deduction.months).next().start(),
    };
    enter(conn, app, new)
}

/// The score of an agency at an instant, with everything it is made of.
pub fn score(conn: &mut DbConn, agency: &AgencyId, at: Instant, policy: &Policy) -> Result<Score> {
    Ok(credit::score(&store::entries(conn, agency)?, at, &policy.credit))
}
