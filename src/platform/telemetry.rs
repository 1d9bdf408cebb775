//! What the program says about itself: log lines on standard error, figures for Prometheus.
//!
//! Neither names a person, an address, a project or a token. Figures count no route either: how often
//! `POST /projects/{id}/signups` was called is sealed until the draw.

use std::fmt;
use std::io::IsTerminal;
use std::sync::LazyLock;
use std::time::Duration;

use actix_web::http::StatusCode;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use tracing::{Event, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::{self, Format, Json, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use super::request::RequestId;
use crate::config::{Log, LogFormat};
use crate::error::{Error, Result};

/// The format that [`figures`] are written in.
pub const FIGURES_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Upper bounds of the duration buckets, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 10.0];
/// Answers are counted by class of status only: how often a door was knocked at may be what is sealed.
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// The figures of this process.
static FIGURES: LazyLock<Figures> = LazyLock::new(Figures::at_zero);

/// Starts logging for the whole process.
///
/// # Errors
/// [`Error::Setup`] when the filter cannot be read or logging was started before.
pub fn start_logging(log: &Log) -> Result<()> {
    let filter = EnvFilter::try_new(&log.filter).map_err(|problem| Error::Setup(format!("`log.filter` is refused: {problem}")))?;
    let pretty = match log.format {
        LogFormat::Auto => std::io::stderr().is_terminal(),
        LogFormat::Json => false,
        LogFormat::Pretty => true,
    };
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if pretty { lines.event_format(text()).try_init() } else { lines.event_format(json()).try_init() };
    started.map_err(|problem| Error::Setup(format!("logging cannot be started twice: {problem}")))
}

/// A line with the id of the request in hand: before the line of a terminal, and as a field of a line of JSON.
struct Line<F>(F);

fn text() -> Line<Format> {
    Line(format::format().with_target(false))
}

fn json() -> Line<Format<Json>> {
    Line(format::format().json().flatten_event(true).with_current_span(false).with_span_list(false))
}

impl<S, N> FormatEvent<S, N> for Line<Format>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut to: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        if let Some(id) = RequestId::in_hand() {
            write!(to, "{id} ")?;
        }
        self.0.format_event(context, to, event)
    }
}

impl<S, N> FormatEvent<S, N> for Line<Format<Json>>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut to: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let Some(id) = RequestId::in_hand() else { return self.0.format_event(context, to, event) };
        let mut line = String::new();
        self.0.format_event(context, Writer::new(&mut line), event)?;
        let fields = line.strip_suffix("}\n").ok_or(fmt::Error)?;
        writeln!(to, r#"{fields},"request":"{id}"}}"#)
    }
}

/// What is counted of every request: how it ended, and how long it took.
struct Figures {
    all: Registry,
    answered: [Counter; 5],
    seconds: Histogram,
}

impl Figures {
    fn at_zero() -> Self {
        let answered = Family::<[(&str, &str); 1], Counter>::default();
        let seconds = Histogram::new(BUCKETS);
        let mut all = Registry::default();
        all.register("http_requests", "Requests answered, by class of status", answered.clone());
        all.register("http_request_seconds", "Seconds until the answer to a request begins", seconds.clone());
        Figures { all, answered: CLASSES.map(|class| answered.get_or_create_owned(&[("status", class)])), seconds }
    }

    fn count(&self, status: StatusCode, took: Duration) {
        self.answered[usize::from(status.as_u16() / 100).clamp(1, 5) - 1].inc();
        self.seconds.observe(took.as_secs_f64());
    }

    fn text(&self) -> Result<String> {
        let mut text = String::new();
        encode(&mut text, &self.all).map_err(|problem| Error::caused("writing the figures", problem))?;
        Ok(text)
    }
}

/// Counts a request that was answered.
pub fn count(status: StatusCode, took: Duration) {
    FIGURES.count(status, took);
}

/// The figures in the text format of Prometheus ([`FIGURES_TYPE`]).
///
/// # Errors
/// [`Error::Internal`] when they cannot be written.
pub fn figures() -> Result<String> {
    FIGURES.text()
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn what_is_counted_is_shown() {
        let figures = Figures::at_zero();
        figures.count(StatusCode::OK, Duration::from_millis(4));
        figures.count(StatusCode::NO_CONTENT, Duration::from_millis(30));
        figures.count(StatusCode::NOT_FOUND, Duration::from_millis(4));
        let text = figures.text().unwrap();
        let expected = [
            "http_requests_total{status=\"2xx\"} 2",
            "http_requests_total{status=\"4xx\"} 1",
            "http_requests_total{status=\"5xx\"} 0",
            "http_request_seconds_bucket{le=\"0.0025\"} 0",
            "http_request_seconds_bucket{le=\"0.005\"} 2",
            "http_request_seconds_count 3",
        ];
        assert!(expected.iter().all(|line| text.lines().any(|said| said == *line)), "{text}");
    }

    /// What is written to it, for whoever looks.
    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_line_carries_the_id_of_the_request_in_hand() {
        let paper = Paper::default();
        let writer = paper.clone();
        let lines = tracing_subscriber::fmt().event_format(json()).with_writer(move || writer.clone()).finish();
        let _listening = tracing::subscriber::set_default(lines);
        let id = RequestId::next();
        tracing::info!("before");
        id.answers(async { tracing::warn!(route = "/projects", "a \"slow\" page") }).await;
        let text = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
        let said: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((&said[0]["message"], said[0].get("request")), (&"before".into(), None), "{text}");
        let expected = (&"a \"slow\" page".into(), &"/projects".into(), &id.to_string().into());
        assert_eq!((&said[1]["message"], &said[1]["route"], &said[1]["request"]), expected, "{text}");
    }

    #[test]
    fn a_filter_that_cannot_be_read_is_refused() {
        let log = Log { format: LogFormat::Json, filter: "mingxuan=loud".into() };
        assert!(matches!(start_logging(&log), Err(Error::Setup(_))));
    }
}
