//! TLS by the server itself, from PEM files, with rustls and ring.

use std::path::Path;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls_pki_types::pem::{self, PemObject};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

use crate::error::{Error, Result};

/// What actix needs to speak TLS 1.2 and 1.3 with this certificate.
///
/// # Errors
/// [`Error::Setup`] with a sentence that names the key of the configuration, the file and the way out.
pub fn server_config(cert: &Path, key: &Path) -> Result<ServerConfig> {
    let chain = certificates(cert)?;
    let private = PrivateKeyDer::from_pem_file(key).map_err(|problem| unreadable("server.tls_key", key, "private key", &problem))?;
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|problem| Error::caused("choosing the versions of TLS", problem))?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(|problem| {
            Error::Setup(format!(
                "`server.tls_key` {} does not fit the first certificate in {} ({problem}); the server's own certificate comes first, those that signed it follow",
                key.display(),
                cert.display()
            ))
        })
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let wrong = |problem: pem::Error| unreadable("server.tls_cert", path, "certificate", &problem);
    let chain: Vec<_> = CertificateDer::pem_file_iter(path).map_err(wrong)?.collect::<std::result::Result<_, _>>().map_err(wrong)?;
    if chain.is_empty() { Err(wrong(pem::Error::NoItemsFound)) } else { Ok(chain) }
}

fn unreadable(key: &str, path: &Path, wanted: &str, problem: &pem::Error) -> Error {
    let file = path.display();
    Error::Setup(match problem {
        pem::Error::Io(problem) => format!("`{key}`: {file} cannot be read ({problem}); name a file that this account may read"),
        pem::Error::NoItemsFound => {
            format!("`{key}`: there is no {wanted} in {file}; a PEM file has a line with BEGIN and the kind of what follows")
        }
        problem => format!("`{key}`: {file} is damaged ({problem:?}); copy the file again"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// A self-signed certificate and its key, made by a program that is not ours.
    fn pair(folder: &Path, name: &str) -> (std::path::PathBuf, std::path::PathBuf) {
        let (cert, key) = (folder.join(format!("{name}.pem")), folder.join(format!("{name}.key")));
        let made = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
            ])
            .args(["-addext", "subjectAltName=DNS:localhost", "-out"])
            .arg(&cert)
            .arg("-keyout")
            .arg(&key)
            .output()
            .expect("openssl is installed by tests/run");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        (cert, key)
    }

    #[test]
    fn a_certificate_with_its_key_is_taken_and_every_mistake_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (cert, key) = pair(folder.path(), "mine");
        let (_, other_key) = pair(folder.path(), "other");
        server_config(&cert, &key).unwrap();
        for (cert, key, expected) in [
            (&cert, &other_key, "does not fit the first certificate"),
            (&key, &key, "`server.tls_cert`: there is no certificate in"),
            (&cert, &cert, "`server.tls_key`: there is no private key in"),
            (&folder.path().join("absent"), &key, "cannot be read"),
        ] {
            let found = server_config(cert, key).unwrap_err().to_string();
            assert!(found.contains(expected), "{found}");
        }
    }
}
