//! What a witness officer answers, wherever it runs and wherever it keeps what it promised.

use super::inspect::{self, examine};
use super::store::{Kept, Store, WitnessState};
use super::wire::{self, Answer, Inspection, Message, Sealing};
use crate::domain::draw::{
    Approval, Document, DrawId, Hash32, OfficerId, Pledge, Reason, Refusal, Request, Reveal, Secret, Who, commitment,
};
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::platform::keys::{Keys, Purpose};
use crate::platform::random;

/// A witness officer with the key that seals its secrets.
#[derive(Clone)]
pub struct Officer {
    pub id: OfficerId,
    pub(super) keys: Keys,
}

impl Officer {
    /// The officer of this id.
    pub fn new(id: OfficerId, keys: Keys) -> Officer {
        Officer { id, keys }
    }

    /// Answers one message. Asking the same again gives the same answer.
    ///
    /// # Errors
    /// [`Error::Malformed`] for documents that break their grammar; [`Error::Conflict`] for a second about.txt or a reveal without approval;
    /// [`Error::NotFound`] for a draw it never committed to.
    pub fn answer(&self, store: &mut dyn Store, now: Instant, message: &Message) -> Result<Answer> {
        match message {
            Message::Keys { project, round, map } => self.bid_keys(project, (*round, *map)),
            Message::Commit { request, sealing } => self.commit(store, now, (request, sealing.as_ref())),
            Message::Inspect(shown) => self.inspect(store, shown),
            Message::Reveal { draw, freeze } => self.reveal(store, draw, freeze),
            Message::Release { draw, freeze, sealing, number } => self.release(store, (draw, freeze), (sealing, number.as_ref())),
            Message::Unblind { draw, sealing, deed } => self.unblind(store, draw, (sealing, deed)),
            // Whose keys a head is to be signed with is not the platform's to say.
            Message::Cosign { .. } => Err(Error::Conflict),
        }
    }

    fn commit(&self, store: &mut dyn Store, now: Instant, (text, sealing): (&str, Option<&Sealing>)) -> Result<Answer> {
        let request = Request::parse(text).map_err(wire::malformed)?;
        if let Some(sealing) = sealing {
            self.sealed_to_own(&request.about, sealing)?;
        }
        let kept = match store.find(&request.draw)? {
            Some(kept) => kept,
            None => self.promise(store, now, &request)?,
        };
        if kept.about != request.about {
            return Err(Error::Conflict);
        }
        let pledge = Pledge { draw: request.draw.clone(), request: request.hash(), officer: self.id.clone(), commitment: kept.commitment };
        Ok(Answer::Pledge(pledge.to_text()))
    }

    fn promise(&self, store: &mut dyn Store, now: Instant, request: &Request) -> Result<Kept> {
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
        store.insert(&kept, now)?;
        Ok(kept)
    }

    fn inspect(&self, store: &mut dyn Store, shown: &Inspection) -> Result<Answer> {
        let draw = shown.draw()?;
        let freeze = Hash32::of(&shown.freeze);
        let kept = store.find(&draw)?.ok_or(Error::NotFound)?;
        let verdict = match (kept.freeze, kept.state) {
            (Some(first), _) if first != freeze => Err("second-freeze"),
            (Some(_), WitnessState::Refused) => return Ok(self.refused(draw, freeze, kept.refusal)),
            (Some(_), _) => Ok(()),
            (None, _) => {
                let verdict = examine(&self.id, &kept.about, &kept.commitment, shown);
                store.judge(&draw, &freeze, verdict.err())?;
                verdict
            }
        };
        Ok(match verdict {
            Ok(()) => Answer::Approval(Approval { draw, freeze, officer: self.id.clone() }.to_text()),
            Err(reason) => self.refused(draw, freeze, Some(inspect::reason(reason))),
        })
    }

    /// Refuses the freeze of an inspection for a reason found outside its documents, once and for all.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a draw it never committed to; [`Error::Conflict`] where it has judged the draw's freeze already.
    pub fn refuse(&self, store: &mut dyn Store, shown: &Inspection, why: super::inspect::Why) -> Result<Answer> {
        let (draw, freeze) = (shown.draw()?, Hash32::of(&shown.freeze));
        store.find(&draw)?.ok_or(Error::NotFound)?;
        store.judge(&draw, &freeze, Some(why))?;
        Ok(self.refused(draw, freeze, Some(inspect::reason(why))))
    }

    fn refused(&self, draw: DrawId, freeze: Hash32, reason: Option<Reason>) -> Answer {
        let reason = reason.unwrap_or_else(|| inspect::reason("documents-do-not-fit"));
        Answer::Refusal(Refusal { draw, freeze, officer: self.id.clone(), reason }.to_text())
    }

    fn reveal(&self, store: &mut dyn Store, draw: &str, freeze: &str) -> Result<Answer> {
        let draw = DrawId::parse(draw).ok_or(Error::NotFound)?;
        let kept = store.find(&draw)?.ok_or(Error::NotFound)?;
        let approved = matches!(kept.state, WitnessState::Approved | WitnessState::Revealed);
        let Some(freeze) = kept.freeze.filter(|own| approved && own.to_string() == freeze) else { return Err(Error::Conflict) };
        let text = self.keys.open_text(Purpose::Witness, &self.bound(&draw), &kept.secret)?;
        let secret = Secret::parse(&text).ok_or_else(|| Error::internal("a witness secret that is none"))?;
        store.set_revealed(&draw)?;
        Ok(Answer::Reveal(Reveal { draw, freeze, who: Who::Officer(self.id.clone()), secret }.to_text()))
    }

    fn bound(&self, draw: &DrawId) -> String {
        format!("officer:{} {draw}", self.id)
    }
}
