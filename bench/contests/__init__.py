"""Orders of a wall, put to people's own judgements. How it is called: bench/contests/__main__.py.

A folder of contests is any with csv files of the columns unfunny, somewhat, funny: for each caption how many people
said so. One simulated wall hangs them all, each file a template of its own.
"""
