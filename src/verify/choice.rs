//! What the stages after a draw came to (`choice/v1`): inputs that are those of the frozen list, and the outcome that follows from them.

use super::bundle::{Bundle, CHOICE};
use crate::domain::draw::{Broken, Document, Fault, Freeze, Label, Mode, Standing};
use crate::domain::method::{Inputs, Outcome, Pick, outcome};

/// Checks what is there; gives the labels that are asked one after the other, struck ones skipped. `None` where the draw is all there is.
pub(super) fn check(bundle: &Bundle, list: (&Freeze, Mode), standing: &Standing<'_>) -> Result<Option<Vec<Label>>, Fault> {
    let Some(inputs) = bundle.document::<Inputs>()? else {
        return match bundle.names_in(CHOICE).find(|name| name.ends_with(".txt") && *name != Pick::FILE) {
            Some(stray) => Err(Fault::at(stray, 1, Broken::MustNotExist { because: "there are no inputs it could follow from" })),
            None => Ok(None),
        };
    };
    inputs.fits(list, standing)?;
    if let Some(pick) = bundle.document::<Pick>()? {
        check_pick(&pick, &inputs)?;
    }
    // In the second between the two, and where somebody left it out, which is named as absent.
    let Some(found) = bundle.document::<Outcome>()? else { return Ok(None) };
    found.matches(&outcome(&inputs))?;
    let standing = found.places().iter().filter(|place| !standing.is_struck(&place.label));
    Ok(Some(standing.map(|place| place.label.clone()).collect()))
}

/// The pick belongs to this draw, and is the one that the inputs have.
fn check_pick(pick: &Pick, inputs: &Inputs) -> Result<(), Fault> {
    let mismatch = |line, what, expected: String| Err(Fault::at(Pick::FILE, line, Broken::Mismatch { what, expected }));
    if pick.draw != *inputs.draw() {
        return mismatch(2, "the draw", inputs.draw().to_string());
    }
    match inputs.picked() {
        Some(picked) if *picked == pick.picked => Ok(()),
        picked => mismatch(3, "the pick", picked.map_or_else(|| "-".to_owned(), ToString::to_string)),
    }
}
