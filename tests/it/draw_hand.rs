//! The three lines of shell that the pages show, typed as a reader types them.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::draw_bundle::write;
use crate::draw_verify::drafts;
use crate::selection::{all_sign_up, at_deadline, bundle, city, draw_of, open_project};
use crate::support::TestApp;

/// The commands of the page's `pre`, as they are copied from it.
fn commands(html: &str) -> String {
    let shown = html.split_once("<pre class=\"shell\">").unwrap().1.split_once("</pre>").unwrap().0;
    let text = shown.replace("<span class=\"p\">$ </span>", "");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&")
}

fn typed(lines: &str, folder: &Path) -> String {
    let output = Command::new("sh").args(["-c", lines]).current_dir(folder).output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn three_lines_redo_any_draw_and_see_a_rank_that_was_exchanged() {
    let page = include_str!("../../web/templates/selection/three-lines.html");
    let lines = commands(page);
    assert_eq!(lines.lines().count(), 3);
    for draft in drafts(40).iter().filter(|draft| draft.entries.len() > 3).take(6) {
        let (folder, mut files) = (TempDir::new().unwrap(), draft.files());
        write(&files, folder.path());
        assert_eq!(typed(&lines, folder.path()), "SAME\n");
        let result = String::from_utf8(files["result.txt"].clone()).unwrap();
        let exchanged = result.replace("rank 1 ", "rank x ").replace("rank 2 ", "rank 1 ").replace("rank x ", "rank 2 ");
        files.insert("result.txt".to_owned(), exchanged.into_bytes());
        write(&files, folder.path());
        let said = typed(&lines, folder.path());
        assert!(draft.ranking("", false).len() < 2 || said.contains("rank 1 ") && !said.contains("SAME"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_draw_show_lines_that_work_on_its_own_bundle() {
    let app = TestApp::start().await; // Pages are made by the program, not by the engine.
    let city = city(&app, 4);
    let project = open_project(&app, &city).await;
    let draw = draw_of(&city, &project);
    let visitor = app.visitor();
    let early = visitor.get(&format!("/draws/{draw}/verify")).await;
    assert!(early.status == 200 && early.body.contains("还没有结束") && !early.body.contains("data-bundle"), "{}", early.body);
    all_sign_up(&city, 4, &project);
    at_deadline(&app, &city, &project).await;
    let folder = TempDir::new().unwrap();
    zip::ZipArchive::new(std::io::Cursor::new(bundle(&city, &draw))).unwrap().extract(folder.path()).unwrap();
    for path in [format!("/draws/{draw}"), format!("/draws/{draw}/verify")] {
        let page = visitor.get(&path).await;
        assert_eq!(typed(&commands(&page.body), folder.path()), "SAME\n", "{path}");
    }
    let page = visitor.get(&format!("/draws/{draw}/verify")).await.body;
    assert!(page.contains(&format!("data-bundle=\"/draws/{draw}/bundle.zip\"")) && !page.contains('⟦'), "{page}");
    assert_eq!(visitor.get("/draws/MX-2026-999999/1/verify").await.status, 404);
}
