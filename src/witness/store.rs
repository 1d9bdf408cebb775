//! Where an officer keeps what it promised. In the platform's process these are rows that nobody else reads or writes.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::witness_draws::{self, dsl};
use crate::db::schema::witness_heads;
use crate::domain::draw::{DrawId, Hash32, OfficerId, Reason};
use crate::domain::log::Head;
use crate::domain::time::Instant;
use crate::error::{Error, Result, is_duplicate, one_row};

/// What an officer keeps, by draw. Every change is on disk when it returns: a secret that was promised and lost would end a draw.
pub trait Store {
    /// What is kept of a draw.
    fn find(&mut self, draw: &DrawId) -> Result<Option<Kept>>;

    /// A new commitment. There is no second for a draw.
    fn insert(&mut self, kept: &Kept, at: Instant) -> Result<()>;

    /// Approves the first freeze it was shown, or refuses it with a reason.
    ///
    /// # Errors
    /// [`Error::Conflict`] where a freeze of this draw was judged before.
    fn judge(&mut self, draw: &DrawId, freeze: &Hash32, refusal: Option<&str>) -> Result<()>;

    /// Notes that the secret is out.
    fn set_revealed(&mut self, draw: &DrawId) -> Result<()>;

    /// The last head of this log the officer vouched for: its size and root.
    fn head(&mut self, origin: &str) -> Result<Option<(u64, Hash32)>>;

    /// Notes that the officer vouches for another head of this log, before it says so.
    ///
    /// # Errors
    /// [`Error::Conflict`] where the last one is not `before` any more.
    fn set_head(&mut self, head: &Head, before: Option<(u64, Hash32)>, at: Instant) -> Result<()>;
}

crate::text_states! {
    /// Where the officer is with a draw.
    pub enum WitnessState {
        Committed => "committed",
        Approved => "approved",
        Refused => "refused",
        Revealed => "revealed",
    }
}

/// What the officer keeps of a draw.
#[derive(Clone, Debug)]
pub struct Kept {
    pub draw: DrawId,
    pub about: Hash32,
    /// Sealed.
    pub secret: String,
    pub commitment: Hash32,
    /// The first freeze it was shown.
    pub freeze: Option<Hash32>,
    pub state: WitnessState,
    pub refusal: Option<Reason>,
}

type Row = (String, String, String, String, String, String);

/// The rows of one officer in the platform's database.
pub struct Rows<'a> {
    conn: &'a mut DbConn,
    officer: &'a OfficerId,
}

impl<'a> Rows<'a> {
    /// The rows of this officer.
    pub fn new(conn: &'a mut DbConn, officer: &'a OfficerId) -> Rows<'a> {
        Rows { conn, officer }
    }
}

impl Store for Rows<'_> {
    fn find(&mut self, draw: &DrawId) -> Result<Option<Kept>> {
        let columns = (dsl::about, dsl::secret, dsl::commitment, dsl::freeze, dsl::state, dsl::refusal);
        let row: Option<Row> =
            dsl::witness_draws.find((draw.as_str(), self.officer.as_str())).select(columns).first(self.conn).optional()?;
        let Some((about, secret, commitment, freeze, state, refusal)) = row else { return Ok(None) };
        let hash = |column: &str, text: &str| Hash32::parse(text).ok_or_else(|| Error::bad_row(column, text));
        Ok(Some(Kept {
            draw: draw.clone(),
            about: hash("witness_draws.about", &about)?,
            secret,
            commitment: hash("witness_draws.commitment", &commitment)?,
            freeze: if freeze.is_empty() { None } else { Some(hash("witness_draws.freeze", &freeze)?) },
            state: WitnessState::parse(&state).ok_or_else(|| Error::bad_row("witness_draws.state", &state))?,
            refusal: Reason::parse(&refusal),
        }))
    }

    fn insert(&mut self, kept: &Kept, at: Instant) -> Result<()> {
        diesel::insert_into(dsl::witness_draws)
            .values((
                dsl::draw_id.eq(kept.draw.as_str()),
                dsl::officer.eq(self.officer.as_str()),
                dsl::about.eq(kept.about.to_string()),
                dsl::secret.eq(&kept.secret),
                dsl::commitment.eq(kept.commitment.to_string()),
                dsl::freeze.eq(""),
                dsl::state.eq(kept.state.as_str()),
                dsl::refusal.eq(""),
                dsl::committed_at.eq(at.ms()),
            ))
            .execute(self.conn)?;
        Ok(())
    }

    fn judge(&mut self, draw: &DrawId, freeze: &Hash32, refusal: Option<&str>) -> Result<()> {
        let state = if refusal.is_none() { WitnessState::Approved } else { WitnessState::Refused };
        let fresh = dsl::witness_draws.find((draw.as_str(), self.officer.as_str())).filter(dsl::freeze.eq(""));
        let set = (dsl::freeze.eq(freeze.to_string()), dsl::state.eq(state.as_str()), dsl::refusal.eq(refusal.unwrap_or("")));
        one_row(diesel::update(fresh).set(set).execute(self.conn)?)
    }

    fn set_revealed(&mut self, draw: &DrawId) -> Result<()> {
        let own = dsl::witness_draws.find((draw.as_str(), self.officer.as_str()));
        one_row(diesel::update(own).set(witness_draws::state.eq(WitnessState::Revealed.as_str())).execute(self.conn)?)
    }

    fn head(&mut self, origin: &str) -> Result<Option<(u64, Hash32)>> {
        let own = witness_heads::table.find((self.officer.as_str(), origin));
        let row: Option<(i64, String)> = own.select((witness_heads::size, witness_heads::root)).first(self.conn).optional()?;
        let Some((size, root)) = row else { return Ok(None) };
        Ok(Some((size.unsigned_abs(), Hash32::parse(&root).ok_or_else(|| Error::bad_row("witness_heads.root", &root))?)))
    }

    fn set_head(&mut self, head: &Head, before: Option<(u64, Hash32)>, at: Instant) -> Result<()> {
        let size = |size: u64| i64::try_from(size).map_err(|_| Error::internal("a head beyond every log"));
        let own = witness_heads::table.find((self.officer.as_str(), head.origin.as_str()));
        let now = (
            witness_heads::size.eq(size(head.size)?),
            witness_heads::root.eq(Hash32(head.root.0).to_string()),
            witness_heads::at.eq(at.ms()),
        );
        let Some((last, root)) = before else {
            let id = (witness_heads::officer.eq(self.officer.as_str()), witness_heads::origin.eq(head.origin.as_str()));
            return match diesel::insert_into(witness_heads::table).values((id, now)).execute(self.conn) {
                Err(e) if is_duplicate(&e) => Err(Error::Conflict),
                other => one_row(other?),
            };
        };
        let unchanged = own.filter(witness_heads::size.eq(size(last)?)).filter(witness_heads::root.eq(root.to_string()));
        one_row(diesel::update(unchanged).set(now).execute(self.conn)?)
    }
}
