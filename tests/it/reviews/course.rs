//! Reviews that come to their end: then drawn, and then chosen.

use mingxuan::domain::draw::{Freeze, Hash32, Label, Opened};
use mingxuan::domain::method::{Ground, Inputs, Outcome, Rule, Scores};
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::domain::time::HOUR;

use super::*;
use crate::leaks::tables_with;

#[allow(clippy::too_many_lines, reason = "one life from beginning to end")]
#[tokio::test(flavor = "multi_thread")]
async fn reviewed_then_drawn_nobody_learns_who_sits_or_what_others_gave() {
    for app in TestApp::on_both().await {
        let city = city(&app, 4);
        let mut all = pool(&app, &city, 8).await;
        let project = posted(&app, &city, "review-then-draw").await;
        let (draw, panel) = (draw_of(&city, &project), panel_of(&city, &project));
        assert!(document(&city, &panel, "pledge-witness.txt").is_some(), "committed before anybody knows who signs up: {}", app.engine);
        invited(&app, &city, (&project, &mut all)).await;
        assert_eq!((city.state(&project).state, failed(&app)), (ProjectState::Reviewing, Vec::new()), "{}", app.engine);
        assert_eq!(verified(&bundle(&city, &panel)).0, 0, "{}", verified(&bundle(&city, &panel)).1);

        // Five of eight are asked, and the others do not know that they stand behind them.
        let asked = sitting(&city, &project, ("invited", &all));
        assert_eq!((asked.len(), seats(&city, &project, "waiting").len()), (5, 3));
        let mails = app.letters().into_iter().filter(|(_, subject)| subject.contains("评审邀请")).count();
        assert_eq!(mails, 5);
        let (seat, first) = (&asked[0].0, asked[0].1);
        let (waiting, behind) = sitting(&city, &project, ("waiting", &all)).remove(0);
        assert_eq!(behind.visitor.get(&format!("/expert/invitations/{waiting}")).await.status, 404);
        assert_eq!(behind.visitor.get(&format!("/expert/invitations/{seat}")).await.status, 404, "another's seat");

        // Nobody else learns who was drawn: pages, documents and the log of the office, and of everybody.
        let staff = [app.staff(Role::Operator).await, app.staff(Role::Supervisor).await, app.staff(Role::Administrator).await];
        let number = city.state(&project).number;
        for path in [
            format!("/draws/{panel}"),
            format!("/api/v1/draws/{panel}"),
            format!("/draws/{panel}/freeze.txt"),
            format!("/projects/{number}"),
            "/log".into(),
            "/desk".into(),
            "/operations/jobs".into(),
        ] {
            for who in &staff {
                let page = who.visitor.get(&path).await.body;
                // The log tells who came into the pool, and of whom nothing else.
                for expert in all.iter().filter(|_| path != "/log") {
                    assert!(!page.contains(&expert.number) && !page.contains(&expert.account), "{path} tells of {}", expert.number);
                }
                assert!(asked.iter().all(|(seat, _)| !page.contains(seat.as_str())), "{path}");
            }
        }
        for who in &staff {
            for path in [format!("/expert/invitations/{seat}"), format!("/expert/reviews/{seat}"), "/expert".to_owned()] {
                assert_eq!(who.visitor.get(&path).await.status, 403, "{path}");
            }
        }
        assert_eq!(document(&city, &panel, "opened.txt"), None);

        let panelists = all_accept(&app, &city, (&project, &all)).await;
        assert_eq!(panelists.len(), 5);
        let again = answers(first, seat, ("decline", "")).await;
        assert!(again.status == 422 && again.body.contains("已经答复"), "{}", again.body);

        // Each scores: the first two proposals well, the others less; the third agency best of these.
        let freeze: Freeze = read(&city, &draw);
        let labels: Vec<String> = freeze.entries().iter().map(|entry| entry.label.to_string()).collect();
        let pseudonyms: Vec<String> = labels.iter().map(|label| pseudonym_of(&city, &project, label)).collect();
        let mut orders = Vec::new();
        for (seat, expert) in &panelists {
            let desk = expert.visitor.get(&format!("/expert/reviews/{seat}")).await.body;
            let links = sheets(&desk, seat);
            assert!(links.len() == 4 && labels.iter().all(|label| !desk.contains(label.as_str())), "{desk}");
            (1..=4).for_each(|n| assert!(!desk.contains(&crate::support::city::agency_name(n)), "nobody is named"));
            assert!(desk.contains("5.00万元") || desk.contains("50,000"), "the opened quotes are shown: {desk}");
            orders.push(links.iter().map(|link| link.rsplit('/').next().unwrap().to_owned()).collect::<Vec<_>>());
            let early = locks(expert, seat).await;
            assert!(early.status == 422 && early.body.contains("还有16项"), "{}", early.body);
            for (at, pseudonym) in pseudonyms.iter().enumerate() {
                let sheet = format!("/expert/reviews/{seat}/{pseudonym}");
                let points = [["18", "36", "18", "18"], ["17.5", "35", "17.5", "18"], ["10", "20", "10", "10"], ["5", "5", "5", "5"]][at];
                assert_eq!(scores(expert, (seat, &sheet), points).await.status, 303);
            }
            let wrong = scores(expert, (seat, &format!("/expert/reviews/{seat}/{}", pseudonyms[0])), ["20.01", "1", "1", "x"]).await;
            assert!(wrong.status == 422 && wrong.body.contains("须为0至20分"), "{}", wrong.body);
            if *seat != panelists[4].0 {
                assert_eq!(locks(expert, seat).await.status, 303);
                app.work().await;
                let desk = expert.visitor.get(&format!("/expert/reviews/{seat}")).await.body;
                assert!(
                    !desk.contains("专家2") && !desk.contains("专家1"),
                    "before all have locked there is no column of anybody else: {desk}"
                );
            }
        }
        assert!(orders.iter().any(|order| *order != orders[0]), "everybody has an order of its own");
        let (chair_seat, chair) = (&panelists[0].0, panelists[0].1);
        let close = format!("/expert/reviews/{chair_seat}/close");
        let early = chair.visitor.post_from(&format!("/expert/reviews/{chair_seat}"), &close, &[]).await;
        assert!(early.status == 422 && early.body.contains("还有专家没有完成"), "{}", early.body);
        assert_eq!(locks(panelists[4].1, &panelists[4].0).await.status, 303);
        app.work().await;
        let desk = chair.visitor.get(&format!("/expert/reviews/{chair_seat}")).await.body;
        assert!(desk.contains("专家5") && desk.contains("锁定评审"), "{desk}");
        let other = format!("/expert/reviews/{}", panelists[1].0);
        assert_eq!(panelists[1].1.visitor.post_from(&other, &format!("{other}/close"), &[]).await.status, 404, "only the chair locks");
        assert_eq!(sealed_kinds(&city), ["entry.received"], "the log tells nothing of seats and sheets");
        assert_eq!(document(&city, &draw, "choice/scores.txt"), None);

        assert_eq!(chair.visitor.post_from(&format!("/expert/reviews/{chair_seat}"), &close, &[]).await.status, 303);
        app.work().await;
        let (inputs, outcome, found): (Inputs, Outcome, Scores) = (read(&city, &draw), read(&city, &draw), read(&city, &draw));
        assert_eq!((city.state(&project).state, failed(&app)), (ProjectState::Selected, Vec::new()), "{}", app.engine);
        assert_eq!(outcome.places().len(), 2, "the best two stay, in the order of the draw");
        let of = |label: &String| inputs.row(&Label::parse(label).unwrap()).unwrap().score.unwrap().to_string();
        assert_eq!(labels.iter().map(of).collect::<Vec<_>>(), ["90/1", "88/1", "50/1", "20/1"]);
        assert!(outcome.places().iter().all(|place| labels[..2].contains(&place.label.to_string()) && place.ground == Ground::Draw));
        assert!(outcome.excluded().iter().all(|one| one.rule == Rule::NotShortlisted));
        assert_eq!((found.seats.len(), found.deviations.len()), (5, 0));
        assert_eq!(read::<Opened>(&city, &panel).openings().len(), 5, "who sat is named by number once the review is closed");
        let known: i64 = city.asked(|conn| {
            use diesel::prelude::*;
            Ok(panel_seats::table.filter(panel_seats::account_id.is_not_null()).count().get_result(conn)?)
        });
        assert_eq!(known, 5, "and in the rows too; who stood behind stays sealed: {}", app.engine);
        let own = &panelists[1].1.visitor;
        assert!(own.get("/expert").await.body.contains(&format!("/expert/reviews/{}", panelists[1].0)), "an expert finds its own reviews");
        let acts = own.get("/account/acts").await.body;
        assert!(acts.contains("锁定评分") && acts.contains("答复评审邀请"), "and its own receipts: {acts}");
        assert!(!behind.visitor.get("/account/acts").await.body.contains("答复评审邀请"), "and nobody else's");
        let (exit, said) = verified(&bundle(&city, &draw));
        assert!(exit == 0 && said.contains("choice/scores.txt"), "{said}");
        assert_eq!(verified(&bundle(&city, &panel)).0, 0);
        let name = "choice/scores.txt";
        let whole = bundle(&city, &draw);
        // One total less would be the lowest, which is left out.
        let (two, less) = ("points 1800,3600,1800,1800\n".repeat(2), "points 1800,3500,1800,1800\n".repeat(2));
        assert_eq!(tampered(&whole, (name, &two, &less)), 1, "two totals less are another score");
        assert_eq!(tampered(&whole, (name, "drop-from 5", "drop-from 4")), 0, "five are enough for both");
        assert_eq!(tampered(&whole, (name, &format!("seat {}\n", found.seats[0]), "")), 1);
        assert_eq!(tampered(&whole, ("choice/inputs.txt", " 90/1\n", " 91/1\n")), 1);
        let page = app.visitor().get(&format!("/projects/{number}/outcome")).await.body;
        assert!(page.contains("专家评分") && page.contains("技术方案（40分）") && page.contains(">90<") && !page.contains('⟦'), "{page}");
    }
}

#[allow(clippy::too_many_lines, reason = "one life from beginning to end")]
#[tokio::test(flavor = "multi_thread")]
async fn reviewed_then_chosen_a_deviation_is_explained_and_the_owner_sees_bands() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let mut all = pool(&app, &city, 5).await;
        let project = posted(&app, &city, "review-then-choose").await;
        let draw = draw_of(&city, &project);
        invited(&app, &city, (&project, &mut all)).await;
        let panelists = all_accept(&app, &city, (&project, &all)).await;
        let freeze: Freeze = read(&city, &draw);
        let pseudonyms: Vec<String> = freeze.entries().iter().map(|entry| pseudonym_of(&city, &project, entry.label.as_str())).collect();
        for (n, (seat, expert)) in panelists.iter().enumerate() {
            for (at, pseudonym) in pseudonyms.iter().enumerate() {
                // The last expert gives the first proposal next to nothing.
                let points = if n == 4 && at == 0 {
                    ["1", "1", "1", "1"]
                } else {
                    [["18", "36", "18", "18"], ["16", "32", "16", "16"], ["9", "9", "9", "9"]][at]
                };
                assert_eq!(scores(expert, (seat, &format!("/expert/reviews/{seat}/{pseudonym}")), points).await.status, 303);
            }
            assert_eq!(locks(expert, seat).await.status, 303);
        }
        app.work().await;
        let (seat, far) = (&panelists[4].0, panelists[4].1);
        let said = "方案没有针对本项目";
        let sheet = format!("/expert/reviews/{seat}/{}", pseudonyms[0]);
        let desk = far.visitor.get(&format!("/expert/reviews/{seat}")).await.body;
        assert!(desk.contains("与平均分相差较大"), "{desk}");
        let told = app.letters().into_iter().filter(|(_, subject)| subject.contains("请说明评分")).count();
        assert_eq!(told, 1, "only whose total lies far beside the mean is asked");
        let unexplained = locks(far, seat).await;
        assert!(unexplained.status == 422 && unexplained.body.contains("没有写明理由"), "{}", unexplained.body);
        assert_eq!(scores(far, (seat, &sheet), ["2", "2", "2", "2"]).await.status, 422, "a reason is needed");
        let fields =
            [("points_understanding", "5"), ("points_approach", "5"), ("points_schedule", "5"), ("points_quality", "5"), ("reason", said)];
        assert_eq!(far.visitor.post_from(&sheet, &sheet, &fields).await.status, 303);
        let other = format!("/expert/reviews/{seat}/{}", pseudonyms[1]);
        assert_eq!(far.visitor.post_from(&other, &other, &fields[..4]).await.status, 422, "what is not far beside the mean stays");
        assert_eq!(locks(far, seat).await.status, 303);
        app.work().await;
        assert!(far.visitor.get(&sheet).await.body.contains(said), "what is written stays for its own expert");
        assert_eq!(tables_with(&city, said), Vec::<String>::new(), "words tell who writes them: {}", app.engine);
        // The chair is silent: the market locks.
        app.at(app.now().plus(4 * HOUR)).await;
        let found: Scores = read(&city, &draw);
        assert_eq!((found.deviations.len(), found.deviations[0].first), (1, 400));
        assert_eq!(found.deviations[0].reason, Some(Hash32::of(said)));
        assert_eq!(tables_with(&city, said), ["review_deviations"], "open once the review is closed: {}", app.engine);
        assert_eq!((city.state(&project).state, failed(&app)), (ProjectState::Choosing, Vec::new()), "{}", app.engine);
        // 90, 90, 90, 90 and 20: one highest and one lowest are left out.
        assert_eq!(found.of(&Label::parse(&pseudonyms[0]).unwrap()).unwrap().to_string(), "90/1");

        let owner = app.signed(&city.owner.org, Role::Owner, MemberRank::Clerk).await;
        let page = format!("/owner/projects/{project}/choice");
        let shown = owner.visitor.get(&page).await.body;
        assert!(shown.contains("90分以上、不到95分") && shown.contains("80分以上、不到85分") && !shown.contains("3号"), "{shown}");
        assert!(shown.contains("不到70"), "the price in a band: {shown}");
        assert!(pseudonyms.iter().all(|pseudonym| !shown.contains(pseudonym.as_str())), "{shown}");
        assert_eq!(owner.visitor.post_from(&page, &page, &[("card", "1"), ("reason", "技术方案更好")]).await.status, 303);
        app.work().await;
        let outcome: Outcome = read(&city, &draw);
        assert_eq!((outcome.places().len(), outcome.places()[0].ground), (2, Ground::Choice));
        assert_eq!((city.state(&project).state, failed(&app)), (ProjectState::Selected, Vec::new()), "{}", app.engine);
        let (exit, report) = verified(&bundle(&city, &draw));
        assert_eq!(exit, 0, "{report}");
        let number = city.state(&project).number;
        let page = app.visitor().get(&format!("/projects/{number}/outcome")).await.body;
        let hash = Hash32::of(said).to_string();
        assert!(page.contains(said) && page.contains("专家5") && page.contains(&hash[..8]) && !page.contains('⟦'), "{page}");
        let answer = app.visitor().get(&format!("/api/v1/projects/{number}/outcome")).await.body;
        assert!(answer.contains(&format!("\"first_total\":400,\"reason\":\"{said}\"")), "{answer}");
    }
}
