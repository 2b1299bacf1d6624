# First page, job list, job page.
