"""Empty rosters to be filled in: what they have room for, how they look, and that they read back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import plan_competency as pc
import pytest
from click.testing import Result
from conftest import program_of
from openpyxl.worksheet.worksheet import Worksheet
from plan_competency.models.templates import Template, template_for
from plan_competency.reports.languages import language
from plan_competency.reports.templates import write_template
from plan_competency.reports.templates.texts import Texts
from small_reports import HOSTILE

Run = Callable[..., Result]
EXAMS: dict[str, Any] = {name: {"kind": "exam"} for name in "vwxyz"}
CERTIFICATION = {"kind": "certification", "title": "A certification", "earned_by": {"all": ["x", "y"]}}


def two_levels(silver: Any, gold: Any, **credentials: Any) -> pc.Program:
    levels = {"silver": silver, "gold": gold}
    return pc.Program.model_validate(
        {
            "program": "tiny",
            "credentials": {**EXAMS, **credentials},
            "competencies": {"c": {"title": "C", "options": {"o": {"levels": levels}}}},
        }
    )


def groups(template: Template) -> dict[str, tuple[str, ...]]:
    return {str(target): names for target, names in template.groups.items()}


def test_what_leads_to_a_certification_counts_too() -> None:
    program = program_of({"people": 1, "each": "cert"}, **EXAMS, cert=CERTIFICATION)
    assert groups(template_for(program, ["c/gold"], 1)) == {"c/gold": ("cert", "x", "y")}


def test_each_credential_stands_once_those_for_most_targets_first() -> None:
    """z counts for both; x and y for silver only, v for gold only."""
    program = two_levels(
        {"people": 1, "each": {"any": ["x", "y", "z"]}}, {"people": 1, "each": {"any": ["v", "z"]}}
    )
    both = template_for(program, ["c/silver", "c/gold"], 1)
    assert groups(both) == {"c/silver": ("z", "x", "y"), "c/gold": ("v",)}
    assert both.credentials == ("z", "x", "y", "v")
    assert groups(template_for(program, ["c/gold"], 1)) == {"c/gold": ("v", "z")}
    assert groups(template_for(program, ["c/gold", "c/silver"], 1)) == {
        "c/gold": ("z", "v"),
        "c/silver": ("x", "y"),
    }


def test_without_targets_it_is_for_all_of_the_program(program: pc.Program) -> None:
    template = template_for(program, [], 1)
    assert template.targets == program.targets()
    assert len(template.credentials) == len(set(template.credentials)) == 98


def test_an_unknown_target(program: pc.Program) -> None:
    with pytest.raises(pc.UnknownTarget):
        template_for(program, ["cloud-crm/golden"], 1)


def metric(name: str, at_least: Any = 1, **more: Any) -> dict[str, Any]:
    return {"metric": name, "at_least": at_least, **more}


@pytest.mark.parametrize(
    ("silver", "gold", "keys"),
    [
        (metric("revenue"), metric("revenue"), ["revenue"]),
        (metric("performance-1", label="L"), metric("performance-1", label="L"), ["performance-1"]),
        (
            metric("performance-1", label="L"),
            metric("performance-1", label="other"),
            ["c/silver/performance-1", "c/gold/performance-1"],
        ),
        (
            metric("performance-1"),
            metric("performance-1"),
            ["c/silver/performance-1", "c/gold/performance-1"],
        ),
        (metric("performance-1", label="L"), metric("revenue"), ["performance-1", "revenue"]),
    ],
)
def test_a_fact_has_the_shortest_key_that_means_nothing_else(silver: Any, gold: Any, keys: list[str]) -> None:
    assert list(template_for(two_levels(silver, gold), [], 1).thresholds) == keys


def test_a_key_that_means_something_else_elsewhere_is_not_short(program: pc.Program) -> None:
    """`performance-1` is another fact in every competency, also in those that are not asked about."""
    template = template_for(program, ["cloud-crm/gold"], 1)
    assert list(template.thresholds) == ["cloud-customer-relationship-management/performance-1"]


def test_every_key_answers_all_thresholds_for_which_it_stands(program: pc.Program) -> None:
    from plan_competency.models.metrics import amounts

    template = template_for(program, [], 1)
    roster = pc.Roster(people={}, metrics=dict.fromkeys(template.thresholds, 7))
    stated = amounts(roster, program, program.targets())
    asked = {
        (target.competency, target.level, leaf.metric)
        for found in template.thresholds.values()
        for target, leaf in found
    }
    assert {(fact.competency, fact.level, fact.metric) for fact in stated} == asked


def written(tmp_path: Path, code: str = "en", people: int = 4, name: str = "team.xlsx") -> Path:
    program = pc.read_program()
    texts = Texts(language(code), "plan-competency plan team.xlsx cloud-crm/gold")
    write_template(template_for(program, ["cloud-crm/gold"], people), tmp_path / name, texts)
    return tmp_path / name


def sheets(path: Path) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(path).worksheets}


def rows(sheet: Worksheet) -> list[list[Any]]:
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [row for row in found if any(value is not None for value in row)]


def test_the_sheet_of_people(tmp_path: Path) -> None:
    sheet = sheets(written(tmp_path))["Roster"]
    assert rows(sheet) == [
        ["Person", "Max exams", "MB2-714", "MB2-713", "MB2-709", "MB2-710", "MB2-706", "MB2-712", "MB2-707"],
        [
            None,
            None,
            "Dynamics CRM Customer Service",
            "Microsoft Dynamics CRM 2016 Sales",
            "Dynamics CRM Marketing",
            "Microsoft Dynamics CRM Online Deployment (2015)",
            "Microsoft Dynamics CRM Online Deployment",
            "Microsoft Dynamics CRM 2016 Customization and Configuration",
            "Microsoft Dynamics CRM Customization and Configuration",
        ],
    ]
    assert sheet.freeze_panes == "B3"
    assert sheet.max_row == 2 + 4
    comment = sheet["C1"].comment
    assert comment is not None
    assert comment.text == (
        "Dynamics CRM Customer Service. Counts for Cloud Customer Relationship Management, gold."
    )


def test_cells_offer_answers_and_take_days_as_well(tmp_path: Path) -> None:
    sheet = sheets(written(tmp_path))["Roster"]
    rule = next(rule for rule in sheet.data_validations.dataValidation if "C3" in rule.sqref)
    assert (rule.formula1, bool(rule.showErrorMessage)) == ('"yes,will not sit"', False)
    assert (rule.promptTitle, rule.prompt) == ("MB2-714", "Dynamics CRM Customer Service")


def test_a_certification_cannot_be_refused(tmp_path: Path) -> None:
    program = program_of({"people": 1, "each": "cert"}, **EXAMS, cert=CERTIFICATION)
    write_template(template_for(program, ["c/gold"], 1), tmp_path / "t.xlsx", Texts(language("en"), "x"))
    rules = sheets(tmp_path / "t.xlsx")["Roster"].data_validations.dataValidation
    assert next(rule.formula1 for rule in rules if "C3" in rule.sqref) == '"yes"'
    assert next(rule.formula1 for rule in rules if "D3" in rule.sqref) == '"yes,will not sit"'


def test_the_sheet_of_the_organization(tmp_path: Path) -> None:
    sheet = sheets(written(tmp_path))["Organization"]
    assert rows(sheet) == [
        ["name", "value", "What it is", "Needed at least"],
        ["organization", None, "The name of your organization", None],
        ["market", None, "Your market: developed or developing", None],
        [
            "cloud-customer-relationship-management/performance-1",
            None,
            "CRM Online or Dynamics 365 Plan 1 net new revenue, last 12 months",
            "Cloud Customer Relationship Management, gold: 300,000 USD in developed markets",
        ],
    ]
    rule = next(rule for rule in sheet.data_validations.dataValidation if "B3" in rule.sqref)
    assert rule.formula1 == '"developed,developing"'


@pytest.mark.parametrize(
    ("code", "name", "step"),
    [
        ("en", "How to", "5. Save the file, then run this command:"),
        ("de", "Anleitung", "5. Speichern Sie die Datei und führen Sie dann diesen Befehl aus:"),
        ("es", "Instrucciones", "5. Guarde el archivo y ejecute después esta orden:"),
        ("fr", "Mode d'emploi", "5. Enregistrez le fichier, puis exécutez cette commande :"),
    ],
)
def test_how_it_is_filled_in_is_said_in_the_language(tmp_path: Path, code: str, name: str, step: str) -> None:
    found = sheets(written(tmp_path, code))
    assert list(found) == ["Roster", "Organization", name]
    texts = [row[0] for row in rows(found[name])]
    assert len([text for text in texts if re.match(r"\d\. ", text)]) == 5
    place = texts.index(step)
    assert texts[place + 1] == "plan-competency plan team.xlsx cloud-crm/gold"


def test_csv_has_a_heading_for_each_credential(tmp_path: Path) -> None:
    text = written(tmp_path, "de", name="team.csv").read_bytes().decode("utf-8")
    first, second = text.splitlines()
    assert first == "\ufeffPerson;Max. Prüfungen;MB2-714;MB2-713;MB2-709;MB2-710;MB2-706;MB2-712;MB2-707"
    assert second.startswith(";;Dynamics CRM Customer Service;")
    assert written(tmp_path, name="team.csv").read_text(encoding="utf-8-sig").startswith("Person,Max exams,")


def test_yaml_explains_itself_with_examples(tmp_path: Path) -> None:
    lines = written(tmp_path, name="team.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[:17] == [
        "# Who holds what, for Cloud Customer Relationship Management, gold",
        "# Remove the # in front of examples and change them to what is so. Then run:",
        "#   plan-competency plan team.xlsx cloud-crm/gold",
        "",
        "organization:  # The name of your organization",
        "market:  # Your market: developed or developing",
        "#metrics:",
        "#  # CRM Online or Dynamics 365 Plan 1 net new revenue, last 12 months",
        "#  # Cloud Customer Relationship Management, gold: 300,000 USD in developed markets",
        "#  cloud-customer-relationship-management/performance-1: 300000",
        "",
        "people:",
        "#  Ana: [MB2-714, {credential: MB2-713, passed: '2017-05-02'}]",
        "#  Luis: {holds: [MB2-714], max_exams: 1, cannot_take: [MB2-707]}",
        "#  Eva: []",
        "",
        "# The credentials that can count:",
    ]


def test_yaml_with_the_signs_removed_is_a_roster(tmp_path: Path) -> None:
    path = written(tmp_path, name="team.yaml")
    path.write_text(re.sub(r"(?m)^#(?! )|^#(?=  \w)", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert pc.read_roster(path) == pc.Roster.model_validate(
        {
            "metrics": {"cloud-customer-relationship-management/performance-1": 300000},
            "people": {
                "Ana": ["MB2-714", {"credential": "MB2-713", "passed": "2017-05-02"}],
                "Luis": {"holds": ["MB2-714"], "max_exams": 1, "cannot_take": ["MB2-707"]},
                "Eva": [],
            },
        }
    )


def test_a_template_that_is_not_filled_in_is_no_roster(tmp_path: Path) -> None:
    path = written(tmp_path, name="team.yaml")
    with pytest.raises(pc.InvalidFile) as caught:
        pc.read_roster(path)
    expected = "line 12, people: must be a mapping of names to values (found nothing)"
    assert str(caught.value) == f"{path}, {expected}"


ANSWERS = {
    "en": ("yes", "will not sit"),
    "de": ("ja", "wird nicht abgelegt"),
    "es": ("sí", "no se presentará"),
    "fr": ("oui", "ne passera pas"),
}


@pytest.mark.parametrize("code", sorted(ANSWERS))
def test_a_workbook_that_is_filled_in_reads_as_it_was_meant(tmp_path: Path, code: str) -> None:
    """Rows that stay empty are nobody."""
    path = written(tmp_path, code)
    book, (held, refused) = openpyxl.load_workbook(path), ANSWERS[code]
    roster, organization = book["Roster"], book["Organization"]
    for place, value in (
        ("A3", "Ana"),
        ("C3", held),
        ("A5", "Luis"),
        ("B5", 1),
        ("D5", refused),
        ("A6", "Eva"),
    ):
        roster[place] = value
    for place, value in (("B2", "Contoso"), ("B3", "developed"), ("B4", 320000)):
        organization[place] = value
    book.save(path)
    assert pc.read_roster(path) == pc.Roster.model_validate(
        {
            "organization": "Contoso",
            "market": "developed",
            "metrics": {"cloud-customer-relationship-management/performance-1": 320000},
            "people": {
                "Ana": ["MB2-714"],
                "Luis": {"max_exams": 1, "cannot_take": ["MB2-713"]},
                "Eva": [],
            },
        }
    )


def test_what_a_program_says_is_text(tmp_path: Path) -> None:
    """A program file may come from anybody: no formula, link or further line of YAML is made of it."""
    titles = [" ".join(text.split()) for text in HOSTILE]
    exams = {f"x{place}": {"kind": "exam", "title": title} for place, title in enumerate(titles)}
    thresholds = [metric(f"m{place}", label=title) for place, title in enumerate(titles)]
    program = program_of({"all": [{"people": 1, "each": {"any": list(exams)}}, *thresholds]}, **exams)
    template = template_for(program, ["c/gold"], 2)
    texts = Texts(language("en"), "=1+1")
    for name in ("t.xlsx", "t.csv", "t.yaml"):
        write_template(template, tmp_path / name, texts)
    for sheet in sheets(tmp_path / "t.xlsx").values():
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type in "sn"
            assert cell.hyperlink is None
    for row in csv.reader(io.StringIO((tmp_path / "t.csv").read_text(encoding="utf-8-sig"))):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    stated = [
        line
        for line in (tmp_path / "t.yaml").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert [line.partition("  # ")[0] for line in stated] == ["organization:", "market:", "people:"]


def test_an_id_that_would_be_a_formula_is_no_heading_of_csv(tmp_path: Path) -> None:
    program = program_of({"people": 1, "each": "=x"}, **{"=x": {"kind": "exam"}})
    with pytest.raises(pc.NoPlaceInFile) as caught:
        write_template(template_for(program, [], 1), tmp_path / "t.csv", Texts(language("en"), "x"))
    assert str(caught.value) == (
        f"{tmp_path / 't.csv'}: has no place for '=x', which a spreadsheet would take for a formula. "
        "Write .xlsx or .yaml, which keep it."
    )


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv", "t.yaml"])
def test_the_same_template_is_the_same_bytes(tmp_path: Path, name: str) -> None:
    first = written(tmp_path, name=name).read_bytes()
    assert written(tmp_path, name=name).read_bytes() == first


def test_init_says_what_to_run_next(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init", "cloud-crm/gold", "*/silver", "--people", "3")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        "team.xlsx is written. Fill it in, then run:\n"
        '  plan-competency plan team.xlsx cloud-crm/gold "*/silver"\n'
    )
    assert sheets(tmp_path / "team.xlsx")["Roster"].max_row == 2 + 3
    assert run("init", "--force", "-q").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["-o", "team.yaml"], 'plan-competency plan team.yaml "*/*"'),
        (["c/gold", "-o", "my team.yaml"], 'plan-competency plan "my team.yaml" c/gold'),
        (["c/gold", "-o", "$x.yaml"], "plan-competency plan '$x.yaml' c/gold"),
        (
            ["c/gold", "-o", "t.yml", "--program", "p.yaml"],
            "plan-competency plan t.yml c/gold --program p.yaml",
        ),
    ],
)
def test_the_command_is_one_that_a_shell_understands(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    program = program_of({"people": 1, "each": "x"})
    Path("p.yaml").write_text(pc.program_file(program), encoding="utf-8")
    if "--program" not in arguments and arguments[0] == "c/gold":
        arguments = ["cloud-crm/gold" if item == "c/gold" else item for item in arguments]
        command = command.replace("c/gold", "cloud-crm/gold")
    assert run("init", *arguments).stderr.splitlines()[1] == f"  {command}"


def test_init_says_what_csv_has_no_place_for(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "cloud-crm/gold", "-o", "team.csv").stderr.splitlines()[2] == (
        "Note: a CSV file has no place for facts about the organization. Give them as --market developed "
        "--metric cloud-customer-relationship-management/performance-1=AMOUNT"
    )


def test_a_file_that_is_there_is_only_replaced_by_force(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "team.yaml"
    path.write_text("mine", encoding="utf-8")
    done = run("init", "cloud-crm/gold", "-o", path)
    expected = "is there already: name another file, or replace it with --force"
    assert (done.exit_code, done.stderr) == (2, f"Error: {path}: {expected}\n")
    assert path.read_text(encoding="utf-8") == "mine"
    assert run("init", "cloud-crm/gold", "-o", path, "--force").exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("# Who holds what")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["-o", "team.json"],
            "team.json: is no name for a template: let it end in .xlsx, .csv, .yaml or .yml",
        ),
        (["-o", "team"], "team: is no name for a template: let it end in .xlsx, .csv, .yaml or .yml"),
        (["-o", "no/team.csv"], "no/team.csv: cannot be written: No such file or directory"),
        (
            ["cloud-crm/golden"],
            "There is no target 'cloud-crm/golden'. Did you mean 'cloud-crm/gold' or "
            "'cloud-crm/silver' or 'cloud-platform/gold'? A target is competency/level or "
            "competency/option/level; * stands for any name, as in */gold.",
        ),
        (
            ["--language", "it"],
            "There is no language 'it'. Reports are written in en (English), es (Español), fr (Français), "
            "de (Deutsch).",
        ),
    ],
)
def test_what_init_refuses(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init", *arguments)
    assert (done.exit_code, done.stderr) == (2, f"Error: {message}\n")
    assert list(tmp_path.iterdir()) == []
