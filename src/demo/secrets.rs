//! Draws that are more than the plain one: which projects of the city have them, and what agencies and the supervisor do for them.

use std::sync::Arc;

use super::city::City;
use super::plan::Fate;
use crate::domain::draw::{BeaconRule, Dice as Throw, Digits, DrawId, Label, Mode, Nonces, Secret, Terms};
use crate::error::{Error, Result};
use crate::market::projects;
use crate::market::selection::service::{self, AppliedSecret};
use crate::market::signups::{self, Promise, Signup};
use crate::platform::auth::Identity;

/// How many dice are thrown in public.
const THROWN: usize = 60;

/// A secret that an agency of the city keeps until it may be revealed.
pub struct Kept {
    project: usize,
    label: Label,
    secret: Secret,
}

/// The terms of the nth project of a fate: one of each kind among the open, and some of each among the finished.
pub fn terms(fate: Fate, nth: usize) -> Terms {
    let plain = Terms::default();
    match (fate, nth) {
        (Fate::Open, 0) => Terms { mode: Mode::Weighted, ..plain },
        (Fate::Open, 1) => Terms { nonces: Nonces::Commit, ..plain },
        (Fate::Open, 2) => Terms { dice: Throw::Public, ..plain },
        (Fate::Open, 3) => beacon(),
        (Fate::Finished, nth) => match nth % 20 {
            4 => Terms { mode: Mode::Weighted, ..plain },
            1 => Terms { mode: Mode::Weighted, ..plain },
            2 => Terms { nonces: Nonces::Commit, ..plain },
            3 => Terms { dice: Throw::Public, ..plain },
            _ => plain,
        },
        _ => plain,
    }
}

/// A draw that waits for a round of the beacon.
pub fn beacon() -> Terms {
    Terms { beacon: BeaconRule::Drand, ..Terms::default() }
}

impl City {
    /// Most agencies of a draw that takes secrets lock one in at once; some do without.
    pub(super) async fn lock_in(&mut self, n: usize, who: &Arc<Identity>, signup: Signup) -> Result<()> {
        if self.planned[n].posting.spec.draw.nonces != Nonces::Commit || self.secrets.chance(30) {
            return Ok(());
        }
        let secret = Secret(self.secrets.bytes());
        let label = Label::parse(&signup.label).ok_or_else(|| Error::internal("a label of the demo city"))?;
        let (app, who) = (self.app.clone(), who.clone());
        self.app.db.write(move |conn| signups::commit(conn, &app, &who, (&signup.id, Promise::Secret(secret))).map(drop)).await?;
        self.kept.push(Kept { project: n, label, secret });
        Ok(())
    }

    /// Agencies reveal what they locked in, except one that has lost its file. A draw that takes place later than planned is left to itself.
    pub(super) async fn reveal(&self, n: usize) -> Result<()> {
        let draw = self.draw(n).await?;
        for kept in self.kept.iter().filter(|kept| kept.project == n).skip(1) {
            let applied = AppliedSecret { draw: draw.clone(), label: kept.label.clone(), secret: kept.secret };
            allowed(service::take_applicant(&self.app, applied).await)?;
        }
        Ok(())
    }

    /// A supervisor enters what the dice show.
    pub(super) async fn throw(&mut self, n: usize) -> Result<()> {
        let draw = self.draw(n).await?;
        let shown: String = (0..THROWN).map(|_| char::from(b"123456"[self.secrets.below(6)])).collect();
        let digits = Digits::parse(&shown).ok_or_else(|| Error::internal("the dice of the demo city"))?;
        allowed(service::throw(&self.app, self.offices.supervisor.clone(), draw, digits).await)
    }

    async fn draw(&self, n: usize) -> Result<DrawId> {
        let id = self.id(n)?;
        let draw = self.app.db.read(move |conn| projects::current_draw(conn, &id, 1)).await?;
        DrawId::parse(&draw).ok_or_else(|| Error::internal("a draw of the demo city"))
    }
}

fn allowed(done: Result<()>) -> Result<()> {
    match done {
        Err(Error::Refused(_)) => Ok(()),
        other => other,
    }
}
