# Words all letters share; each letter has mail-<name>-subject, mail-<name>-text, and mail-<name>-button if it has a button
mail-sign-off = { $host }, help line { $phone }
mail-automatic = This message was sent automatically. Replies are not read.
