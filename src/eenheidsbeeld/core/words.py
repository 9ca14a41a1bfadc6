"""Forms with free text: what looks like personal data is shown to who typed it, while it is in memory only."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.classified import GuardedForm
from eenheidsbeeld.text.findings import DUTCH_KIND, Document, Kind, OwnList
from eenheidsbeeld.text.pipeline import analyse

# A person can say that a word is no name; nobody can say that a number of these kinds is none.
MAY_STAY = {Kind.PERSON.value, Kind.ADDRESS.value, Kind.URL.value, Kind.ID.value, Kind.BIRTHDATE.value}


class WordsForm(GuardedForm):
    """A form with free text: what looks like personal data is shown to who typed it, and not stored."""

    free_text: ClassVar[tuple[str, ...]] = ()
    keep_words = forms.BooleanField(
        label=_("These words are not about a person; keep them"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_about_words = False
        # What is asked about words stands below them.
        self.fields["keep_words"] = self.fields.pop("keep_words")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names = [name for name in self.free_text if data.get(name)]
        keeps = bool(data.pop("keep_words", False))  # an answer to this form, no part of what was filled in
        documents = [Document(id=name, text=data[name]) for name in names]
        for found in analyse(documents, steps={"redact"}, own_list=OwnList.empty()):
            masks = [mask for mask in found.masks if not (keeps and mask.kind in MAY_STAY)]
            if masks:
                self._ask(found.id, data[found.id], masks)
        return data

    @property
    def written(self) -> list[str]:
        """What somebody wrote, for hints about words."""
        return [self.cleaned_data.get(name) or "" for name in self.free_text]

    def _ask(self, name: str, text: str, masks: list[Any]) -> None:
        words = ", ".join(f"“{text[one.start : one.end]}” ({DUTCH_KIND[Kind(one.kind)]})" for one in masks)
        self.add_error(name, gettext("This looks like personal data: %(words)s. Take it out.") % {"words": words})
        if any(one.kind in MAY_STAY for one in masks):
            self.asks_about_words = True
            self.fields["keep_words"].widget = forms.CheckboxInput()
