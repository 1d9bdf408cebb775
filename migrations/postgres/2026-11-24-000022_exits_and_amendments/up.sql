-- an agency asks to leave the market, and what an operator says to it; its entry stays, withdrawn
CREATE TABLE agency_exits (
    id TEXT NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agencies,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX agency_exits_one_waits ON agency_exits (agency_id) WHERE state = 'asked';
CREATE INDEX agency_exits_by_agency_id_asked_at ON agency_exits (agency_id, asked_at);
CREATE INDEX agency_exits_by_state_due_at ON agency_exits (state, due_at);

-- what a rating said before its one amendment, with the answer it had; both versions stay public
CREATE TABLE rating_originals (
    rating_id TEXT NOT NULL REFERENCES ratings,
    quality BIGINT NOT NULL,
    timeliness BIGINT NOT NULL,
    attitude BIGINT NOT NULL,
    charge BIGINT NOT NULL,
    compliance BIGINT NOT NULL,
    words TEXT NOT NULL,
    rated_by TEXT NOT NULL,
    rated_at BIGINT NOT NULL,
    answer TEXT NOT NULL,
    answered_by TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (rating_id)
);
