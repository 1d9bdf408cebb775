-- an index of some rows is used only where a question says which rows in its words; these say it with a parameter
CREATE INDEX signups_by_draw_id_agency_id ON signups (draw_id, agency_id);
CREATE INDEX bid_entries_by_draw_id_label ON bid_entries (draw_id, label);
