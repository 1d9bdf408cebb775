-- the last head of each log an officer inside this program vouched for: it never vouches for one that did not grow out of it
CREATE TABLE witness_heads (
    officer TEXT NOT NULL,
    origin TEXT NOT NULL,
    size BIGINT NOT NULL,
    root TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (officer, origin)
);
-- how a proof finds the first head that witnesses vouched for, and a witness its last
CREATE INDEX log_cosignature_by_witness_size ON log_cosignature (witness, size);
