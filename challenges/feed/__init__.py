"""Reads a Challenge.gov feed: plain values in, plain values out, and a line for whatever is not sound."""

from challenges.feed.items import Item, Problem, read_item
from challenges.feed.reader import BrokenFeed, read_feed

__all__ = ["BrokenFeed", "Item", "Problem", "read_feed", "read_item"]
