"""The box for a day, the same in every form."""

from django import forms


class DayInput(forms.DateInput):
    """A box of the browser's own for a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
