# Blind draw: notice, draw, result

## about.txt: the notice for people
selection-about-title = Notice of a blind draw of an intermediary service ({ $market })
selection-about-line = { $name }: { $value }
selection-about-number = Project number
selection-about-draw = Draw id
selection-about-kind = Which draw
selection-about-name = Project
selection-about-item = Service item
selection-about-owner = Owner
selection-about-party = { $name } (credit code { $code })
selection-about-price = Fee
selection-price-fixed = fixed price
selection-price-cap = at most
selection-about-price-value = { $kind }, { $sum } ({ $words })
selection-about-funds = Funds
selection-about-percent = { $n }% fiscal funds, the rest social funds
selection-about-content = What is to be done
selection-about-place = Where
selection-about-days = Time for the work
selection-about-days-value =
    { $n ->
        [one] { $n } calendar day
       *[other] { $n } calendar days
    }
selection-about-requirement = Qualification
selection-about-requirement-none = none; every agency listed for this item may sign up
selection-about-requirement-all = all of these together
selection-about-requirement-any = any one of these
selection-about-narrow = Why the conditions are narrow
selection-about-window = Sign-up
selection-about-method = Method
selection-about-method-value =
    { $n ->
        [one] blind draw of 1 winner and { $n } alternate
       *[other] blind draw of 1 winner and { $n } alternates
    }
selection-about-contact = Contact at the owner
selection-about-person = { $name }, { $phone }
selection-about-complaint = Telephone for complaints
selection-about-policy = Version of the rules
selection-about-follows = Follows
selection-about-follows-value = { $draw } ({ $kind })
draw-kind-first = first draw
draw-kind-extension = extended once after too few sign-ups
draw-kind-redraw = drawn again after a void

## States
draw-state-requested = awaiting commitments
draw-state-open = sign-up open
draw-state-frozen = list frozen
draw-state-revealed = seed known
draw-state-decided = decided
draw-state-lapsed = not drawn
draw-state-void = void

## List of results
selection-results = Results
selection-results-lead = Every result comes with all its files, so that anybody can redo it.
selection-results-none = No results yet
selection-results-none-more = A project is drawn as soon as its sign-up closes, and the result appears here at once.
selection-results-shut = The draw opened no name: see the project
selection-results-count =
    { $n ->
        [one] { $n } result
       *[other] { $n } results
    }
selection-to-projects = See projects open for sign-up
selection-to-verify = See how to check
selection-col-project = Project
selection-col-chosen = Chosen agency
selection-col-owner = Owner
selection-col-day = Decided
selection-col-took = Time
selection-days = { $days } working days

## Page of a draw
selection-draw-title = Draw: { $project }
selection-draw-description = The whole draw of "{ $project }" by { $owner }: notice, freeze, reveal, seed and ranking, with every file.
selection-method =
    { $n ->
        [one] Blind draw: 1 winner, { $n } alternate
       *[other] Blind draw: 1 winner, { $n } alternates
    }
selection-took = { $days } working days (limit { $limit })
selection-steps = The five steps of a draw
selection-here = now
selection-latest = by { $when }
selection-verdict = Chosen agency
selection-verdict-line = Rank { $rank } of { $of } valid sign-ups
selection-code = credit code
selection-check-yourself = Check it yourself
selection-platform = Platform
selection-supervision = Supervisor
selection-officer = Supervisor ({ $id })
selection-step-commit = Platform and supervisor each lock away a secret and publish only its fingerprint
selection-step-open = The list is sealed when sign-up closes; until then nobody knows who signed up
selection-step-no-freeze = No list was frozen
selection-step-freeze = { $all } signed up, { $standing } stand; the list is sealed
selection-step-check = The supervisor is checking the list
selection-step-refused = The supervisor refused to cosign; nothing was revealed
selection-step-wait-platform = The supervisor has revealed, the platform is next
selection-step-wait-officer = The platform has revealed, the supervisor did not reveal in time
selection-step-reveal = Both secrets are opened and match their fingerprints
selection-step-reveal-later = Both secrets are opened after the list is checked
selection-step-void = A side did not reveal; this draw is void
selection-step-seed = Notice, list and both secrets make one seed
selection-step-seed-later = Follows from the reveals; nobody knows it yet
selection-step-rank = Each agency gets a number; the smallest is chosen
selection-step-rank-later = Follows at once from the seed
selection-open = Sign-up is open until { $until }
selection-open-more = Until then nobody can see who signed up, or how many. Then the list is sealed and drawn, and this page shows every step.
selection-to-project = See the project
selection-refused = The supervisor refused to cosign the frozen list; the draw has stopped
selection-refused-more = Reason code: { $reason }.
selection-refused-next = It does not go on by itself. Operators and supervisors have been told.
selection-void = This draw is void: it has neither seed nor result
selection-void-more = Not revealed when the time was over:
selection-lapsed = This draw was not held
selection-lapsed-more = There were too few eligible sign-ups, or the project was terminated. The secrets stay closed and serve no other draw.
selection-others = Other draws of this project
selection-ranking = The full ranking
selection-ranking-more = Only the chosen agency's name is opened. Others appear under pseudonyms; its own receipt lets each find itself.
selection-col-rank = Rank
selection-col-label = Pseudonym and agency
selection-col-ticket = Ticket (smaller is better)
selection-col-place = Position between 0 and 1
selection-col-result = Result
selection-shadow = shadow ticket, not ranked
selection-struck = Stepped back
selection-winner = Chosen
selection-out = Not admitted
selection-alternate = Alternate { $n }
selection-guarantees = What this draw guarantees, and what it does not
selection-configuration = Configuration A: platform and witness run on one machine.
selection-configuration-b = Configuration B: at least one witness runs on the supervising authority's own machine.
selection-yes = It guarantees
selection-yes-recompute = No need for our software: four files and a public method, redone by anyone, must give the same result to the letter.
selection-yes-fixed = Once notice, list and result are published, a change of a single character is noticed.
selection-yes-one = One draw has one frozen list, one seed and one result. A second would itself be the proof of fraud.
selection-yes-blind = Until the deadline neither owner nor staff nor the public can see who signed up, or how many. The names of those not chosen are never published.
selection-no = It does not guarantee
selection-no-operator = It does not stop whoever runs this system from cheating: platform and witness share a machine, so who holds the machine holds both secrets. For that, the supervising authority has to run the witness on a machine of its own.
selection-no-collusion = The platform and all witnesses together could still choose the outcome. While one of them is honest, nobody can.
selection-no-pool-b = The pool is open, so the public cannot see whether a pseudonym stands for a real agency. The witness checked the list, name by name, on a machine of its own.
selection-no-pool = The pool is open, so the public cannot see whether a pseudonym stands for a real agency. The witness checked the list, but on the same machine.
selection-yes-pool = Sign-up was for the list published with the notice: nobody can be added after it, every pseudonym that is opened is in it, and everybody in it can be looked up in the directory.
selection-no-listed-b = The public cannot see whether the pseudonyms that stay closed stand for agencies in the list; the witness checked them, name by name, on a machine of its own. Who fulfils the conditions only after the notice cannot sign up this time.
selection-no-listed = The public cannot see whether the pseudonyms that stay closed stand for agencies in the list; the witness checked them, but on the same machine. Who fulfils the conditions only after the notice cannot sign up this time.
selection-no-veto = Either side can void a draw once by not revealing; who did it is made public.
selection-no-review = Who may join, and who is found ineligible, is decided by review, not by the draw.
selection-no-roster = The platform's own process and the witness see the list; it is hidden from the public, the owner and the staff.
selection-no-log = Until the deadline the log shows only how many sealed acts there were in all projects together. While one project alone is open, that is an upper bound on its sign-ups.
selection-documents = The files and their fingerprints
selection-documents-more = Click a fingerprint to select all of it; the bars let you compare at a glance.
selection-document-notice = Notice
selection-document-pool = List
selection-document-freeze = Frozen list
selection-document-seed = Seed
selection-document-result = Result
selection-document-what-notice = Project, times, both commitments. Change one character and the fingerprint changes.
selection-document-what-pool = Everybody who fulfilled the conditions at the notice; nobody else can sign up.
selection-document-what-freeze = Every pseudonym at the deadline, including those not admitted.
selection-document-what-seed = This fingerprint is the seed; every rank follows from it.
selection-document-what-result = The full ranking. Anyone who redoes it must get this fingerprint.
selection-check = Check it yourself: three commands
selection-check-python = The verify_draw.py in the bundle does the same in another language: python3 verify_draw.py . should say OK.
selection-check-void = The first two fingerprints should be those above; void.txt says who did not reveal; the third command checks commitments and the void rule.
selection-bundle = The bundle
selection-bundle-more = Every file, the log entries and the checking script. Unpack it and use it offline.
selection-bundle-get = Download the bundle (ZIP)
selection-bundle-verify = No command line? Let your browser check it
selection-log = In the log
selection-log-more = Every step is a log entry, and their order is part of the rule: the supervisor reveals before the platform.
selection-log-step = Step
selection-log-when = Time
selection-log-index = Log entry
selection-log-number = no. { $index }
selection-log-who = Written by
selection-log-document = File
selection-log-notice = Notice and commitments
selection-log-pool = Pool
selection-log-close = Sign-up closed
selection-log-lapsed = Not drawn
selection-log-freeze = List frozen
selection-log-refusal = Supervisor refused to cosign
selection-log-reveal-officer = Supervisor revealed
selection-log-reveal-platform = Platform revealed
selection-log-seed = Seed
selection-log-result = Result
selection-log-opened = Winner opened
selection-log-void = Void
selection-log-strikes = Stepped back
selection-about = Text of the notice

## Checking
verify-title = Check a draw
verify-lead = There is no need to trust us. Download a bundle and redo the draw on your own computer; the method is public and takes a few dozen lines.
verify-way = Check it yourself
verify-way-1 = Download the bundle from the page of any draw and unpack it.
verify-way-2 = Redo it with verify_draw.py from the bundle: it needs Python and no network. OK means that the whole ranking is right.
verify-way-3 = This program's offline command mingxuan verify checks the same as the browser on this page and reads receipts as well; it needs neither database nor network.
verify-what = What is checked: that notice, list, seed and result follow from each other, that the secrets match the fingerprints published before, that the ranking follows from the seed, and that the opened pseudonym is the chosen agency's.
verify-to-results = Choose a result to check
verify-here = Check it here
verify-here-more = Upload a bundle and this server checks it with the same program, then deletes it. This is a convenience: the proof is what your own computer says.
verify-bundle = Bundle
verify-bundle-hint = The ZIP file from the page of a draw, up to 50 MB.
verify-send = Check this bundle
verify-said = What the check found
verify-server-said = This is what the program on this server says. To depend on nobody, run it once more on your own computer.
verify-passed = Everything matches
verify-wrong = It does not match: the files are there, but something in them is wrong
verify-incomplete = Cannot be checked: not a bundle, or files are missing

## Checking in the browser: what the page's script says
verify-draw-title = Check the draw: { $project }
verify-draw-lead = Three ways, each needing less trust in us than the one before: let your browser redo the draw in front of you; redo it with a ready program; redo it by hand with the commands of your system.
verify-browser = Check it in your browser
verify-browser-lead = Everything is computed on your own computer; no file is sent anywhere. Once the page is open you may cut the network, and you may save the page to use it later.
verify-browser-draw = Check this draw
verify-browser-file = A bundle, or all the files unpacked from it
verify-browser-file-hint = Choose the ZIP file, or all unpacked files at once; you can also drop the files or the folder here.
verify-browser-limits = The log entries count for as much as the key that signs the log: without a key of your own, the one in the bundle is taken. This page comes from us; if you doubt the page itself, use one of the ways below.
verify-browser-ready = Ready.
verify-browser-loading = Getting the bundle …
verify-browser-working = Checking …
verify-browser-tickets = Computing tickets: { $done } of { $all }
verify-browser-offline = The bundle cannot be had. Choose a file that you have downloaded.
verify-browser-took = Done in { $ms } ms. Hashes by { $by }.
verify-browser-native = the browser's own WebCrypto
verify-browser-plain = this page's own program
verify-browser-nothing = There is no document of a draw among these files.
verify-browser-missing = Files are missing: { $names }
verify-browser-fault = { $file } line { $line }: { $rule }
verify-browser-says = The line says: { $text }
verify-browser-more = { $count } more
verify-browser-rest = { $count } more were checked in the same way and are not listed.
verify-browser-failed = this step does not match
verify-browser-key = Line { $line } of the keys is no public key of a log or a witness.
verify-browser-keys = Check with keys of your own (optional)
verify-browser-keys-label = Public keys of the log and of witnesses, one on a line
verify-browser-keys-hint = Copy them from somewhere the maker of the bundle does not choose: the log page, a printed receipt, the authority. Every witness given here must have vouched for the frozen list.

verify-unreadable-not-an-archive = This is not a ZIP file.
verify-unreadable-damaged = { $file } is damaged or encrypted and cannot be unpacked.
verify-unreadable-same-name = Two files in the archive have one name.
verify-unreadable-too-large = { $file } is larger than a draw can be.

verify-step-documents = The files and their fingerprints
verify-step-notice = The notice
verify-step-freeze = The frozen list
verify-step-void = A void
verify-step-reveals = Secrets revealed, and their commitments
verify-step-seed = The seed
verify-step-ranking = The whole ranking
verify-step-standing = Who stepped back, who was opened
verify-step-log = Log entries
verify-step-proofs = Proofs that the log holds them

verify-found-document = { $file }: SHA-256 { $hash }
verify-found-terms = Draw { $draw }; winners: { $winners }, alternates: { $alternates }.
verify-found-about = The text of the notice has the fingerprint that the notice names: { $hash }
verify-found-frozen = Pseudonyms on the list: { $all }, taking part: { $standing }; sorted by their bytes, each once. It names the notice by its fingerprint: { $hash }
verify-found-pool = Agencies in the pool: { $count }; it has the fingerprint that the notice names: { $hash }
verify-found-withheld = { $who } did not reveal, so there is neither seed nor result.
verify-found-secret = { $who } revealed { $secret }, which opens the commitment published before: { $commitment }
verify-found-dice = The dice of { $who } give { $secret }, as the seed says.
verify-found-silent = { $who } did not reveal; by the rules the draw goes on.
verify-found-beacon = Beacon { $beacon }: the signature of this round holds under drand's public key, and the round comes after the last reveal: { $signature }
verify-found-seed = The seed is the SHA-256 of seed.txt: { $seed }
verify-found-rank = Rank { $rank }: { $label }, ticket { $key }
verify-found-same-result = The ranking computed here, of { $count }, is result.txt to the letter: { $hash }
verify-found-strike = { $label } stepped back ({ $reason }); the next moved up.
verify-found-admit = { $label } was admitted ({ $reason }) in the place of its shadow ticket.
verify-found-winner = Chosen: { $label }
verify-found-winner-opened = Chosen: { $label }, opened as { $id }; the pseudonym follows from it.
verify-found-alternate = Alternate { $number }: { $label }
verify-found-entry = { $file } holds the fingerprint of its document: { $hash }
verify-found-proof = { $file } holds: the entry lies at position { $number } of the log, under a head of { $count } entries.
verify-found-head = The largest head: { $count } entries, root { $hash }
verify-found-witnessed = Witnesses given by you that vouch for the frozen list: { $count }
verify-found-log-key-given = The signature of the log holds under the key you gave: { $key }
verify-found-log-key-own = The signature of the log holds under the key in the bundle; compare it with the one on the log page: { $key }
verify-found-log-unsigned = The signature of the log was not checked: there is no key.
verify-found-unchecked = { $file } belongs to no document here and is not checked.
verify-found-absent = The bundle has no { $file }.

verify-rule-not-ascii = Only ASCII is allowed.
verify-rule-carriage-return = A line ends with LF alone, without CR.
verify-rule-no-final-line-feed = The last line must end with LF.
verify-rule-blank-line = Blank lines are not allowed.
verify-rule-spaces = Fields are separated by exactly one space, and none stands at the beginning or the end.
verify-rule-line = This line belongs here: { $expected }
verify-rule-surplus = Nothing may follow the last line.
verify-rule-grammar = It must be written as { $expected }
verify-rule-too-long = The document may not be longer than { $expected } bytes.
verify-rule-other-bytes = The document as read has other bytes than this text.
verify-rule-mismatch = It should be: { $expected }
verify-rule-not-ascending = They must be in ascending order of their bytes, each once.
verify-rule-twice = It may occur only once.
verify-rule-none = There must be at least one.
verify-rule-times = opens < closes < reveal-by must hold.
verify-rule-round-too-early = The beacon's round comes too early; the first allowed is { $expected }.
verify-rule-weight-sum = Weights may add up to { $expected } at most.
verify-rule-weight-in-uniform = In mode uniform every weight is 1.
verify-rule-nonces-forbidden = The notice allows no commitments, so this must be "-".
verify-rule-wrong-secret = What { $who } revealed does not open its commitment.
verify-rule-wrong-digits = The digits do not give what { $who } revealed.
verify-rule-silent = Without a beacon the silence of { $who } makes the draw void.
verify-rule-wrong-opening = The opening does not give this pseudonym.
verify-rule-not-ranked = This pseudonym has no place in the ranking.
verify-rule-not-in-rank-order = Openings stand in rank order, each once.
verify-rule-not-in-pool = This registry id is not in the pool.
verify-rule-not-standing = This pseudonym does not stand, so it cannot be struck.
verify-rule-not-excluded = Only a pseudonym that the list has as "out" can be admitted, and once.
verify-rule-must-not-exist = This file may not exist here.
verify-rule-salted-proof = The log entry of a public document holds its bare hash.
verify-rule-false-signature = The beacon's signature of round { $round } is false.
verify-rule-not-in-log = The proof that the log holds this entry does not hold: { $why }
verify-rule-log-order = The log has this document before one that must come earlier.
verify-rule-no-log-key = This is no public key of a log.

verify-misproof-malformed = it is no tlog-proof file.
verify-misproof-note = the head is no signed note.
verify-misproof-signature = no signature of a known key holds for the head.
verify-misproof-text = the text of the head is no checkpoint.
verify-misproof-extension = the head carries extra lines.
verify-misproof-origin = the head belongs to another log.
verify-misproof-size = size or root of the head cannot be.
verify-misproof-cosignature = the line of a witness under the head does not hold.
verify-misproof-not-cosigned = the head lacks the line of a witness you gave.
verify-misproof-cosigned-late = no witness you gave vouched for the head before the beacon's round.
verify-misproof-beyond = its position lies beyond the head.
verify-misproof-path = the entry does not lie there.

verify-hand = Check it by hand: three commands
verify-hand-more = Type them one after the other in the unpacked folder; they use nothing but your system's own commands. The first gives the seed; the second computes a ticket for every pseudonym and sorts them; the third compares line by line with result.txt and says SAME, or shows what differs.
verify-no-end = This draw is not over, so there is no bundle to check yet.
verify-to-draw = Back to the draw

## Who may still do what
selection-may = Who may still do what
selection-may-agency = Agencies
selection-may-winner = Chosen agency and owner
selection-may-platform = Platform
selection-may-supervision = Supervisor
selection-may-everybody = Anybody
selection-may-open-agency = May sign up, withdraw and sign up again until { $closes }.
selection-may-open-platform = Seals the list when the time comes, not before, and cannot exchange the commitment it has published.
selection-may-open-supervision = Checks the list once it is sealed; there is nothing to do now.
selection-may-open-everybody = May download the notice and keep both fingerprints to check with them later.
selection-may-frozen-agency = Can neither sign up nor withdraw any more; with its own receipt each finds its pseudonym on the frozen list.
selection-may-frozen-supervision = Reveals after checking the list, by { $reveal }; may refuse a list that is wrong, which stops the draw and is made public with the reason.
selection-may-frozen-platform = Reveals after the supervisor, by { $reveal }; if it does not, the draw is void and everybody is told who was silent.
selection-may-frozen-everybody = Nobody can add to the sealed list or take from it; download it now to check the result with it.
selection-may-revealed-platform = Can only compute the ranking from the seed and publish it; there is nothing left to choose.
selection-may-revealed-everybody = The seed is fixed, so the result can already be computed.
selection-may-decided-winner = The agency accepts or declines, the owner confirms; whoever steps back is followed by the next in rank, without another draw.
selection-may-decided-platform = Can neither draw again nor change the ranking; who steps back and who moves up is logged one by one.
selection-may-decided-everybody = May download the bundle and redo the draw, and may complain about the result.
selection-may-lapsed-agency = May sign up again when the project is extended or posted anew; valid sign-ups are carried over to the extended draw and may be withdrawn.
selection-may-lapsed-platform = Cannot reveal the secrets of this draw, nor use them for another.
selection-may-void-agency = Sign-ups that stand are carried over to the new draw and may be withdrawn.
selection-may-void-platform = Has to publish a new notice with new commitments; a second void ends the project.
selection-may-void-platform-number = The number counts as 0 and is not drawn again; then the quotes are opened.
selection-may-void-everybody = May download the files and see who did not reveal.

## Applicants reveal their own secrets
selection-reveal = Reveal a secret
selection-reveal-lead = Agencies that locked in a secret when they signed up reveal it here. The receipt file is enough; anybody may bring it, from any computer, without signing in: the secret proves itself.
selection-reveal-free = Not revealing has no consequence: the seed has "-" for that agency, and its chances stay the same.
selection-reveal-now-open = Sign-up is still open. After { $closes }, once the witness has checked the list, secrets can be revealed.
selection-reveal-now-frozen = The list is frozen. Agencies reveal until { $until } at the latest; once all have, this ends earlier.
selection-reveal-now-over = The time for reveals in this draw is over.
selection-reveal-file = Receipt file
selection-reveal-file-hint = The file your browser saved when the secret was locked in; the secret is inside
selection-reveal-or = No file? Type the label and the secret:
selection-reveal-label = Label
selection-reveal-nonce = Secret
selection-reveal-nonce-hint = 64 hexadecimal digits; also needed here where the receipt file has no secret
selection-reveal-go = Reveal this secret
selection-reveal-none = This draw takes no secrets of agencies
selection-reveal-other-draw = This is the receipt of another draw. Choose the receipt file of this one.
selection-reveal-no-receipt = This is no receipt file. Choose the file that was saved when the secret was locked in.
selection-reveal-label-wrong = The label is not complete. It stands in the receipt and begins with "b-".
selection-reveal-nonce-missing = The secret is missing. Where the receipt file has none, type the 64 digits you noted.
selection-reveal-nonce-wrong = A secret has 64 hexadecimal digits (0-9, a-f). Check it and type it again.
selection-reveal-too-early = Sign-up closes at { $closes }; the list is not frozen yet. Revealing now would tell others the secret first. Come back after the freeze.
selection-reveal-no-list = No list was frozen in this draw; no secret will be revealed any more.
selection-reveal-unknown = The frozen list has no such label. Check the label, and whether this is the right draw.
selection-reveal-nothing = No secret was locked in under this label; there is nothing to reveal.
selection-reveal-wrong = This secret does not match the fingerprint that was locked in. Check for a typing mistake, or whether a newer secret was locked in later.
selection-reveal-unchecked = The witness has not finished checking the list; it is too early to reveal. Come back in a moment.
selection-reveal-refused = The supervisor refused to cosign the frozen list. The draw has stopped, and nothing is revealed any more.
selection-reveal-late = The time for agencies to reveal is over (until { $until } at the latest, and before the supervisor reveals). Draw { $draw } goes on; your agency is not affected.
selection-flash-revealed = The secret is revealed and stands in the log.

## The public beacon
selection-beacon = Bring the beacon's signature
selection-beacon-itself = the public beacon
selection-beacon-lead = This draw uses round { $round } of the public beacon drand (quicknet), signed at { $when }. The notice fixed the round when nobody could know its value.
selection-beacon-any = This system fetches it by itself. Where it cannot, anybody may copy it from any of these addresses and paste it here: a round has exactly one signature, and whoever brings it cannot change it.
selection-beacon-signature = Signature
selection-beacon-signature-hint = 96 hexadecimal digits, or the whole JSON
selection-beacon-go = Check and bring the signature
selection-beacon-none = This draw uses no public beacon
selection-beacon-unreadable = This is no signature. It has 96 hexadecimal digits, or is the whole JSON from one of the addresses above.
selection-beacon-not-awaited = This draw does not wait for the beacon now: secrets are still being revealed, or it is over.
selection-beacon-too-early = This round is signed at { $when }; there is no signature before. Come back then.
selection-beacon-other-round = This is round { $given }; the draw uses round { $round }. Bring the signature of that round.
selection-beacon-false = This is not drand's signature of round { $round }; it was refused. Copy it again.
selection-flash-beacon = The signature is right; the draw goes on.
selection-beacon-waiting = Waiting for round { $round } of the public beacon
selection-beacon-waiting-more = After the reveals drand signs it at { $when }; if it has not come by { $until }, the draw is void.
selection-beacon-bring = Bring the signature of this round

## Public dice
selection-dice = Public dice
selection-throw = Enter what the dice show
selection-throw-lead = After the platform has revealed, the supervisor throws dice in public, reads them one by one and enters them. They become part of the seed and cannot be changed afterwards.
selection-throw-now = Throw now; enter by { $until }
selection-throw-film = Film the whole throw and keep the film. Its hash can be published separately.
selection-throw-not-now = No dice are awaited now: the platform has not revealed yet, or the time for reveals is over
selection-throw-digits = What the dice show
selection-throw-digits-hint = 40 to 400 digits in the order thrown; blanks may group them
selection-throw-digits-wrong = It has to be 40 to 400 digits, in the order thrown.
selection-throw-compared = Compared with the dice, one by one
selection-throw-go = Enter and publish
selection-throw-too-early = Dice come last: after the supervisor's witness and the platform have revealed.
selection-throw-not-awaited = This draw does not wait for dice now: it has none, they are entered already, or the time is over.
selection-flash-thrown = The dice are published; the draw goes on.
selection-task-throw = Throw the dice in public and enter them
selection-throw-waiting = The platform has revealed; public dice are awaited
selection-throw-waiting-more = The supervisor throws them in public and enters them, by { $until } at the latest.
selection-reveal-waiting = Agencies may reveal their secrets
selection-reveal-waiting-more = Agencies that locked in a secret reveal it with their receipt file, by { $until } at the latest. Not revealing has no consequence.
selection-reveal-bring = Reveal a secret

selection-log-reveal-applicant = An agency revealed
selection-log-reveal-officer-ceremony = Secret made from the dice
selection-log-ceremony = Public dice
selection-document-ceremony = Dice
selection-document-what-ceremony = The digits thrown in public, after the platform had revealed.

selection-step-applicants = The list is checked; agencies reveal their own secrets
selection-step-wait-dice = The platform has revealed; public dice are awaited
selection-step-wait-beacon = Revealing is over; the public beacon is awaited
selection-step-reveal-some = Revealing is over; whoever was silent stands as "-", and the beacon comes on top
selection-step-seed-beacon = Notice, list, all secrets and the public beacon make one seed
selection-step-seed-all = Notice, list and all secrets make one seed

selection-may-secret = Agencies with a secret
selection-may-dice = Supervisor at the dice
selection-may-beacon = Public beacon
selection-may-open-secret = May lock in a secret of their own until { $closes }, and change it; the last one counts.
selection-may-frozen-secret = May reveal after the witness has checked the list, by { $middle } at the latest; not revealing has no consequence.
selection-may-frozen-dice = Throws in public after the platform has revealed, and enters the digits by { $reveal }.
selection-may-frozen-beacon = Gives the signature of the agreed round after the reveals; anybody may bring it, nobody can change it.
selection-may-frozen-platform-beacon = Reveals by { $reveal }; if it does not, the draw goes on with "-" in the seed, and everybody is told who was silent.

selection-configuration-b-plus = Configuration B+: a witness runs on the supervising authority's own machine, and dice are thrown in public.
selection-configuration-c = Configuration C: a witness runs on the supervising authority's own machine, and the public beacon drand comes on top.
selection-yes-dice = Dice come last and in public: while the dice are honest, platform and witnesses together cannot choose the outcome.
selection-yes-beacon = The public beacon comes last: while most of drand's operators do not collude, platform, witnesses and agencies together cannot choose the outcome.
selection-yes-nonces = Agencies may lock in secrets: if one honest agency reveals, nobody alone knows the outcome before.
selection-no-dice = Dice need people in the room. Watch the film, or come and watch.
selection-no-beacon = If drand's operators collude and know the beacon before, only what the witness guarantees is left.
selection-no-unvouched = The witness did not vouch for all reveals before the beacon spoke: nobody can prove that everybody revealed before it, so what the beacon guarantees does not hold here. Operators and supervisors were told.
selection-no-dice-a = Platform and witness share a machine: dice keep anybody from steering the outcome, but who checked the list is still a matter of trust in the operator.
selection-no-beacon-a = Platform and witness share a machine: that list and reveals are older than the beacon is proved only by somebody outside who kept a head of the log.
selection-no-veto-beacon = Nobody can void this draw by silence; only a beacon that is never signed does.
selection-no-ghosts = Platform and all witnesses together, with k false labels that lock in secrets, have at most 2 to the k choices; each that is not revealed is public.
selection-no-weights = The number of tickets stands beside a label and tells that agency's credit level.
selection-pair-weighted = Weighted by credit level
selection-pair-nonces = Agencies may lock in secrets
selection-pair-dice = Public dice
selection-pair-listed = Fixed list
selection-pair-beacon = Round { $round } of the public beacon
selection-weight =
    { $n ->
        [one] { $n } ticket
       *[other] { $n } tickets
    }

selection-about-mode = Chances
selection-about-mode-uniform = equal, one ticket each
selection-about-mode-weighted =
    { $cap ->
        [one] weighted by credit level at the freeze: { $cap } ticket for level A, one fewer for each level below, at least one
       *[other] weighted by credit level at the freeze: { $cap } tickets for level A, one fewer for each level below, at least one
    }
selection-about-nonces = Secrets of the agencies
selection-about-nonces-value = may be locked in until sign-up closes, revealed after the freeze; not revealing has no consequence
selection-about-dice = Public dice
selection-about-dice-value = thrown in public by the supervisor after the platform has revealed
selection-about-beacon = Public beacon
selection-about-beacon-value = drand quicknet, the round stands in notice.txt
selection-about-pool = Who may sign up
selection-about-pool-value = who fulfilled the conditions at the notice; the list is pool.txt
selection-about-entries = What is drawn
selection-about-winners = How many are drawn
selection-about-number-means = What the number is
selection-about-number-means-value = By how much the average of the quotes is lowered, k, in steps of 0.01 %: k-137 is 1.37 %. No quote is opened before it is drawn. Where the draw is void, k is 0 and is not drawn again.
draw-entries-signups = drawn from the agencies that signed up
draw-entries-ties = drawn from pseudonyms that came out equal
draw-entries-numbers = a number is drawn
draw-entries-experts = drawn from the pool of experts
selection-yes-given = Everything that can be drawn was listed with the notice and cannot grow or shrink; the commitments lay in the log before.
selection-yes-experts = Until the review is closed nobody can see which experts were drawn; the witness checked that every label stands for one in the list, and none is missing.

## Objections
selection-objection = Object to your exclusion
selection-objection-lead = Object before { $until }. Until then nobody reveals, so nobody knows which pseudonym comes first; once revealing has begun, no objection is taken.
selection-objection-grounds = Grounds
selection-objection-grounds-hint = Say what the check got wrong. Only the supervisor reads it; public are the pseudonym and the ruling.
selection-objection-go = Object
selection-objection-over = No objection is taken now
selection-objection-over-more = An objection has to come before revealing begins; afterwards everybody's place can be computed.
selection-objection-made = Your objection
selection-objection-at = Made at
selection-objection-ruling = Ruling
selection-objection-reason = Reasons for the ruling
selection-objection-kept = The objection lies sealed in the log; its receipt is under "my acts". The supervisor rules once the draw has a result: if it is upheld, the shadow ticket gives your place, but never that of an award already accepted; if not, nothing changes.
selection-objection-already = Your agency has objected already; one draw takes one objection.
selection-objection-late = No objection is taken now: revealing has begun, or the time is over.
selection-objection-no-result = The draw has no result yet, so there is nothing to rule on. Come back when it is published.
selection-flash-objected = The objection is in the log and waits for the supervisor's ruling.
selection-objections = Objections to exclusions
selection-objections-more = Each lay in the log before revealing began, and the supervisor ruled. Who is admitted has the place of its shadow ticket, and never that of an award already accepted.
selection-objection-ruled-at = Ruled at
selection-objection-logged = The objection in the log
selection-objection-first-reveal = The first reveal in the log
selection-admitted = admitted after an objection
selection-log-admit = Admitted after an objection
selection-may-excluded = Agencies not admitted at the freeze
selection-may-frozen-excluded = May object before revealing begins; until then nobody reveals.
selection-step-objections = The witness checks the list; who was not admitted may object, and nobody reveals
selection-reveal-objections = Agencies that were not admitted may still object; secrets can be revealed after { $until }.
objection-state-open = Waits for the ruling
objection-state-admitted = Upheld: placed by its shadow ticket
objection-state-refused = Not upheld

selection-about-way = The method in words
selection-about-mode-steps = One ticket for every { $points } points of credit when the list is frozen, one at least
selection-after-there = The stages after the draw have come to an outcome
selection-after-waiting = More stages follow this draw
selection-after-more = The order here is not the last word: the stages that follow are applied to it, and only whoever is chosen in the end is named.
