"""What templates say to whoever fills them in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...models.targets import Target
from ...models.templates import Template
from ...models.words import name_of as metric_name
from ..languages import Language
from ..sentences.amounts import by_market
from ..sentences.amounts import targets as count_of_targets
from ..sentences.targets import name_of

#: Up to so many targets are named.
_NAMED = 6


@dataclass(frozen=True)
class Texts:
    """The words of a template.

    Attributes:
        words: the language.
        command: what to run when it is filled in.
    """

    words: Language
    command: str

    @property
    def person(self) -> str:
        """The heading above names; it is read, whatever the language."""
        return self.words.say("Person")

    @property
    def max_exams(self) -> str:
        """The heading above the most exams that somebody will sit; it is read as well."""
        return self.words.say("Max exams")

    @property
    def held(self) -> str:
        """What a cell says of a credential that is held; it is read as well."""
        return self.words.say("yes")

    @property
    def will_not_sit(self) -> str:
        """What a cell says of an exam that somebody will not sit; it is read as well."""
        return self.words.say("will not sit")

    def title(self, template: Template) -> str:
        """What the template is for."""
        return self.words.say(
            "Who holds what, for {targets}", targets=self._named(template.targets, template)
        )

    def steps(self) -> Iterator[str]:
        """How a workbook is filled in."""
        say, values = self.words.say, {"yes": self.held, "no": self.will_not_sit}
        yield say("On the sheet Roster, write the name of each person in a row of its own.")
        yield say(
            "Under each credential that the person holds, choose “{yes}” or type the day on which it was "
            "passed. Leave the cell empty if it is not held.",
            **values,
        )
        yield say(
            "Choose “{no}” where somebody will not sit an exam. Under “{max_exams}” write how many exams "
            "the person will sit at most; empty means any number.",
            max_exams=self.max_exams,
            **values,
        )
        yield say("On the sheet Organization, fill in what you know. Empty means not stated.")
        yield say("Save the file, then run this command:")

    def hint(self, credential: str, template: Template) -> str:
        """What a credential is, and for what it counts."""
        title = template.program.title_of(credential)
        targets = self.targets(credential, template)
        return self.words.say("{title}. Counts for {targets}.", title=title, targets=targets)

    def targets(self, credential: str, template: Template) -> str:
        """The targets for which a credential can count."""
        return self._named(template.counting_for[credential], template)

    def _named(self, found: Sequence[Target], template: Template) -> str:
        """Some targets by their names, which have commas in them; many by their number."""
        if len(found) > _NAMED:
            return count_of_targets(len(found), self.words)
        return "; ".join(name_of(str(target), template.program) for target in found)

    def facts(self, template: Template) -> Iterator[tuple[str, str, str]]:
        """The rows of the organization: key, what it is, and how much is needed."""
        say = self.words.say
        yield "organization", say("The name of your organization"), ""
        yield "market", say("Your market: developed or developing"), ""
        for key, asked in template.thresholds.items():
            labels = dict.fromkeys(metric_name(leaf) for _, leaf in asked)
            needs = dict.fromkeys(
                f"{name_of(str(target), template.program)}: {by_market(leaf.at_least, leaf.unit, self.words)}"
                for target, leaf in asked
            )
            yield key, "; ".join(labels), "\n".join(needs)
