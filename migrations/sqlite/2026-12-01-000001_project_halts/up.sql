-- supervision stops a project, and two persons let it go on
CREATE TABLE project_halts (
    id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    halted_by TEXT NOT NULL,
    halted_at BIGINT NOT NULL,
    resume_reason TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    ended_by TEXT NOT NULL,
    ended_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX project_halts_by_project_id ON project_halts (project_id, halted_at);
CREATE INDEX project_halts_by_state ON project_halts (state);
CREATE UNIQUE INDEX project_halts_once ON project_halts (project_id) WHERE state <> 'ended';
