# The credit score, explained
credit-title = Credit score of { $name }
credit-here = Credit score
credit-lead = Where every point comes from, by which rule, and until when. Anybody can compute it again from this table.
credit-score = Credit score
credit-level = Level { $level }
credit-from = { $n ->
    [one] { $n } point or more
   *[other] { $n } points or more
}
credit-between = { $from } to below { $to } points
credit-below = below { $n ->
    [one] { $n } point
   *[other] { $n } points
}
credit-as-of = From the ledger as of { $when }
credit-made-of = { $owner }% ratings by owners, { $industry }% assessment by the industry's authority, { $platform }% record on this market, less the deductions in effect
credit-summary = Score { $score }, after deductions of { $taken }
credit-taken = less { $points }
credit-source-rating = Ratings by owners
credit-source-industry = Assessment by the industry's authority
credit-source-platform = Record on this market
credit-source-deduction = Deduction
credit-short-rating = Owners
credit-short-industry = Industry
credit-short-platform = Market
credit-short-deduction = Deduction
credit-parts = What the score is made of
credit-part = Part
credit-mean = Mean
credit-weight = Weight
credit-brings = Points
credit-counted = From
credit-only-start = the start score
credit-n-entries = { $n ->
    [one] { $n } entry
   *[other] { $n } entries
}
credit-deductions = Deductions
credit-until-expiry = in full until they end
credit-ledger = Ledger
credit-no-entries = The ledger has no entries; the start score of { $n } stands.
credit-rule = Reason
credit-points = Points
credit-state = Now
credit-entered = Entered
credit-expires = Until
credit-counts = Counts in full
credit-counts-percent = Counts { $n }%
credit-over = Over
credit-reversed = Reversed
credit-reverses = Reverses an entry
credit-fades = fades with time
credit-rule-rating = Rating by an owner
credit-rule-rating-amended = Rating by an owner, amended
credit-rule-reversal = Reversal of the rating before it was amended
credit-rule-conduct = Deduction for conduct (the finding is public only on the list, as long as it is published there)
credit-rule-industry = Assessment by the industry's authority
credit-rule-platform = Record on this market
credit-rule-award-declined = Award declined
credit-rule-award-unanswered = Award left unanswered
credit-rule-contract-late = Contract signed or filed late
credit-rule-result-late = Result delivered late
credit-rule-bid-spoiled = A sealed quote that could not be opened, by its own doing
credit-how = How it is computed
credit-how-mean = Each part begins at the start score of { $mean }, which weighs as much as { $weight } ratings, and is averaged with the ratings received, so the first few do not throw the score about.
credit-how-fade = { $n ->
    [one] A rating weighs half after { $n } month, a quarter after twice that, falling day by day in between.
   *[other] A rating weighs half after { $n } months, a quarter after twice that, falling day by day in between.
}
credit-how-deduct = A deduction counts in full until its last day and not at all afterwards. What an owner's silence leaves behind counts nothing.
credit-how-new = A new agency begins at the start score, neither favoured nor shut out.
credit-policy = Computed by rules version { $version }
credit-at = See the score at another time
credit-at-go = Compute again
credit-at-broken = That is not a time. Write it as 2026-11-20T09:00.
credit-to-ratings = See the ratings
