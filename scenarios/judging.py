"""What one organization is told in a batch. The place where the time of a batch goes."""

from __future__ import annotations

from dataclasses import dataclass

from ..models.errors import PlanCompetencyError
from ..models.programs import Program
from ..models.rosters import Roster
from ..readers.organization import Organization
from ..solver.colleagues import Reach, colleague
from ..solver.questions import Options, Question, question
from ..solver.wishes import Wishes
from .parts import parts_of
from .survey import Survey
from .told import Cells, best

#: So many sets of facts about organizations are remembered.
MOST_FACTS = 100


class Judge:
    """Judges organizations by one survey, and remembers what it said.

    What a row says of a target depends on the facts about the organization, and on its people: not on who
    they are, but on how they stand, see `Part`. So organizations that are alike in this have one answer, and
    no row depends on which of them was first.
    """

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._known: dict[object, _Asked] = {}

    @property
    def program(self) -> Program:
        """Whose credentials are meant."""
        return self._survey.program

    def cells(self, roster: Roster) -> tuple[Cells, ...]:
        """What the organization is told of each target by itself, in the order asked.

        Raises:
            InvalidQuestion: the roster states a fact twice.
        """
        if self._survey.market is not None:
            roster = roster.model_copy(update={"market": self._survey.market})
        asked = self._asked(roster)
        people = [
            colleague(name, person, asked.reach, asked.question.case.lapsed, self._survey.on, Wishes(), {})
            for name, person in roster.people.items()
        ]
        return tuple(
            best(part.told(people) for part in asked.parts[name]).cells for name in self._survey.targets
        )

    def _asked(self, roster: Roster) -> _Asked:
        facts = roster.market, tuple(sorted(roster.metrics.items()))
        if facts not in self._known:
            if len(self._known) >= MOST_FACTS:
                self._known.clear()
            stated = Roster(people={}, market=roster.market, metrics=roster.metrics)
            self._known[facts] = _Asked(self._question(stated))
        return self._known[facts]

    def _question(self, stated: Roster) -> Question:
        survey = self._survey
        options = Options(
            portfolio=survey.portfolio,
            on=survey.on,
            time_limit=survey.limits.seconds,
            workers=survey.limits.workers,
            seed=survey.limits.seed,
            without=survey.limits.without,
        )
        return question(stated, (), survey.program, options)


class _Asked:
    """What is asked of organizations of which the same is stated: each target in parts, by its name."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.reach = Reach(question.program, question.program.sittable(question.on))
        self.parts = {str(target): parts_of(target, question) for target in question.case.targets}


@dataclass(frozen=True)
class Answer:
    """What an organization is told: cells for each target, or an error."""

    organization: str
    cells: tuple[Cells, ...] = ()
    error: str | None = None


def answer_of(organization: Organization, judge: Judge) -> Answer:
    """The answer of one organization; whatever is wrong with it is its own error."""
    name = organization.name
    try:
        name, roster = organization.read(judge.program)
        return Answer(name, judge.cells(roster))
    except PlanCompetencyError as error:
        return Answer(name, error="; ".join(str(error).split("\n")))
    except Exception as error:  # noqa: BLE001 - even a bug here must not stop the other organizations
        return Answer(name, error=f"This is a bug in plan-competency, please report it: {error!r}")
