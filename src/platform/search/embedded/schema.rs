//! The fields of the embedded index.

use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, TantivyDocument, TantivyError};

use crate::platform::search::agency::AgencyDoc;
use crate::platform::search::text::{Pairs, Words, name_key, plain};

/// Names of the fields that are counted and sorted by.
pub(super) const ITEMS: &str = "items";
pub(super) const PROVINCE: &str = "province_code";
pub(super) const CREDIT: &str = "credit";
pub(super) const NAME_KEY: &str = "name_key";

/// Handles of the fields.
pub(super) struct Fields {
    pub(super) id: Field,
    pub(super) name: Field,
    pub(super) name_pairs: Field,
    pub(super) name_en: Field,
    pub(super) uscc: Field,
    pub(super) item_names: Field,
    pub(super) qualifications: Field,
    pub(super) place: Field,
    pub(super) items: Field,
    pub(super) province: Field,
    credit: Field,
    name_key: Field,
}

/// The schema, always the same for one version.
pub(super) fn schema() -> Schema {
    let mut schema = Schema::builder();
    schema.add_text_field("id", STRING | STORED);
    schema.add_text_field("name", cut_by("words", IndexRecordOption::WithFreqs));
    schema.add_text_field("name_pairs", cut_by("pairs", IndexRecordOption::WithFreqsAndPositions));
    schema.add_text_field("name_en", cut_by("words", IndexRecordOption::WithFreqs));
    schema.add_text_field("uscc", STRING);
    schema.add_text_field("item_names", cut_by("words", IndexRecordOption::WithFreqs));
    schema.add_text_field("qualifications", cut_by("words", IndexRecordOption::WithFreqs));
    schema.add_text_field("place", cut_by("words", IndexRecordOption::WithFreqs));
    schema.add_text_field(ITEMS, STRING | FAST);
    schema.add_text_field(PROVINCE, STRING | FAST);
    schema.add_i64_field(CREDIT, FAST);
    schema.add_text_field(NAME_KEY, FAST);
    schema.build()
}

/// Makes the two tokenizers known to `index`; an index does not keep them.
pub(super) fn register_tokenizers(index: &Index) {
    index.tokenizers().register("words", Words);
    index.tokenizers().register("pairs", Pairs);
}

fn cut_by(tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    TextOptions::default().set_indexing_options(TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option))
}

impl Fields {
    pub(super) fn of(schema: &Schema) -> Result<Fields, TantivyError> {
        Ok(Fields {
            id: schema.get_field("id")?,
            name: schema.get_field("name")?,
            name_pairs: schema.get_field("name_pairs")?,
            name_en: schema.get_field("name_en")?,
            uscc: schema.get_field("uscc")?,
            item_names: schema.get_field("item_names")?,
            qualifications: schema.get_field("qualifications")?,
            place: schema.get_field("place")?,
            items: schema.get_field(ITEMS)?,
            province: schema.get_field(PROVINCE)?,
            credit: schema.get_field(CREDIT)?,
            name_key: schema.get_field(NAME_KEY)?,
        })
    }

    pub(super) fn document(&self, agency: &AgencyDoc) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(self.id, &agency.id);
        document.add_text(self.name, &agency.name);
        document.add_text(self.name_pairs, &agency.name);
        document.add_text(self.name_en, agency.name_en.as_deref().unwrap_or(""));
        document.add_text(self.uscc, plain(&agency.uscc));
        document.add_text(self.item_names, &agency.item_names);
        document.add_text(self.qualifications, &agency.qualifications);
        document.add_text(self.place, format!("{} {}", agency.province, agency.place));
        for item in &agency.items {
            document.add_text(self.items, item);
        }
        document.add_text(self.province, &agency.province_code);
        document.add_i64(self.credit, agency.credit);
        document.add_text(self.name_key, name_key(&agency.name));
        document
    }
}
