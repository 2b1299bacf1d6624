# Posting, screening, review.

## Why it cannot be done
vacancies-not-now = This cannot be done with the post as it stands now. Please look at its state
vacancies-end-before-start = The last day cannot be before the first
vacancies-day-past = That day is past. Please choose today or later
vacancies-insurance-unsaid = If there is no insurance, please say why
vacancies-source-unsaid = For a post passed on, please name who published it first and where
vacancies-pay-needed = A day-work post must say how much is paid
vacancies-pay-order = The highest pay cannot be below the lowest
vacancies-age-too-young = Nobody under { $age } may be employed (Provisions on Prohibition of Child Labour, Art. 2)
vacancies-age-order = The oldest age cannot be below the youngest
vacancies-parttime-settle = Part-time work must be paid at least every { $days } days (Labour Contract Law, Art. 72)
vacancies-pay-below-floor = The pay is below the minimum wage. It must be at least { $floor } yuan
vacancies-shown-too-long = Posts of this kind are shown for at most { $days } days and never beyond the last day of work. You can renew them
vacancies-headcount-below-taken = { $taken } people have been taken on. The number of places cannot be lower
vacancies-alike = You have posted the same job already ({ $no }). To change or renew it, please open that one
vacancies-run-out = The days of this post are over. Please renew it first
vacancies-work-over = The days of work are past, so it cannot be renewed. Please change the days and post again
vacancies-changed-meanwhile = The employer has just changed the post. Please read it again before you decide
vacancies-answer-needed = Please say why this may stand
vacancies-full = All places of job { $no } are taken
vacancies-not-open = Job { $no } is closed
vacancies-none-taken = Nobody holds a place of this job yet
vacancies-trade-unclear = Please choose one of the trades below, or say it in other words
vacancies-place-unclear = We do not know this village. Please choose the town and write the village's full name
vacancies-consent-needed = Please note how the other side agreed
vacancies-api-day = Please write days like 2026-03-08

## What the rules find
vacancies-rule-sex-men = A post may not be for men only, nor prefer men
vacancies-rule-sex-women = For women only: the law must allow it for this work
vacancies-rule-family = Marriage and children may not be asked about or held against anybody
vacancies-rule-ethnic = Nobody may be chosen by ethnic group or belief
vacancies-rule-origin = Nobody may be chosen by household registration or home region
vacancies-rule-health = Nobody may be refused for a disability or for carrying a germ
vacancies-rule-rural = Workers from the countryside may not be refused
vacancies-rule-child = Nobody under sixteen may be taken on
vacancies-rule-charge = Workers may not be charged, asked for deposits or have papers kept; no swindles
vacancies-rule-checkup = The worker pays for a check-up or a certificate: please check whether that is allowed
vacancies-rule-age = An upper age is written: please check the reason
vacancies-rule-education = The schooling asked for may be too much: please check
vacancies-rule-looks = Looks, height, zodiac sign or the like are asked for: please check
vacancies-rule-promise = The pay is not a figure, or promises too much: please check
vacancies-rule-contact = Private contact details are written: please use the station's telephone
vacancies-rule-age-limit = An oldest age is set: please check the reason
vacancies-rule-pay-open = No pay is stated: please check
vacancies-rule-pay-low = By the hour it is below the hourly minimum wage: please check
vacancies-rule-policy-document = A document lets the post choose whom it serves: please check the document
vacancies-rule-repost = The post is passed on: please check its source
