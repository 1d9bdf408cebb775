//! What is written for people, in both languages.

use std::fmt::{Display, Write};

use super::bids::Quotes;
use super::bundle::{Bundle, NUMBER, PROOFS, Unreadable};
use super::check::{Ending, Findings, Named};
use super::chinese;
use super::proofs::{Logged, Trust};
use crate::domain::draw::{Fault, Hash32};

fn line(out: &mut String, line: impl Display) {
    writeln!(out, "{line}").expect("writing to a String cannot fail");
}

/// The documents found and their hashes.
pub(super) fn documents(bundle: &Bundle, out: &mut String) {
    line(out, "documents 文件 (SHA-256)");
    let is_proof = |name: &str| name.strip_prefix(NUMBER).unwrap_or(name).starts_with(PROOFS);
    for (name, bytes) in bundle.all().filter(|(name, _)| !is_proof(name)) {
        line(out, format_args!("  {} {name}", Hash32::of(bytes)));
    }
}

/// The outcome of a bundle without fault.
pub(super) fn findings(findings: &Findings, out: &mut String) {
    line(out, format_args!("draw 抽取: {}", findings.draw));
    match &findings.ending {
        Ending::Drawn { seed, result, winners, alternates, outcome } => {
            line(out, format_args!("seed 种子: {seed}"));
            line(out, format_args!("result 结果: {result}"));
            named(out, "winners 中选", winners, 1);
            named(out, "alternates 备选", alternates, winners.len() + 1);
            outcome.iter().for_each(|order| named(out, "outcome 选取结果", order, 1));
        }
        Ending::Void { withheld } => {
            line(out, "void 抽取作废 (neither seed nor result exists 无种子、无结果), withheld 未揭示:");
            withheld.iter().for_each(|withheld| line(out, format_args!("  {withheld}")));
        }
    }
    if let Some(number) = &findings.number {
        let (whole, rest) = (number.coefficient / 100, number.coefficient % 100);
        let void = if number.is_void { ", its draw is void 抽取作废" } else { "" };
        line(out, format_args!("drawn number 抽取的系数: k = {whole}.{rest:02}% ({}{void})", number.draw));
    }
    if let Some(said) = findings.said {
        line(out, format_args!("negotiation 谈判: {said} quotes and replies keep the rules 条报价和回复符合规则"));
    }
    if let Some(links) = findings.links {
        line(out, format_args!("pseudonyms 代号: {links} opened again and the same 个重新打开无误"));
    }
    if let Some(quotes) = &findings.quotes {
        let Quotes { opened, shut } = quotes;
        line(out, format_args!("sealed quotes 密封报价: {opened} opened again and the same 份重新打开无误, {shut} with a reason 份有原因"));
    }
    for name in &findings.absent {
        line(out, format_args!("absent 未提供: {name}"));
    }
    for name in &findings.unchecked {
        line(out, format_args!("not checked by this version 本版本不核验: {name}"));
    }
    findings.log.iter().for_each(|log| logged(out, log));
    line(out, "OK: every check passed 全部核验通过");
}

/// What the log vouches for, and whose word that is.
fn logged(out: &mut String, log: &Logged) {
    line(out, format_args!("log 日志: {} proofs 份证明, head 日志头 {} {}", log.proofs, log.size, log.root));
    if log.witnesses > 0 {
        line(out, format_args!("witnesses 见证端: {} of yours vouch for the freeze 个（由你提供）已为冻结名单作证", log.witnesses));
    }
    match &log.trust {
        Trust::Given(key) => line(out, format_args!("log key 日志公钥 (yours 由你提供): {}", key.as_str())),
        Trust::Own(key) => line(out, format_args!("log key 日志公钥 (compare with the site's 请与网站公布的核对): {}", key.as_str())),
        Trust::None => line(out, "log signature not checked: no key 未核验日志签名：没有公钥"),
    }
}

fn named(out: &mut String, heading: &str, places: &[Named], first: usize) {
    line(out, format_args!("{heading}: {}", places.len()));
    for (place, number) in places.iter().zip(first..) {
        match &place.registry_id {
            Some(id) => line(out, format_args!("  {number} {} = {id}", place.label)),
            None => line(out, format_args!("  {number} {}", place.label)),
        }
    }
}

/// The first fault.
pub(super) fn fault(fault: &Fault, out: &mut String) {
    let Fault { file, line: number, broken } = fault;
    line(out, format_args!("WRONG: {file} line {number}: {broken}"));
    line(out, format_args!("不通过：{file} 第 {number} 行：{}", chinese::rule(broken)));
}

/// Documents without which nothing follows.
pub(super) fn missing(names: &[&str], out: &mut String) {
    line(out, format_args!("INCOMPLETE 无法核验: missing 缺少 {}", names.join(", ")));
}

/// A path from which nothing could be read.
pub(super) fn unreadable(unreadable: &Unreadable, out: &mut String) {
    line(out, format_args!("INCOMPLETE 无法核验: cannot be read 无法读取: {unreadable}"));
}
