//! Forms: stated once, shown from the statement, read by it, and shown again with what was typed when something is refused.
//!
//! A form is a list of [`Field`]s. `Form::blank` shows it empty, `Form::submitted` holds what was sent. The readers (`text`, `day`,
//! `money`, …) turn untrusted text into values and write down what is wrong in the reader's language; `refuse` adds what only the slice
//! can know. A refused form is answered by `ctx.refused(&page)`: status 422, summary first, the title begins with the count, every value
//! but passwords and files kept. See `docs/howto/pages-and-forms.md` for a whole page.

mod body;
mod explain;
mod field;
mod form;
mod read;
mod view;

pub use body::{BodyError, Fields, Upload};
pub use explain::Explain;
pub use field::{Choice, Field, Kind, Width};
pub use form::{Form, Refusal};
pub use view::{FieldView, Summary};
