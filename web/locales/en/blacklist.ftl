# The list of the dishonest: draft, notice, answer, decision, service, publication; interim suspension.

## Refusals
blacklist-personal = This text will be public and holds a mobile number, an identity number or a mail address. Remove it and save again.
blacklist-names-person = This text will be public and names a person, “{ $name }”. Write “the agency” or the like.
blacklist-no-such-agency = No agency here has the code { $code }. Compare the code with the directory.
blacklist-reply-needed = The agency answered; each point needs a reply before the decision. Write the reply.
blacklist-refused-now = The case has moved on ({ $state }); this step has no place any more.
blacklist-refused-same = A second person has to do this: who made the first half cannot do the second. Ask another credit officer.
blacklist-refused-author = Only its author may change, serve or withdraw this case.
blacklist-refused-early = The agency may answer until { $until }. Nothing is decided before its answer or that time.
blacklist-refused-late = The time to answer ended at { $since }. For new evidence, call the supervision line.
blacklist-refused-term = The term of this grade is { $min } to { $max } months; { $given } was given.
blacklist-refused-interim = An interim suspension ends after now and within { $days } days.

## Work list
blacklist-task-notify = Dishonesty case, draft: check and tell the agency
blacklist-task-decide = Dishonesty case: decide
blacklist-task-serve = Dishonesty case: serve the decision
blacklist-task-confirm = Interim suspension: confirm or refuse
blacklist-task-answer = Planned dishonesty finding: state your case

## States and words
case-state-draft = Draft
case-state-notified = Answer awaited
case-state-defence = To be decided
case-state-decided = To be served
case-state-in-force = In force
case-state-ended = Term over
case-state-dismissed = Not upheld
suspension-state-proposed = To be confirmed
suspension-state-in-force = In force
suspension-state-ended = Lifted
suspension-state-rejected = Not confirmed
grade-minor = Minor dishonesty
grade-general = General dishonesty
grade-serious = Serious dishonesty
outcome-against = Dishonesty found
outcome-for = Not upheld
blacklist-paper-evidence = Evidence
blacklist-paper-defence = From the agency
blacklist-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
blacklist-provisional = { $when } (provisional: that year's holidays are not announced yet)

## Public list
blacklist-title = Barred agencies
blacklist-lead = Agencies barred at present, with facts, rule and term. An entry disappears by itself when its term is over. No person is named.
blacklist-search = Agency name or credit code
blacklist-search-go = Search the list
blacklist-none = No agency is barred at present
blacklist-none-more = Only entries in force are listed. Those whose term is over are gone.
blacklist-not-found = “{ $q }” is not on the list
blacklist-not-found-more = Only entries in force are searched. No hit means no public bar at present.
blacklist-to-agencies = Open the directory
blacklist-to-rules = Read the rules
blacklist-all = Show the whole list
blacklist-count = { $n ->
    [one] { $n } entry in force
   *[other] { $n } entries in force
}
blacklist-agency = Agency
blacklist-code = Unified social credit code
blacklist-grade = Grade
blacklist-rule = Rule
blacklist-facts = Facts
blacklist-authority = Decided by
blacklist-number = Number
blacklist-from = From
blacklist-until = Until
blacklist-decision = Decision
blacklist-barred = { $grade }: may not sign up from { $from } until { $until }
blacklist-barred-more = During this time the agency cannot sign up; open sign-ups are removed at their deadline, and an award without a contract goes to the alternate. Signed contracts go on.
blacklist-ends-itself = This page disappears by itself when the term is over. The agency may ask for a review, an administrative reconsideration, or go to court as the law provides.

## Working on cases
blacklist-cases = Dishonesty cases
blacklist-n-cases = { $n ->
    [one] { $n } case
   *[other] { $n } cases
}
blacklist-suspensions = Interim suspensions
blacklist-suspension = Interim suspension
blacklist-suspension-of = Interim suspension: { $agency }
blacklist-state = State
blacklist-any-state = All
blacklist-filter = Filter cases
blacklist-new = Draft a new case
blacklist-edit = Change the draft
blacklist-no-cases = No such case
blacklist-no-cases-more = Your own drafts and all cases an agency was told of are listed here. Drafts of others are not shown.
blacklist-all-cases = Show all cases
blacklist-drafted = Drafted
blacklist-draft-lead = Only you see the draft. Once the agency is told, another credit officer decides.
blacklist-agency-code = The agency's credit code
blacklist-agency-code-hint = 18 characters, as in the directory.
blacklist-grade-published = { $min } to { $max } months; public once in force
blacklist-grade-unpublished = { $min } to { $max } months; not public
blacklist-months-field = Term in months
blacklist-months-hint = Counted from service, until 24:00 of the last day.
blacklist-rule-hint = The document and its article, such as article 31 of the market's rules.
blacklist-facts-hint = When, which project, what was done, what followed. The agency is told these words and the public reads them once in force: no names of people, no telephone or identity numbers.
blacklist-evidence = Evidence
blacklist-evidence-hint = PDF, pictures, Word, Excel or text, each up to 50 MB. Seen only by the parties and by those who work on the case.
blacklist-save-draft = Save the draft
blacklist-agency-page = Agency page
blacklist-public-entry = Public entry
blacklist-what = The case
blacklist-term = Term
blacklist-answer-by = Answer before
blacklist-decide-by = To be decided by
blacklist-papers = Papers
blacklist-paper = File
blacklist-paper-purpose = Purpose
blacklist-paper-size = Size
blacklist-answer = The agency's answer
blacklist-outcome = Outcome
blacklist-reply = Reply to the agency's points
blacklist-reply-hint = Needed where the agency answered: each point, accepted or not, and why.
blacklist-reasons = Reasons
blacklist-reasons-hint = The agency reads these words.
blacklist-reason = Reason
blacklist-withdrawal-reason = Why it was withdrawn
blacklist-history = History
blacklist-event-notified = Agency notified
blacklist-event-answered = Answer received
blacklist-event-decided = Decided
blacklist-event-served = Served and in force
blacklist-event-ended = Term over, bar lifted
blacklist-event-withdrawn = Withdrawn by its author
blacklist-next-notify = The draft is saved; the agency has not been told
blacklist-next-notify-more = Check facts, rule, grade and term. They cannot be changed once the agency is told, and it may answer.
blacklist-notify-go = Notify the agency
blacklist-next-wait = The agency may answer before { $by }
blacklist-next-wait-more = After its answer or that time, a credit officer other than the author decides.
blacklist-next-another = A second person is needed
blacklist-next-another-more = You drafted this case; another credit officer decides it.
blacklist-next-decide = The hearing is closed; the decision is yours
blacklist-next-decide-by = Decide before { $by }.
blacklist-next-serve = Decided; in force as soon as it is served
blacklist-next-serve-more = On service the agency can no longer sign up, and the term starts today. Entries of public grades appear on the list at once.
blacklist-serve-go = Serve the decision
blacklist-decide = Decide the case
blacklist-decide-go = Sign the decision
blacklist-withdraw = Withdraw the case
blacklist-withdraw-more = An agency that was notified is told.
blacklist-withdraw-go = Withdraw this case
blacklist-flash-drafted = Draft saved. Check it, then notify the agency.
blacklist-flash-saved = The draft was changed.
blacklist-flash-notified = The agency is notified; its time to answer runs.
blacklist-flash-withdrawn = The case is withdrawn.
blacklist-flash-decided = The case is decided.
blacklist-flash-served = The decision is served and in force.
blacklist-flash-answered = Your answer has arrived. A receipt goes to your members by mail.

## Interim suspension
blacklist-interim-lead = Where a decision cannot be waited for, an agency can be suspended. One person proposes, another confirms. It ends by itself and is not public.
blacklist-interim-to = Until { $until }
blacklist-propose = Propose an interim suspension
blacklist-propose-for = Propose an interim suspension of this agency
blacklist-propose-lead = { $n ->
    [one] At most { $n } day.
   *[other] At most { $n } days.
 } Nothing holds before another credit officer confirms.
blacklist-interim-reason = Reason for the suspension
blacklist-interim-reason-hint = Why the decision cannot be waited for. The agency reads these words.
blacklist-interim-until = Suspended until
blacklist-interim-until-hint = Beijing time. It ends by itself at this instant.
blacklist-propose-go = Propose the suspension
blacklist-proposed = Proposed
blacklist-closed = Closed
blacklist-its-case = Its case
blacklist-no-suspensions = No interim suspensions
blacklist-no-suspensions-more = Every suspension that was proposed is listed here, also those lifted or not confirmed.
blacklist-interim-another = You proposed this suspension; another credit officer confirms it.
blacklist-interim-confirm = In force as soon as it is confirmed
blacklist-interim-confirm-more = The agency can no longer sign up and is told reason and end.
blacklist-interim-confirm-go = Confirm the suspension
blacklist-interim-reject = Do not confirm
blacklist-interim-reject-go = Refuse and close
blacklist-flash-proposed = Proposed. Another person has to confirm it.
blacklist-flash-confirmed = Confirmed and in force.
blacklist-flash-rejected = Not confirmed. Nothing holds.

## An agency's own cases
blacklist-own-cases = Dishonesty cases and bars
blacklist-own-lead = Notices, decisions and interim suspensions about your agency. Nothing is public before a decision is served.
blacklist-own-none = No cases and no bars
blacklist-own-none-more = Before anything is decided you are told and heard.
blacklist-notified = Notified
blacklist-own-case = Notice of a planned dishonesty finding
blacklist-own-answer-by = State your case before { $by }
blacklist-rights = You may know facts, rule and planned grade, state your case and hand in evidence. A person other than the author decides and replies to each point. Nothing is public meanwhile.
blacklist-own-barred = Barred until { $until }
blacklist-own-appeal = The bar ends by itself. You may ask for a review, an administrative reconsideration, or go to court as the law provides.
blacklist-from-until = { $from } to { $until }
blacklist-answer-hint = What you say to facts, rule, grade or term, point by point if you like.
blacklist-answer-papers = Supporting papers
blacklist-answer-once = Once sent it cannot be changed, and the hearing is closed.
blacklist-answer-go = Send your answer
