-- witness officers on machines of their own: whose key is whose, and who let it in
CREATE TABLE witness_officers (
    id TEXT NOT NULL,
    public_key TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
