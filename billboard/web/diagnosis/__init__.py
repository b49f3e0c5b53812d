"""Whether each part of a running site is as it should be, and what to look at where it is not."""
