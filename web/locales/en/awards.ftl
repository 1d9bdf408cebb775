# Awards
awards-accepted-already = Your agency has accepted. Sign the contract with the owner within the working days of the policy.
awards-not-accepted-yet = The award has not been accepted yet, so this cannot be done.
awards-over = This award is over.
awards-too-late = The time to answer ended at { $since }; the project went to the next alternate.
awards-barred = Your agency is on the list of the dishonest or suspended, so it cannot accept.

## The notice of award
awards-notice = Notice of award
awards-no = No. { $serial }
awards-description = Notice of award for "{ $title }"
awards-print = Print with Ctrl+P on A4 paper.
awards-void = This notice is no longer valid
awards-ended-at = ended { $when }
awards-to = To { $agency }:
awards-text = In the blind draw for "{ $title }" (project { $number }) your agency was selected on { $when }. The terms are these:
awards-text-alternate = Your agency is an alternate of the blind draw for "{ $title }" (project { $number }). As no contract came about with those ranked before it, it moved up by the published ranking on { $when }. The terms are these:
awards-owner = Owner
awards-item = Service item
awards-price-fixed = Price
awards-price-cap = Price at most
awards-ranked = Place in the draw
awards-ranked-text = { $ranked ->
    [one] { $ranked } valid sign-up, your place { $rank }
   *[other] { $ranked } valid sign-ups, your place { $rank }
}
awards-code = Credit code
awards-answer-by = Answer by
awards-answer-by-text = Accept online before { $due }, or decline with a reason
awards-sign-by = Sign within
awards-sign-by-text = { $n ->
    [one] { $n } working day after accepting
   *[other] { $n } working days after accepting
}
awards-silence = Silence counts as declining: the next alternate moves up, without a new draw.
awards-qr = QR code that opens the page where this draw can be verified
awards-verify = Verify this draw
awards-verify-text = Scan the code or open
awards-label = Label in the draw
awards-fingerprint = Fingerprint of this notice (SHA-256)
awards-document = The notice as it was logged
awards-document-more = The fingerprint is the SHA-256 of this text (UTF-8, with its last line break); it is what the log entry holds.

## An agency's awards
awards-own = Our awards
awards-count = { $n ->
    [one] { $n } award
   *[other] { $n } awards
}
awards-none = No awards yet
awards-none-more = When a project you signed up for is drawn, what you win is listed here and a letter tells you.
awards-project = Project
awards-serial = Number
awards-state = State
awards-offered = Notice given
awards-more = See also
awards-facts = The award
awards-own-due = Answer before { $due }
awards-own-sign = { $n ->
    [one] Sign the contract within { $n } working day after accepting
   *[other] Sign the contract within { $n } working days after accepting
}
awards-to-contracts = Go to the contracts
awards-said = The reason given: { $reason }
awards-accept = Accept the award
awards-accept-more = { $n ->
    [one] After accepting, both sides sign the contract and register it here within { $n } working day.
   *[other] After accepting, both sides sign the contract and register it here within { $n } working days.
}
awards-accept-go = Accept the award
awards-decline = Decline the award
awards-decline-more = An alternate moves up at once. This cannot be taken back and lowers your credit score by the rules.
awards-decline-go = Decline with this reason
awards-reason = Reason
awards-reason-hint = The owner and the operator read it.
awards-flash-accepted = You accepted the award. Next, sign the contract with the owner.
awards-flash-declined = You declined the award; an alternate moves up.
awards-task-answer = Answer an award
award-state-offered = To be answered
award-state-accepted = Accepted
award-state-declined = Declined
award-state-lapsed = Not answered in time
award-state-excluded = Excluded
award-state-unsigned = Not signed
award-state-contracted = Under contract
award-state-void = Ended

## Rulings on objections
rulings-title = Objections that wait for a ruling
rulings-lead = Made before the reveals by agencies that were not admitted at the freeze.
rulings-none = No objection waits for a ruling
rulings-none-more = They are listed here once their draw has a result.
rulings-one = Objection
rulings-agency = Agency
rulings-what = If it is upheld, the pseudonym has the place of its shadow ticket and the others keep their order; an award that is not accepted yet follows the new order. There is one ruling; the pseudonym, the ruling and the hash of its reasons are public.
rulings-ruling = Ruling
rulings-ruling-admit = Upheld: admit
rulings-ruling-refuse = Not upheld
rulings-reason = Reasons
rulings-reason-hint = Say what it rests on. Only the agency reads it in full.
rulings-go = Rule
rulings-flash-done = The ruling is published, and the agency is told
rulings-task = Rule on an objection
rulings-over = The project is over, so nobody can be admitted. You can rule that the objection is not upheld, and say why.
rulings-accepted = An award is accepted, and this pseudonym would come before it; it cannot be displaced. If no contract comes of that award, you can come back and rule.
awards-displaced = An objection was upheld and another pseudonym comes before yours, so this award cannot be accepted any more. Your agency keeps its place in the order.
award-state-displaced = Moved down
