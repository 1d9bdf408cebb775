# Entry of agencies, changes, the formal check, the directory

## Refusals
agencies-refused-waiting = Your filing is being checked and cannot be changed until then. The result is sent to you by mail.
agencies-refused-nothing-to-submit = There is no draft to hand in. Fill in and save your filing first.
agencies-refused-incomplete = { $n } things are missing or wrong. Correct them, then hand it in.
agencies-code-taken = Code { $code } belongs to another agency in the directory. Compare it with your licence; if it is yours, call the service line.
agencies-scan-unknown = This scan is not a file that you uploaded. Upload it again.
agencies-reason-needed = Give at least one reason when you return a filing; the agency reads it as you write it.

## What is filed
agencies-uscc = Unified social credit code
agencies-uscc-hint = The 18 characters on the licence; I, O, S, V and Z never occur
agencies-name = Name of the agency
agencies-name-hint = As on the licence
agencies-name-en = English name
agencies-kind = Kind of body
agencies-province = Province of registration
agencies-province-hint = Taken from the code where left empty
agencies-place = City and district
agencies-place-hint = For example Tongchuan District, Dazhou, in Chinese as on the licence
agencies-address = Registered address
agencies-established-on = Established on
agencies-capital = Registered capital
agencies-capital-hint = In ten thousand yuan; enterprises state it, others leave it empty where they have none
agencies-legal-representative = Legal representative
agencies-scope = Scope of business
agencies-scope-hint = As on the licence
agencies-licence = Scan of the licence
agencies-scan-hint = PDF, JPG or PNG of at most 50 MB; a new scan takes the place of the old one
agencies-contact-name = Business contact
agencies-contact-phone = Telephone
agencies-contact-email = E-mail
agencies-contact-hint = Shown in the directory; give a contact for business
agencies-introduction = About the agency
agencies-introduction-hint = Shown in the directory
agency-kind-enterprise = Enterprise
agency-kind-institution = Public institution
agency-kind-social = Social organisation
agency-kind-practice = Law firm or similar practice

## Entry and change
agencies-own = Entry of the agency
agencies-own-listed = Listed in the directory
agencies-own-listed-more = You can sign up for every service item whose qualification is valid.
agencies-own-left = You have left the market
agencies-own-left-more = Your record stays public. File again and pass the check to come back.
agencies-own-leave = Leave the market
agencies-own-announced = Your entry is being announced; you can sign up once that is over, after { $day }.
agencies-own-public = See the public page
agencies-own-entry = Application to enter
agencies-own-change = Change of the entry
agencies-own-waits = Your filing waits for the formal check and cannot be changed until then.
agencies-own-returned = Your filing was returned; correct it and hand it in again
agencies-own-begin = Fill in what your agency is. The operator checks the form. You can save at any time and go on later.
agencies-own-change-more = File a change when licence, legal representative or qualifications change. It takes effect once it has passed the check; until then the present entry holds.
agencies-own-missing = { $n ->
    [one] The draft is saved; { $n } thing is missing or wrong.
   *[other] The draft is saved; { $n } things are missing or wrong.
 }
agencies-own-ready = The draft is complete. Give the commitment and hand it in.
agencies-own-mend = Correct the filing
agencies-own-go-on = Go on
agencies-own-begin-change = Change the entry
agencies-own-begin-go = Start
agencies-own-managers = A manager of your agency fills in the filing and hands it in.
agencies-own-past = Earlier versions
agencies-provisional = The holidays of that year are not announced yet. The deadline counts weekends and fixed holidays, and can only move later.
agencies-version = Version
agencies-state = State
agencies-submitted = Handed in
agencies-decided = Checked
filing-state-draft = Draft
filing-state-submitted = Being checked
filing-state-returned = Returned
filing-state-passed = Passed
agencies-progress = Progress
agencies-now = now
agencies-done = (done)
agencies-step-of = Step { $n } of { $of }
agencies-step-basics = Basic facts
agencies-step-licence = Licence and legal representative
agencies-step-contacts = Contacts and introduction
agencies-step-items = Qualifications and service items
agencies-step-commit = Commitment and submission
agencies-draft-saved = Draft saved
agencies-draft-saved-more = You can close this page and go on later; nothing is lost.
agencies-flash-saved = Draft saved
agencies-flash-submitted = Handed in. The result is sent to you by mail
agencies-flash-item-added = Item added; fill in what it asks
agencies-flash-item-removed = Item removed
agencies-flash-paper-saved = Certificate saved; you can add another
agencies-flash-paper-removed = Certificate removed
agencies-flash-passed = Passed, and the agency was told
agencies-flash-returned = Returned, and the agency was told
agencies-odd-code = Character 17 of the code does not fit the eight before it
agencies-odd-code-more = A few licences are like that, and you can still hand it in. Compare it with the licence once more.
agencies-odd-code-operator = The last character fits. A few licences are like that; compare every character with the scan.
agencies-save-go-on = Save and continue
agencies-later = Go on later
agencies-uploaded = uploaded
agencies-open = Open
agencies-scan = Scan
agencies-scan-same = Unchanged
agencies-scan-new = New
agencies-scan-type = A scan is a PDF, JPG or PNG file. Choose another file.
agencies-offers = Service items
agencies-add-item = Add a service item
agencies-items-begin = Choose the service items you offer from the list, then give the qualification each needs.
agencies-item-add = Add this item
agencies-item = Service item
agencies-item-edit = Edit promise and time
agencies-item-remove = Remove item
agencies-item-save = Save item
agencies-papers = Certificates
agencies-paper = Certificate
agencies-paper-of = { $item }: certificate { $number }
agencies-part-of = { $whole }: { $part }
agencies-paper-add = Add a certificate
agencies-paper-another = Add another certificate
agencies-paper-edit = Edit certificate
agencies-paper-save = Save certificate
agencies-paper-remove = Remove this certificate
agencies-paper-line = Number { $number }, valid until { $until }
agencies-back-items = Back to the service items
agencies-back-item = Back to the item
agencies-to-mend = To be filled in or corrected
agencies-promise = Promise
agencies-promise-hint = Shown in the directory, at most 300 characters
agencies-days = Promised time (working days)
agencies-days-hint = { $n ->
    [one] Usually { $n } working day
   *[other] Usually { $n } working days
 }
agencies-promised = Promised within { $days } working days
agencies-major = Major
agencies-grade = Grade
agencies-number = Certificate number
agencies-issuer = Issued by
agencies-valid-from = Valid from
agencies-valid-until = Valid until
agencies-valid-until-hint = Leave it empty and tick the box below where the certificate has no end
agencies-no-end = No end
agencies-valid = { $from } to { $until }
agencies-go-on-commit = Continue: commitment and submission
agencies-complete = The filing is complete
agencies-complete-more = { $n ->
    [one] The operator checks the form and answers within { $n } working day.
   *[other] The operator checks the form and answers within { $n } working days.
 }
agencies-lacks = { $n ->
    [one] { $n } thing is missing or wrong
   *[other] { $n } things are missing or wrong
 }
agencies-commitment = Commitment
agencies-commitment-truth = What is filed and attached is true, complete and valid.
agencies-commitment-change = Changes are filed at once; the agency bears the consequences of delay.
agencies-commitment-work = Services are delivered in the time and quality promised, and contracts are signed and performed after an award.
agencies-commitment-credit = False statements and dishonesty may be sanctioned and published under the rules.
agencies-committed = We have read this and commit ourselves to it
agencies-change-note = A change takes effect once it has passed the check; until then the directory shows the present entry.
agencies-submit = Hand in for the check
agencies-refused-unchanged = The draft is the same as the entry in effect; there is no change to check.
agencies-fault-future = { $field } is { $day }, which has not come yet. Compare it with the document.
agencies-fault-ends-before = { $field } ({ $until }) is before the first day ({ $from }). Correct it from the certificate.
agencies-fault-expired = { $field } is { $on }; the certificate has expired. Use a valid one.
agencies-fault-code-fixed = { $field } cannot change after entry and should be { $is }. If your agency was given a new code, call the service line.
agencies-fault-no-item = No service item is chosen yet
agencies-fault-no-certificate = { $field } needs a certificate. Add at least one.

## The formal check
agencies-filings = Filings to check
agencies-task-check = Check an agency's application
agencies-task-check-change = Check an agency's change
agencies-task-file = Fill in your application
agencies-task-go-on = Go on with your filing
agencies-task-mend = Correct the returned filing
agencies-task-renew = Replace an expired certificate
agencies-task-renew-soon = A certificate ends soon: renew it
agencies-was-due = was due { $when }
agencies-submitted-at = handed in { $when }
agencies-decided-at = checked { $when }
agencies-differs = { $n ->
    [one] { $n } change against the entry in effect
   *[other] { $n } changes against the entry in effect
 }
agencies-check-lead = Compare every row with the scans
agencies-form-only = Check the form only. To return it, write in the row that is wrong what is missing and how to mend it; it is read as you write it.
agencies-same-person = Listed agencies whose legal representative has the same name; they may be related
agencies-same-code = These organisations handed in filings with the same code; the one passed first is listed
agencies-check-table = What was filed, against the documents
agencies-field = Field
agencies-filed = Filed
agencies-in-effect = In effect
agencies-reason = Reason to return
agencies-reason-for = Reason to return: { $field }
agencies-write-reason = Write a reason
agencies-reason-general = Other reasons
agencies-general = Other reasons
agencies-reason-length = A reason has 1 to 500 characters. Correct it.
agencies-different = Changed
agencies-same = Unchanged
agencies-finding = Finding
agencies-finding-pass = Pass
agencies-finding-return = Return
agencies-finding-go = Save the finding and notify
agencies-back-filings = Back to the list
agencies-pass-with-reasons = You wrote reasons to return it, so it cannot pass. Choose to return it, or clear the reasons.
