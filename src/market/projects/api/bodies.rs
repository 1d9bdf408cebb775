//! What the JSON door takes and gives.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::project::Posting;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::documents::DocumentBody;
use crate::market::projects::doors::Sheet;
use crate::market::projects::store::{Listed, Project};
use crate::market::projects::{forms, ways};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::Ctx;

/// A project as a list shows it. Instants are unix milliseconds; 0 where there is none yet.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ProjectRowBody {
    pub number: String,
    pub title: String,
    /// `open`, `drawing`, `selected`, `in-service`, `finished`, `failed`, `terminated`, …
    pub state: String,
    pub item: String,
    pub owner: String,
    /// `fixed` or `cap`.
    pub price_kind: String,
    pub price_fen: i64,
    published_at: i64,
    pub closes_at: i64,
    pub decided_at: i64,
}

impl ProjectRowBody {
    pub(super) fn of(one: Listed) -> ProjectRowBody {
        ProjectRowBody {
            number: one.number,
            title: one.title,
            state: one.state.to_string(),
            item: one.item,
            owner: one.owner_name,
            price_kind: one.price_kind.to_string(),
            price_fen: one.price_fen,
            published_at: one.published_at.ms(),
            closes_at: one.closes_at.ms(),
            decided_at: one.decided_at.ms(),
        }
    }
}

/// A requirement: major and grade of the item's qualification, by their codes; either may be empty.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NeedBody {
    #[serde(default)]
    pub major: String,
    /// This grade or a better one.
    #[serde(default)]
    pub grade: String,
}

/// An agency the owner avoids.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AvoidBody {
    pub uscc: String,
    pub name: String,
    pub reason: String,
}

/// What an owner posts.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PostingBody {
    pub title: String,
    /// Code of the service item.
    pub item: String,
    pub content: String,
    pub place: String,
    /// Calendar days.
    pub service_days: u32,
    /// `fixed` or `cap`.
    pub price_kind: String,
    /// A sum in 万元, as text: `9.80`.
    pub price: String,
    /// Percent of fiscal funds.
    pub fiscal_percent: u32,
    /// `all` or `any`.
    #[serde(default = "all")]
    pub combine: String,
    #[serde(default)]
    pub needs: Vec<NeedBody>,
    /// Working days of sign-up.
    pub window_wd: u32,
    pub alternates: u32,
    /// The id of one of the policy's ways, `draw` or another; empty: the first.
    #[serde(default)]
    pub way: String,
    /// How many of the best by credit are drawn from, where the way has such a list; 0: as the policy proposes.
    #[serde(default)]
    pub large: u32,
    /// How many are drawn for the owner to choose from, where it chooses; 0: as the policy proposes.
    #[serde(default)]
    pub small: u32,
    /// How many stay after a review, where there is one; 0: as the policy proposes.
    #[serde(default)]
    pub shortlist: u32,
    /// In a review: points by the id of a criterion, 100 in all; what is left out is as the policy proposes.
    #[serde(default)]
    pub weights: std::collections::BTreeMap<String, u32>,
    /// In direct selection: code and name of the agency, the word of the reason, and the reason in words.
    #[serde(default)]
    pub named_code: String,
    #[serde(default)]
    pub named_name: String,
    #[serde(default)]
    pub named_reason: String,
    #[serde(default)]
    pub named_words: String,
    /// `uniform` or `weighted`; empty, here and below: as the policy proposes.
    #[serde(default)]
    pub mode: String,
    /// `none` or `commit`.
    #[serde(default)]
    pub nonces: String,
    /// `none` or `public`.
    #[serde(default)]
    pub dice: String,
    /// `none` or `drand`.
    #[serde(default)]
    pub beacon: String,
    /// `open` or `listed`.
    #[serde(default)]
    pub pool: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub complaint_phone: String,
    #[serde(default)]
    pub avoided: Vec<AvoidBody>,
    #[serde(default)]
    pub narrow_reason: String,
}

fn all() -> String {
    "all".to_owned()
}

impl PostingBody {
    /// The same fields as the page's form, so that both doors refuse the same things in the same words.
    pub(super) fn read(self, app: &App, ctx: &Ctx) -> Result<Posting> {
        let mut pairs: Vec<(String, String)> = [
            ("title", self.title),
            ("item", self.item),
            ("content", self.content),
            ("place", self.place),
            ("service_days", blank_zero(self.service_days)),
            ("price_kind", self.price_kind),
            ("price", self.price),
            ("fiscal_percent", self.fiscal_percent.to_string()),
            ("combine", self.combine),
            ("window_wd", self.window_wd.to_string()),
            ("alternates", self.alternates.to_string()),
            ("way", self.way),
            ("large", blank_zero(self.large)),
            ("small", blank_zero(self.small)),
            ("named_code", self.named_code),
            ("named_name", self.named_name),
            ("named_reason", self.named_reason),
            ("named_words", self.named_words),
            ("mode", self.mode),
            ("nonces", self.nonces),
            ("dice", self.dice),
            ("beacon", self.beacon),
            ("pool", self.pool),
            ("contact_name", self.contact_name),
            ("contact_phone", self.contact_phone),
            ("complaint_phone", self.complaint_phone),
            ("narrow_reason", self.narrow_reason),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec();
        if self.needs.len() > forms::NEEDS || self.avoided.len() > forms::AVOIDS {
            return Err(Error::TooLarge { limit_mb: 1 });
        }
        pairs.push(("shortlist".to_owned(), blank_zero(self.shortlist)));
        pairs.extend(self.weights.into_iter().map(|(id, points)| (ways::weight_field(&id), points.to_string())));
        for (n, need) in (1..).zip(self.needs) {
            pairs.extend([(format!("major_{n}"), need.major), (format!("grade_{n}"), need.grade)]);
        }
        for (n, one) in (1..).zip(self.avoided) {
            pairs.extend([(format!("avoid_code_{n}"), one.uscc), (format!("avoid_name_{n}"), one.name)]);
            pairs.push((format!("avoid_reason_{n}"), one.reason));
        }
        let policy = app.policies.in_force(ctx.now);
        let mut form = Form::submitted(ctx.t, &forms::fields(ctx.t, policy), Fields::from_pairs(pairs));
        forms::offered(&mut form, ctx.t, policy);
        forms::read(&mut form, policy).ok_or_else(|| form.as_error())
    }
}

fn blank_zero(n: u32) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

/// An owner's project as its owner and operators see it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct OwnProjectBody {
    id: String,
    number: String,
    state: String,
    title: String,
    item: String,
    price_kind: String,
    price_fen: i64,
    #[cfg_attr(test, schema(value_type = Object))]
    spec: crate::domain::project::Spec,
    avoided: Vec<AvoidBody>,
    policy: String,
    return_reason: String,
    review_due: i64,
    published_at: i64,
    closes_at: i64,
    /// Listed agencies that meet the requirements today.
    able: usize,
    documents: Vec<DocumentBody>,
}

impl OwnProjectBody {
    pub(super) fn of(sheet: Sheet) -> OwnProjectBody {
        let ms = |at: Instant| at.ms();
        let Project { id, number, state, title, item, price_kind, price, spec, policy, return_reason, review_due, .. } = sheet.project;
        let avoided = sheet.avoided.into_iter().map(|one| AvoidBody { uscc: one.uscc, name: one.name, reason: one.reason });
        OwnProjectBody {
            id: id.0,
            number,
            state: state.to_string(),
            title,
            item,
            price_kind: price_kind.to_string(),
            price_fen: price.0,
            spec,
            avoided: avoided.collect(),
            policy: policy.0,
            return_reason,
            review_due: ms(review_due),
            published_at: ms(sheet.project.published_at),
            closes_at: ms(sheet.project.closes_at),
            able: sheet.able,
            documents: sheet.papers.into_iter().map(DocumentBody::of).collect(),
        }
    }
}
