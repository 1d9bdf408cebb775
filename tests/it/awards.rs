//! Awards through the doors: accepted, declined, left unanswered, taken from who is barred; the next alternate always without a new draw.

use std::sync::Arc;

use diesel::prelude::*;
use mingxuan::db::DbConn;
use mingxuan::domain::award::AwardState;
use mingxuan::domain::project::{ProjectId, ProjectState};
use mingxuan::domain::time::{Day, Instant};
use mingxuan::market::awards::{self, Award};
use mingxuan::market::{contracts, credit};
use mingxuan::platform::auth::Identity;
use mingxuan::platform::outbox::{self, Job};

use crate::support::app::Visitor;
use crate::support::city::{City, agency_name};
use crate::support::people::Person;
use crate::support::{Signed, TestApp};

/// A city whose one project is drawn: the winner's notice is out.
pub struct Drawn {
    pub app: TestApp,
    pub city: City,
    pub project: ProjectId,
}

/// On both engines.
pub async fn drawn() -> Vec<Drawn> {
    let mut all = Vec::new();
    for app in TestApp::on_both().await {
        let city = tokio::task::block_in_place(|| City::found(&app.app, 5));
        let project = tokio::task::block_in_place(|| city.project(Vec::new()));
        app.work().await;
        tokio::task::block_in_place(|| (0..5).for_each(|agency| drop(city.signs_up(agency, &project).unwrap())));
        app.at(city.state(&project).closes_at).await;
        all.push(Drawn { app, city, project });
    }
    all
}

impl Drawn {
    /// The award that stands.
    pub fn award(&self) -> Award {
        self.city.asked(|conn| awards::standing_of(conn, &self.project)).expect("an award stands")
    }

    /// The contract of the award that stands.
    pub fn contract(&self) -> contracts::Contract {
        let award = self.award();
        self.city.asked(|conn| contracts::of_award(conn, &award.id)).expect("a contract is awaited")
    }

    /// Whoever acts for the agency of an award.
    pub fn winner(&self, award: &Award) -> Arc<Identity> {
        self.city.agencies.iter().find(|who| who.org.as_str() == award.agency.as_str()).unwrap().clone()
    }

    /// An agency that was not asked.
    pub fn other(&self, award: &Award) -> Arc<Identity> {
        self.city.agencies.iter().find(|who| who.org.as_str() != award.agency.as_str()).unwrap().clone()
    }

    /// A fresh session of this person.
    pub fn browser(&self, who: &Identity) -> Visitor {
        self.app.browser(&Person { account: who.account.to_string(), org: who.org.to_string() })
    }

    /// This person with a browser that can send files.
    pub fn signed(&self, who: &Arc<Identity>) -> Signed {
        Signed { id: who.account.clone(), org: who.org.clone(), identity: who.clone(), visitor: self.browser(who) }
    }

    /// The winner accepts, and the contract is awaited.
    pub async fn accepted(&self) -> Award {
        let award = self.award();
        let path = format!("/agency/awards/{}", award.id);
        let answer = self.browser(&self.winner(&award)).post_from(&path, &format!("{path}/accept"), &[]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        self.app.work().await;
        self.award()
    }

    /// An agency's score now, in tenths.
    pub fn score(&self, award: &Award) -> i64 {
        let now = self.app.now();
        let policy = self.app.app.policies.in_force(now);
        self.city.asked(|conn| credit::score(conn, &award.agency, now, policy)).tenths
    }

    /// An interim suspension in force; nobody is told of it yet.
    pub fn suspend(&self, award: &Award) {
        let (agency, now) = (award.agency.to_string(), self.app.now());
        tokio::task::block_in_place(|| self.app.app.db.write_now(move |conn| suspension(conn, &agency, now))).unwrap();
    }

    /// No job is left in trouble.
    pub fn is_calm(&self) {
        assert!(self.app.troubles().is_empty(), "{}: {:?}", self.app.engine, self.app.troubles());
    }
}

pub fn suspension(conn: &mut DbConn, agency: &str, now: Instant) -> mingxuan::error::Result<()> {
    use mingxuan::db::schema::suspensions::dsl as s;
    let row = (
        (s::id.eq("s-1"), s::agency_id.eq(agency), s::state.eq("in-force"), s::reason.eq("核查"), s::proposed_by.eq("a")),
        (s::proposed_at.eq(now.ms()), s::confirmed_by.eq("b"), s::confirmed_at.eq(Some(now.ms())), s::starts_at.eq(Some(now.ms()))),
        (s::ends_at.eq(now.plus(9 * 86_400_000).ms()), s::end_reason.eq(""), s::version.eq(1_i64)),
    );
    diesel::insert_into(s::suspensions).values(row).execute(conn)?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_winner_accepts_its_own_award_and_everybody_can_read_the_notice() {
    for drawn in drawn().await {
        let award = drawn.award();
        // Offered on Tuesday 17 November: two working days end on Thursday at 24:00.
        assert_eq!((award.rank, award.due_at), (1, Day::of(2026, 11, 20).unwrap().start()));
        assert!(award.serial.starts_with("MXZX-2026-"), "{}", award.serial);
        let (path, winner) = (format!("/agency/awards/{}", award.id), drawn.winner(&award));
        assert_eq!(drawn.browser(&drawn.other(&award)).get(&path).await.status, 404);
        assert_eq!(drawn.app.visitor().get(&path).await.status, 303);
        let desk = drawn.browser(&winner).get("/desk").await.body;
        assert!(desk.contains("答复中选") && desk.contains(&path), "{desk}");
        let name = agency_name(drawn.city.agencies.iter().position(|who| who.org == winner.org).unwrap() + 1);
        let notice = drawn.app.visitor().get(&format!("/awards/{}", award.serial)).await;
        assert_eq!(notice.status, 200, "{}", notice.body);
        assert!(notice.body.contains(&name) && notice.body.contains("人民币玖万捌仟元整") && notice.body.contains("class=\"qr\""));
        assert!(notice.body.contains(&format!("/draws/{}", award.draw)) && notice.body.contains("2026年11月19日24:00"));
        let mut english = drawn.app.visitor();
        english.lang = "en";
        assert!(english.get(&format!("/awards/{}", award.serial)).await.body.contains("Notice of award"));

        drawn.accepted().await;
        assert_eq!((drawn.award().state, drawn.contract().state.as_str()), (AwardState::Accepted, "awaited"));
        let again = drawn.browser(&winner).post_from("/contracts", &format!("{path}/accept"), &[]).await;
        assert_ne!(again.status, 303);
        let subjects: Vec<String> = drawn.app.letters().into_iter().map(|(_, subject)| subject).collect();
        assert!(subjects.iter().any(|s| s.contains("贵机构中选")) && subjects.iter().any(|s| s.contains("已接受中选")), "{subjects:?}");
        drawn.is_calm();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_declines_says_why_and_the_next_moves_up() {
    for drawn in drawn().await {
        let first = drawn.award();
        let (path, winner) = (format!("/agency/awards/{}", first.id), drawn.winner(&first));
        let mute = drawn.browser(&winner).post_from(&path, &format!("{path}/decline"), &[("reason", " ")]).await;
        assert_eq!((mute.status, drawn.award().state), (422, AwardState::Offered));
        let said = [("reason", "<b>人员</b>已满")];
        assert_eq!(drawn.browser(&winner).post_from(&path, &format!("{path}/decline"), &said).await.status, 303);
        let own = drawn.browser(&winner).get(&path).await.body;
        assert!(own.contains("人员") && !own.contains("<b>人员"), "{own}");
        drawn.app.work().await;
        let second = drawn.award();
        assert_eq!((second.rank, second.state, second.draw == first.draw), (2, AwardState::Offered, true));
        assert_ne!(second.agency, first.agency);
        assert_eq!((drawn.score(&first), drawn.score(&second)), (750, 800), "five points less by policy");
        assert!(drawn.app.visitor().get(&format!("/awards/{}", first.serial)).await.body.contains("本通知书已失效"));
        let ledger = drawn.app.visitor().get(&format!("/agencies/{}/credit", first.agency)).await.body;
        assert!(ledger.contains("中选后放弃") && ledger.contains(&format!("/awards/{}", first.serial)), "{ledger}");
        drawn.is_calm();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_moves_on_by_the_clock_until_nobody_is_left() {
    for drawn in drawn().await {
        let mut asked = Vec::new();
        for rank in 1..=3 {
            let award = drawn.award();
            assert_eq!((award.rank, award.state), (rank, AwardState::Offered));
            drawn.app.at(award.due_at.plus(-1)).await;
            assert_eq!(drawn.award().id, award.id, "one millisecond is left");
            drawn.app.at(award.due_at).await;
            assert_eq!(drawn.city.asked(|conn| awards::load(conn, &award.id)).state, AwardState::Lapsed);
            assert_eq!(drawn.score(&award), 720);
            asked.push(award);
        }
        assert!(asked.windows(2).all(|pair| pair[0].agency != pair[1].agency && pair[1].offered_at == pair[0].due_at));
        let over = drawn.city.state(&drawn.project);
        assert_eq!((over.state, over.end_reason.as_str()), (ProjectState::Failed, "no-alternate"), "{}", drawn.app.engine);
        drawn.is_calm();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_barred_before_the_contract_loses_it_to_the_next() {
    for drawn in drawn().await {
        let first = drawn.accepted().await;
        let contract = drawn.contract();
        drawn.suspend(&first);
        let agency = first.agency.to_string();
        let now = drawn.app.now();
        let told = move |conn: &mut DbConn| outbox::push(conn, now, &Job::StandingChanged { agency });
        drawn.app.app.db.write(told).await.unwrap();
        drawn.app.work().await;
        assert_eq!(drawn.city.asked(|conn| awards::load(conn, &first.id)).state, AwardState::Excluded);
        assert_eq!(drawn.city.asked(|conn| contracts::load(conn, &contract.id)).state.as_str(), "abandoned");
        assert_eq!((drawn.award().rank, drawn.score(&first)), (2, 800), "a bar has its own price");
        drawn.app.set_clock(contract.due_at);
        drawn.app.work().await;
        drawn.is_calm();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bar_counts_in_the_very_transaction_that_accepts() {
    for drawn in drawn().await {
        let award = drawn.award();
        drawn.suspend(&award);
        let path = format!("/agency/awards/{}", award.id);
        let answer = drawn.browser(&drawn.winner(&award)).post_from(&path, &format!("{path}/accept"), &[]).await;
        assert!(answer.status == 422 && answer.body.contains("不能接受中选"), "{}", answer.body);
        assert_eq!(drawn.award().state, AwardState::Offered);
    }
}
