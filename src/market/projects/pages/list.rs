//! The public list: open projects first, by deadline.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::db::Topic;
use crate::domain::catalogue::ServiceItem;
use crate::domain::project::ProjectState;
use crate::error::Result;
use crate::market::catalogue;
use crate::market::projects::store::{self, PAGE, Sought};
use crate::market::projects::words::Row;
use crate::platform::forms::Choice;
use crate::platform::kept;
use crate::platform::page::{Ctx, PageNumber, Pager};
use crate::platform::routes::Routes;

/// Characters of a search at most.
const MOST: usize = 100;
/// States the public can ask for.
const STATES: [ProjectState; 9] = [
    ProjectState::Open,
    ProjectState::Drawing,
    ProjectState::Reviewing,
    ProjectState::Choosing,
    ProjectState::Selected,
    ProjectState::InService,
    ProjectState::Finished,
    ProjectState::Failed,
    ProjectState::Terminated,
];

pub fn routes(r: &mut Routes<'_>) {
    r.get("/projects", list);
}

/// What was asked, from the query of the address.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    pub q: String,
    pub item: String,
    pub state: String,
    pub page: PageNumber,
}

impl Asked {
    /// The question for the store; nonsense in an address asks nothing.
    pub fn sought(&self) -> Sought {
        Sought {
            text: self.q.trim().chars().take(MOST).collect(),
            item: catalogue::item(&self.item).map(|item| item.code.to_string()),
            state: ProjectState::parse(&self.state).filter(|state| STATES.contains(state)),
            page: self.page.get(),
        }
    }
}

impl Sought {
    /// The address of this question's first page.
    fn href(&self) -> String {
        let mut out = url::form_urlencoded::Serializer::new(String::new());
        if !self.text.is_empty() {
            out.append_pair("q", &self.text);
        }
        if let Some(item) = &self.item {
            out.append_pair("item", item);
        }
        if let Some(state) = self.state {
            out.append_pair("state", state.as_str());
        }
        let query = out.finish();
        if query.is_empty() { "/projects".to_owned() } else { format!("/projects?{query}") }
    }
}

#[derive(Template)]
#[template(path = "projects/list.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    sought: &'a Sought,
    total: i64,
    rows: Vec<Row>,
    /// What can be chosen, and whether it is.
    items: Vec<(Choice, bool)>,
    states: Vec<(Choice, bool)>,
    pager: Pager,
}

async fn list(app: web::Data<App>, ctx: Ctx, asked: web::Query<Asked>) -> Result<HttpResponse> {
    let sought = asked.sought();
    kept::content(&app, &ctx, &[Topic::Projects], async |ctx: &Ctx| {
        let question = sought.clone();
        let (rows, total) = app.db.read(move |conn| store::public(conn, &question)).await?;
        let items = catalogue::catalogue().items().iter();
        let item = |one: &ServiceItem| {
            (Choice::new(&one.code, catalogue::say(ctx.t, &one.name)), sought.item.as_deref() == Some(one.code.as_str()))
        };
        let state = |one: &ProjectState| (Choice::new(one, ctx.word("project-state", one)), sought.state == Some(*one));
        let page = ListPage {
            ctx,
            sought: &sought,
            total,
            rows: rows.iter().map(|one| Row::of(ctx, &app, one)).collect(),
            items: items.map(item).collect(),
            states: STATES.iter().map(state).collect(),
            pager: ctx.pager(sought.page, (total + PAGE - 1) / PAGE, &sought.href()),
        };
        kept::html(&page)
    })
    .await
}
