//! ClamAV, where a city runs one: `clamd` is sent what people upload, before it is kept.
//!
//! It is asked over its own protocol (`INSTREAM`), on a socket of this machine or on another. A scanner that does not answer is no reason to
//! take a file unseen: the file waits with whoever has it.

use std::fmt;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::config::Socket;
use crate::error::{Error, Result};

/// Bytes in one chunk of a stream.
const CHUNK: usize = 64 * 1024;
/// How long one read or write may take; a 50 MB document is scanned in a few seconds.
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest answer that is read; `clamd` answers in one line.
const ANSWER: u64 = 4 * 1024;

/// A `clamd`, by the `TCPSocket` or the `LocalSocket` of its clamd.conf.
#[derive(Clone, Debug)]
pub struct Scanner(pub Socket);

/// What a scan came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scan {
    /// Nothing that is known.
    Clean,
    /// The name of what was found, as the scanner calls it.
    Infected(String),
}

impl Scanner {
    /// Sends everything `source` has. Blocking.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it does not answer, or says that it could not scan, such as for a file above its `StreamMaxLength`.
    pub fn scan(&self, source: &mut impl Read) -> Result<Scan> {
        let said = match &self.0 {
            Socket::Tcp(address) => {
                let stream = TcpStream::connect(address).map_err(|e| self.away(&e))?;
                stream
                    .set_read_timeout(Some(PATIENCE))
                    .and_then(|()| stream.set_write_timeout(Some(PATIENCE)))
                    .map_err(|e| self.away(&e))?;
                self.ask(stream, source)
            }
            Socket::Local(path) => {
                let stream = std::os::unix::net::UnixStream::connect(path).map_err(|e| self.away(&e))?;
                stream
                    .set_read_timeout(Some(PATIENCE))
                    .and_then(|()| stream.set_write_timeout(Some(PATIENCE)))
                    .map_err(|e| self.away(&e))?;
                self.ask(stream, source)
            }
        }?;
        match said.strip_prefix("stream: ").map(|said| (said, said.strip_suffix(" FOUND"))) {
            Some((_, Some(name))) => Ok(Scan::Infected(name.to_owned())),
            Some(("OK", None)) => Ok(Scan::Clean),
            _ => Err(self.away(&said)),
        }
    }

    fn ask(&self, mut stream: impl Read + Write, source: &mut impl Read) -> Result<String> {
        // It may answer and hang up in the middle, for a file that is too long: what it says then is worth more than the broken pipe.
        let sent = send(&mut stream, source);
        let mut said = Vec::new();
        let read = stream.take(ANSWER).read_to_end(&mut said);
        match (said.is_empty(), sent.and(read.map(drop))) {
            (true, Err(e)) => Err(self.away(&e)),
            (true, Ok(())) => Err(self.away(&"it hung up")),
            (false, _) => Ok(String::from_utf8_lossy(&said).trim_end_matches(['\0', '\n']).to_owned()),
        }
    }

    fn away(&self, why: &dyn fmt::Display) -> Error {
        Error::Unavailable(format!("the virus scanner at {} did not scan a file: {why}", self.0))
    }
}

/// The command, the chunks with their lengths, and the empty chunk that ends them.
fn send(stream: &mut impl Write, source: &mut impl Read) -> std::io::Result<()> {
    stream.write_all(b"zINSTREAM\0")?;
    let mut chunk = vec![0; CHUNK];
    loop {
        let length = source.read(&mut chunk)?;
        stream.write_all(&(length as u32).to_be_bytes())?;
        if length == 0 {
            return stream.flush();
        }
        stream.write_all(&chunk[..length])?;
    }
}
