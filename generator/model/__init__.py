"""What a community, officer, post, meeting, month's figures and policy ARE; values and rules of one record."""
