"""Closed word groups that tell whether a capitalised word is a person."""

from eenheidsbeeld.text.lists import word_group

TITLES = word_group("redact.name_words.titles")
SURE_TITLES = word_group("redact.name_words.sure_titles")
ROLES = word_group("redact.name_words.roles")
SPEECH = word_group("redact.name_words.speech")
SAYS = word_group("redact.name_words.says")
BEFORE_PERSON = word_group("redact.name_words.before_person")
PREFIXES = word_group("redact.name_words.prefixes")
START_PREFIXES = word_group("redact.name_words.start_prefixes")
ARTICLES = word_group("redact.name_words.articles")
IN_PLACE = frozenset(("in", "te", "uit", "naar", "nabij", "omgeving", "gemeente", "provincie", "regio", "vanuit"))
ORGANISATION = word_group("redact.name_words.organisation")
# Clubs and shops that are written as a person's name.
NOT_NAMES = frozenset(name.replace("_", " ") for name in word_group("clubs")) | {"albert heijn"}
NATIONS = word_group("redact.name_words.nations")
NOT_PERSONS = word_group("redact.name_words.not_persons")
NEVER_SURNAME = word_group("redact.name_words.never_surname")
NAMED_THINGS = word_group("redact.name_words.named_things")
FOREIGN_WORDS = word_group("redact.name_words.foreign_words")
