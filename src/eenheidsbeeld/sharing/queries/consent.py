"""Who has to agree before a record reaches further, what was asked, and what was agreed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.consent_rules import (
    CANNOT_BE_NAMED,
    WHO_CONSENTS,
    WHO_SHARES,
    Answer,
    NothingToAsk,
    reaches_further,
)
from eenheidsbeeld.sharing.key_rules import NO_SUCH_KEY, KeyNotYours
from eenheidsbeeld.sharing.models import GroupMember, Shared, SharingConsent, SharingGroup, SharingRequest
from eenheidsbeeld.sharing.queries.groups import groups_of
from eenheidsbeeld.sharing.rules import ORDER, Choice, Marking, WiderThanAllowed
from eenheidsbeeld.sharing.subjects import Subject


def may_choose(viewer: Viewer, groups: Collection[int]) -> list[int]:
    """Of these groups the ones that the viewer takes part in; anything else in a form is no choice."""
    return sorted(groups_of(viewer).filter(pk__in=groups).values_list("pk", flat=True))


def check_may_share_so(viewer: Viewer, choice: Choice | None) -> None:
    """Raise unless something new may be shared so: in groups of the viewer's own, in a compartment that is open."""
    if choice is None:
        return
    groups = choice.groups or ()
    if choice.marking not in (Marking.AMBER_STRICT, Marking.AMBER) or len(may_choose(viewer, groups)) < len(groups):
        raise WiderThanAllowed()
    if choice.compartment is not None and choice.compartment not in viewer.compartments:
        raise KeyNotYours(NO_SUCH_KEY)


def check_may_be_named(groups: Collection[int], source: int) -> None:
    """A confidential group is named only to its members: a source outside it cannot be asked about it."""
    secret = SharingGroup.objects.filter(pk__in=groups, is_confidential=True)
    within = GroupMember.objects.filter(organisation_id=source, until=None).values("group_id")
    if secret.exclude(pk__in=within).exists():
        raise NothingToAsk(CANNOT_BE_NAMED)


def who_must_agree(
    asker: int, subject: Subject, record: Shared, marking: Marking, groups: Collection[int]
) -> list[Organisation]:
    """The organisations, beside the one that asks, without whose consent this record may not reach so far."""
    owners: dict[int, Organisation] = {}
    agreed = [one for one in running_consents(subject, record) if _covers(one, marking, groups)]
    for source in (record, *subject.rests_on(record)):
        if source.owner_id in (asker, *owners) or not reaches_further(source.rights(), marking, groups):
            continue
        if not any(one.source_id == source.owner_id and _is_about(one, source) for one in agreed):
            owners[source.owner_id] = source.owner
    return [owner for _key, owner in sorted(owners.items())]


def _is_about(consent: SharingConsent, source: Shared) -> bool:
    """What came to lie under it after the consent is something else than was agreed about."""
    since = getattr(source, "lies_under_since", None)
    return since is None or since <= consent.given_at


def _covers(consent: SharingConsent, marking: Marking, groups: Collection[int]) -> bool:
    """A consent is for this marking and these groups, and for nothing else."""
    if ORDER.index(Marking(consent.to_marking)) < ORDER.index(marking):
        return False
    if marking != Marking.AMBER:
        return True
    scope = consent.to_scope
    return scope is not None and set(groups) <= set(scope.groups.values_list("pk", flat=True))


def running_consents(subject: Subject, record: Shared) -> list[SharingConsent]:
    rows = SharingConsent.objects.filter(subject_kind=subject.kind, subject_key=str(record.pk), withdrawn_at=None)
    return list(rows.select_related("source", "to_scope", "given_by").order_by("-given_at", "-pk"))


def consents_to_show(viewer: Viewer, subject: Subject, record: Shared) -> list[SharingConsent]:
    """What was agreed about a record that this viewer sees, as far as it concerns the own organisation."""
    everything = running_consents(subject, record)
    if viewer.organisation == record.owner_id:
        return everything
    return [one for one in everything if one.source_id == viewer.organisation]


def consent(viewer: Viewer, reference: str) -> SharingConsent:
    """A consent that the own organisation gave."""
    found = SharingConsent.objects.filter(reference=reference, source_id=viewer.organisation).first()
    if found is None:
        raise NotThere()
    return found


def requests(viewer: Viewer) -> QuerySet[SharingRequest]:
    """What was asked of the own organisation, and what it asked itself; for those who share."""
    if not viewer.has_role(*(role.value for role in WHO_SHARES)):
        return SharingRequest.objects.none()
    own = Q(source_id=viewer.organisation) | Q(asked_by__organisation_id=viewer.organisation)
    rows = SharingRequest.objects.filter(own).select_related("source", "asked_by__organisation", "answered_by")
    return rows.prefetch_related("to_scope__groups").order_by("-asked_at", "-pk")


def request(viewer: Viewer, reference: str) -> SharingRequest:
    found = requests(viewer).filter(reference=reference).first()
    if found is None:
        raise NotThere()
    return found


def waiting_for_answer(viewer: Viewer) -> Sequence[SharingRequest]:
    """Questions that this viewer may answer."""
    if not viewer.has_role(*(role.value for role in WHO_CONSENTS)):
        return []
    return list(requests(viewer).filter(source_id=viewer.organisation, answer=Answer.WAITING.value)[:20])


def waiting_about(viewer: Viewer, subject: Subject, record: Shared) -> QuerySet[SharingRequest]:
    """Questions of the own organisation about this record that still wait for an answer."""
    mine = requests(viewer).filter(asked_by__organisation_id=viewer.organisation, answer=Answer.WAITING.value)
    return mine.filter(subject_kind=subject.kind, subject_key=str(record.pk))


def record_of(subject: Subject, key: str) -> Shared | None:
    """The record a request is about; none when it has ended since. For actions, which check who acts."""
    return subject.model._default_manager.filter(pk=int(key)).select_related("owner").first()
