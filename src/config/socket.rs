//! Where another program on this machine or beside it listens.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// `host:port`, or the path of a socket in the file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Socket {
    /// Over the network.
    Tcp(String),
    /// On this machine.
    Local(PathBuf),
}

impl FromStr for Socket {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Socket, String> {
        let is_port = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
        match text.rsplit_once(':') {
            _ if text.starts_with('/') => Ok(Socket::Local(PathBuf::from(text))),
            Some((host, port)) if !host.is_empty() && is_port(port) => Ok(Socket::Tcp(text.to_owned())),
            _ => Err(format!("`{text}` is no place to listen; write host:port such as 127.0.0.1:3310, or the path of a socket")),
        }
    }
}

impl fmt::Display for Socket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Socket::Tcp(address) => f.write_str(address),
            Socket::Local(path) => write!(f, "{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_it_listens_is_read_in_two_shapes_and_no_other() {
        assert_eq!("127.0.0.1:3310".parse(), Ok(Socket::Tcp("127.0.0.1:3310".into())));
        assert_eq!("/run/clamav/clamd.ctl".parse(), Ok(Socket::Local("/run/clamav/clamd.ctl".into())));
        for wrong in ["clamd", ":3310", "host:0", "host:x", "host:70000", "http://host"] {
            assert!(wrong.parse::<Socket>().is_err(), "{wrong}");
        }
    }
}
