"""What a check finds wrong with a file, as a word; core.verdicts has the sentences."""


class Unfit(Exception):
    """The file is not taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
