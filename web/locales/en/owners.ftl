# Entry of owners and its check

## Refusals
owners-refused-waiting = Your filing is being checked and cannot be changed until then. The result is sent to you by mail.
owners-refused-nothing-to-submit = There is no draft to hand in. Fill in and save your filing first.
owners-refused-incomplete = { $n } things are missing or wrong. Correct them, then hand it in.
owners-code-taken = Code { $code } belongs to another owner. Compare it with your certificate; if it is yours, call the service line.
owners-scan-unknown = This scan is not a file that you uploaded. Upload it again.
owners-reason-needed = Give at least one reason when you return a filing; the owner reads it as you write it.
