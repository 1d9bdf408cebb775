//! A connection to either engine, which is handed queries without their types.
//!
//! diesel compiles a query once for each engine it may be sent to, with all that prepares a statement, binds its parameters and keeps it, and the
//! market asks some five hundred different questions. Here a question only says itself (its words and its parameters); what is done with it
//! is compiled once. Statements are kept by their words, as diesel keeps those whose type it cannot name.

use diesel::backend::Backend;
use diesel::connection::{CacheSize, Instrumentation, LoadConnection, SimpleConnection, TransactionManager, TransactionManagerStatus};
use diesel::expression::QueryMetadata;
use diesel::internal::derives::multiconnection::{AstPassHelper, ConnectionSealed};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryBuilder, QueryFragment, QueryId};
use diesel::r2d2::R2D2Connection;
use diesel::sql_types::Untyped;

/// Which engine it is.
#[derive(diesel::MultiConnection)]
pub enum Engine {
    Sqlite(SqliteConnection),
    Pg(PgConnection),
}

/// A connection to either engine. Only `db/dialect.rs` may match on which.
pub struct DbConn(pub(super) Engine);

/// What a question of any type does: it says its words and hands over its parameters.
trait Says {
    fn say<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()>;
}

impl<T: QueryFragment<MultiBackend>> Says for T {
    fn say<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.walk_ast(pass)
    }
}

struct Any<'q>(Box<dyn Says + 'q>);

impl QueryFragment<MultiBackend> for Any<'_> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.0.say(pass)
    }
}

/// A question with its words already said, because diesel asks for them three times: to find the statement, to make it, and with the parameters.
struct Question<'q> {
    any: Any<'q>,
    words: String,
    /// Whether the words depend on nothing but the question's type, so that its statement is worth keeping.
    kept: bool,
}

/// Writes the words of a question.
pub(super) type Words = <MultiBackend as Backend>::QueryBuilder;

impl<'q> Question<'q> {
    fn to(engine: &Engine, any: Box<dyn Says + 'q>) -> QueryResult<Question<'q>> {
        let any = Any(any);
        let (backend, mut words) = super::dialect::speech(engine);
        any.to_sql(&mut words, &backend)?;
        Ok(Question { kept: any.is_safe_to_cache_prepared(&backend)?, words: words.finish(), any })
    }
}

impl QueryFragment<MultiBackend> for Question<'_> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        if pass.bind_collector().is_some() || pass.debug_binds().is_some() {
            return self.any.walk_ast(pass);
        }
        pass.push_sql(&self.words);
        if !self.kept {
            pass.unsafe_to_cache_prepared();
        }
        Ok(())
    }
}

impl QueryId for Question<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Question<'_> {
    type SqlType = Untyped;
}

fn count(engine: &mut Engine, any: Box<dyn Says + '_>) -> QueryResult<usize> {
    let question = Question::to(engine, any)?;
    engine.execute_returning_count(&question)
}

fn rows<'conn, 'query>(engine: &'conn mut Engine, any: Box<dyn Says + 'query>) -> QueryResult<Rows<'conn, 'query>> {
    let question = Question::to(engine, any)?;
    engine.load(question)
}

type Rows<'conn, 'query> = <Engine as LoadConnection>::Cursor<'conn, 'query>;

impl SimpleConnection for DbConn {
    fn batch_execute(&mut self, query: &str) -> QueryResult<()> {
        self.0.batch_execute(query)
    }
}

impl ConnectionSealed for DbConn {}

impl Connection for DbConn {
    type Backend = MultiBackend;
    type TransactionManager = Transactions;

    fn establish(url: &str) -> ConnectionResult<Self> {
        Engine::establish(url).map(DbConn)
    }

    fn execute_returning_count<T>(&mut self, source: &T) -> QueryResult<usize>
    where
        T: QueryFragment<MultiBackend> + QueryId,
    {
        count(&mut self.0, Box::new(source))
    }

    fn transaction_state(&mut self) -> &mut Engine {
        &mut self.0
    }

    fn instrumentation(&mut self) -> &mut dyn Instrumentation {
        self.0.instrumentation()
    }

    fn set_instrumentation(&mut self, instrumentation: impl Instrumentation) {
        self.0.set_instrumentation(instrumentation);
    }

    fn set_prepared_statement_cache_size(&mut self, size: CacheSize) {
        self.0.set_prepared_statement_cache_size(size);
    }
}

impl LoadConnection for DbConn {
    type Cursor<'conn, 'query> = Rows<'conn, 'query>;
    type Row<'conn, 'query> = <Engine as LoadConnection>::Row<'conn, 'query>;

    fn load<'conn, 'query, T>(&'conn mut self, source: T) -> QueryResult<Self::Cursor<'conn, 'query>>
    where
        T: Query + QueryFragment<MultiBackend> + QueryId + 'query,
        MultiBackend: QueryMetadata<T::SqlType>,
    {
        rows(&mut self.0, Box::new(source))
    }
}

/// The transactions of either engine.
pub struct Transactions;

impl TransactionManager<DbConn> for Transactions {
    type TransactionStateData = Engine;

    fn begin_transaction(conn: &mut DbConn) -> QueryResult<()> {
        Engine::begin_transaction(&mut conn.0)
    }

    fn rollback_transaction(conn: &mut DbConn) -> QueryResult<()> {
        Engine::rollback_transaction(&mut conn.0)
    }

    fn commit_transaction(conn: &mut DbConn) -> QueryResult<()> {
        Engine::commit_transaction(&mut conn.0)
    }

    fn transaction_manager_status_mut(conn: &mut DbConn) -> &mut TransactionManagerStatus {
        Engine::transaction_manager_status_mut(&mut conn.0)
    }

    fn is_broken_transaction_manager(conn: &mut DbConn) -> bool {
        Engine::is_broken_transaction_manager(&mut conn.0)
    }
}

impl R2D2Connection for DbConn {
    fn ping(&mut self) -> QueryResult<()> {
        self.0.ping()
    }

    fn is_broken(&mut self) -> bool {
        self.0.is_broken()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use diesel::connection::InstrumentationEvent;
    use diesel::prelude::*;

    use super::*;
    use crate::db::schema::settings;

    #[test]
    fn a_statement_is_made_once() {
        let mut conn = DbConn(Engine::Sqlite(SqliteConnection::establish(":memory:").unwrap()));
        conn.batch_execute("CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)").unwrap();
        let made = Arc::new(AtomicUsize::new(0));
        let count = made.clone();
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::CacheQuery { .. }) {
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
        for _ in 0..3 {
            let found = settings::table.filter(settings::key.eq("a")).select(settings::value).first::<String>(&mut conn);
            assert_eq!(found.optional().unwrap(), None);
        }
        assert_eq!(made.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn sqlite_does_not_make_it_again_for_another_parameter() {
        let mut conn = DbConn(Engine::Sqlite(SqliteConnection::establish(":memory:").unwrap()));
        let used = |conn: &mut DbConn, option: &str| -> bool {
            let asked = format!("sqlite_compileoption_used('{option}')");
            diesel::select(diesel::dsl::sql::<diesel::sql_types::Bool>(&asked)).get_result(conn).unwrap()
        };
        assert!(used(&mut conn, "ENABLE_QPSG"), ".cargo/config.toml says how SQLite is compiled");
        assert!(!used(&mut conn, "ENABLE_STAT4") && !used(&mut conn, "ENABLE_FTS5"));
    }
}
