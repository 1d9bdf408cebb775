# Projects
projects-owner-not-approved = Your organisation has not passed its check, so it cannot post projects. Complete its entry first.
projects-window-bounds = The sign-up window has { $min } to { $max } working days; it is { $given } now. Correct it and save again.
projects-alternates-bounds = There are at most { $max } alternates; it is { $given } now. Correct it and save again.
projects-not-now-draft = The project is a draft. Submit it for review first.
projects-not-now-in-review = The project is in review. Wait until it has passed or was returned.
projects-not-now-awaiting-commitments = The project was approved and waits for the commitments of its draw, so this cannot be done now.
projects-not-now-open = The project takes sign-ups, so this cannot be done now.
projects-not-now-drawing = The project is being drawn. Wait for the result.
projects-not-now-selected = An agency was selected for the project, so this cannot be done now.
projects-not-now-in-service = The contract of the project is in force, so this cannot be done now.
projects-not-now-finished = The project is finished.
projects-not-now-failed = The project has failed. You can post a new one.
projects-not-now-terminated = The project was terminated. You can post a new one.
projects-gap = Fill this in before you submit the project for review.
projects-narrow = Agencies in the directory that meet these conditions: { $n }. A draw needs at least { $min }.
projects-narrow-more = Ask for less, or give the reason below. The reason is published with the notice.
projects-end-not-asked = The owner has not asked to end this project, or it is already over.
projects-too-late-to-correct = Fewer working days than { $days } are left before sign-up closes, so no clarification can be published. If something must change, ask to end the project and post it again.

## States
project-state-draft = Draft
project-state-in-review = In review
project-state-awaiting-commitments = Awaiting commitments
project-state-open = Sign-up open
project-state-drawing = Drawing
project-state-selected = Selected
project-state-in-service = In service
project-state-finished = Finished
project-state-failed = Nobody selected
project-state-terminated = Terminated
price-kind-fixed = Fixed price
price-kind-cap = Price cap
project-notice-published = Notice published
project-notice-corrected = Clarification
project-notice-extended = Sign-up extended
project-notice-redrawn = Notice of a new draw
project-notice-result = Result of the draw
project-notice-award = Award notice
project-notice-contract = Contract in force
project-notice-failed = Nobody selected
project-notice-terminated = Project terminated
project-notice-halted = Stopped by supervision
project-notice-resumed = Goes on
project-notice-finished = Project finished
project-fail-too-few = Too few sign-ups even after the extension
project-fail-void-twice = The draw was void twice: a side did not reveal its secret
project-fail-platform-silent = The draw was void twice, the second time because the platform did not reveal its own secret
project-fail-no-alternate = No alternate was left
projects-notice-serial = No. { $serial }
projects-log-entry = Log entry { $n }
projects-log-pending = Being entered in the log
projects-price-fixed = Fixed, { $sum }
projects-price-cap = At most { $sum }
projects-method = { $n ->
    [one] Blind draw: one winner, { $n } alternate
   *[other] Blind draw: one winner, { $n } alternates
 }
projects-days = { $n ->
    [one] { $n } day from the contract
   *[other] { $n } days from the contract
 }
projects-funds = { $n }% public funds
projects-needs-none = None: every agency registered for the item may sign up
projects-needs-all = All of these are required
projects-needs-any = Any one of these is enough

## List and notice
projects-list-description = Projects for intermediary services, those open for sign-up first.
projects-search-label = Search by title or number
projects-search = Search projects
projects-any-item = All items
projects-any-state = All states
projects-state = State
projects-filter = Filter projects
projects-found = { $n ->
    [one] { $n } project
   *[other] { $n } projects
 }
projects-none = No project matches
projects-none-more = Try another title, item or state.
projects-all = See all projects
projects-published-on = Published { $day }
projects-number = No. { $number }
projects-closes = Sign-up closes: { $when }
projects-closing = Sign-up closes
projects-basics = In brief
projects-how = Selection
projects-funds-label = Funds
projects-policy = Rules version
projects-content-needs = Work and requirements
projects-replaces = This project was posted again. The earlier one:
projects-chosen = Chosen agency
projects-ended-failed = No agency could be chosen
projects-ended-terminated = The project was terminated
projects-notices = Notices and records
projects-notice-when = Time
projects-notice-what = What
projects-notice-log = Log
projects-aside = Sign-up and times
projects-timeline = Three-day timetable
projects-step-published = Notice published
projects-step-published-more = Notice and secret commitments are published together; the day itself does not count
projects-step-open = Sign-up
projects-step-open-more = Until it closes nobody can see who signed up, or how many
projects-step-frozen = List frozen
projects-step-frozen-more = Everyone is checked again and the list is sealed; too few, and sign-up is extended once
projects-step-revealed = Secrets revealed (at the latest)
projects-step-revealed-more = The witness officer and then the platform open their secrets; the ranking follows
projects-step-decide-by = Selected at the latest
projects-step-decide-by-more = The limit in working days
projects-step-decided = Selected
projects-step-decided-more = The result and all documents are public; anybody can compute it again
projects-provisional = The calendar of a year is not official yet, so these times are provisional. They can only get later.
projects-to-draw = See and check the draw
projects-contact = Contact
projects-to-public = See the notice

## Posting
projects-own = Our projects
projects-own-none = No projects yet
projects-own-none-more = Describe what you need and submit it. Once it passes review it is published, and an agency is selected within three working days.
projects-count = ({ $n })
projects-new = Post a project
projects-draft = Project draft
projects-draft-lead = { $n ->
    [one] Save at any time and go on later. An operator checks the form within { $n } working day of submission.
   *[other] Save at any time and go on later. An operator checks the form within { $n } working days of submission.
 }
projects-to-owner = Register your organisation
projects-kept = Draft saved, not yet submitted
projects-kept-more = Everything you typed is kept. Correct it and submit again.
projects-was-returned = Returned by the operator; change it as explained
projects-sec-what = What is to be done
projects-sec-money = Price and funds
projects-sec-draw = Sign-up and draw
projects-item = Service item
projects-item-hint = Choose it, then press “Show qualification options”: they depend on the item
projects-look = Show qualification options
projects-title = Project title
projects-title-hint = Name the object and the service, such as “Cadastral survey of Dongguan district”
projects-content = Work to be done
projects-content-hint = Size, tasks, results and quality. Only what is really needed; no agency may be named
projects-place = Place of work
projects-service-days = Time for the service
projects-service-days-hint = Calendar days from the contract
projects-price-kind = Kind of price
projects-price = Price
projects-price-hint = In ten thousand yuan, tax included; a cap is the most the contract may cost
projects-fiscal = Public funds (%)
projects-fiscal-hint = The rest is private. Any public share makes it a publicly funded project
projects-needs = Required qualifications
projects-needs-of = You may ask for major and grade of “{ $kind }”. If you leave this empty, every agency registered for the item may sign up.
projects-needs-not-demandable = There is no statutory qualification for this item. Agencies offer it on their commitment, and none may be demanded.
projects-needs-choose = Choose a service item first.
projects-need-major = Requirement { $n }: major
projects-need-grade = Requirement { $n }: grade
projects-grade-or-better = { $grade } or better
projects-combine = How requirements go together
projects-combine-all = All required
projects-combine-any = Any one is enough
projects-able = { $n ->
    [one] { $n } agency in the directory meets the conditions.
   *[other] { $n } agencies in the directory meet the conditions.
 }
projects-narrow-reason = Why the conditions are narrow
projects-narrow-hint = Needed when fewer agencies qualify than a draw needs; published with the notice
projects-window = Sign-up window
projects-window-hint = Working days, counted from the day after the notice
projects-alternates = Alternates
projects-alternates-hint = They move up in order if the winner declines or is struck; there is no new draw
projects-alternates-n = { $n }
projects-avoided = Agencies to avoid
projects-avoided-none = No agencies were declared.
projects-avoided-lead = Agencies with an interest in this project may not sign up. The list is fixed before the notice and cannot change afterwards; the reason is told only to the agency itself.
projects-avoid-code = Agency { $n }: unified social credit code
projects-avoid-name = Agency { $n }: name
projects-avoid-reason = Agency { $n }: reason
projects-avoid-whole = Fill in code, name and reason, or leave all three empty.
projects-avoid-twice = The code { $code } stands twice. List each agency once.
projects-more-rows = Add rows
projects-contact-name = Owner’s contact
projects-contact-phone = Phone
projects-contact-hint = Published with the notice
projects-complaint-phone = Phone for complaints
projects-attachments = Attachments
projects-attachments-hint = Brief, drawings, draft contract; published with the notice, at most 50 MB each
projects-remove-paper = Remove { $name } and save the draft
projects-submit = Submit for review
projects-save = Save draft
projects-discard = Discard draft
projects-discard-more = This cannot be undone, and the number is not used again.
projects-discard-go = Discard this draft
projects-under-review = Submitted and waiting for review; it cannot be changed meanwhile
projects-correct = Publish a clarification
projects-correct-lead = A published notice never changes. A clarification stands beside it, and eligible agencies are told. To change price, qualifications or times, ask to end the project and post it again.
projects-correction = Clarification
projects-correction-hint = Public. Say what it is about and what is meant exactly
projects-correct-go = Publish the clarification
projects-ask-end = Ask to end the project
projects-ask-end-lead = Once published, a project is ended by an operator. The reason is public, agencies that signed up are told, and the secrets of the draw stay closed.
projects-end-reason = Reason for ending
projects-end-reason-hint = Such as a change of policy, no more need, or a mistake in the notice. Public
projects-ask-end-go = Send the request
projects-end-asked = The owner asks to end the project; an operator has to confirm
projects-repost = Post again
projects-repost-lead = Makes a new draft with the same content. Its notice names this project.
projects-repost-go = Make a new draft
projects-flash-saved = Draft saved
projects-flash-submitted = Submitted for review
projects-flash-corrected = Clarification published
projects-flash-end = Done. A public project waits for an operator to confirm
projects-flash-reposted = New draft made

## Review
projects-reviews = Project reviews
projects-reviews-none = No project waits for review
projects-reviews-none-more = Everything owners submitted has been reviewed.
projects-due = Due
projects-review-lead = Check the form alone
projects-review-only-form = Check that it is complete, that conditions fit the item, and that nothing points at one agency. Once approved, the witness officer and the platform commit and it is published. Operators take no part in the selection.
projects-alike-title = Check whether something was split
projects-alike = { $n ->
    [one] In the last 12 months this owner published { $n } project for the same item, { $sum } in all.
   *[other] In the last 12 months this owner published { $n } projects for the same item, { $sum } in all.
 }
projects-finding = Finding
projects-finding-approve = Approve
projects-finding-return = Return
projects-reason = Reason
projects-finding-go = Save the finding and tell the owner
projects-approve-with-reason = An approval carries no reason. Remove the reason, or choose “Return”.
projects-return-needs-reason = Give a reason when you return a project. The owner sees it as it is.
projects-end-what = End the project
projects-end-terminate = Terminate the project
projects-end-refuse = Let it go on
projects-end-public-reason = Reason (public if the project is terminated)
projects-end-go = Confirm and publish
projects-flash-approved = Approved; commitments are awaited
projects-flash-returned = Returned, and the owner was told
projects-flash-ended = Project terminated, and the reason published
projects-flash-goes-on = The owner was told; the project goes on
projects-task-review = Review a project
projects-task-end = The owner asks to end a project
projects-task-mend = Change a returned project
projects-task-draft = Go on with a project draft

## Terms of the draw
projects-term-not-allowed = The rules in force do not allow this kind of draw. Choose another and save again.
projects-terms = How it is drawn
projects-mode = Chances
projects-mode-hint = When weighted, a better credit level has more tickets, and the best ticket counts
projects-nonces = Secrets of the agencies
projects-nonces-hint = An agency locks in a secret of its own at sign-up and opens it after the freeze; not opening it has no consequence
projects-dice = Public dice
projects-dice-hint = After everybody has revealed, the supervisor throws dice in public, and what they show enters the seed
projects-beacon = Public beacon
projects-beacon-hint = After the reveals the public beacon drand gives, at an agreed time, a number nobody can know before
projects-pool = Who may sign up
projects-pool-hint = With a list, everybody who fulfils the conditions at the notice is published with it; who fulfils them only later cannot sign up
draw-mode-uniform = Equal chances, one ticket each
draw-mode-weighted =
    { $cap ->
        [one] Weighted by credit level: { $cap } ticket for level A, one fewer for each level below, at least one
       *[other] Weighted by credit level: { $cap } tickets for level A, one fewer for each level below, at least one
    }
draw-nonces-none = Agencies lock in no secrets
draw-nonces-commit = Agencies may lock in secrets of their own
draw-dice-none = No dice
draw-dice-public = Dice thrown in public
draw-pool-open = No list: whoever fulfils the conditions may sign up
draw-pool-listed = Only the list published with the notice
draw-beacon-none = No public beacon
draw-beacon-drand = With the public beacon drand (quicknet)

## How an agency is chosen
projects-sec-way = How an agency is chosen
projects-way = Method
projects-way-hint = Only what the local rules allow for this item, price and source of funds; fill these in, pick one and press “Update methods and options”
projects-way-look = Update methods and options
projects-way-explained = { $what } { $cost }
projects-way-cost-draw = { $n ->
    [one] The result is there about { $n } minute after sign-up ends.
   *[other] The result is there about { $n } minutes after sign-up ends.
 }
projects-way-cost-choose = { $n ->
    [one] After the draw the owner has { $n } working day to choose.
   *[other] After the draw the owner has { $n } working days to choose.
 }
projects-way-cost-negotiate = After the draw, negotiation and choice take { $n } minutes at most, counted while the office is open, within 1 working day.
projects-way-not-open = The local rules do not allow this method for this item, price or source of funds. Choose another one.
projects-way-needs-cap = Where agencies quote, the price of the notice must be a cap. Change how the price is set to “price cap”.
projects-large = Agencies in the long list
projects-large-hint = How many of the best by credit stay; whoever is equal to the last stays too
projects-large-bounds = The long list must have { $min } to { $max } agencies. Correct it and save again.
projects-small = Agencies in the short list
projects-small-hint = How many are drawn for the owner to choose from blind
projects-small-bounds = The short list must have { $min } to { $max } agencies, and no more than the long list. Correct it and save again.
projects-method-way = { $n ->
    [one] { $name }: one winner, { $n } alternate
   *[other] { $name }: one winner, { $n } alternates
 }
stage-tail = { $n ->
    [one] Long list: the best by credit stays, and whoever is equal to it
   *[other] Long list: the best { $n } by credit stay, and whoever is equal to the last of them
 }
stage-choose = Short list: { $n } are drawn, and the owner picks one blind within { $days } { $days ->
    [one] working day
   *[other] working days
 }; after silence the first is chosen
stage-negotiate = Short list: { $n } are drawn and negotiate, { $rounds } times at most: { $quote } minutes to quote, { $reply } minutes for the owner to reply, { $choose } minutes to choose at the end, counted while the office is open; void if nobody is chosen
stage-trim = From { $n } valid quotes on, one highest and one lowest do not enter the average
stage-lowered = The number k is drawn in public between 0 and { $most } (draw { $draw }), in steps of 0.01 % with equal chances; its commitments are logged before the notice, and it is drawn before any quote is opened. Where its draw is void, k is 0 and is not drawn again
stage-documents-found = A proposal is excluded as a whole where the check after the opening finds in one of its documents whose it is, or cannot read it
draw-mode-steps = One ticket for every { $points } points of credit, one at least

## Blind choice
project-state-choosing = Owner chooses blind
projects-not-now-choosing = The project waits for its owner's blind choice; this cannot be done now.
project-fail-no-place = Nobody came through all stages
project-fail-nobody-picked = The owner chose nobody after the negotiation
project-fail-names-shut = Too few members of the opening committee released their keys in time, so that nobody could be named
projects-to-outcome = See the outcome
projects-choose-now = The draw is over: choose one blind
projects-to-choice = Choose blind

## Direct selection
projects-named = The agency that is named
projects-named-code = Agency named: unified social credit code
projects-named-hint = Only for direct selection: listed, offering the item, meeting the requirements, neither barred nor to be avoided
projects-named-name = Agency named: name
projects-named-reason = Reason for direct selection
projects-named-words = The reason in words
projects-named-words-hint = Public: why no other method is used
projects-named-who = Named: { $name } ({ $code })
projects-named-why = Reason: { $reason }. { $words }
projects-way-cost-direct = { $n ->
    [one] It is announced for { $n } working day.
   *[other] It is announced for { $n } working days.
 }
projects-nobody-named = Direct selection names an agency, and other methods do not. Correct it and save again.
projects-named-unfit = This agency cannot take part now: it must be listed, offer the item, meet the requirements, and be neither barred nor avoided. Name another one, or choose another method.
projects-named-other-name = The directory has “{ $name }” for this code. Correct the name or the code.
projects-named-reason-not-allowed = The local rules do not allow direct selection for this reason. Choose another reason or method.
projects-named-too-dear = A direct selection may cost at most { $most }. Choose another method.
projects-named-owner-count = You have made all { $most } direct selections of this year. Choose another method.
projects-named-agency-count = You have named this agency { $most } times this year, which is the limit. Choose another method.
projects-named-owner-sum = Your direct selections of this year may add up to { $most }; they stand at { $given }. Choose another method.
projects-named-agency-sum = What you give this agency directly this year may add up to { $most }; it stands at { $given }. Choose another method.
project-fail-named-silent = The agency that was named did not accept while it was announced
direct-reason-small = A small sum
direct-reason-failed-twice = Nobody could be chosen twice
direct-reason-continuation = Goes on with the same agency's work
direct-reason-only-one = No other agency can do it
projects-way-cost-quotes = { $n ->
    [one] Quotes are sealed with the sign-up and opened after it ends; the result is there about { $n } minute later.
   *[other] Quotes are sealed with the sign-up and opened after it ends; the result is there about { $n } minutes later.
 }
project-state-reviewing = Experts review
projects-not-now-reviewing = Experts are reviewing the proposals; this cannot be done now.
project-fail-no-panel = Too few experts without a conflict could review
projects-shortlist = Agencies on the shortlist
projects-shortlist-hint = How many of the best by score stay; whoever is equal to the last stays too
projects-shortlist-bounds = The shortlist must have { $min } to { $max } agencies. Correct it and save again.
projects-weights = Score sheet
projects-weights-lead = Points for each criterion, 100 in all. They stand in the notice and cannot be changed later.
projects-weight = { $criterion } ({ $min } to { $max } points)
projects-weight-given = { $criterion }: { $n } points
projects-weight-bounds = This criterion must have { $min } to { $max } points. Correct it and save again.
projects-weights-sum = All criteria together make { $found } points and must make 100. Correct the score sheet and save again.
stage-review = { $n ->
    [one] Shortlist: the best { $n } by score stays, equals too
   *[other] Shortlist: the best { $n } by score stay, and whoever is equal to the last of them
 }
stage-choose-any = { $n ->
    [one] The owner has { $n } working day to choose blind among the shortlist; after silence the best by score is chosen
   *[other] The owner has { $n } working days to choose blind among the shortlist; after silence the best by score is chosen
 }
projects-way-cost-review = The panel is formed after sign-up ends, in about { $hours } hours, and has { $n ->
    [one] { $n } working day
   *[other] { $n } working days
 } to score.
projects-way-cost-compare = { $n ->
    [one] Quotes and proposals are sealed with the sign-up and opened after it ends; the owner then has { $n } working day to compare and choose.
   *[other] Quotes and proposals are sealed with the sign-up and opened after it ends; the owner then has { $n } working days to compare and choose.
 }
stage-compare = { $n ->
    [one] The owner has { $n } working day to score by the criteria below and to choose blind; after silence the first drawn is chosen
   *[other] The owner has { $n } working days to score by the criteria below and to choose blind; after silence the first drawn is chosen
 }
