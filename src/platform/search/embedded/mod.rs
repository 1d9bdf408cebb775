//! The engine in this process: a tantivy index on disk or in memory.
//!
//! The index is derived from the database and may be thrown away at any time. Each commit carries a stamp: the version of the schema
//! below, the origin of the documents and the cursor in the sequence of changes. An index whose stamp does not fit is made again.

mod ask;
mod collect;
mod schema;

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tantivy::query::AllQuery;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyError, Term};

use super::agency::{AgencyDoc, AgencyHits, AgencyQuery, Engine};
use super::error::SearchError;
use super::feed::Page;
use super::text::Question;
use ask::Ask;
use schema::Fields;

/// Raised whenever the schema or the way text is cut changes.
const VERSION: u32 = 1;
/// What the one indexing thread may use before it writes a segment, in bytes; the least tantivy takes.
const WRITER_HEAP: usize = 15_000_000;
/// How long nothing is written before the writer and its threads are let go.
const IDLE: Duration = Duration::from_secs(10);
/// Decompressed blocks of stored ids kept per segment (16 KB each).
const CACHED_BLOCKS: usize = 16;

/// What an index says about itself, in the payload of its last commit.
#[derive(Serialize, Deserialize)]
struct Stamp {
    version: u32,
    origin: String,
    cursor: i64,
}

/// An index of agencies. Changes are visible after [`Embedded::commit`], at once and together.
pub struct Embedded {
    index: Index,
    fields: Fields,
    reader: IndexReader,
    origin: String,
    cursor: AtomicI64,
    writer: Mutex<Option<Writer>>,
}

struct Writer {
    tantivy: IndexWriter,
    used: Instant,
}

impl Embedded {
    /// Opens the index in `folder`, or an empty one when there is none that fits `origin` and this version.
    ///
    /// Only `folder/agencies` is touched.
    pub fn open(folder: &Path, origin: &str) -> Result<Embedded, SearchError> {
        let folder = folder.join("agencies");
        std::fs::create_dir_all(&folder)?;
        if let Some((index, cursor)) = opened(&folder, origin) {
            return Embedded::around(index, origin, cursor);
        }
        std::fs::remove_dir_all(&folder)?;
        std::fs::create_dir_all(&folder)?;
        Embedded::around(Index::create_in_dir(&folder, schema::schema())?, origin, 0)
    }

    /// An empty index in memory.
    pub fn in_memory(origin: &str) -> Result<Embedded, SearchError> {
        Embedded::around(Index::create_in_ram(schema::schema()), origin, 0)
    }

    fn around(index: Index, origin: &str, cursor: i64) -> Result<Embedded, SearchError> {
        schema::register_tokenizers(&index);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).doc_store_cache_num_blocks(CACHED_BLOCKS).try_into()?;
        Ok(Embedded {
            fields: Fields::of(&index.schema())?,
            index,
            reader,
            origin: origin.to_owned(),
            cursor: AtomicI64::new(cursor),
            writer: Mutex::new(None),
        })
    }

    /// The place in the sequence of changes that the visible entries stand for.
    pub fn cursor(&self) -> i64 {
        self.cursor.load(Ordering::Acquire)
    }

    /// How many agencies can be found.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether no agency can be found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts entries in, in the place of older ones of the same agencies; an unlisted agency is taken out.
    pub fn upsert(&self, docs: &[AgencyDoc]) -> Result<(), SearchError> {
        self.with_writer(|writer| {
            for doc in docs {
                writer.delete_term(Term::from_field_text(self.fields.id, &doc.id));
                if doc.listed {
                    writer.add_document(self.fields.document(doc))?;
                }
            }
            Ok(())
        })
    }

    /// Takes these agencies out.
    pub fn delete(&self, ids: &[String]) -> Result<(), SearchError> {
        self.with_writer(|writer| {
            for id in ids {
                writer.delete_term(Term::from_field_text(self.fields.id, id));
            }
            Ok(())
        })
    }

    pub(super) fn take_over(&self, page: &Page) -> Result<(), SearchError> {
        self.upsert(&page.docs)?;
        self.delete(&page.gone)
    }

    /// Takes everything out.
    pub fn clear(&self) -> Result<(), SearchError> {
        self.with_writer(|writer| writer.delete_query(Box::new(AllQuery)).map(drop))
    }

    /// Makes all changes since the last commit durable and visible, as the state of the sequence at `cursor`.
    pub fn commit(&self, cursor: i64) -> Result<(), SearchError> {
        let stamp = Stamp { version: VERSION, origin: self.origin.clone(), cursor };
        let payload = serde_json::to_string(&stamp).expect("two numbers and a text are JSON");
        self.with_writer(|writer| {
            let mut prepared = writer.prepare_commit()?;
            prepared.set_payload(&payload);
            prepared.commit().map(drop)
        })?;
        self.reader.reload()?;
        self.cursor.store(cursor, Ordering::Release);
        Ok(())
    }

    /// Forgets all changes since the last commit.
    pub fn abandon(&self) {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Finishes merges and lets go of the writer's memory and threads when it has been idle for ten seconds.
    pub fn rest(&self) -> Result<(), SearchError> {
        let mut slot = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(writer) = slot.take_if(|writer| writer.used.elapsed() >= IDLE) else { return Ok(()) };
        writer.tantivy.wait_merging_threads()?;
        Ok(self.reader.reload()?)
    }

    /// Answers `asked` from what is visible.
    pub fn search(&self, asked: &AgencyQuery) -> Result<AgencyHits, SearchError> {
        let began = Instant::now();
        let searcher = self.reader.searcher();
        let question = Question::parse(&asked.text);
        let ask = Ask::new(&self.fields, &question, asked);
        let order = asked.order(!question.sought.is_empty());
        let (total, ids) = collect::hits(&searcher, &self.fields, (&ask.hits(), order, asked.window()))?;
        let facets = collect::facets(&searcher, &ask)?;
        Ok(AgencyHits { total, ids, facets, took: began.elapsed(), engine: Engine::Embedded })
    }

    /// Only one process can write to an index on disk; the others fail here.
    fn with_writer<T>(&self, work: impl FnOnce(&mut IndexWriter) -> Result<T, TantivyError>) -> Result<T, SearchError> {
        let mut slot = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = match &mut *slot {
            Some(writer) => writer,
            empty => empty.insert(Writer { tantivy: self.index.writer_with_num_threads(1, WRITER_HEAP)?, used: Instant::now() }),
        };
        writer.used = Instant::now();
        Ok(work(&mut writer.tantivy)?)
    }
}

/// The index in `folder` and its cursor, if there is one that can be read and whose stamp fits.
fn opened(folder: &Path, origin: &str) -> Option<(Index, i64)> {
    let index = Index::open_in_dir(folder).ok()?;
    let stamp: Stamp = serde_json::from_str(&index.load_metas().ok()?.payload?).ok()?;
    let fits = stamp.version == VERSION && stamp.origin == origin && index.schema() == schema::schema();
    (fits && index.validate_checksum().is_ok_and(|damaged| damaged.is_empty())).then_some((index, stamp.cursor))
}
