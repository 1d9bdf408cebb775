//! `/draws/{draw}/opening`: the opening of sealed quotes, for everybody.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::db::Topic;
use crate::domain::bid::{Entry, State, What};
use crate::error::Result;
use crate::market::bids::service::Published;
use crate::market::bids::store::rounds::RoundState;
use crate::market::bids::{doors, forms};
use crate::market::projects::Project;
use crate::platform::i18n::T;
use crate::platform::kept;
use crate::platform::page::{Ctx, Markup};

/// One sealed entry.
struct Row {
    label: String,
    state: Markup,
    /// The quote in words, or why there is none.
    text: String,
    days: String,
}

/// A member of the committee.
struct MemberRow {
    name: String,
    state: Markup,
}

#[derive(Template)]
#[template(path = "bids/opening.html")]
struct OpeningPage<'a> {
    ctx: &'a Ctx,
    draw: &'a str,
    title: &'a str,
    steps: Vec<(&'static str, String)>,
    members: Vec<MemberRow>,
    rows: Vec<Row>,
    cure_by: Option<String>,
    opened: bool,
    /// Whether it waits for more.
    live: bool,
}

impl OpeningPage<'_> {
    /// The page of the draw.
    fn href(&self) -> String {
        format!("/draws/{}", self.draw)
    }
}

pub async fn show(app: web::Data<App>, ctx: Ctx, draw: web::Path<String>) -> Result<HttpResponse> {
    kept::answer(&app, &ctx, &[Topic::Projects], async || {
        let (project, found) = doors::opening(&app, draw.clone()).await?;
        kept::html(&page(&ctx, &project, &found))
    })
    .await
}

fn page<'a>(ctx: &'a Ctx, project: &'a Project, found: &'a Published) -> OpeningPage<'a> {
    let state = found.round.state;
    OpeningPage {
        ctx,
        draw: &found.round.draw,
        title: &project.title,
        steps: steps(ctx.t, state),
        members: found.members.iter().map(|(member, released)| member_row(ctx, member, *released)).collect(),
        rows: rows(ctx, found),
        cure_by: (state == RoundState::Stated).then(|| ctx.t.moment(found.round.cure_by)),
        opened: state == RoundState::Opened,
        live: state != RoundState::Opened,
    }
}

fn member_row(ctx: &Ctx, member: &crate::domain::bid::Member, released: bool) -> MemberRow {
    use crate::domain::bid::Member;
    let name = match member {
        Member::Platform => ctx.t("bids-member-platform"),
        Member::Officer(id) => ctx.msg("bids-member-officer").with("id", id).to_string(),
    };
    let state = if released { ctx.state("", "check", ctx.t("bids-released")) } else { ctx.state("", "clock", ctx.t("bids-not-released")) };
    MemberRow { name, state }
}

/// The steps of an opening with their classes: done, here, to come.
fn steps(t: T, at: RoundState) -> Vec<(&'static str, String)> {
    const STEPS: [RoundState; 4] = [RoundState::Closed, RoundState::Releasing, RoundState::Stated, RoundState::Opened];
    let class = |step: RoundState| match step.cmp(&at) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "here",
        std::cmp::Ordering::Greater => "",
    };
    STEPS.iter().map(|step| (class(*step), t.word("bids-step", *step))).collect()
}

fn rows(ctx: &Ctx, found: &Published) -> Vec<Row> {
    let row = |label: String, state, text, days| Row { label, state, text, days };
    if let Some(opening) = &found.opening {
        let line = |line: &crate::domain::bid::Line| {
            let (state, text, days) = what(ctx, &line.what);
            row(line.label.to_string(), state, text, days)
        };
        return opening.lines.iter().map(line).collect();
    }
    let states = found.states.iter().flat_map(|states| states.states.iter());
    states.map(|(label, state)| row(label.to_string(), state_word(ctx, state), reason(ctx.t, state), String::new())).collect()
}

fn what(ctx: &Ctx, what: &What) -> (Markup, String, String) {
    match what {
        What::Opened(_, entry) => (state_word(ctx, &State::Opened), quoted(ctx.t, entry), days(ctx.t, entry)),
        What::Spoiled(why) => shut(ctx, &State::Spoiled(*why)),
        What::Missing(member) => shut(ctx, &State::Missing(member.clone())),
    }
}

fn shut(ctx: &Ctx, state: &State) -> (Markup, String, String) {
    (state_word(ctx, state), reason(ctx.t, state), String::new())
}

fn state_word(ctx: &Ctx, state: &State) -> Markup {
    match state {
        State::Opened => ctx.state("", "check", ctx.t("bids-state-opened")),
        State::Spoiled(_) => ctx.state("bad", "cross", ctx.t("bids-state-spoiled")),
        State::Missing(_) => ctx.state("warn", "clock", ctx.t("bids-state-missing")),
    }
}

fn reason(t: T, state: &State) -> String {
    match state {
        State::Opened => t.t("bids-opened-later"),
        State::Spoiled(why) => t.word("bids-spoil", *why),
        State::Missing(member) => t.msg("bids-missing-for").with("member", member).to_string(),
    }
}

fn quoted(t: T, entry: &Entry) -> String {
    forms::words(t, entry.quote)
}

fn days(t: T, entry: &Entry) -> String {
    entry.days.and_then(|days| i64::try_from(days).ok()).map_or_else(String::new, |days| t.n("bids-days-value", days))
}
