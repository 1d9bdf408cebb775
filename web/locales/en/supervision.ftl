# Supervision: overdue work of others, draws on their way, failing jobs, missing calendars.
supervision-overdue = Overdue work of others
supervision-overdue-none = Nothing is overdue.
supervision-agency-check = Check of an agency
supervision-owner-check = Check of an owner
supervision-review = Review of a project
supervision-award = Answer to an award
supervision-draws = Draws on their way
supervision-draws-none = No draw is on its way.
supervision-draw-late = Commitment late
supervision-draw-commitments = Commitments awaited
supervision-draw-drawing = Closed, being drawn
supervision-project = Project
supervision-draw = Draw
supervision-state = State
supervision-when = Time
supervision-troubles = Failing jobs
supervision-troubles-none = No job fails.
supervision-job = Job
supervision-age = Age
supervision-error = Reason
supervision-job-failed = Stopped
supervision-job-again = Will be tried again
supervision-attempts = { $n ->
    [one] Failed { $n } time
   *[other] Failed { $n } times
}
supervision-years = These years have no table of days off yet
supervision-years-more = Deadlines in them count weekends and fixed holidays and are marked provisional. Once an administrator adds the table they may only move later.
