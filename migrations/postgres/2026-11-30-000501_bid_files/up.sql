-- ciphertexts of files that came before the entry that names them; the bytes lie in the document store under their hash
CREATE TABLE bid_payloads (
    signup_id TEXT NOT NULL REFERENCES signups,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (signup_id, sha256)
);
-- the envelopes of an entry's files; after the opening how each turned out, and where its opened bytes lie
CREATE TABLE bid_files (
    entry_id TEXT NOT NULL REFERENCES bid_entries,
    number BIGINT NOT NULL,
    envelope TEXT NOT NULL,
    log_id BIGINT NOT NULL,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    finding TEXT NOT NULL,
    PRIMARY KEY (entry_id, number)
);
