"""`make pictures`: the pictures of the documentation, from what the commands really write and print."""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from html import escape
from io import StringIO
from pathlib import Path
from typing import Any

import plan_competency as pc
from rich.console import Console

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
TARGETS = ["cloud-crm/gold", "messaging/gold"]
#: Pictures of pages: name, page, width and height in pixels, scheme of colours, and what is scrolled to.
PAGES = (
    ("report-desktop", "plan.html", 1280, 900, "light", "body"),
    ("report-matrix", "plan.html", 1280, 760, "dark", "#matrix"),
    ("report-phone", "plan.html", 390, 844, "light", "body"),
    ("report-phone-seats", "plan-de.html", 390, 844, "dark", "#seats"),
    ("what-if", "what-if.html", 1280, 900, "light", "body"),
    ("spreadsheet", "spreadsheet.html", 1180, 470, "light", "body"),
    ("terminal", "terminal.html", 800, 826, "dark", "body"),
)
_SHEET = (
    "body{margin:0;font:12px/1.2 Calibri,Carlito,'DejaVu Sans',sans-serif}table{border-collapse:collapse}"
    "td,th{border:1px solid #d4d4d4;padding:3px 6px;max-width:112px;overflow:hidden;white-space:nowrap}"
    "tr:nth-child(-n+3) td{overflow:visible}"
    "th{background:#f3f3f3;color:#555;font-weight:400;text-align:center}"
)


def write_pages(folder: Path) -> None:
    """Reports as the library writes them, the spreadsheet of the tutorial, and what a terminal shows."""
    program, made = pc.read_program(), date(2026, 1, 15)
    roster = pc.read_roster(ROOT / "docs" / "examples" / "contoso.xlsx", program=program)
    roster = roster.replaced(organization="Contoso", market="developed", metrics={"performance-1": 320000})
    asked: dict[str, Any] = {"roster": roster, "program": program, "made": made}
    plan = pc.plan(roster, TARGETS, program=program, alternatives=1)
    pc.write_report(plan, folder / "plan.html", **asked)
    pc.write_report(plan, folder / "plan-de.html", language="de", **asked)
    leave = pc.Leave("Ana Lima")
    outcome = pc.what_if(roster, TARGETS, [leave], program=program)
    pc.write_report(outcome, folder / "what-if.html", changes=[leave], **asked)
    (folder / "spreadsheet.html").write_text(_spreadsheet(), encoding="utf-8")
    (folder / "terminal.html").write_text(
        _terminal(pc.plan(roster, TARGETS, program=program), program), encoding="utf-8"
    )


def _spreadsheet() -> str:
    """The first sheet as a spreadsheet shows it."""
    from openpyxl import load_workbook

    sheet = load_workbook(ROOT / "docs" / "examples" / "contoso.xlsx").worksheets[0]
    rows = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    letters = "".join(f"<th>{cell.column_letter}</th>" for cell in sheet[1])
    body = "".join(
        f"<tr><th>{number}</th>{''.join(f'<td>{escape(_shown(cell))}</td>' for cell in row)}</tr>"
        for number, row in enumerate(rows, start=1)
    )
    return f"<meta charset=utf-8><style>{_SHEET}</style><table><tr><th></th>{letters}</tr>{body}</table>"


def _shown(value: Any) -> str:
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def _terminal(plan: pc.Plan, program: pc.Program) -> str:
    """What `plan` prints, in the colours of a terminal."""
    from plan_competency.reports.text import print_plan

    console = Console(
        record=True, width=80, file=StringIO(), force_terminal=True, highlight=False, emoji=False
    )
    console.print(f"$ plan-competency plan contoso.xlsx {' '.join(TARGETS)}", style="bold")
    console.print()
    print_plan(plan, program, console)
    drawing = console.export_svg(title="plan-competency", font_aspect_ratio=0.61)
    return f"<meta charset=utf-8><style>body{{margin:0}}svg{{width:100%}}</style>{drawing}"


def shoot(folder: Path) -> None:
    """Each picture as a PNG of few colours."""
    from PIL import Image

    sys.path.insert(0, str(ROOT / "tests"))
    from browsing import Visit, browser

    PICTURES.mkdir(exist_ok=True)
    with browser() as opened:
        for name, page, width, height, scheme, place in PAGES:
            how = {
                "viewport": {"width": width, "height": height},
                "color_scheme": scheme,
                "reduced_motion": "reduce",
            }
            with Visit(opened, folder / page, **how) as visit:
                visit.page.locator(place).evaluate("element => element.scrollIntoView()")
                path = PICTURES / f"{name}.png"
                visit.page.screenshot(path=path, animations="disabled")
            Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)
            print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        write_pages(Path(folder))
        shoot(Path(folder))
