//! Whole tables as JSON lines, the same on both engines: what a backup is made of.
//!
//! Rows travel as JSON objects with sorted keys; booleans as 0 and 1; so a table has the same lines and the same digest whichever engine holds
//! it, and a backup of one can be restored into the other.

use diesel::prelude::*;
use diesel::sql_types::Text;
use serde_json::{Map, Value};

use super::dialect::on_engine;
use super::{DbConn, dialect};
use crate::error::{Error, Result};

/// Every table, those that others refer to first. A test compares it with the schema.
pub const TABLES: &[&str] = &[
    "settings",
    "revisions",
    "log_pending",
    "log_documents",
    "log_entry",
    "log_hash",
    "log_checkpoint",
    "log_cosignature",
    "log_positions",
    "jobs",
    "documents",
    "calendar_tables",
    "organisations",
    "accounts",
    "sessions",
    "account_links",
    "recovery_codes",
    "access_tokens",
    "mails",
    "agencies",
    "agency_items",
    "agency_qualifications",
    "agency_filings",
    "agency_exits",
    "owners",
    "owner_filings",
    "credit_entries",
    "blacklist_cases",
    "suspensions",
    "projects",
    "project_stages",
    "project_avoidances",
    "project_notices",
    "draws",
    "draw_parties",
    "draw_documents",
    "draw_entries",
    "signups",
    "objections",
    "bid_rounds",
    "bid_members",
    "bid_documents",
    "bid_entries",
    "bid_links",
    "bid_payloads",
    "bid_ciphertexts",
    "bid_tries",
    "bid_files",
    "witness_draws",
    "witness_heads",
    "witness_officers",
    "choices",
    "choice_cards",
    "negotiations",
    "negotiation_seats",
    "negotiation_acts",
    "experts",
    "expert_items",
    "panels",
    "panel_seats",
    "reviews",
    "review_entries",
    "review_sheets",
    "review_scores",
    "review_deviations",
    "awards",
    "contracts",
    "deliverables",
    "ratings",
    "rating_originals",
    "search_changes",
    "project_halts",
    "erasures",
    "log_erasures",
];

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
}

/// The columns of a table, in its own order.
pub fn columns(conn: &mut DbConn, table: &str) -> Result<Vec<String>> {
    let rows: Vec<Column> = on_engine!(conn,
    sqlite => { diesel::sql_query("SELECT name FROM pragma_table_info(?) ORDER BY cid").bind::<Text, _>(table).load(sqlite)? },
    pg => {
        diesel::sql_query(
            "SELECT column_name::text AS name FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
        )
        .bind::<Text, _>(table)
        .load(pg)?
    });
    Ok(rows.into_iter().map(|column| column.name).collect())
}

/// Hands every row of a table to `take`, one JSON line each, without holding the table in memory.
pub fn each_line(conn: &mut DbConn, table: &str, mut take: impl FnMut(&str) -> Result<()>) -> Result<()> {
    let names = columns(conn, table)?;
    on_engine!(conn,
    sqlite => {
        let order = names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        let fields = names.iter().map(|name| format!("'{name}', {}", quoted(name))).collect::<Vec<_>>().join(", ");
        let query = diesel::sql_query(format!("SELECT json_object({fields}) AS line FROM {table} ORDER BY {order}"));
        for row in query.load_iter::<Row, _>(sqlite)? {
            take(&normal(&row?.line)?)?;
        }
    },
    pg => {
        let order = order_of(pg, table)?;
        let query = diesel::sql_query(format!("SELECT row_to_json(t)::text AS line FROM {table} t ORDER BY {order}"));
        for row in query.load_iter::<Row, diesel::pg::PgRowByRowLoadingMode>(pg)? {
            take(&normal(&row?.line)?)?;
        }
    });
    Ok(())
}

/// PostgreSQL in SQLite's order: text by its bytes instead of the collation of the database, numbers as numbers, and nothing at all first.
fn order_of(pg: &mut PgConnection, table: &str) -> Result<String> {
    let rows: Vec<Column> = diesel::sql_query(
        "SELECT 't.' || quote_ident(column_name) || CASE WHEN data_type = 'text' THEN ' COLLATE \"C\"' ELSE '' END || ' NULLS FIRST' AS name \
         FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
    )
    .bind::<Text, _>(table)
    .load(pg)?;
    Ok(rows.into_iter().map(|column| column.name).collect::<Vec<_>>().join(", "))
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn normal(line: &str) -> Result<String> {
    let mut row: Map<String, Value> = serde_json::from_str(line).map_err(|e| Error::caused("reading a row as JSON", e))?;
    for value in row.values_mut() {
        if let Value::Bool(yes) = value {
            *value = Value::from(i64::from(*yes));
        }
    }
    serde_json::to_string(&row).map_err(|e| Error::caused("writing a row as JSON", e))
}

/// Inserts lines of [`each_line`] into a table with these columns: in one statement, because a database on the network is asked once for all of them.
pub fn insert_lines(conn: &mut DbConn, table: &str, columns: &[String], lines: &[String]) -> Result<()> {
    let all = format!("[{}]", lines.join(","));
    on_engine!(conn,
    sqlite => {
        let names = columns.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        let values = columns.iter().map(|name| format!("json_extract(value, '$.\"{name}\"')")).collect::<Vec<_>>().join(", ");
        diesel::sql_query(format!("INSERT INTO {table} ({names}) SELECT {values} FROM json_each(?1)")).bind::<Text, _>(&all).execute(sqlite)?;
    },
    pg => {
        diesel::sql_query(format!("INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, $1::json)"))
            .bind::<Text, _>(&all)
            .execute(pg)?;
    });
    Ok(())
}

/// Whether nobody has an account yet and nothing was logged, not even the head of an empty log: only into such a database a backup may be restored.
pub fn is_empty(conn: &mut DbConn) -> Result<bool> {
    use super::schema::{accounts, log_checkpoint, log_documents};
    let people: i64 = accounts::table.count().get_result(conn)?;
    let documents: i64 = log_documents::table.count().get_result(conn)?;
    let heads: i64 = log_checkpoint::table.count().get_result(conn)?;
    Ok(people == 0 && documents == 0 && heads == 0)
}

/// After rows with numbers of their own came in, the next number follows the highest.
pub fn continue_numbers(conn: &mut DbConn) -> Result<()> {
    dialect::continue_documents(conn)?;
    dialect::continue_sequence(conn, "search_changes", "seq")
}
