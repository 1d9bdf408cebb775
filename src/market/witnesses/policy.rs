//! Which heads count, for programs: the keys of the log and of its witnesses as a C2SP tlog-policy. Every officer must vouch; witnesses of the wide
//! world may.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpResponse, web};

use super::cosign;
use crate::app::App;
use crate::domain::log::{VerifierKey, WitnessKey};
use crate::error::Result;
use crate::platform::log::reading;
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/log.policy", policy);
}

async fn policy(app: web::Data<App>) -> Result<HttpResponse> {
    let shared = app.clone();
    let (logs, officers) = app.db.read(move |conn| Ok((reading::keys(conn)?, cosign::keys(conn, &shared)?))).await?;
    let others: Vec<&WitnessKey> = app.config.witness.cosigners.iter().map(|one| &one.key).collect();
    let text = text(&logs, &officers, &others);
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, "text/plain; charset=utf-8")).insert_header((CACHE_CONTROL, "no-cache")).body(text))
}

fn text(logs: &[VerifierKey], officers: &[WitnessKey], others: &[&WitnessKey]) -> String {
    let mut lines: Vec<String> = logs.iter().map(|key| format!("log {}", key.as_str())).collect();
    let named: Vec<String> = (1..=officers.len()).map(|n| format!("officer-{n}")).collect();
    lines.extend(named.iter().zip(officers).map(|(name, key)| format!("witness {name} {key}")));
    lines.extend((1..).zip(others).map(|(n, key)| format!("witness other-{n} {key}")));
    if named.is_empty() {
        lines.push("quorum none".to_owned());
    } else {
        lines.push(format!("group officers all {}", named.join(" ")));
        lines.push("quorum officers".to_owned());
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::log::Cosigner;

    #[test]
    fn every_officer_must_vouch_and_others_may() {
        let key = |name: &str| Cosigner::new(name, &[1; 32]).unwrap().public().clone();
        let (own, other) = (key("m/witness/a"), key("w.example"));
        let said = text(&[], std::slice::from_ref(&own), &[&other]);
        assert_eq!(said, format!("witness officer-1 {own}\nwitness other-1 {other}\ngroup officers all officer-1\nquorum officers\n"));
        assert_eq!(text(&[], &[], &[]), "quorum none\n");
    }
}
