//! A published project is made known to the agencies that could take part.

use crate::app::App;
use crate::domain::catalogue::ServiceCode;
use crate::domain::project::ProjectId;
use crate::domain::signup::{Facts, eligible};
use crate::domain::standing::Standing;
use crate::error::Result;
use crate::market::projects::store;
use crate::market::{accounts, agencies};
use crate::platform::auth::OrgId;
use crate::platform::letter::Letter;

/// Writes to every listed agency that offers the item and meets the requirements today. Who is told is public knowledge: the directory says who
/// offers what; who signs up is not.
pub async fn announce(app: &App, project: &str) -> Result<()> {
    let (shared, id) = (app.clone(), ProjectId::from(project));
    app.db
        .write(move |conn| {
            let (now, project) = (shared.clock.now(), store::load(conn, &id)?);
            if project.state != crate::domain::project::ProjectState::Open {
                return Ok(());
            }
            let offering = agencies::offering(conn, &ServiceCode::from(project.item.as_str()))?;
            for profile in agencies::profiles(conn, &offering)? {
                let facts = Facts {
                    listed: profile.may_act(now),
                    standing: &Standing::Good,
                    offers_item: true,
                    held: &profile.held,
                    requirements: &project.spec.requirements,
                    on: now.day(),
                    avoided: None,
                    is_owner: false,
                    same_representative: false,
                };
                if eligible(&facts).is_ok() {
                    let letter = Letter::new("project-open")
                        .with("project", &project.title)
                        .with("closes", crate::domain::calendar::end_text(project.closes_at))
                        .to(format!("/projects/{}", project.number));
                    accounts::tell_org(conn, now, &OrgId::from(profile.id.as_str()), letter)?;
                }
            }
            Ok(())
        })
        .await
}
