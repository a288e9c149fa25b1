"""The demo: the competition of 2020 finished, one call open, one jury at work. All inventions are marked."""
