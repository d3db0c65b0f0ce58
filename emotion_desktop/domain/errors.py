"""The kind of error that is shown to people rather than logged as a bug."""


class UserFacingError(Exception):
    """Something went wrong that the person in front of the program can act on.

    Parameters
    ----------
    what : str
        What happened, naming the file or device: "talk.wav holds no sound".
    remedy : str
        What to do about it, as a sentence of its own.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}. {self.remedy}"
