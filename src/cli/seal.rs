//! `mingxuan seal`: an agency seals its quote on its own machine, by the sheet that the sealing page offers. Nothing is sent anywhere.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::domain::bid::{Committee, Entry, Object, PrivateFile, Quote, Sealing, Sheet, seal};
use crate::domain::draw::{Document, Label};
use crate::domain::method::quote::QuoteKind;
use crate::domain::money::Fen;
use crate::error::{Error, Result};
use crate::platform::random;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The sealing sheet, from the page of the sign-up
    sheet: PathBuf,
    /// The quote: an amount in yuan (98000.50), or a discount in percent (8.50), as the sheet asks for
    #[arg(long, value_name = "NUMBER")]
    quote: String,
    /// Days the work takes
    #[arg(long, value_name = "DAYS")]
    days: Option<u64>,
    /// The folder to write the two files into
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
}

/// Writes the sealed entry and the private file, and says the quote in words.
///
/// # Errors
/// [`Error::Setup`] for a sheet that is none, a quote the sheet does not allow, or files that exist or cannot be written;
/// [`Error::Unavailable`] where the system gives no randomness.
#[allow(clippy::print_stdout, reason = "the answer of this command")]
pub fn run(arguments: &Arguments) -> Result<()> {
    let sheet = read(&arguments.sheet)?;
    let wrong = |what: &str| Error::Setup(format!("{}: {what}; download the sheet again", arguments.sheet.display()));
    let committee = Committee::parse(&sheet.committee).map_err(|fault| wrong(&fault.to_string()))?;
    let label = Label::parse(&sheet.label).ok_or_else(|| wrong("its label is none"))?;
    let (quote, words) = quoted(&sheet, &arguments.quote)?;
    if arguments.days == Some(0) {
        return Err(Error::Setup("--days must be at least 1".into()));
    }
    let project = committee.project().clone();
    let plaintext = Entry { project, label: label.clone(), quote, days: arguments.days, files: Vec::new() }.to_text();
    let pieces = (0..Sealing::pieces(&committee)).map(|_| random::secret32()).collect::<Result<_>>()?;
    let (sealed, private) = Sealing::new(&committee, pieces)
        .and_then(|sealing| seal(&committee, (&label, Object::Entry), plaintext.as_bytes(), sealing))
        .ok_or_else(|| Error::internal("sealing failed"))?;
    let kept = PrivateFile {
        format: PrivateFile::FORMAT.to_owned(),
        project: sheet.project.clone(),
        label: sheet.label.clone(),
        envelope: sealed.envelope.hash().to_string(),
        salt: private.salt.to_string(),
        key: private.key.to_string(),
        plaintext,
    };
    let kept = serde_json::to_string_pretty(&kept).map_err(|e| Error::caused("writing the private file", e))?;
    let stem = sheet.label.get(2..10).unwrap_or(&sheet.label);
    let (open, secret) = (arguments.out.join(format!("sealed-{stem}.txt")), arguments.out.join(format!("private-{stem}.json")));
    write_new(&secret, &kept)?;
    write_new(&open, &sealed.to_text())?;
    println!("{} ({})", sheet.title, sheet.project);
    println!("quote    {words}");
    println!("send     {}", open.display());
    println!("keep     {}  salt and key; show it to nobody before the opening", secret.display());
    Ok(())
}

fn read(path: &Path) -> Result<Sheet> {
    let text = fs::read_to_string(path).map_err(|e| Error::Setup(format!("{} cannot be read: {e}", path.display())))?;
    let sheet: Option<Sheet> = serde_json::from_str(&text).ok();
    sheet.filter(|sheet| sheet.format == Sheet::FORMAT).ok_or_else(|| Error::Setup(format!("{} is no sealing sheet", path.display())))
}

/// The quote, and how it is said in words.
fn quoted(sheet: &Sheet, typed: &str) -> Result<(Quote, String)> {
    let refused = |why: String| Error::Setup(format!("--quote {typed}: {why}"));
    if typed.contains(['万', '元', '%']) {
        return Err(refused("type digits only, an amount in yuan or a discount in percent".into()));
    }
    // Percent have the two decimals of yuan: 8.50 is 850.
    let number = Fen::parse_yuan(typed).and_then(Fen::positive).map_err(|fault| refused(fault.to_string()))?;
    let value = number.0.unsigned_abs();
    if value > sheet.most {
        let most = Fen(i64::try_from(sheet.most).unwrap_or(i64::MAX));
        return Err(refused(format!("above the highest that is allowed, {}", most.yuan())));
    }
    if value < sheet.least {
        let least = Fen(i64::try_from(sheet.least).unwrap_or(i64::MAX));
        return Err(refused(format!("below the lowest that is allowed, {}", least.yuan())));
    }
    Ok(match sheet.quote {
        QuoteKind::Amount => (Quote::Amount(value), format!("{} {}", number.en(), number.capital())),
        QuoteKind::Discount => (Quote::Discount(value), format!("{} %", number.yuan())),
    })
}

/// Readable by its owner alone; a file that exists is not overwritten, because it may hold the only key of what was sent before.
fn write_new(path: &Path, text: &str) -> Result<()> {
    let fault = |e: std::io::Error| Error::Setup(format!("{} cannot be written: {e}", path.display()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(fault)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(fault)
}
