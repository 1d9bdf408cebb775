# Expert review
reviews-desk = Review desk
reviews-asked-score = Score all proposals and lock your sheet before { $due }
reviews-asked-score-more = Score one after the other and save at any time; your sheet counts once it is locked, and cannot be changed then. Nobody sees what others gave before all have locked.
reviews-asked-answer = Give your reasons or change your score before { $due }
reviews-asked-answer-more = A total of yours lies far beside the mean. Open the marked proposals, keep or change your points, say why, and confirm.
reviews-asked-chair = Lock the review, as its chair, before { $due }
reviews-asked-chair-more = You were drawn first. With the lock the scores are published, and whose pseudonyms were whose; after silence the market locks.
reviews-asked-closed = The review is locked
reviews-asked-wait = Nothing is asked of you now
reviews-asked-wait-more = Others are awaited. You get a mail when something is asked of you.
reviews-proposals = Proposals
reviews-proposals-lead = The pseudonyms are of this review alone; the order is yours alone, and has nothing to do with sign-up or draw.
reviews-proposal = Proposal
reviews-proposal-n = Proposal { $n }
reviews-quote = Quote
reviews-promised = Promised time
reviews-scored = Scored
reviews-filled = { $n } of { $of }
reviews-own-total = My total
reviews-expert-n = Expert { $n }
reviews-deviates = Far beside the mean
reviews-deviates-more = Keep your points or change them, and say why. The reasons are published with the scores once the review is locked; until then they are encrypted and shown to nobody.
reviews-answered = Explained
reviews-lock = Lock my sheet
reviews-lock-more = It cannot be changed afterwards.
reviews-settle = Confirm my reasons
reviews-settle-more = They cannot be changed afterwards.
reviews-close = Lock the review
reviews-close-more = The points, the scores, and whose pseudonyms were whose are published then and cannot be changed.
reviews-recuse = I have found a conflict and recuse myself
reviews-recuse-more = What you gave counts nothing then, and you cannot come back to this review.
reviews-recuse-reason = Why
reviews-recuse-hint = Such as having recognised the employer of a close relative
reviews-recuse-go = Recuse myself and leave
reviews-due = Before { $due }
reviews-sheet = Score sheet
reviews-points = { $criterion } (0 to { $most } points)
reviews-points-bounds = This must be 0 to { $n } points with two decimals at most. Correct it and save again.
reviews-reason = Reason
reviews-reason-hint = Public: why you keep or change your points. Write nothing that tells who you or any agency are
reviews-all-totals = Totals of all experts
reviews-save = Save
reviews-save-next = Save and go to the next
reviews-save-desk = Save and go back
reviews-previous = Previous
reviews-next = Next
reviews-to-desk = Back to the desk
reviews-autosaved = Saved by itself
reviews-unsaved = Not saved: look whether every field is right, then press “Save”
reviews-locked-already = The sheet is locked and cannot be changed any more.
reviews-too-late = The time for this ended at { $since }.
reviews-gaps = { $n ->
    [one] { $n } criterion has no points yet. Score it, then lock.
   *[other] { $n } criteria have no points yet. Score them, then lock.
 }
reviews-reasons-missing = { $n ->
    [one] { $n } proposal has no reason yet. Give it, then confirm.
   *[other] { $n } proposals have no reason yet. Give them, then confirm.
 }
reviews-over = The review is over.
reviews-not-yet = Somebody has not finished; the review cannot be locked now.
reviews-flash-saved = Saved.
reviews-flash-locked = Locked.
reviews-flash-closed = The review is locked; the result follows.
reviews-flash-recused = You have recused yourself, and what you gave counts nothing.
reviews-task-score = Score proposals
reviews-task-answer = Explain a score
reviews-task-close = Lock a review
