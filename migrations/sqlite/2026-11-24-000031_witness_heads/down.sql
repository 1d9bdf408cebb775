DROP INDEX log_cosignature_by_witness_size;
DROP TABLE witness_heads;
