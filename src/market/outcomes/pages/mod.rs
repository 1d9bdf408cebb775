//! The owner's blind choice, and the outcome with its explanation.

mod choice;
mod outcome;

use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    choice::routes(r);
    outcome::routes(r);
}
