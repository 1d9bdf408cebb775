//! The steps of a draw in the order of the log, and who wrote each.

use super::{Known, Paper};
use crate::domain::time::Instant;
use crate::market::selection::bundle;
use crate::platform::i18n::T;

/// One line of the log.
pub struct LogLine {
    pub name: String,
    pub step: String,
    pub when: String,
    pub wire: String,
    pub index: String,
    pub who: String,
}

/// Every public document in the order of the log.
pub fn log(t: T, known: &Known) -> Vec<LogLine> {
    let mut papers: Vec<&Paper> = known.papers.values().filter(|paper| paper.log_id > 0 && bundle::is_public(&paper.name)).collect();
    papers.sort_by_key(|paper| paper.log_id);
    papers
        .into_iter()
        .map(|paper| LogLine {
            name: paper.name.clone(),
            step: t.word("selection-log", word(paper)),
            when: Instant(paper.at).second_text(),
            wire: Instant(paper.at).wire(),
            index: paper.log_index.map_or_else(|| t.t("projects-log-pending"), |index| t.number(index)),
            who: t.t(author(paper)),
        })
        .collect()
}

/// How the document begins by which a supervisor admits a label.
const ADMIT: &str = "draw/v1 admit\n";

/// Who wrote a document.
fn author(paper: &Paper) -> &'static str {
    let name = paper.name.as_str();
    let of_supervision = ["reveal-officer", "refusal-", "ceremony"];
    match name {
        _ if paper.body.starts_with(ADMIT) => "selection-supervision",
        _ if name.starts_with("reveal-applicant") => "selection-may-agency",
        _ if of_supervision.iter().any(|kind| name.starts_with(kind)) => "selection-supervision",
        _ => "selection-platform",
    }
}

/// The word of a document's kind: `reveal-officer-witness.txt` → `reveal-officer`.
fn word(paper: &Paper) -> &str {
    let name = paper.name.as_str();
    if paper.body.starts_with(ADMIT) {
        return "admit";
    }
    let kinds = ["reveal-officer-ceremony", "reveal-officer", "reveal-platform", "reveal-applicant", "refusal", "strikes"];
    kinds.into_iter().find(|kind| name.starts_with(kind)).unwrap_or_else(|| name.trim_end_matches(".txt"))
}
