cleaning-cleaned = { $file } → { $place }
cleaning-refused = { $file } is not taken: { $why }
cleaning-removed =   taken out: { $what }
cleaning-found =   take this out yourself: { $what } “{ $text }”, { $place }
cleaning-unread =   look at this yourself, no program can read it: { $places }

cleaning-trace-properties = author, company and program in the document's properties
cleaning-trace-metadata = hidden data of programs
cleaning-trace-attachments = files inside the file
cleaning-trace-actions = scripts, actions and links to the outside
cleaning-trace-revisions = earlier versions of the document
cleaning-trace-comments = comments and the names of their authors
cleaning-trace-changes = tracked changes: deleted text is gone, inserted text stays
cleaning-trace-identifiers = numbers by which a program knows its documents again
cleaning-trace-signatures = electronic signatures
cleaning-trace-camera = what the camera wrote: maker, time, place
cleaning-trace-stray = bytes that belong to no part of the document

cleaning-sought-name = name of the agency
cleaning-sought-code = unified social credit code
cleaning-sought-contact = telephone or e-mail
cleaning-sought-person = person

cleaning-in-name = in the file's name
cleaning-on-page = on page { $number }
cleaning-beside = in the outline, a form field or the description of a picture
cleaning-in-part = in { $name }

cleaning-why-unknown = it is no PDF, Word (.docx), Excel (.xlsx), JPEG or PNG file. Save it as one of these and try again.
cleaning-why-other-name = by its content it is a .{ $kind } file. Give it the ending .{ $kind } and try again.
cleaning-why-encrypted = it is locked with a password. Remove the password and try again.
cleaning-why-pages = it has more than { $most } pages. Shorten it or split it.
cleaning-why-unpacked = it unpacks to more than { $most } MB, or to too many parts. Make its pictures smaller or split it.
cleaning-why-broken = it is damaged or not written as its kind should be. Open it, save it anew and try again.
cleaning-why-program = it contains macros or controls. Save it without them (.docx, .xlsx) and try again.
cleaning-why-embedded = it contains objects of other programs or refers to other files, which cannot be looked into. Turn them into pictures or text and try again.
cleaning-why-infected = a virus scanner would stop it.
