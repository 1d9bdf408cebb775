//! Chinese and Latin text cut into words.
//!
//! Chinese has no spaces: the jieba dictionary cuts it. Because a dictionary glues unknown company stems to their neighbours, names are
//! also indexed by character pairs, so that every piece of a name finds it.

use std::sync::LazyLock;

use jieba_rs::{Jieba, TokenizeMode};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;

use super::agency::MAX_TEXT;

/// Words of a query that are looked at, as Meilisearch has it too.
const MAX_WORDS: usize = 10;

/// Loading takes a tenth of a second and some 20 MB, so it happens when the first text is cut, and once.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// The form in which text is compared: full-width forms folded (NFKC), lower case.
pub fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// A key that sorts names the way Chinese readers expect: by the bytes of GB 18030, whose 3 755 common characters stand in the order of
/// their reading (GB 2312 level 1), Latin before Chinese. In hexadecimal, since indexes sort text.
pub fn name_key(name: &str) -> String {
    hex::encode(encoding_rs::GB18030.encode(&plain(name)).0)
}

/// A stretch of text of one kind, without separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run<'a> {
    /// Chinese characters.
    Han(&'a str),
    /// Letters and digits of other scripts.
    Word(&'a str),
}

/// The stretches of `text`; punctuation, spaces and symbols only separate.
pub fn runs(text: &str) -> Vec<Run<'_>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, Kind)> = None;
    for (at, c) in text.char_indices() {
        let kind = Kind::of(c);
        if open.is_some_and(|(_, of)| Some(of) == kind) {
            continue;
        }
        found.extend(open.map(|(from, of)| of.run(&text[from..at])));
        open = kind.map(|kind| (at, kind));
    }
    found.extend(open.map(|(from, of)| of.run(&text[from..])));
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Han,
    Word,
}

impl Kind {
    fn of(c: char) -> Option<Kind> {
        match c {
            '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
                Some(Kind::Han)
            }
            c if c.is_alphanumeric() => Some(Kind::Word),
            _ => None,
        }
    }

    fn run(self, text: &str) -> Run<'_> {
        match self {
            Kind::Han => Run::Han(text),
            Kind::Word => Run::Word(text),
        }
    }
}

/// A stretch of a query with the words it must be found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The whole stretch.
    pub run: String,
    /// Whether it is Chinese.
    pub is_han: bool,
    /// Its words; a stretch of another script is one word.
    pub words: Vec<String>,
}

/// What a reader typed, cut up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// What must all be found.
    pub sought: Vec<Sought>,
    /// Whether the last word may be unfinished: nothing was typed after it.
    pub is_typing: bool,
}

impl Question {
    /// Cuts up what was typed; at most [`MAX_TEXT`] characters and ten words of it.
    pub fn parse(typed: &str) -> Question {
        let text = plain(&typed.chars().take(MAX_TEXT).collect::<String>());
        let mut room = MAX_WORDS;
        let mut sought = Vec::new();
        for run in runs(&text) {
            let (run, is_han, mut words) = match run {
                Run::Han(run) => (run, true, JIEBA.cut(run, true).into_iter().map(|token| token.word.to_owned()).collect()),
                Run::Word(run) => (run, false, vec![run.to_owned()]),
            };
            words.truncate(room);
            room -= words.len();
            if words.is_empty() {
                break;
            }
            sought.push(Sought { run: run.to_owned(), is_han, words });
        }
        Question { sought, is_typing: !typed.ends_with(char::is_whitespace) }
    }

    /// The question without any character that an engine could take for syntax.
    pub fn as_text(&self) -> String {
        let runs: Vec<&str> = self.sought.iter().map(|sought| sought.run.as_str()).collect();
        let end = if self.is_typing || runs.is_empty() { "" } else { " " };
        runs.join(" ") + end
    }
}

/// The words of a text to be indexed: for Chinese the dictionary's words and the shorter words inside them.
#[derive(Clone)]
pub struct Words;

impl Tokenizer for Words {
    type TokenStream<'a> = Listed;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Listed {
        let text = plain(text);
        let mut words = Vec::new();
        for run in runs(&text) {
            match run {
                Run::Han(run) => words.extend(JIEBA.tokenize(run, TokenizeMode::Search, true).iter().map(|token| token.word.to_owned())),
                Run::Word(run) => words.push(run.to_owned()),
            }
        }
        Listed::new(words.into_iter().enumerate().collect())
    }
}

/// The single characters and the pairs of neighbours of the Chinese in a text, at the position of their first character.
#[derive(Clone)]
pub struct Pairs;

impl Tokenizer for Pairs {
    type TokenStream<'a> = Listed;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Listed {
        let mut tokens = Vec::new();
        let mut start = 0;
        for run in runs(&plain(text)) {
            let Run::Han(run) = run else { continue };
            let characters: Vec<char> = run.chars().collect();
            for (at, character) in characters.iter().enumerate() {
                tokens.push((start + at, character.to_string()));
                if let Some(next) = characters.get(at + 1) {
                    tokens.push((start + at, format!("{character}{next}")));
                }
            }
            // One position stays empty, so that no phrase runs from one stretch into the next.
            start += characters.len() + 1;
        }
        Listed::new(tokens)
    }
}

/// The terms, in order, that find `run` in a text cut by [`Pairs`].
pub fn pairs_of(run: &str) -> Vec<String> {
    let characters: Vec<char> = run.chars().collect();
    match characters.as_slice() {
        [_] => vec![run.to_owned()],
        several => several.windows(2).map(|pair| pair.iter().collect()).collect(),
    }
}

/// Tokens that are already known.
pub struct Listed {
    rest: std::vec::IntoIter<(usize, String)>,
    token: Token,
}

impl Listed {
    fn new(tokens: Vec<(usize, String)>) -> Self {
        Listed { rest: tokens.into_iter(), token: Token::default() }
    }
}

impl TokenStream for Listed {
    fn advance(&mut self) -> bool {
        let Some((position, text)) = self.rest.next() else { return false };
        self.token = Token { position, text, ..Token::default() };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(mut tokenizer: impl Tokenizer, text: &str) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        let mut stream = tokenizer.token_stream(text);
        while stream.advance() {
            found.push((stream.token().position, stream.token().text.clone()));
        }
        found
    }

    #[test]
    fn runs_separate_scripts_and_drop_everything_else() {
        assert_eq!(runs("贵州华诚 gz-01（监理）"), [Run::Han("贵州华诚"), Run::Word("gz"), Run::Word("01"), Run::Han("监理")]);
        assert!(runs(" \"*:^~()[]{}\\/+-!&| \u{0}").is_empty());
    }

    #[test]
    fn full_width_and_capitals_are_folded() {
        assert_eq!(plain("ＢＩＭ Ａ１"), "bim a1");
        assert_eq!(listed(Words, "ＢＩＭ"), [(0, "bim".to_owned())]);
    }

    #[test]
    fn a_long_word_is_found_by_the_words_inside_it() {
        let words: Vec<String> = listed(Words, "工程造价咨询有限公司").into_iter().map(|(_, word)| word).collect();
        for word in ["工程", "造价", "咨询", "公司", "有限公司"] {
            assert!(words.iter().any(|found| found == word), "{word} in {words:?}");
        }
    }

    #[test]
    fn pairs_leave_a_gap_between_stretches() {
        let pairs = listed(Pairs, "华诚（贵）");
        assert_eq!(pairs, [(0, "华".to_owned()), (0, "华诚".to_owned()), (1, "诚".to_owned()), (3, "贵".to_owned())]);
        assert_eq!(pairs_of("华诚建"), ["华诚", "诚建"]);
        assert_eq!(pairs_of("华"), ["华"]);
    }

    #[test]
    fn a_question_is_bounded_and_carries_no_syntax() {
        let question = Question::parse(&"a ".repeat(1_000));
        assert_eq!(question.sought.len(), MAX_WORDS);
        assert!(!question.is_typing);
        assert_eq!(Question::parse("-\"监理\" OR *").as_text(), "监理 or");
        assert_eq!(Question::parse("  ").as_text(), "");
    }

    #[test]
    fn names_sort_by_their_reading() {
        let mut names = ["中信", "北京", "上海", "安徽", "ABC"];
        names.sort_by_key(|name| name_key(name));
        assert_eq!(names, ["ABC", "安徽", "北京", "上海", "中信"]);
    }
}
