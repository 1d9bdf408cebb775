//! A contract as its pages show it, in finished words.

use super::doors::{Known, Whole};
use super::store::{Contract, Deliverable};
use crate::domain::contract::{ContractState, Side};
use crate::domain::time::{Day, Instant};
use crate::market::documents::Document;
use crate::platform::i18n::T;
use crate::platform::page::{Ctx, Markup};

/// The facts everybody may know once the contract is in force; the two sides know them from the registration on.
pub struct Facts {
    pub id: String,
    pub title: String,
    pub project: String,
    pub serial: String,
    pub owner: String,
    pub agency: String,
    pub agency_href: String,
    pub number: String,
    pub amount: String,
    pub capital: String,
    pub signed: String,
    pub starts: String,
    pub ends: String,
    pub confirmed: Option<String>,
    pub accepted: Option<String>,
    pub state: Markup,
    /// Whether it was registered at all.
    pub is_registered: bool,
    /// Whether it was rated, or the days to rate are over.
    pub has_rating: bool,
}

impl Facts {
    pub fn of(ctx: &Ctx, known: &Known) -> Facts {
        let (contract, t) = (&known.contract, ctx.t);
        let once = |at: Instant| (at.ms() > 0).then(|| t.moment(at));
        Facts {
            id: contract.id.clone(),
            title: contract.title.clone(),
            project: known.project.number.clone(),
            serial: known.serial.clone(),
            owner: known.owner.clone(),
            agency: known.agency.clone(),
            agency_href: format!("/agencies/{}", contract.agency),
            number: contract.number.clone(),
            amount: t.money(contract.amount),
            capital: t.capital(contract.amount),
            signed: day(t, &contract.signed_on),
            starts: day(t, &contract.starts_on),
            ends: day(t, &contract.ends_on),
            confirmed: once(contract.confirmed_at),
            accepted: once(contract.accepted_at),
            state: state(ctx, contract.state),
            is_registered: !contract.number.is_empty(),
            has_rating: contract.state == ContractState::Closed,
        }
    }
}

fn day(t: T, text: &str) -> String {
    Day::parse(text).map(|day| t.date(day)).unwrap_or_default()
}

/// A state with its sign.
pub fn state(ctx: &Ctx, state: ContractState) -> Markup {
    let (kind, icon) = match state {
        ContractState::Awaited => ("warn", "write"),
        ContractState::Registered => ("warn", "clock"),
        ContractState::InForce => ("ok", "file"),
        ContractState::Delivered => ("warn", "eye"),
        ContractState::Accepted => ("ok", "check"),
        ContractState::Closed => ("ok", "saved"),
        ContractState::Abandoned => ("", "cross"),
    };
    ctx.state(kind, icon, ctx.word("contract-state", state))
}

/// A result handed in.
pub struct ResultView {
    pub position: i64,
    pub state: Markup,
    pub note: Vec<String>,
    pub when: String,
    pub decided: Option<String>,
    pub reply: Vec<String>,
    pub papers: Vec<Paper>,
}

/// A paper to be fetched.
pub struct Paper {
    pub href: String,
    pub name: String,
    pub size: String,
}

impl Paper {
    fn of(t: T, contract: &Contract, document: &Document) -> Paper {
        Paper {
            href: format!("/contracts/{}/documents/{}", contract.id, document.id),
            name: document.file_name.clone(),
            size: t.size(document.size),
        }
    }
}

fn result(ctx: &Ctx, contract: &Contract, (result, papers): &(Deliverable, Vec<Document>)) -> ResultView {
    let (kind, icon) = match result.state.as_str() {
        "accepted" => ("ok", "check"),
        "returned" => ("bad", "cross"),
        _ => ("warn", "clock"),
    };
    ResultView {
        position: result.position,
        state: ctx.state(kind, icon, ctx.word("result-state", &result.state)),
        note: paragraphs(&result.note),
        when: ctx.t.moment(Instant(result.submitted_at)),
        decided: (result.decided_at > 0).then(|| ctx.t.moment(Instant(result.decided_at))),
        reply: paragraphs(&result.reply),
        papers: papers.iter().map(|paper| Paper::of(ctx.t, contract, paper)).collect(),
    }
}

/// Lines of a text, each a paragraph of its own.
pub fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What a side may do now.
#[derive(Clone, Copy, Debug)]
pub struct May {
    pub register: bool,
    pub answer: bool,
    pub deliver: bool,
    pub judge: bool,
    pub rate: bool,
}

/// A contract for one of its sides.
pub struct OwnView {
    pub facts: Facts,
    pub may: May,
    pub content: Vec<String>,
    /// Why the other side sent it back.
    pub returned: Vec<String>,
    pub scan: Option<Paper>,
    pub results: Vec<ResultView>,
    /// What is to be done next, by whom; and whether its time is over.
    pub next: Option<Next>,
}

/// The next step.
pub struct Next {
    pub what: String,
    pub due: String,
    pub is_over: bool,
}

impl OwnView {
    pub fn of(ctx: &Ctx, whole: &Whole) -> OwnView {
        let Whole { known, side, scan, results } = whole;
        let contract = &known.contract;
        let registered_here = contract.side == Some(*side);
        OwnView {
            may: May {
                register: contract.state == ContractState::Awaited,
                answer: contract.state == ContractState::Registered && !registered_here,
                deliver: contract.state == ContractState::InForce && *side == Side::Agency,
                judge: contract.state == ContractState::Delivered && *side == Side::Owner,
                rate: contract.state == ContractState::Accepted && *side == Side::Owner,
            },
            facts: Facts::of(ctx, known),
            content: paragraphs(&contract.content),
            returned: paragraphs(&contract.return_reason),
            scan: scan.as_ref().map(|scan| Paper::of(ctx.t, contract, scan)),
            results: results.iter().map(|entry| result(ctx, contract, entry)).collect(),
            next: next(ctx, known),
        }
    }
}

fn next(ctx: &Ctx, known: &Known) -> Option<Next> {
    let key = match (known.contract.state, known.contract.side) {
        (ContractState::Awaited, _) => "contracts-next-register",
        (ContractState::Registered, Some(Side::Owner)) => "contracts-next-agency-confirms",
        (ContractState::Registered, _) => "contracts-next-owner-confirms",
        (ContractState::InForce, _) => "contracts-next-deliver",
        (ContractState::Delivered, _) => "contracts-next-accept",
        (ContractState::Accepted, _) => "contracts-next-rate",
        (ContractState::Closed | ContractState::Abandoned, _) => return None,
    };
    Some(Next { what: ctx.t(key), due: ctx.t.moment(known.due), is_over: ctx.now >= known.due })
}
