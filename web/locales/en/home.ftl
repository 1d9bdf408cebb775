# Home page, work list, rules.

## Deadlines
due-today = today { $time }
due-tomorrow = tomorrow { $time }

## Home page. In home-promise, brackets mark what stands out and a bar marks where the line may break.
home-promise = { $n ->
    [one] Public bodies post small projects, vetted agencies sign up, a blind draw picks one [within { $n } working day], and [anyone can check it].
   *[other] Public bodies post small projects, vetted agencies sign up, a blind draw picks one [within { $n } working days], and [anyone can check it].
}
home-description = { $n ->
    [one] A blind draw anyone can check picks an agency within { $n } working day.
   *[other] A blind draw anyone can check picks an agency within { $n } working days.
}
home-search-label = Search agencies, projects or service items
home-search-hint = Agency, project or service item
home-search-agencies = Find agencies
home-search-projects = Find projects
home-tries = Often searched
home-doors = Where to start
home-door-post = Post a project
home-door-post-more = { $n ->
    [one] Owners: one form, reviewed within { $n } working day
   *[other] Owners: one form, reviewed within { $n } working days
}
home-door-join = Join and sign up
home-door-join-more = Agencies: free, open to all provinces
home-door-check = Check a result
home-door-check-more = Anyone: redo any draw, no account
home-door-list = See who is barred
home-door-list-more = Who, why, and until when
home-open = Closing soon
home-open-all = { $n ->
    [one] { $n } open project
   *[other] All { $n } open projects
}
home-open-none = No project is open at present. New ones appear here once reviewed and committed to.
home-open-none-way = See earlier results
home-closes = Closes { $when }
home-price-fixed = Fixed { $sum }
home-price-cap = Cap { $sum }
home-results = Latest results
home-results-all = { $n ->
    [one] { $n } result
   *[other] All { $n } results
}
home-results-none = No results yet. Once one is published, anyone can redo it.
home-results-none-way = How to check a draw
home-col-project = Project
home-col-agency = Chosen agency
home-col-day = Date
home-col-took = Notice to result
home-col-check = Check
home-took = { $days } working days
home-no-winner = To be confirmed
home-check = Verify
home-check-of = : { $title }
home-figures = The market in figures
home-as-of = As of { $when }
home-fig-agencies = Agencies
home-fig-agencies-unit = listed
home-fig-provinces = From provinces
home-fig-provinces-of = of { $n }
home-fig-finished = Finished projects
home-fig-projects-unit = in all
home-fig-items = Service items
home-fig-items-unit = items
home-fig-results = Results
home-fig-results-unit = in all
home-fig-mean = Average time (limit { $n })
home-fig-mean-unit = working days
home-chart = Average working days from notice to result, { $first } to { $last }
home-chart-summary = Average working days from notice to result for each month from { $first } to { $last }, from { $from } to { $to }, against a limit of { $limit }
home-chart-month = Month
home-chart-days = Working days
home-chart-limit = { $n ->
    [one] Limit { $n } working day
   *[other] Limit { $n } working days
}

## Work list
desk-title = Work list
desk-count = { $n ->
    [one] { $n } task
   *[other] { $n } tasks
}
desk-urgent = { $overdue } overdue, { $today } due today
desk-groups = By deadline
desk-short-late = Overdue
desk-short-today = Due today
desk-short-later = Later
desk-short-open = No deadline
desk-group-overdue = Overdue ({ $n })
desk-group-today = Due today ({ $n })
desk-group-later = Later ({ $n })
desk-group-open = No deadline ({ $n })
desk-by-due = By deadline
desk-tasks = Tasks
desk-task = Task
desk-due = Due
desk-no-due = No deadline
desk-was-due = Was due { $when }
desk-provisional = { $left } (provisional: that year's holidays are not announced yet)
desk-nothing = Nothing waits for you
desk-nothing-more = What needs you appears here and is sent to your mailbox.
desk-way-owner = Our entry
desk-way-projects = Our projects
desk-way-agency = Our entry
desk-way-filings = Checks
desk-way-jobs = System jobs
desk-way-admin = Officers
desk-way-calendar = Working days
desk-way-own-cases = Dishonesty cases and bars
desk-way-cases = Dishonesty cases
desk-way-new-case = Draft a new case
desk-way-suspensions = Interim suspensions

## Rules
rules-title = Rules and policy versions
rules-lead = Every deadline, minimum and weight of the market. A project keeps the version it was published under to its end.
rules-in-force = In force
rules-other-version = Not in force
rules-version = Version { $version }
rules-from = From { $day }
rules-on-this-page = On this page
rules-source = Source
rules-sentence = Rule
rules-value = Value
rules-versions = All versions
rules-version-name = Version
rules-version-from = From
rules-version-state = State
rules-versions-more = Versions are added and never changed; a published project is untouched by a new one.
rules-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
rules-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
rules-seconds =
    { $n ->
        [one] { $n } second
       *[other] { $n } seconds
    }
rules-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
rules-chars = { $n ->
    [one] { $n } character
   *[other] { $n } characters
}
rules-percent = { $n }%
rules-points = { $n ->
    [one] { $n } point
   *[other] { $n } points
}
rules-word-midnight = at 24:00 of that day
rules-word-office-close = when the office closes
rules-word-same-time = the time of day of the notice
rules-word-neutral = recorded as neutral, counts nothing, noted against the owner
rules-word-none = nothing is recorded
rules-word-show = who reviews reads it all the same, and the chair is told
rules-word-withhold = the document is withheld from who reviews or chooses
rules-word-exclude = the whole proposal is excluded

rules-group-office = Office hours
rules-office-opens = When the office opens on a working day
rules-office-closes = When the office closes on a working day
rules-office-deadline-ends = When a period in working days ends on its last day
rules-group-onboarding = Onboarding
rules-onboarding-formal-check-wd = Time in which an agency's application is passed or returned
rules-onboarding-owner-check-wd = Time in which an owner's application is passed or returned
rules-onboarding-publicity-wd = Time for which a passed agency is announced before it may act; 0 means at once
rules-onboarding-expiry-warning-days = Time before a qualification ends at which its agency is warned
rules-group-project = Project review
rules-project-review-wd = Time in which a project is passed or returned
rules-project-correction-min-wd = Time for which sign-up stays open at least after a correction
rules-group-signup = Sign-up
rules-signup-window-wd = Time of sign-up a new project proposes
rules-signup-window-min-wd = Shortest time of sign-up an owner may choose
rules-signup-window-max-wd = Longest time of sign-up an owner may choose
rules-signup-window-ends = When sign-up ends on its last day
rules-signup-min-first = Eligible sign-ups a draw needs
rules-signup-min-retry = Eligible sign-ups needed after the one extension
rules-signup-extend-wd = Length of the one extension after too few sign-ups
rules-group-draw = Draw
rules-draw-commit-minutes = Time after which a missing commitment of a witness alerts operator and supervisor
rules-draw-reveal-minutes = Time between the end of sign-up and the latest reveal
rules-draw-alternates-max = Alternates named behind the winner at most
rules-draw-applicant-minutes = How much longer revealing lasts where agencies may bring secrets of their own
rules-draw-ceremony-minutes = How much longer revealing lasts where dice are thrown in public
rules-draw-objection-minutes = How long an agency excluded at the freeze may object, and nobody reveals
rules-draw-modes = The chances an owner may choose; the first is proposed
rules-draw-weight-cap = In a weighted draw, the tickets of the best credit level, and so the highest ratio of two chances; each level below has one fewer, none fewer than one
rules-draw-nonces = Whether agencies may bring secrets of their own, for the owner to choose; the first is proposed
rules-draw-dice = Whether dice are thrown in public, for the owner to choose; the first is proposed
rules-draw-beacons = Whether the public beacon is used, for the owner to choose; the first is proposed
rules-draw-pools = Whether sign-up is for a list that is published with the notice, for the owner to choose; the first is proposed
rules-draw-beacon-margin-seconds = How long after the latest reveal the beacon's round comes at least
rules-draw-beacon-days = Days a signature of the beacon is waited for; then the draw is void
rules-draw-after-platform-silence = What the new draw must have after one that the platform's own silence made void
rules-draw-word-uniform = equal
rules-draw-word-weighted = by credit level
rules-draw-word-none = no
rules-draw-word-commit = secrets of their own
rules-draw-word-public = dice in public
rules-draw-word-drand = drand quicknet
rules-draw-word-ceremony = dice in public
rules-draw-word-beacon = the public beacon
rules-draw-word-open = whoever fulfils the conditions
rules-draw-word-listed = the list published with the notice
rules-group-selection = Limit on selection
rules-selection-total-max-wd = Time from notice to result at most
rules-group-award = Award
rules-award-accept-wd = Time in which the winner accepts or declines; silence counts as declining and the alternate moves up
rules-group-contract = Contract
rules-contract-sign-wd = Time after acceptance in which the contract is signed
rules-contract-confirm-wd = Time in which the other side confirms a registered contract
rules-contract-file-wd = Time after signing in which the contract is filed
rules-group-acceptance = Acceptance
rules-acceptance-decide-wd = Time in which the owner accepts or returns a result
rules-group-rating = Rating
rules-rating-window-wd = Time after acceptance in which the owner rates
rules-rating-amend-wd = Time in which a given rating may be changed
rules-rating-answer-wd = Time in which the agency may answer a rating
rules-rating-on-silence = What it means that an owner does not rate
rules-rating-weights-quality = Weight of quality in a rating
rules-rating-weights-timeliness = Weight of timeliness in a rating
rules-rating-weights-attitude = Weight of attitude in a rating
rules-rating-weights-charge = Weight of the charge in a rating
rules-rating-weights-compliance = Weight of compliance in a rating
rules-group-credit = Credit
rules-credit-prior-mean = Score an agency starts with
rules-credit-prior-weight = Ratings the start score weighs as much as
rules-credit-half-life-months = Time after which a rating counts half
rules-credit-level-a = Score from which an agency stands at level A
rules-credit-level-b = Score from which an agency stands at level B
rules-credit-level-c = Score from which an agency stands at level C; below it is D
rules-credit-weights-owner = Weight of owners' ratings in the score
rules-credit-weights-industry = Weight of the industry authority's assessment in the score
rules-credit-weights-platform = Weight of what the market itself sees in the score
rules-credit-deductions-award-declined-points = Taken off for declining an award without a just cause
rules-credit-deductions-award-declined-months = Time after which that deduction ends
rules-credit-deductions-award-unanswered-points = Taken off for letting the deadline of an award pass in silence
rules-credit-deductions-award-unanswered-months = Time after which that deduction ends
rules-credit-deductions-contract-late-points = Taken off for a contract signed or filed late by the agency's fault
rules-credit-deductions-contract-late-months = Time after which that deduction ends
rules-credit-deductions-result-late-points = Taken off for a result delivered late
rules-credit-deductions-result-late-months = Time after which that deduction ends
rules-credit-deductions-bid-spoiled-points = Taken off for a sealed quote that its own agency made impossible to open
rules-credit-deductions-bid-spoiled-months = Time after which that deduction ends
rules-credit-deductions-dishonesty-minor-points = Taken off for a minor act of dishonesty
rules-credit-deductions-dishonesty-minor-months = Time after which that deduction ends
rules-credit-deductions-dishonesty-general-points = Taken off for a general act of dishonesty
rules-credit-deductions-dishonesty-general-months = Time after which that deduction ends
rules-credit-deductions-dishonesty-serious-points = Taken off for a serious act of dishonesty
rules-credit-deductions-dishonesty-serious-months = Time after which that deduction ends
rules-group-blacklist = Barred agencies
rules-blacklist-defence-wd = Time in which the agency states its case after the notice
rules-blacklist-decide-wd = Time after the hearing in which a second person decides
rules-blacklist-interim-max-days = Length of an interim suspension at most
rules-blacklist-minor-min-months = Shortest term of minor dishonesty
rules-blacklist-minor-max-months = Longest term of minor dishonesty
rules-blacklist-minor-published = Whether minor dishonesty is published
rules-blacklist-general-min-months = Shortest term of general dishonesty
rules-blacklist-general-max-months = Longest term of general dishonesty
rules-blacklist-general-published = Whether general dishonesty is published
rules-blacklist-serious-min-months = Shortest term of serious dishonesty
rules-blacklist-serious-max-months = Longest term of serious dishonesty
rules-blacklist-serious-published = Whether serious dishonesty is published
rules-group-work-list = Work list
rules-work-list-soon-wd = Time before its deadline from which a task is shown as due soon
rules-group-access = Access
rules-access-password-min-chars = Fewest characters of a password
rules-access-totp-roles = Roles that sign in with a second factor

rules-group-methods = How agencies are chosen
rules-methods-presets = The methods there are; the first is proposed
rules-methods-credit-step-points = Points of credit in one step; methods go by steps, not by points
rules-methods-large-list-least = The fewest agencies of a long list
rules-methods-large-list-most = The most agencies of a long list
rules-methods-large-list-proposed = The proposed size of a long list
rules-methods-small-list-least = The fewest agencies of a short list
rules-methods-small-list-most = The most agencies of a short list
rules-methods-small-list-proposed = The proposed size of a short list
rules-methods-choose-wd = Within how many working days the owner chooses blind; afterwards the first drawn has been chosen
rules-methods-trim-from = From how many valid quotes on one highest and one lowest do not enter an average; 0 means never
rules-methods-coefficient-max-bp = By how much an average can be lowered at most by a number that is drawn
rules-methods-floor-bp = The lowest quote, as a share of the notice's price
rules-methods-discount-max-bp = The highest discount
rules-methods-similar-bands = On the cards of a blind choice: from how many finished projects of the kind on the next band begins
rules-methods-days-bands = On the cards of a blind choice: from how many promised working days on the next band begins
rules-methods-price-bands-bp = On the cards of a blind choice: from what share of the notice's price on the next band begins
rules-methods-direct-reasons = The reasons for which an owner may name an agency itself
rules-methods-direct-most-fen = The highest price of a direct selection
rules-methods-direct-owner-count = Direct selections of one owner in a year at most
rules-methods-direct-owner-sum-fen = Their sum at most
rules-methods-direct-agency-count = Direct selections of one agency by one owner in a year at most
rules-methods-direct-agency-sum-fen = Their sum at most
rules-methods-direct-publicity-wd = How long a direct selection is announced
rules-methods-negotiation-rounds = How often those in a negotiation may quote at most
rules-methods-negotiation-quote-minutes = Within how many minutes of the office they quote in each exchange
rules-methods-negotiation-reply-minutes = Within how many minutes of the office the owner replies; without replies there is no further quote
rules-methods-negotiation-choose-minutes = Within how many minutes of the office the owner chooses at the end; if it chooses nobody, the project is void
rules-group-bids = Sealed quotes
rules-bids-threshold = Members of the opening committee (the market and each witness officer) who open together; 0 means all of them
rules-bids-release-minutes = Time in which the members release their keys once the frozen list is approved
rules-bids-cure-minutes = Time in which an agency may open its own entry, where too few members released their keys
rules-bids-names-hours = Time in which the members release their keys for names after a choice or a review; with too few of them the project ends
rules-bids-server-sealing = Whether the market may seal what is typed into a form without JavaScript, and so sees the quote before it seals it
rules-bids-files-max = Files an agency may seal beside its entry, where documents are asked for
rules-bids-file-mb-max = Megabytes of one such file
rules-bids-found = What follows where the check after the opening still finds somebody's name in a document, or cannot read it
rules-bids-check-service = Whether the market may read a document for some seconds to clean and check it before it is sealed
rules-group-papers = Documents for a blind review
rules-papers-pages-max = Pages of a PDF that are read at most when it is cleaned for a blind review
rules-papers-unpacked-mb-max = Megabytes that such a document may unpack to
rules-papers-parts-max = Parts that an office document may have
rules-group-review = Expert review
rules-methods-shortlist-least = The fewest agencies of a review's shortlist
rules-methods-shortlist-most = The most agencies of a review's shortlist
rules-methods-shortlist-proposed = The proposed size of a review's shortlist
rules-review-seats = Experts of a panel
rules-review-quorum = The fewest experts with whom a panel goes on
rules-review-backups = Experts who stand ready behind the seats, in the order of their draw
rules-review-employer-years = Years for which a former employer is a conflict
rules-review-draw-minutes = Time between the notice of the experts' draw and its list
rules-review-answer-hours = Time in which an expert answers an invitation; silence asks the next
rules-review-score-wd = Time in which experts score
rules-review-deviation-points = Points by which a total may lie beside the mean before it needs reasons
rules-review-consensus-hours = Time to give reasons or change the score
rules-review-chair-hours = Time in which the chair locks the review; afterwards the market does
rules-review-drop-from = From how many experts on one highest and one lowest total are left out; 0 means never
rules-review-criteria = What proposals are scored by
rules-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
 }
desk-way-experts = Pool of experts
rules-methods-score-band-points = On the cards of a blind choice: points of a review's score in one band
rules-methods-recusal = What whoever picks for an owner that compared proposals declares
rules-methods-criteria = What an owner scores proposals by that it compares itself
