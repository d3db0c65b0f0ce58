"""What is drawn by Qt: pictures of dots, and pages. Nothing else among the exporters needs it.

Qt is imported when something is drawn: a command that draws nothing works without it.
"""
