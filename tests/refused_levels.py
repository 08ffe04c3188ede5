"""Lines of a level that are refused, and what is said: a table for test_refused_pages."""

from __future__ import annotations

from test_reading_pages import ASSESSMENT, A, B, C, D, items

#: The line of a page on which a level's own lines begin (see `page`).
FIRST = 7
TWO = ["1. head 2", "    - 2 one", *items(A, B)]
HEAD, GROUP = FIRST, FIRST + 1

#: What is wrong, the level's lines, the line that is named, and a part of the message.
REFUSED: list[tuple[str, list[str], int, str]] = [
    ("a head alone", ["1. head 2"], HEAD, "says 2 people in all, the groups below come to 0"),
    ("thresholds without an amount", ["1. thresholds", "    - condition"], HEAD, "no amount stands below"),
    (
        "a word that is not known",
        [*TWO[:1], "    - 2 individuals must frobnicate one of the following exams:", *items(A)],
        GROUP,
        "not understood: “2 individuals must frobnicate",
    ),
    (
        "a sentence turned round",
        [*TWO[:1], "    - 2 individuals must not pass one of the following exams:", *items(A)],
        GROUP,
        "not understood",
    ),
    (
        "too few people in the groups",
        ["1. head 4", "    - 2 one", *items(A, B)],
        HEAD,
        "says 4 people in all, the groups below come to 2",
    ),
    (
        "too many people in the groups",
        ["1. head 2", *TWO[1:], "    - other 2 one", *items(C)],
        HEAD,
        "says 2 people in all, the groups below come to 4",
    ),
    (
        "the same or different: fewer than the head",
        ["1. head 11", "    - 5 one", *items(A), "    - same or different 5 one", *items(B)],
        HEAD,
        "says 11 people in all, the groups below come to 5",
    ),
    (
        "the same of whom",
        [
            "1. head 4",
            "    - 2 one",
            *items(A),
            "    - other 2 one",
            *items(B),
            "    - same 2 one",
            *items(C),
        ],
        FIRST + 5,
        "not certain which people are meant",
    ),
    ("the same of nobody", ["1. head 2", "    - same 2 one", *items(A)], GROUP, "not certain which people"),
    (
        "the same, but another number",
        [*TWO, "    - same 3 one", *items(C)],
        FIRST + 4,
        "not certain which people",
    ),
    (
        "k of another n",
        [*TWO, "    - 1 of the 3 assessment", f"        - {ASSESSMENT}"],
        FIRST + 4,
        "not certain which people",
    ),
    (
        "a group without people",
        [*TWO, "    - bare certification", *items(C)],
        FIRST + 4,
        "neither who must pass this nor 'and' or 'or' before it",
    ),
    ("or without anything behind", [*TWO, "", "    or"], FIRST + 5, "nothing follows this 'and' or 'or'"),
    (
        "or twice",
        [*TWO, "", "    or", "", "    and", "", "    - 2 one", *items(C)],
        FIRST + 7,
        "a second 'and' or 'or'",
    ),
    (
        "and as well as or inside a group",
        ["1. head 2", "    - 2 one", *items(A), "        or", *items(B), "        and", *items(C)],
        GROUP,
        "both 'and' and 'or'",
    ),
    (
        "and or or, both agreeing",
        [
            "1. head 2",
            "    - 2 one",
            *items(A),
            "",
            "    or",
            "",
            "    - 2 one",
            *items(B),
            "",
            "    and",
            "",
            "    - same 2 one",
            *items(C),
            "",
            "    or",
            "",
            "    - 2 one",
            *items(D),
            "",
            "    and",
            "",
        ],
        FIRST + 19,
        "nothing follows",
    ),
    (
        "a single exam, and two are listed",
        ["1. head 2", "    - 2 exam", *items(A, B)],
        GROUP,
        "one or all of these?",
    ),
    (
        "three of two",
        ["1. head 2", "    - 2 individuals must pass 3 of the following exams:", *items(A, B)],
        GROUP,
        "asks for 3 of 2",
    ),
    (
        "an exam twice in a list",
        ["1. head 2", "    - 2 one", *items(A, A)],
        FIRST + 3,
        "stands twice in one list",
    ),
    (
        "a list that goes on after a gap",
        ["1. head 2", "    - 2 one", *items(A, B), "", *items(C)],
        FIRST + 5,
        "is a line missing above it?",
    ),
    (
        "a list that goes on elsewhere",
        ["1. head 2", "    - 2 one", *items(A, B), "    - 70-412"],
        FIRST + 4,
        "is a line missing above it?",
    ),
    (
        "two exams in one item",
        ["1. head 2", "    - 2 one", "        - Exam 70-410 or Exam 70-411"],
        FIRST + 2,
        "more than one exam in an item",
    ),
    (
        "two links in one item",
        ["1. head 2", "    - 2 one", f"        - {ASSESSMENT} or [MCSA](https://x.org/y)"],
        FIRST + 2,
        "more than one link in an item",
    ),
    (
        "people in an item",
        ["1. head 2", "    - 2 one", *items(A), "        - [Exam 70-411](https://x.org): 3 people"],
        FIRST + 3,
        "not understood",
    ),
    (
        "a sentence among the items",
        ["1. head 2", "    - 2 one", *items(A), "        - Any other exam of 2017"],
        FIRST + 3,
        "not understood",
    ),
    (
        "areas counted wrongly",
        [
            "1. head 1 all exams of one of 2 areas, and an assessment",
            "    - first area",
            *items(A),
            "",
            "    and",
            "",
            f"    - {ASSESSMENT}",
        ],
        HEAD,
        "not understood",
    ),
    (
        "an announced assessment that is not there",
        ["1. head 2 exams and assessments", "    - 2 one", *items(A)],
        HEAD,
        "no assessment is listed below, as this asks for",
    ),
    (
        "a number that counts nothing we know",
        ["1. thresholds", "    - You must have 7 offices."],
        GROUP,
        "a number that is not understood: “You must have 7 offices.”",
    ),
    (
        "half a number",
        ["1. thresholds", "    - You must have earned US$1.5 million."],
        GROUP,
        "a number that",
    ),
    (
        "a list behind and, without a sentence",
        ["1. head 2", "    - 2 all", *items(A, B), "", "    and", "", *items(C)],
        FIRST + 7,
        "no sentence says who must pass this",
    ),
    (
        "people twice in a sentence",
        [
            "1. head 5",
            "    - 2 individuals and 3 individuals must pass one of the following exams:",
            *items(A),
        ],
        GROUP,
        "not understood",
    ),
    (
        "one and all in a sentence",
        ["1. head 2", "    - 2 individuals must pass one of the and all the following exams:", *items(A)],
        GROUP,
        "not understood",
    ),
    (
        "three areas, and two follow",
        [
            "1. Your organization must have 1 individual pass all of the exams in one of the 3 focus areas",
            "    - first area",
            *items(A),
            "    - second area",
            *items(B),
        ],
        HEAD,
        "says 3 focus areas, 2 follow",
    ),
    (
        "two areas, and one is named",
        [
            "1. Your organization must have 1 individual pass all of the exams"
            " in one of the 2 focus areas: **Roads**",
            "    - first area",
            *items(A),
            "    - second area",
            *items(B),
        ],
        HEAD,
        "not understood",
    ),
    *(
        (f"a bound: {text}", ["1. thresholds", f"    - {text}"], GROUP, "not a plain minimum")
        for text in (
            "Partner must have earned at most US$5",
            "Partner must have earned up to US$5",
            "Debes haber ganado como máximo 5 USD",
            "Vous devez avoir gagné moins de 5 USD",
            "Sie müssen maximal 5 USD erzielt haben",
            "You do not need 5 customers",
            "Add 3 seats unless you have 5 customers",
            "Add 5 customers. Alternatively, deploy seats",
        )
    ),
    *(
        (
            f"one, or all? {text}",
            ["1. head 2", f"    - 2 {text}:", *items(A, B)],
            GROUP,
            "one or all of these?",
        )
        for text in (
            "individuals must pass any following exams",
            "individuals must pass an exam of the following exams",
            "personas deben aprobar un examen de los siguientes exámenes",
            "Personen müssen eine Prüfung, die folgenden Prüfungen, bestehen",
        )
    ),
    *(
        (f"two lists: {text}", ["1. head 2", f"    - 2 {text}:", *items(A, B)], GROUP, "not understood")
        for text in (
            "individuals must pass the following exams, the following assessments",
            "individuals must pass the following exams or certifications",
            "individuals must pass all the following exams or the following certification",
            "individuals must pass one of the following exams and the following certification",
            "personnes doivent réussir les examens ou certifications suivants",
            "Personen müssen entweder die folgenden Prüfungen oder Zertifizierungen bestehen",
        )
    ),
    *(
        (
            f"something else behind an item: {text!r}",
            ["1. head 2", "    - 2 all", f"        - Exam 70-410: Title{text}", *items(B)],
            FIRST + 2,
            "goes on with something else than a title",
        )
        for text in ("\n          or", ", or", " **OR**", "\n          SQL Server Technical Assessment")
    ),
    (
        "1 of the 2, beside or",
        [
            "1. head 2",
            "    - 1 of the 2 assessment",
            f"        - {ASSESSMENT}",
            "    - 2 all",
            *items(A, B),
            "",
            "    or",
            "",
            "    - 2 one",
            *items(C),
        ],
        GROUP,
        "not certain which people",
    ),
    (
        "all, behind or",
        [
            *(
                "1. head 4",
                "    - 4 all",
                *items(A),
                "",
                "    or",
                "",
                "    - 4 all",
                *items(B),
                "",
                "    and",
                "",
            ),
            *("    - all either all", *items(C)),
        ],
        FIRST + 11,
        "not certain which people",
    ),
    (
        "the same or different, and more in all",
        ["1. head 10", "    - 5 one", *items(A), "    - same or different 5 one", *items(B)],
        HEAD,
        "says 10 people in all, the groups below come to 5",
    ),
    (
        "emphasis that looks like a footnote",
        ["1. head 2", "    - 2 one", "        - 70-410*", "", "*All* individuals must also obtain an MCSE."],
        FIRST + 4,
        "not understood",
    ),
    *(
        (
            f"a footnote: {text}",
            ["1. head 2", "    - 2 one", "        - 70-410*", "", f"*{text}"],
            FIRST + 4,
            "",
        )
        for text in (
            "Retiring December 31, 2017. Both individuals must also pass an assessment.",
            "This exam is not accepted any more",
            "Counts only together with an MCSE certification",
            "Must be passed by all individuals",
            "No longer accepted",
            "Accepted from December 31, 2017",
            "Accepted if passed before December 31, 2017",
            "Ab dem 31. Dezember 2017 anerkannt",
            "Retiring December 31, 2018; accepted until December 31, 2017",
        )
    ),
    (
        "a credential among thresholds",
        ["1. thresholds", "    - 5 seats", f"    - {ASSESSMENT}"],
        FIRST + 2,
        "a credential among thresholds",
    ),
    (
        "a rule behind a link that leads on",
        [*TWO, "    - [Learn more](https://x.org): the same 2 individuals must pass exam 70-411."],
        FIRST + 4,
        "not understood",
    ),
    *(
        (f"a market inside: {text}", ["1. thresholds", f"    - {text}"], GROUP, "an amount of which market?")
        for text in ("US$100,000 (developed markets)", "Developed markets - US$100,000")
    ),
    *(
        (f"no plain number: {text}", ["1. thresholds", f"    - {text}"], GROUP, "a number that")
        for text in (
            "Add eighteen dozen customers.",
            "Add 5 crore customers.",
            "Earn CA$100,000.",
            "Add 2¹ seats.",
        )
    ),
    (
        "an alternative",
        ["1. thresholds", "    - 5 seats", "    - or 7 customers"],
        FIRST + 2,
        "an alternative to",
    ),
    *(
        (
            f"a line among items: {text}",
            ["1. head 2", "    - 2 all", *items(A), f"        - {text}"],
            FIRST + 3,
            "",
        )
        for text in ("MCSE: Cloud Platform", "Certified Scrum Professional", "Except for partners in Germany")
    ),
    ("a step before any head", ["- Complete either of these steps:", *TWO], FIRST, "stands below no line"),
    ("struck out", ["1. head 2", "    - 2 one", *items(A), "        - ~~70-411~~"], FIRST + 3, "struck out"),
    ("a magnitude", ["1. thresholds", "    - You must have earned US$100K."], GROUP, "a number that"),
    ("a share", ["1. thresholds", "    - Grow by 10 % and 5 customers."], GROUP, "a number that"),
    ("a number of two words", ["1. thresholds", "    - Add twenty-five customers."], GROUP, "a number that"),
    ("a range", ["1. thresholds", "    - Add 5 to 10 customers."], GROUP, "a number that"),
    ("another currency", ["1. thresholds", "    - You must have earned EUR 100."], GROUP, "a number that"),
    ("less than nothing", ["1. thresholds", "    - Add -5 customers."], GROUP, "a number that"),
    ("nothing", ["1. thresholds", "    - Add 0 customers."], GROUP, "an amount of nothing"),
    (
        "a maximum",
        ["1. thresholds", "    - You must have at most 7 customers."],
        GROUP,
        "not a plain minimum",
    ),
    (
        "either of two amounts",
        ["1. thresholds", "    - Deploy 250 seats or 30 active users."],
        GROUP,
        "several amounts that are not joined by 'and'",
    ),
    (
        "either of two thresholds",
        ["1. thresholds", "    - 250 seats", "", "    or", "", "    - USD 3,000"],
        FIRST + 3,
        "between thresholds is not understood",
    ),
    (
        "an unknown market",
        ["1. thresholds", "    **Sunny Markets**", "    - 250 seats"],
        GROUP,
        "a title that is no market we know",
    ),
    (
        "a market twice",
        ["1. thresholds", "    - developed", "        - 250 seats", "    - developed", "        - 25 seats"],
        FIRST + 3,
        "developed markets stand twice",
    ),
    (
        "a market without an amount",
        ["1. thresholds", "    - developed", "        - 250 seats", "    - developing"],
        FIRST + 3,
        "no amount is stated for developing markets",
    ),
    (
        "markets that do not match",
        ["1. thresholds", "    - developed", "        - 250 seats", "    - developing", "        - USD 5"],
        FIRST + 3,
        "the markets do not state the same amounts",
    ),
    (
        "an amount behind the markets",
        ["1. thresholds", "    - developed", "        - 250 seats", "    - 3 seats"],
        FIRST + 3,
        "behind a market's list",
    ),
    (
        "an amount below a condition",
        ["1. thresholds", "    - condition", "        - 250 seats"],
        FIRST + 2,
        "below a line that is no market",
    ),
    (
        "one of the thresholds",
        ["1. Your organization must meet one of the performance thresholds.", "    - 250 seats"],
        HEAD,
        "not understood",
    ),
    (
        "people below thresholds",
        ["1. thresholds", "    - 250 seats", "    - 2 one", *items(A)],
        FIRST + 2,
        "a number that is not understood",
    ),
    ("a third kind of line", [*TWO, "2. Provide three customer references."], FIRST + 4, "not understood"),
    (
        "two heads about people",
        [*TWO, "2. head 2", "    - 2 one", *items(C)],
        FIRST + 4,
        "a second line of its kind",
    ),
    ("a group before any head", ["- 2 one", *items(A), "", *TWO], FIRST, "stands below no line that says"),
    (
        "a footnote that is not understood",
        ["1. head 2", "    - 2 one", "        - 70-410*", "", "*Not accepted before May 3, 2018"],
        FIRST + 4,
        "a footnote that is not understood",
    ),
    (
        "a footnote with two dates and one word",
        [
            "1. head 2",
            "    - 2 one",
            "        - 70-410*",
            "",
            "*Retiring September 30, 2017 or October 31, 2017",
        ],
        FIRST + 4,
        "a footnote that is not understood",
    ),
    (
        "title and address disagree",
        [
            "1. head 2",
            "    - 2 one",
            "        - [Power BI Technical Assessment](https://example.com/?courseId=13736)",
        ],
        FIRST + 2,
        "by its title this is power-bi-assessment, by its address azure-for-datacenter-solutions-assessment",
    ),
    (
        "a link definition, which Markdown hides",
        ["1. head 2", "    - 2 one", *items(A), "        [70-411]: Bridges"],
        FIRST + 2,
        "goes on with something else than a title",
    ),
    (
        "a word in front of an exam",
        ["1. head 2", "    - 2 one", *items(A), "        - or [Exam 70-411](https://x.org): Bridges"],
        FIRST + 3,
        "words in front that are not understood",
    ),
]
