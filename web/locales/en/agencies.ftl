# Entry of agencies, changes, the formal check, the directory

## Refusals
agencies-refused-waiting = Your filing is being checked and cannot be changed until then. The result is sent to you by mail.
agencies-refused-nothing-to-submit = There is no draft to hand in. Fill in and save your filing first.
agencies-refused-incomplete = { $n } things are missing or wrong. Correct them, then hand it in.
agencies-code-taken = Code { $code } belongs to another agency in the directory. Compare it with your licence; if it is yours, call the service line.
agencies-scan-unknown = This scan is not a file that you uploaded. Upload it again.
agencies-reason-needed = Give at least one reason when you return a filing; the agency reads it as you write it.
