# The list of service items
catalogue-title = Service items
catalogue-lead = What may be bought in this city's online supermarket for intermediary services: who supervises it, which qualification it needs and under which law.
catalogue-count = { $n ->
    [one] { $n } item
   *[other] { $n } items
 }
catalogue-version = Edition { $version }
catalogue-item = Service item
catalogue-category = Category
catalogue-authority = Authority
catalogue-needs = Qualification needed
catalogue-agencies = Agencies
catalogue-offered-by = { $n ->
    [one] { $n } agency
   *[other] { $n } agencies
 }
catalogue-item-description = { $name }: authority, qualification and legal basis.
catalogue-basis = Legal basis
catalogue-majors = Majors
catalogue-grades = Grades
catalogue-fee = Price
catalogue-standard-days = Usual time
catalogue-see-agencies = { $n ->
    [one] See the { $n } agency that offers it
   *[other] See the { $n } agencies that offer it
 }
catalogue-nobody = No agency offers this item yet.
catalogue-all = All service items
catalogue-entry-licence = Qualification needed
catalogue-entry-advisory = Written commitment; an industry rating may be shown
catalogue-entry-promise = Written commitment
catalogue-entry-more-licence = An agency needs a valid qualification to offer this item; a project may demand a major and a grade.
catalogue-entry-more-advisory = The industry's own rating is no condition of entry, and a project may not demand it.
catalogue-entry-more-promise = There is no state qualification, or it was abolished; a written commitment is enough.
fee-basis-market = Agreed by the parties
fee-basis-guided = Within government guidance
fee-basis-government = Set by the government
category-review = Review
category-argumentation = Argumentation
category-assessment = Assessment
category-evaluation = Evaluation
category-inspection = Inspection
category-testing = Testing
category-attestation = Attestation
category-appraisal = Appraisal
category-certification = Certification
category-consulting = Consulting
category-experiment = Experiment
category-agency = Agency service
category-design = Survey and design
category-supervision = Supervision of works
catalogue-paper-major = { $name } ({ $major })
catalogue-paper-grade = { $name }, { $grade } or better
catalogue-paper-both = { $name } ({ $major }), { $grade } or better
