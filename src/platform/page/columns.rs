//! A column chart with its numbers as a table below: one series of tenths over months or the like, and a limit to hold it against.

use std::fmt::Display;

use askama::Template;
use askama::filters::HtmlSafe;

use super::Ctx;
use crate::platform::i18n::T;

/// The drawing is 520 wide; columns stand on 178 and reach up to 46 at the limit.
const LEFT: i64 = 6;
const WIDTH: i64 = 508;
const GROUND: i64 = 178;
const HEIGHT: i64 = 132;

/// A chart being put together: `ctx.columns(caption, summary).limit(30, label).axes(over, what).column("2026-11", "11", 19)`.
#[derive(Template, Clone, Debug)]
#[template(path = "layout/columns.html")]
pub struct Columns {
    t: T,
    caption: String,
    /// What the picture shows in one sentence, for those who do not see it.
    summary: String,
    /// Headings of the table: what the columns stand for, and what is measured.
    over: String,
    what: String,
    limit: Option<(i64, String)>,
    most: i64,
    bars: Vec<Bar>,
    values: Vec<(String, String, i64)>,
}

#[derive(Clone, Debug)]
struct Bar {
    label: String,
    short: String,
    value: String,
    x: i64,
    width: i64,
    middle: i64,
    top: i64,
    /// Whether the value is written into the column.
    said: bool,
    /// Whether the label may be left out on a narrow screen.
    minor: bool,
    last: bool,
}

impl HtmlSafe for Columns {}

impl Ctx {
    /// A column chart; `summary` says what it shows in one sentence.
    pub fn columns(&self, caption: impl Display, summary: impl Display) -> Columns {
        Columns {
            t: self.t,
            caption: caption.to_string(),
            summary: summary.to_string(),
            over: String::new(),
            what: String::new(),
            limit: None,
            most: 1,
            bars: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl Columns {
    /// The headings of the table below the chart.
    #[must_use]
    pub fn axes(mut self, over: impl Display, what: impl Display) -> Columns {
        (self.over, self.what) = (over.to_string(), what.to_string());
        self
    }

    /// A limit in tenths, drawn as a line with its label.
    #[must_use]
    pub fn limit(mut self, tenths: i64, label: impl Display) -> Columns {
        self.limit = Some((tenths.max(1), label.to_string()));
        self.drawn()
    }

    /// One more column: its full name for the table, a short one below the column, and its value in tenths.
    #[must_use]
    pub fn column(mut self, label: impl Display, short: impl Display, tenths: i64) -> Columns {
        self.values.push((label.to_string(), short.to_string(), tenths.max(0)));
        self.drawn()
    }

    fn drawn(mut self) -> Columns {
        let limit = self.limit.as_ref().map_or(0, |(tenths, _)| *tenths);
        self.most = self.values.iter().map(|(.., tenths)| *tenths).max().unwrap_or(0).max(limit).max(1);
        let count = i64::try_from(self.values.len()).unwrap_or(1).max(1);
        let (step, width) = (WIDTH / count, (WIDTH / count * 4 / 7).max(2));
        self.bars = (0_i64..)
            .zip(&self.values)
            .map(|(place, (label, short, tenths))| {
                let x = LEFT + step * place + (step - width) / 2;
                let from_end = count - 1 - place;
                let height = HEIGHT * tenths / self.most;
                Bar {
                    label: label.clone(),
                    short: short.clone(),
                    value: self.t.tenths(tenths),
                    x,
                    width,
                    middle: x + width / 2,
                    top: GROUND - height,
                    said: height >= 22 && width >= 20 && (place == 0 || from_end % 6 == 0),
                    minor: from_end % 2 == 1,
                    last: from_end == 0,
                }
            })
            .collect();
        self
    }

    /// Where the limit's line lies.
    fn limit_line(&self) -> Option<(i64, &str)> {
        self.limit.as_ref().map(|(tenths, label)| (GROUND - HEIGHT * tenths / self.most, label.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::Site;
    use super::*;
    use crate::domain::time::Instant;
    use crate::platform::i18n::Lang;

    #[test]
    fn columns_stay_inside_the_drawing_and_every_number_is_in_the_table() {
        let ctx = Ctx::bare(Lang::Zh, Arc::new(Site::of_lincheng()), Instant(0));
        let values = [26, 25, 24, 23, 23, 21, 21, 20, 20, 19, 45, 0];
        let chart = ctx.columns("平均工作日", "从2.6降到1.9").limit(30, "上限3个工作日").axes("月份", "平均工作日");
        let chart = values.iter().fold(chart, |chart, tenths| chart.column("2026-11", "11", *tenths));
        assert!(
            chart
                .bars
                .iter()
                .all(|bar| bar.x >= LEFT && bar.x + bar.width <= LEFT + WIDTH && (GROUND - HEIGHT..=GROUND).contains(&bar.top))
        );
        assert_eq!(chart.limit_line(), Some((GROUND - HEIGHT * 30 / 45, "上限3个工作日")));
        let html = chart.to_string();
        assert_eq!(html.matches("<tr><th scope=\"row\">").count(), values.len());
        assert!(html.contains("4.5"));
    }
}
