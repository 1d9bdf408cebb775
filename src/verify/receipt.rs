//! A receipt: document, salt, entry and proof in one file. With it its author shows what the log took, whatever the log shows now.

use std::fmt::Write;

use serde::Deserialize;

use crate::domain::audit_entry::{Body, Entry, salted_body};
use crate::domain::draw::{Document, Signup};
use crate::domain::hash::{Hash32, Secret};
use crate::domain::log::{Head, Misproof, Proof, Trusted, VerifierKey};

use super::{INCOMPLETE, PASSED, WRONG, chinese};

/// The largest receipt anybody writes.
pub(super) const LARGEST: u64 = 1 << 20;

/// What of a receipt is checked; what else stands in it is the market's word alone.
#[derive(Deserialize)]
struct Receipt {
    format: String,
    document: String,
    /// Empty where the document was public.
    salt: String,
    entry: String,
    log_index: Option<u64>,
    proof: Option<String>,
    #[serde(default)]
    log_keys: Vec<String>,
}

/// What does not hold.
#[derive(thiserror::Error, Debug)]
enum Wrong {
    #[error("the entry is none of audit/v1: {0}")]
    Entry(crate::domain::draw::Fault),
    #[error("the entry does not hold the hash of this document under this salt")]
    Body,
    #[error("the label does not follow from registry id and nonce")]
    Label,
    #[error("a key in it is no log's key")]
    Key,
    #[error("the proof does not hold: {0}")]
    Proof(#[from] Misproof),
    #[error("the proof is of another index")]
    Index,
}

impl Wrong {
    fn chinese(&self) -> String {
        match self {
            Wrong::Entry(_) => "日志条目不合 audit/v1 格式".into(),
            Wrong::Body => "日志条目不是这份文件加盐后的哈希".into(),
            Wrong::Label => "标签与主体编号、随机数不符".into(),
            Wrong::Key => "其中的公钥不是日志公钥".into(),
            Wrong::Proof(why) => format!("证明不成立：{}", chinese::misproof(*why)),
            Wrong::Index => "证明的序号与回执不符".into(),
        }
    }
}

/// Checks the receipt and writes what was found; gives the exit code.
pub(super) fn check(bytes: &[u8], trusted: &Trusted, out: &mut String) -> u8 {
    let mut line = |text: String| writeln!(out, "{text}").expect("writing to a String cannot fail");
    let receipt = match serde_json::from_slice::<Receipt>(bytes) {
        Ok(receipt) if receipt.format == "mingxuan/receipt/v1" => receipt,
        Ok(other) => {
            line(format!("INCOMPLETE 无法核验: a receipt of an unknown form 未知的回执格式: {}", other.format));
            return INCOMPLETE;
        }
        Err(e) => {
            line(format!("INCOMPLETE 无法核验: no receipt 不是回执: {e}"));
            return INCOMPLETE;
        }
    };
    match receipt.holds(trusted) {
        Ok(None) => {
            line("document and entry fit 文件与日志条目相符".into());
            line("INCOMPLETE 无法核验: no proof yet; download the receipt again 尚无证明，请重新下载回执".into());
            INCOMPLETE
        }
        Ok(Some(head)) => {
            line(format!("log 日志: {} head 日志头 {} {}", head.origin, head.size, head.root));
            if trusted.logs.is_empty() {
                line(format!("log key 日志公钥 (compare with the site's 请与网站公布的核对): {}", receipt.log_keys.join(", ")));
            }
            if !trusted.witnesses.is_empty() {
                line(format!("witnesses 见证端: {} of yours vouch for this head 个（由你提供）已为此日志头作证", trusted.witnesses.len()));
            }
            line("OK: the log took this document 日志已收录此文件".into());
            PASSED
        }
        Err(Wrong::Proof(Misproof::NotCosigned)) => {
            line("INCOMPLETE 无法核验: a witness you named has not vouched for this head; download the receipt again later 你所指定的见证端尚未为此日志头作证，请稍后重新下载回执".into());
            INCOMPLETE
        }
        Err(wrong) => {
            line(format!("WRONG: {wrong}"));
            line(format!("不通过：{}", wrong.chinese()));
            WRONG
        }
    }
}

impl Receipt {
    /// The head under which the log took the document; `None` where the receipt has no proof yet.
    fn holds(&self, trusted: &Trusted) -> Result<Option<Head>, Wrong> {
        let entry = Entry::parse(&self.entry).map_err(Wrong::Entry)?;
        let body = match Secret::parse(&self.salt) {
            Some(salt) => salted_body(&salt, &self.document),
            None if self.salt.is_empty() => Body::Public(Hash32::of(&self.document)),
            None => return Err(Wrong::Body),
        };
        if entry.body != body {
            return Err(Wrong::Body);
        }
        if Signup::parse(&self.document).is_ok_and(|signup| !signup.opens()) {
            return Err(Wrong::Label);
        }
        let Some(text) = &self.proof else { return Ok(None) };
        let own: Option<Vec<VerifierKey>> = self.log_keys.iter().map(|key| VerifierKey::parse(key)).collect();
        let own = own.ok_or(Wrong::Key)?;
        let proof = Proof::parse(text)?;
        let keys = if trusted.logs.is_empty() { own.as_slice() } else { trusted.logs.as_slice() };
        let head = proof.check(&self.entry, keys)?;
        proof.cosigned_by(&trusted.witnesses)?;
        if self.log_index.is_some_and(|index| index != proof.index) {
            return Err(Wrong::Index);
        }
        Ok(Some(head))
    }
}
