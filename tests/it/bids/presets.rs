//! Every preset with quotes, from the owner's form to the signed contract, through the doors people and programs use.

use std::collections::BTreeMap;

use mingxuan::domain::bid::Sheet;
use mingxuan::domain::draw::DrawResult;
use mingxuan::domain::method::{Exclusion, Inputs, Outcome, Rule, outcome};
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::domain::time::MINUTE;
use mingxuan::market::{awards, contracts, projects};
use serde_json::json;

use super::*;
use crate::selection::{document, own_troubles};
use crate::support::people::{Person, api};
use crate::support::signed::Signed;

/// The presets under test, and what each agency of the city quotes: fen or hundredths of a percent. The third seals what is below the floor, or of the
/// other kind where there is none; the fourth what is above the cap; the fifth spoils its envelope; the sixth brings none.
const AMOUNTS: [u64; 8] = [15_000_000, 16_000_000, 0, 18_600_001, 1, 0, 15_500_000, 15_000_000];
const LOWERED: [u64; 8] = [15_000_000, 16_000_000, 0, 18_600_001, 1, 0, 15_500_300, 15_499_600];
const DISCOUNTS: [u64; 8] = [1_900, 1_400, 1, 5_001, 1, 0, 1_650, 1_900];
const VALID: [usize; 4] = [0, 1, 6, 7];

struct Preset {
    id: &'static str,
    quotes: [u64; 8],
    /// The words by which the third and the fourth have no place.
    rules: [Rule; 2],
}

const PRESETS: [Preset; 5] = [
    Preset { id: "quote-then-draw", quotes: AMOUNTS, rules: [Rule::BelowFloor, Rule::AboveCap] },
    Preset { id: "lowest-price", quotes: AMOUNTS, rules: [Rule::BelowFloor, Rule::AboveCap] },
    Preset { id: "highest-discount", quotes: DISCOUNTS, rules: [Rule::OtherKind, Rule::AboveCap] },
    Preset { id: "closest-to-average", quotes: AMOUNTS, rules: [Rule::BelowFloor, Rule::AboveCap] },
    Preset { id: "closest-to-lowered-average", quotes: LOWERED, rules: [Rule::BelowFloor, Rule::AboveCap] },
];

impl Preset {
    fn is_discount(&self) -> bool {
        self.id == "highest-discount"
    }

    fn quote(&self, number: u64) -> Quote {
        if self.is_discount() { Quote::Discount(number) } else { Quote::Amount(number) }
    }

    /// Who is to stand first, worked out by hand from the quotes above, the order of the draw (agencies in rank order) and the drawn coefficient.
    fn first(&self, drawn: &[usize], coefficient: Option<u32>) -> usize {
        let earliest = |of: &[usize]| *drawn.iter().find(|agency| of.contains(agency)).unwrap();
        match self.id {
            "quote-then-draw" => earliest(&VALID),
            // (150 000 + 160 000 + 155 000 + 150 000) / 4 = 153 750 yuan: 155 000 is 1 250 away, 150 000 is 3 750 away.
            "closest-to-average" => 6,
            // The average is 154 999.75 yuan: 155 003 is 3.25 away, 154 996 is 3.75 away. Lowered by 0.01 % it is 154 984.25, and 154 996 is closer; below
            // 152 498 yuan, from 1.62 % on, 150 000 is.
            "closest-to-lowered-average" => match coefficient.unwrap() {
                0 => 6,
                1..162 => 7,
                _ => 0,
            },
            _ => earliest(&[0, 7]),
        }
    }

    /// The contract's sum in fen: 186 000 yuan less 19 % are 150 660.
    fn contract(&self, agency: usize) -> u64 {
        if self.is_discount() { 18_600_000 * (10_000 - self.quotes[agency]) / 10_000 } else { self.quotes[agency] }
    }
}

/// The owner posts it by its form, and the operator approves.
async fn posted(app: &TestApp, city: &City, (owner, operator): (&Signed, &Signed), preset: &Preset) -> ProjectId {
    let mut typed = crate::projects::typed("submit");
    typed.push(("way", preset.id));
    let sent = owner.fill("/owner/projects/new", &typed).await;
    assert_eq!(sent.status, 303, "{}: {}", preset.id, sent.body);
    let id = sent.location.rsplit('/').next().unwrap().to_owned();
    let passed = operator.fill(&format!("/operations/projects/{id}"), &[("finding", "approve")]).await;
    assert_eq!(passed.status, 303, "{}", passed.body);
    app.work().await;
    let project = ProjectId::from(id.as_str());
    assert_eq!(city.state(&project).state, ProjectState::Open, "{} on {}", preset.id, app.engine);
    project
}

/// Somebody of every agency with a program and a browser of its own.
fn clerks(app: &TestApp, city: &City) -> Vec<Person> {
    city.agencies.iter().map(|who| app.member(who.org.as_str(), Role::Agency, "投标专员")).collect()
}

/// The agency signs up with its program.
async fn signs(app: &TestApp, who: &Person, number: &str) -> String {
    let (status, body) = api(app, Some(who), ("POST", &format!("/api/v1/projects/{number}/signups")), json!({})).await;
    assert!((200..300).contains(&status), "{status} {body}");
    body["id"].as_str().unwrap().to_owned()
}

async fn sheet_of(app: &TestApp, who: &Person, signup: &str) -> Sheet {
    let (status, body) = api(app, Some(who), ("GET", &format!("/api/v1/signups/{signup}/entry/sheet")), json!({})).await;
    assert_eq!(status, 200, "{body}");
    serde_json::from_value(body).unwrap()
}

/// The quote as the agency's program seals it by the sheet.
fn sealed_by(sheet: &Sheet, quote: Quote) -> Sealed {
    let (committee, label) = (Committee::parse(&sheet.committee).unwrap(), Label::parse(&sheet.label).unwrap());
    let entry = Entry { project: committee.project().clone(), label: label.clone(), quote, days: Some(20), files: Vec::new() };
    sealed_text(&committee, &label, &entry.to_text()).0
}

/// The JSON door takes an entry.
async fn put(app: &TestApp, who: &Person, (signup, sealed): (&str, &Sealed)) {
    let url = format!("{}/api/v1/signups/{signup}/entry", app.base);
    let sent = reqwest::Client::new().put(url).bearer_auth(who.token()).json(&json!({ "sealed": sealed.to_text() })).send().await.unwrap();
    assert_eq!(sent.status(), 200, "{}", sent.text().await.unwrap());
}

/// Every agency signs up and brings what the table says; gives the labels by agency.
async fn all_bring(app: &TestApp, (city, clerks): (&City, &[Person]), (project, preset): (&ProjectId, &Preset)) -> Vec<String> {
    let number = city.state(project).number;
    let mut labels = Vec::new();
    for (agency, who) in clerks.iter().enumerate() {
        let signup = signs(app, who, &number).await;
        let sheet = sheet_of(app, who, &signup).await;
        let (at, quote) = (format!("/signups/{signup}/quote"), preset.quote(preset.quotes[agency]));
        match agency {
            // Brings one and another in its place.
            0 => {
                put(app, who, (&signup, &sealed_by(&sheet, preset.quote(1_700)))).await;
                put(app, who, (&signup, &sealed_by(&sheet, quote))).await;
            }
            // Types it where there is no script.
            1 => {
                let (amount, number) = if preset.is_discount() { ("14.00", "1400-0") } else { ("160000", "16000000-0") };
                let typed = |confirmed| [("amount", amount), ("days", ""), ("confirmed", confirmed)];
                let browser = app.browser(who);
                let asked = browser.post_from(&at, &format!("{at}/typed"), &typed("")).await;
                assert_eq!(asked.status, 422, "it is said in words first: {}", asked.body);
                assert_eq!(browser.post_from(&at, &format!("{at}/typed"), &typed(number)).await.status, 303);
            }
            2 => put(app, who, (&signup, &sealed_by(&sheet, Quote::Amount(preset.quotes[2])))).await,
            4 => {
                let mut spoiled = sealed_by(&sheet, quote);
                spoiled.envelope.shares[0].sealed.ciphertext[1] ^= 1;
                put(app, who, (&signup, &spoiled)).await;
            }
            5 => {}
            // What the script of the page posts.
            _ => {
                let sent = app.browser(who).post_from(&at, &at, &[("sealed", &sealed_by(&sheet, quote).to_text())]).await;
                assert_eq!(sent.status, 303, "{}", sent.body);
            }
        }
        labels.push(sheet.label);
    }
    labels
}

/// The agencies in the order of the draw.
fn drawn(city: &City, draw: &DrawId, labels: &[String]) -> Vec<usize> {
    let result = DrawResult::parse(document(city, draw, "result.txt").unwrap()).unwrap();
    let agency = |label: &Label| labels.iter().position(|own| own == label.as_str()).unwrap();
    result.ranking().iter().map(|place| agency(&place.label)).collect()
}

async fn is_right(app: &TestApp, city: &City, (project, preset): (&ProjectId, &Preset), labels: &[String]) {
    let (draw, number) = (draw_of(city, project), city.state(project).number);
    let found = Outcome::parse(document(city, &draw, "choice/outcome.txt").unwrap()).unwrap();
    let inputs = Inputs::parse(document(city, &draw, "choice/inputs.txt").unwrap()).unwrap();
    let first = preset.first(&drawn(city, &draw, labels), inputs.coefficient());
    assert_eq!(found.places()[0].label.as_str(), labels[first], "{} on {}", preset.id, app.engine);
    assert_eq!(found.places().len(), VALID.len());
    let rules: BTreeMap<&str, Rule> = found.excluded().iter().map(|Exclusion { label, rule, .. }| (label.as_str(), *rule)).collect();
    let expected = [(2, preset.rules[0]), (3, preset.rules[1]), (4, Rule::Spoiled), (5, Rule::NotAdmitted)];
    assert_eq!(rules, expected.iter().map(|(agency, rule)| (labels[*agency].as_str(), *rule)).collect(), "{}", preset.id);

    let page = app.visitor().get(&format!("/projects/{number}/outcome")).await.body;
    assert!(labels.iter().all(|label| page.contains(label.as_str())), "nobody is left out of the explanation: {page}");
    assert!(page.contains("报价打不开，责任在报价机构") && page.contains("高于上限"), "{page}");
    let (_, told) = api(app, None, ("GET", &format!("/api/v1/projects/{number}/outcome")), json!({})).await;
    assert_eq!(
        (told["places"][0]["label"].as_str(), told["excluded"].as_array().map(Vec::len)),
        (Some(&*labels[first]), Some(4)),
        "{told}"
    );
    let (exit, said) = verified(&bundle(city, &draw));
    assert!(exit == 0 && said.contains("6 opened again") && said.contains("1 with a reason"), "{}: {said}", preset.id);
    contract_at_own_quote(app, city, (project, preset.contract(first)), first).await;
}

/// The first accepts; a contract with another sum is refused, at its own quote it stands.
pub async fn contract_at_own_quote(app: &TestApp, city: &City, (project, sum): (&ProjectId, u64), first: usize) {
    let award = city.asked(|conn| awards::standing_of(conn, project)).unwrap();
    assert_eq!(award.agency.as_str(), city.agencies[first].org.as_str());
    let winner = app.browser(&clerk_of(city, first));
    let own = format!("/agency/awards/{}", award.id);
    let accepted = winner.post_from(&own, &format!("{own}/accept"), &[]).await;
    assert_eq!(accepted.status, 303, "{}", accepted.body);
    app.work().await;
    let contract = city.asked(|conn| contracts::of_award(conn, &award.id)).unwrap();
    let owner = app.browser(&Person { account: city.owner.account.to_string(), org: city.owner.org.to_string() });
    let path = format!("/contracts/{}", contract.id);
    let wan = |fen: u64| format!("{}.{:06}", fen / 1_000_000, fen % 1_000_000);
    let day = app.now().day().to_string();
    let signed = |amount: &str| {
        let mut fields = crate::contracts::signed_for("0").map(|(name, value)| (name, value.to_owned()));
        fields.iter_mut().filter(|(name, _)| *name == "amount").for_each(|field| field.1 = amount.to_owned());
        fields.iter_mut().filter(|(name, _)| *name == "signed_on").for_each(|field| field.1.clone_from(&day));
        fields
    };
    for (fen, status) in [(sum - 1, 422), (sum + 1, 422), (18_600_000, 422), (sum, 303)] {
        let amount = wan(fen);
        let fields = signed(&amount);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let said = owner.post_from(&path, &format!("{path}/register"), &fields).await;
        assert_eq!(said.status, status, "{amount}: {}", said.body);
    }
}

fn clerk_of(city: &City, agency: usize) -> Person {
    Person { account: city.agencies[agency].account.to_string(), org: city.agencies[agency].org.to_string() }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_preset_with_quotes_goes_from_the_form_to_a_contract_at_the_own_quote() {
    for app in TestApp::on_both().await {
        let city = city(&app, 8);
        let owner = app.signed(&city.owner.org, Role::Owner, MemberRank::Clerk).await;
        let operator = app.staff(Role::Operator).await;
        let (clerks, mut all) = (clerks(&app, &city), Vec::new());
        for preset in &PRESETS {
            let project = posted(&app, &city, (&owner, &operator), preset).await;
            let labels = all_bring(&app, (&city, &clerks), (&project, preset)).await;
            all.push((project, preset, labels));
        }
        let closes = city.state(&all[0].0).closes_at;
        assert!(all.iter().all(|(project, ..)| city.state(project).closes_at == closes));
        app.at(closes).await;
        app.at(closes.plus(11 * MINUTE)).await;
        app.at(closes.plus(45 * MINUTE)).await;
        for (project, preset, labels) in &all {
            is_right(&app, &city, (project, preset), labels).await;
        }
        assert_eq!(own_troubles(&app), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn inputs_with_another_quote_than_was_opened_are_refused() {
    let app = TestApp::start().await; // The verifier reads files alone.
    let city = city(&app, 8);
    let owner = app.signed(&city.owner.org, Role::Owner, MemberRank::Clerk).await;
    let operator = app.staff(Role::Operator).await;
    let project = posted(&app, &city, (&owner, &operator), &PRESETS[1]).await;
    let labels = all_bring(&app, (&city, &clerks(&app, &city)), (&project, &PRESETS[1])).await;
    let closes = at_deadline(&app, &city, &project).await;
    app.at(closes.plus(11 * MINUTE)).await;
    app.at(closes.plus(45 * MINUTE)).await;
    let draw = draw_of(&city, &project);
    let folder = tempfile::tempdir().unwrap();
    zip::ZipArchive::new(std::io::Cursor::new(bundle(&city, &draw))).unwrap().extract(folder.path()).unwrap();
    let verdict = || {
        let mut said = Vec::new();
        let code = mingxuan::verify::verify_path(folder.path(), &mut said);
        (code, String::from_utf8(said).unwrap())
    };
    assert_eq!(verdict().0, 0, "{}", verdict().1);
    // Whoever forges an outcome writes inputs and outcome that fit together, and leaves out what the log says of the true ones.
    for name in ["inputs", "outcome"] {
        for end in ["entry", "tlog-proof"] {
            let _ = std::fs::remove_file(folder.path().join(format!("choice/{name}.{end}")));
        }
    }
    let at = |name: &str| folder.path().join(name);
    let text = std::fs::read_to_string(at("choice/inputs.txt")).unwrap();
    let row = text.lines().find(|line| line.contains(&labels[1])).unwrap();
    let line = text.lines().position(|one| one == row).unwrap() + 1;
    for (forged, told) in [("amount-fen:14000000", "amount-fen:16000000"), ("-", "amount-fen:16000000")] {
        let inputs = text.replace(row, &row.replace("amount-fen:16000000", forged));
        let inputs = Inputs::parse(inputs).unwrap();
        std::fs::write(at("choice/inputs.txt"), inputs.to_text()).unwrap();
        std::fs::write(at("choice/outcome.txt"), outcome(&inputs).to_text()).unwrap();
        let (code, said) = verdict();
        assert!(code == 1 && said.contains(&format!("choice/inputs.txt line {line}")) && said.contains(told), "{forged}: {said}");
    }
    std::fs::write(at("choice/inputs.txt"), &text).unwrap();
    std::fs::write(at("choice/outcome.txt"), outcome(&Inputs::parse(&text).unwrap()).to_text()).unwrap();
    assert_eq!(verdict().0, 0, "{}", verdict().1);
    // An opening that is left out leaves nothing to hold the quotes against.
    for name in ["opening.txt", "proofs/opening.entry", "proofs/opening.tlog-proof"] {
        std::fs::remove_file(at(name)).unwrap();
    }
    assert_eq!(verdict().0, 2, "{}", verdict().1);
    let number = city.asked(|conn| projects::load(conn, &project)).number;
    assert!(draw.as_str().starts_with(&number));
}
