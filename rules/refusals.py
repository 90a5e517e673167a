"""The one way in which a rule says no."""


class Refusal(Exception):
    """An act that a rule does not allow.

    `text` is the name of the template that says so to the person ("refusal/<what>"), `values` is what that
    template needs. Rules never phrase sentences themselves.
    """

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.values = values
