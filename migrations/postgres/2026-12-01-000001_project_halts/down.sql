DROP TABLE project_halts;
