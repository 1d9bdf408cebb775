//! QR codes as drawings in the page: no image request, sharp in print, allowed by the content security policy.

use askama::Template;

use super::Markup;
use crate::error::{Error, Result};

#[derive(Template)]
#[template(
    source = r##"<svg class="qr" viewBox="0 0 {{ side }} {{ side }}" role="img" aria-label="{{ label }}" focusable="false" shape-rendering="crispEdges" width="200" height="200"><rect width="{{ side }}" height="{{ side }}" fill="#fff"/><path fill="#000" d="{{ path }}"/></svg>"##,
    ext = "html"
)]
struct Drawing<'a> {
    side: usize,
    label: &'a str,
    path: String,
}

/// The QR code of a text, with what it is in words.
///
/// # Errors
/// [`Error::Internal`] when the text is too long for a code.
pub fn qr(text: &str, label: &str) -> Result<Markup> {
    const QUIET: usize = 4;
    let code = fast_qr::QRBuilder::new(text).build().map_err(|e| Error::internal(format!("making a QR code: {e:?}")))?;
    let mut path = String::new();
    for y in 0..code.size {
        for x in 0..code.size {
            if code[y][x].value() {
                path.push_str(&format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET));
            }
        }
    }
    Ok(Markup::of(&Drawing { side: code.size + 2 * QUIET, label, path }))
}
