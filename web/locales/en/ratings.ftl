# Ratings
ratings-one-to-five = Each part gets 1 to 5 points, 5 is best. Choose a number.
ratings-over = The time to rate is over, or the contract was rated.
ratings-not-accepted-yet = You can rate after the result was accepted. Accept it first.
ratings-already = This contract was rated; each contract is rated once.
ratings-answer-late = The time to answer is over.
ratings-answered = Your agency has answered this rating.
ratings-owner-only = The owner of the project gives the rating.

## The pages of a rating
ratings-here = Rating
ratings-title = Rating: { $title }
ratings-of = Ratings of { $name }
ratings-between = { $agency }, rated by { $owner }
ratings-count = { $n ->
    [one] { $n } rating
   *[other] { $n } ratings
}
ratings-given = Rating of { $when }
ratings-none = No ratings yet
ratings-none-more = After a result is accepted the owner rates within its working days. Ratings and answers are public here.
ratings-none-yet = This contract is not rated
ratings-none-yet-more = After acceptance the owner rates once, in public.
ratings-all = All ratings of this agency
ratings-to-credit = How the credit score is computed
ratings-quality = Quality
ratings-timeliness = Timeliness
ratings-attitude = Conduct
ratings-charge = Charge
ratings-compliance = Rules and confidence
ratings-points-5 = very good
ratings-points-4 = good
ratings-points-3 = fair
ratings-points-2 = bad
ratings-points-1 = very bad
ratings-of-five = { $points } of 5
ratings-words = Words
ratings-words-hint = State facts. Your words are public; leave out names of persons and their numbers.
ratings-rate-before = Rate before { $due }
ratings-rate-more = A contract is rated once, and a rating can be amended once within the working days of the rules. It is public and counts in the agency's credit score.
ratings-rate-go = Rate in public
ratings-by-default = The owner did not rate in time
ratings-by-default-more = Noted as neutral by the rules. It counts nowhere and only records that the owner was late.
ratings-answer = The agency's answer
ratings-answer-hint = Public beside the rating. Leave out names of persons and their numbers.
ratings-answer-before = You may answer once, before { $due }.
ratings-answer-go = Answer in public
ratings-flash-rated = Your rating is given and public.
ratings-flash-amended = The rating was amended; the earlier one stays public.
ratings-amended-already = This rating was amended before; a rating can be amended once.
ratings-amend-late = The days to amend are over; the rating stands.
ratings-default-stands = A rating made by silence cannot be amended.
ratings-amend-before = Can be amended once before { $due }
ratings-amend-more = The earlier rating and the answer to it stay public. The credit ledger reverses the old entry and gets a new one; the agency may answer again.
ratings-amend-go = Amend the rating and publish it
ratings-before-amended = The rating before it was amended ({ $when })
ratings-flash-answered = Your answer is public.
ratings-task-rate = Rate the work
ratings-task-answer = A rating may be answered
