//! Signing up, withdrawing, and judging who takes part.

use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::agency::{AgencyId, AgencyProfile};
use crate::domain::catalogue::ServiceCode;
use crate::domain::draw::{self, Document, DrawId, Pool, RegistryId, Secret};
use crate::domain::owner::OwnerProfile;
use crate::domain::project::{Avoided, ProjectId};
use crate::domain::signup::{Facts, Refused, SignupState, open_at, reasons};
use crate::domain::standing::Standing;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say, is_duplicate};
use crate::market::projects::Project;
use crate::market::signups::store::{self, Signup};
use crate::market::signups::{pool, refusal};
use crate::market::{accounts, agencies, blacklist, owners, projects};
use crate::platform::audit::{self, Actor, Thing};
use crate::platform::auth::{Identity, OrgId};
use crate::platform::i18n::T;
use crate::platform::letter::Letter;
use crate::platform::random;

/// An agency signs up for a project; returns its sign-up, which is its receipt.
///
/// # Errors
/// [`Error::Refused`] with the rule that refuses and what to do; with `signups-already` for a second one, however close.
pub fn sign_up(conn: &mut DbConn, app: &App, who: &Identity, id: &ProjectId) -> Result<Signup> {
    // Shared until the commit: the freeze waits for it, so an acknowledged sign-up is never missing from it.
    dialect::share_lock_in_transaction(conn, &format!("project {id}"))?;
    let (now, project) = (app.clock.now(), projects::load(conn, id)?);
    open_at(now, project.state, project.opens_at, project.closes_at)?;
    let agency = AgencyId::from(who.org.as_str());
    let against = judged(conn, &project, &agency, now)?;
    if let Some(first) = against.first() {
        return Err(Error::Refused(refusal::say(first, T { lang: who.lang })));
    }
    let draw = projects::current_draw(conn, id, project.stage)?;
    // Whether it has signed up already is for the unique index to say: it alone cannot be raced.
    let uscc = agencies::code_of(conn, &agency)?.ok_or(Error::NotFound)?;
    let entry = Entry { draw, project: id.clone(), agency, account: who.account.to_string(), uscc: uscc.to_string() };
    let signup = enter(conn, now, (&who.actor, entry), None)?;
    let letter = Letter::new("signup-received")
        .with("project", &project.title)
        .with("closes", crate::domain::calendar::end_text(project.closes_at))
        .to(format!("/signups/{}", signup.id))
        .with_receipt(signup.log_id);
    accounts::tell_org(conn, now, &who.org, letter)?;
    Ok(signup)
}

struct Entry {
    draw: String,
    project: ProjectId,
    agency: AgencyId,
    account: String,
    uscc: String,
}

/// Makes the blind label, logs the document under fresh names, and inserts the row; the unique index has the last word.
fn enter(conn: &mut DbConn, now: Instant, (author, entry): (&Actor, Entry), carried_from: Option<&str>) -> Result<Signup> {
    let bad = |what: &str| Error::internal(format!("{what} cannot stand in a draw's document"));
    let draw_id = DrawId::parse(&entry.draw).ok_or_else(|| bad("the draw id"))?;
    let registry = RegistryId::parse(&entry.uscc).ok_or_else(|| bad("the registry id"))?;
    let document = draw::Signup::blind(draw_id, registry, Secret(random::secret32()?));
    let id = random::blind_id();
    let thing = Thing { kind: "signup", id: id.clone(), public: String::new() };
    let logged = audit::record_sealed(conn, now, (author, &thing), &document.to_text())?;
    let signup = Signup {
        id,
        draw: entry.draw,
        project: entry.project,
        agency: entry.agency,
        account: entry.account,
        state: SignupState::Active,
        label: document.label.to_string(),
        label_nonce: document.label_nonce.to_string(),
        commitment: "-".into(),
        salt: logged.salt,
        log_id: logged.id,
        received_at: now,
        ended_at: Instant(0),
        outcome: String::new(),
        outcome_reason: String::new(),
        uscc: entry.uscc,
        link: String::new(),
    };
    match store::insert(conn, &signup, carried_from) {
        Err(e) if is_duplicate(&e) => Err(Error::Refused(Say::new("signups-already"))),
        other => Ok(other.map(|()| signup)?),
    }
}

/// Withdraws one's own sign-up before the deadline.
///
/// # Errors
/// [`Error::NotFound`] for another agency's; [`Error::Refused`] after the deadline, where it has ended, and where an entry under a pseudonym goes with it:
/// whose that is the market cannot look up, so the agency takes it back first.
pub fn withdraw(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<Signup> {
    let signup = own(conn, who, id)?;
    dialect::share_lock_in_transaction(conn, &format!("project {}", signup.project))?;
    let (now, project) = (app.clock.now(), projects::load(conn, &signup.project)?);
    open_at(now, project.state, project.opens_at, project.closes_at)?;
    if signup.state != SignupState::Active {
        return Err(Error::Refused(Say::new("signups-ended")));
    }
    if !signup.link.is_empty() {
        return Err(Error::Refused(Say::new("signups-entry-first")));
    }
    let bad = || Error::internal("a stored sign-up cannot be written as a document");
    let document = draw::Withdrawal {
        draw: DrawId::parse(&signup.draw).ok_or_else(bad)?,
        label: draw::Label::parse(&signup.label).ok_or_else(bad)?,
        signup: audit::place(conn, signup.log_id)?,
    };
    let thing = Thing { kind: "signup", id: signup.id.clone(), public: String::new() };
    let logged = audit::record_sealed(conn, now, (&who.actor, &thing), &document.to_text())?;
    store::end(conn, &signup.id, SignupState::Withdrawn, now)?;
    let letter =
        Letter::new("signup-withdrawn").with("project", &project.title).to(format!("/signups/{}", signup.id)).with_receipt(logged.id);
    accounts::tell_org(conn, now, &who.org, letter)?;
    Ok(signup)
}

/// One's own sign-up; of another agency's nobody learns that it exists.
pub fn own(conn: &mut DbConn, who: &Identity, id: &str) -> Result<Signup> {
    let signup = store::one(conn, id)?;
    if signup.agency.as_str() == who.org.as_str() { Ok(signup) } else { Err(Error::NotFound) }
}

/// Every reason against an agency's part in a project at an instant: before it signs up, and again at the freeze.
pub fn judged(conn: &mut DbConn, project: &Project, agency: &AgencyId, at: Instant) -> Result<Vec<Refused>> {
    let profile = match agencies::profile(conn, agency) {
        Err(Error::NotFound) => return Ok(vec![Refused::NotListed]),
        profile => profile?,
    };
    let standing = blacklist::standing(conn, agency.as_str(), at)?;
    let avoided = projects::avoided(conn, &project.id)?;
    let owner = owners::profile(conn, &project.owner)?;
    let draw = projects::current_draw(conn, &project.id, project.stage)?;
    let pool = pool::of_draw(conn, &draw)?;
    Ok(judge(project, &profile, &Circumstances { standing, avoided: &avoided, owner: &owner, pool: pool.as_ref(), at }))
}

/// What a judgement depends on beside project and agency.
pub struct Circumstances<'a> {
    pub standing: Standing,
    pub avoided: &'a [Avoided],
    pub owner: &'a OwnerProfile,
    /// The list fixed with the notice; `None` where there is none.
    pub pool: Option<&'a Pool>,
    pub at: Instant,
}

/// [`judged`] with everything at hand.
pub fn judge(project: &Project, profile: &AgencyProfile, around: &Circumstances<'_>) -> Vec<Refused> {
    let avoided = around.avoided.iter().find(|one| one.uscc == profile.uscc.as_str());
    let listed = |pool: &Pool| RegistryId::parse(profile.uscc.as_str()).is_some_and(|id| pool.contains(&id));
    reasons(&Facts {
        listed: profile.may_act(around.at),
        standing: &around.standing,
        offers_item: profile.items.contains(&ServiceCode::from(project.item.as_str())),
        held: &profile.held,
        requirements: &project.spec.requirements,
        on: around.at.day(),
        avoided: avoided.map(|one| one.reason.as_str()),
        is_owner: profile.uscc == around.owner.uscc,
        same_representative: profile.legal_representative == around.owner.legal_representative,
        unlisted: around.pool.is_some_and(|pool| !listed(pool)),
    })
}

/// Carries every active sign-up of a draw over into a new one: a new label, document, log entry and receipt; the agency is told and may withdraw
/// (draw-v1 §5). Where the new draw has a list, whoever is not in it any more cannot come along, and is told.
pub fn carry_over(conn: &mut DbConn, app: &App, project: &Project, from_draw: &str, to_draw: &str) -> Result<()> {
    let (now, pool) = (app.clock.now(), pool::of_draw(conn, to_draw)?);
    for old in store::active(conn, from_draw)? {
        if pool.as_ref().is_some_and(|pool| RegistryId::parse(&old.uscc).is_none_or(|id| !pool.contains(&id))) {
            store::end(conn, &old.id, SignupState::LeftOut, now)?;
            let letter = Letter::new("signup-left-out").with("project", &project.title).to(format!("/signups/{}", old.id));
            accounts::tell_org(conn, now, &OrgId::from(old.agency.as_str()), letter)?;
            continue;
        }
        store::end(conn, &old.id, SignupState::Carried, now)?;
        let entry = Entry { draw: to_draw.to_owned(), project: old.project, agency: old.agency, account: old.account, uscc: old.uscc };
        let org = OrgId::from(entry.agency.as_str());
        let new = enter(conn, now, (&Actor::platform(), entry), Some(&old.id))?;
        let letter =
            Letter::new("signup-carried").with("project", &project.title).to(format!("/signups/{}", new.id)).with_receipt(new.log_id);
        accounts::tell_org(conn, now, &org, letter)?;
    }
    Ok(())
}
