//! How often somebody may knock. A minute's worth may come at once; after that the door opens evenly through the minute.
//!
//! The counts are this server's own: with several servers a client gets as many times the limit. What must hold across
//! servers (locking an account) is kept in the database by `accounts`.

use std::net::IpAddr;
use std::num::NonZeroU32;

use actix_web::HttpRequest;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::net;
use crate::config;
use crate::error::{Error, Result};

/// The doors of this server and how often each was knocked at, by whom.
pub struct Limits {
    requests: Door<IpAddr>,
    sign_in: Door<IpAddr>,
    changes: Door<String>,
    api: Door<String>,
    reveals: Door<IpAddr>,
}

impl Limits {
    /// Doors as configured; a limit of 0 leaves a door open.
    pub fn new(limits: &config::Limits) -> Limits {
        Limits {
            requests: Door::new(limits.requests_per_minute),
            sign_in: Door::new(limits.sign_in_per_minute),
            changes: Door::new(limits.changes_per_minute),
            api: Door::new(limits.api_per_minute),
            reveals: Door::new(limits.reveals_per_minute),
        }
    }

    /// Any request, by the client's address.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds to wait; here and below.
    pub fn request(&self, request: &HttpRequest, server: &config::Server) -> Result<()> {
        self.requests.knock(&net::customer(net::client_ip(request, server)))
    }

    /// An attempt to sign in or to have a password reset, by the client's address.
    pub fn sign_in(&self, request: &HttpRequest, server: &config::Server) -> Result<()> {
        self.sign_in.knock(&net::customer(net::client_ip(request, server)))
    }

    /// A secret or a signature brought to a draw by whoever holds it, by the client's address.
    pub fn reveal(&self, request: &HttpRequest, server: &config::Server) -> Result<()> {
        self.reveals.knock(&net::customer(net::client_ip(request, server)))
    }

    /// A change by a signed-in account.
    pub fn change(&self, account: &str) -> Result<()> {
        self.changes.knock(&account.to_owned())
    }

    /// A request with an access token, by the token's id.
    pub fn api(&self, token_id: &str) -> Result<()> {
        self.api.knock(&token_id.to_owned())
    }

    /// Forgets who has not knocked for a minute; called now and then, so that the memory stays bounded.
    pub fn forget_idle(&self) {
        self.requests.forget_idle();
        self.sign_in.forget_idle();
        self.changes.forget_idle();
        self.api.forget_idle();
        self.reveals.forget_idle();
    }
}

struct Door<K: Clone + std::hash::Hash + Eq>(Option<DefaultKeyedRateLimiter<K>>);

impl<K: Clone + std::hash::Hash + Eq> Door<K> {
    fn new(per_minute: u32) -> Door<K> {
        Door(NonZeroU32::new(per_minute).map(|limit| RateLimiter::keyed(Quota::per_minute(limit))))
    }

    fn knock(&self, key: &K) -> Result<()> {
        let Some(limiter) = &self.0 else { return Ok(()) };
        limiter.check_key(key).map_err(|refused| {
            let wait = refused.wait_time_from(DefaultClock::default().now());
            Error::TooMany { seconds: wait.as_secs() + 1 }
        })
    }

    fn forget_idle(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn limits(per_minute: u32) -> config::Limits {
        config::Limits {
            sign_in_per_minute: per_minute,
            changes_per_minute: per_minute,
            api_per_minute: 0,
            requests_per_minute: 0,
            reveals_per_minute: per_minute,
        }
    }

    #[test]
    fn the_next_knock_after_a_minutes_worth_is_refused_and_others_are_not() {
        let doors = Limits::new(&limits(3));
        for _ in 0..3 {
            doors.change("a").unwrap();
        }
        assert!(matches!(doors.change("a"), Err(Error::TooMany { seconds: 1..=21 })));
        doors.change("b").unwrap();
        for _ in 0..1000 {
            doors.api("a").expect("0 means no limit");
        }
    }

    #[test]
    fn a_client_is_known_by_its_address_and_not_by_what_it_claims() {
        let doors = Limits::new(&limits(1));
        let server = config::Config::for_tests(std::path::Path::new("/tmp/unused")).server;
        let from = |claimed: &str| {
            let request = TestRequest::default().peer_addr("203.0.113.9:1".parse().unwrap());
            request.insert_header(("X-Forwarded-For", claimed.to_owned())).to_http_request()
        };
        doors.sign_in(&from("1.1.1.1"), &server).unwrap();
        assert!(doors.sign_in(&from("2.2.2.2"), &server).is_err());
        doors.forget_idle();
        assert!(doors.sign_in(&from("3.3.3.3"), &server).is_err(), "who has just knocked is not forgotten");
    }
}
