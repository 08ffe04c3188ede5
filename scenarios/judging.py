"""What one organization is told in a batch. The place where the time of a batch goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..models.errors import PlanCompetencyError
from ..models.plans import MissingPeople, Plan
from ..models.rosters import Holding, Person, Roster
from ..readers.organizations import Organization
from ..solver.case import TargetCase
from ..solver.colleagues import Colleague, Reach, colleague
from ..solver.questions import Options, Question, question
from ..solver.reduction import reach_of
from ..solver.seats import most_seats
from ..solver.wishes import Wishes
from .nearest import alone
from .survey import Survey

#: What a row says of one target: see `models.verdicts.OF_A_TARGET`.
Cells = tuple[str | int | None, ...]
#: What matters of one person to a target: what is held, what is refused, and the limit on exams.
_Kind = tuple[tuple[str, ...], tuple[str, ...], int]
#: So many answers are remembered, and so many sets of facts about organizations.
MOST_ANSWERS, MOST_FACTS = 200_000, 100


class Judge:
    """Judges organizations by one survey, and remembers what it said.

    What a row says of a target depends on the facts about the organization, and on how many people
    hold, refuse and are willing to sit the same of all that leads to the target; beyond as many as the
    target has seats, more people of a kind change nothing. So organizations that are alike in
    this have one answer. It is found for people without names, put in order by what they hold: no row
    depends on which of the organizations was first.
    """

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._questions: dict[object, Question] = {}
        self._answers: dict[object, Cells] = {}

    def cells(self, roster: Roster) -> tuple[Cells, ...]:
        """What the organization is told of each target by itself, in the order asked.

        Raises:
            InvalidQuestion: the roster states a fact twice.
        """
        if self._survey.market is not None:
            roster = roster.model_copy(update={"market": self._survey.market})
        facts = roster.market, tuple(sorted(roster.metrics.items()))
        asked = self._remembered_question(facts, roster)
        reach = Reach(asked.program, asked.program.sittable(asked.on))
        people = [
            colleague(name, person, reach, asked.case.lapsed, asked.on, Wishes(), {})
            for name, person in roster.people.items()
        ]
        targets = {str(target): target for target in asked.case.targets}
        return tuple(self._of(targets[name], facts, people, asked) for name in self._survey.targets)

    def _remembered_question(self, facts: object, roster: Roster) -> Question:
        if facts not in self._questions:
            if len(self._questions) >= MOST_FACTS:
                self._questions.clear()
            survey = self._survey
            stated = Roster(people={}, market=roster.market, metrics=roster.metrics)
            options = Options(
                portfolio=survey.portfolio,
                on=survey.on,
                time_limit=survey.limits.seconds,
                workers=survey.limits.workers,
                seed=survey.limits.seed,
                without=survey.limits.without,
            )
            self._questions[facts] = question(stated, (), survey.program, options)
        return self._questions[facts]

    def _of(self, target: TargetCase, facts: object, people: Sequence[Colleague], asked: Question) -> Cells:
        matters = reach_of(target, asked.case)
        seats = max(map(most_seats, target.options.values()))
        kinds = Counter(_kind(person, matters) for person in people)
        key = str(target), facts, tuple(sorted((kind, min(count, seats)) for kind, count in kinds.items()))
        if key not in self._answers:
            if len(self._answers) >= MOST_ANSWERS:
                self._answers.clear()
            self._answers[key] = _cells(alone(str(target), _of_nobody(key[2], asked), brief=True))
        return self._answers[key]


def _kind(person: Colleague, matters: frozenset[str]) -> _Kind:
    held, refused = (tuple(sorted(names & matters)) for names in (person.stated, person.refuses))
    return held, refused, -1 if person.max_exams is None else person.max_exams


def _of_nobody(kinds: Iterable[tuple[_Kind, int]], asked: Question) -> Question:
    """The question of people without names of some kinds, in order."""
    people: dict[str, Person] = {}
    for (held, refused, limit), count in kinds:
        person = Person(
            holds=tuple(Holding(credential=name) for name in held),
            cannot_take=refused,
            max_exams=None if limit < 0 else limit,
        )
        people |= {f"{len(people) + number:06}": person for number in range(count)}
    reach = Reach(asked.program, asked.program.sittable(asked.on))
    case = replace(
        asked.case,
        people=tuple(
            colleague(name, person, reach, asked.case.lapsed, asked.on, Wishes(), {})
            for name, person in people.items()
        ),
    )
    return replace(asked, roster=asked.roster.replaced(people=people), case=case)


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
        name, roster = organization.read()
        return Answer(name, judge.cells(roster))
    except PlanCompetencyError as error:
        return Answer(name, error="; ".join(str(error).split("\n")))
    except Exception as error:  # noqa: BLE001 - even a bug here must not stop the other organizations
        return Answer(name, error=f"This is a bug in plan-competency, please report it: {error!r}")


def _cells(plan: Plan) -> Cells:
    (result,) = plan.targets
    return (
        plan.status,
        result.verdict,
        result.people,
        result.thresholds,
        result.option,
        plan.totals.exams,
        plan.totals.people,
        plan.lower_bound,
        sum(item.open for item in result.missing if isinstance(item, MissingPeople)),
    )
