//! Rounds of keys and their members.

use diesel::prelude::*;

use crate::db::schema::bid_members::{self, dsl as members};
use crate::db::schema::bid_rounds::{self, dsl as rounds};
use crate::db::{DbConn, dialect};
use crate::domain::bid::{Keys, Member, PublicKey, Purpose};
use crate::domain::draw::DrawId;
use crate::domain::draw::words::Field;
use crate::domain::project::ProjectId;
use crate::domain::time::Instant;
use crate::error::{Error, Result, is_duplicate, one_row};

crate::text_states! {
    /// Where a round of keys is.
    pub enum RoundState {
        /// Members are asked for keys.
        Asking => "asking",
        /// The committee is fixed; entries are sealed to it once a draw has it.
        Ready => "ready",
        /// Nothing is sealed any more.
        Closed => "closed",
        /// Members release their keys.
        Releasing => "releasing",
        /// It is said how every envelope turned out.
        Stated => "stated",
        /// All is published.
        Opened => "opened",
    }
}

crate::text_states! {
    /// How far the links of a round are: what its pseudonyms stand for.
    pub enum LinkState {
        /// There are none.
        None => "none",
        /// They are sealed and listed in the log.
        Sealed => "sealed",
        /// Names may be opened: members release their keys.
        Asked => "asked",
        /// What they hold is published.
        Opened => "opened",
        /// Too few members released in time: what they hold is never published.
        Shut => "shut",
    }
}

/// A round of a project.
#[derive(Clone, Debug)]
pub struct Round {
    pub project: ProjectId,
    /// From 1.
    pub number: i64,
    /// The draw whose entries it opens; empty while none has it.
    pub draw: String,
    pub state: RoundState,
    /// Until when members release.
    pub release_by: Instant,
    /// Until when an agency may open its own entry.
    pub cure_by: Instant,
    pub opened_at: Instant,
    /// Whether quotes are sealed to its keys.
    pub quotes: bool,
    pub links: LinkState,
    /// The document in the log after which names may be opened; 0 before.
    pub deed: i64,
    /// Until when members release their keys for names; 0 before that.
    pub names_by: Instant,
}

type Row = (String, i64, String, String, i64, i64, i64, bool, String, i64, i64);

fn read((project, number, draw, state, release_by, cure_by, opened_at, quotes, links, deed, names_by): Row) -> Result<Round> {
    let state = RoundState::parse(&state).ok_or_else(|| Error::bad_row("bid_rounds.state", &state))?;
    let links = LinkState::parse(&links).ok_or_else(|| Error::bad_row("bid_rounds.links", &links))?;
    let (release_by, cure_by, opened_at, names_by) = (Instant(release_by), Instant(cure_by), Instant(opened_at), Instant(names_by));
    Ok(Round { project: ProjectId(project), number, draw, state, release_by, cure_by, opened_at, quotes, links, deed, names_by })
}

/// A new round, for quotes or for links alone; `false` where it exists.
pub fn insert(conn: &mut DbConn, project: &ProjectId, number: i64, quotes: bool) -> Result<bool> {
    let row = (
        (rounds::project_id.eq(project.as_str()), rounds::round.eq(number), rounds::draw_id.eq("")),
        (rounds::state.eq(RoundState::Asking.as_str()), rounds::release_by.eq(0), rounds::cure_by.eq(0), rounds::opened_at.eq(0)),
        (rounds::quotes.eq(quotes), rounds::links.eq(LinkState::None.as_str()), rounds::deed_log_id.eq(0), rounds::names_by.eq(0)),
    );
    match dialect::attempt(conn, |conn| diesel::insert_into(bid_rounds::table).values(row).execute(conn)) {
        Err(e) if is_duplicate(&e) => Ok(false),
        other => Ok(other.map(|_| true)?),
    }
}

/// The rounds of a project, first to last.
pub fn of_project(conn: &mut DbConn, project: &ProjectId) -> Result<Vec<Round>> {
    let rows: Vec<Row> = bid_rounds::table.filter(rounds::project_id.eq(project.as_str())).order(rounds::round).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// The round of a draw; `None` where nothing is sealed for it.
pub fn of_draw(conn: &mut DbConn, draw: &str) -> Result<Option<Round>> {
    let row: Option<Row> = bid_rounds::table.filter(rounds::draw_id.eq(draw)).first(conn).optional()?;
    row.map(read).transpose()
}

/// Gives a ready round to a draw.
pub fn assign(conn: &mut DbConn, round: &Round, draw: &DrawId) -> Result<()> {
    let ready = at(round).filter(rounds::state.eq(RoundState::Ready.as_str()));
    one_row(diesel::update(ready).set(rounds::draw_id.eq(draw.as_str())).execute(conn)?)
}

type Found<'a> = diesel::dsl::Find<bid_rounds::table, (&'a str, i64)>;

fn at(round: &Round) -> Found<'_> {
    bid_rounds::table.find((round.project.as_str(), round.number))
}

/// From this state to another, once.
///
/// # Errors
/// [`Error::Conflict`] where somebody was faster.
pub fn step(conn: &mut DbConn, round: &Round, to: RoundState) -> Result<()> {
    let own = at(round).filter(rounds::state.eq(round.state.as_str()));
    one_row(diesel::update(own).set(rounds::state.eq(to.as_str())).execute(conn)?)
}

/// The links of a round from this state to another, once.
///
/// # Errors
/// [`Error::Conflict`] where somebody was faster.
pub fn step_links(conn: &mut DbConn, round: &Round, to: LinkState) -> Result<()> {
    let own = at(round).filter(rounds::links.eq(round.links.as_str()));
    one_row(diesel::update(own).set(rounds::links.eq(to.as_str())).execute(conn)?)
}

/// After which document of the log names may be opened, and until when members release their keys for them.
pub fn set_deed(conn: &mut DbConn, round: &Round, (deed, names_by): (i64, Instant)) -> Result<()> {
    let set = (rounds::deed_log_id.eq(deed), rounds::names_by.eq(names_by.ms()));
    one_row(diesel::update(at(round)).set(set).execute(conn)?)
}

/// Until when members release.
pub fn set_release_by(conn: &mut DbConn, round: &Round, by: Instant) -> Result<()> {
    one_row(diesel::update(at(round)).set(rounds::release_by.eq(by.ms())).execute(conn)?)
}

/// Until when agencies open their own entries.
pub fn set_cure_by(conn: &mut DbConn, round: &Round, by: Instant) -> Result<()> {
    one_row(diesel::update(at(round)).set(rounds::cure_by.eq(by.ms())).execute(conn)?)
}

/// When all was published.
pub fn set_opened(conn: &mut DbConn, round: &Round, now: Instant) -> Result<()> {
    one_row(diesel::update(at(round)).set(rounds::opened_at.eq(now.ms())).execute(conn)?)
}

/// A member of a round.
#[derive(Clone, Debug)]
pub struct Seated {
    pub member: Member,
    /// `None` until it has answered.
    pub key: Option<PublicKey>,
    /// Its private key, sealed: the platform's from the start, an officer's once it has released it; empty before.
    pub secret: String,
    /// When it released.
    pub released: Option<Instant>,
    /// What links are sealed to, where the round has links.
    pub map: Option<PublicKey>,
    /// As `secret`, for links.
    pub map_secret: String,
    pub map_released: Option<Instant>,
}

impl Seated {
    /// Its private key of this purpose, sealed; empty where there is none yet.
    pub fn secret(&self, purpose: Purpose) -> &str {
        match purpose {
            Purpose::Entry => &self.secret,
            Purpose::Map => &self.map_secret,
        }
    }

    /// When it released that key.
    pub fn released(&self, purpose: Purpose) -> Option<Instant> {
        match purpose {
            Purpose::Entry => self.released,
            Purpose::Map => self.map_released,
        }
    }
}

type SeatedRow = ((String, String, String, i64), (String, String, i64));

/// A member, in order from 0 (the platform).
pub fn seat(conn: &mut DbConn, (project, round): (&ProjectId, i64), position: i64, seated: &Seated) -> Result<()> {
    let text = |key: &Option<PublicKey>| key.as_ref().map(ToString::to_string).unwrap_or_default();
    let row = (
        (members::map_key.eq(text(&seated.map)), members::map_secret.eq(&seated.map_secret), members::map_released_at.eq(0)),
        (members::project_id.eq(project.as_str()), members::round.eq(round), members::member.eq(seated.member.to_string())),
        (
            members::position.eq(position),
            members::entry_key.eq(text(&seated.key)),
            members::secret.eq(&seated.secret),
            members::released_at.eq(0),
        ),
    );
    diesel::insert_into(bid_members::table).values(row).execute(conn)?;
    Ok(())
}

/// The members of a round in order.
pub fn seated(conn: &mut DbConn, (project, round): (&ProjectId, i64)) -> Result<Vec<Seated>> {
    let own = members::project_id.eq(project.as_str()).and(members::round.eq(round));
    let entry = (members::member, members::entry_key, members::secret, members::released_at);
    let columns = (entry, (members::map_key, members::map_secret, members::map_released_at));
    let rows: Vec<SeatedRow> = bid_members::table.filter(own).order(members::position).select(columns).load(conn)?;
    let when = |ms: i64| (ms > 0).then_some(Instant(ms));
    rows.into_iter()
        .map(|((member, key, secret, released), (map, map_secret, map_released))| {
            let member = Member::read(&member).ok_or_else(|| Error::bad_row("bid_members.member", &member))?;
            let (key, map) = (PublicKey::read(&key), PublicKey::read(&map));
            Ok(Seated { member, key, secret, released: when(released), map, map_secret, map_released: when(map_released) })
        })
        .collect()
}

/// Notes a member's keys, once.
pub fn set_keys(conn: &mut DbConn, (project, round): (&ProjectId, i64), keys: &Keys) -> Result<()> {
    let silent = bid_members::table.find((project.as_str(), round, keys.member.to_string())).filter(members::entry_key.eq(""));
    let map = keys.map.as_ref().map(ToString::to_string).unwrap_or_default();
    one_row(diesel::update(silent).set((members::entry_key.eq(keys.entry.to_string()), members::map_key.eq(map))).execute(conn)?)
}

/// Notes a key that a member released for this purpose, sealed; once.
pub fn set_released(conn: &mut DbConn, round: &Round, (member, purpose): (&Member, Purpose), (secret, at): (&str, Instant)) -> Result<()> {
    let own = bid_members::table.find((round.project.as_str(), round.number, member.to_string()));
    let (entry, map) = (members::released_at.eq(0), members::map_released_at.eq(0));
    one_row(match purpose {
        Purpose::Entry => {
            diesel::update(own.filter(entry)).set((members::secret.eq(secret), members::released_at.eq(at.ms()))).execute(conn)?
        }
        Purpose::Map => {
            diesel::update(own.filter(map)).set((members::map_secret.eq(secret), members::map_released_at.eq(at.ms()))).execute(conn)?
        }
    })
}

/// Rounds whose members are to release their keys for links now.
pub fn unblinding(conn: &mut DbConn) -> Result<Vec<Round>> {
    let asked = bid_rounds::table.filter(rounds::links.eq(LinkState::Asked.as_str()));
    let rows: Vec<Row> = asked.order((rounds::project_id, rounds::round)).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Rounds for which this member has yet to make keys.
pub fn unanswered(conn: &mut DbConn, member: &Member) -> Result<Vec<(ProjectId, i64)>> {
    let silent = members::member.eq(member.to_string()).and(members::entry_key.eq(""));
    let rows: Vec<(String, i64)> = bid_members::table
        .filter(silent)
        .order((members::project_id, members::round))
        .select((members::project_id, members::round))
        .load(conn)?;
    Ok(rows.into_iter().map(|(project, round)| (ProjectId(project), round)).collect())
}

/// Rounds whose members are to release now.
pub fn releasing(conn: &mut DbConn) -> Result<Vec<Round>> {
    let rows: Vec<Row> = bid_rounds::table.filter(rounds::state.eq(RoundState::Releasing.as_str())).order(rounds::release_by).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// The project whose quotes or names are sealed for a draw.
pub fn project_of(conn: &mut DbConn, draw: &str) -> Result<Option<ProjectId>> {
    let found = bid_rounds::table.filter(rounds::draw_id.eq(draw)).select(rounds::project_id);
    Ok(found.first::<String>(conn).optional()?.map(ProjectId))
}

/// Members who are to release, and agencies that may open their own entries, have so many milliseconds more.
pub fn delay(conn: &mut DbConn, (project, by): (&ProjectId, i64)) -> Result<()> {
    let of = |state: RoundState| bid_rounds::table.filter(rounds::project_id.eq(project.as_str())).filter(rounds::state.eq(state.as_str()));
    diesel::update(of(RoundState::Releasing)).set(rounds::release_by.eq(rounds::release_by + by)).execute(conn)?;
    diesel::update(of(RoundState::Stated)).set(rounds::cure_by.eq(rounds::cure_by + by)).execute(conn)?;
    let asked = bid_rounds::table.filter(rounds::project_id.eq(project.as_str())).filter(rounds::links.eq(LinkState::Asked.as_str()));
    diesel::update(asked).set(rounds::names_by.eq(rounds::names_by + by)).execute(conn)?;
    Ok(())
}
