# Reasons for a match, said to the worker
matching-wanted-trade = This is the work you want
matching-same-class = The same kind of work as you want
matching-same-group = Close to the work you want
matching-near = About { $minutes } minutes by road from your home
matching-pay-met = The pay meets what you ask
matching-dates-fit = The days suit you
matching-certs-held = You hold the certificates asked for
matching-done-before = You have done this work before
matching-employer-before = You have worked here before
matching-like-chosen = Like work you have chosen before
matching-alike-choose = Often chosen by people who choose what you choose
matching-employer-chosen = You have chosen work here before
matching-place-chosen = You have chosen work around here before
matching-settle-chosen = Paid the way you often choose

# Reasons for a match, said to the employer and the station
matching-their-wanted-trade = Wants this work
matching-their-same-class = Wants the same kind of work
matching-their-same-group = Wants work close to this
matching-their-near = About { $minutes } minutes by road from home
matching-their-pay-met = The pay meets what they ask
matching-their-dates-fit = The days suit
matching-their-certs-held = Holds the certificates asked for
matching-their-done-before = Has done this work before
matching-their-employer-before = Has worked for you before
matching-their-like-chosen = Has chosen work like this before
matching-their-employer-chosen = Has chosen work of yours before
matching-their-place-chosen = Has chosen work around here before
matching-their-settle-chosen = Often chooses to be paid this way

# The same to both
matching-few-ask = Few have asked for it yet
matching-settle-day = Paid each day
matching-settle-next-day = Paid the next day
matching-settle-week = Paid each week
matching-settle-half-month = Paid each half month
matching-settle-month = Paid each month
matching-settle-done = Paid when the work is done
matching-checked-today = Checked today
matching-checked = Checked { $days } days ago

# Why a match is ruled out
matching-veto-blocked = One side does not wish further contact
matching-veto-full = All places are taken
matching-veto-expired = The post has run out
matching-veto-dates = The days do not meet
matching-veto-under-age = Under the legal age for work
matching-veto-juvenile = This work is forbidden to those under eighteen
matching-veto-age-range = Outside the ages the post takes
matching-veto-certificate = A required certificate is missing
matching-veto-commute = Farther than the worker will go
matching-veto-pay = Pays less than asked

# Words for looking at the whole sum, part by part
matching-line-many-ask = Many ask for it, so it makes room
matching-line-not-chosen = You turned such work down before
matching-line-way-unknown = Way not known, counted by half
matching-line-pay = Pay against what is usual in this trade
matching-line-dates-part = { $percent } percent of the days fit
matching-line-other-trade = Not the work wished for
matching-line-priority = Waited long for work, put first
