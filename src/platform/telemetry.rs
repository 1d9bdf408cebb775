//! What the program says about itself: log lines on standard error, figures for Prometheus.
//!
//! Neither names a person, an address, a project or a token. Figures count no route either: how often
//! `POST /projects/{id}/signups` was called is sealed until the draw.

use std::fmt;
use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::Duration;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing::{Event, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::{self, Format, Json, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use super::request::RequestId;
use crate::config::{Log, LogFormat};
use crate::error::{Error, Result};

/// Upper bounds of the duration buckets, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 10.0];
/// How often samples are folded into buckets, so that they do not pile up between two readings.
const UPKEEP: Duration = Duration::from_secs(5);

/// The `metrics` crate has one recorder for each process, so its handle is one too.
static FIGURES: OnceLock<std::result::Result<PrometheusHandle, String>> = OnceLock::new();

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

/// Starts counting; a second call in one process changes nothing.
///
/// # Errors
/// [`Error::Internal`] when another recorder was installed before.
pub fn start_figures() -> Result<()> {
    let started = FIGURES.get_or_init(|| {
        let builder = PrometheusBuilder::new().set_buckets(&BUCKETS).map_err(|problem| problem.to_string())?;
        builder.install_recorder().map_err(|problem| problem.to_string())
    });
    started.as_ref().map(|_| ()).map_err(|problem| Error::internal(format!("starting the figures: {problem}")))
}

/// The figures in the text format of Prometheus; empty where nothing is counted.
pub fn figures() -> String {
    handle().map(PrometheusHandle::render).unwrap_or_default()
}

/// Keeps the figures small, for as long as the process runs.
pub async fn keep_figures_small() {
    let mut ticks = tokio::time::interval(UPKEEP);
    loop {
        ticks.tick().await;
        if let Some(handle) = handle() {
            handle.run_upkeep();
        }
    }
}

fn handle() -> Option<&'static PrometheusHandle> {
    FIGURES.get().and_then(|started| started.as_ref().ok())
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn what_is_counted_is_shown() {
        start_figures().unwrap();
        start_figures().expect("starting twice is harmless");
        metrics::counter!("telemetry_test_total", "status" => "200").increment(2);
        metrics::histogram!("telemetry_test_seconds").record(0.004);
        let text = figures();
        assert!(text.contains("telemetry_test_total{status=\"200\"} 2"), "{text}");
        assert!(text.contains("telemetry_test_seconds_bucket{le=\"0.005\"} 1"), "{text}");
        assert!(text.contains("telemetry_test_seconds_bucket{le=\"0.0025\"} 0"), "{text}");
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
