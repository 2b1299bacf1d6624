gigs-seats-not-now = This step cannot be taken now. Please look at where things stand.
