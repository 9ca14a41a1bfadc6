"""One entry for the Algoritmeregister per suggestion of the software, in the fields of the publication standard."""

from __future__ import annotations

from dataclasses import dataclass

from eenheidsbeeld.accountability.models import ControllerDetails
from eenheidsbeeld.accountability.official_texts import official_text
from eenheidsbeeld.accountability.rules import KEEPERS
from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.suggestions import ALWAYS_ON, Suggestion
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals.models import SuggestionOff

IN_USE, OUT_OF_USE = "In gebruik", "Buiten gebruik"


@dataclass(frozen=True, slots=True)
class Algorithm:
    """A suggestion with its entry, as it stands for the viewer's own organisation."""

    key: Suggestion
    name: str
    person: str
    status: str
    fields: tuple[tuple[str, str], ...]
    tested: tuple[str, ...]
    off: SuggestionOff | None

    @property
    def may_be_off(self) -> bool:
        return self.key not in ALWAYS_ON

    @property
    def switch_in_words(self) -> str:
        return str(official_text("dpia")["tables"]["switch_yes" if self.may_be_off else "switch_no"])


def algorithms(viewer: Viewer) -> list[Algorithm]:
    """All suggestions, in a fixed order."""
    check_role(viewer.roles, *KEEPERS)
    own = Organisation.objects.get(pk=viewer.organisation)
    details = ControllerDetails.objects.filter(organisation=own).first()
    off = {
        one.suggestion: one
        for one in SuggestionOff.objects.filter(organisation=own, ended_at=None).select_related("by")
    }
    return [_algorithm(key, own.name, details.contact if details else "", off.get(key.value)) for key in Suggestion]


def algorithm(viewer: Viewer, key: str) -> Algorithm:
    found = next((one for one in algorithms(viewer) if one.key.value == key), None)
    if found is None:
        raise NotThere()
    return found


def _algorithm(key: Suggestion, organisation: str, contact: str, off: SuggestionOff | None) -> Algorithm:
    shared, own = official_text("algoritmes")["shared"], official_text("algoritmes")[key.value]
    status = OUT_OF_USE if off else own.get("status", IN_USE)
    fields = {
        "Naam": own["naam"],
        "Korte omschrijving": own["omschrijving"],
        "Organisatie": organisation,
        "Thema": shared["thema"],
        "Status": status,
        "Begindatum": "",
        "Einddatum": f"{off.at:%Y-%m}" if off else "",
        "Contactgegevens": contact,
        "Link naar publiekspagina": "",
        "Publicatiecategorie": shared["publicatiecategorie"],
        "Link naar bronregistratie": "",
        "Doel en impact": own["doel"],
        "Afwegingen": own["afwegingen"],
        "Menselijke tussenkomst": own["mens"],
        "Risicobeheer": own["risico"],
        "Wettelijke basis": shared["wettelijke_basis"],
        "Link naar wettelijke basis": shared["link_wettelijke_basis"],
        "Titel van wettelijke basis": shared["titel_wettelijke_basis"],
        "Verwerkingsregister": "",
        "Impacttoets(en)": shared["impacttoetsen"],
        "Link naar Impacttoets": "",
        "Toelichting op impacttoetsen": "",
        "Gegevens": own.get("gegevens", shared["gegevens"]),
        "Link naar Gegevensbron": "",
        "Titel van Gegevensbron": "",
        "Technische werking": f"{own['werking']} Getest in: {', '.join(own['tested'])}.",
        "Leverancier": shared["leverancier"],
        "Link naar broncode": "",
        "Taal": shared["taal"],
        "Schema": shared["schema"],
        "Bron-ID": f"eenheidsbeeld-{key.value}",
        "Zoektermen": f"{shared['zoektermen']}, {own['mechanism'].lower()}",
    }
    return Algorithm(key, own["naam"], own["mens"], status, tuple(fields.items()), tuple(own["tested"]), off)
