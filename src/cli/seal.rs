//! `mingxuan seal`: an agency seals its quote on its own machine, by the sheet that the sealing page offers. Nothing is sent anywhere.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::defaults;
use crate::domain::bid::{Attached, Claim, Committee, Entry, FileName, Object, Package, Private, PrivateFile, Quote, Sealed, Sheet, seal};
use crate::domain::cleaning::{Limits, Own, Sought, clean};
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
    /// A document to be sealed beside the quote; may be given again. It is cleaned first, as `mingxuan clean` does
    #[arg(long = "file", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to look for in the documents: a name of the agency, its code, a telephone, a person; may be given again
    #[arg(long, value_name = "TEXT")]
    own: Vec<String>,
    /// The private file of the entry that this one is to replace, where entries lie under pseudonyms
    #[arg(long, value_name = "FILE")]
    again: Option<PathBuf>,
    /// The folder to write the files into
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
}

/// Cleans and seals the documents, writes their payloads, the sealed entry and the private file, and says the quote in words.
///
/// # Errors
/// [`Error::Setup`] for a sheet that is none, a quote the sheet does not allow, a document that cannot be cleaned or names the agency, or files that
/// exist or cannot be written;
/// [`Error::Unavailable`] where the system gives no randomness.
#[allow(clippy::print_stdout, reason = "the answer of this command")]
pub fn run(arguments: &Arguments) -> Result<()> {
    let sheet = read(&arguments.sheet)?;
    let wrong = |what: &str| Error::Setup(format!("{}: {what}; download the sheet again", arguments.sheet.display()));
    let committee = Committee::parse(&sheet.committee).map_err(|fault| wrong(&fault.to_string()))?;
    let claim = claim(arguments, &sheet)?;
    let label = claim.as_ref().map_or_else(|| Label::parse(&sheet.label), |claim| Some(claim.pseudonym.clone()));
    let label = label.ok_or_else(|| wrong("its label is none"))?;
    let (quote, words) = quoted(&sheet, &arguments.quote)?;
    if arguments.days == Some(0) {
        return Err(Error::Setup("--days must be at least 1".into()));
    }
    let project = committee.project().clone();
    let documents = documents(arguments, (&committee, &label))?;
    let files = documents.iter().map(|one| one.attached.clone()).collect();
    let plaintext = Entry { project, label: label.clone(), quote, days: arguments.days, files }.to_text();
    let (entry, private) = sealed(&committee, (&label, Object::Entry), plaintext.as_bytes())?;
    let kept = PrivateFile::of((&entry.envelope, &private), plaintext);
    let kept = serde_json::to_string_pretty(&kept).map_err(|e| Error::caused("writing the private file", e))?;
    let stem = stem(arguments, label.as_str());
    let (open, secret) = (arguments.out.join(format!("sealed-{stem}.txt")), arguments.out.join(format!("private-{stem}.json")));
    write_new(&secret, kept.as_bytes())?;
    let payload = |number: usize| arguments.out.join(format!("payload-{stem}-{number}.bin"));
    for (number, one) in (1..).zip(&documents) {
        write_new(&payload(number), &one.sealed.payload)?;
    }
    let package = Package { entry, files: documents.iter().map(|one| one.sealed.envelope.clone()).collect(), claim };
    write_new(&open, package.to_text().as_bytes())?;
    println!("{} ({})", sheet.title, sheet.project);
    println!("quote    {words}");
    for number in 1..=documents.len() {
        println!("send     {}", payload(number).display());
    }
    println!("send     {}", open.display());
    println!("keep     {}  salt and key; show it to nobody before the opening", secret.display());
    Ok(())
}

/// By what the entry may be brought, where it lies under a pseudonym.
fn claim(arguments: &Arguments, sheet: &Sheet) -> Result<Option<Claim>> {
    let (text, from) = match &arguments.again {
        None if sheet.claim.is_empty() => return Ok(None),
        None => (sheet.claim.clone(), &arguments.sheet),
        Some(path) => {
            let fault = |e| Error::Setup(format!("{} cannot be read: {e}", path.display()));
            (fs::read_to_string(path).map_err(fault)?, path)
        }
    };
    let claim = Claim::of(&text).ok_or_else(|| Error::Setup(format!("{} holds no claim to a pseudonym", from.display())))?;
    Ok(Some(claim))
}

/// What tells the files of one entry from those of another; one that replaces another is under the same pseudonym.
fn stem(arguments: &Arguments, label: &str) -> String {
    let short = label.get(2..10).unwrap_or(label);
    let taken = |stem: &String| arguments.out.join(format!("private-{stem}.json")).exists();
    let free = || (2..).map(|n| format!("{short}-{n}")).find(|stem| !taken(stem));
    if arguments.again.is_none() { short.to_owned() } else { free().unwrap_or_else(|| short.to_owned()) }
}

/// A document that was cleaned and sealed.
struct Proposal {
    attached: Attached,
    sealed: Sealed,
}

fn documents(arguments: &Arguments, (committee, label): (&Committee, &Label)) -> Result<Vec<Proposal>> {
    let own = Own::new(arguments.own.iter().map(|text| (Sought::Name, text.clone())));
    let limits = defaults::papers()?;
    (1..).zip(&arguments.files).map(|(number, path)| document(path, (committee, label, number), (&limits, &own))).collect()
}

fn document(path: &Path, (committee, label, number): (&Committee, &Label, u64), (limits, own): (&Limits, &Own)) -> Result<Proposal> {
    let refused = |why: &str| Error::Setup(format!("{}: {why}; run mingxuan clean on it to see all", path.display()));
    let bytes = fs::read(path).map_err(|e| refused(&format!("cannot be read, {e}")))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let cleaned = clean(&bytes, &name, limits, own).map_err(|why| refused(&format!("cannot be cleaned, {}", why.code())))?;
    if !cleaned.found.is_empty() {
        return Err(refused("names the agency"));
    }
    let name = FileName::of(&name).ok_or_else(|| refused("its name is longer than 255 bytes"))?;
    let attached = Attached::of(name, &cleaned.bytes);
    Ok(Proposal { attached, sealed: sealed(committee, (label, Object::File(number)), &cleaned.bytes)?.0 })
}

fn sealed(committee: &Committee, place: (&Label, Object), plaintext: &[u8]) -> Result<(Sealed, Private)> {
    seal(committee, place, plaintext, random::sealing(committee)?).ok_or_else(|| Error::internal("sealing failed"))
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
fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let fault = |e: std::io::Error| Error::Setup(format!("{} cannot be written: {e}", path.display()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(fault)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(fault)
}
