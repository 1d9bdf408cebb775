# The directory: finding agencies, and an agency's page
search-title = Find an agency
search-title-for = Search results for "{ $q }"
search-description = Find agencies by name, service item and place; their qualifications and credit are public.
search-label = Name, service item or place
search-go = Search
search-found = { $n ->
    [one] { $n } agency found
   *[other] { $n } agencies found
 }
search-order = Sort
search-order-relevance = Best match first
search-order-credit = Highest credit first
search-order-name = By name
search-filters = Filters
search-items = Service items
search-provinces = Provinces
search-others = { $n ->
    [one] { $n } more
   *[other] { $n } more
 }
search-agencies-unit = agencies
search-apply = Apply filters
search-remove = Remove this filter
search-clear = Clear filters
search-all = See all agencies
search-to-catalogue = See the list of service items
search-empty = No agency meets all these filters
search-empty-more = Remove a filter, or look for a related item in the list of service items.
search-empty-for = No agency found for "{ $q }"
search-empty-for-more = Remove a filter, try other words, or look for a related item in the list of service items.
search-credit = Credit
search-level = Level { $level }
search-level-from = { $n ->
    [one] { $n } point or more
   *[other] { $n } points or more
 }
search-level-between = { $from } to { $to } points
search-level-below = { $n ->
    [one] below { $n } point
   *[other] below { $n } points
 }
search-listed = Listed
search-announced-until = Announced until { $until }
search-withdrawn = Left the market
search-barred-until = Barred for dishonesty until { $until }
search-barred-entry = Entry { $number } on the list of the dishonest
search-agency-description = Service items, qualifications, credit and contact of { $name }.
search-code = Unified social credit code
search-listed-on = listed on { $day }
search-on-this-page = On this page
search-items-papers = Service items and qualifications
search-about = About
search-contact = Business contact
search-credit-score = Credit score
search-credit-explained = Where every point comes from
search-ratings = Ratings by owners
search-credit-as-of = as of { $when }
search-item = Service item
search-paper = Qualification
search-grade = Grade
search-number = Certificate
search-until = Valid until
search-state = State
search-no-end = no end
search-promise-only = Written commitment
search-promised-days = { $n ->
    [one] promised within { $n } working day
   *[other] promised within { $n } working days
 }
search-valid = Valid
search-ends-in = { $n ->
    [one] ends in { $n } day
   *[other] ends in { $n } days
 }
search-valid-from = Valid from { $from }
search-expired = Expired, item suspended
