DROP INDEX projects_by_chosen_agency;
DROP TABLE choice_cards;
DROP TABLE choices;
