"""`python -m emotion_desktop`: the same as the command `emotion-desktop`."""

from emotion_desktop.cli import main

if __name__ == "__main__":
    main()
