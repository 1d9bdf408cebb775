//! The witness officer as a member of the committee.

use diesel::prelude::*;
use mingxuan::domain::bid::{Member, PrivateKey, Seat};
use mingxuan::domain::draw::{Hash32, OfficerId, Request};
use mingxuan::market::witnesses;
use mingxuan::platform::audit;
use mingxuan::platform::log::reading;
use mingxuan::witness;
use mingxuan::witness::wire::{Answer, Deed, Message, Sealing as SealedTo};

use super::*;

fn inside(app: &TestApp) -> OfficerId {
    OfficerId::parse(&app.app.config.witness.inside[0]).unwrap()
}

pub(super) async fn says(app: &TestApp, message: &Message) -> mingxuan::error::Result<Answer> {
    let officer = inside(app);
    Answer::read(&witness::inside(&app.app, officer, &message.text().unwrap()).await?)
}

/// A document of a draw with the proof under a head this officer vouches for.
pub(super) fn deed(app: &TestApp, city: &City, (draw, name): (&DrawId, &str)) -> Deed {
    use mingxuan::db::schema::draw_documents::dsl;
    let id: i64 = city.asked(|conn| Ok(dsl::draw_documents.find((draw.as_str(), name)).select(dsl::log_id).first(conn)?));
    city.asked(|conn| {
        let opened = audit::opening(conn, id)?;
        let index = opened.index.unwrap();
        let before = mingxuan::domain::time::Instant(i64::MAX);
        let size = witnesses::vouched_before(conn, &app.app, &[inside(app)], (index, before))?.unwrap();
        let proof = reading::proof_under(conn, index, size)?.to_string();
        Ok(Deed { document: opened.document, entry: opened.entry, proof })
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_commits_to_no_committee_in_which_another_key_stands_for_its_own() {
    let app = TestApp::start().await; // An officer keeps what it promises by the same code on both engines.
    let city = city(&app, 1);
    let project = quoted_project(&app, &city).await;
    let honest = committee(&city, &draw_of(&city, &project));
    let forged = |seat: &Seat| match &seat.member {
        Member::Platform => seat.clone(),
        member => Seat { member: member.clone(), entry: PrivateKey::derive(&[9; 32]).public(), map: None },
    };
    let forged = Committee::new(honest.project().clone(), 2, honest.seats().iter().map(forged).collect()).unwrap();
    for (name, committee, taken) in [("x/1", &honest, true), ("x/2", &forged, false)] {
        let about = format!("公告\n{}", committee.about_line());
        let draw = DrawId::parse(name).unwrap();
        let request = Request { draw, about: Hash32::of(&about), requested: app.now(), answer_by: app.now().plus(1_000) };
        let sealing = Some(SealedTo { about, committee: committee.to_text(), round: 1 });
        let said = says(&app, &Message::Commit { request: request.to_text(), sealing }).await;
        assert_eq!(said.is_ok(), taken, "{name}: {said:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_releases_nothing_before_it_has_approved_the_freeze() {
    let app = TestApp::start().await; // As above.
    let city = city(&app, 3);
    let project = quoted_project(&app, &city).await;
    let draw = draw_of(&city, &project);
    let committee = committee(&city, &draw);
    let about = crate::selection::document(&city, &draw, "about.txt").unwrap();
    let sealing = SealedTo { about, committee: committee.to_text(), round: 1 };
    let asked =
        Message::Release { draw: draw.to_string(), freeze: Hash32::of("a freeze").to_string(), sealing: sealing.clone(), number: None };
    assert!(says(&app, &asked).await.is_err());
    for agency in 0..3 {
        let signup = signed_up(&city, agency, &project);
        brings(&city, agency, &signup, &sealed(&committee, &signup.label, 1).0).unwrap();
    }
    at_deadline(&app, &city, &project).await;
    assert!(says(&app, &asked).await.is_err(), "another freeze");
    let freeze = Hash32::of(crate::selection::document(&city, &draw, "freeze.txt").unwrap()).to_string();
    let second = SealedTo { round: 2, ..sealing.clone() };
    let asked = |sealing| Message::Release { draw: draw.to_string(), freeze: freeze.clone(), sealing, number: None };
    assert!(says(&app, &asked(second)).await.is_err(), "the keys of another round");
    assert!(matches!(says(&app, &asked(sealing)).await, Ok(Answer::Release(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_project_has_two_rounds_of_keys_of_its_own() {
    let app = TestApp::start().await; // Rows are the same on both engines.
    let city = city(&app, 1);
    quoted_project(&app, &city).await;
    quoted_project(&app, &city).await;
    let keys: Vec<String> = city.asked(|conn| Ok(bid_members::table.select(bid_members::entry_key).load(conn)?));
    let distinct: std::collections::BTreeSet<&String> = keys.iter().collect();
    assert_eq!((keys.len(), distinct.len()), (8, 8), "two projects, two rounds, platform and officer");
    let begun: Vec<String> =
        city.asked(|conn| Ok(bid_rounds::table.filter(bid_rounds::draw_id.ne("")).select(bid_rounds::state).load(conn)?));
    assert_eq!(begun, ["ready", "ready"]);
    let documents: i64 = city.asked(|conn| Ok(bid_documents::table.count().get_result(conn)?));
    let entries: i64 = city.asked(|conn| Ok(bid_entries::table.count().get_result(conn)?));
    assert_eq!((documents, entries), (4, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_opens_no_names_before_the_log_it_vouches_for_holds_the_act() {
    let app = TestApp::start().await; // An officer keeps what it promises by the same code on both engines.
    let city = city(&app, 4);
    let mut posting = posting(Vec::new());
    posting.spec.way = mingxuan::domain::method::Way { preset: "draw-then-choose".into(), large: 4, small: 3, ..Default::default() };
    posting.spec.draw.mode = mingxuan::domain::draw::Mode::Weighted;
    let project = tokio::task::block_in_place(|| city.posted(posting));
    app.work().await;
    let draw = draw_of(&city, &project);
    crate::selection::all_sign_up(&city, 4, &project);
    let closes = at_deadline(&app, &city, &project).await;
    app.at(closes.plus(20 * 60_000)).await;
    assert_eq!(city.state(&project).state, ProjectState::Choosing);
    let about = crate::selection::document(&city, &draw, "about.txt").unwrap();
    let sealing = SealedTo { about, committee: committee(&city, &draw).to_text(), round: 1 };
    let deed = |name: &str| deed(&app, &city, (&draw, name));
    let asked = |deed: Deed| Message::Unblind { draw: draw.to_string(), sealing: sealing.clone(), deed };
    let freeze = deed("freeze.txt");
    assert!(says(&app, &asked(freeze.clone())).await.is_err(), "another act than one after which names are opened");
    app.at(city.asked(|conn| mingxuan::market::outcomes::choice_of(conn, &project)).unwrap().due_at).await;
    let silence = deed("choice/pick.txt");
    let other = Deed { document: silence.document.replace("silence", "b-1"), ..silence.clone() };
    let unproven = Deed { proof: freeze.proof, ..silence.clone() };
    let (head, lines) = silence.proof.rsplit_once("\n\n").unwrap();
    let unsigned = lines.lines().filter(|line| !line.contains("/witness/")).map(|line| format!("{line}\n")).collect::<String>();
    let unvouched = Deed { proof: format!("{head}\n\n{unsigned}"), ..silence.clone() };
    for (wrong, told) in [(other, "another document"), (unproven, "a proof of something else"), (unvouched, "a head it never vouched for")]
    {
        assert!(says(&app, &asked(wrong)).await.is_err(), "{told}");
    }
    let Answer::Release(text) = says(&app, &asked(silence)).await.unwrap() else { panic!("a key is released") };
    let release = mingxuan::domain::bid::Release::parse(text).unwrap();
    assert!(release.purpose == mingxuan::domain::bid::Purpose::Map && release.fits(&committee(&city, &draw)));
}

#[tokio::test(flavor = "multi_thread")]
async fn scores_open_names_only_where_no_choice_follows_them() {
    let app = TestApp::start().await; // As above.
    let city = city(&app, 3);
    let mut experts = crate::reviews::pool(&app, &city, 5).await;
    for (preset, opens) in [("review-then-draw", true), ("review-then-choose", false)] {
        let project = crate::reviews::posted(&app, &city, preset).await;
        let draw = draw_of(&city, &project);
        crate::reviews::invited(&app, &city, (&project, &mut experts)).await;
        let panel = crate::reviews::all_accept(&app, &city, (&project, &experts)).await;
        for (seat, expert) in &panel {
            let desk = expert.visitor.get(&format!("/expert/reviews/{seat}")).await.body;
            for sheet in crate::reviews::sheets(&desk, seat) {
                assert_eq!(crate::reviews::scores(expert, (seat, &sheet), ["18", "36", "18", "18"]).await.status, 303);
            }
            assert_eq!(crate::reviews::locks(expert, seat).await.status, 303);
        }
        app.work().await;
        app.at(app.now().plus(4 * mingxuan::domain::time::HOUR)).await;
        let about = crate::selection::document(&city, &draw, "about.txt").unwrap();
        let kind = if opens { "review.scores" } else { "choice.pick" };
        assert!(about.contains(&format!("\nnames-after {kind}\ncommittee ")), "{about}");
        let released: i64 = city.asked(|conn| {
            let own =
                bid_members::table.filter(bid_members::project_id.eq(project.as_str())).filter(bid_members::map_released_at.gt(0_i64));
            Ok(own.count().get_result(conn)?)
        });
        assert_eq!(
            (released, city.asked(|conn| bids::opened_links(conn, &draw)).is_some()),
            (if opens { 2 } else { 0 }, opens),
            "{preset}"
        );
        witnesses::ask_inside(&app.app).await.unwrap();
        // Even asked with a true deed and a good proof the officer releases nothing before the act of its own about.txt.
        let deed = deed(&app, &city, (&draw, "choice/scores.txt"));
        let sealing = SealedTo { about, committee: committee(&city, &draw).to_text(), round: 1 };
        let asked = |sealing| Message::Unblind { draw: draw.to_string(), sealing, deed: deed.clone() };
        assert_eq!(says(&app, &asked(sealing.clone())).await.is_ok(), opens, "{preset}");
        let forged = SealedTo { about: sealing.about.replace("choice.pick", "review.scores"), ..sealing };
        assert_eq!(says(&app, &asked(forged)).await.is_ok(), opens, "{preset}: another about.txt is not the one it committed to");
    }
}
