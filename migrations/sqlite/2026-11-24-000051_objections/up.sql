-- an agency that was excluded at the freeze may object; a supervisor rules once the draw has a result
CREATE TABLE objections (
    id TEXT PRIMARY KEY NOT NULL,
    draw_id TEXT NOT NULL REFERENCES draws,
    label TEXT NOT NULL,
    signup_id TEXT NOT NULL REFERENCES signups,
    agency_id TEXT NOT NULL,
    grounds TEXT NOT NULL,
    log_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    ruled_by TEXT NOT NULL,
    ruled_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX objections_by_draw_id_label ON objections (draw_id, label);
CREATE UNIQUE INDEX objections_by_signup_id ON objections (signup_id);
CREATE INDEX objections_by_state_at ON objections (state, at);
-- who is admitted takes a rank that somebody was asked at before: one award of a project stands at a time, whatever its rank
DROP INDEX awards_by_project_id_rank;
CREATE INDEX awards_by_project_id_rank ON awards (project_id, rank);
CREATE UNIQUE INDEX awards_standing_by_project_id ON awards (project_id) WHERE state IN ('offered', 'accepted', 'contracted');
