//! Small pieces of markup that carry meaning: signs, moons, three-day cells, fingerprints, pager, trail. Templates reach them through
//! `ctx`; every one has a word beside it or a label inside it, so nothing depends on its shape or colour alone.

use std::fmt::{Display, Formatter, Write};

use askama::Template;
use askama::filters::HtmlSafe;

use super::Ctx;
use crate::platform::i18n::{Given, T};

/// Markup made by this program; templates show it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Renders a template of ours into markup for another template.
    pub(crate) fn of(template: &impl Template) -> Markup {
        Markup(template.render().unwrap_or_else(|error| {
            tracing::error!(%error, "a part of a page could not be rendered");
            String::new()
        }))
    }

    pub(super) fn hidden(name: &str, value: &str) -> Markup {
        #[derive(Template)]
        #[template(source = r#"<input type="hidden" name="{{ name }}" value="{{ value }}">"#, ext = "html")]
        struct Hidden<'a> {
            name: &'a str,
            value: &'a str,
        }
        Markup::of(&Hidden { name, value })
    }
}

impl Display for Markup {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

/// Line signs on a field of 24 × 24; the words beside them say the same.
const ICONS: &[(&str, &str)] = &[
    ("alert", r#"<path d="M12 3 1.8 21h20.4z"/><path d="M12 9.5v5.5M12 18v.1"/>"#),
    ("arrow", r#"<path d="M4 12h16m-6-6 6 6-6 6"/>"#),
    ("balance", r#"<path d="M12 3v18M6 21h12M4 7h16M4 7 1.5 14h5zM20 7l-2.5 7h5z"/>"#),
    ("barred", r#"<circle cx="12" cy="12" r="9.5"/><path d="m5.5 5.5 13 13"/>"#),
    ("calendar", r#"<rect x="3" y="5" width="18" height="16"/><path d="M3 10h18M8 2v5M16 2v5"/>"#),
    ("check", r#"<path d="m4 12.5 5.5 5.5L20 6.5"/>"#),
    ("clock", r#"<circle cx="12" cy="12" r="9.5"/><path d="M12 6.5V12l4 2.5"/>"#),
    ("cross", r#"<path d="M6 6l12 12M18 6 6 18"/>"#),
    ("different", r#"<path d="M5 9h14M5 15h14M17 4 7 20"/>"#),
    ("download", r#"<path d="M12 3v12m-5-5 5 5 5-5M4 21h16"/>"#),
    ("eye", r#"<path d="M1.5 12S5.5 5 12 5s10.5 7 10.5 7-4 7-10.5 7S1.5 12 1.5 12z"/><circle cx="12" cy="12" r="3.2"/>"#),
    ("file", r#"<path d="M5 2h9l5 5v15H5z"/><path d="M14 2v5h5M8.5 12h7M8.5 16h7"/>"#),
    ("house", r#"<path d="M3 20V9l9-6 9 6v11z"/><path d="M9 20v-7h6v7"/>"#),
    ("info", r#"<circle cx="12" cy="12" r="9.5"/><path d="M12 11v6M12 7v.1"/>"#),
    (
        "late",
        r#"<rect x="2" y="2" width="20" height="20" rx="1" fill="currentColor"/><path d="M12 6v7.5M12 17.5v.1" class="knock" stroke-width="2.6"/>"#,
    ),
    ("lock", r#"<rect x="4" y="10.5" width="16" height="11"/><path d="M7.5 10.5V7a4.5 4.5 0 0 1 9 0v3.5"/>"#),
    ("mail", r#"<rect x="2" y="5" width="20" height="14"/><path d="m2 6 10 8 10-8"/>"#),
    ("person", r#"<circle cx="12" cy="8" r="4.5"/><path d="M3.5 21.5c1-5 4.5-7 8.5-7s7.5 2 8.5 7"/>"#),
    ("print", r#"<path d="M7 8V3h10v5M7 17H3V8h18v9h-4"/><path d="M7 14h10v7H7z"/>"#),
    ("same", r#"<path d="M5 9h14M5 15h14"/>"#),
    ("saved", r#"<path d="m7 12.5 3.5 3.5L17 8.5"/><circle cx="12" cy="12" r="10"/>"#),
    ("search", r#"<circle cx="11" cy="11" r="7"/><path d="m16.5 16.5 5 5"/>"#),
    ("star", r#"<path d="m12 2.5 2.9 6.2 6.8.8-5 4.6 1.3 6.7-6-3.4-6 3.4 1.3-6.7-5-4.6 6.8-.8z"/>"#),
    ("upload", r#"<path d="M12 16V4M7 9l5-5 5 5M4 21h16"/>"#),
    ("write", r#"<path d="M4 4h11v6M4 4v16h8"/><path d="m12.5 18.5.6-3.2 6-6 2.6 2.6-6 6z"/>"#),
];

/// The lit part of the five moons: none, crescent, half, gibbous, full.
const LIT: [&str; 5] = [
    "",
    r#"<path class="lit" d="M12 2A10 10 0 0 1 12 22A4.6 10 0 0 0 12 2Z"/>"#,
    r#"<path class="lit" d="M12 2A10 10 0 0 1 12 22L12 2Z"/>"#,
    r#"<path class="lit" d="M12 2A10 10 0 0 1 12 22A4.6 10 0 0 1 12 2Z"/>"#,
    r#"<circle class="lit" cx="12" cy="12" r="10"/>"#,
];

/// Whether `ctx.icon(name)` has a picture.
pub fn has_icon(name: &str) -> bool {
    ICONS.iter().any(|(known, _)| *known == name)
}

impl Ctx {
    /// A line sign, hidden from screen readers: a word must stand beside it. Names: see `ICONS` in `src/platform/page/parts.rs`.
    pub fn icon(&self, name: &str) -> Markup {
        let paths = ICONS.iter().find(|(known, _)| *known == name).map_or("", |(_, paths)| paths);
        Markup(format!(r#"<svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{paths}</svg>"#))
    }

    /// The moon of a draw, 1 to 5: signing up, frozen, revealing, seed known, chosen. A word must stand beside it.
    pub fn phase(&self, step: impl Given<i64>) -> Markup {
        moon("phase", "0 0 24 24", step.given())
    }

    /// The large moon of the ceremony.
    pub fn phase_big(&self, step: impl Given<i64>) -> Markup {
        moon("phase big", "1.2 1.2 21.6 21.6", step.given())
    }

    /// A state: sign and word. `kind` is `ok`, `warn`, `bad` or empty; `icon` a name of [`Ctx::icon`].
    pub fn state(&self, kind: &str, icon: &str, word: impl Display) -> Markup {
        State::shown(kind, &self.icon(icon), &word.to_string())
    }

    /// The state of a draw: its moon and a word.
    pub fn draw_state(&self, step: impl Given<i64>, word: impl Display) -> Markup {
        State::shown("", &self.phase(step), &word.to_string())
    }

    /// Three-day cells: how many hundredths of the `of` working days are used. Below 0 is the day of notice, which does not count.
    pub fn cells(&self, used_hundredths: impl Given<i64>, of: impl Given<i64>) -> Markup {
        cells(self.t, used_hundredths.given(), of.given().clamp(1, 10))
    }

    /// A fingerprint in full: bars to compare by eye, groups of eight to read, one click selects all.
    pub fn hash(&self, hex: &str) -> Markup {
        fingerprint(hex)
    }

    /// The ends of a fingerprint, for one line: `31a9 b2b9 … ae3e`.
    pub fn hash_ends(&self, hex: &str) -> String {
        match (hex.get(..4), hex.get(4..8), hex.len().checked_sub(4).and_then(|start| hex.get(start..))) {
            (Some(first), Some(second), Some(last)) if hex.len() > 12 => format!("{first} {second} … {last}"),
            _ => hex.to_owned(),
        }
    }

    /// What is withheld on purpose.
    pub fn sealed(&self) -> Markup {
        Markup(format!(r#"<span class="sealed">{}</span>"#, self.t("sealed")))
    }

    /// Where a ticket lies between 0 and 1, in thousandths.
    pub fn place(&self, thousandths: impl Given<i64>) -> Markup {
        let at: i64 = thousandths.given().clamp(0, 1_000);
        let label = self.msg("rank-position").with("place", format!("{}.{:03}", at / 1_000, at % 1_000));
        let x = 4.0 + 192.0 * at as f64 / 1_000.0;
        Markup(format!(
            r#"<svg viewBox="0 0 200 24" role="img" aria-label="{label}" focusable="false"><path class="axisline" d="M4 12H196M4 7v10M196 7v10"/><circle class="pt" cx="{x:.1}" cy="12" r="6"/></svg>"#
        ))
    }

    /// The path to this page, beginning at home: `ctx.trail().to("/projects", label).here(code)`.
    pub fn trail(&self) -> Trail {
        Trail { t: self.t, links: vec![("/".to_owned(), self.t("nav-home"))], here: String::new() }
    }

    /// Links to the pages of a list. `base` is the address without its page number, with its query: `/agencies?q=测绘`.
    pub fn pager(&self, page: impl Given<i64>, pages: impl Given<i64>, base: &str) -> Pager {
        let pages = pages.given().max(1);
        Pager { t: self.t, page: page.given().clamp(1, pages), pages, base: base.to_owned() }
    }
}

#[derive(Template)]
#[template(source = r#"<span class="state {{ kind }}">{{ sign }}{{ word }}</span>"#, ext = "html")]
struct State<'a> {
    kind: &'a str,
    sign: &'a Markup,
    word: &'a str,
}

impl State<'_> {
    fn shown(kind: &str, sign: &Markup, word: &str) -> Markup {
        Markup::of(&State { kind, sign, word })
    }
}

fn moon(class: &str, view: &str, step: i64) -> Markup {
    let lit = LIT[step.clamp(1, 5) as usize - 1];
    Markup(format!(
        r#"<svg class="{class}" viewBox="{view}" aria-hidden="true" focusable="false"><circle class="disc" cx="12" cy="12" r="10"/>{lit}</svg>"#
    ))
}

fn cells(t: T, used: i64, of: i64) -> Markup {
    let label = match used {
        ..0 => t.msg("cells-notice-day").with_n("of", of).to_string(),
        _ if used >= of * 100 => t.msg("cells-over").with_n("of", of).to_string(),
        _ => t.msg("cells-day").with_n("day", used / 100 + 1).with_n("of", of).to_string(),
    };
    let width = of * 26 + 6;
    let mut boxes = String::new();
    for cell in 0..of {
        let x = cell * 26 + 2;
        let filled = (used - cell * 100).clamp(0, 100);
        // Writing to a String cannot fail.
        let _ = write!(boxes, r#"<rect class="box" x="{x}" y="2" width="22" height="12"/>"#);
        if filled > 0 {
            let _ = write!(
                boxes,
                r#"<rect class="used" x="{}" y="4" width="{}.{:02}" height="8"/>"#,
                x + 2,
                filled * 18 / 100,
                filled * 18 % 100
            );
        }
    }
    let limit = width - 2;
    Markup(format!(
        r#"<svg class="cells" viewBox="0 0 {width} 16" role="img" aria-label="{label}" focusable="false">{boxes}<path class="limit" d="M{limit} 0v16"/></svg>"#
    ))
}

fn fingerprint(hex: &str) -> Markup {
    let digits: Vec<u32> = hex.chars().filter_map(|digit| digit.to_digit(16)).collect();
    let mut bars = String::new();
    for (place, digit) in digits.iter().enumerate() {
        let tenths = 20 + 17 * digit;
        let _ = write!(bars, "M{} 28v-{}.{}", 2 + 5 * place, tenths / 10, tenths % 10);
    }
    let text: String = hex.chars().filter(char::is_ascii_hexdigit).collect();
    let groups: Vec<&str> = (0..text.len()).step_by(8).map(|start| &text[start..text.len().min(start + 8)]).collect();
    Markup(format!(
        r#"<span class="hash"><svg class="bars" viewBox="0 0 {} 28" preserveAspectRatio="none" aria-hidden="true" focusable="false"><path d="{bars}" stroke="currentColor" stroke-width="3" fill="none"/></svg><code>{}</code></span>"#,
        (digits.len() * 5).max(1),
        groups.join(" ")
    ))
}

/// The path to a page.
#[derive(Template, Clone, Debug)]
#[template(path = "layout/trail.html")]
pub struct Trail {
    t: T,
    links: Vec<(String, String)>,
    here: String,
}

impl Trail {
    /// A step above this page.
    #[must_use]
    pub fn to(mut self, href: impl Display, label: impl Display) -> Trail {
        self.links.push((href.to_string(), label.to_string()));
        self
    }

    /// The page itself, which is no link.
    #[must_use]
    pub fn here(mut self, label: impl Display) -> Trail {
        self.here = label.to_string();
        self
    }
}

impl HtmlSafe for Trail {}

/// Links to the pages of a list; shows nothing where there is only one page.
#[derive(Template, Clone, Debug)]
#[template(path = "layout/pager.html")]
pub struct Pager {
    t: T,
    page: i64,
    pages: i64,
    base: String,
}

impl Pager {
    /// The pages to name: the first, the last, and those around the one shown. `None` stands for a gap.
    fn shown(&self) -> Vec<Option<i64>> {
        let near = |page: &i64| *page == 1 || *page == self.pages || (page - self.page).abs() <= 1;
        let mut out: Vec<Option<i64>> = Vec::new();
        for page in (1..=self.pages).filter(near) {
            if out.last().copied().flatten().is_some_and(|before| before + 1 < page) {
                out.push(None);
            }
            out.push(Some(page));
        }
        out
    }

    fn href(&self, page: impl Given<i64>) -> String {
        let joint = if self.base.contains('?') { '&' } else { '?' };
        format!("{}{joint}page={}", self.base, page.given())
    }
}

impl HtmlSafe for Pager {}
