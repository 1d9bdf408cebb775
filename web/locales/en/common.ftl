# The frame of the pages, times and numbers, words that forms share. Each capability has its own file of the same name.

## The site
site-short = Mingxuan
site-name = { $city } market for intermediary services
site-host = Run by the { $host }
site-help = Help { $phone } ({ $hours })
site-hours = working days 9:00–17:30
site-supervision = Supervision { $phone }
site-demo = The city, agencies, people and figures on this page are for demonstration only.
page-title = { $title } · Mingxuan

## Navigation
skip = Skip to content
nav-main = Main
nav-foot = Footer
nav-trail = You are here
nav-home = Home
nav-desk = Work list
nav-projects = Projects
nav-results = Results
nav-agencies = Agencies
nav-verify = Verify
nav-admin = System
nav-blacklist = Barred agencies
nav-log = The public log
nav-rules = Rules and policy versions
nav-api = API
nav-accessibility = Accessibility
sign-in = Sign in
sign-out = Sign out
nav-account = My account

## Roles
role-owner = Project owner
role-agency = Agency
role-operator = Operator
role-credit-officer = Credit officer
role-supervisor = Supervisor
role-administrator = Administrator

## Left and overdue
left-days-hours = { $days ->
    [one] { $days } working day { $hours } h left
   *[other] { $days } working days { $hours } h left
}
left-days = { $days ->
    [one] { $days } working day left
   *[other] { $days } working days left
}
left-hours-minutes = { $hours } h { $minutes } min left
left-hours = { $hours } h left
left-minutes = { $minutes } min left
left-moment = less than a minute left
overdue-days-hours = { $days ->
    [one] { $days } working day { $hours } h overdue
   *[other] { $days } working days { $hours } h overdue
}
overdue-days = { $days ->
    [one] { $days } working day overdue
   *[other] { $days } working days overdue
}
overdue-hours-minutes = { $hours } h { $minutes } min overdue
overdue-hours = { $hours } h overdue
overdue-minutes = { $minutes } min overdue
overdue-moment = just overdue
lasting-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
lasting-hours-minutes = { $hours } h { $minutes } min
lasting-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
lasting-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
lasting-seconds = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}

## Parts
cells-day = working day { $day } of { $of }
cells-notice-day = day of notice, not counted in the { $of } working days
cells-over = all { $of } working days used
phase-new = open
phase-crescent = frozen
phase-half = revealing
phase-gibbous = seed known
phase-full = chosen
sealed = sealed
fingerprint = fingerprint
rank-position = position between 0 and 1: { $place }
pager = Pages
pager-where = Page { $page } of { $pages }
pager-previous = Previous
pager-next = Next
yes = yes
no = no
none = none
print = Print

## The five steps of a draw (home page and draw page)
rite-commit = Commit
rite-freeze = Freeze
rite-reveal = Reveal
rite-reveal-more = both sides open up
rite-seed = Seed
rite-seed-more = one public seed
rite-rank = Rank
rite-rank-more = anyone can redo it
hero-art = The five steps of a blind draw, like a moon from dark to full: commit, freeze, reveal, seed, rank
chart-numbers = See the numbers

## Forms
form-title-refused = { $n ->
    [one] { $n } thing to correct: { $title }
   *[other] { $n } things to correct: { $title }
}
form-sum = { $n ->
    [one] { $n } thing to correct
   *[other] { $n } things to correct
}
form-error = Error:
form-optional = (optional)
form-choose = Choose
form-wan = × CNY 10,000
form-capital = That is
form-count = { $n } characters written, { $left } left
form-missing = { $field }: fill this in.
form-missing-choice = { $field }: choose one.
form-missing-file = { $field }: attach a file.
form-missing-check = Tick "{ $field }" to go on.
form-too-long = { $field }: at most { $max } characters; this has { $n }. Shorten it.
form-control = { $field } holds invisible control characters. Delete them and type it again.
form-not-day = { $field } is not a date. Write it like 2026-11-25.
form-not-time = { $field } is not a time. Write it like 2026-11-25T17:00, Beijing time.
form-not-number = { $field } must be a whole number from { $min } to { $max }.
form-not-money = { $field } is given in units of CNY 10,000, for example 9.80.
form-not-choice = { $field } is not one of the choices. Choose again.

## What is wrong with what was typed
fault-character = { $field }: character { $at } is "{ $found }", which cannot stand here. Correct it.
fault-too-short = { $field }: at least { $min } characters; this has { $n }. Say more.
fault-no-letter = { $field } has no letters. Give the full name.
fault-email-at = { $field } has exactly one @, like name@example.cn.
fault-email-mailbox = { $field }: the part before the @ is incomplete. Check its beginning, its end and double dots.
fault-email-domain = { $field }: after the @ stands a full domain, like example.cn.
fault-phone-area = { $field }: a landline needs its area code, like 0000-1234567.
fault-phone-unknown = { $field } has { $n } digits and is not a number in use. A mobile number has 11; a landline has its area code first.
fault-money-grouping = { $field }: commas only part groups of three digits; write decimals with a point, like 9.80.
fault-money-precise = { $field }: at most { $max } decimals; this has { $n }. Round it to whole fen.
fault-money-negative = { $field } cannot be below 0.
fault-money-zero = { $field } must be more than 0.
fault-money-large = { $field } cannot be more than { $most }. Check that it is given in units of CNY 10,000.
fault-code-old = { $field }: this is the old 15-digit registration number. Give the 18-character unified social credit code of the licence.
fault-code-length = { $field } has 18 characters; this has { $n }. Compare it with the licence.
fault-code-misread = { $field }: character { $at } is "{ $found }", which the code never contains; perhaps it is "{ $meant }". Compare it with the licence.
fault-code-division = { $field }: character { $at } is "{ $found }"; characters 3 to 8 are the region and are digits. Compare it with the licence.
fault-code-exchanged = { $field }: the check character does not fit. Perhaps characters { $at } and { $next } are exchanged. Compare them with the licence.
fault-code-check-inner = { $field }: the check character does not fit. Compare characters 9 to 17 with the licence; 0 and D, 8 and B are often misread.
fault-code-check-outer = { $field }: the check character does not fit. Compare the first 8 characters and the last with the licence.

## Accessibility
accessibility-title = Accessibility
accessibility-aim = This site is made to the Web Content Accessibility Guidelines (WCAG) 2.2, level AA, and checked in a real browser with every change.
accessibility-how-title = How it can be used
accessibility-how-keyboard = Everything can be done with the keyboard alone: move with Tab; a thick ring shows where you are.
accessibility-how-script = Everything works with JavaScript turned off.
accessibility-how-zoom = At 400% zoom, or on a screen 320 pixels wide, nothing is lost and nothing has to be dragged sideways.
accessibility-how-colour = Every state has a shape and a word, never colour alone. Dark mode and high contrast are supported.
accessibility-how-reader = Headings, tables, forms and error messages can be read out by a screen reader.
accessibility-how-print = Notices, results and award letters print on A4 paper.
accessibility-limits-title = Known limits
accessibility-limits = Scans uploaded by agencies are pictures, which a screen reader cannot read. Call us and a member of staff will read out the essentials.
accessibility-contact-title = If something is in your way
accessibility-contact = Call { $phone } ({ $hours }) and say which page you are on and what you want to do. You will have an answer within 3 working days.
role-expert = Expert
