"""Pages to one program: what the catalog knows of a credential, and what the pages say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ...models.competencies import Competency
from ...models.credentials import Credential
from ...models.programs import Program
from ...models.qualifications import leading_to
from .footnotes import Footnote
from .items import Named
from .page import PageRead


def program_of(
    read: Sequence[PageRead], competencies: Mapping[str, Competency], base: Program, edition: str | None
) -> tuple[Program, list[str]]:
    """The program of some pages, and what a person should look at.

    Args:
        read: the pages.
        competencies: what they state.
        base: the shipped program, which knows titles, routes and dates of credentials.
        edition: the date of the rules, if the caller knows better than the pages.
    """
    remarks = [remark for page in read for remark in page.remarks]
    credentials: dict[str, Credential] = {}
    for page in read:
        _add_credentials(page, base, credentials, remarks)
    for name in leading_to(list(credentials), base.routes):
        if name not in credentials:
            credentials[name] = base.credentials[name]
    days = [page.edition for page in read if page.edition]
    if not days and edition is None and any(facts.retired for facts in credentials.values()):
        remarks.append(
            f"{read[0].path}: bears no date, so exams that were retired by today cannot be planned:"
            " --edition says otherwise"
        )
    program = Program(
        program=base.program,
        title=base.title,
        edition=edition or max(days, default=None),
        source=f"Read from {len(read)} published page{'s' if read[1:] else ''}",
        credentials=dict(sorted(credentials.items())),
        competencies=dict(competencies),
    )
    return program, remarks


def _add_credentials(
    page: PageRead, base: Program, credentials: dict[str, Credential], remarks: list[str]
) -> None:
    for named in page.named:
        if named.credential not in credentials:
            credentials[named.credential] = base.credentials.get(named.credential) or _unknown(named, page)
    for name, note in _explained(page, remarks):
        credentials[name] = _dated(credentials[name], name, note, page, remarks)


def _unknown(named: Named, page: PageRead) -> Credential:
    source = f"{page.path}, line {named.line}"
    return Credential(kind=named.kind, title=named.title or None, source=source)


def _explained(page: PageRead, remarks: list[str]) -> Iterator[tuple[str, Footnote]]:
    """Each marked credential with its footnote."""
    notes = sorted(page.footnotes, key=lambda note: note.line)
    used: set[Footnote] = set()
    for named in sorted(page.named, key=lambda item: item.line):
        note = named.own_footnote or _explaining(named, notes)
        if note is not None:
            used.add(note)
            yield named.credential, note
        elif named.mark:
            place = f"{page.path}: line {named.line}"
            remarks.append(f"{place}: nothing explains the asterisk of {named.credential}")
    remarks += [
        f"{page.path}: line {note.line}: no asterisk leads to this footnote: {note.text}"
        for note in notes
        if note not in used
    ]


def _explaining(named: Named, notes: Sequence[Footnote]) -> Footnote | None:
    """The next footnote below with as many asterisks, else the last above."""
    alike = [note for note in notes if note.mark == named.mark]
    below = (note for note in alike if note.line > named.line)
    return next(below, alike[-1] if alike else None)


def _dated(
    credential: Credential, name: str, note: Footnote, page: PageRead, remarks: list[str]
) -> Credential:
    """The credential with the dates of its footnote; what the page says comes before what we knew."""
    stated = {"retired": note.retired, "counts_until": note.counts_until}
    dates = {key: day for key, day in stated.items() if day is not None}
    if not dates:
        return credential.replaced(note=note.text) if not credential.note else credential
    known = {key: day for key in stated if (day := getattr(credential, key)) is not None}
    place = f"{page.path}: line {note.line}"
    for key in dates.keys() & known.keys():
        if known[key] != dates[key]:
            other = f"{known[key]} in the catalog; {dates[key]} is taken"
            remarks.append(f"{place}: {name} has {key} {dates[key]} here, {other}")
    both = {**known, **dates}
    if both.get("counts_until", date.max) < both.get("retired", date.min):
        (key,) = both.keys() - dates.keys()
        remarks.append(
            f"{place}: {name} has {key} {both.pop(key)} in the catalog, which does not fit: left out"
        )
    return credential.replaced(**{"retired": None, "counts_until": None, **both})
