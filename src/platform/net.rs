//! Who is asking, seen from the network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use actix_web::http::header::{self, HeaderMap};

use crate::config::{Network, Server};

/// The client's address: the neighbour on the line, or, where that is a trusted proxy, the last address in
/// `X-Forwarded-For` that is not one. Whatever stands before it was written by the client and is not believed.
pub fn client_ip(request: &HttpRequest, server: &Server) -> IpAddr {
    let neighbour = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    behind_proxies(neighbour.to_canonical(), request.headers(), &server.trusted_proxies)
}

fn behind_proxies(neighbour: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_proxy = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_proxy(neighbour) {
        return neighbour;
    }
    let lines: Vec<&str> = headers.get_all(header::X_FORWARDED_FOR).filter_map(|line| line.to_str().ok()).collect();
    let mut client = neighbour;
    for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        match hop.trim().parse::<IpAddr>() {
            Ok(address) => client = address.to_canonical(),
            // An unreadable hop: the proxy that wrote it is the last one known for sure.
            Err(_) => return client,
        }
        if !is_proxy(client) {
            return client;
        }
    }
    client
}

/// Whether the request was made on this machine, not merely handed on by a proxy that runs here.
pub fn is_local(request: &HttpRequest) -> bool {
    let handed_on = [header::X_FORWARDED_FOR, header::FORWARDED].iter().any(|name| request.headers().contains_key(name));
    !handed_on && request.peer_addr().is_some_and(|peer| peer.ip().to_canonical().is_loopback())
}

/// A cookie of the request. Most requests of the public bring none, and are not searched.
pub fn cookie(request: &HttpRequest, name: &str) -> Option<Cookie<'static>> {
    if request.headers().contains_key(header::COOKIE) { request.cookie(name) } else { None }
}

/// The address as one customer: IPv6 customers are given whole /64 networks, so those count as one.
pub fn customer(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let trusted: Vec<Network> = ["10.0.0.5", "10.1.0.0/24"].iter().map(|text| text.parse().unwrap()).collect();
        let mut request = TestRequest::default();
        for line in forwarded {
            request = request.append_header((header::X_FORWARDED_FOR, *line));
        }
        behind_proxies(peer.parse().unwrap(), request.to_http_request().headers(), &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen("203.0.113.9", &["1.2.3.4"]), "203.0.113.9", "a client may write what it likes");
        assert_eq!(seen("10.0.0.5", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.5", &["1.2.3.4, 203.0.113.9"]), "203.0.113.9", "what the client wrote in front is passed over");
        assert_eq!(seen("10.0.0.5", &["1.2.3.4, 203.0.113.9, 10.1.0.7"]), "203.0.113.9", "a chain of two proxies");
        assert_eq!(seen("10.0.0.5", &["203.0.113.9", "10.1.0.7"]), "203.0.113.9", "the chain in two header lines");
        assert_eq!(seen("10.0.0.5", &["203.0.113.9, nonsense"]), "10.0.0.5");
        assert_eq!(seen("10.0.0.5", &[]), "10.0.0.5");
    }

    #[test]
    fn a_request_through_a_proxy_on_this_machine_is_not_local() {
        let here = "127.0.0.1:50000".parse().unwrap();
        assert!(is_local(&TestRequest::default().peer_addr(here).to_http_request()));
        let handed_on = TestRequest::default().peer_addr(here).insert_header((header::X_FORWARDED_FOR, "203.0.113.9"));
        assert!(!is_local(&handed_on.to_http_request()));
        assert!(!is_local(&TestRequest::default().peer_addr("203.0.113.9:1".parse().unwrap()).to_http_request()));
    }

    #[test]
    fn an_ipv6_customer_is_a_network() {
        assert_eq!(customer("2001:db8:1:2:3:4:5:6".parse().unwrap()).to_string(), "2001:db8:1:2::");
        assert_eq!(customer("::ffff:192.0.2.1".parse().unwrap()).to_string(), "192.0.2.1");
    }
}
