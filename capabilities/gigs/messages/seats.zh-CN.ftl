gigs-seats-not-now = 这一步现在做不了，请看看现在到哪一步了。
