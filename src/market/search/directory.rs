//! The directory: words, filters with counts, order, pages.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::asked::{Asked, PER_PAGE};
use super::entry;
use crate::app::App;
use crate::db::Topic;
use crate::domain::agency::{AgencyId, AgencyProfile};
use crate::domain::province;
use crate::error::Result;
use crate::market::blacklist::{self, PublicBar};
use crate::market::{agencies, catalogue};
use crate::platform::kept;
use crate::platform::page::{Ctx, Markup, Pager};
use crate::platform::routes::Routes;
use crate::platform::search::{AgencyHits, Sort};

/// Values of a filter shown at once; the others fold out.
const AT_ONCE: usize = 8;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/agencies", list);
}

struct Hit {
    href: String,
    name: String,
    province: String,
    place: String,
    uscc: String,
    credit: String,
    level: &'static str,
    items: Vec<String>,
    standing: Markup,
}

impl Hit {
    fn of(ctx: &Ctx, app: &App, profile: &AgencyProfile, bar: Option<&PublicBar>) -> Hit {
        let policy = app.policies.in_force(ctx.now);
        Hit {
            href: format!("/agencies/{}", profile.id),
            name: profile.name.clone(),
            province: province::name(&profile.province).map(|name| catalogue::say(ctx.t, &name)).unwrap_or_default(),
            place: profile.place.clone(),
            uscc: profile.uscc.to_string(),
            credit: ctx.t.tenths(profile.credit_tenths),
            level: entry::level(policy, profile.credit_tenths),
            items: entry::item_words(ctx, profile),
            standing: entry::standing(ctx, profile, bar),
        }
    }
}

/// One value of a filter.
struct Choice {
    id: String,
    name: &'static str,
    value: String,
    label: String,
    count: u64,
    chosen: bool,
}

/// A filter: what is shown at once, and what folds out.
struct Facet {
    legend: String,
    first: Vec<Choice>,
    rest: Vec<Choice>,
    /// Whether something chosen is among what folds out.
    open: bool,
}

impl Facet {
    /// Most hits first; values of the same count keep the order given.
    fn of(legend: String, mut choices: Vec<Choice>) -> Facet {
        choices.sort_by_key(|choice| (!choice.chosen, std::cmp::Reverse(choice.count)));
        let rest = choices.split_off(choices.len().min(AT_ONCE.max(choices.iter().filter(|choice| choice.chosen).count())));
        Facet { legend, open: rest.iter().any(|choice| choice.chosen), first: choices, rest }
    }
}

/// A filter that is set, and the address without it.
struct Chip {
    label: String,
    href: String,
}

#[derive(Template)]
#[template(path = "agencies/directory.html")]
struct DirectoryPage<'a> {
    ctx: &'a Ctx,
    asked: &'a Asked,
    total: u64,
    hits: Vec<Hit>,
    chips: Vec<Chip>,
    facets: Vec<Facet>,
    orders: Vec<(&'static str, String, bool)>,
    clear: String,
    pager: Pager,
}

async fn list(app: web::Data<App>, ctx: Ctx, request: HttpRequest) -> Result<HttpResponse> {
    kept::content(&app, &ctx, &[Topic::Agencies, Topic::Blacklist], async |ctx: &Ctx| {
        let asked = Asked::read(request.query_string())?;
        let found = app.search.query(asked.query()).await?;
        let (ids, now) = (found.ids.iter().cloned().map(AgencyId).collect::<Vec<_>>(), ctx.now);
        let (profiles, bars) = app
            .db
            .read(move |conn| {
                let profiles = agencies::profiles(conn, &ids)?;
                let words: Vec<&str> = ids.iter().map(AgencyId::as_str).collect();
                Ok((profiles, blacklist::public_bars(conn, now, &words)?))
            })
            .await?;
        let page = page(&app, ctx, &asked, (&found, profiles, bars));
        kept::html(&page)
    })
    .await
}

type Found<'a> = (&'a AgencyHits, Vec<AgencyProfile>, BTreeMap<String, PublicBar>);

fn page<'a>(app: &App, ctx: &'a Ctx, asked: &'a Asked, (found, profiles, bars): Found<'_>) -> DirectoryPage<'a> {
    let profiles: BTreeMap<&str, &AgencyProfile> = profiles.iter().map(|profile| (profile.id.as_str(), profile)).collect();
    let hit = |id: &String| profiles.get(id.as_str()).map(|profile| Hit::of(ctx, app, profile, bars.get(id)));
    let orders = Sort::ALL.iter().filter(|sort| **sort != Sort::Relevance || !asked.q.is_empty());
    DirectoryPage {
        ctx,
        asked,
        total: found.total,
        hits: found.ids.iter().filter_map(hit).collect(),
        chips: chips(ctx, asked),
        facets: vec![items(ctx, asked, found), provinces(ctx, asked, found)],
        orders: orders.map(|sort| (sort.as_str(), ctx.word("search-order", sort), *sort == asked.order())).collect(),
        clear: asked.unfiltered().href(),
        pager: ctx.pager(asked.page as i64, found.total.div_ceil(PER_PAGE as u64) as i64, &asked.href()),
    }
}

fn chips(ctx: &Ctx, asked: &Asked) -> Vec<Chip> {
    let chip = |label: String, code: &String| Chip { label, href: asked.without(code).href() };
    let items = asked.items.iter().map(|code| chip(catalogue::item_name(ctx.t, &code.as_str().into()), code));
    let place = |code: &String| province::name(code).map_or_else(|| code.clone(), |name| catalogue::say(ctx.t, &name));
    items.chain(asked.provinces.iter().map(|code| chip(place(code), code))).collect()
}

fn items(ctx: &Ctx, asked: &Asked, found: &AgencyHits) -> Facet {
    let choice = |(place, item): (usize, &crate::domain::catalogue::ServiceItem)| Choice {
        id: format!("i{place}"),
        name: "item",
        value: item.code.to_string(),
        label: catalogue::say(ctx.t, &item.name),
        count: found.facets.items.get(item.code.as_str()).copied().unwrap_or(0),
        chosen: asked.items.iter().any(|code| code == item.code.as_str()),
    };
    Facet::of(ctx.t("search-items"), catalogue::catalogue().items().iter().enumerate().map(choice).collect())
}

fn provinces(ctx: &Ctx, asked: &Asked, found: &AgencyHits) -> Facet {
    let choice = |code: &str| Choice {
        id: format!("p{code}"),
        name: "province",
        value: code.to_owned(),
        label: province::name(code).map(|name| catalogue::say(ctx.t, &name)).unwrap_or_default(),
        count: found.facets.provinces.get(code).copied().unwrap_or(0),
        chosen: asked.provinces.iter().any(|chosen| chosen == code),
    };
    Facet::of(ctx.t("search-provinces"), province::codes().map(choice).collect())
}
