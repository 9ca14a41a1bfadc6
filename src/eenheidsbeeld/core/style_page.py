"""The page `/stijl/`: every component in every state, and one sample of each kind of page.

What is shown here is invented, as the demo is; it is sample content, so it is written in Dutch and not translated.
"""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST

from eenheidsbeeld.core.doors import open_to_anyone
from eenheidsbeeld.core.periods import DUTCH_TIME

FRAMES = {
    "vandaag": "Vandaag",
    "inbox": "Inbox",
    "situatie": "Situatie",
    "editie": "Editie",
    "leespagina": "Leespagina",
    "register": "Register",
    "stap": "Begeleid pad",
    "controle": "Begeleid pad: controleren",
}

WEDNESDAY = datetime(2026, 11, 25, 16, 10, tzinfo=DUTCH_TIME)
TUESDAY = datetime(2026, 11, 24, 9, 40, tzinfo=DUTCH_TIME)
MONDAY = datetime(2026, 11, 23, 21, 15, tzinfo=DUTCH_TIME)
SATURDAY = datetime(2026, 11, 21, 14, 0, tzinfo=DUTCH_TIME)


class SampleForm(forms.Form):
    """One field of each sort."""

    what = forms.CharField(
        label="Wat is er gezien of gehoord?",
        help_text="Schrijf geen namen. Wat op een naam lijkt, halen wij eruit voordat iets wordt bewaard.",
        widget=forms.Textarea,
    )
    place = forms.CharField(label="Waar?", help_text="Een wijk of plein is genoeg, bijvoorbeeld: Schilderskwartier.")
    day = forms.DateField(label="Op welke dag?", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    municipality = forms.ChoiceField(label="Gemeente", choices=[("GM0632", "Woerden"), ("GM0321", "Houten")])
    basis = forms.ChoiceField(
        label="Hoe weet u dit?",
        choices=[("seen", "Zelf gezien of gehoord"), ("told", "Van iemand gehoord"), ("read", "Gelezen")],
        widget=forms.RadioSelect,
    )
    kind = forms.MultipleChoiceField(
        label="Waar gaat het over?",
        choices=[("asylum", "Opvang"), ("demonstration", "Demonstratie"), ("school", "School")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    certain = forms.BooleanField(label="Ik heb geen namen opgeschreven")
    file = forms.FileField(label="Bestand", help_text="CSV of Excel, tot 20 MB.", required=False)


class QuestionForm(forms.Form):
    """The one question of the sample path."""

    basis = forms.ChoiceField(
        label="Kies wat het meest klopt",
        choices=[
            ("now", "Er gebeurt nu iets op straat"),
            ("soon", "Er wordt iets aangekondigd"),
            ("rumour", "Er gaat een gerucht"),
            ("mood", "De stemming is anders dan anders"),
        ],
        widget=forms.RadioSelect,
    )


AREAS = [
    ("De Ronde Venen", 1, "stable", 3),
    ("Houten", 1, "stable", 4),
    ("IJsselstein", 0, "stable", 1),
    ("Lopik", 0, "stable", 0),
    ("Montfoort", 1, "down", 2),
    ("Nieuwegein", 2, "stable", 7),
    ("Oudewater", None, "", 0),
    ("Stichtse Vecht", 2, "down", 6),
    ("Vijfheerenlanden", 1, "up", 5),
    ("Woerden", 3, "up", 14),
]

TIMELINE: list[dict[str, Any]] = [
    {
        "at": WEDNESDAY,
        "kind": "level",
        "title": "Niveau van Woerden vastgesteld",
        "level": 3,
        "direction": "up",
        "text": "Twee avonden achter elkaar meer dan honderd mensen op het plein; de raad besluit donderdag.",
        "by": "Burgemeester, gemeente Woerden",
    },
    {
        "at": TUESDAY,
        "kind": "assessment",
        "title": "De aandacht verschuift van de opvang naar de raad",
        "text": "De oproepen noemen vooral de vergadering van donderdag.",
        "by": "Analist, regionaal bureau",
    },
    {
        "at": MONDAY,
        "kind": "phase",
        "title": "Fase: oplopende spanningen",
        "phase": "rising",
        "by": "Analist, regionaal bureau",
    },
    {
        "at": MONDAY,
        "kind": "fact",
        "title": "Ongeveer 120 mensen op het Exercitieveld",
        "text": "Tussen 19.30 en 21.00 uur. Geen aanhoudingen, geen schade.",
        "by": "Politie Midden-Nederland",
    },
    {"at": SATURDAY, "kind": "trigger", "title": "Brief aan omwonenden over de opvanglocatie"},
]

INBOX = [
    ("7K3M-Q9TX", "Woerden", "di 24 nov, 09.40 uur", "Flyers in de brievenbus over donderdagavond"),
    ("2PTW-40HB", "Nieuwegein", "di 24 nov, 08.55 uur", "Ouders praten bij school over een filmpje"),
    ("9D1C-XR7E", "Politie", "di 24 nov, 07.30 uur", "Rustige nacht, twee groepen op het plein"),
    ("5GNA-8V2K", "Houten", "ma 23 nov, 17.20 uur", "Nulmelding week 48"),
    ("J6QZ-31MF", "Stichtse Vecht", "ma 23 nov, 15.05 uur", "Trekkers aangekondigd bij het gemeentehuis"),
]

MASKED = [
    {"text": "Een wijkwerker hoorde van "},
    {"original": "mevrouw De Wit-Voorbeeld", "label": "naam", "kind": "person"},
    {"text": " dat er flyers zijn verspreid aan de "},
    {"original": "Voorbeeldlaan 12", "label": "adres", "kind": "address"},
    {"text": ". Daarop staat een oproep om donderdag om 19.30 uur naar het Exercitieveld te komen."},
]

LIST: list[dict[str, Any]] = [
    {"title": "14 signalen wachten in de inbox", "note": "Het oudste is van maandag 15.05 uur"},
    {"title": "Stel het niveau van Oudewater vast", "note": "Vorige: 1 Alert, week 47"},
    {"title": "OOV-beeld West, week 48: deel van de politie afronden", "note": "Voor woensdag 17.00 uur"},
]


SOMEBODY = [
    SimpleNamespace(reference="a", function="Analist", organisation=SimpleNamespace(name="Regionaal bureau")),
    SimpleNamespace(reference="b", function="OOV-adviseur", organisation=SimpleNamespace(name="Gemeente Woerden")),
]


def _sample_context(request: HttpRequest) -> dict[str, Any]:
    signed_in = getattr(request, "membership", None)
    opened = request.GET.get("open", "1")
    return {
        "is_demo": True,
        "membership": signed_in or SOMEBODY[0],
        "memberships": getattr(request, "memberships", None) or SOMEBODY,
        "frames": FRAMES,
        "levels": range(5),
        "directions": ["up", "stable", "down", "unknown"],
        "phases": ["latent", "rising", "escalation", "aftermath"],
        "markings": ["red", "amber_strict", "amber", "green", "clear"],
        "areas": AREAS,
        "timeline": TIMELINE,
        "inbox": [(*row, str(number) == opened) for number, row in enumerate(INBOX, start=1)],
        "masked": MASKED,
        "list": LIST,
        "form": SampleForm(),
        "failed": SampleForm(data={"place": "", "municipality": "GM0632", "basis": "elsewhere"}),
        "question": QuestionForm(),
        "now": WEDNESDAY,
        "urgent": [
            {"label": "Spoed, gevaar voor mensen", "number": "112", "when": "Altijd"},
            {
                "label": "Dienstdoende analist",
                "number": "030 000 00 00",
                "tel": "+31300000000",
                "when": "7 tot 23 uur",
            },
        ],
        "definitions": [
            ("Plaats", "Woerden, Exercitieveld"),
            ("Gezien", "maandag 23 november 2026, tussen 19.30 en 21.00 uur"),
            ("Bron", "betrouwbaar"),
            ("Inhoud", "aannemelijk"),
            ("Bewaard tot", "24 mei 2027"),
        ],
        "answers": [
            {"question": "Wat is er gezien?", "answer": "Flyers met een oproep voor donderdagavond.", "href": "#"},
            {"question": "Waar?", "answer": "Woerden, Schilderskwartier", "href": "#"},
            {"question": "Hoe weet u dit?", "answer": "Van iemand gehoord", "href": "#"},
            {"question": "Toelichting", "answer": "", "href": "#"},
        ],
        "filters": [
            {"label": "Alles", "href": "#", "current": True, "count": 43},
            {"label": "Mijn gemeente", "href": "#", "count": 14},
            {"label": "Demonstraties deze week", "href": "#", "count": 3},
        ],
        "tabs": [
            {"label": "Overzicht", "href": "#", "current": True},
            {"label": "Signalen", "href": "#", "count": 14},
            {"label": "Geschiedenis", "href": "#"},
        ],
        "steps": [
            {"label": "Concept", "state": "done", "note": "maandag"},
            {"label": "In afstemming", "state": "now", "note": "politie en om, tot woensdag 17.00 uur"},
            {"label": "Vastgesteld", "state": "next"},
            {"label": "Vrijgegeven", "state": "next", "note": "donderdag"},
        ],
        "keys": [("j", "Volgende signaal"), ("k", "Vorige signaal"), ("a", "Koppelen"), ("ctrl+enter", "Verzenden")],
        "parts": [
            ("In één oogopslag", ""),
            ("Wat is er veranderd", ""),
            ("Terugblik", "akkoord"),
            ("Vooruitblik", "akkoord"),
            ("Online", "politie"),
            ("Duiding en scenario's", "om"),
            ("Handelingsperspectief", ""),
            ("Wat weten we niet", ""),
            ("Wie droeg bij", ""),
            ("Verspreiding en bewaartermijn", ""),
        ],
    }


@open_to_anyone
def show(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    context = _sample_context(request)
    context["failed"].is_valid()
    return render(request, "stijl.html", context)


@open_to_anyone
def show_frame(request: HttpRequest, frame: str) -> HttpResponse:
    """One kind of page, with sample content."""
    if frame not in FRAMES:
        raise Http404
    return render(request, f"stijl/{frame}.html", _sample_context(request))


@open_to_anyone
@require_POST
def keep_nothing(request: HttpRequest) -> HttpResponse:
    """Answers like a page that saves while you type, and keeps nothing."""
    return JsonResponse({"at": "16.12 uur", "function": "Redacteur"})


urlpatterns = [
    path("stijl/", show, name="style_page"),
    path("stijl/bewaren/", keep_nothing, name="style_page_keep"),
    path("stijl/<slug:frame>/", show_frame, name="style_page_frame"),
]
