# Posting, screening, review.
