//! Projects to which agencies bring sealed quotes: one of each way among the finished, one that is open and waits for the agency whose sign-in is printed,
//! and one that closes as the doors open and is opened in the first minutes after.

use std::io::Cursor;
use std::sync::Arc;

use super::city::{City, doors_open};
use super::dice::Dice;
use super::plan::{Act, Agenda, Fate, Planned, calendar_before, posting};
use super::scan;
use super::words::{SITES, WORKS};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyId;
use crate::domain::bid::{Attached, Entry, FileName, Object, Package, Quote, seal};
use crate::domain::calendar::Calendar;
use crate::domain::cleaning::clean;
use crate::domain::draw::{Document, Label, Terms};
use crate::domain::method::Way;
use crate::domain::method::quote::QuoteKind;
use crate::domain::project::{Posting, PriceKind};
use crate::domain::qualification::Requirements;
use crate::domain::time::HOUR;
use crate::error::{Error, Result};
use crate::market::agencies;
use crate::market::bids::service::{self, Typed};
use crate::market::signups::Signup;
use crate::platform::auth::Identity;
use crate::platform::random;

/// The ways with quotes, and which of twenty finished projects goes each.
const FINISHED: [(usize, &str); 5] =
    [(6, "lowest-price"), (7, "quote-then-draw"), (8, "highest-discount"), (9, "closest-to-average"), (11, "closest-to-lowered-average")];
/// The one whose third agency spoils what it seals.
const SPOILED: &str = "lowest-price";

/// Gives the nth project of a fate its way, where that is one with quotes.
pub fn shape(posting: &mut Posting, (fate, nth): (Fate, usize)) {
    let way = FINISHED.iter().find(|(own, _)| fate == Fate::Finished && nth % 20 == *own);
    if let Some((_, preset)) = way {
        quoted(posting, preset);
    }
}

fn quoted(posting: &mut Posting, preset: &str) {
    posting.spec.way = Way { preset: preset.into(), ..Way::default() };
    posting.price_kind = PriceKind::Cap;
}

impl City {
    /// The one that is open, and the one that closes as the doors open: where somebody brought no quote, the opening begins a minute
    /// after that, when nobody can object any more, and everybody can watch.
    pub(super) fn quoted_soon(&mut self, agenda: &mut Agenda, seed: u64, calendar: &Calendar) {
        let mut dice = Dice::of(seed, "quotes");
        for (clock, window, preset) in [((15, 30), 2, "lowest-price"), ((9, 0), 2, "closest-to-average")] {
            let n = self.planned.len();
            let mut soon = posting(&mut dice, crate::market::catalogue::catalogue());
            quoted(&mut soon, preset);
            (soon.spec.draw, soon.spec.window_wd, soon.spec.requirements) = (Terms::default(), window, Requirements::none());
            self.planned.push(Planned { posting: soon, owner: 0, fate: Fate::Open, signups: 7 });
            self.ids.push(None);
            let before = if clock == (15, 30) { 1 } else { window };
            let published = calendar_before(calendar, doors_open().day(), before).at(clock.0, clock.1);
            agenda.at(published.plus(-17 * HOUR), n, Act::Create);
            agenda.at(published.plus(-16 * HOUR), n, Act::Submit);
            agenda.at(published, n, Act::Review);
            agenda.at(published.plus(HOUR), n, Act::SignUps);
        }
    }

    fn kind(&self, n: usize) -> Option<QuoteKind> {
        let way = &self.planned[n].posting.spec.way;
        way.preset(&self.app.policies.in_force(self.app.clock.now()).methods)?.quotes()
    }

    /// Whether it is the one that the agency whose sign-in is printed has signed up for.
    pub(super) fn waits_for_its_reader(&self, n: usize) -> bool {
        self.planned[n].fate == Fate::Open && self.planned[n].posting.spec.way.preset == "lowest-price"
    }

    /// That one asks for something this agency offers.
    pub(super) async fn suit(&mut self, n: usize) -> Result<()> {
        if !self.waits_for_its_reader(n) {
            return Ok(());
        }
        let id = AgencyId::from(self.agencies[0].org.as_str());
        let offers = self.app.db.read(move |conn: &mut DbConn| agencies::offers_of(conn, &id)).await?;
        let fits = WORKS.iter().find(|(item, _)| offers.iter().any(|offer| offer.item.as_str() == *item));
        if let Some((item, titles)) = fits {
            let posting = &mut self.planned[n].posting;
            let title = titles[0].replace("{}", SITES[0]);
            posting.spec.content = posting.spec.content.replace(&posting.title, &title);
            (posting.item, posting.title) = ((*item).to_owned(), title);
        }
        Ok(())
    }

    /// The nth agency that has signed up seals its quote. In an open project the agency whose sign-in is printed has still to do it, and the second never
    /// does.
    pub(super) async fn quote(&mut self, n: usize, who: &Arc<Identity>, (signup, nth): (&Signup, usize)) -> Result<()> {
        let Some(kind) = self.kind(n) else { return Ok(()) };
        let (open, first) = (self.planned[n].fate == Fate::Open, who.org == self.agencies[0].org);
        if open && (first || nth == 2) {
            return Ok(());
        }
        let price = self.planned[n].posting.price.0.unsigned_abs();
        let quote = match kind {
            QuoteKind::Amount => Quote::Amount(price / 10_000 * self.secrets.between(7_400, 9_800).unsigned_abs()),
            QuoteKind::Discount => Quote::Discount(self.secrets.between(150, 2_600).unsigned_abs()),
        };
        let spoils = !open && self.planned[n].posting.spec.way.preset == SPOILED && nth == 3;
        let (app, who, id) = (self.app.clone(), who.clone(), signup.id.clone());
        self.app
            .db
            .write(move |conn| {
                if spoils {
                    let desk = service::desk(conn, &app, &who, &id)?;
                    return spoil(conn, &app, &who, (&desk, quote));
                }
                let desk = service::desk(conn, &app, &who, &id)?;
                if desk.files.is_some() {
                    return propose(conn, &app, &who, (&desk, quote));
                }
                let claim = desk.fresh;
                service::seal_here(conn, &app, &who, (&id, Typed { quote, days: Some(20) }, claim), &[]).map(drop)
            })
            .await
    }
}

/// A quote with a plan beside it, cleaned and sealed as an agency's own program does it.
fn propose(conn: &mut DbConn, app: &App, who: &Identity, (desk, quote): (&service::Desk, Quote)) -> Result<()> {
    let failed = || Error::internal("sealing a proposal of the demo city");
    let (committee, label) = (&desk.committee, Label::parse(desk.label()).ok_or_else(failed)?);
    let Quote::Amount(fen) = quote else { return Err(failed()) };
    let (days, item) = (20, &desk.project.title);
    let people = format!("二、人员与分工：投入{}人", 3 + fen / 10_000 % 6);
    let lines =
        ["服务方案", item, "一、工作依据与范围", &people, "三、进度安排：二十日内提交成果", "四、质量保证与复核", "（虚构材料，仅供演示）"];
    let policy = app.policies.get(&desk.project.policy).ok_or_else(failed)?;
    let own = service::own_words(conn, who.org.as_str())?;
    let plan = clean(&scan::pdf(&lines), "服务方案.pdf", &policy.papers.limits(), &own).map_err(|_| failed())?.bytes;
    let named = Attached::of(FileName::of("服务方案.pdf").ok_or_else(failed)?, &plan);
    let (file, _) = seal(committee, (&label, Object::File(1)), &plan, random::sealing(committee)?).ok_or_else(failed)?;
    let kept = app.files.keep(&mut Cursor::new(&file.payload))?;
    service::came(conn, app, who, (&desk.signup.id, &kept))?;
    let entry = Entry { project: committee.project().clone(), label: label.clone(), quote, days: Some(days), files: vec![named] };
    let sealed = seal(committee, (&label, Object::Entry), entry.to_text().as_bytes(), random::sealing(committee)?);
    let package = Package { entry: sealed.ok_or_else(failed)?.0, files: vec![file.envelope], claim: desk.fresh.clone() };
    service::take(conn, app, who, (&desk.signup.id, &package)).map(drop)
}

/// An envelope whose first share opens for nobody, as an agency's own program could make it.
fn spoil(conn: &mut DbConn, app: &App, who: &Identity, (desk, quote): (&service::Desk, Quote)) -> Result<()> {
    let committee = &desk.committee;
    let failed = || Error::internal("sealing a quote of the demo city");
    let label = Label::parse(&desk.signup.label).ok_or_else(failed)?;
    let entry = Entry { project: committee.project().clone(), label: label.clone(), quote, days: None, files: Vec::new() };
    let sealed = seal(committee, (&label, Object::Entry), entry.to_text().as_bytes(), random::sealing(committee)?);
    let (mut sealed, _) = sealed.ok_or_else(failed)?;
    sealed.envelope.shares.first_mut().ok_or_else(failed)?.sealed.ciphertext[0] ^= 1;
    service::take(conn, app, who, (&desk.signup.id, &sealed.into())).map(drop)
}
