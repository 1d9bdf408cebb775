//! Documents beside a quote that is typed into a form without a script: the market cleans, checks and seals them.

use mingxuan::domain::agency::AgencyId;
use mingxuan::domain::role::Role;
use mingxuan::domain::time::MINUTE;
use reqwest::multipart::{Form, Part};

use super::documents::{market, png};
use super::doors::browser;
use super::*;
use crate::support::app::{Answer, Visitor, answer};
use crate::support::database::engines;
use crate::support::forms::forms;

/// Sends the form of the page as a browser without scripts does: what is filled in, and all that goes along unseen.
async fn types(browser: &Visitor, (at, page): (&str, &str), filled: &[(&str, &str)], files: &[(&str, Vec<u8>)]) -> Answer {
    let action = format!("{at}/typed");
    let form = forms(page, at).into_iter().find(|form| form.action == action).unwrap();
    assert!(form.multipart);
    let mut sent = Form::new();
    for control in form.controls.iter().filter(|control| control.kind != "file") {
        let value = filled.iter().find(|(name, _)| *name == control.name).map_or(control.value.as_str(), |(_, value)| value);
        sent = sent.text(control.name.clone(), value.to_owned());
    }
    for (name, bytes) in files {
        sent = sent.part("documents", Part::bytes(bytes.clone()).file_name((*name).to_owned()));
    }
    let (http, base) = browser.raw();
    answer(
        http.post(format!("{base}{action}"))
            .header("accept-language", "zh-CN")
            .header("origin", base)
            .multipart(sent)
            .send()
            .await
            .unwrap(),
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_go_with_a_quote_that_is_typed_without_a_script() {
    for engine in engines() {
        let app = market(engine, |_| {}).await;
        let city = city(&app, 3);
        let project = quoted_project(&app, &city).await;
        let (draw, signups) = (draw_of(&city, &project), [0, 1, 2].map(|agency| signed_up(&city, agency, &project)));
        for (agency, other) in [(1, &signups[1]), (2, &signups[2])] {
            brings(&city, agency, other, &sealed(&committee(&city, &draw), &other.label, 9_500_000).0).unwrap();
        }
        let (first, at) = (browser(&app, &city, 0), format!("/signups/{}/quote", signups[0].id));
        let page = first.get(&at).await.body;

        // What names the agency, is of no kind that is taken, or is one too many, is told at the field; the quote stays.
        let own = AgencyId(city.agencies[0].org.as_str().to_owned());
        let name = city.asked(|conn| mingxuan::market::agencies::profile(conn, &own)).name;
        for (files, told) in [
            (vec![(format!("{name}.png"), png(""))], "这里能看出贵机构的身份"),
            (vec![("plan.pdf".to_owned(), png(""))], ".png"),
            (["a.png", "b.png", "c.png"].map(|name| (name.to_owned(), png(""))).to_vec(), "超过2份"),
        ] {
            let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
            let refused = types(&first, (&at, &page), &[("amount", "90000")], &files).await;
            assert!(refused.status == 422 && refused.body.contains(told), "{told}: {} {}", refused.status, refused.body);
            assert!(refused.body.contains("value=\"90000\"") && !refused.body.contains("人民币玖万元整"), "{}", refused.body);
        }

        // First it is shown in words, with the documents that are sealed already; one chosen again takes their place.
        let shown = types(&first, (&at, &page), &[("amount", "90000")], &[("draft.png", png("draft"))]).await;
        assert!(
            shown.status == 422 && shown.body.contains("人民币玖万元整") && shown.body.contains("<li>draft.png</li>"),
            "{}",
            shown.body
        );
        let broken = types(&first, (&at, &shown.body), &[("sealed_documents", "[]x")], &[]).await;
        assert!(broken.status == 422 && broken.body.contains("请重新选择文件"), "{}", broken.body);
        assert_eq!(types(&first, (&at, &shown.body), &[], &[]).await.status, 303, "with the draft");
        let page = first.get(&at).await.body;
        let shown = types(&first, (&at, &page), &[("amount", "90000")], &[("draft.png", png("draft"))]).await;
        let taken = types(&first, (&at, &shown.body), &[], &[("plan.png", png("Author: X"))]).await;
        assert_eq!(taken.status, 303, "{}", taken.body);

        let closes = at_deadline(&app, &city, &project).await;
        app.at(closes.plus(10 * MINUTE)).await;
        app.at(closes.plus(60 * MINUTE)).await;
        assert!(opening(&city, &draw).is_some(), "{}", city.state(&project).state);
        let (list, supervisor) = (format!("/bids/{draw}/documents"), app.staff(Role::Supervisor).await.visitor);
        let (http, base) = supervisor.raw();
        let one = http.get(format!("{base}{list}/{}/1", signups[0].label)).send().await.unwrap();
        assert_eq!(one.headers()["content-disposition"], "attachment; filename*=UTF-8''plan.png");
        assert_eq!(one.bytes().await.unwrap().to_vec(), png(""), "what was uploaded last, cleaned");
        assert_eq!(verified(&bundle(&city, &draw)).0, 0);
    }
}
