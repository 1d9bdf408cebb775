//! Conflicts, silence, refusals, recusals, experts who never score.

use mingxuan::domain::draw::{Freeze, Status};
use mingxuan::domain::expert::Former;
use mingxuan::domain::method::Scores;
use mingxuan::domain::time::{Day, HOUR};

use super::*;
use crate::support::city::{agency_name, code};

#[tokio::test(flavor = "multi_thread")]
async fn who_is_too_near_to_a_side_is_out_and_a_family_name_is_asked_about() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let until = |day| vec![Former { name: agency_name(2), until: day }];
        let near = [
            Profile { employer: Employer { name: "改了名的单位".into(), uscc: code(1) }, ..profile() },
            Profile { former: until(Day::of(2024, 6, 1).unwrap()), ..profile() },
            Profile { kin: vec!["沈既明3".into()], ..profile() },
            Profile { employer: Employer { name: "临澄市住房和城乡建设局".into(), uscc: String::new() }, ..profile() },
        ];
        let mut all = Vec::new();
        for (n, profile) in near.into_iter().enumerate() {
            all.push(expert(&app, &city, n, profile).await);
        }
        // Long ago is no conflict.
        all.push(expert(&app, &city, 4, Profile { former: until(Day::of(2020, 6, 1).unwrap()), ..profile() }).await);
        for n in 5..8 {
            all.push(expert(&app, &city, n, profile()).await);
        }
        let other = expert(&app, &city, 8, Profile { items: vec!["software-testing".into()], ..profile() }).await;
        let project = posted(&app, &city, "review-then-draw").await;
        invited(&app, &city, (&project, &mut all)).await;
        let freeze: Freeze = read(&city, &panel_of(&city, &project));
        let out = freeze.entries().iter().filter(|entry| entry.status == Status::Out).count();
        assert_eq!((freeze.entries().len(), out), (8, 4), "who judges something else is not in the list at all: {}", app.engine);
        let asked: Vec<&str> = sitting(&city, &project, ("invited", &all)).iter().map(|(_, expert)| expert.number.as_str()).collect();
        assert!(asked.len() == 4 && all[..4].iter().all(|near| !asked.contains(&near.number.as_str())), "{asked:?}");
        assert!(!asked.contains(&other.number.as_str()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_and_conflicts_ask_the_next_and_when_all_decline_the_project_fails_with_words() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let mut all = pool(&app, &city, 7).await;
        let project = posted(&app, &city, "review-then-draw").await;
        invited(&app, &city, (&project, &mut all)).await;
        let asked = sitting(&city, &project, ("invited", &all));
        let bare = answers(asked[0].1, &asked[0].0, ("conflict", "")).await;
        assert!(bare.status == 422 && bare.body.contains("请写明是什么关系"), "{}", bare.body);
        assert_eq!(answers(asked[0].1, &asked[0].0, ("conflict", "其中一家是妹妹的单位")).await.status, 303);
        app.work().await;
        assert_eq!(sitting(&city, &project, ("invited", &all)).len(), 5, "the next is asked at once");
        let (first, last) = due_of(&city, &project);
        app.at(first.plus(-1)).await;
        assert_eq!(seats(&city, &project, "silent").len(), 0, "not a millisecond too early");
        app.at(first).await;
        assert_eq!(seats(&city, &project, "silent").len(), 4, "who was asked later has its own hours: {}", app.engine);
        app.at(last).await;
        assert_eq!(seats(&city, &project, "silent").len(), 5, "{}", app.engine);
        let (seat, number) = (asked[1].0.clone(), asked[1].1.number.clone());
        sign_in(&app, &mut all);
        let silent = all.iter().find(|expert| expert.number == number).unwrap();
        let late = answers(silent, &seat, ("accept", "")).await;
        assert!(late.status == 422 && late.body.contains("已邀请下一位专家"), "{}", late.body);
        let left = sitting(&city, &project, ("invited", &all));
        assert_eq!(left.len(), 1, "nobody else is left");
        assert_eq!(answers(left[0].1, &left[0].0, ("decline", "")).await.status, 303);
        app.work().await;
        let state = city.state(&project);
        assert_eq!(
            (state.state, state.end_reason.as_str(), failed(&app)),
            (ProjectState::Failed, "no-panel", Vec::new()),
            "{}",
            app.engine
        );
        let page = app.visitor().get(&format!("/projects/{}", state.number)).await.body;
        assert!(page.contains("没有足够的无利害关系专家参加评审"), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_few_without_a_conflict_fail_the_project_and_a_quorum_is_enough() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let mut all = pool(&app, &city, 2).await;
        let project = posted(&app, &city, "review-then-draw").await;
        invited(&app, &city, (&project, &mut all)).await;
        assert_eq!(city.state(&project).state, ProjectState::Failed, "two are fewer than the quorum of three: {}", app.engine);
        assert_eq!((seats(&city, &project, "invited").len(), failed(&app)), (0, Vec::new()));
        assert!(all.iter().all(|expert| !expert.number.is_empty()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_recuses_or_never_scores_counts_nothing_and_the_next_in_order_come_in() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let mut all = pool(&app, &city, 7).await;
        let project = posted(&app, &city, "review-then-draw").await;
        let draw = draw_of(&city, &project);
        invited(&app, &city, (&project, &mut all)).await;
        let panelists = all_accept(&app, &city, (&project, &all)).await;
        let labels: Vec<String> = read::<Freeze>(&city, &draw).entries().iter().map(|entry| entry.label.to_string()).collect();
        let pseudonyms: Vec<String> = labels.iter().map(|label| pseudonym_of(&city, &project, label)).collect();
        let fills = async |(seat, expert): &(String, &Expert)| {
            for pseudonym in &pseudonyms {
                let sheet = format!("/expert/reviews/{seat}/{pseudonym}");
                assert_eq!(scores(expert, (seat, &sheet), ["10", "20", "10", "10"]).await.status, 303);
            }
            assert_eq!(locks(expert, seat).await.status, 303);
        };
        // The chair recuses itself, one locks; three never answer.
        fills(&panelists[0]).await;
        let desk = format!("/expert/reviews/{}", panelists[0].0);
        let recusal = panelists[0].1.visitor.post_from(&desk, &format!("{desk}/recuse"), &[("reason", "从附图认出了兄弟的单位")]).await;
        assert_eq!((recusal.status, recusal.location.as_str()), (303, "/expert"));
        app.work().await;
        assert_eq!(panelists[0].1.visitor.get(&desk).await.status, 404, "who left sees nothing any more");
        fills(&panelists[1]).await;
        app.work().await;
        let due = |city: &City| {
            use diesel::prelude::*;
            use mingxuan::db::schema::reviews;
            city.asked(|conn| Ok(Instant(reviews::table.find(project.as_str()).select(reviews::due_at).first(conn)?)))
        };
        app.at(due(&city)).await;
        drop(panelists);
        sign_in(&app, &mut all);
        assert_eq!((seats(&city, &project, "absent").len(), seats(&city, &project, "recused").len()), (3, 1), "{}", app.engine);
        let next = sitting(&city, &project, ("invited", &all));
        assert_eq!((next.len(), city.state(&project).state), (2, ProjectState::Reviewing), "the two that stood ready are asked");
        let panelists = all_accept(&app, &city, (&project, &all)).await;
        assert_eq!(panelists.len(), 3, "a quorum");
        fills(&panelists[1]).await;
        fills(&panelists[2]).await;
        app.work().await;
        app.at(app.now().plus(4 * HOUR)).await;
        let found: Scores = read(&city, &draw);
        assert_eq!((found.seats.len(), failed(&app)), (3, Vec::new()), "who left or never scored is not in it: {}", app.engine);
        assert_eq!(city.state(&project).state, ProjectState::Selected, "{}", app.engine);
        assert_eq!(verified(&bundle(&city, &draw)).0, 0, "{}", verified(&bundle(&city, &draw)).1);
    }
}
