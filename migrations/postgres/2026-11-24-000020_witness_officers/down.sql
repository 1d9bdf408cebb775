DROP TABLE witness_officers;
