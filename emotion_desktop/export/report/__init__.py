"""A report of a session for people who read: what is in it, and how it becomes a page.

`contents.py` says what a report is made of, `build.py` puts it together, `page.py` writes it as
HTML; `export.rendering.pdf` draws the same on pages.
"""
