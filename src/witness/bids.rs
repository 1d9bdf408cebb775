//! The officer as a member of the opening committee: its keys follow from its own key, and leave this machine only under a freeze it has approved.

use super::cosign;
use super::officer::Officer;
use super::store::{Kept, Store, WitnessState};
use super::wire::{self, Answer, Deed, Sealing};
use crate::domain::audit_entry::{Body, Entry};
use crate::domain::bid::link::names_after;
use crate::domain::bid::{Committee, Keys, Member, PrivateKey, Purpose as KeyPurpose, Release};
use crate::domain::draw::words::ProjectNumber;
use crate::domain::draw::{Document, DrawId, Hash32};
use crate::domain::event::Kind;
use crate::domain::log::Proof;
use crate::domain::method::Lowered;
use crate::error::{Error, Result};
use crate::platform::keys::Purpose;

/// What must be in the log before names are opened: an owner's pick or its silence, or the scores of a review that no choice follows.
const UNBLINDING: [Kind; 2] = [Kind::ChoicePick, Kind::ReviewScores];
/// How the draw of a number ends.
const NUMBER_ENDS: [Kind; 2] = [Kind::DrawResult, Kind::DrawVoid];

impl Officer {
    pub(super) fn member(&self) -> Member {
        Member::Officer(self.id.clone())
    }

    /// The same for the same project, round and purpose, every time; without the officer's own key nobody can tell it.
    fn bid_key(&self, (project, round): (&ProjectNumber, u64), purpose: KeyPurpose) -> PrivateKey {
        PrivateKey::derive(&self.keys.derive(Purpose::WitnessBids, &format!("officer:{} {project} {round} {purpose}", self.id)))
    }

    pub(super) fn bid_keys(&self, project: &str, (round, map): (u64, bool)) -> Result<Answer> {
        let project = ProjectNumber::parse(project).ok_or(Error::NotFound)?;
        let key = |purpose| self.bid_key((&project, round), purpose).public();
        let (entry, map) = (key(KeyPurpose::Entry), map.then(|| key(KeyPurpose::Map)));
        Ok(Answer::Keys(Keys { member: self.member(), entry, map, project, round }.to_text()))
    }

    /// Whether about.txt is the one it commits to, and names a committee in which its own key stands: else somebody could put another key in its place
    /// and read what is sealed before the deadline.
    pub(super) fn sealed_to_own(&self, about: &Hash32, sealing: &Sealing) -> Result<Committee> {
        let committee = Committee::parse(&sealing.committee).map_err(wire::malformed)?;
        let own = |purpose| self.bid_key((committee.project(), sealing.round), purpose).public();
        let named = Hash32::of(&sealing.about) == *about && committee.is_named_by(&sealing.about);
        let map = committee.key(&self.member(), KeyPurpose::Map).is_none_or(|key| *key == own(KeyPurpose::Map));
        let seated = map && committee.key(&self.member(), KeyPurpose::Entry) == Some(&own(KeyPurpose::Entry));
        if named && seated { Ok(committee) } else { Err(Error::Conflict) }
    }

    /// Releases the `entry` key under the freeze it approved. Where a drawn number lowers an average, by the about.txt it committed to, only once the log,
    /// under a head this officer vouched for, holds how that number's draw ended: before, whoever knew quotes could choose whether to let it fail.
    pub(super) fn release(&self, store: &mut dyn Store, (draw, freeze): (&str, &str), asked: (&Sealing, Option<&Deed>)) -> Result<Answer> {
        let draw = DrawId::parse(draw).ok_or(Error::NotFound)?;
        let kept = store.find(&draw)?.ok_or(Error::NotFound)?;
        let approved = matches!(kept.state, WitnessState::Approved | WitnessState::Revealed);
        if !approved || kept.freeze.is_none_or(|own| own.to_string() != freeze) {
            return Err(Error::Conflict);
        }
        let (sealing, number) = asked;
        if let Some(lowered) = Lowered::named_by(&sealing.about)
            && !number.is_some_and(|deed| self.saw((&lowered.draw, &NUMBER_ENDS), deed))
        {
            return Err(Error::Conflict);
        }
        self.release_of(&kept, (&draw, sealing), KeyPurpose::Entry)
    }

    /// Releases the `map` key once the log, under a head this officer vouched for, holds the act after which names may be opened. Which that is stands in
    /// about.txt, whose hash the officer committed to: scores that a choice follows open no names. Nobody can take the act back any more.
    pub(super) fn unblind(&self, store: &mut dyn Store, draw: &str, (sealing, deed): (&Sealing, &Deed)) -> Result<Answer> {
        let draw = DrawId::parse(draw).ok_or(Error::NotFound)?;
        let kept = store.find(&draw)?.ok_or(Error::NotFound)?;
        let wanted = names_after(&sealing.about).unwrap_or(Kind::ChoicePick.as_str());
        let kinds: Vec<Kind> = UNBLINDING.into_iter().filter(|kind| kind.as_str() == wanted).collect();
        if !matches!(kept.state, WitnessState::Approved | WitnessState::Revealed) || !self.saw((&draw, &kinds), deed) {
            return Err(Error::Conflict);
        }
        self.release_of(&kept, (&draw, sealing), KeyPurpose::Map)
    }

    /// Whether the entry is of one of these kinds, of this draw, holds its document, and lies under a head with this officer's own line.
    fn saw(&self, (draw, kinds): (&DrawId, &[Kind]), deed: &Deed) -> bool {
        let (Ok(entry), Ok(proof)) = (Entry::parse(&deed.entry), Proof::parse(&deed.proof)) else { return false };
        let wanted = kinds.iter().any(|kind| kind.as_str() == entry.kind.as_str());
        let holds = entry.body == Body::Public(Hash32::of(&deed.document)) && entry.subject.as_str() == draw.as_str();
        let Ok(head) = proof.check_unsigned(&deed.entry) else { return false };
        let own = cosign::key(&head.origin, self.id.as_str(), &self.keys);
        wanted && holds && own.is_some_and(|own| proof.cosigned_by(&[own]).is_ok())
    }

    fn release_of(&self, kept: &Kept, (draw, sealing): (&DrawId, &Sealing), purpose: KeyPurpose) -> Result<Answer> {
        let committee = self.sealed_to_own(&kept.about, sealing)?;
        // A draw and the project whose entries are opened with it belong together.
        if draw.as_str().split('/').next() != Some(committee.project().as_str()) {
            return Err(Error::Conflict);
        }
        committee.key(&self.member(), purpose).ok_or(Error::Conflict)?;
        let key = self.bid_key((committee.project(), sealing.round), purpose);
        let (project, hash) = (committee.project().clone(), committee.hash());
        Ok(Answer::Release(Release { project, committee: hash, member: self.member(), purpose, key }.to_text()))
    }
}
