//! The witness officer (监督见证端): the supervising authority's side of a draw, with its own secrets and its own rows. The platform speaks to it in
//! messages of text and nothing else, so that it can leave this process for a machine of its own without the platform noticing (draw-v1 §0, §3, §4).
//!
//! * It commits when asked for a draw, before the notice, and to one about.txt per draw.
//! * It checks freeze and roster against everything that was received between notice and close, and approves one freeze per draw, or refuses with a
//!   reason. It keeps nothing of what it was shown.
//! * It reveals only under the freeze it approved.

mod inspect;
mod store;
pub mod wire;

use crate::app::App;
use crate::db::{Db, DbConn};
use crate::domain::draw::{Approval, Document, DrawId, Hash32, OfficerId, Pledge, Refusal, Request, Reveal, Secret, Who, commitment};
use crate::error::{Error, Result};
use crate::platform::clock::Clock;
use crate::platform::keys::{Keys, Purpose};
use crate::platform::random;

use store::{Kept, WitnessState};
use wire::{Answer, Inspection, Message};

pub use inspect::examine;

/// A witness officer that runs in this process.
#[derive(Clone)]
pub struct Officer {
    id: OfficerId,
    db: Db,
    keys: Keys,
    clock: Clock,
}

impl Officer {
    /// The officer of this id, with the store and the keys of this process.
    pub fn inside(app: &App, id: OfficerId) -> Officer {
        Officer { id, db: app.db.clone(), keys: app.keys.clone(), clock: app.clock.clone() }
    }

    /// Answers one message of the platform. Asking the same again gives the same answer.
    ///
    /// # Errors
    /// [`Error::Malformed`] for what is no message; [`Error::Conflict`] for a second about.txt or a reveal without approval;
    /// [`Error::NotFound`] for a draw it never committed to.
    pub async fn answer(&self, message: &str) -> Result<String> {
        let message = Message::read(message)?;
        let officer = self.clone();
        let answer = self
            .db
            .write(move |conn| match message {
                Message::Commit { request } => officer.commit(conn, &request),
                Message::Inspect(shown) => officer.inspect(conn, &shown),
                Message::Reveal { draw, freeze } => officer.reveal(conn, &draw, &freeze),
            })
            .await?;
        answer.text()
    }

    fn commit(&self, conn: &mut DbConn, text: &str) -> Result<Answer> {
        let request = Request::parse(text).map_err(wire::malformed)?;
        let kept = match store::find(conn, &request.draw, &self.id)? {
            Some(kept) => kept,
            None => self.promise(conn, &request)?,
        };
        if kept.about != request.about {
            return Err(Error::Conflict);
        }
        let pledge = Pledge { draw: request.draw.clone(), request: request.hash(), officer: self.id.clone(), commitment: kept.commitment };
        Ok(Answer::Pledge(pledge.to_text()))
    }

    fn promise(&self, conn: &mut DbConn, request: &Request) -> Result<Kept> {
        let secret = Secret(random::secret32()?);
        let kept = Kept {
            draw: request.draw.clone(),
            about: request.about,
            secret: self.keys.seal_text(Purpose::Witness, &self.bound(&request.draw), &secret.to_string())?,
            commitment: commitment(&request.draw, &Who::Officer(self.id.clone()), &secret),
            freeze: None,
            state: WitnessState::Committed,
            refusal: None,
        };
        store::insert(conn, &self.id, &kept, self.clock.now())?;
        Ok(kept)
    }

    fn inspect(&self, conn: &mut DbConn, shown: &Inspection) -> Result<Answer> {
        let draw = shown.draw()?;
        let freeze = Hash32::of(&shown.freeze);
        let kept = store::find(conn, &draw, &self.id)?.ok_or(Error::NotFound)?;
        let verdict = match (kept.freeze, kept.state) {
            (Some(first), _) if first != freeze => Err("second-freeze"),
            (Some(_), WitnessState::Refused) => return Ok(self.refused(draw, freeze, kept.refusal)),
            (Some(_), _) => Ok(()),
            (None, _) => {
                let verdict = examine(&self.id, &kept.about, &kept.commitment, shown);
                store::judge(conn, (&draw, &self.id), &freeze, verdict.err())?;
                verdict
            }
        };
        Ok(match verdict {
            Ok(()) => Answer::Approval(Approval { draw, freeze, officer: self.id.clone() }.to_text()),
            Err(reason) => self.refused(draw, freeze, Some(inspect::reason(reason))),
        })
    }

    fn refused(&self, draw: DrawId, freeze: Hash32, reason: Option<crate::domain::draw::Reason>) -> Answer {
        let reason = reason.unwrap_or_else(|| inspect::reason("documents-do-not-fit"));
        Answer::Refusal(Refusal { draw, freeze, officer: self.id.clone(), reason }.to_text())
    }

    fn reveal(&self, conn: &mut DbConn, draw: &str, freeze: &str) -> Result<Answer> {
        let draw = DrawId::parse(draw).ok_or(Error::NotFound)?;
        let kept = store::find(conn, &draw, &self.id)?.ok_or(Error::NotFound)?;
        let approved = matches!(kept.state, WitnessState::Approved | WitnessState::Revealed);
        let Some(freeze) = kept.freeze.filter(|own| approved && own.to_string() == freeze) else { return Err(Error::Conflict) };
        let text = self.keys.open_text(Purpose::Witness, &self.bound(&draw), &kept.secret)?;
        let secret = Secret::parse(&text).ok_or_else(|| Error::internal("a witness secret that is none"))?;
        store::set_revealed(conn, &draw, &self.id)?;
        Ok(Answer::Reveal(Reveal { draw, freeze, who: Who::Officer(self.id.clone()), secret }.to_text()))
    }

    fn bound(&self, draw: &DrawId) -> String {
        format!("officer:{} {draw}", self.id)
    }
}
