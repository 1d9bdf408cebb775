DROP TABLE panel_seats;
DROP TABLE panels;
DROP TABLE expert_items;
DROP TABLE experts;
