//! Entries under pseudonyms: brought, replaced and taken back without anything by which the market could tell whose they are.

use diesel::prelude::*;
use mingxuan::db::schema::{log_documents, signups};
use mingxuan::domain::bid::{Claim, Package, PrivateFile, Sheet};
use mingxuan::domain::hash::Hash32;
use mingxuan::domain::role::Role;
use mingxuan::domain::time::MINUTE;
use serde_json::{Value, json};

use super::*;
use crate::support::people::{Person, api};
use crate::support::program::Program;

/// A published project whose proposals are reviewed.
async fn reviewed_project(app: &TestApp, city: &City) -> ProjectId {
    let mut posting = posting(Vec::new());
    let policy = app.app.policies.in_force(app.now());
    (posting.price_kind, posting.spec.way.preset) = (PriceKind::Cap, "review-then-draw".into());
    (posting.spec.way.shortlist, posting.spec.way.weights) = (2, policy.review.proposed());
    let project = tokio::task::block_in_place(|| city.posted(posting));
    app.work().await;
    project
}

/// Somebody of an agency, and its sign-up.
struct Clerk {
    who: Person,
    signup: String,
}

impl Clerk {
    async fn signs(app: &TestApp, city: &City, agency: usize, project: &ProjectId) -> Clerk {
        let who = app.member(city.agencies[agency].org.as_str(), Role::Agency, "投标专员");
        let number = city.state(project).number;
        let (status, made) = api(app, Some(&who), ("POST", &format!("/api/v1/projects/{number}/signups")), json!({})).await;
        assert!((200..300).contains(&status), "{made}");
        Clerk { who, signup: made["id"].as_str().unwrap().to_owned() }
    }

    async fn asks(&self, app: &TestApp, (method, path): (&str, &str), body: Value) -> (u16, Value) {
        let url = format!("{}/api/v1/signups/{}{path}", app.base, self.signup);
        let request = reqwest::Client::new().request(method.parse().unwrap(), url).bearer_auth(self.who.token());
        let request = if method == "GET" || method == "DELETE" { request } else { request.json(&body) };
        let answer = request.send().await.unwrap();
        let (status, text) = (answer.status().as_u16(), answer.text().await.unwrap());
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    async fn sheet(&self, app: &TestApp) -> Sheet {
        let (status, body) = self.asks(app, ("GET", "/entry/sheet"), json!({})).await;
        assert_eq!(status, 200, "{body}");
        serde_json::from_value(body).unwrap()
    }

    async fn brings(&self, app: &TestApp, package: &Package) -> (u16, Value) {
        self.asks(app, ("PUT", "/entry"), json!({ "sealed": package.to_text() })).await
    }
}

/// What an agency's program seals by a sheet under this claim, and what it keeps.
fn seals(sheet: &Sheet, claim: Claim, fen: u64) -> (Package, PrivateFile) {
    let committee = Committee::parse(&sheet.committee).unwrap();
    let (project, label) = (committee.project().clone(), claim.pseudonym.clone());
    let text = Entry { project, label: label.clone(), quote: Quote::Amount(fen), days: Some(20), files: Vec::new() }.to_text();
    let (sealed, private) = sealed_text(&committee, &label, &text);
    let kept = PrivateFile::of((&sealed.envelope, &private), text);
    (Package { claim: Some(claim), ..Package::from(sealed) }, kept)
}

fn first(sheet: &Sheet, fen: u64) -> (Package, PrivateFile) {
    seals(sheet, Claim::parse(&sheet.claim).unwrap(), fen)
}

/// Pseudonyms of the entries of a draw, in the order in which their rows lie.
fn lying(city: &City, draw: &DrawId) -> Vec<String> {
    let postgres = city.app.config.database_url().expose().starts_with("postgres");
    let place = diesel::dsl::sql::<diesel::sql_types::Text>(if postgres { "ctid" } else { "rowid" });
    city.asked(|conn| {
        Ok(bid_entries::table.filter(bid_entries::draw_id.eq(draw.as_str())).order(place).select(bid_entries::label).load(conn)?)
    })
}

fn refused((status, said): (u16, Value), key: &str) {
    assert!(status == 422 && said.to_string().contains(key), "{key}: {status} {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_claimed_by_the_salt_of_the_one_before_and_nothing_lies_beside_its_pseudonym() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = reviewed_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let [one, other] = [Clerk::signs(&app, &city, 0, &project).await, Clerk::signs(&app, &city, 1, &project).await];
        let (sheet, again) = (one.sheet(&app).await, one.sheet(&app).await);
        assert!(sheet.label.starts_with("p-") && sheet.label != again.label, "every sheet has a fresh pseudonym: {}", app.engine);
        assert_eq!(city.asked(|conn| bids::sealed(conn, &draw)).unwrap().len(), 0, "and nothing of it is kept");

        // The pass of a sheet is worth nothing for anybody else, nor is a pseudonym that somebody made up.
        let (package, kept) = first(&sheet, 5_000_000);
        refused(other.brings(&app, &package).await, "凭证");
        refused(one.brings(&app, &Package { claim: None, ..package.clone() }).await, "凭证");
        let made_up = Claim { pseudonym: Label::parse(&format!("p-{}", "7".repeat(40))).unwrap(), ..Claim::parse(&sheet.claim).unwrap() };
        refused(one.brings(&app, &seals(&sheet, made_up, 1).0).await, "凭证");

        let (status, receipt) = one.brings(&app, &package).await;
        assert_eq!(status, 200, "{receipt}");
        let of = Hash32::of(format!("bid/v1 received\n{}\n{}\n", receipt["hidden_salt"].as_str().unwrap(), kept.envelope));
        assert_eq!(receipt["document"], format!("market/v1 bid.received\nof {of}\n"), "the agency can prove what it sent");
        assert!(receipt["log_index"].is_u64() && receipt["label"] == *sheet.label, "{receipt}");
        assert_eq!(one.asks(&app, ("GET", "/entry"), json!({})).await.0, 404, "nobody can look it up again");

        // A second one needs the salt of the first; a fresh pseudonym does not do, nor what was kept of another.
        refused(one.brings(&app, &first(&again, 1).0).await, "已有一份");
        let (rival, rivals) = first(&other.sheet(&app).await, 6_000_000);
        assert_eq!(other.brings(&app, &rival).await.0, 200);
        let mut wrong = Claim::kept(&kept).unwrap();
        wrong.shown = Claim::kept(&rivals).unwrap().shown;
        refused(one.brings(&app, &seals(&sheet, wrong, 1).0).await, "凭证");
        let (replacing, newer) = seals(&sheet, Claim::kept(&kept).unwrap(), 4_000_000);
        assert_eq!(one.brings(&app, &replacing).await.0, 200);
        refused(one.brings(&app, &seals(&sheet, Claim::kept(&kept).unwrap(), 1).0).await, "凭证");

        // Beside a pseudonym lies neither a sign-up nor a time nor a place in the log, and rows lie in the order of the pseudonyms.
        let third = Clerk::signs(&app, &city, 2, &project).await;
        assert_eq!(third.brings(&app, &first(&third.sheet(&app).await, 7_000_000).0).await.0, 200);
        let beside: Vec<(String, i64, i64)> = city.asked(|conn| {
            let own = bid_entries::table.filter(bid_entries::draw_id.eq(draw.as_str()));
            Ok(own.select((bid_entries::signup_id, bid_entries::log_id, bid_entries::received_at)).load(conn)?)
        });
        assert_eq!(beside, vec![(String::new(), 0, 0); 3], "{}", app.engine);
        let rows = lying(&city, &draw);
        assert!(rows.is_sorted() && rows.contains(&sheet.label), "{rows:?} on {}", app.engine);
        let documents: Vec<String> = city.asked(|conn| {
            let received = log_documents::table.filter(log_documents::document.like("market/v1 bid.received%"));
            Ok(received
                .filter(log_documents::actor.eq("platform"))
                .filter(log_documents::thing_id.eq(""))
                .select(log_documents::document)
                .load(conn)?)
        });
        assert!(documents.len() == 4 && documents.iter().all(|text| !text.contains("p-")), "{documents:?}");

        // The sign-up cannot leave its entry behind; taken back, it goes.
        let (status, said) = one.asks(&app, ("DELETE", ""), json!({})).await;
        assert!(status == 409 && said.to_string().contains("取回报价"), "{status} {said}");
        refused(one.asks(&app, ("POST", "/entry/withdrawal"), json!({ "claim": "hello" })).await, "私密文件");
        refused(one.asks(&app, ("POST", "/entry/withdrawal"), json!({ "claim": Claim::kept(&kept).unwrap().to_text() })).await, "凭证");
        let back = json!({ "claim": serde_json::to_string(&newer).unwrap() });
        assert_eq!(one.asks(&app, ("POST", "/entry/withdrawal"), back).await.0, 204);
        assert!(!lying(&city, &draw).contains(&sheet.label));
        assert_eq!(one.asks(&app, ("DELETE", ""), json!({})).await.0, 204);
        let links: i64 = city.asked(|conn| Ok(signups::table.filter(signups::link.ne("")).count().get_result(conn)?));
        assert_eq!(links, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_script_what_has_to_be_kept_is_given_once_and_is_enough_to_replace_and_take_back() {
    for app in TestApp::on_both().await {
        let city = city(&app, 1);
        let project = reviewed_project(&app, &city).await;
        let clerk = Clerk::signs(&app, &city, 0, &project).await;
        let (browser, at) = (app.browser(&clerk.who), format!("/signups/{}/quote", clerk.signup));
        let typed = |fresh: &str, claim: &str, yuan: &str| {
            let confirmed = format!("{yuan}00-20");
            [("fresh", fresh), ("claim", claim), ("amount", yuan), ("days", "20"), ("confirmed", &confirmed)]
                .map(|(a, b)| (a, b.to_owned()))
        };
        let sends = async |fields: [(&'static str, String); 5]| {
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            browser.post_from(&at, &format!("{at}/typed"), &fields).await
        };
        let sheet = clerk.sheet(&app).await;
        assert_eq!(sends(typed("", "", "50000")).await.status, 422, "without a claim nothing is sealed");
        let sent = sends(typed(&sheet.claim, "", "50000")).await;
        assert!(
            sent.status == 200 && sent.body.contains("只显示这一次") && sent.body.contains("href=\"data:application/json;base64,"),
            "{}",
            sent.body
        );
        let private =
            crate::support::forms::decoded(sent.body.rsplit("<pre tabindex=\"0\">").next().unwrap().split("</pre>").next().unwrap());
        let kept: PrivateFile = serde_json::from_str(&private).unwrap();
        assert!(kept.label == sheet.label && kept.plaintext.contains("amount-fen 5000000"), "{private}");
        let page = browser.get(&at).await.body;
        assert!(page.contains("平台查不出是哪一份") && !page.contains(&sheet.label) && page.contains("上一份报价的私密文件"), "{page}");
        assert_eq!(sends(typed(&clerk.sheet(&app).await.claim, "", "60000")).await.status, 422, "the first stands");
        let replaced = sends(typed("", &private, "60000")).await;
        assert_eq!(replaced.status, 200, "{}", replaced.body);
        let newer =
            crate::support::forms::decoded(replaced.body.rsplit("<pre tabindex=\"0\">").next().unwrap().split("</pre>").next().unwrap());
        let back = async |text: &str| browser.post_from(&at, &format!("{at}/withdrawal"), &[("kept", text)]).await;
        assert_eq!(back(&private).await.status, 422, "the first was replaced");
        assert_eq!(back(&newer).await.status, 303);
        assert!(browser.get(&at).await.body.contains("还没有密封报价"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_replaces_by_what_it_kept() {
    let app = TestApp::start().await; // The program touches no database.
    let city = city(&app, 1);
    let project = reviewed_project(&app, &city).await;
    let clerk = Clerk::signs(&app, &city, 0, &project).await;
    let folder = tempfile::tempdir().unwrap();
    let sheet = clerk.sheet(&app).await;
    std::fs::write(folder.path().join("sheet.json"), serde_json::to_string(&sheet).unwrap()).unwrap();
    let short = &sheet.label[2..10];
    let brings = async |name: String| {
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        clerk.brings(&app, &Package::parse(&text).unwrap()).await.0
    };
    let (code, said) = Program::run(folder.path(), &["seal", "sheet.json", "--quote", "50000"]);
    assert_eq!((code, brings(format!("sealed-{short}.txt")).await), (0, 200), "{said}");
    let private = format!("private-{short}.json");
    let (code, said) = Program::run(folder.path(), &["seal", "sheet.json", "--quote", "40000", "--again", &private]);
    assert_eq!((code, brings(format!("sealed-{short}-2.txt")).await), (0, 200), "{said}");
    let (code, said) = Program::run(folder.path(), &["seal", "sheet.json", "--quote", "40000", "--again", "sheet.json"]);
    assert!(code == 2 && said.contains("no claim"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_member_is_absent_everybody_who_sealed_is_told_and_the_file_says_which_entry_it_opens() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = reviewed_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let mut all = Vec::new();
        for agency in 0..3 {
            let clerk = Clerk::signs(&app, &city, agency, &project).await;
            let (package, kept) = first(&clerk.sheet(&app).await, 5_000_000 + agency as u64);
            assert_eq!(clerk.brings(&app, &package).await.0, 200);
            all.push((clerk, kept));
        }
        let lost = |conn: &mut mingxuan::db::DbConn| {
            let own = bid_members::table.filter(bid_members::member.eq("platform"));
            Ok(diesel::update(own).set(bid_members::secret.eq("00")).execute(conn)?)
        };
        tokio::task::block_in_place(|| city.app.db.write_now(lost)).unwrap();
        let closes = at_deadline(&app, &city, &project).await;
        app.at(closes.plus(31 * MINUTE)).await;
        let told = app.letters().into_iter().filter(|(_, subject)| subject.contains("请打开自己的报价")).count();
        assert!(told >= 3, "{told} of {:?}", app.letters());
        let key = |kept: &PrivateFile, label: &str| json!({ "salt": kept.salt, "key": kept.key, "label": label });
        let (one, kept) = &all[0];
        let (status, said) = one.asks(&app, ("PUT", "/entry/key"), key(kept, &all[1].1.label)).await;
        assert!(status == 422, "another's entry does not open with it: {said}");
        assert_eq!(one.asks(&app, ("PUT", "/entry/key"), key(kept, &kept.label)).await.0, 204);
        app.at(closes.plus(200 * MINUTE)).await;
        assert_eq!(published(&city, &draw, &kept.label), "amount-fen 5000000", "{}", app.engine);
        assert_eq!(published(&city, &draw, &all[1].1.label), "missing platform");
    }
}
