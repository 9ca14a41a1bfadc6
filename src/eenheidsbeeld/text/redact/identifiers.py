"""Numbers and addresses that point to one person: mail, phone, BSN, IBAN, plate, documents, cases.

Every pattern has bounded repeats and starts at a fixed kind of character, so time stays linear.
"""

import re
from collections.abc import Callable, Iterator

from eenheidsbeeld.text.findings import Kind
from eenheidsbeeld.text.redact.checks import IBAN_LENGTH, is_bsn, is_iban, passes_luhn
from eenheidsbeeld.text.redact.plates import find_plates
from eenheidsbeeld.text.redact.spans import Span
from eenheidsbeeld.text.tokens import Held

_MAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}(?:@| ?[\[(](?:at|apenstaartje)[\])] ?|"
    r" @ )(?:[\w-]{1,63}\.){1,6}[a-zA-Z]{2,24}(?![\w])"
)
_MAIL_SPOKEN = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} (?:apenstaartje|at) [\w-]{1,63} ?(?:\.| punt | dot ) ?(?:nl|com|net|org|be|eu)\b",
    re.I,
)
_PHONE = re.compile(
    r"(?:(?<![\w+,.\-/])|(?<=tel\.)|(?<=Tel\.)|(?<=mob\.)|(?<=nr\.))(?:\(?\+|00|\(?0)\d?[\d \-.()/]{6,20}\d(?![\d])"
)
_PUBLIC_PHONE = re.compile(r"^(?:0800|0900|0906|0909|0907|144|14\d{2,3}$|112$|113$|088|085)")
_NINE = re.compile(r"(?<![\w.,/-])\d{3,4}[ .]?\d{2,3}[ .]?\d{2,3}(?![\w])(?![.,/-]\d)")
_BSN_WORD = re.compile(r"\b(?:bsn|b\.s\.n|sofi(?:nummer)?|burgerservice(?:nummer|nr)?|burgerservicenr)\b", re.I)
_BSN_AFTER_WORD = re.compile(
    r"\b(?:bsn|sofinummer|burgerservicenummer|burger service nummer)(?:[- ]?(?:nummer|nr))?\W{0,4}(?:is |"
    r"van |luidt )?(\d[\d .-]{6,12}\d)",
    re.I,
)
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2})[ ]?(\d{2})(?=[ .-]?[A-Za-z0-9])")
_IBAN_WORD = re.compile(r"\b(?:iban|rekening(?:nummer|nr)?|bankrekening|rek\.?nr)\b\W{0,4}$", re.I)
_ACCOUNT = re.compile(r"\b(?:rekening(?:nummer|nr)?|giro(?:nummer)?|bankrekening)\W{0,3}(\d[\d .]{5,12}\d)", re.I)
_DOCUMENT = re.compile(
    r"\b(?:paspoort|id-?kaart|identiteitskaart|identiteitsbewijs|rijbewijs|document|v|vreemdelingen|"
    r"cli[eë]nt|pati[eë]nt|klant|dossier|zaak|parket|proces-?verbaal|pv|mutatie|rapport|registratie|"
    r"aangifte|bvh|incident|melding|meldings|zaaks|polis|bekeuring|cjib|personeels|dienst|student|"
    r"studenten|leerling|kaart|verbalisant(?:en)?)"
    r"[- ]?(?:nummer|nr\.?|no\.?|id)?(?![A-Za-z0-9])\s{0,2}[:#=]?\s{0,2}(?:is\s|was\s|nr\.?\s|"
    r"met nummer\s)?((?=[A-Z0-9./-]{0,16}\d{2})[A-Z0-9](?:[A-Z0-9]|[./-](?=[A-Z0-9])){4,24})(?![\w])",
    re.I,
)
_DOCUMENT_WORDS = (
    "paspoort", "kaart", "bewijs", "document", "nummer", "nr", "no.", "parket", "verbaal", "pv", "mutatie",
    "rapport", "bvh", "cjib",
    "registratie", "dossier", "zaak", "verbalisant", ":", "#",
)  # fmt: skip
_DOCUMENT_NUMBER_WORD = re.compile(
    r"nummer|nr|no\.|[:#=]| id |verbaal|\bpv\b|paspoort|kaart|rijbewijs|identiteit|bvh|parket|mutatie|verbalisant",
    re.I,
)
_POLICE_CASE = re.compile(
    r"(?<![\w-])PL\d{2,4}[- ]?\d{4,12}(?:-\d{1,3})?(?![\w])|(?<![\w/-])\d{2}[/-]\d{6}-\d{2}(?![\w-])", re.I
)
_DOCUMENT_SHAPE = re.compile(r"(?<![\w-])(?=[A-Z0-9]{0,8}\d)[A-NP-Z]{2}[A-NP-Z0-9]{6}\d(?![\w-])")
_LONG_NUMBER = re.compile(r"(?<![\w.,/-])\d(?:[ -]?\d){12,18}(?![\w])")
_IP = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])", re.I
)
_COORDINATES = re.compile(
    r"(?<![\w.])5[0-4][.,]\d{3,12}\s{0,2}°?\s?N?[,;/ ]\s{0,2}[3-7][.,]\d{3,12}\s?°?\s?(?:E|O)?(?![\w])"
)
_URL = re.compile(
    r"(?<![\w@])(?:https?://|www\.)[^\s<>\"']{2,2000}|(?<![\w@./-])(?:[\w-]{1,63}\.){1,4}(?:com|me|nl|org|"
    r"be|net|ly|tv|gg)/[^\s<>\"']{1,500}",
    re.I,
)
_SOCIAL = re.compile(
    r"(?:^|[/.])(?:facebook|fb|instagram|tiktok|twitter|x|linkedin|t|telegram|snapchat|youtube|threads|"
    r"mastodon|vk|bsky|wa|onlyfans|twitch|discord|pinterest|reddit|gofundme)\.(?:com|me|nl|tv|gg|app|"
    r"social)/(?!$)",
    re.I,
)
_PERSON_PATH = re.compile(
    r"/(?:~|@|u/|user/|users/|profiel/|profile/|in/|people/|medewerkers?/|persoon/|leden/)", re.I
)
_INSTITUTION = re.compile(
    r"^@?(?:politie|gemeente|brandweer|veiligheidsregio|om_|rivm|knmi|nos|nu_?nl|ns_|ns$|ovnl|provincie|"
    r"rijkswaterstaat|nctv|rtl|omroep|rtv|ad_|adnl|volkskrant|nrc|telegraaf|gvb|ret_?|htm_|burgernet|"
    r"minister|rijks|minjenv|minvws|minbzk|waterschap|ggd)",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w@./=+-])@[A-Za-z_][\w.]{1,30}(?<!\.)")
_HANDLE_AFTER = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|tik tok|twitter|facebook|fb|telegram|discord|signal|twitch|"
    r"gebruikersnaam|gebruiker|username|nickname|nick|account|accountnaam|profiel|user|handle)"
    r"(?:[- ]?(?:account|naam|profiel|gebruiker|user))?(?:\s?[:=]\s?|\s(?:is|van|onder de naam|genaamd|"
    r"met de naam|naam)\s|\s)['\"(]?([A-Za-z_][\w.]{2,30}(?<!\.))",
    re.I,
)
_HANDLE_LOOK = re.compile(r"(?=.*[_\d])|.*[a-z]\.[a-z]|.*[a-z][A-Z]")
_HANDLE_BARE = re.compile(
    r"(?<![\w@./:-])(?:[A-Za-z][A-Za-z0-9]{0,20}(?:_[A-Za-z0-9]{1,20}){1,4}_?"
    r"|x?[A-Za-z]{3,15}\.[a-z]{2,15}\d{2,4})(?![\w@./-])"
)


# What a text must hold before an expression above finds anything: each starts at a digit or a point, which is cheap.
_MANY_DIGITS = re.compile(r"\d(?:[ .()/+-]{0,2}\d){7}")
_TWO_LETTERS_TWO_DIGITS = re.compile(r"\d\d(?:(?<=[A-Za-z]{2}\d\d)|(?<=[A-Za-z]{2} \d\d))")
_CAPITAL_BEFORE_DIGIT = re.compile(r"\d(?<=[A-Z]\d)")
_CODE = re.compile(  # two digits, and at least three more letters, digits or marks against them
    r"\d\d(?:[\w./-]{3}|(?<=[\w./-]\d\d)[\w./-]{2}|(?<=[\w./-]{2}\d\d)[\w./-]|(?<=[\w./-]{3}\d\d))"
)
_THREE_POINTED = re.compile(r"\d\.\d{1,3}\.\d")
_SITE_AND_PATH = re.compile(r"\.(?:com|me|nl|org|be|net|ly|tv|gg)/")
_ACCOUNT_WORDS = frozenset(("rekening", "rekeningnummer", "rekeningnr", "giro", "gironummer", "bankrekening"))
_NUMBERED = frozenset(
    word + end
    for word in (
        "paspoort", "kaart", "idkaart", "identiteitskaart", "identiteitsbewijs", "rijbewijs", "document", "v",
        "vreemdelingen", "client", "cliënt", "patient", "patiënt", "klant", "dossier", "zaak", "parket", "verbaal",
        "procesverbaal", "pv", "mutatie", "rapport", "registratie", "aangifte", "bvh", "incident", "melding",
        "meldings", "zaaks", "polis", "bekeuring", "cjib", "personeels", "dienst", "student", "studenten", "leerling",
        "verbalisant", "verbalisanten",
    )
    for end in ("", "nummer", "nr", "no", "id")
)  # fmt: skip
_PLATFORMS = frozenset(
    word + end
    for word in (
        "insta", "instagram", "snap", "snapchat", "tiktok", "tok", "twitter", "facebook", "fb", "telegram", "discord",
        "signal", "twitch", "gebruikersnaam", "gebruiker", "username", "nickname", "nick", "account", "accountnaam",
        "profiel", "user", "handle",
    )
    for end in ("", "account", "naam", "profiel", "gebruiker", "user")
)  # fmt: skip
_LATITUDES, _LONGITUDES = frozenset(("50", "51", "52", "53", "54")), frozenset("34567")


def find_identifiers(text: str, held: Held) -> list[Span]:
    """All identifiers of a text, overlaps included."""
    spans: list[Span] = []
    for may_hold, find in (*_FINDERS, *(_FINDERS_OF_NUMBERS if held.numbers else ())):
        if may_hold(text, held):
            spans.extend(find(text, held))
    return spans


def _mails(text: str, held: Held) -> Iterator[Span]:
    for pattern, signs in ((_MAIL, "@[("), (_MAIL_SPOKEN, ("apenstaartje", " at "))):
        for match in pattern.finditer(text) if any(sign in text for sign in signs) else ():
            yield Span(match.start(), match.end(), Kind.EMAIL, "mail address", 10)


def _handles(text: str, held: Held) -> Iterator[Span]:
    for match in _HANDLE.finditer(text):
        if not _INSTITUTION.match(match.group()):
            yield Span(match.start(), match.end(), Kind.HANDLE, "account name with @", 8)


def _bare_handles(text: str, held: Held) -> Iterator[Span]:
    for match in _HANDLE_BARE.finditer(text):
        if "_" in match.group():
            yield Span(match.start(), match.end(), Kind.HANDLE, "word in the shape of an account name", 6)


def _named_handles(text: str, held: Held) -> Iterator[Span]:
    for match in _HANDLE_AFTER.finditer(text):
        name = match.group(1)
        if _HANDLE_LOOK.match(name) and not _INSTITUTION.match(name):
            yield Span(match.start(1), match.end(1), Kind.HANDLE, "account name after the name of a platform", 7)


def _urls(text: str, held: Held) -> Iterator[Span]:
    for match in _URL.finditer(text):
        address = match.group().rstrip(".,;:!?)]'\"")
        bare = re.sub(r"^https?://(?:www\.)?|^www\.", "", address, flags=re.I)
        if _SOCIAL.search("/" + bare + ("/" if "/" not in bare else "")) or _PERSON_PATH.search(bare):
            yield Span(match.start(), match.start() + len(address), Kind.URL, "link to an account or a person", 11)
        else:
            # A link to an institution stays; nothing inside it is read as a name or number.
            yield Span(match.start(), match.start() + len(address), Kind.URL, "", 9)


def _of_many_digits(text: str, held: Held) -> Iterator[Span]:
    for find in (_phones, _bsns, _long_numbers):
        yield from find(text)


def _phones(text: str) -> Iterator[Span]:
    for match in _PHONE.finditer(text):
        found = match.group()
        digits = re.sub(r"\D", "", found)
        if _PUBLIC_PHONE.match(digits) and "+" not in found:
            continue
        length = _phone_length(found, digits)
        if length is None:
            continue
        skipped = 1 if found[0] == "(" and ")" not in found[:length] else 0
        yield Span(match.start() + skipped, match.start() + length, Kind.PHONE, "telephone number", 8)


def _phone_length(found: str, digits: str) -> int | None:
    """How many characters of the run are the number; None when it is none."""
    if "+" in found or digits.startswith("00"):
        start = digits.removeprefix("00") if digits.startswith("00") else digits
        if start.startswith("31"):
            wanted = len(digits) - len(start) + (12 if start[2:3] == "0" else 11)
            return _cut(found, wanted) if len(digits) >= wanted else None
        return len(found) if 9 <= len(start) <= 15 else None
    if digits[1:2] == "0" or len(digits) < 10:
        return None
    if re.match(r"^0\d{3,4}[./-]\d{1,2}[./-]\d{1,2}", found) and len(digits) < 10:
        return None
    return _cut(found, 10)


def _cut(found: str, wanted: int) -> int:
    seen = 0
    for position, char in enumerate(found):
        seen += char.isdigit()
        if seen == wanted:
            return position + 1
    return len(found)


def _bsns(text: str) -> Iterator[Span]:
    for match in _BSN_AFTER_WORD.finditer(text):
        yield Span(match.start(1), match.end(1), Kind.BSN, "number after the word BSN", 9)
    for match in _NINE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if is_bsn(digits) and (len(digits) == 9 or _BSN_WORD.search(text, max(0, match.start() - 40), match.start())):
            yield Span(match.start(), match.end(), Kind.BSN, "nine digits that pass the BSN test", 7)


def _ibans(text: str, held: Held) -> Iterator[Span]:
    for match in _IBAN_START.finditer(text):
        length = IBAN_LENGTH.get(match.group(1).upper())
        if length is None:
            continue
        end, compact = _take(text, match.start(), length)
        if len(compact) == length and is_iban(compact):
            yield Span(match.start(), end, Kind.IBAN, "account number that passes the IBAN test", 12)
        elif len(compact) == length and (
            _IBAN_WORD.search(text[max(0, match.start() - 30) : match.start()])
            or (compact[4:8].isalpha() and compact[8:].isdigit())
        ):
            yield Span(match.start(), end, Kind.IBAN, "account number in the shape of an IBAN", 9)


def _accounts(text: str, held: Held) -> Iterator[Span]:
    for match in _ACCOUNT.finditer(text):
        yield Span(match.start(1), match.end(1), Kind.IBAN, "number after the word account", 7)


def _take(text: str, start: int, length: int) -> tuple[int, str]:
    """Read `length` letters and digits, single spaces, points and dashes between them allowed."""
    kept: list[str] = []
    position, gap = start, 0
    while position < len(text) and len(kept) < length:
        char = text[position]
        if char.isascii() and char.isalnum():
            kept.append(char.upper())
            gap = 0
        elif char in " .-" and gap == 0:
            gap = 1
        else:
            break
        position += 1
    return position, "".join(kept)


def _police_cases(text: str, held: Held) -> Iterator[Span]:
    for match in _POLICE_CASE.finditer(text):
        yield Span(match.start(), match.end(), Kind.ID, "case number", 9)


def _documents(text: str, held: Held) -> Iterator[Span]:
    for match in _DOCUMENT.finditer(text) if any(word in held.low for word in _DOCUMENT_WORDS) else ():
        if _DOCUMENT_NUMBER_WORD.search(text[match.start() : match.start(1)]):
            yield Span(match.start(1), match.end(1), Kind.ID, "number after the name of a document or case", 8)


def _shaped_documents(text: str, held: Held) -> Iterator[Span]:
    for match in _DOCUMENT_SHAPE.finditer(text):
        if sum(c.isdigit() for c in match.group()) >= 3 and sum(c.isalpha() for c in match.group()) >= 3:
            yield Span(match.start(), match.end(), Kind.ID, "in the shape of a document number", 6)


def _long_numbers(text: str) -> Iterator[Span]:
    for match in _LONG_NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if 13 <= len(digits) <= 19 and passes_luhn(digits):
            yield Span(match.start(), match.end(), Kind.ID, "card or device number", 7)


def _network_addresses(text: str, held: Held) -> Iterator[Span]:
    for match in _IP.finditer(text):
        if ":" in match.group() or all(int(part) < 256 for part in match.group().split(".")):
            yield Span(match.start(), match.end(), Kind.ID, "network address", 6)


def _coordinates(text: str, held: Held) -> Iterator[Span]:
    for match in _COORDINATES.finditer(text):
        yield Span(match.start(), match.end(), Kind.ADDRESS, "exact coordinates", 8)


def _may_hold_mail(text: str, held: Held) -> bool:
    return "@" in text or "(at)" in text or "[at]" in text or "apenstaartje" in text or " at " in text


def _may_hold_url(text: str, held: Held) -> bool:
    return "." in text and ("://" in text or "www." in held.low or _SITE_AND_PATH.search(held.low) is not None)


_Gate = Callable[[str, Held], bool]
_Finder = Callable[[str, Held], Iterator[Span]]
# Per finder what a text must hold: it may let through more than the finder takes and never less, which
# `tests/unit/text/test_gates.py` tries.
_FINDERS: tuple[tuple[_Gate, _Finder], ...] = (
    (_may_hold_mail, _mails),
    (lambda text, held: "@" in text, _handles),
    (lambda text, held: "_" in text, _bare_handles),
    (lambda text, held: not held.runs.isdisjoint(_PLATFORMS), _named_handles),
    (_may_hold_url, _urls),
)
_FINDERS_OF_NUMBERS: tuple[tuple[_Gate, _Finder], ...] = (
    (lambda text, held: _TWO_LETTERS_TWO_DIGITS.search(text) is not None, _ibans),
    (lambda text, held: not held.runs.isdisjoint(_ACCOUNT_WORDS), _accounts),
    (lambda text, held: True, find_plates),
    (lambda text, held: "pl" in held.runs or any(len(number) == 6 for number in held.numbers), _police_cases),
    (lambda text, held: not held.runs.isdisjoint(_NUMBERED) and _CODE.search(text) is not None, _documents),
    (lambda text, held: _CAPITAL_BEFORE_DIGIT.search(text) is not None, _shaped_documents),
    (lambda text, held: text.count(":") > 3 or _THREE_POINTED.search(text) is not None, _network_addresses),
    (
        lambda text, held: not (held.numbers.isdisjoint(_LATITUDES) or held.numbers.isdisjoint(_LONGITUDES)),
        _coordinates,
    ),
    (lambda text, held: _MANY_DIGITS.search(text) is not None, _of_many_digits),
)
