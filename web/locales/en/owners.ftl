# Entry of owners and its check

## Refusals
owners-refused-waiting = Your filing is being checked and cannot be changed until then. The result is sent to you by mail.
owners-refused-nothing-to-submit = There is no draft to hand in. Fill in and save your filing first.
owners-refused-incomplete = { $n } things are missing or wrong. Correct them, then hand it in.
owners-code-taken = Code { $code } belongs to another owner. Compare it with your certificate; if it is yours, call the service line.
owners-scan-unknown = This scan is not a file that you uploaded. Upload it again.
owners-reason-needed = Give at least one reason when you return a filing; the owner reads it as you write it.

## What is filed
owners-uscc = Unified social credit code
owners-uscc-hint = The 18 characters on the certificate; I, O, S, V and Z never occur
owners-name = Name of the organisation
owners-name-hint = As on the certificate
owners-kind = Kind of organisation
owners-address = Office address
owners-legal-representative = Legal representative
owners-contact-name = Contact
owners-contact-hint = Shown in your notices
owners-contact-phone = Telephone
owners-complaint-phone = Telephone for complaints
owners-complaint-hint = Shown in your notices, so that agencies can raise a problem
owners-certificate = Scan of the certificate
owners-certificate-hint = PDF, JPG or PNG of at most 50 MB; a new scan takes the place of the old one
owners-committed = What is filed is true and valid; needs are published truthfully, agencies chosen freely, results accepted and paid under the contract, ratings given in time
owners-general = Other reasons
owner-kind-organ = Public authority
owner-kind-institution = Public institution
owner-kind-state-enterprise = State-owned enterprise
owner-kind-enterprise = Other enterprise
owner-kind-social = Social organisation

## Entry and change
owners-own = Entry of the owner
owners-own-approved = Approved; you can post projects
owners-own-approved-more = Your notices show your organisation as below.
owners-in-effect = In effect
owners-own-waits = Your filing waits for the check and cannot be changed until then.
owners-own-begin = Fill in what your organisation is. The operator checks it. You can save at any time and go on later.
owners-own-change-more = File a change when name, legal representative or contacts change. It takes effect once it has passed the check.
owners-own-managers = A manager of your organisation fills in the filing and hands it in.
owners-filing = Facts of the organisation
owners-filing-lead = { $n ->
    [one] The operator checks it and answers within { $n } working day.
   *[other] The operator checks it and answers within { $n } working days.
 }
owners-save = Save draft
owners-flash-saved = Draft saved
owners-flash-submitted = Handed in. The result is sent to you by mail
owners-flash-passed = Passed, and the owner was told
owners-flash-returned = Returned, and the owner was told
owners-filed = Filed
owners-see-scan = See the scan
owners-finding-go = Save the finding and notify
owners-task-check = Check an owner's application
owners-task-check-change = Check an owner's change
owners-task-file = Fill in your application
owners-task-go-on = Go on with your filing
owners-task-mend = Correct the returned filing

## Filings that wait
owners-filings-count = { $n ->
    [one] { $n } filing
   *[other] { $n } filings
 }
owners-filings-by-kind = By kind
owners-filings-all = All
owners-filings-agencies = Agencies
owners-filings-owners = Owners
owners-filings-who = Organisation
owners-filings-due = Due
owners-filings-late = Overdue ({ $n })
owners-filings-soon = Due soon ({ $n })
owners-filings-later = Later ({ $n })
owners-filings-none = No filing waits for a check
owners-filings-none-more = Everything agencies and owners handed in has been checked.
