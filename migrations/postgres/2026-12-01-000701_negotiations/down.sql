DROP TABLE negotiation_acts;
DROP TABLE negotiation_seats;
DROP TABLE negotiations;
