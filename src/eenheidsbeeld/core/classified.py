"""State-classified texts are refused at every door: nothing is kept or logged, and the sender hears where to go.

Doors are forms of people, files, and drafts at the intake. A text that somebody published can quote a marking, so
there only a marking that heads a line counts, as it stands on a document.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.refusals import Refusal
from eenheidsbeeld.text.classified import find_classification


class StateClassified(Refusal):
    """Text with a state classification does not belong in this product."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This text carries a state classification (Dep. Vertrouwelijk or Stg.). It was not taken in and"
                " not kept. Take it to the security officer of your organisation, in the system that is meant for it."
            )
        )


def check_not_classified(text: str, *, is_published: bool = False) -> None:
    """Raise when the text carries a classification of the state or of an ally."""
    found = find_classification(text)
    if found is not None and (found.is_heading or not is_published):
        raise StateClassified()


class GuardedForm(forms.Form):
    """A form whose texts may not carry a state classification, whatever its fields are called."""

    def full_clean(self) -> None:
        super().full_clean()
        for name, value in list(getattr(self, "cleaned_data", {}).items()):
            if isinstance(value, str):
                self._refuse_classified(name, value)

    def _refuse_classified(self, name: str, value: Any) -> None:
        try:
            check_not_classified(value)
        except StateClassified as refusal:
            self.add_error(name, str(refusal.reason))
