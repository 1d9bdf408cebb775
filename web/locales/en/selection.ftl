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
selection-about-price-value = { $kind }, { $sum } (in words { $words })
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
        [one] blind draw of 1 winner and { $n } alternate, equal chances
       *[other] blind draw of 1 winner and { $n } alternates, equal chances
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
