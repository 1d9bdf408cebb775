//! The words that the page's script says, in the reader's language: the script itself holds none.

use crate::platform::i18n::T;

/// Families of messages and their members, named as the script names them.
const WORDS: &[(&str, &[&str])] = &[
    (
        "browser",
        &[
            "ready", "loading", "working", "tickets", "offline", "took", "native", "plain", "nothing", "missing", "fault", "says", "more",
            "rest", "failed", "key",
        ],
    ),
    ("unreadable", &["not-an-archive", "damaged", "same-name", "too-large"]),
    ("step", &["documents", "notice", "freeze", "void", "reveals", "seed", "ranking", "standing", "log", "proofs"]),
    (
        "found",
        &[
            "document",
            "terms",
            "about",
            "frozen",
            "pool",
            "withheld",
            "secret",
            "dice",
            "silent",
            "beacon",
            "seed",
            "rank",
            "same-result",
            "strike",
            "admit",
            "winner",
            "winner-opened",
            "alternate",
            "entry",
            "proof",
            "head",
            "witnessed",
            "log-key-given",
            "log-key-own",
            "log-unsigned",
            "unchecked",
            "absent",
        ],
    ),
    (
        "rule",
        &[
            "not-ascii",
            "carriage-return",
            "no-final-line-feed",
            "blank-line",
            "spaces",
            "line",
            "surplus",
            "grammar",
            "too-long",
            "other-bytes",
            "mismatch",
            "not-ascending",
            "twice",
            "none",
            "times",
            "round-too-early",
            "weight-sum",
            "weight-in-uniform",
            "nonces-forbidden",
            "wrong-secret",
            "wrong-digits",
            "silent",
            "wrong-opening",
            "not-ranked",
            "not-in-rank-order",
            "not-in-pool",
            "not-standing",
            "not-excluded",
            "must-not-exist",
            "salted-proof",
            "false-signature",
            "not-in-log",
            "log-order",
            "no-log-key",
        ],
    ),
    (
        "misproof",
        &[
            "malformed",
            "note",
            "signature",
            "text",
            "extension",
            "origin",
            "size",
            "cosignature",
            "not-cosigned",
            "cosigned-late",
            "beyond",
            "path",
        ],
    ),
];

/// What the script puts into a message; in the words it stands as `{name}`.
const VALUES: &[(&str, &str)] = &[
    ("all", "{all}"),
    ("alternates", "{alternates}"),
    ("beacon", "{beacon}"),
    ("by", "{by}"),
    ("commitment", "{commitment}"),
    ("count", "{count}"),
    ("done", "{done}"),
    ("draw", "{draw}"),
    ("expected", "{expected}"),
    ("file", "{file}"),
    ("hash", "{hash}"),
    ("id", "{id}"),
    ("key", "{key}"),
    ("label", "{label}"),
    ("line", "{line}"),
    ("ms", "{ms}"),
    ("names", "{names}"),
    ("number", "{number}"),
    ("rank", "{rank}"),
    ("reason", "{reason}"),
    ("round", "{round}"),
    ("rule", "{rule}"),
    ("secret", "{secret}"),
    ("seed", "{seed}"),
    ("signature", "{signature}"),
    ("standing", "{standing}"),
    ("text", "{text}"),
    ("who", "{who}"),
    ("why", "{why}"),
    ("winners", "{winners}"),
];

/// A message by the name the script asks for.
pub struct Word {
    pub name: String,
    pub text: String,
}

/// Every message of the script.
pub fn words(t: T) -> Vec<Word> {
    let names = WORDS.iter().flat_map(|(family, members)| members.iter().map(move |member| format!("{family}-{member}")));
    names
        .map(|name| {
            let message = t.msg(format!("verify-{name}"));
            let text = VALUES.iter().fold(message, |message, (value, place)| message.with(value, place)).to_string();
            Word { name, text }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::i18n::{Lang, T};

    #[test]
    fn every_word_exists_in_both_languages_and_keeps_its_places() {
        for lang in [Lang::Zh, Lang::En] {
            for word in words(T::from(lang)) {
                assert!(!word.text.contains('⟦') && !word.text.contains('$'), "{}: {}", word.name, word.text);
            }
        }
        let fault = words(T::from(Lang::En)).into_iter().find(|word| word.name == "browser-fault").unwrap();
        assert_eq!(fault.text, "{file} line {line}: {rule}");
    }
}
