DROP INDEX awards_standing_by_project_id;
DROP INDEX awards_by_project_id_rank;
CREATE UNIQUE INDEX awards_by_project_id_rank ON awards (project_id, rank);
DROP TABLE objections;
