-- a negotiation with those who were drawn: whose turn it is, in which exchange, and until when
CREATE TABLE negotiations (
    project_id TEXT PRIMARY KEY NOT NULL REFERENCES projects,
    draw_id TEXT NOT NULL REFERENCES draws,
    turn TEXT NOT NULL,
    round INTEGER NOT NULL,
    due_at INTEGER NOT NULL
);
-- who takes part, by pseudonym; the seat is a code that only the market's key makes of a label of the draw, so that rows link nobody
CREATE TABLE negotiation_seats (
    seat TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL REFERENCES negotiations,
    pseudonym TEXT NOT NULL UNIQUE
) WITHOUT ROWID;
CREATE INDEX negotiation_seats_by_project_id ON negotiation_seats (project_id);
-- quotes and replies, sealed with the market's key; each once
CREATE TABLE negotiation_acts (
    pseudonym TEXT NOT NULL REFERENCES negotiation_seats (pseudonym),
    round INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sealed TEXT NOT NULL,
    log_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (pseudonym, round, kind)
) WITHOUT ROWID;
