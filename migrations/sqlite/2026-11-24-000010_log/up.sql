-- audit/v1: the log itself. Rows are only ever added; the triggers stop accidents, the tree shows everything else.

-- leaf data, in the order of the log
CREATE TABLE log_entry (
    idx INTEGER PRIMARY KEY NOT NULL,
    body TEXT NOT NULL
);

-- hashes of the RFC 6962 tree, in stored-hash numbering: about two for each entry; 64 hex digits
CREATE TABLE log_hash (
    idx INTEGER PRIMARY KEY NOT NULL,
    hash TEXT NOT NULL
);

-- every signed head
CREATE TABLE log_checkpoint (
    size INTEGER PRIMARY KEY NOT NULL,
    root TEXT NOT NULL,
    note TEXT NOT NULL,
    at BIGINT NOT NULL
);

-- witnesses' lines under a head
CREATE TABLE log_cosignature (
    size BIGINT NOT NULL,
    witness TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (size, witness)
);

-- where the entry of a document (log_documents.id) lies in the log
CREATE TABLE log_positions (
    document_id INTEGER PRIMARY KEY NOT NULL,
    idx BIGINT NOT NULL
);
CREATE UNIQUE INDEX log_positions_by_idx ON log_positions (idx);

CREATE TRIGGER log_entry_stays BEFORE UPDATE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_entry_is_kept BEFORE DELETE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_hash_stays BEFORE UPDATE ON log_hash BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_hash_is_kept BEFORE DELETE ON log_hash BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_checkpoint_stays BEFORE UPDATE ON log_checkpoint BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_checkpoint_is_kept BEFORE DELETE ON log_checkpoint BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_cosignature_stays BEFORE UPDATE ON log_cosignature BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_cosignature_is_kept BEFORE DELETE ON log_cosignature BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
