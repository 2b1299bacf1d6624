# Words of the ground: why something cannot be done, faults of a form, roles, days and hours.

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
form-expired = This page was open for too long. Please reload it and send it once more
too-many-requests = Too many tries. Please come back in a while
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
field-not-time = This is not a time. Please write it like this: 07:30
field-not-money = This is not an amount. Please write it in yuan, such as 180 or 180.50
field-not-choice = Please choose one of those listed
field-not-phone = This is not a mobile number. Please give 11 digits
field-not-id = This is not an ID card number. Please check it against the card
field-not-code = This code is not right. Please read the text message again
field-not-file = This kind of file cannot be used. Please choose another
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

## Days and hours
day-today = today
day-tomorrow = tomorrow
day-after-tomorrow = the day after tomorrow
day-yesterday = yesterday
day-before-yesterday = the day before yesterday
day-date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
day-date-year = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
day-date-weekday = { $weekday }, { $date }
day-from-to = { $from } to { $to }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
ago-now = just now
ago-minutes = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
ago-days = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
time-of-day = { $time } { $part }
time-part-night = at night
time-part-morning = in the early morning
time-part-forenoon = in the morning
time-part-noon = at noon
time-part-afternoon = in the afternoon
time-part-evening = in the evening
