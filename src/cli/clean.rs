//! `mingxuan clean`: documents for a blind review, cleaned on the agency's own machine.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::defaults;
use crate::domain::cleaning::{Cleaned, Own, Sought, clean};
use crate::error::{Error, Result};
use crate::market::bids::findings::Findings;
use crate::market::bids::refusal;
use crate::platform::i18n::{Lang, Msg, T};

/// Somebody has to do something about a document.
const NOT_CLEAN: u8 = 1;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The documents: PDF, Word, Excel, JPEG or PNG
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The folder for the cleaned documents, file-1.pdf and so on
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// A name of the agency to look for; may be given again, as the others
    #[arg(long, value_name = "NAME")]
    name: Vec<String>,
    /// Its unified social credit code
    #[arg(long, value_name = "CODE")]
    code: Vec<String>,
    /// A telephone number or an address of mail
    #[arg(long, value_name = "CONTACT")]
    contact: Vec<String>,
    /// Somebody who works there
    #[arg(long, value_name = "PERSON")]
    person: Vec<String>,
}

/// Cleans every document and tells in both languages what was taken out, what still names the agency, and what somebody has to look at. Exit code 0: all
/// are clean; 1: one is refused or names the agency.
///
/// # Errors
/// [`Error::Setup`] for a file that cannot be read and a folder that cannot be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let failed = |path: &Path, why: std::io::Error| Error::Setup(format!("{}: {why}", path.display()));
    std::fs::create_dir_all(&arguments.out).map_err(|why| failed(&arguments.out, why))?;
    let (own, limits) = (arguments.own(), defaults::papers()?);
    let mut all_clean = true;
    for (number, path) in (1..).zip(&arguments.files) {
        let bytes = std::fs::read(path).map_err(|why| failed(path, why))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match clean(&bytes, &name, &limits, &own) {
            Ok(cleaned) => {
                let place = arguments.out.join(format!("file-{number}.{}", cleaned.kind));
                std::fs::write(&place, &cleaned.bytes).map_err(|why| failed(&place, why))?;
                all_clean &= cleaned.found.is_empty();
                tell(|t| t.msg("cleaning-cleaned").with("file", path.display()).with("place", place.display()));
                tell_of(&cleaned);
            }
            Err(refused) => {
                all_clean = false;
                tell(|t| t.msg("cleaning-refused").with("file", path.display()).with("why", t.say(&refusal::unclean(refused))));
            }
        }
    }
    Ok(if all_clean { ExitCode::SUCCESS } else { ExitCode::from(NOT_CLEAN) })
}

impl Arguments {
    fn own(&self) -> Own {
        let all =
            [(Sought::Name, &self.name), (Sought::Code, &self.code), (Sought::Contact, &self.contact), (Sought::Person, &self.person)];
        Own::new(all.into_iter().flat_map(|(what, texts)| texts.iter().map(move |text| (what, text.clone()))))
    }
}

fn tell_of(cleaned: &Cleaned) {
    for lang in [Lang::Zh, Lang::En] {
        let Findings { removed, found, unread } = Findings::of(T { lang }, cleaned);
        removed.iter().chain(&found).chain(&unread).for_each(|line| say(line));
    }
}

/// Says it in Chinese and then in English, as every command does whose reader may be anybody.
fn tell(words: impl Fn(T) -> Msg) {
    for lang in [Lang::Zh, Lang::En] {
        say(&words(T { lang }).to_string());
    }
}

#[allow(clippy::print_stdout, reason = "the answer of this command")]
fn say(line: &str) {
    println!("{line}");
}
