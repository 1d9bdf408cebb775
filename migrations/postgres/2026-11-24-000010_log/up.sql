-- audit/v1: the log itself. Rows are only ever added; the trigger stops accidents, the tree shows everything else.

-- leaf data, in the order of the log
CREATE TABLE log_entry (
    idx BIGINT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL
);

-- hashes of the RFC 6962 tree, in stored-hash numbering: about two for each entry; 64 hex digits
CREATE TABLE log_hash (
    idx BIGINT PRIMARY KEY NOT NULL,
    hash TEXT NOT NULL
);

-- every signed head
CREATE TABLE log_checkpoint (
    size BIGINT PRIMARY KEY NOT NULL,
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
    document_id BIGINT PRIMARY KEY NOT NULL,
    idx BIGINT NOT NULL
);
CREATE UNIQUE INDEX log_positions_by_idx ON log_positions (idx);

CREATE FUNCTION log_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is never changed';
END
$$;
CREATE TRIGGER log_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry EXECUTE FUNCTION log_is_never_changed();
CREATE TRIGGER log_hash_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON log_hash EXECUTE FUNCTION log_is_never_changed();
CREATE TRIGGER log_checkpoint_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoint EXECUTE FUNCTION log_is_never_changed();
CREATE TRIGGER log_cosignature_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON log_cosignature EXECUTE FUNCTION log_is_never_changed();
