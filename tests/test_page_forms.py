"""The forms in which pages are published, what the command makes of them, and where each rule comes from."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import plan_competency as pc
import pytest
from click.testing import Result
from published_pages import LANGUAGES, level_text, page
from test_reading_pages import CONSTRUCTS, A, B, C, items, level_of

Write = Callable[[str, str], Path]
Run = Callable[..., Result]
TWO = ["1. head 2", "    - 2 one", *items(A, B)]
UNDATED = page(TWO).partition("---\n")[2].partition("---\n")[2]
EXPECTED = {"people": 2, "each": {"any": [A, B]}}


def bilingual(local: str, english: str) -> str:
    """A page in two languages, phrase by phrase, the English in a hidden span."""
    both = zip(local.splitlines(), english.splitlines(), strict=True)
    return "\n".join(_two_spans(*pair) for pair in both) + "\n"


def _two_spans(local: str, english: str) -> str:
    found = re.fullmatch(r"(\s*(?:[-*]|\d\.|#+(?:<a [^>]*></a>)?)?\s*)(.*)", local)
    assert found
    front, said = found.groups()
    hidden = english[len(front) :].lstrip()
    if local == english:
        return local
    return (
        f'{front}<span data-ttu-id="c7adc-1">{said}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="c7adc-1">{hidden}</span></span>'
    )


@pytest.mark.parametrize("construct", CONSTRUCTS)
@pytest.mark.parametrize("language", ["es", "fr", "de"])
def test_both_sides_of_a_page_in_two_languages(construct: str, language: str, write: Write) -> None:
    lines, expected = CONSTRUCTS[construct]
    path = write("page.md", bilingual(page(lines, language), page(lines, "en")))
    local, english = pc.read_pages([path]), pc.read_pages([path], language="en")
    assert level_of(local.program) == level_of(english.program) == expected
    assert pc.read_pages([path], language=language) == local


def test_the_local_side_is_what_is_read(write: Write) -> None:
    local, english = (
        page(["1. head 2", *TWO[1:]], "es"),
        page(["1. head 4", "    - 4 one", *items(A, B)], "en"),
    )
    path = write("page.md", bilingual(local, english))
    read = pc.read_pages([path])
    assert level_of(read.program)["people"] == 2
    (remark,) = read.remarks
    assert remark.startswith(f"{path}: its English side says otherwise of works/build/silver: ")
    assert "2 -> 4 people" in remark
    assert level_of(pc.read_pages([path], language="en").program)["people"] == 4


def test_an_english_side_that_is_not_understood_is_said(write: Write) -> None:
    english = page(TWO).replace("must each pass", "must each frobnicate")
    path = write("page.md", bilingual(page(TWO, "fr"), english))
    (remark,) = pc.read_pages([path]).remarks
    assert remark.startswith(f"{path}: its English side is not understood: line 8: ")


def test_a_local_side_that_is_not_read_leads_to_the_english_one(write: Write) -> None:
    chinese = re.sub(r"Your organization must have \*\*2\*\* .*", "你的组织必须有 **2** 个人", page(TWO))
    path = write("page.md", bilingual(chinese, page(TWO)))
    with pytest.raises(pc.InvalidFile, match="its English side is: --language en"):
        pc.read_pages([path])
    assert level_of(pc.read_pages([path], language="en").program) == EXPECTED


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_ends_of_lines_and_byte_order_marks(ends: str, mark: str, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes((mark + page(TWO).replace("\n", ends)).encode("utf-8"))
    assert level_of(pc.read_pages([path]).program) == EXPECTED


def test_headings_with_and_without_a_blank(write: Write) -> None:
    text = page(TWO)
    spaced = re.sub(r"^(#+)", r"\1 ", text, flags=re.MULTILINE)
    assert "# <a" in spaced
    assert pc.read_pages([write("page.md", spaced)]) == pc.read_pages([write("page.md", text)])


def test_front_matter_is_no_heading_and_gives_the_edition(write: Write) -> None:
    front = '---\ntitle: "2 individuals"\nms.date: 05/03/2017\nms.lasthandoff: 06/27/2017\n---\n'
    read = pc.read_pages([write("page.md", front + UNDATED)]).program
    assert read.edition == "2017-06-27"
    assert pc.read_pages([write("page.md", UNDATED)]).program.edition is None
    assert pc.read_pages([write("page.md", page(TWO))], edition="2017-07").program.edition == "2017-07"


def test_pages_without_a_date_are_of_today_and_that_is_said_where_it_matters(write: Write) -> None:
    """70-410 was retired in 2021: by a page of 2017 it can still be planned."""
    roster = pc.Roster(people={"Ana": pc.Person(), "Eva": pc.Person()})
    undated, dated = write("undated.md", UNDATED), write("dated.md", page(TWO))
    read = pc.read_pages([undated])
    assert read.remarks == (
        f"{undated}: bears no date, so exams that were retired by today cannot be planned:"
        " --edition says otherwise",
    )
    assert pc.plan(roster, ["works/silver"], program=read.program).status == "infeasible"
    assert pc.plan(roster, ["works/silver"], program=pc.read_program(dated)).totals.exams == 2
    assert pc.read_pages([undated], edition="2017").remarks == ()
    assert pc.read_pages([dated]).remarks == ()


def test_ids_come_from_anchors_else_from_the_heading(write: Write) -> None:
    plain = re.sub(r"<a [^>]*></a>", "", page(TWO))
    read = pc.read_pages([write("page.md", plain)])
    assert [str(target) for target in read.program.targets()] == ["works/silver"]
    assert list(read.program.competencies["works"].options) == ["build"]
    assert read.remarks == ()


def test_without_anchors_the_english_heading_decides(write: Write) -> None:
    english = re.sub(r"<a [^>]*></a>", "", page(TWO))
    local = english.replace("#Works", "#Obras").replace("##Build", "##Construir").replace("Silver", "Plata")
    spanish = local.replace(level_text(TWO, "en"), level_text(TWO, "es"))
    both = pc.read_pages([write("page.md", bilingual(spanish, english))])
    assert list(both.program.competencies["works"].options) == ["build"]
    path = write("page.md", spanish)
    alone = pc.read_pages([path])
    assert list(alone.program.competencies["obras"].options) == ["construir"]
    assert alone.remarks == (
        f"{path}: line 4: no anchor; the id 'obras' is made of the heading",
        f"{path}: line 5: no anchor; the id 'construir' is made of the heading",
    )


def test_what_stands_only_in_a_comment_is_refused_unless_asked_for(write: Write) -> None:
    path = write("page.md", f">[!IMPORTANT]\n>Look elsewhere.\n\n<!--\n{UNDATED}-->\n")
    with pytest.raises(pc.InvalidFile) as refused:
        pc.read_pages([path])
    assert str(refused.value) == (
        f"{path}: its requirements stand only inside an HTML comment, so they are not published:"
        " --include-comments reads them all the same"
    )
    read = pc.read_pages([path], include_comments=True)
    assert level_of(read.program) == EXPECTED
    assert read.program.competencies["works"].options["build"].source == f"{path}, line 6"


def test_a_level_in_a_comment_is_not_read_and_that_is_said(write: Write) -> None:
    path = write("page.md", page(TWO) + f"<!--\n###Gold\n{level_text(TWO, 'en')}-->\n")
    read = pc.read_pages([path])
    assert [str(target) for target in read.program.targets()] == ["works/silver"]
    assert read.remarks == (f"{path}: what stands inside HTML comments is not read",)
    assert len(pc.read_pages([path], include_comments=True).program.targets()) == 2


def test_a_page_translated_in_part(write: Write) -> None:
    """Published pages mix languages line by line; each line is read in the one that knows it."""
    text = page(["1. head 4", "    - 2 one", *items(A, B)], "es") + level_text(
        ["    - other 2 one", *items(C)], "en"
    )
    assert level_of(pc.read_pages([write("page.md", text)]).program) == {
        "all": [{"people": 2, "each": {"any": [A, B]}}, {"people": 2, "each": C}]
    }


def test_every_rule_says_where_it_comes_from(write: Write) -> None:
    lines = [
        "1. thresholds",
        "    - 5 seats",
        "2. head 4",
        "    - 2 one",
        *items(A),
        "    - other 2 one",
        *items(B, C),
    ]
    path = write("page.md", page(lines))
    level = pc.read_pages([path]).program.competencies["works"].options["build"].levels["silver"]
    assert isinstance(level, pc.AllParts)
    assert [part.source for part in (level, *level.all)] == [
        f"{path}, line 6",
        f"{path}, line 8",
        f"{path}, lines 10-11",
        f"{path}, lines 12-14",
    ]
    assert level.all[0].label == "Deploy 5 seats of Bridges and be attached as Partner of Record."
    assert level.all[1].label == "2 individuals must each pass one of the following exams"


def test_conditions_are_notes_of_the_threshold_before_them(write: Write) -> None:
    lines = ["1. thresholds", "    - 5 seats", "    - condition", "    - USD 7", "    - learn more"]
    level = pc.read_pages([write("page.md", page(lines))]).program.competencies["works"].options["build"]
    requirement = level.levels["silver"]
    assert isinstance(requirement, pc.AllParts)
    assert [part.note for part in requirement.all] == [
        "For these customers, you have to be associated as Digital Partner of Record.",
        None,
    ]


def test_an_exam_that_a_head_announces_and_nobody_lists_is_said(write: Write) -> None:
    lines = ["1. head 2 one exam or assessment", *items(A, B)]
    path = write("page.md", page(lines))
    assert pc.read_pages([path]).remarks == (
        f"{path}: line 7: no assessment is listed below, though this line speaks of one",
    )


def test_a_competency_on_two_pages(write: Write) -> None:
    first, second = write("a.md", page(TWO)), write("b.md", page(TWO, "fr"))
    with pytest.raises(pc.InvalidFile, match=f"is also on {first}: name one page for each competency"):
        pc.read_pages([first, second])


def test_several_pages_make_one_program(write: Write) -> None:
    first = write("a.md", page(TWO))
    second = write("b.md", page(TWO, "de").replace("works-competency", "roads"))
    program = pc.read_pages([first, second]).program
    assert [str(target) for target in program.targets()] == ["works/silver", "roads/silver"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_program_file_reads_back_equal(construct: str, language: str, write: Write) -> None:
    program = pc.read_pages([write("page.md", page(CONSTRUCTS[construct][0], language))]).program
    assert pc.read_program(write("rules.yaml", pc.program_file(program))) == program


def test_the_command_writes_a_program_file_that_plans(write: Write, tmp_path: Path, run: Run) -> None:
    source, target = write("page.md", page(TWO)), tmp_path / "rules.yaml"
    done = run("read", str(source), "-o", str(target))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    roster = write("team.csv", "person,credential\nAna,70-410\nEva,\n")
    by_file = run("plan", str(roster), "works/silver", "--program", str(target), "--format", "json")
    by_page = run("plan", str(roster), "works/silver", "--program", str(source), "--format", "json")
    assert by_file.exit_code == by_page.exit_code == 0
    assert by_file.stdout == by_page.stdout
    assert '"exams": 1' in by_file.stdout


def test_the_command_prints_yaml_or_json(write: Write, tmp_path: Path, run: Run) -> None:
    source = write("page.md", page(TWO))
    assert run("read", str(source)).stdout.startswith("program: microsoft-partner-network\n")
    assert run("read", str(source), "--format", "json").stdout.startswith("{")
    target = tmp_path / "rules.json"
    run("read", str(source), "-o", str(target))
    assert pc.read_program(target) == pc.read_program(source)


def test_the_command_says_what_to_look_at_and_what_it_refuses(
    write: Write, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")  # no path is wrapped
    odd = write("odd.md", page(["1. head 2", "    - 2 one", "        - Exam 70-999: Widgets"]))
    done = run("read", str(odd))
    assert done.exit_code == 0
    assert done.stderr == (
        f"Note: {odd}: line 9: the exam 70-999 ('Widgets') is in no table: check that it is no misprint\n"
    )
    planned = run("catalog", "works/silver", "--program", str(odd))
    assert planned.stderr == done.stderr
    assert f"Source: {odd}, lines 8-9\n" in planned.stdout
    wrong = write("wrong.md", page(["1. head 4", "    - 2 one", *items(A)]))
    done = run("read", str(wrong))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"Error: {wrong}, line 7: says 4 people in all, the groups below come to 2:"
        " “Your organization must have 4 individuals pass the exam requirements.”\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--language", "it"], "There is no language 'it'"),
        (["--language", "fr"], "is not in French, it seems to be in English: leave --language out"),
        (["--edition", "summer"], "'summer' is not a date"),
        (["-o", "{page}"], "is read by this command"),
    ],
)
def test_bad_options(arguments: list[str], message: str, write: Write, run: Run) -> None:
    source = write("page.md", page(TWO))
    done = run("read", str(source), *(item.format(page=source) for item in arguments))
    assert done.exit_code == 2
    assert message in done.stderr


def test_one_page_may_be_named_without_a_list(write: Write) -> None:
    path = write("page.md", page(TWO))
    assert pc.read_pages(str(path)) == pc.read_pages(path) == pc.read_pages([path])
    with pytest.raises(pc.InvalidQuestion, match="is named twice: name it once"):
        pc.read_pages([path, path])
    with pytest.raises(pc.InvalidQuestion, match="no page is named"):
        pc.read_pages([])
    with pytest.raises(pc.UnreadableFile, match="cannot be the name of a file"):
        pc.read_pages(["a\0b"])


def test_known_misprints_are_those_of_2017(write: Write) -> None:
    """What French pages of 2017 misprint may be true on a later one."""
    text = (
        '---\nms.date: 06/27/{}\n---\n#<a name="cloud-platform"></a>Plateforme\n'
        '##<a name="azure-consumption-option"></a>Option\n###<a name="gold"></a>Or\n'
        + level_text(["1. thresholds", "    - USD 15000"], "fr")
    )
    amounts = []
    for year in (2017, 2019):
        read = pc.read_pages(write("page.md", text.format(year)))
        (option,) = read.program.competencies["cloud-platform"].options.values()
        assert isinstance(option.levels["gold"], pc.MetricRequirement)
        amounts.append(option.levels["gold"].at_least)
    assert amounts == [100000, 15000]
