//! Contracts through the doors: two halves of a signature, the bounds of the notice, papers that two sides alone can read.

use mingxuan::domain::award::AwardState;
use mingxuan::domain::contract::ContractState;
use mingxuan::domain::project::ProjectState;
use mingxuan::market::{awards, contracts};

use crate::awards::{Drawn, drawn};
use crate::support::filings::PNG;

const SECRET: &str = "分三期提交评估报告及附件";

/// A signed contract of this amount in 万元.
pub fn signed_for(amount: &str) -> [(&'static str, &str); 6] {
    [
        ("number", "LC-HT-2026-17"),
        ("amount", amount),
        ("content", SECRET),
        ("signed_on", "2026-11-17"),
        ("starts_on", "2026-11-18"),
        ("ends_on", "2026-12-18"),
    ]
}

impl Drawn {
    /// The owner registers and the agency confirms: in force.
    pub async fn in_force(&self) -> contracts::Contract {
        let award = self.accepted().await;
        let path = format!("/contracts/{}", self.contract().id);
        let owner = self.browser(&self.city.owner);
        assert_eq!(owner.post_from(&path, &format!("{path}/register"), &signed_for("9.8")).await.status, 303);
        let agency = self.browser(&self.winner(&award));
        assert_eq!(agency.post_from(&path, &format!("{path}/confirm"), &[]).await.status, 303);
        self.app.work().await;
        self.contract()
    }

    /// Handed in and accepted: the owner may rate.
    pub async fn done(&self) -> contracts::Contract {
        let contract = self.in_force().await;
        let path = format!("/contracts/{}", contract.id);
        let agency = self.signed(&self.winner(&self.award()));
        let sent = agency.upload(&path, &format!("{path}/results"), &[("note", "报告三份")], ("papers", PNG)).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let owner = self.browser(&self.city.owner);
        let taken = owner.post_from(&path, &format!("{path}/results/accept"), &[("reply", "同意验收")]).await;
        assert_eq!(taken.status, 303, "{}", taken.body);
        self.app.work().await;
        self.contract()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_amount_is_what_the_notice_says_and_the_refusal_names_both_sums() {
    for drawn in drawn().await {
        drawn.accepted().await;
        let path = format!("/contracts/{}", drawn.contract().id);
        let owner = drawn.browser(&drawn.city.owner);
        let wrong = owner.post_from(&path, &format!("{path}/register"), &signed_for("9.9")).await;
        assert!(wrong.status == 422 && wrong.body.contains("9.80万元") && wrong.body.contains("9.90万元"), "{}", wrong.body);
        // The same project as one with a cap.
        use diesel::prelude::*;
        use mingxuan::db::schema::projects::dsl as p;
        let id = drawn.project.to_string();
        let capped = move |conn: &mut mingxuan::db::DbConn| {
            diesel::update(p::projects.find(id)).set(p::price_kind.eq("cap")).execute(conn)?;
            Ok(())
        };
        drawn.app.app.db.write(capped).await.unwrap();
        let over = owner.post_from(&path, &format!("{path}/register"), &signed_for("9.800001")).await;
        assert!(over.status == 422 && over.body.contains("9.80万元"), "{}", over.body);
        assert_eq!(drawn.contract().state, ContractState::Awaited);
        assert_eq!(owner.post_from(&path, &format!("{path}/register"), &signed_for("9.5")).await.status, 303);
        assert_eq!(drawn.contract().amount.0, 9_500_000);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_has_two_halves_and_is_public_when_both_are_there() {
    for drawn in drawn().await {
        let award = drawn.accepted().await;
        let path = format!("/contracts/{}", drawn.contract().id);
        let owner = drawn.browser(&drawn.city.owner);
        assert_eq!(owner.post_from(&path, &format!("{path}/register"), &signed_for("9.8")).await.status, 303);
        let alone = owner.post_from(&path, &format!("{path}/confirm"), &[]).await;
        assert!(alone.status == 422 && alone.body.contains("另一方确认"), "{}", alone.body);
        assert_eq!(drawn.app.visitor().get(&path).await.status, 404, "nobody else knows of it yet");
        assert_eq!(drawn.browser(&drawn.other(&award)).get(&path).await.status, 404);

        let (one, two) = (drawn.browser(&drawn.winner(&award)), drawn.browser(&drawn.winner(&award)));
        let confirm = format!("{path}/confirm");
        let (a, b) = tokio::join!(one.post_from(&path, &confirm, &[]), two.post_from(&path, &confirm, &[]));
        assert_eq!([a.status, b.status].iter().filter(|status| **status == 303).count(), 1, "{} {}", a.status, b.status);
        assert_eq!((drawn.contract().state, drawn.award().state), (ContractState::InForce, AwardState::Contracted));
        assert_eq!(drawn.city.state(&drawn.project).state, ProjectState::InService, "{}", drawn.app.engine);
        let public = drawn.app.visitor().get(&path).await;
        assert!(public.status == 200 && public.body.contains("LC-HT-2026-17") && public.body.contains("9.80万元"), "{}", public.body);
        assert!(!public.body.contains(SECRET));
        assert!(drawn.browser(&drawn.city.owner).get(&path).await.body.contains(SECRET));
        drawn.app.work().await;
        drawn.is_calm();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn results_are_read_by_the_two_sides_alone_and_silence_accepts_nothing() {
    for drawn in drawn().await {
        let contract = drawn.in_force().await;
        let (path, award) = (format!("/contracts/{}", contract.id), drawn.award());
        let agency = drawn.signed(&drawn.winner(&award));
        let sent = agency.upload(&path, &format!("{path}/results"), &[("note", SECRET)], ("papers", PNG)).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let seen = drawn.browser(&drawn.city.owner).get(&path).await.body;
        let paper = format!("{path}/documents/{}", seen.split("/documents/").nth(1).unwrap().split('"').next().unwrap());
        for side in [drawn.browser(&drawn.city.owner), drawn.browser(&drawn.winner(&award))] {
            let fetched = side.get(&paper).await;
            assert!(fetched.status == 200 && fetched.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        }
        assert_eq!(drawn.browser(&drawn.other(&award)).get(&paper).await.status, 404);
        assert_eq!(drawn.browser(&drawn.city.operator).get(&paper).await.status, 403);
        assert_eq!(drawn.app.visitor().get(&paper).await.status, 303);
        assert!(!drawn.app.visitor().get(&path).await.body.contains(SECRET));

        let due = drawn.contract().due_at;
        drawn.app.at(due.plus(86_400_000)).await;
        assert_eq!(drawn.contract().state, ContractState::Delivered);
        assert!(drawn.browser(&drawn.city.owner).get(&path).await.body.contains("已超期"));
        assert!(drawn.browser(&drawn.city.operator).get("/desk").await.body.contains("业主逾期未办理"));
        let back = drawn.browser(&drawn.city.owner).post_from(&path, &format!("{path}/results/return"), &[("reply", "缺附件")]).await;
        assert_eq!((back.status, drawn.contract().state), (303, ContractState::InForce));
        drawn.is_calm();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_that_signs_nothing_loses_the_award_and_an_owner_cannot_be_silent_it_away() {
    for drawn in drawn().await {
        let first = drawn.accepted().await;
        let awaited = drawn.contract();
        drawn.app.at(awaited.due_at).await;
        assert_eq!(drawn.city.asked(|conn| awards::load(conn, &first.id)).state, AwardState::Unsigned);
        assert_eq!((drawn.award().rank, drawn.score(&first)), (2, 770));

        let second = drawn.accepted().await;
        let contract = drawn.contract();
        let path = format!("/contracts/{}", contract.id);
        let day = drawn.app.now().day().to_string();
        let mut fields = signed_for("9.8");
        (fields[3].1, fields[4].1, fields[5].1) = (&day, &day, "2027-03-01");
        let agency = drawn.browser(&drawn.winner(&second));
        let registered = agency.post_from(&path, &format!("{path}/register"), &fields).await;
        assert_eq!(registered.status, 303, "{}", registered.body);
        drawn.app.at(contract.due_at.plus(1)).await;
        assert_eq!((drawn.contract().state, drawn.award().id), (ContractState::Registered, second.id.clone()), "{}", drawn.app.engine);
        assert_eq!(drawn.score(&second), 800);
        assert!(drawn.app.letters().iter().any(|(_, subject)| subject.contains("合同逾期未确认")));
        drawn.is_calm();
    }
}
