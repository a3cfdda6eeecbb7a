"""The blind test: two results without their names, votes, and what they come to."""
