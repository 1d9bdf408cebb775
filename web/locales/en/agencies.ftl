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
