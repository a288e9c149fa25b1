"""Pages around entries: writing, handing in, files, team, the city's and the office's view."""
