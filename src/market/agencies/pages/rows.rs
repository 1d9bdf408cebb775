//! A filing row by row: what was filed, beside what is in effect, with the scan that proves it and the reason it was returned for.

use crate::domain::agency::{AgencyProfile, Draft, Offer, OfferDraft, PaperDraft};
use crate::domain::filing::{Filing, FilingState};
use crate::domain::province;
use crate::market::agencies::doors::Case;
use crate::market::agencies::forms::Step;
use crate::market::catalogue::{self, PaperWords};
use crate::market::documents::Document;
use crate::platform::i18n::T;
use crate::platform::page::{Ctx, Markup};

/// Where a filing stands, as sign and word.
pub fn state(ctx: &Ctx, state: FilingState) -> Markup {
    let word = ctx.word("filing-state", state);
    match state {
        FilingState::Draft => ctx.state("", "write", word),
        FilingState::Submitted => ctx.state("warn", "clock", word),
        FilingState::Returned => ctx.state("bad", "different", word),
        FilingState::Passed => ctx.state("ok", "check", word),
    }
}

/// A reason, beside the field it is about and where that is mended.
pub struct ReasonRow {
    pub label: String,
    pub href: String,
    pub text: String,
}

/// The reasons of a returned filing.
pub fn reasons(t: T, filing: &Filing<Draft>) -> Vec<ReasonRow> {
    let row = |(field, text): (&String, &String)| {
        let (label, href) = place(t, &filing.draft, field);
        ReasonRow { label, href, text: text.clone() }
    };
    filing.reasons.iter().map(row).collect()
}

/// What a field is called, and where it is filled in.
pub fn place(t: T, draft: &Draft, field: &str) -> (String, String) {
    if let Some(rest) = field.strip_prefix("item-") {
        let found =
            draft.offers.iter().find(|offer| rest == offer.item || rest.strip_prefix(&*offer.item).is_some_and(|r| r.starts_with('-')));
        let Some(offer) = found else { return (rest.to_owned(), Step::Items.href()) };
        let part = rest.strip_prefix(&*offer.item).and_then(|rest| rest.strip_prefix('-'));
        return (joined(t, item_name(t, offer), part), format!("/agency/filing/items/{}", offer.item));
    }
    if let Some(rest) = field.strip_prefix("paper-") {
        let (key, part) = rest.split_once('-').map_or((rest, None), |(key, part)| (key, Some(part)));
        let found = draft.offers.iter().find_map(|offer| Some((offer, offer.papers.iter().find(|paper| paper.key == key)?)));
        let Some((offer, paper)) = found else { return (t.t("agencies-paper"), Step::Items.href()) };
        let title = t.msg("agencies-paper-of").with("item", item_name(t, offer)).with("number", &paper.number).to_string();
        return (joined(t, title, part), format!("/agency/filing/items/{}/papers/{key}", offer.item));
    }
    (t.word("agencies", field), Step::of(field).href())
}

fn joined(t: T, whole: String, part: Option<&str>) -> String {
    part.map_or(whole.clone(), |part| t.msg("agencies-part-of").with("whole", whole).with("part", t.word("agencies", part)).to_string())
}

fn item_name(t: T, offer: &OfferDraft) -> String {
    catalogue::item_name(t, &offer.item.as_str().into())
}

/// A scan to look at.
#[derive(Clone, Debug)]
pub struct Scan {
    pub href: String,
    pub name: String,
    pub size: String,
    /// Whether a browser shows it as a picture.
    pub picture: bool,
}

impl Scan {
    /// A scan that is read under `folder`.
    pub fn of(t: T, document: &Document, folder: &str) -> Scan {
        Scan {
            href: format!("{folder}/{}", document.id),
            name: document.file_name.clone(),
            size: t.size(document.size),
            picture: document.media_type.starts_with("image/"),
        }
    }
}

/// One fact of a filing.
pub struct Row {
    pub field: String,
    pub label: String,
    pub filed: String,
    /// What is in effect; `None` where the agency is new.
    pub now: Option<String>,
    pub scan: Option<Scan>,
}

impl Row {
    /// Whether it differs from what is in effect.
    pub fn differs(&self) -> bool {
        self.now.as_ref().is_some_and(|now| *now != self.filed)
    }
}

/// Every fact of a filing, in the order of its steps.
pub fn of_case(t: T, case: &Case) -> Vec<Row> {
    let folder = format!("/operations/filings/{}/documents", case.filing.id);
    let scan = |id: &str| case.scans.iter().find(|scan| scan.id == id).map(|scan| Scan::of(t, scan, &folder));
    let (draft, entry) = (&case.filing.draft, case.entry.as_ref());
    let mut rows = Vec::new();
    for field in Step::ALL.iter().filter(|step| **step != Step::Items && **step != Step::Commit).flat_map(|step| step.names()) {
        let row = |filed: String, now: Option<String>, scan| Row {
            field: (*field).to_owned(),
            label: t.word("agencies", field),
            filed,
            now,
            scan,
        };
        if *field == "licence" {
            let changed = entry.map(|(profile, _)| profile.licence.as_deref() == Some(draft.licence.as_str()));
            let words = |same: bool| t.t(if same { "agencies-scan-same" } else { "agencies-scan-new" });
            rows.push(row(words(changed.unwrap_or(false)), changed.map(|_| words(true)), scan(&draft.licence)));
            continue;
        }
        let filed = shown(t, field, draft.text(field).unwrap_or_default());
        rows.push(row(filed, entry.map(|(profile, _)| in_effect(t, field, profile)), None));
    }
    for offer in &draft.offers {
        let before = entry.map(|(_, offers)| offers.iter().find(|before| before.item.as_str() == offer.item));
        rows.push(offer_row(t, offer, before));
        rows.extend(offer.papers.iter().map(|paper| paper_row(t, (offer, paper), (before, scan(&paper.scan)))));
    }
    rows
}

/// A typed value as it is read.
fn shown(t: T, field: &str, text: &str) -> String {
    match field {
        "kind" if !text.is_empty() => t.word("agency-kind", text),
        "province" => province::name(text).map_or_else(|| text.to_owned(), |name| catalogue::say(t, &name)),
        "capital" => crate::domain::money::Fen::parse_wan(text).map_or_else(|_| text.to_owned(), |sum| t.money(sum)),
        _ => text.trim().to_owned(),
    }
}

fn in_effect(t: T, field: &str, profile: &AgencyProfile) -> String {
    match field {
        "uscc" => profile.uscc.to_string(),
        "name" => profile.name.clone(),
        "name_en" => profile.name_en.clone(),
        "kind" => t.word("agency-kind", profile.kind),
        "province" => shown(t, field, &profile.province),
        "place" => profile.place.clone(),
        "address" => profile.address.clone(),
        "established_on" => profile.established_on.to_string(),
        "capital" if profile.capital.0 == 0 => String::new(),
        "capital" => t.money(profile.capital),
        "scope" => profile.scope.clone(),
        "legal_representative" => profile.legal_representative.clone(),
        "contact_name" => profile.contact_name.clone(),
        "contact_phone" => profile.contact_phone.clone(),
        "contact_email" => profile.contact_email.clone(),
        "introduction" => profile.introduction.clone(),
        _ => String::new(),
    }
}

fn offer_row(t: T, offer: &OfferDraft, before: Option<Option<&Offer>>) -> Row {
    let words = |days: &str, promise: &str| {
        let days = t.msg("agencies-promised").with("days", days).to_string();
        if promise.is_empty() { days } else { format!("{days}\n{promise}") }
    };
    let usual = catalogue::item(&offer.item).map(|item| item.standard_wd.to_string()).unwrap_or_default();
    let days = if offer.days.trim().is_empty() { usual.as_str() } else { offer.days.trim() };
    let was = |offer: Option<&Offer>| offer.map(|offer| words(&offer.promised_days.to_string(), &offer.promise));
    Row {
        field: format!("item-{}", offer.item),
        label: item_name(t, offer),
        filed: words(days, offer.promise.trim()),
        now: before.map(|before| was(before).unwrap_or_else(|| t.t("none"))),
        scan: None,
    }
}

type Beside<'a> = (Option<Option<&'a Offer>>, Option<Scan>);

fn paper_row(t: T, (offer, paper): (&OfferDraft, &PaperDraft), (before, scan): Beside<'_>) -> Row {
    let same = |offer: &Offer| offer.papers.iter().find(|held| held.held.paper.number == paper.number.trim()).cloned();
    let held = before.map(|before| before.and_then(same));
    let was = held.map(|held| {
        held.map_or_else(
            || t.t("none"),
            |certificate| {
                let held = &certificate.held;
                let words = PaperWords::of(t, &held.qualification, held.major.as_ref(), held.grade.as_ref().map(|grade| &grade.code));
                let until = held.paper.valid_to.map_or_else(|| t.t("agencies-no-end"), |day| day.to_string());
                paper_text(t, &words, [&held.paper.number, &certificate.issuer, &held.paper.valid_from.to_string(), &until])
            },
        )
    });
    let until = if paper.no_end { t.t("agencies-no-end") } else { paper.valid_until.clone() };
    Row {
        field: format!("paper-{}", paper.key),
        label: t.msg("agencies-paper-of").with("item", item_name(t, offer)).with("number", &paper.number).to_string(),
        filed: paper_text(t, &typed_words(t, offer, paper), [&paper.number, &paper.issuer, &paper.valid_from, &until]),
        now: was,
        scan,
    }
}

/// A typed certificate's qualification in words.
pub fn typed_words(t: T, offer: &OfferDraft, paper: &PaperDraft) -> PaperWords {
    let Some(kind) = catalogue::item(&offer.item).and_then(|item| item.qualification.as_ref()) else { return PaperWords::default() };
    let major = kind.majors.iter().find(|major| major.path.as_str() == paper.major).map(|major| &major.path);
    let grade = kind.grades.iter().find(|grade| grade.code.as_str() == paper.grade).map(|grade| &grade.code);
    PaperWords::of(t, &kind.code, major, grade)
}

fn paper_text(t: T, words: &PaperWords, [number, issuer, from, until]: [&str; 4]) -> String {
    let grade = if words.grade.is_empty() { String::new() } else { format!(" · {}", words.grade) };
    let valid = t.msg("agencies-valid").with("from", from.trim()).with("until", until.trim());
    format!("{}{grade}\n{}\n{}\n{valid}", words.title(), number.trim(), issuer.trim())
}
