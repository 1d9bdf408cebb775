# Words all letters share; each letter has mail-<name>-subject, mail-<name>-text, and mail-<name>-button if it has a button
mail-sign-off = { $host }, help line { $phone }
mail-automatic = This message was sent automatically. Replies are not read.

## Dishonesty cases and interim suspensions
mail-case-notified-subject = Notice of a planned dishonesty finding: { $agency }
mail-case-notified-text =
    To { $agency }

    We plan to record one of your acts as dishonest. Facts, rule, planned grade and term are behind the link below. Nothing is public before a decision.

    You may state your case and hand in evidence before { $due }. If you do not, the decision rests on what is there. A second person decides and replies to each of your points.
mail-case-notified-button = Read the notice and answer
mail-case-withdrawn-subject = Case withdrawn: { $agency }
mail-case-withdrawn-text =
    To { $agency }

    The planned finding you were told of has been withdrawn. It goes no further and is not published.
mail-case-withdrawn-button = View the case
mail-case-answered-subject = Your answer has arrived: { $agency }
mail-case-answered-text =
    To { $agency }

    Your answer arrived at { $at }. A second person decides on it and replies to each point.
mail-case-answered-button = View the case
mail-case-lapsed-subject = The time to answer is over: { $agency }
mail-case-lapsed-text =
    To { $agency }

    The time to answer is over and no answer arrived. A second person decides on what is there.
mail-case-lapsed-button = View the case
mail-case-cleared-subject = Decision: no dishonesty finding, { $agency }
mail-case-cleared-text =
    To { $agency }

    The decision is that no dishonesty is recorded. The case ends here and is not published. Reasons and replies are behind the link below.
mail-case-cleared-button = View the decision
mail-case-served-subject = Decision served: { $number }
mail-case-served-text =
    To { $agency }

    Decision { $number } is served on you and takes effect now, until { $until }. Until then you cannot sign up; open sign-ups are removed at their deadline, and an award without a contract goes to the alternate. The bar ends by itself.

    Facts, rule, reasons and replies are behind the link below. You may ask for a review, an administrative reconsideration, or go to court as the law provides.
mail-case-served-button = View the decision
mail-case-ended-subject = Bar over: { $number }
mail-case-ended-text =
    To { $agency }

    The term of decision { $number } is over. The bar is lifted and the public entry is gone. You may sign up again.
mail-case-ended-button = View the case
mail-case-to-decide-subject = A case can be decided: { $agency }
mail-case-to-decide-text = The hearing in the case of { $agency } is closed. A credit officer other than its author decides.
mail-case-to-decide-button = Open the case
mail-suspended-subject = Interim suspension: { $agency }
mail-suspended-text =
    To { $agency }

    From now until { $until } you cannot sign up, and an award without a contract goes to the alternate. Reason: { $reason }

    An interim suspension is no finding of dishonesty, is not published, and ends by itself.
mail-suspended-button = View the suspension
mail-suspension-ended-subject = Interim suspension over: { $agency }
mail-suspension-ended-text =
    To { $agency }

    The interim suspension is over. You may sign up again, unless a bar on the list says otherwise.
mail-suspension-ended-button = View the suspension

## Checks of filings
mail-filing-passed-subject = Your filing passed the check: { $agency }
mail-filing-passed-text =
    { $agency }:

    Your filing passed the formal check. The directory shows it now, and it is in effect from { $from }.
mail-filing-passed-button = See your entry
mail-filing-returned-subject = Your filing was returned: { $agency }
mail-filing-returned-text =
    { $agency }:

    Your filing did not pass the formal check, for these reasons:

    { $reasons }

    Everything you filled in is still there. Correct it and hand it in again.
mail-filing-returned-button = Correct the filing
mail-exit-asked-subject = An agency asks to leave: { $agency }
mail-exit-asked-text = { $agency } asks to leave the market. An answer is due within the working days of the rules.
mail-exit-asked-button = Answer the request
mail-exit-confirmed-subject = You have left the market: { $agency }
mail-exit-confirmed-text =
    { $agency }:

    The operators confirmed your exit; the directory no longer lists you. Your projects, contracts, ratings and credit record stay.

    To come back, file your entry again and pass the check.
mail-exit-confirmed-button = See your exit
mail-exit-refused-subject = Your request to leave was refused: { $agency }
mail-exit-refused-text =
    { $agency }:

    The operators did not agree to your exit, for this reason:

    { $reason }
mail-exit-refused-button = See your request
mail-paper-ends-subject = Certificate ends in { $days } days: { $number }
mail-paper-ends-text =
    Your certificate { $number } ends on { $last }, in { $days } days.

    After that you cannot sign up for service items that need it. Upload the new certificate in time; once it has passed the check you can go on.
mail-paper-ends-button = Update certificates
mail-owner-passed-subject = Your filing passed the check: { $owner }
mail-owner-passed-text =
    { $owner }:

    Your filing passed the check. You can post projects now.
mail-owner-passed-button = See your entry
mail-owner-returned-subject = Your filing was returned: { $owner }
mail-owner-returned-text =
    { $owner }:

    Your filing did not pass the check, for these reasons:

    { $reasons }

    Everything you filled in is still there. Correct it and hand it in again.
mail-owner-returned-button = Correct the filing
mail-link-invite-subject = Your account at the online supermarket for intermediary services
mail-link-invite-text = Hello { $name },

    an account was made for you. Set your password with the link below; it works once.

    If you know nothing of this, do not use the link and tell the help desk.
mail-link-invite-button = Set the password
mail-link-reset-subject = Reset your password
mail-link-reset-text = Hello { $name },

    somebody asked to reset your password. Set a new one with the link below; it works once and soon expires.

    If it was not you, ignore this mail. Your password has not changed.
mail-link-reset-button = Reset the password
mail-account-locked-subject = Your account is locked for now
mail-account-locked-text =
    Somebody gave a wrong password or code for your account { $attempts } times in a row. It is locked for { $minutes } minutes and then opens by itself.

    If it was you, try again later or reset the password. If it was not, nothing shows that your password is known; you may still set a new one.
mail-account-locked-button = Reset the password
mail-link-first-subject = The first administrator
mail-link-first-text = Hello { $name },

    set your password with the link below.
mail-link-first-button = Set the password
mail-registered-already-subject = You have an account
mail-registered-already-text = Somebody tried to register with your address. You have an account, so no new one was made.

    If it was you, sign in; you can reset a forgotten password there.
mail-registered-already-button = Sign in
mail-project-submitted-subject = A project to review: { $project }
mail-project-submitted-text = An owner submitted the project "{ $project }". Check its form within the working days of the policy.
mail-project-submitted-button = Review it
mail-project-returned-subject = Project returned: { $project }
mail-project-returned-text = Your project "{ $project }" ({ $number }) was returned: { $reason }

    Correct it and submit it again; all you wrote is still there.
mail-project-returned-button = Correct the project
mail-project-published-subject = Project published: { $project }
mail-project-published-text = Your project "{ $project }" ({ $number }) is public. Sign-up closes at { $closes }; until then nobody can see who signed up.
mail-project-published-button = See the project
mail-project-open-subject = A project that fits your agency: { $project }
mail-project-open-text = The project "{ $project }" takes sign-ups until { $closes }. By its entry in the directory your agency qualifies. Whether it signs up is its own decision, and nobody else learns of it.
mail-project-open-button = See the project
mail-project-corrected-subject = Clarification: { $project }
mail-project-corrected-text = A clarification of the project “{ $project }” was published. Sign-up closes { $closes }. The notice itself has not changed; the clarification stands on the project’s page.
mail-project-corrected-button = See the clarification
mail-project-end-asked-subject = An owner asks to end a project: { $project }
mail-project-end-asked-text = The owner asks to end the project “{ $project }”. Check the reason, then terminate it or let it go on.
mail-project-end-asked-button = Decide
mail-project-end-refused-subject = The project goes on: { $project }
mail-project-end-refused-text = Your request to end the project “{ $project }” ({ $number }) was not granted. Reason: { $reason }
mail-project-end-refused-button = See the project
mail-project-failed-subject = No agency could be selected: { $project }
mail-project-failed-text = No agency could be selected for your project "{ $project }" ({ $number }); its page tells why. You can post it again.
mail-project-failed-button = See the project
mail-project-halted-subject = Supervision stopped the project: { $project }
mail-project-halted-text = The project "{ $project }" ({ $number }) was stopped by supervision: { $reason }
    Nothing goes on before that ends; the time does not count for anybody's deadline.
mail-project-halted-button = See the project
mail-project-resumed-subject = The project goes on: { $project }
mail-project-resumed-text = The project "{ $project }" ({ $number }) goes on: { $reason }
    Deadlines that have not passed are later by the time it stood still.
mail-project-resumed-button = See the project
mail-halt-changed-subject = A stop changed: { $project }
mail-halt-changed-text = The stop of the project "{ $project }" ({ $number }) changed. It takes two persons to end it; see the page of supervision.
mail-halt-changed-button = See the page
mail-project-terminated-subject = Project terminated: { $project }
mail-project-terminated-text = The project "{ $project }" ({ $number }) was terminated: { $reason }
mail-project-terminated-button = See the project
mail-signup-received-subject = Signed up: { $project }
mail-signup-received-text = Your agency signed up for "{ $project }". You can withdraw before { $closes }.

    Keep the attached receipt: with it you find yourself in the public result, and it proves when you signed up.
mail-signup-received-button = See the receipt
mail-signup-withdrawn-subject = Sign-up withdrawn: { $project }
mail-signup-withdrawn-text = Your agency withdrew its sign-up for "{ $project }". You can sign up again before the deadline.
mail-signup-withdrawn-button = See it
mail-signup-carried-subject = Your sign-up moved into a new draw: { $project }
mail-signup-carried-text = "{ $project }" is drawn anew. Your sign-up was carried over under a new label; keep the attached receipt. You can withdraw before the deadline.
mail-signup-carried-button = See the new receipt
mail-signup-left-out-subject = Your sign-up did not move into the new draw: { $project }
mail-signup-left-out-text = "{ $project }" is drawn anew, for the list published with the new notice. Your agency did not fulfil the conditions at that moment and is not in the list, so its sign-up was not carried over. The list is on the page of the draw.
mail-signup-left-out-button = See the sign-up

## Blind draw
mail-draw-excluded-subject = Not admitted at the freeze: { $project }
mail-draw-excluded-text =
    When sign-up for "{ $project }" ({ $number }) closed, every sign-up was checked again by what was registered then. Yours (pseudonym { $label }) was not admitted. Reason: { $reason ->
        [not-listed] no longer in the directory
        [barred] on the list of the dishonest
        [suspended] suspended for the time being
        [is-owner] the same body as the owner
        [same-representative] the same legal representative as the owner
        [avoided] an agency the owner must not deal with
        [item-not-offered] the service item is not in your entry
        [unqualified] the qualification falls short or has expired
        [credit-tail] its credit is not among the best that the long list has room for
       *[other] the conditions of sign-up are not met
    }.

    The pseudonym stays in the frozen list, marked as not admitted; the reason is shown to nobody but you.

    If you think this is wrong, object before { $until }: until then nobody reveals. Later objections are not taken.
mail-draw-excluded-button = See the reason, or object
mail-draw-objection-subject = An agency objects: { $project }
mail-draw-objection-text = In the draw { $draw } of "{ $project }" ({ $number }) an agency that was not admitted objected before the reveals. Read its grounds, and rule once the draw has a result.
mail-draw-objection-button = See the objection
mail-draw-objection-received-subject = Your objection is in the log: { $project }
mail-draw-objection-received-text = Your objection to not being admitted for "{ $project }" lies sealed in the log, from before anybody revealed. The supervisor rules once the draw has a result, and you are told.
mail-draw-objection-received-button = See the objection
mail-draw-objection-ruled-subject = Your objection was ruled on: { $project }
mail-draw-objection-ruled-text =
    Your agency objected to not being admitted for "{ $project }". The supervisor ruled: { $ruling ->
        [admitted] upheld; your shadow ticket gives your place
       *[refused] not upheld
    }.

    Reasons: { $reason }
mail-draw-objection-ruled-button = See the ruling
mail-draw-unvouched-subject = Reveals without a witness before the beacon: { $project }
mail-draw-unvouched-text = The draw { $draw } of "{ $project }" ({ $number }) has its result, but the witness did not vouch for all reveals before the beacon spoke, so nobody can prove that everybody revealed before it. The page of the draw says so. Find out why.
mail-draw-unvouched-button = See the draw
mail-award-displaced-subject = Your award moved down: { $serial }
mail-award-displaced-text = An objection was upheld and another pseudonym comes before yours by its shadow ticket, so the notice { $serial } holds no more. Your credit is not touched; your agency keeps its place in the order and is told again when its turn comes.
mail-award-displaced-button = See it
mail-draw-too-few-subject = Too few sign-ups, nobody chosen: { $project }
mail-draw-too-few-text = "{ $project }" ({ $number }) had too few eligible sign-ups even after the extension. There was no draw, and the secrets stay closed. Thank you for taking part.
mail-draw-too-few-button = See the sign-up
mail-draw-void-end-subject = The draw was void, nobody chosen: { $project }
mail-draw-void-end-text = The draw of "{ $project }" ({ $number }) was void. It has no result and is not repeated. The page of the draw says who did not reveal.
mail-draw-void-end-button = See the sign-up
mail-draw-ended-subject = Project terminated, no draw: { $project }
mail-draw-ended-text = "{ $project }" ({ $number }) was terminated, and your sign-up ends with it. The secrets stay closed. The reason is on the project's page.
mail-draw-ended-button = See the sign-up
mail-draw-commitments-late-subject = A witness officer has not committed: { $project }
mail-draw-commitments-late-text = Draw { $draw } of "{ $project }" ({ $number }) still lacks a witness officer's commitment, so there is no notice yet. Check that the witness program runs; it is asked again and again, and nothing goes on without it.
mail-draw-commitments-late-button = See the work list
mail-draw-refused-subject = A witness officer refused the frozen list: { $project }
mail-draw-refused-text = A witness officer refused to cosign draw { $draw } of "{ $project }" ({ $number }). Reason code: { $reason }. The draw has stopped and does not go on by itself. Look into it at once.
mail-draw-refused-button = See the draw
mail-draw-reveal-subject = The list is frozen, you can reveal your secret: { $project }
mail-draw-reveal-text = The list of "{ $project }" ({ $number }) is frozen. Once the witness has checked it, reveal the secret you locked in, with the receipt file you saved. Not revealing has no consequence.
mail-draw-reveal-button = Reveal it
mail-bid-received-subject = Sealed quote received: { $project }
mail-bid-received-text = Your agency's sealed quote for "{ $project }" was received. You may replace it before the deadline; the last one counts.
mail-bid-received-button = See the sealed quote
mail-bid-spoiled-subject = Your quote could not be opened: { $project }
mail-bid-spoiled-text = When the quotes of "{ $project }" were opened, your agency's could not be, and that was its own doing. It does not count, and it stands in the credit record. The page of the opening lists it with the reason, and anybody can check it again.
mail-bid-spoiled-button = See the opening
mail-bid-missing-subject = Open your own quote: { $project }
mail-bid-missing-text = A member of the opening committee of "{ $project }" released no key. Send the private file you saved when sealing before { $until } to open your agency's quote.
mail-bid-missing-button = Send the private file
mail-draw-throw-subject = Throw the dice in public: { $project }
mail-draw-throw-text = In draw { $draw } of "{ $project }" ({ $number }) the platform has revealed. Throw the dice in public and enter what they show.
mail-draw-throw-button = Enter the dice
mail-draw-void-subject = A draw is void: { $project }
mail-draw-void-text = Draw { $draw } of "{ $project }" ({ $number }) is void because a side did not reveal. Who it was is public.
mail-draw-void-button = See the draw
mail-award-offered-subject = Your agency was selected: { $project }
mail-award-offered-text = Your agency was selected for "{ $project }", notice { $serial }. Accept before { $due }, or decline with a reason; no answer counts as a refusal.
mail-award-offered-button = Answer
mail-award-offered-owner-subject = An agency was selected: { $project }
mail-award-offered-owner-text = An agency was selected for "{ $project }" ({ $number }), notice { $serial }. You are told when it answers.
mail-award-offered-owner-button = See the notice
mail-award-accepted-subject = The agency accepted: { $project }
mail-award-accepted-text = The agency selected for "{ $project }" ({ $number }) accepted. Sign and register the contract within the working days of the policy.
mail-award-accepted-button = See the project
mail-award-ended-subject = An award ended: { $serial }
mail-award-ended-text = The award { $serial } has ended and the project went to the next alternate. Its page tells why.
mail-award-ended-button = See it
mail-contract-awaited-subject = Sign the contract: { $project }
mail-contract-awaited-text = The award for "{ $project }" was accepted. Sign the contract; either side registers it and the other confirms.
mail-contract-awaited-button = Register the contract
mail-contract-registered-subject = Confirm the contract: { $project }
mail-contract-registered-text = The other side registered the contract for "{ $project }". Compare it, then confirm it or return it with a reason.
mail-contract-registered-button = Compare the contract
mail-contract-returned-subject = Contract returned: { $project }
mail-contract-returned-text = The other side returned the contract for "{ $project }"; its page tells why. Correct it and register it again.
mail-contract-returned-button = See the contract
mail-contract-confirmed-subject = Contract in force: { $project }
mail-contract-confirmed-text = The other side confirmed the contract for "{ $project }". It is in force.
mail-contract-confirmed-button = See the contract
mail-contract-overdue-subject = Contract not confirmed in time: { $project }
mail-contract-overdue-text = The agency registered the contract for "{ $project }", and the owner has neither confirmed nor returned it within its working days. The contract does not lapse by the owner's silence; the owner acts next.
mail-contract-overdue-button = See the contract
mail-result-delivered-subject = A result to accept: { $project }
mail-result-delivered-text = The agency handed in its result for "{ $project }". Accept or return it within the working days of the policy.
mail-result-delivered-button = Look at the result
mail-result-returned-subject = Result returned: { $project }
mail-result-returned-text = The owner returned your result for "{ $project }"; its page tells why. Correct it and hand it in again.
mail-result-returned-button = See it
mail-result-accepted-subject = Result accepted: { $project }
mail-result-accepted-text = The owner accepted your result for "{ $project }".
mail-result-accepted-button = See it
mail-rated-subject = You were rated: { $project }
mail-rated-text = The owner rated "{ $project }". You can answer once within the working days of the policy; rating and answer are public.
mail-rated-button = See the rating
mail-witness-proposed-subject = A witness officer waits for you: { $id }
mail-witness-proposed-text = An administrator wrote down witness officer { $id } of { $body }. Compare its key with the one the authority publishes, then confirm it or not.
mail-witness-proposed-button = View the officer
mail-witness-leaving-subject = A witness officer is to leave: { $id }
mail-witness-leaving-text = An administrator wants witness officer { $id } of { $body } out of service. New draws would no longer have its commitment. It serves until you decide.
mail-witness-leaving-button = View the officer
mail-witness-decided-subject = A supervisor decided on a witness officer: { $id }
mail-witness-decided-text = A supervisor decided on witness officer { $id } of { $body }. The page shows where it stands now.
mail-witness-decided-button = View the officer
mail-rating-amended-subject = A rating was amended: { $project }
mail-rating-amended-text = The owner amended its rating of "{ $project }"; the earlier one stays public. You may answer again within the working days of the rules.
mail-rating-amended-button = See the rating
mail-erasure-asked-subject = An erasure waits for you
mail-erasure-asked-text = An administrator wrote down that a person's data is to be erased. Check the ground, then decide.
mail-erasure-asked-button = View the request
mail-erasure-decided-subject = A supervisor decided on an erasure
mail-erasure-decided-text = A supervisor decided on a request to erase a person's data. The page shows what was decided. Tell the person; the system no longer has an address to write to.
mail-erasure-decided-button = View the request

mail-receipt-subject = Receipt: { $what }
mail-receipt-text = What you did ("{ $what }") is in the public log; the receipt is attached.

    Keep it: it proves what you did and when the log took it, without relying on the platform. Should the log ever lose or change it, the receipt is the evidence. Check it offline with "mingxuan verify".
mail-receipt-button = See all my receipts

mail-choice-open-subject = Choose an agency blind: { $project }
mail-choice-open-text = The draw of “{ $project }” ({ $number }) is over. Choose one of those drawn blind before { $due } and say why; it cannot be changed, and if you do not choose, the first drawn is chosen.
mail-choice-open-button = Choose blind
mail-names-shut-subject = Ended without names: { $project }
mail-names-shut-text = Too few members of the opening committee released their keys for names in “{ $project }” ({ $number }), so that nobody can be named in a way that can be checked. The project has ended; nothing is held against you.
mail-names-shut-button = See the project
mail-choice-silent-subject = Nobody was chosen in time: { $project }
mail-choice-silent-text = The time to choose for “{ $project }” ({ $number }) is over; the first drawn is chosen.
mail-choice-silent-button = See the project
mail-negotiation-round-subject = Negotiation, exchange { $round }: { $project }
mail-negotiation-round-text = You take part in the negotiation of “{ $project }” ({ $number }). Quote in exchange { $round } before { $due }; if you do not quote again, your last quote stands.
mail-negotiation-round-button = Quote
mail-negotiation-replying-subject = Quotes of exchange { $round } are in: { $project }
mail-negotiation-replying-text = The quotes of exchange { $round } for “{ $project }” ({ $number }) are in. Before { $due } reply to all agencies at once, or choose one now; without replies there is no further quote.
mail-negotiation-replying-button = See the quotes
mail-negotiation-choosing-subject = Choose one: { $project }
mail-negotiation-choosing-text = All quotes of the negotiation of “{ $project }” ({ $number }) are in. Choose one blind before { $due } and say why; if you choose nobody in time, the project is void.
mail-negotiation-choosing-button = Choose blind

mail-expert-invited-subject = Invitation to review: { $project }
mail-expert-invited-text = You were drawn to review the proposals for “{ $project }” ({ $number }). Answer before { $until }; after silence the next expert is asked.

    Tell nobody that you were drawn before the review is closed.
mail-expert-invited-button = Answer the invitation

mail-review-open-subject = Score proposals: { $project }
mail-review-open-text = The panel for “{ $project }” ({ $number }) is complete. Score all proposals and lock your sheet before { $due }.
mail-review-open-button = Go to the review
mail-review-deviation-subject = Explain a score: { $project }
mail-review-deviation-text = In the review for “{ $project }” ({ $number }) a total of yours lies far beside the mean. Keep or change your points before { $due }, and say why.
mail-review-deviation-button = Go to the review
mail-review-chair-subject = Lock the review: { $project }
mail-review-chair-text = All scores for “{ $project }” ({ $number }) are there. Lock the review, as its chair, before { $due }; after silence the market locks.
mail-review-chair-button = Go to the review
mail-review-closed-subject = The review is closed: { $project }
mail-review-closed-text = The expert review for “{ $project }” ({ $number }) is locked, and the scores are published.
mail-review-closed-button = See the project
mail-choice-compare-subject = Compare the proposals and choose blind: { $project }
mail-choice-compare-text = Quotes and proposals of “{ $project }” ({ $number }) are open. Score the proposals, choose one blind before { $due } and say why; it cannot be changed, and if you do not choose, the first drawn is chosen.
mail-choice-compare-button = Compare and choose
