//! One agency's public page, for as long as its history is kept.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::entry::{self, OfferRow};
use crate::app::App;
use crate::db::Topic;
use crate::domain::agency::{AgencyId, AgencyProfile, Offer};
use crate::domain::province;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::blacklist::{self, PublicBar};
use crate::market::{agencies, catalogue, exits};
use crate::platform::kept;
use crate::platform::page::{Ctx, Markup};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/agencies/{id}", show);
}

/// An entry with everything its page shows.
pub struct Whole {
    pub profile: AgencyProfile,
    pub offers: Vec<Offer>,
    pub bar: Option<PublicBar>,
    /// When it left the market, where it has.
    pub left: Option<Instant>,
}

/// Reads one.
///
/// # Errors
/// [`Error::NotFound`] for an agency that never passed.
pub async fn whole(app: &App, ctx: &Ctx, id: AgencyId) -> Result<Whole> {
    let now = ctx.now;
    app.db
        .read(move |conn| {
            let profile = agencies::profile(conn, &id)?;
            let mut bars = blacklist::public_bars(conn, now, &[id.as_str()])?;
            let left = exits::left_at(conn, &id, profile.state)?;
            Ok(Whole { profile, offers: agencies::offers_of(conn, &id)?, bar: bars.remove(id.as_str()), left })
        })
        .await
}

#[derive(Template)]
#[template(path = "agencies/agency.html")]
struct AgencyPage<'a> {
    ctx: &'a Ctx,
    agency: &'a AgencyProfile,
    province: String,
    kind: String,
    standing: Markup,
    listed_on: String,
    credit: String,
    level: &'static str,
    range: String,
    computed: String,
    offers: Vec<OfferRow>,
    capital: Option<String>,
    established: String,
    bar: Option<Barred>,
    left: Option<String>,
}

/// A public bar in words.
struct Barred {
    number: String,
    until: String,
}

async fn show(app: web::Data<App>, ctx: Ctx, id: web::Path<AgencyId>) -> Result<HttpResponse> {
    kept::answer(&app, &ctx, &[Topic::Agencies, Topic::Blacklist], async || {
        let found = whole(&app, &ctx, id.clone()).await?;
        kept::html(&page(&app, &ctx, &found))
    })
    .await
}

fn page<'a>(app: &App, ctx: &'a Ctx, found: &'a Whole) -> AgencyPage<'a> {
    let (policy, profile) = (app.policies.in_force(ctx.now), &found.profile);
    let level = entry::level(policy, profile.credit_tenths);
    let credit = &policy.credit;
    let range = match level {
        "A" => ctx.n("search-level-from", credit.level_a),
        "B" => ctx.msg("search-level-between").with("from", credit.level_b).with("to", credit.level_a).to_string(),
        "C" => ctx.msg("search-level-between").with("from", credit.level_c).with("to", credit.level_b).to_string(),
        _ => ctx.n("search-level-below", credit.level_c),
    };
    let warn = entry::warning_days(policy);
    AgencyPage {
        ctx,
        agency: profile,
        province: province::name(&profile.province).map(|name| catalogue::say(ctx.t, &name)).unwrap_or_default(),
        kind: ctx.word("agency-kind", profile.kind),
        standing: entry::standing(ctx, profile, found.bar.as_ref()),
        listed_on: ctx.t.date(profile.acts_from.day()),
        credit: ctx.t.tenths(profile.credit_tenths),
        level,
        range,
        computed: ctx.t.when(ctx.now),
        offers: found.offers.iter().map(|offer| OfferRow::of(ctx, offer, warn)).collect(),
        capital: (profile.capital.0 > 0).then(|| ctx.t.money(profile.capital)),
        established: ctx.t.date(profile.established_on),
        left: found.left.map(|at| ctx.t.date(at.day())),
        bar: found.bar.as_ref().map(|bar| Barred { number: bar.number.clone(), until: ctx.t.when(bar.until) }),
    }
}
