"""What the program talks about: pure Python and numpy."""
