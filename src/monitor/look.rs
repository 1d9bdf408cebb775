//! One look: the head, the entries that are new, the draws that ended.

use std::collections::BTreeSet;

use super::fetch::Market;
use super::state::State;
use super::{Report, Trouble, keys};
use crate::domain::audit_entry::{Body, Entry};
use crate::domain::draw::Document;
use crate::domain::event::Kind;
use crate::domain::hash::Hash32;
use crate::domain::log::{Distrust, Edge, Head, Trusted, cosigned, open};
use crate::verify;

/// What a market must not do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Alarm {
    #[error("the head of the log is not believed: {0}")]
    Head(Distrust),
    #[error("witness {name} has not vouched for the head, twice in a row")]
    Unvouched { name: String },
    #[error("the log shrank from {seen} entries to {now}")]
    Shrank { seen: u64, now: u64 },
    #[error("the entries do not give the signed root of {size}: what was seen before was changed, or the head is false")]
    Changed { size: u64 },
    #[error("entry {index} is none of audit/v1")]
    Entry { index: u64 },
    #[error("a second {kind} of draw {draw} at entry {index}")]
    Second { kind: String, draw: String, index: u64 },
    #[error("the bundle of draw {draw} is wrong: {what}")]
    Draw { draw: String, what: String },
    #[error("the bundle of draw {draw} holds another {document} than the log")]
    Other { draw: String, document: String },
}

impl Alarm {
    /// The alarm in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Alarm::Head(_) => "日志头不可信".into(),
            Alarm::Unvouched { name } => format!("见证端 {name} 连续两次未为日志头作证"),
            Alarm::Shrank { seen, now } => format!("日志由 {seen} 条减为 {now} 条"),
            Alarm::Changed { size } => format!("{size} 条日志算不出所签的根哈希：此前的内容被改动，或日志头是假的"),
            Alarm::Entry { index } => format!("第 {index} 条不合 audit/v1 格式"),
            Alarm::Second { kind, draw, index } => format!("抽取 {draw} 出现第二个 {kind}（第 {index} 条）"),
            Alarm::Draw { draw, .. } => format!("抽取 {draw} 的材料核验不通过"),
            Alarm::Other { draw, document } => format!("抽取 {draw} 的 {document} 与日志不符"),
        }
    }
}

/// Kinds of which a draw has one, and the document each is about.
const ONCE: [(Kind, &str); 7] = [
    (Kind::DrawNotice, "notice.txt"),
    (Kind::DrawClose, "close.txt"),
    (Kind::DrawFreeze, "freeze.txt"),
    (Kind::DrawSeed, "seed.txt"),
    (Kind::DrawResult, "result.txt"),
    (Kind::DrawVoid, "void.txt"),
    (Kind::DrawLapsed, "lapsed.txt"),
];

/// What a look came to, and the head it believes as it was published.
pub(super) struct Looked {
    pub report: Report,
    pub state: State,
    pub head: Head,
    pub note: String,
}

pub(super) async fn look(market: &Market, before: State, trusted: &Trusted) -> Result<Looked, Trouble> {
    let mut state = before.clone();
    let first = keys::to_look_with(market, &mut state, &trusted.logs).await?;
    let note = market.checkpoint().await.map_err(Trouble::Unknown)?;
    let head = open(&note, &state.keys).map_err(Alarm::Head)?;
    if head.size < before.size {
        return Err(Alarm::Shrank { seen: before.size, now: head.size }.into());
    }
    vouched(&mut state, &note, trusted)?;
    let edge = grow(market, &mut state, &head).await?;
    state.keep(&edge).map_err(Trouble::Unknown)?;
    keys::follow(market, &mut state).await?;
    let draws = state.due.len();
    for draw in std::mem::take(&mut state.due) {
        check_draw(market, &state, &draw).await?;
    }
    let key = state.keys.last().cloned().ok_or_else(|| Trouble::Unknown("no key of the log is known".into()))?;
    let unvouched = state.unvouched.len();
    let report = Report { size: head.size, new: head.size - before.size, draws, key, trusted_at_first_sight: first, unvouched };
    Ok(Looked { report, state, head, note })
}

/// Notes which witnesses have not vouched for the head yet. A head is a second old at times, so that is an alarm only at the second look in a row.
fn vouched(state: &mut State, note: &str, trusted: &Trusted) -> Result<(), Alarm> {
    let found = cosigned(note, &trusted.witnesses).map_err(Alarm::Head)?;
    let silent = trusted.witnesses.iter().map(|key| key.name().to_owned()).filter(|name| found.iter().all(|one| one.name != *name));
    let silent: BTreeSet<String> = silent.collect();
    if let Some(name) = silent.iter().find(|name| state.unvouched.contains(*name)) {
        return Err(Alarm::Unvouched { name: name.clone() });
    }
    state.unvouched = silent;
    Ok(())
}

/// Fetches what is new, hashes it onto the edge, and notes what the draws did. The edge is the monitor's own, so a root that fits proves both that
/// the new entries are those of the head and that nothing below them changed.
async fn grow(market: &Market, state: &mut State, head: &Head) -> Result<Edge, Trouble> {
    let mut edge = state.edge().map_err(Trouble::Unknown)?;
    let fault = |e: tlog_tiles::Error| Trouble::Unknown(e.to_string());
    while edge.size() < head.size {
        let (bundle, within) = (edge.size() / 256, edge.size() % 256);
        let width = (head.size - bundle * 256).min(256);
        let entries = market.entries(bundle, width).await.map_err(Trouble::Unknown)?;
        for entry in entries.iter().skip(usize::try_from(within).unwrap_or(usize::MAX)) {
            let index = edge.size();
            edge.push(entry).map_err(fault)?;
            note(state, index, entry)?;
        }
        edge.trim().map_err(fault)?;
    }
    if edge.root().map_err(fault)? == head.root { Ok(edge) } else { Err(Alarm::Changed { size: head.size }.into()) }
}

/// Notes what an entry says of a draw.
fn note(state: &mut State, index: u64, bytes: &[u8]) -> Result<(), Alarm> {
    let entry = Entry::parse(bytes).map_err(|_| Alarm::Entry { index })?;
    if let Some(sealed) = &mut state.sealed
        && entry.kind.as_str() == Kind::EntryReceived.as_str()
    {
        sealed.insert(index, Hash32::of(bytes));
    }
    if entry.kind.as_str() == Kind::LogKey.as_str()
        && let Body::Public(hash) = entry.body
    {
        state.changes.push(hash);
        return Ok(());
    }
    let Some((kind, _)) = ONCE.iter().find(|(kind, _)| kind.as_str() == entry.kind.as_str()) else { return Ok(()) };
    let Body::Public(hash) = entry.body else { return Err(Alarm::Entry { index }) };
    let draw = entry.subject.to_string();
    let second = Alarm::Second { kind: kind.to_string(), draw: draw.clone(), index };
    if state.draws.entry(draw.clone()).or_default().insert(kind.to_string(), hash).is_some() {
        return Err(second);
    }
    if matches!(kind, Kind::DrawResult | Kind::DrawVoid) {
        state.due.push(draw);
    }
    Ok(())
}

/// Checks a draw that ended: its bundle by itself, and against what the log holds.
async fn check_draw(market: &Market, state: &State, draw: &str) -> Result<(), Trouble> {
    let bytes = market.bundle(draw).await.map_err(Trouble::Unknown)?;
    let file = tempfile::NamedTempFile::new().map_err(|e| Trouble::Unknown(e.to_string()))?;
    std::fs::write(file.path(), bytes).map_err(|e| Trouble::Unknown(e.to_string()))?;
    let mut said = Vec::new();
    let logs = state.past.iter().chain(&state.keys).cloned().collect();
    if verify::verify_under(file.path(), &Trusted { logs, witnesses: Vec::new() }, &mut said) != verify::PASSED {
        let said = String::from_utf8_lossy(&said).into_owned();
        let what =
            said.lines().find(|line| line.starts_with("WRONG") || line.starts_with("INCOMPLETE")).unwrap_or("not readable").to_owned();
        return Err(Alarm::Draw { draw: draw.to_owned(), what }.into());
    }
    let held = verify::hashes(file.path()).map_err(Trouble::Unknown)?;
    let logged = state.draws.get(draw).into_iter().flatten();
    for (kind, hash) in logged {
        let document = ONCE.iter().find(|(one, _)| one.as_str() == kind).map_or("", |(_, document)| document);
        if held.get(document).is_some_and(|own: &Hash32| own != hash) {
            return Err(Alarm::Other { draw: draw.to_owned(), document: document.to_owned() }.into());
        }
    }
    Ok(())
}
