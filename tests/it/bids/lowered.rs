//! An average that is lowered by a drawn number: committed to before the notice, drawn after sign-up, and no quote is opened before.

use std::path::PathBuf;

use diesel::prelude::*;
use mingxuan::db::schema::witness_draws;
use mingxuan::domain::draw::{DrawState, Freeze};
use mingxuan::domain::method::{Inputs, Outcome, outcome};
use mingxuan::domain::role::Role;
use mingxuan::domain::time::HOUR;
use mingxuan::market::outcomes;
use mingxuan::witness::wire::{Deed, Message, Sealing as SealedTo};

use super::members::{deed, says};
use super::*;
use crate::selection::{document, own_troubles, progress, state};

/// Their average is 85 001 yuan: the second is closest. Lowered by 0.01 % it is 84 992.50 yuan, and the first is closest; the third always is far away.
const QUOTES: [u64; 3] = [8_499_900, 8_500_100, 8_500_300];

/// A published project whose average is lowered, and the draws of its sign-ups and of its number.
pub(super) async fn lowered_project(app: &TestApp, city: &City) -> (ProjectId, DrawId, DrawId) {
    let mut posting = posting(Vec::new());
    (posting.price_kind, posting.spec.way.preset) = (PriceKind::Cap, "closest-to-lowered-average".into());
    let project = tokio::task::block_in_place(|| city.posted(posting));
    app.work().await;
    assert_eq!(city.state(&project).state, ProjectState::Open, "{}", app.engine);
    let number = DrawId::parse(&format!("{}/3", city.state(&project).number)).unwrap();
    (project.clone(), draw_of(city, &project), number)
}

/// Agencies from here on sign up and seal what the table says.
pub(super) fn all_seal(city: &City, (project, draw): (&ProjectId, &DrawId), from: usize) -> Vec<Signup> {
    let committee = committee(city, draw);
    let seals = |agency: usize| {
        let signup = signed_up(city, agency, project);
        brings(city, agency, &signup, &sealed(&committee, &signup.label, QUOTES[agency]).0).unwrap();
        signup
    };
    (from..QUOTES.len()).map(seals).collect()
}

/// How many members have released a key of this project.
pub(super) fn released(city: &City, project: &ProjectId) -> i64 {
    let own = bid_members::table.filter(bid_members::project_id.eq(project.as_str())).filter(bid_members::released_at.gt(0_i64));
    city.asked(|conn| Ok(own.count().get_result(conn)?))
}

/// The officer of this market loses its secret of a draw: it checks the list and never reveals.
async fn loses_its_secret(app: &TestApp, draw: &DrawId) {
    let id = draw.to_string();
    let lose = move |conn: &mut mingxuan::db::DbConn| {
        let own = witness_draws::table.filter(witness_draws::draw_id.eq(id));
        Ok(diesel::update(own).set(witness_draws::secret.eq("00")).execute(conn)?)
    };
    assert_eq!(app.app.db.write(lose).await.unwrap(), 1);
}

fn inputs(city: &City, draw: &DrawId) -> Inputs {
    Inputs::parse(document(city, draw, "choice/inputs.txt").unwrap()).unwrap()
}

/// Who stands first.
fn first(city: &City, draw: &DrawId) -> String {
    Outcome::parse(document(city, draw, "choice/outcome.txt").unwrap()).unwrap().places()[0].label.to_string()
}

/// Nothing of any quote is to be had: by nobody who looks, and from no key.
async fn nothing_is_open(app: &TestApp, city: &City, (project, draw): (&ProjectId, &DrawId)) {
    // Whatever asks for the opening early is told to wait.
    bids::begin(&app.app, draw).await.unwrap();
    bids::jobs::open(&app.app, draw.as_str()).await.unwrap();
    outcomes::jobs::go_on(&app.app, project.as_str()).await.unwrap();
    app.work().await;
    assert_eq!((released(city, project), opening(city, draw).is_none(), states(city, draw).is_none()), (0, true, true), "{}", app.engine);
    let number = city.state(project).number;
    let pages = [format!("/draws/{draw}/opening"), format!("/draws/{draw}"), format!("/projects/{number}"), format!("/draws/{number}/3")];
    for page in &pages {
        let body = app.visitor().get(page).await.body;
        assert!(
            !["84,999", "85,001", "8.5001", "8.4999", "8499900", "8500100", "人民币捌万"].iter().any(|quote| body.contains(quote)),
            "{page}: {body}"
        );
    }
    let names = crate::selection::names(&bundle(city, draw));
    assert!(!names.iter().any(|name| name.starts_with("entries/") || name.starts_with("releases/") || name == "opening.txt"), "{names:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn quotes_stay_shut_until_the_number_is_void_and_then_it_is_nought() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let (project, draw, number) = lowered_project(&app, &city).await;
        let about = document(&city, &draw, "about.txt").unwrap();
        assert!(about.contains(&format!("\nlowered-by {number} 500\ncommittee ")), "the notice names the draw: {about}");
        assert!(about.contains("k为0"), "and says what a void means: {about}");
        let page = app.visitor().get(&format!("/projects/{}", city.state(&project).number)).await.body;
        assert!(page.contains("下调平均价") && page.contains(number.as_str()) && page.contains("5.00%"), "{page}");
        assert!(document(&city, &number, "pledge-witness.txt").is_some(), "committed to before anybody can quote, on {}", app.engine);
        let signups = all_seal(&city, (&project, &draw), 0);
        loses_its_secret(&app, &number).await;
        at_deadline(&app, &city, &project).await;
        assert_eq!((state(&city, &draw), state(&city, &number)), (DrawState::Decided, DrawState::Frozen), "{}", app.engine);
        nothing_is_open(&app, &city, (&project, &draw)).await;
        // The officer of this market gives its key to nobody yet, whoever asks it.
        let freeze = Freeze::parse(document(&city, &draw, "freeze.txt").unwrap()).unwrap().hash().to_string();
        let sealing = SealedTo { about: about.clone(), committee: committee(&city, &draw).to_text(), round: 1 };
        let asked =
            |number: Option<Deed>| Message::Release { draw: draw.to_string(), freeze: freeze.clone(), sealing: sealing.clone(), number };
        let early = deed(&app, &city, (&number, "freeze.txt"));
        for (wrong, told) in
            [(None, "nothing"), (Some(early), "the number's list"), (Some(deed(&app, &city, (&draw, "result.txt"))), "another result")]
        {
            assert!(says(&app, &asked(wrong)).await.is_err(), "shown {told} it releases");
        }
        let forged = SealedTo { about: about.replace("lowered-by", "raised-by"), ..sealing.clone() };
        let forged = Message::Release { draw: draw.to_string(), freeze: freeze.clone(), sealing: forged, number: None };
        assert!(says(&app, &forged).await.is_err(), "another about.txt is not the one it committed to");

        app.at(progress(&city, &number).platform_at()).await;
        nothing_is_open(&app, &city, (&project, &draw)).await;
        app.at(progress(&city, &number).reveal_by).await;
        assert_eq!(state(&city, &number), DrawState::Void, "{}", app.engine);
        assert!(
            number.next(mingxuan::domain::draw::DrawKind::Redraw).is_some_and(|again| document(&city, &again, "request.txt").is_none())
        );
        assert_eq!((city.state(&project).state, inputs(&city, &draw).coefficient()), (ProjectState::Selected, Some(0)), "{}", app.engine);
        assert_eq!(first(&city, &draw), signups[1].label, "the average is not lowered");
        let (exit, said) = verified(&bundle(&city, &draw));
        assert!(exit == 0 && said.contains("k = 0.00%") && said.contains("void"), "{said}");
        let told = app.visitor().get(&format!("/projects/{}/outcome", city.state(&project).number)).await.body;
        assert!(told.contains(&format!("抽取{number}作废，所以k为0")) && told.contains(&format!("href=\"/draws/{number}\"")), "{told}");
        let page = app.visitor().get(&format!("/draws/{number}")).await.body;
        assert!(page.contains("这个数按0计算") && !page.contains('⟦'), "{page}");
        assert!(matches!(
            says(&app, &asked(Some(deed(&app, &city, (&number, "void.txt"))))).await,
            Ok(mingxuan::witness::wire::Answer::Release(_))
        ));
        assert_eq!(own_troubles(&app), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_waits_through_a_stop_and_an_extension_and_decides_who_is_closest() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let (project, first_draw, number) = lowered_project(&app, &city).await;
        let pledge = document(&city, &number, "pledge-witness.txt");
        // One alone is too few; the rest come in the extension.
        let committee = committee(&city, &first_draw);
        let alone = signed_up(&city, 0, &project);
        brings(&city, 0, &alone, &sealed(&committee, &alone.label, QUOTES[0]).0).unwrap();
        at_deadline(&app, &city, &project).await;
        let draw = draw_of(&city, &project);
        assert_eq!((draw.as_str(), state(&city, &number)), (format!("{first_draw}/x1").as_str(), DrawState::Requested), "{}", app.engine);
        let carried = city.asked(|conn| mingxuan::market::signups::active(conn, draw.as_str())).remove(0);
        brings(&city, 0, &carried, &sealed(&super::committee(&city, &draw), &carried.label, QUOTES[0]).0).unwrap();
        let mut signups = vec![carried];
        signups.extend(all_seal(&city, (&project, &draw), 1));

        let page = format!("/supervision/{}", city.state(&project).number);
        let supervisor = app.staff(Role::Supervisor).await.visitor;
        assert_eq!(supervisor.post_from(&page, &format!("{page}/stop"), &[("reason", "核实投诉。")]).await.status, 303);
        let closes = at_deadline(&app, &city, &project).await;
        app.at(closes.plus(HOUR)).await;
        assert_eq!((state(&city, &draw), state(&city, &number), released(&city, &project)), (DrawState::Decided, DrawState::Requested, 0));
        let [one, other] = [app.staff(Role::Supervisor).await.visitor, app.staff(Role::Supervisor).await.visitor];
        assert_eq!(one.post_from(&page, &format!("{page}/ask"), &[("reason", "投诉不成立。")]).await.status, 303);
        assert_eq!(other.post_from(&page, &format!("{page}/agree"), &[]).await.status, 303);
        app.work().await;
        assert_eq!((state(&city, &number), document(&city, &number, "pledge-witness.txt")), (DrawState::Decided, pledge), "{}", app.engine);
        let k = inputs(&city, &draw).coefficient().unwrap();
        assert_eq!(first(&city, &draw), signups[usize::from(k == 0)].label, "k = {k} on {}", app.engine);
        assert_eq!(city.state(&project).state, ProjectState::Selected, "{}", app.engine);
        let (exit, said) = verified(&bundle(&city, &draw));
        assert!(exit == 0 && said.contains(&format!("k = {}.{:02}% ({number})", k / 100, k % 100)), "{said}");
        let told = app.visitor().get(&format!("/projects/{}/outcome", city.state(&project).number)).await.body;
        let lowered = format!("（10000 − {k}）");
        assert!(told.contains(&format!("k由抽取{number}产生")) && told.contains(&lowered) && told.contains("25.5003万元"), "{told}");
        assert_eq!((verified(&bundle(&city, &number)).0, own_troubles(&app)), (0, Vec::new()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_is_not_needed_lapses_with_its_project() {
    for app in TestApp::on_both().await {
        let city = city(&app, 1);
        let (project, _, number) = lowered_project(&app, &city).await;
        at_deadline(&app, &city, &project).await;
        at_deadline(&app, &city, &project).await;
        assert_eq!((city.state(&project).state, state(&city, &number)), (ProjectState::Failed, DrawState::Lapsed), "{}", app.engine);
        assert!(document(&city, &number, "notice.txt").is_none() && document(&city, &number, "reveal-platform.txt").is_none());
    }
}

/// A bundle in a folder, with what the program says of it.
struct Unpacked(tempfile::TempDir);

impl Unpacked {
    fn of(bundle: Vec<u8>) -> Unpacked {
        let folder = tempfile::tempdir().unwrap();
        zip::ZipArchive::new(std::io::Cursor::new(bundle)).unwrap().extract(folder.path()).unwrap();
        Unpacked(folder)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn is_refused(&self, (code, file): (u8, &str), what: &str) {
        let mut said = Vec::new();
        let found = mingxuan::verify::verify_path(self.0.path(), &mut said);
        let said = String::from_utf8(said).unwrap();
        assert!(found == code && said.contains(file), "{what}: {found} {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_coefficient_than_was_drawn_is_refused() {
    let app = TestApp::start().await; // The verifier reads files alone.
    let city = city(&app, 3);
    let (project, draw, number) = lowered_project(&app, &city).await;
    let (other, other_draw, _) = lowered_project(&app, &city).await;
    all_seal(&city, (&project, &draw), 0);
    all_seal(&city, (&other, &other_draw), 0);
    at_deadline(&app, &city, &project).await;
    let whole = bundle(&city, &draw);
    assert!(crate::selection::python_says(&whole).starts_with("OK "));
    let fresh = || Unpacked::of(whole.clone());
    fresh().is_refused((0, "drawn number"), "as it is");

    // Whoever forges an outcome writes inputs and outcome that fit together, and leaves out what the log says of the true ones.
    let k = inputs(&city, &draw).coefficient().unwrap();
    for (forged, told) in [((k + 1).to_string(), "a number beside it"), ("-".to_owned(), "none")] {
        let folder = fresh();
        let text = std::fs::read_to_string(folder.at("choice/inputs.txt")).unwrap();
        let inputs = Inputs::parse(text.replace(&format!("\ncoefficient {k}\n"), &format!("\ncoefficient {forged}\n"))).unwrap();
        std::fs::write(folder.at("choice/inputs.txt"), inputs.to_text()).unwrap();
        std::fs::write(folder.at("choice/outcome.txt"), outcome(&inputs).to_text()).unwrap();
        for name in ["inputs", "outcome"] {
            ["entry", "tlog-proof"].iter().for_each(|end| std::fs::remove_file(folder.at(&format!("choice/{name}.{end}"))).unwrap());
        }
        folder.is_refused((1, "choice/inputs.txt line 5"), told);
    }
    let folder = fresh();
    std::fs::remove_dir_all(folder.at("number")).unwrap();
    folder.is_refused((2, "number/"), "the draw of the number left out");
    let folder = fresh();
    let seed = std::fs::read_to_string(folder.at("number/seed.txt")).unwrap();
    std::fs::write(folder.at("number/seed.txt"), seed.replace("reveal platform ", "reveal platform 0")).unwrap();
    folder.is_refused((1, "number/seed.txt"), "a seed of one's own");
    // A draw that is right by itself, of another project.
    let (folder, elsewhere) = (fresh(), Unpacked::of(bundle(&city, &other_draw)));
    std::fs::remove_dir_all(folder.at("number")).unwrap();
    std::fs::rename(elsewhere.at("number"), folder.at("number")).unwrap();
    folder.is_refused((1, "number/notice.txt line 2"), "the number of another project");
    let folder = fresh();
    let place = |name: &str| folder.at(name);
    std::fs::copy(place("number/proofs/result.entry"), place("proofs/states.entry")).unwrap();
    std::fs::copy(place("number/proofs/result.tlog-proof"), place("proofs/states.tlog-proof")).unwrap();
    folder.is_refused((1, "proofs/states"), "quotes opened before the number");
    assert!(number.as_str().ends_with("/3"));
}
