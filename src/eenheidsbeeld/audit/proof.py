"""What a certificate of destruction and an account of a night say, sealed with a secret outside the database."""

from __future__ import annotations

from collections.abc import Sequence

from eenheidsbeeld.audit.models import DestructionCertificate, DestructionNight
from eenheidsbeeld.audit.rules import in_utc, sealed


def seal_of_certificate(one: DestructionCertificate) -> str:
    said = [
        "certificate", one.night_id, one.subject_kind, one.count, one.keys_digest, in_utc(one.oldest),
        in_utc(one.newest), one.term_days, one.since_field, one.why, in_utc(one.destroyed_at),
    ]  # fmt: skip
    return sealed(said)


def seal_of_night(night: DestructionNight, certificates: Sequence[tuple[int, str]], before: str) -> str:
    """Over the whole account, its certificates and the seal of the night before, so that none can go missing."""
    assert night.ended_at is not None
    said = [
        "night", night.number, in_utc(night.started_at), in_utc(night.ended_at), night.version, night.held,
        night.needed, night.failed, night.log_head, night.times_cut_off, [list(one) for one in certificates], before,
    ]  # fmt: skip
    return sealed(said)


def seals_under(night: DestructionNight) -> list[tuple[int, str]]:
    return list(night.certificates.order_by("pk").values_list("pk", "seal"))


def seal_before(night: DestructionNight) -> str:
    """The seal of the last night that ended before this one; empty for the first."""
    earlier = DestructionNight.objects.filter(number__lt=night.number).exclude(seal="").order_by("-number").first()
    return earlier.seal if earlier else ""
