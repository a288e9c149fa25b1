"""A change of something published: what it is, who is told, the page that asks first, list and feed."""
