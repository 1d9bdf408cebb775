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
