# Leaving
exits-own = Leave the market
exits-lead = An agency with nothing open may ask to leave. Once an operator confirms, the directory no longer lists it; its projects, contracts, ratings and credit record stay.
exits-what-follows = After leaving you cannot sign up. To come back, file your entry again and pass the check; code and credit record stay the same.
exits-reason = Reason for leaving
exits-reason-hint = Only the operators see it
exits-go = Ask to leave the market
exits-managers = Only a manager of your agency can ask to leave.
exits-not-listed = Your agency is not in the directory, so there is nothing to leave. To enter, file your entry.
exits-not-listed-now = Your agency is not in the directory now
exits-come-back = File your entry to come back
exits-not-now = This request is closed; nothing more can be done with it.
exits-waits = A request is already waiting for an answer. You can take it back first.
exits-open = Something is still open (sign-ups { $signups }, awards without a contract { $awards }, unfinished contracts { $contracts }, credit cases { $cases }). Bring it to an end before you leave.
exits-still-open = Still open; to be brought to an end before leaving
exits-nothing-open = Nothing is open
exits-matter-signups = { $n ->
    [one] { $n } sign-up without a result
   *[other] { $n } sign-ups without a result
}
exits-matter-awards = { $n ->
    [one] { $n } award without a contract
   *[other] { $n } awards without a contract
}
exits-matter-contracts = { $n ->
    [one] { $n } contract not yet accepted
   *[other] { $n } contracts not yet accepted
}
exits-matter-cases = { $n ->
    [one] { $n } credit case or suspension not yet closed
   *[other] { $n } credit cases or suspensions not yet closed
}
exits-own-waits = Your request to leave is waiting for an operator
exits-take-back-more = Until it is answered you can take it back and stay in the directory.
exits-take-back-go = Take back the request to leave
exits-wishes = Requests to leave
exits-asked = Asked
exits-decided = Closed
exits-state = State
exits-of = { $agency } asks to leave
exits-to-agency = See the agency
exits-finding = Answer
exits-finding-confirm = Confirm the exit
exits-finding-refuse = Refuse the exit
exits-finding-go = Answer the request to leave
exits-answer = Reason for refusing
exits-confirm-with-answer = A confirmed exit needs no reason. To give one, choose "Refuse the exit".
exits-refuse-needs-answer = Give the reason for refusing.
exits-flash-asked = Your request to leave was sent to the operators.
exits-flash-taken-back = The request to leave was taken back.
exits-flash-confirmed = The exit is confirmed; the directory no longer lists the agency.
exits-flash-refused = Answered; the agency stays in the directory.
exits-task-answer = Answer a request to leave
exits-left = Left the market of its own will on { $day }. Its record stays.
exit-state-asked = Waiting for an answer
exit-state-taken-back = Taken back
exit-state-refused = Refused
exit-state-confirmed = Left
