//! What is well-formed and still refused, because it would be unsafe or cannot work. Checked at start, not at first use.

use std::net::IpAddr;

use secrecy::ExposeSecret;
use tracing_subscriber::EnvFilter;

use super::{Config, MailTransport, Refusals, Refused, SmtpSecurity};

/// A shorter token could be guessed.
const SHORTEST_TOKEN: usize = 16;

impl Config {
    /// Refuses what must not run in production.
    ///
    /// # Errors
    /// Every reason at once.
    pub fn check(&self) -> Result<(), Refusals> {
        let refused: Vec<Refused> = [
            self.both_halves_of_tls(),
            self.nobody_can_listen_in(),
            self.proxies_are_named(),
            self.public_address_fits(),
            self.mail_can_leave(),
            self.smtp_password_is_protected(),
            self.search_is_reachable(),
            self.token_is_long(),
            self.officers_are_named(),
            self.log_has_a_name(),
            self.filter_can_be_read(),
            self.numbers_are_at_least_one(),
        ]
        .into_iter()
        .flatten()
        .collect();
        if refused.is_empty() { Ok(()) } else { Err(Refusals(refused)) }
    }

    fn both_halves_of_tls(&self) -> Option<Refused> {
        match (&self.server.tls_cert, &self.server.tls_key) {
            (Some(_), None) => {
                refuse("server.tls_key", "server.tls_cert is set without it; name the private key that belongs to the certificate")
            }
            (None, Some(_)) => {
                refuse("server.tls_cert", "server.tls_key is set without it; name the certificate chain that belongs to the key")
            }
            (Some(_), Some(_)) | (None, None) => None,
        }
    }

    fn nobody_can_listen_in(&self) -> Option<Refused> {
        let server = &self.server;
        let protected = server.bind.to_canonical().is_loopback() || server.tls_cert.is_some() || !server.trusted_proxies.is_empty();
        if protected || server.insecure_http {
            return None;
        }
        refuse(
            "server.bind",
            &format!(
                "on {} others could read passwords on their way; set server.tls_cert and server.tls_key, or name the TLS proxy in front in \
                 server.trusted_proxies, or listen on 127.0.0.1, or, for a closed test network only, set server.insecure_http = true",
                server.bind
            ),
        )
    }

    fn proxies_are_named(&self) -> Option<Refused> {
        let everybody = self.server.trusted_proxies.iter().any(|network| network.is_everybody());
        refuse_if(
            everybody,
            "server.trusted_proxies",
            "a network with prefix 0 would believe everybody's X-Forwarded-For; name the proxy's own address",
        )
    }

    fn public_address_fits(&self) -> Option<Refused> {
        let url = self.server.public_url.as_ref()?;
        if self.server.tls().is_some() && url.scheme() == "http" {
            return refuse("server.public_url", "this server speaks TLS, so the address people type begins with https://");
        }
        refuse_if(
            url.path() != "/",
            "server.public_url",
            "the market answers at the root of its own host name; write the address without a path",
        )
    }

    fn mail_can_leave(&self) -> Option<Refused> {
        match (self.mail.transport, &self.mail.smtp_host) {
            (MailTransport::Memory, _) => {
                refuse("mail.transport", "memory keeps mails for tests and sends none; write auto, smtp or files")
            }
            (MailTransport::Smtp, None) => refuse("mail.smtp_host", "mail.transport is smtp, so the host that takes mail must be named"),
            (MailTransport::Auto | MailTransport::Files | MailTransport::Smtp, _) => None,
        }
    }

    fn smtp_password_is_protected(&self) -> Option<Refused> {
        let host = self.mail.smtp()?;
        let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        if self.mail.smtp_security == SmtpSecurity::None && !here {
            return refuse("mail.smtp_security", "none would send mails readable across the network; write starttls or tls");
        }
        refuse_if(
            self.mail.smtp_user.is_some() != self.mail.smtp_password.is_some(),
            "mail.smtp_user",
            "account and password belong together; set both mail.smtp_user and mail.smtp_password, or neither",
        )
    }

    fn search_is_reachable(&self) -> Option<Refused> {
        let url = self.search.meilisearch_url.as_ref()?;
        refuse_if(
            url.scheme() == "https",
            "search.meilisearch_url",
            "this program speaks http to Meilisearch; run Meilisearch on this machine or behind a local TLS tunnel and write that http:// address",
        )
    }

    fn token_is_long(&self) -> Option<Refused> {
        let short = self.metrics.token.as_ref().is_some_and(|token| token.expose_secret().len() < SHORTEST_TOKEN);
        refuse_if(
            short,
            "metrics.token",
            &format!("it has fewer than {SHORTEST_TOKEN} characters and could be guessed; `openssl rand -hex 16` makes one"),
        )
    }

    fn officers_are_named(&self) -> Option<Refused> {
        let officers = &self.witness.inside;
        let unique: std::collections::BTreeSet<&String> = officers.iter().collect();
        let named =
            officers.iter().all(|id| crate::domain::draw::OfficerId::parse(id).is_some() && id != crate::domain::draw::terms::CEREMONY);
        refuse_if(
            unique.len() < officers.len() || !named,
            "witness.inside",
            "write ids of 1 to 32 of a-z, 0-9 and -, each once and not \"ceremony\", which is the public dice, such as [\"witness\"]; or [] once the officers outside are enrolled",
        )
    }

    fn log_has_a_name(&self) -> Option<Refused> {
        let name = &self.market.log_origin;
        let wrong = name.is_empty() || name.contains("://") || name.chars().any(|c| c.is_whitespace() || c == '+' || !c.is_ascii());
        refuse_if(
            wrong,
            "market.log_origin",
            "it is a host and path in ASCII without scheme, blank or plus sign, such as market.example/audit",
        )
    }

    fn filter_can_be_read(&self) -> Option<Refused> {
        let problem = EnvFilter::try_new(&self.log.filter).err()?;
        refuse("log.filter", &format!("{problem}; write a level such as info, or levels by module such as info,mingxuan=debug"))
    }

    fn numbers_are_at_least_one(&self) -> Option<Refused> {
        let security = &self.security;
        let (key, _) = [
            ("database.sqlite_readers", u64::from(self.database.sqlite_readers)),
            ("database.postgres_connections", u64::from(self.database.postgres_connections)),
            ("database.wait_seconds", self.database.wait_seconds),
            ("storage.max_file_mb", self.storage.max_file_mb),
            ("security.session_hours", u64::from(security.session_hours)),
            ("security.session_idle_minutes", u64::from(security.session_idle_minutes)),
            ("security.lockout_attempts", u64::from(security.lockout_attempts)),
            ("security.reset_minutes", u64::from(security.reset_minutes)),
            ("security.invitation_days", u64::from(security.invitation_days)),
            ("security.password_checks", security.password_checks as u64),
            ("worker.poll_ms", self.worker.poll_ms),
        ]
        .into_iter()
        .find(|(_, number)| *number == 0)?;
        refuse(key, "with 0 nobody could work; write 1 or more")
    }
}

fn refuse_if(wrong: bool, key: &'static str, problem: &str) -> Option<Refused> {
    if wrong { refuse(key, problem) } else { None }
}

fn refuse(key: &'static str, problem: &str) -> Option<Refused> {
    Some(Refused::Unsafe { key, problem: problem.to_owned() })
}
