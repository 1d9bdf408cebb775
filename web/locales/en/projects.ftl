# Projects
projects-owner-not-approved = Your organisation has not passed its check, so it cannot post projects. Complete its entry first.
projects-window-bounds = The sign-up window has { $min } to { $max } working days; it is { $given } now. Correct it and save again.
projects-alternates-bounds = There are at most { $max } alternates; it is { $given } now. Correct it and save again.
projects-not-now-draft = The project is a draft. Submit it for review first.
projects-not-now-in-review = The project is in review. Wait until it has passed or was returned.
projects-not-now-awaiting-commitments = The project was approved and waits for the commitments of its draw, so this cannot be done now.
projects-not-now-open = The project takes sign-ups, so this cannot be done now.
projects-not-now-drawing = The project is being drawn. Wait for the result.
projects-not-now-selected = An agency was selected for the project, so this cannot be done now.
projects-not-now-in-service = The contract of the project is in force, so this cannot be done now.
projects-not-now-finished = The project is finished.
projects-not-now-failed = The project has failed. You can post a new one.
projects-not-now-terminated = The project was terminated. You can post a new one.
