# Awards
awards-accepted-already = Your agency has accepted. Sign the contract with the owner within the working days of the policy.
awards-not-accepted-yet = The award has not been accepted yet, so this cannot be done.
awards-over = This award is over.
awards-too-late = The time to answer ended at { $since }; the project went to the next alternate.
awards-barred = Your agency is on the list of the dishonest or suspended, so it cannot accept.
