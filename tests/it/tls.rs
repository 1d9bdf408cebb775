//! A market that speaks TLS by itself, under a certificate authority of the city's own.

use std::path::{Path, PathBuf};
use std::process::Command;

use mingxuan::domain::draw::OfficerId;
use mingxuan::domain::time::Day;
use mingxuan::error::Error;
use mingxuan::witness::outside::{Program, Settings};

use crate::support::TestApp;
use crate::support::database::sqlite;

fn openssl(folder: &Path, line: &str) {
    let made = Command::new("openssl").args(line.split(' ')).current_dir(folder).output().unwrap();
    assert!(made.status.success(), "{line}: {}", String::from_utf8_lossy(&made.stderr));
}

/// An authority, and a certificate of its for this machine: made by a program that is not ours.
fn authority(folder: &Path) -> PathBuf {
    std::fs::write(folder.join("names"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n").unwrap();
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    openssl(folder, &format!("req -x509 {key} -keyout city.key -out city.pem -days 2 -subj /CN=city"));
    openssl(folder, &format!("req {key} -keyout market.key -out market.csr -subj /CN=market"));
    openssl(folder, "x509 -req -in market.csr -CA city.pem -CAkey city.key -CAcreateserial -out market.pem -days 2 -extfile names");
    folder.join("city.pem")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_officer_outside_believes_a_market_under_the_citys_own_authority_and_no_other() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (city, other) = (authority(folder.path()), authority(elsewhere.path()));
    let (cert, key) = (folder.path().join("market.pem"), folder.path().join("market.key"));
    // The line asks no database.
    let app = TestApp::configured(sqlite(), Day::of(2026, 11, 16).unwrap().at(9, 0), |config| {
        config.server.tls_cert = Some(cert);
        config.server.tls_key = Some(key);
    })
    .await;
    let server = app.base.replace("http://", "https://");
    let program = |name: &str, authority: Option<PathBuf>| {
        let officer = OfficerId::parse("supervision").unwrap();
        let (server, folder) = (server.parse().unwrap(), folder.path().join(name));
        Program::open(Settings { server, folder, officer, authority, log_keys: Vec::new() })
    };
    let told = program("with", Some(city)).unwrap().round().await;
    assert!(matches!(told, Err(Error::SignIn)), "the line holds, and the market says that nobody let this key in: {told:?}");
    for (name, authority) in [("without", None), ("other", Some(other))] {
        let cut = program(name, authority).unwrap().round().await;
        assert!(matches!(cut, Err(Error::Unavailable(_))), "an authority nobody named is no authority: {cut:?}");
    }
    std::fs::write(folder.path().join("no.pem"), "nothing").unwrap();
    assert!(matches!(program("wrong", Some(folder.path().join("no.pem"))).err(), Some(Error::Setup(_))));
}
