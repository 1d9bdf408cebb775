# Ratings
ratings-one-to-five = Each part gets 1 to 5 points, 5 is best. Choose a number.
ratings-over = The time to rate is over, or the contract was rated.
ratings-not-accepted-yet = You can rate after the result was accepted. Accept it first.
ratings-already = This contract was rated; each contract is rated once.
ratings-answer-late = The time to answer is over.
ratings-answered = Your agency has answered this rating.
