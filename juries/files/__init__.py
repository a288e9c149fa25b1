"""The jury's arithmetic as files in and out, for anybody who wants to check a jury or to leave a
spreadsheet.
"""
