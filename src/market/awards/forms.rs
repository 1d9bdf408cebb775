//! What an agency writes when it declines, read the same at both doors.

use crate::domain::text::Paragraphs;
use crate::platform::forms::{Field, Form};

/// Why an award is declined.
pub const DECLINE: &[Field] = &[Field::area("reason", "awards-reason").max(1000).hint("awards-reason-hint")];

/// The reason.
pub fn reason(form: &mut Form) -> Option<String> {
    let reason = form.get("reason", Paragraphs::<1000>::parse);
    form.accepted()?;
    reason.map(String::from)
}
