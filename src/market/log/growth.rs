//! How the log grew, as a drawing without a script.

use askama::Template;

use crate::domain::time::Instant;
use crate::platform::page::{Ctx, Markup};

const WIDTH: i64 = 640;
const HEIGHT: i64 = 120;

#[derive(Template)]
#[template(
    source = r##"<svg class="chart" viewBox="0 0 640 150" role="img" aria-label="{{ label }}" focusable="false"><path class="axis" d="M0 130h640"/><polyline fill="none" stroke="currentColor" stroke-width="2.5" points="{{ points }}"/><text x="0" y="147">{{ first }}</text><text x="640" y="147" text-anchor="end">{{ last }}</text><text class="strong" x="640" y="12" text-anchor="end">{{ most }}</text></svg>"##,
    ext = "html"
)]
struct Drawing {
    label: String,
    points: String,
    first: String,
    last: String,
    most: String,
}

/// The drawing; nothing for fewer than two heads.
pub fn drawing(ctx: &Ctx, heads: &[(Instant, i64)]) -> Option<Markup> {
    let ((first, _), (last, most)) = (heads.first()?, heads.last()?);
    let span = last.ms() - first.ms();
    if span <= 0 || *most == 0 {
        return None;
    }
    // A clock that was set back gives a head an earlier time than the one before it; the drawing stays inside its frame.
    let across = |at: &Instant| ((at.ms() - first.ms()) * WIDTH / span).clamp(0, WIDTH);
    let point = |(at, size): &(Instant, i64)| format!("{},{}", across(at), 130 - size * HEIGHT / most);
    Some(Markup::of(&Drawing {
        label: ctx
            .msg("log-growth-label")
            .with_n("n", most)
            .with("from", ctx.t.date(first.day()))
            .with("to", ctx.t.date(last.day()))
            .to_string(),
        points: heads.iter().map(point).collect::<Vec<_>>().join(" "),
        first: ctx.t.date(first.day()),
        last: ctx.t.date(last.day()),
        most: ctx.t.number(most),
    }))
}
