//! Direct selection: whom an owner may name, and how much in a year. Law: [`crate::domain::method::direct`].

use crate::db::{DbConn, dialect};
use crate::domain::catalogue::ServiceCode;
use crate::domain::method::direct::{Refused, Year, may};
use crate::domain::method::way::Named;
use crate::domain::policy::Policy;
use crate::domain::project::{self, Avoided};
use crate::domain::signup::{Facts, eligible};
use crate::domain::text::CreditCode;
use crate::domain::time::{Day, Instant};
use crate::error::{Error, Result};
use crate::market::projects::store::{self, Project};
use crate::market::{agencies, blacklist, owners};

/// Checks whom a project names, where it names somebody: fit to take part, and within the limits of the year. Asked when it is handed in and again when
/// it is approved, which waits for other approvals of the same owner.
///
/// # Errors
/// [`Error::Invalid`] with the field and the limit.
pub(super) fn check(conn: &mut DbConn, policy: &Policy, project: &Project, now: Instant) -> Result<()> {
    let Some(named) = &project.spec.way.named else { return Ok(()) };
    dialect::lock_in_transaction(conn, &format!("direct {}", project.owner))?;
    fit(conn, (project, named), now)?;
    let rules =
        policy.methods.direct.as_ref().ok_or_else(|| Error::from(project::Refused::Way(crate::domain::method::way::Refused::NotOpen)))?;
    let year = year(conn, (project, named), now)?;
    may(rules, (named.reason, project.price), year).map_err(|refused| project::Refused::Direct(refused).into())
}

fn fit(conn: &mut DbConn, (project, named): (&Project, &Named), now: Instant) -> Result<()> {
    let refuse = |refused| Err(Error::from(project::Refused::Direct(refused)));
    let code = CreditCode::parse(&named.uscc).ok();
    let holder = code.map(|code| agencies::holder_of(conn, &code)).transpose()?.flatten();
    let Some(profile) = holder.map(|id| agencies::entry(conn, &id)).transpose()?.flatten() else { return refuse(Refused::Unfit) };
    if profile.name != named.name {
        return refuse(Refused::OtherName { name: profile.name });
    }
    let (owner, avoided) = (owners::profile(conn, &project.owner)?, store::avoided(conn, &project.id)?);
    let standing = blacklist::standing(conn, profile.id.as_str(), now)?;
    let facts = Facts {
        listed: profile.may_act(now),
        standing: &standing,
        offers_item: profile.offers(&ServiceCode::from(project.item.as_str())),
        held: &profile.held,
        requirements: &project.spec.requirements,
        on: now.day(),
        avoided: avoided.iter().find(|one: &&Avoided| one.uscc == named.uscc).map(|one| one.reason.as_str()),
        is_owner: profile.uscc == owner.uscc,
        same_representative: profile.legal_representative == owner.legal_representative,
        unlisted: false,
    };
    if eligible(&facts).is_ok() { Ok(()) } else { refuse(Refused::Unfit) }
}

/// What this owner has given directly since the first of January, this project left out; what came to nothing does not count.
fn year(conn: &mut DbConn, (project, named): (&Project, &Named), now: Instant) -> Result<Year> {
    let begins = Day::of(now.day().parts().0, 1, 1).map_or(Instant(0), |day| day.start());
    let mut year = Year::default();
    for (spec, price) in store::approved_since(conn, &project.owner, begins)? {
        let Some(other) = spec.way.named else { continue };
        year.by_owner = (year.by_owner.0 + 1, year.by_owner.1.checked_add(price).unwrap_or(crate::domain::money::Fen::MAX));
        if other.uscc == named.uscc {
            year.to_agency = (year.to_agency.0 + 1, year.to_agency.1.checked_add(price).unwrap_or(crate::domain::money::Fen::MAX));
        }
    }
    Ok(year)
}
