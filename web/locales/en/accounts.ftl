# Accounts: sign-in, registration, links, codes, members, tokens
accounts-email-taken = This address has an account. Use another address, or ask its owner to reset the password.
accounts-not-oneself = You cannot do this to your own account. Ask another manager of your organisation.
accounts-last-manager = This is the last manager of the organisation. Name another manager first.
accounts-sign-in-wrong = The address or the password is wrong. Check both and try again, or reset the password by mail.
accounts-locked = Too many wrong attempts. The account is locked; try again in { $minutes } min, or reset the password by mail now.
accounts-password-short = A password has at least { $min } characters. A phrase you remember works well.
accounts-password-long = A password has at most { $max } characters.
accounts-password-personal = A password must not contain your name or address. Choose a phrase nobody can guess.
accounts-password-monotonous = A password must not be one character repeated or a run of characters. Choose a phrase nobody can guess.
accounts-code-wrong = The one-time code is wrong. Check the clock of your phone and enter the 6 digits the app shows now.
accounts-code-used = This one-time code was used. Wait for the next one.
