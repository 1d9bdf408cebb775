//! Whether what the market shows is what its log holds: the same notice, close and freeze, every sealed entry between them and no other.

use super::super::inspect::Why;
use super::super::wire::Inspection;
use crate::domain::event::Kind;
use crate::domain::hash::Hash32;
use crate::error::Result;
use crate::monitor::Seen;

/// What the log says to an inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It holds exactly this.
    Same,
    /// The freeze is not below a signed head yet.
    NotYet,
    /// It holds something else.
    Other(Why),
}

/// Compares an inspection with the log.
///
/// # Errors
/// [`crate::error::Error::Malformed`] where the freeze cannot be read.
pub fn compare(seen: &Seen, shown: &Inspection) -> Result<Said> {
    let draw = shown.draw()?;
    let held = seen.draws.get(draw.as_str());
    let holds = |kind: Kind| held.and_then(|documents| documents.get(kind.as_str())).copied();
    let Some(freeze) = holds(Kind::DrawFreeze) else { return Ok(Said::NotYet) };
    if freeze != Hash32::of(&shown.freeze) {
        return Ok(Said::Other("second-freeze"));
    }
    if holds(Kind::DrawNotice) != Some(Hash32::of(&shown.notice)) || holds(Kind::DrawClose) != Some(Hash32::of(&shown.close)) {
        return Ok(Said::Other("not-in-the-log"));
    }
    let span = shown.notice_index.saturating_add(1)..shown.close_index.max(shown.notice_index.saturating_add(1));
    let logged = seen.sealed.range(span).map(|(index, hash)| (*index, *hash));
    let opened = shown.received.iter().map(|one| (one.index, Hash32::of(&one.entry)));
    Ok(if logged.eq(opened) { Said::Same } else { Said::Other("log-entries-differ") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draw::{Document, DrawId, Freeze};
    use crate::domain::log::{Hash, Head};
    use crate::witness::wire::Shown;
    use std::collections::BTreeMap;

    const FREEZE: &str =
        "draw/v1 freeze\ndraw MX-1/1\nnotice 0000000000000000000000000000000000000000000000000000000000000000\nentries 1\nentry a 1 in -\n";

    fn shown(received: &[(u64, &str)]) -> Inspection {
        let one =
            |(index, entry): &(u64, &str)| Shown { index: *index, entry: (*entry).into(), salt: String::new(), document: String::new() };
        Inspection {
            notice: "notice".into(),
            notice_index: 3,
            pool: None,
            close: "close".into(),
            close_index: 9,
            freeze: FREEZE.into(),
            roster: String::new(),
            received: received.iter().map(one).collect(),
        }
    }

    fn seen(sealed: &[(u64, &str)]) -> Seen {
        assert_eq!(Freeze::parse(FREEZE).map(|freeze| freeze.draw().clone()), Ok(DrawId::parse("MX-1/1").unwrap()));
        let held = [("draw.notice", "notice"), ("draw.close", "close"), ("draw.freeze", FREEZE)];
        let documents = held.into_iter().map(|(kind, text)| (kind.to_owned(), Hash32::of(text))).collect();
        let sealed = sealed.iter().map(|(index, entry)| (*index, Hash32::of(*entry))).collect();
        let head = Head { origin: "market.example/audit".into(), size: 12, root: Hash([0; 32]) };
        Seen { sealed, draws: BTreeMap::from([("MX-1/1".to_owned(), documents)]), head, note: String::new() }
    }

    #[test]
    fn every_sealed_entry_between_notice_and_close_is_shown_and_no_other() {
        let log = seen(&[(2, "before"), (4, "a"), (7, "b"), (11, "after")]);
        assert_eq!(compare(&log, &shown(&[(4, "a"), (7, "b")])).unwrap(), Said::Same);
        for wrong in [&[(4, "a")][..], &[(4, "a"), (7, "c")], &[(4, "a"), (6, "b")], &[(4, "a"), (7, "b"), (8, "more")], &[]] {
            assert_eq!(compare(&log, &shown(wrong)).unwrap(), Said::Other("log-entries-differ"), "{wrong:?}");
        }
    }

    #[test]
    fn the_log_has_one_freeze_and_it_is_this_one() {
        let mut log = seen(&[]);
        let documents = log.draws.get_mut("MX-1/1").unwrap();
        documents.insert("draw.freeze".into(), Hash32::of("another"));
        assert_eq!(compare(&log, &shown(&[])).unwrap(), Said::Other("second-freeze"));
        let documents = log.draws.get_mut("MX-1/1").unwrap();
        documents.insert("draw.freeze".into(), Hash32::of(FREEZE));
        documents.insert("draw.close".into(), Hash32::of("another"));
        assert_eq!(compare(&log, &shown(&[])).unwrap(), Said::Other("not-in-the-log"));
        log.draws.clear();
        assert_eq!(compare(&log, &shown(&[])).unwrap(), Said::NotYet);
    }
}
