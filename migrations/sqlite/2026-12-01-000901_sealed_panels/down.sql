DROP TABLE draw_entries;
CREATE TABLE draw_entries (
    draw_id TEXT NOT NULL REFERENCES draws,
    label TEXT NOT NULL,
    registry_id TEXT NOT NULL,
    label_nonce TEXT NOT NULL,
    PRIMARY KEY (draw_id, label)
);
CREATE UNIQUE INDEX draw_entries_by_draw_id_registry_id ON draw_entries (draw_id, registry_id);
DROP TABLE review_deviations;
DROP TABLE review_scores;
DROP TABLE review_sheets;
DROP TABLE panel_seats;
DROP INDEX panels_by_state;
UPDATE panels SET state = 'seated' WHERE state = 'opened';
CREATE TABLE panel_seats (
    id TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects,
    position INTEGER NOT NULL,
    expert_id TEXT NOT NULL REFERENCES experts,
    label TEXT NOT NULL,
    state TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    invited_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    reason TEXT NOT NULL
);
CREATE UNIQUE INDEX panel_seats_by_project_id_position ON panel_seats (project_id, position);
CREATE INDEX panel_seats_by_expert_id_state ON panel_seats (expert_id, state, due_at);
CREATE TABLE review_sheets (
    seat_id TEXT PRIMARY KEY NOT NULL REFERENCES panel_seats,
    project_id TEXT NOT NULL REFERENCES projects,
    shuffle TEXT NOT NULL,
    locked_at INTEGER NOT NULL,
    settled_at INTEGER NOT NULL
);
CREATE INDEX review_sheets_by_project_id ON review_sheets (project_id);
CREATE TABLE review_scores (
    seat_id TEXT NOT NULL REFERENCES panel_seats,
    pseudonym TEXT NOT NULL,
    criterion TEXT NOT NULL,
    points INTEGER NOT NULL,
    PRIMARY KEY (seat_id, pseudonym, criterion)
);
CREATE TABLE review_deviations (
    seat_id TEXT NOT NULL REFERENCES panel_seats,
    pseudonym TEXT NOT NULL,
    first_total INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (seat_id, pseudonym)
);
