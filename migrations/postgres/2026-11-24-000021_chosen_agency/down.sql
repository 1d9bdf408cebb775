ALTER TABLE projects DROP COLUMN chosen_agency;
