//! A question as a tantivy query. It is built from terms, never parsed, so nothing typed can be taken for syntax.
//!
//! Every stretch must be found. A stretch is found when all its words are, in whichever fields, or when a name contains it as it stands.
//! A word is found exactly, Latin words also with a slip (none below 5 letters, one from 5, two from 9), the last word also unfinished.
//! Filters restrict and do not score.

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::schema::Fields;
use crate::platform::search::agency::{AgencyQuery, MAX_FILTER};
use crate::platform::search::text::{Question, Sought, pairs_of};

const WHOLE_STRETCH: f32 = 4.0;
const PIECE_OF_NAME: f32 = 2.0;
const CREDIT_CODE: f32 = 5.0;
const INEXACT: f32 = 0.3;
/// Shorter beginnings of a credit code say nothing: nearly all begin with 9.
const CREDIT_CODE_MIN: usize = 6;

/// The three queries a question comes to.
pub(super) struct Ask {
    words: Option<Box<dyn Query>>,
    items: Option<Box<dyn Query>>,
    provinces: Option<Box<dyn Query>>,
}

impl Ask {
    pub(super) fn new(fields: &Fields, question: &Question, asked: &AgencyQuery) -> Ask {
        Ask {
            words: Asker { fields }.words(question),
            items: any_of(fields.items, &asked.items),
            provinces: any_of(fields.province, &asked.provinces),
        }
    }

    /// What is asked for.
    pub(super) fn hits(&self) -> Box<dyn Query> {
        all_of([&self.words, &self.items, &self.provinces])
    }

    /// What the choices among items are counted over.
    pub(super) fn over_items(&self) -> Box<dyn Query> {
        all_of([&self.words, &None, &self.provinces])
    }

    /// What the choices among provinces are counted over.
    pub(super) fn over_provinces(&self) -> Box<dyn Query> {
        all_of([&self.words, &self.items, &None])
    }
}

fn all_of(parts: [&Option<Box<dyn Query>>; 3]) -> Box<dyn Query> {
    let parts: Vec<Box<dyn Query>> = parts.into_iter().flatten().map(|part| part.box_clone()).collect();
    if parts.is_empty() { Box::new(AllQuery) } else { Box::new(BooleanQuery::intersection(parts)) }
}

fn any_of(field: Field, values: &[String]) -> Option<Box<dyn Query>> {
    if values.is_empty() {
        return None;
    }
    let terms = values.iter().take(MAX_FILTER).map(|value| Term::from_field_text(field, value));
    Some(Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0)))
}

struct Asker<'a> {
    fields: &'a Fields,
}

impl Asker<'_> {
    fn words(&self, question: &Question) -> Option<Box<dyn Query>> {
        let last = question.sought.len().checked_sub(1)?;
        let stretches = question.sought.iter().enumerate().map(|(at, sought)| self.stretch(sought, question.is_typing && at == last));
        Some(Box::new(BooleanQuery::intersection(stretches.collect())))
    }

    fn stretch(&self, sought: &Sought, is_typing: bool) -> Box<dyn Query> {
        let last = sought.words.len() - 1;
        let words: Vec<Box<dyn Query>> =
            sought.words.iter().enumerate().map(|(at, word)| self.word(word, sought.is_han, is_typing && at == last)).collect();
        let all_words: Box<dyn Query> = Box::new(BooleanQuery::intersection(words));
        if !sought.is_han {
            return all_words;
        }
        Box::new(BooleanQuery::union(vec![all_words, boosted(self.in_name(&sought.run), WHOLE_STRETCH)]))
    }

    fn word(&self, word: &str, is_han: bool, is_typing: bool) -> Box<dyn Query> {
        let mut ways: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut or = |way| ways.push((Occur::Should, way));
        let slips = if is_han { 0 } else { slips_allowed(word) };
        for (field, weight) in self.weighed() {
            let term = Term::from_field_text(field, word);
            or(boosted(Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)), weight));
            if is_typing {
                or(boosted(Box::new(FuzzyTermQuery::new_prefix(term, slips, true)), weight * INEXACT));
            } else if slips > 0 {
                or(boosted(Box::new(FuzzyTermQuery::new(term, slips, true)), weight * INEXACT));
            }
        }
        if is_han {
            or(boosted(self.in_name(word), PIECE_OF_NAME));
        } else if word.len() >= CREDIT_CODE_MIN {
            let term = Term::from_field_text(self.fields.uscc, word);
            or(boosted(Box::new(FuzzyTermQuery::new_prefix(term, 0, true)), CREDIT_CODE));
        }
        Box::new(BooleanQuery::new(ways))
    }

    fn weighed(&self) -> [(Field, f32); 5] {
        let Fields { name, name_en, item_names, qualifications, place, .. } = *self.fields;
        [(name, 3.0), (name_en, 2.0), (item_names, 2.0), (place, 1.0), (qualifications, 1.0)]
    }

    /// A name that contains `piece`, wherever the dictionary would cut.
    fn in_name(&self, piece: &str) -> Box<dyn Query> {
        let mut terms: Vec<Term> = pairs_of(piece).iter().map(|pair| Term::from_field_text(self.fields.name_pairs, pair)).collect();
        match terms.len() {
            1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
            _ => Box::new(PhraseQuery::new(terms)),
        }
    }
}

fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}

/// Slips allowed in a Latin word, as Meilisearch has it by default; none in words with digits, which are codes.
fn slips_allowed(word: &str) -> u8 {
    match word.chars().count() {
        _ if !word.chars().all(char::is_alphabetic) => 0,
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    }
}
