//! Documents of a proposal: whoever reviews reads what was sealed beside a quote, nobody else does, and what might say whose it is is withheld.

use std::io::Cursor;

use mingxuan::domain::bid::{Attached, Entry, FileName, Object, Package, seal};
use mingxuan::domain::draw::Label;
use mingxuan::domain::method::{Inputs, Offer, Outcome, Rule};
use mingxuan::domain::role::Role;
use mingxuan::market::bids::service;
use mingxuan::platform::random;

use super::*;
use crate::bids::documents::{market_under, png};
use crate::support::city::agency_name;
use crate::support::database::engines;

/// One agency seals a quote in fen and these documents on its own machine, and brings them; gives its label in the draw.
pub fn brings(city: &City, agency: usize, project: &ProjectId, (fen, documents): (u64, &[(&str, &[u8])])) -> Label {
    let signup = tokio::task::block_in_place(|| city.signs_up(agency, project).unwrap());
    let (app, who, drawn) = (city.app.clone(), city.agencies[agency].clone(), Label::parse(&signup.label).unwrap());
    let documents: Vec<(String, Vec<u8>)> = documents.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    let brought = move |conn: &mut mingxuan::db::DbConn| {
        let desk = service::desk(conn, &app, &who, &signup.id)?;
        let (committee, label) = (&desk.committee, Label::parse(desk.label()).unwrap());
        let (mut files, mut envelopes) = (Vec::new(), Vec::new());
        for (number, (name, bytes)) in (1..).zip(&documents) {
            files.push(Attached::of(FileName::of(name).unwrap(), bytes));
            let sealed = seal(committee, (&label, Object::File(number)), bytes, random::sealing(committee)?).unwrap().0;
            service::came(conn, &app, &who, (&signup.id, &app.files.keep(&mut Cursor::new(&sealed.payload))?))?;
            envelopes.push(sealed.envelope);
        }
        let project = committee.project().clone();
        let entry = Entry { project, label: label.clone(), quote: Quote::Amount(fen), days: Some(20), files };
        let sealed = seal(committee, (&label, Object::Entry), entry.to_text().as_bytes(), random::sealing(committee)?).unwrap().0;
        service::take(conn, &app, &who, (&signup.id, &Package { entry: sealed, files: envelopes, claim: desk.fresh.clone() })).map(drop)
    };
    tokio::task::block_in_place(|| city.app.db.write_now(brought)).unwrap();
    drawn
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reviews_reads_the_documents_and_what_names_an_agency_is_withheld() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let mut all = pool(&app, &city, 8).await;
        let project = posted(&app, &city, "review-then-draw").await;
        // The second names itself in the name of its file, and no check service saw it before it was sealed.
        let picture = png("");
        let telling = format!("{}.png", agency_name(2));
        brings(&city, 0, &project, (5_000_000, &[("方案.png", &picture)]));
        brings(&city, 1, &project, (5_000_000, &[("方案.png", &picture), (&telling, &picture)]));
        brings(&city, 2, &project, (5_000_000, &[]));
        let closes = at_deadline(&app, &city, &project).await;
        app.at(closes.plus(60 * MINUTE)).await;
        sign_in(&app, &mut all);
        let panelists = all_accept(&app, &city, (&project, &all)).await;
        assert_eq!(failed(&app), Vec::<String>::new(), "{}", app.engine);

        let (mut read, mut withheld, mut addresses) = (0, 0, Vec::new());
        for (n, (seat, expert)) in panelists.iter().enumerate() {
            let desk = expert.visitor.get(&format!("/expert/reviews/{seat}")).await.body;
            for sheet in sheets(&desk, seat) {
                let page = expert.visitor.get(&sheet).await.body;
                assert!(!page.contains(&agency_name(2)), "not even in the name of a file: {page}");
                let (base, http) = (expert.visitor.raw().1.to_owned(), expert.visitor.raw().0.clone());
                for number in 1..=2 {
                    let address = format!("{sheet}/documents/{number}");
                    let answer = http.get(format!("{base}{address}")).send().await.unwrap();
                    assert_eq!(
                        page.contains(&format!("href=\"{address}\"")),
                        answer.status() == 200,
                        "what can be read is linked: {address}"
                    );
                    if answer.status() == 200 {
                        assert_eq!(answer.headers()["content-disposition"], "attachment; filename*=UTF-8''%E6%96%B9%E6%A1%88.png");
                        assert_eq!(answer.bytes().await.unwrap().to_vec(), picture, "byte for byte what was sealed");
                        read += 1;
                        addresses.push(address);
                    }
                }
                if page.contains("复查发现可能泄露身份的内容") {
                    withheld += 1;
                    assert_eq!(page.contains("能看出机构身份"), n == 0, "what was found is told to the chair alone: {page}");
                }
            }
        }
        assert_eq!((read, withheld), (10, 5), "two documents and one withheld for each of five: {}", app.engine);

        // Nobody else, not even with the address.
        let other = sitting(&city, &project, ("waiting", &all)).remove(0).1;
        let owner = app.browser(&app.member(city.owner.org.as_str(), Role::Owner, "业主经办"));
        let operator = app.staff(Role::Operator).await.visitor;
        assert_eq!(other.visitor.get(&addresses[0]).await.status, 404, "an expert who does not sit");
        for visitor in [&owner, &operator] {
            assert_eq!(visitor.get(&addresses[0]).await.status, 403);
        }
        let theirs = addresses.iter().find(|address| !address.contains(&panelists[0].0)).unwrap();
        assert_eq!(panelists[0].1.visitor.get(theirs).await.status, 404, "another's desk");
        let list = format!("/bids/{}/documents", draw_of(&city, &project));
        let page = app.staff(Role::Supervisor).await.visitor.get(&list).await.body;
        assert!(page.contains(&telling) && page.contains("能看出机构身份"), "a supervisor reads what is withheld: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_finding_excludes_no_expert_ever_sees_the_proposal() {
    for engine in engines() {
        let app = market_under(engine, ("found = \"withhold\"", "found = \"exclude\""), |_| {}).await;
        let city = city(&app, 3);
        let mut all = pool(&app, &city, 7).await;
        let project = posted(&app, &city, "review-then-draw").await;
        let picture = png("");
        brings(&city, 0, &project, (5_000_000, &[("方案.png", &picture)]));
        brings(&city, 1, &project, (5_000_000, &[(&format!("{}.png", agency_name(3)), &picture)]));
        brings(&city, 2, &project, (5_000_000, &[("方案.png", &picture)]));
        let draw = draw_of(&city, &project);
        let signed = city.asked(|conn| mingxuan::market::signups::active(conn, draw.as_str()));
        let telling = signed.into_iter().find(|one| one.agency.as_str() == city.agencies[1].org.as_str()).unwrap().label;
        let closes = at_deadline(&app, &city, &project).await;
        app.at(closes.plus(60 * MINUTE)).await;
        sign_in(&app, &mut all);
        let panelists = all_accept(&app, &city, (&project, &all)).await;
        for (seat, expert) in &panelists {
            let desk = expert.visitor.get(&format!("/expert/reviews/{seat}")).await.body;
            let sheets = sheets(&desk, seat);
            assert_eq!(sheets.len(), 2, "{}: {desk}", app.engine);
            for sheet in sheets {
                assert_eq!(scores(expert, (seat, &sheet), ["15", "30", "15", "15"]).await.status, 303);
            }
            assert_eq!(locks(expert, seat).await.status, 303);
        }
        app.work().await;
        let desk = format!("/expert/reviews/{}", panelists[0].0);
        assert_eq!(panelists[0].1.visitor.post_from(&desk, &format!("{desk}/close"), &[]).await.status, 303);
        app.work().await;
        assert_eq!((city.state(&project).state, failed(&app)), (ProjectState::Selected, Vec::new()), "{}", app.engine);
        let (inputs, outcome): (Inputs, Outcome) = (super::read(&city, &draw), super::read(&city, &draw));
        let excluded: Vec<(String, Rule)> = outcome.excluded().iter().map(|one| (one.label.to_string(), one.rule)).collect();
        assert_eq!(excluded, [(telling.clone(), Rule::DocumentFound)]);
        assert_eq!(inputs.row(&Label::parse(&telling).unwrap()).unwrap().offer, Offer::Found);
        let (exit, said) = verified(&bundle(&city, &draw));
        assert_eq!(exit, 0, "{}: {said}", app.engine);
    }
}
