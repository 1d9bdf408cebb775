//! The number by which an average was lowered, in a bundle: its own draw lies in `number/` and is checked as every draw is; it is the one that about.txt
//! names, drawn from every number, and the log holds its end before it holds anything of the quotes.

use std::collections::BTreeMap;

use super::bundle::{Bundle, NUMBER};
use super::check::{self, ABOUT, Ending, Stop};
use crate::domain::draw::{Broken, Document, DrawId, DrawResult, Fault, Freeze, Notice, Pool, Void, entries};
use crate::domain::log::{Proof, Trusted};
use crate::domain::method::{Inputs, Lowered};

/// What the draw of a number came to.
pub(super) struct Number {
    pub draw: DrawId,
    /// In hundredths of a percent; 0 where the draw ended void.
    pub coefficient: u32,
    pub is_void: bool,
}

/// Checks the draw of the number; `None` where about.txt names none.
pub(super) fn check(bundle: &Bundle, trusted: &Trusted) -> Result<Option<Number>, Stop> {
    let inner = bundle.within(NUMBER);
    let about = bundle.get(ABOUT).map(|bytes| std::str::from_utf8(bytes).unwrap_or_default());
    let named = about.and_then(Lowered::named_by);
    let Some(inner) = inner else {
        // Before the outcome the number may not be drawn yet.
        let needed = named.is_some() && bundle.has(Inputs::FILE);
        return if needed { Err(Stop::Missing(vec![NUMBER])) } else { Ok(None) };
    };
    if about.is_none() {
        return Err(Stop::Missing(vec![ABOUT]));
    }
    let Some(named) = named else {
        let file = format!("{NUMBER}{}", Notice::FILE);
        return Err(Fault::at(&file, 1, Broken::MustNotExist { because: "about.txt names no draw of a number" }).into());
    };
    let found = check::check(&inner, trusted).map_err(in_folder)?;
    if found.draw != named.draw {
        return Err(mismatch(Notice::FILE, 2, "the draw", named.draw.to_string()).into());
    }
    drawn_from_all(&inner, &named).map_err(in_folder)?;
    before_quotes(bundle)?;
    let (coefficient, is_void) = match &found.ending {
        Ending::Void { .. } => (Some(0), true),
        Ending::Drawn { winners, .. } => (winners.first().and_then(|winner| named.coefficient(&winner.label)), false),
    };
    let coefficient = coefficient.ok_or_else(|| mismatch(DrawResult::FILE, 1, "the first label", "a number".to_owned()))?;
    Ok(Some(Number { draw: named.draw, coefficient, is_void }))
}

fn mismatch(file: &str, line: usize, what: &'static str, expected: String) -> Fault {
    Fault::at(&format!("{NUMBER}{file}"), line, Broken::Mismatch { what, expected })
}

/// What is wrong or missing in the folder, under the names it has in the bundle.
fn in_folder(stop: Stop) -> Stop {
    match stop {
        Stop::Fault(fault) => {
            let file = format!("{NUMBER}{}", fault.file);
            Stop::Fault(fault.in_file(&file))
        }
        Stop::Missing(_) => Stop::Missing(vec![NUMBER]),
    }
}

/// The list is that of every number from 0 to the most that about.txt says, and all of them take part.
fn drawn_from_all(inner: &Bundle, named: &Lowered) -> Result<(), Stop> {
    let pool = inner.document::<Pool>()?.ok_or(Stop::Missing(vec![Pool::FILE]))?;
    let whole = Pool::new(named.draw.clone(), named.list());
    if let Some((line, expected)) = crate::domain::draw::text::first_difference(&pool.to_text(), &whole.to_text()) {
        return Err(Fault::at(Pool::FILE, line, Broken::Mismatch { what: "the line", expected: expected.to_owned() }).into());
    }
    let freeze = inner.document::<Freeze>()?.ok_or(Stop::Missing(vec![Freeze::FILE]))?;
    Ok(entries::check_open(&freeze, &pool, &BTreeMap::new())?)
}

/// Where the proofs are there: the number's end lies in the log before the states of the quotes.
fn before_quotes(bundle: &Bundle) -> Result<(), Fault> {
    let place = |name: &str| {
        let text = bundle.get(name).and_then(|bytes| std::str::from_utf8(bytes).ok());
        text.and_then(|text| Proof::parse(text).ok()).map(|proof| proof.index)
    };
    let stem = |file: &str| file.trim_end_matches(".txt").to_owned();
    let ends = [DrawResult::FILE, Void::FILE].map(|file| format!("{NUMBER}proofs/{}.tlog-proof", stem(file)));
    let (end, quotes) = (ends.iter().find_map(|name| place(name)), place(QUOTES));
    match (end, quotes) {
        (Some(end), Some(quotes)) if quotes <= end => Err(Fault::at(QUOTES, 1, Broken::LogOrder)),
        _ => Ok(()),
    }
}

/// The proof of what was said of the quotes first.
const QUOTES: &str = "proofs/states.tlog-proof";
