//! The pages of this slice: for the public, for credit officers, for the agency a case is about.

mod agency;
mod case;
mod office;
mod public;
mod suspension;

use crate::app::App;
use crate::error::{Error, Result};
use crate::platform::forms::Form;
use crate::platform::page::PageNumber;
use crate::platform::routes::Routes;

/// Registers the pages.
pub fn routes(r: &mut Routes<'_>) {
    public::routes(r);
    office::routes(r);
    case::routes(r);
    suspension::routes(r);
    agency::routes(r);
}

/// Takes over what a service refused: wrong fields, and a rule that said no, stay on the page with what was typed; the rest has its own page.
///
/// # Errors
/// Whatever is neither.
fn refused(form: &mut Form, error: Error, t: crate::platform::i18n::T) -> Result<()> {
    match error {
        Error::Refused(say) => {
            form.refuse("", t.say(&say));
            Ok(())
        }
        other => form.refused_by(other),
    }
}

/// The page number of a query, 1 where there is none.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Listing {
    /// A state's word; empty for all.
    pub state: String,
    /// What is looked for.
    pub q: String,
    pub page: PageNumber,
}

impl Listing {
    /// The page asked for.
    pub fn page(&self) -> i64 {
        self.page.get()
    }
}

/// The policy that new cases are drafted under.
fn policy(app: &App) -> &crate::domain::policy::Policy {
    app.policies.in_force(app.clock.now())
}
