-- the agency whose award stands: its name is on the project's public page
ALTER TABLE projects ADD COLUMN chosen_agency TEXT REFERENCES agencies;
UPDATE projects SET chosen_agency =
    (SELECT agency_id FROM awards WHERE awards.project_id = projects.id AND awards.state IN ('offered', 'accepted', 'contracted'));
