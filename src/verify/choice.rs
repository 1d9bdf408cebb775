//! What the stages after a draw came to (`choice/v1`): inputs that are those of the frozen list, and the outcome that follows from them.

use std::collections::{BTreeMap, BTreeSet};

use super::bundle::{Bundle, CHOICE};
use super::check::Stop;
use super::number::Number;
use crate::domain::bid::{Found, Line, Links, Opening, SealedLinks, What};
use crate::domain::draw::{Broken, Document, Fault, Freeze, Label, Mode, Standing, Status};
use crate::domain::method::{Comparison, Inputs, Offer, Outcome, Pick, Picked, Scores, Stage, Talks, outcome};

/// Checks what is there; gives the labels that are asked one after the other, struck ones skipped. `None` where the draw is all there is.
pub(super) fn check(bundle: &Bundle, list: (&Freeze, Mode), order: (&Standing<'_>, Option<&Number>)) -> Result<Option<Vec<Label>>, Stop> {
    let (standing, number) = order;
    let scores = bundle.document::<Scores>()?;
    let Some(inputs) = bundle.document::<Inputs>()? else {
        let early = [Pick::FILE, Scores::FILE, Talks::FILE, Comparison::FILE];
        return match bundle.names_in(CHOICE).find(|name| name.ends_with(".txt") && !early.contains(name)) {
            Some(stray) => Err(Fault::at(stray, 1, Broken::MustNotExist { because: "there are no inputs it could follow from" }).into()),
            None => Ok(None),
        };
    };
    inputs.fits(list, standing)?;
    inputs.fits_coefficient(number.map(|number| number.coefficient))?;
    let sealed = Sealed::of(bundle)?;
    check_offers(bundle, &sealed, &inputs)?;
    check_scores(scores.as_ref(), &sealed, &inputs)?;
    check_comparison(bundle, &inputs)?;
    if let Some(pick) = bundle.document::<Pick>()? {
        check_pick(bundle, &pick, &inputs)?;
    }
    // In the second between the two, and where somebody left it out, which is named as absent.
    let Some(found) = bundle.document::<Outcome>()? else { return Ok(None) };
    found.matches(&outcome(&inputs))?;
    let standing = found.places().iter().filter(|place| !standing.is_struck(&place.label));
    Ok(Some(standing.map(|place| place.label.clone()).collect()))
}

/// Under what a label's entry was sealed: itself, or the pseudonym that its opened link names.
struct Sealed(Option<Links>);

impl Sealed {
    fn of(bundle: &Bundle) -> Result<Sealed, Stop> {
        let opening = bundle.document::<Opening>()?;
        if !opening.iter().flat_map(|opening| &opening.lines).any(|line| line.label.is_pseudonym()) {
            return Ok(Sealed(None));
        }
        bundle.document::<Links>()?.map(|links| Sealed(Some(links))).ok_or(Stop::Missing(vec![Links::FILE]))
    }

    /// What stands for a label in the opening and the scores.
    fn under<'a>(&'a self, label: &'a Label) -> Option<&'a Label> {
        self.0.as_ref().map_or(Some(label), |links| links.pseudonym(label))
    }

    /// The label behind what stands in the opening; a pseudonym that no link names stands for nobody.
    fn label<'a>(&'a self, sealed: &'a Label) -> Option<&'a Label> {
        self.0.as_ref().map_or(Some(sealed), |links| links.behind(sealed))
    }
}

/// The quotes are those that were opened: where there are bounds for quotes there is an opening, and every row has what it says of the label, unless
/// found.txt excludes it.
fn check_offers(bundle: &Bundle, sealed: &Sealed, inputs: &Inputs) -> Result<(), Stop> {
    let opening = bundle.document::<Opening>()?;
    if let Some(Stage::Negotiate { rounds, from }) = inputs.stages().last() {
        return check_talks(bundle, inputs, (*rounds, *from));
    }
    if bundle.has(Talks::FILE) {
        return Err(Fault::at(Talks::FILE, 1, Broken::MustNotExist { because: "there was no negotiation" }).into());
    }
    if inputs.bounds().is_some() && opening.is_none() {
        return Err(Stop::Missing(vec![Opening::FILE]));
    }
    let found = bundle.document::<Found>()?;
    let lines = opening.iter().flat_map(|opening| &opening.lines);
    // Where documents may exclude they were checked before anything followed.
    let sent = lines.clone().any(|line| matches!(&line.what, What::Opened(_, entry) if !entry.files.is_empty()));
    if sent && found.is_none() && super::bids::excludes(bundle) == Some(true) {
        return Err(Stop::Missing(vec![Found::FILE]));
    }
    let excluded = |label: &Label| found.as_ref().is_some_and(|found| found.excludes(label));
    let offer = |line: &Line| if excluded(&line.label) { Offer::Found } else { line.what.as_offer() };
    let offers = lines.filter_map(|line| Some((sealed.label(&line.label)?, offer(line)))).collect();
    Ok(inputs.fits_offers(&offers, Opening::FILE)?)
}

/// Everybody who was drawn took part in the negotiation, and stands in the inputs at its last quote. That the exchanges kept the rules is checked when
/// the document is read.
fn check_talks(bundle: &Bundle, inputs: &Inputs, (rounds, from): (u32, u32)) -> Result<(), Stop> {
    let mismatch = |line, what, expected: String| Err(Fault::at(Talks::FILE, line, Broken::Mismatch { what, expected }).into());
    let talks = bundle.document::<Talks>()?.ok_or(Stop::Missing(vec![Talks::FILE]))?;
    let links = bundle.document::<Links>()?.ok_or(Stop::Missing(vec![Links::FILE]))?;
    if talks.draw() != inputs.draw() {
        return mismatch(2, "the draw", inputs.draw().to_string());
    }
    if talks.rounds() != rounds {
        return mismatch(3, "the number of exchanges", rounds.to_string());
    }
    if Some(talks.bounds()) != inputs.bounds() {
        return mismatch(4, "the bounds", "those of choice/inputs.txt".to_owned());
    }
    let mut behind = BTreeMap::new();
    for (at, pseudonym) in talks.threads().iter().enumerate() {
        let Some(label) = links.behind(pseudonym) else { return mismatch(6 + at, "the pseudonym", "one of links.txt".to_owned()) };
        behind.insert(label, talks.stands_at(pseudonym));
    }
    let drawn = inputs.rows().iter().filter(|row| row.rank.is_some_and(|rank| rank <= from));
    if let Some(left_out) = drawn.clone().find(|row| !behind.contains_key(&row.label)) {
        return mismatch(5, "the number of threads", format!("with one for {}, which was drawn", left_out.label));
    }
    if behind.len() != drawn.count() {
        return mismatch(5, "the number of threads", "that of those who were drawn".to_owned());
    }
    Ok(inputs.fits_offers(&behind, Talks::FILE)?)
}

/// The scores of the inputs are those that follow from what the panel gave, and nobody else has one.
fn check_scores(scores: Option<&Scores>, sealed: &Sealed, inputs: &Inputs) -> Result<(), Fault> {
    let reviewed = inputs.stages().iter().any(|stage| matches!(stage, Stage::Review(_)));
    let Some(scores) = scores else {
        // Left out, which is named as absent, or nobody reviewed: then nobody has a score.
        let scored = inputs.rows().iter().any(|row| row.score.is_some());
        let because = "there was no review it could follow from";
        return if scored && !reviewed { Err(Fault::at(Inputs::FILE, 1, Broken::MustNotExist { because })) } else { Ok(()) };
    };
    if !reviewed {
        return Err(Fault::at(Scores::FILE, 1, Broken::MustNotExist { because: "there was no review" }));
    }
    if scores.draw != *inputs.draw() {
        return Err(Fault::at(Scores::FILE, 2, Broken::Mismatch { what: "the draw", expected: inputs.draw().to_string() }));
    }
    let score = |label: &Label| sealed.under(label).and_then(|sealed| scores.of(sealed));
    let wrong = inputs.rows().iter().position(|row| row.score != score(&row.label));
    let Some(at) = wrong else { return Ok(()) };
    let expected = score(&inputs.rows()[at].label).map_or_else(|| "-".to_owned(), |score| score.to_string());
    Err(Fault::at(Inputs::FILE, inputs.line_of(at), Broken::Mismatch { what: "the score", expected }))
}

/// Where an owner compared proposals itself its sheet is there with its pick: it has everybody whose quote counts and nobody else, and bears the pick out.
/// That its sums are right is checked when the document is read.
fn check_comparison(bundle: &Bundle, inputs: &Inputs) -> Result<(), Stop> {
    let mismatch = |line, what, expected: String| Err(Fault::at(Comparison::FILE, line, Broken::Mismatch { what, expected }).into());
    let picked = bundle.document::<Pick>()?.map(|pick| pick.picked);
    let (true, Some(Picked::Label(picked))) = (Comparison::is_made(inputs.stages()), picked) else {
        let because = "no owner picked by comparing proposals";
        let stray = bundle.has(Comparison::FILE);
        return if stray { Err(Fault::at(Comparison::FILE, 1, Broken::MustNotExist { because }).into()) } else { Ok(()) };
    };
    let comparison = bundle.document::<Comparison>()?.ok_or(Stop::Missing(vec![Comparison::FILE]))?;
    if comparison.draw != *inputs.draw() {
        return mismatch(2, "the draw", inputs.draw().to_string());
    }
    let opening = bundle.document::<Opening>()?.ok_or(Stop::Missing(vec![Opening::FILE]))?;
    let counts = |offer: Offer| match (offer, inputs.bounds()) {
        (Offer::Quoted(quote), Some(bounds)) => quote.kind() == bounds.kind && bounds.against(quote).is_none(),
        _ => false,
    };
    let standing: BTreeSet<&Label> = opening.lines.iter().filter(|line| counts(line.what.as_offer())).map(|line| &line.label).collect();
    let listed: BTreeSet<&Label> = comparison.entries.iter().map(|entry| &entry.pseudonym).collect();
    if standing != listed {
        return mismatch(4, "the entries", format!("those of {} whose quotes count", Opening::FILE));
    }
    Ok(comparison.bears_out(&picked)?)
}

/// The pick belongs to this draw, and what stands behind it is the one that the inputs have.
fn check_pick(bundle: &Bundle, pick: &Pick, inputs: &Inputs) -> Result<(), Stop> {
    let mismatch = |line, what, expected: String| Err(Fault::at(Pick::FILE, line, Broken::Mismatch { what, expected }).into());
    if pick.draw != *inputs.draw() {
        return mismatch(2, "the draw", inputs.draw().to_string());
    }
    if inputs.picked() == Some(&Picked::Nobody) {
        let links = bundle.document::<Links>()?.ok_or(Stop::Missing(vec![Links::FILE]))?;
        let Picked::Label(pseudonym) = &pick.picked else { return mismatch(3, "the pick", "a pseudonym".to_owned()) };
        let admitted = |label: &Label| inputs.row(label).is_some_and(|row| row.status == Status::In);
        return match links.behind(pseudonym).filter(|label| admitted(label)) {
            None => Ok(()),
            Some(label) => Err(Fault::at(Inputs::FILE, 6, Broken::Mismatch { what: "the pick", expected: label.to_string() }).into()),
        };
    }
    let expected = expected_pick(bundle, inputs)?;
    if expected.as_ref() == Some(&pick.picked) {
        return Ok(());
    }
    mismatch(3, "the pick", expected.map_or_else(|| "-".to_owned(), |picked| picked.to_string()))
}

/// What pick.txt must say: where cards had pseudonyms, that of the label in the inputs.
fn expected_pick(bundle: &Bundle, inputs: &Inputs) -> Result<Option<Picked>, Stop> {
    let (Some(Picked::Label(label)), true) = (inputs.picked(), bundle.has(SealedLinks::FILE)) else { return Ok(inputs.picked().cloned()) };
    let links = bundle.document::<Links>()?.ok_or(Stop::Missing(vec![Links::FILE]))?;
    Ok(links.pseudonym(label).cloned().map(Picked::Label))
}
