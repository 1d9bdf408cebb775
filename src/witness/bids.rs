//! The officer as a member of the opening committee: its keys follow from its own key, and leave this machine only under a freeze it has approved.

use super::officer::Officer;
use super::store::{Store, WitnessState};
use super::wire::{self, Answer, Sealing};
use crate::domain::bid::{Committee, Keys, Member, PrivateKey, Purpose as KeyPurpose, Release};
use crate::domain::draw::words::ProjectNumber;
use crate::domain::draw::{Document, DrawId, Hash32};
use crate::error::{Error, Result};
use crate::platform::keys::Purpose;

impl Officer {
    pub(super) fn member(&self) -> Member {
        Member::Officer(self.id.clone())
    }

    /// The same for the same project and round, every time; without the officer's own key nobody can tell it.
    fn bid_key(&self, project: &ProjectNumber, round: u64) -> PrivateKey {
        PrivateKey::derive(&self.keys.derive(Purpose::WitnessBids, &format!("officer:{} {project} {round} entry", self.id)))
    }

    pub(super) fn bid_keys(&self, project: &str, round: u64) -> Result<Answer> {
        let project = ProjectNumber::parse(project).ok_or(Error::NotFound)?;
        let entry = self.bid_key(&project, round).public();
        Ok(Answer::Keys(Keys { project, round, member: self.member(), entry }.to_text()))
    }

    /// Whether about.txt is the one it commits to, and names a committee in which its own key stands: else somebody could put another key in its place
    /// and read what is sealed before the deadline.
    pub(super) fn sealed_to_own(&self, about: &Hash32, sealing: &Sealing) -> Result<Committee> {
        let committee = Committee::parse(&sealing.committee).map_err(wire::malformed)?;
        let own = self.bid_key(committee.project(), sealing.round).public();
        let named = Hash32::of(&sealing.about) == *about && committee.is_named_by(&sealing.about);
        let seated = committee.key(&self.member(), KeyPurpose::Entry) == Some(&own);
        if named && seated { Ok(committee) } else { Err(Error::Conflict) }
    }

    pub(super) fn release(&self, store: &mut dyn Store, (draw, freeze): (&str, &str), sealing: &Sealing) -> Result<Answer> {
        let draw = DrawId::parse(draw).ok_or(Error::NotFound)?;
        let kept = store.find(&draw)?.ok_or(Error::NotFound)?;
        let approved = matches!(kept.state, WitnessState::Approved | WitnessState::Revealed);
        if !approved || kept.freeze.is_none_or(|own| own.to_string() != freeze) {
            return Err(Error::Conflict);
        }
        let committee = self.sealed_to_own(&kept.about, sealing)?;
        // A draw and the project whose entries are opened with it belong together.
        if draw.as_str().split('/').next() != Some(committee.project().as_str()) {
            return Err(Error::Conflict);
        }
        let key = self.bid_key(committee.project(), sealing.round);
        let (project, hash) = (committee.project().clone(), committee.hash());
        Ok(Answer::Release(Release { project, committee: hash, member: self.member(), purpose: KeyPurpose::Entry, key }.to_text()))
    }
}
