//! A published project, and what is said to make it clearer, are made known to the agencies that could take part.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyProfile;
use crate::domain::calendar::{Period, Running, end_text};
use crate::domain::catalogue::ServiceCode;
use crate::domain::project::{ProjectId, ProjectState};
use crate::domain::qualification::Requirements;
use crate::domain::signup::{Facts, eligible};
use crate::domain::standing::Standing;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::projects::store;
use crate::market::{accounts, agencies};
use crate::platform::auth::OrgId;
use crate::platform::calendars;
use crate::platform::letter::Letter;

/// Writes to every listed agency that offers the item and meets the requirements today. Who is told is public knowledge: the directory says who
/// offers what; who signs up is not.
pub async fn announce(app: &App, project: &str) -> Result<()> {
    tell(app, project, "project-open").await
}

/// Writes to the same agencies that the notice was made clearer.
pub async fn announce_correction(app: &App, project: &str) -> Result<()> {
    tell(app, project, "project-corrected").await
}

async fn tell(app: &App, project: &str, name: &'static str) -> Result<()> {
    let (shared, id) = (app.clone(), ProjectId::from(project));
    app.db
        .write(move |conn| {
            let (now, project) = (shared.clock.now(), store::load(conn, &id)?);
            if project.state != ProjectState::Open {
                return Ok(());
            }
            let named = project.spec.way.named.as_ref();
            for profile in able(conn, &project.item, &project.spec.requirements, now)? {
                // Who is named directly is asked, and nobody else.
                if named.is_some_and(|named| named.uscc != profile.uscc.as_str()) {
                    continue;
                }
                let letter = Letter::new(name)
                    .with("project", &project.title)
                    .with("closes", end_text(project.closes_at))
                    .to(format!("/projects/{}", project.number));
                accounts::tell_org(conn, now, &OrgId::from(profile.id.as_str()), letter)?;
            }
            Ok(())
        })
        .await
}

/// The listed agencies that offer an item and meet the requirements at an instant, by what the directory says of them.
pub fn able(conn: &mut DbConn, item: &str, requirements: &Requirements, at: Instant) -> Result<Vec<AgencyProfile>> {
    let offering = agencies::offering(conn, &ServiceCode::from(item))?;
    let mut able = agencies::profiles(conn, &offering)?;
    able.retain(|profile| {
        let facts = Facts {
            listed: profile.may_act(at),
            standing: &Standing::Good,
            offers_item: true,
            held: &profile.held,
            requirements,
            on: at.day(),
            avoided: None,
            is_owner: false,
            same_representative: false,
            unlisted: false,
        };
        eligible(&facts).is_ok()
    });
    Ok(able)
}

/// The calendar has changed: reviews that are not overdue may be due later.
pub fn calendar_changed(conn: &mut DbConn, app: &App) -> Result<()> {
    let now = app.clock.now();
    let running = store::in_review(conn, now)?.into_iter().map(|(id, submitted, due)| {
        let policy = app.policies.in_force(submitted);
        (id, Running { due, period: Period::WorkingDays(policy.term(submitted, policy.project.review_wd)) })
    });
    calendars::lengthen(conn, (&app.calendars.now(), now), running, |conn, id, again| store::set_review_due(conn, &id, again))
}
