//! What the program says about itself: log lines on standard error, figures for Prometheus.
//!
//! Neither names a person, an address, a project or a token. Figures count no route either: how often
//! `POST /projects/{id}/signups` was called is sealed until the draw.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::Duration;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

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
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let pretty = match log.format {
        LogFormat::Auto => std::io::stderr().is_terminal(),
        LogFormat::Json => false,
        LogFormat::Pretty => true,
    };
    let started = if pretty {
        lines.with_target(false).try_init()
    } else {
        lines.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init()
    };
    started.map_err(|problem| Error::Setup(format!("logging cannot be started twice: {problem}")))
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

    #[test]
    fn a_filter_that_cannot_be_read_is_refused() {
        let log = Log { format: LogFormat::Json, filter: "mingxuan=loud".into() };
        assert!(matches!(start_logging(&log), Err(Error::Setup(_))));
    }
}
