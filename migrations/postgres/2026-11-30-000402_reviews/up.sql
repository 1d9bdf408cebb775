-- a review: what is scored under pseudonyms, and each expert's own sheet
CREATE TABLE reviews (
    project_id TEXT PRIMARY KEY NOT NULL REFERENCES projects,
    draw_id TEXT NOT NULL REFERENCES draws,
    state TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    closed_at BIGINT NOT NULL
);
CREATE TABLE review_entries (
    project_id TEXT NOT NULL REFERENCES projects,
    pseudonym TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (project_id, pseudonym)
);
CREATE UNIQUE INDEX review_entries_by_project_id_label ON review_entries (project_id, label);
CREATE TABLE review_sheets (
    seat_id TEXT PRIMARY KEY NOT NULL REFERENCES panel_seats,
    project_id TEXT NOT NULL REFERENCES projects,
    shuffle TEXT NOT NULL,
    locked_at BIGINT NOT NULL,
    settled_at BIGINT NOT NULL
);
CREATE INDEX review_sheets_by_project_id ON review_sheets (project_id);
CREATE TABLE review_scores (
    seat_id TEXT NOT NULL REFERENCES panel_seats,
    pseudonym TEXT NOT NULL,
    criterion TEXT NOT NULL,
    points BIGINT NOT NULL,
    PRIMARY KEY (seat_id, pseudonym, criterion)
);
-- totals that lie far beside the mean, to be confirmed or changed with reasons
CREATE TABLE review_deviations (
    seat_id TEXT NOT NULL REFERENCES panel_seats,
    pseudonym TEXT NOT NULL,
    first_total BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (seat_id, pseudonym)
);
