# Words of the ground: why something cannot be done, faults of a form, numbers on papers, roles.

## Why it cannot be done
form-has-faults = Some answers need changing. Please see the places marked below
sign-in-first = Please sign in first, then go on
not-allowed = Your account may not do this
record-unknown = What you asked for was not found. It may be gone, or not be yours to see
id-unknown = There is no such number
busy-try-again = Many people are using the service now. Please try again in a while
internal-error = Our system failed; what you filled in is not at fault. Please try again in a while, or ask the staff of a station
already-there = The same is already there, no need to add it again
once-already = This has just been done and will not be done twice
once-other-request = This page has already been used for something else. Please reload it and try again
form-expired = This page was open for too long. Please reload it and send it once more
body-too-large = The file is too large
body-not-json = The data sent has the wrong format
method-not-allowed = This address cannot be used in this way
page-unknown = There is no such page. Please check the address

## One field of a form
field-needed = Please fill this in
field-too-long = Write at most { $max } characters here
field-too-short = Write at least { $min } characters here
field-not-number = Please give a number, such as 12
field-out-of-range = Please give a number from { $min } to { $max }
field-not-day = This is not a date. Please write it like this: 2026-03-08
field-not-money = This is not an amount. Please write it in yuan, such as 180 or 180.50
field-not-choice = Please choose one of those listed
field-not-phone = This is not a mobile number. Please give 11 digits
field-unknown = There is no such field: { $name }

## Roles
role-worker = Job seeker
role-employer = Employer
role-village-clerk = Village station staff
role-town-clerk = Town station staff
role-county-clerk = County counter staff
role-reviewer = Reviewer
role-system-admin = System administrator
role-security-admin = Security administrator
role-audit-admin = Audit administrator

## ID card numbers and credit codes
id-card-length = An ID card number has 18 characters
id-card-legacy = This is an old number of 15 digits. Please give the 18 on the present card
id-card-character = An ID card number has digits only; the last may be X
id-card-birth-day = The date of birth in the number is wrong. Please check it again
id-card-future = The date of birth in the number lies ahead. Please check it again
id-card-checksum = One character of the number is wrong. Please check it against the card
uscc-length = A unified social credit code has 18 characters. Please see the business licence
uscc-character = A unified social credit code has only digits and capital letters without I, O, S, V and Z
uscc-checksum = One character of the code is wrong. Please check it against the business licence
