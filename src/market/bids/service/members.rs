//! What both openings ask of the members of a committee: that of entries, and that of links.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::bid::{Committee, PrivateKey, Purpose as KeyPurpose, Release};
use crate::domain::draw::{Document, OfficerId};
use crate::domain::time::{Instant, SECOND};
use crate::error::{Error, Result};
use crate::market::bids::store::documents;
use crate::market::bids::store::rounds::{self, Round, Seated};
use crate::market::witnesses;
use crate::platform::audit;
use crate::platform::keys::Purpose;
use crate::platform::log::reading;
use crate::witness;
use crate::witness::wire::{Answer, Deed, Message, Sealing, malformed};

use super::keys::sealed_for;

/// How long the market waits before it looks for a silent member again.
pub(super) const ASK_AGAIN: i64 = 10 * SECOND;

/// A member's private key in its row, as the member said it.
pub(super) fn release(app: &App, round: &Round, (committee, seated): (&Committee, &Seated), purpose: KeyPurpose) -> Result<Release> {
    let place = sealed_for(&round.project, round.number, (&seated.member, purpose));
    let text = app.keys.open_text(Purpose::Rows, &place, seated.secret(purpose))?;
    let key = PrivateKey::parse(&text).ok_or_else(|| Error::internal("a member's key that is none"))?;
    let (project, member) = (committee.project().clone(), seated.member.clone());
    Ok(Release { project, committee: committee.hash(), member, purpose, key })
}

/// The released keys of a round, as their members said them.
pub(super) fn releases(conn: &mut DbConn, app: &App, round: &Round, purpose: KeyPurpose) -> Result<(Committee, Vec<Release>)> {
    let committee: Committee = documents::load(conn, round)?;
    let members = rounds::seated(conn, (&round.project, round.number))?;
    let released = members.iter().filter(|one| one.released(purpose).is_some());
    let releases = released.map(|one| release(app, round, (&committee, one), purpose)).collect::<Result<_>>()?;
    Ok((committee, releases))
}

/// What an officer in this process releases when it is asked so.
pub(super) async fn ask_inside(app: &App, officer: &OfficerId, message: &Message) -> Result<Release> {
    let answer = witness::inside(app, officer.clone(), &message.text()?).await?;
    let Answer::Release(text) = Answer::read(&answer)? else {
        return Err(Error::internal("an officer that answers something else than a key"));
    };
    Release::parse(text).map_err(malformed)
}

/// By what an officer knows a round.
pub(super) fn sealing(conn: &mut DbConn, round: &Round) -> Result<Sealing> {
    let committee: Committee = documents::load(conn, round)?;
    let about = documents::of_draw(conn, &round.draw, "about.txt")?;
    Ok(Sealing { about, committee: committee.to_text(), round: round.number.unsigned_abs() })
}

/// A document of the log with the proof that it lies under a head this officer vouches for; `None` while it does not vouch for it.
pub(super) fn deed(conn: &mut DbConn, app: &App, (officer, document): (&OfficerId, i64)) -> Result<Option<Deed>> {
    let opened = audit::opening(conn, document)?;
    let Some(index) = opened.index else { return Ok(None) };
    let vouched = witnesses::vouched_before(conn, app, std::slice::from_ref(officer), (index, Instant(i64::MAX)))?;
    let Some(size) = vouched else { return Ok(None) };
    let proof = reading::proof_under(conn, index, size)?.to_string();
    Ok(Some(Deed { document: opened.document, entry: opened.entry, proof }))
}

/// Keeps a key that was released for this purpose, sealed until all is published; `false` where its member released before.
///
/// # Errors
/// [`Error::Conflict`] for one that does not fit the committee: it counts as not released.
pub(super) fn keep(
    conn: &mut DbConn,
    app: &App,
    (round, now): (&Round, Instant),
    (release, purpose): (&Release, KeyPurpose),
) -> Result<bool> {
    if release.purpose != purpose || !release.fits(&documents::load(conn, round)?) {
        return Err(Error::Conflict);
    }
    let seated = rounds::seated(conn, (&round.project, round.number))?;
    if seated.iter().any(|one| one.member == release.member && one.released(purpose).is_some()) {
        return Ok(false);
    }
    let place = sealed_for(&round.project, round.number, (&release.member, purpose));
    let secret = app.keys.seal_text(Purpose::Rows, &place, &release.key.to_string())?;
    rounds::set_released(conn, round, (&release.member, purpose), (&secret, now))?;
    Ok(true)
}
