//! Letters to people: rendered in the reader's language, sent by SMTP, or written as `.eml` files where no server is configured.
//!
//! A letter is promised inside a transaction ([`Letter`] in the outbox) and rendered and sent by the worker. What was sent is kept for its reader
//! ([`remember`]), without the one-time links.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use askama::Template;
use diesel::prelude::*;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::ExposeSecret;

use super::i18n::{Lang, T};
pub use super::letter::Letter;
use super::log::reading::Printed;
use super::page::Site;
use super::random;
use crate::config::{Config, SmtpSecurity};
use crate::db::DbConn;
use crate::db::schema::mails;
use crate::domain::time::Instant;
use crate::error::{Error, Result};

/// The name of an attached receipt.
const RECEIPT: &str = "receipt.json";

/// A letter in a language, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
    /// A receipt that goes with it, as JSON. It is not kept with the letter: its author finds it among their own acts.
    pub receipt: Option<String>,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct LetterPage<'a> {
    lang: Lang,
    subject: &'a str,
    paragraphs: Vec<&'a str>,
    button: Option<(&'a str, &'a str)>,
    sign_off: String,
    automatic: String,
    /// The head of the log at that time: two letters that fit no one log prove fraud.
    head: String,
}

/// What stands in every letter of a market at one time.
#[derive(Clone, Copy)]
pub struct Paper<'a> {
    pub site: &'a Site,
    /// The address of the site, without a slash at its end.
    pub base: &'a str,
    /// The head of the log, once there is one.
    pub head: Option<&'a Printed>,
}

/// Puts a letter into words.
pub fn render(letter: &Letter, lang: Lang, Paper { site, base, head }: Paper<'_>) -> Result<Rendered> {
    let t = T { lang };
    let say =
        |part: &str| letter.args.iter().fold(t.msg(format!("mail-{}-{part}", letter.name)), |m, (k, v)| m.with_named(k, v)).to_string();
    let (subject, body) = (say("subject"), say("text"));
    let link = letter.path.as_ref().map(|path| (format!("{base}{path}"), say("button")));
    let sign_off = t.msg("mail-sign-off").with("host", site.host.say(t)).with("phone", &site.service_phone).to_string();
    let automatic = t.t("mail-automatic");
    let head = head.map(|head| head.words(&t)).unwrap_or_default();
    let mut text = body.clone();
    if let Some((url, label)) = &link {
        text.push_str(&format!("\n\n{label}\n{url}"));
    }
    text.push_str(&format!("\n\n{sign_off}\n{automatic}\n"));
    if !head.is_empty() {
        text.push_str(&format!("{head}\n"));
    }
    let html = LetterPage {
        lang,
        subject: &subject,
        paragraphs: body.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).collect(),
        button: link.as_ref().map(|(url, label)| (url.as_str(), label.as_str())),
        sign_off,
        automatic,
        head,
    }
    .render()
    .map_err(|e| Error::caused("rendering a letter", e))?;
    Ok(Rendered { subject, text, html, receipt: None })
}

/// How mail leaves.
#[derive(Clone)]
pub enum Mailer {
    Smtp {
        transport: AsyncSmtpTransport<Tokio1Executor>,
        from: Mailbox,
    },
    Files {
        folder: PathBuf,
        from: Mailbox,
    },
    Memory {
        sent: Arc<Mutex<Vec<(String, Rendered)>>>,
    },
    /// While a demo city is built: its thousands of letters are written, and only those to these addresses leave.
    Building {
        inner: Box<Mailer>,
        readers: Vec<String>,
        built: Arc<AtomicBool>,
    },
}

impl Mailer {
    /// As the configuration says: SMTP where a host is named, else files under the data folder.
    ///
    /// # Errors
    /// [`Error::Setup`] when the sender or the host cannot be used.
    pub fn from_config(config: &Config) -> Result<Mailer> {
        let from: Mailbox = config
            .mail
            .from
            .parse()
            .map_err(|e| Error::Setup(format!("mail.from {:?} is no sender (name <address>): {e}", config.mail.from)))?;
        if config.mail.transport == crate::config::MailTransport::Memory {
            return Ok(Mailer::Memory { sent: Arc::default() });
        }
        let Some(host) = config.mail.smtp() else {
            let folder = config.data_dir.join("mail");
            std::fs::create_dir_all(&folder)
                .map_err(|e| Error::Setup(format!("cannot make the folder for mail {}: {e}", folder.display())))?;
            return Ok(Mailer::Files { folder, from });
        };
        let refused = |e: lettre::transport::smtp::Error| Error::Setup(format!("mail.smtp_host {host:?} cannot be used: {e}"));
        let mut transport = match config.mail.smtp_security {
            SmtpSecurity::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(host).map_err(refused)?,
            SmtpSecurity::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(host).map_err(refused)?,
            SmtpSecurity::None => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host),
        };
        transport = transport.port(config.mail.smtp_port);
        if let (Some(user), Some(password)) = (&config.mail.smtp_user, &config.mail.smtp_password) {
            transport = transport.credentials(Credentials::new(user.clone(), password.expose_secret().to_owned()));
        }
        Ok(Mailer::Smtp { transport: transport.build(), from })
    }

    /// The same way, for these readers only until [`Mailer::let_all_leave`].
    #[must_use]
    pub fn for_readers(self, readers: Vec<String>) -> Mailer {
        Mailer::Building { inner: Box::new(self), readers, built: Arc::default() }
    }

    /// The city is built: its people get their letters from now on.
    pub fn let_all_leave(&self) {
        if let Mailer::Building { built, .. } = self {
            built.store(true, Ordering::Relaxed);
        }
    }

    /// Whether a letter to this address leaves the house.
    pub fn leaves(&self, to: &str) -> bool {
        match self {
            Mailer::Building { readers, built, .. } => built.load(Ordering::Relaxed) || readers.iter().any(|reader| reader == to),
            _ => true,
        }
    }

    /// Sends one letter.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it could not be handed over; the address is not part of the message.
    pub async fn send(&self, to: &str, rendered: &Rendered) -> Result<()> {
        match self {
            Mailer::Building { inner, .. } => {
                if self.leaves(to) {
                    Box::pin(inner.send(to, rendered)).await?;
                }
                Ok(())
            }
            Mailer::Memory { sent } => {
                sent.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((to.to_owned(), rendered.clone()));
                Ok(())
            }
            Mailer::Smtp { transport, from } => {
                transport.send(message(from, to, rendered)?).await.map_err(|e| Error::Unavailable(format!("handing a mail over: {e}")))?;
                Ok(())
            }
            Mailer::Files { folder, from } => {
                let bytes = message(from, to, rendered)?.formatted();
                let path = folder.join(format!("{}.eml", random::blind_id()));
                tokio::fs::write(path, bytes).await.map_err(|e| Error::Unavailable(format!("writing a mail: {e}")))
            }
        }
    }
}

fn message(from: &Mailbox, to: &str, rendered: &Rendered) -> Result<Message> {
    let to: Mailbox = to.parse().map_err(|e| Error::caused("an account's address is no mail address", e))?;
    Message::builder()
        .from(from.clone())
        .to(to)
        .subject(&rendered.subject)
        .multipart(parts(rendered)?)
        .map_err(|e| Error::caused("putting a mail together", e))
}

fn parts(rendered: &Rendered) -> Result<MultiPart> {
    let letter = MultiPart::alternative_plain_html(rendered.text.clone(), rendered.html.clone());
    let Some(file) = &rendered.receipt else { return Ok(letter) };
    let json = ContentType::parse("application/json").map_err(|e| Error::caused("naming the type of a receipt", e))?;
    Ok(MultiPart::mixed().multipart(letter).singlepart(Attachment::new(RECEIPT.to_owned()).body(file.clone(), json)))
}

/// Keeps what was sent, for its reader's account page.
pub fn remember(conn: &mut DbConn, account: &str, lang: Lang, letter: (&str, &str), at: Instant) -> Result<()> {
    let (subject, body) = letter;
    diesel::insert_into(mails::table)
        .values((
            mails::id.eq(random::blind_id()),
            mails::account_id.eq(account),
            mails::subject.eq(subject),
            mails::body.eq(body),
            mails::lang.eq(lang.as_str()),
            mails::sent_at.eq(at.ms()),
        ))
        .execute(conn)?;
    Ok(())
}
